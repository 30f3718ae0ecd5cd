"""Replies of units to supervision papers: who answered which, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taskboard.errors import TaskboardError
from taskboard.ledger.events import NewEvent
from taskboard.workflows.papers import find_paper

if TYPE_CHECKING:
    from taskboard.workflows.workspace import Workspace


class NotAddressedError(TaskboardError):
    """A unit cannot answer a paper that never went to it."""

    code = "paper-not-addressed"

    def __init__(self, number: str, name: str, units: list[str]) -> None:
        more = f"等 {len(units)} 个单位" if len(units) > 8 else ""
        shown = "、".join(units[:8]) + more
        super().__init__(
            f"{number} 没有发给“{name}”；主送：{shown or '（无）'}。请核对编号和单位名称。",
            f"{number} was not sent to {name!r}; see who it went to: taskboard paper list",
        )


def answer(workspace: Workspace, number: str, unit: str, words: str = "") -> str:
    """Record that a unit has answered a paper; return the unit's full name.

    Args:
        workspace: Where the ledger is.
        number: Number of the paper.
        unit: Full or short name of a unit the paper was sent to.
        words: What it said, in short.

    Raises:
        NoSuchPaperError: If there is no such paper.
        NotAddressedError: If the paper was not sent to this unit.
    """
    from taskboard.ledger.naming import one_of

    find_paper(workspace, number)
    state = workspace.state()
    sent = state.papers["units"].to_dict()[number]
    found = one_of(state.units, sent, unit)
    if not found:
        raise NotAddressedError(number, unit, sent)
    event = NewEvent("paper-answered", number, {"unit": found, "words": words})
    with workspace.ledger() as ledger:
        ledger.append(
            [event], actor=workspace.actor, effective_on=workspace.as_of, action="paper answer"
        )
    return found


def sent_papers(workspace: Workspace) -> list[dict[str, Any]]:
    """Return who was sent what: number, kind, title, as_of, units, reply_by, answered."""
    from taskboard.reports.scope import rows_of

    state = workspace.state()
    found = []
    for row in rows_of(state.papers):
        found.append(
            {
                "number": str(row.Index), "kind": str(row.kind), "title": str(row.title),
                "as_of": str(row.as_of.date()), "units": list(row.units),
                "reply_by": str(row.reply_by.date()) if row.reply_by == row.reply_by else "",
                "answered": {name: str(day) for name, day in row.answered.items()},
            }
        )  # fmt: skip
    return found
