"""Write the decomposition workbook (审核表) that goes round for correction.

One row per task, doubts on top; what became no task, findings and letterhead on sheets of their
own. A hidden locked key names each row; a very hidden sheet says which state of the ledger it
was made from, so that a returned copy is compared with exactly that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from taskboard.office.xlsx import fill, safe_cell, set_page, workbook_bytes
from taskboard.review.columns import (
    ACTIONS,
    FETCH,
    KINDS,
    ROLES,
    ROLLUPS,
    SHEETS,
    TASKS,
    UNLISTED,
    Column,
)
from taskboard.review.guide import write_guide
from taskboard.review.palette import BASIS_FILLS, Palette
from taskboard.review.prints import packed, prints_of
from taskboard.review.sheet_rows import SheetRows, fitted
from taskboard.words import word

SCHEMA = "taskboard.review/1"
META, OPTIONS = "_meta", "选项"
HEADER_ROW = 3
SPARE_ROWS = 10


@dataclass(slots=True)
class Contents:
    """All that the workbook shows, ready to print.

    Attributes:
        title: Printed above the tasks.
        identity: What the very hidden sheet holds: schema, ledger, seq, day, documents.
        rows: Sheet name -> rows, each column name -> value; ``key`` first.
        units: Names for the drop-downs, in order of protocol.
        doubtful: How many of the task rows (they come first) have doubts.
        codes: Printed numbers, for 并入.
        heads: Key of each task -> its state on the axis 分解 and its version.
    """

    title: str
    identity: dict[str, Any]
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    units: Sequence[str] = ()
    doubtful: int = 0
    codes: Sequence[str] = ()
    heads: Mapping[str, Sequence[Any]] = field(default_factory=dict)


def write_review(contents: Contents) -> bytes:
    """Return the workbook's bytes; the same contents give the same bytes."""
    workbook = Workbook()
    palette = Palette(workbook)
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "任务"
    names = {"任务": sheet} | {n: workbook.create_sheet(n) for n in SHEETS if n != "任务"}
    below = []
    for name, columns in SHEETS.items():
        fit = fitted(columns, contents.rows.get(name, [])) if name == "任务" else columns
        write_head(names[name], fit, _banner(name, contents), palette)
        rows = SheetRows(name, fit, palette, HEADER_ROW + 1)
        for row in contents.rows.get(name, []):
            rows.add(row)
        if name == "任务":
            rows.leave(SPARE_ROWS)
        below.append(rows.below)
    _lists(workbook, contents)
    _choices(names, contents)
    for name, columns in SHEETS.items():
        _finish(names[name], columns, len(contents.rows.get(name, [])), name)
    write_guide(workbook.create_sheet("说明"), palette, BASIS_FILLS)
    meta = workbook.create_sheet(META)
    meta["A1"] = json.dumps(contents.identity, ensure_ascii=False, sort_keys=True)
    for cell in packed(prints_of(contents.rows, contents.heads)):
        meta.append([cell])
    meta.sheet_state = "veryHidden"
    return workbook_bytes(workbook, contents.title, below)


def _banner(name: str, contents: Contents) -> tuple[str, str]:
    count = len(contents.rows.get(name, []))
    if name == "任务":
        first = f"其中 {contents.doubtful} 条有疑点，排在最前" if contents.doubtful else "没有疑点"
        hint = f"共 {count} 条任务，{first}。黄框内可改；先选“处理”，填法见“说明”表。"
        return contents.title, hint
    hints = {
        "未列入": f"以下 {count} 句没有列为任务。需要列入的，在“处理”列选“{FETCH}”。",
        "待核": f"共 {count} 项待核。核实后在“处理结果”列写明怎样处理；空着表示尚未处理。",
        "文件": "文件的标题、日期等读错了的，在“更正为”列填写正确内容；空着表示不改。",
    }
    return f"{contents.title}·{name}", hints[name]


def write_head(
    sheet: Worksheet, columns: Sequence[Column], banner: tuple[str, str], palette: Palette
) -> None:
    """Write title, hint and header row; column A holds the keys and is hidden."""
    last = len(columns)
    for row, (text, look, height) in enumerate(
        ((banner[0], "title", 34.0), (banner[1], "hint", 22.0)), 1
    ):
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=last)
        safe_cell(palette.cell(sheet, row, 2, look), text)
        sheet.row_dimensions[row].height = height
    for number, column in enumerate(columns, 1):
        look = "header_edit" if column.editable else "header"
        title = folded(column.title, column.width)
        safe_cell(palette.cell(sheet, HEADER_ROW, number, look), title)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[HEADER_ROW].height = 36
    sheet.column_dimensions["A"].hidden = True


