"""Rows whose hidden key stayed behind are known by what they print, and by nothing less."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from round_world import HOUSING, answer, good, header, key, make_workspace, row_of, send
from taskboard.collection.fill import Reader
from taskboard.collection.returned import Returned
from taskboard.collection.standing import Standing
from taskboard.collection.verdict import Verdict
from taskboard.workflows.collecting import collect
from taskboard.workflows.workspace import Workspace

Sent = tuple[Workspace, Path]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    workspace = make_workspace(tmp_path_factory.mktemp("office"))
    return workspace, send(workspace)[HOUSING]


def judged(sent: Sent, back: Path, edit: Any) -> Verdict:
    answer(sent[1], back, edit)
    (verdict,) = collect(sent[0], back).verdicts
    return verdict


def sorted_as_seen(book: Workbook, sheet: Worksheet) -> None:
    """The visible columns turned upside down, the hidden keys left where they were."""
    good(book, sheet)
    top = header(sheet)[0]
    seen = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top + 1, min_col=2)]
    for at, values in enumerate(reversed(seen), top + 1):
        for column, value in enumerate(values, 2):
            sheet.cell(at, column).value = value


def keys_emptied(book: Workbook, sheet: Worksheet) -> None:
    good(book, sheet)
    for at in range(header(sheet)[0] + 1, sheet.max_row + 1):
        sheet.cell(at, header(sheet)[1]["行标识"]).value = None


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        pytest.param(sorted_as_seen, "没有随行移动", id="sorted-without-the-keys"),
        pytest.param(keys_emptied, "被清空", id="keys-emptied"),
    ],
)
def test_rows_are_known_by_what_they_print(
    sent: Sent, tmp_path: Path, edit: Any, told: str
) -> None:
    whole = judged(sent, tmp_path / "whole", good)
    found = judged(sent, tmp_path / "found", edit)
    assert not found.refusals
    assert [row.update for row in found.rows] == [row.update for row in whole.rows]
    assert any(told in note for note in found.notes)
    assert not any(told in note for note in whole.notes)


def test_a_number_changed_beside_a_key_is_no_other_row(sent: Sent, tmp_path: Path) -> None:
    """Only the number is another row's: task and target are not, so nobody can say which it is."""

    def edit(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        at = row_of(sheet, f"{key('1.2-1')}#0")
        sheet.cell(at, header(sheet)[1]["编号"]).value = "2023-01-1.3-1"

    verdict = judged(sent, tmp_path, edit)
    assert [row.state for row in verdict.rows] == ["taken", "refused", "taken"]


def test_a_row_typed_below_with_a_known_number_is_no_row(sent: Sent, tmp_path: Path) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        _, names = header(sheet)
        at = sheet.max_row + 1
        sheet.cell(at, names["编号"]).value = "2023-01-1.2-1"
        sheet.cell(at, names["进展情况"]).value = "补充：专家评审已过。"

    verdict = judged(sent, tmp_path, edit)
    assert [row.state for row in verdict.rows] == ["taken"] * 3
    (refusal,) = verdict.refusals
    assert refusal.code == "row-added" and "“2023-01-1.2-1 补充：专家评审已过。”" in refusal.reason


def test_a_row_that_came_twice_is_not_said_to_be_missing(sent: Sent, tmp_path: Path) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        at, last = row_of(sheet, f"{key('1.2-1')}#0"), sheet.max_row + 1
        for column in range(1, sheet.max_column + 1):
            sheet.cell(last, column).value = sheet.cell(at, column).value
        sheet.cell(last, header(sheet)[1]["进展情况"]).value = "另一种说法。"

    verdict = judged(sent, tmp_path, edit)
    assert (verdict.rows[1].state, verdict.count("blank")) == ("refused", 0)
    assert "出现了 2 行" in verdict.rows[1].reason


@pytest.mark.parametrize(
    ("rates", "value", "asked"),
    [
        pytest.param(frozenset("0"), 0.96, True, id="share-of-a-rate"),
        pytest.param(frozenset("0"), "96%", False, id="rate"),
        pytest.param(frozenset(), 0.96, False, id="no-rate"),
    ],
)
def test_a_share_typed_for_a_rate_is_asked_about(
    sent: Sent, rates: frozenset[str], value: Any, asked: bool
) -> None:
    standing = Standing("once", "in_hand", {}, 1, measures={"0": "%"}, rates=rates)
    got, reason = Reader(Returned("表.xlsx", ""))._read_as(
        "rate" if "0" in standing.rates else "number", value, "%"
    )
    assert (bool(reason), got is None) == (asked, asked)


def test_what_was_held_back_is_not_counted_as_taken(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "office")
    form, back = send(workspace)[HOUSING], tmp_path / "back"

    def other(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        at = row_of(sheet, f"{key('1.1-1')}#0")
        sheet.cell(at, header(sheet)[1]["进展情况"]).value = "另一种说法。"

    answer(form, back, good, "甲.xlsx")
    answer(form, back, other, "乙.xlsx")
    done = collect(workspace, back, apply=True)
    rows = load_workbook(done.files[-1])["逐份结果"].iter_rows(min_row=3, values_only=True)
    assert [(row[4], *row[6:]) for row in rows] == [("冲突", 0, 0, 0, 3)] * 2
