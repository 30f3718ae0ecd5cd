"""Move cell references of a template to where its rows ended up.

References with a sheet name in front are left alone: they point at another sheet's own rows.
"""

from __future__ import annotations

import re
from typing import Any

from openpyxl.formula.tokenizer import Token, Tokenizer

from taskboard.office.xlsx_rows import Places

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
XM_SQREF = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")
_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")


def move_range(text: str, places: Places) -> str:
    """Return one range (``B5:C9``, ``$1:$3``) moved, "" when its rows are gone."""
    if rows := _ROWS.fullmatch(text):
        span = places.span(int(rows[1]), int(rows[2]))
        return f"${span[0]}:${span[1]}" if span else ""
    ends = [_CELL.fullmatch(end) for end in text.split(":")]
    if not all(ends):
        return text  # whole columns, names
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        return text
    span = places.span(int(first[4]), int(last[4]))
    if span is None:
        return ""
    low = f"{first[1]}{first[2]}{first[3]}{span[0]}"
    high = f"{last[1]}{last[2]}{last[3]}{span[1]}"
    return low if len(ends) == 1 and span[0] == span[1] else f"{low}:{high}"


def move_ranges(text: str, places: Places) -> str:
    """Return a list of ranges parted by blanks, each moved; "" when all are gone."""
    return " ".join(filter(None, (move_range(part, places) for part in text.split())))


def move_formula(formula: str, places: Places, turns: tuple[int, ...] = ()) -> str:
    """Return a formula (without ``=``) as seen from the turns of the loops it stands in.

    A range inside one turn stays in it; a range over a loop stretches over all its rows; a range
    whose rows are all gone becomes 0.
    """
    tokens = Tokenizer(f"={formula}")
    for token in tokens.items:
        if token.type != Token.OPERAND or token.subtype != Token.RANGE or "!" in token.value:
            continue
        token.value = _moved(token.value, places, turns)
    return "".join(token.value for token in tokens.items)


def _moved(value: str, places: Places, turns: tuple[int, ...]) -> str:
    """Return one operand of a formula moved."""
    ends = [_CELL.fullmatch(end) for end in value.split(":")]
    if any(end is None for end in ends):
        return value
    cells = [end for end in ends if end is not None]
    if len(cells) == 1 or (turns and all(places.inside(int(c[4]), turns) for c in cells)):
        return ":".join(f"{c[1]}{c[2]}{c[3]}{places.here(int(c[4]), turns)}" for c in cells)
    return move_range(value, places) or "0"


def move_formats(root: Any, places: Places) -> None:
    """Move conditional formats, validations, filter and breaks of a sheet, old and new style."""
    for node in root.findall(f"{MAIN}conditionalFormatting"):
        _set_ranges(node, "sqref", places)
        for formula in node.iter(f"{MAIN}formula"):
            formula.text = move_formula(formula.text or "", places)
    holder = root.find(f"{MAIN}dataValidations")
    for node in list(holder) if holder is not None else ():
        _set_ranges(node, "sqref", places)
    if holder is not None:
        holder.set("count", str(len(holder)))
        if not len(holder):
            root.remove(holder)
    for node in root.findall(f"{MAIN}autoFilter"):
        _set_ranges(node, "ref", places)
    for node in root.iter(XM_SQREF):
        node.text = move_ranges(node.text or "", places)
    for node in root.iter(f"{MAIN}brk"):
        if node.getparent().tag == f"{MAIN}rowBreaks":
            node.set("id", str(places.high(int(node.get("id")))))


def _set_ranges(node: Any, name: str, places: Places) -> None:
    """Move the ranges in an attribute; the node goes when none is left."""
    moved = move_ranges(node.get(name), places)
    if moved:
        node.set(name, moved)
    else:
        node.getparent().remove(node)


def move_names(book: Any, sheets: list[Places]) -> None:
    """Move print areas, titles and filters of the workbook's sheets."""
    for node in list(book.iter(f"{MAIN}definedName")):
        number = node.get("localSheetId")
        if number is None or not node.text:
            continue
        moved = []
        for part in re.findall(r"((?:'(?:[^']|'')*'|[^',!]+)!)([^,]+)", node.text):
            target = move_range(part[1], sheets[int(number)])
            if target:
                moved.append(part[0] + target)
        if moved:
            node.text = ",".join(moved)
        else:
            node.getparent().remove(node)
