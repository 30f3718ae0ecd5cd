"""The day a task is due, and the words it is printed with."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ledger_stores import KEY, OTHER, D, ledger, pg_server, put, state_of, store
from taskboard.ledger.events import NewEvent
from taskboard.ledger.fold_tasks import due_of, is_end
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


ENDS = (
    "完工", "竣工", "投用", "投产", "投运", "投入使用", "运营", "试运行", "验收", "交付", "交房",
    "通车", "全线贯通", "开馆", "开园", "开业", "开街", "上线", "并网", "通水", "通气", "供暖",
)  # fmt: skip


@pytest.mark.parametrize("milestone", ENDS)
def test_these_words_end_a_task(milestone: str) -> None:
    assert is_end(milestone) and is_end(f"项目{milestone}")
    assert not is_end(f"主体{milestone}") and not is_end(f"{milestone}准备")


def due(day: str, origin: str = "stated", **more: str) -> dict[str, str]:
    return {"kind": "due", "due_on": day, "text": day[5:], "origin": origin, **more}


@pytest.mark.parametrize(
    ("deadlines", "day", "basis", "words"),
    [
        pytest.param(
            [due("2025-04-30"), due("2025-12-31")], "2025-12-31", "stated", "12-31", id="the-last"
        ),
        pytest.param(
            [due("2025-12-31"), due("2025-04-30")],
            "2025-12-31",
            "stated",
            "12-31",
            id="in-any-order",
        ),
        pytest.param(
            [due("2025-09-30"), due("2025-06-30", "table")],
            "2025-06-30",
            "table",
            "06-30",
            id="the-table-goes-before-the-text",
        ),
        pytest.param(
            [due("2025-06-30", "table"), due("2025-08-31", "table")],
            "2025-08-31",
            "table",
            "08-31",
            id="the-last-of-the-table",
        ),
        pytest.param(
            [due("2025-06-30"), due("2025-09-30", milestone="动工")],
            "2025-06-30",
            "stated",
            "06-30",
            id="a-milestone-on-the-way",
        ),
        pytest.param(
            [{"kind": "ongoing", "due_on": "2025-03-31"}],
            "2025-12-31",
            "default",
            "本年度（默认）",
            id="only-due-days-count",
        ),
        pytest.param(
            [{"kind": "due", "due_on": "", "text": "近期"}],
            "2025-12-31",
            "default",
            "本年度（默认）",
            id="a-limit-without-a-day",
        ),
        pytest.param(
            [{"kind": "due", "due_on": "2025-05-31"}],
            "2025-05-31",
            "stated",
            "",
            id="printed-without-more",
        ),
    ],
)
def test_the_day_that_counts(
    deadlines: list[dict[str, str]], day: str, basis: str, words: str
) -> None:
    assert due_of(deadlines, 2025) == (dt.date.fromisoformat(day), basis, words)


TASK = "2023-01-1.1-1"


def task_on(ledger: Ledger, day: D) -> Any:
    return state_of(ledger, day).tasks.loc[TASK]


@pytest.mark.parametrize(
    ("rollup", "role", "extended", "day"),
    [
        pytest.param("all", "responsible", [KEY], "2023-09-30", id="one-of-all-moves-the-task"),
        pytest.param("lead", "lead", [KEY], "2023-09-30", id="the-lead-moves-it"),
        pytest.param("lead", "lead", [OTHER], "2023-06-30", id="the-others-do-not"),
        pytest.param("all", "lead", [OTHER], "2023-09-30", id="unless-all-decide"),
        pytest.param("all", "responsible", [], "2023-06-30", id="nobody-was-given-more"),
    ],
)
def test_an_extension_moves_the_task_of_those_who_decide(
    ledger: Ledger, rollup: str, role: str, extended: list[str], day: str
) -> None:
    limit = due("2023-06-30")
    task = {"code": "1.1-1", "text": "公开。", "rollup": rollup, "deadlines": [limit]}
    put(
        ledger,
        D(2023, 3, 2),
        NewEvent("document-imported", "2023-01", {"title": "工作要点", "year": 2023}),
        NewEvent("task-proposed", TASK, task),
        NewEvent("task-issued", TASK, {"baseline": "ab"}),
        NewEvent("assignment-issued", KEY, {"role": role, "due_on": "2023-06-30"}),
        NewEvent("assignment-issued", OTHER, {"role": "responsible", "due_on": "2023-06-30"}),
    )
    for number, key in enumerate([*extended, *extended], 1):
        to = {"assignment": key, "type": "extend", "new_due": "2023-09-30"}
        put(ledger, D(2023, 5, 1), NewEvent("request-filed", f"R{number}", to))
        decided = NewEvent("request-decided", f"R{number}", {"decision": "approve"})
        put(ledger, D(2023, 5, 2), decided)
    row = task_on(ledger, D(2023, 7, 1))
    days = [str(row[name].date()) for name in ("due_on", "due_original")]
    assert days == [day, "2023-06-30"]
    assert str(task_on(ledger, D(2023, 5, 1))["due_on"].date()) == "2023-06-30"


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        pytest.param([], "proposed", id="proposed"),
        pytest.param(["confirmed"], "confirmed", id="confirmed"),
        pytest.param(["confirmed", "queried"], "queried", id="queried"),
        pytest.param(["issued"], "issued", id="issued"),
        pytest.param(["issued", "amended"], "issued", id="amended-stays-issued"),
        pytest.param(["issued", "confirmed"], "issued", id="confirmed-stays-issued"),
        pytest.param(["issued", "split"], "split", id="split-is-no-item"),
        pytest.param(["issued", "merged"], "merged", id="merged-is-no-item"),
        pytest.param(["issued", "ignored"], "ignored", id="left-out-is-no-item"),
    ],
)
def test_what_is_issued_stays_so_unless_it_is_left_out(
    ledger: Ledger, kinds: list[str], state: str
) -> None:
    put(ledger, D(2023, 3, 1), NewEvent("document-imported", "2023-01", {"year": 2023}))
    task = {"text": "公开。", "deadlines": [due("2023-06-30")]}
    put(ledger, D(2023, 3, 1), NewEvent("task-proposed", TASK, task))
    for kind in kinds:
        to = {"deadlines": [due("2023-08-31")]} if kind == "amended" else None
        put(ledger, D(2023, 3, 2), NewEvent(f"task-{kind}", TASK, to, reason="理由"))
    row = task_on(ledger, D(2023, 3, 3))
    assert row["decomposition"] == state
    assert row["doubt"] == ("理由" if state == "queried" else "")
    changed = "amended" in kinds
    days = [str(row[name].date()) for name in ("due_on", "due_original")]
    assert days == ["2023-08-31" if changed else "2023-06-30", "2023-06-30"]


def test_the_year_of_a_task_is_its_document_s_else_its_number_s(ledger: Ledger) -> None:
    for serial, to in (("2023-01", {"year": 2024}), ("2022-01", {"year": 0})):
        put(ledger, D(2023, 3, 1), NewEvent("document-imported", serial, to))
        put(ledger, D(2023, 3, 1), NewEvent("task-proposed", f"{serial}-1.1-1", {"text": "公开。"}))
    tasks = state_of(ledger, D(2023, 3, 3)).tasks
    days = {str(key): str(day.date()) for key, day in tasks["due_on"].items()}
    assert days == {"2023-01-1.1-1": "2024-12-31", "2022-01-1.1-1": "2022-12-31"}


@pytest.mark.parametrize(
    ("to", "settled"),
    [
        pytest.param(
            {"code": "unit-none", "span": [0, 4], "how": "补填"},
            ["补填", "", ""],
            id="by-code-and-span",
        ),
        pytest.param({"code": "unit-none", "span": [9, 12]}, ["", "", ""], id="another-span"),
        pytest.param({"code": "other", "span": [0, 4]}, ["", "", ""], id="another-code"),
        pytest.param({"code": "number-gap"}, ["", "", "已处理"], id="without-a-span"),
        pytest.param({"seq": 3}, ["", "已处理", ""], id="by-number"),
        pytest.param(
            {"seq": 3, "code": "unit-none", "span": [0, 4]},
            ["", "已处理", ""],
            id="the-number-wins",
        ),
    ],
)
def test_a_finding_is_settled_alone(ledger: Ledger, to: dict[str, Any], settled: list[str]) -> None:
    found = ({"code": "unit-none", "span": [0, 4]}, {"code": "unit-none", "span": [5, 8]},
             {"code": "number-gap"})  # fmt: skip
    put(ledger, D(2023, 3, 1), NewEvent("document-imported", "2023-01", {"year": 2023}))
    put(ledger, D(2023, 3, 1), *(NewEvent("finding-recorded", "2023-01", one) for one in found))
    put(ledger, D(2023, 3, 2), NewEvent("finding-settled", "2023-01", to))
    rows = state_of(ledger, D(2023, 3, 3)).findings
    assert list(rows["settled"]) == settled
    assert set(state_of(ledger, D(2023, 3, 1)).findings["settled"]) == {""}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("wording", "公开招生信息。"), ("heading", "招生"), ("note", "说明"), ("kind", "ongoing"),
        ("rollup", "lead"), ("units", [{"name": "市教育局", "role": "lead"}]),
        ("targets", [{"text": "2次", "value": 2.0}]), ("deadlines", [due("2023-08-31")]),
    ],
)  # fmt: skip
def test_what_is_corrected_takes_the_place_of_what_was_proposed(
    ledger: Ledger, field: str, value: Any
) -> None:
    task = {"text": "公开。", "kind": "once", "rollup": "all", "heading": "", "span": [7, 10]}
    put(ledger, D(2023, 3, 1), NewEvent("document-imported", "2023-01", {"year": 2023}))
    put(ledger, D(2023, 3, 1), NewEvent("task-proposed", TASK, task))
    was = task_on(ledger, D(2023, 3, 1))
    assert (was["wording"], was["text"], was["order"]) == ("公开。", "公开。", 7)
    put(ledger, D(2023, 3, 2), NewEvent("task-amended", TASK, {field: value}))
    now = task_on(ledger, D(2023, 3, 2))
    assert now[field] == value != was[field]
    assert now["text"] == "公开。"
