"""Issuing: what stands in the way, the frozen baseline, classes expanded, assignments made."""

from __future__ import annotations

import datetime as dt

import pytest
from docx import Document
from openpyxl import load_workbook

from clerk import Clerk
from new_office import home, run
from taskboard.ledger.baseline import baseline_hash
from taskboard.ledger.events import NewEvent
from taskboard.resources import samples
from taskboard.workflows.imports import import_files
from taskboard.workflows.issue import (
    NoSuchDocumentError,
    NothingToIssueError,
    NotReadyError,
    NotYetKnownError,
    issue,
)
from taskboard.workflows.workspace import Workspace, open_workspace

__all__ = ["home"]


def take_in(workspace: Workspace, stem: str, *, units: bool = False) -> str:
    if units:
        table = str(samples() / "units-linlan.csv")
        assert run(workspace, "units", "import", table, "--apply").exit_code == 0
    return import_files(workspace, [samples() / f"{stem}.txt"]).documents[0].serial


def test_refused_while_tasks_have_no_unit_or_inferred_ones(home: Workspace) -> None:
    take_in(home, "fengpu-2024")
    with pytest.raises(NotReadyError) as caught:
        issue(home)
    assert "没有责任单位" in caught.value.zh and "推定" in caught.value.zh
    assert len(home.state().assignments) == 0
    result = run(home, "issue", "--accept-proposals")
    assert result.exit_code == 1 and "推定" not in result.stderr
    assert set(home.state().tasks["decomposition"]) == {"proposed"}


def test_default_unit_fills_and_says_so(home: Workspace) -> None:
    take_in(home, "fengpu-2024")
    bare = int(home.state().tasks["units"].map(len).eq(0).sum())
    done = issue(home, accept_proposals=True, default_unit="县应急管理局")[0]
    assert (done.defaulted, done.accepted, done.tasks) == (bare, 15, 15)
    units = [u for row in home.state().tasks["units"] for u in row]
    assert {u["name"] for u in units if u["origin"] == "default"} == {"县应急管理局"}


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        pytest.param("教育体育局", {"市教育局"}, id="short-name"),
        pytest.param("市政府办公室、市司法局", {"市政府办公室", "市司法局"}, id="two"),
        pytest.param("各县(市,区)人民政府", {"各县（市、区）人民政府"}, id="class"),
        pytest.param("市政府办公司", "没有“市政府办公司”，是否指市政府办公室", id="slip"),
        pytest.param("有关部门", "“有关部门”没有指明是哪些单位", id="nobody"),
    ],
)
def test_a_default_unit_is_one_of_the_directory(
    home: Workspace, unit: str, names: set[str] | str
) -> None:
    assert (
        run(home, "units", "import", str(samples() / "units-linlan.csv"), "--apply").exit_code == 0
    )
    take_in(home, "fengpu-2024")
    result = run(home, "issue", "--accept-proposals", "--default-unit", unit)
    tasks = home.state().tasks
    given = {u["name"] for row in tasks["units"] for u in row if u["origin"] == "default"}
    if isinstance(names, str):
        assert result.exit_code == 1 and names in result.stderr and given == set()
        assert set(tasks["decomposition"]) == {"proposed"}
    else:
        assert result.exit_code == 0 and given == names


def test_who_decides_that_a_task_is_done_stays_as_a_person_set_it(home: Workspace) -> None:
    take_in(home, "linlan-2025", units=True)
    path = home.home / "审核表.xlsx"
    assert run(home, "review", "export", "-o", str(path)).exit_code == 0
    clerk = Clerk(path)
    codes = ("1.1-1", "1.2-1", "2.1-1", "2.4-1")
    led, alone, parted, untouched = (f"2025-01-{code}" for code in codes)
    assert clerk.get(led, "rollup") == clerk.get(parted, "rollup") == "牵头单位定"
    assert clerk.get(alone, "rollup") == "各单位分别" and clerk.get(alone, "lead") is None
    clerk.put(led, action="修改", rollup="各单位分别")
    clerk.put(alone, action="修改", lead="市教育局")
    clerk.put(parted, action="拆分", wording="其一。", rollup="各单位分别")
    clerk.at(clerk.spare(), code="2.1-1", action="拆分", wording="其二。")
    assert run(home, "review", "apply", str(clerk.save()), "--apply").exit_code == 0
    assert run(home, "issue", "--accept-proposals", "--override", "试").exit_code == 0
    tasks = home.state().tasks
    parts = dict(zip(tasks["wording"], tasks["rollup"], strict=True))
    assert tasks.loc[led, "rollup"] == "all"
    assert tasks.loc[[alone, untouched], "rollup"].tolist() == ["lead", "lead"]
    assert (parts["其一。"], parts["其二。"]) == ("all", "lead")


def test_override_is_recorded(home: Workspace) -> None:
    take_in(home, "fengpu-2024")
    issue(home, override="县长办公会定")
    reasons = {event.reason for event in home.state().events("task-issued")}
    assert reasons == {"县长办公会定"}


