from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from taskboard.errors import DamagedFileError
from taskboard.office.template import BrokenTemplateError
from taskboard.office.xlsx import TextTooLongError
from taskboard.office.xlsx_template import render_workbook

Fill = Callable[..., Worksheet]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Make a template of rows, let ``more`` dress it, fill it in and open the result."""

    def filled(
        cells: list[list[Any]],
        more: Callable[[Worksheet], None] | None = None,
        /,
        **context: Any,
    ) -> Worksheet:
        book = Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        sheet.title = "表"
        for row in cells:
            sheet.append(row)
        if more:
            more(sheet)
        path = tmp_path / "模板.xlsx"
        book.save(path)
        result = load_workbook(io.BytesIO(render_workbook(path, context))).active
        assert isinstance(result, Worksheet)
        return result

    return filled


def values(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in sheet.values]


LOOP = [["{% for r in rows %}"], ["{{ r.name }}", "{{ r.n }}"], ["{% endfor %}"], ["末行"]]


def test_a_loop_repeats_its_rows_and_keeps_the_type_of_a_sole_value(fill: Fill) -> None:
    rows = [
        {"name": "甲", "n": 1},
        {"name": "乙", "n": 2.5},
        {"name": "丙", "n": dt.date(2023, 9, 30)},
    ]
    sheet = fill(LOOP, rows=rows)
    assert values(sheet)[:2] == [["甲", 1], ["乙", 2.5]]
    assert sheet["B3"].value == 45199  # the day as a serial; its format comes from the template
    assert sheet["A4"].value == "末行"


def test_an_empty_loop_leaves_no_row(fill: Fill) -> None:
    assert values(fill(LOOP, rows=[])) == [["末行"]]


def test_loops_nest_and_a_condition_drops_rows(fill: Fill) -> None:
    rows = [
        ["{% for g in groups %}"],
        ["{{ loop.index }}. {{ g.name }}"],
        ["{% if g.rows %}"],
        ["{% for r in g.rows %}"],
        ["{{ r }}"],
        ["{% endfor %}"],
        ["{% endif %}"],
        ["{% endfor %}"],
    ]
    groups = [{"name": "一", "rows": ["a", "b"]}, {"name": "二", "rows": []}]
    assert values(fill(rows, groups=groups)) == [["1. 一"], ["a"], ["b"], ["2. 二"]]


def test_a_merge_in_a_row_is_repeated_and_one_over_a_loop_covers_all_its_rows(fill: Fill) -> None:
    rows = [
        ["{% for g in groups %}"],
        ["{{ g.name }}"],
        ["{% for r in g.rows %}", "{{ g.name }}类"],
        ["{{ r }}", None],
        ["{% endfor %}", None],
        ["{% endfor %}"],
    ]

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:C2")
        sheet.merge_cells("B3:B5")

    groups = [{"name": "一", "rows": ["a", "b", "c"]}, {"name": "二", "rows": ["d"]}]
    sheet = fill(rows, merge, groups=groups)
    assert sorted(str(r) for r in sheet.merged_cells.ranges) == ["A1:C1", "A5:C5", "B2:B4"]
    assert (sheet["B2"].value, sheet["B6"].value) == ("一类", "二类")


def test_formulas_formats_validation_and_print_area_stretch(fill: Fill) -> None:
    rows = [
        ["名称", "数"],
        ["{% for r in rows %}"],
        ["{{ r.name }}", "{{ r.n }}", "=B3*2"],
        ["{% endfor %}"],
        ["合计", "=SUM(B3:B3)", "=B1"],
    ]

    def dress(sheet: Worksheet) -> None:
        bar = DataBarRule(
            start_type="num", start_value=0, end_type="num", end_value=100, color="63C384"
        )
        sheet.conditional_formatting.add("B3:B3", bar)
        red = FormulaRule(formula=["$B3>5"], fill=PatternFill("solid", bgColor="FF0000"))
        sheet.conditional_formatting.add("A3:B3", red)
        choice = DataValidation(type="list", formula1='"是,否"')
        choice.add("A3")
        sheet.add_data_validation(choice)
        sheet.print_area = "A1:C5"
        sheet.print_title_rows = "1:1"
        sheet.auto_filter.ref = "A1:C3"
        sheet.freeze_panes = "A2"

    sheet = fill(rows, dress, rows=[{"name": x, "n": i} for i, x in enumerate("甲乙丙")])
    assert [sheet[f"C{r}"].value for r in (2, 3, 4)] == ["=B2*2", "=B3*2", "=B4*2"]
    assert (sheet["B5"].value, sheet["C5"].value) == ("=SUM(B2:B4)", "=B1")
    assert sorted(str(f.sqref) for f in sheet.conditional_formatting) == ["A2:B4", "B2:B4"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "A2:A4"
    assert (sheet.print_area, sheet.print_title_rows) == ("'表'!$A$1:$C$5", "$1:$1")
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:C4", "A2")


def test_ranges_of_an_empty_loop_go(fill: Fill) -> None:
    def dress(sheet: Worksheet) -> None:
        red = FormulaRule(formula=["$A2>5"], fill=PatternFill("solid", bgColor="FF0000"))
        sheet.conditional_formatting.add("A2:B2", red)

    rows = [*LOOP[:3], ["=SUM(B2:B2)"]]
    sheet = fill(rows, dress, rows=[])
    assert sheet["A1"].value == "=SUM(0)"
    assert len(sheet.conditional_formatting) == 0


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+86", "-5", "@SUM(A1)", "a < b & c > d", "{{ 7*7 }}", "🚧𠮷㙟", "两\n行"],
)
def test_text_stays_text(fill: Fill, text: str) -> None:
    cell = fill([["{{ x }}"]], x=text)["A1"]
    assert cell.value == text and cell.data_type == "s"
    assert bool(cell.quotePrefix) == (text[0] in "=+-@")


def test_text_that_looks_like_an_escape_is_escaped(fill: Fill) -> None:
    assert fill([["{{ x }}"]], x="_x0041_")["A1"].value == "_x005F_x0041_"  # Excel shows _x0041_


def test_control_characters_are_shown_and_never_break_the_file(fill: Fill) -> None:
    assert fill([["{{ x }}"]], x="a\x00b\x1fc")["A1"].value == "a□b□c"


def test_a_text_no_cell_can_hold_is_refused_by_name(fill: Fill) -> None:
    assert fill([["{{ x }}"]], x="进" * 10_000)["A1"].value == "进" * 10_000
    with pytest.raises(TextTooLongError, match="表!A1"):
        fill([["{{ x }}"]], x="进" * 32_768)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        pytest.param([["好"], ["{{ missing }}"]], "A2", id="unknown-name"),
        pytest.param([["{{ x.missing }}"]], "A1", id="unknown-attribute"),
        pytest.param([["{{ x + }}"]], "A1", id="syntax"),
        pytest.param([["甲{{ missing|day }}"]], "A1", id="unknown-name-in-text"),
        pytest.param([["{% for r in rows %}"], ["x"]], "endfor", id="loop-without-end"),
        pytest.param([["x"], ["{% endif %}"]], "A2", id="end-without-begin"),
        pytest.param([["{% include 'a' %}"]], "A1", id="unknown-marker"),
        pytest.param([["{% if x %}", "说明"], ["{% endif %}"]], "B1", id="words-beside-a-marker"),
        pytest.param([["{% if x %}"], [5, "{% endif %}"]], "A2", id="number-beside-a-marker"),
        pytest.param(
            [["{% if x %}", "{% for r in rows %}"], ["{% endif %}"]], "B1", id="two-markers"
        ),
        pytest.param([["{{ x.__class__ }}"]], "A1", id="sandbox"),
        pytest.param([["{{ ''.__class__.__mro__ }}"]], "A1", id="sandbox-chain"),
    ],
)
def test_a_mistake_in_a_template_names_its_cell(
    fill: Fill, rows: list[list[Any]], words: str
) -> None:
    with pytest.raises(BrokenTemplateError) as caught:
        fill(rows, x={}, rows=[])
    assert "模板.xlsx 工作表“表”" in caught.value.zh and words in caught.value.zh


def test_the_same_content_gives_the_same_bytes_without_author(tmp_path: Path) -> None:
    book = Workbook()
    book.properties.creator = "张三"
    book.save(tmp_path / "t.xlsx")
    first, again = (render_workbook(tmp_path / "t.xlsx", {}) for _ in range(2))
    assert first == again and "张三".encode() not in first
    assert load_workbook(io.BytesIO(first)).properties.creator in (None, "", "openpyxl")


def test_something_else_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"no zip")
    with pytest.raises(DamagedFileError):
        render_workbook(tmp_path / "t.xlsx", {})


EDGES = [
    ["头", "h"],
    [None, None, "{% for r in rows %}"],
    ["{{ r }}", "b"],
    [None, None, "{% endfor %}"],
    ["尾", "t"],
]


@pytest.mark.parametrize(
    ("merged", "rows", "found"),
    [
        pytest.param("A1:A4", ["a", "b"], ["A1:A3"], id="begins-above-the-loop"),
        pytest.param("A1:A4", [], [], id="begins-above-an-empty-loop"),
        pytest.param("A3:A5", ["a", "b"], ["A2:A4"], id="ends-below-the-loop"),
        pytest.param("A3:A5", [], [], id="ends-below-an-empty-loop"),
        pytest.param("A1:A5", ["a", "b", "c"], ["A1:A5"], id="around-the-loop"),
        pytest.param("A1:A5", [], ["A1:A2"], id="around-an-empty-loop"),
        pytest.param("A1:B5", [], ["A1:B2"], id="around-an-empty-loop-two-wide"),
        pytest.param("A2:A4", ["a", "b"], ["A2:A3"], id="just-the-loop"),
        pytest.param("A2:A4", ["a"], [], id="just-a-loop-of-one"),
        pytest.param("A2:A4", [], [], id="just-an-empty-loop"),
        pytest.param("A3:B3", ["a", "b"], ["A2:B2", "A3:B3"], id="inside-the-loop"),
        pytest.param("A3:B3", [], [], id="inside-an-empty-loop"),
    ],
)
def test_merges_across_the_edges_of_a_loop(
    fill: Fill, merged: str, rows: list[str], found: list[str]
) -> None:
    sheet = fill(EDGES, lambda sheet: sheet.merge_cells(merged), rows=rows)
    assert sorted(str(one) for one in sheet.merged_cells.ranges) == found
    assert sheet.max_row == 2 + len(rows)


def test_a_merge_over_the_inner_of_two_loops_follows_each_turn(fill: Fill) -> None:
    rows = [
        [None, "{% for g in groups %}"],
        ["{{ g.name }}", "小计"],
        [None, "{% for r in g.rows %}"],
        [None, "{{ r }}"],
        [None, "{% endfor %}"],
        [None, "{% endfor %}"],
        ["合计", None],
    ]
    groups = [
        {"name": "一", "rows": [1, 2]}, {"name": "二", "rows": []}, {"name": "三", "rows": [3]}
    ]  # fmt: skip
    sheet = fill(rows, lambda sheet: sheet.merge_cells("A2:A5"), groups=groups)
    assert sorted(str(one) for one in sheet.merged_cells.ranges) == ["A1:A3", "A5:A6"]
    assert [sheet[f"A{n}"].value for n in (1, 4, 5, 7)] == ["一", "二", "三", "合计"]
    assert values(fill(rows, lambda sheet: sheet.merge_cells("A2:A5"), groups=[])) == [["合计"]]
