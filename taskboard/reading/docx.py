"""Read a Word document: body, tables, text boxes and footnotes in reading order.

The package is walked as XML: the usual library gives paragraphs neither their automatic numbers
nor their tracked insertions. Headers and footers come after the body, each once, with their role.
"""

from __future__ import annotations

import re
from hashlib import sha256

from lxml import etree

from taskboard.model import Finding, SourceText
from taskboard.reading.archive import Archive
from taskboard.reading.blocks import BlockRole, BlockWriter, RawCell, embedded_files
from taskboard.reading.docx_numbering import Numbering, value
from taskboard.reading.docx_words import ALTERNATE, P_PR, PARAGRAPH, Words, chosen_of, words_of
from taskboard.reading.errors import TooLargeError
from taskboard.reading.ooxml import parse_xml, refuse_active, relations, tag

TABLE, ROW, CELL, CELL_PR, ROW_PR = (tag(f"w:{n}") for n in ("tbl", "tr", "tc", "tcPr", "trPr"))
R_PR, DELETED, REL_ID = tag("w:rPr"), tag("w:del"), tag("r:id")
DROPPED = {DELETED, tag("w:moveFrom"), tag("w:sdtPr"), tag("w:sdtEndPr"), tag("w:sectPr")}
GONE = (DELETED, tag("w:moveFrom"))  # a paragraph's mark that is not there any more
SECTION, FOREIGN = tag("w:sectPr"), tag("w:altChunk")
MARGINS: dict[str, BlockRole] = {"headerReference": "header", "footerReference": "footer"}
NOTE_PARTS = {"footnote": "footnotes", "endnote": "endnotes"}
DEFAULT_STYLE = re.compile(
    rb"<w:style (?=[^>]*w:type=\"paragraph\")(?=[^>]*w:default=).*?</w:style>", re.DOTALL
)
MAX_CELLS = 200_000
MAX_DEPTH = 12


def read_docx(
    data: bytes, name: str, path: str, *, kind: str = "docx", digest: str = ""
) -> SourceText:
    """Return the Word document ``data``; ``path`` is the name that messages give it.

    Args:
        data: The package.
        name: File name without folder.
        path: The file as the caller named it.
        kind: The format the file came in, when it was converted.
        digest: Hash of the file it was converted from.

    Raises:
        TaskboardError: If it is damaged, locked, too large, or carries what could run.
    """
    archive = Archive(data, path)
    refuse_active(archive)
    writer = BlockWriter()
    _Reader(archive, writer).read()
    return writer.source(name, path, kind, digest or sha256(data).hexdigest())


