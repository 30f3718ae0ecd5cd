"""What a returned workbook holds beside the cells that are read: told with its place, never lost.

Comments, pictures, text boxes, words struck out, words beside or above the table, on the cover or
on a sheet of their own. Nobody can say which task they belong to, so they are notes for the clerk.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from typing import Any

from taskboard.collection.form import PERSONS
from taskboard.collection.identity import unpacked
from taskboard.collection.values import plain
from taskboard.reading.sheet_marks import has_struck_words

SHOWN, LONGEST = 4, 20  # of each kind so many are shown, so much of each
TITLE, HOW, FACT = "重点工作进展填报表", "怎么填", "填报单位"
COVER_LABELS = {"填报单位", "表　　号", "调度期次", "应报事项", "报送时限", "报　　送"}
COVER_LINES = (TITLE, HOW, "1. 只填", "2. 有变化的", "3. 请于")
LABELS = {f"{label}：" for label in PERSONS.values()}
HANGING = re.compile(r"^xl/(?:comments|media/|drawings/drawing)", re.MULTILINE)
_COMMENT = re.compile(rb'<comment [^>]*?ref="([A-Z]+\d+)".*?</comment>', re.DOTALL)
_TEXT = re.compile(rb"<(?:a:)?t(?: [^>]*)?>([^<]*)</(?:a:)?t>")
_STRUCK = re.compile(rb'<strike(?: val="(?:1|true)")?\s*/>')
_FONT = re.compile(rb"<font\s*/>|<font>.*?</font>", re.DOTALL)
_XF = re.compile(rb'<xf [^>]*?fontId="(\d+)"')
_STRING = re.compile(rb"<si>.*?</si>|<si\s*/>", re.DOTALL)
_CELL = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*[^/>])>(.*?)</c>', re.DOTALL)
_STYLE = re.compile(rb'\bs="(\d+)"')
_INDEX = re.compile(rb"<v>(\d+)</v>")
_STYLES: dict[tuple[int, int], frozenset[bytes]] = {}  # sum and size of a styles part -> found


def attached(archive: zipfile.ZipFile, data: bytes, sheets: Mapping[str, bytes]) -> Iterator[str]:
    """Yield notes on what hangs on the cells: comments, pictures, text boxes, struck-out words.

    Args:
        archive: The workbook, opened.
        data: Its bytes.
        sheets: The XML of every sheet, by the member's name.

    Raises:
        zipfile.BadZipFile: If a member is encrypted, packed in an unknown way or too large.
    """
    if HANGING.search("\n".join(archive.NameToInfo)):
        yield from _hanging(archive, data)
    if struck := sorted(_struck_out(archive, data, sheets)):
        yield f"有文字划了删除线，仍按所写读入：{_some(struck)}；作废的请删去后重发"


def _hanging(archive: zipfile.ZipFile, data: bytes) -> Iterator[str]:
    """Yield notes on comments, pictures and text boxes."""
    drawn, pictures = [], 0
    for name, member in archive.NameToInfo.items():
        if name.startswith("xl/comments"):
            found = [
                f"{match[1].decode()}“{_cut(_texts(match[0]))}”"
                for match in _COMMENT.finditer(unpacked(data, member))
            ]
            if found:
                yield f"批注没有读入：{_some(found)}；请把要报的写进填报格"
        elif name.startswith("xl/drawings/drawing"):
            drawn.append(_texts(unpacked(data, member)))
        pictures += name.startswith("xl/media/")
    if pictures:
        yield f"表中插入的 {pictures} 张图片没有读入；作佐证的请另存，核查时用 --evidence 登记"
    if boxes := [f"“{_cut(text)}”" for text in drawn if text]:
        yield f"文本框里的文字没有读入：{_some(boxes)}；请写进填报格"


def _texts(xml: bytes) -> str:
    return " ".join(unescape(text.decode(errors="replace")) for text in _TEXT.findall(xml)).strip()


def _struck_out(archive: zipfile.ZipFile, data: bytes, sheets: Mapping[str, bytes]) -> set[str]:
    """Return the places of cells that are struck out, whole or in part."""
    members = archive.NameToInfo
    looks: frozenset[bytes] = frozenset()
    if member := members.get("xl/styles.xml"):
        again = (member.CRC, member.file_size)  # many files come from one program
        if again not in _STYLES:
            _STYLES[again] = _struck_looks(unpacked(data, member))
        looks = _STYLES[again]
    parts: set[bytes] = set()
    strings = unpacked(data, member) if (member := members.get("xl/sharedStrings.xml")) else b""
    if b"<strike" in strings:
        found = enumerate(_STRING.findall(strings))
        parts = {str(n).encode() for n, text in found if _STRUCK.search(text)}
    if not looks and not parts and not any(map(has_struck_words, sheets.values())):
        return set()
    return {
        cell[1].decode()
        for xml in sheets.values()
        for cell in _CELL.finditer(xml)
        if _is_struck(cell[2], cell[3], looks, parts)
    }


def _struck_looks(styles: bytes) -> frozenset[bytes]:
    """Return the numbers of the cell styles whose font is struck out."""
    if b"<strike" not in styles:
        return frozenset()
    fonts = _FONT.findall(styles[styles.find(b"<fonts") : styles.find(b"</fonts>")])
    bad = {str(n).encode() for n, font in enumerate(fonts) if _STRUCK.search(font)}
    uses = _XF.findall(styles[styles.find(b"<cellXfs") : styles.find(b"</cellXfs>")])
    return frozenset(str(n).encode() for n, font in enumerate(uses) if font in bad)


def _is_struck(marks: bytes, content: bytes, looks: frozenset[bytes], parts: set[bytes]) -> bool:
    """Whether a cell with something in it is struck out by its style or its text's."""
    style, index = _STYLE.search(marks), _INDEX.search(content)
    if style and style[1] in looks:
        return b"<v>" in content or b"<t" in content
    if b't="s"' in marks:
        return bool(index and index[1] in parts)
    return bool(_STRUCK.search(content))


