"""催办 by message: what was sent is noted, and nobody is asked again before some days are over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taskboard.calendar import Calendar
from taskboard.ledger.events import NewEvent
from taskboard.workflows.handle import PLACE
from taskboard.workflows.overview import Matter, messages, today
from taskboard.workflows.workspace import Workspace

if TYPE_CHECKING:
    from taskboard.ledger.state import State

PAUSE = 3  # working days before the same is asked by message again


@dataclass(frozen=True, slots=True)
class Reminders:
    """Messages to paste, and what is left out of them.

    Attributes:
        messages: Unit -> text.
        held: Matters a message told less than the pause ago.
        noted: How many matters were noted as sent just now.
    """

    messages: dict[str, str]
    held: tuple[Matter, ...]
    noted: int


def reminders(workspace: Workspace, *, again: bool = False, sent: bool = False) -> Reminders:
    """Return the messages due on the workspace's day.

    Args:
        workspace: Where the ledger is; ``remind_days`` under ``[papers]`` sets the pause.
        again: Whether what was told within the pause is told again.
        sent: Whether to note the messages as sent.
    """
    from taskboard.ledger.state import fold

    with workspace.ledger() as ledger:
        workspace.refuse_early(ledger)
        state = fold(ledger, workspace.as_of, workspace.settings)
        now = today(workspace, state)
        quiet = _quiet(state)
        held = [one for one in now.matters if one.unit and one.key in quiet and not again]
        due = [one for one in now.matters if again or not one.unit or one.key not in quiet]
        told = [one for one in due if one.key in state.assignments.index and one.group != "静默"]
        if sent and told:
            events = [
                NewEvent(
                    "reminder-noted", one.key, {"group": one.group, "words": one.words}, place=PLACE
                )
                for one in told
            ]
            ledger.append(
                events, actor=workspace.actor, effective_on=workspace.as_of, action="today"
            )
    texts = messages(due, workspace.as_of, now.office)
    return Reminders(texts, tuple(held), len(told) if sent else 0)


def reminded_on(state: State) -> dict[str, list[dt.date]]:
    """Return per assignment the days a message was sent about it."""
    found: dict[str, list[dt.date]] = {}
    for event in state.events("reminder-noted"):
        found.setdefault(event.subject, []).append(dt.date.fromisoformat(event.effective_on))
    return found


def _quiet(state: State) -> set[str]:
    """Return the assignments a message told of within the pause."""
    calendar = Calendar.of(state.settings.holidays)
    pause = int(state.settings.papers.get("remind_days", PAUSE))
    return {
        key
        for key, sent in reminded_on(state).items()
        if state.as_of < calendar.add_workdays(sent[-1], pause).day
    }
