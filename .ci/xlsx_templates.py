"""Draw the shipped spreadsheet templates anew (python .ci/xlsx_templates.py [NAME...]).

The files under templates/xlsx are the truth and may be edited in any office program; this
script is only for changing a measure in all of them at once.
"""

# ruff: noqa: E501 (a template cell is read as one line)
from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from taskboard.office.xlsx import (
    BIAOSONG,
    FANGSONG,
    FILL_HEADER,
    HEI,
    KAI,
    box,
    fill,
    font,
    save_workbook,
    set_page,
    set_widths,
    wrapped,
)

HERE = Path(__file__).parent.parent / "templates" / "xlsx"
FILL_SECTION = "EDEDED"
MADE: dict[str, Callable[[], Workbook]] = {}


def made(function: Callable[[], Workbook]) -> Callable[[], Workbook]:
    """Register a template under the name of its function."""
    MADE[function.__name__] = function
    return function


def sheet_of(
    book: Workbook, title: str, widths: list[float], rows: str, **page: object
) -> Worksheet:
    """Return a new sheet set up for printing."""
    sheet = book.active if not book.active.max_row > 1 and book.active.title == "Sheet" else None
    sheet = sheet or book.create_sheet()
    sheet.title = title
    set_widths(sheet, widths)
    set_page(sheet, header_rows=rows, **page)
    sheet.sheet_view.showGridLines = False
    return sheet


def title_row(sheet: Worksheet, row: int, text: str, columns: int, size: int = 20) -> None:
    """Write a title over all columns."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    cell = sheet.cell(row, 1, text)
    cell.font = font(BIAOSONG, size)
    cell.alignment = wrapped("center")
    sheet.row_dimensions[row].height = size * 1.8


def line_row(
    sheet: Worksheet, row: int, text: str, columns: int, *, align: str = "left", name: str = KAI
) -> None:
    """Write a line of text over all columns."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    cell = sheet.cell(row, 1, text)
    cell.font = font(name, 11)
    cell.alignment = wrapped(align)
    sheet.row_dimensions[row].height = 20


def header_row(sheet: Worksheet, row: int, names: list[str], height: float = 36) -> None:
    """Write the names of the columns."""
    for column, name in enumerate(names, 1):
        cell = sheet.cell(row, column, name)
        cell.font = font(HEI, 11)
        cell.fill = fill(FILL_HEADER)
        cell.border = box()
        cell.alignment = wrapped("center")
    sheet.row_dimensions[row].height = height


def body_row(
    sheet: Worksheet,
    row: int,
    texts: list[str],
    centred: set[int],
    formats: dict[int, str] | None = None,
) -> None:
    """Write one row of the table."""
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column, text or None)
        cell.font = font(FANGSONG, 11)
        cell.border = box()
        cell.alignment = wrapped("center" if column in centred else "left")
        if formats and column in formats:
            cell.number_format = formats[column]


