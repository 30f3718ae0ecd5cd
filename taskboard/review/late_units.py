"""Say who holds an issued task that names nobody: it is handed out when the workbook is applied.

A task with units changes hands only by request; one that nobody holds has nobody to file one, and
相关部门 is an open question until a person lists the units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from taskboard.ledger.events import NewEvent
from taskboard.review.assigning import assign
from taskboard.review.plan import Desk
from taskboard.review.resolving import binding, is_vague
from taskboard.review.returned import Row

NO_UNIT, UNRESOLVED = "issued-without-unit", "unit-unresolved"


def is_filled_in(row: Mapping[str, Any], desired: Mapping[str, Any]) -> bool:
    """Whether ``desired`` only says who is meant where the issued task ``row`` names nobody.

    Whoever is named in ``row`` keeps the task in the same role.
    """
    if row["decomposition"] != "issued":
        return False
    units = [(str(unit["name"]), unit["role"]) for unit in binding(row["units"])]
    named = {(name, role) for name, role in units if not is_vague(name)}
    wanted = {(str(unit["name"]), unit["role"]) for unit in binding(desired["units"])}
    return (not units or len(named) < len(units)) and named <= wanted


def hand_over(desk: Desk, row: Row, task: Mapping[str, Any]) -> None:
    """Make the missing assignments of ``task``, an issued one whose units were just filled in."""
    key = str(task["key"])
    item = assign(task, desk.directory, desk.on, [])
    assignments = desk.now.assignments
    holding = set(assignments.loc[assignments["task"] == key, "unit"])
    fresh = [unit for unit, _ in item.holders if unit not in holding]
    if not fresh:
        return
    place = f"{desk.returned.name} {desk.returned.place(row, 'responsible')}"
    reason = row.text("reason")
    if item.frozen["rollup"] != task["rollup"] and not holding:
        new, old = {"rollup": item.frozen["rollup"]}, {"rollup": task["rollup"]}
        desk.plan.events.append(NewEvent("task-amended", key, new, old, reason, place))
    for event in item.events():
        if event.subject.partition("@")[2] in fresh:
            desk.plan.events.append(
                NewEvent(event.kind, event.subject, event.to, reason=reason, place=place)
            )
    units, before = "、".join(fresh), "没有责任单位" if not holding else "没有指明的单位"
    desk.plan.notes.append(f"{key} 下达时{before}，现交 {units} 承办")
    desk.plan.events += _settled(desk, key, task, f"已交 {units} 承办")


def _settled(desk: Desk, key: str, task: Mapping[str, Any], how: str) -> Iterator[NewEvent]:
    """Yield what settles the open findings that nobody holds the task, or is not said who."""
    still = [f"“{unit['name']}”" for unit in task["units"]]
    for number, finding in desk.now.finding_rows.items():
        whose, _, words = str(finding["message"]).partition("：")
        code = str(finding["code"])
        vague = code == UNRESOLVED and is_vague(words) and not words.startswith(tuple(still))
        if whose == key and (code == NO_UNIT or vague) and not finding["settled"]:
            values = {"seq": int(number), "code": code, "span": finding["span"], "how": how}
            yield NewEvent("finding-settled", str(finding["document"]), values, reason=how)
