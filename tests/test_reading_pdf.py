"""PDF: text, paragraphs over lines and pages, margins, ruled tables, scans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2 as pdfium
import pytest
from docx import Document
from PIL import Image

from taskboard.errors import DamagedFileError
from taskboard.model import SourceText, page_of
from taskboard.reading import pdf as pdf_module
from taskboard.reading import pdf_tables, read_file
from taskboard.reading.blocks import BlockWriter
from taskboard.reading.errors import LockedFileError, MissingProgramError, TooLargeError
from taskboard.reading.pdf_lines import PageLine, PageLines, mark_margins, write_paragraphs
from taskboard.reading.pdf_ocr import Recogniser

LONG = (
    "推进“政务公开”标准化规范化建设，完善“主动公开”目录，做到应公开尽公开，" * 9
    + "2023年9月底前完成。"
)


def line(text: str, top: float, *, left: float = 50, right: float = 450, page: int = 1) -> PageLine:
    return PageLine(text, left, right, top, 12, page)


def written(*pages: list[PageLine]) -> SourceText:
    made = [PageLines(number, 800, lines) for number, lines in enumerate(pages, 1)]
    mark_margins(made)
    writer = BlockWriter()
    write_paragraphs(made, writer)
    return writer.source("a.pdf", "a.pdf", "pdf", "")


def paragraphs(*pages: list[PageLine]) -> list[tuple[str, str, int | None]]:
    return [(block.text, block.role, block.page) for block in written(*pages).blocks]


def test_full_lines_go_on_and_short_ones_end() -> None:
    assert paragraphs(
        [
            line("要点", 100, left=200, right=300),
            line("一、主动公开要做到", 120, left=74),
            line("应公开尽公开。", 140, right=150),
            line("（一）财政信息公开。", 160),
            line("（二）教育信息公开。", 180),
        ]
    ) == [
        ("要点", "body", 1),
        ("一、主动公开要做到应公开尽公开。", "body", 1),
        ("（一）财政信息公开。", "body", 1),
        ("（二）教育信息公开。", "body", 1),
    ]


@pytest.mark.parametrize(
    ("text", "top", "role"),
    [
        ("11/21/26, 9:10 AM", 20, "header"),
        ("2026/11/21 上午9:10 2026年工作要点", 20, "header"),
        ("https://www.gov.cn/a/2026.html 1/1", 780, "footer"),
        ("file:///C:/要点.html 1/1", 780, "footer"),
        ("11/21/26, 9:10 AM", 400, "body"),
        ("平台网址：https://www.gov.cn/a", 780, "body"),
        ("2026/11/21前完成", 20, "body"),
        ("2026/11/21 9:10前报送", 20, "body"),
    ],
)
def test_what_a_browser_prints_around_one_page_is_furniture(
    text: str, top: float, role: str
) -> None:
    page = PageLines(1, 800, [line("一、主动公开。", 300), line(text, top)])
    mark_margins([page])
    assert [one.role for one in page.lines] == ["body", role]


def test_a_sentence_goes_on_over_the_page_and_furniture_waits() -> None:
    first = [line("内部", 20, right=80), line("落实每项任", 600), line("— 1 —", 780, right=90)]
    second = [line("内部", 20, right=80), line("务。", 100, right=70), line("— 2 —", 780, right=90)]
    for one in second:
        one.page = 2
    assert paragraphs(first, second) == [
        ("内部", "header", 1),
        ("落实每项任务。", "body", 1),
        ("— 1 —", "footer", 1),
        ("内部", "header", 2),
        ("— 2 —", "footer", 2),
    ]


def test_every_character_has_the_page_it_stood_on() -> None:
    first = [line("落实每项任", 600), line("— 1 —", 780, right=90)]
    second = [line("务。", 100, right=70, page=2), line("— 2 —", 780, right=90, page=2)]
    third = [line("二、做好宣传。", 100, right=170, page=3)]
    source = written(first, second, third)
    assert source.text == "落实每项任务。\n— 1 —\n— 2 —\n二、做好宣传。"
    found = {char: page_of(source.pages, source.text.index(char)) for char in "落任务12宣"}
    assert found == {"落": 1, "任": 1, "务": 2, "1": 1, "2": 2, "宣": 3}
    assert page_of((), 3) is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("— 5 —", "footer"),
        ("第 3 页 共 9 页", "footer"),
        ("3/9", "footer"),
        ("12", "footer"),
        ("2023年9月", "body"),
        ("附件3", "body"),
    ],
)
def test_page_marks(text: str, role: str) -> None:
    assert paragraphs([line("正文。", 300, right=90), line(text, 780, right=90)])[1][1] == role


def made_pdf(tmp_path: Path, to_pdf: Callable[[Path], Path]) -> tuple[SourceText, SourceText]:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.add_paragraph("2023年政务公开工作要点")
    for number in "一二三四五六":
        document.add_paragraph(f"{number}、{LONG}")
    table = document.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = f"单元格里的文字较长会自动折行{row}{column}"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "市财政局\n市教育局"
    table.cell(3, 1).merge(table.cell(3, 2)).text = "横向合并"
    document.add_paragraph("表后一段。")
    path = tmp_path / "a.docx"
    document.save(str(path))
    return read_file(to_pdf(path)), read_file(path)


@pytest.mark.office
def test_a_printed_document_reads_like_its_source(
    tmp_path: Path, to_pdf: Callable[[Path], Path]
) -> None:
    source, original = made_pdf(tmp_path, to_pdf)

    def texts(one: SourceText) -> list[str]:
        found = [block for block in one.blocks if block.role == "body" and block.text]
        return ["".join(block.text.split()) for block in found]

    assert texts(source) == texts(original)
    table, other = (
        next(block for block in one.blocks if block.kind == "table") for one in (source, original)
    )
    assert [(cell.text, *cell_place(cell)) for cell in table.cells] == [
        (cell.text, *cell_place(cell)) for cell in other.cells
    ]
    assert {block.role for block in source.blocks if block.text == "内部资料"} == {"header"}
    assert max(block.page or 0 for block in source.blocks) >= 2
    for block in source.blocks:
        assert source.text[slice(*block.span)] == block.text


def cell_place(cell: Any) -> tuple[int, int, int, int]:
    return cell.row, cell.column, cell.row_span, cell.column_span


def scan(tmp_path: Path) -> Path:
    path = tmp_path / "扫描.pdf"
    Image.new("L", (400, 600), 255).save(path)
    return path


def test_a_scan_without_recognition_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_module, "load_recogniser", lambda: None)
    with pytest.raises(MissingProgramError) as caught:
        read_file(scan(tmp_path))
    assert "扫描" in caught.value.zh
    assert "taskboard[ocr]" in caught.value.zh


def test_a_scan_is_recognised_with_its_confidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def engine(picture: Any) -> Any:
        assert picture.shape[2] == 3

        def box(left: int, top: int, right: int) -> list[list[int]]:
            return [[left, top], [right, top], [right, top + 40], [left, top + 40]]

        return SimpleNamespace(
            boxes=[box(500, 300, 700), box(100, 302, 480), box(100, 400, 300)],
            txts=("年底前。", "一、主动公开", "二、解读"),
            scores=(0.9, 0.9, 0.9),
        )

    monkeypatch.setattr(pdf_module, "load_recogniser", lambda: Recogniser(engine))
    seen: list[tuple[int, int]] = []
    source = read_file(scan(tmp_path), progress=lambda done, total: seen.append((done, total)))
    assert source.text == "一、主动公开年底前。\n二、解读"
    assert seen == [(1, 1)]
    (finding,) = source.findings
    assert (finding.code, finding.severity, finding.place) == (
        "page-recognised",
        "warning",
        "第 1 页",
    )
    assert "90%" in finding.message


def test_bad_pdfs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 50)
    with pytest.raises(DamagedFileError, match="坏"):
        read_file(path)
    good = scan(tmp_path)
    monkeypatch.setattr(pdf_module, "MAX_PAGES", 0)
    with pytest.raises(TooLargeError, match="扫描"):
        read_file(good)


def test_a_locked_pdf_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise pdfium.PdfiumError("Failed to load document (PDFium: Incorrect password error).")

    monkeypatch.setattr(pdf_module.pdfium, "PdfDocument", refuse)
    with pytest.raises(LockedFileError, match="扫描"):
        read_file(scan(tmp_path))


def test_a_page_that_cannot_be_opened_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = pdf_module._look

    def look(document: Any, number: int) -> Any:
        return (None, False, False) if number == 1 else good(document, number)

    monkeypatch.setattr(pdf_module, "_look", look)
    monkeypatch.setattr(pdf_module, "load_recogniser", lambda: Recogniser(lambda picture: None))
    path = tmp_path / "两页.pdf"
    page = Image.new("L", (400, 600), 255)
    page.save(path, save_all=True, append_images=[page])
    source = read_file(path)
    assert [(one.code, one.place) for one in source.findings] == [
        ("page-damaged", "第 1 页"), ("page-recognised", "第 2 页"),
    ]  # fmt: skip
    with pytest.raises(DamagedFileError, match="扫描"):
        read_file(scan(tmp_path))


def test_a_failing_table_library_leaves_the_lines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = PageLines(1, 800, [line("表里的字。", 100, right=90)])

    def fail(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(pdf_tables, "_place", fail)
    assert pdf_tables.place_tables(b"", [made], [1]) is False
    assert [one.text for one in made.lines] == ["表里的字。"]
