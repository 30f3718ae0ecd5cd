"""What was put beside the cells of a review workbook is told, and what hides them is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clerk import Clerk
from libreoffice import saved_as
from taskboard.cli.main import cli
from taskboard.ledger.store import open_ledger
from taskboard.resources import samples
from taskboard.workflows.imports import import_files
from taskboard.workflows.review import export_review
from taskboard.workflows.workspace import Workspace, open_workspace

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    day = dt.date(2025, 3, 20)
    workspace = open_workspace(str(tmp_path), ledger="", as_of=day, actor="王核")
    open_ledger(workspace.url, create=True).close()
    import_files(workspace, [samples() / "xichuan-2025.txt"])
    return workspace


def sent(home: Workspace) -> Clerk:
    export_review(home, home.home / "审核表.xlsx")
    return Clerk(home.home / "审核表.xlsx")


def applied(home: Workspace, path: Path) -> Result:
    words = ["--home", str(home.home), "--as-of", "2025-03-20", "review", "apply", "--apply"]
    return CliRunner().invoke(cli, [*words, str(path)])


def duplicate_column(clerk: Clerk) -> None:
    clerk.book["任务"].insert_cols(10)
    clerk.book["任务"]["J3"], clerk.book["任务"]["J5"] = "牵头单位", "市教育局"


def error_value(clerk: Clerk) -> None:
    clerk.book["任务"]["N5"] = "#N/A"  # the library stores it as an error


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(lambda c: c.book["任务"].merge_cells("C5:C7"),
                     "“任务”表 第 5 行 C 列“处理”：第 5—7 行是合并单元格", id="merged-rows"),
        pytest.param(lambda c: c.book["未列入"].merge_cells("F4:G4"),
                     "“未列入”表 第 4 行 F 列“处理”：这一格是合并单元格", id="merged-columns"),
        pytest.param(duplicate_column, "“任务”表 I 列“牵头单位”：J 列也叫“牵头单位”", id="twice"),
        pytest.param(error_value, "第 5 行 N 列“时限（日期）”：这一格是公式或错误值（#N/A）",
                     id="error"),
        pytest.param(lambda c: c.put(c.listed()[2], lead="=I5&I7"),
                     "第 6 行 I 列“牵头单位”：这一格是公式或错误值（=I5&I7）", id="formula"),
        pytest.param(lambda c: c.put(c.listed()[2], wording="=B5"),
                     "第 6 行 H 列“工作措施”：这一格是公式或错误值（=B5）", id="formula-words"),
    ],
)  # fmt: skip
def test_what_hides_a_cell_is_refused_by_place(
    home: Workspace, spoil: Callable[[Clerk], None], told: str
) -> None:
    clerk = sent(home)
    spoil(clerk)
    result = applied(home, clerk.save())
    assert result.exit_code == 1 and told in result.stderr
    assert result.stderr.count(told.partition("：")[0]) == 1  # not again as an empty cell
    assert set(home.state().tasks["decomposition"]) == {"proposed"}


def added_column(clerk: Clerk) -> None:
    clerk.book["任务"].insert_cols(10)
    clerk.book["任务"]["J3"], clerk.book["任务"]["J5"] = "分管领导", "李副市长"


def copied_sheet(clerk: Clerk) -> None:
    clerk.book.copy_worksheet(clerk.book["任务"]).title = "任务 (2)"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(added_column, "“分管领导”不是本表的列，填了 1 格（“李副市长”等）", id="col"),
        pytest.param(lambda c: c.book["任务"].cell(6, 24, "再核"),
                     "X 列（没有列名）不是本表的列", id="beside"),
        pytest.param(copied_sheet, "工作表“任务 (2)”不是本表的，没有收回", id="sheet-copied"),
        pytest.param(lambda c: c.book["说明"].cell(1048576, 16384, " "),
                     "离表很远的单元格（XFD1048576）没有收回", id="far-blank"),
    ],
)  # fmt: skip
def test_what_was_added_is_told_and_the_rest_is_taken(
    home: Workspace, spoil: Callable[[Clerk], None], told: str
) -> None:
    clerk = sent(home)
    spoil(clerk)
    result = applied(home, clerk.save())
    assert result.exit_code == 0 and told in result.stdout
    assert "confirmed" in set(home.state().tasks["decomposition"])


def test_nothing_is_said_of_empty_columns_empty_sheets_and_the_title(home: Workspace) -> None:
    clerk = sent(home)
    clerk.book["任务"].insert_cols(10)
    clerk.book.create_sheet("Sheet1")
    clerk.book["任务"].title = " 任务 "
    result = applied(home, clerk.save())
    assert result.exit_code == 0 and "没有收回" not in result.stdout


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param("编号,处理\n".encode(), "内容是纯文本，不是电子表格", id="csv"),
        pytest.param(b"%PDF-1.7 x", "内容是PDF 文件，不是电子表格", id="pdf"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "设有打开密码", id="password"),
        pytest.param(OLE + bytes(600), "无法打开", id="garbage"),
        pytest.param(b"PK\x03\x04" + bytes(50), "不完整或已损坏", id="cut-off"),
        pytest.param(b"", "是空文件", id="empty"),
        pytest.param(None, "是文件夹", id="folder"),
    ],
)
def test_a_file_that_is_no_workbook_says_what_it_is(
    home: Workspace, tmp_path: Path, data: bytes | None, told: str
) -> None:
    path = tmp_path / "交回.xlsx"
    path.mkdir() if data is None else path.write_bytes(data)
    result = applied(home, path)
    assert result.exit_code == 1 and told in result.stderr and "error [" in result.stderr


@pytest.mark.parametrize("name", ["待核", "任务"])
def test_a_renamed_sheet_is_named_with_the_way_back(home: Workspace, name: str) -> None:
    clerk = sent(home)
    clerk.book[name].title = "修改稿"
    result = applied(home, clerk.save())
    assert result.exit_code == 1 and f"改了表名的请改回“{name}”" in result.stderr


@pytest.mark.parametrize("ending", ["xls", "ods"])
@pytest.mark.parametrize("spoilt", [False, True])
def test_another_kind_of_workbook_is_looked_at_as_closely(
    home: Workspace, ending: str, spoilt: bool
) -> None:
    clerk = sent(home)
    if spoilt:
        error_value(clerk)
    result = applied(home, saved_as(clerk.save(), ending))
    assert result.exit_code == int(spoilt)
    assert ("第 5 行 N 列“时限（日期）”：这一格是公式或错误值" in result.stderr) is spoilt
    assert set(home.state().tasks["decomposition"]) == {"proposed" if spoilt else "confirmed"}
