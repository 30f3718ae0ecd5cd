"""Give units to a task that was issued without any: it is handed out when the workbook is applied.

A task with units changes hands only by request; one that nobody holds has nobody to file one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from taskboard.ledger.events import NewEvent
from taskboard.review.assigning import assign
from taskboard.review.plan import Desk
from taskboard.review.resolving import binding
from taskboard.review.returned import Row

NO_UNIT = "issued-without-unit"


def held_by_nobody(row: Mapping[str, Any]) -> bool:
    """Whether ``row`` (frames.TASKS) was issued and no unit has been given to it yet."""
    return row["decomposition"] == "issued" and not binding(row["units"])


def hand_over(desk: Desk, row: Row, task: Mapping[str, Any]) -> None:
    """Make the assignments of ``task``, an issued one whose units were just filled in."""
    key = str(task["key"])
    item = assign(task, desk.directory, desk.on, [])
    place = f"{desk.returned.name} {desk.returned.place(row, 'responsible')}"
    reason = row.text("reason")
    if item.frozen["rollup"] != task["rollup"]:
        new, old = {"rollup": item.frozen["rollup"]}, {"rollup": task["rollup"]}
        desk.plan.events.append(NewEvent("task-amended", key, new, old, reason, place))
    for event in item.events():
        desk.plan.events.append(
            NewEvent(event.kind, event.subject, event.to, reason=reason, place=place)
        )
    units = "、".join(unit for unit, _ in item.holders)
    desk.plan.notes.append(f"{key} 下达时没有责任单位，现交 {units} 承办")
    desk.plan.events += _settled(desk, key, f"已交 {units} 承办")


def _settled(desk: Desk, key: str, how: str) -> Iterator[NewEvent]:
    """Yield what settles the open finding that nobody holds the task."""
    for number, finding in desk.now.finding_rows.items():
        mine = str(finding["message"]).partition("：")[0] == key
        if mine and finding["code"] == NO_UNIT and not finding["settled"]:
            values = {"seq": int(number), "code": NO_UNIT, "span": finding["span"], "how": how}
            yield NewEvent("finding-settled", str(finding["document"]), values, reason=how)
