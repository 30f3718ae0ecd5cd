"""Find tables in plain text: cells parted by ``|`` or by tabs, as pasted from a page or a sheet.

Rows that all have as many cells as their header are a table; where they have not, the cells
cannot be told apart and the lines stay text, with a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from taskboard.model import Block, Finding, Span
from taskboard.reading.table_columns import field_of
from taskboard.reading.text_broken import broken_tables, holds
from taskboard.reading.text_cells import Loose, loose_tables, shifted
from taskboard.reading.text_open import open_tables
from taskboard.reading.text_ragged import ragged
from taskboard.reading.text_stacked import stacked_tables

BAR = re.compile(r"[|｜│┃]")
TAB = re.compile(r"\t")
RULE = re.compile(r"[\s|｜│┃:+＋\-—─━=]+")
SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]?|[（(][一二三四五六七八九十]{1,3}[）)])[^。；，：\s]{2,30}"
)
# lines of nothing but a bar, between cells that stand on a line each
LONELY = 4

Line = tuple[str, Span]


def text_tables(lines: Sequence[Line]) -> tuple[dict[int, Block], list[Finding]]:
    """Return the tables among the lines of a text, by the index of their first line.

    Args:
        lines: Every line with its span.

    Returns:
        Tables whose first row names the task and another column; findings for what looks like one
        but cannot be told apart.
    """
    tables: dict[int, Block] = {}
    findings: list[Finding] = []
    runs = list(_runs(lines))
    heads = [indexes[0] for indexes in runs]
    broken = broken_tables(lines, heads)
    broken += open_tables(lines, [at for at in heads if not holds(broken, at)])
    broken.sort(key=lambda table: table.first)
    for loose in broken:
        tables[loose.first] = _table(lines, loose)
    for indexes in runs:
        if holds(broken, indexes[0]):
            continue
        run = [lines[at] for at in indexes]
        rows = [_cells(line) for line in run if not RULE.fullmatch(line[0])]
        named = {field_of(cell[0], {}) for row in rows[:1] for cell in row} - {None}
        span = Span(run[0][1].start, run[-1][1].end)
        if len(rows) < 2 or len(named) < 2 or not named & {"task", "measures"}:
            continue
        padded = [_padded(row, len(rows[0])) for row in rows]
        even = len({len(row) for row in padded}) == 1 and all(text for text, _ in rows[0])
        cells = shifted(padded) if even else ragged(rows)
        if cells is None:
            findings.append(_damaged(span))
            continue
        if not even:
            findings.append(_rebuilt(span))
        text = "\n".join(line for line, _ in run)
        tables[indexes[0]] = Block("table", text, span, cells=cells)
    lonely = [at for at, (line, _) in enumerate(lines) if line.rstrip().endswith("|")]
    for loose in loose_tables(lines) if len(lonely) >= LONELY else ():
        tables[loose.first] = _table(lines, loose)
        findings.append(_rebuilt(tables[loose.first].span))
        lonely = [at for at in lonely if not loose.first <= at <= loose.last]
    for loose in (
        stacked_tables(lines) if any("".join(line.split()) == "序号" for line, _ in lines) else ()
    ):
        tables[loose.first] = _table(lines, loose)
        findings.append(_rebuilt(tables[loose.first].span))
    bars = [lines[at][1] for at in lonely if BAR.fullmatch(lines[at][0].strip())]
    ended = [lines[at][1] for at in lonely if lines[at][0].count("|") == 1]
    bars = bars if len(bars) >= LONELY else ended if len(ended) >= 2 * LONELY else []
    if bars:
        findings.append(_damaged(Span(bars[0].start, bars[-1].end)))
    return tables, findings


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield the indexes of lines side by side that are parted the same way."""
    for mark, group in groupby(range(len(lines)), key=lambda at: _mark(lines[at][0])):
        if mark is not None:
            yield list(group)


def _heads(line: str) -> bool:
    """Tell whether a line is nothing but the title of a section."""
    return len(line) < 40 and SECTION.fullmatch(line.strip()) is not None


def _padded(row: list[Line], width: int) -> list[Line]:
    """Return a section's row, 一 | 就业创业, with the empty cells that a copy left out."""
    if not 0 < len(row) <= 2 < width or not _heads("".join(text for text, _ in row)):
        return row
    end = row[-1][1].end
    return row + [("", Span(end, end))] * (width - len(row))


def _mark(line: str) -> re.Pattern[str] | None:
    for mark in (BAR, TAB):
        if len(mark.findall(line)) >= (2 if mark is BAR else 1):
            return mark
    return None


def _cells(line: Line) -> list[Line]:
    """Return the cells of a line with their places; bars at its ends part nothing."""
    text, span = line
    mark = _mark(text) or BAR
    left = len(text) - len(text.lstrip(" "))
    right = len(text.rstrip(" "))
    if mark is BAR:
        left += bool(mark.match(text, left))
        right -= bool(mark.match(text, right - 1)) if right > left else 0
    cuts = [match.span() for match in mark.finditer(text, left, right)]
    starts, ends = [left, *(end for _, end in cuts)], [*(start for start, _ in cuts), right]
    cells = []
    for start, end in zip(starts, ends, strict=True):
        words = text[start:end]
        at = start + len(words) - len(words.lstrip())
        place = span.start + at
        cells.append((words.strip(), Span(place, place + len(words.strip()))))
    return cells


def _table(lines: Sequence[Line], loose: Loose) -> Block:
    """Return the block of a table put together from lines."""
    part = lines[loose.first : loose.last + 1]
    span = Span(part[0][1].start, part[-1][1].end)
    return Block("table", "\n".join(line for line, _ in part), span, cells=loose.cells)


def _rebuilt(span: Span) -> Finding:
    words = "这里的表每格一行或格数不一，已按末几栏重新拼成行；合并的格可能有误，请对照原件核对。"
    return Finding("damaged-table", "warning", words, span)


def _damaged(span: Span) -> Finding:
    words = "这里像是一张表，各行格数不一或每格一行，分不清栏目，没有按表读；请对照原件核对。"
    return Finding("damaged-table", "warning", words, span)
