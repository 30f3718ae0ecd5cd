"""Write a unit's form as a protected workbook: a cover that says what to do, and the rows owed.

Three places carry the identity (a hidden sheet, a document property, a number in print), because
forms come back renamed, saved by other programs, or copied into a new workbook.
"""

from __future__ import annotations

import json
from copy import copy
from typing import TYPE_CHECKING, Any, Literal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from taskboard.collection.build import chinese_day, chinese_weekday
from taskboard.collection.form import (
    BY_KEY,
    CHANGES,
    COLUMNS,
    COUNTS,
    COVER_SHEET,
    FILL_SHEET,
    IDENTITY_PROPERTY,
    IDENTITY_SHEET,
    LOCKED,
    PERSONS,
    Column,
    Form,
    FormRow,
)
from taskboard.office import xlsx
from taskboard.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

HEADER_ROW = 4
# columns above which the label and the cell of each person stand
PLACES = {"reporter": ("task", "due"), "phone": ("change", "text"), "signer": ("problems", "needs")}
NUMBER_FORMATS = {"percent": "@", "date": "@", "number": "General", "count": "0"}


def form_workbook(form: Form, names: Mapping[str, str] | None = None) -> Workbook:
    """Return the workbook of ``form``; ``names`` are the office's own words for statuses."""
    book = Workbook()
    cover = book.worksheets[0]
    cover.title = COVER_SHEET
    _cover(cover, form, names)
    _fill_sheet(book.create_sheet(FILL_SHEET), form, names)
    _identity(book, form)
    book.security = WorkbookProtection(lockStructure=True)
    return book


def write_form(form: Form, folder: Path, names: Mapping[str, str] | None = None) -> Path:
    """Write ``form`` into ``folder`` and return the file; the same form gives the same bytes."""
    path = folder / form.file
    xlsx.save_workbook(form_workbook(form, names), path, title=f"{form.unit}进展填报表")
    return path


def due_line(form: Form) -> str:
    """Return the due time as printed: day and weekday, end of office hours."""
    return f"{chinese_day(form.due_on)}（{chinese_weekday(form.due_on)}）下班前"


def instructions(form: Form, names: Mapping[str, str] | None = None) -> tuple[str, str, str]:
    """Return the three lines of the cover: what to do, what else, by when."""
    say = {code: word("change", code, names) for code in CHANGES}
    return (
        f"1. 只填“{FILL_SHEET}”表的浅黄色格。没有变化的，“本期情况”选“{say['unchanged']}”"
        "即可，其余不用动。",
        f"2. 有变化的，选“{say['progress']}”“{say['done']}”等，在原文字上改，数字据实填写；选"
        f"“{say['extend']}”的，写明原因和拟延期至的日期。",
        f"3. 请于{due_line(form)}将本表发回{form.office}。行列请勿增删，文件名可以改。",
    )


def _cover(sheet: Worksheet, form: Form, names: Mapping[str, str] | None) -> None:
    xlsx.set_widths(sheet, [15, 37, 14, 28])
    rows: list[tuple[str, str, str, str]] = [
        ("填报单位", form.unit, "表　　号", form.id),
        ("调度期次", form.period, "应报事项", f"{form.tasks} 项"),
        ("报送时限", due_line(form), "报　　送", form.office),
    ]
    sheet.merge_cells("A1:D1")
    title = sheet["A1"]
    title.font, title.alignment = xlsx.font(xlsx.BIAOSONG, 22), xlsx.wrapped("center")
    xlsx.safe_cell(title, "重点工作进展填报表")
    sheet.row_dimensions[1].height = 54
    made: dict[bool, Any] = {}
    for number, values in enumerate(rows, 2):
        for column, text in enumerate(values, 1):
            cell: Any = sheet.cell(number, column)
            label = column % 2 == 1
            if label not in made:
                cell.font = xlsx.font(xlsx.HEI if label else xlsx.FANGSONG, 13)
                cell.border = xlsx.box()
                cell.alignment = xlsx.wrapped("center") if label else xlsx.wrapped(indent=1)
                cell.fill = xlsx.fill(xlsx.FILL_HEADER if label else "FFFFFF")
                made[label] = cell._style
            cell._style = copy(made[label])
            xlsx.safe_cell(cell, text)
        texts = [(values[1], 35.0, 13.0), (values[3], 26.0, 13.0)]
        xlsx.set_height(sheet, number, texts, least=34, grows=False)
    heading = sheet["A6"]
    heading.font = xlsx.font(xlsx.HEI, 15)
    xlsx.safe_cell(heading, "怎么填")
    sheet.row_dimensions[6].height = 36
    for number, text in enumerate(instructions(form, names), 7):
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=4)
        cell = sheet.cell(number, 1)
        bold = number == 9
        cell.font, cell.alignment = xlsx.font(size=15, bold=bold), xlsx.wrapped(vertical="top")
        xlsx.safe_cell(cell, text)
        xlsx.set_height(sheet, number, [(text, 90, 15)], least=30, grows=False)
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    xlsx.set_page(sheet, landscape=False, footer="")


def _columns(form: Form) -> list[Column]:
    """Return the columns this form needs: no counts or targets where nobody has any."""
    asked = {name for row in form.rows for name in row.asks}
    unused = {*COUNTS, "actual", "percent"} - asked
    if not any(row.locked["target"] for row in form.rows):
        unused.add("target")
    return [column for column in COLUMNS if column.key not in unused]


