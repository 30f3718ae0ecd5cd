"""The day a task is due, and the words it is printed with."""

from __future__ import annotations

import datetime as dt

import pytest

from taskboard.ledger.fold_tasks import due_of


@pytest.mark.parametrize(
    ("deadlines", "words"),
    [
        ([{"kind": "recurring", "text": "每季度"}], "每季度"),
        (
            [{"kind": "recurring", "text": "每半年"}, {"kind": "recurring", "text": "按月"}],
            "每半年；按月",
        ),
        ([], "本年度（默认）"),
        ([{"kind": "ongoing", "text": "及时"}], "本年度（默认）"),
    ],
)
def test_a_task_that_only_comes_back_prints_its_turns(
    deadlines: list[dict[str, str]], words: str
) -> None:
    assert due_of(deadlines, 2025) == (dt.date(2025, 12, 31), "default", words)


@pytest.mark.parametrize(
    ("milestone", "due"),
    [
        ("建成投用", dt.date(2025, 8, 31)),
        ("竣工验收", dt.date(2025, 8, 31)),
        ("上线", dt.date(2025, 8, 31)),
        (None, dt.date(2025, 8, 31)),
        ("动工", dt.date(2025, 12, 31)),
        ("主体完工", dt.date(2025, 12, 31)),
        ("出台", dt.date(2025, 12, 31)),
    ],
)
def test_a_milestone_that_completes_the_task_is_its_due_day(
    milestone: str | None, due: dt.date
) -> None:
    deadline = {"kind": "due", "due_on": "2025-08-31", "milestone": milestone, "text": "8月底前"}
    assert due_of([deadline], 2025)[0] == due
