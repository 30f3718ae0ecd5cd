"""Read OFD (GB/T 33190), its text only; experimental: tables and pictures are not looked at.

An OFD is a zip: ``OFD.xml`` names the document, that names its pages, and each page holds text
objects with a place in millimetres.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from hashlib import sha256

from lxml import etree

from taskboard.model import Finding, SourceText
from taskboard.reading.archive import Archive
from taskboard.reading.blocks import BlockWriter
from taskboard.reading.errors import TooLargeError
from taskboard.reading.ooxml import parse_xml
from taskboard.reading.pdf_lines import PageLines, Piece, lines_of, mark_margins, write_paragraphs

MAX_PAGES = 1_000
POINTS = 72 / 25.4
A4 = (0.0, 0.0, 210.0, 297.0)


def read_ofd(data: bytes, name: str, path: str) -> SourceText:
    """Return the text of the OFD ``data``; ``path`` is the name that messages give it.

    Raises:
        TaskboardError: If it is damaged, locked or too large.
    """
    archive = Archive(data, path)
    if "OFD.xml" not in archive:
        raise archive.damaged("包内没有 OFD 文档", "there is no OFD document in it")
    writer = BlockWriter()
    pages = list(_pages(archive))
    mark_margins(pages)
    write_paragraphs(pages, writer)
    if not writer.is_blank():
        words = "OFD 的读取尚在试验，只取文字，不认表格；请对照原件核对。"
        writer.findings.append(Finding("ofd-experimental", "info", words))
    return writer.source(name, path, "ofd", sha256(data).hexdigest())


def _pages(archive: Archive) -> Iterator[PageLines]:
    number = 0
    for root in _named(_parse(archive, "OFD.xml"), "DocRoot"):
        main = _inside("", root.text)
        document = _parse(archive, main)
        default = _box(document, A4)
        for page in _named(document, "Page"):
            number += 1
            if number > MAX_PAGES:
                raise TooLargeError(archive.path, f"超过 {MAX_PAGES} 页", f"over {MAX_PAGES} pages")
            content = _parse(archive, _inside(main, page.get("BaseLoc")))
            height = _box(content, default)[3] * POINTS
            yield PageLines(number, height, lines_of(list(_pieces(content)), number))


def _pieces(content: etree._Element) -> Iterator[Piece]:
    for found in _named(content, "TextObject"):
        text = "".join(code.text or "" for code in _named(found, "TextCode"))
        numbers = _numbers(found.get("Boundary", ""))
        if text.strip() and len(numbers) == 4:
            left, top, width, height = (value * POINTS for value in numbers)
            yield Piece(top, top + max(height, 1.0), left, left + width, text)


def _named(node: etree._Element, name: str) -> Iterator[etree._Element]:
    return node.iter(f"{{*}}{name}")


def _parse(archive: Archive, part: str) -> etree._Element:
    return parse_xml(archive.read(part), archive.path)


def _inside(part: str, target: str | None) -> str:
    folder = posixpath.join("/", posixpath.dirname(part))
    return posixpath.normpath(posixpath.join(folder, (target or "").strip())).lstrip("/")


def _box(node: etree._Element, default: tuple[float, ...]) -> tuple[float, ...]:
    for box in _named(node, "PhysicalBox"):
        numbers = _numbers(box.text or "")
        if len(numbers) == 4:
            return tuple(numbers)
    return default


def _numbers(words: str) -> list[float]:
    try:
        return [float(word) for word in words.split()]
    except ValueError:
        return []
