"""Make tasks of the rows of a 任务分解表: its sections the outline, its cells units and limits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from taskboard.model import (
    Clause,
    Coverage,
    CoverageKind,
    Deadline,
    Finding,
    Role,
    SourceText,
    Span,
    Target,
    Task,
    UnitMention,
)
from taskboard.parsing.checks import finding
from taskboard.parsing.deadlines import find_deadlines
from taskboard.parsing.deadlines_tables import extended
from taskboard.parsing.facts import unit_words
from taskboard.parsing.filling import kind_of
from taskboard.parsing.numerals import read_count
from taskboard.parsing.targets import find_targets
from taskboard.parsing.units import list_units
from taskboard.parsing.view import View
from taskboard.reading.table_task import DecompositionTable, Printed, TableTask

NUMBER = re.compile(r"^[（(第]?([一二三四五六七八九十百零\d]+)[）)章部、.．\s]*")
ITEM = re.compile(
    r"^(?:\d{1,2}[.、．](?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[①-⑳])\s*"
)
HEADING_END = re.compile(r"[。\n]")
NOTHING = re.compile(r"[\W_]*|无")  # what a cell prints that says nothing
UNDECIDED = re.compile(r"[（(]?(?:待定|待明确|待落实|未定)[）)]?")  # a unit nobody has named yet
DEFAULT = re.compile(r"\s*本年度[（(]默认[）)]\s*")  # our own table prints it where no limit is
OWN_LINE = re.compile(r"\n(?!（)")  # 市委农办 above （市农业农村局） is one unit
PHRASE = re.compile(r"[^；;、，,\s]+")
ROLES: tuple[Role, ...] = ("lead", "responsible", "cooperate")


@dataclass(slots=True)
class Making:
    """What the rows of all tables add up to.

    Attributes:
        grammar: The office's own words.
        prefix: What the paths start with, ``""`` or ``p2:``.
    """

    text: str
    flat: str
    year: int
    grammar: Mapping[str, Any] = field(default_factory=dict)
    prefix: str = ""
    clauses: list[Clause] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    sections: dict[tuple[str, ...], str] = field(default_factory=dict)
    taken: dict[str, set[int]] = field(default_factory=dict)

    def view(self, printed: Iterable[Printed]) -> View:
        """View cells; each of their lines is a paragraph."""
        spans = [[span] for one in printed for span in lines_of(self.text, one.span)]
        return View.over(self.text, spans, self.flat)


def add_row(making: Making, row: TableTask) -> None:
    """Add a row as a clause and a task of its own."""
    above = _section(making, row.section)
    own = numbers_of(row.number)[-1:]
    path = _next(making, above, own[0] if own else 0)
    level = path.count(".") + 1
    number = f"{own[0]}." if own and row.number.isdecimal() else row.number
    heading = heading_of(row)
    making.clauses.append(Clause(path, level, number, heading, "", row.text.span))
    making.tasks.append(task_of(making, row, path, 1, heading))


def task_of(making: Making, row: TableTask, path: str, seq: int, heading: str) -> Task:
    """Return the task a row asks, in its own words."""
    words = words_of(row)
    deadlines = deadlines_of(
        making, row, find_deadlines(making.view(words), making.year, grammar=making.grammar)
    )
    units = units_of(making, row)
    return Task(
        code=f"{path}-{seq}",
        path=path,
        seq=seq,
        heading=heading,
        text="\n".join(one.text for one in words[: 1 + len(row.measures)]),
        span=row.text.span if not row.measures else row.span,
        kind=kind_of(deadlines),
        rollup="lead" if any(unit.role == "lead" for unit in units) else "all",
        units=tuple(units),
        deadlines=tuple(deadlines),
        targets=tuple(targets_of(making, words)),
        note=note_of(row),
    )


def heading_of(row: TableTask) -> str:
    """Return what a row is called: its words up to the first stop."""
    return (
        ITEM.sub("", HEADING_END.split(row.text.text)[0].strip()).rstrip("；;，") or row.text.text
    )


def words_of(row: TableTask) -> list[Printed]:
    """Return the cells that say what to do: the task, its measures, its aims."""
    return [row.text, *row.measures, *((row.target,) if row.target else ())]


def note_of(row: TableTask) -> str:
    """Return what a row prints beside the task: a star, leaders, remarks, unknown columns."""
    kept = [("责任领导", cell.text) for cell in row.leaders]
    kept += [(header, cell.text) for header, cell in row.remarks]
    kept = [(header, text) for header, text in kept if not NOTHING.fullmatch(text)]
    if row.starred:
        kept.insert(0, ("序号", f"{row.number}*"))
    return "；".join(
        f"{header or '备注'}：{_in_line(text)}" for header, text in dict.fromkeys(kept)
    )


def _in_line(text: str) -> str:
    """Return the lines of a cell as one: 张三 副县长、李四."""
    return "、".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def numbers_of(number: str) -> list[int]:
    """Return the numbers a row prints: ``（三）`` is [3], ``2.3`` is [2, 3]; none is []."""
    dotted = re.fullmatch(r"(\d{1,3})[.．-](\d{1,3})(?:[.．-](\d{1,3}))?[.．、]?", number)
    if dotted:
        return [int(part) for part in dotted.groups() if part]
    found = NUMBER.fullmatch(number.strip())
    own = read_count(found[1]) if found else None
    return [own] if own else []


def _section(making: Making, section: Sequence[Printed]) -> str:
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
            words = words.strip().rstrip("。")
            making.clauses.append(Clause(new, depth, marked, words, "", printed.span))
        path = making.sections[key]
    return path


def _next(making: Making, above: str, own: int) -> str:
    """Return the next path below ``above``: the printed number while it is free."""
    taken = making.taken.setdefault(above, set())
    number = own if own and own not in taken else max(taken, default=0) + 1
    taken.add(number)
    return f"{above}.{number}" if above and not above.endswith(":") else f"{above}{number}"


def units_of(making: Making, row: TableTask) -> list[UnitMention]:
    """Return the units of a row's unit cells, each name once."""
    grammar = unit_words(making.grammar)
    place = str(making.grammar.get("place", ""))
    units: dict[str, UnitMention] = {}
    for role in ROLES:
        cells: tuple[Printed, ...] = getattr(row, role)
        for cell in cells:
            if UNDECIDED.fullmatch(cell.text.strip()):
                continue
            view = making.view([cell])
            at = 0
            for line in OWN_LINE.split(view.text):
                for unit in list_units(
                    view, at, at + len(line), role, place=place, grammar=grammar
                ):
                    units.setdefault(unit.name, unit)
                at += len(line) + 1
    return list(units.values())


