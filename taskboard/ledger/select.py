"""Read chosen events of a ledger as of a day and a snapshot, in the order they count.

Nothing here reads more of the log than the kinds it is asked for.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import orjson
import sqlalchemy as sa

from taskboard.ledger import versions
from taskboard.ledger.schema import EVENTS, SOURCES, TRANSACTIONS
from taskboard.ledger.statements import ask
from taskboard.ledger.store import Ledger


class Event(NamedTuple):
    """One event as it stands in the ledger; ``to`` and ``before`` are empty when it has none."""

    seq: int
    effective_on: str
    kind: str
    subject: str
    to: dict[str, Any]
    before: dict[str, Any]
    reason: str
    place: str
    transaction: int
    recorded_at: str
    action: str
    actor: str
    actor_unit: str
    actor_role: str

    @property
    def day(self) -> dt.date:
        """The day it counts from."""
        return dt.date.fromisoformat(self.effective_on)


COLUMNS = (
    EVENTS.c.seq,
    EVENTS.c.effective_on,
    EVENTS.c.kind,
    EVENTS.c.subject,
    EVENTS.c.after,
    EVENTS.c.before,
    EVENTS.c.reason,
    EVENTS.c.place,
    TRANSACTIONS.c.id,
    TRANSACTIONS.c.recorded_at,
    TRANSACTIONS.c.action,
    TRANSACTIONS.c.actor,
    TRANSACTIONS.c.actor_unit,
    TRANSACTIONS.c.actor_role,
)
QUERY = sa.select(*COLUMNS).join(TRANSACTIONS)

# every command asks these, see `ask`
_EVENTS = (
    "SELECT e.seq, e.effective_on, e.kind, e.subject, e.after, e.before, e.reason, e.place, "
    "t.id, t.recorded_at, t.action, t.actor, t.actor_unit, t.actor_role "
    "FROM events e JOIN transactions t ON t.id = e.transaction_id "
    "WHERE e.kind IN :kinds AND e.seq <= :until AND e.effective_on <= :day"
)
_MARKS = (
    "SELECT e.seq, e.effective_on, e.kind, e.subject FROM events e "
    "WHERE e.kind IN :kinds AND e.seq <= :until AND e.effective_on <= :day"
)
_LAST = "SELECT e.subject, max(e.seq) FROM events e WHERE e.seq <= :until AND e.subject IN "
_ABOUT = " AND e.subject IN :subjects"
_IN_ORDER = " ORDER BY e.effective_on, e.seq"


@dataclass(frozen=True)
class Selection:
    """The events that count on ``as_of`` in the snapshot that ends with ``until_seq``."""

    ledger: Ledger
    as_of: str
    until_seq: int
    _shared: list[sa.Connection] = field(default_factory=list)

    @contextmanager
    def connection(self) -> Iterator[sa.Connection]:
        """Yield a connection; one inside the other share one."""
        if self._shared:
            yield self._shared[-1]
            return
        with self.ledger.engine.connect() as connection:
            self._shared.append(connection)
            try:
                yield connection
            finally:
                self._shared.clear()

    @cached_property
    def undone(self) -> list[tuple[int, str, list[int]]]:
        """Per event of the snapshot that takes others back its seq, its day and their seqs."""
        with self.connection() as connection:
            return versions.taken_back(connection, self.until_seq)

    @cached_property
    def dropped(self) -> frozenset[int]:
        """Seqs of the events taken back, as far as the taking back counts on the day."""
        return frozenset(seq for _, day, seqs in self.undone if day <= self.as_of for seq in seqs)

    def source_text(self, sha256: str) -> str:
        """Return the read text of a kept source document.

        Raises:
            KeyError: If it is not here.
        """
        query = sa.select(SOURCES.c.text).where(SOURCES.c.sha256 == sha256)
        with self.connection() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise KeyError(sha256)
        return row[0] or ""

    def where(self) -> list[sa.ColumnElement[bool]]:
        """Return the conditions every counted event meets, taken back or not."""
        return [EVENTS.c.seq <= self.until_seq, EVENTS.c.effective_on <= self.as_of]

    def events(
        self,
        kinds: Sequence[str],
        subjects: Sequence[str] | None = None,
        *,
        taken_back: bool = False,
        since: str = "",
    ) -> list[Event]:
        """Return the counted events of ``kinds`` in (effective_on, seq) order.

        Args:
            kinds: The kinds wanted.
            subjects: Only events on these; all when None.
            taken_back: Also those that a later event took back.
            since: Only events that count from this day or a later one.
        """
        given: dict[str, Any] = {"kinds": kinds, "day": self.as_of}
        query = _EVENTS
        if since:
            query, given["since"] = f"{query} AND e.effective_on >= :since", since
        if subjects is None:
            rows = self._found(query + _IN_ORDER, given)
        else:
            rows = self._found(query + _ABOUT, given, subjects)
            rows.sort(key=lambda row: (row[1], row[0]))
        dropped = frozenset() if taken_back else self.dropped
        return decode([row for row in rows if row[0] not in dropped] if dropped else rows)

    def days(self, kinds: Sequence[str], subjects: Sequence[str]) -> list[tuple[str, dt.date]]:
        """Return subject and day of the counted events of ``kinds``, their payloads unread."""
        given = {"kinds": kinds, "day": self.as_of}
        found = [
            (subject, dt.date.fromisoformat(day))
            for seq, day, _, subject in self._found(_MARKS + _ABOUT, given, subjects)
            if seq not in self.dropped
        ]
        return sorted(found, key=lambda pair: pair[1])

    def subjects(self, kinds: Sequence[str], *, taken_back: bool = False) -> list[str]:
        """Return the subjects of the snapshot's events of ``kinds``, whatever day they count from.

        Args:
            kinds: The kinds wanted.
            taken_back: Also those of events that a later event took back.
        """
        query = sa.select(EVENTS.c.seq, EVENTS.c.subject)
        query = query.where(EVENTS.c.kind.in_(kinds), EVENTS.c.seq <= self.until_seq)
        gone = {seq for _, _, seqs in self.undone for seq in seqs if not taken_back}
        with self.connection() as connection:
            return [row[1] for row in connection.execute(query) if row[0] not in gone]

    def numbered(self, seqs: Sequence[int]) -> list[Event]:
        """Return the events with these numbers, in (effective_on, seq) order."""
        rows: list[Any] = []
        with self.connection() as connection:
            for start in range(0, len(seqs), 500):
                part = QUERY.where(EVENTS.c.seq.in_(seqs[start : start + 500]))
                rows += connection.execute(part).all()
        rows.sort(key=lambda row: (row[1], row[0]))
        return decode(rows)

    def marks(self, kinds: Sequence[str], *, taken_back: bool = False) -> Sequence[Any]:
        """Return seq, day, kind and subject of the counted events of ``kinds``, in order.

        Args:
            kinds: The kinds wanted.
            taken_back: Also those that a later event took back.
        """
        rows = self._found(_MARKS + _IN_ORDER, {"kinds": kinds, "day": self.as_of})
        dropped = frozenset() if taken_back else self.dropped
        return [row for row in rows if row[0] not in dropped] if dropped else rows

    def any_after(self, day: str, kinds: Sequence[str]) -> bool:
        """Whether any event of ``kinds`` counts from a day after ``day``, taken back or not."""
        query = f"{_MARKS} AND e.effective_on > :since LIMIT 1"
        return bool(self._found(query, {"kinds": kinds, "day": self.as_of, "since": day}))

    def versions(
        self, kinds: Sequence[str], subjects: Sequence[str] | None = None
    ) -> dict[str, int]:
        """Return the version in this snapshot of every subject that has an event of ``kinds``.

        Args:
            kinds: The kinds.
            subjects: These instead, whatever events they have.
        """
        if subjects is None:
            own = "(SELECT subject FROM events WHERE kind IN :kinds) GROUP BY e.subject"
            rows = self._found(_LAST + own, {"kinds": kinds})
        else:
            rows = self._found(f"{_LAST} :subjects GROUP BY e.subject", {}, subjects)
        found = {row[0]: int(row[1]) for row in rows}
        with self.connection() as connection:
            for seq, _, seqs in self.undone:
                for subject in versions.subjects_of(connection, seqs):
                    found[subject] = max(found.get(subject, 0), seq)
        return found

    def _found(
        self, query: str, given: Mapping[str, Any], subjects: Sequence[str] | None = None
    ) -> list[Any]:
        """Return what ``query`` finds in the snapshot, for ``subjects`` in parts a store can take.

        A value ``given`` as a sequence stands for several.
        """
        values = {"until": self.until_seq, **given}
        parts: list[dict[str, Any]] = [{}]
        if subjects is not None:
            step = versions.ASKED
            starts = range(0, len(subjects), step)
            parts = [{"subjects": subjects[start : start + step]} for start in starts]
        rows: list[Any] = []
        with self.connection() as connection:
            for part in parts:
                rows += ask(connection, query, values | part)
        return rows


def _loads(text: str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:  # half a character of a damaged file
        return json.loads(text)


def decode(rows: Sequence[Any]) -> list[Event]:
    """Return database rows of `COLUMNS` as events."""
    return [
        Event(
            row[0],
            row[1],
            row[2],
            row[3],
            _loads(row[4]) if row[4] else {},
            _loads(row[5]) if row[5] else {},
            row[6] or "",
            row[7] or "",
            row[8],
            row[9],
            row[10] or "",
            row[11] or "",
            row[12] or "",
            row[13] or "",
        )
        for row in rows
    ]
