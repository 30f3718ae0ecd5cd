from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from taskboard.ledger.table import frame, plain

COLUMNS = {"day": "date", "text": "str", "count": "int", "sure": "bool", "names": "object"}
FULL = {"day": "2025-03-12", "text": "标题", "count": 3, "sure": True, "names": ["市教育局"]}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(FULL, FULL | {"day": dt.date(2025, 3, 12)}, id="filled"),
        pytest.param(
            {"other": 1},
            {"day": None, "text": "", "count": 0, "sure": False, "names": None},
            id="nothing-given-and-no-other-column",
        ),
        pytest.param(
            FULL | {"day": dt.date(2025, 3, 12), "text": "半\udc00"},
            FULL | {"day": dt.date(2025, 3, 12), "text": "半�"},
            id="a-day-and-half-a-character",
        ),
    ],
)
def test_plain_rows_hold_what_the_frame_holds(given: dict[str, Any], expected: dict[str, Any]):
    row = given | {"seq": 7}
    found = plain([row], COLUMNS, "seq")
    assert found == {"7": expected | {"seq": 7, "key": "7"}}
    framed = frame([row], COLUMNS, "seq").loc[7]
    day = framed["day"].date() if framed["day"] == framed["day"] else None
    assert {**framed.to_dict(), "day": day} == expected
