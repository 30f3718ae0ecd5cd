"""The append-only store: one transaction per action, each hashed and chained to the one before.

SQLite (WAL) on one desktop and PostgreSQL on an intranet run through the same statements. A
writer first takes the store's one write lock, then checks what the caller expects to be there,
then appends; two writers can neither lose nor double an event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import count
from types import TracebackType
from typing import Any, NamedTuple, Self

import sqlalchemy as sa

from taskboard.errors import TaskboardError
from taskboard.ledger.chain import FIRST_HASH, chain_hash
from taskboard.ledger.chain import canonical as canonical
from taskboard.ledger.connect import open_engine, prepare_store, write_lock
from taskboard.ledger.events import KINDS, Actor, NewEvent
from taskboard.ledger.schema import BLOBS, EVENTS, SOURCES, TRANSACTIONS
from taskboard.ledger.versions import versions_of

BATCH = 5_000
# effective_on, kind, subject, before, after, reason, place: one list of each for many events
Columns = tuple[list[Any], ...]


class ConflictError(TaskboardError):
    """Somebody else changed a subject since the caller looked at it."""

    code = "conflict"

    def __init__(self, subjects: Sequence[str]) -> None:
        names = "、".join(subjects[:5]) + ("等" if len(subjects) > 5 else "")
        super().__init__(
            f"{names} 在您查看之后已被他人更新，本次没有写入；请重新查看后再操作。",
            f"changed by someone else since you looked, nothing written: {', '.join(subjects)}",
        )
        self.subjects = tuple(subjects)


class UnknownKindError(ValueError):
    """An event of a kind the closed list does not hold (a programmer's mistake)."""


class Transaction(NamedTuple):
    """One action as written: its number, the events it holds, and the chain's new hash."""

    id: int
    first_seq: int
    last_seq: int
    hash: str


class Ledger:
    """An open store; use it as a context manager, or call `close`."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the store's connections back; a state folded from it can still be read."""
        self._engine.dispose()
        self._closed = True

    @property
    def engine(self) -> sa.Engine:
        """The store's engine; after `close` one whose connections are closed after each use."""
        if self._closed and not isinstance(self._engine.pool, sa.NullPool):
            self._engine = open_engine(self._engine.url, keep=False)
        return self._engine

    @property
    def url(self) -> str:
        """URL of the store, the password left out."""
        return self.engine.url.render_as_string(hide_password=True)

    def head(self) -> int:
        """Return the seq of the last event, 0 when there is none."""
        return self.tip()[1]

    def hash(self) -> str:
        """Return the hash of the last transaction; 64 zeros when there is none."""
        return self.tip()[2]

    def identity(self) -> str:
        """Return what tells this ledger from any other, "" while it is empty.

        It is made from the first transaction, so copies and restored backups keep it.
        """
        query = sa.select(TRANSACTIONS.c.hash).where(TRANSACTIONS.c.id == 1)
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        return str(row[0])[:16] if row else ""

    def tip(self) -> tuple[int, int, str]:
        """Return id, last seq and hash of the last transaction."""
        with self.engine.connect() as connection:
            return _tip(connection)

    def append(
        self,
        events: Sequence[NewEvent],
        *,
        actor: Actor,
        effective_on: dt.date,
        action: str,
        expect: Mapping[str, int] | None = None,
        seen: int = -1,
    ) -> Transaction:
        """Write ``events`` as one transaction, all or nothing.

        Args:
            events: What happened, in order; at least one.
            actor: Who acts.
            effective_on: The day it counts from, for events that name none themselves.
            action: The command, in words, e.g. ``task update``.
            expect: Subject -> version the caller saw (`versions`); 0 means none yet.
            seen: Last seq of the ledger those versions were read from: while it is the last
                one, nothing has moved and they need not be looked up again.

        Raises:
            ConflictError: If a subject has moved on since; nothing is written.
            UnknownKindError: If a kind is not in `KINDS`.
        """
        if not events:
            raise ValueError("a transaction needs at least one event")
        day = effective_on.isoformat()
        columns = _columns(events, day)
        with write_lock(self.engine) as connection:
            tip = _tip(connection)
            if expect and tip[1] != seen:
                found = versions_of(connection, list(expect))
                stale = [key for key, seen in expect.items() if found.get(key, 0) != seen]
                if stale:
                    raise ConflictError(stale)
            return _write(connection, tip, columns, actor, action)

    def versions(self, subjects: Sequence[str]) -> dict[str, int]:
        """Return the version of each subject: seq of the last event on it, 0 when none.

        An event that takes others back counts as one on each of their subjects.
        """
        with self.engine.connect() as connection:
            return versions_of(connection, subjects)

    def put_source(self, sha256: str, name: str, data: bytes, text: str) -> None:
        """Keep a source document's bytes and read text under its hash; twice is once."""
        self._put(SOURCES, {"sha256": sha256, "name": name, "data": data, "text": text})

    def source(self, sha256: str) -> tuple[str, bytes, str]:
        """Return name, bytes and read text of a kept source document.

        Raises:
            KeyError: If it is not here.
        """
        row = self._get(SOURCES, sha256)
        return row.name or "", bytes(row.data), row.text or ""

    def put_blob(self, sha256: str, name: str, data: bytes) -> None:
        """Keep a produced or received file under its hash; twice is once."""
        self._put(BLOBS, {"sha256": sha256, "name": name, "data": data})

    def blob(self, sha256: str) -> tuple[str, bytes]:
        """Return name and bytes of a kept file.

        Raises:
            KeyError: If it is not here.
        """
        row = self._get(BLOBS, sha256)
        return row.name or "", bytes(row.data)

    def _put(self, table: sa.Table, values: dict[str, Any]) -> None:
        with write_lock(self.engine) as connection:
            known = sa.select(table.c.sha256).where(table.c.sha256 == values["sha256"])
            if connection.execute(known).first() is None:
                connection.execute(sa.insert(table), values)

    def _get(self, table: sa.Table, sha256: str) -> Any:
        with self.engine.connect() as connection:
            row = connection.execute(sa.select(table).where(table.c.sha256 == sha256)).first()
        if row is None:
            raise KeyError(sha256)
        return row


def open_ledger(url: str, *, create: bool = False) -> Ledger:
    """Open the ledger at ``url``; with ``create`` make it when it is not there.

    Raises:
        NoLedgerError: If there is no ledger at ``url`` and ``create`` is not set.
    """
    engine = open_engine(url)
    try:
        prepare_store(engine, create=create)
    except BaseException:
        engine.dispose()
        raise
    return Ledger(engine)


def _columns(events: Sequence[NewEvent], day: str) -> Columns:
    kinds = [event.kind for event in events]
    unknown = set(kinds) - KINDS.keys()
    if unknown:
        raise UnknownKindError(min(unknown))
    written = {own: own.isoformat() if own else day for own in {e.effective_on for e in events}}
    return (
        [written[event.effective_on] for event in events],
        kinds,
        [event.subject for event in events],
        [None if event.before is None else canonical(event.before) for event in events],
        [None if event.to is None else canonical(event.to) for event in events],
        [event.reason.replace("\0", "") or None for event in events],
        [event.place.replace("\0", "") or None for event in events],
    )


def _tip(connection: sa.Connection) -> tuple[int, int, str]:
    columns = (TRANSACTIONS.c.id, TRANSACTIONS.c.last_seq, TRANSACTIONS.c.hash)
    row = connection.execute(sa.select(*columns).order_by(TRANSACTIONS.c.id.desc()).limit(1))
    found = row.first()
    return (found[0], found[1], found[2]) if found else (0, 0, FIRST_HASH)


def _write(
    connection: sa.Connection,
    tip: tuple[int, int, str],
    columns: Columns,
    actor: Actor,
    action: str,
) -> Transaction:
    last_id, last_seq, previous = tip
    number = last_id + 1
    recorded_at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    numbered = list(zip(count(last_seq + 1), *columns))
    head = (number, recorded_at, action, actor.name, actor.unit, actor.role)
    digest = chain_hash(previous, head, numbered)
    values = {
        "id": number,
        "recorded_at": recorded_at,
        "action": action,
        "actor": actor.name,
        "actor_unit": actor.unit,
        "actor_role": actor.role,
        "first_seq": last_seq + 1,
        "last_seq": last_seq + len(numbered),
        "previous": previous,
        "hash": digest,
    }
    connection.execute(sa.insert(TRANSACTIONS), values)
    _insert(connection, number, numbered)
    return Transaction(number, last_seq + 1, last_seq + len(numbered), digest)


def _insert(connection: sa.Connection, number: int, rows: list[tuple[Any, ...]]) -> None:
    """Insert the events of transaction ``number``; rows hold all other columns in their order.

    The statement is compiled once; rows go to a driver that counts its parameters as they are.
    """
    names = [column.name for column in EVENTS.columns if column.name != "transaction_id"]
    values: dict[str, Any] = {name: sa.bindparam(name) for name in names}
    insert = sa.insert(EVENTS).values(transaction_id=sa.literal_column(str(number)), **values)
    compiled = insert.compile(dialect=connection.dialect)
    counted = compiled.positiontup == names
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        if counted:
            connection.exec_driver_sql(str(compiled), part)
        else:
            connection.execute(insert, [dict(zip(names, row, strict=True)) for row in part])
