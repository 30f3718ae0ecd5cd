"""A small made-up ledger for the tests of reports and papers, built from real events.

兰溪市 2025: three sections, nine tasks, six units, two weekly rounds; by September 1 two are
done, one is late, one is put aside, one recurring, and one unit never answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from taskboard.ledger.events import Actor, NewEvent
from taskboard.ledger.state import State, fold
from taskboard.ledger.store import Ledger, open_ledger
from taskboard.settings import Settings
from taskboard.workflows.workspace import Workspace

CLERK = Actor("王晓", "兰溪市政府办公室", "督查")
D = "2025-01"
BUREAU, HOUSING, FINANCE = "市行政审批局", "市住房和城乡建设局", "市财政局"
HEALTH, TRADE, COUNTY = "市卫生健康委员会", "市商务局", "云河县人民政府"
UNITS = (BUREAU, HOUSING, FINANCE, HEALTH, TRADE, COUNTY)
SETTINGS = Settings(office="兰溪市人民政府办公室", place="市")
HEADINGS = {"1": "优化营商环境", "2": "保障和改善民生", "3": "强化组织保障"}

# code, heading, text, units (name, role), deadline (words, day) or None
TASKS: tuple[tuple[str, str, str, tuple[tuple[str, str], ...], tuple[str, str] | None], ...] = (
    ("1.1-1", "推进一网通办", "推进政务服务事项一网通办，年底前网办率达到95%以上。",
     ((BUREAU, "lead"), (FINANCE, "cooperate")), ("年底前", "2025-12-31")),
    ("1.1-2", "推进一网通办", "6月底前完成自助终端进社区，不少于50台。",
     ((BUREAU, "lead"), (COUNTY, "responsible")), ("6月底前", "2025-06-30")),
    ("1.2-1", "降低企业成本", "8月底前出台降低企业用能成本的若干措施。",
     ((TRADE, "lead"), (FINANCE, "cooperate")), ("8月底前", "2025-08-31")),
    ("2.1-1", "改造老旧小区", "三季度末前完成12个老旧小区改造。",
     ((HOUSING, "responsible"), (COUNTY, "responsible")), ("三季度末前", "2025-09-30")),
    ("2.1-2", "改造老旧小区", "加装电梯30部。", ((HOUSING, "responsible"),), None),
    ("2.2-1", "提升医疗服务", "7月底前开设夜间门诊，覆盖全部二级以上医院。",
     ((HEALTH, "lead"),), ("7月底前", "2025-07-31")),
    ("2.2-2", "提升医疗服务", "9月5日前完成家庭医生签约。",
     ((HEALTH, "lead"),), ("9月5日前", "2025-09-05")),
    ("3.1-1", "加强调度", "每季度末向市政府报告进展情况。", ((FINANCE, "responsible"),), None),
    ("3.1-2", "加强调度", "建设督查平台。",
     ((FINANCE, "responsible"),), ("10月底前", "2025-10-31")),
)  # fmt: skip
QUARTERLY = "FREQ=MONTHLY;BYMONTHDAY=-1"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def key(code: str, unit: str = "") -> str:
    return f"{D}-{code}" + (f"@{unit}" if unit else "")


def _deadline(code: str, words: str, due: str) -> dict[str, Any]:
    return {"text": words, "kind": "due", "due_on": due, "origin": "stated", "span": [0, 0]}


def _task(order: int, row: tuple[Any, ...]) -> dict[str, Any]:
    code, heading, text, units, deadline = row
    path, _, seq = code.rpartition("-")
    limits = [_deadline(code, *deadline)] if deadline else []
    if code == "3.1-1":
        limits = [{"text": "每季度末", "kind": "recurring", "rrule": QUARTERLY, "span": [0, 0]}]
    return {
        "document": D, "code": code, "path": path, "seq": int(seq), "section": path[0],
        "section_heading": HEADINGS[path[0]], "heading": heading, "text": text,
        "kind": "recurring" if code == "3.1-1" else "once",
        "rollup": "lead" if any(role == "lead" for _, role in units) else "all",
        "span": [order * 100, order * 100 + len(text)], "deadlines": limits, "targets": [],
        "units": [
            {"name": name, "as_written": name, "role": role, "origin": "stated", "open": False}
            for name, role in units
        ],
    }  # fmt: skip


def proposals() -> list[NewEvent]:
    document = {
        "title": "兰溪市人民政府办公室关于印发2025年重点工作要点的通知",
        "subject": "2025年兰溪市重点工作要点", "number": "兰政办发〔2025〕3号",
        "issuer": "兰溪市人民政府办公室", "issued_on": "2025-03-05", "year": 2025,
        "file": "要点.txt", "format": "txt", "sha256": "0" * 64,
    }  # fmt: skip
    units = [
        NewEvent("unit-recorded", name, {"order": n, "contact": f"联络员{n} 0577-88880{n:03d}"})
        for n, name in enumerate(UNITS, 1)
    ]
    tasks = [
        NewEvent("task-proposed", key(row[0]), _task(n, row)) for n, row in enumerate(TASKS, 1)
    ]
    return [NewEvent("document-imported", D, document), *units, *tasks]


def issue() -> list[NewEvent]:
    events = []
    for n, row in enumerate(TASKS, 1):
        task = _task(n, row)
        events.append(NewEvent("task-issued", key(row[0]), {"baseline": "b" * 64}))
        due = row[4][1] if row[4] else "2025-12-31"
        for unit, role in row[3]:
            limit = task["deadlines"][0] if task["deadlines"] else {}
            values = {"role": role, "kind": task["kind"], "due_on": due,
                      "due_basis": limit.get("origin", "default"),
                      "rrule": limit.get("rrule", "")}  # fmt: skip
            events.append(NewEvent("assignment-issued", key(row[0], unit), values))
    return events


def report(code: str, unit: str, number: str, text: str, percent: float, **more: Any) -> NewEvent:
    values = {"round": number, "change": "progress", "text": text, "percent": percent, **more}
    return NewEvent("progress-reported", key(code, unit), values)


def close(number: int, code: str, unit: str, filed: str, decided: str) -> list[NewEvent]:
    request = f"R2025-{number:04d}"
    filing = {"assignment": key(code, unit), "type": "close"}
    return [
        NewEvent("request-filed", request, filing, reason="已完成", effective_on=day(filed)),
        NewEvent("request-decided", request, {"decision": "approve"}, effective_on=day(decided)),
    ]


def round_of(number: str, opened: str, due: str, asks: list[str]) -> NewEvent:
    values = {"cadence": "weekly", "period": [opened, due], "opens_on": opened, "due_on": due,
              "closes_on": due, "asks": asks}  # fmt: skip
    return NewEvent("round-opened", number, values)


def every_ask() -> list[str]:
    return [key(row[0], unit) for row in TASKS for unit, _ in row[3]]


def play(ledger: Ledger) -> None:
    """Write the year so far."""

    def write(on: str, action: str, events: list[NewEvent]) -> None:
        ledger.append(events, actor=CLERK, effective_on=day(on), action=action)

    write("2025-03-10", "import", proposals())
    write("2025-03-15", "issue", issue())
    write(
        "2025-08-18", "round open", [round_of("2025-W34", "2025-08-18", "2025-08-22", every_ask())]
    )
    same = "自助终端已在48个社区布设，运行平稳，下一步继续加强巡检维护。"
    write("2025-08-20", "round collect", [
        report("1.1-1", BUREAU, "2025-W34", "网办率达到88%。", 80),
        report("1.1-2", BUREAU, "2025-W34", same, 96),
        report("1.2-1", TRADE, "2025-W34", "已形成征求意见稿。", 40, problems="部分条款存在分歧"),
        report("2.1-1", HOUSING, "2025-W34", "已完工7个小区，其余正在施工。", 60),
        report("2.2-1", HEALTH, "2025-W34", "二级以上医院全部开设夜间门诊。", 100),
        report("2.2-2", HEALTH, "2025-W34", "签约率达到82%。", 82),
    ])  # fmt: skip
    write("2025-08-25", "task decide", [
        *close(1, "2.2-1", HEALTH, "2025-07-30", "2025-08-25"),
        *close(2, "1.1-2", BUREAU, "2025-07-03", "2025-08-25"),
    ])  # fmt: skip
    stop = NewEvent(
        "request-filed", "R2025-0003", {"assignment": key("3.1-2", FINANCE), "type": "suspend"}
    )
    write("2025-08-26", "task request", [stop])
    write(
        "2025-08-27",
        "task decide",
        [NewEvent("request-decided", "R2025-0003", {"decision": "approve"})],
    )
    write(
        "2025-08-28", "round open", [round_of("2025-W35", "2025-08-25", "2025-08-29", every_ask())]
    )
    write("2025-08-29", "round collect", [
        report("1.1-1", BUREAU, "2025-W35", "网办率达到91%。", 85),
        report("1.2-1", TRADE, "2025-W35", "已形成征求意见稿。", 40, problems="部分条款存在分歧"),
        report("2.1-1", HOUSING, "2025-W35", "已完工9个小区，其余正在施工。", 75),
        report("2.2-2", HEALTH, "2025-W35", "签约率达到88%。", 88),
    ])  # fmt: skip
    late = NewEvent("progress-reported", key("3.1-1", FINANCE),
                    {"round": "2025-W35", "change": "unchanged", "text": ""})  # fmt: skip
    write("2025-08-30", "round collect", [late])


@contextmanager
def sample_ledger(folder: Path, *, empty: bool = False) -> Iterator[Ledger]:
    with open_ledger(f"sqlite:///{folder / 'ledger.db'}", create=True) as ledger:
        if not empty:
            play(ledger)
        yield ledger


def sample_state(folder: Path, on: str = "2025-09-01") -> State:
    with sample_ledger(folder) as ledger:
        return fold(ledger, day(on), SETTINGS)


def sample_workspace(folder: Path, on: str = "2025-09-01", **settings: Any) -> Workspace:
    with sample_ledger(folder):
        pass
    chosen = Settings(office=SETTINGS.office, place="市", **settings)
    return Workspace(folder, chosen, f"sqlite:///{folder / 'ledger.db'}", day(on), CLERK)
