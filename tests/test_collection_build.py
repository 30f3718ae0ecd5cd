"""What a unit's form prints as the time limit of each kind of work."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from taskboard.collection.build import due_words

DUE = dt.date(2025, 9, 30)
YEAR = {"due_basis": "default"}
TRIGGERED = {"kind": "triggered", "text": "自收到申请之日起20个工作日内"}
ONGOING = {"kind": "ongoing", "text": "持续"}
DEFAULT = "本年度（默认）"


@pytest.mark.parametrize(
    ("assignment", "deadlines", "said", "printed"),
    [
        ({"kind": "once"}, [], "9月底前", "2025年9月30日"),
        ({"kind": "once", **YEAR}, [], DEFAULT, "2025年9月30日\n（本年度）"),
        ({"kind": "once", "due_original": dt.date(2025, 6, 30)}, [], "6月底前",
         "2025年9月30日\n（原定2025年6月30日）"),
        ({"kind": "triggered", **YEAR}, [TRIGGERED], DEFAULT, "自收到申请之日起20个工作日内"),
        ({"kind": "ongoing", **YEAR}, [ONGOING], DEFAULT, "持续"),
        ({"kind": "ongoing", **YEAR}, [], DEFAULT, DEFAULT),
        ({"kind": "recurring"}, [{"text": "每季度"}, {"text": "每季度"}], "每季度", "每季度"),
    ],
)  # fmt: skip
def test_the_limit_is_printed_in_its_own_words(
    assignment: dict[str, Any], deadlines: list[dict[str, Any]], said: str, printed: str
) -> None:
    row = {"due_on": DUE, "due_original": DUE, "due_basis": "stated", **assignment}
    assert due_words(row, {"due_words": said, "deadlines": deadlines}) == printed
