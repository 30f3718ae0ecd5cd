"""Write a text cell as XML: whatever it starts with, it stays text."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from taskboard.office.xlsx import LONGEST, TextTooLongError, safe_text

_PLAIN = re.compile(r"[^\W_]*(?:[ \n　，。、；：（）％%《》“”〔〕/.\-—]+[^\W_]*)*")


def string_cell(at: str, look: str, quoted: str, text: str, sheet: str) -> str:
    """Return the XML of a cell that holds ``text``.

    Args:
        at: Place, e.g. ``B5``.
        look: Its style as an attribute, ` s="3"`, or "".
        quoted: The twin of that style whose text is text whatever it starts with.
        text: Not empty.
        sheet: Title of the sheet, for the message.

    Raises:
        TextTooLongError: If a cell cannot hold the text.
    """
    if len(text) > LONGEST:
        raise TextTooLongError(f"{sheet}!{at}", len(text))
    if text[0] in "=+-@":
        look = quoted
    if not _PLAIN.fullmatch(text):
        text = escape(safe_text(text))
    return f'<c r="{at}"{look} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
