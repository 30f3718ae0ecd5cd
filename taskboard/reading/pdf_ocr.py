"""Recognise scanned pages with the extra ``ocr``; its models come in the package, offline."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from taskboard.reading.pdf_lines import PageLine

HOW_TO_INSTALL = "pip install 'taskboard[ocr]'"
DOTS_PER_POINT = 200 / 72
# two pieces whose middles differ by less than this share of their height stand on one line
SAME_LINE = 0.5
# pieces further apart than so many characters are parted by a tab
GAP = 1.5


class Recogniser:
    """The recognition engine, loaded once for all pages of a file."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine

    def lines(self, page: Any, number: int) -> tuple[list[PageLine], float]:
        """Return the lines of a page, top to bottom, and how sure their reading is, 0 to 1."""
        import numpy

        picture = page.render(scale=DOTS_PER_POINT).to_pil().convert("RGB")
        result = self.engine(numpy.asarray(picture))
        if result is None or result.txts is None or not len(result.txts):
            return [], 0.0
        pieces = []
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
            across = [float(point[0]) / DOTS_PER_POINT for point in box]
            down = [float(point[1]) / DOTS_PER_POINT for point in box]
            pieces.append((min(down), max(down), min(across), max(across), str(text), float(score)))
        weight = sum(len(piece[4]) for piece in pieces) or 1
        sure = sum(len(piece[4]) * piece[5] for piece in pieces) / weight
        return _rows(pieces, number), sure


def _rows(
    pieces: list[tuple[float, float, float, float, str, float]], number: int
) -> list[PageLine]:
    rows: list[list[tuple[float, float, float, float, str, float]]] = []
    for piece in sorted(pieces):
        middle, height = (piece[0] + piece[1]) / 2, piece[1] - piece[0]
        above = rows[-1][0] if rows else None
        if above and abs((above[0] + above[1]) / 2 - middle) < SAME_LINE * height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = []
    for row in rows:
        row.sort(key=lambda piece: piece[2])
        size = 0.8 * max(piece[1] - piece[0] for piece in row)
        text = row[0][4]
        for before, piece in pairwise(row):  # cells of a table stand apart
            text += f"\t{piece[4]}" if piece[2] - before[3] > GAP * size else piece[4]
        lines.append(PageLine(text, row[0][2], row[-1][3], row[0][1], size, number))
    return lines


def load_recogniser() -> Recogniser | None:
    """Return the engine, None when the extra is not installed."""
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    return Recogniser(RapidOCR(params={"Global.log_level": "error"}))
