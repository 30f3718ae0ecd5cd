"""The frozen baseline of a document: one hash over the tasks it was issued with.

A document may be issued in parts; each part's hash covers the parts before it too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from taskboard.ledger.select import Event, Selection
from taskboard.ledger.store import canonical


def baseline_hash(frozen: Iterable[dict[str, Any]]) -> str:
    """Return the hash of a baseline: SHA-256 over its tasks as canonical JSON, by key."""
    items = sorted(frozen, key=lambda item: str(item.get("key", "")))
    return hashlib.sha256(canonical(items).encode()).hexdigest()


def frozen_of(event: Event) -> dict[str, Any]:
    """Return what a ``task-issued`` event froze, the hash itself left out."""
    return {name: value for name, value in event.to.items() if name != "baseline"}


def broken_baselines(selection: Selection) -> list[tuple[str, Event]]:
    """Return the parts of baselines whose hash their own events do not give back.

    Returns:
        (serial of the document, first event of the part) in the order they were issued.
    """
    parts: dict[tuple[str, int], list[Event]] = {}
    issued = [event for event in selection.events(("task-issued",)) if "document" in event.to]
    for event in sorted(issued, key=lambda event: event.seq):
        parts.setdefault((str(event.to.get("document")), event.transaction), []).append(event)
    wrong: list[tuple[str, Event]] = []
    for (serial, _), events in parts.items():
        first = events[0]
        before = [
            event
            for (other, _), earlier in parts.items()
            for event in earlier
            if other == serial
            and event.seq < first.seq
            and event.effective_on <= first.effective_on
        ]
        found = baseline_hash(frozen_of(event) for event in (*before, *events))
        if any(event.to.get("baseline") != found for event in events):
            wrong.append((serial, first))
    return wrong
