"""Hold rounds and returned forms to the ledger's own record: nothing asked or taken twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import sqlalchemy as sa

from taskboard.ledger.check import at, wrong
from taskboard.ledger.events import REPORTS
from taskboard.ledger.schema import EVENTS, TRANSACTIONS
from taskboard.ledger.select import COLUMNS, Event, Selection, decode
from taskboard.model import Finding

BATCH = 2_000


def asked_twice(selection: Selection) -> Iterator[Finding]:
    """Tell of rounds that are both open and wait for the same row."""
    events = selection.events(("round-opened", "round-closed"))
    closed = {event.subject for event in events if event.kind == "round-closed"}
    still: dict[str, set[str]] = {}  # open round -> the rows it asks
    opened = (event for event in events if event.kind == "round-opened")
    for event in sorted(opened, key=lambda event: event.seq):
        asks = [str(key) for key in event.to.get("asks", [])]
        for name in sorted({name for name in asks if asks.count(name) > 1})[:1]:
            yield wrong("asked-twice", f"{name} 在本期列了两次。", at(event))
        if event.subject in closed:
            continue
        for number, earlier in still.items():
            both = sorted(earlier & set(asks))
            waiting = sorted(set(both) - _came(selection, number, both, event.seq))
            if waiting:
                names = "、".join(waiting[:3]) + ("等" if len(waiting) > 3 else "")
                told = f"{names}共 {len(waiting)} 项在 {number} 期催报未复，本期又问了一遍。"
                yield wrong("asked-twice", told, at(event))
        still[event.subject] = set(asks)


def _came(selection: Selection, number: str, keys: Sequence[str], until: int) -> set[str]:
    """Return which of ``keys`` had been reported for round ``number`` before seq ``until``."""
    found = selection.events(REPORTS, keys, taken_back=True) if keys else []
    return {e.subject for e in found if e.seq < until and e.to.get("round") == number}


def reports_by_assignment(selection: Selection) -> Iterator[list[Event]]:
    """Yield the reports on one assignment after the other, each list in the order they count.

    The log is streamed: only the reports on one assignment are held at a time.
    """
    query = sa.select(*COLUMNS).join_from(EVENTS, TRANSACTIONS)
    query = query.where(EVENTS.c.kind.in_(REPORTS), *selection.where())
    query = query.order_by(EVENTS.c.subject, EVENTS.c.effective_on, EVENTS.c.seq)
    dropped = selection.dropped
    with selection.ledger.engine.connect() as connection:
        rows = connection.execution_options(yield_per=BATCH).execute(query)
        for _, mine in groupby(rows, key=lambda row: row[3]):
            yield decode([row for row in mine if row[0] not in dropped])


def written_within(
    selection: Selection, transactions: Sequence[int], kinds: Sequence[str]
) -> Iterator[tuple[int, str, str]]:
    """Yield seq, kind and subject of the events of ``kinds`` in these transactions."""
    query = sa.select(EVENTS.c.seq, EVENTS.c.kind, EVENTS.c.subject)
    query = query.where(EVENTS.c.kind.in_(kinds)).order_by(EVENTS.c.seq)
    with selection.connection() as connection:
        for start in range(0, len(transactions), 500):
            some = EVENTS.c.transaction_id.in_(transactions[start : start + 500])
            for row in connection.execute(query.where(some)):
                yield row[0], row[1], row[2]
