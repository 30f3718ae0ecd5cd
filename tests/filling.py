"""Play the liaison: type answers into a unit's form through openpyxl, as WPS would leave it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

HEADER = "本期情况"


def columns_of(sheet: Any) -> tuple[int, dict[str, int]]:
    """Return the header row and the column of each printed header, line breaks left out."""
    for row in sheet.iter_rows(min_row=1, max_row=12):
        names = {str(cell.value).replace("\n", ""): cell.column for cell in row if cell.value}
        if HEADER in names:
            return row[0].row, names
    raise AssertionError("the form has no header row")


def fill(path: Path, target: Path, answers: Mapping[str, Any], rows: int = 99) -> int:
    """Write ``answers`` (printed header -> value) into the first ``rows`` rows of a form.

    Returns:
        How many rows were filled.
    """
    book = load_workbook(path)
    sheet = book["进展填报"]
    header, columns = columns_of(sheet)
    filled = 0
    for row in range(header + 1, sheet.max_row + 1):
        if filled == rows:
            break
        if sheet.cell(row, columns[HEADER]).protection.locked:
            continue
        for name, value in answers.items():
            cell = sheet.cell(row, columns[name]) if name in columns else None
            if cell is not None and not cell.protection.locked:
                cell.value = value
        filled += 1
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return filled
