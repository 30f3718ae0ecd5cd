"""Word documents: what stands where, what was deleted, and what must not be opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from libreoffice import saved_as
from reading_docx_maker import Maker, W, abstract, num, plan_levels, rezip
from taskboard.errors import DamagedFileError, EmptyFileError, WrongEndingError
from taskboard.model import SourceText
from taskboard.reading import read_file
from taskboard.reading.errors import LockedFileError, TooLargeError, UnsafeFileError

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def body(source: SourceText) -> list[str]:
    return [block.text for block in source.blocks if block.role == "body"]


def read(maker: Maker, tmp_path: Path) -> SourceText:
    return read_file(maker.save(tmp_path / "要点.docx"))


def covered(source: SourceText) -> bool:
    blocks = [source.text[slice(*block.span)] == block.text for block in source.blocks]
    cells = [
        source.text[slice(*cell.span)] == cell.text
        for block in source.blocks
        for cell in block.cells
    ]
    return all(blocks + cells) and "\n".join(b.text for b in source.blocks) == source.text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("<w:ins>" + run("新增") + "</w:ins>", "公开新增", id="inserted-kept"),
        pytest.param("<w:moveTo>" + run("移来") + "</w:moveTo>", "公开移来", id="moved-here"),
        pytest.param("<w:moveFrom>" + run("移走") + "</w:moveFrom>", "公开", id="moved-away"),
        pytest.param(
            "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>", "公开", id="deleted-dropped"
        ),
        pytest.param(
            f'<w:hyperlink {R} r:id="r9">' + run("链接") + "</w:hyperlink>", "公开链接", id="link"
        ),
        pytest.param("<w:smartTag>" + run("标记") + "</w:smartTag>", "公开标记", id="smart-tag"),
        pytest.param(
            "<w:sdt><w:sdtPr/><w:sdtContent>" + run("控件") + "</w:sdtContent></w:sdt>",
            "公开控件",
            id="content-control",
        ),
        pytest.param(
            '<w:fldSimple w:instr="PAGE">' + run("3") + "</w:fldSimple>", "公开3", id="field-result"
        ),
        pytest.param(
            "<w:r><w:instrText> PAGE </w:instrText></w:r>", "公开", id="field-code-dropped"
        ),
        pytest.param(
            "<w:r><w:t>a</w:t><w:tab/><w:br/><w:noBreakHyphen/></w:r>", "公开a\t\n-", id="marks"
        ),
        pytest.param(
            "<w:r><w:ruby><w:rt>" + run("dū") + "</w:rt><w:rubyBase>" + run("督")
            + "</w:rubyBase></w:ruby></w:r>",
            "公开督",
            id="ruby-base-only",
        ),
    ],
)  # fmt: skip
def test_words_of_a_paragraph(raw: str, text: str, tmp_path: Path) -> None:
    maker = Maker()
    maker.p("公开", raw=raw)
    assert body(read(maker, tmp_path)) == [text]


def test_a_deleted_paragraph_mark_joins_the_next_paragraph(tmp_path: Path) -> None:
    maker = Maker(abstract(1, plan_levels()), num(1, 1))
    maker.p("一条", of=1)
    maker.p("上半", ppr="<w:rPr><w:del/></w:rPr>")
    maker.p("下半", of=1)
    assert body(read(maker, tmp_path)) == ["一、一条", "二、上半下半"]


def test_hidden_text_is_left_out_and_counted(tmp_path: Path) -> None:
    maker = Maker()
    maker.p("公开", raw=run("内部意见", "<w:vanish/>") + run("可见", '<w:vanish w:val="0"/>'))
    source = read(maker, tmp_path)
    assert source.text == "公开可见"
    assert [(f.code, "4 个字" in f.message) for f in source.findings] == [("hidden-text", True)]


def test_text_box_stands_once_after_its_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{'<w:p><w:r><w:t>联系人</w:t></w:r></w:p>'}</w:txbxContent>"
    maker = Maker()
    maker.p(
        "正文",
        raw=f"<w:r><mc:AlternateContent {MC}><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict {V}><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    )
    maker.p("后文")
    source = read(maker, tmp_path)
    assert [(b.text, b.role) for b in source.blocks] == [
        ("正文", "body"), ("联系人", "textbox"), ("后文", "body"),
    ]  # fmt: skip


def test_merged_cells_stand_once_with_their_spans(tmp_path: Path) -> None:
    maker = Maker()
    table = maker.doc.add_table(rows=4, cols=3)
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 2)).text = "一、主动公开"
    table.cell(1, 0).merge(table.cell(3, 0)).text = "政务\n公开"
    maker.p("表后")
    source = read(maker, tmp_path)
    cells = [(c.text, c.row, c.column, c.row_span, c.column_span) for c in source.blocks[0].cells]
    assert cells == [
        ("一、主动公开", 0, 0, 1, 3),
        ("政务\n公开", 1, 0, 3, 1),
        ("11", 1, 1, 1, 1),
        ("12", 1, 2, 1, 1),
        ("21", 2, 1, 1, 1),
        ("22", 2, 2, 1, 1),
        ("31", 3, 1, 1, 1),
        ("32", 3, 2, 1, 1),
    ]
    assert source.text == "一、主动公开\n政务\n公开\t11\t12\n21\t22\n31\t32\n表后"
    assert covered(source)


def test_deleted_rows_are_gone_and_nested_tables_stay(tmp_path: Path) -> None:
    maker = Maker()
    nested = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内表</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p>{}</w:tc>"
    maker.add(
        f"<w:tbl {W}><w:tr><w:trPr><w:del/></w:trPr>{cell.format('删行', '')}</w:tr>"
        f"<w:tr><w:trPr><w:ins/></w:trPr>{cell.format('增行', nested)}"
        f"{cell.format('旁', '')}</w:tr></w:tbl>"
    )
    assert [c.text for c in read(maker, tmp_path).blocks[0].cells] == ["增行\n内表", "旁"]


def test_a_table_that_only_frames_another_is_no_table(tmp_path: Path) -> None:
    document = Document()
    outer = document.add_table(1, 1)
    outer.cell(0, 0).text = "框内的话"
    inner = outer.cell(0, 0).add_table(2, 2)
    for cell, text in zip(inner._cells, "甲乙丙丁", strict=True):
        cell.text = text
    document.save(str(tmp_path / "a.docx"))
    found = [(b.kind, b.text) for b in read_file(tmp_path / "a.docx").blocks if b.text]
    assert found == [("paragraph", "框内的话"), ("table", "甲\t乙\n丙\t丁")]


def test_table_that_lost_its_words_is_a_finding(tmp_path: Path) -> None:
    maker = Maker()
    maker.doc.add_table(rows=3, cols=3)
    maker.p("表后")
    source = read(maker, tmp_path)
    assert [f.code for f in source.findings] == ["damaged-table"]


def test_footnotes_follow_and_margins_come_last_with_their_role(tmp_path: Path) -> None:
    maker = Maker()
    maker.doc.sections[0].header.paragraphs[0].text = "内部资料"
    maker.doc.sections[0].footer.paragraphs[0].text = "— 1 —"
    maker.p("正文", raw='<w:r><w:footnoteReference w:id="2"/></w:r>')
    maker.p("后文")
    path = maker.save(tmp_path / "plain.docx")

    def with_notes(parts: dict[str, bytes]) -> None:
        parts["word/footnotes.xml"] = (
            f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>注文</w:t></w:r>'
            "</w:p></w:footnote></w:footnotes>"
        ).encode()
        rels = parts["word/_rels/document.xml.rels"]
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        note = b'<Relationship Id="rIdN" Type="' + kind + b'" Target="footnotes.xml"/>'
        parts["word/_rels/document.xml.rels"] = rels.replace(b"</Rel", note + b"</Rel")

    source = read_file(rezip(path, tmp_path / "notes.docx", with_notes))
    assert [(b.text, b.role) for b in source.blocks] == [
        ("正文", "body"), ("注文", "footnote"), ("后文", "body"),
        ("内部资料", "header"), ("— 1 —", "footer"),
    ]  # fmt: skip
    assert covered(source)


def test_pictures_alone_are_reported(tmp_path: Path) -> None:
    maker = Maker()
    maker.p("", raw="<w:r><w:drawing/></w:r>")
    assert [f.code for f in read(maker, tmp_path).findings] == ["picture-only"]


@pytest.mark.parametrize(("program", "told"), [("Excel.Sheet.12", 1), ("Equation.3", 0)])
def test_embedded_files_are_told(program: str, told: int, tmp_path: Path) -> None:
    maker = Maker()
    ole = f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="{program}"/>'
    maker.p("见表", raw=f"<w:r><w:object>{ole}</w:object></w:r>")
    found = read_file(maker.save(tmp_path / "a.docx")).findings
    assert [one.code for one in found] == ["embedded-file"] * told


def test_a_document_of_blanks_is_empty(tmp_path: Path) -> None:
    maker = Maker()
    maker.p("  ")
    with pytest.raises(EmptyFileError):
        read(maker, tmp_path)


def plain(tmp_path: Path) -> Path:
    maker = Maker()
    maker.p("公开")
    return maker.save(tmp_path / "plain.docx")


def test_cut_off_and_foreign_packages_are_damaged(tmp_path: Path) -> None:
    whole = plain(tmp_path).read_bytes()
    path = tmp_path / "坏.docx"
    for data in (whole[:-40], whole[: len(whole) // 2], b"PK\x03\x04" + b"\0" * 100):
        path.write_bytes(data)
        with pytest.raises(DamagedFileError) as caught:
            read_file(path)
        assert "坏.docx" in caught.value.zh
    rezip(plain(tmp_path), path, lambda parts: parts.pop("word/document.xml"))
    with pytest.raises(DamagedFileError, match="Word"):
        read_file(path)
    rezip(plain(tmp_path), path, lambda p: p.update({"word/document.xml": b"<w:document"}))
    with pytest.raises(DamagedFileError, match="XML"):
        read_file(path)


def test_locked_and_lying_packages(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 200
    path.write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(LockedFileError):
        read_file(path)
    path.write_bytes(ole)
    with pytest.raises(WrongEndingError):
        read_file(path)


def test_entities_are_refused_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", "utf-8")

    def inject(parts: dict[str, bytes]) -> None:
        head = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        old = parts["word/document.xml"].decode()
        start = old.index("<w:document")
        parts["word/document.xml"] = (old[:start] + head + old[start:]).encode()

    path = rezip(plain(tmp_path), tmp_path / "a.docx", inject)
    with pytest.raises(UnsafeFileError) as caught:
        read_file(path)
    assert "机密" not in str(caught.value)
    data = path.read_bytes()

    def wide(parts: dict[str, bytes]) -> None:
        inject(parts)
        words = parts["word/document.xml"].decode()
        words = words[words.index("<!DOCTYPE") :]
        parts["word/document.xml"] = words.encode("utf-16")

    assert data
    with pytest.raises(UnsafeFileError):
        read_file(rezip(plain(tmp_path), path, wide))


def test_entities_in_a_part_that_is_not_needed_are_refused(tmp_path: Path) -> None:
    def inject(parts: dict[str, bytes]) -> None:
        head = b'<!DOCTYPE x SYSTEM "http://evil.example/e.dtd"><w:styles'
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"<w:styles", head, 1)

    with pytest.raises(UnsafeFileError):
        read_file(rezip(plain(tmp_path), tmp_path / "a.docx", inject))


@pytest.mark.parametrize(
    ("target", "refused"),
    [
        pytest.param("http://evil.example/t.dotm", True, id="web"),
        pytest.param("\\\\host\\share\\t.dotm", True, id="share"),
        pytest.param("file://host/share/t.dotm", True, id="file-of-a-host"),
        pytest.param("file:///\\\\host\\share\\t.dotm", True, id="file-of-a-share"),
        pytest.param("file://localhost/t.dotm", False, id="own-name"),
        pytest.param("file:///C:\\Users\\a\\Normal.dotm", False, id="own-disk"),
    ],
)
def test_remote_templates_are_refused(target: str, refused: bool, tmp_path: Path) -> None:
    def attach(parts: dict[str, bytes]) -> None:
        kind = (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        )
        parts["word/_rels/settings.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{kind}" Target="{target}" TargetMode="External"/>'
            "</Relationships>"
        ).encode()

    path = rezip(plain(tmp_path), tmp_path / "a.docx", attach)
    if refused:
        with pytest.raises(UnsafeFileError, match="模板"):
            read_file(path)
    else:
        assert read_file(path).text == "公开"


def test_macros_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    rezip(plain(tmp_path), path, lambda parts: parts.update({"word/vbaProject.bin": b"x"}))
    with pytest.raises(UnsafeFileError, match="宏"):
        read_file(path)


def test_bombs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    rezip(plain(tmp_path), path, lambda parts: parts.update({"word/x": b"\0" * 30_000_000}))
    with pytest.raises(TooLargeError):
        read_file(path)
    cells = b"<w:tc/>" * 250_000
    xml = f"<w:document {W}><w:body><w:tbl><w:tr>".encode() + cells
    xml += b"</w:tr></w:tbl></w:body></w:document>"
    rezip(plain(tmp_path), path, lambda parts: parts.update({"word/document.xml": xml}))
    with pytest.raises(TooLargeError):
        read_file(path)


@pytest.mark.office
def test_libreoffice_exports_the_same_text(tmp_path: Path) -> None:
    maker = Maker(abstract(1, plan_levels()), num(1, 1))
    maker.p("2023年要点")
    for at in (0, 1, 2, 1):
        maker.p("推进公开", of=1, at=at)
    maker.p(
        "公开",
        raw="<w:ins>" + run("新增") + "</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>",
    )
    table = maker.doc.add_table(rows=2, cols=2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"单元{row}{column}"
    maker.p("表后")
    path = maker.save(tmp_path / "a.docx")
    oracle = saved_as(path, "txt:Text (encoded):UTF8").read_text("utf-8-sig")
    assert "".join(read_file(path).text.split()) == "".join(oracle.split()).replace("删", "")