class _Reader:
    def __init__(self, archive: Archive, writer: BlockWriter) -> None:
        self.archive, self.writer = archive, writer
        package = relations(archive, "").values()
        main = next((to for kind, to in package if kind == "officeDocument"), "")
        self.main = main if main in archive else "word/document.xml"
        if self.main not in archive:
            raise archive.damaged("包内没有 Word 正文", "there is no Word document in it")
        self.parts = relations(archive, self.main)
        self.numbering = self._numbering()
        self.notes: dict[tuple[str, str], etree._Element] | None = None
        self.pending: list[tuple[str, str]] = []
        self.carried = ""
        self.hidden = self.pictures = self.foreign = 0

    def read(self) -> None:
        root = self._parse(self.main)
        if sum(1 for _ in root.iter(CELL)) > MAX_CELLS:
            raise TooLargeError(self.archive.path, f"单元格超过 {MAX_CELLS} 个", "too many cells")
        if sum(1 for _ in root.iter(PARAGRAPH)) > MAX_CELLS:
            raise TooLargeError(self.archive.path, f"段落超过 {MAX_CELLS} 个", "too long")
        body = root.find(tag("w:body"))
        if body is not None:
            self._blocks(body, "body")
        if self.carried:
            self.writer.paragraph(self.carried)
            self.carried = ""
        self._margins(root)
        self._report()

    def _numbering(self) -> Numbering:
        """Read the lists, unless no paragraph can have one: they cost more than a short text."""
        main = self.archive.read(self.main)
        if b"numPr" not in main and b"pStyle" not in main and b"\0" not in main:
            styles = next((to for what, to in self.parts.values() if what == "styles"), "")
            usual = DEFAULT_STYLE.search(
                self.archive.read(styles) if styles in self.archive else b""
            )
            if usual is None or b"numPr" not in usual[0]:
                return Numbering()
        return Numbering.of(self._part("numbering"), self._part("styles"))

    def _parse(self, part: str) -> etree._Element:
        return parse_xml(self.archive.read(part), self.archive.path)

    def _part(self, kind: str) -> etree._Element | None:
        target = next((to for what, to in self.parts.values() if what == kind), "")
        return self._parse(target) if target in self.archive else None

    def _blocks(self, container: etree._Element, role: BlockRole, depth: int = 0) -> None:
        for child in container:
            name = child.tag
            if name == PARAGRAPH:
                self._paragraph(child, role, depth)
            elif name == TABLE:
                self._table(child, role, depth)
            elif name == ALTERNATE:
                if (chosen := chosen_of(child)) is not None:
                    self._blocks(chosen, role, depth)
            elif name == FOREIGN:
                self.foreign += 1
            elif name not in DROPPED and len(child):
                self._blocks(child, role, depth)

    def _paragraph(self, node: etree._Element, role: BlockRole, depth: int) -> None:
        text, number, words = self._words(node, role)
        if text is None:
            return
        self.writer.paragraph(text, role=role, number=number)
        if words.boxes and depth < MAX_DEPTH:
            for box in words.boxes:
                self._blocks(box, "textbox" if role == "body" else role, depth + 1)
        if self.pending:
            self._footnotes(depth)

    def _words(self, node: etree._Element, role: BlockRole) -> tuple[str | None, str, Words]:
        """Return the text with its number; None while a deleted mark joins it to the next."""
        words = words_of(node)
        self.hidden += words.hidden
        self.pictures += words.pictures
        self.foreign += words.files
        self.pending.extend(words.notes)
        properties = node.find(P_PR)
        text = self.carried + "".join(words.parts)
        if properties is not None and _mark_deleted(properties) and not words.boxes:
            self.carried = text
            return None, "", words
        self.carried = ""
        number = self.numbering.label(properties, role)
        return (_numbered(number, text) if number else text), number, words

    def _footnotes(self, depth: int) -> None:
        wanted, self.pending = self.pending, []
        if self.notes is None:
            self.notes = {}
            for kind, part in NOTE_PARTS.items():
                notes = self._part(part)
                for note in () if notes is None else notes:
                    self.notes[kind, note.get(tag("w:id"), "")] = note
        for key in wanted:
            found = self.notes.get(key)
            if found is not None and depth < MAX_DEPTH:
                self._blocks(found, "footnote", depth + 1)

    def _table(self, node: etree._Element, role: BlockRole, depth: int) -> None:
        if (frame := _frame(node)) is not None and depth < MAX_DEPTH:
            self._blocks(frame, role, depth + 1)
            return
        boxes: list[etree._Element] = []
        self.writer.table(self._cells(node, boxes, role, depth), role=role)
        for box in boxes:
            self._blocks(box, "textbox" if role == "body" else role, depth + 1)
        if self.pending:
            self._footnotes(depth)

    def _cells(
        self, table: etree._Element, boxes: list[etree._Element], role: BlockRole, depth: int
    ) -> list[RawCell]:
        cells: list[RawCell] = []
        open_cells: dict[int, int] = {}  # column -> index of the merged cell above
        for row, line in enumerate(_rows(table)):
            properties = line.find(ROW_PR)
            column = _int(value(properties, "w:gridBefore"), 0)
            for cell in _unwrap(line, CELL):
                shape = cell.find(CELL_PR)
                width = max(1, _int(value(shape, "w:gridSpan"), 1))
                text = self._cell_text(cell, boxes, role, depth)
                at = open_cells.get(column)
                if _continues(shape) and at is not None:
                    above = cells[at]
                    joined = f"{above.text}\n{text}" if text.strip() else above.text
                    cells[at] = above._replace(text=joined, row_span=row - above.row + 1)
                else:
                    open_cells[column] = len(cells)
                    cells.append(RawCell(text, row, column, 1, width))
                column += width
        return cells

    def _cell_text(
        self, cell: etree._Element, boxes: list[etree._Element], role: BlockRole, depth: int
    ) -> str:
        lines: list[str] = []
        for child in _unwrap(cell, PARAGRAPH, TABLE):
            if child.tag == PARAGRAPH:
                text, _, words = self._words(child, role)
                if text is not None:
                    lines.append(text)
                boxes.extend(words.boxes)
            elif depth < MAX_DEPTH:
                lines.extend(part.text for part in self._cells(child, boxes, role, depth + 1))
        if self.carried:
            lines.append(self.carried)
            self.carried = ""
        return lines[0] if len(lines) == 1 else "\n".join(lines)

    def _margins(self, root: etree._Element) -> None:
        seen: set[str] = set()
        for section in root.iter(SECTION):
            for reference in section:
                role = MARGINS.get(etree.QName(reference).localname)
                _, target = self.parts.get(reference.get(REL_ID, ""), ("", ""))
                if role and target in self.archive and target not in seen:
                    seen.add(target)
                    self._blocks(self._parse(target), role)

    def _report(self) -> None:
        found = self.writer.findings
        if self.hidden:
            words = f"有 {self.hidden} 个字设为隐藏，没有读入；如属正文请取消隐藏后重新导入。"
            found.append(Finding("hidden-text", "warning", words))
        if self.foreign:
            found.append(embedded_files(self.foreign))
        if self.pictures and self.writer.is_blank():
            words = f"只有 {self.pictures} 张图片，没有文字；请索取可编辑的原件，或转成 PDF 识别。"
            found.append(Finding("picture-only", "error", words))


