"""The version of a subject: what a writer must have seen for its events to be taken in."""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa

from taskboard.ledger.schema import EVENTS
from taskboard.ledger.statements import ask

ASKED = 500  # values in one statement; stores take some tens of thousands
MOST = 2**63 - 1
_TAKEN_BACK = (
    "SELECT seq, effective_on, after FROM events WHERE kind = 'undone' AND seq <= :until "
    "ORDER BY seq"
)


def versions_of(connection: sa.Connection, subjects: Sequence[str]) -> dict[str, int]:
    """Return the version of each of ``subjects`` within ``connection``'s transaction."""
    found: dict[str, int] = {}
    for start in range(0, len(subjects), ASKED):
        query = (
            sa.select(EVENTS.c.subject, sa.func.max(EVENTS.c.seq))
            .where(EVENTS.c.subject.in_(subjects[start : start + ASKED]))
            .group_by(EVENTS.c.subject)
        )
        found.update((row[0], row[1]) for row in connection.execute(query).all())
    wanted = set(subjects)
    for seq, _, taken in taken_back(connection):
        for subject in wanted & subjects_of(connection, taken):
            found[subject] = max(found.get(subject, 0), seq)
    return found


def taken_back(
    connection: sa.Connection, until_seq: int | None = None
) -> list[tuple[int, str, list[int]]]:
    """Return per ``undone`` event its seq, its day and the seqs it takes back."""
    rows = ask(connection, _TAKEN_BACK, {"until": MOST if until_seq is None else until_seq})
    return [(row[0], row[1], json.loads(row[2])["seqs"]) for row in rows]


def subjects_of(connection: sa.Connection, seqs: Sequence[int]) -> set[str]:
    """Return the subjects of the events with these numbers."""
    found: set[str] = set()
    for start in range(0, len(seqs), ASKED):
        chosen = EVENTS.c.seq.in_(seqs[start : start + ASKED])
        found |= set(connection.execute(sa.select(EVENTS.c.subject).where(chosen)).scalars())
    return found
