"""What a returned file says, before anyone judges it against the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from taskboard.collection.values import plain

LONGEST = 40  # characters of a row not taken that its refusal quotes


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a returned file that was not taken, and why.

    Attributes:
        file: Name of the file.
        sheet: Name of the sheet, "" when the whole file is meant.
        row: Row counted from 1, 0 when no row is meant.
        column: Letter and header, e.g. ``F 本期情况``, "" when no row is meant.
        reason: One Chinese sentence: what is wrong and what to do.
        code: Stable machine name.
    """

    file: str
    sheet: str
    row: int
    column: str
    reason: str
    code: str

    @property
    def place(self) -> str:
        """Where it is, in words."""
        parts = [f"“{self.sheet}”表" if self.sheet else "", f"第 {self.row} 行" if self.row else ""]
        return " ".join(part for part in (*parts, self.column) if part) or "整个文件"


def row_added(
    file: str, sheet: str, row: int, place: str, values: Iterable[Any], lacks: str = "行标识"
) -> Refusal:
    """Return the refusal of a row that was not sent out, with the words it holds.

    Args:
        file: Name of the file.
        sheet: Name of the sheet.
        row: Row counted from 1.
        place: Column of the mark it lacks.
        values: What stands in it.
        lacks: The mark.
    """
    said = " ".join(" ".join(map(plain, values)).split())
    cut = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    reason = f"这一行不在发出的表中（没有{lacks}），“{cut}”未采用；新增事项请另行报告"
    return Refusal(file, sheet, row, place, reason, "row-added")


class ReturnedRow(NamedTuple):
    """One row of a returned form, cells still as they were typed.

    Attributes:
        key: The row's key as it stands in the file, "" for a row without one.
        sheet: Name of the sheet.
        row: Row counted from 1.
        names: Keys of the columns; one that was deleted is absent.
        values: What stands in each of them.
        merged: Keys of the columns whose cell is merged with another row's.
    """

    key: str
    sheet: str
    row: int
    names: tuple[str, ...]
    values: tuple[Any, ...]
    merged: frozenset[str] = frozenset()

    @property
    def cells(self) -> dict[str, Any]:
        """Column key -> value."""
        return dict(zip(self.names, self.values, strict=True))


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned file as read.

    Attributes:
        file: Its name in the folder.
        sha256: Hash of its bytes.
        form: Number of the form, "" when none was found.
        ledger: Identity of the ledger it says it is from, "" when it does not say.
        rows: Its rows that have a key or print a number.
        columns: Column key -> place, e.g. ``F 本期情况``, per sheet.
        persons: ``reporter``, ``phone``, ``signer`` as typed.
        refusals: What could not be read.
        notes: What a clerk should know though nothing was lost.
        modified: When the program that saved it says it was saved, "" when unknown.
    """

    file: str
    sha256: str
    form: str = ""
    ledger: str = ""
    rows: tuple[ReturnedRow, ...] = ()
    columns: dict[tuple[str, str], str] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    modified: str = ""

    @property
    def readable(self) -> bool:
        """Whether it is a form at all."""
        return bool(self.form)

    def column(self, sheet: str, key: str) -> str:
        """Return the place of a column in ``sheet``, e.g. ``F 本期情况``.

        A column that did not come back is named by the one that tells the rows apart.
        """
        return self.columns.get((sheet, key)) or self.columns.get((sheet, "key"), "")
