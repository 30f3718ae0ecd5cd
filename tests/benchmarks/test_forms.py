"""Writing and reading unit forms against the bare libraries; ratios are printed, not asserted.

Run: ``pytest tests/benchmarks/test_forms.py -o addopts= -s``

Many forms are read by two processes, as ``round collect`` does; the same in one is printed too.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from taskboard.collection.compare import judge
from taskboard.collection.form import BY_KEY, COUNTS, WORDS, Form, FormRow
from taskboard.collection.forms_in import read_form
from taskboard.collection.forms_out import FormWriter
from taskboard.collection.standing import IssuedForm, LedgerView, Standing
from taskboard.office.xlsx import workbook_bytes
from taskboard.workflows.form_reading import read_each
from taskboard.workflows.two_processes import may_fork

FORMS, ROWS, COPIES = 60, 20, 17
ASKS = ("change", "text", "percent", "problems", "needs", "next_step", "evidence", "extend_to")
LIDS = {"task": "推进城镇老旧小区改造，年内开工一百二十个，同步完善水电气暖路信等基础设施。" * 2}
LAST = "已开工六十八个，正在组织施工招标，计划下月底前完成剩余小区。"


def form(number: int) -> Form:
    unit = f"第{number}局"
    rows = []
    for row in range(ROWS):
        code = f"2023-01-{row + 1}.1-1"
        locked = {"code": code, "due": "2023年9月30日", "target": "", **LIDS}
        prefill = {"text": LAST, "percent": 57, "next_step": "继续推进。"}
        rows.append(
            FormRow(f"{code}@{unit}#0", f"{code}@{unit}", "", locked, ASKS, prefill, row + 1)
        )
    return Form(
        f"2023-W31-{number:02d}-1", "abc", "2023-W31", unit, "2023年第31周", dt.date(2023, 8, 4),
        "市政府办公室", tuple(rows),
    )  # fmt: skip


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the best wall time of a few."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def in_turn(works: Sequence[Callable[[], object]], times: int = 9) -> list[float]:
    """Return the best wall time of each, run one after the other: the machine's mood is shared."""
    best = [float("inf")] * len(works)
    for _ in range(times):
        best = [min(known, seconds(work, 1)) for known, work in zip(best, works, strict=True)]
    return best


def show(what: str, ours: float, peer: float, limit: float) -> None:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    own, child = [resource.getrusage(kind).ru_maxrss / 1024 for kind in kinds]
    print(f"\n{what}: {ours:.2f} s / {peer:.2f} s = {ours / peer:.2f} (≤ {limit}), "
          f"at most {own:.0f} MB, {child:.0f} MB in each other process")  # fmt: skip


def plain_copy(source: list[tuple[str, list[list[object]]]], path: Path) -> None:
    """Write the same cells with XlsxWriter, styled alike."""
    book = xlsxwriter.Workbook(str(path))
    look = {"font_name": "仿宋_GB2312", "font_size": 11, "border": 1, "text_wrap": True}
    shut, opened = book.add_format(look), book.add_format({**look, "locked": False})
    for title, cells in source:
        sheet = book.add_worksheet(title)
        for row, values in enumerate(cells):
            sheet.set_row(row, 48)
            for column, value in enumerate(values):
                style = opened if column > 4 else shut
                if value is None:
                    sheet.write_blank(row, column, None, style)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value, style)
                else:
                    sheet.write(row, column, value, style)
        sheet.protect()
    book.close()


def test_writing_60_forms(tmp_path: Path) -> None:
    forms = [form(number) for number in range(1, FORMS + 1)]
    book = load_workbook(io.BytesIO(FormWriter().form_bytes(forms[0])))
    cells = [(s.title, [[c.value for c in row] for row in s.iter_rows()]) for s in book]

    def write() -> None:
        writer = FormWriter()
        for each in forms:
            writer.write(each, tmp_path / "ours")

    ours = seconds(write)
    (tmp_path / "peer").mkdir()
    peer = seconds(
        lambda: [plain_copy(cells, tmp_path / "peer" / f"{n}.xlsx") for n in range(FORMS)]
    )
    show(f"write {FORMS} forms / XlsxWriter", ours, peer, 1.5)


@pytest.mark.parametrize("filled", [False, True])
def test_reading_1000_forms(filled: bool) -> None:
    # a process of its own: the command has one thread when it reads, here others may have begun
    # some, as numpy does, which openpyxl loads
    command = [sys.executable, __file__, "filled" if filled else "untouched"]
    given = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=given)
    print(done.stdout)


def merge(filled: bool) -> None:
    forms = [form(number) for number in range(1, FORMS + 1)]
    files = [_returned(each, filled) for each in forms]
    view = LedgerView(
        "abc", dt.date(2023, 8, 4), {f.id: _issued(f) for f in forms}, _standings(forms)
    )
    done: list[str] = []

    folder = [(f"{n}-{copy}.xlsx", data) for copy in range(COPIES) for n, data in enumerate(files)]

    def ours() -> None:
        done[:] = [judge(returned, view).outcome for returned in read_each(folder)]

    def alone() -> None:
        done[:] = [judge(read_form(name, data), view).outcome for name, data in folder]

    def bare() -> None:
        for _ in range(COPIES):
            for data in files:
                book = CalamineWorkbook.from_filelike(io.BytesIO(data))
                for name in book.sheet_names:
                    book.get_sheet_by_name(name).to_python()

    assert may_fork(), "something in this process has begun a thread"
    mine, peer = in_turn([ours, bare])
    assert set(done) == {"accepted" if filled else "refused"}
    show(f"merge {len(done)} forms / bare calamine", mine, peer, 2)
    show("the same in one process / bare calamine", seconds(alone), peer, 2)
    slow = seconds(lambda: [load_workbook(io.BytesIO(data)) for data in files], 1) * COPIES
    show(f"merge {len(done)} forms / openpyxl", mine, slow, 0.2)


def _returned(each: Form, filled: bool) -> bytes:
    book = load_workbook(io.BytesIO(FormWriter().form_bytes(each)))
    sheet = book["进展填报"]
    if filled:
        names = {str(cell.value): cell.column for cell in sheet[4]}
        for row in range(5, 5 + ROWS):
            sheet.cell(row, names[BY_KEY["change"].header]).value = "有进展"
            sheet.cell(row, names[BY_KEY["text"].header]).value = f"已开工{row}个。"
            sheet.cell(row, names[BY_KEY["percent"].header]).value = "６０％"
    return workbook_bytes(book)


def _issued(each: Form) -> IssuedForm:
    rows = {row.key: row for row in each.rows}
    return IssuedForm(each.id, each.round, each.unit, each.due_on, False, 9, rows, frozenset())


def _standings(forms: list[Form]) -> dict[str, Standing]:
    last = {"change": "progress", "text": LAST, "percent": 57, "next_step": "继续推进。"}
    blank = {**dict.fromkeys(COUNTS), **dict.fromkeys(WORDS, "")}
    values = {**blank, **last, "actuals": {}}
    return {
        row.assignment: Standing("once", "in_hand", values, 1)
        for each in forms
        for row in each.rows
    }


if __name__ == "__main__":
    merge(sys.argv[1] == "filled")
