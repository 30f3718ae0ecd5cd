from __future__ import annotations

import datetime as dt

import pytest

from taskboard.ledger.judgement import judge
from taskboard.ledger.timeliness import answers, days_late, occurrences, timeliness

D = dt.date
DUE = D(2023, 6, 30)


@pytest.mark.parametrize(
    ("due", "completed", "as_of", "extended", "code", "late"),
    [
        pytest.param(DUE, None, D(2023, 6, 22), False, "not_due", 0, id="eight-days-before"),
        pytest.param(DUE, None, D(2023, 6, 23), False, "near_due", 0, id="seven-days-before"),
        pytest.param(DUE, None, DUE, False, "near_due", 0, id="due-day-is-in-time"),
        pytest.param(DUE, None, D(2023, 7, 1), False, "late", 1, id="day-after"),
        pytest.param(DUE, DUE, D(2023, 8, 1), False, "on_time_done", 0, id="done-on-due-day"),
        pytest.param(DUE, D(2023, 7, 3), D(2023, 8, 1), False, "late_done", 3, id="done-late"),
        pytest.param(DUE, D(2023, 7, 3), D(2023, 7, 1), False, "late", 1, id="not-yet-done-then"),
        pytest.param(DUE, None, D(2023, 5, 1), True, "extended", 0, id="extended"),
        pytest.param(DUE, None, D(2023, 6, 29), True, "near_due", 0, id="extended-and-near"),
        pytest.param(DUE, None, D(2023, 7, 1), True, "late", 1, id="extended-and-late"),
        pytest.param(None, None, D(2023, 7, 1), False, "not_due", 0, id="no-due-day"),
        pytest.param(None, DUE, D(2023, 7, 1), False, "on_time_done", 0, id="done-without-due"),
    ],
)
def test_timeliness(
    due: dt.date | None, completed: dt.date | None, as_of: dt.date,
    extended: bool, code: str, late: int,
):  # fmt: skip
    assert timeliness(due, completed, as_of, 7, extended) == code
    assert days_late(due, completed, as_of) == late


QUARTER = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"


@pytest.mark.parametrize(
    ("reports", "codes"),
    [
        pytest.param([], ["missed", "missed", "owed"], id="silence"),
        pytest.param([D(2023, 3, 31)], ["reported", "missed", "owed"], id="on-the-day"),
        pytest.param([D(2023, 4, 3)], ["reported_late", "missed", "owed"], id="late"),
        pytest.param([D(2023, 6, 20)], ["missed", "reported", "owed"], id="skipped-one"),
        pytest.param([D(2023, 9, 1)], ["missed", "missed", "owed"], id="later-is-not-seen"),
        pytest.param([D(2023, 7, 15)], ["missed", "reported_late", "owed"], id="today-is-seen"),
        pytest.param(
            [D(2023, 4, 3), D(2023, 4, 4)],
            ["reported_late", "reported", "owed"],
            id="one-report-meets-one-turn",
        ),
        pytest.param(
            [D(2023, 3, 30), D(2023, 3, 31)],
            ["reported", "missed", "owed"],
            id="a-turn-is-met-once",
        ),
    ],
)
def test_turns_of_recurring_work(reports: list[dt.date], codes: list[str]):
    turns = occurrences(QUARTER, D(2023, 1, 1), D(2023, 12, 31), reports, D(2023, 7, 15))
    assert [turn.code for turn in turns] == codes


def test_the_first_of_two_reports_is_the_one_that_met_the_turn():
    reports = [D(2023, 3, 20), D(2023, 3, 31)]
    turns = occurrences(QUARTER, D(2023, 1, 1), D(2023, 3, 31), reports, D(2023, 7, 15))
    assert [turn.reported_on for turn in turns] == [D(2023, 3, 20)]


