"""Asks of a round: who reported, when, and 雷同 reports."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from taskboard.reports.rates import silent
from taskboard.reports.reporting import alike, asks, by_unit, repeats, reporting, silent_units


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(f"2023-{text}")


def frame_of_updates(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    """Return updates of (round, assignment, change, day, text)."""
    made = [
        {"round": number, "assignment": key, "change": change, "effective_on": day(on),
         "text": text, "superseded": False}
        for number, key, change, on, text in rows
    ]  # fmt: skip
    return pd.DataFrame(made, index=range(1, len(made) + 1))


ROUNDS = pd.DataFrame(
    {"due_on": [day("08-04")], "asks": [["1@甲", "2@甲", "3@甲", "1@乙", "2@乙", "1@丙"]]},
    index=["2023-W31"],
)
UPDATES = frame_of_updates(
    ("2023-W31", "1@甲", "progress", "08-04", "一"),
    ("2023-W31", "1@甲", "progress", "08-09", "更正"),
    ("2023-W31", "2@甲", "progress", "08-05", "二"),
    ("2023-W30", "3@甲", "progress", "08-01", "上一期的"),
    ("2023-W31", "1@丙", "progress", "08-03", "三"),
)
UNITS = pd.DataFrame({"unit": ["甲局"]}, index=["1@甲"])


def asked() -> pd.DataFrame:
    return asks(ROUNDS, UPDATES, UNITS)


def test_an_ask_is_met_by_the_first_word_of_its_own_round() -> None:
    states = dict(zip(asked()["assignment"], asked()["state"], strict=True))
    assert states == {
        "1@甲": "reported", "2@甲": "reported_late", "3@甲": "unreported",
        "1@乙": "unreported", "2@乙": "unreported", "1@丙": "reported",
    }  # fmt: skip
    assert asked().loc["2023-W31/1@甲", ["task", "unit"]].tolist() == ["1", "甲局"]
    assert asked().loc["2023-W31/2@甲", "unit"] == "甲"


def test_reported_in_time_and_late_are_counted_over_what_was_asked() -> None:
    figures = reporting(asked())
    told = {one.name: (one.value, one.denominator) for one in figures.values()}
    assert told == {
        "asked": (6, None), "reported": (3, 6), "in_time": (2, 6), "reported_late": (1, 6),
        "unreported": (3, 6),
    }  # fmt: skip
    assert figures.findings == ()
    assert figures["reported"].keys == ("2023-W31/1@甲", "2023-W31/2@甲", "2023-W31/1@丙")
    for one in figures.values():
        again = asked().query(one.where, engine="python") if one.where else asked()
        assert tuple(again.index) == one.keys


def test_a_report_of_one_round_is_none_of_the_next() -> None:
    rounds = pd.DataFrame(
        {"due_on": [day("08-04"), day("08-11")], "asks": [["1@甲"], ["1@甲", "2@甲"]]},
        index=["W31", "W32"],
    )
    updates = frame_of_updates(
        ("W31", "1@甲", "progress", "08-04", "一"), ("W32", "1@甲", "progress", "08-12", "二")
    )
    found = asks(rounds, updates, UNITS)
    assert found["state"].tolist() == ["reported", "reported_late", "unreported"]
    assert [str(on)[:10] for on in found["reported_on"]] == ["2023-08-04", "2023-08-12", "NaT"]


def test_units_that_owe_most_come_first() -> None:
    rows = {row["name"]: row for row in by_unit(asked())}
    assert rows["丙"] == {
        "name": "丙", "asked": 1, "reported": 1, "in_time": 1, "late": 0, "missing": 0,
    }  # fmt: skip
    assert rows["甲"] == {
        "name": "甲", "asked": 2, "reported": 1, "in_time": 0, "late": 1, "missing": 1,
    }  # fmt: skip
    assert [(row["name"], row["missing"]) for row in silent_units(asked())] == [
        ("乙", 2),
        ("甲", 1),
    ]


LONG = "".join(chr(0x4E00 + number) for number in range(100))


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        pytest.param("", "", False, id="nothing-said-twice"),
        pytest.param("已开工", "", False, id="nothing-said-now"),
        pytest.param("，。", "已开工", False, id="marks-only"),
        pytest.param("正在推进。", "正 在推进", True, id="blanks-and-marks"),
        pytest.param(LONG, LONG + "新增八字已经完成", True, id="ninety-six-of-a-hundred"),
        pytest.param(LONG, LONG + "新增十二个字已经全部完成", False, id="ninety-four"),
        pytest.param(LONG, LONG[:95] + "另外写过的", True, id="ninety-five-itself"),
        pytest.param(LONG, LONG[:94] + "另外写过的话", False, id="ninety-four-changed"),
        pytest.param(LONG, LONG[::-1], False, id="same-characters-other-words"),
        # 2 × 19 of 19 + 21 characters are 95 %, 2 × 18 of 18 + 20 are 94.7 %
        pytest.param(LONG[:19], LONG[:21], True, id="two-more-than-nineteen"),
        pytest.param(LONG[:18], LONG[:20], False, id="two-more-than-eighteen"),
        pytest.param(LONG * 16, LONG * 32, False, id="twice-as-long"),
    ],
)
def test_alike_from_ninety_five_percent(before: str, now: str, same: bool) -> None:
    assert alike(before, now) is same


@pytest.mark.parametrize(
    ("number", "found"),
    [
        pytest.param(None, [("W2", True), ("W3", False)], id="every-round"),
        pytest.param("W3", [("W3", False)], id="one-round"),
        pytest.param("W1", [], id="nothing-before-the-first"),
    ],
)
def test_a_report_is_compared_with_the_one_before(number: Any, found: list[Any]) -> None:
    updates = frame_of_updates(
        ("W1", "1@甲", "progress", "08-01", "正在推进"),
        ("W1", "1@乙", "progress", "08-01", "正在推进"),
        ("W2", "1@甲", "progress", "08-08", "正在推进。"),
        ("W2", "1@乙", "unchanged", "08-08", "正在推进"),
        ("W3", "1@甲", "done", "08-15", "已经建成"),
    )
    assert [(one.round, one.same) for one in repeats([(["1"], updates)], number)] == found


def test_quiet_rows_are_those_the_filter_gives_back() -> None:
    rows = pd.DataFrame(
        {
            "handling": ["in_hand", "in_hand", "to_receive", "completed"],
            "reported_on": [day("07-18"), day("07-19"), pd.NaT, day("01-02")],
            "issued_on": [day("01-01"), day("01-01"), day("07-01"), day("01-01")],
        },
        index=["fourteen-days", "thirteen-days", "never", "done"],
    )
    figure = silent(rows, day("08-01").date(), 14)["silent"]
    assert (figure.value, figure.keys) == (2, ("fourteen-days", "never"))
