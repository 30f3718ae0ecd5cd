"""Put tables together again whose cells stand on a line each, bars between them.

A page saved as text prints ``责任单位 |`` on a line, or the bar on a line of its own, and loses
which cells were merged. Rows are told by what their last cells hold, units and limits; where that
does not come out even, nothing is made of the lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from taskboard.model import Cell, Span
from taskboard.patterns import rare
from taskboard.reading.table_columns import field_of

TAIL = ("leader", "lead", "responsible", "cooperate", "deadline")
# what a cell of units ends with, and what one of limits holds
UNIT = rare(
    "[^。；]{0,160}(?:[局委办室科处處部院所站厅廳队隊社团團会會组組馆校联聯]|中心|政府|单位|公司|银行|街道|镇|乡|"
    "专班|企业|集团|支行|分行|负责|配合|牵头|落实|开发区|等)[）)]?"
)
LIMIT = rare(
    "[^。；]{0,30}(?:前|底|内|末|年|月|日|季度|持续|长期|常态|及时|实时|定期|适时|长效|按要求)"
    "[^。；]{0,24}"
)
NUMBER = rare(r"\d{1,3}[.．、]?")
ENOUGH = 2  # rows
BROKEN = 6  # lines a cell may be broken over

Line = tuple[str, Span]
Row = list[Line | None]


@dataclass(frozen=True, slots=True)
class Loose:
    """A table put together: which lines it takes, and its cells."""

    first: int
    last: int
    cells: tuple[Cell, ...]


def loose_tables(lines: Sequence[Line]) -> list[Loose]:
    """Return the tables whose cells stand on a line each, in order.

    Args:
        lines: Every line with its span.
    """
    found = []
    for first, last in _stretches(lines):
        cells = _cells_of(lines, first, last)
        if (rows := _rows_of(cells)) is not None:
            found.append(Loose(first, last, _grid_of(rows)))
    return found


def _stretches(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the first and last line of each stretch where every other mark is a bar."""
    bars = [at for at, (line, _) in enumerate(lines) if _barred(line)]
    found: list[tuple[int, int]] = []
    for at in bars:
        last = found[-1][1] if found else at - BROKEN - 1
        if at - last <= BROKEN and all("|" not in lines[k][0] for k in range(last + 1, at)):
            found[-1] = (found[-1][0], at)
            continue
        own = lines[at][0].strip() == "|" and at > 0 and lines[at - 1][0].strip()
        found.append((at - bool(own), at))
    return [(first, last) for first, last in found if last - first >= 5]


def _barred(line: str) -> bool:
    line = line.strip()
    return line.endswith("|") and line.count("|") == 1


def _cells_of(lines: Sequence[Line], first: int, last: int) -> list[Line]:
    """Return the cells between the bars, in order; an empty one has no words."""
    cells: list[Line] = []
    words: Span | None = None
    base = lines[first][1].start
    text = "\n".join(line for line, _ in lines[first : last + 1])
    for line, span in lines[first : last + 1]:
        bare = line.strip().removesuffix("|").strip()
        if bare:
            start = span.start + line.index(bare)
            end = start + len(bare)
            words = Span(words.start, end) if words else Span(start, end)
        if line.strip().endswith("|"):
            place = words or Span(span.end, span.end)
            cells.append((text[place.start - base : place.end - base], place))
            words = None
    return cells


def _rows_of(cells: list[Line]) -> list[Row] | None:
    """Return header and rows, each as wide as the header; None when the cells do not fit."""
    header: list[str] = []
    for words, _ in cells:
        field = field_of(words, {}) if words else None
        if field is None or field in header or len(header) > 8:
            break
        header.append(field)
    while header and header[-1] == "remarks":
        return None
    tail = 0
    while tail < len(header) and header[-1 - tail] in TAIL:
        tail += 1
    if not tail or tail == len(header) or not {"task", "measures"} & {*header}:
        return None
    body = cells[len(header) :]
    if not {"lead", "responsible", "deadline"} & {*header[-tail:]}:
        return None
    rows = _even(body, header) or _by_tail(body, header, tail)
    if rows is None or len(rows) < ENOUGH:
        return None
    numbered = "number" not in header and any(row[-1 - tail - 1] for row in rows)
    head: Row = [*cells[: len(header)]]
    if "number" in header:
        return [head, *rows]
    split = len(header) - tail - 1  # an unnamed column of numbers stands before the last words
    if not numbered:
        return [head, *([*row[:split], *row[split + 1 :]] for row in rows)]
    return [[*head[:split], None, *head[split:]], *rows]


