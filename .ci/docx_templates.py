"""Draw the shipped Word templates anew (python .ci/docx_templates.py [NAME...]).

The files under templates/docx are the truth and may be edited in WPS or Word; this script is
only for changing a measure of GB/T 9704-2012 in all of them at once.
"""

# ruff: noqa: E501 (an element of WordprocessingML is read as one line)
from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).parent.parent / "templates" / "docx"
MADE: dict[str, Callable[[], bytes]] = {}

FANGSONG, HEI, KAI, BIAOSONG, SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
LINE = 579  # 28.95 pt in twentieths
# 28 characters of 16 pt are 448 pt, the text is 156 mm = 442.2 pt wide: Normal is set 0.25 pt closer
BASE = "http://schemas.openxmlformats.org"
W = f'xmlns:w="{BASE}/wordprocessingml/2006/main" xmlns:r="{BASE}/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1304" w:gutter="0"/>'
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1587" w:right="2098" w:bottom="1474" w:left="1984" w:header="851" w:footer="800" w:gutter="0"/>'
GRID = '<w:docGrid w:type="lines" w:linePitch="579"/>'
FOOTERS = '<w:footerReference w:type="default" r:id="rId10"/><w:footerReference w:type="even" r:id="rId11"/>'


def made(function: Callable[[], bytes]) -> Callable[[], bytes]:
    """Register a template under the name of its function."""
    MADE[function.__name__] = function
    return function


def fonts(name: str) -> str:
    """Return the fonts of a run: the same for Chinese and everything else, no theme."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def style(
    ident: str,
    name: str,
    *,
    font: str = "",
    size: int = 0,
    ppr: str = "",
    rpr: str = "",
    based: str = "Normal",
) -> str:
    """Return one paragraph style; ``size`` in half points."""
    run = (fonts(font) if font else "") + rpr
    run += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{ident}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/><w:pPr>{ppr}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


FLAT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
NONE = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
STYLES = (
    HEAD + f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANGSONG)}"
    '<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    f'<w:pPr><w:widowControl w:val="0"/>{NONE}<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/></w:pPr><w:rPr><w:spacing w:val="-5"/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    + style(
        "Title",
        "公文标题",
        font=BIAOSONG,
        size=44,
        rpr='<w:spacing w:val="0"/>',
        ppr=f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="640" w:lineRule="exact"/>{FLAT}<w:jc w:val="center"/>',
    )
    + style("Heading1", "一级标题", font=HEI, ppr='<w:keepNext/><w:outlineLvl w:val="0"/>')
    + style("Heading2", "二级标题", font=KAI, ppr='<w:keepNext/><w:outlineLvl w:val="1"/>')
    + style("Flush", "顶格", ppr=FLAT)
    + style(
        "Right",
        "右对齐",
        ppr='<w:keepNext/><w:ind w:firstLineChars="0" w:firstLine="0" w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>',
    )
    + style("Centre", "居中", ppr=f'{FLAT}<w:jc w:val="center"/>')
    + style("Label", "附件标识", font=HEI, ppr=FLAT)
    + style(
        "Masthead",
        "发文机关标志",
        font=BIAOSONG,
        size=72,
        rpr='<w:color w:val="FF0000"/>',
        ppr=f'<w:snapToGrid w:val="0"/><w:spacing w:before="1984" w:after="0" w:line="1000" w:lineRule="exact"/>{FLAT}<w:jc w:val="center"/>',
    )
    + style(
        "Bulletin",
        "简报报头",
        font=BIAOSONG,
        size=84,
        rpr='<w:color w:val="FF0000"/><w:spacing w:val="60"/>',
        ppr=f'<w:snapToGrid w:val="0"/><w:spacing w:before="400" w:after="0" w:line="1200" w:lineRule="exact"/>{FLAT}<w:jc w:val="center"/>',
    )
    + style(
        "Cell",
        "表格文字",
        size=21,
        rpr='<w:spacing w:val="0"/>',
        ppr=f'<w:snapToGrid w:val="0"/><w:spacing w:before="20" w:after="20" w:line="320" w:lineRule="exact"/>{FLAT}<w:jc w:val="left"/>',
    )
    + style("CellCentre", "表格居中", based="Cell", ppr='<w:jc w:val="center"/>')
    + style("CellHead", "表头", based="Cell", font=HEI, ppr='<w:jc w:val="center"/>')
    + style(
        "Note",
        "表注",
        size=24,
        ppr=f'<w:snapToGrid w:val="0"/><w:spacing w:line="400" w:lineRule="exact"/>{FLAT}',
    )
    + style(
        "Colophon",
        "版记",
        size=28,
        ppr='<w:snapToGrid w:val="0"/><w:spacing w:line="500" w:lineRule="exact"/><w:ind w:leftChars="0" w:left="280" w:right="280" w:firstLineChars="0" w:firstLine="0"/>',
    )
    + style(
        "FooterOdd",
        "单页码",
        font=SONG,
        size=28,
        ppr='<w:snapToGrid w:val="0"/><w:spacing w:line="400" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0" w:right="280"/><w:jc w:val="right"/>',
    )
    + style(
        "FooterEven",
        "双页码",
        font=SONG,
        size=28,
        ppr='<w:snapToGrid w:val="0"/><w:spacing w:line="400" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0" w:left="280"/><w:jc w:val="left"/>',
    )
    + "</w:styles>"
)
SETTINGS = HEAD + (
    f'<w:settings {W}><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
FONT_TABLE = (
    HEAD
    + f"<w:fonts {W}>"
    + "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in (
            (BIAOSONG, SONG),
            (FANGSONG, "仿宋"),
            (KAI, "楷体"),
            (HEI, "SimHei"),
            (SONG, "SimSun"),
        )
    )
    + "</w:fonts>"
)


def footer(kind: str) -> str:
    """Return a footer with — 1 — in it."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return (
        HEAD
        + f'<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer{kind}"/></w:pPr>{run.format("— ")}{field}{run.format(" —")}</w:p></w:ftr>'
    )


