"""Supervision papers: made from the ledger, recorded with their snapshot, made again from it.

Making a paper records a ``paper-issued`` event with the day, the seq and hash of the ledger, the
choices it was made with and every figure with its query; the same facts are not recorded twice.
A paper is always rendered from its snapshot, so that it comes out the same again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.errors import TaskboardError
from taskboard.ledger.events import NewEvent
from taskboard.model import Finding
from taskboard.workflows.reports import NoTasksError, render, template_for
from taskboard.workflows.snapshots import as_recorded, kept_settings

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.workflows.workspace import Workspace


class NoSuchPaperError(TaskboardError):
    """No paper has this number."""

    code = "paper-missing"

    def __init__(self, number: str, known: list[str]) -> None:
        listed = "、".join(known) or "（无）"
        super().__init__(
            f"没有编号为 {number} 的文书；现有：{listed}。",
            f"no paper {number}; there are: {listed}.",
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as recorded.

    Attributes:
        number: Its number, e.g. ``通报2025-03``.
        kind: handover, circular, reminder, order, summons or rectify.
        title: Its title.
        as_of: The day its data is of.
        snapshot: What it was made from: seq, hash, choices, figures.
    """

    number: str
    kind: str
    title: str
    as_of: dt.date
    snapshot: dict[str, Any]


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper that was written to a file.

    Attributes:
        paper: The paper.
        path: The file.
        characters: Length of its text.
        recorded: False when the same paper had been recorded before.
        findings: What it saw and will not decide alone.
    """

    paper: Paper
    path: Path
    characters: int
    recorded: bool
    findings: tuple[Finding, ...]


def make_circular(
    workspace: Workspace, path: Path, *, document: str = "", public: bool = False,
    style: str = "", replace: bool = False,
) -> MadePaper:  # fmt: skip
    """Draft a circular of the workspace's day, record its snapshot and write it to ``path``.

    Args:
        workspace: Where the ledger is.
        path: ``.docx`` or ``.html``; ``.xlsx`` for its annexes and the source of each figure.
        document: Serial of the document it is about, ``""`` for all.
        public: For publication: without contacts, judgement and remarks.
        style: ``plain`` (简报) or ``redhead``; ``""`` as the settings say.
        replace: Whether a different file at ``path`` may be overwritten.

    Raises:
        UnknownEndingError: If the ending is neither.
        NoTasksError: If nothing has been issued.
        FileExistsAlreadyError: If a different file is there; nothing is recorded then.
    """
    from taskboard.reports.paper import digest, next_number

    style = style or str(workspace.settings.papers.get("style", "plain"))
    template_for(path, circular_templates(style))
    state = workspace.state()
    last = _last_circular(state)
    choices = {"document": document, "before": None if last is None else last.number}
    found = circular_facts(workspace, state, choices, public)
    if not found["items"]:
        raise NoTasksError(document)
    made_from = {"choices": choices, "figures": found["figures"].to_list()}
    snapshot = {
        **made_from, "seq": state.seq, "hash": state.hash, "as_of": state.as_of.isoformat(),
        "digest": digest({**made_from, "as_of": state.as_of.isoformat()}),
        "settings": kept_settings(workspace.settings),
    }  # fmt: skip
    same = _same(state, snapshot)
    number = same.number if same else next_number(state, "circular")
    title = f"关于{found['subject']}办理情况的通报"
    paper = same or Paper(number, "circular", title, state.as_of, snapshot)
    characters, findings = _write(workspace, paper, found, path, style, replace)
    if same is None:
        record_paper(workspace, paper, [row["name"] for row in found["units"]])
    return MadePaper(paper, path, characters, same is None, findings)


def write_again(
    workspace: Workspace, number: str, path: Path, *, public: bool = False, style: str = "",
    replace: bool = False,
) -> MadePaper:  # fmt: skip
    """Write a recorded paper again from its snapshot; the file is the same as the first."""
    paper = find_paper(workspace, number)
    workspace = as_recorded(workspace, paper.snapshot)
    if paper.kind == "score":
        from taskboard.workflows.scoring import write_score_again

        write_score_again(workspace, paper, path, replace=replace)
        return MadePaper(paper, path, 0, False, ())
    if paper.kind == "annual":
        from taskboard.workflows.annual import write_annual_again

        return write_annual_again(workspace, paper, path, replace=replace)
    if paper.kind == "handover":
        from taskboard.workflows.handover import write_handover_again

        return write_handover_again(workspace, number, path, replace=replace)
    if paper.kind != "circular":
        from taskboard.workflows.letters import write_letter_again

        return write_letter_again(workspace, number, path, replace=replace)
    style = style or str(workspace.settings.papers.get("style", "plain"))
    template_for(path, circular_templates(style))
    state = workspace.state(paper.as_of, int(paper.snapshot["seq"]))
    found = circular_facts(workspace, state, paper.snapshot["choices"], public)
    characters, findings = _write(workspace, paper, found, path, style, replace)
    return MadePaper(paper, path, characters, False, findings)


def list_papers(workspace: Workspace) -> list[Paper]:
    """Return every recorded paper, the oldest first."""
    return _papers(workspace.state())


def find_paper(workspace: Workspace, number: str) -> Paper:
    """Return the paper with this number.

    Raises:
        NoSuchPaperError: If there is none.
    """
    papers = list_papers(workspace)
    for paper in papers:
        if paper.number == number:
            return paper
    raise NoSuchPaperError(number, [paper.number for paper in papers])


def circular_templates(style: str) -> dict[str, str]:
    """Return the templates of a circular by ending."""
    name = "redhead" if style == "redhead" else "plain"
    return {
        ".docx": f"docx/circular_{name}.docx", ".html": "circular.html",
        ".xlsx": "xlsx/circular.xlsx",
    }  # fmt: skip


def _papers(state: State) -> list[Paper]:
    return [
        Paper(str(number), str(kind), str(title), as_of.date(), dict(snapshot))
        for number, kind, title, as_of, snapshot in zip(
            state.papers.index, state.papers["kind"], state.papers["title"],
            state.papers["as_of"], state.papers["snapshot"], strict=True,
        )
    ]  # fmt: skip


def _last_circular(state: State) -> Paper | None:
    """Return the last circular of an earlier day in the same year."""
    earlier = [
        paper
        for paper in _papers(state)
        if paper.kind == "circular" and paper.as_of < state.as_of
        and paper.as_of.year == state.as_of.year
    ]  # fmt: skip
    return earlier[-1] if earlier else None


def _same(state: State, snapshot: dict[str, Any]) -> Paper | None:
    """Return the paper that has been made from the same facts."""
    for paper in _papers(state):
        if paper.snapshot.get("digest") == snapshot["digest"]:
            return paper
    return None


def circular_facts(
    workspace: Workspace, state: State, choices: dict[str, Any], public: bool
) -> dict[str, Any]:
    """Return the facts of a circular; the last one's state is folded for what changed."""
    from taskboard.reports.circular import facts

    before = None
    if choices["before"]:
        last = next(paper for paper in _papers(state) if paper.number == choices["before"])
        before = workspace.state(last.as_of, int(last.snapshot["seq"]))
    return facts(state, before=before, document=choices["document"], public=public)


