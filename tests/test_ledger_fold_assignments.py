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


TASK = KEY.partition("@")[0]
CLOSED = ("completed_on", "decided_on", "written_off_on", "archived_on")


def days(line: Any, *names: str) -> list[str]:
    return ["" if line[name] != line[name] else str(line[name])[5:10] for name in names]


def test_each_step_of_a_life_leaves_its_day_and_is_counted(ledger: Ledger) -> None:
    """Sent back once, closed, verified, written off, archived and reopened: counts and days."""
    issue(ledger)
    assert row(ledger, D(2023, 3, 2))["handling"] == "to_receive"
    put(ledger, D(2023, 4, 1), NewEvent("assignment-received", KEY))
    put(ledger, D(2023, 4, 9), NewEvent("assignment-received", KEY))
    now = row(ledger, D(2023, 4, 9))
    assert now["handling"] == "in_hand" and days(now, "received_on") == ["04-01"]
    asked(ledger, "close", D(2023, 5, 1), "reject", D(2023, 5, 3))
    assert row(ledger, D(2023, 5, 2))["handling"] == "to_review"
    now = row(ledger, D(2023, 5, 3))
    assert (now["handling"], now["returns"]) == ("returned", 1)
    assert days(now, *CLOSED) == ["", "05-03", "", ""]
    put(ledger, D(2023, 5, 5), NewEvent("assignment-received", KEY))
    assert row(ledger, D(2023, 5, 5))["handling"] == "in_hand"
    asked(ledger, "close", D(2023, 6, 1), "approve", D(2023, 6, 3), "R2")
    put(ledger, D(2023, 6, 4), NewEvent("verification-recorded", KEY, {"finding": "true"}))
    put(ledger, D(2023, 6, 5), NewEvent("assignment-written-off", KEY))
    put(ledger, D(2023, 6, 6), NewEvent("assignment-archived", KEY))
    told = [row(ledger, D(2023, 6, day))["handling"] for day in (3, 5, 6)]
    assert told == ["completed", "written_off", "archived"]
    now = row(ledger, D(2023, 6, 6))
    assert days(now, *CLOSED) == ["06-01", "06-03", "06-05", "06-06"]
    assert (now["returns"], now["reopens"], now["verification"]) == (1, 0, "true")
    put(ledger, D(2023, 6, 9), NewEvent("assignment-reopened", KEY))
    now = row(ledger, D(2023, 6, 9))
    assert (now["handling"], now["reopens"], now["verification"]) == ("in_hand", 1, "unverified")
    assert days(now, *CLOSED) == ["", "", "", ""] and now["returns"] == 1
    other = row(ledger, D(2023, 6, 9), OTHER)
    assert (other["handling"], other["returns"], other["reopens"]) == ("to_receive", 0, 0)


@pytest.mark.parametrize(
    ("said", "handling"),
    [
        pytest.param(D(2023, 5, 2), "returned", id="said-before-it-was-sent-back"),
        pytest.param(D(2023, 5, 4), "in_hand", id="said-since"),
    ],
)
def test_a_report_takes_up_what_was_sent_back(ledger: Ledger, said: D, handling: str) -> None:
    issue(ledger)
    put(ledger, D(2023, 4, 1), NewEvent("assignment-received", KEY))
    asked(ledger, "close", D(2023, 5, 1), "reject", D(2023, 5, 3))
    put(ledger, said, NewEvent("progress-reported", KEY, {"change": "progress", "text": "整改"}))
    assert row(ledger, D(2023, 5, 9))["handling"] == handling


def test_a_suspended_one_is_resumed_where_it_was(ledger: Ledger) -> None:
    issue(ledger)
    asked(ledger, "suspend", D(2023, 6, 1), "approve", D(2023, 6, 2))
    put(ledger, D(2023, 7, 3), NewEvent("assignment-resumed", KEY))
    now = row(ledger, D(2023, 7, 3))
    assert (now["handling"], now["timeliness"], now["days_late"]) == ("in_hand", "late", 3)


def test_what_a_request_only_asks_for_changes_nothing(ledger: Ledger) -> None:
    issue(ledger)
    to = {"assignment": KEY, "type": "suspend"}
    put(ledger, D(2023, 6, 1), NewEvent("request-filed", "R1", to))
    assert row(ledger, D(2023, 6, 1))["handling"] == "to_receive"
    put(ledger, D(2023, 6, 2), NewEvent("request-decided", "R1", {"decision": "reject"}))
    assert row(ledger, AFTER)["handling"] == "to_receive"


