from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm, Pt
from lxml import etree

from taskboard.errors import DamagedFileError
from taskboard.office.docx import render_document
from taskboard.office.template import BrokenTemplateError
from taskboard.resources import shipped_templates

DOCX = sorted((shipped_templates() / "docx").glob("*.docx"))
CIRCULARS = [path for path in DOCX if path.stem.startswith("circular")]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HALF_MM = Mm(0.5)


def part(path: Path, name: str) -> Any:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def near(value: int | None, millimetres: float) -> bool:
    return value is not None and abs(value - Mm(millimetres)) <= HALF_MM


@pytest.mark.parametrize("path", CIRCULARS, ids=lambda p: p.stem)
def test_page_and_margins_are_those_of_gb_t_9704(path: Path) -> None:
    first = Document(str(path)).sections[0]
    assert near(first.page_width, 210) and near(first.page_height, 297)
    assert near(first.top_margin, 37) and near(first.left_margin, 28)
    assert near(first.bottom_margin, 35) and near(first.right_margin, 26)
    text_width = first.page_width - first.left_margin - first.right_margin
    text_height = first.page_height - first.top_margin - first.bottom_margin
    assert near(text_width, 156) and near(text_height, 225)


@pytest.mark.parametrize("path", CIRCULARS, ids=lambda p: p.stem)
def test_annexes_are_across_in_a_section_of_their_own(path: Path) -> None:
    last = Document(str(path)).sections[-1]
    assert near(last.page_width, 297) and near(last.page_height, 210)


