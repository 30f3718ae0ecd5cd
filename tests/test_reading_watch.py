"""A program that works on somebody's file: its time, its computing and its memory are watched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from taskboard.errors import DamagedFileError
from taskboard.reading import convert as convert_module
from taskboard.reading.convert import convert
from taskboard.reading.errors import TooLargeError
from taskboard.reading.watch import used, watch

linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="told by Linux alone")
BUSY = "while True: pass"
HOG = "held = bytearray(120_000_000); import time; time.sleep(60)"


def start(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code], start_new_session=True)


@linux
@pytest.mark.parametrize(
    ("code", "excess"),
    [
        pytest.param("print('done', end='')", "", id="ends-by-itself"),
        pytest.param(BUSY, "time", id="computes-too-long"),
        pytest.param(HOG, "memory", id="holds-too-much"),
        pytest.param("import time; time.sleep(60)", "time", id="sleeps-too-long"),
    ],
)
def test_what_was_too_much(code: str, excess: str) -> None:
    process = start(code)
    try:
        assert watch(process, seconds=6, computing=1, mega=80) == excess
    finally:
        process.kill()
        process.wait()


@linux
def test_a_group_is_counted_with_all_it_started() -> None:
    inner = f"[{sys.executable!r}, '-c', {BUSY!r}]"
    process = start(f"import subprocess; subprocess.run({inner})")
    try:
        assert watch(process, seconds=20, computing=1, mega=500) == "time"
        assert used(process.pid)[0] > 0.5
    finally:
        os.killpg(process.pid, 9)
        process.wait()


def program(folder: Path, code: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{code}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


@linux
@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        (BUSY, DamagedFileError, "没有读完"),
        (HOG.replace("120_000_000", "600_000_000"), TooLargeError, "内存"),
    ],
)
def test_a_conversion_that_takes_too_much_ends_soon_and_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str,
    error: type[Exception], words: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(convert_module, "find_office", lambda: program(tmp_path, code))
    monkeypatch.setattr(convert_module, "COMPUTING", 1.0 if code == BUSY else 20.0)
    with pytest.raises(error, match=rf"甲\.rtf.*{words}"):
        convert(rb"{\rtf1 a}", "rtf", "docx", "甲.rtf")