def test_tasks_issued_without_a_unit_are_told_one_by_one_and_stay_in_sight(home: Workspace) -> None:
    take_in(home, "fengpu-2024")
    tasks = home.state().tasks
    bare = list(tasks.index[tasks["units"].map(len) == 0])
    held = next(key for key in tasks.index if key not in bare)
    told = run(home, "issue", "--override", "县长办公会定")
    assert told.exit_code == 0 and len(bare) == 7
    for key in bare:
        assert f"待核 [issued-without-unit] {key}：下达时没有责任单位" in told.output
    state = home.state()
    found = state.findings[state.findings["code"] == "issued-without-unit"]
    assert [words.partition("：")[0] for words in found["message"]] == bare
    assert not found["settled"].any() and not set(state.assignments["task"]) & set(bare)
    shown = {name: run(home, name) for name in ("status", "today", "check")}
    assert all(result.exit_code == 0 for result in shown.values())
    assert "未落实单位      7   46.67%" in shown["status"].output
    assert "【未落实单位】7 件" in shown["today"].output
    assert "未落实单位：7 条已下达任务没有责任单位" in shown["check"].output
    waiting = shown["today"].output.partition("【未落实单位】")[2].partition("【")[0]
    for key in bare:
        assert key in waiting and key in shown["check"].output
    assert held not in waiting and held not in shown["check"].output


