from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from taskboard.ledger.frames import ASSIGNMENTS, TASKS
from taskboard.ledger.table import frame
from taskboard.reports.changes import since
from taskboard.reports.chinese import chinese_number, clipped, joined, section_title
from taskboard.reports.items import items, standing
from taskboard.reports.rates import completion
from taskboard.reports.reporting import alike


def made(rollup: str, *units: tuple[str, str, str]) -> Any:
    """Return the rolled-up item of one task with units of (role, handling, timeliness)."""
    tasks = frame([{"key": "t", "decomposition": "issued", "rollup": rollup}], TASKS)
    rows = [
        {"key": f"t@{n}", "task": "t", "unit": str(n), "role": role, "handling": handling,
         "timeliness": time}
        for n, (role, handling, time) in enumerate(units)
    ]  # fmt: skip
    return items(tasks, frame(rows, ASSIGNMENTS)).iloc[0]


DONE, LATE, OPEN = ("completed", "on_time_done"), ("in_hand", "late"), ("in_hand", "not_due")
NEAR, MISSED = ("in_hand", "near_due"), ("in_hand", "missed")


@pytest.mark.parametrize(
    ("rollup", "units", "expected"),
    [
        pytest.param("lead", [("lead", *DONE), ("responsible", *LATE)], "done", id="lead-decides"),
        pytest.param("lead", [("responsible", *LATE), ("lead", *OPEN)], "normal", id="not-others"),
        pytest.param("all", [("responsible", *DONE), ("responsible", *LATE)], "late", id="worst"),
        pytest.param("all", [("responsible", *DONE), ("cooperate", *LATE)], "done", id="helpers"),
        pytest.param("all", [("cooperate", *LATE)], "late", id="only-helpers"),
        pytest.param("lead", [("responsible", *DONE)], "done", id="lead-rule-without-lead"),
        pytest.param(
            "all", [("responsible", "suspended", "not_due"), ("responsible", *DONE)], "done",
            id="aside-does-not-speak",
        ),
        pytest.param("all", [("responsible", "stopped", "not_due")], "aside", id="all-aside"),
        pytest.param("all", [], "unassigned", id="nobody"),
        pytest.param("all", [("lead", *LATE), ("responsible", *DONE)], "late",
                     id="lead-is-one-too"),
        pytest.param("all", [("lead", *DONE), ("cooperate", *LATE)], "done", id="lead-not-helper"),
        pytest.param("lead", [("lead", *DONE), ("lead", *OPEN)], "normal", id="each-of-two-leads"),
        pytest.param("all", [("responsible", *NEAR), ("responsible", *OPEN)], "near_due",
                     id="near-due-before-normal"),
        pytest.param("all", [("responsible", *NEAR), ("responsible", *MISSED)], "missed",
                     id="missed-before-near-due"),
        pytest.param("all", [("responsible", *LATE), ("responsible", *MISSED)], "late",
                     id="late-before-missed"),
        pytest.param("all", [("responsible", *DONE), ("responsible", *OPEN)], "normal",
                     id="not-done-while-one-is-not"),
    ],
)  # fmt: skip
def test_roll_up(rollup: str, units: list[tuple[str, str, str]], expected: str) -> None:
    assert made(rollup, *units)["standing"] == expected


@pytest.mark.parametrize(
    ("handling", "timeliness", "expected"),
    [
        ("written_off", "late_done", "done"), ("suspended", "late", "aside"),
        ("to_receive", "late", "late"), ("in_hand", "missed", "missed"),
        ("in_hand", "extended", "normal"), ("to_review", "near_due", "near_due"),
        ("completed", "late", "done"), ("archived", "late", "done"), ("stopped", "late", "aside"),
        ("transferred", "late", "aside"), ("carried", "missed", "aside"),
        ("returned", "late", "late"), ("in_hand", "reported_late", "normal"),
    ],
)  # fmt: skip
def test_standing(handling: str, timeliness: str, expected: str) -> None:
    assert standing(handling, timeliness) == expected


