"""What a clerk does to a decomposition workbook, by script: cells by key and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from taskboard.review.columns import SHEETS
from taskboard.review.workbook import HEADER_ROW


class Clerk:
    """An open workbook; cells are named by sheet, key of the row, and column name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = load_workbook(path)

    def listed(self, sheet: str = "任务") -> list[str]:
        """Return the keys of a sheet, top down."""
        cells = self.book[sheet].iter_rows(min_row=HEADER_ROW + 1, max_col=1, values_only=True)
        return [str(row[0]) for row in cells if row[0]]

    def row(self, key: str, sheet: str = "任务") -> int:
        """Return the row of ``key``."""
        return HEADER_ROW + 1 + self.listed(sheet).index(key)

    def get(self, key: str, column: str, sheet: str = "任务") -> Any:
        """Return a cell's value."""
        return self._cell(self.row(key, sheet), column, sheet).value

    def put(self, name: str, sheet: str = "任务", **values: Any) -> None:
        """Type values into the columns of a row."""
        self.at(self.row(name, sheet), sheet, **values)

    def at(self, row: int, sheet: str = "任务", **values: Any) -> None:
        """Type values into the columns of a row given by its number."""
        for column, value in values.items():
            self._cell(row, column, sheet).value = value

    def spare(self) -> int:
        """Return the first empty row under the tasks."""
        sheet = self.book["任务"]
        row = HEADER_ROW + 1
        while any(sheet.cell(row, column).value for column in range(1, 12)):
            row += 1
        return row

    def save(self, path: Path | None = None) -> Path:
        """Save, and return where."""
        target = path or self.path
        self.book.save(target)
        return target

    def _cell(self, row: int, column: str, sheet: str) -> Any:
        names = [item.name for item in SHEETS[sheet]]
        return self.book[sheet].cell(row, names.index(column) + 1)