def folded(title: str, width: float) -> str:
    """Return a title on two lines of equal sense where one is too short: 时限 / （文字）."""
    if 2 * len(title) + 1 <= width:
        return title
    at = title.find("（")
    at = at if at > 0 else (len(title) + 1) // 2
    return f"{title[:at]}\n{title[at:]}"


def _lists(workbook: Workbook, contents: Contents) -> None:
    sheet = workbook.create_sheet(OPTIONS)
    for number, values in enumerate((contents.units, contents.codes), 1):
        for row, value in enumerate(values, 1):
            safe_cell(sheet.cell(row, number), value)
    sheet.sheet_state = "hidden"


def _choices(names: Mapping[str, Worksheet], contents: Contents) -> None:
    count = max(1, len(contents.rows.get("任务", [])))
    last = HEADER_ROW + count + SPARE_ROWS
    kinds = ",".join(word("kind", kind) for kind in KINDS)
    tasks = names["任务"]
    add_choice(tasks, TASKS, "action", f'"{",".join(ACTIONS)}"', last, strict=True)
    add_choice(tasks, TASKS, "kind", f'"{kinds}"', last, strict=True)
    add_choice(tasks, TASKS, "rollup", f'"{",".join(ROLLUPS.values())}"', last, strict=True)
    if contents.codes:
        add_choice(tasks, TASKS, "into", f"{OPTIONS}!$B$1:$B${len(contents.codes)}", last)
    if contents.units:
        units = f"{OPTIONS}!$A$1:$A${len(contents.units)}"
        for role in ROLES:
            add_choice(tasks, TASKS, role, units, last)
        end = HEADER_ROW + max(1, len(contents.rows.get("未列入", [])))
        add_choice(names["未列入"], UNLISTED, "units", units, end)
    end = HEADER_ROW + max(1, len(contents.rows.get("未列入", [])))
    add_choice(names["未列入"], UNLISTED, "action", f'"{FETCH}"', end, strict=True)


def add_choice(
    sheet: Worksheet, columns: Sequence[Column], name: str, source: str, last: int, *,
    strict: bool = False,
) -> None:  # fmt: skip
    """Give the column ``name`` a drop-down of ``source`` down to row ``last``."""
    letter = get_column_letter(1 + [column.name for column in columns].index(name))
    rule = DataValidation(type="list", formula1=source, allow_blank=True)
    rule.showErrorMessage = strict
    if strict:
        rule.errorTitle, rule.error = "请从列表中选择", "此处只能选下拉列表中的一项。"
    else:
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = "可选可填", "可从列表中选，也可直接填写；多个之间用顿号。"
    rule.add(f"{letter}{HEADER_ROW + 1}:{letter}{last}")
    sheet.add_data_validation(rule)


def _finish(sheet: Worksheet, columns: Sequence[Column], count: int, name: str) -> None:
    last_row = HEADER_ROW + max(1, count)
    letter = get_column_letter(len(columns))
    sheet.freeze_panes = f"{'D' if name == '任务' else 'C'}{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{letter}{last_row}"
    set_page(sheet, header_rows=f"1:{HEADER_ROW}", paper="A3" if name == "任务" else "A4")
    sheet.page_margins.left = sheet.page_margins.right = 0.25  # inches; many columns, large print
    sheet.sheet_view.zoomScale = 100
    guard = sheet.protection
    guard.sheet = True
    guard.objects = guard.scenarios = False  # comments anywhere
    guard.formatCells = guard.formatColumns = guard.formatRows = False
    guard.autoFilter = guard.sort = guard.insertRows = False
    if name == "任务":
        area = f"B{HEADER_ROW + 1}:{letter}{last_row + SPARE_ROWS}"
        action = get_column_letter(1 + [c.name for c in TASKS].index("action"))
        at = HEADER_ROW + 1
        for words, color in (("不列", "D9D9D9"), ("存疑", "F8CBAD"), ("合并", "D9D9D9")):
            formula = f'${action}{at}="{words}"'
            sheet.conditional_formatting.add(
                area,
                FormulaRule([formula], fill=fill(color)),  # type: ignore[no-untyped-call]
            )
        sheet.sheet_properties.tabColor = "1F4E79"
