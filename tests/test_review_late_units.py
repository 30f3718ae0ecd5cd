"""Units filled in for a task that was issued without any: it is handed out then."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from clerk import Clerk
from new_office import new_office, run
from taskboard.ledger.check import check_ledger
from taskboard.resources import samples
from taskboard.workflows.imports import import_files
from taskboard.workflows.issue import NotReadyError, issue
from taskboard.workflows.review import apply_review, export_review
from taskboard.workflows.undo import undo
from taskboard.workflows.units import import_units
from taskboard.workflows.workspace import Workspace


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    workspace = new_office(tmp_path, dt.date(2024, 5, 20))
    import_files(workspace, [samples() / "fengpu-2024.txt"])
    issue(workspace, override="县长办公会定")
    return replace(workspace, as_of=dt.date(2024, 5, 21))


def sent(home: Workspace) -> tuple[Clerk, list[str]]:
    export_review(home, home.home / "审核表.xlsx")
    clerk = Clerk(home.home / "审核表.xlsx")
    roles = ("lead", "responsible", "cooperate")
    return clerk, [key for key in clerk.listed() if not any(clerk.get(key, r) for r in roles)]


def test_units_are_handed_out_with_what_the_same_row_says(home: Workspace) -> None:
    clerk, bare = sent(home)
    one, two = bare[:2]
    clerk.put(one, lead="县政府办公室", cooperate="县财政局", reason="会议确定")
    clerk.put(two, responsible="县财政局", due_on=dt.date(2024, 10, 31), reason="会议确定")
    done = apply_review(home, clerk.save(), apply=True)
    assert done.written and not done.plan.refusals and not done.plan.conflicts
    state = home.state()
    mine = state.assignments[state.assignments["task"].isin([one, two])]
    assert mine["role"].to_dict() == {
        f"{one}@县政府办公室": "lead",
        f"{one}@县财政局": "cooperate",
        f"{two}@县财政局": "responsible",
    }
    assert mine.loc[f"{two}@县财政局", "due_on"].date() == dt.date(2024, 10, 31)
    assert state.tasks.loc[one, "rollup"] == "lead" and state.tasks.loc[two, "rollup"] == "all"
    settled = state.findings[state.findings["code"] == "issued-without-unit"]["settled"]
    assert (settled != "").sum() == 2 and len(settled) == len(bare)
    with home.ledger() as ledger:
        assert not check_ledger(ledger)
    again = apply_review(home, clerk.path, apply=True).plan
    assert not again.events and not again.refusals and not again.conflicts


def test_units_that_were_taken_back_can_be_filled_in_again(home: Workspace) -> None:
    for _ in range(2):
        clerk, bare = sent(home)
        clerk.put(bare[0], responsible="县财政局", reason="会议确定")
        assert apply_review(home, clerk.save(), apply=True).written
        assert f"{bare[0]}@县财政局" in home.state().assignments.index
        undo(home, apply=True)
        assert f"{bare[0]}@县财政局" not in home.state().assignments.index


def test_without_a_reason_or_with_units_already_it_is_refused(home: Workspace) -> None:
    clerk, bare = sent(home)
    held = next(key for key in clerk.listed() if key not in bare)
    clerk.put(bare[0], responsible="县财政局")
    clerk.put(held, responsible="县气象局", reason="会议确定")
    plan = apply_review(home, clerk.save(), apply=True).plan
    told = {(trouble.row, trouble.column): trouble.why for trouble in plan.refusals}
    assert set(told) == {
        (clerk.row(bare[0]), "J 列“责任单位”"),
        (clerk.row(held), "J 列“责任单位”"),
    }
    assert "理由" in told[clerk.row(bare[0]), "J 列“责任单位”"]
    assert "task request" in told[clerk.row(held), "J 列“责任单位”"]
    assert not set(home.state().assignments["task"]) & set(bare)


VAGUE = (
    "一、推进公开",
    "（一）督查。每季度督查一次。（责任单位：市政府办公室）",
    "（二）信息公开。及时公开部门预算。（牵头单位：市财政局；配合单位：市政府相关部门）",
    "（三）平台建设。建设统一平台。（责任单位：市相关部门）",
)


@pytest.fixture
def unsaid(tmp_path: Path) -> Workspace:
    """Two tasks of three are given to 相关部门, one of them to nobody else."""
    workspace = new_office(tmp_path / "市", dt.date(2025, 3, 20))
    head = (samples() / "linlan-2025.txt").read_text("utf-8").split("一、")[0]
    (tmp_path / "要点.txt").write_text("\n".join([head, *VAGUE]), "utf-8")
    assert not import_files(workspace, [tmp_path / "要点.txt"]).refused
    return workspace


def held(home: Workspace) -> dict[str, str]:
    """Task and unit -> role, the document's serial left out."""
    roles = home.state().assignments["role"].to_dict()
    return {key.removeprefix("2025-01-"): role for key, role in roles.items()}


