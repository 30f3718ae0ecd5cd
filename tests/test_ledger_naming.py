"""A request may be named by its task: what is said when that means none, one or several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from round_world import make_workspace
from taskboard.errors import TaskboardError
from taskboard.workflows.handle import decide, request

TASK = "2023-01-1.2-1"


@pytest.mark.parametrize(
    ("kinds", "named", "words"),
    [
        pytest.param((), TASK, f"{TASK} 没有待审批的申请", id="a-task-that-asked-nothing"),
        pytest.param((), "1.2-1", f"{TASK} 没有待审批的申请", id="by-the-end-of-its-key"),
        pytest.param((), "R2023-0009", "没有申请“R2023-0009”", id="no-such-number"),
        pytest.param(("amend",), "1.2-1", "", id="the-one-that-waits"),
        pytest.param(("amend", "suspend"), "1.2-1", "R2023-0001、R2023-0002", id="two-wait"),
        pytest.param(("amend", "suspend"), "R2023-0002", "", id="by-number"),
    ],
)
def test_a_request_named_by_its_task(
    tmp_path: Path, kinds: Sequence[str], named: str, words: str
) -> None:
    office = make_workspace(tmp_path / "office")
    for kind in kinds:
        request(office, TASK, kind, reason="等上级文件")
    if not words:
        number = f"R2023-{len(kinds):04d}"
        assert decide(office, named, "approve", on=dt.date(2023, 8, 1)).key == number
        return
    with pytest.raises(TaskboardError) as refused:
        decide(office, named, "approve")
    assert words in refused.value.zh
