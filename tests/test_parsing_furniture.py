from __future__ import annotations

import pytest

from taskboard.parsing.furniture import bare_page_numbers, kind_of_line
from taskboard.parsing.grammar import SHIPPED, extended
from taskboard.parsing.parse import parse
from taskboard.parsing.view import View
from taskboard.reading import read_text


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("— 5 —", "page-mark"),
        ("- 12 -", "page-mark"),
        ("第3页 共12页", "page-mark"),
        ("第 3 页", "page-mark"),
        ("3/12", "page-mark"),
        ("当前位置：首页>政务公开", "web-navigation"),
        ("上一篇：无", "web-navigation"),
        ("图解：青山县2024年工作要点", "web-navigation"),
        ("一图读懂：青山县2024年工作要点", "web-navigation"),
        ("首页 > 政策文件", "web-navigation"),
        ("青山新闻网 > 文明青山 > 五大创建", "web-navigation"),
        ("> 信息公开 > 政策文件", "web-navigation"),
        ("【打印】【关闭】", "web-tools"),
        ("字体：[大 中 小]", "web-tools"),
        ("分享到：微信 微博", "web-tools"),
        ("编辑：李明", "web-tools"),
        ("扫一扫在手机打开当前页", "web-tools"),
        ("版权所有：青山县人民政府", "web-footer"),
        ("主办：青山县人民政府办公室 网站标识码：1234567890", "web-footer"),
    ],
)
def test_furniture(line: str, kind: str) -> None:
    assert kind_of_line(View.of(line).text, SHIPPED) == kind


@pytest.mark.parametrize(
    "line",
    [
        "5",
        "2023",
        "（5）—（8）项由县应急局负责",
        "做好首页建设。",
        "编辑出版《安塘年鉴》。",
        "上一年度工作回头看",
        "产值>10亿元",
        "优秀>良好>合格，按得分排序。",
        "《<政府工作报告>任务分解》",
        "关闭不合格煤矿3处",
        "主办单位：市教育局",
        "主办：市教育局；协办：市财政局",
        "打印店专项整治",
        "字号清理规范",
        "图解宣传覆盖所有村庄",
        "做好一图读懂：每月制作图解1期",
    ],
)
def test_words_of_the_document_are_no_furniture(line: str) -> None:
    assert kind_of_line(View.of(line).text, SHIPPED) == ""


def test_bare_numbers_are_page_marks_only_in_a_row() -> None:
    body = [f"正文{i}" for i in range(8)]
    assert bare_page_numbers([*body, "1", *body, "2", *body]) == {8, 17}
    assert bare_page_numbers(["1", "甲", "2", "乙"]) == set()
    assert bare_page_numbers([*body, "7", *body]) == set()


def test_an_office_adds_its_own_line() -> None:
    own = extended({"furniture": ["为民务实清廉"]})
    assert kind_of_line("为民务实清廉", own) == "office"
    assert kind_of_line("为民务实清廉", SHIPPED) == ""


@pytest.mark.parametrize(
    ("tail", "last"),
    [
        ("主办：青山县人民政府办公室 承办：县大数据局\n网站标识码：1234567890\n", ""),
        (
            "主办：青山县教育局\n二、修路。每月一次。\n网站标识码：1234567890\n",
            "主办：青山县教育局",
        ),
        ("主办：青山县教育局\n", "主办：青山县教育局"),
    ],
)
def test_who_runs_the_site_stands_above_its_footer(tail: str, last: str) -> None:
    parsed = parse(read_text(f"青山县2024年工作要点\n一、建园。新建公园2个。\n{tail}"))
    assert ("主办" in parsed.tasks[0].text) is bool(last)
