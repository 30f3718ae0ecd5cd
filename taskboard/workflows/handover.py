"""Write the draft of the 交办通知 that goes out with an issued document's 任务分解表."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taskboard.workflows.workspace import Workspace


def write_handover(workspace: Workspace, serial: str) -> Path:
    """Write the 交办通知 of an issued document into the workspace's ``out`` folder.

    A clerk edits the draft, so a different file of its name is never replaced, unlike the tables,
    which are only ever made anew: the next free name is taken.
    """
    from taskboard.office.template import render_page
    from taskboard.office.xlsx import save_bytes
    from taskboard.reports.figures import Figures
    from taskboard.reports.handover import facts
    from taskboard.reports.wording import paragraphs
    from taskboard.review.resolving import directory_of
    from taskboard.workflows.reports import render

    state = workspace.state()
    context = facts(state, serial, directory_of(state.units))
    text = render_page("handover.txt", context, workspace.templates)
    body = paragraphs(text, Figures())
    data = render("docx/handover.docx", {**context, "body": body}, workspace)
    path = next(p for p in _names(workspace.out, serial) if _free(p, data))
    save_bytes(data, path)
    return path


def _names(folder: Path, serial: str) -> Iterable[Path]:
    yield folder / f"交办通知-{serial}.docx"
    yield from (folder / f"交办通知-{serial}（{number}）.docx" for number in count(2))


def _free(path: Path, data: bytes) -> bool:
    return not path.exists() or (path.is_file() and path.read_bytes() == data)
