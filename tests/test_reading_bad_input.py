"""Files sent by mistake or in malice: refused by name, quickly, in little memory, nothing run.

Each file goes through the command as a user would send it, in a process that may not take more
memory than the limit; the time allowed is generous, because test machines are busy.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from libreoffice import saved_as
from reading_docx_maker import rezip

SECONDS, MEGABYTES = 60, 500
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def docx(folder: Path, change: Callable[[dict[str, bytes]], object] = lambda parts: None) -> bytes:
    document = Document()
    document.add_paragraph("一、公开")
    document.save(str(folder / "good.docx"))
    rezip(folder / "good.docx", folder / "changed.docx", lambda parts: void(change(parts)))
    return (folder / "changed.docx").read_bytes()


def void(_: object) -> None:
    """Drop a value."""


def xlsx(folder: Path, cells: bytes) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.save(folder / "good.xlsx")

    def change(parts: dict[str, bytes]) -> None:
        sheet = "xl/worksheets/sheet1.xml"
        parts[sheet] = parts[sheet].replace(
            b"<sheetData/>", b"<sheetData>" + cells + b"</sheetData>"
        )
        parts[sheet] = parts[sheet].replace(b"<sheetData></sheetData>", b"<sheetData/>")

    return rezip(folder / "good.xlsx", folder / "changed.xlsx", change).read_bytes()


def bomb(folder: Path) -> bytes:
    """A few megabytes of zeros many times over: small on disk, gigabytes unpacked."""
    many = {f"word/media/{n}.bin": b"\0" * 40_000_000 for n in range(11)}
    return docx(folder, lambda parts: parts.update(many))


def remote(parts: dict[str, bytes]) -> None:
    parts["word/_rels/settings.xml.rels"] = (
        f'<Relationships xmlns="{RELS}"><Relationship Id="r" Type="{TEMPLATE}" '
        'Target="http://127.0.0.1:9/t.dotm" TargetMode="External"/></Relationships>'
    ).encode()


def entities(parts: dict[str, bytes]) -> None:
    old = parts["word/document.xml"]
    start = old.index(b"<w:document")
    head = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    parts["word/document.xml"] = old[:start] + head + old[start:]


def laughs(parts: dict[str, bytes]) -> None:
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    parts["word/document.xml"] = f'<!DOCTYPE a [<!ENTITY a0 "ha">{steps}]><a>&a11;</a>'.encode()


def many_cells(parts: dict[str, bytes]) -> None:
    cells = b"<w:tbl><w:tr>" + b"<w:tc><w:p/></w:tc>" * 1_000_000 + b"</w:tr></w:tbl><w:sectPr"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", cells, 1)


BAD: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "empty": ("空.txt", lambda folder: b""),
    "blank": ("空白.txt", lambda folder: b" \n" * 1000),
    "wrong-ending": ("要点.docx", lambda folder: "一、公开".encode()),
    "wrong-ending-txt": ("要点.txt", docx),
    "no-reader": ("要点.xyz", lambda folder: b"abc"),
    "random-txt": ("乱.txt", lambda folder: os.urandom(100_000)),
    "random-docx": ("乱.docx", lambda folder: os.urandom(100_000)),
    "random-zip": ("乱.docx", lambda folder: b"PK\x03\x04" + os.urandom(100_000)),
    "random-pdf": ("乱.pdf", lambda folder: b"%PDF-1.7\n" + os.urandom(100_000)),
    "random-html": ("乱.html", lambda folder: b"<html>" + os.urandom(100_000)),
    "password-docx": (
        "密.docx",
        lambda folder: OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"),
    ),
    "password-zip": (
        "密.xlsx",
        lambda folder: xlsx(folder, b"").replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00",
                                                 b"PK\x01\x02\x14\x03\x14\x00\x01\x00"),
    ),
    "truncated": ("断.docx", lambda folder: docx(folder)[:-600]),
    "truncated-xlsx": ("断.xlsx", lambda folder: xlsx(folder, b"")[:2000]),
    "bomb-docx": ("弹.docx", bomb),
    "bomb-odt": ("弹.odt", lambda folder: zipped(**{"content.xml": b" " * 300_000_000})),
    "entities": ("实体.docx", lambda folder: docx(folder, entities)),
    "laughs": ("实体.docx", lambda folder: docx(folder, laughs)),
    "entities-html": (
        "实体.html",
        lambda folder: b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>',
    ),
    "million-cells": (
        "格.xlsx",
        lambda folder: xlsx(folder, b'<row r="1">' + b'<c s="0"/>' * 1_000_000 + b"</row>"),
    ),
    "million-cells-docx": ("格.docx", lambda folder: docx(folder, many_cells)),
    "million-cells-html": ("格.html", lambda folder: b"<html><table>" + b"<td>" * 1_000_000),
    "deep-html": ("深.html", lambda folder: b"<html>" + b"<div>" * 50_000 + "一、公开".encode()),
    "macros": (
        "宏.docx",
        lambda folder: docx(folder, lambda parts: parts.update({"word/vbaProject.bin": b"x"})),
    ),
    "macros-doc": ("宏.doc", lambda folder: OLE + "_VBA_PROJECT".encode("utf-16-le") * 9),
    "remote-template": ("远.docx", lambda folder: docx(folder, remote)),
    "remote-template-rtf": (
        "远.rtf",
        lambda folder: rb"{\rtf1{\*\template http://127.0.0.1:9/t.dot}a}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", list(BAD))
def test_refused_by_name(case: str, tmp_path: Path) -> None:
    name, make = BAD[case]
    path = tmp_path / "来件" / name
    path.parent.mkdir()
    path.write_bytes(make(tmp_path))
    limit = MEGABYTES * 1024 * 1024

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "taskboard", "parse", str(path)],
        capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, preexec_fn=bounded,
        timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout
    assert str(path) in done.stderr.splitlines()[0]
    assert done.stderr.startswith("错误：")
    assert "Traceback" not in done.stderr
    assert "root:" not in done.stdout + done.stderr


@pytest.mark.office
def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(tmp_path))
    options = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":'
    options += '{"type":"string","value":"x"}}'
    saved_as(tmp_path / "a.docx", f"pdf:writer_pdf_Export:{options}")
    done = subprocess.run(
        [sys.executable, "-m", "taskboard", "parse", str(tmp_path / "a.pdf")],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, "密码" in done.stderr) == (1, True)
