"""Find out what a returned file is: its kind by content, and which form it says it is."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from taskboard.collection.form import IDENTITY_PROPERTY
from taskboard.collection.values import plain
from taskboard.reading.signature import name_of

MAX_MEMBERS, MAX_BYTES = 2_000, 100_000_000
_LOCAL_HEADER = struct.Struct("<26xHH")  # of a zip's member: the lengths of its name and extras
LARGE = 100_000  # a smaller member cannot unpack to more than a hundred megabytes, whatever it says
# first bytes -> what it is
SIGNATURES = (
    (b"PK\x03\x04", "zip"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\xff\xd8\xff", "JPEG 图片"), (b"\x89PNG", "PNG 图片"), (b"GIF8", "GIF 图片"),
    (b"%PDF", "PDF 文件"), (b"BM", "BMP 图片"), (b"RIFF", "WebP 图片或音视频"),
    (b"Rar!", "RAR 压缩包"), (b"7z\xbc\xaf", "7z 压缩包"), (b"<", "网页或 XML 文本"),
)  # fmt: skip
# member -> what the package is; a text of the same kind as .ods fails when it is converted
OTHERS = (
    ("xl/workbook.bin", "xlsb"), ("word/document.xml", "Word 文档"),
    ("ppt/presentation.xml", "演示文稿"), ("META-INF/manifest.xml", "ods"),
)  # fmt: skip
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]*)<")
_NUMBER = re.compile(r"表\s*号[:： ]*\s*([0-9]{4}-[0-9A-Za-z]+(?:-[0-9]+){2})")


def kind_of(data: bytes) -> tuple[str, zipfile.ZipFile | None]:
    """Say what a file is.

    Returns:
        ``xlsx``, ``xls`` (old binary), ``xlsb``, ``ods``, ``encrypted``, or in Chinese what else
        it is; and the opened package of an xlsx.
    """
    kind = next((name for start, name in SIGNATURES if data.startswith(start)), "")
    if not kind:
        return name_of(data)[0] if data.strip() else "空文件", None
    if kind == "ole":
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "xls", None
    if kind != "zip":
        return kind, None
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "损坏的压缩包", None
    size = sum(member.file_size for member in archive.filelist)
    if len(archive.filelist) > MAX_MEMBERS or size > MAX_BYTES:
        return f"展开后过大的文件（{size // 1_000_000} MB）", None
    if "xl/workbook.xml" in archive.NameToInfo:
        return "xlsx", archive
    return next((k for name, k in OTHERS if name in archive.NameToInfo), "压缩包"), None


def check_sizes(archive: zipfile.ZipFile) -> None:
    """Unpack the large members once, no further than the size they claim.

    Raises:
        zipfile.BadZipFile: If a member is not what the package's directory says it is.
    """
    for member in archive.filelist:
        if member.compress_size > LARGE:
            archive.read(member)


def unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes, in half the time of `zipfile`; the reader checks its sum anyway.

    Args:
        data: The package, its sizes checked.
        member: What its directory says of the member.

    Raises:
        zipfile.BadZipFile: If it is encrypted, packed in an unknown way or too large.
    """
    start = member.header_offset
    name, extra = _LOCAL_HEADER.unpack_from(data, start)
    start += _LOCAL_HEADER.size + name + extra
    packed = data[start : start + member.compress_size]
    if member.flag_bits & 1 or member.compress_type not in (0, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(member.filename)
    if member.compress_type == 0:
        return packed
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    content = inflater.decompress(packed, MAX_BYTES)
    if inflater.unconsumed_tail:
        raise zipfile.BadZipFile(member.filename)
    return content


def saved_at(archive: zipfile.ZipFile, data: bytes) -> str:
    """Return when the program that saved a workbook says it did, "" when it does not say."""
    modified = _MODIFIED.search(_member(archive, data, "docProps/core.xml"))
    return modified[1].decode("ascii", "replace") if modified else ""


def read_property(archive: zipfile.ZipFile, data: bytes) -> dict[str, Any]:
    """Return the identity in the document's properties, {} when there is none."""
    custom = _member(archive, data, "docProps/custom.xml")
    if IDENTITY_PROPERTY.encode() not in custom or b"<!" in custom:
        return {}
    try:
        for prop in ElementTree.fromstring(custom):  # no declarations get here  # nosec B314
            if prop.get("name") == IDENTITY_PROPERTY and len(prop):
                return read_record(prop[0].text)
    except ElementTree.ParseError:
        pass
    return {}


def read_record(value: Any) -> dict[str, Any]:
    """Return the identity record a cell or property holds, {} when it is none."""
    text = plain(value)
    if not text.startswith("{"):
        return {}
    try:
        record = json.loads(text)
    except ValueError:
        return {}
    return record if isinstance(record, dict) and "form" in record else {}


def printed_numbers(rows: Iterable[Iterable[Any]]) -> set[str]:
    """Return the numbers of forms printed as ``表号：2023-W31-03-1`` in ``rows``."""
    found: set[str] = set()
    for row in rows:
        if "表" in "".join([value for value in row if type(value) is str]):
            found.update(_NUMBER.findall(" ".join(map(plain, row))))
    return found


def _member(archive: zipfile.ZipFile, data: bytes, name: str) -> bytes:
    member = archive.NameToInfo.get(name)
    try:
        return unpacked(data, member)[:200_000] if member else b""
    except (zipfile.BadZipFile, zlib.error, struct.error):
        return b""
