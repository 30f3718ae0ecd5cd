from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from taskboard.ledger.frames import ASSIGNMENTS, TASKS
from taskboard.ledger.table import frame
from taskboard.reports.changes import since
from taskboard.reports.chinese import chinese_number, clipped, joined, section_title
from taskboard.reports.items import items, standing
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
    ],
)  # fmt: skip
def test_standing(handling: str, timeliness: str, expected: str) -> None:
    assert standing(handling, timeliness) == expected


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
