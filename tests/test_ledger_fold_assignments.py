"""Requests, decisions and judgements as they change one assignment, and the facts scored by."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_stores import KEY, OTHER, D, issue, ledger, pg_server, put, state_of, store
from taskboard.ledger.check import check_ledger
from taskboard.ledger.events import NewEvent
from taskboard.ledger.store import Ledger
from taskboard.reports.scope import scope
from taskboard.reports.scoring_facts import facts

__all__ = ["ledger", "pg_server", "store"]
DUE, AFTER = D(2023, 6, 30), D(2023, 7, 1)


def asked(
    ledger: Ledger, kind: str, on: D, decision: str, decided: D, number: str = "R1", **to: Any
) -> None:
    """File a request on one day and decide it on another."""
    put(ledger, on, NewEvent("request-filed", number, {"assignment": KEY, "type": kind, **to}))
    put(ledger, decided, NewEvent("request-decided", number, {"decision": decision}))


def row(ledger: Ledger, on: D, key: str = KEY) -> Any:
    return state_of(ledger, on).assignments.loc[key]


@pytest.mark.parametrize(
    ("on", "decision", "due", "code", "times"),
    [
        pytest.param(DUE, "approve", D(2023, 9, 30), "extended", 1, id="on-the-due-day"),
        pytest.param(AFTER, "approve", DUE, "late", 1, id="the-day-after-is-too-late"),
        pytest.param(DUE, "reject", DUE, "late", 0, id="refused"),
    ],
)
def test_an_extension_counts_when_asked_for_in_time(
    ledger: Ledger, on: D, decision: str, due: D, code: str, times: int
) -> None:
    issue(ledger)
    asked(ledger, "extend", on, decision, D(2023, 7, 5), new_due="2023-09-30")
    now = row(ledger, D(2023, 7, 20))
    assert (now["due_on"].date(), now["timeliness"], now["extensions"]) == (due, code, times)
    assert now["due_original"].date() == DUE
    assert row(ledger, D(2023, 7, 20), OTHER)["timeliness"] == "late"  # asked nothing


@pytest.mark.parametrize(
    ("kind", "handling"),
    [("suspend", "suspended"), ("transfer", "transferred"), ("stop", "stopped")],
)
def test_what_is_put_aside_is_never_late(ledger: Ledger, kind: str, handling: str) -> None:
    issue(ledger)
    asked(ledger, kind, D(2023, 6, 1), "approve", D(2023, 6, 2), to_unit="市水利局")
    aside, other = row(ledger, AFTER), row(ledger, AFTER, OTHER)
    assert (aside["handling"], aside["timeliness"], aside["days_late"]) == (handling, "not_due", 0)
    assert (other["handling"], other["timeliness"], other["days_late"]) == ("to_receive", "late", 1)


@pytest.mark.parametrize(
    ("filed", "decision", "handling", "code", "fact"),
    [
        pytest.param(DUE, "approve", "completed", "on_time_done", "done-on-time", id="in-time"),
        pytest.param(AFTER, "approve", "completed", "late_done", "done-late", id="late"),
        pytest.param(DUE, "reject", "returned", "late", "overdue", id="sent-back"),
    ],
)
def test_the_day_completion_was_asked_for_counts(
    ledger: Ledger, filed: D, decision: str, handling: str, code: str, fact: str
) -> None:
    issue(ledger)
    put(ledger, D(2023, 6, 1), NewEvent("assignment-received", KEY))
    asked(ledger, "close", filed, decision, D(2023, 7, 9))
    state = state_of(ledger, D(2023, 7, 10))
    now = state.assignments.loc[KEY]
    assert (now["handling"], now["timeliness"]) == (handling, code)
    mine = [one for one in facts(scope(state)) if one.assignment == KEY]
    sent_back = ["returned"] if decision == "reject" else []
    assert sorted(one.fact for one in mine) == sorted([fact, *sent_back])
    others = [one.fact for one in facts(scope(state)) if one.assignment == OTHER]
    assert others == ["overdue"]


def test_only_an_approved_extension_is_a_fact(ledger: Ledger) -> None:
    issue(ledger)
    asked(ledger, "extend", D(2023, 6, 1), "reject", D(2023, 6, 2), new_due="2023-08-31")
    asked(ledger, "extend", D(2023, 6, 3), "approve", D(2023, 6, 4), "R2", new_due="2023-09-30")
    found = [one for one in facts(scope(state_of(ledger, AFTER))) if one.assignment == KEY]
    assert [(one.fact, one.words) for one in found] == [("extended", "R2 同意延期")]


@pytest.mark.parametrize(
    ("percent", "code", "reason"),
    [
        pytest.param(
            50, "red", "完成 50%，序时 83.98%，慢序时 33.98 个百分点", id="far-behind-by-day"
        ),
        pytest.param(90, "green", "完成 90%，序时 83.98%，超序时 6.02 个百分点", id="ahead"),
    ],
)
def test_progress_is_judged_against_its_own_limit(
    ledger: Ledger, percent: int, code: str, reason: str
) -> None:
    issue(ledger)
    put(ledger, D(2023, 6, 1), NewEvent("progress-reported", KEY, {"percent": percent}))
    now = row(ledger, D(2023, 6, 1))
    assert (now["judgement"], now["judgement_reason"]) == (code, reason)
    assert now["self_judgement"] == code and now["handling"] == "in_hand"
    assert row(ledger, D(2023, 6, 1), OTHER)["judgement"] == "grey"


def test_what_is_counted_per_occurrence_is_never_late(ledger: Ledger) -> None:
    issue(ledger, kind="triggered")
    assert row(ledger, AFTER)["timeliness"] == "not_due"


@pytest.mark.parametrize(
    ("decision", "verification"), [("reject", "unverified"), ("approve", "true")]
)
def test_what_was_sent_back_is_to_be_verified_again(
    ledger: Ledger, decision: str, verification: str
) -> None:
    issue(ledger)
    put(ledger, D(2023, 6, 1), NewEvent("verification-recorded", KEY, {"finding": "true"}))
    asked(ledger, "close", D(2023, 6, 2), decision, D(2023, 6, 5))
    assert row(ledger, AFTER)["verification"] == verification
    put(ledger, AFTER, NewEvent("assignment-written-off", KEY))
    found = {finding.code for finding in check_ledger(ledger)}
    assert ("written-off-unverified" in found) is (decision == "reject")
