"""Automatic numbers of Word: printed as Word prints them; LibreOffice is the oracle."""

from __future__ import annotations

from pathlib import Path

import pytest

from libreoffice import saved_as
from reading_docx_maker import PLAN_LEVELS, Maker, W, abstract, level, num, plan_levels
from taskboard.reading import read_file
from taskboard.reading.list_numbers import print_number


def numbers(maker: Maker, tmp_path: Path) -> list[str]:
    source = read_file(maker.save(tmp_path / "a.docx"))
    return [block.number for block in source.blocks if block.kind == "paragraph" and block.text]


def start_at(at: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def as_office_prints(path: Path) -> list[str]:
    """Return the lines LibreOffice exports, without blanks."""
    return bare(saved_as(path, "txt:Text (encoded):UTF8").read_text("utf-8-sig"))


def bare(text: str) -> list[str]:
    return ["".join(line.split()) for line in text.splitlines()]


def usual() -> Maker:
    maker = Maker(abstract(1, plan_levels()), num(1, 1), num(2, 1, overrides=start_at(0, 1)))
    maker.p("要点")
    for at, text in [(0, "甲"), (1, "甲一"), (2, "推进"), (2, "2023年"), (4, "圈"), (1, "甲二")]:
        maker.p(text, of=1, at=at)
    for at, text in [(0, "乙"), (1, "乙一"), (2, "推进")]:
        maker.p(text, of=1, at=at)
    maker.p("重来", of=2)
    maker.p("重来一", of=2, at=1)
    maker.p("接着", of=1)
    return maker


def test_levels_restart_below_their_parent_and_lists_share_a_counter(tmp_path: Path) -> None:
    assert numbers(usual(), tmp_path) == [
        *("", "一、", "（一）", "1.", "2.", "①", "（二）"),
        *("二、", "（一）", "1.", "一、", "（一）", "二、"),
    ]


def test_number_stands_before_the_text_and_in_the_block(tmp_path: Path) -> None:
    source = read_file(usual().save(tmp_path / "a.docx"))
    assert source.text.splitlines()[:6] == [
        "要点", "一、甲", "（一）甲一", "1.推进", "2. 2023年", "①圈",
    ]  # fmt: skip


def test_articles_and_legal_levels(tmp_path: Path) -> None:
    legal = level(1, "decimal", "%1.%2", extra="<w:isLgl/>")
    maker = Maker(abstract(1, [level(0, "chineseCounting", "第%1条"), legal]), num(1, 1))
    for at in (0, 1, 1, 0):
        maker.p("公开", of=1, at=at)
    assert numbers(maker, tmp_path) == ["第一条", "1.1", "1.2", "第二条"]


def test_level_that_never_restarts(tmp_path: Path) -> None:
    running = level(1, "chineseCounting", "（%2）", extra='<w:lvlRestart w:val="0"/>')
    maker = Maker(abstract(1, [level(0, "chineseCounting", "%1、"), running]), num(1, 1))
    for at in (0, 1, 1, 0, 1):
        maker.p("公开", of=1, at=at)
    assert numbers(maker, tmp_path) == ["一、", "（一）", "（二）", "二、", "（三）"]


def test_override_of_a_whole_level_and_of_a_start(tmp_path: Path) -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'
    maker = Maker(
        abstract(1, plan_levels()),
        num(1, 1),
        num(2, 1, overrides=own + start_at(1, 5)),
    )
    for of, at in ((1, 0), (2, 0), (2, 1), (2, 1), (2, 0), (2, 1)):
        maker.p("公开", of=of, at=at)
    assert numbers(maker, tmp_path) == ["一、", "II.", "（五）", "（六）", "III.", "（五）"]


def over_level(at: int, form: str, pattern: str) -> str:
    return f'<w:lvlOverride w:ilvl="{at}">{level(at, form, pattern)}</w:lvlOverride>'


# how a list that shares its counter begins anew: once, where it first uses a level with a start
STARTS_ANEW = {
    "first-level-of-it": (start_at(0, 1), [(1, 0), (1, 1), (2, 0), (1, 0)], "一、（一）一、二、"),
    "later-in-it": (
        start_at(0, 1),
        [(1, 0), (1, 0), (1, 1), (2, 1), (2, 0), (2, 0)],
        "一、二、（一）（二）一、二、",
    ),
    "deeper-level": (
        start_at(1, 5),
        [(1, 0), (1, 1), (2, 1), (2, 1), (1, 1)],
        "一、（一）（五）（六）（七）",
    ),
    "once-only": (
        start_at(0, 1) + start_at(1, 1),
        [(1, 0), (2, 0), (1, 1), (2, 1), (1, 0)],
        "一、一、（一）（二）二、",
    ),
    "no-start": (over_level(0, "decimal", "%1."), [(1, 0), (2, 0), (1, 0)], "一、2.三、"),
}


@pytest.mark.office
@pytest.mark.parametrize("case", list(STARTS_ANEW))
def test_lists_with_overrides_as_libreoffice_counts(case: str, tmp_path: Path) -> None:
    overrides, steps, printed = STARTS_ANEW[case]
    maker = Maker(abstract(1, plan_levels()), num(1, 1), num(2, 1, overrides=overrides))
    for of, at in steps:
        maker.p("公开", of=of, at=at)
    assert "".join(numbers(maker, tmp_path)) == printed
    assert as_office_prints(tmp_path / "a.docx") == bare(read_file(tmp_path / "a.docx").text)


@pytest.mark.office
def test_a_style_keeps_the_level_of_the_style_it_is_based_on(tmp_path: Path) -> None:
    other = [level(at, "decimal", f"第%{at + 1}条") for at in range(3)]
    maker = Maker(abstract(1, plan_levels()), num(1, 1), abstract(2, other), num(2, 2))
    deep = '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>'
    maker.style("Deep", deep)
    maker.style("Other", '<w:numPr><w:numId w:val="2"/></w:numPr>', based_on="Deep")
    for style in ("Deep", "Deep", "Other", "Other"):
        maker.p("公开", ppr=f'<w:pStyle w:val="{style}"/>')
    assert numbers(maker, tmp_path) == ["1.", "2.", "第1条", "第2条"]
    assert as_office_prints(tmp_path / "a.docx") == bare(read_file(tmp_path / "a.docx").text)


def test_numbers_from_styles(tmp_path: Path) -> None:
    linked = [
        level(0, "chineseCounting", "%1、", extra='<w:pStyle w:val="First"/>'),
        level(1, "chineseCounting", "（%2）", extra='<w:pStyle w:val="Second"/>'),
    ]
    maker = Maker(abstract(1, linked), num(1, 1))
    maker.style("First", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    maker.style("Second", "", based_on="First")
    maker.style("Plain", '<w:numPr><w:numId w:val="0"/></w:numPr>', based_on="First")
    for style in ("First", "Second", "Second", "First"):
        maker.p("公开", ppr=f'<w:pStyle w:val="{style}"/>')
    maker.p("不编号", ppr='<w:pStyle w:val="Plain"/>')
    maker.p("自己取消", ppr='<w:pStyle w:val="First"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    maker.p("再编", ppr='<w:pStyle w:val="First"/>')
    assert numbers(maker, tmp_path) == ["一、", "（一）", "（二）", "二、", "", "", "三、"]


@pytest.mark.parametrize(("listed", "number"), [("1", "一、"), ("0", "")])
def test_numbers_of_the_default_style(listed: str, number: str, tmp_path: Path) -> None:
    maker = Maker(abstract(1, plan_levels()), num(1, 1))
    normal = maker.doc.styles["Normal"].element.get_or_add_pPr()
    normal.get_or_add_numPr().get_or_add_numId().val = int(listed)
    maker.add(f"<w:p {W}><w:r><w:t>公开</w:t></w:r></w:p>")
    assert numbers(maker, tmp_path) == [number]


def test_list_that_takes_its_levels_from_a_list_style(tmp_path: Path) -> None:
    maker = Maker(
        abstract(1, plan_levels(), extra='<w:styleLink w:val="L"/>'),
        abstract(2, [], extra='<w:numStyleLink w:val="L"/>'),
        num(1, 1),
        num(2, 2),
    )
    maker.style("L", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    for at in (0, 1, 0):
        maker.p("公开", of=2, at=at)
    assert numbers(maker, tmp_path) == ["一、", "（一）", "二、"]


def test_text_boxes_count_for_themselves(tmp_path: Path) -> None:
    maker = Maker(abstract(1, plan_levels()), num(1, 1))
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    framed = f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>框</w:t></w:r></w:p>"
    box = (
        '<w:r xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
        f"<w:txbxContent>{framed}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    maker.p("甲", of=1, raw=box)
    maker.p("乙", of=1, raw=box)
    source = read_file(maker.save(tmp_path / "a.docx"))
    assert [(block.role, block.number) for block in source.blocks if block.text] == [
        ("body", "一、"), ("textbox", "一、"), ("body", "二、"), ("textbox", "二、"),
    ]  # fmt: skip


def test_numbers_in_cells_and_bullets(tmp_path: Path) -> None:
    maker = Maker(
        abstract(1, [level(0, "decimal", "%1")]),
        num(1, 1),
        abstract(2, [level(0, "bullet", "•")]),
        num(2, 2),
    )
    table = maker.doc.add_table(rows=2, cols=2)
    for row in table.rows:
        numbered = row.cells[0].paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_numId().val = 1
        row.cells[1].text = "公开"
    maker.p("有点", of=2)
    source = read_file(maker.save(tmp_path / "a.docx"))
    assert [cell.text for cell in source.blocks[0].cells] == ["1", "公开", "2", "公开"]
    assert (source.blocks[1].text, source.blocks[1].number) == ("有点", "")


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (1010, "chineseCounting", "一千零一十"),
        (12, "ideographDigital", "一二"),
        (20, "decimalEnclosedCircle", "⑳"),
        (36, "decimalEnclosedCircle", "㊱"),
        (3, "decimalEnclosedParen", "⑶"),
        (3, "decimalEnclosedFullstop", "⒊"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (2, "chineseLegalSimplified", "贰"),
        (2, "ideographLegalTraditional", "貳"),
        (2, "ideographTraditional", "乙"),
        (14, "lowerRoman", "xiv"),
        (28, "upperLetter", "BB"),
        (3, "none", ""),
        (3, "no-such-format", "3"),
        (0, "chineseCounting", "0"),
    ],
)
def test_print_number(number: int, form: str, printed: str) -> None:
    assert print_number(number, form) == printed


@pytest.mark.office
@pytest.mark.parametrize(
    "forms",
    [
        PLAN_LEVELS,
        (
            ("chineseCountingThousand", "第%1章"),
            ("decimal", "%1.%2"),
            ("lowerLetter", "%3)"),
            ("upperRoman", "%4."),
            ("decimalZero", "%5"),
        ),
    ],
    ids=["plan", "mixed"],
)
def test_libreoffice_prints_the_same(forms: tuple[tuple[str, str], ...], tmp_path: Path) -> None:
    levels = [level(at, form, pattern) for at, (form, pattern) in enumerate(forms)]
    maker = Maker(abstract(1, levels), num(1, 1), num(2, 1, overrides=start_at(0, 1)), num(3, 1))
    for turn, at in enumerate([0, 1, 1, 2, 2, 3, 4, 4, 3, 1, 2, 0, 1, 2, 4, 0]):
        maker.p(f"公开{turn}", of=1, at=at)
    for of, at in ((2, 0), (2, 1), (3, 1), (1, 0), (2, 0), (3, 2)):
        maker.p("接着", of=of, at=at)
    path = maker.save(tmp_path / "a.docx")
    assert bare(read_file(path).text) == as_office_prints(path)


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_a_paragraph_that_is_gone_takes_no_number(mark: str, tmp_path: Path) -> None:
    maker = Maker(abstract(1, plan_levels()), num(1, 1))
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    text = "delText" if mark == "del" else "t"
    maker.p("甲", of=1)
    maker.p(
        ppr=f'{place}<w:rPr><w:{mark} w:id="1" w:author="a"/></w:rPr>',
        raw=f'<w:{mark} w:id="2" w:author="a"><w:r><w:{text}>去</w:{text}></w:r></w:{mark}>',
    )
    maker.p("乙", of=1)
    assert [block.text for block in read_file(maker.save(tmp_path / "a.docx")).blocks] == [
        "一、甲",
        "二、乙",
    ]
