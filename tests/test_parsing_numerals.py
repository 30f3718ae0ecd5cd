"""Numerals on matched spans."""

from __future__ import annotations

import pytest

from taskboard.parsing.numerals import read_count, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15", 15),
        ("1.5", 1.5),
        ("1，200", 1200),
        ("3万", 30000),
        ("一", 1),
        ("两", 2),
        ("十五", 15),
        ("二十", 20),
        ("一百二十", 120),
        ("三千零五", 3005),
        ("二〇二三", 2023),
        ("百分之六十", 60),
        ("三分之二", 2 / 3),
        ("三点五", 3.5),
        ("半", 0.5),
        ("三万五千", 35000),
    ],
)
def test_number(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "点五", "统一", "一窗", "1.2.3", "两两", "abc", "1.", "分之"])
def test_no_number(text: str) -> None:
    assert read_number(text) is None


def test_count_is_whole() -> None:
    assert read_count("十二") == 12
    assert read_count("1.5") is None
