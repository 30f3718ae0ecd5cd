"""台账: one row per assignment (事项×单位), with everything the ledger knows of it today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from taskboard.ledger.handling import DONE
from taskboard.reports.attending import LABELS, instructions_of, people_of, reached
from taskboard.reports.chinese import section_title
from taskboard.reports.definitions import definitions
from taskboard.reports.progress import MARKS, figure_rows
from taskboard.reports.rates import standings
from taskboard.reports.scope import office_of, rows_of, scope
from taskboard.words import counted, word

if TYPE_CHECKING:
    from taskboard.ledger.state import State


def ledger_table(state: State, document: str = "") -> dict[str, Any]:
    """Return what the templates of the 台账 print.

    Returns:
        title, as_of, total (assignments), rows (no, code, section, task, unit, role, due, basis,
        handling, timeliness, code_standing, percent, progress, reported_on, judgement,
        verification, note), figures, definitions, findings.
    """
    view = scope(state, document)
    figures = standings(view.items, state.settings.names)
    names = state.settings.names
    heads = {
        str(row.Index): (
            str(row.code),
            section_title(str(row.section), str(row.section_heading)),
            str(row.wording),
        )
        for row in rows_of(view.items)
    }
    beside = told_beside(state)
    targets = view.items["targets"].to_dict()
    rows = []
    for number, row in enumerate(rows_of(view.assignments), 1):
        task = str(row.task)
        more = (beside.get(task, ""), reached(targets[task], row.actuals))
        rows.append(ledger_row(number, row, heads[task], names, "；".join(filter(None, more))))
    return {
        "title": f"{view.subject}任务台账",
        "as_of": view.as_of,
        "office": office_of(state, document),
        "total": len(rows),
        "rows": rows,
        "figures": figure_rows(figures),
        "counted": figures,
        "definitions": definitions(state),
        "findings": figures.findings,
    }


def ledger_row(
    number: int, row: Any, heads: tuple[str, str, str], names: Mapping[str, str], beside: str = ""
) -> dict[str, Any]:
    """Return one line of the table for a row of assignments with their standing.

    ``beside`` is what else is known of its task: lineage, who follows it, notes, what is reached.
    """
    code, section, task = heads
    standing = str(row.standing)
    return {
        "no": number,
        "code": code,
        "section": section,
        "task": task,
        "unit": str(row.unit),
        "role": word("role", str(row.role), names),
        "due": plain_day(row.due_on),
        "basis": word("origin", str(row.due_basis or "default"), names),
        "handling": word("handling", str(row.handling), names),
        "timeliness": f"{MARKS[standing]} {timeliness(row, names)}",
        "standing": standing,
        "percent": None if row.percent != row.percent else round(float(row.percent), 1),
        "progress": str(row.progress),
        "reported_on": plain_day(row.reported_on),
        "judgement": judgement(row, names),
        "verification": word("verification", str(row.verification), names),
        "note": "；".join(words for words in (note(row), beside) if words),
    }


def judgement(row: Any, names: Mapping[str, str]) -> str:
    """Return 进度 as the supervisor judges it, and what the unit's figures say if that differs."""
    said = word("judgement", str(row.judgement or "grey"), names)
    own = word("judgement", str(row.self_judgement or "grey"), names)
    return said if said == own else f"{said}（按所报：{own}）"


def told_beside(state: State) -> dict[str, str]:
    """Return by task its lineage, who follows it and what leaders wrote, in words."""
    past, noted = lineage(state), instructions_of(state)
    found = {task: [words] for task, words in past.items()}
    for task, said in people_of(state).items():
        told = [f"{label}：{said[name]}" for name, label in LABELS.items() if said[name]]
        found.setdefault(task, []).extend(told)
    for task, words in noted.items():
        found.setdefault(task, []).append(f"批示：{words}")
    return {task: "；".join(words) for task, words in found.items()}


def lineage(state: State) -> dict[str, str]:
    """Return by task where 回头看 took it from and what it made of it, in words."""
    found: dict[str, str] = {}
    names = state.settings.names
    for row in rows_of(state.lookbacks):
        told = f"回头看{word('lookback', str(row.finding), names)}"
        carry = word("carry", str(row.carry), names) if row.carry else ""
        if row.carried_to:
            found[str(row.carried_to)] = f"由{row.task}{carry}（{told}）"
            carry += f"为{row.carried_to}"
        found[str(row.task)] = "，".join(words for words in (told, carry) if words)
    return found


def timeliness(row: Any, names: Mapping[str, str]) -> str:
    """Return 时效 in words; an open assignment of a task its lead has closed is closed with it."""
    if row.standing == "done" and row.handling not in DONE:
        return "随任务办结"
    return word("timeliness", str(row.timeliness), names)


def plain_day(value: Any) -> dt.date | None:
    """Return a day of a frame as a plain one, None for none."""
    return None if value is None or value != value else dt.date(value.year, value.month, value.day)


def note(row: Any) -> str:
    """Return what else there is to say of an assignment."""
    words = [f"逾期{row.days_late}天"] if row.standing == "late" else []
    for name, text in (("extensions", "延期"), ("returns", "退回"), ("reopens", "重新开启")):
        if (times := getattr(row, name)) > 0:
            words.append(f"{text}{times}次")
    words.append(counted(row.counts or None))
    if row.problems:
        words.append(f"问题：{row.problems}")
    return "；".join(filter(None, words))
