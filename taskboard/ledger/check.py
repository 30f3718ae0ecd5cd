"""Check a ledger: its chain, its numbers, its references, and the rules no change may break."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from taskboard.ledger.chain import FIRST_HASH, chain_hash
from taskboard.ledger.connect import StoreError, snapshot
from taskboard.ledger.events import KINDS
from taskboard.ledger.schema import BLOBS, EVENTS, SOURCES, TRANSACTIONS, guard_statements
from taskboard.ledger.store import Ledger
from taskboard.model import Finding

BATCH = 5_000
HASHED = ("seq", "effective_on", "kind", "subject", "before", "after", "reason", "place")
# kind of event -> the field that names a kept file, and where that is kept
FILES = {
    "document-imported": ("sha256", SOURCES),
    "document-amended": ("amended_sha256", SOURCES),
    "evidence-added": ("sha256", BLOBS),
    "form-received": ("sha256", BLOBS),
    "lookback-recorded": ("file_sha256", BLOBS),
}
# with one of these the events cannot even be read, so no rule can be held against them
UNREADABLE = ("store-damaged", "kind-unknown", "day-bad", "payload-bad")


def check_ledger(ledger: Ledger) -> list[Finding]:
    """Return everything that is wrong with ``ledger``, nothing when it can be believed."""
    from taskboard.ledger.kept_texts import check_texts
    from taskboard.ledger.rules import check_rules

    with snapshot(ledger.engine) as connection:
        if damaged := list(_pages(connection)):
            return damaged  # nothing read from such a file can be believed
        found = [
            *_guards(connection),
            *_references(connection),
            *_chain(connection),
            *_numbers(connection),
        ]
        if not readable(found):
            return found
        found += _files(connection)
    return [*found, *held(check_rules, ledger), *held(check_texts, ledger)]


def readable(found: Iterable[Finding]) -> bool:
    """Say whether what was found leaves events that can be read."""
    return not any(finding.code in UNREADABLE for finding in found)


def held(rules: Callable[[Any], Iterable[Finding]], about: Any) -> list[Finding]:
    """Return what ``rules`` find; events of a shape they cannot read are a finding, too."""
    found: list[Finding] = []
    try:
        found.extend(rules(about))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        why = f"{type(error).__name__}: {error}"
        found.append(wrong("event-unread", f"有事件缺少应有的内容，规矩无法逐条核对（{why}）。"))
    return found


def counts(ledger: Ledger) -> dict[str, int]:
    """Return how many rows each table holds."""
    with ledger.engine.connect() as connection:
        return {
            table.name: connection.execute(
                sa.select(sa.func.count()).select_from(table)
            ).scalar_one()
            for table in (TRANSACTIONS, EVENTS, SOURCES, BLOBS)
        }


def wrong(code: str, message: str, place: str = "") -> Finding:
    """Return what is broken, and where."""
    return Finding(code, "error", message, place=place)


def at(event: Any) -> str:
    """Return the place of an event in words."""
    return f"事件 {event.seq}，{event.subject}"


def _pages(connection: sa.Connection) -> Iterator[Finding]:
    """Let SQLite look through its own file: pages, rows and indexes."""
    if connection.dialect.name != "sqlite":
        return
    try:
        told = list(connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars())
    except StoreError as error:
        if not error.damaged:
            raise
        told = [error.why]
    if told != ["ok"]:
        lines = [line for text in told for line in text.splitlines() if not line.startswith("***")]
        yield from (wrong("store-damaged", f"台账文件本身已损坏：{line}") for line in lines)


def _references(connection: sa.Connection) -> Iterator[Finding]:
    """Look for rows that refer to rows which are not there; PostgreSQL never lets them be."""
    if connection.dialect.name != "sqlite":
        return
    for table, row, _, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield wrong("reference-broken", "所属的记录不在。", f"{table} 第 {row} 行")


def _guards(connection: sa.Connection) -> Iterator[Finding]:
    """Look for the triggers that make each table refuse to be changed."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }
    dialect = connection.dialect.name
    if dialect not in catalogue:
        return
    there = set(connection.execute(sa.text(catalogue[dialect])).scalars())
    for statement in guard_statements(dialect):
        words = statement.split()
        if words[1] == "TRIGGER" and words[2] not in there:
            yield wrong("guard-missing", f"防改触发器 {words[2]} 不在，记录可能被改动。")


