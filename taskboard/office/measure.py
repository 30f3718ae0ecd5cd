"""Estimate how much room a text takes in a spreadsheet cell, or on a terminal.

Chinese characters are as wide as two digits. The estimates err on the generous side, because a
cut-off last line is worse than a little white space.
"""

from __future__ import annotations

import math
import unicodedata

UNIT_POINTS = 5.25  # one unit of column width at the default font
PADDING_POINTS = 5.0
LINE_FACTOR = 1.36  # height of a line over the size of its font, Chinese fonts


def display_width(text: str) -> int:
    """Return the width of ``text`` in half-width characters: 汉字 and “” count two."""
    if text.isascii():
        return len(text)
    try:
        return len(text.encode("gbk"))  # one byte narrow, two bytes wide, and five times faster
    except UnicodeEncodeError:
        return sum(
            2 if unicodedata.east_asian_width(char) in "WFA" else 1
            for char in text
            if not unicodedata.combining(char)
        )


def wrapped_lines(text: str, width: float, size: float = 11) -> int:
    """Return how many lines ``text`` takes in a column of ``width`` at font ``size``.

    Args:
        text: The cell's text; its own line breaks count.
        width: Column width in spreadsheet units.
        size: Font size in points.
    """
    room = max(2, math.floor((width * UNIT_POINTS - PADDING_POINTS) / (size / 2)))
    return sum(max(1, math.ceil(display_width(line) / room)) for line in text.split("\n"))


def text_height(text: str, width: float, size: float = 11) -> float:
    """Return the height in points that ``text`` needs, with a little air above and below."""
    return wrapped_lines(text, width, size) * size * LINE_FACTOR + 5