def test_nothing_is_said_where_every_task_has_a_unit(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    told = run(home, "issue", "--override", "县长办公会定")
    assert "issued-without-unit" not in told.output
    assert not any("未落实单位" in run(home, name).output for name in ("status", "today", "check"))


def test_classes_expand_on_the_day_and_successors_take_over(home: Workspace) -> None:
    serial = take_in(home, "linlan-2025", units=True)
    done = issue(home, accept_proposals=True)[0]
    assignments = home.state().assignments
    assert done.assignments == len(assignments)
    mine = assignments[assignments["task"] == f"{serial}-1.2-1"]["unit"].tolist()
    counties = ["岚东区人民政府", "岚西区人民政府", "青埠市人民政府", "霁川县人民政府"]
    assert mine == ["市市场监督管理局", *counties, "泽枫县人民政府"]
    every = assignments[assignments["task"] == f"{serial}-4.1-1"]
    assert len(every) > 25 and (every["role"] == "lead").sum() == 1
    assert not every["unit"].isin(["市大数据局", "市投资促进局"]).any()  # ended before the day
    data = assignments[assignments["task"] == f"{serial}-5.1-1"]["unit"]
    assert "市数据局" in set(data) and "市大数据局" not in set(data)


def test_unknown_unit_keeps_its_printed_name_and_is_a_finding(home: Workspace) -> None:
    take_in(home, "linlan-2025", units=True)
    with pytest.raises(NotReadyError, match="单位名录中没有“市口岸办”"):
        issue(home)
    done = issue(home, accept_proposals=True)[0]
    assert [finding.code for finding in done.findings] == ["unit-unresolved"]
    assert "市口岸办" in set(home.state().assignments["unit"])


def test_doubt_about_a_task_is_open_until_a_person_confirms_it(home: Workspace) -> None:
    serial = take_in(home, "linlan-2025", units=True)
    with home.ledger() as ledger:
        kept = NewEvent("task-confirmed", f"{serial}-5.4-1")
        ledger.append([kept], actor=home.actor, effective_on=home.as_of, action="test")
    done = issue(home)[0]
    assert done.tasks == 29 and [found.code for found in done.findings] == ["unit-unresolved"]


def test_works_with_an_empty_directory(home: Workspace) -> None:
    take_in(home, "linlan-2025")
    done = issue(home)[0]
    assert done.tasks == 29 and not done.findings
    assert "各县（市、区）人民政府" in set(home.state().assignments["unit"])


def test_rollup_is_lead_only_with_a_lead(home: Workspace) -> None:
    take_in(home, "linlan-2025")
    issue(home)
    for event in home.state().events("task-issued"):
        leads = [unit for unit in event.to["units"] if unit["role"] == "lead"]
        assert event.to["rollup"] == ("lead" if leads else "all")


def test_baseline_is_one_hash_of_all_that_was_frozen(home: Workspace) -> None:
    serial = take_in(home, "xichuan-2025")
    done = issue(home)[0]
    events = home.state().events("task-issued")
    frozen = [{k: v for k, v in e.to.items() if k != "baseline"} for e in events]
    assert done.baseline == baseline_hash(frozen) == baseline_hash(reversed(frozen))
    assert home.state().documents.loc[serial, "baseline"] == done.baseline
    frozen[0]["wording"] += "改"
    assert baseline_hash(frozen) != done.baseline


def test_twice_is_nothing_to_issue(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    issue(home)
    with pytest.raises(NothingToIssueError):
        issue(home)
    with pytest.raises(NoSuchDocumentError):
        issue(home, "2025-09")


def test_command_says_what_it_did_and_writes_the_tables(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    result = run(home, "issue", "--document", "2025-01")
    assert result.exit_code == 0
    assert "任务 15 条" in result.output and "基线" in result.output
    for ending in ("xlsx", "docx"):
        assert (home.out / f"任务分解表-2025-01.{ending}").is_file()


@pytest.mark.parametrize("named", [True, False])
def test_a_document_known_only_later_is_told_with_its_day(home: Workspace, named: bool) -> None:
    serial = take_in(home, "fengpu-2024")
    before = open_workspace(str(home.home), ledger="", as_of=dt.date(2023, 5, 1), actor="王核")
    with pytest.raises(NotYetKnownError) as caught:
        issue(before, serial if named else "")
    assert f"{serial}（自 2024-01-01 起）" in caught.value.zh
    with pytest.raises(NoSuchDocumentError):
        issue(before, "2031-07")


def test_check_holds_the_baseline_to_its_events(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    issue(home)
    assert run(home, "check").exit_code == 0
    frozen = dict(home.state().events("task-issued")[0].to)
    more = NewEvent("task-proposed", "2025-01-9.9-1", {**frozen, "text": "增补"})
    false = NewEvent("task-issued", "2025-01-9.9-1", {**frozen, "key": "2025-01-9.9-1"})
    with home.ledger() as ledger:
        ledger.append([more, false], actor=home.actor, effective_on=home.as_of, action="x")
    told = run(home, "check")
    assert told.exit_code == 1 and "与基线的哈希不符" in told.output + told.stderr


def test_an_issue_in_parts_checks_and_so_does_one_taken_back(home: Workspace) -> None:
    serial = take_in(home, "fengpu-2024")
    for key in list(home.state().tasks.index[:3]):
        with home.ledger() as ledger:
            ledger.append(
                [NewEvent("task-ignored", key, reason="暂不列")],
                actor=home.actor, effective_on=home.as_of, action="x",
            )  # fmt: skip
    done = issue(home, serial, accept_proposals=True, default_unit="县应急管理局")[0]
    with home.ledger() as ledger:
        key = next(iter(home.state().tasks.index))
        event = NewEvent("task-confirmed", key)
        ledger.append([event], actor=home.actor, effective_on=home.as_of, action="x")
    more = issue(home, serial, override="补充下达")[0]
    assert more.tasks == 1 and more.baseline != done.baseline
    assert run(home, "check").exit_code == 0
    shown = run(home, "undo").output
    assert "号 issue（" in shown and "补充下达" in shown and "交办通知" in shown
    assert run(home, "undo", "--apply").exit_code == 0  # the notice and the issue are one action
    assert home.state().documents.loc[serial, "baseline"] == done.baseline
    assert len(home.state().events("paper-issued")) == 1
    assert run(home, "check").exit_code == 0


def test_units_of_the_tables_stand_in_order_of_protocol(home: Workspace) -> None:
    table = home.home / "units.csv"
    names = ["县教育局", "县农业农村局", "县财政局", "甲镇", "乙镇"]
    lines = [f"{name},,{'乡镇' if name[-1] == '镇' else '部门'}" for name in names]
    lines[2] = "县财政局,县财政,部门"
    rows = [f"{line},{'各乡镇' if '镇' in line else ''}" for line in lines]
    table.write_text("\n".join(["单位全称,简称,类别,分组", *rows]), "utf-8-sig")
    assert run(home, "units", "import", str(table), "--apply").exit_code == 0
    text = (
        "某县人民政府办公室关于印发《2025年要点》的通知\n\n某政办发〔2025〕3号\n\n"
        "一、抓好落实\n\n（一）办好实事。年底前完成。"
        "（责任单位：各乡镇、县水务局、县财政、县农业农村局、县教育局）\n"
    )
    (home.home / "plan.txt").write_text(text, "utf-8")
    serial = import_files(home, [home.home / "plan.txt"]).documents[0].serial
    done = issue(home, serial, override="已核")[0]
    sheet = load_workbook(done.files[0]).active
    cells = [str(row[4]) for row in sheet.iter_rows(min_row=5, values_only=True) if row[4]]
    order = "县教育局、县农业农村局、县财政、各乡镇、县水务局"  # the unknown one last
    assert cells == [order]
    printed = [row.cells[4].text for row in Document(str(done.files[1])).tables[0].rows]
    assert order in printed


def test_rows_of_the_printed_table_do_not_break_across_pages(home: Workspace) -> None:
    take_in(home, "linlan-2025")
    issue(home)
    table = Document(str(home.home / "out" / "任务分解表-2025-01.docx")).tables[0]
    marks = [{child.tag.rpartition("}")[2] for child in row._tr.trPr} for row in table.rows]
    assert all("cantSplit" in one for one in marks) and len(marks) > 29
    assert ["tblHeader" in one for one in marks] == [True] + [False] * (len(marks) - 1)
    merges = [cell for row in table.rows for cell in row._tr.tc_lst if cell.vMerge == "continue"]
    assert merges  # the first column is merged all the same
