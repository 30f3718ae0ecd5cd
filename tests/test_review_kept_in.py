"""Rows that came back as they went out are taken without folding their tasks, with one outcome."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

import taskboard.review.kept_in as kept_in
import taskboard.review.tasks_in as tasks_in
import taskboard.workflows.review as module
from clerk import Clerk
from new_office import new_office
from taskboard.ledger.events import NewEvent
from taskboard.ledger.state import State, fold
from taskboard.ledger.task_heads import unmoved_heads
from taskboard.resources import samples
from taskboard.review.columns import SHEETS
from taskboard.review.plan import Plan
from taskboard.review.workbook import META
from taskboard.workflows.imports import import_files
from taskboard.workflows.review import apply_review, export_review
from taskboard.workflows.workspace import Workspace

SAMPLES = ("linlan-2025", "fengpu-2024", "yanzhou-2025", "xichuan-2025", "wulan-2024")


@pytest.fixture(params=SAMPLES)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    workspace = new_office(tmp_path, dt.date(2025, 3, 20))
    assert not import_files(workspace, [samples() / f"{request.param}.txt"]).refused
    return workspace


def sent_out(workspace: Workspace) -> Clerk:
    path = workspace.home / "审核表.xlsx"
    export_review(workspace, path)
    return Clerk(path)


def folded(workspace: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """What comes of the workbook when no row is known by its print."""
    with monkeypatch.context() as patch:
        patch.setattr(tasks_in, "kept_rows", lambda desk, groups: {})
        patch.setattr(module, "is_untouched", lambda returned, sheet: False)
        return apply_review(workspace, path).plan


def kept_of(workspace: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The tasks that are known by their prints; their outcome is that of folding them."""
    found: set[str] = set()

    def kept_rows(*given: object) -> object:
        kept = known(*given)
        found.update(kept)
        return kept

    known = tasks_in.kept_rows
    with monkeypatch.context() as patch:
        patch.setattr(tasks_in, "kept_rows", kept_rows)
        plan = apply_review(workspace, path).plan
    assert plan == folded(workspace, path, monkeypatch)
    return found


