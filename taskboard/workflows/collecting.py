"""Take returned forms into the ledger: first shown, then written, one transaction per file."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.collection.compare import judge
from taskboard.collection.standing import LedgerView, Standing, issued_form, standing
from taskboard.collection.values import day_of
from taskboard.collection.verdict import Verdict
from taskboard.collection.versions import newest_round_wins, settle
from taskboard.errors import TaskboardError
from taskboard.workflows.form_reading import File, read_forms
from taskboard.workflows.form_writing import receipt_name, receipt_of, write_form
from taskboard.workflows.rounds import Records, records

if TYPE_CHECKING:
    from taskboard.collection.returned import Returned
    from taskboard.ledger.state import State
    from taskboard.ledger.store import Ledger
    from taskboard.workflows.workspace import Workspace


class NoFormsError(TaskboardError):
    """The folder holds no file at all."""

    code = "no-forms"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 里没有文件；请把收回的填报表放进去再运行。",
            f"{path} holds no files; put the returned forms there and run again.",
        )


class NotInFolderError(TaskboardError):
    """A file the clerk decided for is not there."""

    code = "take-unknown"

    def __init__(self, names: list[str], path: Path) -> None:
        told = "、".join(f"“{name}”" for name in names)
        super().__init__(
            f"{path} 里没有{told}；--take 后面写预览中的文件名，一字不差。",
            f"{path} does not hold {', '.join(names)}; name a file as the preview does.",
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
        settled = _judge_all(
            workspace, view, chain([first], reading), chosen, progress, taken if apply else None
        )
        if wrong := sorted({*chosen} - {verdict.file for verdict in settled}):
            raise NotInFolderError(wrong, path)
        settled = _explain_duplicates(state, settled)
        if not apply:
            return Collected(tuple(settled), False)
        mark = _mark(workspace, path)
        before = _broken_off(mark, state.selection.until_seq)
        final, files, new = _apply(workspace, ledger, state, settled, taken)
        told = final
        if before is not None:
            told = _and_before(workspace, ledger, path, before, final, chosen)
        files += _checklist(workspace, told, anyway=new or told != final)
        mark.unlink(missing_ok=True)
    return Collected(tuple(final), True, files)


def _judge_all(
    workspace: Workspace, view: LedgerView, reading: Iterable[tuple[File, Returned]],
    chosen: Collection[str],
    progress: Callable[[str], None] | None = None, taken: dict[str, bytes] | None = None,
) -> list[Verdict]:  # fmt: skip
    """Judge what is read of each file, then all of them together; ``taken`` gets the bytes."""
    verdicts = []
    for (name, data), returned in reading:
        if progress:
            progress(name)
        verdict = judge(returned, view, workspace.settings.names)
        verdicts.append(verdict)
        if verdict.taken and taken is not None and isinstance(data, bytes):
            taken[name] = data
    issued = {form.id: form.issued_seq for form in view.forms.values()}
    return newest_round_wins(settle(verdicts, chosen), issued)


def _mark(workspace: Workspace, path: Path) -> Path:
    """Return where a run says that it writes what came in ``path``; gone when it is done."""
    return workspace.out / f".收表_{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]}"


def _broken_off(mark: Path, head: int) -> int | None:
    """Return the ledger's last event before a run that was broken off, or leave the mark."""
    try:
        return int(mark.read_text("ascii"))
    except (FileNotFoundError, ValueError):
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(str(head), "ascii")
        return None


def _and_before(
    workspace: Workspace, ledger: Ledger, path: Path, before: int, verdicts: list[Verdict],
    chosen: Collection[str],
) -> list[Verdict]:  # fmt: skip
    """Return the verdicts; of files a broken-off run took, what came of them then."""
    events = workspace.state().events("form-received")
    took = {event.to["sha256"] for event in events if event.seq > before}
    took &= {verdict.sha256 for verdict in verdicts if verdict.outcome == "duplicate"}
    if not took:
        return verdicts
    view = ledger_view(workspace.state(until_seq=before), ledger.identity())
    then = {v.sha256: v for v in _judge_all(workspace, view, read_forms(path), chosen)}
    return [then.get(v.sha256, v) if v.sha256 in took else v for v in verdicts]


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
) -> tuple[list[Verdict], tuple[Path, ...], bool]:  # fmt: skip
    """Write each file's transaction, then its receipt; tell whether a receipt is new."""
    from taskboard.collection.receipts import keep
    from taskboard.ledger.store import ConflictError
    from taskboard.reports.scope import office_of

    folder = _folder(workspace)
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
                seen[verdict.form] = write_form(
                    workspace, ledger, verdict, rivals, seen[verdict.form], office
                )
                written.add(verdict.form)
            except ConflictError as error:
                since = workspace.state()
                receipts |= _receipts(since)
                verdict = _overtaken(since, verdict, error)
        text = receipts.get(verdict.sha256) or receipt_of(workspace, verdict, office)
        path = folder / "回执" / f"{receipt_name(verdict)}.txt"
        told_before &= not keep(text, path)
        files.append(path)
        final.append(verdict)
    return final, tuple(files), not told_before


def _folder(workspace: Workspace) -> Path:
    """Return where the day's receipts and checklists go."""
    return workspace.out / f"回收_{workspace.as_of}"


def _checklist(workspace: Workspace, verdicts: list[Verdict], *, anyway: bool) -> tuple[Path, ...]:
    """Write the checklist and return its place; none where the day's says it all."""
    from taskboard.collection.checklist import checklist, free_place
    from taskboard.office.xlsx import save_workbook

    place = free_place(_folder(workspace))
    if not anyway and place.name != "核对表.xlsx":
        return ()
    book = checklist(verdicts, workspace.as_of, workspace.settings.names)
    save_workbook(book, place, title="填报表核对表")
    return (place,)


def _receipts(state: State) -> dict[str, str]:
    """Return the receipt of every file that was taken in, by its hash."""
    return {e.to["sha256"]: e.to.get("receipt", "") for e in state.events("form-received")}


def _overtaken(since: State, verdict: Verdict, error: TaskboardError) -> Verdict:
    """Return what came of a file after somebody else wrote: about its rows, or the file itself."""
    held = any(e.to["sha256"] == verdict.sha256 for e in since.events("form-received"))
    if not held:
        return replace(verdict, outcome="conflict", reason=error.zh.rstrip("。"))
    return _explain_duplicates(since, [replace(verdict, outcome="duplicate")])[0]
