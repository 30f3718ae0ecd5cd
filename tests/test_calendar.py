from __future__ import annotations

import datetime as dt

import pytest

from taskboard.calendar import BadHolidayError, Calendar

D = dt.date


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        pytest.param(D(2026, 9, 15), 20, D(2026, 10, 19), id="over-mid-autumn-and-national-day"),
        pytest.param(D(2026, 2, 10), 20, D(2026, 3, 16), id="over-spring-festival"),
        pytest.param(D(2023, 8, 4), 1, D(2023, 8, 7), id="over-a-weekend"),
        pytest.param(D(2023, 8, 7), 0, D(2023, 8, 7), id="none-is-the-day-itself"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: dt.date, days: int, end: dt.date):
    assert Calendar.of().add_workdays(start, days) == (end, False)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        pytest.param(D(2023, 10, 7), True, id="make-up-saturday"),
        pytest.param(D(2023, 10, 6), False, id="holiday-on-a-friday"),
        pytest.param(D(2023, 10, 14), False, id="ordinary-saturday"),
        pytest.param(D(2023, 10, 16), True, id="ordinary-monday"),
    ],
)
def test_swapped_days_follow_the_shipped_calendar(day: dt.date, worked: bool):
    assert Calendar.of().is_workday(day) is worked


def test_a_year_beyond_the_calendar_is_estimated_until_the_office_enters_it():
    bare, own = (
        Calendar.of(),
        Calendar.of({"2027": {"off": ["2027-01-01"], "work": ["2027-01-02"]}}),
    )
    assert bare.next_workday(D(2027, 1, 1)) == (D(2027, 1, 1), True)
    assert own.next_workday(D(2027, 1, 1)) == (D(2027, 1, 2), False)
    assert own.next_workday(D(2027, 1, 4)) == (D(2027, 1, 4), False)
    assert own.next_workday(D(2028, 1, 3)) == (D(2028, 1, 3), True)
    assert bare.next_workday(D(2028, 1, 1)) == (D(2028, 1, 3), True)  # a Saturday
    assert bare.add_workdays(D(2026, 12, 31), 1) == (D(2027, 1, 1), True)
    assert own.add_workdays(D(2027, 1, 1), 1) == (D(2027, 1, 2), False)
    # 30 and 31 December known, Friday 1 January guessed: one guess makes the day a guess
    assert bare.add_workdays(D(2026, 12, 29), 3) == (D(2027, 1, 1), True)
    assert bare.add_workdays(D(2026, 12, 29), 2) == (D(2026, 12, 31), False)


def test_a_due_day_on_a_holiday_moves_to_the_next_working_day():
    assert Calendar.of().next_workday(D(2023, 10, 1)).day == D(2023, 10, 7)
    assert Calendar.of().next_workday(D(2023, 9, 28)).day == D(2023, 9, 28)


@pytest.mark.parametrize("table", [{"2027": {"off": ["2027-13-01"]}}, {"明年": {"off": []}}])
def test_a_table_with_no_day_is_refused_by_name(table: dict[str, dict[str, list[str]]]):
    with pytest.raises(BadHolidayError, match=f"holidays.{next(iter(table))}"):
        Calendar.of(table)


def test_the_office_changes_single_days_of_a_year_that_is_shipped():
    own = Calendar.of({"2023": {"off": ["2023-08-04"], "work": ["2023-08-05"]}})
    assert not own.is_workday(D(2023, 8, 4)) and own.is_workday(D(2023, 8, 5))
    assert not own.is_workday(D(2023, 10, 2))  # the national holiday stays one
    assert own.is_workday(D(2023, 10, 7)) and not own.next_workday(D(2023, 10, 7)).estimated
    assert own.add_workdays(D(2023, 8, 3), 2) == (D(2023, 8, 7), False)
