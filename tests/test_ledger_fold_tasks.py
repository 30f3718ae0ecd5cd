"""The day a task is due, and the words it is printed with."""

from __future__ import annotations

import datetime as dt

import pytest

from ledger_stores import KEY, D, ledger, pg_server, put, state_of, store
from taskboard.ledger.events import NewEvent
from taskboard.ledger.fold_tasks import due_of
from taskboard.ledger.store import Ledger

__all__ = ["ledger", "pg_server", "store"]


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


@pytest.mark.parametrize(
    ("rollup", "role", "cadence", "owed"),
    [
        pytest.param("lead", "lead", "", True, id="the lead owes"),
        pytest.param("lead", "cooperate", "", False, id="the lead answers for the others"),
        pytest.param("lead", "cooperate", "monthly", True, id="asked for itself"),
        pytest.param("all", "cooperate", "", True, id="each for itself"),
    ],
)
def test_only_who_owes_a_turn_misses_it(
    ledger: Ledger, rollup: str, role: str, cadence: str, owed: bool
):
    handed = {"role": role, "kind": "recurring", "rrule": "FREQ=MONTHLY;BYMONTHDAY=-1"}
    task = {"code": "1.1-1", "text": "每月公开。", "kind": "recurring", "rollup": rollup}
    put(
        ledger,
        D(2023, 3, 2),
        NewEvent("document-imported", "2023-01", {"title": "工作要点", "year": 2023}),
        NewEvent("task-proposed", "2023-01-1.1-1", task),
        NewEvent("task-issued", "2023-01-1.1-1", {"baseline": "ab"}),
        NewEvent("assignment-issued", KEY, {**handed, "cadence": cadence, "due_on": "2023-12-31"}),
    )
    state = state_of(ledger, D(2023, 4, 10))
    assert state.assignments.at[KEY, "timeliness"] == ("missed" if owed else "not_due")
    assert list(state.occurrences["code"]) == (["missed", "owed"] if owed else [])
