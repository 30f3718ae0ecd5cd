"""Fill a superior's form from this ledger: rows found by their words, cells from own reports.

A county office that was sent a form of the city's has the same tasks in its own ledger, spread
over its own units. A row is filled only from tasks that print the same words, or that a person
named; whatever differs between the units is left to a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from taskboard.collection.form import COUNTS
from taskboard.collection.returned import Returned, ReturnedRow
from taskboard.collection.values import alike, loose, plain
from taskboard.words import word

JOINED = ("text", "problems", "needs", "next_step")
ENDS = "。；;.，, \n"
NEAREST, ALIKE = 2, 55  # suggestions for a row that was not found, and the least likeness, 0-100


class Report(NamedTuple):
    """What one unit last reported of a task of this ledger.

    Attributes:
        unit: Its full name.
        lead: Whether it leads the task.
        values: Column key of the form -> value; ``actuals`` by the target's index.
        reported_on: When, None for never.
        done: Whether its part is finished.
    """

    unit: str
    lead: bool
    values: Mapping[str, Any]
    reported_on: dt.date | None
    done: bool


class OwnTask(NamedTuple):
    """A task of this ledger: its words, its targets' words, whether its lead speaks for all."""

    key: str
    words: tuple[str, ...]
    targets: tuple[str, ...]
    led: bool
    reports: tuple[Report, ...]


