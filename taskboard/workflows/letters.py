"""Letters of supervision: 提醒函, 督办单, 约谈通知, 整改通知, many at once into a folder.

Each is numbered, says by when to reply in working days, and is recorded with its snapshot. What
may not be sent yet (the rung before is missing or still within its grace) is held back and said.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.errors import TaskboardError
from taskboard.workflows.papers import (
    MadePaper,
    Paper,
    find_paper,
    issued_paper,
    record_papers,
)
from taskboard.workflows.reports import UnknownEndingError, render
from taskboard.workflows.snapshots import kept_settings

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.reports.figures import Figure
    from taskboard.reports.ladder import Candidate
    from taskboard.workflows.workspace import Workspace

TEMPLATES = {
    "reminder": "docx/letter.docx", "rectify": "docx/letter.docx",
    "summons": "docx/summons.docx", "order": "docx/order.docx",
}  # fmt: skip
INKS = {"blue": "1F4E9C", "orange": "C55A11", "red": "C00000"}
LIST_NAME, FILING_NAME = "发文清单", "约谈备案清单"


class NothingToSendError(TaskboardError):
    """No assignment is in the standing this paper is for, or none may be sent yet."""

    code = "nothing-to-send"

    def __init__(self, name: str, held: list[Candidate]) -> None:
        lines = [f"  {one.name}：{one.why}" for one in held[:12]]
        more = f"\n  …… 另有 {len(held) - 12} 件" if len(held) > 12 else ""
        why = "：\n" + "\n".join(lines) + more + "\n如确需直接发，请加 --reason 说明理由"
        zh = f"没有可发{name}的承办件{why if held else '（没有逾期或漏报）'}。"
        en = f"nothing to send ({len(held)} held back); give a --reason to send."
        super().__init__(zh, en if held else "nothing to send: nothing is late or missed.")


class SeveralPapersError(TaskboardError):
    """Several papers cannot go into one file."""

    code = "several-papers"

    def __init__(self, path: Path, count: int) -> None:
        super().__init__(
            f"共有 {count} 份，不能都写进 {path}；请把 -o 写成文件夹，或用 --unit、--task 限定。",
            f"{count} papers do not go into {path}; name a folder, or narrow with --unit, --task.",
        )


@dataclass(frozen=True, slots=True)
class Letters:
    """What was sent and what was held back.

    Attributes:
        made: The papers written.
        held: Assignments that may not be sent yet, each with why.
    """

    made: tuple[MadePaper, ...]
    held: tuple[Candidate, ...]


def make_letters(
    workspace: Workspace, kind: str, path: Path, *, unit: str = "", task: str = "",
    reason: str = "", colour: str = "blue", replace: bool = False,
) -> Letters:  # fmt: skip
    """Write the letters of one kind that are due, record them, and list who gets what.

    Args:
        workspace: Where the ledger is.
        kind: reminder, order, summons or rectify.
        path: A folder, or a ``.docx`` file when there is just one.
        unit: Only this unit, by its full or short name.
        task: Only this task, by the end of its key.
        reason: Sends even where the rung before is missing; printed and recorded.
        colour: blue, orange or red, for orders.
        replace: Whether different files may be overwritten.

    Raises:
        NothingToSendError: If none is due; the message says what is held back and why.
        SeveralPapersError: If ``path`` is a file and there are several.
        UnknownKeyError: If no task or no unit is called so.
    """
    from taskboard.ledger.naming import find_task
    from taskboard.reports.ladder import candidates
    from taskboard.reports.scope import scope
    from taskboard.words import word

    if path.suffix and path.suffix.lower() != ".docx":
        raise UnknownEndingError(path, [".docx", "文件夹"])
    state = workspace.state()
    task = find_task(state, task) if task else ""
    unit = _unit_of(state, unit) if unit else ""
    found = candidates(scope(state), kind, unit=unit, task=task)
    ready = [one for one in found if one.ready or reason]
    held = [one for one in found if not (one.ready or reason)]
    if not ready:
        raise NothingToSendError(word("paper", kind, state.settings.names), held)
    groups = _groups(kind, ready)
    if path.suffix and len(groups) > 1:
        raise SeveralPapersError(path, len(groups))
    papers = _papers(workspace, state, kind, groups, reason, colour)
    made = [_write(workspace, state, paper, _target(path, paper), replace) for paper in papers]
    if not path.suffix:
        _write_list(papers, path / f"{LIST_NAME} {papers[0].number}.csv")
    if not path.suffix and kind == "summons":
        filing = path / f"{FILING_NAME} {papers[0].number}.xlsx"
        _write_filing(workspace, state, papers, filing)
    _record(workspace, papers)
    return Letters(tuple(made), tuple(held))


def write_letter_again(
    workspace: Workspace, number: str, path: Path, *, replace: bool = False
) -> MadePaper:
    """Write a recorded letter again from its snapshot."""
    paper = find_paper(workspace, number)
    state = workspace.state(paper.as_of, int(paper.snapshot["seq"]))
    return _write(workspace, state, paper, path, replace)


def _unit_of(state: State, name: str) -> str:
    """Return the unit with assignments that ``name`` means."""
    from taskboard.ledger.naming import UnknownKeyError, one_of

    found = one_of(state.units, dict.fromkeys(state.assignments["unit"]), name)
    if not found:
        raise UnknownKeyError("承办单位", "unit", name)
    return found


def _target(path: Path, paper: Paper) -> Path:
    """Return the file of a paper: ``path`` itself, or one named after number and unit in it."""
    name = f"{paper.number} {paper.snapshot['choices']['unit']}.docx"
    return path if path.suffix else path / name.replace("/", "／")


def _groups(kind: str, ready: list[Candidate]) -> list[list[Candidate]]:
    """One paper per unit; of orders one per item (一事一单)."""
    if kind == "order":
        return [[one] for one in ready]
    table: dict[str, list[Candidate]] = {}
    for one in ready:
        table.setdefault(one.unit, []).append(one)
    return list(table.values())


def _papers(
    workspace: Workspace, state: State, kind: str, groups: list[list[Candidate]], reason: str,
    colour: str,
) -> list[Paper]:  # fmt: skip
    """Number the papers and take their snapshots."""
    from taskboard.calendar import Calendar
    from taskboard.reports.ladder import REPLY_DAYS, days
    from taskboard.reports.paper import digest, next_number
    from taskboard.words import word

    first = next_number(state, kind)
    head, _, start = first.rpartition("-")
    wait = days(state.settings.papers, "reply_days", kind, REPLY_DAYS)
    reply_by = Calendar.of(state.settings.holidays).add_workdays(state.as_of, wait).day
    papers = []
    for place, group in enumerate(groups):
        choices = {
            "unit": group[0].unit, "keys": [one.key for one in group], "reason": reason,
            "colour": colour, "after": sorted({one.after for one in group if one.after}),
            "reply_by": reply_by.isoformat(),
        }  # fmt: skip
        figures = [listed([one.key for one in group]).to_dict()]
        base = {"choices": choices, "figures": figures, "as_of": state.as_of.isoformat()}
        snapshot = {
            **base, "seq": state.seq, "hash": state.hash, "digest": digest(base),
            "settings": kept_settings(workspace.settings),
        }  # fmt: skip
        title = word("paper", kind, state.settings.names)
        number = f"{head}-{int(start) + place:02d}"
        papers.append(Paper(number, kind, title, state.as_of, snapshot))
    return papers


def listed(keys: list[str]) -> Figure:
    """Return the one number of a letter: the assignments it lists, with their query."""
    from taskboard.reports.figures import Figure

    where = f"index in {keys!r}"
    return Figure(
        "listed", "列入事项", len(keys), "assignments", where, "本文书所列的承办件", tuple(keys)
    )


def _write(
    workspace: Workspace, state: State, paper: Paper, path: Path, replace: bool
) -> MadePaper:
    """Render one letter."""
    from taskboard.office.template import render_page
    from taskboard.office.xlsx import save_bytes
    from taskboard.reports.figures import Figures
    from taskboard.reports.ladder import item_lines, levels
    from taskboard.reports.scope import office_of, scope
    from taskboard.reports.wording import length, paragraphs

    view = scope(state)
    choices = paper.snapshot["choices"]
    lines = item_lines(view, choices["keys"])
    sources = _sources(state, {line["document"] for line in lines})
    context: dict[str, Any] = {
        **choices, "lines": lines, "r": lines[0], "sources": sources, "number": paper.number,
        "title": paper.title, "as_of": paper.as_of, "office": office_of(state),
        "reply_by": dt.date.fromisoformat(choices["reply_by"]),
        "contact": str(state.settings.papers.get("contact", "")),
        "level": levels(state.settings.papers)[choices["colour"]],
        "colour": INKS[choices["colour"]],
        "source": "、".join(f"《{s['title']}》{_bracketed(s['number'])}" for s in sources),
    }  # fmt: skip
    body = []
    if paper.kind != "order":
        text = render_page(f"{paper.kind}.txt", context, workspace.templates)
        body = paragraphs(text, Figures())
    data = render(TEMPLATES[paper.kind], {**context, "body": body}, workspace)
    save_bytes(data, path, replace=replace)
    return MadePaper(paper, path, length(body), True, ())


def _bracketed(number: str) -> str:
    return f"（{number}）" if number else ""


def _sources(state: State, serials: set[str]) -> list[dict[str, str]]:
    """Return the documents the items come from."""
    from taskboard.reports.circular import source

    rows = state.documents.loc[sorted(serials)].itertuples()
    return [source(row) for row in rows]


def _write_list(papers: list[Paper], path: Path) -> None:
    """Write who gets what, for the registry."""
    from taskboard.office.xlsx import save_bytes

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["编号", "文书", "主送单位", "事项", "回复期限"])
    for paper in papers:
        choices = paper.snapshot["choices"]
        unit = choices["unit"]
        safe = f"'{unit}" if unit[:1] in "=+-@" else unit
        keys = "、".join(key.partition("@")[0] for key in choices["keys"])
        writer.writerow([paper.number, paper.title, safe, keys, choices["reply_by"]])
    save_bytes(("\ufeff" + out.getvalue()).encode("utf-8", "replace"), path)


def _write_filing(workspace: Workspace, state: State, papers: list[Paper], path: Path) -> None:
    """Write the list of talks that goes to 纪检监察机关 and 组织部门, to be filled in by hand."""
    from taskboard.office.xlsx import save_bytes
    from taskboard.reports.ladder import item_lines
    from taskboard.reports.scope import office_of, scope

    view = scope(state)
    rows = []
    for paper in papers:
        lines = item_lines(view, paper.snapshot["choices"]["keys"])
        matters = "；".join(f"第{line['no']}项 {line['heading']}" for line in lines)
        rows.append({"number": paper.number, "unit": paper.snapshot["choices"]["unit"],
                     "matters": matters})  # fmt: skip
    context = {"office": office_of(state), "as_of": state.as_of, "rows": rows}
    save_bytes(render("xlsx/filing.xlsx", context, workspace), path)


def _record(workspace: Workspace, papers: list[Paper]) -> None:
    """Append one event per paper, all in one transaction."""
    events = []
    for paper in papers:
        choices = paper.snapshot["choices"]
        more = {"assignments": choices["keys"], "reply_by": choices["reply_by"]}
        events.append(issued_paper(paper, [choices["unit"]], more, choices["reason"]))
    record_papers(workspace, papers[0], events)
