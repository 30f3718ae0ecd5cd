"""Gather what stands in a returned workbook beside the cells that went out.

Columns and sheets that were added, merged cells, cells that show an error, cells far away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from taskboard.review.columns import Column, squash
from taskboard.review.remarks import Remark

OURS = ("说明", "选项")  # sheets of ours that nobody fills in


class Beside(NamedTuple):
    """A column that is none of the sheet's: its header, how many cells are filled, the first."""

    sheet: str
    at: int
    header: str
    filled: int
    first: str


@dataclass(slots=True)
class Strays:
    """What else stands in a returned workbook.

    Attributes:
        columns: Columns that were added and filled.
        merged: Sheet, first and last row, first and last column (from 0) of merged cells.
        odd: (sheet, row, column from 0) -> error or formula in a cell that shows nothing.
        sheets: Visible sheets that were added and filled.
        far: Places of cells far outside the tables.
        remarks: Comments on its cells.
    """

    columns: list[Beside] = field(default_factory=list)
    merged: list[tuple[str, int, int, int, int]] = field(default_factory=list)
    odd: dict[tuple[str, int, int], str] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)
    far: tuple[str, ...] = ()
    remarks: Sequence[Remark] = ()

    def beside(
        self, sheet: str, columns: Sequence[Column], grid: Sequence[Sequence[Any]],
        taken: Sequence[int],
    ) -> None:  # fmt: skip
        """Note filled columns of ``grid`` (its first row the header) that are not ``taken``."""
        if not grid or len(taken) == len(grid[0]):
            return
        for at in set(range(len(grid[0]))) - set(taken):
            filled = [text for line in grid[1:] if (text := squash(line[at]))]
            if filled:
                header = squash(grid[0][at])
                self.columns.append(Beside(sheet, at, header, len(filled), filled[0]))

    def merges(self, sheet: str, areas: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        """Note the merged cells of a sheet."""
        self.merged += [(sheet, top, end, left, right) for (top, left), (end, right) in areas]

    def further(self, book: Any, known: Sequence[str]) -> None:
        """Note the visible sheets of the open workbook ``book`` that were added and filled."""
        for sheet in book.sheets_metadata:
            name = "".join(sheet.name.split())
            kinds = str(sheet.typ), str(sheet.visible)
            shown = kinds == ("SheetTypeEnum.WorkSheet", "SheetVisibleEnum.Visible")
            if name in known or name in OURS or not shown:
                continue
            grid = book.get_sheet_by_name(sheet.name).to_python()
            if any(squash(value) for line in grid for value in line):
                self.sheets.append(sheet.name)
