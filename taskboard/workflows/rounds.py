"""Reporting rounds (调度期次): open one, see who is still owed, close it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from taskboard.calendar import Calendar
from taskboard.collection.owing import Period, owed
from taskboard.collection.values import day_of
from taskboard.errors import TaskboardError
from taskboard.ledger.events import NewEvent

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.workflows.workspace import Workspace

Records = dict[str, dict[str, Any]]


class NoRoundError(TaskboardError):
    """There is no such round, or none is open."""

    code = "round-missing"

    def __init__(self, number: str, known: list[str]) -> None:
        has = f"现有：{'、'.join(known)}。" if known else "台账中还没有期次。"
        what = f"没有 {number} 这一期" if number else "没有开启中的期次"
        super().__init__(
            f"{what}；{has}请先运行 taskboard round open --week 2023-W31。",
            f"no {'round ' + number if number else 'open round'}; run: taskboard round open",
        )


class RoundExistsError(TaskboardError):
    """The round has been opened before."""

    code = "round-exists"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"{number} 期已经开启过，没有重复写入；写填报表请运行 taskboard round forms。",
            f"round {number} was opened before; to write its forms run: taskboard round forms",
        )


class RoundClosedError(TaskboardError):
    """The round has been closed."""

    code = "round-closed"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"{number} 期已经关闭，不能再操作；请开启新的期次。",
            f"round {number} is closed; open a new one.",
        )


class NothingOwedError(TaskboardError):
    """No row owes a report in the round."""

    code = "nothing-owed"

    def __init__(self, number: str, waiting: int, among: list[str], *, everything: bool) -> None:
        zh, en = f"{number} 期没有应报事项，没有开启", f"nothing is owed in {number}"
        if waiting:
            where = "、".join(among)
            zh += f"；另有 {waiting} 项已在 {where} 期中催报，要转到本期先关闭该期："
            zh += f"taskboard round close --round {among[0]}"
            en += f"; {waiting} rows are asked in {', '.join(among)}: close that round first"
        if not everything:
            zh += "；要不分频次全部调度，请加 --all"
            en += "; add --all to ask every open row"
        super().__init__(f"{zh}。", f"{en}.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A round as opened: what it asks of whom, and by when."""

    period: Period
    due_on: dt.date
    moved_from: dt.date | None
    estimated: bool
    asks: int
    units: int
    waiting: int


def open_round(workspace: Workspace, period: Period, *, everything: bool = False) -> Opened:
    """Open the round of ``period``: fix who owes what and by when.

    Args:
        workspace: Where.
        period: The week or month.
        everything: Every open row owes, whatever its cadence.

    Raises:
        RoundExistsError: If the round has been opened before.
        NothingOwedError: If nothing is owed.
    """
    settings = workspace.settings
    with workspace.ledger() as ledger:
        state = workspace.state()
        if period.number in state.rounds.index:
            raise RoundExistsError(period.number)
        asked = pending(state)
        assignments, tasks = records(state.assignments), records(state.tasks)
        asks = owed(
            assignments, tasks, period, cadence=settings.cadence, asked=asked,
            everything=everything,
        )  # fmt: skip
        if not asks:
            raise NothingOwedError(
                period.number, len(asked), waiting_rounds(state), everything=everything
            )
        planned = due_day(period, settings.round_due_weekday, settings.round_due_day)
        due = Calendar.of(settings.holidays).next_workday(planned)
        to = {
            "cadence": period.cadence, "period": [period.start, period.end],
            "words": period.words, "opens_on": workspace.as_of, "due_on": due.day,
            "closes_on": max(period.end, due.day), "asks": asks,
        }  # fmt: skip
        version = state.selection.versions(("round-opened",)).get(period.number, 0)  # if undone
        ledger.append(
            [NewEvent("round-opened", period.number, to)], actor=workspace.actor,
            effective_on=workspace.as_of, action="round open", expect={period.number: version},
        )  # fmt: skip
    moved = planned if due.day != planned else None
    units = {key.partition("@")[2] for key in asks}
    waiting = len(set(asked))
    return Opened(period, due.day, moved, due.estimated, len(asks), len(units), waiting)


def due_day(period: Period, weekday: int, month_day: int) -> dt.date:
    """Return the planned due day: a weekday of the week, or a day of the month."""
    if period.cadence == "weekly":
        return period.start + dt.timedelta(days=weekday - 1)
    return period.start.replace(day=min(month_day, period.end.day))


def close_round(workspace: Workspace, number: str = "") -> tuple[str, int]:
    """Close a round; return its number and how many rows nobody reported."""
    with workspace.ledger() as ledger:
        state = workspace.state()
        number = current_round(state, number)
        missing = sum(1 for key in pending(state, number))
        ledger.append(
            [NewEvent("round-closed", number)], actor=workspace.actor,
            effective_on=workspace.as_of, action="round close",
            expect={number: state.selection.versions(("round-opened",))[number]},
        )  # fmt: skip
    return number, missing


def current_round(state: State, number: str = "", *, closed_too: bool = False) -> str:
    """Return ``number`` if it is a round, or the newest open one when it is "".

    Raises:
        NoRoundError: If there is no such round, or no open one.
        RoundClosedError: If it is closed and ``closed_too`` is not set.
    """
    rounds: Any = state.rounds
    if number:
        if number not in rounds.index:
            raise NoRoundError(number, list(rounds.index))
        if not closed_too and day_of(rounds.at[number, "closed_on"]):
            raise RoundClosedError(number)
        return number
    live = rounds[rounds["closed_on"].isna()] if len(rounds) else rounds
    if closed_too and not len(live):
        live = rounds
    if not len(live):
        raise NoRoundError("", list(rounds.index))
    return str(live.index[-1])


def pending(state: State, number: str = "") -> list[str]:
    """Return the rows that open rounds (or round ``number``) still wait for."""
    rounds: Any = state.rounds
    wanted = rounds[rounds.index == number] if number else rounds[rounds["closed_on"].isna()]
    updates: Any = state.updates_for(wanted)
    came = set(zip(updates["round"], updates["assignment"], strict=True))
    return [
        key
        for name, row in records(wanted).items()
        for key in row["asks"]
        if (name, key) not in came
    ]


def waiting_rounds(state: State) -> list[str]:
    """Return the open rounds that still wait for rows, in the order they were opened."""
    live = state.rounds[state.rounds["closed_on"].isna()]
    return [str(number) for number in live.index if pending(state, number)]


def records(frame: Any) -> Records:
    """Return a frame as key -> row."""
    found: Records = frame.to_dict("index")
    return found


def order_units(state: State, units: Mapping[str, Any]) -> list[str]:
    """Return ``units`` in order of protocol, those the directory lacks last, as they came."""
    order = {name: at for at, name in enumerate(state.units.index)}
    return sorted(units, key=lambda unit: order.get(unit, len(order)))
