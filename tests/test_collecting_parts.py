"""One form, several hands: copies with different rows filled in are taken together."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from round_world import HOUSING, answer, fill, key, make_workspace, send
from taskboard.workflows.collecting import NotInFolderError, collect
from taskboard.workflows.upkeep import check
from taskboard.workflows.workspace import Workspace

Sent = tuple[Workspace, Path]


def first(book: Workbook, sheet: Worksheet) -> None:
    fill(sheet, "1.1-1", 本期情况="有进展", 进展情况="已开工68个。", 指标实际值=68)


def second(book: Workbook, sheet: Worksheet) -> None:
    fill(sheet, "1.2-1", 本期情况="有进展", 进展情况="形成初稿。", **{"完成比例（%）": "40%"})


def both(book: Workbook, sheet: Worksheet) -> None:
    second(book, sheet)
    fill(sheet, "1.3-1", 本期情况="无变化")


def other(book: Workbook, sheet: Worksheet) -> None:
    fill(sheet, "1.2-1", 本期情况="有进展", 进展情况="已经印发。", **{"完成比例（%）": "90%"})


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    workspace = make_workspace(tmp_path / "office")
    return workspace, send(workspace)[HOUSING]


def outcomes(workspace: Workspace, back: Path, *, apply: bool = False) -> dict[str, str]:
    return {one.file: one.outcome for one in collect(workspace, back, apply=apply).verdicts}


def test_each_file_gives_its_own_rows_and_says_so(sent: Sent, tmp_path: Path) -> None:
    workspace, form = sent
    back = tmp_path / "back"
    answer(form, back, first, "甲科.xlsx")
    answer(form, back, second, "乙科.xlsx")
    seen = collect(workspace, back)
    assert {one.outcome for one in seen.verdicts} == {"accepted"}
    assert all("各填各的行" in " ".join(one.notes) for one in seen.verdicts)
    collect(workspace, back, apply=True)
    rows = workspace.state().assignments
    assert rows.at[key("1.1-1"), "progress"] == "已开工68个。"
    assert rows.at[key("1.2-1"), "percent"] == 40
    places = {e.place.split()[0] for e in workspace.state().events("progress-reported")}
    assert places == {"甲科.xlsx", "乙科.xlsx"}
    assert [one for one in check(workspace).findings if one.severity == "error"] == []
    assert outcomes(workspace, back, apply=True) == dict.fromkeys(places, "duplicate")
    assert len(workspace.state().updates) == 2


def test_the_fuller_of_two_is_taken_row_by_row(sent: Sent, tmp_path: Path) -> None:
    workspace, form = sent
    back = tmp_path / "back"
    for edit, name in ((first, "甲科.xlsx"), (second, "乙科.xlsx"), (both, "丙科.xlsx")):
        answer(form, back, edit, name)
    done = outcomes(workspace, back, apply=True)
    assert done == {"甲科.xlsx": "accepted", "丙科.xlsx": "accepted", "乙科.xlsx": "superseded"}
    updates = workspace.state().updates
    assert sorted(updates["task"]) == [key(code).partition("@")[0]
                                       for code in ("1.1-1", "1.2-1", "1.3-1")]  # fmt: skip
    received = [e.to["file"] for e in workspace.state().events("form-received")]
    assert sorted(received) == sorted(done)
    assert set(outcomes(workspace, back, apply=True).values()) == {"duplicate"}


def test_one_contradiction_holds_all_of_them_back(sent: Sent, tmp_path: Path) -> None:
    workspace, form = sent
    back = tmp_path / "back"
    for edit, name in ((first, "甲科.xlsx"), (second, "乙科.xlsx"), (other, "丙科.xlsx")):
        answer(form, back, edit, name)
    assert set(outcomes(workspace, back, apply=True).values()) == {"conflict"}
    assert workspace.state().updates.empty
    chosen = collect(workspace, back, apply=True, chosen=["乙科.xlsx"]).verdicts
    assert [one.file for one in chosen if one.outcome == "accepted"] == ["乙科.xlsx"]


def test_a_file_decided_for_that_is_not_there_is_refused(sent: Sent, tmp_path: Path) -> None:
    workspace, form = sent
    back = tmp_path / "back"
    answer(form, back, second, "甲科.xlsx")
    answer(form, back, other, "乙科.xlsx")
    with pytest.raises(NotInFolderError, match=r"没有“丙科\.xlsx”"):
        collect(workspace, back, apply=True, chosen=["甲科.xlsx", "丙科.xlsx"])
    assert len(workspace.state().updates) == 0
    done = collect(workspace, back, apply=True, chosen=["甲科.xlsx"])
    assert done.count("accepted") == 1 and not list(workspace.out.glob(".*"))