def _rows(table: etree._Element) -> list[etree._Element]:
    def kept(row: etree._Element) -> bool:
        properties = row.find(ROW_PR)
        return properties is None or all(properties.find(mark) is None for mark in GONE)

    return [row for row in _unwrap(table, ROW) if kept(row)]


def _unwrap(node: etree._Element, *names: str) -> list[etree._Element]:
    """Return the children called ``names``, also those inside content controls and revisions."""
    found: list[etree._Element] = []
    for child in node:
        if child.tag in names:
            found.append(child)
        elif child.tag not in DROPPED and child.tag not in (CELL_PR, ROW_PR) and len(child):
            found.extend(_unwrap(child, *names))
    return found


def _frame(table: etree._Element) -> etree._Element | None:
    """Return the only cell of a table that is no more than a frame around another table."""
    if next(table.iterdescendants(TABLE), None) is None:
        return None
    cells = [cell for row in _rows(table) for cell in _unwrap(row, CELL)]
    return cells[0] if len(cells) == 1 and _unwrap(cells[0], TABLE) else None


def _mark_deleted(properties: etree._Element) -> bool:
    run = properties.find(R_PR)
    return run is not None and any(run.find(mark) is not None for mark in GONE)


def _continues(shape: etree._Element | None) -> bool:
    merge = None if shape is None else shape.find(tag("w:vMerge"))
    return merge is not None and merge.get(tag("w:val"), "continue") != "restart"


def _numbered(number: str, text: str) -> str:
    """Join a number to its text; a blank between where they would run together."""
    last, first = number[-1], text[:1]
    apart = last.isalpha() or last.isdecimal() or (first.isascii() and first.isalnum())
    return f"{number} {text}" if text and apart else f"{number}{text}"


def _int(words: str | None, default: int) -> int:
    try:
        return default if words is None else int(words)
    except ValueError:
        return default
