"""The decomposition workbook out for correction, and back (审核)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from taskboard.errors import TaskboardError
from taskboard.ledger.state import State, fold
from taskboard.office.xlsx import FileExistsAlreadyError, save_bytes
from taskboard.review.columns_in import compare_columns
from taskboard.review.exporting import (
    Texts,
    contents_of,
    day_of_identity,
    finding_rows,
    sentences_of,
)
from taskboard.review.kept_in import is_untouched
from taskboard.review.others_in import compare_documents, compare_findings, compare_unlisted
from taskboard.review.plan import Desk, Plan
from taskboard.review.resolving import directory_of
from taskboard.review.returned import NotReviewError, ReturnedReview, read_review
from taskboard.review.strays_in import compare_strays
from taskboard.review.tasks_in import compare_tasks
from taskboard.review.workbook import write_review
from taskboard.workflows.issue import NoSuchDocumentError
from taskboard.workflows.workspace import Workspace

if TYPE_CHECKING:
    from taskboard.ledger.store import Ledger


class NothingToReviewError(TaskboardError):
    """The ledger holds no task to review."""

    code = "nothing-to-review"

    def __init__(self) -> None:
        super().__init__(
            "台账中没有可审核的任务；请先运行 taskboard import 导入文件。",
            "no task to review in the ledger; run: taskboard import",
        )


@dataclass(frozen=True, slots=True)
class Exported:
    """The workbook written: where, how many tasks, how many with doubts, sentences left out."""

    path: Path
    tasks: int
    doubtful: int
    unlisted: int
    findings: int


@dataclass(frozen=True, slots=True)
class Applied:
    """What a returned workbook would change, or has changed.

    Attributes:
        plan: Changes, refusals and conflicts.
        written: Whether it was written.
    """

    plan: Plan
    written: bool


def export_review(
    workspace: Workspace, path: Path, *, document: str = "", replace: bool = True
) -> Exported:
    """Write the decomposition workbook to ``path``.

    Args:
        workspace: Where the ledger is.
        path: The workbook; an older one in which nobody wrote is replaced.
        document: Serial of the one document wanted; "" means every one with tasks to review,
            or all when none is left to review.
        replace: Replace whatever stands at ``path``.

    Raises:
        UnknownEndingError: If it is to be anything but a workbook.
        FileExistsAlreadyError: If without ``replace`` it is there and somebody wrote in it.
        NoSuchDocumentError: If the ledger has no such document.
        NothingToReviewError: If it has no task at all.
    """
    if path.suffix.lower() != ".xlsx":
        from taskboard.workflows.reports import UnknownEndingError

        raise UnknownEndingError(path, [".xlsx"])
    if not replace and path.exists() and not _as_it_went_out(path):
        raise FileExistsAlreadyError(path)
    state = workspace.state()
    serials = _documents(state, document)
    with state.selection.connection():  # the store is opened once for all of it
        texts = _texts(state)
        contents = contents_of(state, serials, directory_of(state.unit_rows), texts, state.hash)
    save_bytes(write_review(contents), path)
    rows = contents.rows
    return Exported(
        path, len(rows["任务"]), contents.doubtful, len(rows["未列入"]), len(rows["待核"])
    )


def _as_it_went_out(path: Path) -> bool:
    """Whether ``path`` is a workbook of ours in which nobody wrote."""
    try:
        returned = read_review(path)
    except TaskboardError:
        return False
    more = returned.strays.columns or returned.strays.sheets
    return not more and all(is_untouched(returned, sheet) for sheet in returned.sheets)


def apply_review(workspace: Workspace, path: Path, *, apply: bool = False) -> Applied:
    """Compare the workbook at ``path`` with the ledger; with ``apply`` write it, all or nothing.

    Raises:
        NotReviewError: If it is no decomposition workbook of this ledger.
        ConflictError: If somebody writes to the same tasks at the same moment.
    """
    returned = read_review(path)
    with workspace.ledger() as ledger:
        desk = _desk(workspace, ledger, returned, path)
        with desk.base.selection.connection(), desk.now.selection.connection():
            _compare(desk)  # the store is opened once for all of it
        plan = desk.plan
        if not apply or plan.refusals or plan.conflicts or not plan.events:
            return Applied(plan, False)
        ledger.append(
            plan.events,
            actor=workspace.actor,
            effective_on=workspace.as_of,
            action="review apply",
            expect=plan.expect,
            seen=desk.now.seq,
        )
    return Applied(plan, True)


def _compare(desk: Desk) -> None:
    documents, texts = desk.returned.identity["documents"], _texts(desk.base)
    compare_columns(desk)
    compare_strays(desk)
    compare_tasks(desk)
    if not is_untouched(desk.returned, "未列入"):
        compare_unlisted(desk, sentences_of(desk.base, documents, texts))
    if not is_untouched(desk.returned, "待核"):
        sent = {row["key"]: row for row in finding_rows(desk.base, documents, texts)}
        compare_findings(desk, sent)
    if not is_untouched(desk.returned, "文件"):
        compare_documents(desk)


def _desk(workspace: Workspace, ledger: Ledger, returned: ReturnedReview, path: Path) -> Desk:
    identity = returned.identity
    day = day_of_identity(identity)
    base = now = fold(ledger, max(workspace.as_of, day), workspace.settings)
    if (now.seq, now.as_of) != (identity["seq"], day):  # else one fold serves both
        base = fold(ledger, day, workspace.settings, until_seq=int(identity["seq"]))
    if base.hash != identity["ledger"] or base.seq != identity["seq"]:
        raise NotReviewError(str(path), "它是从另一个台账导出的", "it was made from another ledger")
    return Desk(
        returned,
        base,
        now,
        workspace.as_of,
        lambda key: bool(ledger.versions([key]).get(key)),
    )


def _documents(state: State, document: str) -> list[str]:
    if document:
        if document not in state.documents.index:
            raise NoSuchDocumentError(document, state.documents.index)
        return [document]
    tasks = state.tasks
    waiting = tasks[tasks["decomposition"].isin(("proposed", "queried", "confirmed", "amended"))]
    found = list(dict.fromkeys((waiting if len(waiting) else tasks)["document"]))
    if not found:
        raise NothingToReviewError
    return found


def _texts(state: State) -> Texts:
    """Return a look-up of a document's read text, by serial and source ("" its first version)."""
    kept: dict[str, str] = {}

    def text_of(serial: str, source: str) -> str:
        sha256 = source or state.document_rows[serial]["sha256"]
        if sha256 not in kept:
            kept[sha256] = state.selection.source_text(sha256)
        return kept[sha256]

    return text_of
