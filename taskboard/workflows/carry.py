"""Carry last year's tasks over (结转): what 回头看 found undone becomes tasks of the new year.

They stand in a document of their own, ``…结转事项``, one per document looked back on and year. It
keeps the old document's text and the old spans, so that a carried task still leads to the printed
sentence; its key keeps the old code: 2025-01-1.2-1 becomes 2026-02-1.2-1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from taskboard.ledger.events import NewEvent
from taskboard.ledger.fold_tasks import document_of
from taskboard.ledger.handling import DONE
from taskboard.review.lookback_in import Decision
from taskboard.review.others_in import manual_deadline
from taskboard.review.plan import records
from taskboard.words import word
from taskboard.workflows.imports import next_serial

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.ledger.store import Ledger

SUFFIX = "结转事项"
GONE = ("transferred", "stopped", "carried")
KEPT = ("path", "section", "section_heading", "heading", "text", "wording", "rollup", "targets")


@dataclass(frozen=True, slots=True)
class Carried:
    """A task of the new year: its key, its units in order, its new time limit in words."""

    key: str
    units: tuple[str, ...]
    due: str


@dataclass(slots=True)
class CarryPlan:
    """The events that record rechecks, and the tasks they bring into the new year.

    Attributes:
        document: Serial of the document of carried tasks, "" for none.
        carried: By key of the old task.
        events: In order.
        expect: Version of each subject the events rely on.
    """

    document: str = ""
    carried: dict[str, Carried] = field(default_factory=dict)
    events: list[NewEvent] = field(default_factory=list)
    expect: dict[str, int] = field(default_factory=dict)


def carry_events(
    state: State, ledger: Ledger, document: str, decisions: Sequence[Decision], on: dt.date,
    digest: str,
) -> CarryPlan:  # fmt: skip
    """Return the events that record ``decisions`` about tasks of ``document`` on day ``on``.

    Args:
        state: The ledger as it is.
        ledger: Its store, for serials and keys that were never given out.
        document: Serial of the document looked back on.
        decisions: What was found.
        on: The day; the tasks enter its year, or the year after the document's if that is later.
        digest: SHA-256 of the workbook.
    """
    plan = CarryPlan()
    rows = records(state.tasks[state.tasks["document"].eq(document)])
    old = {str(row.task): str(row.carried_to) for row in state.lookbacks.itertuples()}
    year = max(on.year, int(state.documents["year"][document]) + 1)
    fresh = [one for one in decisions if _enters(one) and not old.get(one.task)]
    if fresh:
        plan.document = _document(plan, state, ledger, document, year, on)
    for one in decisions:
        key = old.get(one.task, "")
        if one in fresh:
            key = f"{plan.document}-{rows[one.task]['code']}"
            _propose(plan, state, rows[one.task], one, key, year)
        values = {
            "finding": one.finding, "carry": one.carry, "carried_to": key,
            "due_on": one.due_on.isoformat() if one.due_on else None, "evidence": one.evidence,
            "checker": one.checker, "file_sha256": digest,
        }  # fmt: skip
        plan.events.append(
            NewEvent("lookback-recorded", one.task, values, reason=one.note, place=one.place)
        )
        plan.expect[one.task] = int(rows[one.task]["version"])
    return plan


def _enters(one: Decision) -> bool:
    return one.carry in ("carried", "ongoing")


def _document(
    plan: CarryPlan, state: State, ledger: Ledger, document: str, year: int, on: dt.date
) -> str:
    """Return the serial of the document of carried tasks; the first time it is brought in."""
    for key, source in state.tasks["carried_from"].items():
        serial = document_of(str(key))
        if source and document_of(str(source)) == document and serial.startswith(f"{year}-"):
            return serial
    serial = next_serial(ledger, year, state.seq)
    old = records(state.documents.loc[[document]])[document]
    imported = state.events("document-imported", subjects=[document])
    outline = imported[-1].to.get("outline", []) if imported else []
    subject = str(old["subject"] or old["title"]).strip("《》").removesuffix(SUFFIX) + SUFFIX
    values = {
        "title": subject, "subject": subject, "number": "", "issuer": old["issuer"],
        "issued_on": on.isoformat(), "year": year, "recipients": [],
        "basis": [old["number"]] if old["number"] else [], "copied_to": [],
        "annexes": [], "disclosure": "", "sha256": old["sha256"], "file": old["file"],
        "format": old["format"], "outline": outline, "coverage": [], "carried_from": document,
    }  # fmt: skip
    why = f"{document} “回头看”发现的未完成、反弹事项"
    plan.events.append(NewEvent("document-imported", serial, values, reason=why))
    plan.expect[serial] = 0
    return serial


def _propose(
    plan: CarryPlan, state: State, row: dict[str, Any], one: Decision, key: str, year: int
) -> None:
    units = _units(state, row, one)
    deadlines = _deadlines(row, one)
    ongoing = one.carry == "ongoing"
    values = {
        **{name: row[name] for name in KEPT},
        "code": row["code"], "seq": int(row["seq"]), "document": document_of(key),
        "kind": "ongoing" if ongoing else row["kind"], "units": units, "deadlines": deadlines,
        "span": [int(row["span_start"]), int(row["span_end"])],
        **({"source": row["source"]} if row["source"] else {}),
        "carried_from": one.task, "lookback": one.finding,
        "note": f"上年{word('lookback', one.finding)}",
    }  # fmt: skip
    what = f"{one.task} 回头看{word('lookback', one.finding)}，{word('carry', one.carry)}"
    plan.events.append(NewEvent("task-proposed", key, values, reason=what, place=one.place))
    plan.events.append(NewEvent("task-confirmed", key, place=one.place))
    plan.expect[key] = 0
    due = "长期" if ongoing else str(one.due_on or f"{year}-12-31（默认）")
    plan.carried[one.task] = Carried(key, tuple(str(unit["name"]) for unit in units), due)


def _units(state: State, row: dict[str, Any], one: Decision) -> list[dict[str, Any]]:
    """Return who carries on; of units that each report for themselves, those not finished."""
    mine = state.assignments[state.assignments["task"].eq(one.task)]
    live = mine[~mine["handling"].isin(GONE)]
    open_ = live[~live["handling"].isin(DONE)]
    if one.finding == "undone" and row["rollup"] == "all" and len(open_):
        live = open_
    printed = {str(unit["name"]): unit for unit in row["units"]}
    units = [
        {
            "name": str(who.unit), "role": str(who.role), "open": False, "span": None,
            "as_written": printed.get(str(who.unit), {}).get("as_written", str(who.unit)),
            "origin": printed.get(str(who.unit), {}).get("origin", "manual"),
        }
        for who in live.itertuples()
    ]  # fmt: skip
    return units or [dict(unit) for unit in row["units"]]


def _deadlines(row: dict[str, Any], one: Decision) -> list[dict[str, Any]]:
    """Return the time limits of the new year: what comes back stays, last year's days do not."""
    if one.carry == "ongoing":
        empty = dict.fromkeys(("due_on", "starts_on", "milestone", "rrule", "trigger", "within"))
        long = {"text": "长期坚持", "kind": "ongoing", "approx": False, "origin": "manual"}
        return [{**long, **empty, "span": None}]
    kept = [d for d in row["deadlines"] if d.get("kind") in ("recurring", "triggered", "ongoing")]
    return [*kept, manual_deadline(one.due_on)] if one.due_on else kept
