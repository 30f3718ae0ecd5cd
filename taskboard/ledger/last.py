"""Let the store choose the updates that still say something, so that no log is read whole.

Of each assignment these are the newest update, and for each field that one leaves empty the newest
that filled it. Where corrections, undoing or cleared fields make that wrong, the assignment is
named instead, to be folded from all its updates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from taskboard.ledger.events import REPORTS
from taskboard.ledger.schema import EVENTS
from taskboard.ledger.select import Event, Selection

REPORTED, CORRECTED = REPORTS
BASE = 10**12  # seqs of equal length, so that text of day and seq sorts as the pair does
EMPTY = ('""', "{}", "[]", "null")


class Last(NamedTuple):
    """The updates of one assignment that still say something, and how many it has."""

    events: list[Event]
    reports: int


def last_updates(selection: Selection, fields: Sequence[str]) -> tuple[list[Last], list[str]]:
    """Return what is left of plain assignments, and the keys of those to fold in full."""
    with selection.connection() as connection:
        counted = _newest(selection, connection)
        others = _special(selection, connection) & counted.keys()
        chosen = {key: {seq} for key, (_, seq) in counted.items() if key not in others}
        for key, seqs in _filled(selection, connection, fields):
            if key in chosen:
                chosen[key] |= seqs
        events: defaultdict[str, list[Event]] = defaultdict(list)
        for event in selection.numbered(sorted(set().union(*chosen.values()))):
            events[event.subject].append(event)
    return [Last(events[key], counted[key][0]) for key in chosen], sorted(others)


def _moment() -> sa.ColumnElement[str]:
    return EVENTS.c.effective_on + sa.cast(EVENTS.c.seq + BASE, sa.String)


def _seq(moment: str) -> int:
    return int(moment[10:]) - BASE


def _newest(selection: Selection, connection: sa.Connection) -> dict[str, tuple[int, int]]:
    """Return per assignment how many updates it has and the newest; read from the index alone."""
    query = (
        sa.select(EVENTS.c.subject, sa.func.count(), sa.func.max(_moment()))
        .where(EVENTS.c.kind.in_((REPORTED, CORRECTED)), *selection.where())
        .group_by(EVENTS.c.subject)
    )
    return {row[0]: (row[1], _seq(row[2])) for row in connection.execute(query)}


def _special(selection: Selection, connection: sa.Connection) -> set[str]:
    """Return the assignments with a corrected update, one taken back, or a cleared field."""
    query = sa.select(EVENTS.c.subject).where(*selection.where()).distinct()
    cleared = EVENTS.c.after.like('%"cleared":%')
    found = set(connection.execute(query.where(EVENTS.c.kind == CORRECTED)).scalars())
    found |= set(connection.execute(query.where(EVENTS.c.kind == REPORTED, cleared)).scalars())
    gone = sorted(selection.dropped)
    for start in range(0, len(gone), 500):
        part = query.where(EVENTS.c.seq.in_(gone[start : start + 500]))
        found |= set(connection.execute(part).scalars())
    return found


def _filled(
    selection: Selection, connection: sa.Connection, fields: Sequence[str]
) -> list[tuple[str, set[int]]]:
    """Return per assignment the newest updates that filled each of ``fields``."""
    cases: list[sa.ColumnElement[Any]] = []
    for name in fields:
        said = EVENTS.c.after.like(f'%"{name}":%')
        empty = [EVENTS.c.after.like(f'%"{name}":{value}%') for value in EMPTY]
        cases.append(sa.func.max(sa.case((said & ~sa.or_(*empty), _moment()))))
    query = (
        sa.select(EVENTS.c.subject, *cases)
        .where(EVENTS.c.kind == REPORTED, *selection.where())
        .group_by(EVENTS.c.subject)
    )
    rows = connection.execute(query)
    return [(row[0], {_seq(moment) for moment in row[1:] if moment}) for row in rows]
