"""Rounds, forms, papers, units and requests as the events of a day leave them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ledger_stores import KEY, OTHER, put, state_of
from taskboard.ledger.events import NewEvent
from taskboard.ledger.store import Ledger, open_ledger

D = dt.date
LAST = D(2023, 12, 31)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", create=True) as opened:
        yield opened


def days(row: Any, *names: str) -> list[str]:
    return ["" if row[name] != row[name] else str(row[name])[:10] for name in names]


def test_a_round_is_opened_when_it_says_and_closed_when_it_is(ledger: Ledger) -> None:
    to: dict[str, Any] = {"cadence": "weekly", "due_on": "2023-08-04", "asks": [KEY]}
    period = {"period": ["2023-07-31", "2023-08-06"], "opens_on": "2023-07-31"}
    put(ledger, D(2023, 8, 1), NewEvent("round-opened", "2023-W31", {**to, **period}))
    put(ledger, D(2023, 8, 2), NewEvent("round-opened", "2023-W32", to))
    put(ledger, D(2023, 8, 9), NewEvent("round-closed", "2023-W31"))
    names = ("period_start", "period_end", "opened_on", "due_on", "closed_on")
    rounds: Any = state_of(ledger, LAST).rounds
    told = ["2023-07-31", "2023-08-06", "2023-07-31", "2023-08-04", "2023-08-09"]
    assert days(rounds.loc["2023-W31"], *names) == told
    assert days(rounds.loc["2023-W32"], *names) == ["", "", "2023-08-02", "2023-08-04", ""]
    assert list(rounds.index) == ["2023-W31", "2023-W32"]
    assert rounds.at["2023-W31", "asks"] == [KEY]
    before: Any = state_of(ledger, D(2023, 8, 8)).rounds
    assert days(before.loc["2023-W31"], "closed_on") == [""]


@pytest.mark.parametrize(
    ("outcomes", "outcome", "received"),
    [
        pytest.param([], "", "", id="nothing-came"),
        pytest.param(["accepted"], "accepted", "2023-08-01", id="accepted"),
        pytest.param(["refused"], "refused", "", id="refused-is-not-received"),
        pytest.param(["accepted", "refused"], "accepted", "2023-08-01", id="refused-hides-nothing"),
        pytest.param(["refused", "late"], "late", "2023-08-02", id="late-after-refused"),
        pytest.param(["accepted", "late"], "late", "2023-08-01", id="first-day-counts"),
        pytest.param(["late", "accepted"], "accepted", "2023-08-01", id="last-word-counts"),
        pytest.param(["refused", "conflict"], "conflict", "", id="last-of-two-refused"),
        pytest.param(["late", "conflict"], "late", "2023-08-01", id="late-is-taken-too"),
    ],
)
def test_a_form_stands_by_the_last_file_taken_in(
    ledger: Ledger, outcomes: list[str], outcome: str, received: str
) -> None:
    form = put(ledger, D(2023, 7, 31), NewEvent("form-issued", "F1", {"unit": "市教育局"}))
    for number, said in enumerate(outcomes, 1):
        event = NewEvent("form-received", "F1", {"outcome": said, "sha256": str(number)})
        put(ledger, D(2023, 8, number), event)
    row: Any = state_of(ledger, LAST).forms.loc["F1"]
    assert (row["outcome"], *days(row, "received_on", "issued_on")) == (
        outcome, received, "2023-07-31",
    )  # fmt: skip
    assert row["received_sha256"] == [str(number) for number in range(1, len(outcomes) + 1)]
    assert row["issued_seq"] == form.first_seq


def test_a_paper_keeps_who_answered_and_when(ledger: Ledger) -> None:
    to = {"kind": "reminder", "units": ["市教育局", "市财政局"], "assignments": [KEY, OTHER]}
    sent = put(ledger, D(2023, 7, 3), NewEvent("paper-issued", "提醒函2023-01", to))
    put(ledger, D(2023, 7, 5), NewEvent("paper-answered", "提醒函2023-01", {"unit": "市财政局"}))
    paper: Any = state_of(ledger, LAST).papers.loc["提醒函2023-01"]
    assert paper["answered"] == {"市财政局": "2023-07-05"}
    assert days(paper, "issued_on", "as_of") == ["2023-07-03", "2023-07-03"]
    assert paper["seq"] == sent.first_seq - 1  # what it saw is all before itself
    assert state_of(ledger, D(2023, 7, 4)).papers["answered"].iloc[0] == {}


def test_a_request_is_open_until_the_day_it_is_decided(ledger: Ledger) -> None:
    to = {"assignment": KEY, "type": "extend", "new_due": "2023-09-30"}
    put(ledger, D(2023, 6, 1), NewEvent("request-filed", "R1", to, reason="材料未到"))
    put(ledger, D(2023, 6, 5), NewEvent("request-decided", "R1", {"decision": "approve"}))
    names = ("filed_on", "decided_on")
    was: Any = state_of(ledger, D(2023, 6, 4)).requests.loc["R1"]
    now: Any = state_of(ledger, LAST).requests.loc["R1"]
    assert (was["decision"], *days(was, *names)) == ("", "2023-06-01", "")
    assert (now["decision"], *days(now, *names)) == ("approve", "2023-06-01", "2023-06-05")
    assert (now["reason"], now["filed_by"], now["decided_by"]) == ("材料未到", "张三", "张三")


def test_units_stand_in_the_order_of_protocol(ledger: Ledger) -> None:
    told = (("市水利局", {"order": 3}), ("市教育局", {"order": 1, "short_names": ["教育局"]}),
            ("市财政局", {"order": 2}), ("市委办", {}))  # fmt: skip
    put(ledger, D(2023, 1, 1), *(NewEvent("unit-recorded", name, to) for name, to in told))
    put(ledger, D(2023, 5, 1), NewEvent("unit-retired", "市财政局", {"valid_to": "2023-04-30"}))
    units: Any = state_of(ledger, LAST).units
    assert list(units.index) == ["市委办", "市教育局", "市财政局", "市水利局"]
    assert days(units.loc["市财政局"], "valid_to") == ["2023-04-30"]
    lists = [units.at["市教育局", name] for name in ("short_names", "groups", "keywords")]
    assert lists == [["教育局"], [], []]