def test_all_rows_of_a_workbook_nobody_touched_are_known(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = sent_out(office)
    assert kept_of(office, clerk.path, monkeypatch) == set(clerk.listed())
    later = replace(office, as_of=dt.date(2025, 5, 1))
    assert kept_of(later, clerk.path, monkeypatch) == set(clerk.listed())


@pytest.mark.parametrize(
    "typed",
    [
        {"action": "不列", "reason": "属日常工作"}, {"wording": "推进此项工作。"}, {"note": "急"},
        {"due_on": dt.date(2025, 10, 31)}, {"text": "改了原文"}, {"doubts": "我有意见"},
    ],
)  # fmt: skip
def test_an_edited_row_is_folded(
    office: Workspace, monkeypatch: pytest.MonkeyPatch, typed: dict[str, object]
) -> None:
    clerk = sent_out(office)
    key = clerk.listed()[0]
    clerk.put(key, **typed)
    assert set(clerk.listed()) - kept_of(office, clerk.save(), monkeypatch) == {key}


def test_a_row_that_is_gone_or_there_twice_is_folded(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = sent_out(office)
    gone, twice, *_, last = clerk.listed()
    sheet, spare = clerk.book["任务"], clerk.spare()
    for cell in sheet[clerk.row(twice)]:
        sheet.cell(spare, cell.column).value = cell.value
    sheet.delete_rows(clerk.row(gone))
    kept = kept_of(office, clerk.save(), monkeypatch)
    assert not {gone, twice} & kept
    assert last in kept


def states(workspace: Workspace, until: int | None = None) -> State:
    with workspace.ledger() as ledger:
        return fold(ledger, workspace.as_of, workspace.settings, until_seq=until)


def add(workspace: Workspace, *events: NewEvent) -> None:
    with workspace.ledger() as ledger:
        day, actor = workspace.as_of, workspace.actor
        ledger.append(events, actor=actor, effective_on=day, action="test")


def test_heads_are_those_of_the_folded_tasks(office: Workspace) -> None:
    before = states(office)
    first, second, third, *_ = before.task_rows
    events = [
        NewEvent("task-confirmed", first), NewEvent("task-issued", first),
        NewEvent("task-amended", first, {"note": "一"}), NewEvent("task-ignored", second),
    ]  # fmt: skip
    add(office, *events)
    now = states(office)
    heads = unmoved_heads(now.selection, now.selection)
    rows = now.task_rows
    assert heads == {key: (row["decomposition"], row["version"]) for key, row in rows.items()}
    assert {heads[first].decomposition, heads[second].decomposition} == {"issued", "ignored"}
    assert set(rows) - set(unmoved_heads(before.selection, now.selection)) == {first, second}
    assert now.tasks_on([third, first]) == {key: rows[key] for key in rows if key in (first, third)}
    assert now.tasks_on([]) == {}


@pytest.mark.parametrize("kind", ["document-amended", "request-decided", "undone"])
def test_what_may_move_any_task_leaves_none_known(office: Workspace, kind: str) -> None:
    before = states(office)
    seq = before.seq
    to = {"undone": {"seqs": [seq]}, "document-amended": {"year": 2026}}.get(kind, {})
    add(office, NewEvent(kind, next(iter(before.document_rows)), to))
    now = states(office)
    assert unmoved_heads(before.selection, now.selection) == {}
    known = unmoved_heads(now.selection, now.selection)
    assert bool(known) == (kind == "document-amended")


def test_what_counts_from_a_later_day_moves_a_task_then(office: Workspace) -> None:
    key = next(iter(states(office).task_rows))
    add(office, NewEvent("task-amended", key, {"note": "一"}, effective_on=dt.date(2025, 4, 1)))
    now, later = states(office), states(replace(office, as_of=dt.date(2025, 4, 1)))
    assert key in unmoved_heads(now.selection, now.selection)
    assert key not in unmoved_heads(now.selection, later.selection)


def test_the_workbook_says_how_far_its_tasks_were(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    back, ahead, sure, *_ = states(office).task_rows
    add(office, NewEvent("task-confirmed", sure), NewEvent("task-ignored", back, reason="误"))
    with office.ledger() as ledger:
        add(office, NewEvent("undone", "9", {"seqs": [ledger.head()]}))
    add(office, NewEvent("task-amended", ahead, {"note": "一"}, effective_on=dt.date(2025, 4, 1)))
    clerk = sent_out(office)
    asked: list[object] = []
    monkeypatch.setattr(kept_in, "unmoved_heads", lambda *both: asked.append(both) or {})
    assert kept_of(office, clerk.path, monkeypatch) == set(clerk.listed())
    day_before = replace(office, as_of=dt.date(2025, 3, 31))
    assert kept_of(day_before, clerk.path, monkeypatch) == set(clerk.listed())
    assert not asked
    assert kept_of(replace(office, as_of=dt.date(2025, 4, 1)), clerk.path, monkeypatch) == set()
    assert asked
    add(office, NewEvent("task-confirmed", ahead))
    assert kept_of(office, clerk.path, monkeypatch) == set() and len(asked) > 1


def test_a_row_of_another_workbook_is_refused_not_taken(tmp_path: Path) -> None:
    workspace = new_office(tmp_path, dt.date(2025, 3, 20))
    import_files(workspace, [samples() / f"{stem}.txt" for stem in SAMPLES[:3:2]])
    first, other = (tmp_path / f"{name}.xlsx" for name in ("一", "二"))
    export_review(workspace, first, document="2025-01")
    export_review(workspace, other, document="2025-02")
    clerk, pasted = Clerk(first), Clerk(other)
    key, row = pasted.listed()[0], clerk.row(clerk.listed()[-1])
    for column in SHEETS["任务"]:
        clerk.at(row, **{column.name: pasted.get(key, column.name)})
    plan = apply_review(workspace, clerk.save()).plan
    why = "\n".join(trouble.why for trouble in plan.refusals)
    assert f"键“{key}”不是本表导出的任务" in why and "整行被删" in why


@pytest.mark.parametrize("damage", ["one", "other", "sheet", "half", "nonsense", "all"])
def test_a_workbook_whose_prints_are_damaged_is_folded(
    office: Workspace, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = sent_out(office)
    key, gone = clerk.listed()[:2]
    clerk.put(key, wording="推进此项工作。")
    meta = clerk.book[META]
    whole = str(meta["A2"].value)
    lost = {"one": key, "other": gone, "sheet": "任务"}.get(damage, "\0")
    left = re.sub(f'"{lost}":"[0-9a-f]+",?', "", whole)
    assert (left != whole) is (lost != "\0")
    meta["A2"] = {"half": whole[:90], "nonsense": '{"坏": "了"}', "all": None}.get(damage, left)
    assert kept_of(office, clerk.save(), monkeypatch) == set()
    plan = apply_review(office, clerk.path).plan
    assert any(c.subject == key and c.new == "推进此项工作。" for c in plan.changes)
    clerk.book["任务"].delete_rows(clerk.row(gone))
    assert "整行被删" in apply_review(office, clerk.save()).plan.refusals[0].why


@pytest.mark.parametrize(("typed", "told"), [({"reason": "等专班意见"}, True), ({}, False)])
def test_a_reason_that_goes_with_nothing_is_told(
    office: Workspace, typed: dict[str, str], told: bool
) -> None:
    clerk = sent_out(office)
    key = clerk.listed()[0]
    clerk.put(key, action="", **typed)
    notes = "\n".join(apply_review(office, clerk.save()).plan.notes)
    assert ("只写了理由" in notes) is told
    clerk.put(key, action="保留")  # then it is why the task was confirmed
    assert "只写了理由" not in "\n".join(apply_review(office, clerk.save(), apply=True).plan.notes)
    assert "只写了理由" not in "\n".join(apply_review(office, clerk.path).plan.notes)
    again = sent_out(office)
    again.put(key, reason="又看了一遍")
    assert "只写了理由" in "\n".join(apply_review(office, again.save()).plan.notes)
