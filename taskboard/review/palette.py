"""The looks of the decomposition workbook, each made once and shared by all its cells."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from taskboard.office.measure import text_height
from taskboard.office.xlsx import (
    BIAOSONG,
    FANGSONG,
    FILL_HEADER,
    HEI,
    KAI,
    UNLOCKED,
    GrowingRow,
    box,
    fill,
    font,
)
from taskboard.office.xlsx_press import style_marks

SIZE = 11.0
DATE_FORMAT = "yyyy-mm-dd"
TEXT_FORMAT = "@"  # nothing typed becomes a date or a formula: 3-1, =已办
INPUT_EDGE = "D6A300"
# basis in words -> fill of the cells it stands for
BASIS_FILLS = {
    "原文": "",
    "分解表": "E4DFEC",
    "沿用": "DDEBF7",
    "推定": "FFF2CC",
    "人工": "E2EFDA",
    "默认": "EDEDED",
    "无": "FCE4D6",
}


class Look(NamedTuple):
    """Font, alignment, and whether the cell is a field to fill."""

    name: str
    size: float
    bold: bool = False
    horizontal: str = "left"
    background: str = ""
    editable: bool = False
    bordered: bool = True
    number_format: str = "General"
    color: str = "000000"


LOOKS = {
    "title": Look(BIAOSONG, 18, horizontal="center", bordered=False),
    "hint": Look(KAI, 11, bordered=False, color="595959"),
    "header": Look(HEI, 11, horizontal="center", background=FILL_HEADER),
    "header_edit": Look(HEI, 11, horizontal="center", background="FFE699"),
    "locked": Look(FANGSONG, SIZE),
    "locked_centred": Look(FANGSONG, SIZE, horizontal="center"),
    "edit": Look(FANGSONG, SIZE, editable=True, number_format=TEXT_FORMAT),
    "edit_centred": Look(
        FANGSONG, SIZE, horizontal="center", editable=True, number_format=TEXT_FORMAT
    ),
    # a long text of that format is shown as #### by old programs
    "edit_long": Look(FANGSONG, SIZE, editable=True),
    "date": Look(FANGSONG, SIZE, horizontal="center", editable=True, number_format=DATE_FORMAT),
    "words": Look(FANGSONG, 12, bordered=False),
    "strong": Look(HEI, 12, bordered=False),
}


class Palette:
    """Gives cells their look; a look is built once per workbook and copied as a whole."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._made: dict[tuple[str, str], Any] = {}

    def cell(self, sheet: Worksheet, row: int, column: int, look: str, shade: str = "") -> Cell:
        """Return the cell of ``sheet`` at ``row`` and ``column``, dressed as ``look``."""
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        made = self._made.get((look, shade))
        if made is None:
            self._dress(cell, LOOKS[look], shade)
            self._made[look, shade] = copy(cell._style)  # type: ignore[attr-defined]
        else:
            cell._style = copy(made)  # type: ignore[attr-defined]
        return cell

    def marks(self, look: str, shade: str = "") -> tuple[str, str]:
        """Return the marks of a style for rows written without openpyxl, see `style_marks`."""
        cell = Cell(self.workbook.worksheets[0], row=1, column=1)  # stands in no sheet
        self._dress(cell, LOOKS[look], shade)
        return style_marks(cell)

    def height(self, sheet: Worksheet, row: int, cells: Sequence[tuple[Any, float]]) -> None:
        """Make ``row`` high enough for its (value, column width) cells."""
        tall = [text_height(v, width, SIZE) for v, width in cells if isinstance(v, str) and v]
        dimension = GrowingRow(sheet, index=row)
        dimension.height = min(409.0, max([24.0, *tall]))
        sheet.row_dimensions[row] = dimension

    @staticmethod
    def _dress(cell: Cell, look: Look, shade: str) -> None:
        cell.font = font(look.name, look.size, bold=look.bold, color=look.color)
        vertical = "center"
        cell.alignment = Alignment(horizontal=look.horizontal, vertical=vertical, wrap_text=True)
        if look.bordered:
            cell.border = box(INPUT_EDGE if look.editable else "A6A6A6")
        if shade or look.background:
            cell.fill = fill(shade or look.background)
        if look.editable:
            cell.protection = UNLOCKED
        cell.number_format = look.number_format
