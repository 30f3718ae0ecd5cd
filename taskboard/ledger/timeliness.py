"""The axis 时效: what the due day makes of a duty, and of each turn of recurring work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from taskboard.periods import is_late, turns


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
        return "late_done" if due is not None and is_late(due, completed) else "on_time_done"
    if due is None:
        return "not_due"
    if is_late(due, as_of):
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


def answers(role: str, cadence: str, led: bool, also: Collection[str]) -> bool:
    """Return whether an assignment owes reports of its own.

    Args:
        role: lead, responsible or cooperate.
        cadence: The rhythm it was given for itself, "" when none.
        led: Whether the lead answers for the whole task.
        also: Roles that the settings make report beside the lead.
    """
    return role == "lead" or bool(cadence) or not led or role in also


class Occurrence(NamedTuple):
    """One turn of a recurring duty; code is owed, reported, reported_late or missed."""

    due_on: dt.date
    reported_on: dt.date | None
    code: str


def occurrences(
    rrule: str, start: dt.date, end: dt.date, reports: Sequence[dt.date], as_of: dt.date
) -> list[Occurrence]:
    """Return the turns of a recurring duty that have begun, with the report that met each.

    A report meets the turn it falls before. When the turn before that one is still open and its
    due day is nearer, the report is that turn's late one. One report meets one turn.

    Args:
        rrule: RFC 5545 rule as the parser writes it.
        start: First day of the duty; turns due before it are not owed.
        end: Last day of the duty, e.g. the year's end.
        reports: Days on which something was reported, any order.
        as_of: The day looked from; later reports are not seen.
    """
    dues = turns(rrule, start, end)
    met: dict[dt.date, dt.date] = {}
    for day in sorted(report for report in reports if report <= as_of):
        before = max((due for due in dues if due < day), default=None)
        after = min((due for due in dues if due >= day), default=None)
        nearer = before and (after is None or day - before < after - day)
        if before and nearer and before not in met:
            met[before] = day
        elif after and after not in met:
            met[after] = day
    found = []
    previous = start - dt.timedelta(days=1)
    for due in dues:
        if previous >= as_of:
            break
        found.append(Occurrence(due, met.get(due), _turn(due, met.get(due), as_of)))
        previous = due
    return found


def _turn(due: dt.date, reported: dt.date | None, as_of: dt.date) -> str:
    if reported is None:
        return "missed" if is_late(due, as_of) else "owed"
    return "reported_late" if is_late(due, reported) else "reported"
