"""What a file is by its bytes, said as exactly as they allow."""

from __future__ import annotations

import io
import zipfile

import pytest

from taskboard.reading.signature import name_of


@pytest.mark.parametrize(
    ("member", "said"),
    [
        pytest.param("word/document.xml", "Word 文件（docx）", id="docx"),
        pytest.param("xl/workbook.xml", "Excel 表格（xlsx）", id="xlsx"),
        pytest.param("ppt/presentation.xml", "演示文稿（pptx）", id="pptx"),
        pytest.param("notes.txt", "压缩包或新版 Office 文件", id="any-other-zip"),
    ],
)
def test_a_zip_is_named_by_its_members(member: str, said: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "x")
    assert name_of(buffer.getvalue())[0] == said


def test_a_web_page_is_named_so() -> None:
    assert name_of(b"<html><body>x</body></html>")[0] == "网页"
