from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from taskboard.collection.owing import Period, month_period, occurs, owed, spoken, week_period

WEEK, JULY, SEPTEMBER = week_period(2023, 31), month_period(2023, 7), month_period(2023, 9)
QUARTERLY = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
WEEKLY = "FREQ=WEEKLY;BYDAY=SU"


def row(**cells: Any) -> dict[str, Any]:
    base = {
        "task": "t", "role": "responsible", "kind": "once", "rrule": "", "cadence": "",
        "handling": "in_hand", "issued_on": dt.date(2023, 3, 1),
    }  # fmt: skip
    return {**base, **cells}


def owes(cells: dict[str, Any], period: Period, rollup: str = "all", **options: Any) -> bool:
    options = {"cadence": {}, **options}
    return owed({"t@u": row(**cells)}, {"t": {"rollup": rollup}}, period, **options) == ["t@u"]


@pytest.mark.parametrize(
    ("cells", "period", "expected"),
    [
        pytest.param({}, JULY, True, id="monthly-by-default"),
        pytest.param({}, WEEK, False, id="not-weekly-by-default"),
        pytest.param({"cadence": "weekly"}, WEEK, True, id="flagged-weekly"),
        pytest.param({"cadence": "weekly"}, JULY, False, id="weekly-is-not-asked-again-monthly"),
        pytest.param({"kind": "ongoing"}, SEPTEMBER, True, id="ongoing-at-quarter-end"),
        pytest.param({"kind": "ongoing"}, JULY, False, id="ongoing-not-in-july"),
        pytest.param({"kind": "triggered"}, JULY, True, id="triggered-monthly"),
        pytest.param({"kind": "recurring", "rrule": QUARTERLY}, SEPTEMBER, True, id="a-turn"),
        pytest.param({"kind": "recurring", "rrule": QUARTERLY}, JULY, False, id="no-turn"),
        pytest.param({"kind": "recurring", "rrule": WEEKLY}, WEEK, True, id="weekly-turn"),
        pytest.param({"kind": "recurring", "rrule": WEEKLY}, JULY, False, id="weekly-not-monthly"),
        pytest.param({"kind": "recurring", "rrule": "FREQ=MONTHLY;BYMONTHDAY=10",
                      "issued_on": dt.date(2023, 7, 20)}, JULY, False, id="turn-before-the-issue"),
        pytest.param({"kind": "recurring"}, JULY, True, id="recurring-without-a-rule"),
        pytest.param({"kind": "recurring", "rrule": QUARTERLY, "cadence": "monthly"}, JULY, True,
                     id="flagged-monthly-between-turns"),
        pytest.param({"kind": "recurring", "rrule": QUARTERLY, "cadence": "weekly"}, WEEK, True,
                     id="flagged-weekly-between-turns"),
        pytest.param({"kind": "once", "rrule": QUARTERLY}, JULY, True, id="rule-of-once-is-none"),
        pytest.param({"handling": "returned"}, JULY, True, id="sent-back"),
        pytest.param({"handling": "completed"}, JULY, False, id="completed"),
        pytest.param({"handling": "to_receive"}, JULY, True, id="not-yet-received"),
        pytest.param({"handling": "to_review"}, JULY, False, id="waiting-for-review"),
        pytest.param({"handling": "suspended"}, JULY, False, id="suspended"),
        pytest.param({"issued_on": dt.date(2023, 8, 1)}, JULY, False, id="issued-later"),
        pytest.param({"issued_on": dt.date(2023, 7, 31)}, JULY, True, id="issued-on-the-last-day"),
    ],
)  # fmt: skip
def test_who_owes(cells: dict[str, Any], period: Period, expected: bool) -> None:
    assert owes(cells, period) is expected


def test_ongoing_work_is_asked_at_the_end_of_each_quarter() -> None:
    asked = [month for month in range(1, 13) if owes({"kind": "ongoing",
             "issued_on": dt.date(2023, 1, 1)}, month_period(2023, month))]  # fmt: skip
    assert asked == [3, 6, 9, 12]


def test_who_helps_but_is_flagged_reports_for_itself() -> None:
    flagged = {"role": "responsible", "cadence": "weekly"}
    assert owes(flagged, WEEK, "lead")
    assert not owes(flagged, JULY, "lead")
    assert not owes({"role": "responsible"}, JULY, "lead")


@pytest.mark.parametrize(
    ("role", "options", "expected"),
    [
        pytest.param("lead", {}, True, id="the-lead-answers"),
        pytest.param("cooperate", {}, False, id="those-who-help-are-not-asked"),
        pytest.param("cooperate", {"cadence": {"cooperate": "monthly"}}, True, id="unless-set"),
        pytest.param("cooperate", {"everything": True}, True, id="or-all"),
    ],
)
def test_where_a_lead_answers(role: str, options: dict[str, Any], expected: bool) -> None:
    assert owes({"role": role}, JULY, "lead", **options) is expected


def test_all_asks_every_open_row_but_none_twice() -> None:
    assert owes({"kind": "ongoing"}, WEEK, everything=True)
    assert not owes({"kind": "ongoing"}, WEEK, everything=True, asked=["t@u"])
    assert not owes({"handling": "archived"}, WEEK, everything=True)


def test_the_office_sets_its_own_cadence() -> None:
    assert owes({}, WEEK, cadence={"once": "weekly"})
    assert not owes({}, JULY, cadence={"once": "weekly"})


@pytest.mark.parametrize(
    ("period", "first", "last", "words"),
    [
        pytest.param(WEEK, (7, 31), (8, 6), "2023年第31周（7月31日—8月6日）", id="week"),
        pytest.param(JULY, (7, 1), (7, 31), "2023年7月", id="month"),
        pytest.param(month_period(2023, 12), (12, 1), (12, 31), "2023年12月", id="december"),
    ],
)
def test_periods(period: Period, first: tuple[int, int], last: tuple[int, int], words: str) -> None:
    assert (period.start, period.end) == (dt.date(2023, *first), dt.date(2023, *last))
    assert period.words == words


def test_there_is_no_week_54() -> None:
    with pytest.raises(ValueError):
        week_period(2023, 53)
    assert week_period(2020, 53).end == dt.date(2021, 1, 3)


def test_a_turn_before_the_issue_is_not_owed() -> None:
    march = month_period(2023, 3)
    assert occurs(QUARTERLY, dt.date(2023, 3, 1), march)
    assert not occurs(QUARTERLY, dt.date(2023, 4, 1), march)


def test_a_turn_on_the_first_day_of_a_period_is_in_it() -> None:
    first = "FREQ=MONTHLY;BYMONTHDAY=1"
    assert occurs(first, dt.date(2023, 7, 1), JULY)
    assert not occurs(first, dt.date(2023, 7, 2), JULY)  # 1 August is the next period's


@pytest.mark.parametrize(
    ("period", "words"),
    [(WEEK, "2023年第31周"), (JULY, "2023年7月"), (week_period(2023, 2), "2023年第2周")],
)
def test_a_rounds_number_as_people_say_it(period: Period, words: str) -> None:
    assert spoken(period.number) == words
    assert period.words.startswith(words)
