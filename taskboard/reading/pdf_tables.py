"""Ruled tables of a PDF, merged cells once, put where they stand among the lines of their page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from taskboard.reading.blocks import RawCell
from taskboard.reading.pdf_lines import PageLine, PageLines

# edges nearer than this, in points, are one
NEAR = 3.0
SMALLEST = 4
# a cell's line that ends nearer than so many characters to its edge was broken by it
FULL = 1.7
CLOSING = tuple("、，。；：）》”！？")
# units one below the other: each starts with the same place and is complete
PLACES, ORGANS = tuple("省市县区州旗镇乡各"), tuple("局委办厅会府室院部处")


def place_tables(data: bytes, pages: Sequence[PageLines], numbers: Sequence[int]) -> bool:
    """Replace, on the pages named, the lines inside ruled tables by those tables.

    Returns:
        False when the library fails on the file; the lines then stay as they are.
    """
    import logging

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings are not for users
    try:
        _place(data, pages, numbers)
    except Exception:  # it raises whatever a damaged file makes it stumble over
        return False
    return True


def _place(data: bytes, pages: Sequence[PageLines], numbers: Sequence[int]) -> None:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in pages:
            if page.number in numbers:
                plumber = document.pages[page.number - 1]
                for table in plumber.find_tables():
                    cells, full = _cells(table.cells, plumber.chars)
                    if len(cells) >= SMALLEST or len({cell.row for cell in cells}) > 1:
                        _put(page, table.bbox, cells, full)
                plumber.close()


def _put(
    page: PageLines, box: tuple[float, float, float, float], cells: list[RawCell],
    full: set[tuple[int, int]],
) -> None:  # fmt: skip
    left, top, right, bottom = box
    inside = [
        line
        for line in page.lines
        if top - NEAR < line.top - 0.3 * line.size < bottom + NEAR
        and left - NEAR < (line.left + min(line.right, right)) / 2 < right + NEAR
    ]
    at = next((i for i, line in enumerate(page.lines) if line in inside), None)
    if at is None:
        at = next((i for i, ln in enumerate(page.lines) if ln.top > top), len(page.lines))
    table = PageLine("", left, right, bottom, 1.0, page.number, tuple(cells))
    table.full = frozenset(full)
    rest = [line for line in page.lines if line not in inside]
    before = sum(line not in inside for line in page.lines[:at])
    page.lines = [*rest[:before], table, *rest[before:]]


def _cells(
    boxes: Sequence[tuple[float, ...]], characters: Sequence[Any]
) -> tuple[list[RawCell], set[tuple[int, int]]]:
    """Return the cells, and the places of those whose last line reaches their edge."""
    columns = _edges([x for box in boxes for x in (box[0], box[2])])
    rows = _edges([y for box in boxes for y in (box[1], box[3])])
    cells: list[RawCell] = []
    full: set[tuple[int, int]] = set()
    for left, top, right, bottom in boxes:
        row, column = _index(rows, top), _index(columns, left)
        down, across = _index(rows, bottom) - row, _index(columns, right) - column
        own = [
            one
            for one in characters
            if left <= (one["x0"] + one["x1"]) / 2 <= right
            and top <= (one["top"] + one["bottom"]) / 2 <= bottom
        ]
        text, room = _words(own, right)
        cells.append(RawCell(text, row, column, max(1, down), max(1, across)))
        if text and room < FULL + 1:
            full.add((row, column))
    return cells, full


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > NEAR:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def _words(characters: list[Any], right: float) -> tuple[str, float]:
    """Return a cell's text, its lines joined where only the cell's edge broke them.

    With it comes the room left behind its last line, in characters.
    """
    rows: list[list[Any]] = []
    for one in sorted(characters, key=lambda c: (c["bottom"], c["x0"])):
        if rows and abs(rows[-1][0]["bottom"] - one["bottom"]) < 0.5 * one["size"]:
            rows[-1].append(one)
        else:
            rows.append([one])
    text, room = "", 0.0
    for row in rows:
        row.sort(key=lambda c: c["x0"])
        line = "".join(c["text"] for c in row).strip()
        if line:
            carried = line[1:2] in CLOSING  # 局、 goes to the next line together
            joined = not text or room < (FULL + 1 if carried else FULL)
            joined = joined and not _another_unit(text, line)
            text = f"{text}{line}" if joined else f"{text}\n{line}"
            room = (right - row[-1]["x1"]) / max(row[-1]["size"], 1.0)
    return text, room


def _another_unit(text: str, line: str) -> bool:
    """Tell whether a cell's next line is another unit, though the first filled its line."""
    before = text.rpartition("\n")[2]
    return before.startswith(PLACES) and line[0] == before[0] and before.endswith(ORGANS)
