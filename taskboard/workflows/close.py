"""The end of an assignment, and what comes after: write off, archive, reopen, resume."""

from __future__ import annotations

import datetime as dt

from taskboard.ledger.events import NewEvent
from taskboard.words import word
from taskboard.workflows.handle import PLACE, Desk, Done
from taskboard.workflows.refusals import NeededError, UnverifiedError
from taskboard.workflows.workspace import Workspace


def write_off(workspace: Workspace, task: str, unit: str = "", on: dt.date | None = None) -> Done:
    """Strike a completed and verified assignment off (销号)."""
    with workspace.ledger() as ledger:
        desk = Desk.at(workspace, ledger, task, unit)
        desk.refuse_own("销号", "write off")
        desk.check("writeoff")
        if desk.row["verification"] != "true":
            finding = word("verification", desk.row["verification"], workspace.settings.names)
            raise UnverifiedError(desk.name, finding)
        desk.write([NewEvent("assignment-written-off", desk.key, place=PLACE)], "task writeoff", on)
    return Done(desk.key, f"{desk.name}已销号。")


def archive(workspace: Workspace, task: str, unit: str = "", on: dt.date | None = None) -> Done:
    """File a written-off assignment away (归档)."""
    with workspace.ledger() as ledger:
        desk = Desk.at(workspace, ledger, task, unit)
        desk.check("archive")
        desk.write([NewEvent("assignment-archived", desk.key, place=PLACE)], "task archive", on)
    return Done(desk.key, f"{desk.name}已归档。")


def reopen(
    workspace: Workspace, task: str, reason: str, unit: str = "", on: dt.date | None = None
) -> Done:
    """Take a closed assignment up again (反弹), with a link to the closure it undoes."""
    if not reason.strip():
        raise NeededError("重新开启的原因", "--reason")
    with workspace.ledger() as ledger:
        desk = Desk.at(workspace, ledger, task, unit)
        desk.check("reopen")
        asked = desk.state.requests
        closing = asked[(asked["assignment"] == desk.key) & (asked["type"] == "close")]
        decided = desk.state.events("request-decided", subjects=list(closing.index))
        closure = [event.seq for event in decided if event.to.get("decision") == "approve"]
        to = {"closure": closure[-1]} if closure else {}
        event = NewEvent("assignment-reopened", desk.key, to, reason=reason, place=PLACE)
        desk.write([event], "task reopen", on)
    return Done(desk.key, f"{desk.name}已重新开启，转入办理中。")


def resume(
    workspace: Workspace, task: str, unit: str = "", on: dt.date | None = None, reason: str = ""
) -> Done:
    """Take up again what was suspended or stopped (恢复办理)."""
    with workspace.ledger() as ledger:
        desk = Desk.at(workspace, ledger, task, unit)
        desk.check("resume")
        event = NewEvent("assignment-resumed", desk.key, reason=reason, place=PLACE)
        desk.write([event], "task resume", on)
    return Done(desk.key, f"{desk.name}已恢复办理。")
