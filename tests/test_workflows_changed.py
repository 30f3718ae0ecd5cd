"""``status --since``: what is otherwise than on a day, at a round, in a paper."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sample_state import HEALTH, HOUSING, day, key, sample_workspace
from taskboard.cli.main import cli
from taskboard.workflows.changed import SinceWhenError, changed
from taskboard.workflows.close import reopen
from taskboard.workflows.handle import decide, request
from taskboard.workflows.papers import make_circular
from taskboard.workflows.workspace import Workspace


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return sample_workspace(tmp_path)


def groups(office: Workspace, since: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in changed(office, since).changes:
        found.setdefault(one.group, []).append(one.key)
    return found


def test_done_and_late_since_a_day(office: Workspace) -> None:
    found = groups(office, "2025-08-20")
    assert found["新办结"] == [key("1.1-2"), key("2.2-1")]
    assert found["新逾期"] == [key("1.2-1")] and "新增事项" not in found
    assert groups(office, "2025-08-31")["新逾期"] == [key("1.2-1")]
    assert "新办结" not in groups(office, "2025-08-25")


def test_a_round_means_the_day_it_was_due(office: Workspace) -> None:
    assert groups(office, "2025-W34") == groups(office, "2025-08-22")
    assert changed(office, "2025-W34").since == day("2025-08-22")


def test_what_was_reopened_extended_and_amended_is_told(office: Workspace) -> None:
    make_circular(office, office.home / "通报.docx")
    assert groups(office, "通报2025-01") == {}
    reopen(office, "2.2-1", "夜间门诊停开", HEALTH)
    asked = request(office, "2.1-1", "extend", reason="汛期", unit=HOUSING,
                    new_due=day("2025-11-30"))  # fmt: skip
    decide(office, asked.key, "approve")
    found = groups(office, "通报2025-01")
    assert found["重新开启"] == [key("2.2-1")] and found["新批准延期"] == [key("2.1-1")]
    (told,) = [one for one in changed(office, "通报2025-01").changes if one.group == "调整"]
    assert "2025-09-30 → 2025-11-30" in told.words


@pytest.mark.parametrize("text", ["2025-09-01", "2026-01-01", "2025-W01", "通报2024-01", "上周"])
def test_a_moment_that_is_none_is_refused(office: Workspace, text: str) -> None:
    with pytest.raises(SinceWhenError):
        changed(office, text)


def run(office: Workspace, *args: str) -> Result:
    where = ["--home", str(office.home), "--as-of", office.as_of.isoformat(), "status"]
    return CliRunner().invoke(cli, [*where, *args])


def test_the_command_prints_groups_and_rows(office: Workspace) -> None:
    done = run(office, "--since", "2025-08-20")
    assert "2025-08-20 至 2025-09-01：5 件有新的报送" in done.output
    assert "【新办结】2 项" in done.output and "【调整】" in done.output
    rows = json.loads(run(office, "--since", "2025-08-20", "--format", "json").output)
    assert [row["编号"] for row in rows if row["类别"] == "新逾期"] == [key("1.2-1")]
    quiet = dataclasses.replace(office, as_of=day("2025-08-24"))
    assert "没有新办结" in run(quiet, "--since", "2025-08-23").output
    assert run(office, "--since", "明天").exit_code == 1


@pytest.mark.parametrize("day", ["2025/8/20", "20250820", "2025年8月20日"])
def test_a_day_is_typed_as_everywhere(office: Workspace, day: str) -> None:
    assert "2025-08-20 至 2025-09-01" in run(office, "--since", day).output
    assert run(office, "--since", day, "--all").exit_code == 2