def around(
    title: str, cells: Sequence[Sequence[Any]], top: int, columns: Iterable[int]
) -> Iterator[str]:
    """Yield a note on the words around the table of a sheet.

    Args:
        title: Name of the sheet.
        cells: Its rows.
        top: Row of the table's header, from 0.
        columns: The table's columns, from 0.
    """
    known = set(columns)
    found = []
    for row, values in enumerate(cells[:top]):
        if LABELS.isdisjoint(values):  # what stands in the line of people is read as theirs
            texts = [(at, plain(value)) for at, value in enumerate(values) if value]
            found += [(row, at, t) for at, t in texts if t and TITLE not in t and FACT not in t]
    if max(map(len, cells)) > len(known):
        found += [
            (row, at, text)
            for row, values in enumerate(cells[top:], top)
            for at, value in enumerate(values)
            if at not in known and (text := plain(value))
        ]
    yield from _note(title, found)


def elsewhere(title: str, cells: Sequence[Sequence[Any]]) -> Iterator[str]:
    """Yield a note on the words of a sheet that holds no table; a cover's own words are none."""
    texts = [
        (row, at, text)
        for row, values in enumerate(cells)
        for at, value in enumerate(values)
        if value and (text := plain(value)) and not text.startswith("{")
    ]
    if any(text == HOW for _, _, text in texts):
        texts = list(_added_to_cover(texts))
    yield from _note(title, texts)


def _added_to_cover(texts: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    labelled = -1  # the row in which a label's value is still to come
    for row, at, text in texts:
        if text in COVER_LABELS:
            labelled = row
        elif labelled == row:
            labelled = -1
        elif not text.startswith(COVER_LINES):
            yield row, at, text


def _note(title: str, texts: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    if texts:
        found = [f"{letter(at)}{row + 1}“{_cut(text)}”" for row, at, text in texts]
        yield f"“{title}”表中填报格以外的文字没有读入：{_some(found)}；要报的请写进填报格"


@cache
def letter(index: int) -> str:
    """Return the letter of a column counted from 0: A, B … Z, AA."""
    first, last = divmod(index, 26)
    return f"{letter(first - 1) if first else ''}{chr(65 + last)}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _some(found: Sequence[str]) -> str:
    more = f"等 {len(found)} 处" if len(found) > SHOWN else ""
    return "、".join(found[:SHOWN]) + more
