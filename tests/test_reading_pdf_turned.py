"""PDF pages that are marked as turned read as the upright ones."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from table_documents import QINGTAN, word
from taskboard.reading import read_file

# turn -> the matrix that draws a page of this width and height against it
AGAINST: dict[int, Callable[[float, float], tuple[float, ...]]] = {
    90: lambda width, height: (0, 1, -1, 0, height, 0),
    180: lambda width, height: (-1, 0, 0, -1, width, height),
    270: lambda width, height: (0, -1, 1, 0, 0, width),
}


def turned(path: Path, turn: int, *, drawn: bool) -> Path:
    """Mark every page as turned; with ``drawn`` draw its words against it."""
    document = pdfium.PdfDocument(path)
    for page in document:
        width, height = page.get_size()
        if drawn:
            matrix = raw.FS_MATRIX(*AGAINST[turn](width, height))
            raw.FPDFPage_TransFormWithClip(page.raw, ctypes.byref(matrix), None)
            box = (0, 0, width, height) if turn == 180 else (0, 0, height, width)
            page.set_mediabox(*box)
            page.set_cropbox(*box)
        page.set_rotation(turn)
    made = path.with_name(f"turned-{turn}.pdf")
    document.save(made)
    document.close()
    return made


def texts(path: Path, kinds: tuple[str, ...] = ("paragraph", "table")) -> list[str]:
    return ["".join(b.text.split()) for b in read_file(path).blocks if b.kind in kinds]


@pytest.mark.office
@pytest.mark.parametrize("turn", sorted(AGAINST))
def test_words_and_tables_of_turned_pages(
    turn: int, tmp_path: Path, to_pdf: Callable[[Path], Path]
) -> None:
    path = to_pdf(word(tmp_path / "a.docx", QINGTAN))
    wanted = texts(path)
    assert len(wanted) > len(QINGTAN) - 3
    assert texts(turned(path, turn, drawn=True)) == wanted


@pytest.mark.office
@pytest.mark.parametrize("turn", sorted(AGAINST))
def test_upright_words_on_a_page_marked_as_turned(
    turn: int, tmp_path: Path, to_pdf: Callable[[Path], Path]
) -> None:
    body = [part for part in QINGTAN if isinstance(part, str)]
    path = to_pdf(word(tmp_path / "a.docx", body))
    assert texts(turned(path, turn, drawn=False)) == texts(path)
