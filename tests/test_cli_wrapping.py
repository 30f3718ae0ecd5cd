"""Lines of a terminal: as wide as they look, words whole, marks where they belong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskboard.cli.wrapping import wrapped
from taskboard.office.measure import display_width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("一二三四五", 6, ["一二三", "四五"], id="wide-characters"),
        pytest.param("一二三，四", 6, ["一二", "三，四"], id="no-comma-begins-a-line"),
        pytest.param("一二“三四”", 6, ["一二", "“三", "四”"], id="no-quote-ends-a-line"),
        pytest.param("见 taskboard check 的", 12, ["见 taskboard", "check 的"], id="words-whole"),
        pytest.param("abcdefghij", 4, ["abcd", "efgh", "ij"], id="a-word-too-long-is-parted"),
        pytest.param("一 二\n三", 80, ["一 二 三"], id="one-line"),
        pytest.param("", 80, [""], id="nothing"),
        pytest.param("。。。。", 4, ["。。", "。。"], id="only-marks"),
        pytest.param("𠮷𠮷𠮷", 4, ["𠮷𠮷", "𠮷"], id="rare-characters"),
    ],
)
def test_wrapped(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def test_lines_are_led() -> None:
    assert wrapped("一二三四五", 10, "1. ", "    ") == ["1. 一二三", "    四五"]


@given(st.text("甲乙丙abc1，。“”（） \n𠮷-", max_size=60), st.integers(8, 20))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, width: int) -> None:
    lines = wrapped(text, width, "- ", "  ")
    assert all(display_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "-" + "".join(text.split())
