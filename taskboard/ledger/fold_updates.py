"""Fold what units said of their work: every update, and the last words on each assignment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from taskboard.ledger import frames
from taskboard.ledger.handling import ASIDE
from taskboard.ledger.select import Event, Selection
from taskboard.ledger.table import frame
from taskboard.ledger.timeliness import occurrences

KINDS = ("progress-reported", "progress-corrected")
CARRIED = ("text", "percent", "actuals", "counts", "problems", "needs", "next_step")


def updates(selection: Selection) -> pd.DataFrame:
    """Return one row per update in the order they count, see `frames.UPDATES`."""
    return frame(rows_of(selection.events(KINDS)), frames.UPDATES, "seq")


def rows_of(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Return updates as rows; one that a later event corrects is marked superseded."""
    old = {event.to.get("supersedes") for event in events}
    rows = []
    for event in events:
        task, _, unit = event.subject.partition("@")
        base = {"seq": event.seq, "assignment": event.subject, "task": task, "unit": unit}
        when = {"effective_on": event.effective_on, "superseded": event.seq in old}
        rows.append({"channel": "form", **event.to, **base, **when})
    return rows


def last_words(selection: Selection) -> list[dict[str, Any]]:
    """Return what was last said of each assignment.

    A field that the newest update leaves empty (无变化 fills one cell) keeps its former value,
    unless the update names it as ``cleared``.

    Returns:
        Per reported assignment its key, the fields of `CARRIED` it has, change, reported_on,
        reported_round, reports, self_judgement, seq.
    """
    rows = [row for row in rows_of(selection.events(KINDS)) if not row["superseded"]]
    folded: dict[str, dict[str, Any]] = {}
    for row in rows:
        last = folded.setdefault(row["assignment"], {"key": row["assignment"], "reports": 0})
        last.update({n: row[n] for n in CARRIED if row.get(n) not in (None, "", {}, [])})
        last.update({n: None if n == "percent" else "" for n in row.get("cleared") or ()})
        last["change"] = row.get("change") or "progress"
        last["reported_on"] = row["effective_on"]
        last["seq"] = row["seq"]
        last["reported_round"] = row.get("round") or ""
        last["reports"] += 1
        last["self_judgement"] = row.get("self_judgement") or row.get("judgement") or ""
    return list(folded.values())


def report_days(selection: Selection, keys: Sequence[str]) -> dict[str, list[dt.date]]:
    """Return the days on which each of ``keys`` reported anything."""
    days: dict[str, list[dt.date]] = {key: [] for key in keys}
    for event in selection.events(KINDS, keys):
        days[event.subject].append(event.day)
    return days


def turns(selection: Selection, assigned: pd.DataFrame) -> pd.DataFrame:
    """Return the turns of recurring assignments that have begun, see `frames.OCCURRENCES`."""
    recurring = assigned[(assigned["rrule"] != "") & ~assigned["handling"].isin(ASIDE)]
    reports = report_days(selection, list(recurring.index))
    as_of = dt.date.fromisoformat(selection.as_of)
    rows: list[dict[str, Any]] = []
    for key, row in recurring.iterrows():
        issued = row["issued_on"].date()
        end = row["due_on"].date() if pd.notna(row["due_on"]) else dt.date(issued.year, 12, 31)
        for turn in occurrences(row["rrule"], issued, end, reports[str(key)], as_of):
            rows.append({"seq": len(rows), "assignment": key, **turn._asdict()})
    return frame(rows, frames.OCCURRENCES, "seq")
