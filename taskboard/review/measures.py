"""Turn a task's printed text into the measures a table prints (工作措施).

Line breaks and page marks inside sentences are mended and the responsibility brackets taken off,
since the table has columns for them; not one other character is touched.
"""

from __future__ import annotations

import re

from taskboard.parsing.units import find_unit_groups
from taskboard.parsing.view import View

_PAGE_MARK = re.compile(r"^[ \t]*[-—–－]+[ \t]*\d{1,4}[ \t]*[-—–－]+[ \t]*$", re.MULTILINE)
_LATIN = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")
_OPEN = "（([〔【［"


def measures_of(text: str) -> str:
    """Return ``text`` as one mended paragraph without its responsibility brackets."""
    pieces, last = [], 0
    for group in find_unit_groups(View.of(text)):
        start, end = group.span
        if start >= last and text[start] in _OPEN:
            pieces.append(text[last:start])
            last = end
    pieces.append(text[last:])
    return mend("".join(pieces)) or mend(text)


def mend(text: str) -> str:
    """Return ``text`` without page marks and without white space but between Latin words."""
    kept = _LATIN.sub("\0", _PAGE_MARK.sub("", text))
    return re.sub(r"\s+", "", kept).replace("\0", " ")
