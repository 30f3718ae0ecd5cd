"""Say who holds an issued task that names nobody: it is handed out when the workbook is applied.

A task with units changes hands only by request, and gets further ones once a 调整 was approved;
one that nobody holds has nobody to file a request, and 相关部门 is an open question until a person
lists the units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from taskboard.ledger.events import NewEvent
from taskboard.review.assigning import assign
from taskboard.review.columns import Column
from taskboard.review.plan import Desk
from taskboard.review.resolving import binding, is_vague
from taskboard.review.returned import Row

REQUEST = "taskboard task request"
NO_UNIT, UNRESOLVED = "issued-without-unit", "unit-unresolved"


def may_amend(
    desk: Desk, row: Row, column: Column, now: Mapping[str, Any], desired: Mapping[str, Any]
) -> bool:
    """Whether this cell of an issued task may change; what stands in the way is refused.

    Args:
        desk: Where the plan is.
        row: The row.
        column: The cell's column.
        now: The task as the ledger has it (frames.TASKS).
        desired: The task as the row wants it.
    """
    why = ""
    if column.field == "units" and not _is_filled_in(now, desired):
        if not _is_granted(desk, str(now["key"])):
            why = f"任务已下达，改单位请用 {REQUEST} 申请移交、终止；增列单位的申请调整，同意后再改"
        elif not _named(now) <= _named(desired):
            why = f"同意调整后可以增列单位；换下、减去单位的，请用 {REQUEST} 申请移交、终止"
    elif column.field == "kind":
        why = f"任务已下达，类型不能再改；确需改的，请用 {REQUEST} 申请终止，另列任务"
    elif column.field == "rollup" and not _is_granted(desk, str(now["key"])):
        why = f"任务已下达，改办结口径请用 {REQUEST} 申请调整，同意后再改"
    if not why and not row.text("reason"):
        why = "任务已下达，改动须在“理由”列写明原因"
    if why:
        desk.refuse(row, column.name, why)
    return not why


def _is_filled_in(row: Mapping[str, Any], desired: Mapping[str, Any]) -> bool:
    """Whether ``desired`` only says who is meant where the issued task ``row`` names nobody.

    Whoever is named in ``row`` keeps the task in the same role.
    """
    units, named = binding(row["units"]), _named(row)
    return (not units or len(named) < len(units)) and named <= _named(desired)


def _named(row: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return the units of a task that say who they are, each with its role."""
    units = [(str(unit["name"]), str(unit["role"])) for unit in binding(row["units"])]
    return {(name, role) for name, role in units if not is_vague(name)}


def _is_granted(desk: Desk, task: str) -> bool:
    """Whether a 调整 that one of the task's units asked for was approved."""
    asked = desk.now.requests
    approved = asked[(asked["type"] == "amend") & (asked["decision"] == "approve")]
    return task in {str(key).partition("@")[0] for key in approved["assignment"]}


def hand_over(desk: Desk, row: Row, now: Mapping[str, Any], task: Mapping[str, Any]) -> None:
    """Make the assignments of the units that ``task``, an issued one, has more than it had ``now``.

    Units it had keep their assignments, also where another stands for them since.
    """
    key, named = str(task["key"]), _named(now)
    more = [unit for unit in task["units"] if (str(unit["name"]), str(unit["role"])) not in named]
    item = assign({**task, "units": more}, desk.directory, desk.on, [])
    issued = desk.now.selection.subjects(("assignment-issued",))  # also from a later day on
    holding = {unit for task_key, _, unit in (s.partition("@") for s in issued) if task_key == key}
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
    units = "、".join(fresh)
    what = "下达时没有责任单位，现交" if not holding else "增列"
    desk.plan.notes.append(f"{key} {what} {units} 承办")
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