def _even(body: list[Line], header: list[str]) -> list[Row] | None:
    """Return rows of the header's width when numbers in order begin each."""
    width = len(header)
    if header[0] != "number" or len(body) % width:
        return None
    rows = [body[at : at + width] for at in range(0, len(body), width)]
    for row in rows:
        if not NUMBER.fullmatch(row[0][0]):
            return None
    return [[cell if cell[0] else None for cell in row] for row in rows]


def _by_tail(body: list[Line], header: list[str], tail: int) -> list[Row] | None:
    """Return rows cut where units and limits stand as the header's last columns say."""
    rows: list[Row] = []
    at, start = 0, 0
    wide = len(header) - tail + ("number" not in header)
    while at < len(body):
        at += 1
        own = body[start:at]
        if len(own) <= tail or not fits(own[-tail:], header[-tail:]):
            if len(own) > wide + tail:
                return None
            continue
        row = _placed(own[:-tail], wide, "number" in header)
        if row is None:
            return None
        rows.append([*row, *own[-tail:]])
        start = at
    return rows if start == len(body) else None


def fits(cells: Sequence[Line], fields: Sequence[str]) -> bool:
    """Tell whether cells hold what their columns are for: units, limits, a leader."""
    for (words, _), field in zip(cells, fields, strict=True):
        if field == "leader":
            good = 0 < len(words) < 20 and "。" not in words
        else:
            good = bool((LIMIT if field == "deadline" else UNIT).fullmatch(words))
        if not good:
            return False
    return True


def _placed(cells: list[Line], wide: int, numbered: bool) -> Row | None:
    """Return the cells before the units in their columns: …, number, words."""
    row: Row = [None] * wide
    if not cells or len(cells) > wide or not all(words for words, _ in cells):
        return None
    row[-1] = cells[-1]
    rest = list(cells[:-1])
    if numbered:
        place = 0
        if rest and NUMBER.fullmatch(rest[0][0]):
            row[place] = rest.pop(0)
    elif rest and NUMBER.fullmatch(rest[-1][0]):
        row[-2] = rest.pop()
    free = [k for k in range(wide - 1) if row[k] is None and not (not numbered and k == wide - 2)]
    if len(rest) > len(free):
        return None
    for k, cell in zip(free, rest, strict=False):
        row[k] = cell
    return row


def _grid_of(rows: list[Row]) -> tuple[Cell, ...]:
    """Return the cells by row and column; one that stands over empty places covers them."""
    cells: list[Cell] = []
    for column in range(len(rows[0])):
        at = 0
        while at < len(rows):
            cell = rows[at][column]
            over = at + 1
            if cell is None:
                at += 1
                continue
            while at and column == 0 and over < len(rows) and rows[over][column] is None:
                over += 1
            cells.append(Cell(cell[0], cell[1], at, column, row_span=over - at))
            at = over
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def shifted(rows: Sequence[Sequence[Line]]) -> tuple[Cell, ...]:
    """Return the cells of rows that are as long as their header, merged cells put back.

    A page that loses a merged first cell moves the rest of its rows to the left and leaves the
    last places empty: ``2.做好公开 | 办公室 | |`` below ``一、… | 1.… | 财务科 |``.
    """
    fields = [field_of(words, {}) for words, _ in rows[0]]
    moved: list[Row] = [[*rows[0]], *(_moved([*row], fields) for row in rows[1:])]
    if not any(row[0] is None for row in moved):
        return tuple(
            Cell(words, place, at, column)
            for at, row in enumerate(rows)
            for column, (words, place) in enumerate(row)
        )
    return _grid_of(moved)


def _moved(row: Row, fields: Sequence[str | None]) -> Row:
    """Return a row with its cells moved right when only so its units stand in their column."""
    tail = {at for at, field in enumerate(fields) if field in TAIL and field != "leader"}
    filled = [at for at, cell in enumerate(row) if cell and cell[0]]
    empty = len(row) - 1 - filled[-1] if filled else 0
    if not empty or filled[-1] != len(filled) - 1 or not tail or min(tail) < 2:
        return row
    if fields[0] == "number" and row[0] and NUMBER.fullmatch(row[0][0]):
        return row  # its number stands where it should
    back: Row = [*([None] * empty), *row[: len(row) - empty]]
    for at in tail:
        cell = back[at]
        good = LIMIT if fields[at] == "deadline" else UNIT
        if cell is None or not good.fullmatch(cell[0]):
            return row
    before = row[min(tail)]
    stays = before is not None and before[0] and UNIT.fullmatch(before[0])
    return row if stays and row[min(tail) - 1] == back[min(tail) - 1] else back
