"""Text that a spreadsheet took for a formula, because it was typed with ``=`` in front.

The fast reader yields only a formula's result, which is empty or an error for words; the formula
itself is then read by the slower library, and only in files that hold any.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >]")
_HINT = re.compile(rb"f[ >]")  # four times faster, and mostly says no
SHEETS = "xl/worksheets/sheet"
_LOCAL_HEADER = struct.Struct("<26xHH")  # of a zip's member: the lengths of its name and extras
MAX_SHEET = 100_000_000
Cells = dict[tuple[str, int, int], str]


def formulas(archive: zipfile.ZipFile, data: bytes) -> Cells:
    """Return (sheet, row, column from 0) -> formula with its ``=``, for every formula cell.

    Args:
        archive: The workbook, opened.
        data: Its bytes.
    """
    sheets = [member for member in archive.filelist if member.filename.startswith(SHEETS)]
    unpacked = (_unpacked(data, member) for member in sheets)
    if not any(_HINT.search(xml) and _FORMULA.search(xml) for xml in unpacked):
        return {}
    from openpyxl import load_workbook

    found: Cells = {}
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    found[sheet.title, cell.row - 1, cell.column - 1] = cell.value
    return found


def _unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes, in half the time of `zipfile`; the reader checks its sum anyway.

    Raises:
        zipfile.BadZipFile: If it is encrypted, packed in an unknown way or too large.
    """
    start = member.header_offset
    name, extra = _LOCAL_HEADER.unpack_from(data, start)
    start += _LOCAL_HEADER.size + name + extra
    packed = data[start : start + member.compress_size]
    if member.flag_bits & 1 or member.compress_type not in (0, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(member.filename)
    if member.compress_type == 0:
        return packed
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    xml = inflater.decompress(packed, MAX_SHEET)
    if inflater.unconsumed_tail:
        raise zipfile.BadZipFile(member.filename)
    return xml


def is_no_result(value: object) -> bool:
    """Whether a formula's result says nothing: empty, or an error such as ``#NAME?``."""
    text = str(value).strip()
    return text == "" or (text.startswith("#") and text.rstrip("?!").isupper()) or text == "#N/A"
