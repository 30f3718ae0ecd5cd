"""What came back as it went out: rows that keep their task, sheets in which nobody wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from taskboard.ledger.events import NewEvent
from taskboard.ledger.task_heads import Head, unmoved_heads
from taskboard.review.columns import ROLES, SHEETS
from taskboard.review.plan import Desk
from taskboard.review.prints import print_of
from taskboard.review.returned import ReturnedReview, Row
from taskboard.words import word

KEEPING = (None, "", "保留")
SETTLED = ("confirmed", "amended", "issued")
UNITLESS = "{} 已确认，但仍没有责任单位，下达前须补充"


def kept_rows(desk: Desk, groups: Mapping[str, Sequence[Row]]) -> dict[str, Head]:
    """Return the heads of the tasks that neither their row nor the ledger changed, by key.

    Args:
        desk: Where the workbook and the ledger are.
        groups: Key of a task -> its rows.
    """
    returned = desk.returned
    if not returned.prints:
        return {}
    heads = unmoved_heads(desk.base.selection, desk.now.selection)
    names = [column.name for column in SHEETS["任务"]]
    whole = is_untouched(returned, "任务")
    return {
        key: heads[key]
        for key, (row, *more) in groups.items()
        if not more
        and key in heads
        and row.cells.get("action") in KEEPING
        and (whole or print_of(map(row.cells.get, names)) == returned.prints[key].cells)
    }


def confirm_kept(desk: Desk, row: Row, head: Head) -> None:
    """Confirm a task that stands in its row as the ledger has it, if that is what is asked."""
    if row.cells.get("action") and head.decomposition not in SETTLED:
        event = NewEvent("task-confirmed", row.key, reason=row.text("reason"))
        old = word("decomposition", head.decomposition)
        desk.accept(row, "action", event, old=old, new="已确认", expect=head.version)
        if not any(row.cells.get(role) for role in ROLES):
            desk.plan.notes.append(UNITLESS.format(row.text("code")))


def is_untouched(returned: ReturnedReview, sheet: str) -> bool:
    """Whether a sheet came back as it went out, row by row."""
    if sheet not in returned.prints:
        return False
    values = chain.from_iterable([row.cells.values() for row in returned.rows[sheet]])
    return print_of(values) == returned.prints[sheet].cells
