"""Keys that were lost are told once and first, not row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk import Clerk
from new_office import new_office, run
from taskboard.resources import samples
from taskboard.review.columns import SHEETS, TASKS
from taskboard.review.workbook import HEADER_ROW
from taskboard.workflows.imports import import_files
from taskboard.workflows.review import export_review
from taskboard.workflows.workspace import Workspace

FIRST = HEADER_ROW + 1
WIDTH = len(TASKS)


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    home = new_office(tmp_path)
    assert (
        run(home, "units", "import", str(samples() / "units-linlan.csv"), "--apply").exit_code == 0
    )
    import_files(home, [samples() / "linlan-2025.txt"])
    export_review(home, tmp_path / "审核表.xlsx")
    return home


@pytest.fixture
def clerk(home: Workspace) -> Clerk:
    return Clerk(home.home / "审核表.xlsx")


def refused(home: Workspace, clerk: Clerk) -> list[str]:
    result = run(home, "review", "apply", str(clerk.save()), "--apply")
    assert result.exit_code == 1
    assert set(home.state().tasks["decomposition"]) == {"proposed"}
    return [line for line in result.stderr.splitlines() if line.startswith(("错误", "不能接受"))]


def sort_rows(clerk: Clerk, rows: range, left: int, by: int = 8) -> None:
    """Sort the columns from ``left`` on, as a spreadsheet does with a selection."""
    sheet = clerk.book["任务"]
    taken = [[sheet.cell(row, at).value for at in range(1, WIDTH + 1)] for row in rows]
    taken.sort(key=lambda cells: str(cells[by - 1]))
    for row, cells in zip(rows, taken, strict=True):
        for at in range(left, WIDTH + 1):
            sheet.cell(row, at).value = cells[at - 1]


def all_rows(clerk: Clerk) -> range:
    return range(FIRST, FIRST + len(clerk.listed()))


def test_rows_sorted_without_their_keys_are_one_refusal(home: Workspace, clerk: Clerk) -> None:
    sort_rows(clerk, all_rows(clerk), left=2)
    (line,) = refused(home, clerk)
    assert "第 4、5、6、7、8、9 等" in line and "排序时没有带上隐藏的 A 列" in line


def test_two_rows_that_changed_places_are_one_refusal(home: Workspace, clerk: Clerk) -> None:
    sort_rows(clerk, range(FIRST + 1, FIRST + 3), left=2, by=2)
    sheet = clerk.book["任务"]
    one, other = sheet.cell(5, 1).value, sheet.cell(6, 1).value
    sheet.cell(5, 1).value, sheet.cell(6, 1).value = other, one
    (line,) = refused(home, clerk)
    assert "第 5、6 行隐藏的键与编号对不上" in line


def test_rows_sorted_with_their_keys_are_taken(home: Workspace, clerk: Clerk) -> None:
    count = len(clerk.listed())
    sort_rows(clerk, all_rows(clerk), left=1)
    result = run(home, "review", "apply", str(clerk.save()), "--apply")
    assert result.exit_code == 0 and f"照原样确认 {count - 1} 条" in result.stdout


@pytest.mark.parametrize("header", [True, False], ids=["cells-cleared", "header-cleared-too"])
def test_a_cleared_column_of_keys_is_one_refusal(
    home: Workspace, clerk: Clerk, header: bool
) -> None:
    sort_rows(clerk, all_rows(clerk), left=2)
    for row in range(FIRST if header else HEADER_ROW, FIRST + 60):
        clerk.book["任务"].cell(row, 1).value = None
    (line,) = refused(home, clerk)
    assert "隐藏的 A 列“键”" in line and ("整列是空的" in line) is header


def test_a_column_of_keys_taken_away_is_one_refusal(home: Workspace, clerk: Clerk) -> None:
    sort_rows(clerk, all_rows(clerk), left=2)
    clerk.book["任务"].delete_cols(1)
    (line,) = refused(home, clerk)
    assert "缺少隐藏的 A 列“键”" in line


@pytest.mark.parametrize("sheet", ["未列入", "文件"])
def test_the_keys_of_the_other_sheets_too(home: Workspace, clerk: Clerk, sheet: str) -> None:
    for row in range(FIRST, FIRST + 40):
        clerk.book[sheet].cell(row, 1).value = None
    (line,) = refused(home, clerk)
    assert f"“{sheet}”表隐藏的 A 列“键”整列是空的" in line and sheet in SHEETS


def test_some_cleared_keys_are_one_refusal_and_no_row_counts_as_deleted(
    home: Workspace, clerk: Clerk
) -> None:
    for row in (5, 6, 9):
        clerk.book["任务"].cell(row, 1).value = None
    (line,) = refused(home, clerk)
    assert "第 5、6、9 行隐藏的 A 列“键”是空的" in line and "整行被删" not in line


def test_a_row_put_in_for_a_split_needs_no_key(home: Workspace, clerk: Clerk) -> None:
    key = clerk.listed()[1]
    code = clerk.get(key, "code")
    clerk.put(key, action="拆分", wording="其一。")
    row = clerk.row(key) + 1
    clerk.book["任务"].insert_rows(row)
    clerk.at(row, code=code, action="拆分", wording="其二。")
    result = run(home, "review", "apply", str(clerk.save()), "--apply")
    assert result.exit_code == 0, result.stderr
    tasks = home.state().tasks
    assert tasks.loc[key, "decomposition"] == "split"
    assert [words for words in tasks["wording"] if words[:1] == "其"] == ["其一。", "其二。"]


def test_numbers_of_several_documents_are_told_apart(home: Workspace) -> None:
    import_files(home, [samples() / "xichuan-2025.txt"])
    path = home.home / "两份.xlsx"
    export_review(home, path)
    clerk = Clerk(path)
    one, other, into = "2025-01-1.1-1", "2025-02-1.1-1", "2025-02-1.2-1"
    assert clerk.get(one, "code") == one  # the bare number would name two tasks
    clerk.put(one, action="修改")
    clerk.put(other, action="合并", into="1.2-1")
    result = run(home, "review", "apply", str(clerk.save()))
    assert result.exit_code == 1 and "“1.2-1”不是另一条任务的编号" in result.stderr
    assert f"提示：{one} 选了“修改”，但各格与导出时相同" in result.stdout
    clerk.put(other, action="合并", into=into)
    result = run(home, "review", "apply", str(clerk.save()))
    assert result.exit_code == 0 and f"{into} 工作措施（{other} 并入）" in result.stdout
