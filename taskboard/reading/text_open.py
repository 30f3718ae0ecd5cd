"""Find tables in plain text that no bar closes: headings between rows, cells over several lines.

``1<tab>改造小区<tab>市住建局`` below 一、民生实事 on a line of its own, and the columns named
above both. A row begins with its number and ends where it has as many cells as the header.
"""

from __future__ import annotations

from collections.abc import Sequence

from taskboard.model import Cell, Span
from taskboard.patterns import rare
from taskboard.reading.table_columns import field_of
from taskboard.reading.text_cells import ENOUGH, NUMBER, Loose

_CN = "[一二三四五六七八九十]{1,3}"
SECTION = rare(rf"(?:{_CN}、|[（(]{_CN}[）)])[^。；\t|]{{2,40}}")
MARKS = ("\t", "|")
LONGEST = 8  # lines of one row
LONGEST_LINE = 40  # characters of what goes on in a cell

Line = tuple[str, Span]
Row = tuple[int, int, bool]  # first line, last line, whether it heads a section


def open_tables(lines: Sequence[Line], heads: Sequence[int]) -> list[Loose]:
    """Return the tables below ``heads`` that hold headings or cells of several lines.

    Args:
        lines: Every line with its span.
        heads: First lines of the stretches whose cells are parted.
    """
    found: list[Loose] = []
    for first in heads:
        if found and first <= found[-1].last:
            continue
        mark = next((mark for mark in MARKS if lines[first][0].count(mark) > 1), "")
        rows = _rows(lines, first, mark) if mark and _heads(lines[first][0], mark) else []
        odd = any(end > start or heading for start, end, heading in rows)
        if odd and sum(not heading for _, _, heading in rows) >= ENOUGH:
            cells = _cells(lines, [(first, first, False), *rows], mark)
            found.append(Loose(first, rows[-1][1], cells))
    return found


def _heads(line: str, mark: str) -> bool:
    """Tell whether a line names the columns of a numbered table."""
    fields = [field_of(words, {}) for words in line.strip(" |").split(mark)]
    return fields[0] == "number" and bool({"task", "measures", "target"} & {*fields})


def _rows(lines: Sequence[Line], first: int, mark: str) -> list[Row]:
    """Return the rows below a header; none when a row has too many cells or too few."""
    width = lines[first][0].count(mark)
    rows: list[Row] = []
    start, count = first + 1, 0
    for at in range(first + 1, len(lines)):
        line = lines[at][0]
        if at == start and not line.strip():
            start += 1
            continue
        if at == start and mark not in line:
            if SECTION.fullmatch(line.strip()) is None:
                if not rows or rows[-1][2] or not _goes_on(lines, at, mark):
                    break
                rows[-1] = (rows[-1][0], at, False)  # the last cell has one more line
                start = at + 1
                continue
            rows.append((at, at, True))
            start = at + 1
            continue
        number = line.strip(" |").split(mark, 1)[0].strip()
        if at == start and number and NUMBER.fullmatch(number) is None:
            return []
        count += line.count(mark)
        if count > width or at - start > LONGEST:
            return []
        if count == width:
            rows.append((start, at, False))
            start, count = at + 1, 0
    while rows and rows[-1][2]:  # a heading below the table belongs to the text
        rows.pop()
    return rows if not count else []


def _goes_on(lines: Sequence[Line], at: int, mark: str) -> bool:
    """Tell whether a line without cells belongs to the row above: another row follows it."""
    for line, _ in lines[at + 1 : at + LONGEST]:
        if mark in line:
            return NUMBER.fullmatch(line.strip(" |").split(mark, 1)[0].strip()) is not None
        if len(line) > LONGEST_LINE or SECTION.fullmatch(line.strip()):
            break
    return False


def _cells(lines: Sequence[Line], rows: Sequence[Row], mark: str) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    width = len(lines[rows[0][0]][0].strip(" |").split(mark))
    for number, (first, last, heading) in enumerate(rows):
        text = "\n".join(line for line, _ in lines[first : last + 1])
        base = lines[first][1].start
        left = len(text) - len(text.lstrip(" |"))
        right = len(text.rstrip(" ")) - text.rstrip(" ").endswith("|")
        for column, words in enumerate([text] if heading else text[left:right].split(mark)):
            at = base + (0 if heading else left) + len(words) - len(words.lstrip())
            place = Span(at, at + len(words.strip()))
            span = width if heading else 1
            cells.append(Cell(words.strip(), place, number, column, column_span=span))
            left += len(words) + 1
    return tuple(cells)
