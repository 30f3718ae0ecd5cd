from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from ledger_stores import (
    CLERK,
    KEY,
    OTHER,
    SAID,
    D,
    issue,
    ledger,
    pg_server,
    put,
    state_of,
    store,
    write_many,
    write_until_killed,
)
from taskboard.ledger.chain import canonical
from taskboard.ledger.check import check_ledger
from taskboard.ledger.connect import NewerLedgerError, NoLedgerError, StoreError
from taskboard.ledger.events import NewEvent
from taskboard.ledger.schema import APPEND_ONLY, METADATA
from taskboard.ledger.store import ConflictError, Ledger, UnknownKindError, open_ledger

__all__ = ["ledger", "pg_server", "store"]
DAY = D(2023, 4, 1)


def test_a_transaction_is_numbered_and_chained(ledger: Ledger):
    first = put(ledger, DAY, SAID, SAID)
    second = put(ledger, DAY, SAID)
    assert (first.first_seq, first.last_seq, second.first_seq) == (1, 2, 3)
    assert first.hash != second.hash == ledger.hash()
    assert ledger.head() == 3


def test_an_empty_ledger_has_no_head(ledger: Ledger):
    assert (ledger.head(), ledger.hash()) == (0, "0" * 64)


def test_what_is_expected_must_still_be_so(ledger: Ledger):
    put(ledger, DAY, SAID, expect={KEY: 0})
    with pytest.raises(ConflictError, match="市教育局"):
        put(ledger, DAY, SAID, NewEvent("assignment-received", OTHER), expect={KEY: 0})
    assert ledger.head() == 1
    put(ledger, DAY, SAID, expect={KEY: 1, OTHER: 0})
    assert ledger.versions([KEY, OTHER]) == {KEY: 2}


@pytest.mark.parametrize(("seen", "refused"), [(1, True), (2, False)])
def test_only_who_has_seen_the_last_event_is_taken_at_their_word(
    ledger: Ledger, seen: int, refused: bool
):
    put(ledger, DAY, SAID, SAID)
    again: dict[str, Any] = {"expect": {KEY: 1}, "seen": seen}
    if refused:
        with pytest.raises(ConflictError, match="市教育局"):
            put(ledger, DAY, SAID, **again)
    else:
        put(ledger, DAY, SAID, **again)
    assert ledger.head() == (2 if refused else 3)


def test_taking_back_moves_the_version_of_what_it_touches(ledger: Ledger):
    put(ledger, DAY, SAID, NewEvent("assignment-received", OTHER))
    put(ledger, DAY, NewEvent("undone", "1", {"seqs": [1]}))
    assert ledger.versions([KEY, OTHER]) == {KEY: 3, OTHER: 2}


def test_an_action_of_any_size_is_taken_back(ledger: Ledger):
    """More events than a store takes values in one statement."""
    put(ledger, DAY, SAID)
    put(ledger, DAY, NewEvent("undone", "1", {"seqs": list(range(1, 70_001))}))
    assert ledger.versions([KEY, OTHER]) == {KEY: 2}
    put(ledger, DAY, SAID, expect={KEY: 2, OTHER: 0})


def test_an_unknown_kind_is_refused(ledger: Ledger):
    with pytest.raises(UnknownKindError, match="task-renamed"):
        put(ledger, DAY, NewEvent("task-renamed", KEY))
    assert ledger.head() == 0


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_the_store_itself_refuses_to_change_what_is_written(
    ledger: Ledger, table: str, statement: str
):
    put(ledger, DAY, SAID)
    ledger.put_source("a" * 64, "要点.txt", b"x", "x")
    ledger.put_blob("b" * 64, "照片.jpg", b"y")
    column = METADATA.tables[table].primary_key.columns[0].name
    sql = statement.format(table, f"{column} = {column}")
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), ledger.engine.begin() as writer:
        writer.execute(sa.text(sql))