def _chain(connection: sa.Connection) -> Iterator[Finding]:
    """Recompute every transaction's hash; the log is streamed, never held whole."""
    columns = [EVENTS.c.transaction_id, *(EVENTS.c[name] for name in HASHED)]
    query = sa.select(*columns).order_by(EVENTS.c.transaction_id, EVENTS.c.seq)
    events = iter(connection.execution_options(yield_per=BATCH).execute(query))
    pending = next(events, None)
    heads = connection.execute(sa.select(TRANSACTIONS).order_by(TRANSACTIONS.c.id)).all()
    previous, number, last_seq = FIRST_HASH, 0, 0
    for head in heads:
        place = f"事务 {head.id}"
        mine = []
        while pending is not None and pending[0] <= head.id:
            if pending[0] < head.id:
                yield wrong("event-orphan", f"事件 {pending[1]} 不属于任何事务。", place)
            else:
                mine.append(tuple(pending[1:]))
            pending = next(events, None)
        if head.id != number + 1:
            yield wrong("transaction-gap", f"事务 {number} 之后是 {head.id}，中间有缺。", place)
        if (head.first_seq, head.last_seq) != (last_seq + 1, last_seq + len(mine)):
            told = f"应有事件 {head.first_seq}—{head.last_seq}，实有 {len(mine)} 条。"
            yield wrong("event-count", told, place)
        if (head.previous or FIRST_HASH) != previous:
            yield wrong("chain-broken", "与上一事务的哈希不衔接。", place)
        who = (head.actor or "", head.actor_unit or "", head.actor_role or "")
        start = (head.id, head.recorded_at, head.action or "", *who)
        if chain_hash(head.previous or FIRST_HASH, start, mine) != head.hash:
            seqs = f"（事件 {head.first_seq}—{head.last_seq}）"
            yield wrong("hash-differs", f"内容与哈希不符，写入后被改动过{seqs}。", place)
        previous, number, last_seq = head.hash, head.id, head.last_seq
    while pending is not None:
        yield wrong("event-orphan", f"事件 {pending[1]} 不属于任何事务。")
        pending = next(events, None)


def _numbers(connection: sa.Connection) -> Iterator[Finding]:
    """Check what the columns may hold, without reading the log into memory."""
    kinds = connection.execute(sa.select(EVENTS.c.kind).distinct()).scalars()
    for kind in kinds:
        if kind not in KINDS:
            yield wrong("kind-unknown", f"事件种类“{kind}”不在清单中。")
    first = sa.select(EVENTS.c.effective_on, sa.func.min(EVENTS.c.seq)).group_by(
        EVENTS.c.effective_on
    )
    for day, seq in connection.execute(first):
        if not _is_day(day):
            yield wrong("day-bad", f"生效日期“{day}”不是日期。", f"事件 {seq}")
    rows = connection.execution_options(yield_per=BATCH).execute(
        sa.select(EVENTS.c.seq, EVENTS.c.after, EVENTS.c.before).order_by(EVENTS.c.seq)
    )
    for part in rows.partitions(BATCH):
        try:
            json.loads("[" + ",".join(t for r in part for t in (r[1], r[2]) if t) + "]")
        except ValueError:
            damaged = [row[0] for row in part if _is_bad(row)]
            yield from (wrong("payload-bad", "内容无法读取。", f"事件 {n}") for n in damaged)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_bad(row: Any) -> bool:
    try:
        json.loads(row[1] or "0")
        json.loads(row[2] or "0")
    except ValueError:
        return True
    return False


def _files(connection: sa.Connection) -> Iterator[Finding]:
    """Recompute the hash of every kept file, and look for those that events name."""
    kept: defaultdict[sa.Table, set[str]] = defaultdict(set)
    for table in (SOURCES, BLOBS):
        query = sa.select(table.c.sha256, table.c.name, table.c.data)
        for row in connection.execution_options(yield_per=1).execute(query):
            kept[table].add(row[0])
            if hashlib.sha256(bytes(row[2])).hexdigest() != row[0]:
                yield wrong("file-differs", f"留存文件“{row[1]}”与其哈希不符。", row[0])
    for kind, (field, table) in FILES.items():
        named = sa.select(EVENTS.c.seq, EVENTS.c.subject, EVENTS.c.after)
        for event in connection.execute(named.where(EVENTS.c.kind == kind)):
            to = json.loads(event[2] or "{}")
            digest = to.get(field)
            if kind == "form-received" and to.get("outcome") not in ("accepted", "late"):
                continue  # only what was taken is kept
            if digest and digest not in kept[table]:
                where = f"事件 {event[0]}，{event[1]}"
                yield wrong("file-missing", f"事件引用的文件没有留存：{digest}。", where)


def doubled(values: list[str]) -> list[str]:
    """Return the values that occur more than once, in order of first appearance."""
    return [value for value, times in Counter(values).items() if times > 1]