def test_an_item_takes_these_of_the_units_that_decide() -> None:
    """Two responsible units decide; the helper's own figures do not count, its words do."""
    row = {"task": "t", "handling": "in_hand", "timeliness": "not_due"}
    units = [
        {"unit": "甲局", "role": "responsible", "percent": 40.0, "completed_on": "2023-07-03",
         "days_late": 3, "extensions": 1, "reopens": 0, "due_on": "2023-06-30",
         "reported_on": "2023-07-03"},
        {"unit": "乙局", "role": "responsible", "percent": 75.0, "completed_on": "2023-07-01",
         "days_late": 1, "extensions": 2, "reopens": 1, "due_on": "2023-07-31",
         "reported_on": "2023-07-20"},
        {"unit": "丙局", "role": "cooperate", "percent": 0.0, "completed_on": "2023-08-09",
         "days_late": 9, "extensions": 5, "reopens": 4, "due_on": "2023-12-31",
         "reported_on": "2023-08-09"},
    ]  # fmt: skip
    rows = [{**row, **unit, "key": f"t@{unit['unit']}"} for unit in units]
    tasks = frame([{"key": "t", "decomposition": "issued", "rollup": "all"}], TASKS)
    item: Any = items(tasks, frame(rows, ASSIGNMENTS)).iloc[0]
    assert item["percent"] == 57.5  # (40 + 75) / 2
    days = [str(item[name].date()) for name in ("completed_on", "due_on", "reported_on")]
    assert days == ["2023-07-03", "2023-07-31", "2023-08-09"]
    assert (item["days_late"], item["extensions"], item["reopens"]) == (3, 2, 1)
    assert (item["units_lead"], item["units_other"]) == ("", "甲局、乙局、丙局")
    led = [
        {**one, "role": role} for one, role in zip(rows, ("cooperate", "lead", "lead"), strict=True)
    ]
    other: Any = items(tasks, frame(led, ASSIGNMENTS)).iloc[0]
    assert (other["units_lead"], other["units_other"]) == ("乙局、丙局", "甲局")


@pytest.mark.parametrize(
    ("units", "percent"),
    [
        pytest.param([("in_hand", 40.0), ("in_hand", 75.0)], 57.5, id="mean"),
        pytest.param([("in_hand", 0.0), ("in_hand", 0.0), ("in_hand", 90.0)], 30.0, id="of-three"),
        pytest.param([("completed", 90.0), ("in_hand", 40.0)], 70.0, id="done-is-all-of-it"),
        pytest.param([("archived", None), ("in_hand", 40.0)], 70.0, id="done-without-a-word"),
        pytest.param([("transferred", 20.0), ("in_hand", 80.0)], 80.0, id="aside-does-not-speak"),
        pytest.param([("in_hand", None), ("in_hand", 80.0)], 80.0, id="who-said-nothing"),
        pytest.param([("suspended", 20.0)], None, id="all-aside"),
        pytest.param([("in_hand", 0.0), ("in_hand", 80.0)], 40.0, id="nought-is-a-number"),
    ],
)
def test_how_far_an_item_is(units: list[tuple[str, float | None]], percent: float | None) -> None:
    tasks = frame([{"key": "t", "decomposition": "issued", "rollup": "all"}], TASKS)
    rows = [
        {"key": f"t@{n}", "task": "t", "unit": str(n), "role": "responsible",
         "handling": handling, "timeliness": "not_due", "percent": said}
        for n, (handling, said) in enumerate(units)
    ]  # fmt: skip
    found = float(items(tasks, frame(rows, ASSIGNMENTS))["percent"].iloc[0])
    assert (None if found != found else found) == percent


LONGER = ("in_hand", "extended", "2023-09-30", 0)
BEHIND = ("in_hand", "late", "2023-06-30", 5)
EARLIER = ("in_hand", "late", "2023-06-20", 15)
PAST = ("completed", "late_done", "2023-05-31", 9)
SOON, SOONER = (("in_hand", "near_due", f"2023-07-{day:02d}", 0) for day in (12, 8))


