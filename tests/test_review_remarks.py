"""Comments on the cells of a returned review workbook are told; none is taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from clerk import Clerk
from libreoffice import saved_as
from new_office import home, run
from taskboard.resources import samples
from taskboard.review.remarks import Remark, remarks_of
from taskboard.workflows.workspace import Workspace

__all__ = ["home"]
WORDS = "这条不归我们，\n请问 <商务局> & 科技局"


def commented(home: Workspace, *places: tuple[str, str, str]) -> Path:
    path = home.home / "审核表.xlsx"
    assert run(home, "import", str(samples() / "linlan-2025.txt")).exit_code == 0
    assert run(home, "review", "export", "-o", str(path)).exit_code == 0
    clerk = Clerk(path)
    for sheet, cell, words in places:
        clerk.book[sheet][cell].comment = Comment(words, "李局长")
    return clerk.save()


@pytest.mark.parametrize("saved_by", ["openpyxl", "libreoffice"])
def test_comments_are_found_on_their_sheets(home: Workspace, tmp_path: Path, saved_by: str) -> None:
    path = commented(home, ("未列入", "D5", "要列"), ("任务", "H9", WORDS), ("任务", "I9", " "))
    if saved_by == "libreoffice":
        path = saved_as(path, "xlsx", tmp_path / "再存")
    assert remarks_of(path.read_bytes(), path.name) == [
        Remark("任务", "H9", "这条不归我们， 请问 <商务局> & 科技局"),
        Remark("未列入", "D5", "要列"),
    ]


def test_comments_are_told_and_change_nothing(home: Workspace) -> None:
    path = commented(home, *(("任务", f"H{row}", f"意见{row}" + "长" * 30) for row in range(4, 14)))
    result = run(home, "review", "apply", str(path), "--apply")
    assert result.exit_code == 0
    (line,) = [line for line in result.stdout.splitlines() if "批注" in line]
    assert line.startswith("提示：批注没有收回：“任务”表 H4“意见4长") and "……”等 10 处；" in line
    again = run(home, "review", "apply", str(path), "--apply")
    assert "没有需要变动的内容" in again.stdout and "批注没有收回" in again.stdout


def test_without_comments_nothing_is_said(home: Workspace) -> None:
    path = commented(home)
    assert remarks_of(path.read_bytes(), path.name) == []
    assert "批注" not in run(home, "review", "apply", str(path)).stdout
    assert load_workbook(path)["任务"]["H9"].comment is None
