"""Read PDF: text by pypdfium2, ruled tables by pdfplumber, scanned pages by recognition.

Page scripts and links are never run or followed. Pages without a text layer are recognised when
the extra ``ocr`` is installed; what recognition read always leaves a finding.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from taskboard.errors import DamagedFileError
from taskboard.model import Finding, Severity, SourceText
from taskboard.reading.blocks import BlockWriter
from taskboard.reading.errors import LockedFileError, MissingProgramError, TooLargeError
from taskboard.reading.pdf_limits import refuse_bombs
from taskboard.reading.pdf_lines import PageLine, PageLines, mark_margins, write_paragraphs
from taskboard.reading.pdf_ocr import HOW_TO_INSTALL, Recogniser, load_recogniser
from taskboard.reading.pdf_rows import mend_rows
from taskboard.reading.pdf_tables import place_tables
from taskboard.reading.pdf_turned import upright

Progress = Callable[[int, int], None]
MAX_PAGES = 1_000
# fewer characters than this on a page that is a picture: a scan
FEW = 12
# a table has at least so many strokes
STROKES = 5
PAGE_TROUBLE = {
    "page-damaged": "已损坏，没有读入；请向发件人重新索取。",
    "table-as-lines": "的表格没有认出，按文字行读入；请对照原件核对。",
}
MANY_OBJECTS = 60_000
PICTURES = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
# a quote drawn apart from its words leaves a blank beside it; few lines have a quote at all
QUOTE = re.compile("[“”‘’]")
APART = re.compile("[“”‘’] | [“”‘’]")


def _plain(function: Any, *kinds: Any) -> Any:
    """Return a C function that takes and gives bare addresses: pages have thousands of objects."""
    return ctypes.CFUNCTYPE(*kinds)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_get_object = _plain(raw.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_object_type = _plain(raw.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)

_character_box = _plain(
    raw.FPDFText_GetCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4
)
_font_size = _plain(raw.FPDFText_GetFontSize, ctypes.c_double, ctypes.c_void_p, ctypes.c_int)


def read_pdf(data: bytes, name: str, path: str, *, progress: Progress | None = None) -> SourceText:
    """Return the PDF ``data``; ``path`` is the name that messages give it.

    Args:
        data: The file.
        name: File name without folder.
        path: The file as the caller named it.
        progress: Called with (pages recognised, pages to recognise) during recognition.

    Raises:
        TaskboardError: If it is damaged or locked, or is a scan and recognition is missing.
    """
    refuse_bombs(data, path)
    document = _open(data, path)
    try:
        writer = BlockWriter()
        pages: list[PageLines] = []
        ruled: list[int] = []
        scans: list[PageLines] = []
        for number in range(1, len(document) + 1):
            page, strokes, scanned = _look(document, number)
            if page is None:
                writer.findings.append(_page_finding("page-damaged", number))
                continue
            pages.append(page)
            if scanned:
                scans.append(page)
            elif strokes:
                ruled.append(number)
        if not pages:
            raise DamagedFileError(path, "没有一页能打开", "none of its pages can be opened")
        if ruled and not place_tables(data, pages, ruled):
            writer.findings += [_page_finding("table-as-lines", number) for number in ruled]
        if scans:
            _recognise(document, scans, len(pages), path, writer, progress)
        mark_margins(pages)
        if ruled:
            mend_rows(pages)
        write_paragraphs(pages, writer)
    finally:
        document.close()
    return writer.source(name, path, "pdf", sha256(data).hexdigest())


def _look(document: Any, number: int) -> tuple[PageLines | None, bool, bool]:
    """Return a page, whether it has a table's strokes, and whether it is a scan."""
    try:
        page, shown = document[number - 1], True
        if page.get_rotation():
            page, shown = upright(document, number, page)
        lines = _page(page, number)
    except pdfium.PdfiumError:
        return None, False, False
    strokes, pictured = _objects(page)
    strokes = strokes and shown  # the tables' library takes places as they are shown
    return lines, strokes, pictured and sum(len(line.text) for line in lines.lines) < FEW


def _page_finding(code: str, number: int) -> Finding:
    place = f"第 {number} 页"
    return Finding(code, "error", place + PAGE_TROUBLE[code], None, place)


def _open(data: bytes, path: str) -> Any:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise LockedFileError(path) from error
        raise DamagedFileError(path, "PDF 结构不完整", "the PDF is not complete") from error
    if len(document) > MAX_PAGES:
        pages = len(document)
        document.close()
        raise TooLargeError(path, f"有 {pages} 页", f"{pages} pages")
    return document


