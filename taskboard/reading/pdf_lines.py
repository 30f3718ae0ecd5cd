"""Lines of a page and the paragraphs they make; header, footer and page marks set apart.

Geometry decides: a line goes on in the next when it fills the width of the page's text and the
next one begins at the left edge, also over the end of a page. What geometry does not show stays
a line of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from taskboard.model import PageStart
from taskboard.reading.blocks import BlockRole, BlockWriter, RawCell

PAGE_MARK = re.compile(
    r"^(?:[—–\-－·\s]*\d{1,4}[—–\-－·\s]*|第\s*\d+\s*页(?:\s*[,，/共].{0,8})?|\d+\s*/\s*\d+)$"
)
# what a browser prints above and below a page: day and hour, address and page of pages
PRINTED = re.compile(
    r"^\s*(?:\d{1,4}/\d{1,2}/\d{1,4},?\s*(?:上午|下午)?\d{1,2}:\d{2}(?:\s?[AP]M)?(?:\s.*)?"
    r"|(?:https?|file)://\S*\s+\d+/\d+)\s*$"
)
NUMBERED = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零〇]+[章节条编]|[（(][一二三四五六七八九十百]{1,4}[）)]"
    r"|[一二三四五六七八九十百]{1,4}[、.．]|[（(]\d{1,2}[）)]|\d{1,2}[、.．](?!\d)|[①-⑳])"
)
SENTENCE_END = ("。", "；", "：", "！", "？", ";", ":", "）", ")", "〕", "】")
# a title may fill its line; the addressees below it are no part of it
TITLE_END = ("通知", "通报", "决定", "意见", "函")
ADDRESSED = re.compile(r"^[各市县区省镇乡].{2,60}[：:]$")
DIGITS = re.compile(r"\d+")
# shares of the page height in which headers and footers stand
TOP, BOTTOM = 0.10, 0.90
# two pieces whose middles differ by less than this share of their height stand on one line
SAME_LINE = 0.5
# pieces further apart than so many characters are parted by a tab
GAP = 1.5


class Piece(NamedTuple):
    """Words that stand somewhere on a page, in points from its left top corner."""

    top: float
    bottom: float
    left: float
    right: float
    text: str


@dataclass(slots=True)
class PageLine:
    """One printed line, or a table; places in points from the page's left top corner.

    Attributes:
        full: Of a table (row, column) of the cells whose last line reaches the cell's edge.
    """

    text: str
    left: float
    right: float
    top: float
    size: float
    page: int
    cells: tuple[RawCell, ...] = ()
    role: BlockRole = "body"
    full: frozenset[tuple[int, int]] = frozenset()


@dataclass(slots=True)
class PageLines:
    """The lines of one page, top to bottom."""

    number: int
    height: float
    lines: list[PageLine]


def lines_of(pieces: Sequence[Piece], page: int) -> list[PageLine]:
    """Return the lines that pieces in any order make, top to bottom, cells parted by tabs."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces):
        middle = (piece.top + piece.bottom) / 2
        above = rows[-1][0] if rows else None
        near = SAME_LINE * (piece.bottom - piece.top)
        if above and abs((above.top + above.bottom) / 2 - middle) < near:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = []
    for row in rows:
        row.sort(key=lambda piece: piece.left)
        size = 0.8 * max(piece.bottom - piece.top for piece in row)
        text = row[0].text
        for before, piece in pairwise(row):
            text += f"\t{piece.text}" if piece.left - before.right > GAP * size else piece.text
        lines.append(PageLine(text, row[0].left, row[-1].right, row[0].top, size, page))
    return lines


def mark_margins(pages: Sequence[PageLines]) -> None:
    """Give header, footer and page marks their role."""
    seen = Counter(
        (_zone(page, line), DIGITS.sub("#", "".join(line.text.split())))
        for page in pages
        for line in page.lines
        if _zone(page, line)
    )
    for page in pages:
        for line in page.lines:
            zone = _zone(page, line)
            if not zone or line.cells:
                continue
            words = "".join(line.text.split())
            mark = PAGE_MARK.match(words) or PRINTED.match(line.text)
            if mark or seen[zone, DIGITS.sub("#", words)] > max(1, len(pages) // 3):
                line.role = zone


def _zone(page: PageLines, line: PageLine) -> BlockRole | None:
    if line.top < TOP * page.height:
        return "header"
    return "footer" if line.top > BOTTOM * page.height else None


def write_paragraphs(pages: Sequence[PageLines], writer: BlockWriter) -> None:
    """Join the lines of all pages to paragraphs and write them; furniture waits for their end."""
    text, page, last = "", 0, None
    turns: list[PageStart] = []
    waiting: list[PageLine] = []
    edges = {page.number: _edges(page.lines) for page in pages}
    for line in _in_order(pages):
        if line.role != "body":
            waiting.append(line)
            continue
        if last is not None and not line.cells and _goes_on(last, line, edges):
            text = _join(text, line.text)
            if line.page != last.page:
                turns.append(PageStart(len(text) - len(line.text), line.page))
            last = line
            continue
        _flush(text if last else "", page, turns, waiting, writer)
        text, page, last = line.text, line.page, line
        if line.cells:
            writer.table(line.cells, page=line.page)
            last = None
    _flush(text if last else "", page, turns, waiting, writer)


def _in_order(pages: Sequence[PageLines]) -> Iterator[PageLine]:
    for page in pages:
        yield from page.lines


def _flush(
    text: str, page: int, turns: list[PageStart], waiting: list[PageLine], writer: BlockWriter
) -> None:
    if text:
        writer.paragraph(text, page=page, turns=turns)
    turns.clear()
    for line in waiting:
        writer.paragraph(line.text, role=line.role, page=line.page)
    waiting.clear()


def _edges(lines: Sequence[PageLine]) -> tuple[float, float]:
    """Return the left and right edge of the page's text: where long lines begin and end."""
    body = [line for line in lines if line.role == "body" and not line.cells]
    if not body:
        return 0.0, 0.0
    right = max(line.right for line in body)
    full = [line for line in body if line.right > right - 3 * line.size]
    return min(line.left for line in full), right


def _goes_on(line: PageLine, after: PageLine, edges: dict[int, tuple[float, float]]) -> bool:
    _, right = edges[line.page]
    left, _ = edges[after.page]
    full = line.right >= right - 2.1 * line.size and line.right - line.left > 10 * line.size
    flush = after.left <= left + 0.9 * after.size
    alike = abs(line.size - after.size) <= 0.35 * max(line.size, after.size)
    if not (full and flush and alike):
        return False
    if ADDRESSED.match(after.text) and line.text.rstrip().endswith(TITLE_END):
        return False
    begins = NUMBERED.match(after.text) is not None
    return not (begins and line.text.rstrip().endswith(SENTENCE_END))


def _join(text: str, more: str) -> str:
    last, first = text[-1:], more[:1]
    blank = last.isascii() and last.isalpha() and first.isascii() and first.isalpha()
    return f"{text} {more}" if blank else text + more
