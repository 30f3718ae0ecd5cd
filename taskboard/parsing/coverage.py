"""Account for every non-blank character of the source exactly once."""

from __future__ import annotations

from typing import NamedTuple

from taskboard.model import Coverage, CoverageKind, Span
from taskboard.parsing.lines import Line, Paragraph
from taskboard.parsing.view import View


class Mark(NamedTuple):
    """What a stretch of the view is taken for."""

    start: int
    end: int
    kind: CoverageKind
    why: str


def overlay(marks: list[Mark], upper: list[Mark]) -> list[Mark]:
    """Return ``marks``, which do not overlap, with ``upper`` laid over them; both are sorted."""
    made: list[Mark] = []
    queue = marks[::-1]
    for top in _apart(upper):
        while queue and queue[-1].start < top.end:
            mark = queue.pop()
            if mark.end <= top.start:
                made.append(mark)
                continue
            if mark.start < top.start:
                made.append(mark._replace(end=top.start))
            if mark.end > top.end:
                queue.append(mark._replace(start=top.end))
                break
        made.append(top)
    return made + queue[::-1]


def _apart(marks: list[Mark]) -> list[Mark]:
    """Return sorted marks without overlap; the earlier one keeps the common stretch."""
    made: list[Mark] = []
    for mark in marks:
        start = max(mark.start, made[-1].end) if made else mark.start
        if start < mark.end:
            made.append(mark._replace(start=start))
    return made


def cover(
    view: View, paragraphs: list[Paragraph], lines: list[Line], marks: list[Mark]
) -> tuple[Coverage, ...]:
    """Turn marks on the view into spans of the original, furniture added.

    Args:
        view: The text the marks are on.
        paragraphs: All paragraphs of the view, in order.
        lines: All non-blank lines of the source, in order.
        marks: Sorted, without overlap; what no mark holds is taken as preamble.
    """
    spans: list[Coverage] = []
    at = 0
    place: dict[int, int] = {}
    for paragraph in paragraphs:
        offset = paragraph.start
        for line in paragraph.lines:
            place[line.start] = offset
            offset += len(line.text)
    for line in lines:
        if line.furniture:
            spans.append(Coverage(Span(line.start, line.end), "furniture", line.furniture))
            continue
        offset = place[line.start]
        stop = offset + len(line.text)
        while at < len(marks) and marks[at].end <= offset:
            at += 1
        _cover_line(view, line, offset, stop, marks, at, spans)
    return tuple(_merged(view.source, spans))


def _cover_line(
    view: View,
    line: Line,
    offset: int,
    stop: int,
    marks: list[Mark],
    at: int,
    spans: list[Coverage],
) -> None:
    begin = line.start
    while begin < line.end:
        if at < len(marks) and marks[at].start <= offset:
            mark, until = marks[at], marks[at].end
            at += 1
        else:
            until = marks[at].start if at < len(marks) else stop
            mark = Mark(offset, until, "preamble", "other")
        end = line.end if until >= stop else view.origin(until)
        spans.append(Coverage(_trimmed(view.source, begin, end), mark.kind, mark.why))
        begin, offset = end, until


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, max(start + left, start + len(piece.rstrip())))


def _merged(text: str, spans: list[Coverage]) -> list[Coverage]:
    """Join neighbours of one kind between which only blanks stand; drop empty ones."""
    merged: list[Coverage] = []
    for item in spans:
        if item.span.start >= item.span.end:
            continue
        if merged:
            last = merged[-1]
            same = (last.kind, last.why) == (item.kind, item.why)
            if same and not text[last.span.end : item.span.start].strip():
                merged[-1] = Coverage(Span(last.span.start, item.span.end), item.kind, item.why)
                continue
        merged.append(item)
    return merged