def _fill_sheet(sheet: Worksheet, form: Form, names: Mapping[str, str] | None) -> None:
    columns = _columns(form)
    _heading(sheet, form, columns)
    styles = _Styles(sheet)
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(HEADER_ROW, number)
        cell._style = styles.header()  # type: ignore[union-attr]
        xlsx.safe_cell(cell, column.header)
    headers = [(column.header, column.width, 12.0) for column in columns[1:]]
    xlsx.set_height(sheet, HEADER_ROW, headers, least=38)
    for number, row in enumerate(form.rows, HEADER_ROW + 1):
        texts = []
        for index, column in enumerate(columns, 1):
            cell = sheet.cell(number, index)
            value = _value(row, column)
            cell._style = styles.of(column, column.key in row.asks)  # type: ignore[union-attr]
            if value is not None:
                xlsx.safe_cell(cell, value)
            if isinstance(value, str) and column.kind != "key":
                texts.append((value, column.width, 11.0))
        xlsx.set_height(sheet, number, texts, least=48)
    xlsx.set_widths(sheet, [column.width for column in columns])
    sheet.column_dimensions["A"].hidden = True
    _choices(sheet, form, columns, names)
    sheet.freeze_panes = f"D{HEADER_ROW + 1}"
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    xlsx.set_page(sheet, header_rows=f"{HEADER_ROW}:{HEADER_ROW}")
    sheet.oddFooter.left.text = f"表号 {form.id}"  # type: ignore[union-attr]


def _heading(sheet: Worksheet, form: Form, columns: list[Column]) -> None:
    """Write title, facts and the line of people above the table."""
    last = get_column_letter(len(columns))
    sheet.merge_cells(f"B1:{last}1")
    sheet["B1"].font, sheet["B1"].alignment = xlsx.font(xlsx.BIAOSONG, 20), xlsx.wrapped("center")
    xlsx.safe_cell(sheet["B1"], f"{form.period}重点工作进展填报表")
    sheet.row_dimensions[1].height = 40
    sheet.merge_cells(f"B2:{last}2")
    sheet["B2"].font, sheet["B2"].alignment = xlsx.font(size=13), xlsx.wrapped()
    facts = f"填报单位：{form.unit}　　报送时限：{due_line(form)}　　表号：{form.id}"
    xlsx.safe_cell(sheet["B2"], facts)
    sheet.row_dimensions[2].height = 26
    letters = {column.key: get_column_letter(n) for n, column in enumerate(columns, 1)}
    for name, (label, entry) in PLACES.items():
        cell: Any = sheet[f"{letters[label]}3"]
        cell.font = xlsx.font(xlsx.HEI, 12)
        cell.alignment = Alignment(horizontal="right", vertical="center")
        xlsx.safe_cell(cell, f"{PERSONS[name]}：")
        cell = sheet[f"{letters[entry]}3"]
        cell.font, cell.border = xlsx.font(size=12), xlsx.box()
        cell.fill, cell.protection = xlsx.fill(xlsx.FILL_INPUT), xlsx.UNLOCKED
        cell.alignment, cell.number_format = Alignment(vertical="center"), "@"
        xlsx.safe_cell(cell, form.persons.get(name))
    sheet.row_dimensions[3].height = 28


class _Styles:
    """The few cell styles of the table, built once and shared by every cell."""

    def __init__(self, sheet: Worksheet) -> None:
        self._cell = Cell(sheet, row=1, column=1)  # stands in no sheet
        self._made: dict[tuple[str, bool], Any] = {}

    def header(self) -> Any:
        """Return the style of the header's cells."""
        key = ("header", False)
        if key not in self._made:
            cell = self._cell
            cell.font, cell.border = xlsx.font(xlsx.HEI, 12), xlsx.box()
            cell.fill, cell.alignment = xlsx.fill(xlsx.FILL_HEADER), xlsx.wrapped("center")
            self._made[key] = copy(cell._style)  # type: ignore[attr-defined]
        return copy(self._made[key])

    def of(self, column: Column, asked: bool) -> Any:
        """Return the style of a cell in ``column``, open for filling or not."""
        key = (column.key if column.kind in ("key", "locked") else column.kind, asked)
        if key not in self._made:
            cell = self._cell
            words = column.kind == "text" or column.key in ("task", "target")
            cell.font, cell.border = xlsx.font(size=11), xlsx.box()
            cell.alignment = xlsx.wrapped("left" if words else "center")
            open_fill = xlsx.FILL_INPUT if asked else xlsx.FILL_LOCKED
            cell.fill = xlsx.fill("FFFFFF" if column.kind == "locked" else open_fill)
            cell.protection = Protection(locked=not asked)
            cell.number_format = NUMBER_FORMATS.get(column.kind, "General")
            self._made[key] = copy(cell._style)  # type: ignore[attr-defined]
        return copy(self._made[key])


def _value(row: FormRow, column: Column) -> Any:
    if column.kind == "key":
        return row.key
    if column.key in LOCKED:
        return row.locked[column.key]
    return row.prefill.get(column.key) if column.key in row.asks else None


def _choices(
    sheet: Worksheet, form: Form, columns: list[Column], names: Mapping[str, str] | None
) -> None:
    """Add drop-downs and hints to the columns that take one."""
    first, last = HEADER_ROW + 1, HEADER_ROW + len(form.rows)
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
        rule.add(f"{letters[key]}{first}:{letters[key]}{last}")
        sheet.add_data_validation(rule)


def _identity(book: Workbook, form: Form) -> None:
    """Put the form's identity into a hidden sheet and a document property."""
    record = {
        "schema": "taskboard.form/1", "ledger": form.ledger, "form": form.id,
        "round": form.round, "unit": form.unit, "checksum": form.checksum,
    }  # fmt: skip
    text = json.dumps(record, ensure_ascii=False)
    sheet = book.create_sheet(IDENTITY_SHEET)
    xlsx.safe_cell(sheet["A1"], text)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    properties = book.custom_doc_props  # type: ignore[attr-defined]
    properties.append(StringProperty(name=IDENTITY_PROPERTY, value=text))
