"""Break text into lines of a terminal, where a 汉字 takes two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from taskboard.office.measure import display_width


@cache
def _piece() -> re.Pattern[str]:
    """What is never parted: a word or one wide character, its opening and its closing marks."""
    wide, opening, closing = r"\u2e80-\uffef", "“‘（《〔【(", "，。、；：？！”’）》〕】…),.;:"
    return re.compile(rf"\s*(?:[{opening}]*(?:[^\s{wide}{opening}]+|[{wide}])[{closing}]*|\S)|\s+$")


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return ``text`` in lines of at most ``width`` half-width characters.

    Words of letters and digits stay whole where a line has room for them; no line begins with a
    closing mark or ends with an opening one. Only the blanks at which a line is broken are left
    out.

    Args:
        text: The words; line breaks in it count as blanks.
        width: Columns of a line.
        first: What leads the first line.
        rest: What leads the others.
    """
    lines, line, used = [], first, display_width(first)
    lead = used
    for piece in _pieces(text.replace("\n", " "), width - display_width(rest)):
        room = display_width(piece)
        if used + room > width and used > lead:
            lines.append(line.rstrip())
            piece = piece.lstrip()
            line, used = rest, display_width(rest)
            lead, room = used, display_width(piece)
        line, used = line + piece, used + room
    return [*lines, line.rstrip()]


def _pieces(text: str, most: int) -> Iterator[str]:
    """Yield the pieces of ``text``; one wider than ``most`` columns comes by the character."""
    for piece in _piece().findall(text):
        if display_width(piece) > max(most, 2):
            yield from piece
        else:
            yield piece
