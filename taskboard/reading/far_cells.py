"""Cells of a sheet far outside any table: the fast reader would make room for all up to them.

A stray blank in the last row or column of a workbook that came back would have it allot billions
of cells, so whatever stands out there is taken out of the sheet's XML first, and named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# a cell with something in it, in a column beyond ZZ or a row beyond 9999
_FAR = re.compile(rb'<c r="([A-Z]{3,}\d+|[A-Z]+\d{5,})"[^>]*(?<!/)>.*?</c>', re.DOTALL)
# the same in a sheet that is itself that long, which must then be narrow
_FAR_IF_LONG = re.compile(rb'<c r="([A-Z]{2,}\d+|[A-Z]\d{6,})"[^>]*(?<!/)>.*?</c>', re.DOTALL)
# any cell out there, if only an empty one: told in two thirds of the time
_PERHAPS = re.compile(rb' r="[A-Z]{1,2}+(?:\d{1,4}+[^"]|[A-Z])')
LONG = 9_000  # rows that stand in the file, not empty ones before a stray cell


def may_be_far(xml: bytes) -> bool:
    """Whether a piece of a sheet's XML has a cell far outside, if only an empty one."""
    return _PERHAPS.search(xml) is not None


def without_far(sheets: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[str]]:
    """Return the sheets that had far cells, without them, and the places of those cells.

    Args:
        sheets: The XML of every sheet, by the member's name.
    """
    trimmed: dict[str, bytes] = {}
    places: list[str] = []
    for name, xml in sheets.items():
        if not _FAR.search(xml):
            continue
        beyond = _FAR_IF_LONG if xml.count(b"<row ") > LONG else _FAR
        if found := [match[1].decode() for match in beyond.finditer(xml)]:
            trimmed[name] = beyond.sub(b"", xml)
            places += found
    return trimmed, places
