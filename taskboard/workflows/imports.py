"""Take source documents into the ledger as proposed tasks (导入).

Each document is one transaction: its letterhead, its tasks as the parser proposes them, and
everything that waits for a person. The file itself is kept under its hash. A file that cannot
be taken in never stops the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from taskboard.errors import TaskboardError
from taskboard.ledger.state import State, fold
from taskboard.model import Finding, Parsed, SourceText, UnitMention
from taskboard.parsing.contract import to_json
from taskboard.reading import read_file
from taskboard.reading.folder import readable_files
from taskboard.review.differences import Difference
from taskboard.review.resolving import directory_of, unresolved_units
from taskboard.settings import Settings
from taskboard.workflows.amend import (
    IMPORT,
    already_taken,
    amend_events,
    compare,
    earlier_of,
    later_than,
)
from taskboard.workflows.parse_file import parse_source
from taskboard.workflows.parse_many import FailedFileError
from taskboard.workflows.recording import document_events
from taskboard.workflows.two_processes import each_in_turn
from taskboard.workflows.workspace import Workspace

if TYPE_CHECKING:
    from taskboard.ledger.store import Ledger

Progress = Callable[[int, int], None]
LAST_SERIAL = 999
FOREVER = dt.date(9999, 12, 31)
PARALLEL_FROM = 8  # so many files are read and parsed by two processes


class NoHeadingError(TaskboardError):
    """A text without one numbered heading is no plan."""

    code = "no-heading"

    def __init__(self, path: str, *, tables: bool = False) -> None:
        named = "其中的表格如是任务分解表，请在 taskboard.toml 的 [columns] 里写明表头对应哪一栏；"
        rows = "if its table is a decomposition table, name its headers under [columns]; "
        super().__init__(
            f"{path} 中没有找到“一、”“（一）”“1.”之类的标题，不像工作要点，没有导入；"
            f"{named if tables else ''}请核对是否发错文件，或用 taskboard parse 查看读出的文字。",
            f"{path}: no numbered heading, so no plan to take in; {rows if tables else ''}"
            "check the file, or look at what was read with: taskboard parse",
        )


class ClassifiedError(TaskboardError):
    """The letterhead carries a mark of secrecy."""

    code = "classified-mark"

    def __init__(self, path: str, words: str) -> None:
        super().__init__(
            f"{path} 的版头有密级标志（{words}），没有导入；涉密文件不得在非涉密设备上处理。"
            "确属误标的，加 --allow-classified 再试。",
            f"{path}: the letterhead carries a mark of secrecy ({words}); not taken in. "
            "If the mark is a mistake, add --allow-classified.",
        )


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file.

    Attributes:
        path: The file.
        status: ``new``, ``known`` (nothing new), ``amended`` (differs from one in the ledger).
        serial: Serial of the document in the ledger.
        title: Its title as printed.
        clauses: Numbered headings found.
        tasks: Tasks proposed.
        with_units: Tasks that have a unit.
        deadlines: Time limits found.
        targets: Targets found.
        findings: What waits for a person.
        changes: Of an amended document, what it changes (the same texts left out).
        written: Whether anything was written.
        later: File of the version that counts, when this is an earlier one.
    """

    path: str
    status: Literal["new", "known", "amended"]
    serial: str
    title: str
    clauses: int = 0
    tasks: int = 0
    with_units: int = 0
    deadlines: int = 0
    targets: int = 0
    findings: tuple[Finding, ...] = ()
    changes: tuple[Difference, ...] = ()
    written: bool = True
    later: str = ""


