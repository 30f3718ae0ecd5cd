"""How a unit's form looks: the styles of its cells, and the workbook before any row is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from taskboard.collection.form import (
    BY_KEY,
    CHANGES,
    COLUMNS,
    COVER_SHEET,
    FILL_SHEET,
    IDENTITY_PROPERTY,
    IDENTITY_SHEET,
    Column,
)
from taskboard.office import xlsx
from taskboard.words import word

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADER_ROW = 4
COVER_WIDTHS = (15.0, 37.0, 14.0, 28.0)
# stand in the empty form for what each form has of its own
NUMBER, UNIT, RECORD, LAST_ROW = "taskboard-number", "taskboard-unit", "taskboard-record", "1048576"
BLANKS = (NUMBER, UNIT, RECORD)
# as text nothing typed becomes a date or a formula: 1-2, =已办, -在办
NUMBER_FORMATS = {"text": "@", "percent": "@", "date": "@", "number": "General", "count": "0"}


def cell_looks() -> dict[str, dict[str, Any]]:
    """Return every style of the form's cells: name -> attributes."""
    label = {
        "font": xlsx.font(xlsx.HEI, 13), "border": xlsx.box(), "alignment": xlsx.wrapped("center"),
        "fill": xlsx.fill(xlsx.FILL_HEADER),
    }  # fmt: skip
    looks: dict[str, dict[str, Any]] = {
        "plain": {},
        "title": {"font": xlsx.font(xlsx.BIAOSONG, 22), "alignment": xlsx.wrapped("center")},
        "label": label,
        "fact": {
            **label, "font": xlsx.font(xlsx.FANGSONG, 13), "alignment": xlsx.wrapped(indent=1),
            "fill": xlsx.fill("FFFFFF"),
        },
        "how": {"font": xlsx.font(xlsx.HEI, 15)},
        "line": {"font": xlsx.font(size=15), "alignment": xlsx.wrapped(vertical="top")},
        "due": {"font": xlsx.font(size=15, bold=True), "alignment": xlsx.wrapped(vertical="top")},
        "sheet": {"font": xlsx.font(xlsx.BIAOSONG, 20), "alignment": xlsx.wrapped("center")},
        "facts": {"font": xlsx.font(size=13), "alignment": xlsx.wrapped()},
        "who": {
            "font": xlsx.font(xlsx.HEI, 12),
            # 联系电话： stands above a narrow column: it shrinks rather than being cut off
            "alignment": Alignment(horizontal="right", vertical="center", shrink_to_fit=True),
        },
        "person": {
            "font": xlsx.font(size=12), "border": xlsx.box(), "fill": xlsx.fill(xlsx.FILL_INPUT),
            "protection": xlsx.UNLOCKED, "alignment": Alignment(vertical="center"),
            "number_format": "@",
        },
        "header": {**label, "font": xlsx.font(xlsx.HEI, 12)},
    }  # fmt: skip
    for column in COLUMNS:
        for asked in (True, False):
            looks[look_of(column, asked)] = _cell_look(column, asked)
    return looks


def look_of(column: Column, asked: bool) -> str:
    """Return the name of the style of a cell in ``column``, open for filling or not."""
    kind = column.key if column.kind in ("key", "locked") else column.kind
    return f"{kind} {'open' if asked else 'shut'}"


def _cell_look(column: Column, asked: bool) -> dict[str, Any]:
    words = column.kind == "text" or column.key in ("task", "target")
    open_fill = xlsx.FILL_INPUT if asked else xlsx.FILL_LOCKED
    return {
        "font": xlsx.font(size=11), "border": xlsx.box(),
        "alignment": xlsx.wrapped("left" if words else "center"),
        "fill": xlsx.fill("FFFFFF" if column.kind == "locked" else open_fill),
        "protection": Protection(locked=not asked),
        "number_format": NUMBER_FORMATS.get(column.kind, "General"),
    }  # fmt: skip


def empty_form(columns: Sequence[Column], names: Mapping[str, str] | None = None) -> Workbook:
    """Return the workbook of a form with these columns, everything but its rows.

    Args:
        columns: Columns of the sheet to fill in.
        names: The office's own words for statuses.
    """
    book = Workbook()
    cover = book.worksheets[0]
    cover.title = COVER_SHEET
    xlsx.set_widths(cover, list(COVER_WIDTHS))
    for merged in ("A1:D1", "A7:D7", "A8:D8", "A9:D9"):
        cover.merge_cells(merged)
    cover.sheet_view.showGridLines = False
    cover.protection.sheet = True
    xlsx.set_page(cover, landscape=False, footer="")
    _fill_sheet(book.create_sheet(FILL_SHEET), columns, names)
    identity = book.create_sheet(IDENTITY_SHEET)
    identity.sheet_state = "veryHidden"
    identity.protection.sheet = True
    properties = book.custom_doc_props  # type: ignore[attr-defined]
    properties.append(StringProperty(name=IDENTITY_PROPERTY, value=RECORD))
    book.security = WorkbookProtection(lockStructure=True)
    return book


def _fill_sheet(
    sheet: Worksheet, columns: Sequence[Column], names: Mapping[str, str] | None
) -> None:
    last = get_column_letter(len(columns))
    sheet.merge_cells(f"B1:{last}1")
    sheet.merge_cells(f"B2:{last}2")
    xlsx.set_widths(sheet, [column.width for column in columns])
    sheet.column_dimensions["A"].hidden = True
    _choices(sheet, columns, names)
    sheet.freeze_panes = f"D{HEADER_ROW + 1}"
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    xlsx.set_page(sheet, header_rows=f"{HEADER_ROW}:{HEADER_ROW}")
    sheet.oddFooter.left.text = f"表号 {NUMBER}"  # type: ignore[union-attr]


def _choices(sheet: Worksheet, columns: Sequence[Column], names: Mapping[str, str] | None) -> None:
    """Add drop-downs and hints to the columns that take one."""
    letters = {column.key: get_column_letter(n) for n, column in enumerate(columns, 1)}
    choice = ",".join(word("change", code, names) for code in CHANGES)
    hints: dict[str, tuple[Literal["list"] | None, str | None, str]] = {
        "change": ("list", f'"{choice}"', "从下拉框选一项；没有变化的，只选这一格。"),
        "percent": (None, None, "只填 0 到 100 之间的数，如 60。"),
        "extend_to": (None, None, "申请延期时填，如 2023-12-31。"),
    }
    for key, (kind, formula, hint) in hints.items():
        if key not in letters:
            continue
        rule = DataValidation(type=kind, formula1=formula, allow_blank=True)
        rule.showInputMessage, rule.prompt = True, hint
        rule.promptTitle = BY_KEY[key].name
        if kind == "list":
            rule.showErrorMessage, rule.errorTitle = True, "请从下拉框选择"
            rule.error = f"只能选：{choice.replace(',', '、')}"
        rule.add(f"{letters[key]}{HEADER_ROW + 1}:{letters[key]}{LAST_ROW}")
        sheet.add_data_validation(rule)
