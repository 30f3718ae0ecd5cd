"""Cells of one row that contradict each other are refused; what is left behind is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clerk import Clerk
from taskboard.cli.main import cli
from taskboard.ledger.store import open_ledger
from taskboard.resources import samples
from taskboard.review.columns import TASKS
from taskboard.workflows.imports import import_files
from taskboard.workflows.review import export_review
from taskboard.workflows.workspace import Workspace, open_workspace

FIRST, SECOND, THIRD = "2025-01-1.1-1", "2025-01-1.1-2", "2025-01-1.2-1"


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    home = workspace_of(tmp_path)
    open_ledger(home.url, create=True).close()
    words = ["units", "import", str(samples() / "units-linlan.csv"), "--apply"]
    assert run(tmp_path, *words).exit_code == 0
    import_files(home, [samples() / "linlan-2025.txt"])
    export_review(home, tmp_path / "审核表.xlsx")
    return Clerk(tmp_path / "审核表.xlsx")


def workspace_of(folder: Path) -> Workspace:
    return open_workspace(str(folder), ledger="", as_of=dt.date(2025, 3, 20), actor="王核")


def run(folder: Path, *words: str) -> Result:
    given = ["--home", str(folder), "--as-of", "2025-03-20", "--actor", "王核"]
    return CliRunner().invoke(cli, [*given, *words])


def applied(clerk: Clerk) -> Result:
    return run(clerk.path.parent, "review", "apply", str(clerk.save()), "--apply")


DAY = dt.datetime(2025, 6, 30)


@pytest.mark.parametrize(
    ("values", "column", "why"),
    [
        pytest.param({"due_on": 9999}, "N 列", "“1927-05-17”的年份不对", id="a-number-as-day"),
        pytest.param({"due_on": dt.datetime(2205, 6, 30)}, "N 列", "年份不对", id="slip-of-year"),
        pytest.param({"due_words": None}, "M 列", "日期还是 2025-04-30", id="words-cleared-only"),
        pytest.param({"due_on": None}, "N 列", "文字还是“4月底前”", id="day-cleared-only"),
        pytest.param({"due_words": "9月底前", "due_on": DAY}, "M 列",
                     "日期 2025-06-30 与文字“9月底前”（2025-09-30）不一致", id="not-the-same"),
        pytest.param({"lead": "市教育局", "cooperate": "教育局"}, "K 列",
                     "“市教育局”在“牵头单位”列也写了", id="unit-in-two-roles"),
        pytest.param({"lead": "市教育局 市公安局"}, "I 列",
                     "是不是几个单位（市教育局、市公安局）？单位之间请用", id="blank-between"),
        pytest.param({"action": "保留", "into": "1.1-2"}, "T 列", "没有选“合并”", id="into-kept"),
        pytest.param({"action": None, "into": "1.1-2"}, "T 列", "没有选“合并”", id="into-alone"),
        pytest.param({"unit_basis": "人工"}, "L 列", "依据由系统填写", id="basis"),
        pytest.param({"due_basis": "市长定"}, "O 列", "依据由系统填写", id="basis-of-limit"),
        pytest.param({"doubts": "请市教育局办"}, "D 列", "疑点和建议由系统填写", id="doubts"),
        pytest.param({"code": "1.1-2"}, "B 列", "没有带上隐藏的 A 列", id="sorted-without-key"),
    ],
)  # fmt: skip
def test_a_row_that_contradicts_itself_is_refused(
    clerk: Clerk, values: dict[str, object], column: str, why: str
) -> None:
    clerk.put(FIRST, **{"action": "修改", **values})
    result = applied(clerk)
    assert result.exit_code == 1 and why in result.stderr
    assert f"“任务”表 第 {clerk.row(FIRST)} 行 {column}" in result.stderr
    state = workspace_of(clerk.path.parent).state()
    assert set(state.tasks["decomposition"]) == {"proposed"}


@pytest.mark.parametrize(
    ("values", "line"),
    [
        pytest.param({"due_words": None, "due_on": None}, "→ “本年度（默认）”", id="both-cleared"),
        pytest.param({"due_words": "9月底前", "due_on": None}, "→ “2025-09-30”", id="words-alone"),
        pytest.param({"due_words": "6月底前", "due_on": DAY}, "→ “2025-06-30”", id="both-agree"),
        pytest.param({"due_on": "２０２５－06－30"}, "→ “2025-06-30”", id="wide-digits"),
        pytest.param({"lead": "市教育局/市民政局"}, "→ “市教育局、市民政局”", id="slash"),
        pytest.param({"lead": "各县(市,区)人民政府"}, "→ “各县（市、区）人民政府”", id="class"),
        pytest.param({"action": " 修 改", "note": "试点"}, "（空） → “试点”", id="blank-in-action"),
        pytest.param({"action": "修改"}, "选了“修改”，但各格与导出时相同", id="amended-nothing"),
        pytest.param({"due_on": dt.datetime(2025, 3, 1)}, "早于成文日期 2025-03-12", id="early"),
        pytest.param({"due_on": dt.datetime(2052, 6, 30)}, "在 5 年以后，请核对", id="far-off"),
        pytest.param({"lead": None, "responsible": None}, "改后没有责任单位", id="no-unit-left"),
        pytest.param({"doubts": None, "unit_basis": None}, "照原样确认 28 条", id="cleared-doubts"),
    ],
)
def test_what_can_be_understood_is_taken_and_told(
    clerk: Clerk, values: dict[str, object], line: str
) -> None:
    clerk.put(FIRST, **{"action": "修改", **values})
    result = applied(clerk)
    assert result.exit_code == 0 and line in result.stdout, result.stderr
    again = applied(clerk)
    assert again.exit_code == 0 and "没有需要变动" in again.stdout


def test_a_copied_row_may_carry_its_doubts_and_an_old_print_is_no_edit(clerk: Clerk) -> None:
    first = clerk.listed()[0]
    assert clerk.get(first, "doubts")
    cells = {column.name: clerk.get(first, column.name) for column in TASKS}
    clerk.put(first, action="拆分", wording="第一条。")
    clerk.at(clerk.spare(), **{**cells, "action": "拆分", "wording": "第二条。"})
    assert applied(clerk).exit_code == 0


def test_a_merge_says_what_it_leaves_behind_and_does_not_add_to_a_rewritten_task(
    clerk: Clerk,
) -> None:
    clerk.put(FIRST, action="合并", into=" １.２-1 ")
    clerk.put(THIRD, action="修改", wording="另写的措施。", cooperate="市公安局")
    told = applied(clerk)
    assert told.exit_code == 0
    assert "1.1-1 并入 1.2-1，工作措施，单位" in told.stdout and "时限“4月底前”" in told.stdout
    assert "市公安局" not in told.stdout.split("单位市")[1].split("，时限")[0]
    tasks = workspace_of(clerk.path.parent).state().tasks
    assert tasks.loc[THIRD, "wording"] == "另写的措施。"


@pytest.mark.parametrize("wording", [None, "其二。"])
def test_each_part_of_a_split_says_its_own_measures(clerk: Clerk, wording: str | None) -> None:
    clerk.put(SECOND, action="拆分")
    row = clerk.spare()
    clerk.at(row, code="1.1-2", action="拆分", lead="市教育局", wording=wording)
    result = applied(clerk)
    if wording is None:
        assert result.exit_code == 1
        assert f"第 {row} 行 H 列“工作措施”：拆出的每一条都要写明" in result.stderr
    else:
        assert "有一条的工作措施仍是全文" in result.stdout


def test_a_new_day_moves_a_task_whose_printed_end_is_a_milestone(tmp_path: Path) -> None:
    text = "关于印发2025年工作要点的通知\n\n一、项目\n"
    text += "（一）建设学校。12月底前竣工。（责任单位：市教育局）"
    (tmp_path / "plan.txt").write_text(text, "utf-8")
    home = workspace_of(tmp_path)
    open_ledger(home.url, create=True).close()
    import_files(home, [tmp_path / "plan.txt"])
    export_review(home, tmp_path / "审核表.xlsx")
    clerk = Clerk(tmp_path / "审核表.xlsx")
    key = clerk.listed()[0]
    assert home.state().tasks.loc[key, "deadlines"][0]["milestone"] == "竣工"
    clerk.put(key, action="修改", due_on=dt.datetime(2025, 10, 31))
    assert applied(clerk).exit_code == 0
    assert home.state().tasks.loc[key, "due_on"].date() == dt.date(2025, 10, 31)
