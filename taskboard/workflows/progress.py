"""What is said of an assignment outside a form: by telephone, on the spot, or a correction."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from taskboard.collection.standing import is_rate
from taskboard.collection.values import read_number, unclear_rate
from taskboard.errors import TaskboardError
from taskboard.ledger.events import NewEvent
from taskboard.words import word
from taskboard.workflows.evidence import keep_evidence
from taskboard.workflows.handle import PLACE, Desk, Done
from taskboard.workflows.proving import target_at
from taskboard.workflows.refusals import NeededError
from taskboard.workflows.workspace import Workspace


class PercentError(TaskboardError):
    """A percentage that cannot be taken as it stands."""

    code = "percent"

    def __init__(self, text: str, why: str, why_en: str) -> None:
        super().__init__(
            f"完成比例“{text}”{why}；请写 0 到 100 之间的数，如 60 或 60%。",
            f"percentage {text!r} {why_en}; write a number from 0 to 100, e.g. 60 or 60%.",
        )


class FigureError(TaskboardError):
    """Figures that are not written as they should be."""

    code = "figures"

    def __init__(self, what: str, text: str, so: str, means: str) -> None:
        super().__init__(
            f"{what}“{text}”读不懂；请写成 {so}（{means}）。",
            f"{text!r} cannot be read; write it like {so}.",
        )


class WhichError(TaskboardError):
    """A figure that may mean two things."""

    code = "figure-unclear"

    def __init__(self, written: str, question: str) -> None:
        super().__init__(
            f"--actual {written}：{question}。",
            f"--actual {written}: a share or per cent? add the %.",
        )


class NoSuchUpdateError(TaskboardError):
    """A correction of something that is no update of this assignment."""

    code = "update-unknown"

    def __init__(self, seq: int, key: str) -> None:
        super().__init__(
            f"{key}没有第 {seq} 号进展可更正；请用 taskboard task log 查看编号。",
            f"{key} has no update {seq} to correct; see: taskboard task log",
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What the unit says: one code of the axis ``change`` and the words around it."""

    change: str = "progress"
    text: str = ""
    percent: float | None = None
    problems: str = ""
    needs: str = ""
    next_step: str = ""
    reporter: str = ""
    channel: str = "phone"
    actuals: Mapping[str, float | str] | None = None
    counts: Mapping[str, int] | None = None

    def payload(self) -> dict[str, Any]:
        """Return the event's fields; what was not said is left out."""
        names = ("text", "percent", "problems", "needs", "next_step", "reporter")
        said = {name: getattr(self, name) for name in names}
        said |= {"actuals": dict(self.actuals or {}), "counts": dict(self.counts or {})}
        kept = {name: value for name, value in said.items() if value not in ("", None, {})}
        return {"change": self.change, "channel": self.channel, **kept}


