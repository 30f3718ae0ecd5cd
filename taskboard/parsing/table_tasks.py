"""Tasks of a document that is a 任务分解表: its rows become tasks, its sections the outline.

The letterhead is read from what stands around the tables. A document whose text has tasks of its
own keeps those; its table is then left in place, and a finding says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from taskboard.model import (
    Clause,
    Coverage,
    CoverageKind,
    Deadline,
    Finding,
    Parsed,
    Role,
    SourceText,
    Span,
    Target,
    Task,
    UnitMention,
)
from taskboard.parsing.checks import finding, ordered
from taskboard.parsing.deadlines import find_deadlines
from taskboard.parsing.filling import kind_of
from taskboard.parsing.numerals import read_count
from taskboard.parsing.parse import parse
from taskboard.parsing.review import review_tasks
from taskboard.parsing.targets import find_targets
from taskboard.parsing.units import list_units
from taskboard.parsing.view import View, canonical
from taskboard.reading.decomposition_table import find_tables
from taskboard.reading.table_task import DecompositionTable, Printed, TableTask

NUMBER = re.compile(r"^[（(第]?([一二三四五六七八九十百零\d]+)[）)章部、.．\s]*")
HEADING_END = re.compile(r"[。\n]")
ROLES: tuple[Role, ...] = ("lead", "responsible", "cooperate")


@dataclass(slots=True)
class _Making:
    """What the rows of all tables add up to."""

    text: str
    flat: str
    year: int
    prefix: str = ""
    clauses: list[Clause] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    sections: dict[tuple[str, ...], str] = field(default_factory=dict)
    taken: dict[str, set[int]] = field(default_factory=dict)

    def view(self, printed: Iterable[Printed]) -> View:
        """View cells; each of their lines is a paragraph."""
        spans = [[span] for one in printed for span in _lines(self.text, one.span)]
        return View.over(self.text, spans, self.flat)


def parse_with_tables(
    source: SourceText,
    *,
    year: int | None = None,
    grammar: Mapping[str, Any] | None = None,
    columns: Mapping[str, Any] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Parsed:
    """Return what a document asks, in its text or in its decomposition tables.

    Args:
        source: The file as read.
        year: Year of the plan when it is not the one printed.
        grammar: The office's own words, table ``parsing`` of its settings.
        columns: The office's own headers, table ``columns`` of its settings.
        progress: Called after each stage with the stages done and the stages in all.
    """
    if not any(block.kind == "table" for block in source.blocks):
        return parse(source, year=year, grammar=grammar, progress=progress)
    tables, doubts = find_tables(source, columns)
    filled = [table for table in tables if table.tasks]
    around = _without(source, filled) if filled else source
    parsed = parse(around, year=year, grammar=grammar, progress=progress)
    if not filled or parsed.tasks:
        if filled:
            parsed = parse(source, year=year, grammar=grammar)
            doubts = (*doubts, _left_aside(source, filled[0]))
        return replace(parsed, findings=ordered([*parsed.findings, *doubts]))
    making = _Making(source.text, canonical(source.text), parsed.document.year or 0)
    for index, table in enumerate(filled):
        if index and table.columns is not filled[index - 1].columns:
            making.prefix = f"p{index + 1}:"
            making.sections, making.taken = {}, {}
        for row in table.tasks:
            _add(making, row)
        _cover(making, source, table)
    findings = [one for one in parsed.findings if one.code != "no-heading"]
    findings += [*doubts, *making.findings, *review_tasks(making.tasks, parsed.document)]
    return Parsed(
        source.text,
        parsed.document,
        tuple(making.clauses),
        tuple(making.tasks),
        tuple(sorted([*parsed.coverage, *making.coverage], key=lambda one: one.span)),
        ordered(findings),
    )


def _left_aside(source: SourceText, table: DecompositionTable) -> Finding:
    words = "正文和分解表都有任务，现以正文为准，分解表留在原处；请对照核对责任单位和时限。"
    return Finding("table-beside-text", "warning", words, source.blocks[table.block].span)


def _without(source: SourceText, tables: Sequence[DecompositionTable]) -> SourceText:
    """Return the source with the tables blank, so that every place stays where it is."""
    text, gone = source.text, {table.block for table in tables}
    for at in gone:
        start, end = source.blocks[at].span
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    kept = tuple(block for at, block in enumerate(source.blocks) if at not in gone)
    return replace(source, text=text, blocks=kept)


def _add(making: _Making, row: TableTask) -> None:
    above = _section(making, row.section)
    own = int(row.number) if row.number.isascii() and row.number.isdecimal() else 0
    path = _next(making, above, own)
    heading = HEADING_END.split(row.text.text)[0].strip()
    level = path.count(".") + 1
    number = f"{own}." if own else row.number
    making.clauses.append(Clause(path, level, number, heading, "", row.text.span))
    words = [row.text, *row.measures, *((row.target,) if row.target else ())]
    deadlines = _deadlines(making, row, words)
    units = _units(making, row)
    making.tasks.append(
        Task(
            code=f"{path}-1",
            path=path,
            seq=1,
            heading=heading,
            text="\n".join(one.text for one in words[: 1 + len(row.measures)]),
            span=row.text.span if not row.measures else row.span,
            kind=kind_of(deadlines),
            rollup="lead" if any(unit.role == "lead" for unit in units) else "all",
            units=tuple(units),
            deadlines=tuple(deadlines),
            targets=tuple(_targets(making, words)),
        )
    )


def _section(making: _Making, section: Sequence[Printed]) -> str:
    """Return the path of a row's section, adding its headings to the outline once."""
    path = making.prefix
    for depth in range(1, len(section) + 1):
        key = tuple(one.text for one in section[:depth])
        if key not in making.sections:
            printed = section[depth - 1]
            number = NUMBER.match(printed.text)
            own = read_count(number[1]) if number else None
            new = _next(making, path, own or 0)
            making.sections[key] = new
            marked = number[0].strip() if number else ""
            words = printed.text[number.end() :] if number else printed.text
            making.clauses.append(Clause(new, depth, marked, words.strip(), "", printed.span))
        path = making.sections[key]
    return path