def test_a_file_is_kept_once_and_comes_back(ledger: Ledger):
    for _ in range(2):
        ledger.put_source("a" * 64, "要点.docx", b"\0\xff", "一、\n")
        ledger.put_blob("b" * 64, "照片.jpg", b"\0\xfe")
    assert ledger.source("a" * 64) == ("要点.docx", b"\0\xff", "一、\n")
    assert ledger.blob("b" * 64) == ("照片.jpg", b"\0\xfe")
    with pytest.raises(KeyError):
        ledger.blob("a" * 64)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param({"b": 1, "a": "甲"}, '{"a":"甲","b":1}', id="sorted-without-blanks"),
        pytest.param({"d": D(2023, 1, 2)}, '{"d":"2023-01-02"}', id="days-as-iso"),
        pytest.param({"x": "\0"}, '{"x":"\\u0000"}', id="nul-escaped"),
        pytest.param({"x": "\ud800"}, '{"x":"\\ud800"}', id="lone-surrogate-escaped"),
        pytest.param({"x": None, "y": 2**70}, f'{{"x":null,"y":{2**70}}}', id="null-and-big"),
        pytest.param({"x": {"乙", "甲"}}, '{"x":["乙","甲"]}', id="sets-in-order"),
    ],
)
def test_payloads_are_canonical(value: dict[str, object], text: str):
    assert canonical(value) == text


def test_a_number_that_is_none_is_a_mistake():
    with pytest.raises(ValueError, match="JSON"):
        canonical({"percent": float("nan")})


@pytest.mark.parametrize("text", ["=1+1", "\0\ud800甲", "'; DROP TABLE events; --", "𠮷" * 999])
def test_odd_text_survives(ledger: Ledger, text: str):
    put(ledger, DAY, NewEvent("progress-reported", KEY, {"text": text}))
    assert state_of(ledger, DAY).updates["text"].iloc[0] == text.replace("\ud800", "�")
    assert [f.code for f in check_ledger(ledger) if f.code != "subject-unknown"] == []


def test_a_store_without_a_ledger_is_named(store: str):
    with pytest.raises(NoLedgerError, match="taskboard init"):
        open_ledger(store)


def test_creating_twice_keeps_what_is_there(store: str):
    with open_ledger(store, create=True) as first:
        put(first, DAY, SAID)
    with open_ledger(store, create=True) as second:
        assert second.head() == 1


def test_a_newer_ledger_is_not_touched(store: str):
    with open_ledger(store, create=True) as made, made.engine.begin() as writer:
        writer.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerLedgerError, match="9999"):
        open_ledger(store, create=True)


def test_the_migration_makes_the_tables_of_the_schema(ledger: Ledger):
    inspector = sa.inspect(ledger.engine)
    for name, table in METADATA.tables.items():
        made = {column["name"]: column["nullable"] for column in inspector.get_columns(name)}
        keys = set(table.primary_key.columns.keys())
        wanted = {c.name: c.nullable for c in table.columns if c.name not in keys}
        assert {n: v for n, v in made.items() if n not in keys} == wanted
        assert keys <= set(made)
        indexes = {index["name"] for index in inspector.get_indexes(name)}
        assert {index.name for index in table.indexes} <= indexes


@pytest.mark.parametrize("url", ["nonsense", "oracle+none://x", "sqlite:////proc/none/x.db"])
def test_a_url_that_opens_nothing_is_refused(url: str):
    with pytest.raises((StoreError, NoLedgerError)):
        open_ledger(url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path):
    path = tmp_path / "other.db"
    path.write_bytes(b"PK\3\4 not a database" * 100)
    with pytest.raises(StoreError, match="not a database"):
        open_ledger(f"sqlite:///{path}")


def test_two_writers_lose_and_double_nothing(ledger: Ledger, store: str):
    issue(ledger)
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write_many, args=(store, name, 15)) for name in "甲乙"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    said = list(state_of(ledger, DAY).updates["text"])
    assert sorted(said) == sorted(f"{name}{n}" for name in "甲乙" for n in range(15))
    assert check_ledger(ledger) == []


