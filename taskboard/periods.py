"""Calendar arithmetic of plans: months, quarters, weeks, elapsed share, late or not.

Pure and free of the clock: the day is always an argument. Weeks are ISO weeks (Monday first).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")
_MONTH = re.compile(r"(\d{4})-?(\d{2})")


class Period(NamedTuple):
    """A closed range of days."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.last - self.first).days + 1


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of a month.

    Raises:
        ValueError: If ``month`` is not 1-12.
    """
    if not 1 <= month <= 12:
        raise ValueError(f"month {month}")
    leap = month == 2 and ((year % 4 == 0 and year % 100 != 0) or year % 400 == 0)
    return dt.date(year, month, MONTH_DAYS[month - 1] + leap)


def month(year: int, number: int) -> Period:
    """Return the first and last day of a month."""
    return Period(dt.date(year, number, 1), month_end(year, number))


def quarter(year: int, number: int) -> Period:
    """Return the first and last day of quarter 1-4.

    Raises:
        ValueError: If ``number`` is not 1-4.
    """
    if not 1 <= number <= 4:
        raise ValueError(f"quarter {number}")
    return Period(dt.date(year, 3 * number - 2, 1), month_end(year, 3 * number))


def half_year(year: int, number: int) -> Period:
    """Return the first and last day of half 1 or 2 of a year.

    Raises:
        ValueError: If ``number`` is not 1 or 2.
    """
    if number not in (1, 2):
        raise ValueError(f"half {number}")
    return Period(dt.date(year, 6 * number - 5, 1), month_end(year, 6 * number))


def year_of(number: int) -> Period:
    """Return the first and last day of a year."""
    return Period(dt.date(number, 1, 1), dt.date(number, 12, 31))


def quarter_of(day: dt.date) -> int:
    """Return the quarter, 1-4, that ``day`` lies in."""
    return (day.month + 2) // 3


def week(number: str) -> Period:
    """Return Monday and Sunday of an ISO week such as ``2023-W31``.

    Raises:
        ValueError: If it names no week.
    """
    found = _WEEK.fullmatch(number)
    if not found:
        raise ValueError(number)
    first = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return Period(first, first + dt.timedelta(days=6))


def week_number(day: dt.date) -> str:
    """Return the ISO week of ``day`` as ``2023-W31`` (its ISO year, not the calendar year)."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def month_number(day: dt.date) -> str:
    """Return the month of ``day`` as ``2023-08``."""
    return f"{day.year}-{day.month:02d}"


def period(name: str) -> Period:
    """Return the days a round's name covers: ``2023-W31``, ``2023-08``, ``2023-Q3`` or ``2023``.

    Raises:
        ValueError: If the name is none of these.
    """
    if "W" in name:
        return week(name)
    if re.fullmatch(r"\d{4}-?Q[1-4]", name):
        return quarter(int(name[:4]), int(name[-1]))
    if found := _MONTH.fullmatch(name):
        return month(int(found[1]), int(found[2]))
    if re.fullmatch(r"\d{4}", name):
        return year_of(int(name))
    raise ValueError(name)


def elapsed_months(as_of: dt.date, year: int) -> int:
    """Return how many months of the plan year have begun: 0 before it, 12 after it."""
    if as_of.year != year:
        return 0 if as_of.year < year else 12
    return as_of.month


def elapsed_share(as_of: dt.date, first: dt.date, last: dt.date) -> float:
    """Return 序时进度, the elapsed share (0-1) of a plan period.

    A whole calendar year counts by months, any day of August is 8/12; every other period
    counts by days, both ends included.

    Raises:
        ValueError: If the period ends before it begins.
    """
    if last < first:
        raise ValueError(f"{first} > {last}")
    if Period(first, last) == year_of(first.year):
        return elapsed_months(as_of, first.year) / 12
    gone = (min(as_of, last) - first).days + 1
    return max(gone, 0) / Period(first, last).days


def is_late(due: dt.date, day: dt.date) -> bool:
    """Return whether ``day`` is past ``due``; the due day itself is still in time."""
    return day > due


def occurrences(rrule: str, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield the days of a recurrence rule within ``first`` … ``last``, both included.

    An ``INTERVAL`` counts from ``first``; start at the plan period's first day for stable days.

    Raises:
        ValueError: If ``rrule`` is no RFC 5545 rule.
    """
    from dateutil.rrule import rrulestr  # slow to import, used only when rows are laid out

    start = dt.datetime.combine(first, dt.time())
    until = dt.datetime.combine(last, dt.time())
    for moment in rrulestr(rrule.removeprefix("RRULE:"), dtstart=start):
        if moment > until:
            return
        yield moment.date()
