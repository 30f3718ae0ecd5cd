"""Words beside a mark that takes away its row, cell or paragraph are told, never dropped."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from taskboard.office.docx import render_document
from taskboard.office.template import BrokenTemplateError

LOOP = [["{%tr for x in xs %}", ""], ["{{ x }}", "乙"], ["{%tr endfor %}", ""]]


def made(folder: Path, rows: list[list[str]], *paragraphs: str) -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        document.add_table(1, 1).rows[0].cells[0].text = "别的表"
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(folder / "模板.docx"))
    return folder / "模板.docx"


def with_text(row: int, text: str) -> list[list[str]]:
    return [[*cells[:1], text] if at == row else cells for at, cells in enumerate(LOOP)]


@pytest.mark.parametrize(
    ("rows", "paragraphs", "place", "lost"),
    [
        pytest.param(with_text(0, "填表说明"), [], "第 2 个表格第 1 行", "“填表说明”", id="row"),
        pytest.param(with_text(2, "合计"), [], "第 2 个表格第 3 行", "“合计”", id="end-row"),
        pytest.param(
            [["{%tr for x in xs %}注", ""], *LOOP[1:]], [], "第 2 个表格第 1 行", "“注”",
            id="same-cell",
        ),
        pytest.param(
            with_text(0, "{%tr if x %}"), [], "第 2 个表格第 1 行", "“{%trifx%}”", id="two-marks",
        ),
        pytest.param(
            with_text(0, "{{ x }}"), [], "第 2 个表格第 1 行", "“{{x}}”", id="a-value-beside",
        ),
        pytest.param(
            [["{%tc for x in xs %}", "甲"], ["{%tc endfor %}乙", "丙"]], [],
            "第 2 个表格第 2 行", "“乙”", id="cell",
        ),
        pytest.param([], ["{%p if xs %}特此通知"], "“{%p if xs %}”处", "“特此通知”", id="text"),
        pytest.param([], ["此致{%p endif %}"], "“{%p endif %}”处", "“此致”", id="before"),
        pytest.param([], ["{#p 说明 #}正文"], "“{#p 说明 #}”处", "“正文”", id="comment"),
    ],
)  # fmt: skip
def test_words_beside_a_mark_are_told_by_place(
    tmp_path: Path, rows: list[list[str]], paragraphs: list[str], place: str, lost: str
) -> None:
    path = made(tmp_path, rows, *paragraphs)
    with pytest.raises(BrokenTemplateError) as caught:
        render_document(path, {"xs": ["甲"], "x": "甲"})
    assert f"模板 模板.docx {place}" in caught.value.zh
    assert f"{lost}会丢失" in caught.value.zh and "请把它移到另一" in caught.value.zh


def test_a_picture_beside_a_mark_is_told(tmp_path: Path) -> None:
    picture = Path(__file__).parent.parent / "docs" / "board.png"
    document = Document()
    document.add_paragraph("{%p if x %}").add_run().add_picture(str(picture))
    document.add_paragraph("{%p endif %}")
    document.save(str(tmp_path / "t.docx"))
    with pytest.raises(BrokenTemplateError, match="图片会丢失"):
        render_document(tmp_path / "t.docx", {"x": True})


def test_marks_alone_and_marks_of_a_part_of_the_text_lose_nothing(tmp_path: Path) -> None:
    words = ("甲{% if x %}乙{% endif %}丙", "  {%p if x %} ", "丁{{ x }}", "{%p endif %}")
    path = made(tmp_path, LOOP, *words)
    done = Document(io.BytesIO(render_document(path, {"xs": ["一", "二"], "x": "戊"})))
    assert [paragraph.text for paragraph in done.paragraphs[:2]] == ["甲乙丙", "丁戊"]
    assert [[cell.text for cell in row.cells] for row in done.tables[1].rows] == [
        ["一", "乙"],
        ["二", "乙"],
    ]


def test_words_beside_a_mark_that_is_cut_into_runs_are_told(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("{%")
    for piece in ("p if", " x %", "}", "特此", "通知"):
        paragraph.add_run(piece)
    document.add_paragraph("{%p endif %}")
    document.save(str(tmp_path / "t.docx"))
    with pytest.raises(BrokenTemplateError, match="“特此通知”会丢失"):
        render_document(tmp_path / "t.docx", {"x": True})