def _next(making: _Making, above: str, own: int) -> str:
    """Return the next path below ``above``: the printed number while it is free."""
    taken = making.taken.setdefault(above, set())
    number = own if own and own not in taken else max(taken, default=0) + 1
    taken.add(number)
    return f"{above}.{number}" if above and not above.endswith(":") else f"{above}{number}"


def _units(making: _Making, row: TableTask) -> list[UnitMention]:
    units: dict[str, UnitMention] = {}
    for role in ROLES:
        cells: tuple[Printed, ...] = getattr(row, role)
        for cell in cells:
            view = making.view([cell])
            at = 0
            for line in view.text.split("\n"):
                for unit in list_units(view, at, at + len(line), role):
                    units.setdefault(unit.name, unit)
                at += len(line) + 1
    return list(units.values())


def _deadlines(making: _Making, row: TableTask, words: Sequence[Printed]) -> list[Deadline]:
    found = find_deadlines(making.view(words), making.year)
    if row.deadline is None:
        return found
    listed = find_deadlines(making.view([row.deadline]), making.year, cell=True)
    if not listed:
        making.findings.append(finding("deadline-ambiguous", row.deadline.span, row.deadline.text))
    known = {(one.kind, one.due_on, one.rrule) for one in listed}
    rest = [one for one in found if (one.kind, one.due_on, one.rrule) not in known]
    return [*(replace(one, origin="table") for one in listed), *rest]


def _targets(making: _Making, words: Sequence[Printed]) -> list[Target]:
    return find_targets(making.view(words), making.year)


def _cover(making: _Making, source: SourceText, table: DecompositionTable) -> None:
    headings = {one.span.start for row in table.tasks for one in row.section}
    rows = {row.row for row in table.tasks}
    spans = [row.span for row in table.tasks]
    for cell in source.blocks[table.block].cells:
        for span in _lines(source.text, cell.span):
            kind: CoverageKind = "annex"
            why = "table-rest"
            if cell.row < table.first_row:
                kind, why = "heading", "table-header"
            elif cell.span.start in headings:
                kind, why = "heading", "table-section"
            elif cell.row in rows or any(own.start <= span.start < own.end for own in spans):
                kind, why = "task", "table-row"
            making.coverage.append(Coverage(span, kind, why))


def _lines(text: str, span: Span) -> list[Span]:
    """Return the non-blank lines of a stretch of the text, trimmed."""
    found = []
    for match in re.finditer(r"[^\n]+", text[span.start : span.end]):
        words = match[0]
        if words.strip():
            start = span.start + match.start() + len(words) - len(words.lstrip())
            found.append(Span(start, start + len(words.strip())))
    return found
