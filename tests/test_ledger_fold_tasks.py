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
