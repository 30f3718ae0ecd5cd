"""Text of a document in, everything it asks out: the whole of parsing in one pure function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from taskboard.model import Clause, CoverageKind, Finding, Parsed, SourceText, Task
from taskboard.parsing.checks import finding, ordered
from taskboard.parsing.coverage import Mark, cover, overlay
from taskboard.parsing.doubts import find_doubts
from taskboard.parsing.facts import Facts, gather
from taskboard.parsing.filling import fill
from taskboard.parsing.grammar import Grammar, extended
from taskboard.parsing.grouping import Piece, cut_pieces
from taskboard.parsing.letterhead import Letterhead, read_letterhead
from taskboard.parsing.lines import REAL_PARAGRAPHS, Line, Paragraph, mend, split_lines
from taskboard.parsing.notice import PREFIX as NOTICE
from taskboard.parsing.notice import keep_duties
from taskboard.parsing.outline import Node, Outline, build_outline
from taskboard.parsing.parts import Region
from taskboard.parsing.review import review_document, review_goals, review_tasks
from taskboard.parsing.sections import set_apart
from taskboard.parsing.topics import build_said, build_topics
from taskboard.parsing.units import UnitRule
from taskboard.parsing.view import View, canonical, with_stops

Progress = Callable[[int, int], None]
STEPS = 6
_PRINTED = ("first-leads", "all-lead", "adds")  # rules that are no part of a task's words


@dataclass(eq=False, repr=False)
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
        progress: Called after each stage with the stages done and the stages in all.

    Returns:
        All that was found; any text whatever gives a result.
    """
    step = _counter(progress)
    reading = _prepare(source, extended(grammar), step)
    view, region = reading.view, reading.region
    head = read_letterhead(view, region, reading.grammar, year)
    facts = gather(view, head.document, grammar)
    step()
    outlines = _outlines(reading)
    tasks, marks = _tasks(reading, outlines, facts)
    step()
    clauses = tuple(_clause(view, node) for outline in outlines for node in outline.nodes)
    coverage = cover(view, reading.paragraphs, reading.lines, marks)
    findings = _findings(reading, head, facts, outlines, tasks)
    findings += review_goals(coverage, facts)
    document = replace(head.document, sha256=source.sha256)
    step()
    return Parsed(source.text, document, clauses, tasks, coverage, ordered(findings))


def _findings(
    reading: Reading,
    head: Letterhead,
    facts: Facts,
    outlines: list[Outline],
    tasks: tuple[Task, ...],
) -> list[Finding]:
    """Return what every stage saw, and what a look over the whole adds."""
    nodes = [node for outline in outlines for node in outline.nodes]
    findings = [
        *reading.source.findings,
        *head.findings,
        *review_document(reading.view, reading.lines, reading.paragraphs, reading.region, head),
        *(found for outline in outlines for found in outline.findings),
        *facts.findings,
        *find_doubts(reading.view, [(node.start, node.end) for node in nodes]),
        *review_tasks(tasks, head.document),
    ]
    return findings if nodes else [*findings, finding("no-heading")]


def _counter(progress: Progress | None) -> Callable[[], None]:
    """Return what each stage calls when it is done."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, STEPS)

    return step


def _prepare(source: SourceText, grammar: Grammar, step: Callable[[], None]) -> Reading:
    flat = with_stops(canonical(source.text))
    lines = split_lines(source, flat, grammar)
    step()
    paragraphs = mend(lines, grammar, source.format in REAL_PARAGRAPHS)
    view = View.over(source.text, [paragraph.spans for paragraph in paragraphs], flat)
    at = 0
    for paragraph in paragraphs:
        paragraph.start = at
        paragraph.end = at + sum(len(line.text) for line in paragraph.lines)
        at = paragraph.end + 1
    step()
    region = set_apart(view.text, paragraphs, grammar)
    step()
    return Reading(source, grammar, lines, paragraphs, view, region)


def _outlines(reading: Reading) -> list[Outline]:
    outlines = []
    parts: dict[str, list[tuple[int, int]]] = {}
    for paragraph, part in zip(reading.paragraphs, reading.region.parts, strict=True):
        parts.setdefault(part, []).append((paragraph.start, paragraph.end))
    for index, plan in enumerate(reading.region.plans):
        ranges = parts.get(f"plan:{index}", [])
        outline = build_outline(reading.view, ranges, plan.prefix)
        if not outline.nodes and ranges:
            outline = build_said(reading.view, ranges, plan.prefix)
        if not outline.nodes and plan.title:
            outline = build_topics(reading.view, ranges, plan.prefix)
        outlines.append(outline)
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
        own = []
        for piece in pieces:
            seq = seen[piece.path] = seen.get(piece.path, 0) + 1
            own.append(fill(view, piece, seq, facts))
        made = _plan_marks(view, outline, pieces, quiet)
        if outline.prefix == NOTICE:
            own, upper = keep_duties(outline, pieces, own)
            made = overlay(sorted(made), upper)
        tasks += own
        marks += made
    rules = [_rule_mark(view, rule) for rule in facts.rules if rule.kind in _PRINTED]
    return tuple(tasks), overlay(sorted(marks), sorted(rules))


def _rule_mark(view: View, rule: UnitRule) -> Mark:
    """Return the whole sentence or bracket that states a rule for all tasks."""
    text = view.text
    start = max(text.rfind(mark, 0, rule.start) for mark in "。；（\n") + 1
    stops = [stop for mark in "。；）\n" if (stop := text.find(mark, rule.end)) >= 0]
    end = min(stops, default=len(text))
    return Mark(start, end + (text[end : end + 1] in ("。", "；")), "rule", rule.kind)


def _fixed_marks(reading: Reading) -> list[Mark]:
    marks: list[Mark] = []
    for paragraph, part in zip(reading.paragraphs, reading.region.parts, strict=True):
        kind, _, why = part.partition(":")
        if kind == "letterhead":
            marks.append(Mark(paragraph.start, paragraph.end, "letterhead", why))
        elif kind == "annex":
            marks.append(Mark(paragraph.start, paragraph.end, "annex", why))
    return marks


def _plan_marks(
    view: View, outline: Outline, pieces: list[Piece], quiet: dict[int, str]
) -> list[Mark]:
    """Mark headings, the text below them, and what stands before and after all clauses."""
    marks = [Mark(start, end, "preamble", "before-first-clause") for start, end in outline.before]
    marks += [Mark(start, end, "task", "closing") for start, end in outline.closing]
    starts = {id(piece.node): piece.start for piece in reversed(pieces)}
    for node in outline.nodes:
        why = quiet.get(id(node), "")
        stop = node.heading_end + (view.text[node.heading_end : node.heading_end + 1] == "。")
        words = stop if why else min(starts[id(node)], stop)
        marks.append(Mark(node.start, words, "heading", node.path))
        kind: CoverageKind = "preamble" if why else "task"
        for start, end in ((words, stop), *node.body):
            if start < end:
                marks.append(Mark(start, end, kind, why or node.path))
    return marks


def _clause(view: View, node: Node) -> Clause:
    return Clause(
        path=node.path,
        level=node.level,
        number=view.words(node.number, node.words),
        heading=view.words(node.words, node.heading_end).strip().strip("*|").rstrip(),
        text=view.words(min(node.heading_end + 1, node.end), node.end).strip(),
        span=view.span(node.number, node.end),
    )
