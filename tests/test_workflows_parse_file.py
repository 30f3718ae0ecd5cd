"""Whole documents through `parse_file`: what stands in odd places is found all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml import parse_xml

from reading_docx_maker import rezip
from taskboard.cli.parse_table import render
from taskboard.parsing.contract import to_json
from taskboard.workflows.parse_file import parse_file

NUMBER = "云政办发〔2023〕6号"
BODY = (
    "云溪县人民政府办公室关于印发2023年政务公开工作要点的通知",
    "各乡镇人民政府，县政府各部门：",
    "现将要点印发给你们，请认真贯彻执行。",
    "云溪县人民政府办公室",
    "2023年4月12日",
    "2023年政务公开工作要点",
    "一、公开财政",
    "（一）预算公开。6月底前完成预算公开。（责任单位：县财政局）",
    "（二）决算公开。9月底前完成决算公开。（责任单位：县审计局）",
)
SPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{name}"'
    for prefix, name in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("mc", "openxmlformats.org/markup-compatibility/2006"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
    )
)
INSIDE = f"<w:txbxContent><w:p><w:r><w:t>{NUMBER}</w:t></w:r></w:p></w:txbxContent>"
BOX = (
    f"<w:p {SPACES}><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
    f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{INSIDE}</wps:txbx></wps:wsp></a:graphicData>"
    f"</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    f"<v:textbox xmlns:v='urn:schemas-microsoft-com:vml'>{INSIDE}</v:textbox></w:pict>"
    f"</mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def in_page_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = NUMBER
    document.sections[0].footer.paragraphs[0].text = "— 1 —"


def in_first_page_header(document: Any) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "云溪县人民政府办公室文件"
    section.first_page_header.add_paragraph(NUMBER)


def in_box_of_the_header(document: Any) -> None:
    document.sections[0].header._element.append(parse_xml(BOX))


def in_box_above(document: Any) -> None:
    document.element.body.insert(0, parse_xml(BOX))


def in_box_below(document: Any) -> None:
    document.element.body.insert(len(BODY), parse_xml(BOX))


def in_table(document: Any) -> None:
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "云溪县人民政府办公室文件"
    table.cell(1, 0).text, table.cell(1, 1).text = NUMBER, "签发人：张三"
    document.element.body.insert(0, table._element)


@pytest.mark.parametrize(
    "put",
    [in_page_header, in_first_page_header, in_box_of_the_header, in_box_above, in_box_below,
     in_table],
)  # fmt: skip
def test_a_number_that_stands_apart_from_the_text(
    put: Callable[[Any], None], tmp_path: Path
) -> None:
    document = Document()
    for line in BODY:
        document.add_paragraph(line)
    put(document)
    document.save(str(tmp_path / "a.docx"))
    parsed = parse_file(str(tmp_path / "a.docx"))
    assert parsed.document.number == NUMBER
    assert parsed.text.count(NUMBER) == 1
    assert [task.code for task in parsed.tasks] == ["1.1-1", "1.2-1"]
    assert [one.why for one in parsed.coverage if one.kind == "letterhead"].count("number") == 1


def test_two_numbers_apart_are_no_guess(tmp_path: Path) -> None:
    document = Document()
    for line in BODY:
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = NUMBER
    document.sections[0].footer.paragraphs[0].text = "云政发〔2022〕9号"
    document.save(str(tmp_path / "a.docx"))
    assert parse_file(str(tmp_path / "a.docx")).document.number is None


PAGE = """<html><head><meta charset="utf-8"></head><body>
<div class="nav"><a href="/">首页</a><a href="/a">政务公开</a></div>
<div class="crumb">您现在的位置：<a>首页</a> &gt; <a>文件</a></div>
{index}
<h1>云溪县人民政府办公室关于印发2023年政务公开工作要点的通知</h1>
<div class="bar">发布时间：2023-04-13 字体：【大 中 小】 <a>打印本页</a></div>
<div id="zoom"><p>各乡镇人民政府，县政府各部门：</p><p>现将要点印发给你们，请认真贯彻执行。</p>
<p>2023年政务公开工作要点</p><p>一、预算公开。6月底前完成预算公开，全年培训不少于2次。
（责任单位：县财政局）</p></div>
<div class="footer">版权所有：云溪县人民政府</div></body></html>"""


@pytest.mark.parametrize(
    "index",
    [
        pytest.param(
            "<table><tr><td>索 引 号：</td><td>YX/2023-1</td><td>发文日期：</td>"
            "<td>2023-04-12</td></tr><tr><td>文　　号：</td><td>云政办发〔2023〕6号</td>"
            "<td>有效性：</td><td>有效</td></tr></table>",
            id="table",
        ),
        pytest.param(
            "<table><tr><td>索引号</td><td>YX/2023-1</td></tr><tr><td>文号</td>"
            "<td>云政办发〔2023〕6号</td></tr></table>",
            id="table-without-colons",
        ),
        pytest.param(
            "<ul><li><b>索引号：</b>YX/2023-1</li><li><b>文号：</b>云政办发〔2023〕6号</li></ul>",
            id="list",
        ),
    ],
)
def test_a_number_in_the_index_of_a_saved_page(index: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format(index=index), "utf-8")
    parsed = parse_file(str(tmp_path / "a.html"))
    assert parsed.document.number == NUMBER
    assert [task.code for task in parsed.tasks] == ["1-1"]
    around = "".join(
        parsed.text[slice(*one.span)] for one in parsed.coverage if one.kind == "furniture"
    )
    assert all(words in around for words in ("首页", "您现在的位置", "打印本页", "版权所有"))


def workbook(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


HEADER: list[object] = ["序号", "工作任务", "责任单位", "完成时限", "资金来源"]


def test_a_table_without_a_year_says_so_once(tmp_path: Path) -> None:
    rows: list[list[object]] = [[1, "公开预算", "县财政局", "6月30日", ""],
                                [2, "公开决算", "县财政局", "9月底前", ""]]  # fmt: skip
    path = workbook(tmp_path / "a.xlsx", HEADER, *rows)
    codes = [one.code for one in parse_file(str(path)).findings]
    assert codes.count("year-missing") == 1
    assert "deadline-ambiguous" not in codes
    dated = parse_file(str(path), year=2025)
    assert [str(d.due_on) for t in dated.tasks for d in t.deadlines] == ["2025-06-30", "2025-09-30"]
    assert "year-missing" not in [one.code for one in dated.findings]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("一、公开。6月底前完成。", True, id="month-end"),
        pytest.param("一、公开。年底前完成。", True, id="year-end"),
        pytest.param("一、公开。2025年6月底前完成。", False, id="own-year"),
        pytest.param("一、公开。每月公开一次。", False, id="cycle"),
    ],
)
def test_a_text_without_a_year(text: str, said: bool) -> None:
    parsed = parse_file("-", data=text.encode())
    assert ("year-missing" in [one.code for one in parsed.findings]) == said


def test_the_title_of_an_annex_is_without_its_number(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["附件1"], ["云溪县2025年重点项目责任分解表"],
                    HEADER, [1, "建桥", "县交通局", "6月底前", "财政"])  # fmt: skip
    assert parse_file(str(path)).document.title == "云溪县2025年重点项目责任分解表"


def test_a_footnote_is_no_clause_and_no_part_of_one(tmp_path: Path) -> None:
    note = "1. 指县本级预算，年底前公开。（责任单位：县教育局）"
    relation = (
        '<Relationship Id="rF" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    )

    def with_note(parts: dict[str, bytes]) -> None:
        notes = (
            f"<w:footnotes {SPACES}><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>"
            f"<w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>"
        )
        parts["word/footnotes.xml"] = notes.encode()
        links = "word/_rels/document.xml.rels"
        parts[links] = parts[links].replace(b"</Relationships>", relation.encode())

    document = Document()
    for line in BODY:
        document.add_paragraph(line)
    reference = f"<w:r {SPACES}><w:footnoteReference w:id='2'/></w:r>"
    document.paragraphs[7]._element.append(parse_xml(reference))
    document.save(str(tmp_path / "a.docx"))
    rezip(tmp_path / "a.docx", tmp_path / "b.docx", with_note)
    parsed = parse_file(str(tmp_path / "b.docx"))
    assert note in parsed.text
    assert [(task.code, [unit.name for unit in task.units]) for task in parsed.tasks] == [
        ("1.1-1", ["县财政局"]),
        ("1.2-1", ["县审计局"]),
    ]
    assert [str(d.due_on) for task in parsed.tasks for d in task.deadlines] == [
        "2023-06-30",
        "2023-09-30",
    ]
    assert "footnote" in [one.why for one in parsed.coverage if one.kind == "annex"]


@pytest.mark.office
def test_each_span_of_a_pdf_has_its_page(tmp_path: Path, to_pdf: Callable[[Path], Path]) -> None:
    document = Document()
    document.add_paragraph("云岭县2024年政务公开工作要点")
    document.add_paragraph("一、公开政策。6月底前建成专栏。（责任单位：县教育局）")
    document.add_page_break()
    document.add_paragraph("二、办好热线。办结率达到95%以上，9月前完成。（县信访局、县水利局负责）")
    document.save(str(tmp_path / "a.docx"))
    parsed = parse_file(str(to_pdf(tmp_path / "a.docx")))
    printed = to_json(parsed)
    first, second = printed["tasks"]
    assert [first["page"], second["page"]] == [1, 2]
    assert {one["page"] for one in first["deadlines"] + first["units"]} == {1}
    assert {one["page"] for one in second["targets"] + second["units"]} == {2}
    doubts = [one for one in parsed.findings if one.code == "deadline-ambiguous"]
    assert [one.place for one in doubts] == ["第 2 页"]
    assert "（第 2 页）" in render(parsed)
    assert "page" not in to_json(parse_file(str(tmp_path / "a.docx")))["tasks"][0]
