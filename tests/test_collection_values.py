from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest

from taskboard.collection.values import (
    loose,
    plain,
    read_choice,
    read_count,
    read_day,
    read_number,
    read_percent,
    read_rate,
    same_words,
)

CHOICES = {"progress": "有进展", "unchanged": "无变化"}


@pytest.mark.parametrize(
    ("read", "typed", "value"),
    [
        pytest.param(read_percent, "６０％", 60, id="full-width"),
        pytest.param(read_percent, 66.67, 66.67, id="fraction"),
        pytest.param(read_percent, 0, 0, id="zero"),
        pytest.param(read_percent, "1%", 1, id="one-percent-with-sign"),
        pytest.param(read_percent, "1.2％", 1.2, id="small-percentage-with-sign"),
        pytest.param(read_percent, 2, 2, id="two-is-no-share"),
        pytest.param(read_percent, "—", None, id="stroke"),
        pytest.param(read_percent, "", None, id="empty"),
        pytest.param(read_number, "1,200", 1200, id="thousands"),
        pytest.param(read_rate, 96.5, 96.5, id="rate"),
        pytest.param(read_rate, "０.9％", 0.9, id="small-rate-with-sign"),
        pytest.param(read_rate, 1.2, 1.2, id="rate-above-one"),
        pytest.param(read_number, -3.5, -3.5, id="negative"),
        pytest.param(read_count, "３件", 3, id="count-with-measure"),
        pytest.param(read_count, 35.0, 35, id="count-as-float"),
        pytest.param(read_day, "20231231", dt.date(2023, 12, 31), id="compact"),
        pytest.param(read_day, "２０２６年８月３日", dt.date(2026, 8, 3), id="full-width-day"),
        pytest.param(read_day, "2025年11月底前", dt.date(2025, 11, 30), id="end-of-a-month"),
        pytest.param(read_day, "2023/9/1", dt.date(2023, 9, 1), id="slashes"),
    ],
)
def test_what_is_understood(read: Any, typed: Any, value: Any) -> None:
    assert read(typed) == (value, "")


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        pytest.param(read_percent, 0.6, id="0.6"),
        pytest.param(read_percent, 1, id="1-may-be-100"),
        pytest.param(read_percent, 1.2, id="1.2-may-be-120"),
        pytest.param(read_percent, "１.９９", id="1.99-may-be-199"),
        pytest.param(read_percent, "60左右", id="about"),
        pytest.param(read_percent, -5, id="below-zero"),
        pytest.param(read_percent, True, id="truth-value"),
        pytest.param(read_rate, 0.96, id="share-for-a-rate"),
        pytest.param(read_rate, 1, id="1-may-be-all-of-it"),
        pytest.param(read_number, "约12", id="about-12"),
        pytest.param(read_number, "12亩", id="other-measure"),
        pytest.param(read_count, 2.5, id="half-a-case"),
        pytest.param(read_count, -1, id="negative-count"),
        pytest.param(read_day, "2023年2月30日", id="no-such-day"),
        pytest.param(read_day, "年底", id="vague"),
        pytest.param(read_day, "12月底", id="end-of-a-month-of-no-year"),
        pytest.param(read_day, "2025年13月底", id="end-of-no-month"),
        pytest.param(read_day, 12, id="bare-number"),
        pytest.param(read_day, 8.3, id="month-and-day-as-a-number"),
        pytest.param(read_day, "8.3", id="month-and-day-without-a-year"),
        pytest.param(read_day, "8月3日", id="no-year"),
        pytest.param(read_day, "3/8/2026", id="day-first"),
    ],
)
def test_what_is_asked_about(read: Any, typed: Any) -> None:
    value, reason = read(typed)
    assert value is None and reason


def test_a_targets_own_measure_may_stand_behind_it() -> None:
    assert read_number("68 个", "个") == (68, "")
    assert read_number("68户", "个")[0] is None


def test_choices() -> None:
    assert read_choice("无变化。", CHOICES) == ("unchanged", "")
    assert read_choice("　有进展 ", CHOICES) == ("progress", "")
    assert read_choice("有变化", CHOICES)[0] is None


def test_text_is_trimmed_but_not_changed() -> None:
    assert plain("　一\r\n二 ３\u3000") == "一\n二 ３"
    assert loose("１ ２\n％") == "12%"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "，；：（）！？％\u3000",
        "（１）㎡…℃，\u3000ｱﾞ",
        "，\u0301Å；㈱",
        "已开工６０％，（在建）" * 9,
        "ascii, only",
    ],
)
def test_text_is_compared_in_its_compatible_form(text: str) -> None:
    assert loose(text) == "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("开工60%，在建（2 个）", "开工６０％,在建(2个)", True, id="width-and-blanks"),
        pytest.param("开工，在建；" * 12, "开工,在建;" * 12, True, id="long"),
        pytest.param("开工，在建", "开工。在建", False, id="other-mark"),
        pytest.param("开工，在建；" * 12, "开工、在建；" * 12, False, id="other-mark-long"),
    ],
)
def test_same_words(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same