@pytest.mark.parametrize(
    ("units", "due", "days"),
    [
        pytest.param([BEHIND, LONGER], "2023-06-30", 5, id="one-extended-the-other-late"),
        pytest.param([BEHIND, EARLIER], "2023-06-20", 15, id="the-longest-late"),
        pytest.param([BEHIND, PAST], "2023-06-30", 5, id="not-of-who-was-late-and-is-done"),
        pytest.param([SOON, SOONER, LONGER], "2023-07-08", 0, id="the-nearest"),
        pytest.param([PAST, LONGER], "2023-09-30", 0, id="open-until-the-last-day"),
        pytest.param([PAST, (*PAST[:2], "2023-06-30", 2)], "2023-06-30", 9, id="done-all-late"),
    ],
)
def test_a_late_item_is_due_when_its_late_units_are(
    units: list[tuple[str, str, str, int]], due: str, days: int
) -> None:
    tasks = frame([{"key": "t", "decomposition": "issued", "rollup": "all"}], TASKS)
    rows = [
        {"key": f"t@{n}", "task": "t", "unit": str(n), "role": "responsible",
         "handling": handling, "timeliness": code, "due_on": limit, "days_late": late}
        for n, (handling, code, limit, late) in enumerate(units)
    ]  # fmt: skip
    found = items(tasks, frame(rows, ASSIGNMENTS))
    item: Any = found.iloc[0]
    assert (str(item["due_on"].date()), item["days_late"]) == (due, days)
    counted = completion(found, dt.date(2023, 7, 5))["due"].value
    assert counted == (item["standing"] in ("late", "done"))


@pytest.mark.parametrize(
    ("timeliness", "expected"),
    [
        pytest.param("not_due", "missed", id="a-turn-went-by"),
        pytest.param("late", "late", id="late-stays-late"),
    ],
)
def test_a_missed_turn_names_an_item_that_is_not_late(timeliness: str, expected: str) -> None:
    tasks = frame([{"key": "t", "decomposition": "issued", "rollup": "all"}], TASKS)
    row = {"task": "t", "role": "responsible", "handling": "in_hand", "timeliness": timeliness}
    rows = frame([{**row, "key": "t@a", "unit": "a"}], ASSIGNMENTS)
    assert items(tasks, rows, {"t@a"})["standing"].tolist() == [expected]
    assert items(tasks, rows, {"t@b"})["standing"].tolist() != ["missed"]


def test_an_item_nobody_answers_for_has_noughts() -> None:
    tasks = frame([{"key": "t", "decomposition": "issued", "due_on": "2023-06-30"}], TASKS)
    item: Any = items(tasks, frame([], ASSIGNMENTS)).iloc[0]
    assert (item["days_late"], item["extensions"], item["reopens"]) == (0, 0, 0)
    assert str(item["due_on"].date()) == "2023-06-30" and item["percent"] != item["percent"]


def test_tasks_not_issued_are_no_items() -> None:
    tasks = frame([{"key": "t", "decomposition": "proposed"}], TASKS)
    assert items(tasks, frame([], ASSIGNMENTS)).empty


def states(**rows: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame(
        {"standing": [s for s, _ in rows.values()], "extensions": [n for _, n in rows.values()]},
        index=list(rows),
    )


def test_changes_since_the_last_circular() -> None:
    before = states(a=("normal", 0), b=("done", 0), c=("late", 0), d=("normal", 0))
    now = states(a=("done", 0), b=("late", 0), c=("late", 0), d=("normal", 1), e=("normal", 0))
    found = {name: figure.keys for name, figure in since(now, before).items()}
    assert found == {
        "new_done": ("a",), "new_late": ("b",), "reopened": ("b",), "extended": ("d",),
        "added": ("e",),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        pytest.param("正在推进。", "正在推进", True, id="marks"),
        pytest.param("已完工7个小区，其余在建。", "已完工9个，其余在建。", False, id="figures"),
        pytest.param("甲" * 99 + "乙", "甲" * 99 + "丙", True, id="one-character"),
        pytest.param("", "", False, id="nothing-said"),
        pytest.param("已办结", "已办结，并开展回头看", False, id="more-said"),
    ],
)
def test_alike(before: str, now: str, same: bool) -> None:
    assert alike(before, now) is same


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (35, "三十五"),
        (103, "一百零三"),
        (110, "一百一十"),
    ],
)
def test_chinese_number(number: int, text: str) -> None:
    assert chinese_number(number) == text


@pytest.mark.parametrize("number", [0, 1000, -1])
def test_numbers_no_heading_has(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)


def test_headings_and_lists() -> None:
    assert section_title("2", "加强组织") == "二、加强组织"
    assert section_title("p2:1", "加强组织") == "一、加强组织"
    assert section_title("closing", "") == "结尾要求"
    assert joined(["甲", "乙", "丙"], 2) == "甲、乙等3个" and joined(["甲"], 2) == "甲"
    assert clipped("一二三四五", 4) == "一二三…" and clipped("一二", 4) == "一二"
