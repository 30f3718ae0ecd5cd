"""Find the row a unit filled in when the hidden column of keys did not come back.

Only the visible columns are copied when a table is pasted into a new workbook. The number, task
and target printed in a row then tell which of the form's rows it is; what they do not tell apart
is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from taskboard.collection.form import FormRow
from taskboard.collection.returned import ReturnedRow
from taskboard.collection.values import plain, same_words

PRINTED = ("task", "target")


def issued_row(row: ReturnedRow, issued: Mapping[str, FormRow]) -> FormRow | None:
    """Return the one of the ``issued`` rows that ``row`` is by what it prints, or None.

    Args:
        row: A returned row without a key.
        issued: The rows of the form it came with, by key.
    """
    code = plain(row.cells.get("code"))
    found = [one for one in issued.values() if same_words(code, one.locked["code"])]
    alike = [
        one for one in found
        if all(same_words(plain(row.cells.get(name)), one.locked[name]) for name in PRINTED)
    ]  # fmt: skip
    known = alike or found
    return known[0] if len(known) == 1 else None