def package(body: str) -> bytes:
    """Return a document of ``body``."""
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    names = (
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("footer1", "footer"),
        ("footer2", "footer"),
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{types}.{kind}+xml"/>'
        for name, kind in names
    )
    rel = f"{BASE}/officeDocument/2006/relationships"
    links = (
        ("rId1", "styles", "styles"),
        ("rId2", "settings", "settings"),
        ("rId3", "fontTable", "fontTable"),
        ("rId10", "footer", "footer1"),
        ("rId11", "footer", "footer2"),
    )
    rels = "".join(
        f'<Relationship Id="{i}" Type="{rel}/{kind}" Target="{target}.xml"/>'
        for i, kind, target in links
    )
    package_rel = f"{BASE}/package/2006"
    parts = {
        "[Content_Types].xml": HEAD
        + f'<Types xmlns="{package_rel}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": HEAD
        + f'<Relationships xmlns="{package_rel}/relationships"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": HEAD
        + f'<Relationships xmlns="{package_rel}/relationships">{rels}</Relationships>',
        "word/document.xml": HEAD + f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": FONT_TABLE,
        "word/footer1.xml": footer("Odd"),
        "word/footer2.xml": footer("Even"),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, text.encode())
    return out.getvalue()


LINE = '</w:t><w:br/><w:t xml:space="preserve">'


def p(text: str = "", kind: str = "", ppr: str = "", rpr: str = "") -> str:
    """Return a paragraph of one run."""
    look = (f'<w:pStyle w:val="{kind}"/>' if kind else "") + ppr
    run = (
        f'<w:r>{f"<w:rPr>{rpr}</w:rPr>" if rpr else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'
        if text
        else ""
    )
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{run}</w:p>"


def marked(body: str) -> str:
    """Return ``body`` with a bookmark at each figure of the annex 数据来源."""
    mark = '<w:bookmarkStart w:id="{{ loop.index }}" w:name="f_{{ d.name }}"/><w:bookmarkEnd w:id="{{ loop.index }}"/>'
    label = '<w:r><w:t xml:space="preserve">{{ d.label }}'
    return body.replace(label, mark + label)


def section(page: str, *, break_after: bool = False) -> str:
    """Return the properties of a section; inside a paragraph when another one follows."""
    inner = f"<w:sectPr>{FOOTERS}{page}{GRID if page == PORTRAIT else ''}</w:sectPr>"
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Flush"/><w:spacing w:line="20" w:lineRule="exact"/>{inner}</w:pPr></w:p>'
        if break_after
        else inner
    )


