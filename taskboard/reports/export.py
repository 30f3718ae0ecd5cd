"""Tables for other programs: everything the ledger holds, as plain values."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

from taskboard.reports.scope import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taskboard.ledger.state import State

# table -> what names a row of it, `taskboard.ledger.frames` has the other columns
KEYS = {
    "tasks": "task", "assignments": "assignment", "updates": "seq", "documents": "document",
    "units": "unit", "rounds": "round", "forms": "form", "requests": "request",
    "verifications": "seq", "papers": "paper", "findings": "seq", "lookbacks": "seq",
    "occurrences": "seq",
}  # fmt: skip
# table -> the kind of event that alone holds it, its subject, and the fields it has
RECORDED = {
    "evidence": ("evidence-added", "assignment", ("kind", "name", "sha256", "proves", "target")),
    "people": ("people-set", "task", ("supervisor", "leader")),
    "instructions": ("instruction-noted", "task", ("who", "what")),
    "reminders": ("reminder-noted", "assignment", ("group", "words")),
}
TABLES = (*KEYS, *RECORDED, "deadlines", "events")


def table(state: State, what: str) -> list[dict[str, Any]]:
    """Return the rows of one table with JSON-ready values; days as ISO text, none as None."""
    if what == "events":
        return [
            {**event._asdict(), "to": event.to or None, "before": event.before or None}
            for event in state.events(*_kinds())
        ]
    if what == "deadlines":
        return deadlines(state)
    if what in RECORDED:
        return recorded(state, what)
    frame = getattr(state, what)
    key = KEYS[what]
    names = [str(name) for name in frame.columns]
    rows = []
    for row in frame.itertuples():
        values = {name: plain(value) for name, value in zip(names, row[1:], strict=True)}
        rows.append({key: plain(row[0]), **values})
    return rows


def recorded(state: State, what: str) -> list[dict[str, Any]]:
    """Return what events alone hold, one row per event in the order of the ledger."""
    kind, key, names = RECORDED[what]
    return [
        {
            "seq": event.seq, key: event.subject, "effective_on": event.effective_on,
            "actor": event.actor, **{name: event.to.get(name) for name in names},
        }
        for event in state.events(kind)
    ]  # fmt: skip


def deadlines(state: State) -> list[dict[str, Any]]:
    """Return one row per printed time limit of every task."""
    rows = []
    for task in rows_of(state.tasks):
        for limit in task.deadlines:
            within = limit.get("within") or {}
            rows.append(
                {
                    "task": str(task.Index), "text": limit.get("text"), "kind": limit.get("kind"),
                    "due_on": limit.get("due_on"), "starts_on": limit.get("starts_on"),
                    "milestone": limit.get("milestone"), "rrule": limit.get("rrule"),
                    "trigger": limit.get("trigger"), "within_value": within.get("value"),
                    "within_unit": within.get("unit"), "approx": bool(limit.get("approx")),
                    "origin": limit.get("origin"), "effective_due_on": plain(task.due_on),
                }
            )  # fmt: skip
    return rows


def _kinds() -> tuple[str, ...]:
    from taskboard.ledger.events import KINDS

    return tuple(KINDS)


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, dict | list | str | bool) or value is None:
        return value
    if value != value:
        return None
    if isinstance(value, dt.date):
        return dt.date(value.year, value.month, value.day).isoformat()
    return value.item() if hasattr(value, "item") else value


def to_json(rows: list[dict[str, Any]]) -> bytes:
    """Return the rows as JSON, UTF-8, one row a line."""
    lines = (json.dumps(row, ensure_ascii=False, sort_keys=False) for row in rows)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8", "backslashreplace")


def to_csv(rows: list[dict[str, Any]]) -> bytes:
    """Return the rows as CSV that a spreadsheet opens: UTF-8 with BOM; no text is a formula."""
    out = io.StringIO()
    if rows:
        writer = csv.writer(out)
        writer.writerow(rows[0])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return ("\ufeff" + out.getvalue()).encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    """Return one cell; lists and objects as JSON, text that a spreadsheet would run quoted."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


def to_parquet(rows: list[dict[str, Any]]) -> bytes:
    """Return the rows as Parquet; lists and objects as JSON text."""
    import pandas as pd

    def cell(value: Any) -> Any:
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value

    columns: Mapping[str, list[Any]] = {
        name: [cell(row[name]) for row in rows] for name in (rows[0] if rows else {})
    }
    out = io.BytesIO()
    pd.DataFrame(columns).to_parquet(out, index=False)
    return out.getvalue()
