"""Fold what units said of their work: every update, and the last words on each assignment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import pandas as pd

from taskboard.ledger import frames
from taskboard.ledger.events import REPORTS
from taskboard.ledger.handling import ASIDE
from taskboard.ledger.last import last_updates
from taskboard.ledger.select import Event, Selection
from taskboard.ledger.table import frame
from taskboard.ledger.timeliness import answers, occurrences

PART = 500
AT_ONCE = 100  # assignments, of which each may have hundreds of updates
CARRIED = ("text", "percent", "actuals", "counts", "problems", "needs", "next_step")


def updates(selection: Selection) -> pd.DataFrame:
    """Return one row per update in the order they count, see `frames.UPDATES`."""
    return frame(rows_of(selection.events(REPORTS)), frames.UPDATES, "seq")


def updates_since(selection: Selection, first: str) -> pd.DataFrame:
    """Return the updates that count from ``first`` or a later day, see `frames.UPDATES`."""
    return frame(rows_of(selection.events(REPORTS, since=first)), frames.UPDATES, "seq")


def updates_on(selection: Selection, key: str) -> pd.DataFrame:
    """Return the updates of one assignment, see `frames.UPDATES`."""
    return frame(rows_of(selection.events(REPORTS, [key])), frames.UPDATES, "seq")


def updates_by_part(
    selection: Selection, keys: Sequence[str]
) -> Iterator[tuple[Sequence[str], pd.DataFrame]]:
    """Yield some of ``keys`` at a time and all their updates, see `frames.UPDATES`."""
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        yield some, frame(rows_of(selection.events(REPORTS, some)), frames.UPDATES, "seq")


def first_reports(selection: Selection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the first report of each round on each of ``keys``.

    Returns:
        Index seq; round, assignment (str), effective_on (datetime64), in the order they count.
    """
    columns = ["round", "assignment", "effective_on"]
    parts = [
        part.drop_duplicates(["round", "assignment"])[columns]
        for _, part in updates_by_part(selection, keys)
    ]
    found = pd.concat(parts) if parts else updates_since(selection, "9999")[columns]
    return found.sort_index(kind="stable").sort_values("effective_on", kind="stable")


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
    plain, others = last_updates(selection, CARRIED)
    folded = [_folded(rows_of(last.events)) | {"reports": last.reports} for last in plain]
    for start in range(0, len(others), PART):
        by_key: dict[str, list[dict[str, Any]]] = {}
        for row in rows_of(selection.events(REPORTS, others[start : start + PART])):
            if not row["superseded"]:
                by_key.setdefault(row["assignment"], []).append(row)
        folded += [_folded(rows) for rows in by_key.values()]
    return folded


def _folded(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the last words of one assignment from its updates in the order they count."""
    last: dict[str, Any] = {"key": rows[-1]["assignment"], "reports": len(rows)}
    for row in rows:
        last.update({n: row[n] for n in CARRIED if row.get(n) not in (None, "", {}, [])})
        last.update({n: None if n == "percent" else "" for n in row.get("cleared") or ()})
    newest = rows[-1]
    return last | {
        "change": newest.get("change") or "progress",
        "reported_on": newest["effective_on"],
        "seq": newest["seq"],
        "reported_round": newest.get("round") or "",
        "self_judgement": newest.get("self_judgement") or newest.get("judgement") or "",
    }


def report_days(selection: Selection, keys: Sequence[str]) -> dict[str, list[dt.date]]:
    """Return the days on which each of ``keys`` reported anything."""
    days: dict[str, list[dt.date]] = {key: [] for key in keys}
    for subject, day in selection.days(REPORTS, keys):
        days[subject].append(day)
    return days


def turns(
    selection: Selection, assigned: pd.DataFrame, tasks: pd.DataFrame, also: Collection[str]
) -> pd.DataFrame:
    """Return the turns of recurring assignments that have begun, see `frames.OCCURRENCES`.

    A unit whose lead answers for it owes none; ``also`` names roles that report all the same.
    """
    recurring = assigned[(assigned["rrule"] != "") & ~assigned["handling"].isin(ASIDE)]
    led = recurring["task"].map(tasks["rollup"]) == "lead"
    columns = (recurring["role"], recurring["cadence"], led)
    owing = [answers(*row, also) for row in zip(*columns, strict=True)]
    recurring = recurring[owing]
    reports = report_days(selection, list(recurring.index))
    as_of = dt.date.fromisoformat(selection.as_of)
    rows: list[dict[str, Any]] = []
    for key, row in recurring.iterrows():
        issued = row["issued_on"].date()
        end = row["due_on"].date() if pd.notna(row["due_on"]) else dt.date(issued.year, 12, 31)
        for turn in occurrences(row["rrule"], issued, end, reports[str(key)], as_of):
            rows.append({"seq": len(rows), "assignment": key, **turn._asdict()})
    return frame(rows, frames.OCCURRENCES, "seq")
