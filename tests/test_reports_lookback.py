"""What the report of 回头看 and a circular's section print: which documents, days and states."""

from __future__ import annotations

import pytest

from sample_state import CLERK, day
from taskboard.ledger.events import NewEvent
from taskboard.reports.lookback import lookback, looked
from taskboard.workflows.workspace import Workspace
from test_workflows_lookback import looked as rechecked
from test_workflows_lookback import ok, workspace

__all__ = ["rechecked", "workspace"]
OLD, NEW = "2025-01", "2026-01"
SUBJECT = "2025年兰溪市重点工作要点"


@pytest.fixture
def two(workspace: Workspace) -> Workspace:
    """A ledger with a second document of which nothing is known but its name."""
    other = {"title": "关于印发另一份要点的通知", "subject": "另一份要点", "year": 2025}
    with workspace.ledger() as ledger:
        event = NewEvent("document-imported", "2025-02", other)
        ledger.append([event], actor=CLERK, effective_on=day("2025-03-10"), action="import")
    return workspace


def test_one_document_gives_the_title_its_name(workspace: Workspace) -> None:
    found = lookback(workspace.state(day("2026-01-15")))
    assert (found["title"], found["total"]) == (f"{SUBJECT}“回头看”情况", 9)


def test_several_documents_are_named_below_the_title(two: Workspace) -> None:
    found = lookback(two.state(day("2026-01-15")))
    assert found["title"] == "上年度重点工作“回头看”情况"
    assert found["subjects"] == [SUBJECT, "另一份要点"]
    one = lookback(two.state(day("2026-01-15")), OLD)
    assert (one["title"], one["subjects"]) == (f"{SUBJECT}“回头看”情况", [SUBJECT])


def test_only_what_was_looked_back_on_is_told(rechecked: Workspace) -> None:
    state = rechecked.state(day("2026-01-15"))
    assert {row["code"] for row in lookback(state)["rows"]} == {
        row["code"] for row in lookback(state, OLD)["rows"]
    }
    assert lookback(state)["total"] == 9
    assert lookback(state, NEW)["total"] == 0  # nothing of it is issued yet


def test_each_row_says_when_and_what_became_of_it(rechecked: Workspace) -> None:
    rows = {row["code"]: row for row in lookback(rechecked.state(day("2026-01-15")))["rows"]}
    found = lookback(rechecked.state(day("2026-01-15")))
    assert [row["code"] for row in found["rebounds"]] == ["1.1-2"]
    assert {row["code"] for row in found["undone"]} == {"1.2-1", "2.1-1", "2.1-2"}
    rebound, unlooked = rows["1.1-2"], rows["2.2-2"]
    assert (rebound["on"], rebound["now"]) == (day("2026-01-15"), "待下达")
    assert (unlooked["on"], unlooked["now"], unlooked["finding"]) == (None, "", "未复查")
    ok(rechecked, "issue", "--document", NEW, on="2026-01-16")
    rows = {row["code"]: row for row in lookback(rechecked.state(day("2026-01-16")))["rows"]}
    assert (rows["1.1-2"]["now"], rows["2.2-2"]["now"]) == ("正常推进", "")


def test_a_circular_about_a_plan_tells_of_what_was_carried_into_it(rechecked: Workspace) -> None:
    ok(rechecked, "issue", "--document", NEW, on="2026-01-16")
    state = rechecked.state(day("2026-01-20"))
    for document in ("", OLD, NEW):
        found = looked(state, None, document)
        assert found is not None and found["subjects"] == [SUBJECT], document
    assert looked(state, None, "2025-02") is None  # nothing of it was carried over
    assert looked(state, state, "") is None  # no news since the last circular
    assert looked(rechecked.state(day("2025-12-31")), None, "") is None
