"""Write what one returned form says into the ledger, and its receipt: one transaction per file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from taskboard.collection.receipts import receipt
from taskboard.collection.verdict import RowState, RowVerdict, Verdict
from taskboard.ledger.events import NewEvent

if TYPE_CHECKING:
    from taskboard.ledger.store import Ledger
    from taskboard.workflows.workspace import Workspace

LONGEST_NAME = 200  # bytes of a receipt's name before _回执.txt; file systems take 255


def write_form(
    workspace: Workspace, ledger: Ledger, verdict: Verdict, rivals: list[Verdict], seen: int,
    office: str,
) -> int:  # fmt: skip
    """Append one file's events; the copies it replaces are recorded with it.

    ``seen`` is the version of its form when the file was judged, ``office`` signs the receipt.

    Returns:
        The version of the form now.
    """
    from taskboard.ledger.naming import file_requests

    taken = [row for row in verdict.rows if row.state == "taken" and row.update is not None]
    received = [_received(workspace, each, office) for each in (*rivals, verdict)]
    now = seen

    def write(numbers: Sequence[str]) -> None:
        nonlocal now
        free = iter(numbers)
        expect: dict[str, int] = {verdict.form: seen, **dict.fromkeys(numbers, 0)}
        events: list[NewEvent] = []
        for row in taken:
            expect[row.assignment] = row.version
            events += _said_by(verdict, row, next(free) if row.request else "")
        now = ledger.append(
            [*events, *received], actor=workspace.actor, effective_on=workspace.as_of,
            action="round collect", expect=expect,
        ).last_seq  # fmt: skip

    file_requests(ledger, workspace.as_of.year, sum(bool(row.request) for row in taken), write)
    return now


def _said_by(verdict: Verdict, row: RowVerdict, number: str) -> list[NewEvent]:
    """Return the update a row makes, and its request under ``number``."""
    place = f"{verdict.file} {row.place}"
    to = dict(row.update or {})
    if row.supersedes is not None:
        to["supersedes"] = row.supersedes
    kind = "progress-corrected" if row.supersedes is not None else "progress-reported"
    events = [NewEvent(kind, row.assignment, to, place=place)]
    if row.request:
        asked = {key: value for key, value in row.request.items() if key != "reason"}
        asked |= {"assignment": row.assignment, "round": verdict.round}
        events.append(
            NewEvent("request-filed", number, asked, reason=row.request["reason"], place=place)
        )
    return events


def _received(workspace: Workspace, verdict: Verdict, office: str) -> NewEvent:
    states: tuple[RowState, ...] = ("taken", "same", "blank", "refused", "conflict")
    to = {
        "round": verdict.round, "unit": verdict.unit, "file": verdict.file,
        "sha256": verdict.sha256, "outcome": verdict.outcome, "reason": verdict.reason,
        "counts": {state: verdict.count(state) for state in states},
        "receipt": receipt_of(workspace, verdict, office),
    }  # fmt: skip
    return NewEvent("form-received", verdict.form, to, place=verdict.file)


def receipt_of(workspace: Workspace, verdict: Verdict, office: str) -> str:
    """Return the receipt of a file, as the office words it."""
    return receipt(verdict, office, workspace.as_of, workspace.settings.names)


def receipt_name(verdict: Verdict) -> str:
    """Return the receipt's file name: as the form's, cut to what every file system takes."""
    stem = verdict.file.replace("/", "_").replace("\\", "_")
    if len(stem.encode()) > LONGEST_NAME:
        mark = hashlib.sha256(stem.encode()).hexdigest()[:8]
        stem = f"{stem.encode()[: LONGEST_NAME - 10].decode(errors='ignore')}…{mark}"
    return f"{stem}_回执"
