from __future__ import annotations

import pytest

from taskboard.parsing.markers import marker, numeral


@pytest.mark.parametrize(
    ("text", "style", "value", "rest"),
    [
        pytest.param("一、总体要求", "cn", 1, "总体要求", id="yi"),
        pytest.param("二十四、加强监管", "cn", 24, "加强监管", id="twenty-four"),
        pytest.param("三.健全机制", "cn", 3, "健全机制", id="dot-for-pause-mark"),
        pytest.param("（一）加强领导", "cnp", 1, "加强领导", id="bracketed"),
        pytest.param("二）加强考核", "cnp", 2, "加强考核", id="half-bracketed"),
        pytest.param("（二十四）开展巡查", "cnp", 24, "开展巡查", id="bracketed-run-on"),
        pytest.param("㈢开展巡查", "cnp", 3, "开展巡查", id="one-sign"),
        pytest.param("1.推进改革", "num", 1, "推进改革", id="arabic-dot"),
        pytest.param("12、推进改革", "num", 12, "推进改革", id="arabic-pause-mark"),
        pytest.param("3.2023年底前建成", "num", 3, "2023年底前建成", id="year-after-number"),
        pytest.param("4.6月底前完成", "num", 4, "6月底前完成", id="month-after-number"),
        pytest.param("3.12月31日前验收", "num", 3, "12月31日前验收", id="day-after-number"),
        pytest.param("2.9月份启动", "num", 2, "9月份启动", id="month-named-after-number"),
        pytest.param("（1）矿山", "nump", 1, "矿山", id="arabic-bracketed"),
        pytest.param("2）危化品", "nump", 2, "危化品", id="arabic-half-bracketed"),
        pytest.param("①矿山", "circle", 1, "矿山", id="circle"),
        pytest.param("⑵危化品", "nump", 2, "危化品", id="one-sign-bracketed"),
        pytest.param("第一章总则", "chapter", 1, "总则", id="chapter"),
        pytest.param("第十二条各单位应当", "article", 12, "各单位应当", id="article"),
        pytest.param("第二部分重点任务", "part", 2, "重点任务", id="part"),
        pytest.param("叁、队伍建设", "great", 3, "队伍建设", id="capital"),
        pytest.param("第一类经济指标", "part", 1, "经济指标", id="class"),
        pytest.param("1.1推进改革", "dot2", 1, "推进改革", id="decimal"),
        pytest.param("2.3.4推进改革", "dot3", 4, "推进改革", id="decimal-of-three"),
        pytest.param("-（一）加强领导", "cnp", 1, "加强领导", id="markdown-bullet"),
        pytest.param("##二、任务", "cn", 2, "任务", id="markdown-heading"),
    ],
)
def test_marker(text: str, style: str, value: int, rest: str) -> None:
    found = marker(text)
    assert found is not None
    assert (found.style, found.value, text[found.end :]) == (style, value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "一、二级市场",
        "一、二、三等奖",
        "三、四季度",
        "1.5亿元投资",
        "2.5万人次",
        "1.5月内",
        "3.13月底前",
        "1.2月报表",
        "2、3月份",
        "2023年工作",
        "（2023）9号",
        "（含乡镇）",
        "第一责任人",
        "第三条件",
        "第二条规定",
        "一是加强领导",
        "统一、规范",
        "十一届三中全会",
        "5G基站",
        "",
        "-",
        "一",
        "壹万元",
        "第一类医疗器械经营企业，应当备案。",
        "壹、贰、叁",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert marker(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("二十四", 24), ("一百零三", 103), ("30", 30)],
)
def test_numeral(text: str, value: int) -> None:
    assert numeral(text) == value
