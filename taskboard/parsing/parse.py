"""Text of a document in, everything it asks out: the whole of parsing in one pure function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from taskboard.model import Clause, Finding, Parsed, SourceText, Task
from taskboard.parsing.checks import finding, ordered
from taskboard.parsing.coverage import Mark, cover
from taskboard.parsing.grammar import Grammar, extended
from taskboard.parsing.grouping import Facts, Piece, body_start, cut_pieces, fill
from taskboard.parsing.doubts import find_doubts
from taskboard.parsing.letterhead import Letterhead, read_letterhead
from taskboard.parsing.lines import REAL_PARAGRAPHS, Line, Paragraph, mend, split_lines
from taskboard.parsing.outline import Node, Outline, build_outline
from taskboard.parsing.parts import Region
from taskboard.parsing.review import review_document, review_tasks
from taskboard.parsing.sections import set_apart
from taskboard.parsing.view import View, canonical


def _of(module: str, name: str) -> Callable[..., list[Any]]:
    from importlib import import_module

    try:
        found: Callable[..., list[Any]] = getattr(import_module(module), name)
    except (ImportError, AttributeError):
        return lambda *_: []
    return found


find_actors = _of("taskboard.parsing.actors", "find_actors")
find_deadlines = _of("taskboard.parsing.deadlines", "find_deadlines")
find_targets = _of("taskboard.parsing.targets", "find_targets")
find_rules = _of("taskboard.parsing.units", "find_rules")
find_unit_groups = _of("taskboard.parsing.units", "find_unit_groups")
Progress = Callable[[int], None]


@dataclass
class Reading:
    """What the stages hand on to each other."""

    source: SourceText
    grammar: Grammar
    lines: list[Line]
    paragraphs: list[Paragraph]
    view: View
    region: Region


def parse(
    source: SourceText,
    *,
    year: int | None = None,
    grammar: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> Parsed:
    """Return the letterhead, outline, tasks, coverage and findings of a document.

    Args:
        source: The file as read.
        year: Year of the plan when it is not the one printed.
        grammar: The office's own words, table ``parsing`` of its settings.
        progress: Called with the number of characters that have been dealt with.

    Returns:
        All that was found; any text whatever gives a result.
    """
    reading = _prepare(source, extended(grammar), progress)
    view, region = reading.view, reading.region
    head = read_letterhead(view, region, reading.grammar, year)
    facts = _facts(view, head)
    outlines = _outlines(reading)
    tasks, marks = _tasks(reading, outlines, facts)
    clauses = tuple(_clause(view, node) for outline in outlines for node in outline.nodes)
    findings = [
        *source.findings,
        *head.findings,
        *review_document(view, reading.lines, reading.paragraphs, region, head),
        *(found for outline in outlines for found in outline.findings),
        *(found for group in facts.groups for found in group.findings),
        *find_doubts(view, [(n.start, n.end) for outline in outlines for n in outline.nodes]),
        *review_tasks(tasks, head.document),
    ]
    if not clauses:
        findings.append(finding("no-heading"))
    coverage = cover(view, reading.paragraphs, reading.lines, marks)
    document = replace(head.document, sha256=source.sha256)
    return Parsed(source.text, document, clauses, tasks, coverage, ordered(findings))


def _prepare(source: SourceText, grammar: Grammar, progress: Progress | None) -> Reading:
    flat = canonical(source.text)
    lines = split_lines(source, flat, grammar, progress)
    paragraphs = mend(lines, grammar, source.format in REAL_PARAGRAPHS)
    view = View.over(source.text, [paragraph.spans for paragraph in paragraphs], flat)
    at = 0
    for paragraph in paragraphs:
        paragraph.start = at
        paragraph.end = at + sum(len(line.text) for line in paragraph.lines)
        at = paragraph.end + 1
    region = set_apart(view.text, paragraphs, grammar)
    return Reading(source, grammar, lines, paragraphs, view, region)


def _facts(view: View, head: Letterhead) -> Facts:
    document = head.document
    year = document.year or 0
    by_place = attrgetter("span")
    return Facts(
        find_unit_groups(view),
        sorted(find_actors(view), key=by_place),
        sorted(find_deadlines(view, year, document.issued_on), key=by_place),
        sorted(find_targets(view, year), key=by_place),
    )


def _outlines(reading: Reading) -> list[Outline]:
    outlines = []
    for index, plan in enumerate(reading.region.plans):
        part = f"plan:{index}"
        ranges = [
            (paragraph.start, paragraph.end)
            for paragraph, own in zip(reading.paragraphs, reading.region.parts, strict=True)
            if own == part
        ]
        outlines.append(build_outline(reading.view, ranges, plan.prefix))
    return outlines


def _tasks(
    reading: Reading, outlines: list[Outline], facts: Facts
) -> tuple[tuple[Task, ...], list[Mark]]:
    view = reading.view
    tasks: list[Task] = []
    marks = _fixed_marks(reading)
    for outline in outlines:
        pieces, quiet = cut_pieces(view, outline, facts, reading.grammar)
        seen: dict[str, int] = {}
        for piece in pieces:
            seq = seen[piece.path] = seen.get(piece.path, 0) + 1
            tasks.append(_fill(view, piece, seq, facts))
        marks += _plan_marks(outline, pieces, quiet)
    rules = [rule.span for rule in find_rules(view)]
    del rules
    marks.sort()
    return tuple(tasks), marks


def _fill(view: View, piece: Piece, seq: int, facts: Facts) -> Task:
    node = piece.node
    heading = view.words(node.words, node.heading_end) if node else ""
    if node and seq == 1:
        piece.start = body_start(view.text, piece, node)
    return fill(view, piece, seq, heading, facts, view.words(piece.start, piece.end))


def _fixed_marks(reading: Reading) -> list[Mark]:
    marks: list[Mark] = []
    for paragraph, part in zip(reading.paragraphs, reading.region.parts, strict=True):
        kind, _, why = part.partition(":")
        if kind == "letterhead":
            marks.append(Mark(paragraph.start, paragraph.end, "letterhead", why))
        elif kind == "annex":
            marks.append(Mark(paragraph.start, paragraph.end, "annex", why))
    return marks


def _plan_marks(outline: Outline, pieces: list[Piece], quiet: dict[int, str]) -> list[Mark]:
    marks = [Mark(start, end, "preamble", "before-first-clause") for start, end in outline.before]
    closing = [piece for piece in pieces if piece.node is None]
    marks += [Mark(piece.start, piece.end, "task", "closing") for piece in closing]
    starts = {id(piece.node): piece.start for piece in reversed(pieces)}
    for node in outline.nodes:
        why = quiet.get(id(node), "")
        rest = min(node.heading_end + 1, node.end) if why else starts[id(node)]
        marks.append(Mark(node.start, rest, "heading", node.path))
        if rest < node.end:
            marks.append(Mark(rest, node.end, "preamble" if why else "task", why or node.path))
    return marks


def _clause(view: View, node: Node) -> Clause:
    return Clause(
        path=node.path,
        level=node.level,
        number=view.words(node.number, node.words),
        heading=view.words(node.words, node.heading_end).strip(),
        text=view.words(min(node.heading_end + 1, node.end), node.end).strip(),
        span=view.span(node.number, node.end),
    )
