"""Read workbooks: each visible sheet with words in it, its title lines, then its table.

Rows above and below the table that hold one cell only are paragraphs (title, unit, notes). The
cells keep the rows and columns of the sheet, counted from 0, so that a place can be named as
Excel names it. The sheet's own name stands before it as a block of role ``header``.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from taskboard.model import Finding, SourceText
from taskboard.reading.archive import Archive
from taskboard.reading.blocks import BlockWriter, RawCell
from taskboard.reading.errors import TooLargeError, UnsafeFileError
from taskboard.reading.ooxml import refuse_active

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MAX_CELLS = 200_000
ENTITY_MARKS = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"))
CELL_TAG, FORMULA_TAG = re.compile(rb"<(?:\w+:)?c[ >/]"), re.compile(rb"<(?:\w+:)?f[ >]")

MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref=\"([^\"]{1,30})\"")


def read_xlsx(
    data: bytes, name: str, path: str, *, kind: str = "xlsx", digest: str = ""
) -> SourceText:
    """Return the workbook ``data``; ``path`` is the name that messages give it.

    Args:
        data: The package.
        name: File name without folder.
        path: The file as the caller named it.
        kind: The format the file came in, when it was converted.
        digest: Hash of the file it was converted from.

    Raises:
        TaskboardError: If it is damaged, locked, too large, or carries what could run.
    """
    archive = Archive(data, path)
    refuse_active(archive)
    formulas = _inspect(archive)
    writer = BlockWriter()
    book = _load(archive, data, values=True)
    for sheet in book.worksheets:
        cells = sheet_cells(sheet)
        if not cells:
            continue
        if sheet.sheet_state != "visible":
            words = f"隐藏的工作表“{sheet.title}”没有读入；如属正文请取消隐藏后重新导入。"
            writer.findings.append(Finding("hidden-sheet", "warning", words, None, sheet.title))
            continue
        writer.paragraph(sheet.title, role="header")
        _sheet(cells, writer)
    if formulas:
        _report_formulas(book, _load(archive, data, values=False), writer)
    return writer.source(name, path, kind, digest or sha256(data).hexdigest())


def _inspect(archive: Archive) -> bool:
    """Refuse entities and endless sheets; tell whether there are formulas."""
    if "[Content_Types].xml" not in archive or not any(
        name.startswith("xl/") for name in archive.names()
    ):
        raise archive.damaged("包内没有 Excel 工作簿", "there is no workbook in it")
    formulas, count = False, 0
    for name in archive.names():
        if not name.endswith((".xml", ".rels")):
            continue
        part = archive.read(name)
        if any(mark in part for mark in ENTITY_MARKS):
            raise UnsafeFileError(archive.path, "声明了外部实体", "it declares external entities")
        if "/worksheets/" in name:
            count += sum(1 for _ in CELL_TAG.finditer(part))
            count += sum(_area(match[1].decode()) for match in MERGED.finditer(part))
            formulas = formulas or FORMULA_TAG.search(part) is not None
    if count > MAX_CELLS:
        raise TooLargeError(archive.path, f"有 {count} 个单元格", f"{count} cells")
    return formulas


def _area(reference: str) -> int:
    """Return how many cells ``A1:C9`` takes; the library makes each of them."""
    from openpyxl.utils.cell import range_boundaries

    try:
        left, top, right, bottom = range_boundaries(reference)
    except ValueError:
        return 0
    if None in (left, top, right, bottom):
        return MAX_CELLS + 1
    return (int(right or 0) - int(left or 0) + 1) * (int(bottom or 0) - int(top or 0) + 1)


def _load(archive: Archive, data: bytes, *, values: bool) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features of Excel that hold no text
            return openpyxl.load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except (
        KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, BadZipFile,
        SyntaxError,  # what both XML parsers raise
    ) as error:  # fmt: skip
        raise archive.damaged("工作簿结构不完整", "the workbook is not complete") from error


def sheet_cells(sheet: Worksheet) -> list[RawCell]:
    """Return the cells of the rows that hold text, row by row; a merged cell where it begins."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        spans[area.min_row, area.min_col] = (area.size["rows"], area.size["columns"])
        covered.update(area.cells)
    covered.difference_update(spans)
    texts: dict[tuple[int, int], str] = {}
    # the sparse store: iterating rows would make every blank cell up to the last one
    for place, cell in sheet._cells.items():
        text = cell_text(cell.value, cell.number_format)
        if text and place not in covered:
            texts[place] = text
    if not texts:
        return []
    columns = sorted({column for _, column in texts})
    rows = sorted({row for row, _ in texts})
    if len(rows) * len(columns) > MAX_CELLS:
        columns = []
    places = set(texts) | {(r, c) for r in rows for c in columns if (r, c) not in covered}
    return [
        RawCell(
            texts.get((row, column), ""), row - 1, column - 1, *spans.get((row, column), (1, 1))
        )
        for row, column in sorted(places)
    ]


def cell_text(value: object, number_format: str) -> str:
    """Return what a cell shows: whole numbers without a point, shares as %, days in Chinese."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        if "%" in number_format:
            return f"{round(value * 100, 6):g}%"
        return f"{value:.15g}"
    if isinstance(value, dt.datetime | dt.date):
        day = f"{value.year}年{value.month}月{value.day}日"
        clock = isinstance(value, dt.datetime) and (value.hour or value.minute)
        return f"{day}{value:%H:%M}" if clock else day
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip(" ")


def _sheet(cells: Sequence[RawCell], writer: BlockWriter) -> None:
    """Write the single cells before and after the table as paragraphs, and the table."""
    used: dict[int, int] = {}
    for cell in cells:
        if cell.text:  # a cell merged downwards stands in each of its rows
            for row in range(cell.row, cell.row + min(cell.row_span, MAX_CELLS)):
                used[row] = used.get(row, 0) + 1
    full = [row for row, count in used.items() if count > 1]
    first, last = (min(full), max(full)) if full else (len(used) + max(used), -1)
    for cell in cells:
        if cell.text and (cell.row < first):
            writer.paragraph(cell.text)
    writer.table([cell for cell in cells if first <= cell.row <= last])
    for cell in cells:
        if cell.text and full and cell.row > last:
            writer.paragraph(cell.text)


def _report_formulas(values: Any, formulas: Any, writer: BlockWriter) -> None:
    for sheet in formulas.worksheets:
        known = values[sheet.title]._cells
        lost = [
            cell.coordinate
            for place, cell in sheet._cells.items()
            if cell.data_type == "f" and (place not in known or known[place].value is None)
        ]
        if lost:
            words = (
                f"工作表“{sheet.title}”有 {len(lost)} 个公式没有值（如 {lost[0]}），按空白读入；"
                "请用 WPS 打开保存一次后重新导入。"
            )
            place = f"{sheet.title}!{lost[0]}"
            writer.findings.append(Finding("formula-without-value", "warning", words, None, place))