def test_a_report_half_way_between_two_turns_is_the_next_one_s():
    monthly = "FREQ=MONTHLY;BYMONTHDAY=25"  # 25 April and 25 May: 10 May is 15 days from both
    for day, codes in ((10, ["missed", "reported"]), (9, ["reported_late", "owed"])):
        found = occurrences(
            monthly, D(2023, 4, 1), D(2023, 5, 31), [D(2023, 5, day)], D(2023, 5, 20)
        )
        assert [turn.code for turn in found] == codes


def test_a_turn_begins_the_day_after_the_one_before():
    for day, count in ((D(2023, 3, 31), 1), (D(2023, 4, 1), 2), (D(2023, 1, 1), 1)):
        assert len(occurrences(QUARTER, D(2023, 1, 1), D(2023, 12, 31), [], day)) == count
    assert occurrences(QUARTER, D(2023, 1, 1), D(2023, 12, 31), [], D(2022, 12, 31)) == []


def test_a_completion_counts_from_its_own_day():
    day = D(2023, 7, 3)
    assert timeliness(DUE, day, day, 7, False) == "late_done"
    assert days_late(DUE, day, D(2023, 7, 2)) == 2 and days_late(DUE, day, day) == 3


@pytest.mark.parametrize(
    ("role", "cadence", "led", "also", "owes"),
    [
        pytest.param("lead", "", True, (), True, id="lead"),
        pytest.param("responsible", "", True, (), False, id="lead-answers-for-it"),
        pytest.param("responsible", "", False, (), True, id="each-answers"),
        pytest.param("responsible", "weekly", True, (), True, id="own-rhythm"),
        pytest.param("cooperate", "", True, ("cooperate",), True, id="settings-ask-it"),
        pytest.param("responsible", "", True, ("cooperate",), False, id="settings-ask-others"),
    ],
)
def test_who_answers(role: str, cadence: str, led: bool, also: tuple[str, ...], owes: bool):
    assert answers(role, cadence, led, also) is owes


@pytest.mark.parametrize(
    ("percent", "share", "thresholds", "code"),
    [
        pytest.param(70.0, 0.65, {"ahead": 5.0}, "ahead", id="ahead-itself"),
        pytest.param(69.9, 0.65, {"ahead": 5.0}, "green", id="not-quite-ahead"),
        pytest.param(60.0, 0.65, {}, "yellow", id="yellow-by-default"),
        pytest.param(45.0, 0.65, {}, "red", id="red-by-default"),
        pytest.param(0.0, 0.02, {"idle": 1.0}, "idle", id="nothing-begun"),
        pytest.param(1.0, 0.02, {"idle": 1.0}, "green", id="one-percent-is-begun"),
        pytest.param(100.0, 0.65, {"early": 1.0}, "ahead", id="all-done-before-the-end"),
        pytest.param(100.0, 1.0, {"early": 1.0}, "green", id="all-done-at-the-end"),
        pytest.param(99.9, 0.65, {"early": 1.0}, "green", id="not-quite-all-done"),
        pytest.param(100.0, 0.65, {}, "green", id="early-is-told-only-where-asked"),
        pytest.param(0.0, 0.02, {}, "green", id="idle-is-told-only-where-asked"),
        # 8/12 = 66.67 %: 61.67 is 4.9967 behind, 61.66 is 5.0067
        pytest.param(61.67, 8 / 12, {}, "green", id="just-under-five-points"),
        pytest.param(61.66, 8 / 12, {}, "yellow", id="just-over-five-points"),
    ],
)
def test_judgements(percent: float, share: float, thresholds: dict[str, float], code: str):
    assert judge(percent, share, thresholds) == code


@pytest.mark.parametrize(
    ("percent", "code"),
    [(61.0, "green"), (60.0, "yellow"), (45.1, "yellow"), (45.0, "red"), (float("nan"), "grey")],
)
def test_a_threshold_itself_is_over(percent: float, code: str):
    assert judge(percent, 0.65, {"yellow": 5.0, "red": 20.0}) == code
