"""One event as one Chinese sentence, for the story of a task.

A sentence has the day, the unit where it acts itself, what happened in the words of
`taskboard.workflows.told`, the reason, and in brackets who wrote it down and the event's number.
"""

from __future__ import annotations

from taskboard.ledger.events import KINDS
from taskboard.ledger.select import Event
from taskboard.workflows.evidence import VERIFIED
from taskboard.workflows.told import CLAUSES
from taskboard.workflows.told_words import Names, unit_of

STORY_KINDS = tuple(
    kind for kind, (family, _, _) in KINDS.items() if family in ("task", "assignment", "request")
)
# what a unit does itself; of all else the clause says whom it concerns
BY_UNIT = ("assignment-received", "progress-reported", "progress-corrected", "evidence-added",
           "request-filed", "paper-answered", "appeal-filed")  # fmt: skip
REASONED = ("finding-settled", "undone")  # the clause says the reason itself


def sentence(event: Event, filed: Event | None, own: Names) -> str:
    """Return what happened, e.g. ``2023-08-04 市教育局 报送进展：有进展，完成 60%。（张三，#31）``.

    Args:
        event: The event.
        filed: For a decision, the request or appeal it decides.
        own: The office's own names of statuses.
    """
    by_unit = event.kind in BY_UNIT and event.to.get("proves") != VERIFIED
    unit = unit_of(event, filed) if by_unit else ""
    clause = CLAUSES[event.kind](event, filed, own)
    reason = event.reason if event.kind not in REASONED else ""
    words = "；".join(
        part.rstrip("。") for part in (clause, f"理由：{reason}" if reason else "") if part
    )
    head = " ".join(part for part in (event.effective_on, unit) if part)
    return f"{head} {words}。（{event.actor}，#{event.seq}）"
