from __future__ import annotations

import pytest

from taskboard.office.docx_rows import MOST_LINES, TOGETHER, joined, loosened

KEPT = "<w:cantSplit/>"


def row(*cells: tuple[int, str]) -> str:
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
        for width, text in cells
    )
    return f"<w:tr><w:trPr>{KEPT}</w:trPr>{inside}</w:tr>"


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        pytest.param([(640, "1"), (3400, "月底前出台若干措施。" * 14)], True, id="14-lines-of-15"),
        pytest.param([(640, "1"), (3400, "月底前出台若干措施。" * 40)], False, id="too-long"),
        pytest.param([(3400, "短"), (640, "市住房和城乡建设局" * 4)], False, id="narrow-column"),
        pytest.param([(3400, "一</w:t><w:br/><w:t>" * MOST_LINES + "二")], False, id="short-lines"),
        pytest.param([(3400, "一</w:t><w:br/><w:t>" * 5 + "二")], True, id="few-lines"),
        pytest.param([(640, ""), (3400, "")], True, id="empty"),
    ],
)
def test_a_row_is_kept_on_one_page_unless_it_is_too_high(
    cells: list[tuple[int, str]], kept: bool
) -> None:
    made = loosened(row((640, "前")) + row(*cells) + row((640, "后")))
    assert made.count(KEPT) == 2 + kept
    assert made.replace(KEPT, "") == (row((640, "前")) + row(*cells) + row((640, "后"))).replace(
        KEPT, ""
    )


def test_a_row_that_may_break_anyway_stays_as_it_is() -> None:
    loose = row((640, "市住房和城乡建设局" * 9)).replace(KEPT, "")
    around = row((640, "前")), row((640, "后"))
    assert loosened(around[0] + loose + around[1]) == around[0] + loose + around[1]


def test_a_row_an_office_program_has_marked_up_is_loosened_too() -> None:
    marked = row((640, "市住房和城乡建设局" * 9), (640, "市财政局" * 20)).replace(
        "<w:tr>", '<w:tr w:rsidR="00AB12CD">'
    )
    assert loosened(marked) == marked.replace(KEPT, "")


def merged(
    which: str, measures: str, style: str = '<w:pPr><w:pStyle w:val="Cell"/></w:pPr>'
) -> str:
    """A row beside a merged cell: its first ("restart") or one more ("continue")."""
    label = row((1900, "提升便利度" if which == "restart" else ""), (5200, measures))
    return label.replace("<w:p>", f"<w:p>{style}").replace(
        '"dxa"/></w:tcPr>', f'"dxa"/><w:vMerge w:val="{which}"/></w:tcPr>', 1
    )


LONG = "加快推进政务服务平台建设，完善工作机制。" * 8


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        pytest.param(["restart", "continue", "continue"], [1, 1, 0], id="three"),
        pytest.param(["restart", "restart", "continue"], [0, 1, 0], id="alone-and-two"),
        pytest.param(["restart"], [0], id="alone"),
        pytest.param(["restart", *["continue"] * TOGETHER], [0] * (TOGETHER + 1), id="too-many"),
    ],
)
@pytest.mark.parametrize(
    "style", ['<w:pPr><w:pStyle w:val="Cell"/></w:pPr>', "<w:pPr></w:pPr>", ""]
)
def test_rows_beside_one_merged_cell_stay_together(
    rows: list[str], kept: list[int], style: str
) -> None:
    part = "".join(merged(which, "短", style) for which in rows)
    made = joined(f"<w:tbl>{part}</w:tbl>")
    assert ["<w:keepNext/>" in piece for piece in made.split("</w:tr>")[:-1]] == list(
        map(bool, kept)
    )
    assert made.count("<w:keepNext/>") == 2 * sum(kept)
    assert made.count("<w:pPr>") == made.count("</w:pPr>")
    assert joined(made) == made  # those that are kept already are left alone


def test_rows_too_high_to_stay_together_are_left_alone() -> None:
    part = merged("restart", LONG) + merged("continue", LONG) + merged("continue", LONG)
    assert joined(part) == part
