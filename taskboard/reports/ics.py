"""Deadlines as a calendar file (RFC 5545): one all-day event per open item, with recurrences.

A recurring item is one event with its RRULE until the item's last day. Times of making come from
the day of the report, so that the same ledger gives the same file.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from taskboard.reports.chinese import clipped
from taskboard.reports.scope import rows_of, scope

if TYPE_CHECKING:
    from taskboard.ledger.state import State

FOLD = 75  # octets in a line


def calendar(state: State, document: str = "") -> str:
    """Return the open items of ``state`` as the text of an .ics file, lines ended by CRLF."""
    view = scope(state, document)
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//taskboard//deadlines//ZH",
        "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(view.subject)}",
    ]  # fmt: skip
    for row in rows_of(view.items):
        if row.standing not in ("done", "aside") and row.due_on == row.due_on:
            lines += event(row, state)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def event(row: Any, state: State) -> list[str]:
    """Return the lines of one item; a recurring one starts on its first turn."""
    due = row.due_on.date()
    start, rule = due, ""
    for limit in row.deadlines:
        if limit.get("rrule"):
            first = first_turn(limit["rrule"], row.issued_on.date(), due)
            if first is not None:
                start, rule = first, f"{limit['rrule']};UNTIL={due:%Y%m%d}"
            break
    units = "、".join(filter(None, (str(row.units_lead), str(row.units_other))))
    default = "（默认时限）" if row.due_basis == "default" and not rule else ""
    words = f"{row.wording}\n承办：{units}\n编号：{row.Index}"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(str(row.Index))}@taskboard",
        f"DTSTAMP:{state.as_of:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{start:%Y%m%d}",
        f"DTEND;VALUE=DATE:{start + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(clipped(str(row.heading), 40) + default)}",
        f"DESCRIPTION:{escaped(words)}",
    ]
    if rule:
        lines.append(f"RRULE:{rule}")
    lines += [
        "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY",
        f"TRIGGER:-P{max(1, state.settings.near_days)}D",
        f"DESCRIPTION:{escaped(clipped(str(row.heading), 40))}", "END:VALARM", "END:VEVENT",
    ]  # fmt: skip
    return lines


def first_turn(rule: str, start: dt.date, end: dt.date) -> dt.date | None:
    """Return the first day of ``rule`` from ``start`` on, None when there is none up to ``end``."""
    from dateutil.rrule import rrulestr

    found = rrulestr(rule, dtstart=dt.datetime.combine(start, dt.time())).after(
        dt.datetime.combine(start, dt.time()), inc=True
    )
    return found.date() if found is not None and found.date() <= end else None


def escaped(text: str) -> str:
    """Return a text value: backslash, semicolon, comma and line breaks escaped, controls gone."""
    for old, new in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(old, new)
    return "".join(char if char >= " " and char != "\x7f" else "□" for char in text)


def folded(line: str) -> str:
    """Return a line broken at 75 octets, never inside a character."""
    parts, size = [""], 0
    for char in line:
        wide = len(char.encode("utf-8", "replace"))
        if size + wide > FOLD:
            parts.append(" ")
            size = 1
        parts[-1] += char
        size += wide
    return "\r\n".join(parts)