def cell(width: int, text: str, kind: str = "Cell", tcpr: str = "") -> str:
    """Return one table cell."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{tcpr}<w:vAlign w:val="center"/></w:tcPr>{p(text, kind)}</w:tc>'


def row(cells: str, *, header: bool = False) -> str:
    """Return a row that is not broken over pages; a header is repeated."""
    return (
        f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{cells}</w:tr>"
    )


def table(widths: Sequence[int], rows: str) -> str:
    """Return a table with thin borders and fixed widths."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def tag(widths: Sequence[int], text: str) -> str:
    """Return a row that holds a marker of a loop."""
    return row(cell(sum(widths), text, tcpr=f'<w:gridSpan w:val="{len(widths)}"/>'))


SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>'


@made
def decomposition() -> bytes:
    """任务分解表 as an annex, A4 across."""
    widths = [640, 1900, 5200, 1400, 1700, 1160, 756]
    shared = f"责任（配合）{LINE}单位"  # two lines of equal sense
    heads = ["序号", "工作任务", "具体措施", "牵头单位", shared, "完成时限", "备注"]
    body = row(
        "".join(cell(w, h, "CellHead") for w, h in zip(widths, heads, strict=True)), header=True
    )
    body += tag(widths, "{%tr for section in sections %}")
    body += row(
        cell(
            sum(widths), "{{ section.heading }}", "CellHead", f'<w:gridSpan w:val="7"/>{SHADE}'
        ).replace('"CellHead"/>', '"CellHead"/><w:keepNext/><w:jc w:val="left"/>')
    )
    body += tag(widths, "{%tr for clause in section.clauses %}") + tag(
        widths, "{%tr for task in clause.tasks %}"
    )
    texts = [
        "{{ task.no }}",
        "{% vm %}{{ clause.heading }}",
        "{{ task.measures }}",
        "{{ task.lead }}",
        "{{ task.others }}",
        "{{ task.due }}",
        "{{ task.note }}",
    ]
    body += row(
        "".join(
            cell(w, t, "CellCentre" if n in (0, 5) else "Cell")
            for n, (w, t) in enumerate(zip(widths, texts, strict=True))
        )
    )
    body += tag(widths, "{%tr endfor %}") * 3
    return package(
        p("{{ label }}", "Label")
        + p("{{ title }}", "Title")
        + p("{%p if subtitle %}")
        + p("{{ subtitle }}", "Centre")
        + p("{%p endif %}")
        + p("", "Flush", MISSING)
        + table(widths, body)
        + section(LANDSCAPE)
    )


@made
def amendments() -> bytes:
    """调整清单: each change since the issue, A4 across."""
    widths = [640, 960, 1380, 1240, 2270, 2270, 1640, 900, 1456]
    heads = ["序号", "编号", "工作任务", "调整内容", "原为", "改为", "日期", "经办人", "原因"]
    names = ["no", "code", "task", "what", "old", "new", "on|iso", "who", "why"]
    body = row(
        "".join(cell(w, h, "CellHead") for w, h in zip(widths, heads, strict=True)), header=True
    )
    body += tag(widths, "{%tr for r in rows %}")
    body += row(
        "".join(
            cell(w, f"{{{{ r.{n} }}}}", "CellCentre" if at in (0, 1, 3, 6, 7) else "Cell")
            for at, (w, n) in enumerate(zip(widths, names, strict=True))
        )
    )
    body += tag(widths, "{%tr endfor %}")
    return package(
        p("{{ title }}", "Title")
        + p("{{ subtitle }}", "Note")
        + p("", "Flush", MISSING)
        + table(widths, body)
        + p("{%p if not rows %}")
        + p("下达以来没有调整。")
        + p("{%p endif %}")
        + section(LANDSCAPE)
    )


RULE = (
    '<w:pBdr><w:bottom w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/></w:pBdr>'
)
MISSING = '<w:snapToGrid w:val="0"/><w:spacing w:line="160" w:lineRule="exact"/>'


