"""Take returned forms into the ledger: first shown, then written, one transaction per file."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.collection.compare import judge
from taskboard.collection.receipts import receipt
from taskboard.collection.standing import LedgerView, Standing, issued_form, standing
from taskboard.collection.values import day_of
from taskboard.collection.verdict import RowState, RowVerdict, Verdict
from taskboard.collection.versions import newest_round_wins, settle
from taskboard.errors import TaskboardError
from taskboard.ledger.events import NewEvent
from taskboard.workflows.form_reading import read_forms
from taskboard.workflows.rounds import Records, records

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.ledger.store import Ledger
    from taskboard.workflows.workspace import Workspace


LONGEST_NAME = 200  # bytes of a receipt's name before _回执.txt; file systems take 255


class NoFormsError(TaskboardError):
    """The folder holds no file at all."""

    code = "no-forms"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 里没有文件；请把收回的填报表放进去再运行。",
            f"{path} holds no files; put the returned forms there and run again.",
        )


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of a folder of returned forms.

    Attributes:
        verdicts: One per file, in the order of the folder.
        applied: Whether it was written.
        files: Receipts and checklist written, empty for a preview.
    """

    verdicts: tuple[Verdict, ...]
    applied: bool
    files: tuple[Path, ...] = ()

    def count(self, outcome: str) -> int:
        """Return how many files came out as ``outcome``."""
        return sum(verdict.outcome == outcome for verdict in self.verdicts)

    @property
    def untaken(self) -> list[Verdict]:
        """Files that were refused, stand in conflict, or had a cell that was not taken."""
        wrong = ("refused", "conflict")
        return [v for v in self.verdicts if v.outcome in wrong or v.refusals]

    @property
    def cells(self) -> int:
        """How many cells change."""
        return sum(verdict.cells for verdict in self.verdicts if verdict.taken)


def collect(
    workspace: Workspace, path: Path, *, apply: bool = False, chosen: Collection[str] = (),
    progress: Callable[[str], None] | None = None,
) -> Collected:  # fmt: skip
    """Judge every file of a folder or zip; with ``apply`` write what is taken.

    A process killed in the middle leaves whole files written; running it again does the rest.

    Args:
        workspace: Where.
        path: Folder or zip of whatever came back.
        apply: Write; otherwise only judge.
        chosen: Files the clerk decided for where several contradict each other.
        progress: Called with each file's name as it is read.
    """
    workspace.ledger().close()  # nothing is read for a folder that is no workspace
    reading = read_forms(path)
    first = next(reading, None)  # the others are read while the ledger is folded
    if first is None:
        raise NoFormsError(path)
    with workspace.ledger() as ledger:
        state = workspace.state()
        view = ledger_view(state, ledger.identity())
        taken: dict[str, bytes] = {}
        verdicts = []
        for (name, data), returned in chain([first], reading):
            if progress:
                progress(name)
            verdict = judge(returned, view, workspace.settings.names)
            verdicts.append(verdict)
            if verdict.taken and apply and isinstance(data, bytes):
                taken[name] = data
        issued = {form.id: form.issued_seq for form in view.forms.values()}
        settled = newest_round_wins(settle(verdicts, chosen), issued)
        settled = _explain_duplicates(state, settled)
        if not apply:
            return Collected(tuple(settled), False)
        final, files = _apply(workspace, ledger, state, settled, taken)
    return Collected(tuple(final), True, files)


def ledger_view(state: State, identity: str) -> LedgerView:
    """Return the ledger's side of the comparison, from the state's frames."""
    closed = {key: day_of(row["closed_on"]) for key, row in records(state.rounds).items()}
    forms = {
        key: issued_form(key, row, closed.get(row["round"]) is not None)
        for key, row in records(state.forms).items()
    }
    waiting: dict[str, list[str]] = defaultdict(list)
    for row in records(state.requests).values():
        if not row["decision"]:
            waiting[row["assignment"]].append(row["type"])
    tasks, assignments = records(state.tasks), records(state.assignments)
    asked = {row.assignment for form in forms.values() for row in form.rows.values()}
    keys = [key for key in assignments if key in asked]
    standings: dict[str, Standing] = {
        key: standing(row, said, tasks[row["task"]], waiting.get(key, ()))
        for key, row, said in _said(state, keys, assignments)
    }
    return LedgerView(identity, state.as_of, forms, standings)