def test_22_lines_of_28_characters() -> None:
    styles = Document(str(CIRCULARS[0])).styles
    body = styles["Normal"].paragraph_format
    assert body.line_spacing == Pt(28.95)
    assert 22 <= Mm(225) / body.line_spacing < 23
    node = part(CIRCULARS[0], "word/styles.xml")
    closer = next(s for s in node.iter(f"{W}style") if s.get(f"{W}styleId") == "Normal")
    points = 16 + int(closer.find(f".//{W}rPr/{W}spacing").get(f"{W}val")) / 20
    assert 28 <= Mm(156).pt / points < 29


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("公文标题", "方正小标宋简体", 22),
        ("一级标题", "黑体", None),
        ("二级标题", "楷体_GB2312", None),
        ("发文机关标志", "方正小标宋简体", 36),
        ("单页码", "宋体", 14),
        ("双页码", "宋体", 14),
        ("版记", None, 14),
    ],
)
def test_fonts_are_named_for_chinese_text_too(style: str, font: str | None, points: float) -> None:
    found = Document(str(CIRCULARS[0])).styles[style]
    assert found.font.size == (Pt(points) if points else None)
    fonts = found.element.find(f".//{W}rFonts")
    if font is None:
        assert fonts is None
    else:
        assert {fonts.get(f"{W}{kind}") for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {font}


@pytest.mark.parametrize("path", DOCX, ids=lambda p: p.stem)
def test_body_is_16_point_fangsong_and_no_theme_font_is_left(path: Path) -> None:
    defaults = part(path, "word/styles.xml").find(f".//{W}rPrDefault")
    assert defaults.find(f".//{W}rFonts").get(f"{W}eastAsia") == "仿宋_GB2312"
    assert defaults.find(f".//{W}sz").get(f"{W}val") == "32"
    with zipfile.ZipFile(path) as archive:
        assert not any("theme" in name for name in archive.namelist())
        for name in archive.namelist():
            assert b"Theme=" not in archive.read(name)
        fallback = archive.read("word/fontTable.xml").decode()
    assert '"方正小标宋简体"><w:altName w:val="宋体"' in fallback


@pytest.mark.parametrize("path", DOCX, ids=lambda p: p.stem)
def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(path: Path) -> None:
    assert part(path, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    for name, style in (("footer1", "FooterOdd"), ("footer2", "FooterEven")):
        footer = part(path, f"word/{name}.xml")
        text = "".join(footer.itertext()).replace(" PAGE ", "")
        assert text == "— 1 —"
        assert footer.find(f".//{W}pStyle").get(f"{W}val") == style
    styles = {s.name: s for s in Document(str(path)).styles}
    assert styles["单页码"].paragraph_format.right_indent == Pt(14)
    assert styles["双页码"].paragraph_format.left_indent == Pt(14)


def test_the_red_rule_is_4_millimetres_below_and_as_wide_as_the_text() -> None:
    path = next(path for path in CIRCULARS if "redhead" in path.stem)
    rule = part(path, "word/document.xml").find(f".//{W}pBdr/{W}bottom")
    assert rule.get(f"{W}color") == "FF0000"
    assert abs(int(rule.get(f"{W}space")) - Mm(4).pt) < 0.5
    mark = Document(str(path)).styles["发文机关标志"]
    assert near(mark.paragraph_format.space_before, 35)
    assert str(mark.font.color.rgb) == "FF0000"


@pytest.mark.parametrize("path", DOCX, ids=lambda p: p.stem)
def test_every_table_repeats_its_header(path: Path) -> None:
    for table in part(path, "word/document.xml").iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        looped = any("{%tr" in "".join(row.itertext()) for row in rows)
        assert (rows[0].find(f".//{W}tblHeader") is not None) == looped


def make(folder: Path, text: str) -> Path:
    path = folder / "模板.docx"
    document = Document()
    document.add_paragraph("第一段")
    document.add_paragraph(text)
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    "text",
    ["{{ missing }}", "{{ x.missing }}", "{{ x + }}", "{% for %}", "{{ x.__class__.__mro__ }}"],
)
def test_a_mistake_in_a_template_names_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(BrokenTemplateError, match=r"模板\.docx"):
        render_document(make(tmp_path, text), {"x": {}})


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    path = make(tmp_path, "{{ x }}")
    first, again = (render_document(path, {"x": "甲"}) for _ in range(2))
    assert first == again and not re.search(rb"20[2-9]\d-\d\d-\d\dT", first)


def test_text_is_kept_whatever_it_holds(tmp_path: Path) -> None:
    text = "一\n二\t三 {_{ x }_} <w:br/> &amp; {{ y }}"
    data = render_document(make(tmp_path, "甲{{ x }}乙"), {"x": text})
    (tmp_path / "out.docx").write_bytes(data)
    assert Document(str(tmp_path / "out.docx")).paragraphs[1].text == f"甲{text}乙"


def test_columns_made_by_a_loop_are_counted(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(1, 3)
    for cell, mark in zip(
        table.rows[0].cells, ("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"), strict=True
    ):
        cell.text = mark
    document.save(str(tmp_path / "t.docx"))
    data = render_document(tmp_path / "t.docx", {"xs": list("甲乙丙丁戊")})
    (tmp_path / "out.docx").write_bytes(data)
    made = Document(str(tmp_path / "out.docx")).tables[0]
    assert [cell.text for cell in made.rows[0].cells] == list("甲乙丙丁戊")
    assert len(made.columns) == 5


def test_something_else_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"no zip")
    with pytest.raises(DamagedFileError):
        render_document(tmp_path / "x.docx", {})


def test_what_xml_cannot_hold_is_shown(tmp_path: Path) -> None:
    data = render_document(
        make(tmp_path, "{{ x }}{{ y|join('') }}"), {"x": "a\x00\ud800b", "y": ["\x07"]}
    )
    (tmp_path / "out.docx").write_bytes(data)
    assert Document(str(tmp_path / "out.docx")).paragraphs[1].text == "a□□b□"


@pytest.mark.parametrize(
    ("text", "near"), [("{{ x.missing }}", "x.missing"), ("{{ x['y'] + 1 }}", "x['y'] + 1")]
)
def test_a_mistake_is_quoted_from_its_own_paragraph(tmp_path: Path, text: str, near: str) -> None:
    with pytest.raises(BrokenTemplateError, match=re.escape(near)):
        render_document(make(tmp_path, text), {"x": {"y": "文"}})


def test_a_block_that_opens_in_a_table_and_ends_after_it_is_a_mistake(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "{% if x %}甲"
    document.add_paragraph("乙{% endif %}")
    document.save(str(tmp_path / "t.docx"))
    with pytest.raises(BrokenTemplateError, match="不在同一层"):
        render_document(tmp_path / "t.docx", {"x": False})
    assert render_document(tmp_path / "t.docx", {"x": True})
