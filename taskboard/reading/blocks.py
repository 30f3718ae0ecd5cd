"""Join blocks to the read text, giving each its place as it is added.

The text is the blocks joined by newlines; a table is its rows by newline, the cells that begin
in a row by tab; rows in which no cell begins take no line. A merged cell stands once, where
it begins, with its spans.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from taskboard.errors import EmptyFileError
from taskboard.model import Block, Cell, Finding, PageStart, SourceText, Span

BlockRole = Literal["body", "header", "footer", "footnote", "textbox"]
# a table of at least so many cells with no text at all has lost it
EMPTY_TABLE = 6


class RawCell(NamedTuple):
    """A cell before it has a place in the text; ``row`` and ``column`` count from 0."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class BlockWriter:
    """Collects the blocks of one file in reading order.

    Attributes:
        findings: What the reader saw; readers append to it.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._blocks: list[Block] = []
        self._parts: list[str] = []
        self._at = 0
        self._pages: list[PageStart] = []

    def paragraph(
        self,
        text: str,
        *,
        role: BlockRole = "body",
        number: str = "",
        page: int | None = None,
        turns: Collection[PageStart] = (),
    ) -> None:
        """Add one paragraph; ``text`` holds its automatic number already.

        ``turns`` are the places in ``text`` where it goes on to a further page.
        """
        self._turn(page, turns)
        span = Span(self._at, self._at + len(text))
        self._blocks.append(Block("paragraph", text, span, role, number, page))
        self._parts.append(text)
        self._at = span.end + 1

    def table(
        self, cells: Iterable[RawCell], *, role: BlockRole = "body", page: int | None = None
    ) -> None:
        """Add one table; cells may come in any order; nothing is added when there are none."""
        raw = sorted(cells, key=lambda cell: (cell.row, cell.column))
        if not raw:
            return
        placed: list[Cell] = []
        rows: list[str] = []
        at = self._at
        for _, group in groupby(raw, key=lambda cell: cell.row):
            line, at = _place(list(group), at, placed)
            rows.append(line)
        text = "\n".join(rows)
        span = Span(self._at, self._at + len(text))
        self._turn(page)
        self._blocks.append(Block("table", text, span, role, "", page, tuple(placed)))
        self._parts.append(text)
        self._at = span.end + 1
        if len(placed) >= EMPTY_TABLE and not text.strip():
            self.findings.append(damaged_table(span, page))

    def _turn(self, page: int | None, turns: Collection[PageStart] = ()) -> None:
        """Note on which page what is added next stands, and where it goes on to another."""
        if page is None or (not turns and self._pages and self._pages[-1].page == page):
            return
        for start, number in (PageStart(0, page), *turns):
            if not self._pages or self._pages[-1].page != number:
                self._pages.append(PageStart(self._at + start, number))

    def is_blank(self) -> bool:
        """Tell whether nothing but white space has been added."""
        return not any(part.strip() for part in self._parts)

    def source(self, name: str, path: str, kind: str, digest: str) -> SourceText:
        """Return the file as read.

        Raises:
            EmptyFileError: If no block holds text and no finding says why.
        """
        if self.is_blank() and not self.findings:
            raise EmptyFileError(path)
        text = "\n".join(self._parts)
        blocks, findings = tuple(self._blocks), tuple(self.findings)
        return SourceText(name, kind, digest, text, blocks, findings, tuple(self._pages))


def _place(cells: Sequence[RawCell], at: int, placed: list[Cell]) -> tuple[str, int]:
    for raw in cells:
        span = Span(at, at + len(raw.text))
        placed.append(Cell(raw.text, span, raw.row, raw.column, raw.row_span, raw.column_span))
        at = span.end + 1
    return "\t".join(raw.text for raw in cells), at


def damaged_table(span: Span | None, page: int | None) -> Finding:
    """Return the finding for a table all of whose cells have lost their text."""
    place = f"第 {page} 页" if page else ""
    words = "这里有一张表，单元格文字全部丢失；请找原件核对，把表中内容补全后再导入。"
    return Finding("damaged-table", "error", words, span, place)


def embedded_files(count: int) -> Finding:
    """Return the finding for files inside a file, which nobody opens."""
    words = f"嵌入了 {count} 份其他格式的文件，其内容没有读入；请单独导入。"
    return Finding("embedded-file", "warning", words)
