"""Refuse edits of the cells of the sheet 任务 that nobody may change: they would be lost.

The sheet is protected, but without a password, and some programs drop the protection.
"""

from __future__ import annotations

from collections.abc import Mapping

from taskboard.review.columns import squash
from taskboard.review.doubts import print_of
from taskboard.review.exporting import task_rows_of
from taskboard.review.plan import Desk
from taskboard.review.resolving import directory_of
from taskboard.review.returned import Row, printed

PRINTED = ("code", "section", "heading", "text")
BASES = ("unit_basis", "due_basis", "target_basis")
ELSEWHERE = "意见请写在“理由”或“备注”列"


def intact(desk: Desk, row: Row, changed: set[str], codes: Mapping[str, str]) -> bool:
    """Refuse the row if a printed cell of it was ``changed``; say whether none was.

    Args:
        desk: Where the plan is.
        row: The row.
        changed: Columns whose cells are not as they went out.
        codes: Printed number -> key of its task.
    """
    for column in PRINTED if changed else ():
        if column not in changed or (column == "code" and not row.key):
            continue
        other = codes.get(row.text("code")) if column == "code" else None
        if other:
            why = f"这一行隐藏的键是 {row.key}，编号却是另一条的：像是排序时没有带上隐藏的 A 列"
            desk.refuse(row, column, f"{why}；请用“撤销”恢复，再连同全部列一起排序")
        else:
            desk.refuse(row, column, "此列不可改动；要改措施请改“工作措施”列")
        return False
    for column in BASES if changed else ():
        if column in changed and row.text(column):
            desk.refuse(row, column, f"依据由系统填写，不可改动；{ELSEWHERE}")
            return False
    return True


def compare_doubts(desk: Desk) -> None:
    """Refuse rows in whose doubts somebody wrote; doubts that were cleared are only cleared."""
    sent, rows = desk.returned.identity.get("doubts"), desk.returned.rows["任务"]
    typed = [(row, squash(row.cells.get("doubts"))) for row in rows]
    if not sent or print_of((row.key, text) for row, text in typed if row.key) == sent:
        typed = [(row, text) for row, text in typed if text and not row.key]
    if not sent or not any(text for _, text in typed):
        return
    state, documents = desk.base, desk.returned.identity["documents"]
    shown = {
        row["key"]: printed(row["doubts"])
        for row in task_rows_of(state, documents, directory_of(state.unit_rows))
    }
    if print_of(shown.items()) != sent:
        return  # made by another version of the program, which words doubts otherwise
    known = set(shown.values())
    for row, text in typed:
        if text and (text != shown.get(row.key) if row.key else text not in known):
            desk.refuse(row, "doubts", f"疑点和建议由系统填写，不可改动；{ELSEWHERE}")
