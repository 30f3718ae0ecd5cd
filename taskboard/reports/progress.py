"""进展情况表: every item with its standing and last words, units side by side, and definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taskboard.office.measure import display_width
from taskboard.reports.chinese import clipped, section_title
from taskboard.reports.definitions import definitions
from taskboard.reports.rates import standings
from taskboard.reports.scope import Scope, office_of, rows_of, scope
from taskboard.words import counted, word

if TYPE_CHECKING:
    from taskboard.ledger.state import State

COLUMNS = ("done", "normal", "near_due", "missed", "late")
NAMED = 4  # units with the same words named in a cell; the 台账 has a row for each
MOST_LINES = 25  # lines of 11 points a row can show
MARKS = {
    "done": "✓", "normal": "○", "near_due": "◐", "missed": "◇", "late": "▲",
    "unassigned": "？", "aside": "－",
}  # fmt: skip


def progress(state: State, document: str = "") -> dict[str, Any]:
    """Return what the templates of the 进展情况表 print.

    Returns:
        title, as_of, elapsed (percent), total, figures (list of label, value, share, mark, code),
        units (one row per unit), sections with items, definitions, findings.
    """
    view = scope(state, document)
    figures = standings(view.items, state.settings.names)
    return {
        "title": f"{view.subject}进展情况表",
        "as_of": view.as_of,
        "elapsed": view.elapsed,
        "total": int(figures["total"].value),
        "aside": int(figures["aside"].value),
        "office": office_of(state, document),
        "figures": figure_rows(figures),
        "counted": figures,
        "units": unit_rows(view),
        "sections": section_rows(view),
        "definitions": definitions(state),
        "findings": figures.findings,
    }


def figure_rows(figures: Any) -> list[dict[str, Any]]:
    """Return the standings that occur, ready to print: label, value, share, of, mark, code."""
    rows = []
    for code, figure in figures.items():
        if code in MARKS and code != "aside" and (figure.value or code in ("done", "late")):
            rows.append(
                {
                    "code": code, "label": figure.label, "value": int(figure.value),
                    "share": figure.share, "of": int(figure.denominator or 0),
                    "mark": MARKS[code],
                }
            )  # fmt: skip
    return rows


def unit_rows(view: Scope) -> list[dict[str, Any]]:
    """Return one row per unit in order of protocol: assignments by standing, 办结率, 从未报送.

    A unit answers for what it leads or is responsible for, not for what it helps with (配合).
    """
    order = {str(name): place for place, name in enumerate(view.state.units.index)}
    table: dict[str, dict[str, Any]] = {}
    main = view.assignments[view.assignments["role"].ne("cooperate")]
    for row in rows_of(main):
        name, state = str(row.unit), str(row.standing)
        own = table.setdefault(
            name, {"name": name, "total": 0, "aside": 0, "silent": 0, **dict.fromkeys(COLUMNS, 0)}
        )
        own["silent"] += row.reports == 0 and state not in ("done", "aside")
        own[state] += 1
        own["total"] += state != "aside"
    rows = sorted(table.values(), key=lambda row: order.get(row["name"], len(order)))
    for row in rows:
        row["rate"] = row["done"] * 100 / row["total"] if row["total"] else None
    return rows


def section_rows(view: Scope) -> list[dict[str, Any]]:
    """Return the items grouped by first heading, in printed order."""
    words = last_words(view)
    sections: list[dict[str, Any]] = []
    last: tuple[str, str] | None = None
    for number, row in enumerate(rows_of(view.items), 1):
        here = (str(row.document), str(row.section))
        if here != last:
            heading = section_title(str(row.section), str(row.section_heading))
            sections.append({"heading": heading, "items": []})
            last = here
        sections[-1]["items"].append(item_row(view, number, row, words.get(str(row.Index), [])))
    return sections


def last_words(view: Scope) -> dict[str, list[Any]]:
    """Return the assignments of each task, lead first, then in order of issue."""
    found: dict[str, list[Any]] = {}
    for row in rows_of(view.assignments):
        found.setdefault(str(row.task), []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row.role != "lead")
    return found


def item_row(view: Scope, number: int, row: Any, parts: list[Any]) -> dict[str, Any]:
    """Return one printed item."""
    standing = str(row.standing)
    names = view.state.settings.names
    note = []
    if standing == "late":
        note.append(f"逾期{row.days_late}天")
    if row.extensions:
        note.append(f"已延期{row.extensions}次")
    if standing == "done" and row.days_late:
        note.append(f"晚于时限{row.days_late}天")
    note += filter(None, [counted(summed(parts))])
    return {
        "no": number,
        "key": str(row.Index),
        "heading": str(row.heading),
        "wording": str(row.wording),
        "lead": str(row.units_lead) or several(str(row.units_other).split("、")),
        "others": several(str(row.units_other).split("、")) if row.units_lead else "",
        "due": row.due_on.date() if row.due_on == row.due_on else None,
        "due_words": str(row.due_words),
        "due_note": "（默认）" if str(row.due_basis) == "default" else "",
        "code": standing,
        "mark": MARKS[standing],
        "standing": word("standing", standing, names),
        "percent": 100.0 if standing == "done" else rounded(row.percent),
        "progress": fitted(said(parts, "progress"), 42),
        "problems": fitted(said(parts, "problems"), 20),
        "next_step": fitted(said(parts, "next_step"), 20),
        "note": "；".join(note),
    }


def summed(parts: list[Any]) -> dict[str, int]:
    """Return 应办, 按时 and 超时 of all units of a triggered task together."""
    found: dict[str, int] = {}
    for part in parts:
        for name, number in (part.counts or {}).items():
            if number is not None:
                found[name] = found.get(name, 0) + int(number)
    return found


def rounded(value: float) -> float | None:
    """Return a percentage with one digit, None for none."""
    return None if value != value else round(float(value), 1)


def said(parts: list[Any], field: str) -> str:
    """Return what the units said; with several units each one's words under its name.

    Units with the same words share a line (市教育局、市公安局：未报), so that a row stays readable
    and within the height a sheet can show. A unit that never reported is shown as 未报, one that
    reported 无变化 with its last words.
    """
    table: dict[str, list[str]] = {}
    for part in parts:
        text = str(getattr(part, field))
        if field == "progress" and not text and part.standing != "aside":
            text = {"unchanged": "无变化", "none": "无进展"}.get(str(part.change), "")
            text = text or ("已办结" if part.standing == "done" else "未报")
        if text:
            table.setdefault(text, []).append(str(part.unit))
    if len(parts) == 1:
        return next(iter(table), "")
    return "\n".join(f"{several(names)}：{text}" for text, names in table.items())


def several(names: list[str]) -> str:
    """Return names joined by 、, beyond `NAMED` only how many there are: 市教育局等12个单位."""
    if len(names) <= NAMED:
        return "、".join(names)
    return f"{'、'.join(names[:NAMED])}等{len(names)}个单位"


def fitted(text: str, room: int) -> str:
    """Return ``text``, cut so that a column of ``room`` half-width characters shows all of it.

    A row of a sheet is never higher than 409 points; what is cut stands in the 台账.
    """
    lines = text.split("\n")
    needs = [max(1, -(-display_width(line) // room)) for line in lines]
    if sum(needs) <= MOST_LINES:
        return text
    kept: list[str] = []
    free = MOST_LINES - 1
    for line, need in zip(lines, needs, strict=True):
        if need > free:
            kept += [clipped(line, free * room // 2)] if free else []
            break
        kept.append(line)
        free -= need
    return "\n".join([*kept, "……余见台账"])
