"""One set of tasks from a text and the 任务分解表 beside it.

A row that `table_matching` leads to a clause gives the clause's task its units and deadlines,
basis 分解表; several rows for one task become so many tasks of the clause; a row for a heading
holds for every task below it that has no row of its own. Where the row has no unit or no
deadline, those of the text stay. Rows without a clause are tasks of a plan of their own
(``p2:``). Whatever text and table say differently is a finding that names both places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from taskboard.model import Finding, Parsed, Span, Task
from taskboard.parsing.checks import finding
from taskboard.parsing.filling import kind_of
from taskboard.parsing.table_differences import (
    deadline_findings,
    kept_deadlines,
    kept_units,
    unit_findings,
)
from taskboard.parsing.table_matching import LEAD, Match, Matcher, likeness, row_words, words
from taskboard.parsing.table_rows import (
    Making,
    add_row,
    deadlines_of,
    note_of,
    targets_of,
    task_of,
    units_of,
    words_of,
)
from taskboard.reading.table_task import DecompositionTable, TableTask

SURE = 0.9  # a row found by its words alone is shown for itself below this


@dataclass(slots=True)
class Joining:
    """Where the rows of the tables belong.

    Attributes:
        own: Code of a task -> the rows that mean it alone.
        shared: Code of a task -> the rows that hold for it among others.
        loose: For each table the rows that have no clause.
        matched: How many rows have a clause, by the way they were found.
    """

    own: dict[str, list[TableTask]] = field(default_factory=lambda: defaultdict(list))
    shared: dict[str, list[TableTask]] = field(default_factory=lambda: defaultdict(list))
    loose: list[tuple[DecompositionTable, list[TableTask]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    matched: Counter[str] = field(default_factory=Counter)


def join(parsed: Parsed, tables: Sequence[DecompositionTable]) -> Joining:
    """Find the tasks of the text that each row of the tables means."""
    by_path: dict[str, list[Task]] = defaultdict(list)
    for task in parsed.tasks:
        if is_of_plan(task):
            by_path[task.path].append(task)
    bodies = {path: "".join(task.text for task in tasks) for path, tasks in by_path.items()}
    matcher = Matcher(parsed.outline, bodies)
    joining = Joining()
    for table in tables:
        loose: list[TableTask] = []
        doubts: list[Finding] = []
        for row in table.tasks:
            match, tied = matcher.find(row)
            if match is not None:
                _take(joining, by_path, row, match)
                continue
            loose.append(row)
            code = "row-clause-ambiguous" if tied else "row-without-clause"
            doubts.append(finding(code, row.text.span, row.place, _short(row), "、".join(tied)))
        joining.loose.append((table, loose))
        if by_path:
            apart = len(loose) == len(table.tasks)
            span = Span(table.tasks[0].span.start, table.tasks[-1].span.end)
            beside = finding("table-beside-text", span, table.tasks[0].place, len(loose))
            joining.findings += [beside] if apart else doubts
    return joining


def is_of_plan(task: Task) -> bool:
    """Tell whether a task may have a row: not the covering notice's, not the closing words."""
    return not task.path.startswith("p0:") and not task.path.endswith("closing")


def merge(parsed: Parsed, making: Making, joining: Joining) -> tuple[Task, ...]:
    """Return the text's tasks with what their rows say, then the tasks of rows without a clause.

    Args:
        parsed: The text without its tables.
        making: Where clauses, tasks and findings of the tables are collected.
        joining: What `join` found.
    """
    tasks: list[Task] = []
    bare = 0
    for task in parsed.tasks:
        own = joining.own.get(task.code, [])
        shared = joining.shared.get(task.code, [])
        if len(own) > 1:
            tasks += _split(parsed, making, task, own)
        elif own or shared:
            tasks.append(_filled(parsed, making, task, own or shared))
        else:
            tasks.append(task)
            if is_of_plan(task) and joining.matched:
                bare += 1
                making.findings.append(finding("clause-without-row", task.span, task.path))
    making.findings += joining.findings
    if joining.matched:
        loose = sum(len(rows) for _, rows in joining.loose)
        numbered, worded = joining.matched["number"], joining.matched["words"]
        counts = (numbered + worded + loose, numbered, worded, loose, bare)
        making.findings.append(finding("table-matched", None, *counts))
    _add_loose(parsed, making, joining)
    return (*_numbered(tasks), *making.tasks)


def _add_loose(parsed: Parsed, making: Making, joining: Joining) -> None:
    """Make the rows without a clause tasks of a plan of their own, one for each kind of table."""
    plans = {clause.path.rpartition(":")[0] for clause in parsed.outline} - {"p0"}
    number = len(plans)
    before: DecompositionTable | None = None
    for table, rows in joining.loose:
        if rows and (before is None or table.columns is not before.columns):
            number += 1
            making.prefix = f"p{number}:" if number > 1 else ""
            making.sections, making.taken = {}, {}
            before = table
        for row in rows:
            add_row(making, row)


