"""Write spreadsheets an office can print: safe cells, fonts, borders, page set-up, saving.

Fonts are named, never shipped; a machine without them falls back to its own. Every workbook is
saved without author and with a fixed date, so the same content gives the same file.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl.cell import MergedCell as _MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension

from taskboard.errors import TaskboardError
from taskboard.office.measure import text_height

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from taskboard.office.xlsx_press import RowsBelow

FANGSONG, HEI, KAI, BIAOSONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
LONGEST = 32767
FIXED_DATE = dt.datetime(2000, 1, 1)
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NO_PROGRAM = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"/>'
)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</)")  # openpyxl stamps the clock there
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

INK = "000000"
FILL_HEADER, FILL_INPUT, FILL_LOCKED = "DDEBF7", "FFF9E5", "F2F2F2"


class TextTooLongError(TaskboardError):
    """A text does not fit in one cell of a spreadsheet."""

    code = "cell-too-long"

    def __init__(self, place: str, length: int) -> None:
        super().__init__(
            f"{place} 的文字有 {length} 字，超过一个单元格的上限 {LONGEST} 字；请先拆分。",
            f"{place}: {length} characters exceed a cell's limit of {LONGEST}; split the text.",
        )


class FileExistsAlreadyError(TaskboardError):
    """Saving would overwrite a file that differs."""

    code = "file-exists"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 已经存在且内容不同；请换个文件名，或先把原文件移走。",
            f"{path} already exists and differs; choose another name or move it away first.",
        )


def safe_text(text: str) -> str:
    """Return ``text`` as a cell may hold it; characters it cannot hold are shown as □."""
    return _ESCAPE.sub("_x005F_", _BAD.sub("□", text.replace("\r\n", "\n").replace("\r", "\n")))


def safe_cell(cell: Cell | MergedCell, value: Any) -> Cell:
    """Put ``value`` into ``cell``; text stays text whatever it starts with.

    Style the cell first: a style given later takes the text mark away.

    Raises:
        TextTooLongError: If the text is longer than a cell can hold.
    """
    assert not isinstance(cell, _MergedCell)
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = safe_text(value)
    if len(text) > LONGEST:
        raise TextTooLongError(f"{cell.parent.title}!{cell.coordinate}", len(text))
    cell.value = text
    if text[:1] in ("=", "+", "-", "@"):
        cell.data_type = "s"
        cell.quotePrefix = True
    elif cell.data_type != "s":
        cell.data_type = "s"  # openpyxl reads #N/A and the like as errors
    return cell


def font(name: str = FANGSONG, size: float = 11, *, bold: bool = False, color: str = INK) -> Font:
    """Return a font; ``color`` is six hex digits."""
    return Font(name=name, size=size, bold=bold, color=color)


def fill(color: str) -> PatternFill:
    """Return a solid fill."""
    return PatternFill("solid", fgColor=color)


def box(color: str = "808080") -> Border:
    """Return a thin border on four sides."""
    side = Side(style="thin", color=color)
    return Border(left=side, right=side, top=side, bottom=side)


def wrapped(horizontal: str = "left", vertical: str = "center", indent: int = 0) -> Alignment:
    """Return an alignment that wraps."""
    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True, indent=indent)


UNLOCKED = Protection(locked=False)


class GrowingRow(RowDimension):
    """A row whose height is a first estimate: the program still grows it when text is typed."""

    @property
    def customHeight(self) -> bool:
        """Never fixed by hand."""
        return False


def set_widths(sheet: Worksheet, widths: list[float]) -> None:
    """Set the width of the columns from A on."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def set_height(
    sheet: Worksheet, row: int, texts: list[tuple[str, float, float]], *, least: float = 20,
    grows: bool = True,
) -> None:  # fmt: skip
    """Make ``row`` as high as its highest text.

    Args:
        sheet: The sheet.
        row: Row counted from 1.
        texts: (text, column width, font size) of each wrapped cell; of a merged cell the sum of
            its columns' widths.
        least: No lower than this, in points.
        grows: False for rows with merged cells, which programs never grow by themselves.
    """
    height = max([least, *(text_height(*item) for item in texts)])
    if grows:
        sheet.row_dimensions[row] = GrowingRow(sheet, index=row)
    sheet.row_dimensions[row].height = min(409.0, height)


def set_page(
    sheet: Worksheet, *, header_rows: str = "", paper: str = "A4", landscape: bool = True,
    footer: str = "第 &P 页 共 &N 页",
) -> None:  # fmt: skip
    """Set up printing: paper, one page wide, header rows repeated, page numbers below.

    Args:
        sheet: The sheet.
        header_rows: Rows repeated on each page, e.g. ``1:3``.
        paper: ``A4`` or ``A3``.
        landscape: Across rather than upright.
        footer: Centre of the footer; "" for none.
    """
    sheet.page_setup.paperSize = 8 if paper == "A3" else 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.65, 0.3, 0.3
    sheet.print_options.horizontalCentered = True
    if header_rows:
        sheet.print_title_rows = header_rows
    if footer:
        centre = sheet.oddFooter.center  # type: ignore[union-attr]
        centre.text, centre.font, centre.size = footer, "宋体,Regular", 10


def strip_author(workbook: Workbook, title: str = "") -> None:
    """Take author and times out of the workbook's properties."""
    properties = workbook.properties
    properties.creator = ""  # openpyxl puts its own name where it is None
    properties.lastModifiedBy = None
    properties.title = title or None
    properties.created = properties.modified = FIXED_DATE


def workbook_bytes(workbook: Workbook, title: str = "", below: Iterable[RowsBelow] = ()) -> bytes:
    """Return the file of ``workbook``: no author, no program, fixed dates, the same bytes.

    Args:
        workbook: What openpyxl holds.
        title: Title in the file's properties.
        below: Rows to write below those of some sheets; openpyxl is slow with many.
    """
    from io import BytesIO

    from openpyxl.writer.excel import ExcelWriter

    strip_author(workbook, title)
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(workbook, archive).save()
    parts = {
        f"xl/worksheets/sheet{workbook.sheetnames.index(rows.title) + 1}.xml": rows
        for rows in below
    }
    fixed = BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            plain = zipfile.ZipInfo(member.filename, (2000, 1, 1, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            data = old.read(member)
            if member.filename == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", data)
            elif member.filename == "docProps/app.xml":
                data = _NO_PROGRAM
            elif member.filename in parts:
                data = parts[member.filename].spliced(data)
            new.writestr(plain, data)
    return fixed.getvalue()


def save_workbook(workbook: Workbook, path: Path, *, title: str = "", replace: bool = True) -> None:
    """Save ``workbook`` at ``path`` in one step, so that no half-written file is ever seen.

    Args:
        workbook: What to save.
        path: Where; its folder is made.
        title: Title in the file's properties.
        replace: Whether a different file at ``path`` may be overwritten.

    Raises:
        FileExistsAlreadyError: If ``replace`` is False and a different file is there.
    """
    save_bytes(workbook_bytes(workbook, title), path, replace=replace)


def save_bytes(data: bytes, path: Path, *, replace: bool = True) -> None:
    """Write ``data`` to ``path`` in one step; see `save_workbook`."""
    if path.exists() and not replace:
        if path.read_bytes() == data:
            return
        raise FileExistsAlreadyError(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
