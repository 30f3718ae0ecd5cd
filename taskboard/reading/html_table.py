"""Tables of a web page: which hold data, which only lay out the page; their merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from taskboard.reading.blocks import RawCell
from taskboard.reading.errors import TooLargeError

MAX_SPAN = 1_000
MAX_AREA = 1_000_000
LONG_CELL = 1_500
DROPPED = {"script", "style", "template", "noscript"}
BLOCKS = {"p", "div", "br", "li", "tr"}


def is_layout(table: etree._Element) -> bool:
    """Tell whether a table only lays out the page: nested, single-celled or full of text."""
    if next(table.iterdescendants("table", "h1", "iframe"), None) is not None:
        return True
    cells = list(table.iterdescendants("td", "th"))
    rows = list(table.iterdescendants("tr"))
    if len(rows) < 2 or len(cells) <= len(rows):
        return True
    longest = max(len("".join(str(part) for part in cell.itertext())) for cell in cells)
    return longest > LONG_CELL and len(cells) <= 2 * len(rows)


def table_cells(table: etree._Element, path: str) -> Iterator[RawCell]:
    """Yield the cells of a table where they stand, merged ones once with their spans.

    Raises:
        TooLargeError: If its cells claim more places than a table can have.
    """
    rows = list(table.iterdescendants("tr"))
    busy: dict[int, int] = {}  # column -> first row that is free again
    area = 0
    for row, line in enumerate(rows):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while busy.get(column, 0) > row:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            down = min(down or len(rows), len(rows) - row)
            across = max(1, across)
            area += down * across
            if area > MAX_AREA:
                raise TooLargeError(path, "表格的单元格过多", "a table with too many cells")
            for at in range(column, column + across):
                busy[at] = row + down
            yield RawCell(cell_words(cell), row, column, down, across)
            column += across


def cell_words(cell: etree._Element) -> str:
    """Return the words of a cell, its lines parted by newlines."""
    parts: list[str] = []
    _collect(cell, parts)
    lines = (re.sub(r"[ \t\r\n\f\xa0]+", " ", line).strip() for line in "".join(parts).split("\0"))
    return "\n".join(line for line in lines if line)


def _collect(node: etree._Element, parts: list[str]) -> None:
    if node.tag in DROPPED:
        return
    # a line break of the source is a blank; NUL, which no page holds, marks a printed one
    parts.append(_joined(node.text))
    for child in node:
        if child.tag in BLOCKS:
            parts.append("\0")
        _collect(child, parts)
        if child.tag in BLOCKS:
            parts.append("\0")
        parts.append(_joined(child.tail))


def _joined(words: str | None) -> str:
    words = (words or "").replace("\0", "")
    return re.sub(r"(?<![\x21-\x7e])\s*[\r\n]\s*|\s*[\r\n]\s*(?![\x21-\x7e])", "", words)


def _span(cell: etree._Element, name: str) -> int:
    try:
        return min(max(0, int(cell.get(name, "1"))), MAX_SPAN)
    except ValueError:
        return 1