def test_the_day_granted_wins_over_the_day_asked_for(ledger: Ledger) -> None:
    issue(ledger)
    to = {"assignment": KEY, "type": "extend", "new_due": "2023-12-31"}
    put(ledger, D(2023, 6, 1), NewEvent("request-filed", "R1", to))
    granted = {"decision": "approve", "new_due": "2023-08-31"}
    put(ledger, D(2023, 6, 2), NewEvent("request-decided", "R1", granted))
    now = row(ledger, AFTER)
    assert days(now, "due_on", "due_original") == ["08-31", "06-30"]


def test_an_amended_limit_moves_the_units_of_that_task(ledger: Ledger) -> None:
    issue(ledger)
    limit = {"kind": "due", "due_on": "2023-09-30", "text": "9月底前", "origin": "manual"}
    put(ledger, D(2023, 4, 1), NewEvent("task-amended", TASK, {"note": "说明"}))
    assert days(row(ledger, AFTER), "due_on") == ["06-30"]
    put(ledger, D(2023, 4, 2), NewEvent("task-amended", TASK, {"deadlines": [limit]}))
    for key in (KEY, OTHER):
        now = row(ledger, AFTER, key)
        assert days(now, "due_on", "due_original") == ["09-30", "06-30"]
        assert now["due_basis"] == "manual" and now["timeliness"] == "not_due"
    put(ledger, D(2023, 4, 3), NewEvent("task-amended", TASK, {"deadlines": []}))
    assert days(row(ledger, AFTER), "due_on") == ["12-31"]  # no limit: the year's end


@pytest.mark.parametrize(
    ("carry", "handling"), [("carried", "carried"), ("ongoing", "carried"), ("stopped", "stopped")]
)
def test_what_look_back_takes_over_is_asked_for_no_more(
    ledger: Ledger, carry: str, handling: str
) -> None:
    issue(ledger)
    asked(ledger, "close", D(2023, 6, 1), "approve", D(2023, 6, 2))
    put(ledger, AFTER, NewEvent("lookback-recorded", TASK, {"finding": "undone"}))
    assert row(ledger, AFTER, OTHER)["handling"] == "to_receive"
    put(ledger, AFTER, NewEvent("lookback-recorded", TASK, {"finding": "undone", "carry": carry}))
    assert row(ledger, AFTER, OTHER)["handling"] == handling
    assert row(ledger, AFTER)["handling"] == "completed"


def test_a_suspended_one_is_carried_over_too(ledger: Ledger) -> None:
    issue(ledger)
    asked(ledger, "suspend", D(2023, 6, 1), "approve", D(2023, 6, 2))
    put(
        ledger,
        AFTER,
        NewEvent("lookback-recorded", TASK, {"finding": "undone", "carry": "carried"}),
    )
    assert row(ledger, AFTER)["handling"] == "carried"


def test_the_supervisor_s_judgement_stands_beside_the_unit_s_own(ledger: Ledger) -> None:
    issue(ledger)
    put(ledger, D(2023, 6, 1), NewEvent("progress-reported", KEY, {"percent": 90}))
    to = {"judgement": "red", "note": "现场未动工"}
    put(ledger, D(2023, 6, 1), NewEvent("judgement-set", KEY, to))
    now = row(ledger, D(2023, 6, 1))
    assert (now["judgement"], now["judgement_reason"]) == ("red", "现场未动工")
    assert now["self_judgement"] == "green"
    put(ledger, D(2023, 6, 2), NewEvent("judgement-set", KEY, {"judgement": ""}))
    assert row(ledger, D(2023, 6, 2))["judgement"] == "green"
    put(ledger, D(2023, 6, 2), NewEvent("flag-set", KEY, {"cadence": "weekly"}))
    assert row(ledger, D(2023, 6, 2))["cadence"] == "weekly"


