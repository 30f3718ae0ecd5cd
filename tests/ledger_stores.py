"""Stores for the ledger's tests: each test that takes ``store`` runs on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import postgres
from taskboard.ledger.events import Actor, NewEvent
from taskboard.ledger.state import State, fold
from taskboard.ledger.store import ConflictError, Ledger, Transaction, open_ledger
from taskboard.settings import Settings

D = dt.date
CLERK = Actor("张三", "市政府办公室", "督查")
KEY = "2023-01-1.1-1@市教育局"
OTHER = "2023-01-1.1-1@市财政局"
DAY = D(2023, 4, 1)
SAID = NewEvent("progress-reported", KEY, {"change": "progress", "percent": 10})


@pytest.fixture(scope="session")
def pg_server() -> Iterator[str]:
    """One PostgreSQL server for the whole run."""
    with postgres.server() as url:
        yield url


KINDS = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@contextmanager
def empty_store(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """URL of a store of the kind ``request.param``, in which nothing is yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'store.db'}"
        return
    with postgres.database(request.getfixturevalue("pg_server")) as url:
        yield url


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of an empty store, of each kind in turn."""
    with empty_store(request, tmp_path) as url:
        yield url


@pytest.fixture
def ledger(store: str) -> Iterator[Ledger]:
    """An open ledger with nothing in it."""
    with open_ledger(store, create=True) as opened:
        yield opened


def put(ledger: Ledger, on: dt.date, *events: NewEvent, **given: object) -> Transaction:
    """Append ``events`` on a day as the clerk."""
    return ledger.append(events, actor=CLERK, effective_on=on, action="test", **given)  # type: ignore[arg-type]


def issue(ledger: Ledger, due: str = "2023-06-30", kind: str = "once", rrule: str = "") -> None:
    """Import one document with one task and hand it to two units on 2 March 2023."""
    task = {
        "code": "1.1-1",
        "path": "1.1",
        "text": "公开义务教育招生信息。",
        "span": [10, 22],
        "kind": kind,
        "rollup": "all",
        "deadlines": [{"kind": "due", "due_on": due, "text": "6月底前", "origin": "stated"}],
    }
    handed = {"role": "responsible", "due_on": due, "due_basis": "stated", "kind": kind}
    put(
        ledger,
        D(2023, 3, 2),
        NewEvent("document-imported", "2023-01", {"title": "工作要点", "year": 2023}),
        NewEvent("task-proposed", "2023-01-1.1-1", task),
        NewEvent("task-issued", "2023-01-1.1-1", {"baseline": "ab"}),
        NewEvent("assignment-issued", KEY, {**handed, "rrule": rrule}),
        NewEvent("assignment-issued", OTHER, {**handed, "rrule": rrule}),
    )


def state_of(ledger: Ledger, on: dt.date, until_seq: int | None = None) -> State:
    """Fold the ledger with default settings."""
    return fold(ledger, on, Settings(), until_seq=until_seq)


def write_many(url: str, name: str, times: int) -> None:
    """Write as one of two clerks, trying again after each conflict."""
    with open_ledger(url) as mine:
        for number in range(times):
            while True:
                seen = mine.versions([KEY]).get(KEY, 0)
                event = NewEvent("progress-reported", KEY, {"text": f"{name}{number}"})
                try:
                    put(mine, DAY, event, expect={KEY: seen})
                    break
                except ConflictError:
                    continue


def write_until_killed(url: str) -> None:
    """Write without end; run in a process of its own."""
    with open_ledger(url) as mine:
        while True:
            put(mine, DAY, *[SAID] * 40)
