"""Calendar arithmetic."""

from __future__ import annotations

import datetime as dt

import pytest

from taskboard import periods


def test_month_end_knows_leap_years() -> None:
    assert periods.month_end(2024, 2) == dt.date(2024, 2, 29)
    assert periods.month_end(2023, 2) == dt.date(2023, 2, 28)
    with pytest.raises(ValueError, match="13"):
        periods.month_end(2023, 13)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2023-W31", dt.date(2023, 7, 31), dt.date(2023, 8, 6)),
        ("2023-08", dt.date(2023, 8, 1), dt.date(2023, 8, 31)),
        ("2023-Q3", dt.date(2023, 7, 1), dt.date(2023, 9, 30)),
        ("2023", dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
    ],
)
def test_period(name: str, first: dt.date, last: dt.date) -> None:
    assert periods.period(name) == (first, last)


@pytest.mark.parametrize("name", ["", "2023-W60", "08", "2023-13"])
def test_no_period(name: str) -> None:
    with pytest.raises(ValueError):
        periods.period(name)


def test_week_number_uses_the_iso_year() -> None:
    assert periods.week_number(dt.date(2023, 1, 1)) == "2022-W52"
    assert periods.week_number(dt.date(2023, 8, 3)) == "2023-W31"


@pytest.mark.parametrize("day", [1, 15, 31])
def test_any_day_of_august_is_eight_twelfths(day: int) -> None:
    first, last = periods.year_of(2023)
    assert periods.elapsed_share(dt.date(2023, 8, day), first, last) == pytest.approx(8 / 12)


def test_other_periods_count_days() -> None:
    first, last = dt.date(2023, 7, 3), dt.date(2023, 7, 12)
    assert periods.elapsed_share(dt.date(2023, 7, 7), first, last) == pytest.approx(0.5)
    assert periods.elapsed_share(dt.date(2023, 1, 1), first, last) == 0
    assert periods.elapsed_share(dt.date(2024, 1, 1), first, last) == 1


def test_the_due_day_is_in_time() -> None:
    due = dt.date(2023, 9, 30)
    assert not periods.is_late(due, due)
    assert periods.is_late(due, dt.date(2023, 10, 1))


def test_occurrences_are_within_both_ends() -> None:
    rule = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
    days = list(periods.occurrences(rule, dt.date(2023, 1, 1), dt.date(2023, 9, 30)))
    assert days == [dt.date(2023, 3, 31), dt.date(2023, 6, 30), dt.date(2023, 9, 30)]
