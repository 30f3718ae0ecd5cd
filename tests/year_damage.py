"""Twenty workbooks as they come back: each unit's form answered, then damaged in one way."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from filling import columns_of
from libreoffice import saved_as


class Answered:
    """A form opened by the unit, with every row it was asked answered, or the first ``many``."""

    def __init__(self, path: Path, words: str, many: int | None = None) -> None:
        self.path, self.words, self.book = path, words, load_workbook(path)
        self.sheet = self.book["进展填报"]
        self.top, self.names = columns_of(self.sheet)
        change = self.names["本期情况"]
        self.all_rows = list(range(self.top + 1, self.sheet.max_row + 1))
        self.rows = [r for r in self.all_rows if not self.sheet.cell(r, change).protection.locked]
        for number, row in enumerate(self.rows[:many], 1):
            self.put(row, 本期情况="有进展", 进展情况=f"{words}，第{number}项正在推进。")

    def put(self, row: int, **cells: Any) -> None:
        for name, value in cells.items():
            self.sheet.cell(row, self.names[name]).value = value

    def figured(self) -> int:
        """The first row that asks for a percentage."""
        column = self.names["完成比例（%）"]
        return next(r for r in self.rows if not self.sheet.cell(r, column).protection.locked)

    def values(self) -> list[list[Any]]:
        return [[cell.value for cell in row] for row in self.sheet.iter_rows()]

    def save(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.book.save(path)
        return path


def rows_inserted(form: Answered) -> None:
    form.sheet.insert_rows(form.top + 1, 2)
    form.sheet.insert_rows(1, 3)


def columns_moved(form: Answered) -> None:
    form.sheet.delete_cols(form.names["佐证材料"])
    form.sheet.insert_cols(3, 2)


def rows_sorted(form: Answered) -> None:
    cells = form.values()[form.top :]
    for at, values in enumerate(reversed(cells), form.top + 1):
        for column, value in enumerate(values, 1):
            form.sheet.cell(at, column).value = value


def cells_merged(form: Answered) -> None:
    first, column = form.rows[0], form.names["进展情况"]
    form.sheet.merge_cells(start_row=first, end_row=first + 1, start_column=column,
                           end_column=column)  # fmt: skip


def row_copied(form: Answered) -> None:
    for column, value in enumerate(form.values()[form.rows[0] - 1], 1):
        form.sheet.cell(form.all_rows[-1] + 1, column).value = value
    form.put(form.all_rows[-1] + 1, 进展情况="另一种说法。")


def row_deleted(form: Answered) -> None:
    form.sheet.delete_rows(form.rows[-1])


def sheets_renamed(form: Answered) -> None:
    form.sheet.title = "Sheet1"
    form.book.move_sheet(form.sheet, -1)


def identity_lost(form: Answered) -> None:
    del form.book["_taskboard"]
    form.book.custom_doc_props.props.clear()


def pasted_into_new(form: Answered) -> None:
    cells, form.book = form.values(), Workbook()
    sheet = form.book.worksheets[0]
    for values in cells:
        sheet.append(values)


def full_width(form: Answered) -> None:
    form.put(form.figured(), **{"完成比例（%）": "１００％", "本期情况": "　有进展 "})


def point_six(form: Answered) -> None:
    form.put(form.figured(), **{"完成比例（%）": 0.6})


def day_as_text(form: Answered) -> None:
    day = f"2027年{int(form.words[1:3]) - 28}月30日"  # later each week
    form.put(form.rows[0], 本期情况="申请延期", 存在问题="汛期停工。", 拟延期至=day)


def formula_like(form: Answered) -> None:
    form.put(form.rows[0], 进展情况="=已报市政府", 存在问题="-缺资金", 下步安排="@王科 +2项")


def locked_edited(form: Answered) -> None:
    form.put(form.rows[0], 工作任务="另一件事", 完成时限="2099年1月1日")


def two_units(form: Answered) -> None:
    last = form.all_rows[-1] + 1
    form.put(last, 行标识="2099-01-1.1-1@市某某局#0", 本期情况="无变化")


def done_and_sorted(form: Answered) -> None:
    """The first task with a day of its own is done; then the rows are sorted."""
    column = form.names["完成时限"]
    dated = next(row for row in form.rows if "月" in str(form.sheet.cell(row, column).value))
    form.put(dated, 本期情况="已完成", **{"完成比例（%）": 100})
    rows_sorted(form)


def untouched(form: Answered) -> None:
    form.book = load_workbook(form.path)


def as_sent(form: Answered) -> None:
    """Nothing more: only the file's name is another."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One way a form is damaged, and what must come of it.

    Attributes:
        edit: What is done to it.
        rows: How many rows the form must have for it.
        code: Code of the one kind of refusal it leads to, "" when all is taken.
        ending: How the file is saved.
    """

    edit: Callable[[Answered], None]
    rows: int = 1
    code: str = ""
    ending: str = ".xlsx"


# those that need many rows first
DAMAGES = (
    Damage(cells_merged, 3, "merged"), Damage(done_and_sorted, 3),
    Damage(row_copied, 3, "row-twice"), Damage(row_deleted, 2), Damage(rows_inserted),
    Damage(columns_moved), Damage(sheets_renamed),
    Damage(identity_lost), Damage(pasted_into_new), Damage(full_width),
    Damage(point_six, code="bad-percent"), Damage(day_as_text), Damage(formula_like),
    Damage(locked_edited, code="locked-edited"), Damage(two_units, code="foreign-row"),
    Damage(as_sent, ending=".xls"), Damage(rows_sorted), Damage(as_sent), Damage(as_sent),
    Damage(untouched, code="file-refused"),
)  # fmt: skip


def save_as(form: Answered, path: Path) -> Path:
    """Save a form under the ending of ``path``; .xls by LibreOffice, where it is installed."""
    if path.suffix != ".xls" or shutil.which("soffice") is None:
        return form.save(path.with_suffix(".xlsx"))
    plain = form.save(path.parent.parent / "xls" / path.with_suffix(".xlsx").name)
    return saved_as(plain, "xls", path.parent)


def gbk_zip(folder: Path, target: Path, codec: str = "gb18030") -> Path:
    """Pack a folder as Windows programs do: names in GBK, and nothing that says so."""
    raw, names = io.BytesIO(), {}
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, path in enumerate(sorted(folder.rglob("*"))):
            if path.is_file():
                name = f"各单位/{path.relative_to(folder)}".encode(codec)
                stand_in = f"Q{at:02d}".ljust(len(name), "Z")
                names[stand_in.encode()] = name
                archive.write(path, stand_in)
    data = raw.getvalue()
    for stand_in, name in names.items():
        data = data.replace(stand_in, name)
    target.write_bytes(data)
    return target
