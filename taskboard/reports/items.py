"""Roll the assignments of a task up into one standing per task.

A task of many units has one standing: its lead units decide where the roll-up rule is ``lead``,
else every lead and responsible unit does, and the least advanced of them counts. Assignments
put aside (暂缓, 终止, 已移交) do not speak; a task all of whose deciding assignments are put
aside leaves the denominator.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from taskboard.ledger.handling import ASIDE, DONE

if TYPE_CHECKING:
    import pandas as pd

# from the least to the most pressing; the most pressing of a task's assignments names the task
STANDINGS = ("aside", "done", "normal", "near_due", "missed", "late", "unassigned")
URGENT = ("near_due", "late")  # standings whose item is due when the first of its units is
COUNTED = STANDINGS[1:]  # all but what is put aside


def standing(handling: str, timeliness: str) -> str:
    """Return the standing of one assignment: aside done normal near_due missed late."""
    if handling in ASIDE:
        return "aside"
    if handling in DONE:
        return "done"
    return timeliness if timeliness in ("late", "missed", "near_due") else "normal"


def with_standing(assignments: pd.DataFrame, missed: Collection[str] = frozenset()) -> pd.DataFrame:
    """Return ``assignments`` with a column ``standing`` (str).

    Args:
        assignments: `frames.ASSIGNMENTS`.
        missed: Keys of recurring assignments whose last turn went by without a report.
    """
    triples = zip(
        assignments.index, assignments["handling"], assignments["timeliness"], strict=True
    )
    found = [
        standing(str(handling), "missed" if key in missed and time != "late" else str(time))
        for key, handling, time in triples
    ]
    return assignments.assign(standing=found)


def deciding(tasks: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    """Return the assignments that decide their task's standing."""
    rollup = assignments["task"].map(tasks["rollup"])
    is_lead = assignments["role"].eq("lead")
    has_lead = is_lead.groupby(assignments["task"]).transform("any")
    main = assignments["role"].isin(["lead", "responsible"])
    has_main = main.groupby(assignments["task"]).transform("any")
    by_lead = rollup.eq("lead") & has_lead
    keep = (by_lead & is_lead) | (~by_lead & (main | ~has_main))
    return assignments[keep]


def items(
    tasks: pd.DataFrame, assignments: pd.DataFrame, missed: Collection[str] = frozenset()
) -> pd.DataFrame:
    """Return the issued tasks with their rolled-up standing, in printed order.

    Returns:
        One row per issued task; index key (str); the columns of ``frames.TASKS`` with standing
        (str), units_lead and units_other (str, joined by 、 in printed order), percent (float,
        mean of the deciding units, a done one is 100, NaN = none), completed_on (datetime64),
        days_late (int), extensions (int), reopens (int), reported_on (datetime64, last word of
        any unit). due_on and days_late are those of the units that give the item its standing,
        so that an extension of one does not make a late item look as if it were not due.
    """
    import pandas as pd

    issued = tasks[tasks["decomposition"].eq("issued")]
    mine = with_standing(assignments[assignments["task"].isin(issued.index)], missed)
    level = {name: place for place, name in enumerate(STANDINGS)}
    speak = deciding(issued, mine)
    speak = speak.assign(level=speak["standing"].map(level).astype("int64"))
    grouped = speak.groupby("task", sort=False)
    pressing = speak[speak["level"].eq(grouped["level"].transform("max"))]
    named = pressing.groupby("task", sort=False)
    urgent = named["standing"].first().isin(URGENT)
    rolled = pd.DataFrame(
        {
            "level": grouped["level"].max(),
            "percent": _percents(speak).groupby(speak["task"], sort=False).mean(),
            "completed_on": grouped["completed_on"].max(),
            "days_late": named["days_late"].max(),
            "extensions": grouped["extensions"].max(),
            "reopens": grouped["reopens"].max(),
            "due_on": named["due_on"].min().where(urgent, named["due_on"].max()),
        }
    ).reindex(issued.index)
    frame = issued.drop(columns=["due_on"]).join(rolled)
    frame["due_on"] = frame["due_on"].fillna(issued["due_on"])
    whole = ["level", "days_late", "extensions", "reopens"]
    frame["standing"] = frame["level"].map(dict(enumerate(STANDINGS))).fillna("unassigned")
    frame[whole] = frame[whole].fillna(0).astype("int64")
    frame["reported_on"] = mine.groupby("task")["reported_on"].max().reindex(frame.index)
    for column, lead in (("units_lead", True), ("units_other", False)):
        part = mine[mine["role"].eq("lead") == lead]
        names = part.groupby("task", sort=False)["unit"].agg("、".join)
        frame[column] = names.reindex(frame.index).fillna("")
    return frame.drop(columns=["level"])


def _percents(speak: pd.DataFrame) -> pd.Series[float]:
    """Return how far each unit is: all the way when done, nothing said when put aside."""
    found = speak["percent"].mask(speak["standing"].eq("done"), 100.0)
    return found.mask(speak["standing"].eq("aside"))
