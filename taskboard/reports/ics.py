"""Deadlines as a calendar file (RFC 5545): an all-day event for each time limit of an open item.

A recurring limit is one event with its RRULE until the item's last day. An extended item stands on
its new day, a milestone on its own. Times of making come from the day of the report, so that the
same ledger gives the same file.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from taskboard.periods import turns
from taskboard.reports.chinese import clipped
from taskboard.reports.scope import rows_of, scope

if TYPE_CHECKING:
    from icalendar import Event

    from taskboard.ledger.state import State


@dataclass(frozen=True, slots=True)
class Day:
    """One all-day event of an item: ``mark`` says which day it is, ``rule`` is its RRULE or ''."""

    on: dt.date
    mark: str = ""
    rule: str = ""


def calendar(state: State, document: str = "") -> bytes:
    """Return the open items of ``state`` as the bytes of an .ics file."""
    from icalendar import Calendar

    view = scope(state, document)
    made = Calendar()
    for name, value in (
        ("version", "2.0"), ("prodid", "-//taskboard//deadlines//ZH"),
        ("calscale", "GREGORIAN"), ("x-wr-calname", printable(view.subject)),
    ):  # fmt: skip
        made.add(name, value)
    for row in rows_of(view.items):
        if row.standing not in ("done", "aside"):
            for place, day in enumerate(days_of(row), 1):
                made.add_component(_event(row, place, day, state))
    return bytes(made.to_ical(sorted=False))


def days_of(row: Any) -> list[Day]:
    """Return the days of one item: every recurring rule, every printed day, the effective day.

    Args:
        row: One row of `taskboard.reports.items.items`.

    Returns:
        In printed order; the original last day gives way to the one it was extended to; a day
        that stands twice is kept once. A default day is marked （默认时限）.
    """
    effective = row.due_on.date() if row.due_on == row.due_on else None
    original = row.due_original.date() if row.due_original == row.due_original else None
    days = []
    for limit in row.deadlines:
        on = dt.date.fromisoformat(limit["due_on"]) if limit.get("due_on") else None
        if limit.get("rrule") and effective is not None:
            first = next(iter(turns(limit["rrule"], row.issued_on.date(), effective)), None)
            if first is not None:
                rule = f"{limit['rrule']};UNTIL={effective:%Y%m%d}"
                days.append(Day(first, rule=rule))
        elif on is not None and (on != original or on == effective):
            days.append(Day(on, f"（{limit['milestone']}）" if limit.get("milestone") else ""))
    covered = any(day.on == effective or day.rule for day in days)
    if effective is not None and not covered:
        default = row.due_basis == "default"
        days.append(Day(effective, "（默认时限）" if default else _moved(original, effective)))
    return list(dict.fromkeys(days))


def _moved(original: dt.date | None, effective: dt.date) -> str:
    if original is None or original == effective:
        return ""
    return f"（原定{original.month}月{original.day}日）"


def _event(row: Any, place: int, day: Day, state: State) -> Event:
    """Return one event; its UID is the task key and the place of the day."""
    from icalendar import Alarm, Event, vRecur

    units = "、".join(filter(None, (str(row.units_lead), str(row.units_other))))
    heading = printable(clipped(str(row.heading), 40) + day.mark)
    event, alarm = Event(), Alarm()
    event.add("uid", f"{row.Index}/{place}@taskboard")
    event.add("dtstamp", dt.datetime.combine(state.as_of, dt.time(), dt.UTC))
    event.add("dtstart", day.on)
    event.add("dtend", day.on + dt.timedelta(days=1))
    event.add("summary", heading)
    event.add("description", printable(f"{row.wording}\n承办：{units}\n编号：{row.Index}"))
    if day.rule:
        event.add("rrule", vRecur.from_ical(day.rule))
    event.add("transp", "TRANSPARENT")
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -dt.timedelta(days=max(1, state.settings.near_days)))
    alarm.add("description", heading)
    event.add_component(alarm)
    return event


def printable(text: str) -> str:
    """Return a text that a calendar may hold: control characters but line breaks shown as □."""
    kept = text.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")
    return "".join(
        char if char == "\n" or (char >= " " and char != "\x7f") else "□" for char in kept
    )