def _said(
    state: State, keys: list[str], assignments: Records
) -> Iterator[tuple[str, Any, list[tuple[int, Any]]]]:
    """Yield each of ``keys``, its assignment, and the updates that count, oldest first."""
    for some, part in state.updates_by_part(keys):
        updates: dict[str, list[tuple[int, Any]]] = defaultdict(list)
        for seq, update in records(part).items():
            if not update["superseded"]:
                updates[update["assignment"]].append((int(seq), update))
        for key in some:
            yield key, assignments[key], updates.get(key, [])


def _explain_duplicates(state: State, verdicts: list[Verdict]) -> list[Verdict]:
    """Say of a file that was taken before when that was and what came of it."""
    before = {e.to["sha256"]: e for e in state.events("form-received")}
    found = []
    for verdict in verdicts:
        event = before.get(verdict.sha256)
        if verdict.outcome == "duplicate" and event is not None:
            reason = f"这份文件已于 {event.effective_on} 收过（{event.to['reason']}），不重复记入"
            verdict = replace(verdict, reason=reason)
        found.append(verdict)
    return found


def _apply(
    workspace: Workspace, ledger: Ledger, state: State, verdicts: list[Verdict],
    data: dict[str, bytes],
) -> tuple[list[Verdict], tuple[Path, ...]]:  # fmt: skip
    """Write each file's transaction, then its receipt; last the checklist."""
    from taskboard.collection.checklist import checklist, free_place
    from taskboard.collection.receipts import keep
    from taskboard.ledger.store import ConflictError
    from taskboard.office.xlsx import save_workbook
    from taskboard.reports.scope import office_of

    folder = workspace.out / f"回收_{workspace.as_of}"
    office = office_of(state)
    receipts = _receipts(state)
    seen = state.selection.versions(("form-issued",))
    final: list[Verdict] = []
    files: list[Path] = []
    written: set[str] = set()
    told_before = True
    for verdict in verdicts:
        if verdict.taken:
            ledger.put_blob(verdict.sha256, verdict.file, data[verdict.file])
            rivals = []
            if verdict.form not in written:
                rivals = [
                    v for v in verdicts if (v.outcome, v.form) == ("superseded", verdict.form)
                ]
            try:
                # another copy of this form may hold other rows
                seen[verdict.form] = _write(
                    workspace, ledger, verdict, rivals, seen[verdict.form], office
                )
                written.add(verdict.form)
            except ConflictError as error:
                since = workspace.state()
                receipts |= _receipts(since)
                verdict = _overtaken(since, verdict, error)
        text = receipts.get(verdict.sha256) or _receipt(workspace, verdict, office)
        path = folder / "回执" / f"{_receipt_name(verdict)}.txt"
        told_before &= not keep(text, path)
        files.append(path)
        final.append(verdict)
    place = free_place(folder)
    if not told_before or place.name == "核对表.xlsx":
        book = checklist(final, workspace.as_of, workspace.settings.names)
        save_workbook(book, place, title="填报表核对表")
        files.append(place)
    return final, tuple(files)


def _receipts(state: State) -> dict[str, str]:
    """Return the receipt of every file that was taken in, by its hash."""
    return {e.to["sha256"]: e.to.get("receipt", "") for e in state.events("form-received")}


def _overtaken(since: State, verdict: Verdict, error: TaskboardError) -> Verdict:
    """Return what came of a file after somebody else wrote: about its rows, or the file itself."""
    held = any(e.to["sha256"] == verdict.sha256 for e in since.events("form-received"))
    if not held:
        return replace(verdict, outcome="conflict", reason=error.zh.rstrip("。"))
    return _explain_duplicates(since, [replace(verdict, outcome="duplicate")])[0]


def _write(
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
        "receipt": _receipt(workspace, verdict, office),
    }  # fmt: skip
    return NewEvent("form-received", verdict.form, to, place=verdict.file)


def _receipt(workspace: Workspace, verdict: Verdict, office: str) -> str:
    return receipt(verdict, office, workspace.as_of, workspace.settings.names)


def _receipt_name(verdict: Verdict) -> str:
    """Return the receipt's file name: as the form's, cut to what every file system takes."""
    stem = verdict.file.replace("/", "_").replace("\\", "_")
    if len(stem.encode()) > LONGEST_NAME:
        mark = hashlib.sha256(stem.encode()).hexdigest()[:8]
        stem = f"{stem.encode()[: LONGEST_NAME - 10].decode(errors='ignore')}…{mark}"
    return f"{stem}_回执"
