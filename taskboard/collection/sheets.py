"""The sheets of a returned workbook as XML: formulas in them, and cells far outside any form.

The fast reader yields only a formula's result, which is empty or an error for words typed with
``=`` in front; the formula itself is then read by the slower library, and only in files that hold
any. Cells far outside are taken out before the fast reader makes room for all up to them.
"""

from __future__ import annotations

import io
import zipfile

from taskboard.collection.identity import unpacked
from taskboard.reading.far_cells import without_far
from taskboard.reading.sheet_marks import has_formula_or_error

SHEETS = "xl/worksheets/sheet"
Cells = dict[tuple[str, int, int], str]
Sheets = dict[str, bytes]


def unpacked_sheets(archive: zipfile.ZipFile, data: bytes) -> Sheets:
    """Return the XML of every sheet, by the member's name.

    Args:
        archive: The workbook, opened.
        data: Its bytes.

    Raises:
        zipfile.BadZipFile: If a sheet is encrypted, packed in an unknown way or too large.
    """
    return {
        member.filename: unpacked(data, member)
        for member in archive.filelist
        if member.filename.startswith(SHEETS)
    }


def without_far_cells(
    archive: zipfile.ZipFile, data: bytes, sheets: Sheets
) -> tuple[bytes, list[str]]:
    """Return the workbook without cells far outside any form, and the places of those cells."""
    far, places = without_far(sheets)
    if not far:
        return data, []
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as trimmed:
        for member in archive.filelist:
            kept = far.get(member.filename)
            trimmed.writestr(member.filename, archive.read(member) if kept is None else kept)
    return out.getvalue(), places


def formulas(sheets: Sheets, data: bytes) -> Cells:
    """Return (sheet, row, column from 0) -> formula with its ``=``, or the error shown there."""
    if not any(map(has_formula_or_error, sheets.values())):
        return {}
    from openpyxl import load_workbook

    found: Cells = {}
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type in ("f", "e") and isinstance(cell.value, str):
                    found[sheet.title, cell.row - 1, cell.column - 1] = cell.value
    return found


def is_no_result(value: object) -> bool:
    """Whether a formula's result says nothing: empty, or an error such as ``#NAME?``."""
    text = str(value).strip()
    return text == "" or (text.startswith("#") and text.rstrip("?!").isupper()) or text == "#N/A"
