"""Which supervision paper may follow which: 提醒函 → 督办单 → 通报 → 约谈通知 → 整改通知.

A rung is offered for an assignment only when the one before it stayed unanswered for the grace
days, or with a reason. An office sets ``grace``, ``reply_days`` and ``colours`` under
``[papers]``; days are working days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from taskboard.calendar import Calendar
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


def days(papers: Mapping[str, Any], name: str, default: int) -> int:
    """Return a number of working days from the settings; a table gives one per kind."""
    value = papers.get(name, default)
    return int(value) if isinstance(value, int) else default


def candidates(view: Scope, kind: str, *, unit: str = "", task: str = "") -> list[Candidate]:
    """Return the assignments in the standing that ``kind`` is for, in order of issue."""
    found = []
    for row in rows_of(view.assignments):
        if row.role == "cooperate" or row.standing not in STANDINGS[kind]:
            continue
        if (unit and row.unit != unit) or (task and row.task != task):
            continue
        found.append(_candidate(view.state, kind, str(row.Index), str(row.unit)))
    return found


def _candidate(state: State, kind: str, key: str, unit: str) -> Candidate:
    """Judge one assignment against the papers already issued."""
    names = state.settings.names
    calendar = Calendar.of(state.settings.holidays)
    grace = days(state.settings.papers, "grace", GRACE)
    own = _papers_about(state, key, unit)
    same = [paper for paper in own if paper.kind == kind]
    if same:
        left = calendar.add_workdays(_day(same[-1].issued_on), grace).day
        if state.as_of <= left and unit not in same[-1].answered:
            why = f"{_name(kind, names)}{same[-1].Index}已于{_day(same[-1].issued_on)}发出"
            return Candidate(key, unit, False, f"{why}，{left}前不重复发", str(same[-1].Index))
    if not BEFORE[kind]:
        return Candidate(key, unit, True, "")
    before = [paper for paper in own if paper.kind in BEFORE[kind]]
    wanted = "或".join(_name(one, names) for one in BEFORE[kind])
    if not before:
        return Candidate(key, unit, False, f"尚未就此发过{wanted}")
    last = before[-1]
    if unit in last.answered:
        return Candidate(key, unit, False, f"{last.Index}已于{last.answered[unit]}回复")
    due = _day(last.reply_by) if last.reply_by == last.reply_by else None
    end = calendar.add_workdays(due or _day(last.issued_on), grace).day
    if due is not None:
        end = due
    if state.as_of <= end:
        return Candidate(key, unit, False, f"{last.Index}的回复期限到{end}，尚未届满")
    return Candidate(key, unit, True, f"{last.Index}逾期未复", str(last.Index))


def _papers_about(state: State, key: str, unit: str) -> list[Any]:
    """Return the papers about one assignment, the oldest first; a circular names its units."""
    return [
        paper
        for paper in rows_of(state.papers)
        if key in paper.assignments or (paper.kind == "circular" and unit in paper.units)
    ]


def _day(value: Any) -> dt.date:
    return dt.date(value.year, value.month, value.day)


def _name(kind: str, names: Mapping[str, str]) -> str:
    return word("paper", kind, names)


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
                "others": str(task.units_other),
                "due": row.due_on.date() if row.due_on == row.due_on else None,
                "days": int(row.days_late), "standing": str(row.standing),
                "state": word("standing", str(row.standing), view.state.settings.names),
                "progress": str(row.progress) or "未报送进展",
                "document": str(task.document),
            }
        )  # fmt: skip
    return lines
