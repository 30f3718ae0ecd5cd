"""Who follows a task: recorded, found again, handed over; and what a card shows beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sample_state import COUNTY, HEALTH, HOUSING, key, sample_workspace
from taskboard.cli.main import cli
from taskboard.ledger.check import check_ledger
from taskboard.reports.attending import people_of, reached
from taskboard.reports.ledger_table import ledger_table
from taskboard.workflows.finding_tasks import Filter, list_tasks
from taskboard.workflows.people import hand_over, set_people
from taskboard.workflows.progress import judge, note
from taskboard.workflows.tasks import show_task
from taskboard.workflows.workspace import Workspace


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    workspace = sample_workspace(tmp_path)
    set_people(workspace, ["2.1-1", "2.1-2"], supervisor="督查一科", leader="李副市长")
    return workspace


def run(office: Workspace, *args: str) -> Result:
    where = ["--home", str(office.home), "--as-of", office.as_of.isoformat(), "task"]
    return CliRunner().invoke(cli, [*where, *args])


def followed(office: Workspace, who: str) -> set[str]:
    return {row["编号"] for row in list_tasks(office, Filter(supervisor=who))}


def test_a_task_shows_who_follows_it_and_is_found_by_it(office: Workspace) -> None:
    facts = show_task(office, "2.1-1").facts
    assert (facts["督办"], facts["分管领导"]) == ("督查一科", "李副市长")
    assert "督办" not in show_task(office, "1.1-1").facts
    assert followed(office, "督查一科") == {key("2.1-1"), key("2.1-2")}
    assert followed(office, "督查") == set()


def test_one_is_changed_without_the_other_and_an_empty_name_takes_it_away(office: Workspace):
    run(office, "people", "2.1-1", "--leader", "王市长")
    assert people_of(office.state())[key("2.1-1")] == {
        "supervisor": "督查一科", "leader": "王市长",
    }  # fmt: skip
    run(office, "people", "2.1-1", "--supervisor", "")
    assert followed(office, "督查一科") == {key("2.1-2")}


def test_nothing_said_is_refused_and_the_same_twice_is_one_event(office: Workspace) -> None:
    refused = run(office, "people", "2.1-1")
    assert refused.exit_code == 1 and "--supervisor" in refused.stderr
    before = office.state().seq
    set_people(office, ["2.1-1"], supervisor="督查一科", leader=None)
    assert office.state().seq == before


def test_a_hand_over_is_listed_first_and_then_written_in_one(office: Workspace) -> None:
    with office.ledger() as ledger:
        before = check_ledger(ledger)  # the made-up document has no file
    listed = run(office, "handover", "督查一科", "张三", "--reason", "岗位调整")
    assert "2 项任务（3 件）将由督查一科交给张三" in listed.output
    assert followed(office, "督查一科") and not followed(office, "张三")
    written = run(office, "handover", "督查一科", "张三", "--reason", "岗位调整", "--apply")
    assert "已由督查一科交给张三" in written.output
    assert followed(office, "张三") == {key("2.1-1"), key("2.1-2")}
    assert "督办 张三；理由：岗位调整" in run(office, "log", "2.1-1").output
    with office.ledger() as ledger:
        assert check_ledger(ledger) == before


def test_who_follows_nothing_hands_nothing_over(office: Workspace) -> None:
    refused = run(office, "handover", "没人", "张三", "--apply")
    assert refused.exit_code == 1 and "登记过：督查一科" in refused.stderr
    assert not hand_over(office, "督查一科", "张三").written


def test_the_ledger_names_who_follows_a_task_and_both_judgements(office: Workspace) -> None:
    judge(office, "2.1-1", "red", unit=HOUSING, note="现场未见")
    note(office, "2.1-1", "王市长", "抓紧报规")
    rows = {(row["code"], row["unit"]): row for row in ledger_table(office.state())["rows"]}
    mine = rows["2.1-1", HOUSING]
    assert mine["judgement"] == "严重滞后（按所报：慢于序时）"
    assert rows["2.1-1", COUNTY]["judgement"] == "无数据"
    for words in ("督办：督查一科", "分管领导：李副市长", "批示：2025-09-01 王市长：抓紧报规"):
        assert words in mine["note"] and words not in rows["2.2-1", HEALTH]["note"]


@pytest.mark.parametrize(
    ("actuals", "words"),
    [
        pytest.param({"1": 3.5, "0": 12.0}, "甲：12个；乙：3.5", id="in-order"),
        pytest.param({"7": 1.0}, "", id="no-such-target"),
        pytest.param({}, "", id="none"),
        pytest.param(None, "", id="never"),
    ],
)
def test_what_is_reached_of_each_target(actuals: dict[str, float] | None, words: str) -> None:
    assert reached([{"text": "甲", "unit": "个"}, {"text": "乙", "unit": None}], actuals) == words


@pytest.mark.parametrize("names", [("", "李四"), ("督查一科", " "), (" ", "")])
def test_a_handover_without_a_name_is_refused(office: Workspace, names: tuple[str, str]) -> None:
    set_people(office, ["1.1-1"], supervisor=None, leader="王市长")  # nobody follows this one
    refused = run(office, "handover", *names, "--apply")
    assert refused.exit_code == 1 and "缺少移交人和接手人" in refused.stderr
    assert followed(office, "督查一科") == {key("2.1-1"), key("2.1-2")}


def test_a_name_is_kept_in_one_line(office: Workspace) -> None:
    set_people(office, ["1.1-1"], supervisor=" 督查\n 二科 ", leader=None)
    assert followed(office, "督查 二科") == {key("1.1-1")}
