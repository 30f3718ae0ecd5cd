"""Put tables together again that lost even their bars: every cell, and every unit, a line.

``序号 / 民生实事 / 责任单位 / 完成时限`` on four lines, then ``1``, the words, a unit a line, the
limit. Rows are told by their numbers, which must count up from one; where a row holds a line that
no column is for, nothing is made of the lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from taskboard.model import Cell, Span
from taskboard.reading.table_columns import field_of
from taskboard.reading.text_cells import ENOUGH, LIMIT, UNIT, Line, Loose

COLUMNS = (("number", "task"), ("number", "measures"))
TAILS = (("responsible", "deadline"), ("lead", "deadline"), ("responsible",), ("lead",))
LONGEST_UNIT = 24
LONGEST_LIMIT = 16


def stacked_tables(lines: Sequence[Line]) -> list[Loose]:
    """Return the tables whose cells stand on a line each without any bars, in order.

    Args:
        lines: Every line with its span.
    """
    filled = [at for at, (line, _) in enumerate(lines) if line.strip()]
    found: list[Loose] = []
    for place, at in enumerate(filled):
        if "".join(lines[at][0].split()) != "序号" or (found and at <= found[-1].last):
            continue
        head = filled[place : place + 4]
        fields = [field_of(lines[line][0].strip(), {}) for line in head]
        tail = next((one for one in TAILS if tuple(fields[2 : 2 + len(one)]) == one), None)
        if tuple(fields[:2]) not in COLUMNS or tail is None:
            continue
        loose = _table(lines, filled, place, 2 + len(tail))
        if loose is not None:
            found.append(loose)
    return found


def _table(lines: Sequence[Line], filled: list[int], place: int, width: int) -> Loose | None:
    """Return the table whose header begins at ``filled[place]``."""
    cells = [
        Cell(*_cell(lines, at, at), 0, k) for k, at in enumerate(filled[place : place + width])
    ]
    at, row, number, last, above = place + width, 1, 0, 0, 0
    while at < len(filled) and lines[filled[at]][0].strip() == str(number + 1):
        number += 1
        cells.append(Cell(*_cell(lines, filled[at], filled[at]), row, 0))
        at += 1
        begun = row
        while at < len(filled) and lines[filled[at]][0].strip() != str(number + 1):
            made = _row(lines, filled, at, width, first=row == begun)
            if made is None:
                break
            parts, at = made
            if len(parts) < width - 1:  # a unit cell merged over both rows
                cells[above] = replace(cells[above], row_span=row + 1 - cells[above].row)
            else:
                above = len(cells) + 1
            cells += [Cell(*_cell(lines, *part), row, column) for column, part in parts]
            last = filled[at - 1]
            row += 1
        if row == begun:
            return None
    return Loose(filled[place], last, tuple(cells)) if number >= ENOUGH else None


def _row(
    lines: Sequence[Line], filled: list[int], at: int, width: int, *, first: bool
) -> tuple[list[tuple[int, tuple[int, int]]], int] | None:
    """Return the cells of a row below its number by column, and what follows it.

    A further row under one number may leave out its units, never its limit.
    """
    words = at
    if at >= len(filled) or _is_unit(lines[filled[at]][0]):
        return None
    at += 1
    units = at
    while at < len(filled) and _is_unit(lines[filled[at]][0]):
        at += 1
    parts = [(1, (filled[words], filled[words]))]
    if at > units:
        parts.append((2, (filled[units], filled[at - 1])))
    if width == 4:
        if at >= len(filled) or not _is_limit(lines[filled[at]][0]):
            return None
        parts.append((3, (filled[at], filled[at])))
        at += 1
    return (parts, at) if at > units and (not first or len(parts) == width - 1) else None


def _is_unit(line: str) -> bool:
    line = line.strip()
    return len(line) <= LONGEST_UNIT and "。" not in line and UNIT.fullmatch(line) is not None


def _is_limit(line: str) -> bool:
    line = line.strip()
    return len(line) <= LONGEST_LIMIT and "。" not in line and LIMIT.fullmatch(line) is not None


def _cell(lines: Sequence[Line], first: int, last: int) -> Line:
    """Return the words of lines, and where they stand."""
    text = "\n".join(line for line, _ in lines[first : last + 1])
    start = lines[first][1].start + len(text) - len(text.lstrip())
    return text.strip(), Span(start, start + len(text.strip()))
