"""Compare an amended document with the tasks the ledger has from the earlier one.

Text that is the same, wherever it now stands, is the same task. What is left is paired by
likeness: a pair is one task reworded; the rest was added or removed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from taskboard.review.columns import squash

ALIKE = 0.5  # a reworded text shares at least this much with the old one
SAME_PLACE = 0.1  # bonus for a clause with the same number
Kind = Literal["same", "restored", "reworded", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One task of the old document, of the new one, or of both.

    Attributes:
        kind: ``same``, ``restored`` (the same again, after an earlier version had put it in
            doubt), ``reworded``, ``added`` or ``removed``.
        key: Key of the task in the ledger, "" when added.
        code: Its number, the new one where there is one.
        old: Its text in the ledger.
        new: Its text in the amended document.
        task: The amended document's task (parsing contract), None when removed.
        after: Order of the task it follows; where an added one is put.
    """

    kind: Kind
    key: str
    code: str
    old: str
    new: str
    task: Mapping[str, Any] | None = None
    after: int = 0


def differences(
    old: Mapping[str, Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> list[Difference]:
    """Return what became of each task, in the order of the new document, removed ones last.

    Args:
        old: Tasks in the ledger by key (frames.TASKS).
        new: Tasks of the amended document as the parsing contract has them.
    """
    pairs = _pairs(old, new)
    found: list[Difference] = []
    after = 0
    for number, task in enumerate(new):
        key = pairs.get(number, "")
        text = str(task["text"])
        if not key:
            found.append(Difference("added", "", str(task["code"]), "", text, task, after))
            continue
        row = old[key]
        after = int(row["order"])
        same = squash(row["text"]) == squash(text)
        kind: Kind = "same" if same else "reworded"
        found.append(Difference(kind, key, str(task["code"]), str(row["text"]), text, task, after))
    kept = set(pairs.values())
    found += [
        Difference("removed", key, str(row["code"]), str(row["text"]), "")
        for key, row in old.items()
        if key not in kept
    ]
    return found


def _pairs(
    old: Mapping[str, Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> dict[int, str]:
    by_text: dict[str, list[str]] = {}
    for key, row in old.items():
        by_text.setdefault(squash(row["text"]), []).append(key)
    pairs: dict[int, str] = {}
    for number, task in enumerate(new):
        if same := by_text.get(squash(task["text"])):
            pairs[number] = same.pop(0)
    taken = set(pairs.values())
    scored = [
        (score, number, key)
        for number, task in enumerate(new)
        if number not in pairs
        for key, row in old.items()
        if key not in taken and (score := _likeness(row, task)) >= ALIKE
    ]
    for _, number, key in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if number not in pairs and key not in taken:
            pairs[number] = key
            taken.add(key)
    return pairs


def _likeness(row: Mapping[str, Any], task: Mapping[str, Any]) -> float:
    matcher = SequenceMatcher(None, squash(row["text"]), squash(task["text"]), autojunk=False)
    bonus = SAME_PLACE if row["path"] == task["path"] else 0.0
    if matcher.quick_ratio() + bonus < ALIKE:
        return 0.0
    return matcher.ratio() + bonus
