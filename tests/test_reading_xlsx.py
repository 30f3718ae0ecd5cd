"""Workbooks: titles, tables with merged cells, what a cell shows, and what is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from reading_docx_maker import rezip
from taskboard.errors import DamagedFileError, EmptyFileError, WrongEndingError
from taskboard.reading import read_file
from taskboard.reading.errors import TooLargeError, UnsafeFileError
from taskboard.reading.xlsx import cell_text


def book(tmp_path: Path) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "分解表"
    sheet["B2"] = "2023年政务公开任务分解表"
    sheet.merge_cells("B2:E2")
    rows = [
        ["序号", "工作任务", "责任单位", "时限"],
        [1, "推进公开", "市财政局、市住建局", "6月底前"],
    ]
    rows += [[2, "推进解读", None, "年底前"], [None, "及时回应", None, None]]
    for row, values in enumerate(rows, 3):
        for column, value in enumerate(values, 2):
            sheet.cell(row, column, value)
    sheet.merge_cells("D4:D6")
    sheet.merge_cells("B5:B6")
    sheet.merge_cells("E5:E6")
    sheet["B7"] = "注：列第一位的为牵头单位"
    workbook.create_sheet("空白")
    workbook.create_sheet("草稿")["A1"] = "不要"
    workbook["草稿"].sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    workbook.save(path)
    return path


def test_title_table_and_note_in_their_places(tmp_path: Path) -> None:
    source = read_file(book(tmp_path))
    assert [(b.kind, b.role) for b in source.blocks] == [
        ("paragraph", "header"), ("paragraph", "body"), ("table", "body"), ("paragraph", "body"),
    ]  # fmt: skip
    assert source.text == (
        "分解表\n2023年政务公开任务分解表\n序号\t工作任务\t责任单位\t时限\n"
        "1\t推进公开\t市财政局、市住建局\t6月底前\n2\t推进解读\t年底前\n及时回应\n"
        "注：列第一位的为牵头单位"
    )
    units = next(c for c in source.blocks[2].cells if c.text.startswith("市财政局"))
    assert (units.row, units.column, units.row_span, units.column_span) == (3, 3, 3, 1)
    for block in source.blocks:
        assert source.text[slice(*block.span)] == block.text
        assert all(source.text[slice(*cell.span)] == cell.text for cell in block.cells)
    assert [(f.code, f.place) for f in source.findings] == [("hidden-sheet", "草稿")]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        pytest.param(3, "General", "3", id="whole"),
        pytest.param(3.0, "General", "3", id="whole-float"),
        pytest.param(0.1 + 0.2, "General", "0.3", id="float"),
        pytest.param(0.955, "0.0%", "95.5%", id="share"),
        pytest.param(dt.datetime(2023, 9, 30), "yyyy-mm-dd", "2023年9月30日", id="day"),
        pytest.param(dt.datetime(2023, 9, 30, 9, 5), "G", "2023年9月30日09:05", id="clock"),
        pytest.param(True, "General", "是", id="truth"),
        pytest.param(None, "0%", "", id="nothing"),
        pytest.param(" 甲\r\n乙 ", "General", "甲\n乙", id="lines"),
        pytest.param("=1+1", "General", "=1+1", id="text-stays-text"),
    ],
)
def test_cell_text(value: object, form: str, text: str) -> None:
    assert cell_text(value, form) == text


def test_formula_without_value_is_reported(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["甲", "=A1"])
    workbook.save(tmp_path / "a.xlsx")
    source = read_file(tmp_path / "a.xlsx")
    assert [(f.code, f.place) for f in source.findings] == [("formula-without-value", "Sheet!B1")]


def test_a_far_cell_does_not_unfold_the_sheet(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "近", "远"
    workbook.save(tmp_path / "a.xlsx")
    assert read_file(tmp_path / "a.xlsx").text == "Sheet\n近\n远"


def test_bad_workbooks_are_refused(tmp_path: Path) -> None:
    good = book(tmp_path)
    bad = tmp_path / "坏.xlsx"
    sheet = "xl/worksheets/sheet1.xml"

    def insert(words: bytes, before: bytes) -> None:
        def change(parts: dict[str, bytes]) -> None:
            parts[sheet] = parts[sheet].replace(before, words + before, 1)

        rezip(good, bad, change)

    insert(b"<row>" + b"<c s='0'/>" * 1_000_000 + b"</row>", b"</sheetData>")
    with pytest.raises(TooLargeError, match="坏"):
        read_file(bad)
    insert(b'<mergeCell ref="A1:XFD1048576"/>', b"</mergeCells>")
    with pytest.raises(TooLargeError, match="坏"):
        read_file(bad)
    insert(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', b"<worksheet")
    with pytest.raises(UnsafeFileError, match="坏"):
        read_file(bad)
    insert(b"<broken", b"<worksheet")
    with pytest.raises(DamagedFileError, match="坏"):
        read_file(bad)
    rezip(good, bad, lambda parts: parts.update({"xl/vbaProject.bin": b"x"}))
    with pytest.raises(UnsafeFileError, match="宏"):
        read_file(bad)
    rezip(good, bad, lambda parts: [parts.pop(n) for n in list(parts) if n.startswith("xl/")])
    with pytest.raises(DamagedFileError, match="Excel"):
        read_file(bad)
    bad.write_bytes(b"a,b\n1,2\n")
    with pytest.raises(WrongEndingError):
        read_file(bad)
    openpyxl.Workbook().save(bad)
    with pytest.raises(EmptyFileError):
        read_file(bad)
