"""交办通知: the facts of the notice that hands an issued document out.

The wording stands in the template ``handover.txt``; here are only facts: whom it is sent to, what
it rests on, how many items and units it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taskboard.periods import WEEKDAYS
from taskboard.reports.circular import source
from taskboard.reports.scope import office_of

if TYPE_CHECKING:
    import pandas as pd

    from taskboard.directory import UnitDirectory
    from taskboard.ledger.state import State

SPELLED_OUT = 15  # with more units than this, classes are addressed as the document prints them


def facts(state: State, document: str, directory: UnitDirectory) -> dict[str, Any]:
    """Return what the wording and the layout of a 交办通知 print.

    Args:
        state: The ledger on the day of the notice, after the document was issued.
        document: Its serial.
        directory: The units of that day.
    """
    tasks = state.tasks
    tasks = tasks[tasks["document"].eq(document) & tasks["decomposition"].eq("issued")]
    rows = state.assignments[state.assignments["task"].isin(tasks.index)]
    paper = state.documents.loc[[document]]
    cited = source(next(paper.itertuples()))
    inner = cited["title"].replace("《", "〈").replace("》", "〉")
    annex = f"{inner}任务分解表"
    bracketed = f"（{cited['number']}）" if cited["number"] else ""
    addressed = addressees(tasks, rows, directory, state)
    return {
        "title": f"关于印发《{annex}》的通知",
        "annex": annex,
        "basis": f"《{inner}》{bracketed}",
        "addressed": addressed,
        "to": "、".join(addressed),
        "items": len(tasks),
        "units": int(rows["unit"].nunique()),
        "weekday": WEEKDAYS[state.settings.round_due_weekday - 1],
        "month_day": state.settings.round_due_day,
        "contact": str(state.settings.papers.get("contact", "")),
        "office": office_of(state, document),
        "as_of": state.as_of,
        "seq": state.seq,
        "digest": str(paper["baseline"].iloc[0]),
        "public": False,
    }


def addressees(
    tasks: pd.DataFrame, rows: pd.DataFrame, directory: UnitDirectory, state: State
) -> list[str]:
    """Return the 主送 units in order of protocol; unknown names last, as printed.

    Beyond `SPELLED_OUT` units the members of a class give way to its printed name.
    """
    names = list(dict.fromkeys(str(unit) for unit in rows["unit"]))
    places = {name: directory.order(name) for name in names}
    if len(names) > SPELLED_OUT:
        printed = dict.fromkeys(str(unit["name"]) for row in tasks["units"] for unit in row)
        for name in printed:
            members = directory.expand(name, state.as_of) or ()
            if members:
                first = min(directory.order(member) for member in members)
                places = {one: at for one, at in places.items() if one not in members}
                places[name] = first
    return sorted(places, key=lambda name: places[name])
