"""The yearly paragraph: its six parts, its tables, and figures frozen at a day."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sample_state import BUREAU, CLERK, close, day, key, sample_workspace
from taskboard.cli.main import cli
from taskboard.ledger.events import NewEvent
from taskboard.workflows.papers import list_papers
from taskboard.workflows.workspace import Workspace
from test_workflows_papers import words

PARTS = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return sample_workspace(tmp_path, "2025-12-31")


def run(workspace: Workspace, *words: str, on: str = "2025-12-31") -> Result:
    return CliRunner().invoke(cli, ["--home", str(workspace.home), "--as-of", on, *words])


def frozen(workspace: Workspace, name: str, *more: str, on: str = "2025-12-31") -> str:
    path = workspace.home / name
    result = run(workspace, "report", "annual", "--freeze", "-o", str(path), *more, on=on)
    assert result.exit_code == 0, result.output
    return result.output


def later(workspace: Workspace) -> None:
    """Something that counts from before the frozen day, and something after it."""
    with workspace.ledger() as ledger:
        red = NewEvent("judgement-set", key("1.1-1", BUREAU), {"judgement": "red"})
        done = close(9, "1.1-1", BUREAU, "2025-12-20", "2025-12-30")
        ledger.append([red, *done], actor=CLERK, effective_on=day("2025-12-30"), action="test")


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_a_frozen_paragraph_comes_out_the_same(workspace: Workspace, ending: str) -> None:
    assert "（年报2025-01，已登记）" in frozen(workspace, f"一.{ending}")
    later(workspace)
    again = workspace.home / f"二.{ending}"
    result = run(workspace, "paper", "show", "年报2025-01", "-o", str(again), on="2026-03-01")
    assert result.exit_code == 0, result.output
    assert again.read_bytes() == (workspace.home / f"一.{ending}").read_bytes()
    assert "（年报2025-02，已登记）" in frozen(workspace, f"三.{ending}")
    assert again.read_bytes() != (workspace.home / f"三.{ending}").read_bytes()


def test_the_same_facts_are_recorded_once(workspace: Workspace) -> None:
    frozen(workspace, "一.docx")
    assert "（年报2025-01，此前已登记）" in frozen(workspace, "二.docx")
    assert [paper.number for paper in list_papers(workspace)] == ["年报2025-01"]
    one, two = (workspace.home / f"{name}.docx" for name in "一二")
    assert one.read_bytes() == two.read_bytes()


def test_a_draft_records_nothing(workspace: Workspace) -> None:
    result = run(workspace, "report", "annual", "-o", str(workspace.home / "草稿.docx"))
    assert result.exit_code == 0 and list_papers(workspace) == []
    told = words(workspace.home / "草稿.docx").splitlines()
    assert [line for line in told if line in PARTS] == list(PARTS)


def test_the_figures_behind_it_are_shown(workspace: Workspace) -> None:
    frozen(workspace, "一.docx")
    told = run(workspace, "paper", "show", "年报2025-01", "--figures").output
    assert "纳入统计" in told and "按期办结" in told
    listed = run(workspace, "paper", "list").output
    assert "年报2025-01  2025-12-31  2025年兰溪市重点工作要点落实情况" in listed


def test_every_item_stands_in_the_second_table(workspace: Workspace) -> None:
    frozen(workspace, "一.docx")
    told = words(workspace.home / "一.docx")
    assert "2 | 推进一网通办 | 6月底前完成自助终端进社区，不少于50台。 | 市行政审批局" in told
    assert " | 市行政审批局 | 已办结 2025-07-03\n" in told
    assert "3 | 降低企业成本 | 8月底前出台降低企业用能成本的若干措施。 | 市商务局 | 未办结" in told
    assert "建设督查平台。 | 市财政局 | 不计入（暂缓）" in told
    assert "征求意见稿" not in told  # what units say of their work stays inside


@pytest.mark.parametrize(
    ("words_", "why"),
    [
        (("-o", "x.xlsx"), "不能写成这种格式"),
        (("-o", "x.docx", "--document", "2019-01"), "还没有任务"),
    ],
)
def test_freeze_refuses_what_it_cannot_do(
    workspace: Workspace, words_: tuple[str, ...], why: str
) -> None:
    result = run(workspace, "report", "annual", "--freeze", *words_)
    assert result.exit_code == 1 and why in result.output and list_papers(workspace) == []
