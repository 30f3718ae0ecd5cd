"""The decomposition workbook on paper: large enough to read, nothing cut off."""

from __future__ import annotations

import pytest

from taskboard.office.measure import text_height
from taskboard.review.columns import SHEETS, TASKS
from taskboard.review.sheet_rows import MOST_ESTIMATED, fitted
from taskboard.review.workbook import Contents, folded, write_review

A3, A4, MARGINS = 1190.55, 841.89, 2 * 0.25 * 72  # points
WIDE_DIGIT = 7.0  # points of a column unit where the fonts the file names are missing


def widths(**row: str) -> dict[str, float]:
    return {column.name: column.width for column in fitted(TASKS, [row])}


@pytest.mark.parametrize(
    ("row", "narrow"),
    [
        pytest.param({}, True, id="nothing"),
        pytest.param({"text": "推进公开。" * 40, "wording": "推进公开。" * 40}, True, id="common"),
        pytest.param({"text": "推进公开。" * 100, "wording": "公开。" * 150}, True, id="long"),
        pytest.param({"text": "推进公开。" * 400}, False, id="endless-is-whole-rather-than-large"),
    ],
)
def test_tasks_are_printed_at_seven_points(row: dict[str, str], narrow: bool) -> None:
    made = widths(**row)
    shown = sum(width for name, width in made.items() if name != "key")
    assert (11 * (A3 - MARGINS) / (shown * WIDE_DIGIT) >= 7) is narrow


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "任务"])
def test_other_sheets_are_printed_at_seven_points(name: str) -> None:
    shown = sum(column.width for column in SHEETS[name][1:])
    assert 11 * (A4 - MARGINS) / (shown * WIDE_DIGIT) >= 7


@pytest.mark.parametrize("length", [0, 200, 497, 600])
def test_no_text_is_too_high_for_its_row(length: int) -> None:
    text = "公" * length
    assert text_height(text, widths(text=text)["text"]) <= MOST_ESTIMATED


def test_column_of_numbers_holds_the_longest_on_one_line() -> None:
    assert widths(code="1.2-1")["code"] < 9 < 13 < widths(code="2025-01-1.2-1")["code"] <= 15


def test_targets_are_narrow_only_where_there_are_none() -> None:
    assert widths()["targets"] < widths(targets="不少于10次")["targets"]


def test_sheet_has_the_fitted_widths() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    row = {"key": "k", "text": "公" * 497, "wording": "公" * 100}
    book = load_workbook(BytesIO(write_review(Contents("表", {}, {"任务": [row]}))))
    assert book["任务"].column_dimensions["G"].width == widths(text="公" * 497)["text"] > 31
    assert book["任务"].column_dimensions["H"].width == 31


@pytest.mark.parametrize(
    ("title", "width", "shown"),
    [
        pytest.param("时限（文字）", 9.5, "时限\n（文字）", id="before-the-bracket"),
        pytest.param("单位依据", 5.5, "单位\n依据", id="in-the-middle"),
        pytest.param("处理", 6.0, "处理", id="fits"),
    ],
)
def test_a_title_too_long_for_its_column_breaks_where_it_makes_sense(
    title: str, width: float, shown: str
) -> None:
    assert folded(title, width) == shown