def _take(joining: Joining, by_path: dict[str, list[Task]], row: TableTask, match: Match) -> None:
    """Note a row that has a clause, and how it was found when that is not plain."""
    joining.matched[match.by] += 1
    if match.by == "words" and match.likeness < SURE:
        share = f"{match.likeness:.0%}"
        meant = by_path.get(match.path)
        span = meant[0].span if meant else row.text.span
        joining.findings.append(
            finding("row-matched-by-text", span, row.place, _short(row), share, match.path)
        )
    _assign(joining, by_path, row, match)


def _assign(joining: Joining, by_path: dict[str, list[Task]], row: TableTask, match: Match) -> None:
    """Give a row to the task it means, or to all tasks of its clause."""
    tasks = by_path.get(match.path, [])
    if len(tasks) > 1:
        own = row_words(row)
        scores = sorted(
            ((likeness(own, words(task.text)), -at) for at, task in enumerate(tasks)), reverse=True
        )
        if scores[0][0] - scores[1][0] >= LEAD:
            tasks = [tasks[-scores[0][1]]]
    if len(tasks) == 1 and match.path in by_path:
        joining.own[tasks[0].code].append(row)
        return
    if not tasks:
        tasks = [t for path, own in by_path.items() for t in own if _below(path, match.path)]
    for task in tasks:
        joining.shared[task.code].append(row)
    joining.findings.append(
        finding("row-covers-tasks", tasks[0].span, row.place, match.path, len(tasks))
    )


def _below(path: str, above: str) -> bool:
    return path.startswith(f"{above}.")


def _filled(parsed: Parsed, making: Making, task: Task, rows: Sequence[TableTask]) -> Task:
    """Return a task of the text with the units and deadlines of its rows."""
    listed = {unit.name: unit for row in rows for unit in units_of(making, row)}
    limits = [limit for row in rows for limit in deadlines_of(making, row, [])]
    making.findings += unit_findings(parsed, task, list(listed.values()), rows[0].place)
    making.findings += deadline_findings(parsed, task, limits, rows[0].place)
    units = kept_units(parsed, task, list(listed.values()))
    deadlines = kept_deadlines(task, limits)
    printed = [one for row in rows for one in words_of(row)]
    known = {(one.op, one.value, one.unit) for one in task.targets}
    more = [
        one for one in targets_of(making, printed) if (one.op, one.value, one.unit) not in known
    ]
    return replace(
        task,
        kind=kind_of(deadlines),
        rollup="lead" if any(unit.role == "lead" for unit in units) else "all",
        units=tuple(units),
        deadlines=tuple(deadlines),
        targets=(*task.targets, *more),
        note="；".join(filter(None, (_more_words(task, row) for row in rows))),
    )


def _more_words(task: Task, row: TableTask) -> str:
    """Return what a row prints that the task's text does not: measures, remarks, leaders."""
    text = words(task.heading, task.text).whole
    fresh = [one.text for one in words_of(row) if words(one.text).whole not in text]
    said = f"{row.place}：{' '.join(''.join(fresh).split())}" if fresh else ""
    return "；".join(filter(None, (said, note_of(row))))


def _split(parsed: Parsed, making: Making, task: Task, rows: Sequence[TableTask]) -> list[Task]:
    """Return a task for each of the rows that part it; what they leave open the text fills."""
    made = [task_of(making, row, task.path, task.seq, task.heading) for row in rows]
    listed = [unit for one in made for unit in one.units]
    limits = [limit for one in made for limit in one.deadlines]
    places = "、".join(row.place for row in rows)
    making.findings += [
        finding("rows-split-task", row.text.span, task.path, len(rows), places) for row in rows
    ]
    making.findings += unit_findings(parsed, task, listed, places)
    making.findings += deadline_findings(parsed, task, limits, places)
    heirs = [replace(unit, origin="inherited") for unit in task.units if unit.origin == "stated"]
    later = [replace(one, origin="inherited") for one in task.deadlines]
    return [
        replace(
            one,
            units=one.units or tuple(heirs),
            deadlines=one.deadlines or tuple(later),
            kind=kind_of(one.deadlines or later),
            rollup="lead" if any(u.role == "lead" for u in one.units or heirs) else "all",
        )
        for one in made
    ]


def _numbered(tasks: Sequence[Task]) -> list[Task]:
    """Number the tasks of each clause anew, in order."""
    seen: Counter[str] = Counter()
    numbered = []
    for task in tasks:
        seen[task.path] += 1
        seq = seen[task.path]
        numbered.append(replace(task, seq=seq, code=f"{task.path}-{seq}"))
    return numbered


def _short(row: TableTask) -> str:
    flat = "".join(row.text.text.split())
    return flat if len(flat) <= 20 else f"{flat[:19]}…"
