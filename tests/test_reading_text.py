"""Plain text: encodings, line ends, and files that are no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from taskboard.errors import EmptyFileError, TaskboardError
from taskboard.reading import read_file, read_text
from taskboard.reading import text as text_module
from taskboard.reading.errors import TooLargeError, UndecodableTextError

PLAN = "政务公开工作要点\n\n一、主动公开〔2023〕\n（一）推进“五公开”。㐂\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PLAN.encode(), id="utf-8"),
        pytest.param(PLAN.encode("utf-8-sig"), id="utf-8-mark"),
        pytest.param(PLAN.encode("gb18030"), id="gb18030"),
        pytest.param(PLAN.replace("\n", "\r\n").encode("gb18030"), id="gb18030-crlf"),
        pytest.param(PLAN.encode("utf-16"), id="utf-16-marked"),
    ],
)
def test_every_usual_encoding_reads_the_same(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "要点.txt"
    path.write_bytes(data)
    source = read_file(path)
    assert source.text == PLAN
    assert (source.name, source.format) == ("要点.txt", "txt")


def test_text_is_otherwise_unchanged(tmp_path: Path) -> None:
    odd = "\u3000\u30002020 年9 月\t30 日\u200b\x0c— 5 —  \n\n三是"
    path = tmp_path / "a.txt"
    path.write_bytes(odd.encode())
    assert read_file(path).text == odd


def test_blocks_are_the_lines_and_cover_every_character() -> None:
    source = read_text(PLAN)
    assert [block.text for block in source.blocks] == PLAN.split("\n")
    assert all(source.text[slice(*block.span)] == block.text for block in source.blocks)
    assert "\n".join(block.text for block in source.blocks) == source.text


def test_standard_input_drops_mark_and_carriage_returns() -> None:
    assert read_text("\ufeff一、甲\r\n二、乙").text == "一、甲\n二、乙"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b" \r\n\t\n", EmptyFileError, id="only-blanks"),
        pytest.param("甲".encode() + b"\xff\xff", UndecodableTextError, id="mixed"),
        pytest.param(b"a" * 5000 + b"\0", UndecodableTextError, id="nul"),
    ],
)
def test_what_is_no_text_is_refused_by_name(
    data: bytes, error: type[TaskboardError], tmp_path: Path
) -> None:
    path = tmp_path / "坏.txt"
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read_file(path)
    assert "坏.txt" in caught.value.zh
    assert "坏.txt" in caught.value.en


def test_more_lines_than_a_plan_can_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "MAX_LINES", 3)
    assert read_text("1\n2\n3\n4").blocks
    with pytest.raises(TooLargeError):
        read_text("1\n2\n3\n4\n5")