def _page(page: Any, number: int) -> PageLines:
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    height = page.get_height()
    lines: list[PageLine] = []
    boxes = _Boxes(text_page)
    start = 0
    straight = len(text) == text_page.count_chars()
    quoted = straight and QUOTE.search(text) is not None
    marked = "\ufffe" in text or "\u0002" in text
    for words in text.split("\r\n"):
        end = start + len(words)
        printed = words.strip()
        if marked:
            printed = printed.replace("\ufffe", "").replace("\u0002", "")
        if printed:
            first, last = start, end - 1
            while last > first and text[last].isspace():
                last -= 1
            if quoted and QUOTE.search(words) and APART.search(words):
                printed, first, last = boxes.sorted_text(text, start, end)
            left, right, bottom, size = boxes.ends(*((first, last) if straight else (0, 0)))
            lines.append(PageLine(printed, left, right, height - bottom, size, number))
        start = end + 2
    return PageLines(number, height, lines)


class _Boxes:
    """Places of characters of one page; one set of buffers for all of them."""

    def __init__(self, text_page: Any) -> None:
        self.handle = ctypes.cast(text_page.raw, ctypes.c_void_p)
        self.values = (ctypes.c_double * 4)()
        start, step = ctypes.addressof(self.values), ctypes.sizeof(ctypes.c_double)
        self.targets = [start + step * at for at in range(4)]

    def ends(self, first: int, last: int) -> tuple[float, float, float, float]:
        """Return left, right, baseline (from below) and font size of a line by its ends."""
        values, handle = self.values, self.handle
        _character_box(handle, first, *self.targets)
        left, bottom = values[0], values[2]
        _character_box(handle, last, *self.targets)
        return left, values[1], bottom, max(_font_size(handle, first), 1.0)

    def sorted_text(self, text: str, start: int, end: int) -> tuple[str, int, int]:
        """Return a line in order of place, and its first and last character.

        Quotes may have been drawn apart from the words they stand around.
        """
        placed = []
        size = max(_font_size(self.handle, start), 1.0)
        values, handle, targets = self.values, self.handle, self.targets
        for index, character in enumerate(text[start:end], start):
            if not character.isspace() and character not in "\ufffe\u0002":
                _character_box(handle, index, *targets)
                placed.append((values[0], values[1], character, index))
        placed.sort()
        words: list[str] = []
        edge, ascii_before = 0.0, False
        for left, right, character, _ in placed:
            latin = character < "\x80"
            if ascii_before and latin and left - edge > 0.2 * size:
                words.append(" ")
            words.append(character)
            edge, ascii_before = right, latin
        return "".join(words), placed[0][3], placed[-1][3]


def _objects(page: Any) -> tuple[bool, bool]:
    """Tell whether a page has the strokes of a table, and whether it has a picture."""
    count = raw.FPDFPage_CountObjects(page.raw)
    if count > MANY_OBJECTS:
        return False, False
    handle = ctypes.cast(page.raw, ctypes.c_void_p)
    step = 3 if count > 9 else 1
    # strokes of a table come in runs: every third object shows them, and only then all count
    sample = [_object_type(_get_object(handle, at)) for at in range(0, count, step)]
    strokes = 0
    if raw.FPDF_PAGEOBJ_PATH in sample:
        sample = [_object_type(_get_object(handle, at)) for at in range(count)]
        strokes = sample.count(raw.FPDF_PAGEOBJ_PATH)
    return strokes >= STROKES, any(kind in PICTURES for kind in sample)


def _recognise(
    document: Any, scans: list[PageLines], total: int, path: str, writer: BlockWriter,
    progress: Progress | None,
) -> None:  # fmt: skip
    recogniser: Recogniser | None = load_recogniser()
    if recogniser is None:
        if len(scans) == total:
            need = "文字识别组件（这是一份扫描件）"
            raise MissingProgramError(path, need, "text recognition (a scan)", HOW_TO_INSTALL)
        pages = "、".join(str(page.number) for page in scans)
        words = f"第 {pages} 页是扫描图片，没有读入；装好文字识别（{HOW_TO_INSTALL}）后重新导入。"
        writer.findings.append(Finding("page-scanned", "error", words, None, f"第 {pages} 页"))
        return
    for done, page in enumerate(scans, 1):
        page.lines, sure = recogniser.lines(document[page.number - 1], page.number)
        place = f"第 {page.number} 页"
        words = f"{place}是扫描件，文字由识别得来，可信度 {sure:.0%}；请对照原件核对编号和日期。"
        severity: Severity = "warning" if sure < 0.95 else "info"
        writer.findings.append(Finding("page-recognised", severity, words, None, place))
        if progress is not None:
            progress(done, len(scans))
