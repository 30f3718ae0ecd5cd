"""Write a report: fold the ledger, make its content once, render it as the ending says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.errors import TaskboardError
from taskboard.model import Finding
from taskboard.resources import template_path

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.workflows.workspace import Workspace

# report -> (module and function that make its content, template per ending)
REPORTS: dict[str, tuple[str, dict[str, str]]] = {
    "decomposition": (
        "taskboard.reports.decomposition:decomposition",
        {".xlsx": "xlsx/decomposition.xlsx", ".docx": "docx/decomposition.docx"},
    ),
    "amendments": (
        "taskboard.reports.amendments:amendments",
        {".xlsx": "xlsx/amendments.xlsx", ".docx": "docx/amendments.docx"},
    ),
    "source": ("taskboard.review.side_by_side:side_by_side", {".html": "source.html"}),
    "progress": (
        "taskboard.reports.progress:progress",
        {".xlsx": "xlsx/progress.xlsx", ".html": "progress.html"},
    ),
    "ledger": (
        "taskboard.reports.ledger_table:ledger_table",
        {".xlsx": "xlsx/ledger.xlsx", ".html": "ledger.html"},
    ),
    "board": ("taskboard.reports.board:board", {".html": "board.html"}),
    "annual": (
        "taskboard.reports.annual:annual",
        {".docx": "docx/annual.docx", ".html": "annual.html"},
    ),
    "lookback": (
        "taskboard.reports.lookback:lookback",
        {
            ".xlsx": "xlsx/lookback.xlsx", ".docx": "docx/lookback.docx",
            ".html": "lookback.html",
        },
    ),
}  # fmt: skip

WORDED = ("annual", "lookback")  # reports with a text, NAME.txt


class UnknownEndingError(TaskboardError):
    """The ending of ``-o FILE`` names no format this output has."""

    code = "output-ending"

    def __init__(self, path: Path, known: list[str]) -> None:
        listed = "、".join(known)
        ending = path.suffix or "没有后缀"
        super().__init__(
            f"{path}：不能写成这种格式（{ending}）；文件名请以 {listed} 结尾。",
            f"{path}: cannot write this format ({path.suffix or 'no ending'}); use {listed}.",
        )


class NoTasksError(TaskboardError):
    """There is nothing to report on."""

    code = "nothing-to-report"

    def __init__(self, document: str) -> None:
        what = f"文件 {document}" if document else "台账"
        super().__init__(
            f"{what}中还没有任务；请先运行 taskboard import 导入文件"
            "（--document 应是 taskboard task list 中的编号，如 2023-01）。",
            f"no tasks in {document or 'the ledger'}; run: taskboard import FILE",
        )


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written.

    Attributes:
        path: Where.
        title: Its title.
        total: Tasks in it.
        findings: What it saw and will not decide alone.
        figures: The file that holds its figures and their queries, None when not asked for.
    """

    path: Path
    title: str
    total: int
    findings: tuple[Finding, ...] = ()
    figures: Path | None = None


def write_report(
    workspace: Workspace, kind: str, path: Path, *, document: str = "", replace: bool = False,
    figures: bool = False,
) -> Written:  # fmt: skip
    """Write report ``kind`` to ``path``.

    Args:
        workspace: Where the ledger is; its day is the day of the report.
        kind: One of `REPORTS`.
        path: The file; its ending says the format.
        document: Serial of the one document wanted, ``""`` for all; for the yearly paragraph
            also a year.
        replace: Whether a different file at ``path`` may be overwritten.
        figures: Whether to write ``path`` + ``.figures.json`` too: the day, the seq and hash of
            the ledger, and each figure with its query and rows.

    Raises:
        UnknownEndingError: If the report has no such format.
        NoTasksError: If there is nothing to report on.
        SeveralYearsError: If the yearly paragraph would mix the documents of several years.
        FileExistsAlreadyError: If a different file is there and ``replace`` is not set.
    """
    from taskboard.office.xlsx import save_bytes
    from taskboard.reports.annual import refuse_several_years
    from taskboard.reports.scope import belongs

    maker, templates = REPORTS[kind]
    template = template_for(path, templates)
    state = workspace.state()
    tasks = state.tasks
    yearly = kind == "annual"  # of a document, or of all documents of a year
    serials = tasks["document"]
    known = belongs(serials, document) if yearly else serials.eq(document)
    if tasks.empty or (document and not known.any()):
        raise NoTasksError(document)
    if yearly:
        refuse_several_years(state, document)
    context = load(maker)(state, document)
    if kind in WORDED:
        context["body"] = worded(kind, context, workspace)
    data = render(template, context, workspace)
    save_bytes(data, path, replace=replace)
    beside = path.with_name(f"{path.name}.figures.json") if figures else None
    if beside is not None:
        save_bytes(sidecar(kind, document, state, context), beside, replace=replace)
    found = tuple(context.get("findings", ()))
    return Written(path, context["title"], context["total"], found, beside)


def sidecar(kind: str, document: str, state: State, context: dict[str, Any]) -> bytes:
    """Return what a report was made from as JSON: day, ledger, figures with their queries."""
    import json

    counted = context.get("counted")
    values = {
        "schema": "taskboard.figures/1", "report": kind, "document": document,
        "as_of": state.as_of.isoformat(), "seq": state.seq, "hash": state.hash,
        "figures": [] if counted is None else counted.to_list(),
    }  # fmt: skip
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def worded(kind: str, context: dict[str, Any], workspace: Workspace) -> list[dict[str, Any]]:
    """Return the paragraphs of a report whose wording is a template of its own."""
    from taskboard.office.template import render_page
    from taskboard.reports.wording import paragraphs

    text = render_page(f"{kind}.txt", context, workspace.templates)
    return paragraphs(text, context["figures"])


def template_for(path: Path, templates: dict[str, str]) -> str:
    """Return the template for the ending of ``path``.

    Raises:
        UnknownEndingError: If there is none.
    """
    ending = path.suffix.lower()
    if ending not in templates:
        raise UnknownEndingError(path, list(templates))
    return templates[ending]


def load(maker: str) -> Callable[[State, str], dict[str, Any]]:
    """Return the function that makes a report's content."""
    from importlib import import_module

    module, _, name = maker.partition(":")
    function: Callable[[State, str], dict[str, Any]] = getattr(import_module(module), name)
    return function


def render(template: str, context: dict[str, Any], workspace: Workspace) -> bytes:
    """Return the file that ``template`` makes with ``context``; the office's own copy wins."""
    path = template_path(template, workspace.templates)
    if template.endswith(".xlsx"):
        from taskboard.office.xlsx_template import render_workbook

        return render_workbook(path, context)
    if template.endswith(".docx"):
        from taskboard.office.docx import render_document

        return render_document(path, context)
    from taskboard.office.template import render_page

    return render_page(template, context, workspace.templates).encode()