def read_percent(text: str) -> float:
    """Return a percentage 0-100 from ``60``, ``60%`` or full-width ``６０％``.

    Raises:
        PercentError: If it is no number, outside 0-100, or a fraction such as 0.6 or 1.2.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    number = plain.removesuffix("%").strip()
    try:
        value = float(number)
    except ValueError as error:
        raise PercentError(text, "不是数字", "is no number") from error
    if not 0 <= value <= 100:
        raise PercentError(text, "不在 0 到 100 之间", "is outside 0-100")
    if 0 < value < 2 and "." in number and not plain.endswith("%"):
        raise PercentError(text, f"是 {value * 100:g}% 还是 {value:g}%，无法判断", "is unclear")
    return value


def read_actuals(given: Sequence[str]) -> dict[str, str]:
    """Return number of the target -> value as written, from ``1=312``, one each.

    Raises:
        FigureError: If one is not written so.
    """
    found = {}
    for text in given:
        name, _, value = unicodedata.normalize("NFKC", text).partition("=")
        if not value.strip():
            raise _no_actual(text)
        found[name.strip()] = value.strip()
    return found


def _no_actual(text: str) -> FigureError:
    return FigureError("指标实际值", text, "1=312", "第1个指标为312")


def read_counts(text: str) -> dict[str, int]:
    """Return how many were due, in time and late from ``35/34/1``.

    Raises:
        FigureError: If it is not three whole numbers of which the last two make the first.
    """
    parts = [part.strip() for part in unicodedata.normalize("NFKC", text).split("/")]
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        due, on_time, late = map(int, parts)
        if on_time + late == due:
            return {"due": due, "on_time": on_time, "late": late}
    means = "应办35件，按时34件，超时1件，后两数相加等于前一数"
    raise FigureError("件数", text, "35/34/1", means)


def update(
    workspace: Workspace,
    task: str,
    report: Report,
    *,
    unit: str = "",
    evidence: Sequence[Path] = (),
    supersedes: int | None = None,
    on: dt.date | None = None,
) -> Done:
    """Record what a unit said of its work; with ``supersedes`` correct an earlier update."""
    numbers = report.percent is not None or report.actuals or report.counts
    if report.change == "progress" and not report.text.strip() and not numbers:
        raise NeededError("进展情况", "--text 或 --percent")
    with workspace.ledger() as ledger:
        desk = Desk.at(workspace, ledger, task, unit)
        desk.check("report")
        to = report.payload()
        if report.actuals:
            to["actuals"] = _actuals(desk, report.actuals)
        kind = "progress-reported"
        if supersedes is not None:
            said: Any = desk.state.updates_on(desk.key)
            if supersedes not in said.index:
                raise NoSuchUpdateError(supersedes, desk.name)
            kind, to["supersedes"] = "progress-corrected", supersedes
            on = on or said.at[supersedes, "effective_on"].date()
        events = keep_evidence(workspace, ledger, desk.key, evidence, "进展佐证")
        if events:
            to["evidence"] = "、".join(path.name for path in evidence)
        events.append(NewEvent(kind, desk.key, to, place=PLACE))
        desk.write(events, "task update", on)
    said_word = word("change", report.change)
    share = "" if report.percent is None else f"，完成 {report.percent:g}%"
    notes: tuple[str, ...] = ()
    if report.change in ("done", "extend"):
        kind = "close" if report.change == "done" else "extend"
        notes = (f"进展已登记；办结、延期须另行申请：taskboard task request {task} {kind}",)
    return Done(desk.key, f"{desk.name}已登记：{said_word}{share}。", notes)


def _actuals(desk: Desk, said: Mapping[str, float | str]) -> dict[str, float]:
    """Return all actual values known once ``said`` (number of the target -> value) is taken.

    Raises:
        FigureError: If one is no figure.
        WhichError: If it may be a share or per cent.
    """
    targets: Any = desk.state.tasks.at[str(desk.row["task"]), "targets"]
    known = dict(desk.row["actuals"] or {})
    for name, value in said.items():
        at = target_at(targets, name)
        if isinstance(value, str):
            number, _ = read_number(value, str(targets[at].get("unit") or ""))
            written = f"{name}={value}"
            if number is None:
                raise _no_actual(written)
            if is_rate(targets[at]) and (question := unclear_rate(value, number)):
                raise WhichError(written, question)
            value = number
        known[str(at)] = value
    return known


def judge(
    workspace: Workspace, task: str, judgement: str, *, unit: str = "", note: str = ""
) -> Done:
    """Set the supervisor's own judgement of an assignment beside the self-reported one."""
    with workspace.ledger() as ledger:
        desk = Desk.at(workspace, ledger, task, unit)
        desk.refuse_own("评判", "judge")
        to = {"judgement": judgement, "note": note}
        desk.write([NewEvent("judgement-set", desk.key, to, place=PLACE)], "task judge")
    return Done(desk.key, f"{desk.name}督查判断：{word('judgement', judgement)}。")


def flag(workspace: Workspace, task: str, cadence: str, *, unit: str = "") -> Done:
    """Set how often an assignment is asked about; "" returns to the settings' rule."""
    with workspace.ledger() as ledger:
        desk = Desk.at(workspace, ledger, task, unit)
        to = {"cadence": cadence or None}
        desk.write([NewEvent("flag-set", desk.key, to, place=PLACE)], "task flag")
    often = word("cadence", cadence) if cadence else "按设置"
    return Done(desk.key, f"{desk.name}报送频次：{often}。")


def note(workspace: Workspace, task: str, who: str, words: str) -> Done:
    """Record a leader's instruction (领导批示) on a task."""
    from taskboard.ledger.naming import find_task
    from taskboard.ledger.state import fold

    with workspace.ledger() as ledger:
        key = find_task(fold(ledger, workspace.as_of, workspace.settings), task)
        event = NewEvent("instruction-noted", key, {"who": who, "what": words}, place=PLACE)
        ledger.append(
            [event], actor=workspace.actor, effective_on=workspace.as_of, action="task note"
        )
    return Done(key, f"{key} 已登记{who}批示。")
