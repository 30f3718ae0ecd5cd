"""Which supervision paper may follow which: 提醒函 → 督办单 → 通报 → 约谈通知 → 整改通知.

A rung is offered for an assignment only when the one before it stayed unanswered until its reply
day (a circular: for the grace days), or with a reason; never while the unit's own request waits
for the office. An office sets ``grace``, ``reply_days`` (working days, one number or one per
kind) and ``colours`` under ``[papers]``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from taskboard.calendar import Calendar
from taskboard.reports.progress import several
from taskboard.reports.scope import Scope, rows_of
from taskboard.words import word

if TYPE_CHECKING:
    from taskboard.ledger.state import State

BEFORE: dict[str, tuple[str, ...]] = {
    "reminder": (),
    "order": ("reminder",),
    "summons": ("order", "circular"),
    "rectify": ("summons", "circular", "order"),
}
STANDINGS: dict[str, tuple[str, ...]] = {
    "reminder": ("late", "missed", "near_due"),
    "order": ("late", "missed"),
    "summons": ("late", "missed"),
    "rectify": ("late", "missed"),
}
GRACE, REPLY_DAYS = 5, 5
COLOURS = {"blue": "蓝色督办", "orange": "橙色督办", "red": "红色督办"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An assignment a paper could be about.

    Attributes:
        key: Key of the assignment.
        unit: Its unit.
        ready: Whether the rung before is past its grace.
        why: What stands in the way, or what it follows, in Chinese.
        after: Number of the paper before it, ``""`` for none.
    """

    key: str
    unit: str
    ready: bool
    why: str
    after: str = ""

    @property
    def name(self) -> str:
        """What it is called in messages: ``2023-01-1.1-1（市教育局）``."""
        return f"{self.key.partition('@')[0]}（{self.unit}）"


def days(papers: Mapping[str, Any], name: str, kind: str, default: int) -> int:
    """Return a number of working days from the settings; a table gives one per kind."""
    value = papers.get(name, default)
    return int(value.get(kind, default) if isinstance(value, Mapping) else value)


def levels(papers: Mapping[str, Any]) -> dict[str, str]:
    """Return the name of each colour of 督办单; the office's own ones win."""
    return {**COLOURS, **papers.get("colours", {})}


def candidates(view: Scope, kind: str, *, unit: str = "", task: str = "") -> list[Candidate]:
    """Return the assignments in the standing that ``kind`` is for, in order of issue."""
    requests = view.state.requests
    asked = {str(row.assignment): row for row in rows_of(requests[requests["decision"].eq("")])}
    found = []
    for row in rows_of(view.assignments):
        if row.role == "cooperate" or row.standing not in STANDINGS[kind]:
            continue
        if (unit and row.unit != unit) or (task and row.task != task):
            continue
        key, name = str(row.Index), str(row.unit)
        if key in asked:
            found.append(Candidate(key, name, False, _waiting(view.state, asked[key])))
        else:
            found.append(_candidate(view.state, kind, key, name))
    return found


def _waiting(state: State, request: Any) -> str:
    """Say that the office's own decision is what is waited for."""
    what = word("request", str(request.type), state.settings.names)
    return f"已于{_day(request.filed_on)}申请{what}（{request.Index}），待审批"


def _candidate(state: State, kind: str, key: str, unit: str) -> Candidate:
    """Judge one assignment against the papers already issued."""
    calendar = Calendar.of(state.settings.holidays)
    own = _papers_about(state, key, unit)
    same = [paper for paper in own if paper.kind == kind]
    if same:
        last = same[-1]
        grace = days(state.settings.papers, "grace", kind, GRACE)
        left = calendar.add_workdays(_day(last.issued_on), grace).day
        if state.as_of <= left and unit not in last.answered:
            why = f"{last.Index}已于{_day(last.issued_on)}发出，{left}前不重复发"
            return Candidate(key, unit, False, why, str(last.Index))
    if not BEFORE[kind]:
        return Candidate(key, unit, True, "")
    before = [paper for paper in own if paper.kind in BEFORE[kind]]
    if not before:
        wanted = "或".join(word("paper", one, state.settings.names) for one in BEFORE[kind])
        return Candidate(key, unit, False, f"尚未就此发过{wanted}")
    last = before[-1]
    from_ = _day(last.issued_on).isoformat()
    since = [paper for paper in own if str(paper.answered.get(unit, "")) >= from_]
    if since:
        paper = since[-1]
        return Candidate(key, unit, False, f"{paper.Index}已于{paper.answered[unit]}回复")
    if last.reply_by == last.reply_by:
        end, words = _day(last.reply_by), "回复期限"
    else:
        grace = days(state.settings.papers, "grace", str(last.kind), GRACE)
        end, words = calendar.add_workdays(_day(last.issued_on), grace).day, "宽限期"
    if state.as_of <= end:
        return Candidate(key, unit, False, f"{last.Index}的{words}到{end}，尚未届满")
    return Candidate(key, unit, True, f"{last.Index}逾期未复", str(last.Index))


def _papers_about(state: State, key: str, unit: str) -> list[Any]:
    """Return the papers about one assignment, the oldest first."""
    return [
        paper
        for paper in rows_of(state.papers)
        if key in paper.assignments or _circular_about(paper, key, unit)
    ]


def _circular_about(paper: Any, key: str, unit: str) -> bool:
    """Whether a circular counted the task of an assignment as late or missed."""
    if paper.kind != "circular" or unit not in paper.units:
        return False
    task = key.partition("@")[0]
    told = [one["keys"] for one in paper.snapshot["figures"] if one["name"] in ("late", "missed")]
    return any(task in keys for keys in told)


def _day(value: Any) -> dt.date:
    return dt.date(value.year, value.month, value.day)


def item_lines(view: Scope, keys: list[str]) -> list[dict[str, Any]]:
    """Return what a paper prints of each assignment: number, task, due day, days late, words."""
    rows = {str(row.Index): row for row in rows_of(view.assignments)}
    tasks = {str(row.Index): row for row in rows_of(view.items)}
    lines = []
    for key in keys:
        row = rows[key]
        task = tasks[str(row.task)]
        lines.append(
            {
                "key": key, "no": int(row.number), "heading": str(task.heading),
                "wording": str(task.wording), "unit": str(row.unit),
                "role": word("role", str(row.role), view.state.settings.names),
                "others": _others(task, str(row.unit)),
                "due": row.due_on.date() if row.due_on == row.due_on else None,
                "days": int(row.days_late), "standing": str(row.standing),
                "state": word("standing", str(row.standing), view.state.settings.names),
                "progress": str(row.progress) or "未报送进展",
                "document": str(task.document),
            }
        )  # fmt: skip
    return lines


def _others(task: Any, unit: str) -> str:
    """Return the other units of a task, its lead first; many are counted."""
    names = [*str(task.units_lead).split("、"), *str(task.units_other).split("、")]
    kept = [name for name in dict.fromkeys(names) if name and name != unit]
    return several(kept) if kept else ""
