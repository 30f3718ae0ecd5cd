"""The pieces a told event is made of: a code by its name, a short text, a change old → new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taskboard.ledger.select import Event
from taskboard.words import NAMES, word

Names = Mapping[str, str]
SHORT = 40  # characters of a text that is told in one sentence
FEW = 3  # names that are told one by one


def name_of(axis: str, code: Any, own: Names) -> str:
    """Return what a code is called, the code itself when it has no name."""
    return word(axis, str(code), own) if f"{axis}.{code}" in NAMES else str(code or "")


def unit_of(event: Event, filed: Event | None) -> str:
    """Return the unit an event is about, "" when it is about none."""
    about = filed if filed is not None and event.kind.endswith("-decided") else event
    unit = str(about.to.get("assignment") or event.subject).partition("@")[2]
    return unit or str(about.to.get("unit") or "")


def short(text: Any) -> str:
    """Return a text cut to what one sentence holds."""
    words = str(text or "").strip()
    return words if len(words) <= SHORT else words[: SHORT - 1] + "…"


def saying(head: str, *parts: Any, mark: str = "：") -> str:
    """Return ``head：a，b`` of the parts that say something, ``head`` alone of none."""
    said = [str(part).rstrip("。") for part in parts if part]
    return f"{head}{mark}{'，'.join(said)}" if said else head


def several(names: Any) -> str:
    """Return the first names and how many there are."""
    listed = [str(name) for name in names or ()]
    return "、".join(listed[:FEW]) + (f"等 {len(listed)} 个" if len(listed) > FEW else "")


def change_of(event: Event, name: str) -> str:
    """Return how an event changes the field ``name``, old and new."""
    old, new = (plain(side.get(name)) for side in (event.before, event.to))
    if old == new:
        return "已核定"
    if not new:
        return f"删去“{old}”"
    return f"由“{old}”改为“{new}”" if old else f"改为“{new}”"


def plain(value: Any) -> str:
    """Return a value, or a list of units, limits or targets, in words."""
    if not isinstance(value, list | tuple):
        return "" if value is None else str(value)
    words = []
    for one in value:
        if not isinstance(one, Mapping):
            words.append(str(one))
            continue
        named = one.get("name") or one.get("text") or one.get("due_on") or ""
        day = one.get("due_on")
        words.append(f"{named}（{day}）" if day and day != named else str(named))
    return "、".join(words)