def test_nobody_in_particular_holds_nothing_until_a_person_lists_units(unsaid: Workspace) -> None:
    with pytest.raises(NotReadyError) as refused:
        issue(unsaid, accept_proposals=True)
    assert "2025-01-1.3-1：“市相关部门”没有指明是哪些单位" in refused.value.zh
    assert "1.2-1" not in refused.value.zh  # 市财政局 leads it
    issue(unsaid, accept_proposals=True, override="先行下达")
    assert held(unsaid) == {"1.1-1@市政府办公室": "responsible", "1.2-1@市财政局": "lead"}
    export_review(unsaid, unsaid.home / "审核表.xlsx")
    clerk = Clerk(unsaid.home / "审核表.xlsx")
    clerk.put("2025-01-1.2-1", cooperate="市教育局、市民政局", reason="会议确定")
    clerk.put("2025-01-1.3-1", responsible="市数据局", reason="会议确定")
    done = apply_review(unsaid, clerk.save(), apply=True)
    assert done.written and not done.plan.refusals
    assert held(unsaid) == {
        "1.1-1@市政府办公室": "responsible",
        "1.2-1@市财政局": "lead",
        "1.2-1@市教育局": "cooperate",
        "1.2-1@市民政局": "cooperate",
        "1.3-1@市数据局": "responsible",
    }
    findings = unsaid.state().findings
    open_ = findings[findings["settled"] == ""]
    assert not set(open_["code"]) & {"issued-without-unit", "unit-unresolved"}
    with unsaid.ledger() as ledger:
        assert not check_ledger(ledger)


def granted(home: Workspace) -> None:
    """市财政局 asks for a change of its task, and the office agrees."""
    run(home, "task", "receive", "2025-01-1.2-1", "--unit", "市财政局")
    ask = ["request", "2025-01-1.2-1", "amend", "--unit", "市财政局", "--reason", "需要支持"]
    assert run(home, "task", *ask).exit_code == 0
    told = run(home, "task", "decide", "R2025-0001", "approve", who="赵批")
    assert told.exit_code == 0 and "增列单位" in told.output


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        ({"responsible": "市数据局"}, False), ({"rollup": "各单位分别"}, False),
        ({"lead": "市数据局"}, True), ({"kind": "周期性"}, True),
    ],
)  # fmt: skip
def test_an_approved_change_is_made_in_the_workbook(
    unsaid: Workspace, cells: dict[str, str], refused: bool
) -> None:
    issue(unsaid, accept_proposals=True, override="先行下达")
    export_review(unsaid, unsaid.home / "前.xlsx")
    export_review(unsaid, unsaid.home / "审核表.xlsx")
    clerk, early = Clerk(unsaid.home / "审核表.xlsx"), Clerk(unsaid.home / "前.xlsx")
    for each in (clerk, early):
        each.put("2025-01-1.2-1", reason="同意调整", cooperate="市教育局", **cells)
    plan = apply_review(unsaid, early.save(), apply=True).plan
    assert plan.refusals or set(cells) == {"responsible"}  # 相关部门 may be filled in any time
    if not plan.refusals:
        return
    granted(unsaid)
    plan = apply_review(unsaid, clerk.save(), apply=True).plan
    assert bool(plan.refusals) is refused
    assert ("1.2-1@市教育局" in held(unsaid)) is not refused
    if not refused:
        assert unsaid.state().tasks.loc["2025-01-1.2-1", "rollup"] == "all"


