"""回头看 through the command line: workbook out, filled by a clerk, in, issued, reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from sample_state import BUREAU, COUNTY, HEALTH, HOUSING, day, sample_workspace
from taskboard.cli.main import cli
from taskboard.review.lookback_book import COLUMNS, HEADER_ROW, SHEET
from taskboard.workflows.workspace import Workspace

NAMES = [column.name for column in COLUMNS]
SETTINGS = f'office = "兰溪市人民政府办公室"\n[actors]\n"赵六" = {{ unit = "{HEALTH}" }}\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "taskboard.toml").write_text(SETTINGS, encoding="utf-8")
    return sample_workspace(tmp_path)


def run(workspace: Workspace, *words: str, on: str = "2026-01-15") -> Result:
    arguments = ["--home", str(workspace.home), "--as-of", on, "--actor", "王晓", *words]
    return CliRunner().invoke(cli, arguments)


def ok(workspace: Workspace, *words: str, on: str = "2026-01-15") -> str:
    result = run(workspace, *words, on=on)
    assert result.exit_code == 0, result.output
    return result.output


def opened(workspace: Workspace) -> Path:
    path = workspace.home / "回头看.xlsx"
    ok(workspace, "lookback", "open", "--document", "2025-01", "-o", str(path), "--force")
    return path


def fill(path: Path, rows: dict[str, dict[str, Any]], name: str = "交回.xlsx") -> Path:
    book = load_workbook(path)
    sheet = book[SHEET]
    keys = {sheet.cell(row, 1).value: row for row in range(HEADER_ROW + 1, sheet.max_row + 1)}
    for code, cells in rows.items():
        for column, value in cells.items():
            sheet.cell(keys[f"2025-01-{code}"], NAMES.index(column) + 1).value = value
    filled = path.with_name(name)
    book.save(filled)
    return filled


FILLED = {
    "1.1-2": {"finding": "反弹", "note": "3 台终端停用", "evidence": "照片", "checker": "李复查"},
    "2.1-1": {"finding": "未完成", "note": "尚有 2 个小区", "due_on": "2026-06-30"},
    "2.1-2": {"finding": "未完成", "note": "逐年安排", "carry": "转长期"},
    "1.2-1": {"finding": "未完成", "note": "政策已取消", "carry": "终止"},
    "2.2-1": {"finding": "已完成", "note": "运行正常", "checker": "李复查"},
}


@pytest.fixture
def looked(workspace: Workspace) -> Workspace:
    filled = fill(opened(workspace), FILLED)
    ok(workspace, "lookback", "apply", str(filled), "--apply")
    return workspace


def test_the_workbook_is_a_form(workspace: Workspace) -> None:
    book = load_workbook(opened(workspace))
    sheet = book[SHEET]
    assert sheet.protection.sheet and sheet.column_dimensions["A"].hidden
    assert book["_meta"].sheet_state == "veryHidden"
    first = HEADER_ROW + 1
    open_ = [
        c.name for c, cell in zip(COLUMNS, sheet[first], strict=True) if not cell.protection.locked
    ]
    assert open_ == ["finding", "note", "evidence", "checker", "carry", "due_on"]
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists == {'"已完成,未完成,反弹"', '"结转,转长期,终止"'}


def test_the_workbook_shows_how_each_task_stood(
    workspace: Workspace, golden: Callable[[str, str], None]
) -> None:
    sheet = load_workbook(opened(workspace))[SHEET]
    lines = [" | ".join(str(v or "") for v in row) for row in sheet.iter_rows(values_only=True)]
    golden("lookback-workbook.txt", "\n".join(line.replace("\n", "⏎") for line in lines) + "\n")


def test_a_preview_writes_nothing(workspace: Workspace) -> None:
    filled = fill(opened(workspace), FILLED)
    before = workspace.state().seq
    out = ok(workspace, "lookback", "apply", str(filled))
    assert "2025-01-1.1-2 反弹（李复查）：3 台终端停用 → 结转为 2026-01-1.1-2" in out
    assert "2025-01-2.1-2 未完成（王晓）：逐年安排 → 转长期为 2026-01-2.1-2" in out
    assert "2025-01-1.2-1 未完成（王晓）：政策已取消 → 终止\n" in out
    assert "复查结果 5 项，转入新一年 3 项（文件 2026-01），没有复查 4 项。" in out
    assert "尚未写入" in out and workspace.state().seq == before


def test_the_same_file_twice_changes_nothing(looked: Workspace) -> None:
    seq = looked.state().seq
    out = ok(
        looked, "lookback", "apply", str(looked.home / "交回.xlsx"), "--apply", on="2026-07-15"
    )
    assert "复查结果 0 项，与台账相同 5 项" in out and looked.state().seq == seq


@pytest.mark.parametrize(
    ("code", "cells", "column", "why"),
    [
        ("2.1-1", {"finding": "反弹", "note": "x"}, "复查结果", "原来没有办结，不是反弹"),
        ("2.1-1", {"finding": "差不多"}, "复查结果", "“差不多”不是复查结果"),
        ("2.1-1", {"note": "x"}, "复查结果", "没有选复查结果"),
        ("2.1-1", {"finding": "未完成"}, "复查情况", "要写明看到的情况"),
        ("2.1-1", {"finding": "未完成", "note": "长" * 2001}, "复查情况", "超过 2000 字"),
        ("2.1-1", {"finding": "未完成", "note": "x", "due_on": "下月"}, "新时限", "不是日期"),
        ("2.1-1", {"finding": "未完成", "note": "x", "due_on": "2025-12-01"}, "新时限", "已经过去"),
        ("2.1-1", {"finding": "未完成", "note": "x", "carry": "算了"}, "处理方式", "不是处理方式"),
        ("2.1-1", {"finding": "已完成", "carry": "结转"}, "处理方式", "不用结转"),
        ("2.1-1", {"finding": "已完成", "due_on": "2026-06-30"}, "新时限", "请留空"),
        ("2.1-1", {"finding": "已完成", "wording": "改过"}, "具体措施", "黄框以外的内容不可改动"),
        ("2.1-1", {"finding": "已完成", "key": "2025-01-9-9"}, "键", "不是本表导出的任务"),
        ("2.1-1", {"finding": "已完成", "key": "2025-01-1.1-1"}, "", "不可改动"),
        ("2.2-2", {"finding": "已完成", "checker": "赵六"}, "复查人", f"赵六代表{HEALTH}"),
    ],
)
def test_a_refused_cell_is_named_and_keeps_nothing_else_back(
    workspace: Workspace, code: str, cells: dict[str, Any], column: str, why: str
) -> None:
    filled = fill(opened(workspace), {code: cells, "2.2-1": {"finding": "已完成"}})
    result = run(workspace, "lookback", "apply", str(filled), "--apply")
    assert result.exit_code == 1
    refused = [line for line in result.output.splitlines() if line.startswith("不能接受：")]
    assert len(refused) == 1 and why in refused[0]
    assert re.search(rf"“回头看”表第 \d+ 行 [A-O] 列“{column}", refused[0])
    assert list(workspace.state(day("2026-01-15")).lookbacks["task"]) == ["2025-01-2.2-1"]
    assert "复查结果 1 项" in result.output and "已写入" in result.output


def test_the_lineage_is_seen_from_both_sides(looked: Workspace) -> None:
    new = ok(looked, "task", "show", "2026-01-1.1-2")
    assert "来历：由 2025-01-1.1-2 结转（回头看：反弹）" in new
    assert "2025年兰溪市重点工作要点结转事项" in new
    assert "2025-01-1.1-2 回头看反弹，结转" in ok(looked, "task", "log", "2026-01-1.1-2")
    old = ok(looked, "task", "show", "2025-01-1.1-2")
    assert "回头看：2026-01-15 反弹，结转为 2026-01-1.1-2" in old
    told = ok(looked, "task", "log", "2025-01-1.1-2")
    assert "回头看：反弹，结转为 2026-01-1.1-2，佐证：照片，复查人 李复查" in told
    assert "来历" not in old and "回头看：" not in ok(looked, "task", "show", "2025-01-2.2-2")


def test_what_was_carried_over_is_asked_for_once(looked: Workspace) -> None:
    ok(looked, "issue", "--document", "2026-01", on="2026-01-16")
    ok(looked, "round", "open", "--week", "2026-W04", "--all", on="2026-01-19")
    state = looked.state(day("2026-01-19"))
    asks = list(state.rounds["asks"].iloc[-1])
    assert f"2026-01-2.1-1@{HOUSING}" in asks and f"2025-01-2.1-1@{HOUSING}" not in asks
    assert f"2026-01-1.1-2@{BUREAU}" in asks  # a rebound goes to the unit that had closed it too
    handling = state.assignments["handling"]
    assert handling[f"2025-01-2.1-1@{COUNTY}"] == "carried"
    assert handling[f"2025-01-1.1-2@{BUREAU}"] == "completed"
    assert [k for k, v in handling.items() if v == "stopped" and "2025-01-1.2-1@" in str(k)]
    new = state.assignments.loc[f"2026-01-2.1-1@{HOUSING}"]
    assert str(new["due_on"].date()) == "2026-06-30"
    assert state.tasks.loc["2026-01-2.1-2", "kind"] == "ongoing"
    assert state.tasks.loc["2026-01-1.1-2", "due_words"] == "本年度（默认）"


@pytest.mark.parametrize("freeze", [(), ("--freeze",)], ids=["draft", "frozen"])
def test_the_yearly_paragraph_never_mixes_two_years(
    looked: Workspace, freeze: tuple[str, ...]
) -> None:
    def annual(name: str, *words: str) -> Result:
        given = ("-o", str(looked.home / name), *freeze, *words)
        return run(looked, "report", "annual", *given, on="2026-01-20")

    assert annual("一.html").exit_code == 0  # this year's plan is not issued yet
    ok(looked, "issue", "--document", "2026-01", on="2026-01-16")
    told = annual("二.html")
    assert told.exit_code == 1 and not (looked.home / "二.html").exists()
    assert "台账中有 2025、2026 年的文件（2025-01、2026-01）" in told.output
    assert "--document 2025（2025 年的全部文件）或 --document 2025-01" in told.output
    assert annual("三.html", "--document", "2025").exit_code == 0
    assert annual("四.html", "--document", "2025-01").exit_code == 0
    pages = [(looked.home / name).read_text("utf-8") for name in ("三.html", "四.html")]
    counted = [re.search(r"纳入统计.*?截至", re.sub("<[^>]*>", "", page)) for page in pages]
    assert counted[0] and counted[1] and counted[0][0] == counted[1][0]
    assert "还没有任务" in annual("五.html", "--document", "2024").output
    assert "还没有任务" in annual("五.html", "--document", "202").output
    assert "年报" not in run(looked, "check", on="2026-01-20").output


def test_a_carried_task_is_handled_like_any_other(looked: Workspace) -> None:
    ok(looked, "issue", "--document", "2026-01", on="2026-01-16")
    task = ("2026-01-1.1-2", "--unit", BUREAU)
    ok(looked, "task", "update", *task, "--text", "已修好", "--percent", "100", on="2026-02-01")
    ok(looked, "task", "request", *task, "close", "--reason", "完成", on="2026-02-01")
    asked = looked.state(day("2026-02-01")).requests.index[-1]
    ok(looked, "task", "decide", str(asked), "approve", "--actor", "周审", on="2026-02-02")
    path = looked.home / "台账.xlsx"
    ok(looked, "report", "ledger", "-o", str(path), on="2026-02-03")
    cells = {str(c) for row in load_workbook(path)["台账"].iter_rows(values_only=True) for c in row}
    assert "由2025-01-1.1-2结转（回头看反弹）" in cells
    assert "回头看未完成，结转为2026-01-2.1-1" in cells


def test_a_recheck_may_be_corrected_until_it_was_carried_over(looked: Workspace) -> None:
    again = opened(looked)
    sheet = load_workbook(again)[SHEET]
    kept = {row[0]: row for row in sheet.iter_rows(min_row=HEADER_ROW + 1, values_only=True)}
    assert kept["2025-01-1.1-2"][NAMES.index("finding")] == "反弹"
    ok_file = fill(again, {"2.2-1": {"finding": "反弹", "note": "又停诊"}}, "二.xlsx")
    assert "结转为 2026-01-2.2-1" in ok(looked, "lookback", "apply", str(ok_file), "--apply")
    late = fill(again, {"1.1-2": {"finding": "已完成", "carry": None}}, "三.xlsx")
    assert "已结转为 2026-01-1.1-2" in run(looked, "lookback", "apply", str(late)).output


def test_somebody_else_was_faster(workspace: Workspace) -> None:
    out = opened(workspace)
    first = fill(out, {"2.2-1": {"finding": "已完成"}}, "一.xlsx")
    second = fill(out, {"2.2-1": {"finding": "反弹", "note": "x"}}, "二.xlsx")
    ok(workspace, "lookback", "apply", str(first), "--apply")
    result = run(workspace, "lookback", "apply", str(second), "--apply")
    assert result.exit_code == 1 and "导出后已有人登记（现为“已完成”）" in result.output


def test_what_is_done_but_not_closed_is_told(workspace: Workspace) -> None:
    out = opened(workspace)
    rows = {"2.2-2": {"finding": "已完成"}, "2.2-1": {"finding": "已完成"}}
    told = ok(workspace, "lookback", "apply", str(fill(out, rows)))
    assert "有 1 项台账中还没有办结" in told and "task request 2025-01-2.2-2 close" in told
    told = ok(workspace, "lookback", "apply", str(fill(out, {"2.2-1": {"finding": "已完成"}})))
    assert "还没有办结" not in told


def test_no_rebound_is_told_in_words(workspace: Workspace) -> None:
    rows = {"2.1-1": {"finding": "未完成", "note": "x"}, "2.2-1": {"finding": "已完成"}}
    ok(workspace, "lookback", "apply", str(fill(opened(workspace), rows)), "--apply")
    for kind in (("paper", "circular"), ("report", "lookback")):
        path = workspace.home / f"{kind[1]}.docx"
        ok(workspace, *kind, "-o", str(path), on="2026-01-20")
        told = lines_of(path)
        assert "已完成1项，占50%；未完成1项，占50%；没有反弹。" in told
        assert "对未完成的任务，结转新一年继续办理1项。" in told


def test_undo_takes_everything_back(looked: Workspace) -> None:
    ok(looked, "undo", "--apply")
    state = looked.state(day("2026-09-01"))
    assert state.lookbacks.empty and list(state.documents.index) == ["2025-01"]
    assert "carried" not in set(state.assignments["handling"])
    filled = looked.home / "交回.xlsx"
    assert "转入新一年 3 项（文件 2026-02）" in ok(
        looked, "lookback", "apply", str(filled), "--apply"
    )


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: path.write_bytes(b"not a workbook"), "内容是纯文本，不是电子表格"),
        (lambda path: load_workbook_without_identity(path), "没有找到身份信息"),
    ],
)
def test_a_foreign_file_is_refused(
    workspace: Workspace, make: Callable[[Path], Any], why: str
) -> None:
    path = opened(workspace)
    make(path)
    result = run(workspace, "lookback", "apply", str(path))
    assert result.exit_code == 1 and why in result.output


def load_workbook_without_identity(path: Path) -> None:
    book = load_workbook(path)
    del book["_meta"]
    book.save(path)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--document", "2024-09"), "没有编号为 2024-09 的文件"),
        (("--document", "2025-01", "-o", "x.docx"), "不能写成这种格式"),
    ],
)
def test_open_refuses_what_it_cannot_do(
    workspace: Workspace, words: tuple[str, ...], why: str
) -> None:
    result = run(workspace, "lookback", "open", *words)
    assert result.exit_code == 1 and why in result.output


def lines_of(path: Path) -> str:
    from test_workflows_papers import words
    from test_workflows_reports import dump, text_of

    if path.suffix == ".docx":
        return words(path)
    return dump(path) if path.suffix == ".xlsx" else text_of(path)


@pytest.mark.parametrize("ending", ["xlsx", "docx", "html"])
def test_report_lookback_as_golden(
    looked: Workspace, golden: Callable[[str, str], None], ending: str
) -> None:
    from test_workflows_reports import masked

    ok(looked, "issue", "--document", "2026-01", on="2026-01-16")
    path = looked.home / f"情况.{ending}"
    ok(looked, "report", "lookback", "-o", str(path), "--document", "2025-01", on="2026-01-20")
    golden(f"lookback.{ending}.txt", masked(lines_of(path)))


@pytest.mark.parametrize(
    "more",
    [
        (),
        ("--document", "2025-01"),
    ],
)
def test_report_lookback_without_a_recheck(workspace: Workspace, more: tuple[str, ...]) -> None:
    path = workspace.home / "情况.docx"
    ok(workspace, "report", "lookback", "-o", str(path), *more)
    told = lines_of(path)
    assert "至2026年1月15日，《2025年兰溪市重点工作要点》下达的9项任务尚未开展“回头看”。" in told
    assert told.count("－ 未复查") == 9


def test_the_circular_tells_of_it_once(looked: Workspace) -> None:
    ok(looked, "issue", "--document", "2026-01", on="2026-01-16")
    told = []
    for on in ("2026-01-20", "2026-02-20"):
        path = looked.home / f"通报{on}.docx"
        ok(looked, "paper", "circular", "-o", str(path), on=on)
        told.append(lines_of(path))
    assert (
        "三、“回头看”情况\n对《2025年兰溪市重点工作要点》下达的9项任务开展“回头看”，已复查5项，尚有4项没有复查。"
        in told[0]
    )
    assert "已完成1项，占20%；未完成3项，占60%；反弹1项，反弹率20%" in told[0]
    assert "反弹的有：市行政审批局“推进一网通办”。" in told[0]
    assert "结转新一年继续办理2项，转为长期坚持1项，终止1项。" in told[0]
    assert "五、工作要求" in told[0] and "三、存在问题" in told[1] and "“回头看”情况" not in told[1]
    for one in told:
        assert "终端停用" not in one  # what was seen stays inside


def test_what_was_carried_over_counts_once(looked: Workspace) -> None:
    from taskboard.reports.scope import scope

    ok(looked, "issue", "--document", "2026-01", on="2026-01-16")
    items = scope(looked.state(day("2026-01-20"))).items
    assert dict(items["standing"][["2025-01-1.1-2", "2025-01-2.1-1", "2025-01-1.2-1"]]) == {
        "2025-01-1.1-2": "aside", "2025-01-2.1-1": "aside", "2025-01-1.2-1": "aside",
    }  # fmt: skip
    assert set(items["standing"][items["document"] == "2026-01"]) <= {"normal", "near_due"}
    before = scope(looked.state(day("2026-01-14"))).items["standing"]
    assert before["2025-01-1.1-2"] == "done" and before["2025-01-2.1-1"] == "late"


def test_figures_of_the_recheck_are_counted_again_by_their_query(looked: Workspace) -> None:
    from taskboard.reports.lookback import lookback, rechecks

    state = looked.state(day("2026-01-20"))
    table = rechecks(state, ["2025-01"])
    figures = lookback(state)["figures"]
    assert {name: f.value for name, f in figures.items()} == {
        "looked_total": 9, "looked_back": 5, "looked_not": 4, "looked_done": 1, "looked_undone": 3,
        "rebound": 1, "carried_over": 2, "made_ongoing": 1, "looked_stopped": 1,
    }  # fmt: skip
    for figure in figures.values():
        rows = table.query(figure.where, engine="python") if figure.where else table
        assert tuple(rows.index) == figure.keys and figure.frame == "lookbacks"
    assert figures.findings == ()


def test_the_yearly_report_tells_of_last_years_recheck(looked: Workspace) -> None:
    ok(looked, "issue", "--document", "2026-01", on="2026-01-16")
    path = looked.home / "年报.html"
    ok(looked, "report", "annual", "-o", str(path), "--document", "2026-01", on="2026-12-31")
    told = lines_of(path)
    assert (
        "对上年度9项任务开展“回头看”，复查5项，其中已完成1项、未完成3项、反弹1项（反弹率20%）"
        in told
    )
    assert "2项结转本年度继续办理，1项转为长期坚持；1项终止" in told
    older = looked.home / "去年.html"
    ok(looked, "report", "annual", "-o", str(older), "--document", "2025-01", on="2026-12-31")
    assert "回头看" not in lines_of(older)


def test_a_rebound_costs_the_unit_that_had_closed_it_a_point(looked: Workspace) -> None:
    told = ok(looked, "score", "show", "--unit", BUREAU, "--format", "csv", on="2026-01-20")
    assert "回头看反弹：3 台终端停用" in told
    other = ok(looked, "score", "show", "--unit", COUNTY, "--format", "csv", on="2026-01-20")
    assert "回头看反弹" not in other


def test_check_finds_a_broken_lineage(looked: Workspace) -> None:
    from taskboard.ledger.events import NewEvent
    from taskboard.ledger.rules import check_rules

    values = {"finding": "undone", "carry": "carried", "carried_to": "2026-01-1.1-2"}
    with looked.ledger() as ledger:
        codes = [finding.code for finding in check_rules(ledger)]
        assert "carried-unknown" not in codes
        event = NewEvent("lookback-recorded", "2025-01-2.2-2", values)
        ledger.append([event], actor=looked.actor, effective_on=day("2026-02-01"), action="test")
        codes = [finding.code for finding in check_rules(ledger)]
    assert codes.count("carried-unknown") == 1


def test_a_task_is_carried_from_year_to_year(looked: Workspace) -> None:
    ok(looked, "issue", "--document", "2026-01", on="2026-01-16")
    path = looked.home / "又一年.xlsx"
    ok(looked, "lookback", "open", "--document", "2026-01", "-o", str(path), on="2027-01-05")
    book = load_workbook(path)
    sheet = book[SHEET]
    for row in range(HEADER_ROW + 1, sheet.max_row + 1):
        sheet.cell(row, NAMES.index("finding") + 1).value = "未完成"
        sheet.cell(row, NAMES.index("note") + 1).value = "仍在办"
    book.save(path)
    out = ok(looked, "lookback", "apply", str(path), "--apply", on="2027-01-08")
    assert "转入新一年 3 项（文件 2027-01）" in out
    told = ok(looked, "task", "show", "2027-01-1.1-2", on="2027-01-09")
    assert "来历：由 2026-01-1.1-2，再前为 2025-01-1.1-2 结转（回头看：未完成）" in told
    assert "2025年兰溪市重点工作要点结转事项" in told and "结转事项结转事项" not in told


NASTY = "a < b & {{ 7*7 }} {% x %} =1+1 +1 \x00\x1b <script>alert(1)</script> 🚧 𠮷㙟"


@pytest.mark.parametrize("ending", ["xlsx", "docx", "html"])
def test_nasty_words_of_a_recheck_break_nothing(looked: Workspace, ending: str) -> None:
    import zipfile
    from xml.etree import ElementTree

    from taskboard.ledger.events import NewEvent

    values = {"finding": "done", "carry": "", "evidence": f"={NASTY}", "checker": f"@{NASTY}"}
    event = NewEvent("lookback-recorded", "2025-01-2.2-2", values, reason=NASTY + "长" * 10_000)
    with looked.ledger() as ledger:
        ledger.append([event], actor=looked.actor, effective_on=day("2026-01-16"), action="test")
    path = looked.home / f"情况.{ending}"
    ok(looked, "report", "lookback", "-o", str(path), on="2026-01-20")
    told = lines_of(path)
    assert "a < b & {{ 7*7 }} {% x %} =1+1" in told and "长" * 10_000 in told and "𠮷㙟" in told
    if ending != "html":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    root = ElementTree.fromstring(archive.read(name))
                    assert not list(root.iter("{*}f")) or not name.startswith("xl/worksheets")


@pytest.mark.parametrize("name", ["liaocheng-2023", "lanling-2019"])
def test_a_real_document_as_last_years(name: str, seeds: Path, tmp_path: Path) -> None:
    year = int(name[-4:])
    world = Workspace(tmp_path, *(None,) * 4)  # type: ignore[arg-type]
    ok(world, "init", str(tmp_path), on=f"{year}-05-01")
    ok(world, "import", str(seeds / f"{name}.txt"), on=f"{year}-08-01")
    issued = ("issue", "--accept-proposals", "--default-unit", "甲办公室", "--override", "试")
    ok(world, *issued, on=f"{year}-08-02")
    path = tmp_path / "回头看.xlsx"
    opened = ("lookback", "open", "--document", f"{year}-01", "-o", str(path))
    ok(world, *opened, on=f"{year + 1}-01-05")
    book = load_workbook(path)
    sheet = book[SHEET]
    rows = range(HEADER_ROW + 1, sheet.max_row + 1)
    for row in rows:
        sheet.cell(row, NAMES.index("finding") + 1).value = "未完成"
        sheet.cell(row, NAMES.index("note") + 1).value = "仍在办"
    book.save(path)
    on = f"{year + 1}-01-08"
    out = ok(world, "lookback", "apply", str(path), "--apply", on=on)
    assert f"转入新一年 {len(rows)} 项" in out
    out = ok(world, "issue", "--document", f"{year + 1}-01", "--override", "试", on=on)
    assert f"任务 {len(rows)} 条" in out
    assert "台账完好" in ok(world, "check", on=on)
    for ending in ("xlsx", "docx", "html"):
        ok(world, "report", "lookback", "-o", str(tmp_path / f"情况.{ending}"), on=on)
    assert f"未完成{len(rows)}项，占100%" in lines_of(tmp_path / "情况.docx")
