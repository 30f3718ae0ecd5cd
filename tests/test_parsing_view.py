from __future__ import annotations

import pytest

from taskboard.model import Span
from taskboard.parsing.view import View, canonical, with_stops


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        pytest.param("２０２３ 年９ 月30 日", "2023年9月30日", id="wide-digits-and-blanks"),
        pytest.param(
            "(责任单位:市教育局;市卫健委)", "（责任单位：市教育局；市卫健委）", id="brackets"
        ),
        pytest.param("聊政办发［2023］9号", "聊政办发（2023）9号", id="square-brackets"),
        pytest.param("川办〔2023〕9号", "川办〔2023〕9号", id="number-brackets-stay"),
        pytest.param("責任單位：縣應急管理局", "责任单位：县应急管理局", id="traditional"),
        pytest.param("“三公”\u200b经费\u202e", "“三公”经费", id="invisible-dropped"),
        pytest.param('推进"一网通办"和"双随机"', "推进“一网通办”和“双随机”", id="straight-quotes"),
        pytest.param("⼯作⽅案", "工作方案", id="radicals-of-a-font"),
        pytest.param("达到９０％以上", "达到90%以上", id="percent"),
    ],
)
def test_view_has_one_form_per_character(printed: str, seen: str) -> None:
    assert View.of(printed).text == seen


@pytest.mark.parametrize("text", ["统一标准", "一是加强", "PM2.5", "“十四五”"])
def test_plain_words_stay(text: str) -> None:
    assert View.of(text).text == text


def test_canonical_keeps_length() -> None:
    text = "責任 單位（Ａ）\u200b\t\U0001f600\ufb01"
    assert len(canonical(text)) == len(text)


def test_every_view_character_leads_back_to_its_original() -> None:
    text = "一、 推进 “一件事”\n\n２. 责任 单位：市 局"
    view = View.of(text)
    for i, char in enumerate(view.text):
        span = view.span(i, i + 1)
        assert canonical(text[span.start : span.end]).strip() in (char.strip(), char)


def test_pieces_of_a_paragraph_are_joined_and_words_mended() -> None:
    text = "健全规则 and 标\n\n准 体系\n下一段"
    view = View.over(text, [[Span(0, 10), Span(12, 16)], [Span(17, 20)]])
    assert view.text == "健全规则and标准体系\n下一段"
    assert view.words(0, view.text.index("系") + 1) == "健全规则and标准体系"
    at = view.text.index("标准")
    assert view.printed(at, at + 2) == "标\n\n准"


def test_latin_words_keep_one_blank() -> None:
    view = View.of("使用 Open Data 平台")
    assert view.words(0, len(view.text)) == "使用Open Data平台"


def test_newline_between_paragraphs_stays() -> None:
    assert View.of("甲\n乙").text == "甲\n乙"


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        pytest.param(
            "请认真执行.\n(一)推进公开.凡重大决策,要听取意见.\n(二)抓好落实(市财政局).\n",
            "请认真执行。\n（一）推进公开。凡重大决策，要听取意见。\n（二）抓好落实（市财政局）。\n",
            id="points-end-the-sentences",
        ),
        pytest.param(
            "一.推进公开。二是抓落实。\n1.抓好落实。增长3.5%。\n",
            "一.推进公开。二是抓落实。\n1.抓好落实。增长3.5%。\n",
            id="numbers-keep-theirs",
        ),
        pytest.param(
            "见附件.抓好落实。推进公开。完成任务。\n",
            "见附件.抓好落实。推进公开。完成任务。\n",
            id="one-slip-among-stops",
        ),
    ],
)
def test_half_width_points_as_stops(text: str, flat: str) -> None:
    assert with_stops(canonical(text)) == flat


@pytest.mark.parametrize("name", ["乾坤湾景区管委会", "乾县人民政府"])
def test_a_character_both_scripts_write_stays(name: str) -> None:
    assert View.of(name).text == name
