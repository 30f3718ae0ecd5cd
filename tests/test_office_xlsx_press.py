"""Many workbooks printed from one plate: rows, blanks, text that stays text."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, Protection

from taskboard.office.xlsx import TextTooLongError
from taskboard.office.xlsx_press import Line, Press


@pytest.fixture(scope="module")
def press() -> Press:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    sheet.merge_cells("A1:C1")
    sheet.protection.sheet = True
    sheet.oddFooter.left.text = "No word-of-form"  # type: ignore[union-attr]
    book.create_sheet("空表")
    looks = {"open": {"protection": Protection(locked=False)}, "bold": {"font": Font(bold=True)}}
    return Press(book, looks, title="word-of-form的表", blanks=("word-of-form",))


def printed(press: Press, *lines: Line, word: str = "1") -> Any:
    return load_workbook(io.BytesIO(press.print({"表": lines}, {"word-of-form": word})))


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        pytest.param("=SUM(A1)", "s", id="formula"),
        pytest.param("+1", "s", id="plus"),
        pytest.param("-", "s", id="minus"),
        pytest.param("@x", "s", id="at"),
        pytest.param("a<b>&\"'", "s", id="markup"),
        pytest.param("  一\n二 ", "s", id="blanks"),
        pytest.param(57, "n", id="whole"),
        pytest.param(0.5, "n", id="part"),
    ],
)
def test_a_value_comes_out_as_it_went_in(press: Press, value: Any, kind: str) -> None:
    title = Line(20, True, [("bold", "题")])
    cell = printed(press, title, Line(20, True, [None, ("open", value)]))["表"]["B2"]
    assert (cell.value, cell.data_type) == (value, kind)
    assert cell.protection.locked is False
    assert bool(cell.quotePrefix) is (isinstance(value, str) and value[0] in "=+-@")


def test_blanks_of_the_plate_are_filled_and_nothing_is_left_of_them(press: Press) -> None:
    first = printed(press, Line(20, True, [("bold", "甲")]), word="甲 & 乙")
    assert first["表"].oddFooter.left.text == "No 甲 & 乙"
    assert first.properties.title == "甲 & 乙的表"
    assert first["表"].protection.sheet and first["表"]["A1"].font.bold
    assert printed(press, word="2")["表"].oddFooter.left.text == "No 2"


def test_heights_rows_and_dimension(press: Press) -> None:
    lines = (Line(54, True, []), Line(33.5, False, [None, None, ("bold", 1)]))
    data = press.print({"表": lines}, {"word-of-form": ""})
    assert data == press.print({"表": lines}, {"word-of-form": ""})
    sheet = load_workbook(io.BytesIO(data))["表"]
    assert (sheet.row_dimensions[1].height, sheet.row_dimensions[2].height) == (54, 33.5)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert xml.count("customHeight") == 1  # the second row still grows
    assert sheet.dimensions == "A1:C2"


def test_a_text_no_cell_can_hold_is_refused(press: Press) -> None:
    with pytest.raises(TextTooLongError, match="表!A1"):
        printed(press, Line(20, True, [("bold", "长" * 40000)]))
