"""States folded from small ledgers, each on SQLite and on PostgreSQL."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_stores import KEY, OTHER, D, issue, ledger, pg_server, put, state_of, store
from taskboard.ledger.events import NewEvent
from taskboard.ledger.store import Ledger, open_ledger

__all__ = ["ledger", "pg_server", "store"]
MAY = D(2023, 5, 1)
SAYS = st.fixed_dictionaries(
    {"change": st.sampled_from(["progress", "unchanged"])},
    optional={
        "text": st.sampled_from(["", "甲", '说"text":"乙"']),
        "percent": st.sampled_from([None, 0, 40.0]),
        "problems": st.sampled_from(["", "资金"]),
        "actuals": st.sampled_from([{}, {"0": 3}]),
        "cleared": st.sampled_from([["problems"], ["percent"]]),
    },
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from([KEY, OTHER]),
        st.integers(1, 28),
        SAYS,
        st.sampled_from(["say", "say", "say", "correct", "undo"]),
    ),
    max_size=8,
)
FIELDS = {"text": "", "percent": None, "problems": "", "actuals": {}}


def report(key: str = KEY, **to: Any) -> NewEvent:
    return NewEvent("progress-reported", key, {"change": "progress", **to})


def row(ledger: Ledger, day: D = MAY) -> Any:
    return state_of(ledger, day).assignments.loc[KEY]


def test_a_back_dated_update_does_not_outdo_a_later_one(ledger: Ledger):
    issue(ledger)
    put(ledger, D(2023, 4, 20), report(text="新", percent=50))
    put(ledger, D(2023, 4, 10), report(text="旧", percent=20))
    assert (row(ledger)["progress"], row(ledger)["percent"]) == ("新", 50)
    assert row(ledger, D(2023, 4, 15))["progress"] == "旧"


def test_of_two_on_one_day_the_one_written_later_counts(ledger: Ledger):
    issue(ledger)
    put(ledger, D(2023, 4, 10), report(text="先"), report(text="后"))
    assert row(ledger)["progress"] == "后"


def test_what_is_taken_back_no_longer_counts_but_a_snapshot_keeps_it(ledger: Ledger):
    issue(ledger)
    put(ledger, D(2023, 4, 10), report(text="甲"))
    done = put(ledger, D(2023, 4, 11), report(text="乙"))
    put(ledger, D(2023, 4, 11), NewEvent("undone", str(done.id), {"seqs": [done.first_seq]}))
    assert row(ledger)["progress"] == "甲"
    kept = state_of(ledger, MAY, done.last_seq).assignments.loc[KEY]
    assert kept["progress"] == "乙"


def test_a_correction_takes_the_place_of_what_it_corrects(ledger: Ledger):
    issue(ledger)
    wrong = put(ledger, D(2023, 4, 10), report(text="错", percent=90, problems="无"))
    to = {"change": "progress", "text": "对", "supersedes": wrong.first_seq}
    put(ledger, D(2023, 4, 10), NewEvent("progress-corrected", KEY, to))
    found = row(ledger)
    assert (found["progress"], found["problems"], found["reports"]) == ("对", "", 1)
    assert found["percent"] != found["percent"]


def test_an_unchanged_report_keeps_the_words_before_it(ledger: Ledger):
    issue(ledger)
    put(ledger, D(2023, 4, 10), report(text="甲", percent=30, problems="资金"))
    put(ledger, D(2023, 4, 17), NewEvent("progress-reported", KEY, {"change": "unchanged"}))
    found = row(ledger)
    assert (found["progress"], found["percent"], found["problems"]) == ("甲", 30, "资金")
    assert (found["change"], found["reports"]) == ("unchanged", 2)
    put(ledger, D(2023, 4, 18), report(text="乙", cleared=["problems"]))
    assert (row(ledger)["progress"], row(ledger)["problems"]) == ("乙", "")


def play(ledger: Ledger, steps: list[tuple[str, int, dict[str, Any], str]]) -> list[dict[str, Any]]:
    """Write ``steps``; return what a list that is kept by hand says of each update."""
    issue(ledger)
    kept: list[dict[str, Any]] = []
    for key, day, to, what in steps:
        mine = [u for u in kept if u["key"] == key]
        on = D(2023, 4, day)
        if what == "undo" and kept:
            last = kept.pop()
            back = NewEvent("undone", "1", {"seqs": [last["seq"]]}, effective_on=D(2023, 3, 1))
            put(ledger, on, back)
            kept += last["replaced"]
        elif what == "correct" and mine:
            old = mine[-1]
            event = NewEvent("progress-corrected", key, {**to, "supersedes": old["seq"]})
            kept.remove(old)
            seq = put(ledger, old["on"], event).first_seq
            kept.append({"key": key, "on": old["on"], "seq": seq, "to": to, "replaced": [old]})
        else:
            seq = put(ledger, on, NewEvent("progress-reported", key, to)).first_seq
            kept.append({"key": key, "on": on, "seq": seq, "to": to, "replaced": []})
    return sorted(kept, key=lambda u: (u["on"], u["seq"]))


def agrees(url: str, steps: list[tuple[str, int, dict[str, Any], str]], until: int) -> None:
    with open_ledger(url, create=True) as mine:
        kept = [u for u in play(mine, steps) if u["on"] <= D(2023, 4, until)]
        found = state_of(mine, D(2023, 4, until)).assignments
        for key in (KEY, OTHER):
            told, count = dict(FIELDS), 0
            for update in (u for u in kept if u["key"] == key):
                count += 1
                said = {n: v for n, v in update["to"].items() if n in FIELDS}
                told |= {n: v for n, v in said.items() if v not in (None, "", {})}
                told |= {n: FIELDS[n] for n in update["to"].get("cleared", ())}
            line = found.loc[key]
            percent = None if line["percent"] != line["percent"] else line["percent"]
            assert (line["progress"], percent, line["problems"], line["reports"]) == (
                told["text"], told["percent"], told["problems"], count,
            )  # fmt: skip
            assert line["actuals"] == told["actuals"]


@settings(max_examples=25, deadline=None)
@given(steps=STEPS, until=st.integers(1, 28))
def test_random_updates_fold_as_a_list_kept_by_hand(steps: Any, until: int):
    with tempfile.TemporaryDirectory() as folder:
        agrees(f"sqlite:///{Path(folder) / 'ledger.db'}", steps, until)


@pytest.mark.postgres
def test_the_same_on_postgresql(pg_server: str):
    import postgres

    @settings(max_examples=6, deadline=None)
    @given(steps=STEPS, until=st.integers(1, 28))
    def check(steps: Any, until: int) -> None:
        with postgres.database(pg_server) as url:
            agrees(url, steps, until)

    check()