def deadlines_of(making: Making, row: TableTask, found: Sequence[Deadline]) -> list[Deadline]:
    """Return the limits of a row's deadline cell, then those ``found`` in words that differ."""
    cell = _limits(row.deadline)
    if cell is None:
        return list(found)
    view = making.view([cell])
    listed = find_deadlines(view, making.year, grammar=making.grammar, cell=True)
    listed = listed or _ongoing(making, cell)
    if not listed:
        code = "deadline-ambiguous" if making.year else "year-missing"
        said = any(one.code == code for one in making.findings)
        if making.year or not said:  # that the year is missing is said once
            making.findings.append(finding(code, cell.span, cell.text))
    known = {(one.kind, one.due_on, one.rrule) for one in listed}
    rest = [one for one in found if (one.kind, one.due_on, one.rrule) not in known]
    return [*(replace(one, origin="table") for one in listed), *rest]


def _limits(cell: Printed | None) -> Printed | None:
    """Return a deadline cell without the mark of a default, None when that is all it prints."""
    if cell is None:
        return None
    default = DEFAULT.match(cell.text)
    if default:
        start = cell.span.start + default.end()
        cell = Printed(cell.text[default.end() :], Span(start, cell.span.end))
    return None if NOTHING.fullmatch(cell.text) else cell


def _ongoing(making: Making, cell: Printed) -> list[Deadline]:
    """Return the duties without end a cell names and nothing else: 及时；实时."""
    words = re.compile("|".join(extended(making.grammar).ongoing))
    printed = making.text[slice(*cell.span)]
    phrases = list(PHRASE.finditer(printed))
    if not all(words.fullmatch(phrase[0]) for phrase in phrases):
        return []
    start = cell.span.start
    return [
        Deadline(phrase[0], "ongoing", Span(start + phrase.start(), start + phrase.end()))
        for phrase in phrases
    ]


def targets_of(making: Making, words: Sequence[Printed]) -> list[Target]:
    """Return the demands that cells print."""
    return find_targets(making.view(words), making.year, grammar=making.grammar)


def cover_table(making: Making, source: SourceText, table: DecompositionTable) -> None:
    """Say what each line of a table is taken for."""
    headings = {one.span.start for row in table.tasks for one in row.section}
    rows = {row.row for row in table.tasks}
    spans = sorted(row.span for row in table.tasks)
    starts = [span.start for span in spans]
    _cover_rules(making, source, table)
    for cell in source.blocks[table.block].cells:
        for span in lines_of(source.text, cell.span):
            kind: CoverageKind = "annex"
            why = "table-rest"
            if cell.row < table.first_row:
                kind, why = "heading", "table-header"
            elif cell.span.start in headings:
                kind, why = "heading", "table-section"
            elif cell.row in rows or _within(spans, starts, span.start):
                kind, why = "task", "table-row"
            making.coverage.append(Coverage(span, kind, why))


def _within(spans: Sequence[Span], starts: Sequence[int], at: int) -> bool:
    """Tell whether ``at`` lies in the last of the sorted spans that begins before it."""
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < spans[index].end


def _cover_rules(making: Making, source: SourceText, table: DecompositionTable) -> None:
    """Say that the bars between the cells of a table in plain text are furniture."""
    at, end = source.blocks[table.block].span
    for cell in [*sorted(source.blocks[table.block].cells, key=lambda cell: cell.span), None]:
        until = cell.span.start if cell else end
        for bar in re.finditer(r"\S+", source.text[at:until]):
            span = Span(at + bar.start(), at + bar.end())
            making.coverage.append(Coverage(span, "furniture", "table-rule"))
        at = max(at, cell.span.end) if cell else at


def lines_of(text: str, span: Span) -> list[Span]:
    """Return the non-blank lines of a stretch of the text, trimmed."""
    found = []
    for match in re.finditer(r"[^\n]+", text[span.start : span.end]):
        words = match[0]
        if words.strip():
            start = span.start + match.start() + len(words) - len(words.lstrip())
            found.append(Span(start, start + len(words.strip())))
    return found
