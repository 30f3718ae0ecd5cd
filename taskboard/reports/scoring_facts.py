"""What of a unit's work can be scored: facts of the ledger, each with the event behind it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from taskboard.ledger.handling import DONE
from taskboard.reports import reporting
from taskboard.reports.scope import Scope, rows_of

if TYPE_CHECKING:
    from taskboard.ledger.select import Event


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened to one assignment.

    Attributes:
        fact: One of `taskboard.reports.scoring_rules.FACTS`.
        assignment: Its key.
        seq: The event that says so.
        day: The day it counts from.
        words: What happened, in words.
        turn: What tells two facts with the same event apart: a round, a turn's day.
    """

    fact: str
    assignment: str
    seq: int
    day: dt.date
    words: str
    turn: str = ""


def facts(view: Scope) -> list[Fact]:
    """Return every fact of the assignments of ``view``, in the order of the day they count from."""
    keys = frozenset(str(key) for key in view.assignments.index)
    issued = {e.subject: e for e in view.state.events("assignment-issued")}
    found = [
        *_reports(view), *_alike(view), *_turns(view, issued), *_ends(view, issued),
        *_requests(view), *_reopened(view), *_verified(view),
    ]  # fmt: skip
    kept = [fact for fact in found if fact.assignment in keys]
    return sorted(kept, key=lambda fact: (fact.day, fact.seq, fact.assignment, fact.turn))


def _reports(view: Scope) -> Iterator[Fact]:
    """未报 and 迟报 of every round that was due by the day."""
    import pandas as pd

    state = view.state
    opened = {event.subject: event for event in state.events("round-opened")}
    due = state.rounds[state.rounds["due_on"].lt(pd.Timestamp(view.as_of))]
    first = state.first_reports()
    seqs = {(str(r.round), str(r.assignment)): int(r.Index) for r in rows_of(first)}
    for ask in rows_of(reporting.asks(due, first, state.assignments)):
        number, key, limit = str(ask.round), str(ask.assignment), ask.due_on.date()
        if ask.state == "unreported":
            event = opened[number]
            yield Fact("unreported", key, event.seq, limit, f"{number} 期应于 {limit} 前报，未报",
                       number)  # fmt: skip
        elif ask.state == "reported_late":
            came = ask.reported_on.date()
            words = f"{number} 期应于 {limit} 前报，{came} 才报"
            yield Fact("reported-late", key, seqs[number, key], came, words, number)


def _alike(view: Scope) -> Iterator[Fact]:
    keys = list(view.state.assignments.index)
    for one in reporting.repeats(view.state.updates_by_part(keys)):
        if one.same:
            words = f"{one.round or '电话调度'} 的进展与上次雷同"
            yield Fact("alike", one.assignment, one.seq, one.day, words)


def _turns(view: Scope, issued: dict[str, Event]) -> Iterator[Fact]:
    turns = view.state.occurrences
    for turn in rows_of(turns[turns["code"].eq("missed")]):
        key, day = str(turn.assignment), turn.due_on.date()
        yield Fact("missed", key, issued[key].seq, day, f"{day} 这一次没有报", day.isoformat())


def _ends(view: Scope, issued: dict[str, Event]) -> Iterator[Fact]:
    """逾期未办结, 逾期办结 and 按期办结; the last two stand on the decision that closed it."""
    filed = {e.subject: e.to for e in view.state.events("request-filed")}
    closed: dict[str, Event] = {}
    for event in view.state.events("request-decided"):
        asked = filed.get(event.subject, {})
        if asked.get("type") == "close" and event.to.get("decision") == "approve":
            closed[str(asked["assignment"])] = event
    for row in rows_of(view.assignments):
        key = str(row.Index)
        if row.timeliness == "late" and row.standing == "late":
            due = row.due_on.date()
            words = f"时限 {due}，至 {view.as_of} 已逾期 {row.days_late} 天"
            yield Fact("overdue", key, issued[key].seq, due, words)
        elif row.timeliness in ("on_time_done", "late_done") and key in closed:
            event, late = closed[key], row.timeliness == "late_done"
            words = f"时限 {row.due_on.date()}，{row.completed_on.date()} 完成"
            yield Fact("done-late" if late else "done-on-time", key, event.seq, event.day, words)


def _requests(view: Scope) -> Iterator[Fact]:
    filed = {e.subject: e.to for e in view.state.events("request-filed")}
    for event in view.state.events("request-decided"):
        asked = filed.get(event.subject, {})
        what = (asked.get("type"), event.to.get("decision"))
        key = str(asked.get("assignment", ""))
        if what == ("close", "reject"):
            yield Fact("returned", key, event.seq, event.day, f"{event.subject} 退回补办")
        elif what == ("extend", "approve"):
            yield Fact("extended", key, event.seq, event.day, f"{event.subject} 同意延期")


def _reopened(view: Scope) -> Iterator[Fact]:
    for event in view.state.events("assignment-reopened"):
        reason = f"：{event.reason}" if event.reason else ""
        yield Fact("reopened", event.subject, event.seq, event.day, f"重新开启{reason}")
    found: Any = view.state.lookbacks
    last = found.drop_duplicates("task", keep="last")
    for row in rows_of(last[last["finding"].eq("rebound")]):
        closed = view.assignments[view.assignments["handling"].isin(DONE)]
        day = row.effective_on.date()
        for key in closed.index[closed["task"].eq(row.task)]:
            yield Fact("reopened", str(key), int(row.Index), day, f"回头看反弹：{row.note}")


def _verified(view: Scope) -> Iterator[Fact]:
    found: Any = view.state.verifications
    words = {"false": "不属实", "partly": "部分属实"}
    for row in rows_of(found[found["finding"].isin(list(words))]):
        day = row.verified_on.date()
        told = f"{row.method}核查：{words[str(row.finding)]}"
        yield Fact("untrue", str(row.assignment), int(row.Index), day, told)


def by_unit(found: list[Fact]) -> dict[str, list[Fact]]:
    """Return the facts of each unit, in order."""
    table: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in found:
        table[fact.assignment.partition("@")[2]].append(fact)
    return table
