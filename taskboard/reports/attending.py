"""What is known of a task beside its status: who follows it, leaders' notes, what is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from taskboard.office.template import number

if TYPE_CHECKING:
    from taskboard.ledger.state import State

LABELS = {"supervisor": "督办", "leader": "分管领导"}


def people_of(state: State) -> dict[str, dict[str, str]]:
    """Return per task what was last said of ``supervisor`` and ``leader``; "" was taken away."""
    found: dict[str, dict[str, str]] = {}
    for event in state.events("people-set"):
        said = {name: str(event.to[name]) for name in LABELS if name in event.to}
        found.setdefault(event.subject, dict.fromkeys(LABELS, "")).update(said)
    return found


def instructions_of(state: State) -> dict[str, str]:
    """Return per task what leaders wrote on it (批示), in the order they did."""
    found: dict[str, list[str]] = {}
    for event in state.events("instruction-noted"):
        told = f"{event.effective_on} {event.to.get('who', '')}：{event.to.get('what', '')}"
        found.setdefault(event.subject, []).append(told)
    return {task: "；".join(told) for task, told in found.items()}


def reached(targets: Sequence[Mapping[str, Any]], actuals: Mapping[str, float] | None) -> str:
    """Return what has been reached of each target, "" when nothing was reported."""
    said = sorted((int(place), value) for place, value in (actuals or {}).items())
    return "；".join(
        f"{targets[at]['text']}：{number(value)}{targets[at].get('unit') or ''}"
        for at, value in said
        if at < len(targets)
    )
