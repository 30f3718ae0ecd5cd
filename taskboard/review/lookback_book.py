"""Write the workbook of 回头看: last year's tasks, each to be checked again on the spot.

One row per task with how it stood; the yellow cells take what was found. Keys are hidden and
locked, and a very hidden sheet says which state of the ledger the workbook was made from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from taskboard.office.measure import text_height
from taskboard.office.xlsx import fill, safe_cell, set_page, workbook_bytes
from taskboard.review.columns import Column
from taskboard.review.palette import Palette
from taskboard.review.workbook import HEADER_ROW, META, add_choice, write_head
from taskboard.words import word

SCHEMA = "taskboard.lookback/1"
SHEET = "回头看"
FINDINGS = ("done", "undone", "rebound")
CARRIES = ("carried", "ongoing", "stopped")
COLUMNS = (
    Column("key", "键", 4),
    Column("no", "序号", 6),
    Column("code", "编号", 10),
    Column("heading", "工作任务", 16),
    Column("wording", "具体措施", 38),
    Column("units", "承办单位", 20),
    Column("due", "完成时限", 13),
    Column("state", "原状态", 15),
    Column("last", "最后进展", 32),
    Column("finding", "复查结果", 10, True),
    Column("note", "复查情况", 32, True),
    Column("evidence", "佐证", 20, True),
    Column("checker", "复查人", 10, True),
    Column("carry", "处理方式", 10, True),
    Column("due_on", "新时限", 13, True),
)
SHEETS: Mapping[str, Sequence[Column]] = {SHEET: COLUMNS}
COLORS = {"done": "E2EFDA", "undone": "F8CBAD", "rebound": "FFD966"}
CENTRED = ("no", "code", "due", "state", "finding", "checker", "carry")
STEPS = (
    ("怎么填", ""),
    ("1", "逐项到现场或调阅材料复查，在“复查结果”列选一项；还没有复查的空着，以后可以再填再交。"),
    ("2", "“复查情况”写看到了什么；结果是未完成、反弹的必须写。“佐证”写材料名称、文号或链接。"),
    ("3", "“复查人”写实际复查的人；承办单位的人不能复查自己单位的事项。"),
    ("4", "未完成、反弹的事项进入新一年台账：“处理方式”空着即为结转，“新时限”空着即为年底。"),
    ("5", "单元格都可以加批注。改完保存，交回经办人：taskboard lookback apply。"),
    ("复查结果", ""),
    ("已完成", "办结属实、效果还在；或者原来没有办结，现在已经完成。"),
    ("未完成", "到复查时仍没有完成，或者原来的办结不属实。"),
    ("反弹", "原来已经办结，复查时又出现问题。"),
    ("处理方式", ""),
    ("结转", "作为新一年的任务继续办理，编号保留来历；原事项注明“已结转”，不再催报。"),
    ("转长期", "转为长期坚持的工作，进入新一年台账，不设时限。"),
    ("终止", "不再办理，“复查情况”要写明理由；原事项注明“终止”。"),
    ("请勿", "不要改黄框以外的内容，不要删行。每行的身份在隐藏的 A 列，排序、筛选都不影响；"
    "如需排序，先取消工作表保护（没有密码）。"),
)  # fmt: skip


def write_lookback(
    title: str, identity: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
) -> bytes:
    """Return the workbook's bytes; the same contents give the same bytes.

    Args:
        title: Printed above the tasks.
        identity: What the very hidden sheet holds: schema, ledger, seq, day, document.
        rows: One per task, column name -> value.
    """
    workbook = Workbook()
    palette = Palette(workbook)
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    hint = f"共 {len(rows)} 项。黄框内填写：先选“复查结果”，填法见“说明”表；没有复查的空着。"
    write_head(sheet, COLUMNS, (title, hint), palette)
    for at, row in enumerate(rows, HEADER_ROW + 1):
        _write_row(sheet, at, row, palette)
    _finish(sheet, len(rows))
    _guide(workbook.create_sheet("说明"), palette)
    meta = workbook.create_sheet(META)
    meta["A1"] = json.dumps(identity, ensure_ascii=False, sort_keys=True)
    meta.sheet_state = "veryHidden"
    return workbook_bytes(workbook, title)


def _write_row(sheet: Worksheet, at: int, row: Mapping[str, Any], palette: Palette) -> None:
    for number, column in enumerate(COLUMNS, 1):
        look = "edit" if column.editable else "locked"
        look += "_centred" if column.name in CENTRED else ""
        cell = palette.cell(sheet, at, number, "date" if column.name == "due_on" else look)
        value = row.get(column.name)
        if value not in (None, ""):
            safe_cell(cell, value)
    palette.height(sheet, at, [(row.get(c.name), c.width) for c in COLUMNS[1:]])


def letter_of(name: str) -> str:
    """Return the letter of a column as it goes out."""
    return get_column_letter(1 + [column.name for column in COLUMNS].index(name))


def _finish(sheet: Worksheet, count: int) -> None:
    last = HEADER_ROW + max(1, count)
    for name, codes, axis in (("finding", FINDINGS, "lookback"), ("carry", CARRIES, "carry")):
        choices = ",".join(word(axis, code) for code in codes)
        add_choice(sheet, COLUMNS, name, f'"{choices}"', last, strict=True)
    first = HEADER_ROW + 1
    letter = letter_of("finding")
    for code, color in COLORS.items():
        formula = f'${letter}{first}="{word("lookback", code)}"'
        sheet.conditional_formatting.add(
            f"{letter}{first}:{letter}{last}",
            FormulaRule([formula], fill=fill(color)),  # type: ignore[no-untyped-call]
        )
    sheet.freeze_panes = f"D{first}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(COLUMNS))}{last}"
    set_page(sheet, header_rows=f"1:{HEADER_ROW}", paper="A3")
    guard = sheet.protection
    guard.sheet = True
    guard.objects = guard.scenarios = False  # comments anywhere
    guard.formatCells = guard.formatColumns = guard.formatRows = False
    guard.autoFilter = guard.sort = False
    sheet.sheet_properties.tabColor = "1F4E79"


def _guide(sheet: Worksheet, palette: Palette) -> None:
    """Fill the sheet 说明: what to do, in the order one does it."""
    for letter, width in (("A", 12.0), ("B", 84.0)):
        sheet.column_dimensions[letter].width = width
    sheet.merge_cells("A1:B1")
    safe_cell(palette.cell(sheet, 1, 1, "title"), "“回头看”复查表填写说明")
    sheet.row_dimensions[1].height = 36
    for row, (mark, words) in enumerate(STEPS, 2):
        safe_cell(palette.cell(sheet, row, 1, "strong"), mark)
        safe_cell(palette.cell(sheet, row, 2, "words"), words)
        sheet.row_dimensions[row].height = max(22.0, text_height(words, 84.0, 12))
    set_page(sheet, paper="A4", landscape=False)
    sheet.protection.sheet = True
    sheet.protection.objects = False
