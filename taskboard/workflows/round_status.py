"""How a round stands: 应报, 已报, 迟报, 未报 per unit, the four silences, 雷同 and 静默."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from taskboard.collection.silence import UnitStanding, stale, unit_standings
from taskboard.collection.values import day_of, loose
from taskboard.workflows.rounds import current_round, order_units, records

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.workflows.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """How a round stands on the day.

    Attributes:
        number: The round.
        words: The round in print.
        due_on: Last day in time.
        closed_on: Day it was closed, None while open.
        units: One line per unit that has work in hand.
        missing: Keys of the rows owed for which nothing came.
        copied: Keys marked 有进展 with the very words of the report before (进展雷同).
        stale: (key, days) of rows in hand without news for too long (静默).
    """

    number: str
    words: str
    due_on: dt.date
    closed_on: dt.date | None
    units: tuple[UnitStanding, ...]
    missing: tuple[str, ...]
    copied: tuple[str, ...]
    stale: tuple[tuple[str, int], ...]

    @property
    def owed(self) -> int:
        """Rows owed."""
        return sum(unit.owed for unit in self.units)

    @property
    def reported(self) -> int:
        """Rows reported, late ones too."""
        return sum(unit.on_time + unit.late for unit in self.units)

    @property
    def on_time(self) -> int:
        """Rows reported in time."""
        return sum(unit.on_time for unit in self.units)


def round_status(workspace: Workspace, number: str = "") -> RoundStatus:
    """Return how a round stands; the newest open one by default."""
    state = workspace.state()
    number = current_round(state, number, closed_too=True)
    row: Any = state.rounds.loc[number]
    due_on = day_of(row["due_on"])
    assert due_on is not None
    own: Any = state.rounds[state.rounds.index == number]
    reported = _reported(records(state.updates_for(own)).values(), number)
    assignments = records(state.assignments)
    working = {
        line["unit"]: None
        for line in assignments.values()
        if line["handling"] in ("to_receive", "in_hand", "to_review", "returned")
    }
    asks = list(row["asks"])
    owing = {key.partition("@")[2]: None for key in asks}
    units = order_units(state, {**owing, **working})
    words = {e.subject: e.to.get("words", "") for e in state.events("round-opened")}[number]
    return RoundStatus(
        number, words, due_on, day_of(row["closed_on"]),
        tuple(unit_standings(units, asks, reported, due_on)),
        tuple(key for key in asks if key not in reported),
        tuple(_copied(state, list(reported), number)),
        tuple(stale(assignments, state.as_of, workspace.settings.stale_days)),
    )  # fmt: skip


def _reported(updates: Iterable[dict[str, Any]], number: str) -> dict[str, dict[str, Any]]:
    """Return per row what came in the round: the day of the first report, the last choice."""
    found: dict[str, dict[str, Any]] = {}
    for update in updates:
        if update["round"] == number:
            first = found.setdefault(update["assignment"], dict(update))
            first["change"] = update["change"]
    return found


def _copied(state: State, keys: list[str], number: str) -> list[str]:
    """Return rows whose 有进展 repeats the words of the report before this round."""
    before: dict[str, str] = {}
    found = []
    parts = (records(part).values() for _, part in state.updates_by_part(keys))
    for update in chain.from_iterable(parts):
        key = update["assignment"]
        if update["superseded"]:
            continue
        text = loose(update["text"])
        speaks = update["round"] == number and update["change"] == "progress"
        if speaks and text and before.get(key) == text:
            found.append(key)
        before[key] = text
    return found
