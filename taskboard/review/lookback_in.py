"""Compare a returned workbook of 回头看 with the ledger: what was found, row by row.

A row is taken or refused as a whole; a refused one never keeps the others back. A cell outside
the yellow ones that differs from what went out refuses its row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from taskboard.review.columns import squash
from taskboard.review.lookback_book import COLUMNS, SHEET
from taskboard.review.returned import ReturnedReview, Row
from taskboard.review.values import Unreadable, read_day
from taskboard.words import code_of, word

LONGEST = 2000  # characters of 复查情况 and 佐证
EDITABLE = tuple(column.name for column in COLUMNS if column.editable)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one row says of one of last year's tasks.

    Attributes:
        task: Its key.
        finding: done, undone or rebound.
        carry: What becomes of it: carried, ongoing, stopped, "" when it is done.
        note: What was seen.
        evidence: What proves it.
        checker: Who looked.
        due_on: New time limit, None for the year's end.
        place: File, sheet and row it comes from.
    """

    task: str
    finding: str
    carry: str
    note: str
    evidence: str
    checker: str
    due_on: dt.date | None
    place: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: where, and why."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger has about one task that a row is held against.

    Attributes:
        sent: The row as it went out.
        closed: Whether the task had been closed then.
        units: Its units, who may not check it.
        then: What had been recorded when the row went out, None for nothing.
        now: What is recorded now.
        carried_to: Key of the task it became, "" for none.
    """

    sent: Mapping[str, Any]
    closed: bool
    units: Collection[str]
    then: Decision | None = None
    now: Decision | None = None
    carried_to: str = ""


@dataclass(slots=True)
class Rechecks:
    """What a returned workbook says: decisions in order, refusals, rows without a result."""

    decisions: list[Decision] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    same: int = 0
    empty: int = 0


class _No(Exception):
    """A row that cannot be taken: the column meant, and why."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column, self.why = column, why


def compare_lookback(
    returned: ReturnedReview, known: Mapping[str, Known], actor: tuple[str, str],
    actors: Mapping[str, str], on: dt.date,
) -> Rechecks:  # fmt: skip
    """Return what the rows of ``returned`` say that the ledger does not.

    Args:
        returned: The workbook.
        known: The ledger's side by key of the task.
        actor: Name and unit of who takes the workbook in; the name stands in for an empty 复查人.
        actors: Name -> unit of everyone the settings know.
        on: The day; no new time limit may lie before it.
    """
    found = Rechecks()
    seen: set[str] = set()
    for row in returned.rows[SHEET]:
        try:
            decision = _row(returned, row, known, actor, actors, on)
            if row.key in seen:
                raise _No("key", "这一行与上面的一行是同一项任务，只采用第一行")
        except _No as no:
            place = returned.place(row, no.column)
            found.refused.append(Refused(place, no.why))
            continue
        seen.add(row.key)
        if decision is not None:
            found.decisions.append(decision)
        elif known[row.key].now is not None:
            found.same += 1
        else:
            found.empty += 1
    return found


def _row(
    returned: ReturnedReview, row: Row, known: Mapping[str, Known], actor: tuple[str, str],
    actors: Mapping[str, str], on: dt.date,
) -> Decision | None:  # fmt: skip
    if row.key not in known:
        raise _No("key", "这一行不是本表导出的任务")
    mine = known[row.key]
    _refuse_touched(row, mine.sent)
    if all(squash(row.cells.get(name)) == squash(mine.sent.get(name)) for name in EDITABLE):
        return None
    finding = _finding(row, mine)
    carry, due = _carry(row, finding)
    note, evidence = _text(row, "note"), _text(row, "evidence")
    checker = row.text("checker") or actor[0]
    place = f"{returned.name} {returned.place(row, 'finding')}"
    decision = Decision(row.key, finding, carry, note, evidence, checker, due, place)
    if mine.now is not None and _same(decision, mine.now, row):
        return None
    _refuse_late(mine, decision)
    if finding != "done" and not note:
        raise _No("note", f"结果是“{word('lookback', finding)}”的，要写明看到的情况")
    if due is not None and due < on:
        raise _No("due_on", f"{due} 已经过去，请写今天以后的日期")
    for name, unit in ((checker, actors.get(checker, "")), actor):
        if unit and unit in mine.units:
            raise _No("checker", f"{name}代表{unit}，不能复查本单位承办的事项")
    return decision


def _same(one: Decision, other: Decision, row: Row) -> bool:
    """Say whether two decisions are the same; an empty 复查人 agrees with any."""
    checker = one.checker if row.text("checker") else other.checker
    return replace(one, checker=checker, place="") == replace(other, place="")


def _refuse_late(mine: Known, decision: Decision) -> None:
    """Refuse what somebody else has recorded since, and what has been carried over already."""
    if mine.now != mine.then:
        words = word("lookback", mine.now.finding) if mine.now else "已撤销"
        raise _No("finding", f"导出后已有人登记（现为“{words}”），请重新导出")
    if mine.now is None or not mine.carried_to:
        return
    if (mine.now.finding, mine.now.carry, mine.now.due_on) != (
        decision.finding, decision.carry, decision.due_on,
    ):  # fmt: skip
        why = f"已结转为 {mine.carried_to}，结果、处理方式和时限不能再改；如有误请用 taskboard undo"
        raise _No("finding", why)


def _refuse_touched(row: Row, sent: Mapping[str, Any]) -> None:
    for column in COLUMNS[1:]:
        touched = squash(row.cells.get(column.name)) != squash(sent.get(column.name))
        if not column.editable and column.name in row.cells and touched:
            raise _No(column.name, "黄框以外的内容不可改动，这一行没有采用")


def _finding(row: Row, mine: Known) -> str:
    words = row.text("finding")
    if not words:
        if mine.now is not None:
            raise _No("finding", "已登记的复查结果不能清空；如有误请用 taskboard undo 撤销")
        raise _No("finding", "填了内容但没有选复查结果，请选 已完成、未完成 或 反弹")
    finding = code_of("lookback", words)
    if not finding:
        raise _No("finding", f"“{words}”不是复查结果，请选 已完成、未完成 或 反弹")
    if finding == "rebound" and not mine.closed:
        raise _No("finding", "这一项原来没有办结，不是反弹；请选 未完成 或 已完成")
    return finding


def _carry(row: Row, finding: str) -> tuple[str, dt.date | None]:
    """Return what becomes of the task and its new time limit."""
    words = row.text("carry")
    try:
        due = read_day(row.cells.get("due_on"))
    except Unreadable as error:
        raise _No("due_on", str(error)) from error
    if finding == "done":
        if words:
            raise _No("carry", "已完成的不用结转，“处理方式”请留空")
        carry = ""
    else:
        carry = code_of("carry", words) or "" if words else "carried"
        if not carry:
            raise _No("carry", f"“{words}”不是处理方式，请选 结转、转长期 或 终止，空着即为结转")
    if due is not None and carry != "carried":
        raise _No("due_on", "只有结转的事项才有新时限，请留空")
    return carry, due


def _text(row: Row, name: str) -> str:
    text = row.text(name)
    if len(text) > LONGEST:
        raise _No(name, f"有 {len(text)} 字，超过 {LONGEST} 字；请压缩，详情作为佐证另附")
    return text
