"""Put tables together again that lost even their bars: every cell, and every unit, a line.

``序号 / 民生实事 / 责任单位 / 完成时限`` on four lines, then ``1``, the words, a unit a line, the
limit. Rows are told by their numbers, which must rise; where a row holds a line that
no column is for, nothing is made of the lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from taskboard.model import Cell, Span
from taskboard.patterns import rare
from taskboard.reading.table_columns import field_of
from taskboard.reading.text_cells import ENOUGH, LIMIT, UNIT, Line, Loose

HEADS = (("number", "task", "measures"), ("number", "task"), ("number", "measures"))
# the columns behind the words; of two for units the first holds one unit, the second the others
TAILS = (
    ("lead", "responsible", "deadline"),
    ("lead", "cooperate", "deadline"),
    ("responsible", "cooperate", "deadline"),
    ("lead", "responsible"),
    ("lead", "cooperate"),
    ("responsible", "cooperate"),
    ("responsible", "deadline"),
    ("lead", "deadline"),
    ("responsible",),
    ("lead",),
)
_COUNT = "一二三四五六七八九十"
_SECTION = rare(rf"(?:[{_COUNT}]{{1,3}}[、.．]|[（(][{_COUNT}]{{1,3}}[）)]).{{2,60}}")
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
        fields = [field_of(lines[line][0].strip(), {}) for line in filled[place : place + 6]]
        head = next((one for one in HEADS if tuple(fields[: len(one)]) == one), ())
        wide = len(head)
        tail = next((one for one in TAILS if tuple(fields[wide : wide + len(one)]) == one), ())
        if not head or not tail:
            continue
        loose = _table(lines, filled, place, Columns(wide - 1, tail))
        if loose is not None:
            found.append(loose)
    return found


class Columns(NamedTuple):
    """How many columns of words a table has, and what stands behind them."""

    words: int
    tail: tuple[str, ...]

    @property
    def units(self) -> int:
        """How many columns hold units."""
        return len(self.tail) - ("deadline" in self.tail)

    @property
    def width(self) -> int:
        """How many columns there are, the number included."""
        return 1 + self.words + len(self.tail)


def _number(line: str) -> int:
    """Return the number that is all a line holds, 0 where it holds more."""
    bare = line.strip().rstrip(".．、")
    if 0 < len(bare) < 4 and bare.isascii() and bare.isdigit():
        return int(bare)
    if not 0 < len(bare) < 4 or bare.strip(_COUNT):
        return 0
    tens, ten, ones = bare.rpartition("十")
    ten_count = (_COUNT.find(tens) + 1 if tens else 1) if ten else 0
    return ten_count * 10 + (_COUNT.find(ones) + 1 if ones else 0)


def _table(lines: Sequence[Line], filled: list[int], place: int, columns: Columns) -> Loose | None:
    """Return the table whose header begins at ``filled[place]``."""
    width = columns.width
    cells = [
        Cell(*_cell(lines, at, at), 0, k) for k, at in enumerate(filled[place : place + width])
    ]
    at, row, number, last, above, count = place + width, 1, 0, 0, 0, 0
    while at < len(filled):
        if _is_section(lines, filled, at, number):
            cells.append(Cell(*_cell(lines, filled[at], filled[at]), row, 0, 1, width))
            at, row = at + 1, row + 1
        if _number(lines[filled[at]][0]) <= number:
            break
        number = _number(lines[filled[at]][0])
        count += 1
        cells.append(Cell(*_cell(lines, filled[at], filled[at]), row, 0))
        at += 1
        begun = row
        while at < len(filled) and _number(lines[filled[at]][0]) <= number:
            made = _row(lines, filled, at, columns, first=row == begun)
            if made is None:
                break
            parts, at = made
            if columns.units == 1 and len(parts) < width - 1:  # a cell merged over both rows
                cells[above] = replace(cells[above], row_span=row + 1 - cells[above].row)
            else:
                above = len(cells) + columns.words
            cells += [Cell(*_cell(lines, *part), row, column) for column, part in parts]
            last = filled[at - 1]
            row += 1
        if row == begun:
            return None
    return Loose(filled[place], last, tuple(cells)) if count >= ENOUGH else None


def _row(
    lines: Sequence[Line], filled: list[int], at: int, columns: Columns, *, first: bool
) -> tuple[list[tuple[int, tuple[int, int]]], int] | None:
    """Return the cells of a row below its number by column, and what follows it.

    A further row under one number may leave out its units, never its limit.
    """
    begin, words = at, columns.words
    at += words
    if at > len(filled) or (not first and _is_unit(lines[filled[begin]][0])):
        return None  # behind a number stand words, even 新建学校2所
    units = at
    while at < len(filled) and _is_unit(lines[filled[at]][0]):
        at += 1
    parts = [(1 + k, (filled[begin + k], filled[begin + k])) for k in range(words)]
    if at > units and columns.units == 1:
        parts.append((words + 1, (filled[units], filled[at - 1])))
    elif at > units:
        parts.append((words + 1, (filled[units], filled[units])))
        if at > units + 1:
            parts.append((words + 2, (filled[units + 1], filled[at - 1])))
    if "deadline" in columns.tail:
        if at >= len(filled) or not _is_limit(lines[filled[at]][0]):
            return None
        parts.append((columns.width - 1, (filled[at], filled[at])))
        at += 1
        return (parts, at) if at > units and (not first or at > units + 1) else None
    return (parts, at) if at > units else None


def _is_section(lines: Sequence[Line], filled: list[int], at: int, number: int) -> bool:
    """Tell whether a line is a heading between two rows: 二、全力惠民生, and a number below it."""
    if at + 1 >= len(filled) or _number(lines[filled[at + 1]][0]) <= number:
        return False
    return _SECTION.match(lines[filled[at]][0].strip()) is not None


def _is_unit(line: str) -> bool:
    """Tell whether a line is a unit, or a list of units that may end with a full stop."""
    line = line.strip().removesuffix("。")
    if "。" in line or not UNIT.fullmatch(line):
        return False
    if len(line) <= LONGEST_UNIT:
        return True
    names = re.split("[、，,；;]", line)
    units = sum(UNIT.fullmatch(name) is not None for name in names)
    return max(map(len, names)) <= LONGEST_UNIT and units * 3 >= len(names) * 2


def _is_limit(line: str) -> bool:
    line = line.strip()
    return len(line) <= LONGEST_LIMIT and "。" not in line and LIMIT.fullmatch(line) is not None


def _cell(lines: Sequence[Line], first: int, last: int) -> Line:
    """Return the words of lines, and where they stand."""
    text = "\n".join(line for line, _ in lines[first : last + 1])
    start = lines[first][1].start + len(text) - len(text.lstrip())
    return text.strip(), Span(start, start + len(text.strip()))
