from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from taskboard.office.measure import display_width, wrapped_lines
from taskboard.office.xlsx import (
    LONGEST,
    FileExistsAlreadyError,
    TextTooLongError,
    safe_cell,
    save_workbook,
    set_height,
    set_page,
    workbook_bytes,
)


def written(value: object) -> Workbook:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    safe_cell(sheet["A1"], value)
    return load_workbook(io.BytesIO(workbook_bytes(workbook)))


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", '=HYPERLINK("x")', "#N/A"])
def test_text_never_becomes_a_formula(text: str) -> None:
    cell = written(text).worksheets[0]["A1"]
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param("甲\x00乙\x1f", "甲□乙□", id="control-characters-are-shown"),
        pytest.param("甲\r\n乙", "甲\n乙", id="line-ends"),
        pytest.param("甲\t乙", "甲\t乙", id="tab-is-no-trouble"),
        pytest.param(5, 5, id="numbers-stay-numbers"),
    ],
)
def test_cell_values(given: object, kept: object) -> None:
    assert written(given).worksheets[0]["A1"].value == kept


def test_too_long_a_text_is_refused_with_its_place() -> None:
    with pytest.raises(TextTooLongError, match="Sheet!A1"):
        written("长" * (LONGEST + 1))
    assert written("长" * LONGEST).worksheets[0]["A1"].value == "长" * LONGEST


def test_same_content_same_bytes_and_no_author() -> None:
    data = workbook_bytes(Workbook())
    assert data == workbook_bytes(Workbook())
    core = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml").decode()
    assert "openpyxl" not in core and "lastModifiedBy" not in core
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {"2000-01-01T"}
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert not [name for name in archive.namelist() if b"penpyxl" in archive.read(name)]


def test_saving_never_overwrites_a_different_file_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a" / "表.xlsx"
    workbook = Workbook()
    save_workbook(workbook, path, replace=False)
    save_workbook(workbook, path, replace=False)
    workbook.worksheets[0]["A1"] = 1
    with pytest.raises(FileExistsAlreadyError):
        save_workbook(workbook, path, replace=False)
    save_workbook(workbook, path)
    assert load_workbook(path).worksheets[0]["A1"].value == 1
    assert [p.name for p in path.parent.iterdir()] == ["表.xlsx"]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("ab", 2, id="latin"),
        pytest.param("市住建局", 8, id="chinese"),
        pytest.param("（）", 4, id="full-width"),
    ],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_longer_text_takes_more_lines() -> None:
    assert wrapped_lines("字" * 8, 20) == 1
    assert wrapped_lines("字" * 80, 20) > wrapped_lines("字" * 40, 20) > 1
    assert wrapped_lines("一\n二\n", 20) == 3


def test_row_height_is_an_estimate_and_not_fixed() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    set_height(sheet, 1, [("字" * 200, 20, 11)])
    set_height(sheet, 2, [("短", 20, 11)], grows=False)
    assert sheet.row_dimensions[1].height > 100
    again = io.BytesIO(workbook_bytes(workbook))
    xml = zipfile.ZipFile(again).read("xl/worksheets/sheet1.xml").decode()
    assert 'r="1"' not in xml or "customHeight" not in xml.split("</row>")[0].split('r="2"')[0]


def test_page_is_one_page_wide_with_repeated_header() -> None:
    workbook = Workbook()
    set_page(workbook.worksheets[0], header_rows="1:3", paper="A3")
    sheet = load_workbook(io.BytesIO(workbook_bytes(workbook))).worksheets[0]
    assert sheet.page_setup.paperSize == 8
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$3"
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.oddFooter.center.font == "宋体,Regular"