def _write(
    workspace: Workspace,
    paper: Paper,
    found: dict[str, Any],
    path: Path,
    style: str,
    replace: bool,
) -> tuple[int, tuple[Finding, ...]]:
    """Render a circular to ``path``; return the length of its text and what was found."""
    from taskboard.office.template import render_page
    from taskboard.office.xlsx import save_bytes
    from taskboard.reports.circular import too_long
    from taskboard.reports.layout import layout
    from taskboard.reports.wording import Numbers, length, paragraphs

    figures = found["figures"]
    names = {**found, "n": Numbers(figures), "s": Numbers(figures, shares=True)}
    text = render_page("circular.txt", names, workspace.templates)
    body = paragraphs(text, figures)
    context = layout(paper.number, paper.title, paper.snapshot, found, workspace.settings, style)
    templates = circular_templates(style)
    data = render(template_for(path, templates), {**context, "body": body}, workspace)
    save_bytes(data, path, replace=replace)
    return length(body), (*found["findings"], *too_long(length(body)))


def record_paper(workspace: Workspace, paper: Paper, units: list[str]) -> None:
    """Append the event that the paper was made."""
    record_papers(workspace, paper, [issued_paper(paper, units)])


def issued_paper(
    paper: Paper, units: list[str], more: Mapping[str, Any] | None = None, reason: str = ""
) -> NewEvent:
    """Return the event that the paper was made for ``units``; ``more`` are further fields."""
    values = {
        "kind": paper.kind, "title": paper.title, "as_of": paper.as_of.isoformat(),
        "seq": paper.snapshot["seq"], "units": units, **(more or {}), "snapshot": paper.snapshot,
    }  # fmt: skip
    return NewEvent("paper-issued", paper.number, values, reason=reason)


def record_papers(workspace: Workspace, paper: Paper, events: list[NewEvent]) -> None:
    """Append the events that papers like ``paper`` were made, all from the same snapshot.

    Raises:
        ConflictError: If somebody used one of their numbers since; one that was used and undone
            before is free.
    """
    from taskboard.ledger.select import Selection

    with workspace.ledger() as ledger:
        then = Selection(ledger, paper.as_of.isoformat(), int(paper.snapshot["seq"]))
        versions = then.versions(("paper-issued",))
        ledger.append(
            events, actor=workspace.actor, effective_on=workspace.as_of,
            action=f"paper {paper.kind}",
            expect={event.subject: versions.get(event.subject, 0) for event in events},
        )  # fmt: skip