def section_row(sheet: Worksheet, row: int, text: str, columns: int) -> None:
    """Write a row that spans all columns."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    for column in range(1, columns + 1):
        cell = sheet.cell(row, column)
        cell.border = box()
        cell.fill = fill(FILL_SECTION)
    sheet.cell(row, 1, text).font = font(HEI, 12)
    sheet.cell(row, 1).alignment = wrapped("left")
    sheet.row_dimensions[row].height = 24


def marker(sheet: Worksheet, row: int, text: str) -> None:
    """Write a marker of a loop."""
    sheet.cell(row, 1, text).font = Font(name="宋体", size=9, color="7F7F7F")
    sheet.cell(row, 1).alignment = Alignment(wrap_text=False)


@made
def decomposition() -> Workbook:
    """任务分解表 as an annex, A4 across."""
    book = Workbook()
    sheet = sheet_of(book, "任务分解表", [6, 24, 62, 17, 25, 17, 12], "4:4")
    sheet["A1"] = "{{ label }}"
    sheet["A1"].font = font(HEI, 14)
    sheet.row_dimensions[1].height = 22
    title_row(sheet, 2, "{{ title }}", 7)
    line_row(sheet, 3, "{{ subtitle }}", 7, align="center")
    header_row(
        sheet,
        4,
        ["序号", "工作任务", "具体措施", "牵头单位", "责任（配合）\n单位", "完成时限", "备注"],
    )
    marker(sheet, 5, "{% for section in sections %}")
    section_row(sheet, 6, "{{ section.heading }}", 7)
    marker(sheet, 7, "{% for clause in section.clauses %}")
    marker(sheet, 8, "{% for task in clause.tasks %}")
    for row in (8, 9, 10):
        sheet.cell(row, 2).border = box()
    head = sheet.cell(8, 2, "{{ clause.heading }}")
    # at the top: a page break inside the merged cell must not cut through its text
    head.font, head.alignment = font(FANGSONG, 11), wrapped("left", "top")
    body_row(
        sheet,
        9,
        [
            "{{ task.no }}",
            "",
            "{{ task.measures }}",
            "{{ task.lead }}",
            "{{ task.others }}",
            "{{ task.due }}",
            "{{ task.note }}",
        ],
        {1, 6},
    )
    marker(sheet, 10, "{% endfor %}")
    sheet.merge_cells("B8:B10")
    marker(sheet, 11, "{% endfor %}")
    marker(sheet, 12, "{% endfor %}")
    sheet.freeze_panes = "A5"
    sheet.print_area = "A1:G12"
    return book


@made
def amendments() -> Workbook:
    """调整清单: each change since the issue, old and new side by side."""
    book = Workbook()
    heads = [
        "序号",
        "编号",
        "工作任务",
        "调整内容",
        "原为",
        "改为",
        "日期",
        "经办人",
        "原因",
        "依据",
    ]
    names = ["no", "code", "task", "what", "old", "new", "on", "who", "why", "source"]
    sheet = sheet_of(book, "调整清单", [6, 10, 16, 11, 30, 30, 12, 8, 18, 18], "3:3")
    title_row(sheet, 1, "{{ title }}", 10)
    line_row(sheet, 2, "{{ subtitle }}", 10, align="center")
    header_row(sheet, 3, heads, 26)
    marker(sheet, 4, "{% for r in rows %}")
    texts = [f"{{{{ r.{name} }}}}" for name in names]
    body_row(sheet, 5, texts, {1, 2, 4, 7, 8}, {7: "yyyy-mm-dd"})
    marker(sheet, 6, "{% endfor %}")
    marker(sheet, 7, "{% if not rows %}")
    section_row(sheet, 8, "下达以来没有调整。", 10)
    marker(sheet, 9, "{% endif %}")
    sheet.freeze_panes = "C4"
    sheet.auto_filter.ref = "A3:J5"
    sheet.print_area = "A1:J9"
    return book


GREEN, AMBER, ROSE, GREY = "E2F0D9", "FFF2CC", "F8CBAD", "EDEDED"


def colour_rows(sheet: Worksheet, where: str, column: str, row: int) -> None:
    """Colour rows by the word in the standing column; a mark before it tells them in grey too."""
    for mark, colour in (("✓", GREEN), ("◐", AMBER), ("◇", AMBER), ("▲", ROSE), ("－", GREY)):
        rule = FormulaRule(
            formula=[f'LEFT(${column}{row},1)="{mark}"'], fill=PatternFill("solid", bgColor=colour)
        )
        sheet.conditional_formatting.add(where, rule)


def definitions_sheet(book: Workbook) -> None:
    """Add the sheet 口径."""
    sheet = sheet_of(book, "口径", [22, 100], "2:2")
    title_row(sheet, 1, "统计口径", 2, 16)
    header_row(sheet, 2, ["名称", "含义"], 24)
    marker(sheet, 3, "{% for d in definitions %}")
    body_row(sheet, 4, ["{{ d.name }}", "{{ d.meaning }}"], {1})
    marker(sheet, 5, "{% endfor %}")
    sheet.freeze_panes = "A3"


def units_sheet(book: Workbook) -> None:
    """Add the sheet 单位汇总."""
    heads = [
        "单位",
        "承办件",
        "已办结",
        "正常推进",
        "临期",
        "漏报",
        "逾期",
        "不计入",
        "从未报送",
        "办结率",
    ]
    sheet = sheet_of(book, "单位汇总", [32, 10, 10, 10, 10, 10, 10, 10, 10, 16], "3:3")
    title_row(sheet, 1, "各承办单位办理情况", 10, 16)
    line_row(
        sheet,
        2,
        "截至{{ as_of|day }}；按承办件（事项×单位）统计，不计入的不在承办件和办结率之内",
        10,
    )
    header_row(sheet, 3, heads)
    marker(sheet, 4, "{% for u in units %}")
    body_row(
        sheet,
        5,
        [
            "{{ u.name }}",
            "{{ u.total }}",
            "{{ u.done }}",
            "{{ u.normal }}",
            "{{ u.near_due }}",
            "{{ u.missed }}",
            "{{ u.late }}",
            "{{ u.aside }}",
            "{{ u.silent }}",
            "{{ u.rate }}",
        ],
        set(range(2, 11)),
        {10: '0.00"%"'},
    )
    marker(sheet, 6, "{% endfor %}")
    sheet.conditional_formatting.add("J5", DataBarRule("num", 0, "num", 100, color="8EA9DB"))
    more = FormulaRule(formula=["G5>0"], fill=PatternFill("solid", bgColor=ROSE))
    sheet.conditional_formatting.add("G5", more)
    sheet.auto_filter.ref = "A3:J5"
    sheet.freeze_panes = "B4"
    sheet.print_area = "A1:J6"


@made
def progress() -> Workbook:
    """进展情况表, units and definitions."""
    book = Workbook()
    heads = [
        "序号",
        "工作任务",
        "具体措施",
        "牵头（责任）\n单位",
        "完成时限",
        "当前进度",
        "完成比例\n（%）",
        "进展情况",
        "存在问题",
        "下步安排",
        "备注",
    ]
    sheet = sheet_of(book, "进展情况", [6, 18, 38, 18, 13, 12, 12, 44, 22, 22, 13], "4:4")
    title_row(sheet, 1, "{{ title }}", 11)
    line_row(
        sheet,
        2,
        "截至{{ as_of|day }}，纳入统计 {{ total }} 项{% if aside %}（另有 {{ aside }} 项暂缓、终止、移交或结转，不计入）{% endif %}："
        "{% for f in figures %}{{ f.label }} {{ f.value }} 项，占 {{ f.share|rate }}{% if not loop.last %}；{% endif %}{% endfor %}。"
        "序时进度 {{ elapsed|rate }}。",
        11,
    )
    line_row(sheet, 3, "✓ 已办结　○ 正常推进　◐ 临期　◇ 漏报　▲ 逾期　－ 不计入", 11)
    header_row(sheet, 4, heads)
    marker(sheet, 5, "{% for section in sections %}")
    section_row(sheet, 6, "{{ section.heading }}", 11)
    marker(sheet, 7, "{% for item in section['items'] %}")
    body_row(
        sheet,
        8,
        [
            "{{ item.no }}",
            "{{ item.heading }}",
            "{{ item.wording }}",
            "{{ item.lead }}",
            "{{ item.due }}",
            "{{ item.mark }} {{ item.standing }}",
            "{{ item.percent }}",
            "{{ item.progress }}",
            "{{ item.problems }}",
            "{{ item.next_step }}",
            "{{ item.note }}",
        ],
        {1, 5, 6, 7, 11},
        {5: "yyyy-mm-dd", 7: "0.#"},
    )
    sheet["G8"].number_format = "General"
    marker(sheet, 9, "{% endfor %}")
    marker(sheet, 10, "{% endfor %}")
    colour_rows(sheet, "F6:F8", "F", 6)
    sheet.conditional_formatting.add("G6:G8", DataBarRule("num", 0, "num", 100, color="8EA9DB"))
    sheet.freeze_panes = "C5"
    sheet.auto_filter.ref = "A4:K8"
    sheet.print_area = "A1:K10"
    units_sheet(book)
    definitions_sheet(book)
    return book


@made
def ledger() -> Workbook:
    """台账: one row per assignment, fifteen columns."""
    book = Workbook()
    heads = [
        "编号",
        "一级任务",
        "具体措施",
        "承办单位",
        "角色",
        "完成时限",
        "时限依据",
        "办理",
        "时效",
        "完成比例\n（%）",
        "最近进展",
        "报送日期",
        "进度判断",
        "核查",
        "备注",
    ]
    sheet = sheet_of(
        book, "台账", [9, 22, 46, 20, 7, 12, 9, 11, 13, 10, 40, 12, 11, 10, 24], "3:3", paper="A3"
    )
    title_row(sheet, 1, "{{ title }}", 15)
    line_row(
        sheet,
        2,
        "截至{{ as_of|day }}，共 {{ total }} 件；✓ 已办结　○ 正常推进　◐ 临期　◇ 漏报　▲ 逾期　－ 不计入",
        15,
    )
    header_row(sheet, 3, heads)
    marker(sheet, 4, "{% for r in rows %}")
    names = [
        "code",
        "section",
        "task",
        "unit",
        "role",
        "due",
        "basis",
        "handling",
        "timeliness",
        "percent",
        "progress",
        "reported_on",
        "judgement",
        "verification",
        "note",
    ]
    day = "yyyy-mm-dd"
    body_row(
        sheet,
        5,
        [f"{{{{ r.{name} }}}}" for name in names],
        {1, 5, 6, 7, 8, 9, 10, 12, 13, 14},
        {6: day, 12: day},
    )
    marker(sheet, 6, "{% endfor %}")
    colour_rows(sheet, "I5", "I", 5)
    sheet.conditional_formatting.add("J5", DataBarRule("num", 0, "num", 100, color="8EA9DB"))
    sheet.freeze_panes = "D4"
    sheet.auto_filter.ref = "A3:O5"
    sheet.print_area = "A1:O6"
    definitions_sheet(book)
    return book


@made
def scoring() -> Workbook:
    """考核结果: places, every line with its event, the rules, the appeals."""
    book = Workbook()
    sheet = sheet_of(book, "考核得分", [8, 40, 12, 12, 12, 12, 12], "3:3", landscape=False)
    title_row(sheet, 1, "{{ title }}", 7)
    line_row(
        sheet,
        2,
        "{{ number }}，截至{{ as_of|day }}；规则第 {{ version }} 版，台账第 {{ seq }} 号事件；内部使用",
        7,
    )
    header_row(sheet, 3, ["名次", "单位", "起评分", "加分", "减分", "得分", "条数"], 24)
    marker(sheet, 4, "{% for u in units %}")
    names = ["place", "unit", "base", "plus", "minus", "total", "lines"]
    body_row(sheet, 5, [f"{{{{ u.{name} }}}}" for name in names], {1, 3, 4, 5, 6, 7})
    marker(sheet, 6, "{% endfor %}")
    sheet.freeze_panes = "C4"
    sheet.auto_filter.ref = "A3:G5"
    sheet.print_area = "A1:G6"
    heads = ["编号", "单位", "规则", "加减分", "任务", "事由", "日期", "事件", "说明"]
    sheet = sheet_of(book, "加减分明细", [12, 26, 22, 9, 18, 44, 12, 9, 22], "2:2")
    title_row(sheet, 1, "加减分明细", 9, 16)
    header_row(sheet, 2, heads, 24)
    marker(sheet, 3, "{% for p in points %}")
    names = ["id", "unit", "rule", "points", "task", "words", "day", "seq", "note"]
    body_row(sheet, 4, [f"{{{{ p.{name} }}}}" for name in names], {1, 4, 7, 8})
    marker(sheet, 5, "{% endfor %}")
    sheet.freeze_panes = "C3"
    sheet.auto_filter.ref = "A2:I4"
    sheet.print_area = "A1:I5"
    sheet = sheet_of(book, "考核规则", [36, 18, 12, 14, 30], "3:3", landscape=False)
    title_row(sheet, 1, "考核规则（第 {{ version }} 版）", 5, 16)
    line_row(
        sheet,
        2,
        '得分 = 起评分 {{ "%g"|format(base) }} + 各条加减分；每条加减分对应台账的一个事件',
        5,
    )
    header_row(sheet, 3, ["规则", "事实", "每件分值", "本条上限", "计分角色"], 24)
    marker(sheet, 4, "{% for r in rules %}")
    names = ["name", "fact", "points", "most", "roles"]
    body_row(sheet, 5, [f"{{{{ r.{name} }}}}" for name in names], {3, 4})
    marker(sheet, 6, "{% endfor %}")
    sheet.print_area = "A1:E6"
    heads = [
        "申诉",
        "结果",
        "单位",
        "加减分编号",
        "加减分",
        "申诉理由",
        "审理意见",
        "审理人",
        "审理日期",
    ]
    sheet = sheet_of(book, "申诉", [14, 9, 24, 12, 34, 34, 34, 10, 12], "2:2")
    title_row(sheet, 1, "申诉及审理", 9, 16)
    header_row(sheet, 2, heads, 24)
    marker(sheet, 3, "{% for a in appeals %}")
    names = [
        "number",
        "decision",
        "unit",
        "point",
        "words",
        "reason",
        "answer",
        "decided_by",
        "decided_on",
    ]
    body_row(sheet, 4, [f"{{{{ a.{name} }}}}" for name in names], {1, 2, 4, 8, 9})
    marker(sheet, 5, "{% endfor %}")
    sheet.print_area = "A1:I5"
    return book


@made
def filing() -> Workbook:
    """约谈备案清单: talks to be filed with 纪检监察机关 and 组织部门."""
    book = Workbook()
    sheet = sheet_of(book, "约谈备案清单", [6, 15, 26, 44, 14, 12, 14, 20, 14], "3:3")
    title_row(sheet, 1, "约谈备案清单", 9)
    line_row(sheet, 2, "报备单位：{{ office }}　　　　{{ as_of|day }}", 9)
    header_row(
        sheet,
        3,
        [
            "序号",
            "编号",
            "被约谈单位",
            "约谈事项",
            "约谈时间",
            "约谈人",
            "被约谈人",
            "备案机关",
            "备案日期",
        ],
        26,
    )
    marker(sheet, 4, "{% for r in rows %}")
    texts = ["{{ loop.index }}", "{{ r.number }}", "{{ r.unit }}", "{{ r.matters }}", "", "", "",
             "纪检监察机关、\n组织部门", ""]  # fmt: skip
    body_row(sheet, 5, texts, {1, 2, 5, 6, 7, 8, 9})
    marker(sheet, 6, "{% endfor %}")
    sheet.freeze_panes = "C4"
    sheet.print_area = "A1:I6"
    return book


@made
def circular() -> Workbook:
    """The annexes of a circular: units by place, all items, and the source of each figure."""
    book = Workbook()
    heads = ["指标", "数值", "占比", "口径", "对应事项", "行键"]
    sheet = sheet_of(book, "数据来源", [18, 10, 22, 48, 26, 60], "3:3")
    title_row(sheet, 1, "{{ title }}：数据来源", 6, 16)
    line_row(
        sheet,
        2,
        "{{ number }}，截至{{ as_of|day }}，台账第 {{ seq }} 号事件；数据指纹 {{ digest }}",
        6,
    )
    header_row(sheet, 3, heads, 24)
    marker(sheet, 4, "{% for d in data %}")
    body_row(
        sheet,
        5,
        [
            "{{ d.label }}",
            "{{ d.value }}",
            "{{ d.share }}",
            "{{ d.words }}",
            "{{ d.rows }}",
            "{{ d.key_text }}",
        ],
        {2, 3},
    )
    sheet["F5"].alignment = Alignment(vertical="center")
    marker(sheet, 6, "{% endfor %}")
    sheet.freeze_panes = "B4"
    heads = [
        "名次",
        "单位",
        "承办件",
        "已办结",
        "正常推进",
        "临期",
        "漏报",
        "逾期",
        "不计入",
        "办结率",
    ]
    sheet = sheet_of(book, "各单位完成情况", [8, 32, 10, 10, 10, 10, 10, 10, 10, 16], "2:2")
    title_row(sheet, 1, "各单位完成情况", 10, 16)
    header_row(sheet, 2, heads)
    marker(sheet, 3, "{% for u in units %}")
    names = [
        "place",
        "name",
        "total",
        "done",
        "normal",
        "near_due",
        "missed",
        "late",
        "aside",
        "rate",
    ]
    body_row(
        sheet, 4, [f"{{{{ u.{name} }}}}" for name in names], {1, *range(3, 11)}, {10: '0.00"%"'}
    )
    marker(sheet, 5, "{% endfor %}")
    sheet.conditional_formatting.add("J4", DataBarRule("num", 0, "num", 100, color="8EA9DB"))
    sheet.auto_filter.ref = "A2:J4"
    sheet.freeze_panes = "C3"
    heads = [
        "序号",
        "编号",
        "工作任务",
        "具体措施",
        "牵头（责任）单位",
        "完成时限",
        "状态",
        "完成比例\n（%）",
        "备注",
    ]
    sheet = sheet_of(book, "全部事项进展情况", [6, 16, 22, 60, 22, 13, 13, 11, 16], "2:2")
    title_row(sheet, 1, "全部事项进展情况", 9, 16)
    header_row(sheet, 2, heads)
    marker(sheet, 3, "{% for i in items %}")
    body_row(
        sheet,
        4,
        [
            "{{ i.no }}",
            "{{ i.key }}",
            "{{ i.heading }}",
            "{{ i.wording }}",
            "{{ i.lead }}",
            "{{ i.due }}",
            "{{ i.mark }} {{ i.standing }}",
            "{{ i.percent }}",
            "{{ i.note }}",
        ],
        {1, 2, 6, 7, 8},
        {6: "yyyy-mm-dd"},
    )
    marker(sheet, 5, "{% endfor %}")
    colour_rows(sheet, "G4", "G", 4)
    sheet.conditional_formatting.add("H4", DataBarRule("num", 0, "num", 100, color="8EA9DB"))
    sheet.auto_filter.ref = "A2:I4"
    sheet.freeze_panes = "D3"
    return book


@made
def lookback() -> Workbook:
    """“回头看”清单, and the source of each figure."""
    book = Workbook()
    heads = [
        "序号", "编号", "工作任务", "具体措施", "承办单位", "复查结果", "复查情况", "佐证", "复查人",
        "复查日期", "处理方式", "转入任务", "转入任务现状",
    ]  # fmt: skip
    names = [
        "no", "code", "heading", "wording", "units", "finding", "note", "evidence", "checker", "on",
        "carry", "carried_to", "now",
    ]  # fmt: skip
    widths = [6, 10, 18, 38, 20, 11, 32, 20, 10, 12, 10, 16, 12]
    sheet = sheet_of(book, "回头看清单", widths, "3:3")
    title_row(sheet, 1, "{{ title }}", 13)
    line_row(
        sheet,
        2,
        "截至{{ as_of|day }}：{% for f in figures.values() if f.value or f.name in ('looked_back', 'rebound') %}"
        "{{ f.label }} {{ f.value }} 项{% if f.of %}，占 {{ f.share|rate }}{% endif %}{{ '；' if not loop.last }}{% endfor %}。",
        13,
    )
    header_row(sheet, 3, heads)
    marker(sheet, 4, "{% for r in rows %}")
    texts = [f"{{{{ r.{name} }}}}" for name in names]
    texts[5] = "{{ r.mark }} {{ r.finding }}"
    body_row(sheet, 5, texts, {1, 2, 6, 9, 10, 11, 12, 13}, {10: "yyyy-mm-dd"})
    marker(sheet, 6, "{% endfor %}")
    for mark, colour in (("✓", GREEN), ("▲", ROSE), ("◆", AMBER), ("－", GREY)):
        rule = FormulaRule(
            formula=[f'LEFT($F5,1)="{mark}"'], fill=PatternFill("solid", bgColor=colour)
        )
        sheet.conditional_formatting.add("F5", rule)
    sheet.auto_filter.ref = "A3:M5"
    sheet.freeze_panes = "D4"
    sheet.print_area = "A1:M6"
    sheet = sheet_of(book, "数据来源", [18, 10, 12, 40, 30, 60], "2:2")
    title_row(sheet, 1, "数据来源", 6, 16)
    header_row(sheet, 2, ["数字", "值", "占比", "口径", "查询", "对应任务"], 24)
    marker(sheet, 3, "{% for f in figures.values() %}")
    texts = [
        "{{ f.label }}", "{{ f.value }}", "{% if f.of %}{{ f.share|rate }}{% endif %}",
        "{{ f.words }}", "{{ f.where or '全部' }}", "{{ f['keys']|join('、') }}",
    ]  # fmt: skip
    body_row(sheet, 4, texts, {2, 3})
    marker(sheet, 5, "{% endfor %}")
    line_row(sheet, 6, "台账第 {{ seq }} 号事件（{{ hash[:12] }}）", 6)
    sheet.freeze_panes = "A3"
    return book


if __name__ == "__main__":
    for name in sys.argv[1:] or MADE:
        save_workbook(MADE[name](), HERE / f"{name}.xlsx")
        print(f"templates/xlsx/{name}.xlsx")
