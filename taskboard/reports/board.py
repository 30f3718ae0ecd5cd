"""看板: where we stand, what is late and whose, who has not reported, trend, next deadlines.

One page for a leader: lists are cut to what fits, and say how many more there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taskboard.reports import reporting
from taskboard.reports.chinese import clipped
from taskboard.reports.circular import last_round
from taskboard.reports.definitions import data_line
from taskboard.reports.laggards import by_unit
from taskboard.reports.progress import MARKS, figure_rows, unit_rows
from taskboard.reports.rates import completion, standings
from taskboard.reports.scope import Scope, office_of, rows_of, scope

if TYPE_CHECKING:
    from taskboard.ledger.state import State

LATE_UNITS, UNITS, NEXT, ROUNDS, MISSING = 5, 10, 7, 6, 8


def board(state: State, document: str = "") -> dict[str, Any]:
    """Return what the template of the board prints."""
    view = scope(state, document)
    figures = standings(view.items, state.settings.names)
    figures += completion(view.items, view.as_of)
    owed = last_round(view)
    reported = reporting.reporting(owed)
    late = by_unit(view, "late")
    missing = reporting.silent_units(owed)
    units = sorted(unit_rows(view), key=lambda row: (-row["late"], -row["missed"]))
    upcoming = next_due(view)
    return {
        "title": f"{view.subject}督查看板",
        "office": office_of(state, document),
        "as_of": view.as_of,
        "elapsed": view.elapsed,
        "total": int(figures["total"].value),
        "aside": int(figures["aside"].value),
        "figures": figure_rows(figures),
        "counted": figures + reported,
        "data_line": data_line(state),
        "done_share": figures["done"].share,
        "on_time": figures["on_time"],
        "late": late[:LATE_UNITS],
        "late_more": sum(row["count"] for row in late[LATE_UNITS:]),
        "mean_days_late": figures["mean_days_late"].value,
        "round": owed.attrs["round"],
        "reported": dict(reported),
        "missing": missing[:MISSING],
        "missing_more": len(missing[MISSING:]),
        "trend": trend(view),
        "units": units[:UNITS],
        "units_more": len(units[UNITS:]),
        "upcoming": upcoming[:NEXT],
        "upcoming_more": len(upcoming[NEXT:]),
        "findings": figures.findings,
    }


def trend(view: Scope) -> list[dict[str, Any]]:
    """Return the last rounds that were due: number, 报送率, 及时率, items done by then."""
    import pandas as pd

    state = view.state
    due = state.rounds[state.rounds["due_on"].le(pd.Timestamp(view.as_of))].tail(ROUNDS)
    asks = reporting.asks(due, state.updates_for(due), state.assignments)
    asks = asks[asks["task"].isin(view.items.index)]
    done = view.items.loc[view.items["standing"].eq("done"), "completed_on"]
    total = int(view.items["standing"].ne("aside").sum())
    points = []
    for number, day in zip(due.index, due["due_on"], strict=True):
        own = reporting.reporting(asks[asks["round"].eq(number)])
        finished = int(done.le(day).sum())
        points.append(
            {
                "round": str(number), "asked": int(own["asked"].value),
                "reported": own["reported"].share, "in_time": own["in_time"].share,
                "done": finished, "done_share": finished * 100 / total if total else None,
            }
        )  # fmt: skip
    return points


def next_due(view: Scope) -> list[dict[str, Any]]:
    """Return the open items that are due next, the nearest first."""
    import pandas as pd

    today = pd.Timestamp(view.as_of)
    items = view.items.assign(number=range(1, len(view.items) + 1))
    open_ = items[~items["standing"].isin(["done", "aside", "late"]) & items["due_on"].ge(today)]
    return [
        {
            "no": int(row.number), "heading": clipped(str(row.heading), 12),
            "unit": short_units(str(row.units_lead) or str(row.units_other)),
            "due": row.due_on.date(), "days": (row.due_on - today).days,
            "mark": MARKS[str(row.standing)], "code": str(row.standing),
        }
        for row in rows_of(open_.sort_values("due_on", kind="stable"))
    ]  # fmt: skip


def short_units(names: str) -> str:
    """Return the first unit, and of how many, short enough for one line."""
    first, *others = names.split("、")
    return f"{clipped(first, 8)}等{len(others) + 1}个" if others else clipped(first, 11)
