"""Mend table rows that a page's end has cut in two.

The part on the next page has no number (序号) of its own, and its words go on in cells whose last
line on this page was full; what is not so plain stays a row.
"""

from __future__ import annotations

from collections.abc import Sequence

from taskboard.reading.blocks import RawCell
from taskboard.reading.pdf_lines import PageLine, PageLines

NUMBER_HEADS = ("序号", "编号", "号")
COMPLETE = ("。", "；", "！")


def mend_rows(pages: Sequence[PageLines]) -> None:
    """Give the cells of a cut row back what stands of them on the next page."""
    before: PageLine | None = None
    head: PageLine | None = None
    for page in pages:
        body = [line for line in page.lines if line.role == "body"]
        first = body[0] if body and body[0].cells else None
        if first is None or before is None or head is None or _width(first) != _width(before):
            head = None
        else:
            _mend(head, before, first)
            if not first.cells:
                page.lines.remove(first)
        last = next((line for line in reversed(page.lines) if line.role == "body"), None)
        if last is not None and last.cells:
            head = head if last is first and head is not None else last
            before = last
        elif last is not None:
            before = head = None


def _mend(head: PageLine, before: PageLine, after: PageLine) -> None:
    number = next((cell.column for cell in head.cells if _bare(cell) in NUMBER_HEADS), None)
    rows = _rows(after)
    opening = _rows(head)
    skip = 0  # rows of the header that the next page prints again
    while skip < min(len(rows), len(opening)) and _same(rows[skip], opening[skip]):
        skip += 1
    if number is None or skip == len(rows):
        return
    cut = [cell for cell in rows[skip] if cell.text.strip()]
    above = {cell.column: cell for cell in before.cells if _reaches_end(cell, before)}
    begun = [above.get(cell.column) for cell in cut]
    if (
        number in {cell.column for cell in cut}
        or not (number in above and above[number].text.strip())
        or not all(one and _goes_on(one, before) for one in begun)
    ):
        return
    more = {cell.column: cell.text for cell in cut}
    before.cells = tuple(
        cell._replace(text=cell.text + more[cell.column])
        if above.get(cell.column) is cell and cell.column in more
        else cell
        for cell in before.cells
    )
    after.cells = tuple(cell for cell in after.cells if cell not in rows[skip])


def _rows(table: PageLine) -> list[list[RawCell]]:
    numbers = sorted({cell.row for cell in table.cells})
    return [[cell for cell in table.cells if cell.row == row] for row in numbers]


def _same(row: Sequence[RawCell], other: Sequence[RawCell]) -> bool:
    words = [_bare(cell) for cell in row]
    return words == [_bare(cell) for cell in other] and any(words)


def _bare(cell: RawCell) -> str:
    return "".join(cell.text.split())


def _width(table: PageLine) -> int:
    return max(cell.column + cell.column_span for cell in table.cells)


def _goes_on(cell: RawCell, table: PageLine) -> bool:
    """Tell whether a cell's words may go on: its last line was full and ends no sentence."""
    return (cell.row, cell.column) in table.full and not cell.text.endswith(COMPLETE)


def _reaches_end(cell: RawCell, table: PageLine) -> bool:
    end = max(one.row + one.row_span for one in table.cells)
    return cell.row + cell.row_span >= end
