"""A column that is gone from a returned workbook is told, never taken as unchanged."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl.utils import column_index_from_string

from clerk import Clerk
from new_office import new_office
from taskboard.cli.main import cli
from taskboard.resources import samples
from taskboard.workflows.imports import import_files
from taskboard.workflows.review import apply_review, export_review
from taskboard.workflows.workspace import Workspace, open_workspace


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    home = new_office(tmp_path)
    import_files(home, [samples() / "xichuan-2025.txt"])
    export_review(home, tmp_path / "审核表.xlsx")
    return Clerk(tmp_path / "审核表.xlsx")


def workspace_of(folder: Path) -> Workspace:
    return open_workspace(str(folder), ledger="", as_of=dt.date(2025, 3, 20), actor="王核")


def drop(clerk: Clerk, sheet: str, letter: str) -> Workspace:
    clerk.book[sheet].delete_cols(column_index_from_string(letter))
    clerk.save()
    return workspace_of(clerk.path.parent)


@pytest.mark.parametrize(
    ("sheet", "letter", "title", "why"),
    [
        pytest.param("任务", "C", "处理", "怎样处理", id="actions"),
        pytest.param("任务", "H", "工作措施", "15 格有内容", id="measures"),
        pytest.param("任务", "J", "责任单位", "格有内容", id="units"),
        pytest.param("任务", "M", "时限（文字）", "15 格有内容", id="deadlines"),
        pytest.param("任务", "R", "类型", "15 格有内容", id="kinds"),
    ],
)
def test_a_filled_column_that_is_gone_is_refused(
    clerk: Clerk, sheet: str, letter: str, title: str, why: str
) -> None:
    home = drop(clerk, sheet, letter)
    plan = apply_review(home, clerk.path, apply=True).plan
    (told,) = plan.refusals
    assert told.place == f"“{sheet}”表 {letter} 列“{title}”"
    assert why in told.why and "撤销" in told.why and "重新导出" in told.why
    assert set(home.state().tasks["decomposition"]) == {"proposed"}


@pytest.mark.parametrize(
    ("sheet", "letter", "title", "why"),
    [
        pytest.param("任务", "D", "疑点与建议", "只供查看", id="locked"),
        pytest.param("任务", "G", "原文", "只供查看", id="original"),
        pytest.param("任务", "T", "并入", "是空的", id="empty"),
        pytest.param("任务", "U", "理由", "是空的", id="no-reasons-yet"),
        pytest.param("未列入", "F", "处理", "是空的", id="nothing-fetched"),
        pytest.param("待核", "E", "原文位置", "只供查看", id="findings"),
        pytest.param("文件", "D", "更正为", "是空的", id="letterhead"),
    ],
)
def test_a_column_that_was_empty_or_locked_is_noted(
    clerk: Clerk, sheet: str, letter: str, title: str, why: str
) -> None:
    home = drop(clerk, sheet, letter)
    plan = apply_review(home, clerk.path, apply=True).plan
    assert not plan.refusals and not plan.conflicts
    (told,) = (note for note in plan.notes if "列“" in note)
    assert told.startswith(f"“{sheet}”表没有 {letter} 列“{title}”") and why in told


def test_nothing_is_said_of_columns_that_are_only_moved_or_hidden(clerk: Clerk) -> None:
    sheet = clerk.book["任务"]
    for row in sheet.iter_rows(min_row=3, min_col=21, max_col=22):
        row[0].value, row[1].value = row[1].value, row[0].value
    sheet.column_dimensions["D"].hidden = True
    plan = apply_review(workspace_of(clerk.path.parent), clerk.save()).plan
    assert not plan.refusals and not [note for note in plan.notes if "列“" in note]


def test_settled_findings_do_not_vanish_with_their_column(clerk: Clerk) -> None:
    home = workspace_of(clerk.path.parent)
    one = clerk.listed("待核")[0]
    clerk.put(one, "待核", settled="已核对")
    assert apply_review(home, clerk.save(), apply=True).written
    export_review(home, clerk.path)
    again = Clerk(clerk.path)
    drop(again, "待核", "F")
    (told,) = apply_review(home, again.path).plan.refusals
    assert told.place == "“待核”表 F 列“处理结果”" and "1 格有内容" in told.why


def test_the_command_names_the_column_on_the_screen(clerk: Clerk) -> None:
    drop(clerk, "任务", "J")
    words = ["--home", str(clerk.path.parent), "--as-of", "2025-03-20", "review", "apply"]
    result = CliRunner().invoke(cli, [*words, str(clerk.path)])
    assert result.exit_code == 1
    assert "不能接受：“任务”表 J 列“责任单位”：整列已删除" in result.stderr
