"""Web pages as saved: content apart from furniture, tables, encodings, pages without end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from taskboard.errors import DamagedFileError, EmptyFileError, WrongEndingError
from taskboard.model import SourceText
from taskboard.reading import read_file
from taskboard.reading.errors import TooLargeError, UndecodableTextError, UnsafeFileError
from taskboard.reading.html import decode

PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/x.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>不在正文</title><script>var a = "一、脚本";</script><style>p {{}}</style></head>
<body>
<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/b">文件</a></div>
<h1>甲县人民政府办公室关于印发要点的通知</h1>
<div class="info">来源：甲县政府网 浏览次数：<span>12</span> 【字体：大 中 小】</div>
<div class="share">分享到：<a>微信</a></div>
<div id="zoom" class="content">
<p>各乡镇人民政府：</p>
<p>&nbsp;&nbsp;现将要点印发给你们，请认真
贯彻落实，并于每月25日前报送进展情况。</p>
<p style="text-indent:2em"><strong>一、</strong>主动公开</p>
<p>（一）推进财政信息公开。各部门要按时公开预决算，做到应公开尽公开。<br>（责任单位：县财政局）</p>
<ol start="2"><li>建立目录，逐项公开重点领域信息，年底前完成。</li><li>及时更新 Web
page 内容。</li></ol>
<p style="display:none">隐藏水印</p>
<table><tr><td rowspan="2">序号</td><td colspan="2">责任</td></tr>
<tr><td>牵头<br>单位</td><td>配合</td></tr><tr><td>1</td><td>县教育局</td><td></td></tr></table>
<p>打印本页</p>
</div>
<div class="footer"><p>版权所有：甲县人民政府</p><p>主办：甲县政府办 冀ICP备0001号</p></div>
<!-- 注释 --></body></html>"""


def page(tmp_path: Path, text: str, charset: str = "utf-8") -> SourceText:
    path = tmp_path / "页.html"
    path.write_bytes(text.replace("{charset}", charset).replace("{{}}", "{}").encode(charset))
    return read_file(path)


def by_role(source: SourceText, role: str) -> list[str]:
    return [block.text for block in source.blocks if block.role == role]


def test_content_and_furniture_apart_nothing_lost(tmp_path: Path) -> None:
    source = page(tmp_path, PAGE)
    assert by_role(source, "body") == [
        "甲县人民政府办公室关于印发要点的通知",
        "各乡镇人民政府：",
        "现将要点印发给你们，请认真贯彻落实，并于每月25日前报送进展情况。",
        "一、主动公开",
        "（一）推进财政信息公开。各部门要按时公开预决算，做到应公开尽公开。",
        "（责任单位：县财政局）",
        "2.建立目录，逐项公开重点领域信息，年底前完成。",
        "3.及时更新 Web page 内容。",
        "序号\t责任\n牵头\n单位\t配合\n1\t县教育局\t",
    ]
    around = by_role(source, "header") + by_role(source, "footer")
    assert {"首页", "政务公开", "分享到：微信", "打印本页", "版权所有：甲县人民政府"} < set(around)
    assert not any(word in source.text for word in ("脚本", "隐藏水印", "注释", "不在正文"))
    for block in source.blocks:
        assert source.text[slice(*block.span)] == block.text


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ('<p><a href="x.doc">附件：分解表.doc</a></p>', "body"),
        ('<div class="links"><a href="x.doc">1.责任清单.xls</a></div>', "body"),
        ('<div class="links"><a href="x">市财政局</a></div>', "footer"),
        ('<p><a href="x.html">政策解读</a></p>', "footer"),
        ('<div class="share"><a href="x">分享附件到微信</a></div>', "footer"),
    ],
    ids=["annex", "file", "site", "link", "share"],
)
def test_annexes_offered_below_the_content_are_no_furniture(
    printed: str, role: str, tmp_path: Path
) -> None:
    text = PAGE.replace('<div class="footer">', f'{printed}<div class="footer">')
    words = re.sub("<[^>]+>", "", printed)
    assert words in by_role(page(tmp_path, text), role)


