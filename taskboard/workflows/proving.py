"""Evidence of one assignment, which target it proves, and what is lacking before 办结."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.errors import TaskboardError
from taskboard.ledger.events import NewEvent
from taskboard.office.template import number
from taskboard.workflows.refusals import NeededError

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.workflows.handle import Done
    from taskboard.workflows.workspace import Workspace

MEETS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}
SIGNS = {">=": "≥", "<=": "≤", ">": "大于 ", "<": "小于 "}


class NoSuchTargetError(TaskboardError):
    """A number that is none of the task's targets."""

    code = "target-unknown"

    def __init__(self, text: str, targets: Sequence[Mapping[str, Any]]) -> None:
        listed = "；".join(f"{n} {one.get('text')}" for n, one in enumerate(targets, 1))
        super().__init__(
            f"没有第 {text} 个指标；这项任务的指标：{listed or '无'}。",
            f"the task has no target {text}; it has {len(targets)}.",
        )


def target_at(targets: Sequence[Mapping[str, Any]], text: str) -> int:
    """Return the place (from 0) of the target that ``text``, counted from 1, means.

    Raises:
        NoSuchTargetError: If there is none.
    """
    plain = text.strip().removeprefix("指标")
    if not plain.isdecimal() or not 1 <= int(plain) <= len(targets):
        raise NoSuchTargetError(text, targets)
    return int(plain) - 1


def add_evidence(
    workspace: Workspace, task: str, *, unit: str = "", files: Sequence[Path] = (),
    links: Sequence[str] = (), notes: Sequence[str] = (), proves: str = "",
    on: dt.date | None = None,
) -> Done:  # fmt: skip
    """Record files, links and notes as evidence of an assignment.

    Args:
        workspace: Where the ledger is.
        task: Key of the task, or an end of it.
        unit: The unit, when the task has several.
        files: Copied into the workspace, bytes and SHA-256 into the ledger.
        links: Addresses, kept as words; nothing is fetched.
        notes: What a person saw or was told.
        proves: Number of the target it proves, or any words.
        on: The day it was given.

    Raises:
        NeededError: If there is neither file, link nor note.
        NoSuchTargetError: If ``proves`` is a number and no target's.
    """
    from taskboard.workflows.evidence import keep_evidence
    from taskboard.workflows.handle import PLACE, Desk, Done

    words = [("link", link.strip()) for link in links] + [("note", note.strip()) for note in notes]
    if not files and not any(text for _, text in words):
        raise NeededError("佐证材料", "--file、--link 或 --note")
    with workspace.ledger() as ledger:
        desk = Desk.at(workspace, ledger, task, unit)
        desk.check("report")
        targets: Any = desk.state.tasks.at[str(desk.row["task"]), "targets"]
        about: dict[str, Any] = {"proves": proves.strip()}
        if proves.strip().removeprefix("指标").isdecimal():
            place = target_at(targets, proves)
            about = {"proves": str(targets[place]["text"]), "target": place}
        events = keep_evidence(workspace, ledger, desk.key, files, about["proves"])
        events = [
            NewEvent(event.kind, desk.key, {**(event.to or {}), **about}, place=event.place)
            for event in events
        ]
        events += [
            NewEvent("evidence-added", desk.key, {"name": text, "kind": kind, **about}, place=PLACE)
            for kind, text in words
            if text
        ]
        desk.write(events, "task evidence", on)
    told = f"，证明“{about['proves']}”" if about["proves"] else ""
    return Done(desk.key, f"{desk.name}已登记佐证 {len(events)} 份{told}。")


def lacking(state: State, key: str) -> list[str]:
    """Return what an assignment has not got yet of what its 办结 rests on.

    Targets with a number need an actual value that meets them; some evidence there must be, and
    each paper that ``[checklist]`` names for this kind of task.
    """
    row: Any = state.assignments.loc[key]
    targets: Any = state.tasks.at[str(row["task"]), "targets"]
    actuals = row["actuals"] or {}
    found = [
        words
        for place, target in enumerate(targets)
        if (words := _short_of(place + 1, target, actuals.get(str(place))))
    ]
    events = state.events("evidence-added", subjects=[key])
    given = [f"{e.to.get('name', '')} {e.to.get('proves', '')}" for e in events]
    given += [str(words) for words in state.updates_on(key)["evidence"] if words]
    wanted = state.settings.checklist.get(row["kind"] or "once", [])
    if not given and not wanted:
        found.append("没有佐证材料")
    return found + [f"缺“{one}”" for one in wanted if not any(one in words for words in given)]


def _short_of(count: int, target: Mapping[str, Any], actual: float | None) -> str:
    """Return what is wrong with the actual value of one target, "" for nothing."""
    wanted, op = target.get("value"), str(target.get("op") or "")
    if wanted is None:
        return ""
    name = f"指标{count}（{target.get('text')}）"
    if actual is None:
        return f"{name}没有报实际值"
    if MEETS.get(op, operator.eq)(actual, wanted):
        return ""
    unit = target.get("unit") or ""
    return f"{name}实际为 {number(actual)}{unit}，目标 {SIGNS.get(op, '')}{number(wanted)}{unit}"
