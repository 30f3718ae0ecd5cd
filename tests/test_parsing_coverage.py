from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taskboard.errors import EmptyFileError
from taskboard.model import Parsed, SourceText
from taskboard.parsing.contract import to_json
from taskboard.parsing.coverage import Mark, overlay
from taskboard.parsing.parse import parse
from taskboard.parsing.view import View
from taskboard.reading import read_file, read_text

SAMPLES = sorted(
    path
    for path in (Path(__file__).parents[1] / "samples").iterdir()
    if path.suffix in (".txt", ".docx")
)
WORDS = [
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "（1）",
    "1.",
    "2．",
    "3、",
    "①",
    "第一条",
    "第二章",
    "1.1",
    "-",
    "#",
    "—",
    "5",
    "—",
    "一是",
    "二是",
    "三是",
    "总体要求",
    "指导思想",
    "（责任单位：市教育局、县（区）人民政府）",
    "〔牵头单位：市财政局〕",
    "责任单位：",
    "完成时限：",
    "由市水利局牵头，",
    "市发改局配合",
    "按职责分工负责",
    "各乡镇、各部门",
    "各单位要",
    "本要点",
    "2023年9月30日前",
    "6月底前",
    "每季度",
    "每月25日前",
    "20个工作日内",
    "之日起",
    "不少于10次",
    "达到90%以上",
    "全年",
    "附件：1.清单",
    "附件1",
    "抄送：市委办，",
    "存档",
    "2023年7月12日印发",
    "二〇二三年七月二日",
    "（此件公开发布）",
    "某市人民政府办公室",
    "某市人民政府办公室文件",
    "关于印发《2023年工作要点》的通知",
    "2023年工作要点",
    "某政办发〔2023〕9号",
    "各县（市、区）人民政府：",
    "秘密★1年",
    "列第一位的为牵头单位",
    "下同",
    "不再列出",
    "序号\t任务\t单位",
    "《",
    "》",
    "“",
    "”",
    "（",
    "）",
    "〔",
    "〕",
    "【",
    "】",
    "。",
    "；",
    "，",
    "、",
    "：",
    "责任單位",
    "①",
    "㈠",
    "【打印】",
    "当前位置：首页",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\x07",
    "😀",
    "\u3000",
    "２０２３年",
    "５０％",
    "and",
    "推进",
    "加强",
    "管理",
    "公开",
    "字",
    "的",
]
SEPARATORS = ["", "", "", "。", "\n", "\n", "\n\n", " ", "\u3000\u3000", "\t", "，"]
PIECES = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)), min_size=1, max_size=60
)


def uncovered(parsed: Parsed) -> list[int]:
    """Return the non-blank characters that are not covered exactly once."""
    times = [0] * len(parsed.text)
    for item in parsed.coverage:
        for at in range(*item.span):
            times[at] += 1
    return [at for at, char in enumerate(parsed.text) if not char.isspace() and times[at] != 1]


def read_any(text: str) -> Parsed:
    """Parse ``text``; one without a single visible character counts as one blank paragraph."""
    try:
        return parse(read_text(text))
    except EmptyFileError:
        return parse(SourceText("-", "txt", "", text, ()))


def squeezed(text: str) -> str:
    return "".join(View.of(text).text.split())


def printed(words: str, text: str) -> bool:
    """Tell whether ``words`` stand in ``text`` in order; page marks may stand between."""
    left = iter(squeezed(text))
    return all(char in left for char in squeezed(words))


def check_places(parsed: Parsed) -> None:
    """Cut every span out of the text and look for the words the value prints."""
    text = parsed.text
    for clause in parsed.outline:
        assert printed(clause.heading, text[slice(*clause.span)])
    for task in parsed.tasks:
        for unit in task.units:
            assert printed(unit.as_written, text[slice(*unit.span)])
        for deadline in task.deadlines:
            assert printed(deadline.text, text[slice(*deadline.span)])
        for target in task.targets:
            assert printed(target.text, text[slice(*target.span)])
    for found in parsed.findings:
        assert found.span is None or 0 <= found.span.start <= found.span.end <= len(text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples_are_covered_once_and_values_stand_where_they_say(path: Path) -> None:
    parsed = parse(read_file(path))
    assert uncovered(parsed) == []
    check_places(parsed)
    assert parsed.tasks


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_text_made_of_the_grammars_own_words(pieces: list[tuple[str, str]]) -> None:
    parsed = read_any("".join(word + gap for word, gap in pieces))
    assert uncovered(parsed) == []
    assert to_json(parsed)["schema"] == "taskboard.parse/1"
    codes = [task.code for task in parsed.tasks]
    assert len(codes) == len(set(codes))


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_text_whatever_gives_a_result(text: str) -> None:
    assert uncovered(read_any(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "（" * 10000 + "）" * 10000,
        "一、" + "加强领导，" * 20000,
        "1" * 50000,
        "\u202e一、甲\u200b。\x00\x07乙",
        "一\t二\n" * 3000,
        "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n" * 500,
    ],
    ids=["nested-brackets", "one-line", "digits", "invisible", "tabs", "headings"],
)
def test_monsters(text: str) -> None:
    assert uncovered(parse(read_text(text))) == []


def test_overlay_cuts_what_lies_below() -> None:
    below = [Mark(0, 5, "task", "a"), Mark(5, 9, "task", "b")]
    assert overlay(below, [Mark(3, 6, "rule", "r")]) == [
        Mark(0, 3, "task", "a"),
        Mark(3, 6, "rule", "r"),
        Mark(6, 9, "task", "b"),
    ]
    assert overlay(below, []) == below
