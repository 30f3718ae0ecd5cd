"""Put rows of unequal length right: a page saved as text that lost which cells were merged.

``一、公开 | （一）重点 | 1.… | 全年 | 财政局 |`` above ``2.… | 全年 | 审计局 |``: the last cells
of a row stand below the header's last columns, the one before them says what to do, and what is
left heads a section. Where one row does not come out even, nothing is made of the rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from taskboard.model import Cell, Span
from taskboard.patterns import rare
from taskboard.reading.table_columns import field_of
from taskboard.reading.text_cells import ENOUGH, NUMBER, TAIL, Line, fits

DEEPEST = 3  # headings above a row
ITEM = rare(r"\d{1,3}[.．、](?=\s*[^\d\s])")


def ragged(rows: Sequence[Sequence[Line]]) -> tuple[Cell, ...] | None:
    """Return the cells of rows whose units and limits stand last; None when a row says no.

    Args:
        rows: The header and the rows below it, as many cells as each prints.
    """
    header = _without_end(rows[0])
    fields = [field_of(words, {}) for words, _ in header]
    tail = 0
    while tail < len(fields) and fields[-1 - tail] in TAIL and fields[-1 - tail] != "leader":
        tail += 1
    words = len(header) - tail - 1
    if not tail or words < 0 or fields[words] not in ("task", "measures"):
        return None
    body = [_numbered(_without_end(row), tail) for row in rows[1:]]
    numbered = "number" in fields or any(
        len(row) > tail + 1 and NUMBER.fullmatch(row[-tail - 2][0]) for row in body
    )
    cells = _header(header, fields, words, numbered)
    at = 1
    for row in body:
        own = row[-tail:]
        above = row[: -tail - 1]
        if len(row) <= tail or not fits(own, [str(field) for field in fields[words + 1 :]]):
            return None
        number = above.pop() if above and NUMBER.fullmatch(above[-1][0]) else None
        lost = number is None and "number" in fields
        if lost or len(above) > DEEPEST or not row[-tail - 1][0]:
            return None
        for heading in above:
            if heading[0]:
                cells.append(Cell(*heading, at, 0, column_span=tail + 1 + numbered))
                at += 1
        printed = [*([number] if numbered else []), row[-tail - 1], *own]
        cells += [
            Cell(*cell, at, column) for column, cell in enumerate(printed) if cell is not None
        ]
        at += 1
    return tuple(cells) if len(body) >= ENOUGH else None


def _numbered(row: list[Line], tail: int) -> list[Line]:
    """Return a row with the number its words begin with as a cell of its own: 4.公开预算."""
    at = len(row) - tail - 1
    found = ITEM.match(row[at][0]) if at >= 0 else None
    if found is None:
        return row
    (words, span), cut = row[at], found.end()
    rest = words[cut:].lstrip()
    start = span.end - len(rest)
    number, text = (found[0], Span(span.start, span.start + cut)), (rest, Span(start, span.end))
    return [*row[:at], number, text, *row[at + 1 :]]


def _without_end(row: Sequence[Line]) -> list[Line]:
    """Return a row without the empty cells it ends with."""
    count = len(row)
    while count and not row[count - 1][0]:
        count -= 1
    return [*row[:count]]


def _header(
    header: Sequence[Line], fields: Sequence[str | None], words: int, numbered: bool
) -> list[Cell]:
    """Return the header's cells; the column of numbers may have lost its own."""
    kept = [*header[words:]]
    if numbered:
        start = header[0][1].start
        own = fields.index("number") if "number" in fields else -1
        kept.insert(0, header[own] if own >= 0 else ("序号", Span(start, start)))
    return [Cell(*cell, 0, column) for column, cell in enumerate(kept)]
