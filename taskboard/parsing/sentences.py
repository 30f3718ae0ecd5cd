"""Where the words that belong to a number or a time limit begin.

A sentence ends at 。；！？, at the end of a line, behind a bracket that names units, and behind a
bracket whose other half stands before it: in （责任单位：甲局；配合：乙局）每月举办一次 it begins
at 每月.
"""

from __future__ import annotations

import re

_BRACKET = re.compile("[（）]")
_UNITS = re.compile(
    "单位|牵头|责任|配合|负责|分工|(?:局|委|厅|办|政府|部门|公司|中心|银行|管委会|街道|分局|支队|大队)(?:、|，|等|$)"
)


def sentence_start(text: str, at: int, reach: int = 160) -> int:
    """Return where the sentence of ``at`` begins, at most ``reach`` characters before it."""
    floor = max(0, at - reach)
    start = max(floor, *(text.rfind(mark, floor, at) + 1 for mark in "。；\n！？"))
    if text.find("）", start, at) < 0:
        return start
    opened: list[int] = []
    for found in _BRACKET.finditer(text, start, at):
        if found[0] == "（":
            opened.append(found.end())
        elif not opened or (_UNITS.search(text, opened.pop(), found.start()) and not opened):
            start = found.end()
    return start
