"""Keep of a covering notice's numbered sentences those that hand out a duty of their own.

A notice says 一、提高认识 and 列第一位的为牵头单位 above the plan; only what names a day or hands
itself to a unit is worth a line in the ledger. The rest stays in the letterhead, as the notice.
"""

from __future__ import annotations

from taskboard.model import Task
from taskboard.parsing.coverage import Mark
from taskboard.parsing.grouping import Piece
from taskboard.parsing.outline import Node, Outline

PREFIX = "p0:"


def is_duty(task: Task) -> bool:
    """Tell whether a notice's sentence names a time limit or prints who answers for it."""
    timed = any(
        deadline.kind in ("due", "recurring") or deadline.within is not None
        for deadline in task.deadlines
    )
    return timed or any(unit.origin == "stated" for unit in task.units)


def keep_duties(
    outline: Outline, pieces: list[Piece], tasks: list[Task]
) -> tuple[list[Task], list[Mark]]:
    """Take the nodes without a duty out of the notice's outline.

    Args:
        outline: The notice's numbered sentences; its nodes are thinned.
        pieces: What its tasks were cut from.
        tasks: The tasks, one for each piece.

    Returns:
        The tasks that stay, and the marks of the text that is the notice's now.
    """
    kept: list[Task] = []
    held: set[int] = set()
    closing = False
    for piece, task in zip(pieces, tasks, strict=True):
        if not is_duty(task):
            continue
        kept.append(task)
        closing = closing or piece.node is None
        node: Node | None = piece.node
        while node is not None:
            held.add(id(node))
            node = node.parent
    marks = [
        Mark(start, end, "letterhead", "notice")
        for node in outline.nodes
        if id(node) not in held
        for start, end in ((node.start, node.words), (node.words, node.end))
    ]
    if not closing:
        marks += [Mark(start, end, "letterhead", "notice") for start, end in outline.closing]
    outline.nodes = [node for node in outline.nodes if id(node) in held]
    return kept, sorted(marks)
