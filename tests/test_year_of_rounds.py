"""A year in short: issue, three rounds with damaged forms, killed collecting, 延期, 退回, 反弹.

It is played on 聊城's plan of 2023 where the real documents are beside the checkout, and on the
sample of 临岚 otherwise.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

import conftest
from round_world import key, make_workspace, on
from taskboard.cli.main import cli
from taskboard.resources import samples
from taskboard.workflows.close import reopen, write_off
from taskboard.workflows.collecting import Collected, collect
from taskboard.workflows.handle import decide, receive, request, verify
from taskboard.workflows.upkeep import check
from taskboard.workflows.workspace import Workspace, open_workspace
from year_damage import DAMAGES, Answered, Damage, as_sent, gbk_zip, save_as

WEEKS = (31, 32, 33)
KILLED = """
import sys, time
from taskboard.cli.main import cli
from taskboard.ledger import store
from taskboard.office import xlsx
for module, name in ((store.Ledger, "append"), (xlsx, "save_bytes")):
    def slow(*given, then=getattr(module, name), **options):
        print("step", file=sys.stderr, flush=True)
        time.sleep(0.02)
        return then(*given, **options)
    setattr(module, name, slow)
cli(sys.argv[1:])
"""


@dataclass(frozen=True, slots=True)
class Office:
    """The office of the play: its folder, its year, and its clerk's hands."""

    home: Path
    year: int

    def day(self, week: int, weekday: int = 5) -> dt.date:
        return dt.date.fromisocalendar(self.year, week, weekday)

    def types(self, day: dt.date, *words: str, status: int = 0) -> str:
        line = [*words, "--home", str(self.home), "--as-of", day.isoformat()]
        result = CliRunner().invoke(cli, line)
        assert result.exit_code == status, f"{words}\n{result.output}"
        return result.output

    def on(self, day: dt.date) -> Workspace:
        return open_workspace(str(self.home), ledger="", as_of=day, actor="王科")

    def is_clean(self, day: dt.date) -> bool:
        return [f for f in check(self.on(day)).findings if f.severity == "error"] == []


def opened(tmp_path: Path) -> Office:
    """Import and issue the year's plan, as a clerk does."""
    seed = conftest.SHARED / "seeds" / "liaocheng-2023.txt"
    office = Office(tmp_path / "office", 2023 if seed.exists() else 2025)
    CliRunner().invoke(cli, ["init", str(office.home)])
    units, plan = samples() / "units-linlan.xlsx", samples() / "linlan-2025.docx"
    if seed.exists():
        units, plan = tmp_path / "units.csv", seed
        groups = "市政府各部门；各部门；各单位"
        units.write_text(f"单位全称,类别,分组\n甲办公室,部门,{groups}\n", "utf-8-sig")
    spring = dt.date(office.year, 4, 3)
    office.types(spring, "units", "import", str(units), "--apply")
    office.types(spring, "import", str(plan))
    unit = "甲办公室" if seed.exists() else "市政府办公室"
    office.types(spring, "issue", "--accept-proposals", "--default-unit", unit)
    return office


def come_back(
    sent: Path, back: Path, week: int, before: Path | None
) -> tuple[int, dict[str, Damage]]:
    """Answer, damage and send back twenty forms; return how many files, and name -> damage."""
    forms = sorted(sent.glob("*.xlsx"), key=lambda path: (-len(Answered(path, "").rows), path.name))
    found: dict[str, Damage] = {}
    for at, (path, damage) in enumerate(zip(forms, DAMAGES, strict=False)):
        form = Answered(path, f"第{week}周")
        if len(form.rows) < damage.rows or (damage.ending == ".xls" and week != WEEKS[-1]):
            damage = DAMAGES[-2]
        damage.edit(form)
        made = save_as(form, back / f"{at:02d} 张三改{damage.ending}")
        found[made.name] = damage
        if at == 4:  # the same unit sent a first version, in which less is filled in
            Answered(path, f"第{week}周", 1).save(back / "先发的" / "04 第一稿.xlsx")
    (back / "现场照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 JFIF")
    (back / "空.xlsx").write_bytes(b"")
    (back / "~$01 张三改.xlsx").write_bytes(b"lock")
    extra = 2
    if before is not None:
        shutil.copy(sorted(before.glob("*.xlsx"))[0], back / "上一期的.xlsx")
        extra += 1
    return len(found) + extra, found


