"""Bring a turned PDF page upright, so that its lines run from left to right.

A page may carry a mark to be shown turned while its words were drawn turned against it (a wide
table), or drawn upright (a scanner's mistake). In both cases the words decide. Only the copy in
memory is changed.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw

SAMPLE = 200  # characters from which the direction of the words is taken


def upright(document: Any, number: int, page: Any) -> tuple[Any, bool]:
    """Return the page to read in place of a turned one, and whether it is shown as read.

    Args:
        document: The open document.
        number: The page, from 1.
        page: The page as it came, its turn not 0.
    """
    turn = page.get_rotation()
    across, up = _direction(page)
    page.set_rotation(0)
    drawn = 0 if abs(across) >= abs(up) and across >= 0 else turn
    if not drawn:
        return page, False
    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom
    matrix = {
        90: (0, -1, 1, 0, -bottom, width + left),
        180: (-1, 0, 0, -1, right, top),
        270: (0, 1, -1, 0, height + bottom, -left),
    }[drawn]
    raw.FPDFPage_TransFormWithClip(page.raw, ctypes.byref(raw.FS_MATRIX(*matrix)), None)
    box = (0, 0, width, height) if drawn == 180 else (0, 0, height, width)
    page.set_mediabox(*box)
    page.set_cropbox(*box)
    page.close()
    return document[number - 1], True


def _direction(page: Any) -> tuple[float, float]:
    """Return how far the words of a page run to the right, and upwards."""
    words = page.get_textpage()
    across = up = 0.0
    before: tuple[float, ...] | None = None
    for index in range(min(SAMPLE, words.count_chars())):
        box = words.get_charbox(index)
        size = max(box[2] - box[0], box[3] - box[1], 1.0)
        if before is not None:
            step = box[0] - before[0], box[1] - before[1]
            if max(map(abs, step)) < 3 * size:  # neighbours in a line
                across += step[0]
                up += step[1]
        before = box
    words.close()
    return across, up