@pytest.mark.parametrize(
    ("due", "percent", "on", "reason"),
    [
        # 1 January to 30 June 2023 are 181 days, 1 June is the 152nd: 83.98 %
        pytest.param("2023-06-30", 83, D(2023, 6, 1), "慢序时 0.98 个百分点", id="by-day"),
        # the whole year goes by months: May is 5/12 = 41.67 %
        pytest.param("2023-12-31", 41, D(2023, 5, 31), "慢序时 0.67 个百分点", id="by-month"),
        pytest.param("2023-12-31", 42, D(2023, 5, 31), "超序时 0.33 个百分点", id="ahead"),
        pytest.param("2023-12-31", 50, D(2023, 6, 1), "与序时持平", id="even-is-not-behind"),
        # a limit in the year before the plan: the share of its own year, all gone
        pytest.param("2022-12-31", 60, D(2023, 6, 1), "慢序时 40.00 个百分点", id="long-past"),
        # 1 January 2023 to 30 June 2024 are 365 + 182 days, 1 July 2023 is the 182nd: 33.27 %
        pytest.param("2024-06-30", 33, D(2023, 7, 1), "慢序时 0.27 个百分点", id="beyond-the-year"),
    ],
)
def test_the_gap_to_the_elapsed_share(
    ledger: Ledger, due: str, percent: int, on: D, reason: str
) -> None:
    issue(ledger, due=due)
    put(ledger, on, NewEvent("progress-reported", KEY, {"percent": percent}))
    assert row(ledger, on)["judgement_reason"].endswith(reason)


MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=25"


@pytest.mark.parametrize(
    ("reported", "on", "code", "late"),
    [
        pytest.param([], D(2023, 3, 25), "owed", 0, id="first-turn-open"),
        pytest.param([], D(2023, 3, 26), "missed", 1, id="missed-though-the-next-is-open"),
        pytest.param([], D(2023, 4, 26), "missed", 1, id="the-last-one-missed"),
        pytest.param([D(2023, 3, 25)], D(2023, 4, 20), "owed", 0, id="met-and-the-next-is-open"),
        pytest.param([D(2023, 3, 28)], D(2023, 4, 20), "owed", 0, id="late-is-not-missed"),
        pytest.param([D(2023, 4, 20)], D(2023, 4, 25), "reported", 0, id="met-in-time"),
    ],
)
def test_recurring_work_stands_by_its_last_turn(
    ledger: Ledger, reported: list[D], on: D, code: str, late: int
) -> None:
    issue(ledger, due="2023-12-31", kind="recurring", rrule=MONTHLY)
    for day in reported:
        put(ledger, day, NewEvent("progress-reported", KEY, {"text": "已报"}))
    now = row(ledger, on)
    assert (now["timeliness"], now["days_late"]) == (code, late)


@pytest.mark.parametrize(
    ("reported", "on", "code", "late"),
    [
        pytest.param([], D(2023, 3, 20), "owed", 0, id="first-turn-open"),
        pytest.param([], D(2023, 3, 26), "missed", 1, id="turn-missed"),
        pytest.param([D(2023, 5, 20)], D(2023, 6, 1), "owed", 0, id="met-and-the-next-is-open"),
        pytest.param([D(2023, 6, 20)], D(2023, 6, 28), "near_due", 0, id="the-end-draws-near"),
        pytest.param([], D(2023, 6, 28), "missed", 3, id="missed-before-the-end"),
        pytest.param([D(2023, 6, 20)], D(2023, 7, 1), "late", 1, id="the-end-went-by"),
        pytest.param([], D(2023, 7, 9), "late", 9, id="the-end-and-turns-went-by"),
    ],
)
def test_one_time_work_with_turns_is_late_after_its_end(
    ledger: Ledger, reported: list[D], on: D, code: str, late: int
) -> None:
    issue(ledger, due="2023-06-30", kind="once", rrule=MONTHLY)
    for day in reported:
        put(ledger, day, NewEvent("progress-reported", KEY, {"change": "progress", "text": "好"}))
    found = row(ledger, on)
    assert (found["timeliness"], found["days_late"]) == (code, late)


def test_recurring_work_has_no_end_of_its_own(ledger: Ledger) -> None:
    issue(ledger, due="2023-06-30", kind="recurring", rrule=MONTHLY)
    put(ledger, D(2023, 6, 20), NewEvent("progress-reported", KEY, {"change": "none"}))
    assert row(ledger, D(2023, 7, 9))["timeliness"] == "reported"
