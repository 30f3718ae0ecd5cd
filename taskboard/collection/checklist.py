"""核对表.xlsx: what came of every file, every cell that changed, everything not taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from taskboard.collection.build import chinese_day
from taskboard.collection.verdict import FLAG_WORDS, Verdict
from taskboard.office import xlsx
from taskboard.words import word

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

FILES = (
    ("序号", 6), ("文件", 34), ("填报单位", 22), ("期次", 11), ("结果", 10), ("说明", 44),
    ("采用", 7), ("一致", 7), ("未填", 7), ("未采用", 8),
)  # fmt: skip
CELLS = (
    ("序号", 6), ("填报单位", 20), ("编号", 15), ("项目", 14), ("台账原有", 46), ("本次填报", 46),
    ("位置", 18), ("文件", 26),
)  # fmt: skip
TROUBLE = (
    ("序号", 6), ("填报单位", 20), ("文件", 32), ("位置", 30), ("问题和处理", 70),
)  # fmt: skip
TINTS = {"accepted": "E2EFDA", "late": "FFF2CC", "conflict": "FCE4D6", "refused": "F8CBAD"}


def checklist(
    verdicts: Sequence[Verdict], day: dt.date, names: Mapping[str, str] | None = None
) -> Workbook:
    """Return the workbook: files, cells old → new, and what was not taken."""
    book = Workbook()
    files = book.worksheets[0]
    files.title = "逐份结果"
    rows = [
        (
            verdict.file, verdict.unit, verdict.round, word("outcome", verdict.outcome, names),
            verdict.reason, *_counts(verdict),
        )
        for verdict in verdicts
    ]  # fmt: skip
    _table(files, f"填报表核对表（{chinese_day(day)}）", FILES, rows)
    for number, verdict in enumerate(verdicts, 3):
        if tint := TINTS.get(verdict.outcome):
            files.cell(number, 5).fill = xlsx.fill(tint)
    _table(book.create_sheet("逐格变化"), "逐格变化（原有 → 本次）", CELLS, _cells(verdicts))
    _table(book.create_sheet("未采用和提示"), "未采用的内容和提示", TROUBLE, _trouble(verdicts))
    return book


def _counts(verdict: Verdict) -> tuple[int, int, int, int]:
    """Return how many rows were taken, were the same, were blank and were not taken."""
    good, left = verdict.count("taken"), verdict.count("refused") + verdict.count("conflict")
    if not verdict.taken:  # what could have been taken of it was not
        good, left = 0, left + good
    return good, verdict.count("same"), verdict.count("blank"), left


def free_place(folder: Path) -> Path:
    """Return where the next checklist of the day goes; those written before stay as they are."""
    place, number = folder / "核对表.xlsx", 1
    while place.exists():
        number += 1
        place = folder / f"核对表（第{number}次）.xlsx"
    return place


def _cells(verdicts: Sequence[Verdict]) -> list[tuple[Any, ...]]:
    return [
        (
            verdict.unit, row.assignment.partition("@")[0], change.name, change.old,
            change.new, change.place, verdict.file,
        )
        for verdict in verdicts if verdict.taken
        for row in verdict.rows if row.state == "taken"
        for change in row.changes
    ]  # fmt: skip


def _trouble(verdicts: Sequence[Verdict]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for verdict in verdicts:
        head = (verdict.unit, verdict.file)
        found += [(*head, refusal.place, refusal.reason) for refusal in verdict.refusals]
        if verdict.outcome in ("conflict", "superseded"):
            found.append((*head, "整个文件", verdict.reason))
        found += [(*head, "整个文件", note) for note in verdict.notes]
        for row in verdict.rows:
            code = row.assignment.partition("@")[0]
            if row.state == "blank" and verdict.taken:
                found.append((*head, f"{code}", row.reason))
            found += [(*head, f"{code}", FLAG_WORDS[flag]) for flag in row.flags]
    return found


def _table(
    sheet: Worksheet, title: str, columns: Sequence[tuple[str, float]],
    rows: Sequence[tuple[Any, ...]],
) -> None:  # fmt: skip
    """Write a numbered table with a title, ready to print."""
    widths = [width for _, width in columns]
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    head = sheet.cell(1, 1)
    head.font, head.alignment = xlsx.font(xlsx.BIAOSONG, 18), xlsx.wrapped("center")
    xlsx.safe_cell(head, title)
    sheet.row_dimensions[1].height = 38
    for at, (name, _) in enumerate(columns, 1):
        above = sheet.cell(2, at)
        above.font, above.fill = xlsx.font(xlsx.HEI, 11), xlsx.fill(xlsx.FILL_HEADER)
        above.border, above.alignment = xlsx.box(), xlsx.wrapped("center")
        xlsx.safe_cell(above, name)
    sheet.row_dimensions[2].height = 26
    looks: dict[bool, Any] = {}  # dressed once: each new font and border is looked up again
    for number, values in enumerate(rows or [("（无）",)], 1):
        line = (number if rows else "", *values)
        texts = []
        for at in range(1, len(columns) + 1):
            value = line[at - 1] if at <= len(line) else ""
            cell: Any = sheet.cell(number + 2, at)
            short = isinstance(value, int) or widths[at - 1] < 14
            if short in looks:
                cell._style = copy(looks[short])
            else:
                cell.font, cell.border = xlsx.font(size=11), xlsx.box()
                cell.alignment = xlsx.wrapped("center" if short else "left")
                looks[short] = copy(cell._style)
            xlsx.safe_cell(cell, value)
            texts.append((str(value), widths[at - 1], 11.0))
        xlsx.set_height(sheet, number + 2, texts, least=24)
    xlsx.set_widths(sheet, widths)
    sheet.freeze_panes = "A3"
    xlsx.set_page(sheet, header_rows="1:2")
