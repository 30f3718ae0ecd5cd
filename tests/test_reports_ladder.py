"""Which assignment a paper may be about, by its standing and by the papers before it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from sample_state import CLERK, COUNTY, FINANCE, HEALTH, HOUSING, TRADE, day, key, sample_workspace
from taskboard.ledger.events import NewEvent
from taskboard.reports.ladder import Candidate, candidates, item_lines
from taskboard.reports.scope import scope
from taskboard.workflows.letters import make_letters
from taskboard.workflows.papers import make_circular
from taskboard.workflows.replies import answer
from taskboard.workflows.workspace import Workspace

LATE, NEAR, MISSED = key("1.2-1", TRADE), key("2.2-2", HEALTH), key("3.1-1", FINANCE)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return sample_workspace(tmp_path)


def on(workspace: Workspace, text: str) -> Workspace:
    return dataclasses.replace(workspace, as_of=day(text))


def offered(workspace: Workspace, kind: str, text: str) -> dict[str, Candidate]:
    found = candidates(scope(on(workspace, text).state()), kind)
    assert len({one.key for one in found}) == len(found)
    return {one.key: one for one in found}


@pytest.mark.parametrize(
    ("kind", "near"), [("reminder", True), ("order", False), ("summons", False), ("rectify", False)]
)
def test_a_paper_is_for_what_is_late_or_missed(workspace: Workspace, kind: str, near: bool) -> None:
    before = offered(workspace, kind, "2025-09-01")
    assert set(before) == {LATE, NEAR} if near else set(before) == {LATE}
    after = offered(workspace, kind, "2025-10-08")  # the turn of September 30 went by
    assert {LATE, NEAR, MISSED} <= set(after)
    assert key("1.1-2", COUNTY) not in after  # its lead has closed the task
    assert key("1.2-1", FINANCE) not in after  # it only cooperates


@pytest.mark.parametrize("kind", ["summons", "order"])
def test_a_rectification_follows_a_summons_or_an_order(workspace: Workspace, kind: str) -> None:
    make_letters(workspace, kind, workspace.home / "out", reason="批示")
    number = {"summons": "约谈2025-01", "order": "督办2025-01"}[kind]
    assert offered(workspace, "rectify", "2025-09-08")[LATE].why == (
        f"{number}的回复期限到2025-09-08，尚未届满"
    )
    assert offered(workspace, "rectify", "2025-09-09")[LATE].ready
    assert offered(workspace, "rectify", "2025-09-09")[LATE].after == number


def test_a_rectification_follows_a_circular_after_its_grace(workspace: Workspace) -> None:
    make_circular(workspace, workspace.home / "通报.docx")
    assert not offered(workspace, "rectify", "2025-09-08")[LATE].ready
    assert offered(workspace, "rectify", "2025-09-09")[LATE].after == "通报2025-01"


def test_a_circular_is_a_rung_for_the_turns_it_tells_as_missed(workspace: Workspace) -> None:
    make_circular(on(workspace, "2025-10-08"), workspace.home / "通报.docx")
    later = offered(workspace, "summons", "2025-10-20")
    assert later[MISSED].ready and later[MISSED].after == "通报2025-01"


def test_a_paper_to_one_unit_is_no_rung_for_another(workspace: Workspace) -> None:
    make_letters(workspace, "reminder", workspace.home / "out", unit=TRADE)
    found = offered(workspace, "order", "2025-09-09")
    assert found[LATE].ready and found[LATE].why == "提醒2025-01逾期未复"
    assert (found[NEAR].ready, found[NEAR].why) == (False, "尚未就此发过提醒函")


@pytest.mark.parametrize(("text", "ready"), [("2025-09-08", False), ("2025-09-09", True)])
def test_the_last_day_of_the_grace_is_within_it(
    workspace: Workspace, text: str, ready: bool
) -> None:
    make_letters(workspace, "reminder", workspace.home / "out")
    found = offered(workspace, "reminder", text)[LATE]
    assert found.ready == ready
    assert ready or found.why == "提醒2025-01已于2025-09-01发出，2025-09-08前不重复发"


def test_an_answer_on_the_day_of_the_paper_counts(workspace: Workspace) -> None:
    make_letters(workspace, "reminder", workspace.home / "out")
    answer(workspace, "提醒2025-01", TRADE)
    assert offered(workspace, "order", "2025-09-20")[LATE].why == "提醒2025-01已于2025-09-01回复"
    assert offered(workspace, "order", "2025-09-20")[NEAR].ready


def test_an_answer_to_the_earlier_rung_leaves_the_later_one_open(workspace: Workspace) -> None:
    make_letters(workspace, "reminder", workspace.home / "out")
    answer(on(workspace, "2025-09-03"), "提醒2025-01", TRADE)
    make_letters(on(workspace, "2025-09-10"), "order", workspace.home / "out", reason="批示")
    found = offered(workspace, "summons", "2025-09-20")[LATE]
    assert found.ready and found.after.startswith("督办2025-")


def test_what_a_paper_prints_of_each_item(workspace: Workspace) -> None:
    view = scope(on(workspace, "2025-10-08").state())
    shared, missed, late = item_lines(view, [key("2.1-1", COUNTY), MISSED, LATE])
    assert (shared["progress"], shared["due"], shared["days"]) == (
        "未报送进展", day("2025-09-30"), 8,
    )  # fmt: skip
    assert (shared["others"], shared["no"]) == (HOUSING, 4)
    assert (missed["others"], missed["standing"]) == ("", "missed")
    assert (late["progress"], late["others"], late["days"]) == ("已形成征求意见稿。", FINANCE, 38)


def test_an_item_without_a_day_prints_none(workspace: Workspace) -> None:
    endless = key("2.1-2", HOUSING)
    with workspace.ledger() as ledger:
        values = {"role": "responsible", "kind": "ongoing", "due_on": None, "due_basis": "stated"}
        again = NewEvent("assignment-issued", endless, values)
        ledger.append([again], actor=CLERK, effective_on=day("2025-08-31"), action="issue")
    (line,) = item_lines(scope(workspace.state()), [endless])
    assert line["due"] is None
