"""Choosing a reader: what a file holds must agree with what it is called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from taskboard.errors import (
    EmptyFileError,
    MissingFileError,
    TaskboardError,
    UnsupportedFormatError,
    WrongEndingError,
)
from taskboard.reading import read_file
from taskboard.reading.errors import NoAccessError, NotAFileError, UnsafeFileError
from taskboard.reading.file import READERS
from taskboard.reading.signature import kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        pytest.param("a.txt", b"", EmptyFileError, id="empty"),
        pytest.param("a.txt", b"PK\x03\x04....", WrongEndingError, id="zip-as-txt"),
        pytest.param("a.TXT", OLE + b"\0" * 40, WrongEndingError, id="doc-as-txt"),
        pytest.param("a.txt", b"%PDF-1.7", WrongEndingError, id="pdf-as-txt"),
        pytest.param("a.txt", b"<!DOCTYPE html><p>", WrongEndingError, id="page-as-txt"),
        pytest.param("a.txt", bytes(range(256)), WrongEndingError, id="binary-as-txt"),
        pytest.param("a.xyz", "一、甲".encode(), UnsupportedFormatError, id="unknown"),
        pytest.param("a", "一、甲".encode(), UnsupportedFormatError, id="no-ending"),
        pytest.param("a.docm", b"PK\x03\x04", UnsafeFileError, id="word-with-macros"),
        pytest.param("a.XLSM", b"PK\x03\x04", UnsafeFileError, id="excel-with-macros"),
    ],
)
def test_bad_files_are_refused_by_name(
    name: str, data: bytes, error: type[TaskboardError], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read_file(path)
    assert str(path) in caught.value.zh
    assert str(path) in caught.value.en


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        read_file(tmp_path / "没有.txt")
    with pytest.raises(NotAFileError):
        read_file(tmp_path)


def test_a_device_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(NotAFileError):
        read_file(tmp_path / "a.txt")


def test_other_system_trouble_is_a_message() -> None:
    with pytest.raises(NoAccessError):
        read_file("要点" * 300 + ".txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(b"MZ\x90\0\x03", "program", id="program"),
        pytest.param("MZ 是两个字母".encode(), "text", id="not-a-program"),
        pytest.param(b'<?xml version="1.0"?>\n<!-- saved -->\n<HTML>', "html", id="xhtml"),
        pytest.param("一、<html>".encode(), "text", id="not-a-page"),
        pytest.param("公开".encode("utf-16"), "text", id="utf-16"),
        pytest.param(b"a\0b", "binary", id="nul"),
    ],
)
def test_kind_by_first_bytes(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_every_reader_exists() -> None:
    from importlib import import_module

    for target, kinds in READERS.values():
        module, name = target.split(":")
        assert callable(getattr(import_module(f"taskboard.reading.{module}"), name))
        assert kinds


def test_reading_text_loads_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、甲", "utf-8")
    code = (
        "import sys; from taskboard.reading import read_file; read_file(sys.argv[1]);"
        "print(*{m.partition('.')[0] for m in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "hashlib" in loaded
    assert not loaded & {"lxml", "docx", "openpyxl", "pandas", "zipfile", "pypdfium2", "click"}
