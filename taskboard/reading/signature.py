"""Tell what a file holds by its first bytes, whatever its name says."""

from __future__ import annotations

# first bytes -> kind; the longer ones first where one begins another
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM\x00", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
NAMES: dict[str, tuple[str, str]] = {
    "zip": ("压缩包或新版 Office 文件", "a zip archive or a new Office file"),
    "ole": ("旧版 Office 文件（doc、xls、wps）", "an old Office file (doc, xls, wps)"),
    "pdf": ("PDF 文件", "a PDF"),
    "rtf": ("RTF 文件", "an RTF file"),
    "image": ("图片", "a picture"),
    "archive": ("压缩包", "an archive"),
    "program": ("程序", "a program"),
    "html": ("网页", "a web page"),
    "text": ("纯文本", "plain text"),
    "binary": ("无法识别的二进制数据", "unknown binary data"),
}
# a member's folder that only one kind of zip holds -> what the file is
ZIPS: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"word/document.xml", ("Word 文件（docx）", "a Word file (docx)")),
    (b"xl/workbook.xml", ("Excel 表格（xlsx）", "an Excel workbook (xlsx)")),
    (b"ppt/presentation.xml", ("演示文稿（pptx）", "a presentation (pptx)")),
    (b"OFD.xml", ("OFD 版式文件", "an OFD document")),
)
HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")


def kind_of(data: bytes) -> str:
    """Return the kind of ``data``, a key of `NAMES`; ``text`` when nothing speaks against it."""
    for magic, kind in MAGIC:
        if data.startswith(magic):
            # “MZ…” may open a text; a program has NULs in its header
            if kind == "program" and b"\0" not in data[:64]:
                continue
            return kind
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<?xml"):
        head = head.partition(b"?>")[2].lstrip()
    while head.startswith(b"<!--") and b"-->" in head:
        head = head.partition(b"-->")[2].lstrip()
    if head.startswith(HTML_STARTS):
        return "html"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "binary" if b"\0" in data[:4096] and not wide else "text"


def name_of(data: bytes) -> tuple[str, str]:
    """Return what ``data`` is, in Chinese and English, as exactly as its bytes say."""
    kind = kind_of(data)
    if kind == "zip":
        return next((name for member, name in ZIPS if member in data), NAMES[kind])
    return NAMES[kind]