def test_a_killed_writer_leaves_whole_transactions(ledger: Ledger, store: str):
    issue(ledger)
    spawn = multiprocessing.get_context("spawn")
    for pause in (0.05, 0.12, 0.21):
        before = ledger.head()
        writer = spawn.Process(target=write_until_killed, args=(store,))
        writer.start()
        while ledger.head() == before and writer.is_alive():
            time.sleep(0.01)
        assert writer.is_alive()
        time.sleep(pause)
        os.kill(writer.pid, signal.SIGKILL)
        writer.join(30)
        assert (ledger.head() - 5) % 40 == 0
        assert check_ledger(ledger) == []
    put(ledger, DAY, SAID)
    assert check_ledger(ledger) == []


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        pytest.param(
            'UPDATE events SET after = \'{"change":"done"}\' WHERE seq = 6',
            "hash-differs",
            id="words-changed",
        ),
        pytest.param("DELETE FROM events WHERE seq = 6", "event-count", id="event-removed"),
        pytest.param("UPDATE transactions SET actor = '李四'", "hash-differs", id="actor-changed"),
        pytest.param(
            "UPDATE transactions SET previous = hash WHERE id = 2", "chain-broken", id="chain-cut"
        ),
        pytest.param(
            "DELETE FROM transactions WHERE id = 2", "transaction-gap", id="transaction-removed"
        ),
        pytest.param("UPDATE events SET kind = 'x' WHERE seq = 6", "kind-unknown", id="kind"),
        pytest.param(
            "UPDATE events SET effective_on = '昨天' WHERE seq = 6", "day-bad", id="day-is-none"
        ),
        pytest.param("UPDATE events SET after = '{' WHERE seq = 6", "payload-bad", id="payload"),
        pytest.param("UPDATE blobs SET data = :zero", "file-differs", id="file-changed"),
    ],
)
def test_tampering_is_found(ledger: Ledger, sql: str, code: str):
    issue(ledger)
    put(ledger, DAY, SAID)
    put(ledger, DAY, SAID)
    ledger.put_blob(hashlib.sha256(b"y").hexdigest(), "照片.jpg", b"y")
    assert check_ledger(ledger) == []
    tamper(ledger, sql)
    assert code in {finding.code for finding in check_ledger(ledger)}


def tamper(ledger: Ledger, sql: str) -> None:
    """Change the store behind the program's back, its guards taken away first."""
    guards = [
        f"DROP TRIGGER {table}_no_{verb}" for table in APPEND_ONLY for verb in ("update", "delete")
    ]
    if ledger.engine.dialect.name == "postgresql":
        guards = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in APPEND_ONLY]
        guards.append("ALTER TABLE events DROP CONSTRAINT events_transaction_id_fkey")
    given = {"zero": b"\0"} if ":zero" in sql else {}
    with ledger.engine.connect() as connection:
        if ledger.engine.dialect.name == "sqlite":
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        for guard in guards:
            connection.execute(sa.text(guard))
        connection.execute(sa.text(sql), given)
        connection.commit()


def test_a_missing_guard_is_found(ledger: Ledger):
    issue(ledger)
    assert check_ledger(ledger) == []
    drop = {
        "sqlite": "DROP TRIGGER events_no_update",
        "postgresql": "DROP TRIGGER events_append_only ON events",
    }
    with ledger.engine.begin() as connection:
        connection.execute(sa.text(drop[ledger.engine.dialect.name]))
    assert [finding.code for finding in check_ledger(ledger)] == ["guard-missing"]


def test_an_actor_is_written_with_the_transaction(ledger: Ledger):
    put(ledger, DAY, SAID)
    (event,) = state_of(ledger, DAY).events("progress-reported")
    assert (event.actor, event.actor_unit, event.actor_role) == (CLERK.name, CLERK.unit, CLERK.role)
    assert event.recorded_at.endswith("+00:00")
