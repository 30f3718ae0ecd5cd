"""Each rule of the design's section 7, broken behind the program's back, is told by ``check``.

The rows are grouped by the rule's number: what is done to the ledger or its files, the code that
must be told, and words that say what and where. The untouched office must pass.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tampered import (
    FINANCE,
    HOUSING,
    LIAISON,
    MINE,
    OTHER,
    TASK,
    THIRD,
    behind,
    chain_anew,
    forge,
    make_office,
    redigest,
    slip_in,
    sql,
    twin,
    types,
    url,
)  # fmt: skip
from taskboard.ledger import connect
from taskboard.ledger.events import NewEvent
from taskboard.workflows.check import BROKEN, ENGLISH

PACKAGE = Path(__file__).parents[1] / "taskboard"
Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_office(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def office(sound: Path, tmp_path: Path) -> Path:
    return twin(sound, tmp_path / "office")


def coverage(edit: Callable[[list[dict[str, Any]]], object]) -> Damage:
    return lambda home: forge(home, "document-imported", lambda to: edit(to["coverage"]))


def in_task(edit: Callable[[dict[str, Any]], object]) -> Damage:
    return lambda home: forge(home, "task-proposed", lambda to: _apply(edit, to), TASK)


def in_form(edit: Callable[[dict[str, Any]], object]) -> Damage:
    return lambda home: forge(home, "form-issued", lambda to: _apply(edit, to), FORM)


def in_paper(edit: Callable[[dict[str, Any]], object], kind: str = "通报2025-02") -> Damage:
    def change(to: dict[str, Any]) -> None:
        edit(to["snapshot"])
        redigest(to["snapshot"])

    return lambda home: forge(home, "paper-issued", change, kind)


def _apply(edit: Callable[[dict[str, Any]], object], to: dict[str, Any]) -> None:
    edit(to)


def figure(snapshot: dict[str, Any], name: str, **values: Any) -> None:
    next(one for one in snapshot["figures"] if one["name"] == name).update(values)


def slips(kind: str, subject: str, to: dict[str, Any] | None = None, **more: Any) -> Damage:
    return lambda home: slip_in(home, NewEvent(kind, subject, to), **more)


def reports(key: str, home: Path, **more: Any) -> None:
    to = {"change": "progress", "text": "已完成。", "round": "2025-W34", "channel": "form"}
    slip_in(home, NewEvent("progress-reported", key, {**to, **more}))


FORM = "2025-W34-01-1"  # of 市财政局


def stale(home: Path) -> None:
    """By telephone came newer news than the form; the form is taken all the same."""
    reports(MINE, home, channel="phone")
    reports(THIRD, home, channel="phone")
    said = NewEvent("progress-reported", THIRD, {"change": "progress", "text": "旧", "form": FORM})
    slip_in(home, said, received_of(home, FORM, 1))


def received_of(home: Path, form: str, taken: int) -> NewEvent:
    """The receipt of a form whose file is the photo the ledger keeps."""
    with behind(home) as run:
        ((digest,),) = run("SELECT sha256 FROM blobs WHERE name = '现场.jpg'")
    to = {"outcome": "accepted", "sha256": digest, "counts": {"taken": taken}}
    return NewEvent("form-received", form, to)


def with_receipt(*events: NewEvent, taken: int) -> Damage:
    return lambda home: slip_in(home, *events, received_of(home, FORM, taken))


def from_form(key: str) -> NewEvent:
    return NewEvent("progress-reported", key, {"change": "progress", "text": "是", "form": FORM})


def evidence(home: Path) -> Path:
    (copy,) = (home / "evidence").iterdir()
    return copy


RULES: dict[str, list[Any]] = {
    "1 no text is lost": [
        ("text", lambda home: sql(home, "UPDATE sources SET text = replace(text, '12个', '9个')"),
         "text-differs", ("2025-01", "与导入时读出的不同")),
        ("uncovered", coverage(lambda spans: spans.pop(3)),
         "coverage-gap", ("2025-01", "没有归入任何一类", "第 ")),
        ("twice", coverage(lambda spans: spans.append(dict(spans[0]))),
         "coverage-twice", ("海棠政办发〔2025〕6号", "归入了不止一类")),
        ("class", coverage(lambda spans: spans[0].update({"is": "x"})),
         "coverage-bad", ("2025-01", "不认识的类“x”")),
        ("outside", coverage(lambda spans: spans[-1].update({"span": [9000, 9001]})),
         "coverage-bad", ("2025-01", "超出了原文")),
        ("words", in_task(lambda to: to.update(text="12月底前公开部门预决算。")),
         "words-differ", (TASK, "任务文字与原文第")),
    ],
    "2 nothing is guessed": [
        ("unit", in_task(lambda to: to["units"][0].pop("origin")),
         "basis-missing", (TASK, f"单位“{FINANCE}”没有写明依据")),
        ("place", in_task(lambda to: to["deadlines"][0].update(span=None)),
         "basis-missing", (TASK, "时限“6月底前”没有注明在原文的位置")),
        ("limit", in_task(lambda to: to["deadlines"][0].update(text="9月底前")),
         "words-differ", (TASK, "时限“9月底前”与原文")),
        ("target", in_task(lambda to: to["targets"][0].update(text="达到50%")),
         "words-differ", (TASK, "指标“达到50%”与原文")),
    ],
    "3 nothing is overwritten": [
        ("event", lambda home: sql(
            home, "UPDATE events SET reason = '未公开' WHERE kind = 'request-filed'"),
         "hash-differs", ("事务 ", "写入后被改动过（事件 28—28）")),
        ("who", lambda home: sql(home, "UPDATE transactions SET actor = '李四' WHERE id = 3"),
         "hash-differs", ("事务 3：", "写入后被改动过")),
        ("gone", lambda home: sql(home, "DELETE FROM events WHERE kind = 'request-filed'"),
         "event-count", ("应有事件 28—28，实有 0 条",)),
        ("transaction", lambda home: sql(home, "DELETE FROM transactions WHERE id = 4"),
         "transaction-gap", ("事务 3 之后是 5",)),
        ("cut", lambda home: sql(home, "UPDATE transactions SET previous = hash WHERE id = 4"),
         "chain-broken", ("事务 4：", "不衔接")),
        ("reference", lambda home: sql(
            home, "UPDATE events SET transaction_id = 99 WHERE kind = 'request-filed'"),
         "reference-broken", ("events 第 28 行",)),
        ("kind", lambda home: sql(home, "UPDATE events SET kind = 'x' WHERE seq = 28"),
         "kind-unknown", ("事件种类“x”",)),
        ("day", lambda home: sql(
            home, "UPDATE events SET effective_on = '2025-02-30' WHERE seq = 28"),
         "day-bad", ("事件 28：", "“2025-02-30”不是日期")),
        ("content", lambda home: sql(home, "UPDATE events SET after = '{' WHERE seq = 28"),
         "payload-bad", ("事件 28：", "无法读取")),
        ("shape", lambda home: sql(home, "UPDATE events SET after = '[1]' WHERE seq = 28"),
         "event-unread", ("缺少应有的内容",)),
        ("guard", lambda home: unguard(home), "guard-missing", ("events_",)),
        ("orphan", lambda home: sql(home, "DELETE FROM transactions WHERE id = 20"),
         "event-orphan", ("事件 40 不属于任何事务",)),
        ("baseline", lambda home: forge(
            home, "task-issued", lambda to: to.update(wording="改了"), TASK),
         "baseline-differs", ("2025-01 下达的内容与基线的哈希不符",)),
        ("again", slips("task-proposed", TASK, {"text": "另一件事"}),
         "written-twice", (TASK, "“提出任务”写了两次")),
        ("correction", slips("progress-corrected", MINE, {"supersedes": 1, "text": "x"}),
         "correction-unknown", (MINE, "更正的第 1 号不是本承办件的进展")),
        ("undone", slips("undone", "3", {"seqs": [999]}),
         "undone-unknown", ("撤销了不存在的事件 999",)),
        ("twice", slips("request-decided", "R2025-0001", {"decision": "reject"}),
         "decided-twice", ("R2025-0001", "审批了两次")),
        ("nobody", slips("assignment-received", f"{TASK}@市水利局"),
         "subject-unknown", (f"{TASK}@市水利局", "没有“下达承办”")),
        ("no-task", slips("assignment-issued", "2025-01-9.9-1@甲", {"role": "lead"}),
         "task-missing", ("2025-01-9.9-1@甲", "任务不存在")),
        ("no-assignment", slips("request-filed", "R2025-0009", {"assignment": "x@y"}),
         "assignment-missing", ("R2025-0009", "承办件不存在")),
        ("lineage", slips("lookback-recorded", TASK, {"finding": "undone", "carried_to": "2026-x"}),
         "carried-unknown", (TASK, "结转后的任务 2026-x")),
    ],
    "4 an import touches only editable cells of known keys": [
        ("row", with_receipt(from_form(OTHER), taken=1),
         "form-row-unknown", (OTHER, f"表 {FORM} 里没有这一项")),
        ("no-receipt", lambda home: reports(THIRD, home, form=FORM),
         "form-no-receipt", (THIRD, "没有收表记录")),
        ("count", with_receipt(from_form(THIRD), taken=3),
         "form-count", (FORM, "回执写收下 3 项，台账中实有 1 项")),
        ("else", with_receipt(
            from_form(THIRD), NewEvent("judgement-set", THIRD, {"judgement": "green"}), taken=1),
         "form-wrote-else", (THIRD, "不该由填报表改动的内容（督查判断）")),
        ("stale", stale, "form-stale", (THIRD, "旧表仍盖过了它")),
        ("same-file", lambda home: [
            slip_in(home, received_of(home, FORM, 0)) for _ in range(2)],
         "form-twice", (FORM, "收录了两次")),
        ("locked", in_form(lambda to: to["rows"][0]["locked"].update(due="2030年")),
         "form-differs", (FORM, "锁定的内容被改动过")),
    ],
    "5 nobody in his own cause": [
        ("verify", slips("verification-recorded", MINE, {"finding": "true"}, actor=LIAISON),
         "own-work", (MINE, f"钱会计代表{FINANCE}处理了本单位承办的事项（核查）")),
        ("extend", lambda home: [
            slip_in(home, NewEvent("request-filed", "R2025-0007", {
                "assignment": THIRD, "type": "extend", "new_due": "2026-01-31"})),
            slip_in(home, NewEvent("request-decided", "R2025-0007", {"decision": "approve"}),
                    actor=LIAISON)],
         "own-work", ("R2025-0007", "（审批申请）")),
        ("close", slips("assignment-written-off", THIRD, actor=LIAISON),
         "own-work", (THIRD, "（销号）")),
        ("unverified", slips("assignment-written-off", THIRD),
         "written-off-unverified", (THIRD, "没有“属实”的核查就销号")),
        ("archive", slips("assignment-archived", THIRD),
         "archived-open", (THIRD, "没有销号就归档")),
        ("move", slips("assignment-resumed", THIRD),
         "move-forbidden", (THIRD, "不允许“恢复办理”")),
    ],
    "6 no number that a query does not give back": [
        ("value", in_paper(lambda made: figure(made, "done", value=3)),
         "figure-differs", ("通报2025-02", "“已办结”的数值印的是 3，由台账算出的是 1。")),
        ("rows", in_paper(lambda made: figure(made, "done", keys=[OTHER.split("@")[0]])),
         "figure-differs", ("“已办结”的所计事项印的是 2025-01-1.2-1（1 项）",)),
        ("denominator", in_paper(lambda made: figure(made, "done", denominator=30)),
         "figure-differs", ("“已办结”的分母 30 在快照里没有来处",)),
        ("invented", in_paper(lambda made: made["figures"].append(
            {**made["figures"][1], "name": "praised", "label": "表扬"})),
         "figure-unknown", ("“表扬”印的是 0，由台账算不出这个数",)),
        ("letter", in_paper(lambda made: made["choices"].update(keys=["2025-01-7.7-1@甲"]),
                            "提醒2026-01"),
         "figure-differs", ("提醒2026-01", "“列入事项”")),
        ("score", in_paper(lambda made: figure(made, HOUSING, value=120), "考核2025-01"),
         "figure-differs", ("考核2025-01", "印的是 120，")),
        ("annual", in_paper(lambda made: figure(made, "total", value=9), "年报2025-01"),
         "figure-differs", ("年报2025-01", "印的是 9，")),
        ("handover", in_paper(lambda made: figure(made, "items", value=9), "交办2025-01"),
         "figure-differs", ("交办2025-01", "“工作事项”的数值印的是 9，")),
        ("snapshot", lambda home: forge(
            home, "paper-issued", lambda to: figure(to["snapshot"], "done", value=3), "通报%02"),
         "paper-digest", ("通报2025-02", "数字被改动过")),
        ("history", lambda home: forge(
            home, "progress-reported", lambda to: to.update(percent=10), MINE),
         "paper-ledger", ("通报2025-02", "与现在台账中的哈希不符")),
    ],
    "7 numbers belong to their day": [
        ("as-of", lambda home: forge(
            home, "paper-issued", lambda to: to.update(as_of="2025-08-12"), "通报2025-01"),
         "figure-differs", ("通报2025-01",)),
    ],
    "8 no file is trusted": [
        ("kept", lambda home: sql(
            home, "UPDATE blobs SET data = ? WHERE name = '现场.jpg'", b"\0"),
         "file-differs", ("“现场.jpg”与其哈希不符",)),
        ("source", lambda home: sql(home, "UPDATE sources SET data = ?", b"\0"),
         "file-differs", ("“要点.txt”与其哈希不符",)),
        ("gone", lambda home: sql(home, "DELETE FROM blobs WHERE name = '现场.jpg'"),
         "file-missing", (MINE, "没有留存")),
        ("copy", lambda home: evidence(home).write_bytes(b"another photo"),
         "copy-differs", (MINE, "现场.jpg 被改动过")),
        ("page", lambda home: break_page(home), "store-damaged", ("台账文件本身已损坏",)),
    ],
    "9 nobody is asked twice": [
        ("rounds", slips("round-opened", "2025-W40", {"asks": [THIRD]}),
         "asked-twice", ("2025-W40", THIRD, "在 2025-W34 期催报未复")),
        ("doubled", slips("round-opened", "2025-W40", {"asks": ["x@y", "x@y"]}),
         "asked-twice", ("2025-W40", "x@y 在本期列了两次")),
        ("not-asked", lambda home: forge(
            home, "round-opened", lambda to: to.update(asks=[OTHER]), "2025-W34"),
         "form-not-asked", (FORM, f"没有要报的事项 {THIRD}")),
        ("cells", in_form(lambda to: to["rows"][0]["asks"].extend(["needs"] * 9)),
         "form-too-long", (FORM, "超过 10 格")),
    ],
    "10 what is internal stays inside": [
        ("judgement", in_form(lambda to: to["rows"][0]["locked"].update(judgement="red")),
         "form-inside", (FORM, "不该发给单位的内容：judgement")),
        ("score", in_form(lambda to: to["rows"][0]["prefill"].update(score=90)),
         "form-inside", (FORM, "不该发给单位的内容：score")),
        ("other-unit", in_form(lambda to: to["rows"][0].update(assignment=OTHER)),
         "form-other-unit", (FORM, f"发给{FINANCE}的表里有别的单位的事项 {OTHER}")),
    ],
}  # fmt: skip
CASES = [
    pytest.param(
        damage, code, words, id=f"{rule.split()[0]}-{name}",
        # the file itself is broken; PostgreSQL says of a broken reference that it is an orphan
        marks=[pytest.mark.sqlite] if name in ("page", "reference") else [],
    )
    for rule, rows in RULES.items()
    for name, damage, code, words in rows
]  # fmt: skip


def unguard(home: Path) -> None:
    with connect.open_engine(url(home), keep=False).begin() as store:
        on = " ON events" if store.dialect.name == "postgresql" else ""
        name = "events_append_only" if on else "events_no_update"
        store.exec_driver_sql(f"DROP TRIGGER {name}{on}")


def break_page(home: Path) -> None:
    for path in home.glob("ledger.db-*"):
        path.unlink()
    data = (home / "ledger.db").read_bytes()
    (home / "ledger.db").write_bytes(data[:-8192] + bytes(8192))


def test_an_untouched_ledger_is_sound(office: Path) -> None:
    told = types(office, "check").output
    assert "台账完好。" in told and "[" not in told


@pytest.mark.parametrize(("damage", "code", "words"), CASES)
def test_what_breaks_a_rule_is_told_with_its_place(
    office: Path, damage: Damage, code: str, words: tuple[str, ...]
) -> None:
    damage(office)
    told = types(office, "check", status=1).output
    lines = [line for line in told.splitlines() if line.startswith(f"  [{code}] ")]
    assert lines, told
    assert any(all(word in line for word in words) for line in lines), told
    assert all(line.endswith(f" / {ENGLISH[code]}") for line in lines)
    assert "Traceback" not in told
    assert ("先从备份恢复" in told) is any(f"[{one}]" in told for one in BROKEN)


def test_every_code_is_said_in_english_and_broken_by_a_row() -> None:
    calls = {
        node.args[0].value
        for path in [*PACKAGE.glob("ledger/*.py"), *PACKAGE.glob("workflows/check*.py")]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        if isinstance(node.func, ast.Name) and node.func.id in ("wrong", "_wrong", "_hint")
    }
    assert calls == set(ENGLISH)
    hints = {"copy-missing", "stray-file", "stray-part"}
    assert calls - hints == {param.values[1] for param in CASES}


def test_what_an_interrupted_command_left_is_a_hint_and_no_fault(office: Path) -> None:
    evidence(office).rename(office / "evidence" / "另一份.jpg")
    (office / "备份.db.part").write_bytes(b"half")
    (office / "out" / ".x7.tmp").write_bytes(b"half")
    sql(office, "INSERT INTO blobs (sha256, name, data) VALUES (?, '孤.jpg', ?)",
        "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a", b"\1")  # fmt: skip
    told = types(office, "check").output
    assert "台账完好。" in told
    for words in (
        "[copy-missing]", "现场.jpg 不在了；台账中仍有原件", "[stray-file] 另一份.jpg：",
        "备份.db.part 是没有写完的文件", "out/.x7.tmp", "“孤.jpg”没有事件引用",
    ):  # fmt: skip
        assert words in told, told


def test_settings_changed_since_do_not_make_a_paper_wrong(office: Path) -> None:
    with (office / "taskboard.toml").open("a", encoding="utf-8") as file:
        file.write("\n[names]\n'standing.late' = '超期'\n[judgement]\nyellow = 40.0\n")
    text = (office / "taskboard.toml").read_text("utf-8")
    (office / "taskboard.toml").write_text(f"near_days = 200\nstale_days = 1\n{text}", "utf-8")
    assert "台账完好。" in types(office, "check").output
    path = office / "out" / "再.docx"
    types(office, "paper", "show", "通报2025-02", "-o", str(path))
    assert path.read_bytes() == (office / "out" / "2.docx").read_bytes()


def test_one_who_chains_everything_anew_is_betrayed_by_a_paper(office: Path) -> None:
    chain_anew(office)
    assert "台账完好。" in types(office, "check").output  # the same hashes come out
    forge(office, "request-filed", lambda to: to.update(type="stop"))
    told = types(office, "check", status=1).output
    assert "[hash-differs]" not in told and told.count("[paper-ledger]") >= 2


def test_nothing_below_the_commands_reads_the_clock() -> None:
    clock = re.compile(r"\b(date\.today|datetime\.(now|utcnow|today)|time\.time|localtime)\(")
    readers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if clock.search(path.read_text("utf-8")) and path.parent.name not in ("cli", "web")
    }
    assert readers == {"ledger/store.py"}  # when a transaction was written down, and that alone
