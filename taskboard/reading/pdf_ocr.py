"""Recognise scanned pages with the extra ``ocr``; its models come in the package, offline."""

from __future__ import annotations

from typing import Any

from taskboard.reading.pdf_lines import PageLine, Piece, lines_of

HOW_TO_INSTALL = "pip install 'taskboard[ocr]'"
DOTS_PER_POINT = 200 / 72


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
        pieces: list[Piece] = []
        sure = 0.0
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
            across = [float(point[0]) / DOTS_PER_POINT for point in box]
            down = [float(point[1]) / DOTS_PER_POINT for point in box]
            pieces.append(Piece(min(down), max(down), min(across), max(across), str(text)))
            sure += float(score) * len(str(text))
        sure /= sum(len(piece.text) for piece in pieces) or 1
        return lines_of(pieces, number), sure


def load_recogniser() -> Recogniser | None:
    """Return the engine, None when the extra is not installed."""
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    return Recogniser(RapidOCR(params={"Global.log_level": "error"}))
