"""Pair the rows that came back with the rows that were sent out.

A row is known by its key. Where the hidden column of keys stayed behind, because only what is seen
was copied or sorted, the number, task and target printed in a row tell which of the form's rows it
is; what they do not tell apart is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from taskboard.collection.form import FormRow
from taskboard.collection.returned import Refusal, Returned, ReturnedRow, row_added
from taskboard.collection.standing import IssuedForm, LedgerView
from taskboard.collection.values import plain, same_words

PRINTED = ("code", "task", "target")
Pair = tuple[FormRow, ReturnedRow]


class Paired(NamedTuple):
    """What came back, by the assignment it is about.

    Attributes:
        found: Assignment -> its issued and returned rows, the main one first.
        refusals: Rows that were not taken.
        unsure: Assignment -> why none of the rows about it was taken.
        notes: What a clerk should know.
    """

    found: dict[str, list[Pair]]
    refusals: list[Refusal]
    unsure: dict[str, str]
    notes: tuple[str, ...]


def pair(returned: Returned, form: IssuedForm, view: LedgerView) -> Paired:
    """Return the rows of ``returned`` beside those that ``form`` was issued with."""
    by_key, refusals, notes = _by_key(returned, form.rows)
    pairs: dict[str, list[Pair]] = defaultdict(list)
    unsure: dict[str, str] = {}
    for key, rows in by_key.items():
        issued = form.rows.get(key)
        if issued is None or issued.assignment not in view.standings:
            for row in rows:
                reason, code = _foreign(row, form)
                edited = code == "key-edited" and row.key
                at = returned.column(row.sheet, "key" if edited else "code")
                refusals.append(Refusal(returned.file, row.sheet, row.row, at, reason, code))
                known = _printed(row, form.rows) if code == "key-edited" else None
                if known is not None:
                    unsure.setdefault(known.assignment, reason)
        elif len(rows) > 1 and any(row.cells != rows[0].cells for row in rows[1:]):
            refusal = _twice(returned, rows)
            refusals.append(refusal)
            unsure[issued.assignment] = refusal.reason
        else:
            pairs[issued.assignment].append((issued, rows[0]))
    complete = {}
    for assignment, found in pairs.items():
        if len(found) > 1:
            found.sort(key=lambda both: not both[0].main)
        if found[0][0].main:
            complete[assignment] = found
            continue
        row = found[0][1]
        reason = "只有附加指标行，缺少该事项的主行，未采用"
        at = returned.column(row.sheet, "code")
        refusals.append(Refusal(returned.file, row.sheet, row.row, at, reason, "main-missing"))
        unsure.setdefault(assignment, reason)
    return Paired(complete, refusals, unsure, notes)


def _by_key(
    returned: Returned, issued: Mapping[str, FormRow]
) -> tuple[dict[str, list[ReturnedRow]], list[Refusal], tuple[str, ...]]:
    """Return the rows by the key they have, or print; rows added by hand are refused."""
    by_key: dict[str, list[ReturnedRow]] = defaultdict(list)
    refusals = list(returned.refusals)
    moved = emptied = 0
    keyless = []
    for row in returned.rows:
        if not row.key:
            keyless.append(row)
            continue
        known = issued.get(row.key)
        if known is not None and not _prints(row, known):
            printed = _printed(row, issued)  # none where a cell was edited
            moved += printed is not None
            known = printed or known
        by_key[known.key if known else row.key].append(row)
    taken = set(by_key)
    for row in keyless:
        if (row.sheet, "key") not in returned.columns:
            known = _printed(row, issued) or _numbered(row, issued)
            by_key[known.key if known else ""].append(row)
            continue
        known = _printed(row, issued)
        if known is not None and known.key not in taken:
            emptied += 1
            by_key[known.key].append(row)
        else:
            place = returned.column(row.sheet, "key")
            refusals.append(row_added(returned.file, row.sheet, row.row, place, row.values))
    notes = []
    if moved:
        notes.append(f"有 {moved} 行的“行标识”（隐藏的 A 列）没有随行移动，按印出的编号和任务认行")
    if emptied:
        notes.append(f"有 {emptied} 行的“行标识”（隐藏的 A 列）被清空，按印出的编号和任务认行")
    return by_key, refusals, tuple(notes)


def _prints(row: ReturnedRow, issued: FormRow) -> bool:
    """Whether ``row`` prints what ``issued`` was sent with, columns that are gone aside."""
    for name, at in _places(row.names):
        value, sent = row.values[at], issued.locked[name]
        if value != sent and not same_words(plain(value), sent):
            return False
    return True


@lru_cache(maxsize=256)  # the rows of a sheet have the same columns
def _places(names: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((name, at) for at, name in enumerate(names) if name in PRINTED)


def _printed(row: ReturnedRow, issued: Mapping[str, FormRow]) -> FormRow | None:
    """Return the one of the ``issued`` rows whose number, task and target ``row`` prints."""
    if not {"code", "task"} <= set(row.names):
        return None
    known = [one for one in issued.values() if _prints(row, one)]
    return known[0] if len(known) == 1 else None


def _numbered(row: ReturnedRow, issued: Mapping[str, FormRow]) -> FormRow | None:
    """Return the one of the ``issued`` rows that has the number of ``row``, or None."""
    code = plain(row.cells.get("code"))
    known = [one for one in issued.values() if same_words(code, one.locked["code"])]
    return known[0] if len(known) == 1 else None


def _twice(returned: Returned, rows: list[ReturnedRow]) -> Refusal:
    """Return the refusal of rows that stand for the same row and say different things."""
    sheets = len({row.sheet for row in rows}) > 1
    numbers = "、".join(
        f"“{row.sheet}”表第 {row.row} 行" if sheets else f"第 {row.row} 行" for row in rows
    )
    reason = f"同一事项出现了 {len(rows)} 行（{numbers}）且内容不同，均未采用；请只留一行"
    row = rows[0]
    at = returned.column(row.sheet, "code")
    return Refusal(returned.file, row.sheet, row.row, at, reason, "row-twice")


def _foreign(row: ReturnedRow, form: IssuedForm) -> tuple[str, str]:
    """Return why a row that is none of the form's is not taken, and the reason's code."""
    if not row.key:
        number = plain(row.cells.get("code"))[:40]
        return f"编号“{number}”和任务与发出的表对不上，认不出是哪一行，整行未采用", "key-edited"
    unit = row.key.partition("@")[2].partition("#")[0]
    if unit and unit != form.unit:
        return f"这一行是“{unit}”的事项，不在本表（{form.unit}），未采用；请分别填报", "foreign-row"
    return f"行标识“{row.key[:40]}”不是本表发出的，可能被改动，整行未采用", "key-edited"
