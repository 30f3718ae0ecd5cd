"""Draft the 交办通知 that goes out with an issued document's 任务分解表, and record it as a paper.

Like every paper it is rendered from its snapshot, the ledger as it stood when the document was
issued, so that it comes out the same again.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.workflows.papers import MadePaper, Paper, find_paper, list_papers, record_paper
from taskboard.workflows.snapshots import as_recorded, kept_settings

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.reports.figures import Figures
    from taskboard.workflows.workspace import Workspace

KIND = "handover"
TABLES = ("xlsx/decomposition.xlsx", "docx/decomposition.docx")
NOTICE = ("handover.txt", "docx/handover.docx")


def rehearse(workspace: Workspace, state: State, serials: Iterable[str]) -> None:
    """Fill in the office's own templates of what ``issue`` writes, and throw the result away.

    So that a mistake in one of them is told before anything is issued.

    Raises:
        BrokenTemplateError: If one cannot be filled in.
    """
    from taskboard.reports.decomposition import decomposition
    from taskboard.workflows.reports import render

    own = {name for name in (*TABLES, *NOTICE) if (workspace.templates / name).is_file()}
    for serial in serials:
        for name in own.intersection(TABLES):
            render(name, decomposition(state, serial), workspace)
        if own.intersection(NOTICE):
            _filled(workspace, state, serial)


def write_handover(workspace: Workspace, serial: str) -> MadePaper:
    """Write the 交办通知 of an issued document into the workspace's ``out`` folder.

    A clerk edits the draft, so a different file of its name is never replaced, unlike the tables,
    which are only ever made anew: the next free name is taken. The same facts are recorded once.
    """
    from taskboard.office.xlsx import save_bytes
    from taskboard.reports.paper import digest, next_number

    state = workspace.state()
    figures = handover_figures(state, serial)
    choices = {"document": serial, "baseline": str(state.documents.loc[serial, "baseline"])}
    base = {"choices": choices, "figures": figures.to_list(), "as_of": state.as_of.isoformat()}
    key = digest(base)
    same = next((one for one in list_papers(workspace) if one.snapshot.get("digest") == key), None)
    snapshot = {
        **base, "seq": state.seq, "hash": state.hash, "digest": key,
        "settings": kept_settings(workspace.settings),
    }  # fmt: skip
    number = next_number(state, KIND)
    if same is not None:
        workspace = as_recorded(workspace, same.snapshot)
        state = workspace.state(same.as_of, int(same.snapshot["seq"]))
    data, context, characters = _filled(workspace, state, serial)
    path = next(p for p in _names(workspace.out, serial) if _free(p, data))
    save_bytes(data, path)
    paper = same or Paper(number, KIND, context["title"], state.as_of, snapshot)
    if same is None:
        record_paper(workspace, paper, context["addressed"])
    return MadePaper(paper, path, characters, same is None, ())


def write_handover_again(
    workspace: Workspace, number: str, path: Path, *, replace: bool = False
) -> MadePaper:
    """Write a recorded 交办通知 again from its snapshot."""
    from taskboard.office.xlsx import save_bytes
    from taskboard.workflows.reports import template_for

    template_for(path, {".docx": "docx/handover.docx"})
    paper = find_paper(workspace, number)
    state = workspace.state(paper.as_of, int(paper.snapshot["seq"]))
    data, _, characters = _filled(workspace, state, paper.snapshot["choices"]["document"])
    save_bytes(data, path, replace=replace)
    return MadePaper(paper, path, characters, False, ())


def _filled(workspace: Workspace, state: State, serial: str) -> tuple[bytes, dict[str, Any], int]:
    """Return the file of a notice, the facts it prints, and the length of its text."""
    from taskboard.office.template import render_page
    from taskboard.reports.figures import Figures
    from taskboard.reports.handover import facts
    from taskboard.reports.wording import length, paragraphs
    from taskboard.review.resolving import directory_of
    from taskboard.workflows.reports import render

    context = facts(state, serial, directory_of(state.unit_rows))
    text = render_page("handover.txt", context, workspace.templates)
    body = paragraphs(text, Figures())
    data = render("docx/handover.docx", {**context, "body": body}, workspace)
    return data, context, length(body)


def handover_figures(state: State, serial: str) -> Figures:
    """Return the two numbers of the notice, items and units, with their queries."""
    from taskboard.reports.figures import Figure, Figures

    tasks = state.tasks
    tasks = tasks[tasks["document"].eq(serial) & tasks["decomposition"].eq("issued")]
    rows = state.assignments[state.assignments["task"].isin(tasks.index)]
    keys = tuple(str(key) for key in tasks.index)
    units = tuple(dict.fromkeys(str(unit) for unit in rows["unit"]))
    issued = f"document == {serial!r} and decomposition == 'issued'"
    held = f"task.str.startswith({serial + '-'!r})"
    return Figures(
        (
            Figure("items", "工作事项", len(keys), "tasks", issued, "已下达的任务", keys),
            Figure("units", "承办单位", len(units), "assignments", held, "承办件的不同单位", units),
        )
    )


def _names(folder: Path, serial: str) -> Iterable[Path]:
    yield folder / f"交办通知-{serial}.docx"
    yield from (folder / f"交办通知-{serial}（{number}）.docx" for number in count(2))


def _free(path: Path, data: bytes) -> bool:
    return not path.exists() or (path.is_file() and path.read_bytes() == data)
