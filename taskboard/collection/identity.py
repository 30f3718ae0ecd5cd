"""Find out what a returned file is: its kind by content, and which form it says it is."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from taskboard.collection.form import IDENTITY_PROPERTY
from taskboard.collection.values import plain

MAX_MEMBERS, MAX_BYTES = 2_000, 100_000_000
# first bytes -> what it is
SIGNATURES = (
    (b"PK\x03\x04", "zip"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\xff\xd8\xff", "JPEG 图片"), (b"\x89PNG", "PNG 图片"), (b"GIF8", "GIF 图片"),
    (b"%PDF", "PDF 文件"), (b"BM", "BMP 图片"), (b"RIFF", "WebP 图片或音视频"),
    (b"Rar!", "RAR 压缩包"), (b"7z\xbc\xaf", "7z 压缩包"), (b"<", "网页或 XML 文本"),
)  # fmt: skip
_NUMBER = re.compile(r"表\s*号[:： ]*\s*([0-9]{4}-[0-9A-Za-z]+(?:-[0-9]+){2})")


def kind_of(data: bytes) -> str:
    """Return ``xlsx``, ``xls`` (old binary), ``encrypted``, or in Chinese what else it is."""
    kind = next((name for start, name in SIGNATURES if data.startswith(start)), "")
    if not kind:
        return "空文件" if not data.strip() else "无法识别的内容"
    if kind == "ole":
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "xls"
    if kind != "zip":
        return kind
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "损坏的压缩包"
    names = {member.filename for member in members}
    size = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or size > MAX_BYTES:
        return f"展开后过大的文件（{size // 1_000_000} MB）"
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "Word 文档" if "word/document.xml" in names else "压缩包"


def read_properties(archive: zipfile.ZipFile) -> tuple[dict[str, Any], str]:
    """Return the identity in the document's properties ({} when none) and when it was saved."""
    custom = _member(archive, "docProps/custom.xml")
    core = _member(archive, "docProps/core.xml")
    modified = re.search(rb"<dcterms:modified[^>]*>([^<]*)<", core)
    record: dict[str, Any] = {}
    if IDENTITY_PROPERTY.encode() in custom and b"<!" not in custom:
        try:
            for prop in ElementTree.fromstring(custom):  # no declarations get here  # nosec B314
                if prop.get("name") == IDENTITY_PROPERTY and len(prop):
                    record = read_record(prop[0].text)
        except ElementTree.ParseError:
            record = {}
    return record, modified[1].decode("ascii", "replace") if modified else ""


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


def printed_number(rows: Iterable[Iterable[Any]]) -> str:
    """Return the form's number printed as ``表号：2023-W31-03-1`` in ``rows``, or ""."""
    for row in rows:
        if not any(type(value) is str and "表" in value for value in row):
            continue
        texts = [plain(value) for value in row]
        if match := _NUMBER.search(" ".join(texts)):
            return match[1]
    return ""


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as member:
            return member.read(200_000)
    except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return b""
