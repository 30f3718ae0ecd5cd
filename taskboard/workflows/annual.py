"""定稿 of the yearly paragraph: figures frozen at a day, so that it comes out the same again.

The draft is a report like any other; frozen, it is a recorded paper with number and snapshot.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.workflows.papers import MadePaper, Paper, list_papers, record_paper
from taskboard.workflows.reports import REPORTS, NoTasksError, render, template_for, worded
from taskboard.workflows.snapshots import as_recorded, kept_settings

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.workflows.workspace import Workspace

KIND = "annual"


def freeze_annual(
    workspace: Workspace, path: Path, *, document: str = "", replace: bool = False
) -> MadePaper:
    """Write the yearly paragraph of the workspace's day to ``path`` and record its snapshot.

    The same facts are recorded once; a second file is written from the first snapshot.

    Raises:
        UnknownEndingError: If ``path`` is neither ``.docx`` nor ``.html``.
        NoTasksError: If nothing has been issued.
        SeveralYearsError: If documents of several years are in force and none was named.
        FileExistsAlreadyError: If a different file is there; nothing is recorded then.
    """
    from taskboard.reports.annual import refuse_several_years
    from taskboard.reports.paper import digest, next_number

    template_for(path, REPORTS[KIND][1])
    state = workspace.state()
    refuse_several_years(state, document)
    context = _context(workspace, state, document)
    if not context["figures"]["all"].value:
        raise NoTasksError(document)
    made_from = {
        "choices": {"document": document}, "figures": context["figures"].to_list(),
        "sections": context["sections"], "as_of": state.as_of.isoformat(),
    }  # fmt: skip
    key = digest(made_from)
    same = next((one for one in list_papers(workspace) if one.snapshot.get("digest") == key), None)
    if same is not None:
        workspace = as_recorded(workspace, same.snapshot)
        return write_annual_again(workspace, same, path, replace=replace)
    snapshot = {
        **made_from, "seq": state.seq, "hash": state.hash, "digest": key,
        "settings": kept_settings(workspace.settings),
    }  # fmt: skip
    number = next_number(state, KIND)
    paper = Paper(number, KIND, context["title"], state.as_of, snapshot)
    _write(workspace, context, path, replace)
    record_paper(workspace, paper, [])
    return MadePaper(paper, path, _length(context), True, tuple(context["findings"]))


def write_annual_again(
    workspace: Workspace, paper: Paper, path: Path, *, replace: bool = False
) -> MadePaper:
    """Write a frozen paragraph again from its snapshot; the file is the same as the first."""
    template_for(path, REPORTS[KIND][1])
    state = workspace.state(paper.as_of, int(paper.snapshot["seq"]))
    context = _context(workspace, state, paper.snapshot["choices"]["document"])
    _write(workspace, context, path, replace)
    return MadePaper(paper, path, _length(context), False, tuple(context["findings"]))


def _context(workspace: Workspace, state: State, document: str) -> dict[str, Any]:
    from taskboard.reports.annual import annual

    context = annual(state, document)
    context["body"] = worded(KIND, context, workspace)
    return context


def _write(workspace: Workspace, context: dict[str, Any], path: Path, replace: bool) -> None:
    from taskboard.office.xlsx import save_bytes

    data = render(template_for(path, REPORTS[KIND][1]), context, workspace)
    save_bytes(data, path, replace=replace)


def _length(context: dict[str, Any]) -> int:
    from taskboard.reports.wording import length

    return length(context["body"])
