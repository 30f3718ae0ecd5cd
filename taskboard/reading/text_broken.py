"""Find tables in plain text one of whose cells goes on over several lines.

``| 1 | 推进改造 | 住建局 |`` broken inside a cell: a row ends where it has as many bars as its
header, and its last line ends with one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from taskboard.model import Cell, Span
from taskboard.patterns import rare
from taskboard.reading.table_columns import field_of
from taskboard.reading.text_cells import ENOUGH, Loose

RULE = rare(r"[\s|:+\-—─━=]+")
LONGEST = 12  # lines of one row

Line = tuple[str, Span]
Rows = list[tuple[int, int]]


def broken_tables(lines: Sequence[Line], heads: Sequence[int]) -> list[Loose]:
    """Return the tables below ``heads`` whose rows take more than a line each.

    Args:
        lines: Every line with its span.
        heads: First lines of the stretches that hold bars.
    """
    found: list[Loose] = []
    reached = -1
    for first in heads:
        if first <= reached:
            continue
        rows = _rows(lines, first) if _heads(lines[first][0]) else []
        reached = rows[-1][1] if rows else reached
        if len(rows) > ENOUGH and any(end > start for start, end in rows):
            found.append(Loose(first, rows[-1][1], _cells(lines, rows)))
    return found


def holds(tables: Sequence[Loose], line: int) -> bool:
    """Tell whether a line stands inside one of the tables."""
    at = bisect_right([table.first for table in tables], line) - 1
    return at >= 0 and line <= tables[at].last


def _heads(line: str) -> bool:
    """Tell whether a line names the columns of a table and ends with a bar."""
    line = line.strip()
    if not line.endswith("|") or line.count("|") < 3:
        return False
    named = {field_of(words, {}) for words in line.strip("|").split("|")} - {None}
    return len(named) > 1 and bool(named & {"task", "measures"})


def _rows(lines: Sequence[Line], first: int) -> Rows:
    """Return the first and last line of each row, the header's with them."""
    head = lines[first][0].strip()
    bars, opened = head.count("|"), head.startswith("|")
    rows: Rows = []
    start, count = first, 0
    for at in range(first, len(lines)):
        line = lines[at][0].strip()
        if at == start and not line:
            start += 1
            continue
        if at == start and ("|" not in line or line.startswith("|") != opened):
            break
        count += line.count("|")
        if count > bars or at - start > LONGEST:
            break
        if count == bars and line.endswith("|"):
            rows.append((start, at))
            start, count = at + 1, 0
    return rows


def _cells(lines: Sequence[Line], rows: Rows) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    number = 0
    for first, last in rows:
        text = "\n".join(line for line, _ in lines[first : last + 1])
        if RULE.fullmatch(text):
            continue
        base = lines[first][1].start
        left = len(text) - len(text.lstrip(" "))
        left += text[left] == "|"
        right = len(text.rstrip(" ")) - 1
        for column, words in enumerate(text[left:right].split("|")):
            start = base + left + len(words) - len(words.lstrip())
            place = Span(start, start + len(words.strip()))
            cells.append(Cell(words.strip(), place, number, column))
            left += len(words) + 1
        number += 1
    return tuple(cells)
