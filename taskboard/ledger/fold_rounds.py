"""Fold the events of rounds, forms, papers and units: who was asked what, and who answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from taskboard.ledger import frames
from taskboard.ledger.select import Selection
from taskboard.ledger.table import frame, plain

TAKEN = ("accepted", "late")


def rounds(selection: Selection) -> pd.DataFrame:
    """Return one row per round in order of opening, see `frames.ROUNDS`."""
    rows: dict[str, dict[str, Any]] = {}
    for event in selection.events(("round-opened", "round-closed")):
        if event.kind == "round-closed":
            if event.subject in rows:
                rows[event.subject]["closed_on"] = event.effective_on
            continue
        period = event.to.get("period") or (None, None)
        row = {"period_start": period[0], "period_end": period[1]}
        row |= {"opened_on": event.to.get("opens_on") or event.effective_on}
        rows[event.subject] = {"asks": [], **row, **event.to, "key": event.subject}
    return frame(list(rows.values()), frames.ROUNDS)


def forms(selection: Selection) -> pd.DataFrame:
    """Return one row per issued form, see `frames.FORMS`.

    The outcome is that of the last file taken in; a refused one never hides an accepted one.
    """
    rows: dict[str, dict[str, Any]] = {}
    for event in selection.events(("form-issued", "form-received")):
        if event.kind == "form-issued":
            issued = {"issued_on": event.effective_on, "outcome": "", "received_sha256": []}
            own = {"key": event.subject, "issued_seq": event.seq}
            rows[event.subject] = {"rows": [], **issued, **event.to, **own}
            continue
        row = rows.get(event.subject)
        if row is None:
            continue
        outcome = str(event.to.get("outcome") or "")
        row["received_sha256"] = [*row["received_sha256"], event.to.get("sha256", "")]
        if outcome in TAKEN or row["outcome"] not in TAKEN:
            row["outcome"] = outcome
        if outcome in TAKEN:
            row.setdefault("received_on", event.effective_on)
    return frame(list(rows.values()), frames.FORMS)


def papers(selection: Selection) -> pd.DataFrame:
    """Return one row per issued paper, see `frames.PAPERS`."""
    rows: dict[str, dict[str, Any]] = {}
    for event in selection.events(("paper-issued", "paper-answered")):
        if event.kind == "paper-issued":
            base = {"issued_on": event.effective_on, "as_of": event.effective_on}
            lists: dict[str, Any] = {"units": [], "assignments": [], "snapshot": {}}
            own = {"key": event.subject, "answered": {}}
            rows[event.subject] = {**base, **lists, "seq": event.seq - 1, **event.to, **own}
        elif event.subject in rows:
            row = rows[event.subject]
            row["answered"] = {**row["answered"], event.to.get("unit", ""): event.effective_on}
    return frame(list(rows.values()), frames.PAPERS)


def units(rows: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Return the frame of `unit_rows`, see `frames.UNITS`."""
    return frame(list(rows.values()), frames.UNITS)


def unit_rows(selection: Selection) -> dict[str, dict[str, Any]]:
    """Return the units by name in order of protocol, each with the columns of `frames.UNITS`."""
    rows: dict[str, dict[str, Any]] = {}
    for event in selection.events(("unit-recorded", "unit-retired")):
        row = rows.setdefault(event.subject, {"key": event.subject})
        row.update(event.to)
    for row in rows.values():
        for name in ("short_names", "groups", "keywords"):
            row[name] = list(row.get(name) or [])
    ordered = sorted(rows.values(), key=lambda row: int(row.get("order") or 0))
    return plain(ordered, frames.UNITS)


def requests(selection: Selection) -> pd.DataFrame:
    """Return one row per request in order of filing, see `frames.REQUESTS`."""
    rows: dict[str, dict[str, Any]] = {}
    for event in selection.events(("request-filed", "request-decided")):
        if event.kind == "request-filed":
            filed = {"filed_on": event.effective_on, "filed_by": event.actor}
            own = {"reason": event.reason, "decision": "", "key": event.subject}
            rows[event.subject] = {**filed, **own, **event.to}
        elif event.subject in rows:
            decided = {"decided_on": event.effective_on, "decided_by": event.actor}
            rows[event.subject] |= {**decided, "decision_reason": event.reason, **event.to}
    return frame(list(rows.values()), frames.REQUESTS)


def verifications(selection: Selection) -> pd.DataFrame:
    """Return one row per 核查, see `frames.VERIFICATIONS`."""
    rows = [
        {
            "verified_on": event.effective_on,
            "verifier": event.actor,
            "note": event.reason,
            **event.to,
            "seq": event.seq,
            "assignment": event.subject,
        }
        for event in selection.events(("verification-recorded",))
    ]
    return frame(rows, frames.VERIFICATIONS, "seq")
