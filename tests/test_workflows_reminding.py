"""Messages to units: noted as sent, not told again too soon, and shown on the task."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sample_state import COUNTY, TRADE, day, key, sample_workspace
from taskboard.cli.main import cli
from taskboard.ledger.check import check_ledger
from taskboard.workflows.reminding import reminders
from taskboard.workflows.tasks import show_task, task_log
from taskboard.workflows.workspace import Workspace

LATE = key("1.2-1", TRADE)  # due on 31 August, a Sunday; the sample's day is a Monday

TOLD = f"【逾期】{key('1.2-1')}"


def office(folder: Path, on: str = "2025-09-01", **settings: Any) -> Workspace:
    return sample_workspace(folder, on, **settings)


def on(workspace: Workspace, text: str) -> Workspace:
    return dataclasses.replace(workspace, as_of=day(text))


@pytest.mark.parametrize(
    ("later", "held"),
    [
        pytest.param("2025-09-01", True, id="the-same-day"),
        pytest.param("2025-09-03", True, id="second-working-day"),
        pytest.param("2025-09-04", False, id="third-working-day"),
    ],
)
def test_what_was_told_is_not_told_again_before_the_pause_is_over(
    tmp_path: Path, later: str, held: bool
) -> None:
    first = office(tmp_path)
    assert TOLD in reminders(first, sent=True).messages[TRADE]
    after = reminders(on(first, later))
    assert (LATE in {one.key for one in after.held}) == held
    assert (TOLD in after.messages.get(TRADE, "")) == (not held)
    assert TOLD in reminders(on(first, later), again=True).messages[TRADE]


def test_the_pause_skips_days_off_and_is_a_setting(tmp_path: Path) -> None:
    friday = office(tmp_path, "2025-09-05", papers={"remind_days": 1})
    reminders(friday, sent=True)
    sunday, monday = reminders(on(friday, "2025-09-07")), reminders(on(friday, "2025-09-08"))
    assert LATE in {one.key for one in sunday.held} and not monday.held


def test_nothing_is_noted_unless_it_is_said_to_be_sent(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    before = workspace.state().seq
    assert reminders(workspace).noted == 0 and workspace.state().seq == before
    done = reminders(workspace, sent=True)
    assert done.noted == workspace.state().seq - before > 0
    assert reminders(workspace, sent=True).noted == 0  # all of it is held now


def test_a_reminder_stands_on_the_task_and_in_its_story(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    with workspace.ledger() as ledger:
        before = check_ledger(ledger)
    reminders(workspace, sent=True)
    cards = {card["单位"]: card for card in show_task(workspace, "1.2-1").units}
    assert cards[TRADE]["最近催办"] == "2025-09-01（共 1 次）"
    assert all("最近催办" not in card for card in show_task(workspace, "2.1-2").units)
    assert any(f"发消息催办{TRADE}：逾期" in line for line in task_log(workspace, "1.2-1"))
    with workspace.ledger() as ledger:
        assert check_ledger(ledger) == before


def run(workspace: Workspace, *args: str) -> Result:
    where = ["--home", str(workspace.home), "--as-of", workspace.as_of.isoformat(), "today"]
    return CliRunner().invoke(cli, [*where, "--messages", *args])


def test_the_command_says_what_was_noted_and_what_is_left_out(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    assert "--sent" in run(workspace).stderr
    sent = run(workspace, "--sent")
    assert TRADE in sent.stdout and "已登记催办" in sent.stderr
    later = run(workspace)
    assert TOLD not in later.stdout and "几天内已催办" in later.stderr
    assert TOLD in run(workspace, "--again").stdout
    assert COUNTY in run(workspace, "--again", "--format", "json").stdout