def test_merged_cells(tmp_path: Path) -> None:
    table = next(block for block in page(tmp_path, PAGE).blocks if block.kind == "table")
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in table.cells] == [
        ("序号", 0, 0, 2, 1),
        ("责任", 0, 1, 1, 2),
        ("牵头\n单位", 1, 1, 1, 1),
        ("配合", 1, 2, 1, 1),
        ("1", 2, 0, 1, 1),
        ("县教育局", 2, 1, 1, 1),
        ("", 2, 2, 1, 1),
    ]


@pytest.mark.parametrize(
    ("charset", "stated"),
    [
        pytest.param("gb18030", "gb2312", id="gb2312-stated-holds-more"),
        pytest.param("gb18030", "utf-8", id="wrongly-stated"),
        pytest.param("utf-8", "gb2312", id="wrongly-stated-gb"),
        pytest.param("utf-8-sig", "no-such-charset", id="unknown-stated"),
        pytest.param("utf-16", "utf-16", id="marked-utf-16"),
    ],
)
def test_encodings(charset: str, stated: str) -> None:
    text = f'<meta charset="{stated}"><p>公开㐂</p>'
    assert "公开㐂" in decode(text.encode(charset), "a.html").removeprefix("\ufeff")


def test_a_page_laid_out_by_tables_and_a_data_table_alone(tmp_path: Path) -> None:
    laid = (
        "<html><table><tr><td><a href=x>首页</a></td></tr>"
        "<tr><td><div><p>{0}</p><p>{0}二</p></div></td></tr></table>"
    )
    sentence = "一、推进政务公开，提升工作质量，年底前完成。"
    source = page(tmp_path, laid.replace("{0}", sentence))
    assert by_role(source, "body") == [sentence, sentence + "二"]
    rows = (
        "<tr><td>序号</td><td>工作任务</td><td>责任单位</td></tr>"
        + "<tr><td>1</td><td>甲</td><td>乙局</td></tr>"
    )
    source = page(tmp_path, f"<html><body><table>{rows}</table></body></html>")
    assert [(block.kind, block.role) for block in source.blocks] == [("table", "body")]


def test_lost_words_are_a_finding(tmp_path: Path) -> None:
    rows = "<tr><td></td><td></td><td></td></tr>" * 3
    source = page(
        tmp_path, f"<html><p>附件：任务分解表，请认真贯彻落实好。</p><table>{rows}</table></html>"
    )
    assert [finding.code for finding in source.findings] == ["damaged-table"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"<html>" + b"<div>" * 50_000 + b"x", DamagedFileError, id="deep"),
        pytest.param(b"<html>" + b"<td>" * 1_000_000, TooLargeError, id="million-cells"),
        pytest.param(
            b"<html><table>" + b"<tr>" + b"<td rowspan=999 colspan=999>x</td>" * 9 + b"</tr>"
            + b"<tr><td>y</td></tr>" * 999,
            TooLargeError,
            id="endless-spans",
        ),
        pytest.param(
            b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>',
            UnsafeFileError,
            id="entities",
        ),
        pytest.param("一、公开".encode(), WrongEndingError, id="text"),
        pytest.param(b"%PDF-1.4", WrongEndingError, id="pdf"),
        pytest.param(b"<p>\xff\xff\xff</p>", UndecodableTextError, id="no-text"),
        pytest.param(b"<html><body><script>x</script></body></html>", EmptyFileError, id="blank"),
    ],
)  # fmt: skip
def test_bad_pages(data: bytes, error: type[Exception], tmp_path: Path) -> None:
    path = tmp_path / "坏.htm"
    path.write_bytes(data)
    with pytest.raises(error, match="坏"):
        read_file(path)


def test_frames_are_reported_not_fetched(tmp_path: Path) -> None:
    source = page(tmp_path, '<html><body><iframe src="http://a.example/x"></iframe></body></html>')
    assert [finding.code for finding in source.findings] == ["frame-only"]
