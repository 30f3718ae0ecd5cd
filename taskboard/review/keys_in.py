"""Find the task of each returned row by its hidden key; say once when the keys were lost.

A clerk who clears the hidden column, or sorts the visible ones without it, spoils every row at
once: the cause is told first and alone, not row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from taskboard.review.columns import squash
from taskboard.review.plan import Desk
from taskboard.review.printed_in import Codes
from taskboard.review.returned import Row

LISTED = 6  # rows that one refusal names


def rows_by_key(desk: Desk, rows: Iterable[Row], codes: Codes) -> dict[str, list[Row]] | None:
    """Return the rows of each task, top down; None when keys are gone, which is then told.

    A spare row belongs to the task whose number it prints, if it is split off that.
    """
    groups: dict[str, list[Row]] = {}
    spare: list[Row] = []
    for row in rows:
        if row.key:
            groups.setdefault(row.key, []).append(row)
        else:
            spare.append(row)
    lost = [row for row in spare if codes().get(row.text("code"), "") not in {"", *groups}]
    if lost:
        desk.refuse(lost[0], "key", _lost(lost))
        return None
    for row in spare:
        if origin := _origin(desk, row, codes):
            groups[origin] = sorted([*groups[origin], row], key=lambda one: one.number)
    return groups


def sorted_apart(desk: Desk, rows: Iterable[Row], codes: Codes) -> bool:
    """Refuse ``rows`` once when several carry the key of one task and the number of another."""
    apart = [row for row in rows if _is_another(row, codes)]
    if len(apart) < 2:
        return False
    why = f"{_numbers(apart)}隐藏的键与编号对不上：像是排序时没有带上隐藏的 A 列"
    desk.refuse(apart[0], "code", f"{why}；请用“撤销”恢复，再连同全部列一起排序")
    return True


def _is_another(row: Row, codes: Codes) -> bool:
    code = row.text("code")
    if not code or code == row.key or row.key.endswith(f"-{code}"):
        return False
    return codes().get(code, row.key) != row.key


def _lost(rows: Sequence[Row]) -> str:
    why = f"{_numbers(rows)}隐藏的 A 列“键”是空的，不知是哪条任务，不能凭编号认定"
    return f"{why}；请用“撤销”恢复 A 列，或把改动填到原来的表里"


def _numbers(rows: Sequence[Row]) -> str:
    named = "、".join(str(row.number) for row in rows[:LISTED])
    return f"第 {named} {'等 ' + str(len(rows)) + ' ' if len(rows) > LISTED else ''}行"


def _origin(desk: Desk, row: Row, codes: Codes) -> str:
    code = row.text("code")
    if squash(row.cells.get("action")) == "拆分" and code in codes():
        return codes()[code]
    why = "增补行须在“编号”列写原任务的编号，并在“处理”列选“拆分”"
    why += f"（现写“{code}”）" if code else "；只是说明的，请删去或写成批注"
    desk.refuse(row, "code", why)
    return ""
