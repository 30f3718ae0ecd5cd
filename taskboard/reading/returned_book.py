"""Look at a workbook that came back before the fast reader does, which has no bounds of its own.

The fast reader makes room for every cell up to the last one, so a blank typed in the last row of
a sheet would end the program; and it reads a cell that shows an error as an empty one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from taskboard.reading.archive import Archive
from taskboard.reading.errors import LockedFileError
from taskboard.reading.far_cells import may_be_far, without_far
from taskboard.reading.file import ENCRYPTED
from taskboard.reading.sheet_marks import has_formula_or_error
from taskboard.reading.signature import kind_of, name_of

LONGEST = 64  # bytes of a mark, at most
OTHERS = {"content.xml": "ods", "xl/workbook.bin": "xlsb"}


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A workbook that may be read.

    Attributes:
        data: Its bytes, without the cells in ``far``.
        far: Places of cells far outside any table.
        odd: (sheet, row, column from 0) -> the error or formula that stands in the cell.
        kind: In Chinese and English what the file is when it is no workbook, else ("", "").
    """

    data: bytes
    far: tuple[str, ...] = ()
    odd: dict[tuple[str, int, int], str] = field(default_factory=dict)
    kind: tuple[str, str] = ("", "")


def look_at(data: bytes, path: str) -> LookedAt:
    """Return the workbook ``data``, safe to read; ``path`` is the name that messages give it.

    An older or another kind of workbook (xls, et, ods, xlsb) goes through LibreOffice, so that
    it is looked at as closely.

    Raises:
        TaskboardError: If it is damaged, opens only with a password, unpacks to too much, or
            needs LibreOffice and there is none.
    """
    kind = kind_of(data)
    if kind == "ole" and ENCRYPTED in data:
        raise LockedFileError(path)
    if not data:
        return LookedAt(data)
    if kind == "ole":
        return _look_at_other(data, "xls", path)
    if kind != "zip":
        return LookedAt(data, kind=name_of(data))
    archive = Archive(data, path)
    if "xl/workbook.xml" not in archive:
        for member, other in OTHERS.items():
            if member in archive:
                return _look_at_other(data, other, path)
        return LookedAt(data, kind=name_of(data))
    names = [name for name in archive.names() if name.startswith("xl/worksheets/sheet")]
    if not any(_is_suspect(archive.pieces(name)) for name in names):
        return LookedAt(data)
    sheets = {name: archive.read(name) for name in names}
    far, places = without_far(sheets)
    if far:
        data = _without(archive, far)
    odd = any(map(has_formula_or_error, sheets.values()))
    return LookedAt(data, tuple(places), _odd_cells(data, archive) if odd else {})


def _is_suspect(pieces: Iterator[bytes]) -> bool:
    """Whether a sheet's XML may hold a far cell, a formula or an error; to be looked at closely."""
    before = b""
    for piece in pieces:
        seen = before + piece
        if may_be_far(seen) or has_formula_or_error(seen):
            return True
        before = piece[-LONGEST:]
    return False


def _look_at_other(data: bytes, kind: str, path: str) -> LookedAt:
    from taskboard.reading.convert import convert

    return look_at(convert(data, kind, "xlsx", path), path)


def _without(archive: Archive, parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as trimmed:
        for name in archive.names():
            trimmed.writestr(name, parts.get(name) or archive.read(name))
    return out.getvalue()


def _odd_cells(data: bytes, archive: Archive) -> dict[tuple[str, int, int], str]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError) as error:
        raise archive.damaged("工作簿结构不完整", "the workbook is not complete") from error
    return {
        (sheet.title, row - 1, column - 1): str(cell.value)
        for sheet in book.worksheets
        for (row, column), cell in sheet._cells.items()
        if cell.data_type in ("e", "f")
    }
