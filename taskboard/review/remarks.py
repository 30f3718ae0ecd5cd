"""Read the comments on the cells of a returned workbook; they are told, never taken."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from taskboard.reading.archive import Archive

_TAG = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\s[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_COMMENT = re.compile(
    r'<(?:\w+:)?comment\s(?:[^>]*\s)?ref="([A-Z]+\d+)"[^>]*>(.*?)</(?:\w+:)?comment>', re.S
)
_TEXT = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<")
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


class Remark(NamedTuple):
    """One comment: the title of its sheet, its cell, its words in one line."""

    sheet: str
    cell: str
    words: str


def remarks_of(data: bytes, path: str) -> list[Remark]:
    """Return the comments of the workbook ``data``, sheet by sheet; empty ones are left out.

    Args:
        data: A workbook in the form of Excel 2007, one that may be read.
        path: The name that messages give it.
    """
    if b"xl/comments" not in data:  # names of members stand there as they are
        return []
    archive = Archive(data, path)
    targets = {link["Id"]: link["Target"] for link in _tags(archive, _LINKS)}
    found: list[Remark] = []
    for sheet in _tags(archive, _BOOK):
        part = posixpath.join("/xl", targets.get(sheet.get("r:id", ""), ""))[1:]
        folder, _, file = part.rpartition("/")
        for link in _tags(archive, f"{folder}/_rels/{file}.rels"):
            target = posixpath.normpath(posixpath.join("/" + folder, link["Target"]))[1:]
            if link.get("Type", "").endswith("/comments") and target in archive:
                title = html.unescape(sheet.get("name", ""))
                found += _remarks(title, archive.read(target).decode("utf-8", "replace"))
    return found


def _tags(archive: Archive, part: str) -> Iterator[dict[str, str]]:
    if part in archive:
        text = archive.read(part).decode("utf-8", "replace")
        for tag in _TAG.findall(text):
            yield dict(_ATTRIBUTE.findall(tag))


def _remarks(sheet: str, text: str) -> Iterator[Remark]:
    for cell, body in _COMMENT.findall(text):
        words = " ".join(html.unescape("".join(_TEXT.findall(body))).split())
        if words:
            yield Remark(sheet, cell, words)
