"""Units filled in for a task that was issued without any: it is handed out then."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from clerk import Clerk
from new_office import new_office
from taskboard.ledger.check import check_ledger
from taskboard.resources import samples
from taskboard.workflows.imports import import_files
from taskboard.workflows.issue import issue
from taskboard.workflows.review import apply_review, export_review
from taskboard.workflows.undo import undo
from taskboard.workflows.workspace import Workspace


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    workspace = new_office(tmp_path, dt.date(2024, 5, 20))
    import_files(workspace, [samples() / "fengpu-2024.txt"])
    issue(workspace, override="县长办公会定")
    return replace(workspace, as_of=dt.date(2024, 5, 21))


def sent(home: Workspace) -> tuple[Clerk, list[str]]:
    export_review(home, home.home / "审核表.xlsx")
    clerk = Clerk(home.home / "审核表.xlsx")
    roles = ("lead", "responsible", "cooperate")
    return clerk, [key for key in clerk.listed() if not any(clerk.get(key, r) for r in roles)]


def test_units_are_handed_out_with_what_the_same_row_says(home: Workspace) -> None:
    clerk, bare = sent(home)
    one, two = bare[:2]
    clerk.put(one, lead="县政府办公室", cooperate="县财政局", reason="会议确定")
    clerk.put(two, responsible="县财政局", due_on=dt.date(2024, 10, 31), reason="会议确定")
    done = apply_review(home, clerk.save(), apply=True)
    assert done.written and not done.plan.refusals and not done.plan.conflicts
    state = home.state()
    mine = state.assignments[state.assignments["task"].isin([one, two])]
    assert mine["role"].to_dict() == {
        f"{one}@县政府办公室": "lead",
        f"{one}@县财政局": "cooperate",
        f"{two}@县财政局": "responsible",
    }
    assert mine.loc[f"{two}@县财政局", "due_on"].date() == dt.date(2024, 10, 31)
    assert state.tasks.loc[one, "rollup"] == "lead" and state.tasks.loc[two, "rollup"] == "all"
    settled = state.findings[state.findings["code"] == "issued-without-unit"]["settled"]
    assert (settled != "").sum() == 2 and len(settled) == len(bare)
    with home.ledger() as ledger:
        assert not check_ledger(ledger)
    again = apply_review(home, clerk.path, apply=True).plan
    assert not again.events and not again.refusals and not again.conflicts


def test_units_that_were_taken_back_can_be_filled_in_again(home: Workspace) -> None:
    for _ in range(2):
        clerk, bare = sent(home)
        clerk.put(bare[0], responsible="县财政局", reason="会议确定")
        assert apply_review(home, clerk.save(), apply=True).written
        assert f"{bare[0]}@县财政局" in home.state().assignments.index
        undo(home, apply=True)
        assert f"{bare[0]}@县财政局" not in home.state().assignments.index


def test_without_a_reason_or_with_units_already_it_is_refused(home: Workspace) -> None:
    clerk, bare = sent(home)
    held = next(key for key in clerk.listed() if key not in bare)
    clerk.put(bare[0], responsible="县财政局")
    clerk.put(held, responsible="县气象局", reason="会议确定")
    plan = apply_review(home, clerk.save(), apply=True).plan
    told = {(trouble.row, trouble.column): trouble.why for trouble in plan.refusals}
    assert set(told) == {
        (clerk.row(bare[0]), "J 列“责任单位”"),
        (clerk.row(held), "J 列“责任单位”"),
    }
    assert "理由" in told[clerk.row(bare[0]), "J 列“责任单位”"]
    assert "task request" in told[clerk.row(held), "J 列“责任单位”"]
    assert not set(home.state().assignments["task"]) & set(bare)
