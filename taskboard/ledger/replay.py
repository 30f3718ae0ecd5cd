"""Replay what was done to each assignment, and find the moves its state did not allow.

Moves are taken in the order they were written down, since each was judged against what was known
then. Whether work still waits to be received, is in hand or was returned hangs on reports too, of
which there may be a million; here these three are one state, so that none need be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from taskboard.ledger.handling import ACTIONS, MOVES, OPEN, WORKING
from taskboard.ledger.select import Event, Selection

BY_KIND = {
    "assignment-written-off": "writeoff",
    "assignment-archived": "archive",
    "assignment-reopened": "reopen",
    "assignment-resumed": "resume",
}
KINDS = (*BY_KIND, "assignment-issued", "request-filed", "request-decided", "lookback-recorded")


def forbidden_moves(selection: Selection) -> Iterator[tuple[Event, str, str]]:
    """Yield each event whose move was not allowed, with the assignment and the action in words."""
    states: dict[str, str] = {}
    asked: dict[str, Event] = {}
    by_task: dict[str, list[str]] = {}
    for event in sorted(selection.events(KINDS), key=lambda event: event.seq):
        if event.kind == "assignment-issued":
            states[event.subject] = WORKING[0]
            by_task.setdefault(event.subject.partition("@")[0], []).append(event.subject)
            continue
        if event.kind == "lookback-recorded":
            carry = event.to.get("carry")
            for key in by_task.get(event.subject, ()) if carry else ():
                if states[key] in (*OPEN, "suspended"):
                    states[key] = "stopped" if carry == "stopped" else "carried"
            continue
        if event.kind == "request-filed":
            asked[event.subject] = event
        key, action = _move(event, asked)
        if key not in states or action not in MOVES:
            continue
        starts, end = MOVES[action]
        same = WORKING if states[key] in WORKING else (states[key],)
        if not set(same) & set(starts):
            yield event, key, ACTIONS[action]
        states[key] = end or states[key]


def _move(event: Event, asked: dict[str, Event]) -> tuple[str, str]:
    """Return the assignment an event moves and the action that moves it, "" when none."""
    if event.kind == "assignment-resumed" and event.to.get("request"):
        return event.subject, "take-back"  # the unit it went to gave it back
    if event.kind in BY_KIND:
        return event.subject, BY_KIND[event.kind]
    filed = asked.get(event.subject)
    if filed is None:
        return "", ""
    key, kind = str(filed.to.get("assignment")), filed.to.get("type")
    if event.kind == "request-filed":
        return key, f"request-{kind}"
    return key, f"{event.to.get('decision')}-{kind}"
