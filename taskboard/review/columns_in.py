"""Say which columns of a returned workbook are gone: none is silently taken as unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl.utils import get_column_letter

from taskboard.review.columns import SHEETS, Column, squash, task_cells
from taskboard.review.exporting import exported_tasks
from taskboard.review.plan import Desk
from taskboard.review.returned import Row

RESTORE = "请用“撤销”恢复这一列，或重新导出审核表再改；要清空的请保留这一列、逐格清空"


def compare_columns(desk: Desk) -> None:
    """Note every missing column; refuse it where cells a reviewer may change were filled."""
    for name, columns in SHEETS.items():
        gone = [c for c in columns if (name, c.name) not in desk.returned.letters]
        for column in gone:
            _missing(desk, name, column, 1 + columns.index(column))


def _missing(desk: Desk, sheet: str, column: Column, at: int) -> None:
    letter = get_column_letter(at)
    if not column.editable:
        where = f"“{sheet}”表没有 {letter} 列“{column.title}”（已删除或改了列名）"
        desk.plan.notes.append(f"{where}；该列只供查看，不影响收回")
        return
    whole = Row(sheet, 0, "")
    desk.returned.letters.setdefault((sheet, column.name), letter)
    if (sheet, column.name) == ("任务", "action"):
        why = "整列已删除或改了列名，看不出每条任务怎样处理"
        desk.refuse(whole, column.name, f"{why}；{RESTORE}")
        return
    filled = sum(bool(squash(row.get(column.name))) for row in _sent(desk, sheet))
    if filled:
        why = f"整列已删除或改了列名，导出时其中 {filled} 格有内容"
        desk.refuse(whole, column.name, f"{why}；{RESTORE}")
        return
    where = f"“{sheet}”表没有 {letter} 列“{column.title}”（已删除或改了列名）"
    desk.plan.notes.append(f"{where}；导出时该列是空的，按没有填写处理")


def _sent(desk: Desk, sheet: str) -> Iterator[Mapping[str, Any]]:
    """Yield what the rows of a sheet had in the columns a reviewer may change."""
    documents = desk.returned.identity["documents"]
    if sheet == "任务":
        for row in exported_tasks(desk.base, documents).values():
            yield task_cells(row) | {"reason": row["doubt"]}
    elif sheet == "待核":
        for finding in desk.base.finding_rows.values():
            if finding["document"] in documents:
                yield {"settled": finding["settled"]}