def pair(left: str, right: str, rule: str = "") -> str:
    """Return a line with one text left and one right, over the whole width."""
    tabs = '<w:tabs><w:tab w:val="right" w:pos="8560"/></w:tabs><w:ind w:left="280" w:right="280" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Flush"/>{rule}{tabs}</w:pPr><w:r><w:t xml:space="preserve">{left}</w:t></w:r>'
        f'<w:r><w:tab/></w:r><w:r><w:t xml:space="preserve">{right}</w:t></w:r></w:p>'
    )


def linked() -> str:
    """Return a paragraph whose figures lead to their row in the annex 数据来源."""

    def run(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

    link = (
        '<w:hyperlink w:anchor="f_{{ part.figure }}" w:history="1">'
        + run("{{ part.text }}")
        + "</w:hyperlink>"
    )
    return (
        "<w:p>"
        + run("{%r for part in b.parts %}")
        + run("{%r if part.figure %}")
        + link
        + run("{%r else %}")
        + run("{{ part.text }}")
        + run("{%r endif %}")
        + run("{%r endfor %}")
        + "</w:p>"
    )


def paper_body() -> str:
    """Return title, 主送, text, list of annexes, signature."""
    return (
        p("", "Flush")
        + p("{{ title }}", "Title")
        + p("", "Flush")
        + p("{{ to }}：", "Flush")
        + p("{%p for b in body %}")
        + p("{%p if b.kind == 'h1' %}")
        + p("{{ b.text }}", "Heading1")
        + p("{%p elif b.kind == 'h2' %}")
        + p("{{ b.text }}", "Heading2")
        + p("{%p else %}")
        + linked()
        + p("{%p endif %}")
        + p("{%p endfor %}")
        + p("{%p if annexes %}")
        + p("", "Flush")
        + p("{%p for a in annexes %}")
        + p(
            "{% if loop.first %}附件：{% else %}　　　{% endif %}{% if annexes|length > 1 %}{{ loop.index }}. {% endif %}{{ a }}"
        )
        + p("{%p endfor %}")
        + p("{%p endif %}")
        + p("", "Flush", "<w:keepNext/>")
        + p("", "Flush", "<w:keepNext/>")
        + p("{{ office }}", "Right")
        + p("{{ as_of|day }}", "Right")
    )


CHECK_CIRCULAR = "本文稿由台账数据自动生成，系征求意见稿。拟通报批评的，须经本级人民政府或者其负责人批准后方可印发；核稿时请对照附件中的数据来源逐项核对。"
CHECK_HANDOVER = "本文稿由台账数据自动生成，系送审稿；文号、主送机关和各项要求请在核稿时逐项核对，经批准后方可印发。任务分解表的内容已按数据指纹冻结为基线。"


def draft_slip(basis: str = "督查依据", note: str = CHECK_CIRCULAR) -> str:
    """Return the slip with the basis, 核稿 and 批准人, on a page of its own."""
    widths = [1900, 2522, 1900, 2523]
    rows = [
        ("文稿标题", "{{ title }}", 3),
        (basis, "{{ basis }}", 3),
        ("数据截止", "{{ as_of|day }}，台账第{{ seq }}号事件", 3),
        ("数据指纹", "{{ digest }}", 3),
    ]
    body = "".join(
        row(
            cell(widths[0], a, "CellHead")
            + cell(sum(widths[1:]), b, tcpr='<w:gridSpan w:val="3"/>')
        )
        for a, b, _ in rows
    )
    for a, b in (("拟　稿", "核　稿"), ("批准人", "批准日期")):
        tall = row(
            cell(widths[0], a, "CellHead")
            + cell(widths[1], "")
            + cell(widths[2], b, "CellHead")
            + cell(widths[3], "")
        )
        body += tall.replace("<w:cantSplit/>", '<w:cantSplit/><w:trHeight w:val="700"/>')
    return (
        p("{%p if not public %}")
        + p("文稿审签单", "Title", "<w:pageBreakBefore/>")
        + p("", "Flush", MISSING)
        + table(widths, body)
        + p(note, "Note")
        + p("{%p endif %}")
    )


def annex_pages() -> str:
    """Return the annexes, A4 across: late items, units by place, all items, sources of figures."""
    late = [800, 1900, 3200, 4056, 1500, 1300]
    units = [900, 3756, 1200, 1150, 1250, 1100, 1100, 1100, 1200]
    items = [700, 2100, 4100, 2000, 1500, 1356, 1000]
    data = [1900, 900, 2200, 3356, 4400]

    def sheet(
        widths: list[int], heads: list[str], loop: str, texts: list[str], centred: set[int]
    ) -> str:
        body = row(
            "".join(cell(w, h, "CellHead") for w, h in zip(widths, heads, strict=True)), header=True
        )
        body += tag(widths, "{%tr for " + loop + " %}")
        body += row(
            "".join(
                cell(w, t, "CellCentre" if n in centred else "Cell")
                for n, (w, t) in enumerate(zip(widths, texts, strict=True))
            )
        )
        return table(widths, body + tag(widths, "{%tr endfor %}"))

    def head(name: str, *, first: bool = False) -> str:
        label = "附件{% if annexes|length > 1 %}{{ annexes.index('" + name + "') + 1 }}{% endif %}"
        return (
            p(label, "Label", "" if first else "<w:pageBreakBefore/>")
            + p(name, "Title")
            + p("", "Flush", MISSING)
        )

    return (
        head("各单位完成情况", first=True)
        + sheet(
            units,
            ["名次", "单位", "承办件", "已办结", "正常推进", "临期", "漏报", "逾期", "办结率"],
            "u in units",
            [
                "{{ u.place if u.place else '—' }}",
                "{{ u.name }}",
                "{{ u.total }}",
                "{{ u.done }}",
                "{{ u.normal }}",
                "{{ u.near_due }}",
                "{{ u.missed }}",
                "{{ u.late }}",
                "{{ u.rate|rate }}",
            ],
            {0, 2, 3, 4, 5, 6, 7, 8},
        )
        + p(
            "名次按办结率排列，并列同名次；承办件按“事项×单位”计，只含牵头和责任单位，暂缓、终止、移交、结转的不计入。",
            "Note",
        )
        + p("{%p if late_items %}")
        + head("滞后事项清单")
        + sheet(
            late,
            ["序号", "工作任务", "具体措施", "承办单位", "完成时限", "状态"],
            "i in late_items",
            [
                "{{ i.no }}",
                "{{ i.heading }}",
                "{{ i.wording }}",
                "{{ i.lead }}",
                "{{ i.due|iso }}{{ i.due_note }}",
                "{{ i.mark }} {{ i.standing }}",
            ],
            {0, 4, 5},
        )
        + p("{%p endif %}")
        + head("全部事项进展情况")
        + sheet(
            items,
            ["序号", "工作任务", "具体措施", "牵头（责任）单位", "完成时限", "状态", "完成比例"],
            "i in items",
            [
                "{{ i.no }}",
                "{{ i.heading }}",
                "{{ i.wording }}",
                "{{ i.lead }}",
                "{{ i.due|iso }}{{ i.due_note }}",
                "{{ i.mark }} {{ i.standing }}",
                "{{ i.percent|rate }}",
            ],
            {0, 4, 5, 6},
        )
        + head("数据来源")
        + sheet(
            data,
            ["指标", "数值", "占比", "口径", "对应事项（承办件）"],
            "d in data",
            ["{{ d.label }}", "{{ d.value }}", "{{ d.share }}", "{{ d.words }}", "{{ d.rows }}"],
            {1, 2},
        )
    )


@made
def circular_plain() -> bytes:
    """督查通报 in 简报 style."""
    head = (
        p("{{ masthead }}", "Bulletin")
        + p("{{ issue_line }}", "Centre")
        + pair("{{ office }}", "{{ as_of|day }}")
        + p("", "Flush", RULE.format(size=12, space=1, colour="FF0000") + MISSING)
    )
    return package(
        head
        + paper_body()
        + draft_slip()
        + section(PORTRAIT, break_after=True)
        + marked(annex_pages())
        + section(LANDSCAPE)
    )


@made
def circular_redhead() -> bytes:
    """督查通报 with a red head by GB/T 9704-2012."""
    rule = RULE.format(size=12, space=11, colour="FF0000")
    head = (
        p("{{ masthead }}", "Masthead")
        + p("", "Flush")
        + p("", "Flush")
        + p("{{ issue_line }}", "Centre", rule)
    )
    return package(
        head
        + p("", "Flush")
        + paper_body()
        + draft_slip()
        + section(PORTRAIT, break_after=True)
        + marked(annex_pages())
        + section(LANDSCAPE)
    )


def letter_page() -> str:
    """Return a letter: masthead, number, 主送, text, table of items, signature, contact."""
    widths = [800, 2000, 3045, 1600, 1400]
    heads = ["序号", "工作任务", "具体措施", "完成时限", "状态"]
    texts = [
        "{{ r.no }}",
        "{{ r.heading }}",
        "{{ r.wording }}",
        "{{ r.due|iso }}",
        "{{ r.state }}{% if r.days %}{{ r.days }}天{% endif %}",
    ]
    body = row(
        "".join(cell(w, h, "CellHead") for w, h in zip(widths, heads, strict=True)), header=True
    )
    body += tag(widths, "{%tr for r in lines %}")
    body += row(
        "".join(
            cell(w, t, "CellCentre" if n in (0, 3, 4) else "Cell")
            for n, (w, t) in enumerate(zip(widths, texts, strict=True))
        )
    )
    body += tag(widths, "{%tr endfor %}")
    rule = RULE.format(size=12, space=6, colour="FF0000")
    return (
        p("{{ office }}", "Bulletin").replace(
            "<w:r>", '<w:r><w:rPr><w:sz w:val="56"/><w:szCs w:val="56"/></w:rPr>'
        )
        + p("{{ number }}", "Centre", rule)
        + p("", "Flush")
        + p("{{ title }}", "Title")
        + p("", "Flush", MISSING)
        + p("{{ unit }}：", "Flush")
        + p("{%p for b in body %}")
        + p("{{ b.text }}")
        + p("{%p endfor %}")
        + p("", "Flush", MISSING)
        + table(widths, body)
        + p("{%p if contact %}")
        + p("联系人：{{ contact }}")
        + p("{%p endif %}")
        + p("", "Flush", "<w:keepNext/>")
        + p("{{ office }}", "Right")
        + p("{{ as_of|day }}", "Right")
    )


@made
def letter() -> bytes:
    """提醒函, 整改通知."""
    return package(letter_page() + section(PORTRAIT))


@made
def handover() -> bytes:
    """交办通知, with its slip on a page of its own."""
    rule = RULE.format(size=12, space=6, colour="FF0000")
    return package(
        p("{{ office }}", "Bulletin").replace(
            "<w:r>", '<w:r><w:rPr><w:sz w:val="56"/><w:szCs w:val="56"/></w:rPr>'
        )
        + p("〔{{ as_of.year }}〕　号（送审稿）", "Centre", rule)
        + p("", "Flush")
        + p("{{ title }}", "Title")
        + p("", "Flush", MISSING)
        + p("{{ to }}：", "Flush")
        + p("{%p for b in body %}")
        + p("{%p if b.kind == 'h1' %}")
        + p("{{ b.text }}", "Heading1")
        + p("{%p else %}")
        + p("{{ b.text }}")
        + p("{%p endif %}")
        + p("{%p endfor %}")
        + p("{%p if contact %}")
        + p("联系人：{{ contact }}")
        + p("{%p endif %}")
        + p("", "Flush", MISSING)
        + p("附件：{{ annex }}")
        + p("", "Flush", "<w:keepNext/>")
        + p("{{ office }}", "Right")
        + p("{{ as_of|day }}", "Right")
        + draft_slip("交办依据", CHECK_HANDOVER)
        + section(PORTRAIT)
    )


@made
def summons() -> bytes:
    """约谈通知 with the record of the talk and its filing list."""
    widths = [1900, 2522, 1900, 2523]
    body = ""
    for a, b in (("约谈时间", "约谈地点"), ("约谈人", "被约谈人"), ("记录人", "参加人员")):
        body += row(
            cell(widths[0], a, "CellHead")
            + cell(widths[1], "")
            + cell(widths[2], b, "CellHead")
            + cell(widths[3], "")
        ).replace("<w:cantSplit/>", '<w:cantSplit/><w:trHeight w:val="600"/>')
    for name, height, text in (
        (
            "约谈事项",
            1200,
            "{% for r in lines %}第{{ r.no }}项 {{ r.heading }}{{ '；' if not loop.last }}{% endfor %}",
        ),
        ("约谈内容", 2600, ""),
        ("表态和整改承诺", 1800, ""),
        ("备案", 900, "抄送：纪检监察机关（　）　组织部门（　）　备案日期：　　　　"),
        ("签　　字", 900, "约谈人：　　　　　　　被约谈人：　　　　　　　记录人：　　　　"),
    ):
        line = row(
            cell(widths[0], name, "CellHead")
            + cell(sum(widths[1:]), text, tcpr='<w:gridSpan w:val="3"/>')
        )
        body += line.replace("<w:cantSplit/>", f'<w:cantSplit/><w:trHeight w:val="{height}"/>')
    record = (
        p("约谈记录", "Title", "<w:pageBreakBefore/>")
        + p("{{ number }}　{{ unit }}", "Centre")
        + p("", "Flush", MISSING)
        + table(widths, body)
    )
    return package(letter_page() + record + section(PORTRAIT))


@made
def order() -> bytes:
    """督办单: one item one sheet, with a reply slip below."""
    widths = [1900, 6945]
    red = '<w:color w:val="{{ colour }}"/>'
    lines = (
        ("督办事项", "第{{ r.no }}项　{{ r.heading }}", 600),
        ("具体内容", "{{ r.wording }}", 1000),
        ("事项来源", "{{ source }}", 600),
        (
            "承办单位",
            "{{ r.unit }}（{{ r.role }}）{% if r.others %}；相关单位：{{ r.others }}{% endif %}",
            600,
        ),
        (
            "目前情况",
            "完成时限{{ r.due|day }}，{{ r.state }}{% if r.days %}{{ r.days }}天{% endif %}；最近报送：{{ r.progress }}",
            900,
        ),
        (
            "督办要求",
            "请查明原因，采取有力措施，倒排工期，加快办理{% if reason %}。{{ reason }}{% endif %}。",
            900,
        ),
        ("回复时限", "{{ reply_by|day }}前", 500),
        (
            "反馈方式",
            "一事一单，填写下方回执，由主要负责人签字并加盖公章{% if contact %}；联系人：{{ contact }}{% endif %}",
            600,
        ),
    )
    body = "".join(
        row(cell(widths[0], a, "CellHead") + cell(widths[1], b)).replace(
            "<w:cantSplit/>", f'<w:cantSplit/><w:trHeight w:val="{h}"/>'
        )
        for a, b, h in lines
    )
    slip_rows = (("办理结果", 1300), ("下步措施和\n完成时间", 1100), ("签字盖章", 900))
    slip = "".join(
        row(
            cell(widths[0], a.replace("\n", ""), "CellHead")
            + cell(
                widths[1],
                "主要负责人：　　　　　　　　（公章）　　　　年　　月　　日"
                if a == "签字盖章"
                else "",
            )
        ).replace("<w:cantSplit/>", f'<w:cantSplit/><w:trHeight w:val="{h}"/>')
        for a, h in slip_rows
    )
    cut = '<w:pBdr><w:top w:val="dashed" w:sz="6" w:space="6" w:color="808080"/></w:pBdr><w:spacing w:before="240" w:line="400" w:lineRule="exact"/><w:jc w:val="center"/>'
    return package(
        p("{{ office }}督办单", "Title", rpr='<w:color w:val="FF0000"/>')
        + p(
            "{{ level }}　　　　编号：{{ number }}　　　　{{ as_of|day }}",
            "Note",
            '<w:jc w:val="center"/>',
            red,
        )
        + p("", "Flush", MISSING)
        + table(widths, body)
        + p("回　　执（{{ number }}）", "Note", cut)
        + p("", "Flush", MISSING)
        + table(widths, slip)
        + section(PORTRAIT)
    )


@made
def annual() -> bytes:
    """年报段落: six parts and the table of the plan."""
    widths = [3445, 1080, 1080, 1080, 1080, 1080]
    heads = ["工作内容", "任务数", "已办结", "未办结", "逾期", "办结率"]
    texts = [
        "{{ r.name }}",
        "{{ r.total }}",
        "{{ r.done }}",
        "{{ r.total - r.done }}",
        "{{ r.late }}",
        "{{ r.rate|rate }}",
    ]
    body = row(
        "".join(cell(w, h, "CellHead") for w, h in zip(widths, heads, strict=True)), header=True
    )
    body += tag(widths, "{%tr for r in sections %}")
    body += row(
        "".join(
            cell(w, t, "CellCentre" if n else "Cell")
            for n, (w, t) in enumerate(zip(widths, texts, strict=True))
        )
    )
    body += tag(widths, "{%tr endfor %}")
    each = [640, 1665, 3400, 1640, 1500]
    heads = ["序号", "工作任务", "具体措施", "责任单位", "落实情况"]
    items = row(
        "".join(cell(w, h, "CellHead") for w, h in zip(each, heads, strict=True)), header=True
    )
    items += tag(each, "{%tr for r in rows %}")
    names = ["no", "heading", "wording", "units", "told"]
    items += row(
        "".join(
            cell(w, f"{{{{ r.{name} }}}}", "CellCentre" if name in ("no", "told") else "Cell")
            for w, name in zip(each, names, strict=True)
        )
    )
    items += tag(each, "{%tr endfor %}")
    return package(
        p("{{ title }}", "Title")
        + p("", "Flush")
        + p("{%p for b in body %}")
        + p("{%p if b.kind == 'h1' %}")
        + p("{{ b.text }}", "Heading1")
        + p("{%p else %}")
        + p("{{ b.text }}")
        + p("{%p endif %}")
        + p("{%p endfor %}")
        + p("", "Flush")
        + p("要点落实情况表", "Centre", "<w:keepNext/>")
        + table(widths, body)
        + p("", "Flush")
        + p("要点逐项落实情况表", "Centre", "<w:keepNext/>")
        + table(each, items)
        + p("数据截至{{ as_of|day }}，台账第{{ seq }}号事件（{{ hash[:12] }}）。", "Note")
        + section(PORTRAIT)
    )


@made
def lookback() -> bytes:
    """“回头看”情况: the text, and every task with what was found, A4 across."""
    widths = [560, 860, 1480, 2380, 1480, 1280, 1760, 1440, 1516]
    heads = [
        "序号", "编号", "工作任务", "具体措施", "承办单位", "复查结果", "复查情况及佐证", "复查人",
        "处理",
    ]  # fmt: skip
    texts = [
        "{{ r.no }}", "{{ r.code }}", "{{ r.heading }}", "{{ r.wording }}", "{{ r.units }}",
        "{{ r.mark }} {{ r.finding }}",
        "{{ r.note }}{% if r.evidence %}{{ '；' if r.note }}佐证：{{ r.evidence }}{% endif %}",
        "{{ r.checker }} {{ r.on|iso }}",
        "{{ r.carry }} {{ r.carried_to }} {{ r.now }}",
    ]  # fmt: skip
    body = row(
        "".join(cell(w, h, "CellHead") for w, h in zip(widths, heads, strict=True)), header=True
    )
    body += tag(widths, "{%tr for r in rows %}")
    body += row(
        "".join(
            cell(w, t, "CellCentre" if at in (0, 1, 5, 7, 8) else "Cell")
            for at, (w, t) in enumerate(zip(widths, texts, strict=True))
        )
    )
    body += tag(widths, "{%tr endfor %}")
    return package(
        p("{{ title }}", "Title")
        + p("", "Flush")
        + p("{%p for b in body %}")
        + p("{%p if b.kind == 'h1' %}")
        + p("{{ b.text }}", "Heading1")
        + p("{%p else %}")
        + p("{{ b.text }}")
        + p("{%p endif %}")
        + p("{%p endfor %}")
        + section(PORTRAIT, break_after=True)
        + p("“回头看”清单", "Title")
        + p("", "Flush", MISSING)
        + table(widths, body)
        + p("数据截至{{ as_of|day }}，台账第{{ seq }}号事件（{{ hash[:12] }}）。", "Note")
        + section(LANDSCAPE)
    )


if __name__ == "__main__":
    for name in sys.argv[1:] or MADE:
        (HERE / f"{name}.docx").write_bytes(MADE[name]())
        print(f"templates/docx/{name}.docx")
