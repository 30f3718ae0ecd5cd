"""Look into doc, xls, rtf and OpenDocument files before another program opens them."""

from __future__ import annotations

import re

from taskboard.errors import DamagedFileError
from taskboard.reading.archive import Archive
from taskboard.reading.errors import LockedFileError, UnsafeFileError
from taskboard.reading.ooxml import is_remote

SECTOR = 512
# what every compound file holds: the order of its bytes, and the name of its root
ORDER, ROOT = 28, "Root Entry".encode("utf-16-le")
WORD_MAGIC = b"\xec\xa5"
WORD_ENCRYPTED = 0x0100
# an Excel stream: its first record, then, when it needs a password, FILEPASS
SHEET_START = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00", re.DOTALL)
FILE_PASS = b"\x2f\x00"
MACRO_STREAM = "_VBA_PROJECT".encode("utf-16-le")
WIDE_TEMPLATE = re.compile(
    rb"(?:h\0t\0t\0p\0(?:s\0)?:\0/\0/\0|\\\0\\\0)(?:[\x21-\x7e]\0){1,200}?\.\0d\0o\0t\0",
    re.IGNORECASE,
)
RTF_TEMPLATE = re.compile(rb"\\\*\\template\s*([^}]{0,600})", re.IGNORECASE)
RTF_CHARACTER = re.compile(rb"\\'([0-9a-f]{2})|\\u(\d{1,5}) ?\??|\\([\\{}])", re.IGNORECASE)
RTF_OBJECT = re.compile(rb"\\obj(?:emb|link|autlink|sub|pub|icemb|ocx)\b")
ODF_TEMPLATE = re.compile(rb"<meta:template\b[^>]*href=[\"']([^\"']{0,600})", re.IGNORECASE)
ODF_MACROS = ("Basic/", "Scripts/")


def refuse_old(data: bytes, ending: str, path: str) -> None:
    """Refuse what must not reach another program; say nothing of a file that may.

    Raises:
        DamagedFileError: If there is nothing behind its signature.
        LockedFileError: If the file needs a password.
        UnsafeFileError: If it carries macros or a template from elsewhere.
        TooLargeError: If it is a package that unpacks to too much.
    """
    if data.startswith(b"PK"):
        _refuse_package(Archive(data, path))
    elif data.startswith(b"{\\rtf"):
        if any(_leads_away(found[1]) for found in RTF_TEMPLATE.finditer(data)):
            raise UnsafeFileError(path, "链接到远程模板", "it links a remote template")
    else:
        if MACRO_STREAM in data:
            raise UnsafeFileError(path, "含有宏", "it holds macros")
        if WIDE_TEMPLATE.search(data):
            raise UnsafeFileError(path, "链接到远程模板", "it links a remote template")
        if _is_locked(data):
            raise LockedFileError(path)
        if data[ORDER : ORDER + 2] != b"\xfe\xff" or ROOT not in data:
            raise DamagedFileError(path, "内部结构不完整", "its structure is broken")


def files_in_rtf(data: bytes) -> int:
    """Return how many objects an RTF embeds or links; nobody opens them."""
    return len(RTF_OBJECT.findall(data))


def _leads_away(words: bytes) -> bool:
    """Tell whether an RTF's name of a template leads elsewhere, escaped characters and all."""

    def plain(match: re.Match[bytes]) -> bytes:
        if match[3]:
            return match[3]
        code = int(match[1], 16) if match[1] else int(match[2])
        return bytes([code]) if 0x20 < code < 0x7F else b"?"

    return is_remote(RTF_CHARACTER.sub(plain, words.strip()).decode("ascii", "replace"))


def _is_locked(data: bytes) -> bool:
    for at in range(SECTOR, min(len(data), 200 * SECTOR), SECTOR):
        if data.startswith(WORD_MAGIC, at):
            flags = int.from_bytes(data[at + 10 : at + 12], "little")
            return bool(flags & WORD_ENCRYPTED)
        if SHEET_START.match(data, at):
            after = at + 4 + int.from_bytes(data[at + 2 : at + 4], "little")
            return data.startswith(FILE_PASS, after)
    return False


def _refuse_package(archive: Archive) -> None:
    for name in archive.names():
        if name.startswith(ODF_MACROS) and not name.endswith("/"):
            raise UnsafeFileError(archive.path, "含有宏", "it holds macros")
        if name.endswith(".xml"):
            part = archive.read(name)
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                # a manifest may name its own grammar; entities it may not declare
                if b"<!ENTITY" not in part and name.startswith("META-INF/"):
                    continue
                raise UnsafeFileError(archive.path, "声明了外部实体", "it declares entities")
            if name == "META-INF/manifest.xml" and b"encryption-data" in part:
                raise LockedFileError(archive.path)
            linked = ODF_TEMPLATE.findall(part) if name == "meta.xml" else []
            if any(is_remote(target.decode("utf-8", "replace")) for target in linked):
                raise UnsafeFileError(archive.path, "链接到远程模板", "it links a remote template")
