"""What came back as it went out: rows that keep their task, sheets in which nobody wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from taskboard.ledger.events import NewEvent
from taskboard.ledger.task_heads import nothing_since, unmoved_heads
from taskboard.review.columns import ROLES, squash
from taskboard.review.plan import Desk
from taskboard.review.prints import print_of
from taskboard.review.returned import ReturnedReview, Row
from taskboard.words import word

KEEPING = (None, "", "保留")
SETTLED = ("confirmed", "amended", "issued")
UNITLESS = "{} 已确认，但仍没有责任单位，下达前须补充"


def kept_rows(desk: Desk, groups: Mapping[str, Sequence[Row]]) -> dict[str, Sequence[Any]]:
    """Return state and version of the tasks that neither row nor ledger changed, by key.

    Args:
        desk: Where the workbook and the ledger are.
        groups: Key of a task -> its rows.
    """
    returned = desk.returned
    if not _all_printed(desk, groups):
        return {}
    before, now = desk.base.selection, desk.now.selection
    heads: Mapping[str, Sequence[Any]] = returned.prints.heads
    if not heads or not nothing_since(before, now):
        heads = unmoved_heads(before, now)
    return {
        key: heads[key]
        for key, (row, *more) in groups.items()
        if not more
        and key in heads
        and row.get("action") in KEEPING
        and row.print == returned.prints.tasks[key]
    }


def others(
    desk: Desk, groups: Mapping[str, Sequence[Row]], kept: Iterable[str]
) -> list[str] | None:
    """Return the keys of the workbook's tasks that are not ``kept``; None where it lists none."""
    if not _all_printed(desk, groups):
        return None
    return [key for key in desk.returned.prints.tasks if key not in kept]


def _all_printed(desk: Desk, groups: Iterable[str]) -> bool:
    """Whether each task has a print; a row out of another workbook has none here."""
    prints = desk.returned.prints
    return bool(prints.sheets) and all(key in prints.tasks for key in groups)


def confirm_kept(desk: Desk, row: Row, head: Sequence[Any]) -> None:
    """Confirm a task that stands in its row as the ledger has it, if that is what is asked.

    Args:
        desk: Where the plan is.
        row: The row.
        head: The task's state on the axis 分解 and its version.
    """
    decomposition, version = head
    if row.get("action") and decomposition not in SETTLED:
        old = word("decomposition", decomposition)
        shown = desk.show(row, "action", row.key, old, "已确认")
        event = NewEvent("task-confirmed", row.key, None, None, shown.reason, shown.place)
        desk.plan.events.append(event)
        desk.plan.expect[row.key] = version
        if not any(map(row.get, ROLES)):
            desk.plan.notes.append(UNITLESS.format(row.text("code")))


def lone_reason(
    desk: Desk, row: Row, base: Mapping[str, Any], now: Mapping[str, Any], *, changed: bool
) -> None:
    """Take a reason that stands alone as the answer to the doubt about an issued task, or note it.

    An amended document puts issued tasks in doubt, too; elsewhere there is nothing to go with it.
    """
    reason = squash(row.cells.get("reason"))
    moved = now["version"] != base["version"]  # the workbook itself may have been taken before
    if not reason or changed or moved or reason == squash(base["doubt"]):
        return
    if now["decomposition"] == "issued" and now["doubt"] and row.cells.get("action"):
        event = NewEvent("task-confirmed", row.key, reason=row.text("reason"))
        old, new = f"存疑：{now['doubt']}", "已核定，照旧"
        desk.accept(row, "action", event, old=old, new=new, expect=int(now["version"]))
        return
    where = f"“任务”表第 {row.number} 行（{desk.number(base)}）只写了理由"
    desk.plan.notes.append(f"{where}，这条没有可记的变动，理由没有收回；要留下的请写进“备注”列")


def is_untouched(returned: ReturnedReview, sheet: str) -> bool:
    """Whether a sheet came back as it went out, row by row."""
    rows = [row.print for row in returned.rows[sheet]]
    return print_of(rows) == returned.prints.sheets.get(sheet)
