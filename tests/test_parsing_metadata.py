"""The labels that government sites print above a document."""

from __future__ import annotations

import pytest

from taskboard.parsing.metadata import is_metadata
from taskboard.parsing.parse import parse
from taskboard.reading import read_text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("索引号：zfb/2024-0001", True, id="colon"),
        pytest.param("发文字号|青政发〔2025〕3号", True, id="cell"),
        pytest.param("【文件来源】-----------", True, id="bracketed"),
        pytest.param("文号青政办〔2020〕91号公开日期2020-10-30", True, id="blank-alone"),
        pytest.param("文号管理办法", False, id="a-word-that-opens-so"),
        pytest.param("责任单位：县水利局", False, id="a-duty"),
    ],
)
def test_a_label_of_a_site(line: str, expected: bool) -> None:
    assert is_metadata(line) is expected


PAGE = """青禾州人民政府办公室关于印发《青禾州2020年项目攻坚方案》的通知
2020-10-30
{number}

各县人民政府，州政府各部门：

《青禾州2020年项目攻坚方案》已经州政府同意，现印发给你们。

青禾州人民政府办公室
2020年10月30日

青禾州2020年项目攻坚方案
一、抓项目。建成项目3个。（责任单位：州发展改革委）
"""


@pytest.mark.parametrize(
    ("line", "number", "basis"),
    [
        pytest.param(" 文  号  青政办〔2020〕91号  公开日期  2020-10-30", "青政办〔2020〕91号", ()),
        pytest.param(" 公开日期  2020-10-30", None, (), id="none-printed"),
    ],
)
def test_a_number_behind_a_label_and_a_blank(
    line: str, number: str | None, basis: tuple[str, ...]
) -> None:
    index = " 索 引 号  01507828-1-30/2020-1030001  发布机构  州政府\n"
    document = parse(read_text(PAGE.format(number=index + line))).document
    assert (document.number, document.basis) == (number, basis)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        pytest.param("2022年县政府常务会议确定事项落实情况的通报", True, id="the-only-title"),
        pytest.param("政务督查", False, id="a-column-of-the-site"),
    ],
)
def test_a_title_that_only_the_page_prints(name: str, title: bool) -> None:
    page = (
        f"文件名称 | {name} |\n文号 | 督察通报第七期 | 成文日期: | 2022年09月14日 |\n"
        "近期，县政府督查室开展了督查，现通报如下。\n一、总体情况\n确定事项22件。\n"
        "二、工作要求\n加快办理。\n"
    )
    assert parse(read_text(page)).document.title == (name if title else None)
