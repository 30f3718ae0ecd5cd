"""Who in the office follows a task (督办人或岗位), and which leader has charge of it (分管领导)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taskboard.errors import TaskboardError
from taskboard.ledger.events import NewEvent
from taskboard.ledger.naming import find_task
from taskboard.reports.attending import LABELS, people_of
from taskboard.workflows.handle import PLACE
from taskboard.workflows.refusals import NeededError
from taskboard.workflows.workspace import Workspace

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.ledger.store import Ledger


class NothingToHandOverError(TaskboardError):
    """Nobody of that name follows a task."""

    code = "people-unknown"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        listed = f"登记过：{'、'.join(known)}" if known else "还没有登记过"
        super().__init__(
            f"没有由“{name}”督办的任务（{listed}）；登记请用 taskboard task people。",
            f"{name!r} follows no task; see: taskboard task people",
        )


@dataclass(frozen=True, slots=True)
class HandOver:
    """What goes from one hand to another: the tasks, and whether it was written."""

    tasks: tuple[str, ...]
    written: bool


def set_people(
    workspace: Workspace, tasks: Sequence[str], *, supervisor: str | None, leader: str | None
) -> list[str]:
    """Record who follows ``tasks`` and who has charge of them; None leaves it as it is.

    Returns:
        The keys of the tasks.

    Raises:
        NeededError: If neither is given.
    """
    from taskboard.ledger.state import fold

    given = {"supervisor": supervisor, "leader": leader}
    said = {name: _plain(value) for name, value in given.items() if value is not None}
    if not said:
        raise NeededError("督办人（岗位）或分管领导", "--supervisor 或 --leader")
    with workspace.ledger() as ledger:
        state = fold(ledger, workspace.as_of, workspace.settings)
        keys = list(dict.fromkeys(find_task(state, task) for task in tasks))
        _write(workspace, state, ledger, keys, said, "", "task people")
    return keys


def hand_over(
    workspace: Workspace, giver: str, taker: str, *, reason: str = "", apply: bool = False
) -> HandOver:
    """Hand every task that ``giver`` follows to ``taker``, all in one; else only say which.

    Raises:
        NeededError: If one of the names is empty.
        NothingToHandOverError: If ``giver`` follows none.
    """
    from taskboard.ledger.state import fold

    giver, taker = _plain(giver), _plain(taker)
    if not giver or not taker:
        raise NeededError("移交人和接手人的姓名（岗位）", "taskboard task handover FROM TO")
    with workspace.ledger() as ledger:
        state = fold(ledger, workspace.as_of, workspace.settings)
        people = people_of(state)
        keys = [key for key in state.tasks.index if people.get(key, {}).get("supervisor") == giver]
        if not keys:
            known = dict.fromkeys(one["supervisor"] for one in people.values())
            raise NothingToHandOverError(giver, [name for name in known if name])
        if apply:
            said = {"supervisor": taker}
            _write(workspace, state, ledger, keys, said, reason, "task handover")
    return HandOver(tuple(keys), apply)


def _plain(name: str) -> str:
    """Return a name in one line, without blanks around it."""
    return " ".join(name.split())


def _write(
    workspace: Workspace, state: State, ledger: Ledger, keys: Sequence[str],
    said: dict[str, str], reason: str, action: str,
) -> None:  # fmt: skip
    """Append one event per task that changes, all in one transaction."""
    people = people_of(state)
    events = []
    for key in keys:
        was = people.get(key, dict.fromkeys(LABELS, ""))
        before = {name: was[name] for name in said}
        if before != said:
            events.append(NewEvent("people-set", key, said, before, reason=reason, place=PLACE))
    if events:
        ledger.append(
            events, actor=workspace.actor, effective_on=workspace.as_of, action=action,
            expect=ledger.versions(keys),
        )  # fmt: skip