def test_a_task_whose_units_all_have_names_gets_another_once_that_was_approved(
    unsaid: Workspace,
) -> None:
    issue(unsaid, accept_proposals=True, override="先行下达")
    export_review(unsaid, unsaid.home / "审核表.xlsx")
    clerk = Clerk(unsaid.home / "审核表.xlsx")
    clerk.put("2025-01-1.2-1", cooperate="市教育局", reason="会议确定")
    assert apply_review(unsaid, clerk.save(), apply=True).written
    export_review(unsaid, unsaid.home / "再.xlsx")
    clerk = Clerk(unsaid.home / "再.xlsx")
    clerk.put("2025-01-1.2-1", responsible="市数据局", reason="同意调整")
    (refusal,) = apply_review(unsaid, clerk.save(), apply=True).plan.refusals
    assert "申请调整，同意后再改" in refusal.why
    granted(unsaid)
    done = apply_review(unsaid, clerk.path, apply=True)
    assert done.written and any("增列 市数据局 承办" in note for note in done.plan.notes)
    assert held(unsaid)["1.2-1@市数据局"] == "responsible"
    assert held(unsaid)["1.2-1@市财政局"] == "lead"
    with unsaid.ledger() as ledger:
        assert not check_ledger(ledger)


@pytest.mark.parametrize(
    ("lead", "cooperate"), [("市教育局", "市民政局"), ("市财政局", "市政府相关部门、市民政局")]
)
def test_whoever_is_named_keeps_the_task(unsaid: Workspace, lead: str, cooperate: str) -> None:
    issue(unsaid, accept_proposals=True, override="先行下达")
    export_review(unsaid, unsaid.home / "审核表.xlsx")
    clerk = Clerk(unsaid.home / "审核表.xlsx")
    clerk.put("2025-01-1.2-1", lead=lead, cooperate=cooperate, reason="会议确定")
    plan = apply_review(unsaid, clerk.save(), apply=True).plan
    assert bool(plan.refusals) is (lead != "市财政局")
    assert ("1.2-1@市民政局" in held(unsaid)) is (lead == "市财政局")
    found = unsaid.state().findings
    still = found[(found["code"] == "unit-unresolved") & (found["settled"] == "")]
    assert any("1.2-1：“市政府相关部门”" in words for words in still["message"])


def test_a_default_unit_stands_in_for_nobody_in_particular(unsaid: Workspace) -> None:
    done = issue(unsaid, accept_proposals=True, default_unit="市政府办公室")[0]
    assert done.defaulted == 1
    assert "1.3-1@市政府办公室" in held(unsaid)
    units = unsaid.state().tasks.loc["2025-01-1.3-1", "units"]
    assert [unit["name"] for unit in units] == ["市相关部门", "市政府办公室"]


def test_a_unit_that_another_stands_for_since_keeps_the_task(unsaid: Workspace) -> None:
    head = "单位全称,启用日期,停用日期,承接单位"
    before = [head, "市财政局,,,", "市教育局,,,", "市政府办公室,,,"]
    after = [head, "市财政局,,2025-03-31,市财经局", "市财经局,2025-04-01,,", *before[2:]]
    for name, lines in (("前", before), ("后", after)):
        (unsaid.home / f"{name}.csv").write_text("\n".join(lines), "utf-8")
    import_units(unsaid, unsaid.home / "前.csv", apply=True)
    issue(unsaid, accept_proposals=True, override="先行下达")
    import_units(unsaid, unsaid.home / "后.csv", apply=True)
    later = replace(unsaid, as_of=dt.date(2025, 4, 2))
    export_review(later, unsaid.home / "审核表.xlsx")
    clerk = Clerk(unsaid.home / "审核表.xlsx")
    clerk.put("2025-01-1.2-1", cooperate="市教育局", reason="会议确定")
    assert apply_review(later, clerk.save(), apply=True).written
    mine = [key for key in held(later) if key.startswith("1.2-1")]
    assert mine == ["1.2-1@市财政局", "1.2-1@市教育局"]


def test_a_day_before_that_of_the_units_gives_none_twice(unsaid: Workspace) -> None:
    issue(unsaid, accept_proposals=True, override="先行下达")
    later = replace(unsaid, as_of=dt.date(2025, 3, 21))
    export_review(unsaid, unsaid.home / "审核表.xlsx")
    clerk = Clerk(unsaid.home / "审核表.xlsx")
    clerk.put("2025-01-1.3-1", responsible="市数据局", reason="会议确定")
    assert apply_review(later, clerk.save(), apply=True).written
    apply_review(unsaid, clerk.path, apply=True)
    with unsaid.ledger() as ledger:
        assert not check_ledger(ledger)
