"""Where the rows of a Word table may break over pages.

A row stays on one page (``w:cantSplit``); one that would leave half a page empty, or be cut off
because no page holds it, breaks instead. Rows beside one merged cell stay together, so that no
page begins beside a cell without its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from taskboard.office.measure import wrapped_lines

MOST_LINES = 14  # of a cell in a row that is kept on one page
CELL_SIZE = 10.5  # points of the text in the cells of the shipped templates
UNITS_PER_TWIP = 1 / 105  # of a column's width, as spreadsheets count it

TOGETHER = 16  # lines of all rows beside one merged cell that are kept on one page

_WHOLE, _CELL = "<w:cantSplit/>", '<w:tcW w:w="'
_LONG = re.compile(r">[^<]{28}|<w:br/>")  # 28 characters: 14 lines of the narrowest column
_ROW = re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL)
_NEXT = '<w:vMerge w:val="continue"/>'
_PROPERTIES = re.compile(
    r"(<w:p(?: [^>]*[^/>])?>)(<w:pPr>(?:<w:pStyle [^>]*/>)?+)?+(?!<w:keepNext/>)"
)
_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)|(<w:br/>|</w:p>)")


def loosened(part: str) -> str:
    """Return the XML of a document in which rows that are too high may break."""
    pieces, done, at = [], 0, part.find(_WHOLE)
    while at >= 0 and (found := _LONG.search(part, at)):
        cell = part.rfind(_CELL, at, found.start())
        end = part.find("</w:tc>", found.start())
        mark = part.rfind(_WHOLE, done, found.start())
        own = 0 <= mark < cell and part.find("</w:tr>", mark, cell) < 0
        if own and _high(part[cell:end]):
            pieces.append(part[done:mark])
            done = mark + len(_WHOLE)
        at = max(end, found.end())
    return "".join([*pieces, part[done:]])


def joined(part: str) -> str:
    """Return the XML of a document in which the rows beside one merged cell stay together.

    More of them than a page takes well are left to break where they come to.
    """
    if _NEXT not in part:
        return part
    rows = list(_ROW.finditer(part))
    pieces, done = [], 0
    for group in _groups([_NEXT in row[0] for row in rows]):
        chosen = [rows[at] for at in group]
        if len(chosen) < 2 or sum(_lines_of_row(row[0]) for row in chosen) > TOGETHER:
            continue
        for row in chosen[:-1]:
            pieces += [part[done : row.start()], _PROPERTIES.sub(_kept_with_next, row[0])]
            done = row.end()
    return "".join([*pieces, part[done:]])


def _groups(continued: Sequence[bool]) -> Iterator[range]:
    """Yield the runs of rows, each the first one and those that continue its merged cell."""
    first = 0
    for at in range(1, len(continued) + 1):
        if at == len(continued) or not continued[at]:
            yield range(first, at)
            first = at


def _kept_with_next(paragraph: re.Match[str]) -> str:
    if paragraph[2]:
        return f"{paragraph[0]}<w:keepNext/>"
    return f"{paragraph[1]}<w:pPr><w:keepNext/></w:pPr>"


def _lines_of_row(row: str) -> int:
    cells = row.split(_CELL)[1:]
    return max((_lines(_CELL + cell) for cell in cells if _NEXT not in cell), default=1)


def _high(cell: str) -> bool:
    """Whether a cell, from its width on, has more lines than a row on one page may have."""
    return _lines(cell) > MOST_LINES


def _lines(cell: str) -> int:
    """Return how many lines a cell, from its width on, has."""
    width = int(cell[len(_CELL) : cell.index('"', len(_CELL))])
    words = "".join("\n" if stop else text for text, stop in _WORDS.findall(cell))
    return wrapped_lines(words.rstrip("\n"), width * UNITS_PER_TWIP, CELL_SIZE)
