"""Refuse edits of the cells of the sheet 任务 that nobody may change: they would be lost.

The sheet is protected, but without a password, and some programs drop the protection.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from taskboard.review.columns import BASES, squash
from taskboard.review.exporting import task_rows_of
from taskboard.review.plan import Desk
from taskboard.review.prints import print_of, printed
from taskboard.review.resolving import directory_of
from taskboard.review.returned import Row

PRINTED = ("code", "section", "heading", "text")
Codes = Callable[[], Mapping[str, str]]
ELSEWHERE = "意见请写在“理由”或“备注”列"


def codes_of(tasks: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return printed number -> key of each task; a key may stand for its number.

    A number that tasks of several documents have names none of them.
    """
    times = Counter(row["code"] for row in tasks.values())
    alone = {row["code"]: key for key, row in tasks.items() if times[row["code"]] == 1}
    return alone | {key: key for key in tasks}


def intact(desk: Desk, row: Row, changed: set[str], codes: Codes) -> bool:
    """Refuse the row if a printed cell of it was ``changed``; say whether none was.

    Args:
        desk: Where the plan is.
        row: The row.
        changed: Columns whose cells are not as they went out.
        codes: Gives printed number -> key of its task.
    """
    for column in PRINTED if changed else ():
        if column not in changed or (column == "code" and not row.key):
            continue
        other = codes().get(row.text("code")) if column == "code" else None
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


def compare_doubts(desk: Desk, rows: Iterable[Row]) -> None:
    """Refuse those of ``rows`` in whose doubts somebody wrote; cleared ones are only cleared."""
    prints = desk.returned.prints
    typed = [(row, text) for row in rows if (text := squash(row.cells.get("doubts")))]
    typed = [
        (row, text)
        for row, text in typed
        if not row.key
        or (row.key in prints.tasks and print_of([text]) != prints.doubts.get(row.key))
    ]
    if not typed or not prints.sheets:
        return
    state, documents = desk.base, desk.returned.identity["documents"]
    shown = {
        row["key"]: printed(row["doubts"])
        for row in task_rows_of(state, documents, directory_of(state.unit_rows))
    }
    now = {key: print_of([text]) for key, text in shown.items() if text and key in prints.tasks}
    if now != prints.doubts:
        return  # made by another version of the program, which words doubts otherwise
    known = set(shown.values())
    for row, text in typed:
        if text != shown.get(row.key) if row.key else text not in known:
            desk.refuse(row, "doubts", f"疑点和建议由系统填写，不可改动；{ELSEWHERE}")
