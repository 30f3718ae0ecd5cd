"""The usual slips of a template, told in Chinese, with Jinja2's own words behind."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from taskboard.office.docx import render_document
from taskboard.office.mistakes import MISTAKES, told
from taskboard.office.template import BrokenTemplateError, cell_environment, render_page
from taskboard.office.xlsx_template import render_workbook

NAMES = {"title": "要点", "row": {"due": dt.date(2026, 9, 30)}, "rows": [1, 2]}


def slip(text: str) -> str:
    with pytest.raises(MISTAKES) as trouble:
        cell_environment().from_string(text).render(**NAMES)
    return told(trouble.value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("{{ titel }}", "用到了没有的名称“titel”", id="name"),
        pytest.param("{{ row.dues }}", "用到了没有的名称：这里没有“dues”这一项", id="item"),
        pytest.param("{{ rows[5] }}", "用到了没有的名称：没有第 5 个", id="place-in-a-list"),
        pytest.param("{{ row.due|daay }}", "没有“daay”这种格式", id="filter"),
        pytest.param("{{ title is odder }}", "没有“odder”这种判断", id="test"),
        pytest.param("{% fro r in rows %}", "不认识的标记“fro”", id="tag"),
        pytest.param("{% if title %}{% endfi %}", "不认识的标记“endfi”", id="tag-in-a-block"),
        pytest.param("{% for r in rows %}", "缺少 {% endfor %}", id="loop-not-closed"),
        pytest.param("{% if title %}{% else %}", "缺少 {% endif %}", id="condition-not-closed"),
        pytest.param("{% endfor %}", "“endfor”前面没有对应的 {% for %}", id="end-alone"),
        pytest.param("{% else %}", "“else”前面没有对应的 {% if 或 for %}", id="else-alone"),
        pytest.param(
            "{% for r in rows %}{% endif %}",
            "{% for %} 还没有用 {% endfor %} 结束，就写了“endif”", id="crossed",
        ),
        pytest.param("{{ title", "没有写完，缺少“}}”", id="cut-short"),
        pytest.param("{{ title }", "“}”前写漏或写多了", id="one-bracket"),
        pytest.param("{{ }}", "“}}”前缺少名称或算式", id="empty"),
        pytest.param("{{ title + }}", "“}}”前写漏或写多了", id="sum-without-an-end"),
        pytest.param("{{ title | }}", "应为“名称”的地方写了“}}”", id="bar-without-a-format"),
        pytest.param("{% for r rows %}", "应为“in”的地方写了“rows”", id="loop-without-in"),
        pytest.param("{{ row. }}", "点号后面缺少名称", id="point"),
        pytest.param("{{ rows，title }}", "不认识的符号“，”，符号和引号请用半角", id="wide-comma"),
        pytest.param("{{ 'abc }}", "引号没有成对", id="quote"),
        pytest.param("{# 说明", "注释缺少 #}", id="comment"),
        pytest.param("{{ title.__class__ }}", "用到了不允许的内容“__class__”", id="sandbox"),
        pytest.param("{% include 'x' %}", "不能引用别的模板", id="include"),
        pytest.param("{{ rows + 1 }}", "算式两边不能这样计算", id="sum"),
        pytest.param("{{ 1 / 0 }}", "算式的除数为零", id="by-nought"),
        pytest.param("{{ title() }}", "名称后面不能加括号", id="call"),
        pytest.param("{% for r in 5 %}{% endfor %}", "不是可以逐个取的一列", id="no-list"),
        pytest.param("{{ rows|day }}", "不能用这种格式或写法", id="format-of-a-list"),
        pytest.param("{{ row.due|day(1) }}", "括号里的内容多了、少了或不认识", id="argument"),
        pytest.param("{{ title(x=1, x=2) }}", "括号里的内容多了", id="argument-twice"),
        pytest.param("{% set true = 2 %}", "set、for 后面的名称不能用这个词", id="kept-word"),
        pytest.param("{% if 1 %}{% end if %}", "不要空格，应写 {% endif %}", id="end-apart"),
        pytest.param("{% For r in rows %}", "不认识的标记“For”，应写 for", id="capital"),
        pytest.param("{% if 1 %}{% elseif 2 %}", "“elseif”，应写 elif", id="elseif"),
        pytest.param("{% %}", "{% %} 里是空的", id="empty-tag"),
        pytest.param("{% if title > 3 %}{% endif %}", "文字和数、空值之间不能比较", id="compared"),
        pytest.param("{% for a, b in rows %}{% endfor %}", "名称个数和每一项的个数", id="pairs"),
        pytest.param("{{ 3|length }}", "数不出个数", id="length-of-a-number"),
        pytest.param("{{ title|rate }}", "不能用这种格式或写法", id="format-of-a-text"),
        pytest.param("{{ none|number }}", "不能用这种格式或写法", id="format-of-nothing"),
        pytest.param("{{ title in 5 }}", "in 后面不是可以查找的", id="in-a-number"),
        pytest.param("{{ -title }}", "算式两边不能这样计算", id="minus"),
        pytest.param("{{ 10 ** 100000000 }}", "算出的数或文字太大", id="power"),
        pytest.param("{{ title * 100000000 }}", "算出的数或文字太大", id="repetition"),
        pytest.param("{{ 'a' ** 2 }}", "算出的数或文字太大", id="power-of-a-text"),
        pytest.param("{{ '{0} {1}'.format(1) }}", "无法填写", id="rare-slip"),
        pytest.param("{{ cycler() }}", "无法填写", id="rare-slip-while-running"),
        pytest.param("{{ title|truncate(-1) }}", "无法填写", id="rare-slip-of-a-format"),
        pytest.param(
            "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "没有尽头", id="without-end",
        ),
    ],
)  # fmt: skip
def test_a_slip_is_told_in_chinese(text: str, words: str) -> None:
    told_ = slip(text)
    assert words in told_ and not re.search("[a-z]+ [a-z]+ [a-z]+", told_)


def test_what_can_be_counted_is() -> None:
    sheet = cell_environment().from_string("{{ 3 * 4 }} {{ 2 ** 10 }} {{ '—' * 3 }} {{ rows * 2 }}")
    assert sheet.render(NAMES) == "12 1024 ——— [1, 2, 1, 2]"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("{{ titel }}", "'titel' is undefined"),
        ("{{ row.due|daay }}", "No filter named 'daay'"),
        ("{% for r in rows %}", "Jinja was looking for the following tags"),
    ],
)
def test_the_words_of_the_library_stand_in_the_english_sentence(
    tmp_path: Path, text: str, english: str
) -> None:
    (tmp_path / "board.html").write_text(text, "utf-8")
    book = Workbook()
    book.active["C7"] = f"第 {text} 项"  # type: ignore[index]
    book.save(tmp_path / "progress.xlsx")
    for fill in (
        lambda: render_page("board.html", NAMES, tmp_path),
        lambda: render_workbook(tmp_path / "progress.xlsx", NAMES),
    ):
        with pytest.raises(BrokenTemplateError) as trouble:
            fill()
        assert english in trouble.value.en and english not in trouble.value.zh


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ row.dues }}", "没有的名称“dues”"),
        ("{{ titel }}", "没有的名称“titel”"),
        ("{{ row.due|daay }}", "没有“daay”这种格式"),
        ("第 {{ title + }} 项", "写漏或写多了"),
        ("{{ title(x=1, x=2) }}", "括号里的内容多了"),
        ("{{ [1][row] }}", "用到了没有的名称"),
    ],
)
def test_a_cell_is_named(tmp_path: Path, text: str, words: str) -> None:
    book = Workbook()
    book.active["C7"] = text  # type: ignore[index]
    path = tmp_path / "progress.xlsx"
    book.save(path)
    with pytest.raises(BrokenTemplateError) as trouble:
        render_workbook(path, NAMES)
    message = str(trouble.value)
    assert "工作表“Sheet”单元格 C7" in message and words in message and text in message


@pytest.mark.parametrize("text", ["{{ rows|day }}", "{{ titel }}", "{% if %}", "{{ 1 / 0 }}"])
def test_a_page_names_its_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "board.html").write_text(f"<p>\n</p>\n{text}\n", "utf-8")
    with pytest.raises(BrokenTemplateError, match=r"模板 board\.html 第 3 行 有误"):
        render_page("board.html", NAMES, tmp_path)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("｛｛ title ｝｝", True),
        ("{｛ title }}", True),
        ("第｛% if title %｝项", True),
        ("{％ for r in rows ％}", True),
        ("一｛二｝三 50％", False),
        ("{{ title }}（见｛注｝）", False),
        ("一{二}三 50%}", True),
        ("一{二}三 {4", False),
        ("{{ title", True),
        ("{{ title }", True),
        ("title }}", True),
        ("{% if title }甲{% endif %}", True),
        ("甲 %}", True),
        ("{{ {'a': {'b': title}}['a']['b'] }}", False),
    ],
)
def test_marks_that_do_not_work_are_told_and_not_printed(
    tmp_path: Path, text: str, wrong: bool
) -> None:
    book = Workbook()
    book.active["B2"] = text  # type: ignore[index]
    book.save(tmp_path / "表.xlsx")
    paper = Document()
    paper.add_paragraph(text)
    paper.save(str(tmp_path / "文.docx"))
    fills = (
        lambda: render_workbook(tmp_path / "表.xlsx", NAMES),
        lambda: render_document(tmp_path / "文.docx", NAMES),
    )
    for fill in fills:
        if wrong:
            with pytest.raises(BrokenTemplateError, match="写法有误"):
                fill()
        else:
            assert fill()


def test_a_page_of_the_office_with_wide_signs_is_told_by_line(tmp_path: Path) -> None:
    (tmp_path / "board.html").write_text(
        "<style>a{b{c:d}}</style>\n<p>｛｛ title ｝｝</p>", "utf-8"
    )
    with pytest.raises(BrokenTemplateError, match=r"board\.html 第 2 行 有误.*请用半角"):
        render_page("board.html", NAMES, tmp_path)
    (tmp_path / "board.html").write_text("<style>a{b{c:d}}</style>\n<p>{{ title }}</p>", "utf-8")
    assert "要点" in render_page("board.html", NAMES, tmp_path)
