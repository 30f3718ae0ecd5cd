"""A small office with a year behind it, and hands that change its ledger behind its back."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from filling import fill
from taskboard.cli.main import cli
from taskboard.ledger import connect
from taskboard.ledger.chain import FIRST_HASH, canonical, chain_hash
from taskboard.ledger.check import HASHED
from taskboard.ledger.events import Actor, NewEvent
from taskboard.ledger.schema import guard_statements
from taskboard.ledger.store import open_ledger
from taskboard.ledger.transfer import copy_ledger
from taskboard.reports.paper import digest
from taskboard.workflows.check_papers import UNDIGESTED

FINANCE, HOUSING = "市财政局", "市住房和城乡建设局"
PLAN = """海棠政办发〔2025〕6号
海棠市人民政府办公室关于印发海棠市2025年政务公开工作要点的通知

各县（市、区）人民政府，市政府各部门：
《海棠市2025年政务公开工作要点》已经市政府同意，现印发给你们，请认真贯彻执行。

海棠市人民政府办公室
2025年3月5日

海棠市2025年政务公开工作要点

一、深化主动公开
（一）公开财政信息。6月底前公开部门预决算，公开率达到100%。（责任单位：市财政局）
（二）公开老旧小区改造信息。年底前改造小区12个，进展按月公布。（责任单位：市住房和城乡建设局）
二、加强队伍建设
（一）组织业务培训。全年培训不少于4次。（责任单位：市财政局）
"""
SETTINGS = """office = "海棠市人民政府办公室"
[actors]
"王科" = {unit = "市政府办公室", role = "督查"}
"钱会计" = {unit = "财政局", role = "联络员"}
"""
CLERK, LIAISON = Actor("王科", "市政府办公室", "督查"), Actor("钱会计", "财政局", "联络员")
TASK = "2025-01-1.1-1"
MINE = f"{TASK}@{FINANCE}"
OTHER = f"2025-01-1.2-1@{HOUSING}"
THIRD = f"2025-01-2.1-1@{FINANCE}"
DAY = "2025-08-20"


def types(home: Path, *words: str, day: str = DAY, status: int = 0, actor: str = "王科") -> Result:
    """Run one command as the clerk; its exit status is the expected one."""
    given = ["--home", str(home), "--as-of", day, "--actor", actor, *words]
    result = CliRunner().invoke(cli, given)
    assert result.exit_code == status, f"{words}\n{result.output}"
    return result


def make_office(folder: Path) -> Path:
    """Import, issue, ask, collect, close, verify and report, all through the commands."""
    home = folder / "office"
    types(home, "init", str(home))
    (home / "taskboard.toml").write_text(SETTINGS, "utf-8")
    plan, units, photo = folder / "要点.txt", folder / "units.csv", folder / "现场.jpg"
    plan.write_text(PLAN, "utf-8")
    names = f"市政府办公室,\n{FINANCE},财政局\n{HOUSING},市住建局\n"
    units.write_text(f"单位全称,简称\n{names}", "utf-8-sig")
    photo.write_bytes(b"\xff\xd8\xff\xe0 a photo")
    types(home, "units", "import", str(units), "--apply", day="2025-03-10")
    types(home, "import", str(plan), day="2025-03-10")
    types(home, "issue", "--accept-proposals", day="2025-03-10")
    types(home, "round", "open", "--week", "2025-W33", "--all", day="2025-08-11")
    types(home, "round", "forms", "-o", str(folder / "out"), day="2025-08-11")
    said = {"本期情况": "有进展", "进展情况": "已公开92%。", "完成比例（%）": 92}
    for form, answers in zip(sorted((folder / "out").glob("*.xlsx")), [said, said], strict=True):
        fill(form, folder / "back" / form.name, answers)
    types(home, "round", "collect", str(folder / "back"), "--apply", day="2025-08-13")
    types(home, "round", "close", day="2025-08-18")
    types(home, "paper", "circular", "-o", str(home / "out" / "1.docx"), day="2025-08-18")
    for words in (
        ("request", TASK, "close", "--reason", "已全部公开"),
        ("decide", "R2025-0001", "approve"),
        ("verify", TASK, "--finding", "属实", "--method", "实地", "--evidence", str(photo)),
        ("writeoff", TASK),
    ):
        actor = "钱会计" if words[0] == "request" else "王科"
        types(home, "task", *words, day="2025-08-19", actor=actor)
    types(home, "round", "open", "--week", "2025-W34", "--all", day="2025-08-19")
    types(home, "round", "forms", "-o", str(folder / "out34"), day="2025-08-19")
    types(home, "paper", "circular", "-o", str(home / "out" / "2.docx"))
    types(home, "paper", "reminder", "-o", str(home / "out"), "--reason", "试", day="2026-01-05")
    types(home, "score", "publish", "-o", str(home / "out" / "3.xlsx"))
    types(home, "report", "annual", "--freeze", "-o", str(home / "out" / "4.docx"))
    return home


@contextmanager
def behind(home: Path) -> Iterator[Callable[..., list[Any]]]:
    """Yield what runs statements on the store, its guards and references not looked at."""
    engine = connect.open_engine(url(home))
    store = engine.raw_connection()
    cursor = store.cursor()
    postgres = engine.dialect.name == "postgresql"

    def run(statement: str, *values: object) -> list[Any]:
        cursor.execute(statement.replace("?", "%s") if postgres else statement, values)
        return list(cursor.fetchall()) if cursor.description else []

    guards = [line for line in guard_statements(engine.dialect.name) if "CREATE TRIGGER" in line]
    try:
        if postgres:
            run("SET session_replication_role = replica")
        else:
            run("PRAGMA foreign_keys = OFF")
            for guard in guards:
                run(f"DROP TRIGGER {guard.split()[2]}")
        yield run
        for guard in () if postgres else guards:
            run(guard)
        store.commit()
    finally:
        store.close()
        engine.dispose()


def url(home: Path) -> str:
    return f"sqlite:///{home / 'ledger.db'}"


def sql(home: Path, statement: str, *values: object) -> None:
    """Change the store with its guards taken away, and put them back."""
    with behind(home) as run:
        run(statement, *values)


def forge(home: Path, kind: str, edit: Callable[[dict[str, Any]], None], subject: str = "%") -> int:
    """Change what the last event of ``kind`` says and chain everything anew; return its seq."""
    query = "SELECT seq, after FROM events WHERE kind = ? AND subject LIKE ? ORDER BY seq DESC"
    with behind(home) as run:
        seq, after = run(query, kind, subject)[0]
    values = json.loads(after)
    edit(values)
    sql(home, "UPDATE events SET after = ? WHERE seq = ?", canonical(values), seq)
    chain_anew(home)
    return int(seq)


def chain_anew(home: Path) -> None:
    """Compute every hash again, as a forger would who knows the program."""
    columns = "id, recorded_at, action, actor, actor_unit, actor_role"
    names = ", ".join(HASHED)
    previous = FIRST_HASH
    with behind(home) as run:
        for head in run(f"SELECT {columns} FROM transactions ORDER BY id"):
            mine = run(f"SELECT {names} FROM events WHERE transaction_id = ? ORDER BY seq", head[0])
            found = chain_hash(previous, tuple(value or "" for value in head), mine)
            run("UPDATE transactions SET previous = ?, hash = ? WHERE id = ?",
                previous, found, head[0])  # fmt: skip
            previous = found


def twin(sound: Path, home: Path) -> Path:
    """Return ``home``, made the same office as ``sound``: its files and its ledger."""
    shutil.copytree(sound, home, ignore=shutil.ignore_patterns("ledger.db*"))
    with open_ledger(url(sound)) as source, open_ledger(url(home), create=True) as target:
        copy_ledger(source, target)
    return home


def slip_in(home: Path, *events: NewEvent, actor: Actor = CLERK, day: str = DAY) -> None:
    """Append events no command would have written."""
    with open_ledger(url(home)) as ledger:
        on = dt.date.fromisoformat(day)
        ledger.append(events, actor=actor, effective_on=on, action="test")


def redigest(snapshot: dict[str, Any]) -> None:
    """Make the snapshot of a paper agree with its digest again."""
    said = {name: value for name, value in snapshot.items() if name not in UNDIGESTED}
    snapshot["digest"] = digest(said)
