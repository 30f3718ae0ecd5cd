"""Rows of a table that a page's end cut in two are one row again, and only those."""

from __future__ import annotations

import pytest

from taskboard.reading.blocks import RawCell
from taskboard.reading.pdf_lines import PageLine, PageLines
from taskboard.reading.pdf_rows import mend_rows

HEAD = "序号|工作任务|责任单位"


def page(number: int, *rows: str, after: str = "", open_cells: bool = True) -> PageLines:
    cells = tuple(
        RawCell(text, row, column)
        for row, line in enumerate(rows)
        for column, text in enumerate(line.split("|"))
    )
    full = frozenset((cell.row, cell.column) for cell in cells if cell.text and open_cells)
    lines = [PageLine("", 50, 450, 100, 1.0, number, cells, full=full)]
    if after:
        lines.append(PageLine(after, 50, 450, 700, 12, number))
    return PageLines(number, 800, lines)


def rows(one: PageLines) -> list[str]:
    cells = one.lines[0].cells if one.lines else ()
    numbers = sorted({cell.row for cell in cells})
    return ["|".join(cell.text for cell in cells if cell.row == row) for row in numbers]


@pytest.mark.parametrize(
    ("first", "second", "mended"),
    [
        pytest.param(
            [HEAD, "1|推进财政信|市财政局"],
            ["|息公开|", "2|种树|市林业局"],
            ([HEAD, "1|推进财政信息公开|市财政局"], ["2|种树|市林业局"]),
            id="cut-row",
        ),
        pytest.param(
            [HEAD, "1|推进财政信|市财"],
            [HEAD, "|息公开|政局"],
            ([HEAD, "1|推进财政信息公开|市财政局"], [HEAD]),
            id="below-a-header-printed-again",
        ),
        pytest.param(
            [HEAD, "1|推进公开|市财政局"], ["2|种树|市林业局"],
            ([HEAD, "1|推进公开|市财政局"], ["2|种树|市林业局"]), id="own-number",
        ),
        pytest.param(
            [HEAD, "1|推进公开。|市财政局"], ["|种树|"],
            ([HEAD, "1|推进公开。|市财政局"], ["|种树|"]), id="sentence-was-complete",
        ),
        pytest.param(
            [HEAD, "1|推进公开|"], ["|种树|市林业局"],
            ([HEAD, "1|推进公开|"], ["|种树|市林业局"]), id="cell-not-begun",
        ),
        pytest.param(
            ["类别|工作任务|责任单位", "产业|建园区|市工信局"], ["|引项目|市商务局"],
            (["类别|工作任务|责任单位", "产业|建园区|市工信局"], ["|引项目|市商务局"]),
            id="no-column-of-numbers",
        ),
        pytest.param(
            [HEAD, "1|推进公|市财政局"], ["|开|甲|乙"],
            ([HEAD, "1|推进公|市财政局"], ["|开|甲|乙"]), id="another-table",
        ),
    ],
)  # fmt: skip
def test_rows_over_a_page_end(
    first: list[str], second: list[str], mended: tuple[list[str], list[str]]
) -> None:
    pages = [page(1, *first), page(2, *second)]
    mend_rows(pages)
    assert (rows(pages[0]), rows(pages[1])) == mended


def test_text_between_parts_tables() -> None:
    pages = [page(1, HEAD, "1|推进公|市财政局", after="表后的话"), page(2, "|开|")]
    mend_rows(pages)
    assert rows(pages[1]) == ["|开|"]


def test_a_table_of_which_nothing_is_left_is_gone() -> None:
    pages = [page(1, HEAD, "1|推进公|市财政局"), page(2, "|开|")]
    mend_rows(pages)
    assert rows(pages[0]) == [HEAD, "1|推进公开|市财政局"]
    assert pages[1].lines == []


def test_a_row_that_shares_its_number_stays_a_row() -> None:
    pages = [page(1, HEAD, "1|建桥|市交通局", open_cells=False), page(2, "|修路|市住建局")]
    mend_rows(pages)
    assert rows(pages[1]) == ["|修路|市住建局"]
