"""报送率 and 及时率 of every round so far, by round and by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taskboard.workflows.workspace import Workspace, known_state

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, str]


def rates_by_round(workspace: Workspace) -> tuple[list[Row], list[Row], list[Row]]:
    """Return the rounds, the units, and the units of each round, all with their rates.

    Rounds stand in order of time, units in the order of protocol; a round counts as soon as it
    is open, what is not yet due in it included.
    """
    from taskboard.reports.reporting import asks, by_unit

    state = known_state(workspace)
    owed = asks(state.rounds, state.first_reports(), state.assignments)
    place = {name: at for at, name in enumerate(state.units.index)}

    def units(rows: pd.DataFrame) -> list[dict[str, Any]]:
        return sorted(by_unit(rows), key=lambda row: place.get(row["name"], len(place)))

    rounds, each = [], []
    for number in state.rounds.index:
        mine = owed[owed["round"] == number]
        due: Any = state.rounds.at[number, "due_on"]
        head = {"期次": str(number), "报送截止": due.date().isoformat()}
        found = units(mine)
        total = {name: sum(row[name] for row in found)
                 for name in ("asked", "reported", "in_time", "late", "missing")}  # fmt: skip
        rounds.append(head | _figures(total))
        each += [{"期次": str(number), "单位": row["name"], **_figures(row)} for row in found]
    totals = [{"单位": row["name"], **_figures(row)} for row in units(owed)]
    return rounds, totals, each


def _figures(row: dict[str, Any]) -> Row:
    asked = row["asked"]
    return {
        "应报": str(asked), "已报": str(row["reported"]), "按时": str(row["in_time"]),
        "迟报": str(row["late"]), "未报": str(row["missing"]),
        "报送率": _share(row["reported"], asked), "及时率": _share(row["in_time"], asked),
    }  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else ""
