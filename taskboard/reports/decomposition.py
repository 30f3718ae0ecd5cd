"""The 任务分解表: who does what by when, in the printed order of the document.

First headings are rows of their own over all columns; tasks of one clause share its heading.
Units are printed as the document names them, classes not spelled out, in order of protocol as far
as the directory knows them; time limits in the words of the document, or marked as default where
it has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from taskboard.ledger.fold_tasks import LEFT_OUT
from taskboard.reports.chinese import joined, section_title
from taskboard.reports.protocol import Protocol
from taskboard.words import word

if TYPE_CHECKING:
    import pandas as pd

    from taskboard.ledger.state import State

UNDECIDED = "（待定）"


def decomposition(state: State, document: str = "") -> dict[str, Any]:
    """Return what the templates of the 任务分解表 print.

    Args:
        state: The ledger on the day of the report.
        document: Serial of the one document wanted, ``""`` for all.

    Returns:
        label, title, subtitle, issued (bool), total and sections, each with its heading and
        clauses, each with its heading and tasks (no, key, measures, lead, others, due, note).
    """
    tasks = state.tasks
    tasks = tasks[~tasks["decomposition"].isin(LEFT_OUT)]
    if document:
        tasks = tasks[tasks["document"].eq(document)]
    papers = state.documents.loc[list(dict.fromkeys(tasks["document"]))]
    issued = bool(len(tasks)) and bool(tasks["decomposition"].eq("issued").all())
    subject = str(papers["subject"].iloc[0] or papers["title"].iloc[0]) if len(papers) else ""
    sections = _sections(tasks, papers, state.settings.names, Protocol(state.units))
    return {
        "label": "附件",
        "title": f"{subject}任务分解表" if len(papers) == 1 else "工作任务分解表",
        "subtitle": "" if issued else f"（征求意见稿，尚未下达，共 {len(tasks)} 项）",
        "issued": issued,
        "total": len(tasks),
        "sections": sections,
    }


def _sections(
    tasks: pd.DataFrame, papers: pd.DataFrame, names: Mapping[str, str], protocol: Protocol
) -> list[dict[str, Any]]:
    """Group the tasks by first heading and clause, in printed order."""
    sections: list[dict[str, Any]] = []
    subjects = {str(serial): str(name) for serial, name in papers["subject"].items()}
    last_section: tuple[str, str] | None = None
    last_clause = ""
    for number, row in enumerate(tasks.itertuples(), 1):
        here = (str(row.document), str(row.section))
        if here != last_section:
            heading = section_title(str(row.section), str(row.section_heading))
            if len(papers) > 1:
                heading = f"《{subjects[here[0]]}》{heading}"
            sections.append({"heading": heading, "clauses": []})
            last_section, last_clause = here, ""
        if str(row.path) != last_clause or not sections[-1]["clauses"]:
            own = str(row.heading) or str(row.section_heading)
            sections[-1]["clauses"].append({"heading": own, "tasks": []})
            last_clause = str(row.path)
        sections[-1]["clauses"][-1]["tasks"].append(task_row(number, row, names, protocol))
    return sections


def task_row(number: int, row: Any, names: Mapping[str, str], protocol: Protocol) -> dict[str, Any]:
    """Return one line of the table for a row of ``frames.TASKS``."""
    units = protocol.ordered(row.units)
    lead, others = unit_cells(units, names, mark=row.decomposition != "issued")
    return {
        "no": number,
        "key": str(row.Index),
        "measures": str(row.wording),
        "lead": lead,
        "others": others,
        "due": due_cell(row),
        "note": str(row.note),
    }


def unit_cells(
    units: Sequence[Mapping[str, Any]], names: Mapping[str, str], *, mark: bool
) -> tuple[str, str]:
    """Return the texts of 牵头单位 and 责任（配合）单位.

    Args:
        units: Units of the task, as in the parsing contract.
        names: The office's own words.
        mark: Whether proposals (inherited, inferred) are marked as such.
    """
    by_role: dict[str, list[str]] = {"lead": [], "responsible": [], "cooperate": []}
    for unit in units:
        origin = str(unit.get("origin", "stated"))
        tag = f"（{word('origin', origin, names)}）" if mark and origin in _PROPOSED else ""
        open_ = "等" if unit.get("open") and not str(unit["name"]).startswith("相关") else ""
        by_role[str(unit["role"])].append(f"{unit['name']}{open_}{tag}")
    if not units:
        return UNDECIDED, ""
    responsible, cooperate = joined(by_role["responsible"]), joined(by_role["cooperate"])
    if responsible and cooperate:
        return joined(by_role["lead"]), f"责任：{responsible}\n配合：{cooperate}"
    return joined(by_role["lead"]), responsible or (cooperate and f"配合：{cooperate}")


_PROPOSED = ("inherited", "inferred")


def due_cell(row: Any) -> str:
    """Return the time limits in the printed words; an extension is added, a default marked."""
    texts = list(dict.fromkeys(str(limit["text"]) for limit in row.deadlines if limit.get("text")))
    words = "；".join(texts) or str(row.due_words)
    if row.due_on == row.due_on and row.due_on != row.due_original:
        words += f"（延至{row.due_on.year}年{row.due_on.month}月{row.due_on.day}日）"
    return words
