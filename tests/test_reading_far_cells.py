"""Cells far outside any table are named and taken out; a long sheet's own rows are not."""

from __future__ import annotations

import pytest

from taskboard.reading.far_cells import LONG, without_far


def sheet(*places: str, rows: int = 3) -> bytes:
    cells = "".join(f'<c r="{place}" s="1" t="s"><v>0</v></c>' for place in places)
    return ("<row>" + "<row >" * rows + cells + '<c r="XFD9" s="3"/></row>').encode()


@pytest.mark.parametrize(
    ("place", "rows", "far"),
    [
        pytest.param("AAA7", 3, True, id="wide"),
        pytest.param("ZZZZ4", 3, True, id="beyond-any-column"),
        pytest.param("ZZ9999", 3, False, id="last-that-is-near"),
        pytest.param("B10000", 3, True, id="far-down-a-short-sheet"),
        pytest.param("B10000", LONG + 1, False, id="row-of-a-long-sheet"),
        pytest.param("B100000", LONG + 1, True, id="far-down-a-long-sheet"),
        pytest.param("AB3", LONG + 1, False, id="long-sheet-without-far-rows"),
    ],
)
def test_what_is_far(place: str, rows: int, far: bool) -> None:
    trimmed, places = without_far({"a": sheet("B2", rows=rows), "b": sheet(place, rows=rows)})
    assert places == [place] * far
    assert trimmed == ({"b": sheet(rows=rows)} if far else {})


def test_a_long_sheet_must_be_narrow() -> None:
    xml = sheet("AB3", "B10000", "A1048576", rows=LONG + 1)
    trimmed, places = without_far({"a": xml})
    assert places == ["AB3", "A1048576"]
    assert trimmed == {"a": sheet("B10000", rows=LONG + 1)}
