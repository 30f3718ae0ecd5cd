"""Text that a spreadsheet took for a formula, because it was typed with ``=`` in front.

The fast reader yields only a formula's result, which is empty or an error for words; the formula
itself is then read by the slower library, and only in files that hold any.
"""

from __future__ import annotations

import io
import re
import zipfile

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >]")
Cells = dict[tuple[str, int, int], str]


def formulas(archive: zipfile.ZipFile, data: bytes) -> Cells:
    """Return (sheet, row, column from 0) -> formula with its ``=``, for every formula cell.

    Args:
        archive: The workbook, opened.
        data: Its bytes.
    """
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    if not any(_FORMULA.search(archive.read(name)) for name in sheets):
        return {}
    from openpyxl import load_workbook

    found: Cells = {}
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    found[sheet.title, cell.row - 1, cell.column - 1] = cell.value
    return found


def is_no_result(value: object) -> bool:
    """Whether a formula's result says nothing: empty, or an error such as ``#NAME?``."""
    text = str(value).strip()
    return text == "" or (text.startswith("#") and text.rstrip("?!").isupper()) or text == "#N/A"
