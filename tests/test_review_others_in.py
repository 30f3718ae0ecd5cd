"""Cells of 待核 and 未列入 that nobody may change are refused by sheet, row and column."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from clerk import Clerk
from new_office import new_office
from taskboard.resources import samples
from taskboard.review.workbook import HEADER_ROW
from taskboard.workflows.imports import import_files
from taskboard.workflows.review import apply_review, export_review
from taskboard.workflows.workspace import Workspace


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    workspace = new_office(tmp_path, dt.date(2025, 3, 20))
    import_files(workspace, [samples() / "yanzhou-2025.txt"])
    return workspace


def sent(home: Workspace) -> Clerk:
    export_review(home, home.home / "审核表.xlsx")
    return Clerk(home.home / "审核表.xlsx")


@pytest.mark.parametrize(
    ("sheet", "column", "place"),
    [
        pytest.param("待核", "message", "D 列“内容”", id="what-was-seen"),
        pytest.param("待核", "words", "E 列“原文位置”", id="where"),
        pytest.param("待核", "severity", "C 列“级别”", id="how-bad"),
        pytest.param("未列入", "text", "D 列“原文”", id="sentence"),
        pytest.param("未列入", "is", "C 列“归类”", id="class"),
        pytest.param("未列入", "why", "E 列“未列入的原因”", id="why-left-out"),
    ],
)
@pytest.mark.parametrize("typed", ["改过的字", None])
def test_a_locked_cell_that_was_changed_is_refused(
    home: Workspace, sheet: str, column: str, place: str, typed: str | None
) -> None:
    clerk = sent(home)
    at = HEADER_ROW + 2
    clerk.at(at, sheet, **{column: typed})
    plan = apply_review(home, clerk.save(), apply=True).plan
    assert [told.place for told in plan.refusals] == [f"“{sheet}”表 第 {at} 行 {place}"]
    assert "不可改动" in plan.refusals[0].why
    assert not (home.state().findings["settled"] != "").any()


def test_white_space_a_renumbered_list_and_sorting_are_no_edits(home: Workspace) -> None:
    clerk = sent(home)
    one, two = clerk.listed("待核")[:2]
    clerk.put(one, "待核", message=f" {clerk.get(one, 'message', '待核')}\n", number=99)
    names = ("key", "number", "severity", "message", "words", "settled")
    held = [{name: clerk.get(key, name, "待核") for name in names} for key in (two, one)]
    for at, values in enumerate(held, HEADER_ROW + 1):
        clerk.at(at, "待核", **values)
    plan = apply_review(home, clerk.save()).plan
    assert not plan.refusals and not plan.conflicts


@pytest.mark.parametrize("typed", ["改主意了", None])
def test_what_was_settled_long_ago_stays_so(home: Workspace, typed: str | None) -> None:
    clerk = sent(home)
    one = clerk.listed("待核")[0]
    clerk.put(one, "待核", settled="已核对原件")
    assert apply_review(home, clerk.save(), apply=True).written
    clerk = sent(home)
    clerk.put(one, "待核", settled=typed)
    (told,) = apply_review(home, clerk.save(), apply=True).plan.refusals
    assert "F 列“处理结果”" in told.place and "已处理为“已核对原件”" in told.why
    assert home.state().findings["settled"].tolist().count("已核对原件") == 1


def told(home: Workspace, clerk: Clerk) -> tuple[list[str], list[str]]:
    plan = apply_review(home, clerk.save()).plan
    return plan.notes, [f"{one.place}：{one.why}" for one in plan.refusals]


def test_what_is_typed_beside_a_sentence_that_is_not_fetched_is_told(home: Workspace) -> None:
    clerk = sent(home)
    one, two = clerk.listed("未列入")[:2]
    clerk.put(one, "未列入", reason="不需要")
    notes, refused = told(home, clerk)
    assert not refused and any("没有选“列为任务”，仍不列为任务" in note for note in notes)
    clerk.put(two, "未列入", units="市教育局")
    notes, refused = told(home, clerk)
    assert len(refused) == 1 and "F 列“处理”：填了单位或时限，却没有选“列为任务”" in refused[0]
    clerk.put(two, "未列入", action=" 列为 任务")
    assert told(home, clerk)[1] == []


@pytest.mark.parametrize("sheet", ["未列入", "待核", "文件"])
def test_rows_that_were_deleted_are_counted(home: Workspace, sheet: str) -> None:
    clerk = sent(home)
    assert not [note for note in told(home, clerk)[0] if "少了" in note]
    clerk.book[sheet].delete_rows(HEADER_ROW + 1)
    notes, refused = told(home, clerk)
    assert not refused and [n for n in notes if n.startswith(f"“{sheet}”表少了 1 行，按")]


def test_another_year_says_what_it_moves(home: Workspace) -> None:
    clerk = sent(home)
    clerk.put("2025-01/year", "文件", corrected=2026)
    notes, _ = told(home, clerk)
    assert any("要点年度改为 2026：没有写时限的改按 2026 年底计" in note for note in notes)