@dataclass(slots=True)
class ImportReport:
    """The outcome of one ``import``: documents in order, and files that were refused."""

    documents: list[Imported] = field(default_factory=list)
    refused: list[TaskboardError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file read and parsed, or why not."""

    path: Path
    source: SourceText | None = None
    parsed: Parsed | None = None
    trouble: tuple[str, str] = ("", "")  # both languages; errors do not travel between processes


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    year: int | None = None,
    allow_classified: bool = False,
    apply: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Take ``paths`` (files and folders) into the ledger, each document as one transaction.

    Args:
        workspace: Where the ledger is.
        paths: Files; of a folder every file a reader knows.
        year: Year of the plans, when the documents do not say.
        allow_classified: Take in a document that carries a mark of secrecy.
        apply: Write what an amended document changes; without it that is only shown.
        progress: Called with the files done and the files in all, of one scan with its pages.

    Raises:
        MissingFileError: If a folder holds nothing that can be read.
    """
    report = ImportReport()
    with workspace.ledger() as ledger:
        files = list(readable_files(paths))
        pages = progress if len(files) == 1 else None  # of a single scan its pages are shown
        jobs = [(path, year, workspace.settings, pages) for path in files]
        found = each_in_turn(_ready, jobs, _lost, parallel_from=PARALLEL_FROM)
        for done, ready in enumerate(found, 1):
            try:
                report.documents.append(_take(workspace, ledger, ready, allow_classified, apply))
            except TaskboardError as error:
                report.refused.append(error)
            if progress:
                progress(done, len(jobs))
    return report


def _ready(job: tuple[Path, int | None, Settings, Progress | None]) -> _Ready:
    path, year, settings, pages = job
    try:
        source = read_file(path, progress=pages)
        return _Ready(path, source, parse_source(source, settings, year=year))
    except TaskboardError as error:
        return _Ready(path, trouble=(error.zh, error.en))
    except Exception as error:  # one file must not stop the others
        failed = FailedFileError(str(path), f"{type(error).__name__}: {error}")
        return _Ready(path, trouble=(failed.zh, failed.en))


def _lost(job: tuple[Path, int | None, Settings, Progress | None]) -> _Ready:
    failed = FailedFileError(str(job[0]), "process killed")
    return _Ready(job[0], trouble=(failed.zh, failed.en))


def _take(
    workspace: Workspace, ledger: Ledger, ready: _Ready, classified: bool, apply: bool
) -> Imported:
    if ready.source is None or ready.parsed is None:
        raise TaskboardError(*ready.trouble)
    parsed, source, name = ready.parsed, ready.source, str(ready.path)
    _refuse(parsed, source, name, classified)
    state = fold(ledger, FOREVER, workspace.settings)
    if (known := _known(state, source.sha256)) is not None:
        title = str(state.documents.loc[known, "title"])
        return Imported(name, "known", known, title, later=later_than(state, known, source.sha256))
    if (earlier := earlier_of(state, to_json(parsed)["document"])) is not None:
        return _amended(workspace, ledger, ready, earlier, apply)
    findings = (*parsed.findings, *_unit_findings(state, parsed, workspace.as_of))
    serial = next_serial(ledger, parsed.document.year or workspace.as_of.year, state.seq)
    events = list(document_events(serial, source, parsed, findings))
    ledger.put_source(source.sha256, source.name, ready.path.read_bytes(), source.text)
    ledger.append(
        events,
        actor=workspace.actor,
        effective_on=counts_from(parsed.document.year, workspace.as_of),
        action=IMPORT,
        expect={serial: 0},
    )
    return _summary(name, serial, parsed, findings)


def counts_from(year: int | None, today: dt.date) -> dt.date:
    """Return the day from which an imported document is known: the first of its year.

    A plan read in August still covers the whole year, so every later ``--as-of`` day sees it.
    """
    return min(today, dt.date(year, 1, 1)) if year else today


def _amended(
    workspace: Workspace, ledger: Ledger, ready: _Ready, serial: str, apply: bool
) -> Imported:
    if ready.source is None or ready.parsed is None:
        raise TaskboardError(*ready.trouble)
    state = fold(ledger, workspace.as_of, workspace.settings)
    name, source, printed = str(ready.path), ready.source, to_json(ready.parsed)
    title = str(state.documents.loc[serial, "title"])
    found = compare(state, serial, printed)
    changes = tuple(item for item in found if item.kind != "same")
    if already_taken(state, source.sha256) or not changes:
        later = later_than(state, serial, source.sha256)
        return Imported(name, "known", serial, title, written=False, later=later)
    versions = {str(key): int(value) for key, value in state.tasks["version"].items()}
    versions[serial] = state.selection.versions(("document-imported",))[serial]
    findings = (*ready.parsed.findings, *_unit_findings(state, ready.parsed, workspace.as_of))
    if apply:
        ledger.put_source(source.sha256, source.name, ready.path.read_bytes(), source.text)
        ledger.append(
            amend_events(state, serial, source, printed, found, findings),
            actor=workspace.actor,
            effective_on=workspace.as_of,
            action=IMPORT,
            expect={key: versions[key] for key in (serial, *(item.key for item in changes)) if key},
        )  # fmt: skip
    return Imported(
        name, "amended", serial, title, tasks=len(printed["tasks"]), changes=changes, written=apply
    )


def _refuse(parsed: Parsed, source: SourceText, name: str, classified: bool) -> None:
    for finding in parsed.findings:
        if finding.code == "no-heading":
            tables = any(block.kind == "table" for block in source.blocks)
            raise NoHeadingError(name, tables=tables)
        if finding.code == "classified-mark" and not classified:
            span = finding.span
            words = parsed.text[span.start : span.end] if span else ""
            raise ClassifiedError(name, words)


def next_serial(ledger: Ledger, year: int, seen: int | None = None) -> str:
    """Return the first serial of ``year`` that no document ever had.

    With ``seen``, the last seq its caller looked at, one given out since is returned all the
    same: the store then tells the two writers apart.
    """
    serials = [f"{year}-{number:02d}" for number in range(1, LAST_SERIAL + 1)]
    versions = ledger.versions(serials)
    last = ledger.head() if seen is None else seen
    return next(serial for serial in serials if not 0 < versions.get(serial, 0) <= last)


def _known(state: State, sha256: str) -> str | None:
    same = state.documents.index[state.documents["sha256"] == sha256]
    return str(same[0]) if len(same) else None


def _unit_findings(state: State, parsed: Parsed, on: dt.date) -> list[Finding]:
    mentions: list[UnitMention] = []
    for task in parsed.tasks:  # an inferred unit counts only where nothing better is known
        firm = [unit for unit in task.units if unit.origin != "inferred"]
        mentions += firm or task.units
    return unresolved_units(mentions, directory_of(state.unit_rows), on)


def _summary(name: str, serial: str, parsed: Parsed, findings: tuple[Finding, ...]) -> Imported:
    return Imported(
        name,
        "new",
        serial,
        parsed.document.title or parsed.document.subject or name,
        clauses=len(parsed.outline),
        tasks=len(parsed.tasks),
        with_units=sum(bool(task.units) for task in parsed.tasks),
        deadlines=sum(len(task.deadlines) for task in parsed.tasks),
        targets=sum(len(task.targets) for task in parsed.tasks),
        findings=findings,
    )
