"""Who stands how in a round, and which rows have been quiet for too long."""

from __future__ import annotations

import datetime as dt

import pytest

from taskboard.collection.silence import UnitStanding, silence_of, stale, unit_standings

D = dt.date
DUE = D(2023, 8, 4)


def came(day: dt.date, change: str = "progress") -> dict[str, object]:
    return {"effective_on": day, "change": change}


@pytest.mark.parametrize(
    ("asked", "change", "silence"),
    [
        pytest.param(True, None, "unreported", id="owed-and-nothing-came"),
        pytest.param(False, None, "nothing_owed", id="nothing-owed"),
        pytest.param(True, "unchanged", "unchanged", id="came-unchanged"),
        pytest.param(True, "none", "no_progress", id="came-without-progress"),
        pytest.param(True, "progress", "", id="it-speaks"),
        pytest.param(False, "progress", "", id="it-speaks-unasked"),
    ],
)
def test_four_silences(asked: bool, change: str | None, silence: str) -> None:
    assert silence_of(asked, change) == silence


def test_units_are_counted_by_their_own_rows() -> None:
    asks = ["1@教育局", "2@教育局", "3@教育局", "1@财政局", "1@水利局", "2@水利局"]
    reported = {
        "1@教育局": came(DUE),
        "2@教育局": came(D(2023, 8, 5), "unchanged"),
        "1@财政局": came(D(2023, 8, 7), "none"),
        "9@财政局": came(DUE),  # not asked
    }
    lines = unit_standings(["财政局", "教育局", "档案局"], asks, reported, DUE)
    assert lines == [
        UnitStanding("财政局", 1, 0, 1, 0, 1),
        UnitStanding("教育局", 3, 1, 1, 1, 0),
        UnitStanding("档案局", 0, 0, 0, 0, 0),
        UnitStanding("水利局", 2, 0, 0, 0, 0),
    ]
    assert [line.unreported for line in lines] == [0, 1, 0, 2]
    states = ["reported_late", "partly", "nothing_owed", "unreported"]
    assert [line.state for line in lines] == states
    assert UnitStanding("财政局", 1, 1, 0, 0, 0).state == "reported"


def test_quiet_from_the_day_on_that_the_settings_name() -> None:
    def row(handling: str, reported: dt.date | None, issued: dt.date | None) -> dict[str, object]:
        return {"handling": handling, "reported_on": reported, "issued_on": issued}

    early = D(2023, 1, 1)
    rows = {
        "never-reported": row("to_receive", None, D(2023, 7, 1)),
        "fourteen-days": row("in_hand", D(2023, 7, 18), early),
        "thirteen-days": row("in_hand", D(2023, 7, 19), early),
        "sent-back": row("returned", D(2023, 6, 1), early),
        "done": row("completed", D(2023, 1, 2), early),
        "no-day": row("in_hand", None, None),
    }
    found = stale(rows, D(2023, 8, 1), 14)
    assert found == [("sent-back", 61), ("never-reported", 31), ("fourteen-days", 14)]
