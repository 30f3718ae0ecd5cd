"""Fill a task with its words, units, time limits and targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from taskboard.model import Deadline, Task, TaskKind, UnitMention
from taskboard.parsing.facts import Facts
from taskboard.parsing.grouping import Piece, body_start
from taskboard.parsing.units import apply_rules
from taskboard.parsing.view import View


def fill(view: View, piece: Piece, seq: int, facts: Facts) -> Task:
    """Return the task that ``piece`` stands for, with all that was found in its place.

    A heading belongs to the first task of its clause: what is found there counts for that task,
    though its words are part of the task only where nothing else says what to do.
    """
    node, first = piece.node, piece.start
    if node and seq == 1:
        piece.start = body_start(view.text, piece, node)
    span = view.span(piece.start, piece.end)
    begin = view.origin(node.start if node and first == node.words else first)
    units = _units(piece, begin, span.end, facts)
    deadlines = _deadlines(piece, begin, span.end, facts)
    return Task(
        code=f"{piece.path}-{seq}",
        path=piece.path,
        seq=seq,
        heading=view.words(node.words, node.heading_end).strip().strip("*") if node else "",
        text=view.words(piece.start, piece.end).strip(),
        span=span,
        kind=kind_of(deadlines),
        rollup="lead" if any(unit.role == "lead" for unit in units) else "all",
        units=tuple(units),
        deadlines=tuple(deadlines),
        targets=tuple(facts.targets_in(begin, span.end)),
    )


def _units(piece: Piece, begin: int, end: int, facts: Facts) -> list[UnitMention]:
    """Return stated, inherited and, last, inferred units; a name stands once."""
    given = [unit for group in piece.groups for unit in group.units]
    given += [replace(u, origin="inherited") for group in piece.inherited for u in group.units]
    groups = piece.groups or piece.inherited
    ruled = apply_rules(given, facts.rules, groups[-1].end if groups else piece.end)
    names: dict[str, UnitMention] = {}
    for unit in (*ruled, *facts.actors_in(begin, end)):
        names.setdefault(unit.name, unit)
    return list(names.values())


def _deadlines(piece: Piece, begin: int, end: int, facts: Facts) -> list[Deadline]:
    """Return the time limits of the task's words, and those inside an inherited bracket."""
    found = list(facts.deadlines_in(begin, end))
    for group in piece.inherited:
        inside = facts.deadlines_in(group.span.start, group.span.end)
        found += [replace(deadline, origin="inherited") for deadline in inside]
    return found


def kind_of(deadlines: Sequence[Deadline]) -> TaskKind:
    """Return what a task's time limits make of it; a milestone is not its end."""
    kinds = {deadline.kind for deadline in deadlines if deadline.milestone is None}
    if "due" in kinds:
        return "once"
    for kind in ("recurring", "triggered", "ongoing"):
        if kind in kinds:
            return kind
    return "once"
