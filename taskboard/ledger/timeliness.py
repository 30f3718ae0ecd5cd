"""The one function that decides "late", and what it means for recurring work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple


def timeliness(
    due: dt.date | None,
    completed: dt.date | None,
    as_of: dt.date,
    near_days: int,
    extended: bool,
) -> str:
    """Return the code of a one-time duty on the axis 时效; the due day itself is in time.

    Args:
        due: The day that counts (an approved extension's, if asked for in time), or None.
        completed: Day the completion was reported that was later accepted, or None.
        as_of: The day looked from.
        near_days: From this many days before the due day it is 临期.
        extended: Whether ``due`` comes from an approved extension.

    Returns:
        not_due, near_due, late, on_time_done, late_done or extended.
    """
    if completed is not None and completed <= as_of:
        return "on_time_done" if due is None or completed <= due else "late_done"
    if due is None:
        return "not_due"
    if as_of > due:
        return "late"
    if (due - as_of).days <= near_days:
        return "near_due"
    return "extended" if extended else "not_due"


def days_late(due: dt.date | None, completed: dt.date | None, as_of: dt.date) -> int:
    """Return by how many calendar days a duty missed, or misses, its due day; 0 in time."""
    if due is None:
        return 0
    end = completed if completed is not None and completed <= as_of else as_of
    return max(0, (end - due).days)


class Occurrence(NamedTuple):
    """One turn of a recurring duty: owed (not due yet), reported, reported_late or missed."""

    due_on: dt.date
    reported_on: dt.date | None
    code: str


def occurrences(
    rrule: str, start: dt.date, end: dt.date, reports: Sequence[dt.date], as_of: dt.date
) -> list[Occurrence]:
    """Return the turns of a recurring duty with the report that met each.

    A report counts for the first turn due on or after its day that is still open; one made after
    a turn's due day, and before the next turn's, is that turn's late report when it has none.

    Args:
        rrule: RFC 5545 rule as the parser writes it.
        start: First day of the duty; turns due before it are not owed.
        end: Last day of the duty, e.g. the year's end.
        reports: Days on which something was reported, any order.
        as_of: The day looked from; later reports are not seen.
    """
    from dateutil.rrule import rrulestr

    first = dt.datetime.combine(start, dt.time())
    last = dt.datetime.combine(end, dt.time())
    dues = [turn.date() for turn in rrulestr(rrule, dtstart=first).between(first, last, inc=True)]
    seen = sorted(day for day in reports if day <= as_of)
    found = []
    previous = start - dt.timedelta(days=1)
    for number, due in enumerate(dues):
        following = dues[number + 1] if number + 1 < len(dues) else dt.date.max
        in_time = [day for day in seen if previous < day <= due]
        after = [day for day in seen if due < day <= following]
        # the day after a due day belongs to the next turn once that turn has a report of its own
        late = after[:1] if len(after) > 1 or (after and as_of < following) else []
        if in_time:
            found.append(Occurrence(due, in_time[0], "reported"))
        elif late:
            found.append(Occurrence(due, late[0], "reported_late"))
            previous = late[0]
            continue
        else:
            found.append(Occurrence(due, None, "missed" if as_of > due else "owed"))
        previous = due
    return found
