"""How far each task has come, told from the kinds of its events alone, their payloads unread."""

from __future__ import annotations

from typing import NamedTuple

from taskboard.ledger.fold_tasks import DECIDED, TASK_KINDS, became
from taskboard.ledger.select import Selection

# a decision may move days and an undoing takes anything back: the events must be folded
FOLDED = (DECIDED, "undone")
PAPER = "document-amended"  # may change the year that limits are read in
KINDS = (*TASK_KINDS, PAPER, *FOLDED)


class Head(NamedTuple):
    """A task's state on the axis 分解, and its version."""

    decomposition: str
    version: int


def nothing_since(before: Selection, now: Selection) -> bool:
    """Whether ``now`` sees no event that may concern a task but those ``before`` saw."""
    if before.until_seq != now.until_seq:
        return False
    return before.as_of == now.as_of or not now.any_after(before.as_of, KINDS)


def unmoved_heads(before: Selection, now: Selection) -> dict[str, Head]:
    """Return the tasks that print in ``now`` what they printed ``before``, by key.

    One left out may still print the same: this only tells what is sure without folding.
    """
    heads: dict[str, Head] = {}
    moved = set()
    until, as_of = before.until_seq, before.as_of
    for seq, day, kind, subject in now.marks(KINDS, taken_back=True):  # then there is an undoing
        new = seq > until or day > as_of
        if kind in FOLDED or (new and kind == PAPER):
            return {}
        if new:
            moved.add(subject)
        if kind == "task-proposed":
            heads[subject] = Head("proposed", seq)
        elif subject in heads:
            was = heads[subject]
            heads[subject] = Head(became(was.decomposition, kind), max(seq, was.version))
    return {key: head for key, head in heads.items() if key not in moved} if moved else heads
