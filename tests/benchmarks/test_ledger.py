"""The ledger at one million events and ten thousand tasks, against bare SQLite.

The peer of a state is the correlated query `LAST` on the index by subject; the peer of appending
is ``executemany`` of the same rows into the same tables with the same indexes, WAL and foreign
keys. Ratios are printed, not asserted. ``pytest tests/benchmarks/test_ledger.py -o addopts= -s``
"""

from __future__ import annotations

import datetime as dt
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from taskboard.ledger.events import Actor, NewEvent
from taskboard.ledger.state import fold
from taskboard.ledger.store import Ledger, open_ledger
from taskboard.settings import Settings

TASKS, EVENTS, PART = 10_000, 1_000_000, 50_000
CLERK = Actor("张三", "市政府办公室", "督查")
TODAY, PAST = dt.date(2023, 12, 31), dt.date(2023, 7, 1)
UNIT = "市住房和城乡建设局"
LAST = """SELECT e.* FROM events e WHERE e.effective_on <= ? AND e.seq = (
    SELECT max(x.seq) FROM events x WHERE x.subject = e.subject AND x.effective_on <= ?)"""


def key(number: int) -> str:
    return f"2023-01-{number // 100}.{number % 100}-1"


def task_events() -> Iterator[NewEvent]:
    yield NewEvent("document-imported", "2023-01", {"title": "工作要点", "year": 2023})
    for number in range(TASKS):
        yield NewEvent(
            "task-proposed",
            key(number),
            {"code": key(number)[8:], "text": "推进老旧小区改造。", "kind": "once", "span": [0, 9]},
        )
        yield NewEvent("task-issued", key(number), {"baseline": "ab"})
        issued = {"role": "lead", "due_on": "2023-12-31", "due_basis": "stated", "kind": "once"}
        yield NewEvent("assignment-issued", f"{key(number)}@{UNIT}", issued)


def said(count: int) -> Iterator[NewEvent]:
    for number in range(count):
        turn = number // TASKS
        to = {
            "change": "progress",
            "channel": "form",
            "percent": min(turn, 100),
            "text": f"已完成第{turn}批，开工{number % 97}个小区。",
        }
        if number % 7 == 0:
            to["problems"] = "资金到位慢。"
        day = dt.date(2023, 1, 2) + dt.timedelta(days=turn * 360 // 100)
        yield NewEvent("progress-reported", f"{key(number % TASKS)}@{UNIT}", to, effective_on=day)


def fill(ledger: Ledger, events: Iterator[NewEvent]) -> None:
    part: list[NewEvent] = []

    def write() -> None:
        ledger.append(part, actor=CLERK, effective_on=dt.date(2023, 1, 1), action="test")
        part.clear()

    for event in events:
        part.append(event)
        if len(part) == PART:
            write()
    if part:
        write()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "ledger.db"
    with open_ledger(f"sqlite:///{path}", create=True) as ledger:
        fill(ledger, task_events())
        fill(ledger, said(EVENTS - 3 * TASKS - 1))
        assert ledger.head() == EVENTS
    return path


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of a few runs in seconds."""
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begin)
    return min(spent)


def peak() -> float:
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def folded(ledger: Ledger, day: dt.date) -> int:
    """Fold all that a state says of tasks and of who answers for them."""
    state = fold(ledger, day, Settings())
    return len(state.tasks) + len(state.assignments) + len(state.occurrences)


@pytest.mark.parametrize("day", [TODAY, PAST], ids=["today", "past"])
def test_state(store: Path, day: dt.date) -> None:
    with open_ledger(f"sqlite:///{store}") as ledger:
        before = peak()
        ours = best(lambda: folded(ledger, day))
        grown = peak() - before
    raw = sqlite3.connect(store)
    text = day.isoformat()
    rows = raw.execute(LAST, (text, text)).fetchall()
    theirs = best(lambda: raw.execute(LAST, (text, text)).fetchall())
    raw.close()
    assert len(rows) > TASKS
    print(f"\nstate of {day}: {ours:.2f} s, max(id) {theirs:.2f} s, {ours / theirs:.2f}")
    print(f"memory grew by {grown:.0f} MB")


def test_append(tmp_path: Path) -> None:
    events = list(said(PART))
    with open_ledger(f"sqlite:///{tmp_path / 'ours.db'}", create=True) as ledger:
        fill(ledger, iter(events))
        raw = sqlite3.connect(tmp_path / "ours.db")
        rows = raw.execute("SELECT * FROM events ORDER BY seq LIMIT ?", (PART,)).fetchall()
        statements = raw.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name IN ('events', 'transactions')"
            " AND sql IS NOT NULL AND type != 'trigger' ORDER BY type DESC"
        ).fetchall()
        heads = raw.execute("SELECT * FROM transactions").fetchall()
    bare = sqlite3.connect(tmp_path / "bare.db")
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA foreign_keys = ON")
    for (sql,) in statements:
        bare.execute(sql)
    with bare:
        bare.executemany(f"INSERT INTO transactions VALUES ({'?' + ',?' * 9})", heads)
    turn = iter(range(100))

    def insert() -> None:
        start = next(turn) * PART
        with bare:
            bare.executemany(
                "INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?)",
                [(start + n, *row[1:]) for n, row in enumerate(rows)],
            )

    insert()  # both stores hold as many events when the first pair is timed
    with open_ledger(f"sqlite:///{tmp_path / 'ours.db'}") as ledger:
        pairs = [(best(lambda: fill(ledger, iter(events)), 1), best(insert, 1)) for _ in range(7)]
    ours, theirs = (min(spent) for spent in zip(*pairs, strict=True))
    print(f"\nappend: {PART / ours:,.0f}/s, executemany {PART / theirs:,.0f}/s, ", end="")
    print(f"{theirs / ours:.2f} of it; memory {peak():.0f} MB at most")