@dataclass(slots=True)
class FilledRow:
    """One task of the form.

    Attributes:
        code: Its printed number.
        task: Its printed words.
        own: Keys of this ledger's tasks it was filled from, () when none.
        cells: (sheet, row from 1, column key) -> (value printed before, value now).
        notes: What a person should look at, or why nothing was filled.
        nearest: Key and words of tasks that read alike, where none was found.
    """

    code: str
    task: str
    own: tuple[str, ...] = ()
    cells: dict[tuple[str, int, str], tuple[Any, Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    nearest: list[tuple[str, str]] = field(default_factory=list)


def fill_rows(
    returned: Returned,
    own: Sequence[OwnTask],
    chosen: Mapping[str, Sequence[str]],
    asked: Callable[[str, int, str], bool],
) -> list[FilledRow]:
    """Return what each task of the form is filled with, in the form's order.

    Args:
        returned: The form as it was received.
        own: This ledger's issued tasks.
        chosen: Printed number of a row -> keys of the tasks that a person named for it.
        asked: Whether the cell of a sheet, row (from 1) and column key is open to be filled in.
    """
    by_key = {task.key: task for task in own}
    by_words: dict[str, dict[str, None]] = {}
    for task in own:
        for words in filter(None, task.words):
            by_words.setdefault(_known_by(words), {})[task.key] = None
    parts: dict[str, list[ReturnedRow]] = {}
    for row in returned.rows:
        known = row.key.rpartition("#")[0] or plain(row.cells.get("code"))
        parts.setdefault(known, []).append(row)
    filled = []
    for rows in parts.values():
        main = next((row for row in rows if row.key.endswith("#0")), rows[0])
        one = FilledRow(plain(main.cells.get("code")), plain(main.cells.get("task")))
        keys = chosen.get(one.code) or list(by_words.get(_known_by(one.task), ()))
        if len(keys) > 1 and one.code not in chosen:
            one.notes.append(
                f"本台账有 {len(keys)} 项任务文字相同（{'、'.join(keys)}），请指明一项"
            )
        elif not keys:
            one.notes.append("本台账没有文字相同的任务")
            one.nearest = _nearest(one.task, own)
        else:
            one.own = tuple(keys)
            _fill(one, rows, main, [by_key[key] for key in keys], asked)
        filled.append(one)
    return filled


def _known_by(words: str) -> str:
    return loose(words).rstrip(ENDS)


def _nearest(words: str, own: Sequence[OwnTask]) -> list[tuple[str, str]]:
    from rapidfuzz import fuzz, process

    known = {task.key: task.words[0] for task in own}
    found = process.extract(words, known, scorer=fuzz.ratio, limit=NEAREST, score_cutoff=ALIKE)
    return [(key, text) for text, _, key in found]


def _fill(
    one: FilledRow,
    rows: Sequence[ReturnedRow],
    main: ReturnedRow,
    tasks: Sequence[OwnTask],
    asked: Callable[[str, int, str], bool],
) -> None:
    """Compose the cells of one task of the form."""
    cells = main.cells
    if plain(cells.get("change")):
        one.notes.append("“本期情况”已有人填写，这一行没有改动")
        return
    reports = [report for task in tasks for report in task.reports if report.reported_on]
    silent = [report.unit for task in tasks for report in task.reports if not report.reported_on]
    if not reports:
        one.notes.append("本台账还没有报过进展")
        return
    values: dict[str, Any] = {name: _joined(reports, name) for name in JOINED}
    spoken = _spokesman(tasks, reports)
    values["percent"] = _agreed(reports, spoken, "percent")
    if values["percent"] is None and any(r.values.get("percent") is not None for r in reports):
        one.notes.append(f"各单位完成比例不同（{_each(reports)}），请自定")
    if all(report.values.get(name) is not None for report in reports for name in COUNTS):
        values |= {name: sum(report.values[name] for report in reports) for name in COUNTS}
    place = (main.sheet, main.row)
    for name, value in values.items():
        if value not in (None, "") and name in cells and not alike(cells[name], value):
            one.cells[*place, name] = cells[name], value
    for row in rows:
        _actual(one, row, tasks, spoken)
    one.cells = {where: pair for where, pair in one.cells.items() if asked(*where)}
    if "change" in cells and asked(*place, "change"):
        change = word("change", "progress" if one.cells else "unchanged")
        one.cells[*place, "change"] = "", change
    told = (
        f"{r.unit} {r.reported_on.month}月{r.reported_on.day}日" for r in reports if r.reported_on
    )
    one.notes.append(f"据所报：{'、'.join(told)}")
    if silent:
        one.notes.append(f"还没有报过进展的：{'、'.join(dict.fromkeys(silent))}")
    elif all(report.done for report in reports):
        one.notes.append("各承办单位均已办结，可改选“已完成”")


def _joined(reports: Sequence[Report], name: str) -> str:
    """Return the units' words, each behind its name where there are several."""
    said = [(report.unit, plain(report.values.get(name))) for report in reports]
    said = [pair for pair in dict.fromkeys(said) if pair[1]]
    if len(reports) == 1:
        return said[0][1] if said else ""
    line = "；".join(f"{unit}：{text.rstrip(ENDS)}" for unit, text in said)
    return f"{line}。" if line else ""


def _spokesman(tasks: Sequence[OwnTask], reports: Sequence[Report]) -> Report | None:
    """Return the one report that stands for all, None where a person must weigh them."""
    if len(reports) == 1:
        return reports[0]
    leads = [report for report in reports if report.lead]
    return leads[0] if len(leads) == 1 and len(tasks) == 1 and tasks[0].led else None


def _agreed(reports: Iterable[Report], spoken: Report | None, name: str) -> Any:
    values = [spoken.values.get(name)] if spoken else [r.values.get(name) for r in reports]
    return values[0] if all(value == values[0] for value in values) else None


def _each(reports: Iterable[Report]) -> str:
    percents = ((report.unit, report.values.get("percent")) for report in reports)
    return "、".join(f"{unit} {'未报' if at is None else f'{at}%'}" for unit, at in percents)


def _actual(
    one: FilledRow, row: ReturnedRow, tasks: Sequence[OwnTask], spoken: Report | None
) -> None:
    """Fill the actual value of the target a row prints, where one unit speaks for the task."""
    cells = row.cells
    target = _known_by(plain(cells.get("target")))
    if not target or "actual" not in cells:
        return
    places = [str(at) for at, words in enumerate(tasks[0].targets) if _known_by(words) == target]
    actuals = spoken.values.get("actuals") or {} if spoken else {}
    if len(tasks) == 1 and len(places) == 1 and places[0] in actuals:
        if not alike(cells["actual"], actuals[places[0]]):
            one.cells[row.sheet, row.row, "actual"] = cells["actual"], actuals[places[0]]
    else:
        one.notes.append(f"指标“{plain(cells['target'])}”的实际值请自填")
