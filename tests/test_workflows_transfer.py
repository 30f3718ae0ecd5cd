"""A task is never handed to a unit that answers for it already."""

from __future__ import annotations

from pathlib import Path

import pytest

from sample_state import BUREAU, CLERK, COUNTY, HEALTH, day, issue, key, proposals, sample_ledger
from taskboard.ledger.check import check_ledger
from taskboard.ledger.handling import ForbiddenMoveError
from taskboard.settings import Settings
from taskboard.workflows.close import resume
from taskboard.workflows.handle import decide, receive, request
from taskboard.workflows.refusals import HoldsAlreadyError
from taskboard.workflows.tasks import task_log
from taskboard.workflows.undo import undo
from taskboard.workflows.workspace import Workspace

TASK = key("1.1-2")  # answered for by BUREAU and COUNTY


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    with sample_ledger(tmp_path, empty=True) as ledger:
        for events in (proposals(), issue()):
            ledger.append(events, actor=CLERK, effective_on=day("2025-03-15"), action="test")
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    return Workspace(tmp_path, Settings(), url, day("2025-03-20"), CLERK)


def ask(workspace: Workspace, unit: str, to: str) -> str:
    receive(workspace, TASK, unit)
    return request(workspace, TASK, "transfer", unit=unit, to_unit=to, reason="职能划转").key


def test_asking_for_a_unit_that_has_it_is_refused(workspace: Workspace) -> None:
    with pytest.raises(HoldsAlreadyError, match=r"已经是.*承办单位"):
        ask(workspace, BUREAU, COUNTY)


def test_deciding_is_refused_when_the_unit_has_got_it_meanwhile(workspace: Workspace) -> None:
    first, second = ask(workspace, BUREAU, HEALTH), ask(workspace, COUNTY, HEALTH)
    decide(workspace, first, "approve")
    before = workspace.state().assignments.loc[f"{TASK}@{HEALTH}"]
    with pytest.raises(HoldsAlreadyError):
        decide(workspace, second, "approve")
    after = workspace.state().assignments.loc[f"{TASK}@{HEALTH}"]
    assert before["version"] == after["version"]
    assert decide(workspace, second, "reject", reason="已由该单位承办").key == second


def test_a_unit_without_it_takes_it_over(workspace: Workspace) -> None:
    decide(workspace, ask(workspace, BUREAU, HEALTH), "approve")
    rows = workspace.state().assignments
    assert rows.loc[f"{TASK}@{BUREAU}", "handling"] == "transferred"
    assert rows.loc[f"{TASK}@{HEALTH}", "handling"] == "to_receive"


def test_a_unit_that_does_not_accept_gives_it_back_and_the_first_record_goes_on(
    workspace: Workspace,
) -> None:
    decide(workspace, ask(workspace, BUREAU, HEALTH), "approve")
    back = request(workspace, TASK, "transfer", unit=HEALTH, to_unit=BUREAU, reason="不属职责").key
    decide(workspace, back, "approve")
    rows = workspace.state().assignments
    assert rows.loc[f"{TASK}@{BUREAU}", "handling"] == "in_hand"
    assert rows.loc[f"{TASK}@{HEALTH}", "handling"] == "transferred"
    again = request(workspace, TASK, "transfer", unit=BUREAU, to_unit=HEALTH, reason="再定").key
    decide(workspace, again, "approve")
    rows = workspace.state().assignments
    assert rows.loc[f"{TASK}@{HEALTH}", "handling"] == "in_hand"
    assert any("退还" in line for line in task_log(workspace, TASK))
    with workspace.ledger() as ledger:
        assert {found.code for found in check_ledger(ledger)} == {"file-missing", "basis-missing"}


def test_nobody_resumes_what_was_handed_on(workspace: Workspace) -> None:
    decide(workspace, ask(workspace, BUREAU, HEALTH), "approve")
    with pytest.raises(ForbiddenMoveError, match="不能恢复办理") as refused:
        resume(workspace, TASK, BUREAU)
    assert "收回移交" not in refused.value.zh


def test_why_work_is_taken_up_again_is_told(workspace: Workspace) -> None:
    asked = request(workspace, TASK, "suspend", unit=BUREAU, reason="资金未到位").key
    decide(workspace, asked, "approve")
    resume(workspace, TASK, BUREAU, reason="资金已到位")
    assert any("恢复办理；理由：资金已到位" in line for line in task_log(workspace, TASK))


def test_what_was_undone_stays_in_the_story(workspace: Workspace) -> None:
    number = ask(workspace, BUREAU, HEALTH)
    decide(workspace, number, "approve")
    whole = task_log(workspace, TASK)
    for _ in range(2):
        undo(workspace, apply=True)
    told = task_log(workspace, TASK)
    assert f"{TASK}@{HEALTH}" not in workspace.state().assignments.index
    gone = [line.removesuffix("（已撤销）") for line in told if line.endswith("（已撤销）")]
    assert gone == whole[-3:] and all(number in line for line in gone[:2])
    assert sum("撤销 #" in line for line in told) == 2
