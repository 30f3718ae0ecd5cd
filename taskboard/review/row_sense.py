"""Hold the cells of one returned row against each other: a unit twice, a day out of reach."""

from __future__ import annotations

from typing import Any

from taskboard.review.columns import ROLES, TASKS, day_of
from taskboard.review.plan import Desk
from taskboard.review.values import Unreadable

YEARS_AHEAD = 5
Values = dict[str, Any]


def year_of(desk: Desk, base: Values) -> int:
    """Return the year the words of a task's limits are read in."""
    year: int = desk.base.document_rows[base["document"]]["year"]
    return year or int(base["key"][:4])


def one_role(column: str, names: set[str], current: list[Any], changed: set[str]) -> None:
    """Refuse a unit that the row was also given in a column read before."""
    before = [role for role in ROLES[: ROLES.index(column)] if role in changed]
    for unit in current:
        if unit["role"] in before and unit["name"] in names:
            title = next(c.title for c in TASKS if c.name == unit["role"])
            raise Unreadable(
                f"“{unit['name']}”在“{title}”列也写了；一个单位只有一个角色，请去掉一处"
            )


def odd_day(desk: Desk, base: Values, desired: Values) -> None:
    """Note a new day before the document's own, or years after it: a likely slip of the hand."""
    day, document = desired["due_on"], desk.now.document_rows[base["document"]]
    if day_of(day) == day_of(base["due_on"]):
        return
    issued, day = day_of(document["issued_on"]), day_of(day)
    if day and issued and day < issued:
        desk.plan.notes.append(f"{desk.number(base)} 的时限 {day} 早于成文日期 {issued}，请核对")
    elif day and day.year > year_of(desk, base) + YEARS_AHEAD:
        desk.plan.notes.append(f"{desk.number(base)} 的时限 {day} 在 {YEARS_AHEAD} 年以后，请核对")
