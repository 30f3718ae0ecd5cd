"""The sheet 说明 of the decomposition workbook: what to do, in the order one does it."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.worksheet.worksheet import Worksheet

from taskboard.office.measure import text_height
from taskboard.office.xlsx import safe_cell, set_page
from taskboard.review.palette import Palette

STEPS = (
    ("怎么改", ""),
    ("1", "在“任务”表逐行核对，黄框内可以改。有疑点的排在最前，疑点和建议写在“疑点与建议”列。"),
    ("2", "在“处理”列选一项，见下表；空着表示还没有核定，应用时不作变动。"),
    ("3", "单位之间用顿号分开，一个单位只写在一列；可从下拉列表中选，也可填名录中的全称或简称。"),
    ("4", "时限改文字或填日期，改一格即可；不要的两格都清空。“本年度（默认）”即原文没写。"),
    ("5", "在“未列入”表核对没有列为任务的句子，在“待核”表写处理结果，在“文件”表更正标题、日期。"),
    ("6", "任何单元格都可以加批注，应用时列给经办人看，不写入台账。改完保存，交回经办人应用。"),
    ("处理", ""),
    ("保留", "照表中内容确认，推定、沿用的单位也一并确认。"),
    ("修改", "改了措施、单位、时限、指标等；改了内容而选“保留”的，也按修改处理。"),
    ("拆分", "一条拆成几条：原行选“拆分”，改成第一条的内容；其余各条填在表尾空行，"
    "“编号”写原行的编号，“处理”也选“拆分”，空着的格照原行。"
    "也可取消工作表保护（没有密码），复制整行再改。"),
    ("合并", "并入另一条：在“并入”列写那一条的编号；那一条的措施没有改写时，本行措施接在后面。"),
    ("不列", "不作为任务下达，须写理由；原文仍保留。"),
    ("存疑", "定不下来，须在“理由”列写明疑点；下达前要解决。"),
    ("请勿", "不要改“原文”“编号”和疑点、依据各列，不要合并单元格，不要删行（不要的行选“不列”）。"
    "每行的身份在隐藏的 A 列，排序须连同全部列，先取消工作表保护（没有密码）；筛选不影响。"),
    ("依据", ""),
)  # fmt: skip
BASES = {
    "原文": "本条自己的括号或文字写明的",
    "分解表": "随文所附任务分解表写明的",
    "沿用": "后面一条的括号、或全文规则一并覆盖的，须确认",
    "推定": "从句中出现的单位推定的，须确认",
    "人工": "审核时填写或更正的",
    "默认": "原文没有写，按年底计",
    "无": "没有，须补充",
}
WIDTHS = {"A": 11.0, "B": 84.0}


def write_guide(sheet: Worksheet, palette: Palette, fills: Mapping[str, str]) -> None:
    """Fill ``sheet`` with the instructions and the legend of colours."""
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.merge_cells("A1:B1")
    safe_cell(palette.cell(sheet, 1, 1, "title"), "审核表填写说明")
    sheet.row_dimensions[1].height = 36
    row = 2
    for mark, words in STEPS:
        safe_cell(palette.cell(sheet, row, 1, "strong"), mark)
        safe_cell(palette.cell(sheet, row, 2, "words"), words)
        sheet.row_dimensions[row].height = max(22.0, text_height(words, WIDTHS["B"], 12))
        row += 1
    for basis, words in BASES.items():
        safe_cell(palette.cell(sheet, row, 1, "locked_centred", fills.get(basis, "")), basis)
        safe_cell(palette.cell(sheet, row, 2, "words"), words)
        sheet.row_dimensions[row].height = 22
        row += 1
    set_page(sheet, paper="A4", landscape=False)
    sheet.protection.sheet = True
    sheet.protection.objects = False
