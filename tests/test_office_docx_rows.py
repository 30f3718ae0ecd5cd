from __future__ import annotations

import pytest

from taskboard.office.docx_rows import MOST_LINES, loosened

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
