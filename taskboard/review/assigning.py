"""Turn the units of a task into who holds it: classes expanded, names resolved, roles ranked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from taskboard.ledger.events import NewEvent
from taskboard.model import Finding, Span
from taskboard.review.columns import day_of
from taskboard.review.resolving import binding, is_vague

if TYPE_CHECKING:
    from taskboard.directory import UnitDirectory
    from taskboard.ledger.state import State

RANK = {"lead": 0, "responsible": 1, "cooperate": 2}


@dataclass(frozen=True, slots=True)
class Assigned:
    """A task as it will be frozen, and who holds it.

    Attributes:
        key: Key of the task.
        frozen: Its baseline: wording, units with the members of classes, deadlines, targets.
        holders: (full unit name, role), lead first, each unit once with its highest role.
    """

    key: str
    frozen: dict[str, Any]
    holders: tuple[tuple[str, str], ...]

    def events(self) -> list[NewEvent]:
        """Return one ``assignment-issued`` per holder."""
        frozen = self.frozen
        values = {name: frozen[name] for name in ("due_on", "due_basis", "kind", "rrule")}
        return [
            NewEvent("assignment-issued", f"{self.key}@{unit}", to={"role": role, **values})
            for unit, role in self.holders
        ]


def assign(
    row: Mapping[str, Any], directory: UnitDirectory, on: dt.date, findings: list[Finding]
) -> Assigned:
    """Return who holds the task ``row`` (frames.TASKS plus ``key``) on day ``on``.

    Where ``row`` has a true ``rollup_decided``, its 办结口径 stands; else a lead decides.

    A name the directory does not hold, and a class it cannot expand, keep their printed words
    and are added to ``findings``; so is a task that nobody holds. 相关部门 and the like hold
    nothing until a person says who they are.
    """
    units, holders = [], dict[str, str]()
    for mention in binding(row["units"]):
        members = _members(row["key"], mention, directory, on, findings)
        nobody = not members and is_vague(str(mention["name"]))
        full = list(members) if members or nobody else [str(mention["name"])]
        units.append({**mention, "members": full})
        for unit in full:
            if RANK[mention["role"]] < RANK[holders.get(unit, "cooperate")] or unit not in holders:
                holders[unit] = mention["role"]
    ranked = sorted(holders.items(), key=lambda item: RANK[item[1]])
    if not ranked:
        findings.append(_unheld(row))
    return Assigned(str(row["key"]), _frozen(row, units, ranked), tuple(ranked))


def _unheld(row: Mapping[str, Any]) -> Finding:
    why = f"{row['key']}：下达时没有责任单位，没有单位承办；请在审核表中补填单位并写明理由。"
    span = None if row["source"] else Span(int(row["span_start"]), int(row["span_end"]))
    return Finding("issued-without-unit", "warning", why, span)


def _frozen(
    row: Mapping[str, Any], units: list[dict[str, Any]], holders: list[tuple[str, str]]
) -> dict[str, Any]:
    recurring = [d["rrule"] for d in row["deadlines"] if d.get("rrule")]
    due = day_of(row["due_on"])
    return {
        **{name: row[name] for name in ("key", "document", "wording", "deadlines", "targets")},
        "units": units,
        "kind": row["kind"],
        "rollup": _rollup(row, led=any(role == "lead" for _, role in holders)),
        "due_on": due.isoformat() if due else None,
        "due_basis": row["due_basis"],
        "rrule": recurring[0] if recurring else "",
    }


def _rollup(row: Mapping[str, Any], *, led: bool) -> str:
    """Return who decides that the task is done; without a lead all of them do."""
    return "lead" if led and not (row.get("rollup_decided") and row["rollup"] == "all") else "all"


def rollups_decided(state: State) -> set[str]:
    """Return the keys of the tasks whose 办结口径 a person set, by amending or in a split."""
    decided = {
        event.subject
        for event in state.events("task-amended")
        if "rollup" in event.to and "source" not in event.to  # not by an amended document
    }
    rollups = state.tasks["rollup"].to_dict()
    for event in state.events("task-proposed"):
        origin = event.to.get("split_from")
        if origin in rollups and event.to.get("rollup") != rollups[origin]:
            decided.add(event.subject)
    return decided


def _members(
    key: str,
    mention: Mapping[str, Any],
    directory: UnitDirectory,
    on: dt.date,
    findings: list[Finding],
) -> tuple[str, ...]:
    name = str(mention["name"])
    if not directory.names(on) and not is_vague(name):
        return ()
    members = directory.expand(name, on)
    if members:
        return members
    resolution = directory.resolve(name, on)
    if resolution.unit:
        return (resolution.unit,)
    if members is not None:
        why = f"{key}：单位类别“{name}”在名录中没有成员，按原文印出。"
    elif is_vague(name):
        why = f"{key}：“{name}”没有指明是哪些单位，按原文印出，没有交办；请在审核表中补充具体单位。"
    else:
        why = f"{key}：单位名录中没有“{name}”，按原文印出，请补入名录。"
    span = Span(*mention["span"]) if mention.get("span") else None
    findings.append(Finding("unit-unresolved", "warning", why, span))
    return ()
