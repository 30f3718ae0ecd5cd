"""Who owes what in a round: by cadence, kind and period, and never asked twice at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from taskboard.collection.values import day_of
from taskboard.ledger.handling import WORKING
from taskboard.periods import month_end, turns

Record = Mapping[str, Any]
CADENCES = {
    "once": "monthly",
    "recurring": "monthly",
    "triggered": "monthly",
    "ongoing": "quarterly",
}
QUARTER_ENDS = (3, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class Period:
    """The stretch of time one round asks about.

    Attributes:
        number: ``2023-W31`` or ``2023-08``.
        cadence: ``weekly`` or ``monthly``.
        start: First day.
        end: Last day, inclusive.
    """

    number: str
    cadence: str
    start: dt.date
    end: dt.date

    @property
    def words(self) -> str:
        """The period as printed: ``2023年第31周（7月31日—8月6日）`` or ``2023年8月``."""
        if self.cadence == "monthly":
            return f"{self.start.year}年{self.start.month}月"
        year, week, _ = self.start.isocalendar()
        first = f"{self.start.month}月{self.start.day}日"
        return f"{year}年第{week}周（{first}—{self.end.month}月{self.end.day}日）"


def spoken(number: str) -> str:
    """Return a round's number as people say it: ``2023年第31周``, ``2023年8月``."""
    year, _, part = number.partition("-")
    if part.startswith("W"):
        return f"{year}年第{int(part[1:])}周"
    return f"{year}年{int(part)}月"


def week_period(year: int, week: int) -> Period:
    """Return the ISO week, Monday to Sunday.

    Raises:
        ValueError: If the year has no such week.
    """
    start = dt.date.fromisocalendar(year, week, 1)
    return Period(f"{year}-W{week:02d}", "weekly", start, start + dt.timedelta(days=6))


def month_period(year: int, month: int) -> Period:
    """Return the calendar month.

    Raises:
        ValueError: If there is no such month.
    """
    return Period(f"{year}-{month:02d}", "monthly", dt.date(year, month, 1), month_end(year, month))


def owed(
    assignments: Mapping[str, Record], tasks: Mapping[str, Record], period: Period, *,
    cadence: Mapping[str, str], asked: Collection[str] = (), everything: bool = False,
) -> list[str]:  # fmt: skip
    """Return the keys of the assignments that owe a report, in order.

    Args:
        assignments: Key -> row of the frame ``assignments``.
        tasks: Key -> row of the frame ``tasks``.
        period: What the round asks about.
        cadence: The settings: kind of task -> cadence; ``cooperate`` or ``responsible`` -> cadence
            makes these roles report too where a lead answers for the task.
        asked: Keys that another open round already asks.
        everything: Whether every open row owes, whatever its cadence and role.
    """
    taken = set(asked)
    return [
        key
        for key, row in assignments.items()
        if row["handling"] in WORKING
        and key not in taken
        and (day_of(row["issued_on"]) or period.end) <= period.end
        and (everything or _due_now(row, tasks[row["task"]], period, cadence))
    ]


def _due_now(row: Record, task: Record, period: Period, cadence: Mapping[str, str]) -> bool:
    """Whether cadence, role and occurrence make this row owe in the period."""
    own = row["cadence"]
    if task["rollup"] == "lead" and row["role"] != "lead" and not own:
        if row["role"] not in cadence:
            return False
        own = cadence[row["role"]]
    rhythm = own or cadence.get(row["kind"]) or _default(row)
    if rhythm == "quarterly":
        fits = period.cadence == "monthly" and period.end.month in QUARTER_ENDS
    else:
        fits = rhythm == period.cadence
    if row["kind"] != "recurring" or not row["rrule"] or own:
        return fits
    return fits and occurs(row["rrule"], day_of(row["issued_on"]) or period.start, period)


def _default(row: Record) -> str:
    weekly = row["kind"] == "recurring" and "FREQ=WEEKLY" in row["rrule"]
    return "weekly" if weekly else CADENCES.get(row["kind"], "monthly")


def occurs(rule: str, issued_on: dt.date, period: Period) -> bool:
    """Return whether a turn of ``rule`` falls in the period and not before the issue."""
    return any(day >= period.start for day in turns(rule, issued_on, period.end))
