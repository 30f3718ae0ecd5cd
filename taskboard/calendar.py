"""Working days (工作日) by the State Council's calendar with 调休, and the office's own table.

The shipped calendar ends with the year whose holidays have been announced. A day beyond it is
counted Monday to Friday and marked estimated, unless the office has entered that year itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from taskboard.errors import TaskboardError

ONE_DAY = dt.timedelta(days=1)


class BadHolidayError(TaskboardError):
    """The office's working-day table holds something that is no day."""

    code = "holiday"

    def __init__(self, year: str, value: object) -> None:
        super().__init__(
            f"设置 [holidays.{year}] 中的“{value}”不是日期；请写成 2027-01-01。",
            f"settings [holidays.{year}]: {value!r} is no day; write 2027-01-01.",
        )


class Estimated(NamedTuple):
    """A day found by counting working days, and whether the calendar was only estimated."""

    day: dt.date
    estimated: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked; the office's table wins over the shipped calendar.

    Attributes:
        years: Year -> (days off, days worked) as the office entered them.
    """

    years: Mapping[int, tuple[frozenset[dt.date], frozenset[dt.date]]]

    @classmethod
    def of(cls, table: Mapping[str, Any] | None = None) -> Calendar:
        """Make a calendar from ``settings.holidays``: year -> {off: [days], work: [days]}.

        Raises:
            BadHolidayError: If a year or a day in the table is none.
        """
        years = {}
        for year, days in (table or {}).items():
            if not year.isdigit() or not isinstance(days, Mapping):
                raise BadHolidayError(year, days)
            off = frozenset(_day(year, day) for day in days.get("off", ()))
            years[int(year)] = (off, frozenset(_day(year, day) for day in days.get("work", ())))
        return cls(years)

    def is_workday(self, day: dt.date) -> bool:
        """Return whether ``day`` is worked."""
        return self._look(day)[0]

    def add_workdays(self, start: dt.date, days: int) -> Estimated:
        """Return the last of ``days`` working days after ``start``, which is not counted itself.

        References:
            民法典第二百零一条: the day a period begins is not counted.
        """
        day, estimated = start, False
        for _ in range(days):
            day, guessed = self._next(day + ONE_DAY)
            estimated |= guessed
        return Estimated(day, estimated)

    def next_workday(self, day: dt.date) -> Estimated:
        """Return ``day`` when it is worked, else the first working day after it."""
        return Estimated(*self._next(day))

    def _next(self, day: dt.date) -> tuple[dt.date, bool]:
        estimated = False
        while True:
            worked, guessed = self._look(day)
            estimated |= guessed
            if worked:
                return day, estimated
            day += ONE_DAY

    def _look(self, day: dt.date) -> tuple[bool, bool]:
        if day.year not in self.years:
            return _shipped(day)
        off, work = self.years[day.year]
        if day in off or day in work:
            return day in work, False
        return _shipped(day)[0], False  # beyond its years Monday to Friday


@lru_cache(maxsize=4096)
def _shipped(day: dt.date) -> tuple[bool, bool]:
    import chinese_calendar  # only what counts working days pays for the table

    try:
        return bool(chinese_calendar.is_workday(day)), False
    except NotImplementedError:
        return day.weekday() < 5, True


def _day(year: str, value: object) -> dt.date:
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise BadHolidayError(year, value) from error
