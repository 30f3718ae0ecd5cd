from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from taskboard.reports.milestones import on_the_way

END = dt.date(2025, 12, 31)


def limit(text: str, due: str | None, **more: Any) -> dict[str, Any]:
    return {"kind": "due", "text": text, "due_on": due, **more}


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        pytest.param(
            [limit("5月底前", "2025-05-31", milestone="动工")], ["5月底前动工"], id="named"
        ),
        pytest.param(
            [limit("5月底前动工", "2025-05-31", milestone="动工")], ["5月底前动工"], id="once"
        ),
        pytest.param(
            [
                limit("年内", "2025-12-31"),
                limit("9月底前", "2025-09-30"),
                limit("上半年", "2025-06-30"),
            ],
            ["上半年", "9月底前"],
            id="in-order-of-time",
        ),
        pytest.param([limit("上半年", "2025-06-30")] * 2, ["上半年"], id="printed-twice"),
        pytest.param([limit("年底前", "2025-12-31")], [], id="the-end-is-none"),
        pytest.param([{"kind": "recurring", "text": "每季度", "due_on": None}], [], id="turns"),
        pytest.param([limit("适时", None)], [], id="no-day"),
    ],
)
def test_days_before_the_end_are_on_the_way(limits: list[dict[str, Any]], told: list[str]) -> None:
    assert [one.words for one in on_the_way(limits, END)] == told