def kill_at(office: Office, day: dt.date, back: Path, steps: int) -> None:
    """Start collecting and kill -9 it at its ``steps``-th write (or let it end before)."""
    words = ["round", "collect", str(back), "--apply", "--home", str(office.home)]
    line = [sys.executable, "-c", KILLED, *words, "--as-of", day.isoformat()]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        while steps and (said := process.stderr.readline()):
            steps -= said == b"step\n"
        process.send_signal(signal.SIGKILL)


def compare(done: Collected, damages: dict[str, Damage], folder: str) -> None:
    """Each file comes out as its damage says, and nothing else is refused in it."""
    verdicts = {verdict.file.removeprefix(folder): verdict for verdict in done.verdicts}
    for name, damage in damages.items():
        verdict = verdicts[name]
        codes = {refusal.code for refusal in verdict.refusals}
        assert codes == ({damage.code} if damage.code else set()), (name, verdict.refusals)
        refused = damage.code == "file-refused" or verdict.count("taken") == 0
        assert verdict.outcome == ("refused" if refused else "accepted"), (name, verdict.reason)
    assert verdicts["现场照片.xlsx"].outcome == verdicts["空.xlsx"].outcome == "refused"
    assert verdicts["先发的/04 第一稿.xlsx"].outcome == "superseded"
    if "上一期的.xlsx" in verdicts:
        assert "已经关闭" in verdicts["上一期的.xlsx"].reason
    assert not any("~$" in name for name in verdicts)


def play_round(office: Office, tmp_path: Path, week: int, dice: random.Random) -> None:
    """One week: forms out, forms damaged, collecting killed again and again, then completed."""
    monday, friday = office.day(week, 1), office.day(week)
    office.types(monday, "round", "open", "--week", f"{office.year}-W{week}", "--all")
    sent, back = tmp_path / f"sent{week}", tmp_path / f"back{week}"
    office.types(monday, "round", "forms", "-o", str(sent))
    before = tmp_path / f"sent{week - 1}"
    files, damages = come_back(sent, back, week, before if before.exists() else None)
    assert files >= 20
    assert sum(damage.edit is not as_sent for damage in damages.values()) >= 12
    zipped = week == WEEKS[1]
    place = gbk_zip(back, tmp_path / "全部.zip") if zipped else back
    today = office.on(friday)
    preview = collect(today, place)
    compare(preview, damages, "各单位/" if zipped else "")
    rows = sum(verdict.count("taken") for verdict in preview.verdicts if verdict.taken)
    old = len(today.state().updates)
    for _ in range(3):
        kill_at(office, friday, place, dice.randint(1, 30))
        assert office.is_clean(friday)
        state = today.state()
        received = {event.subject for event in state.events("form-received")}
        assert set(state.updates["form"]) <= received  # never half a file
    office.types(friday, "round", "collect", str(place), "--apply", status=1)
    assert len(today.state().updates) == old + rows
    with today.ledger() as ledger:
        head = ledger.head()
    again = office.types(friday, "round", "collect", str(place), "--apply", status=1)
    assert "没有新内容" in again
    with today.ledger() as ledger:
        assert ledger.head() == head
    assert office.is_clean(friday)


def asked(office: Office, day: dt.date, kind: str) -> tuple[str, str, str]:
    """The one request of a kind that waits: its number, task and unit."""
    waiting = office.on(day).state().requests
    waiting = waiting[(waiting["type"] == kind) & (waiting["decision"] == "")]
    (number,) = waiting.index
    task, _, unit = waiting.at[number, "assignment"].partition("@")
    return number, task, unit


