"""Calendar arithmetic of plans: months, quarters, elapsed share, late or not, recurring days.

Pure and free of the clock: the day is always an argument.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

WEEKDAYS = "一二三四五六日"  # 星期一 first, as `datetime.date.weekday` counts


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
    return dt.date(year, month, monthrange(year, month)[1])


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


def elapsed_share(as_of: dt.date, first: dt.date, last: dt.date) -> float:
    """Return 序时进度, the elapsed share (0-1) of a plan period.

    A whole calendar year counts by months, any day of August is 8/12; every other period
    counts by days, both ends included.

    Raises:
        ValueError: If the period ends before it begins.
    """
    if last < first:
        raise ValueError(f"{first} > {last}")
    if not first <= as_of <= last:
        return float(as_of > last)
    if (first, last) == (dt.date(first.year, 1, 1), dt.date(first.year, 12, 31)):
        return as_of.month / 12
    return Period(first, as_of).days / Period(first, last).days


def is_late(due: dt.date, day: dt.date) -> bool:
    """Return whether ``day`` is past ``due``; the due day itself is still in time."""
    return day > due


@lru_cache(maxsize=1024)
def turns(rrule: str, since: dt.date, until: dt.date) -> tuple[dt.date, ...]:
    """Return the days a recurring duty falls on from ``since`` to ``until``, both included.

    An ``INTERVAL`` counts from 1 January of the year of ``since``, so that whoever asks finds
    the same days.

    Args:
        rrule: RFC 5545 rule as the parser writes it.
        since: The day the duty was given.
        until: The last day looked at.

    Raises:
        ValueError: If ``rrule`` is no RFC 5545 rule.
    """
    from dateutil.rrule import rrulestr  # slow to import: only recurring work pays for it

    first, last = (dt.datetime.combine(day, dt.time()) for day in (since, until))
    found = rrulestr(rrule, dtstart=dt.datetime(since.year, 1, 1)).between(first, last, inc=True)
    return tuple(turn.date() for turn in found)
