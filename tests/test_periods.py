"""Calendar arithmetic."""

from __future__ import annotations

import datetime as dt

import pytest

from taskboard import periods

D = dt.date
YEAR = (D(2023, 1, 1), D(2023, 12, 31))


def test_month_end_knows_leap_years() -> None:
    assert periods.month_end(2024, 2) == D(2024, 2, 29)
    assert periods.month_end(2023, 2) == D(2023, 2, 28)
    assert periods.month_end(2100, 2) == D(2100, 2, 28)
    assert periods.month_end(2023, 12) == D(2023, 12, 31)
    assert periods.month_end(2023, 1) == D(2023, 1, 31)
    with pytest.raises(ValueError, match="13"):
        periods.month_end(2023, 13)


@pytest.mark.parametrize(
    ("found", "first", "last"),
    [
        pytest.param(periods.quarter(2023, 1), D(2023, 1, 1), D(2023, 3, 31), id="quarter-1"),
        pytest.param(periods.quarter(2023, 4), D(2023, 10, 1), D(2023, 12, 31), id="quarter-4"),
        pytest.param(periods.half_year(2023, 1), D(2023, 1, 1), D(2023, 6, 30), id="half-1"),
        pytest.param(periods.half_year(2023, 2), D(2023, 7, 1), D(2023, 12, 31), id="half-2"),
    ],
)
def test_parts_of_a_year(found: periods.Period, first: dt.date, last: dt.date) -> None:
    assert found == (first, last)


def test_there_is_no_fifth_quarter_and_no_third_half() -> None:
    for part, number in ((periods.quarter, 5), (periods.quarter, 0), (periods.half_year, 3)):
        with pytest.raises(ValueError, match=str(number)):
            part(2023, number)


@pytest.mark.parametrize(
    ("as_of", "first", "last", "percent"),
    [
        pytest.param(D(2023, 8, 1), *YEAR, 66.67, id="august-first-is-8-of-12"),
        pytest.param(D(2023, 8, 31), *YEAR, 66.67, id="august-last-is-8-of-12"),
        pytest.param(D(2023, 11, 9), *YEAR, 91.67, id="november-is-11-of-12"),
        pytest.param(D(2022, 12, 31), *YEAR, 0.0, id="before-the-plan"),
        pytest.param(D(2023, 1, 1), *YEAR, 8.33, id="first-day-of-the-plan"),
        pytest.param(D(2024, 1, 1), *YEAR, 100.0, id="after-the-plan"),
        pytest.param(D(2023, 6, 1), YEAR[0], D(2023, 6, 30), 83.98, id="half-year-by-day"),
        pytest.param(D(2023, 7, 10), D(2023, 7, 1), D(2023, 7, 20), 50.0, id="by-day"),
        pytest.param(D(2023, 7, 1), D(2023, 7, 1), D(2023, 7, 20), 5.0, id="first-day-counts"),
        pytest.param(D(2023, 6, 30), D(2023, 7, 1), D(2023, 7, 20), 0.0, id="day-before"),
        pytest.param(D(2023, 7, 21), D(2023, 7, 1), D(2023, 7, 20), 100.0, id="day-after"),
        pytest.param(D(2023, 7, 20), D(2023, 7, 1), D(2024, 6, 30), 5.46, id="two-years"),
        pytest.param(D(2023, 12, 31), *YEAR, 100.0, id="last-day-of-the-year"),
        pytest.param(D(2023, 12, 1), *YEAR, 100.0, id="any-day-of-december"),
        pytest.param(D(2023, 7, 20), D(2023, 7, 1), D(2023, 7, 20), 100.0, id="last-day-by-day"),
        pytest.param(D(2023, 7, 19), D(2023, 7, 1), D(2023, 7, 20), 95.0, id="19-of-20-days"),
        pytest.param(D(2023, 7, 1), D(2023, 7, 1), D(2023, 7, 1), 100.0, id="a-plan-of-one-day"),
        # 2 March to 1 March holds 366 days with 29 February, and that day is the last but one
        pytest.param(D(2024, 2, 29), D(2023, 3, 2), D(2024, 3, 1), 99.73, id="leap-day-counts"),
        # a year that is not the calendar's goes by days: 31 of 365, not 1 of 12
        pytest.param(D(2023, 3, 31), D(2023, 3, 1), D(2024, 2, 28), 8.49, id="other-year-by-day"),
    ],
)
def test_elapsed_share(as_of: dt.date, first: dt.date, last: dt.date, percent: float) -> None:
    assert round(periods.elapsed_share(as_of, first, last) * 100, 2) == percent


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="2023-12-31"):
        periods.elapsed_share(D(2023, 8, 1), YEAR[1], YEAR[0])


def test_the_due_day_is_in_time() -> None:
    due = D(2023, 9, 30)
    assert not periods.is_late(due, due)
    assert periods.is_late(due, D(2023, 10, 1))


QUARTERLY = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
FORTNIGHTLY = "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"


@pytest.mark.parametrize(
    ("rule", "since", "until", "days"),
    [
        pytest.param(QUARTERLY, D(2023, 3, 31), D(2023, 9, 30), [(3, 31), (6, 30), (9, 30)],
                     id="both-ends"),
        pytest.param(QUARTERLY, D(2023, 4, 1), D(2023, 9, 29), [(6, 30)], id="inside-only"),
        pytest.param("FREQ=MONTHLY;BYMONTHDAY=25", D(2023, 3, 15), D(2023, 4, 24), [(3, 25)],
                     id="monthly"),
        pytest.param("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", D(2023, 3, 15), YEAR[1], [],
                     id="past-for-this-year"),
        pytest.param(FORTNIGHTLY, D(2023, 3, 6), D(2023, 4, 9), [(3, 12), (3, 26), (4, 9)],
                     id="every-second-week-of-the-year"),
        pytest.param(FORTNIGHTLY, D(2023, 3, 13), D(2023, 4, 9), [(3, 26), (4, 9)],
                     id="the-same-weeks-whenever-it-was-given"),
    ],
)  # fmt: skip
def test_turns(rule: str, since: dt.date, until: dt.date, days: list[tuple[int, int]]) -> None:
    assert periods.turns(rule, since, until) == tuple(D(2023, *day) for day in days)
