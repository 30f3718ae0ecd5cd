"""The figures of the 进展情况表: every count, share, percentage, day and note of its rows."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sample_state import BUREAU, CLERK, FINANCE, HEALTH, HOUSING, TRADE, day, key, sample_workspace
from taskboard.ledger.events import NewEvent
from taskboard.ledger.state import State
from taskboard.reports.progress import MOST_LINES, fitted, progress, summed
from taskboard.workflows.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return sample_workspace(tmp_path)


def happens(workspace: Workspace, on: str, *events: NewEvent) -> State:
    with workspace.ledger() as ledger:
        ledger.append(list(events), actor=CLERK, effective_on=day(on), action="test")
    return workspace.state(day(on))


def rows(state: State) -> dict[str, dict[str, Any]]:
    sections = progress(state)["sections"]
    return {item["key"]: item for section in sections for item in section["items"]}


def test_each_unit_is_counted_by_standing(workspace: Workspace) -> None:
    units = {row["name"]: row for row in progress(workspace.state())["units"]}
    bureau = units[BUREAU]
    assert (bureau["total"], bureau["done"], bureau["normal"], bureau["late"]) == (2, 1, 1, 0)
    assert (bureau["rate"], bureau["silent"], bureau["aside"]) == (50.0, 0, 0)
    housing = units[HOUSING]
    assert (housing["total"], housing["normal"], housing["silent"]) == (2, 2, 1)
    finance = units[FINANCE]  # what it helps with is not its own
    assert (finance["total"], finance["aside"], finance["silent"]) == (1, 1, 0)
    assert (units[TRADE]["late"], units[HEALTH]["near_due"], units[HEALTH]["done"]) == (1, 1, 1)


def test_a_unit_with_nothing_left_to_count_has_no_rate(workspace: Workspace) -> None:
    asked = {"assignment": key("1.2-1", TRADE), "type": "suspend"}
    state = happens(
        workspace, "2025-09-02",
        NewEvent("request-filed", "R2025-0009", asked, reason="政策调整"),
        NewEvent("request-decided", "R2025-0009", {"decision": "approve"}),
    )  # fmt: skip
    (trade,) = [row for row in progress(state)["units"] if row["name"] == TRADE]
    assert (trade["total"], trade["aside"], trade["rate"]) == (0, 1, None)


def test_shares_are_of_what_is_counted(workspace: Workspace) -> None:
    found = progress(workspace.state())
    figures = {row["code"]: (row["value"], row["of"]) for row in found["figures"]}
    assert figures == {"done": (2, 8), "normal": (4, 8), "near_due": (1, 8), "late": (1, 8)}
    assert [round(row["share"], 2) for row in found["figures"] if row["code"] == "late"] == [12.5]
    assert (found["total"], found["aside"], round(found["elapsed"], 2)) == (8, 1, 75.0)


def test_units_stand_as_lead_and_others(workspace: Workspace) -> None:
    found = rows(workspace.state())
    led, shared, alone = (found[key(code)] for code in ("1.1-1", "2.1-1", "2.2-1"))
    assert (led["lead"], led["others"]) == (BUREAU, FINANCE)
    assert (shared["lead"], shared["others"]) == (f"{HOUSING}、云河县人民政府", "")
    assert (alone["lead"], alone["others"]) == (HEALTH, "")


def test_days_and_percentages_are_printed_as_they_stand(workspace: Workspace) -> None:
    found = rows(workspace.state())
    done, open_, silent = (found[key(code)] for code in ("1.1-2", "1.2-1", "2.1-2"))
    assert (done["percent"], done["note"]) == (100.0, "晚于时限3天")  # it had reported 96
    assert (open_["percent"], open_["note"]) == (40.0, "逾期1天")
    assert (open_["due"], open_["due_note"]) == (day("2025-08-31"), "")
    assert (silent["percent"], silent["due_note"]) == (None, "（默认）")


def test_a_percentage_has_one_digit(workspace: Workspace) -> None:
    said = {"round": "2025-W36", "change": "progress", "text": "已完工8个小区。", "percent": 66.67}
    state = happens(
        workspace, "2025-09-02", NewEvent("progress-reported", key("1.2-1", TRADE), said)
    )
    assert rows(state)[key("1.2-1")]["percent"] == 66.7


def test_an_extension_is_noted_and_moves_the_day(workspace: Workspace) -> None:
    asked = {"assignment": key("1.2-1", TRADE), "type": "extend", "new_due": "2025-10-31"}
    state = happens(
        workspace, "2025-09-02",
        NewEvent("request-filed", "R2025-0009", asked, reason="分歧较大",
                 effective_on=day("2025-08-20")),
        NewEvent("request-decided", "R2025-0009",
                 {"decision": "approve", "new_due": "2025-10-31"}),
    )  # fmt: skip
    row = rows(state)[key("1.2-1")]
    assert (row["note"], row["due"], row["code"]) == ("已延期1次", day("2025-10-31"), "normal")


def test_counts_of_all_units_are_added() -> None:
    parts = [
        SimpleNamespace(counts={"due": 35, "on_time": 34, "late": 1}),
        SimpleNamespace(counts=None),
        SimpleNamespace(counts={"due": 5, "on_time": None}),
    ]
    assert summed(parts) == {"due": 40, "on_time": 34, "late": 1}
    assert summed([]) == {}


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        pytest.param(["行"] * MOST_LINES, MOST_LINES, id="as-many-as-fit"),
        pytest.param(["行"] * (MOST_LINES + 1), MOST_LINES - 1, id="one-too-many"),
        pytest.param(["长" * 10] * 9 + ["长" * 30] * 6, 9 + 5, id="lines-that-wrap"),
        pytest.param([""] * MOST_LINES, MOST_LINES, id="empty-lines-take-room"),
    ],
)
def test_a_cell_shows_as_many_lines_as_a_row_can(lines: list[str], shown: int) -> None:
    text = "\n".join(lines)
    kept = fitted(text, 20).split("\n")
    cut = kept[-1] == "……余见台账"
    assert cut == (kept != lines) and len(kept) - cut == shown
