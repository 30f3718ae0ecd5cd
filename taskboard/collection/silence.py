"""Tell four silences apart, and find rows nobody has heard of for too long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from taskboard.collection.values import day_of
from taskboard.periods import is_late

_BY_CHANGE = {"unchanged": "unchanged", "none": "no_progress"}


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How one unit stands in a round.

    Attributes:
        unit: Full name.
        owed: How many rows it was asked.
        on_time: Rows reported by the due day.
        late: Rows reported after it.
        unchanged: Of the reported ones, 无变化.
        no_progress: Of the reported ones, 无进展.
        state: ``reported``, ``reported_late``, ``partly``, ``unreported`` or ``nothing_owed``.
    """

    unit: str
    owed: int
    on_time: int
    late: int
    unchanged: int
    no_progress: int

    @property
    def unreported(self) -> int:
        """Rows owed for which nothing came."""
        return self.owed - self.on_time - self.late

    @property
    def state(self) -> str:
        """The one word for the unit."""
        if not self.owed:
            return "nothing_owed"
        if self.unreported == self.owed:
            return "unreported"
        if self.unreported:
            return "partly"
        return "reported_late" if self.late else "reported"


def silence_of(asked: bool, change: str | None) -> str:
    """Return which silence a row keeps in a round, "" when it speaks.

    Args:
        asked: Whether the round asked it.
        change: Code of the update that came in the round, None when none came.
    """
    if change is None:
        return "unreported" if asked else "nothing_owed"
    return _BY_CHANGE.get(change, "")


def unit_standings(
    units: Iterable[str], asks: Iterable[str], reported: Mapping[str, Mapping[str, Any]],
    due_on: dt.date,
) -> list[UnitStanding]:  # fmt: skip
    """Return one line per unit, in the order of ``units``.

    Args:
        units: Every unit that has work in hand.
        asks: Keys of the assignments owed in the round.
        reported: Assignment -> {change, effective_on (first report in the round)}.
        due_on: Last day in time, inclusive.
    """
    by_unit: dict[str, list[str]] = {unit: [] for unit in units}
    for key in asks:
        by_unit.setdefault(key.partition("@")[2], []).append(key)
    lines = []
    for unit, keys in by_unit.items():
        came = [reported[key] for key in keys if key in reported]
        days = [day_of(row["effective_on"]) for row in came]
        in_time = sum(day is not None and not is_late(due_on, day) for day in days)
        silences = [silence_of(True, row["change"]) for row in came]
        lines.append(
            UnitStanding(
                unit, len(keys), in_time, len(came) - in_time, silences.count("unchanged"),
                silences.count("no_progress"),
            )
        )  # fmt: skip
    return lines


def stale(
    assignments: Mapping[str, Mapping[str, Any]], as_of: dt.date, days: int
) -> list[tuple[str, int]]:
    """Return (key, days of silence) of rows in hand without news for ``days`` days or more."""
    found = []
    for key, row in assignments.items():
        if row["handling"] not in ("to_receive", "in_hand", "returned"):
            continue
        last = day_of(row["reported_on"]) or day_of(row["issued_on"])
        if last and (as_of - last).days >= days:
            found.append((key, (as_of - last).days))
    return sorted(found, key=lambda item: -item[1])
