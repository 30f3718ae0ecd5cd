"""Older formats by way of LibreOffice, and files that must not reach it."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from libreoffice import saved_as
from reading_docx_maker import Maker, abstract, num, plan_levels
from taskboard.errors import DamagedFileError, WrongEndingError
from taskboard.reading import convert as convert_module
from taskboard.reading import read_file
from taskboard.reading.convert import convert
from taskboard.reading.errors import LockedFileError, MissingProgramError, UnsafeFileError
from taskboard.reading.old_office import refuse_old

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROOT = "Root Entry".encode("utf-16-le")
OLE = (MAGIC.ljust(28, b"\0") + b"\xfe\xff" + ROOT).ljust(512, b"\0")


@pytest.mark.office
@pytest.mark.parametrize("ending", ["doc", "odt", "wps"])
def test_word_formats_read_like_docx(ending: str, tmp_path: Path) -> None:
    maker = Maker(abstract(1, plan_levels()), num(1, 1))
    maker.p("2023年政务公开工作要点")
    for at, text in [(0, "甲"), (1, "甲一"), (2, "甲一1"), (1, "甲二"), (0, "乙"), (1, "乙一")]:
        maker.p(text, of=1, at=at)
    table = maker.doc.add_table(rows=2, cols=2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"单元{row}{column}"
    maker.p("表后")
    docx = maker.save(tmp_path / "要点.docx")
    old = saved_as(docx, "doc" if ending == "wps" else ending)
    if ending == "wps":
        old = Path(shutil.copy(old, tmp_path / "要点.wps"))
    source = read_file(old)
    assert source.format == ending
    assert source.text.split() == read_file(docx).text.split()
    assert [b.kind for b in source.blocks if b.text] == [
        *["paragraph"] * 7,
        "table",
        "paragraph",
    ]


@pytest.mark.office
@pytest.mark.parametrize("ending", ["xls", "ods", "et"])
def test_sheet_formats_read_like_xlsx(ending: str, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["序号", "工作任务", "责任单位"])
    sheet.append([1, "推进公开", "市财政局"])
    sheet.append([2, "推进解读", None])
    sheet.merge_cells("C2:C3")
    workbook.save(tmp_path / "a.xlsx")
    old = saved_as(tmp_path / "a.xlsx", "xls" if ending == "et" else ending)
    if ending == "et":
        old = Path(shutil.copy(old, tmp_path / "a.et"))
    assert read_file(old).blocks == read_file(tmp_path / "a.xlsx").blocks


@pytest.mark.office
def test_rich_text_reads(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1\ansi\ansicpg936\uc1 {\u19968?\u12289?\u20844?\u24320?\par}}")
    assert read_file(path).text.split() == ["一、公开"]


@pytest.mark.office
@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (rb"{\object\objemb{\*\objclass Package}{\*\objdata 0105}{\result x}}", ["embedded-file"]),
        (rb"{\object\objautlink\objupdate{\*\objdata 0105}{\result x}}", ["embedded-file"]),
        (rb"\object text", []),
    ],
    ids=["embedded", "linked", "none"],
)
def test_objects_in_rich_text_are_told_not_opened(
    inside: bytes, told: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1\ansi 2025 plan\par " + inside + rb"\par}")
    source = read_file(path)
    assert "2025 plan" in source.text
    assert [one.code for one in source.findings] == told


@pytest.mark.office
def test_garbage_behind_a_good_signature_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "坏.doc"
    path.write_bytes(OLE + bytes(range(256)) * 40)
    with pytest.raises(DamagedFileError, match="坏"):
        read_file(path)


@pytest.mark.office
def test_time_limit_kills_the_whole_group() -> None:
    with pytest.raises(DamagedFileError, match="秒"):
        convert(rb"{\rtf1 a}", "rtf", "docx", "a.rtf", seconds=0.05)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.doc", "一、公开".encode(), id="text-as-doc"),
        pytest.param("a.doc", b"PK\x03\x04...", id="zip-as-doc"),
        pytest.param("a.xls", b"\x89PNG\r\n", id="picture-as-xls"),
        pytest.param("a.rtf", OLE, id="doc-as-rtf"),
    ],
)
def test_wrong_endings_never_reach_it(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(WrongEndingError):
        read_file(path)


def test_no_printer_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nenv > {tmp_path}/seen\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("CUPS_SERVER", "print.example:631")
    monkeypatch.setattr("taskboard.reading.convert.find_office", lambda: str(program))
    with pytest.raises(DamagedFileError):
        convert(rb"{\rtf1 a}", "rtf", "docx", "旧.rtf")
    seen = (tmp_path / "seen").read_text("utf-8").splitlines()
    assert "CUPS_SERVER=/nonexistent/cups.sock" in seen
    assert "SAL_DISABLE_CUPS=1" in seen


def test_missing_program_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert_module, "find_office", lambda: None)
    with pytest.raises(MissingProgramError) as caught:
        convert(rb"{\rtf1 a}", "rtf", "docx", "旧.rtf")
    assert "旧.rtf" in caught.value.zh
    assert "apt install libreoffice" in caught.value.zh


def package(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


WORD = b"\xec\xa5" + b"\0" * 8
SHARE = r"\\host\t\a.dotm".encode("utf-16-le")
REMOTE = "http://evil.example/t.dotm".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(OLE + WORD + b"\x00\x01", LockedFileError, id="doc-locked"),
        pytest.param(
            OLE + b"\x09\x08\x10\x00\x00\x06\x05\x00".ljust(20, b"\0") + b"\x2f\x00",
            LockedFileError,
            id="xls-locked",
        ),
        pytest.param(OLE + "_VBA_PROJECT".encode("utf-16-le"), UnsafeFileError, id="doc-macros"),
        pytest.param(OLE + REMOTE, UnsafeFileError, id="doc-remote-template"),
        pytest.param(MAGIC + bytes(range(256)) * 40, DamagedFileError, id="garbage"),
        pytest.param(MAGIC.ljust(512, b"\0") + ROOT, DamagedFileError, id="no-order-of-bytes"),
        pytest.param(rb"{\rtf1{\*\template http://e/t.dot}}", UnsafeFileError, id="rtf-template"),
        pytest.param(
            rb"{\rtf1{\*\template\'68ttp:\'2f/e/t.dot}}", UnsafeFileError, id="rtf-template-escaped"
        ),
        pytest.param(
            rb"{\rtf1{\*\template file://h/t.dot}}", UnsafeFileError, id="rtf-template-host"
        ),
        pytest.param(
            rb"{\rtf1{\*\template \\\\h\\t.dot}}", UnsafeFileError, id="rtf-template-share"
        ),
        pytest.param(OLE + SHARE, UnsafeFileError, id="doc-template-share"),
        pytest.param(package(Basic__a_xml=b"<x/>"), UnsafeFileError, id="odt-macros"),
        pytest.param(package(content_xml=b"<!DOCTYPE x>"), UnsafeFileError, id="odt-entities"),
        pytest.param(
            package(**{"META-INF__manifest_xml": b"<m:encryption-data/>"}),
            LockedFileError,
            id="odt-locked",
        ),
        pytest.param(
            package(meta_xml=b'<meta:template xlink:href="http://e/t.ott"/>'),
            UnsafeFileError,
            id="odt-template",
        ),
        pytest.param(OLE + WORD + b"\x00\x00" + "http://a.cn/".encode("utf-16-le"), None, id="doc"),
        pytest.param(rb"{\rtf1{\*\template file:///C:/t.dot}}", None, id="rtf-template-file-here"),
        pytest.param(rb"{\rtf1{\*\template C:\\Normal.dot}}", None, id="rtf-own-template"),
        pytest.param(package(content_xml=b"<x/>"), None, id="odt"),
    ],
)
def test_what_must_not_reach_another_program(data: bytes, error: type[Exception] | None) -> None:
    if error is None:
        refuse_old(data, "doc", "a.doc")
    else:
        with pytest.raises(error, match=r"a\.doc"):
            refuse_old(data, "doc", "a.doc")
