"""Let the rows of a Word table break over pages where they are too high to be kept whole.

A row stays on one page (``w:cantSplit``); one that would leave half a page empty, or be cut off
because no page holds it, breaks instead.
"""

from __future__ import annotations

import re

from taskboard.office.measure import wrapped_lines

MOST_LINES = 14  # of a cell in a row that is kept on one page
CELL_SIZE = 10.5  # points of the text in the cells of the shipped templates
UNITS_PER_TWIP = 1 / 105  # of a column's width, as spreadsheets count it

_WHOLE, _CELL = "<w:cantSplit/>", '<w:tcW w:w="'
_LONG = re.compile(r">[^<]{28}|<w:br/>")  # 28 characters: 14 lines of the narrowest column
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


def _high(cell: str) -> bool:
    """Whether a cell, from its width on, has more lines than a row on one page may have."""
    width = int(cell[len(_CELL) : cell.index('"', len(_CELL))])
    words = "".join("\n" if stop else text for text, stop in _WORDS.findall(cell))
    return wrapped_lines(words.rstrip("\n"), width * UNITS_PER_TWIP, CELL_SIZE) > MOST_LINES
