"""Reading against the libraries alone; ratios are printed, not asserted.

Run: ``pytest tests/benchmarks/test_reading.py -o addopts= -s``
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium
import pytest
from docx import Document

from libreoffice import saved_as
from taskboard.reading import read_file
from taskboard.resources import samples
from taskboard.workflows.parse_file import parse_file

LINES = [line for line in (samples() / "xichuan-2025.txt").read_text("utf-8").splitlines() if line]


def best(run: Callable[[], object], times: int = 15) -> float:
    """Smallest wall seconds of one run."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def show(what: str, ours: float, peer: float, limit: float) -> None:
    print(f"\n{what}: {ours * 1000:.1f} ms / {peer * 1000:.1f} ms = {ours / peer:.2f} (≤ {limit})")


def plan(path: Path, *, tables: int = 0, times: int = 3) -> Path:
    document = Document()
    for _ in range(times):
        for line in LINES:
            document.add_paragraph(line)
    for _ in range(tables):
        table = document.add_table(rows=30, cols=6)
        for row in table.rows:
            for at, cell in enumerate(row.cells):
                cell.text = f"单元格{at}"
    document.save(str(path))
    return path


def walk(path: Path) -> list[str]:
    """All text by python-docx alone."""
    texts = []
    for item in Document(str(path)).iter_inner_content():
        if hasattr(item, "rows"):
            texts += [cell.text for row in item.rows for cell in row.cells]
        else:
            texts.append(item.text)
    return texts


@pytest.mark.parametrize("tables", [0, 5])
def test_docx(tables: int, tmp_path: Path) -> None:
    path = plan(tmp_path / "a.docx", tables=tables)
    ours = "".join(read_file(path).text.split())
    assert sorted(ours) == sorted("".join("".join(walk(path)).split()))
    show(f"docx, {tables} tables", best(lambda: read_file(path)), best(lambda: walk(path)), 1.5)


def printed(folder: Path) -> Path:
    source = plan(folder / "a.docx")
    return saved_as(source, "pdf")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
def test_pdf(tmp_path: Path) -> None:
    path = printed(tmp_path)

    def bare() -> list[str]:
        document = pdfium.PdfDocument(path.read_bytes())
        texts = [page.get_textpage().get_text_range() for page in document]
        document.close()
        return texts

    ours = "".join(read_file(path).text.split())
    wanted = "".join("".join(LINES * 3).split())
    kinds = set(ours + wanted) - set("— 0123456789")
    wrong = sum(abs(ours.count(one) - wanted.count(one)) for one in kinds)
    print(f"\npdf: {wrong} of {len(wanted)} characters wrong")
    show("pdf", best(lambda: read_file(path)), best(bare), 1.5)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
def test_recognition(tmp_path: Path) -> None:
    numpy = pytest.importorskip("numpy")
    rapidocr = pytest.importorskip("rapidocr")
    document = pdfium.PdfDocument(printed(tmp_path).read_bytes())
    pages = [document[at].render(scale=150 / 72).to_pil().convert("L") for at in range(2)]
    path = tmp_path / "scan.pdf"
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=150)

    def bare() -> None:
        engine = rapidocr.RapidOCR(params={"Global.log_level": "error"})
        for page in pdfium.PdfDocument(path.read_bytes()):
            engine(numpy.asarray(page.render(scale=200 / 72).to_pil().convert("RGB")))

    show("recognition", best(lambda: read_file(path), 2), best(bare, 2), 1.1)


def test_many_files_with_two_processes(tmp_path: Path) -> None:
    word = plan(tmp_path / "a.docx", times=1).read_bytes()
    text = "\n".join(LINES).encode("gb18030")
    paths = [tmp_path / f"{at}.{'docx' if at % 2 else 'txt'}" for at in range(1000)]
    for path in paths:
        path.write_bytes(word if path.suffix == ".docx" else text)

    def by(workers: int) -> float:
        start = time.perf_counter()
        with ProcessPoolExecutor(workers) as pool:
            sizes = list(pool.map(size, paths, chunksize=50))
        assert min(sizes) > 1000
        return time.perf_counter() - start

    one, two = median(by(1) for _ in range(3)), median(by(2) for _ in range(3))
    print(f"\n1000 files: one process {one:.2f} s, two {two:.2f} s = {one / two:.2f} (≥ 1.7)")


def size(path: Path) -> int:
    """Characters of one parsed file, as a worker returns them."""
    return len(parse_file(str(path)).text)