def handling(office: Office, day: dt.date, task: str, unit: str) -> str:
    return str(office.on(day).state().assignments.at[f"{task}@{unit}", "handling"])


@pytest.mark.sqlite
def test_a_year(tmp_path: Path) -> None:
    office, dice = opened(tmp_path), random.Random(6)
    first, second, third = (office.day(week) for week in WEEKS)

    play_round(office, tmp_path, WEEKS[0], dice)
    number, late_task, late_unit = asked(office, first, "extend")
    assert not decide(office.on(first), number, "approve").notes  # asked before the due day
    number, task, unit = asked(office, first, "close")
    back_by = office.day(WEEKS[1])
    decide(office.on(first), number, "reject", reason="缺佐证材料", reply_by=back_by)
    assert handling(office, first, task, unit) == "returned"
    office.types(first, "round", "close")

    play_round(office, tmp_path, WEEKS[1], dice)
    number, again, same = asked(office, second, "close")
    assert (again, same) == (task, unit)
    decide(office.on(second), number, "approve")
    verify(office.on(second), task, "true", unit=unit, method="实地")
    write_off(office.on(second), task, unit)
    assert handling(office, second, task, unit) == "written_off"
    reopen(office.on(second), task, "问题反弹", unit)
    assert handling(office, second, task, unit) == "in_hand"
    office.types(second, "round", "close")

    play_round(office, tmp_path, WEEKS[2], dice)
    office.types(third, "round", "close")
    january = dt.date(office.year + 1, 1, 8)
    rows = office.on(january).state().assignments
    overdue = rows[rows["due_on"].notna() & (rows["handling"] == "in_hand")]
    overdue = overdue[overdue["due_on"].astype(str) <= f"{office.year}-12-31"]
    late_task, _, late_unit = str(overdue.index[0]).partition("@")
    spring = dt.date(office.year + 1, 3, 31)
    filed = request(office.on(january), late_task, "extend", reason="资金未到位", unit=late_unit,
                    new_due=spring)  # fmt: skip
    assert filed.notes  # after the due day: counted against the original date
    assert office.is_clean(january)
    assert "反弹" in office.types(january, "task", "log", task)


@pytest.mark.parametrize(
    ("asked", "late"), [(dt.date(2023, 9, 20), False), (dt.date(2023, 10, 9), True)]
)
def test_an_extension_asked_in_time_and_one_late(
    tmp_path: Path, asked: dt.date, late: bool
) -> None:
    today = on(make_workspace(tmp_path / "office"), asked)
    receive(today, key("1.2-1").partition("@")[0])
    done = request(
        today, "2023-01-1.2-1", "extend", reason="汛期停工", new_due=dt.date(2023, 12, 31)
    )
    assert bool(done.notes) is late
    decide(today, "R2023-0001", "approve")
    assert not [f for f in check(today).findings if f.severity == "error"]


def test_a_return_for_rework_then_written_off_and_back_again(tmp_path: Path) -> None:
    today = on(make_workspace(tmp_path / "office"), dt.date(2023, 9, 20))
    task, row = "2023-01-1.2-1", key("1.2-1")
    receive(today, task)
    request(today, task, "close", reason="已完成")
    decide(today, "R2023-0001", "reject", reason="缺佐证", reply_by=dt.date(2023, 9, 25))
    assert today.state().assignments.loc[row, "handling"] == "returned"
    receive(today, task)
    request(today, task, "close", reason="补齐佐证")
    decide(today, "R2023-0002", "approve")
    verify(today, task, "true", method="实地")
    write_off(today, task)
    closed = today.state().assignments.loc[row, "handling"]
    reopen(today, task, "问题反弹")
    assert today.state().assignments.loc[row, "handling"] != closed
    assert not [f for f in check(today).findings if f.severity == "error"]
