"""The list of what was changed after the issue: old, new, when, who, why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document
from openpyxl import load_workbook

from clerk import Clerk
from new_office import new_office
from new_office import run as typed
from taskboard.ledger.store import open_ledger
from taskboard.reports.amendments import amendments
from taskboard.resources import samples
from taskboard.workflows.workspace import Workspace, open_workspace

TASK, OTHER, THIRD = "2025-01-1.1-1", "2025-01-1.2-1", "2025-01-1.3-1"


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    workspace = new_office(tmp_path)
    run(workspace, "import", str(samples() / "xichuan-2025.txt"))
    run(workspace, "issue", "--accept-proposals", "--default-unit", "县政府办公室")
    return workspace


def run(workspace: Workspace, *words: str, on: str = "2025-03-20", who: str = "王核") -> Result:
    result = typed(workspace, *words, on=on, who=who)
    assert result.exit_code == 0, result.output + result.stderr
    return result


def rows_of(workspace: Workspace, on: str = "2025-12-01") -> list[list[object]]:
    path = workspace.home / "调整清单.xlsx"
    told = run(workspace, "report", "amendments", "-o", str(path), "--force", on=on)
    sheet = load_workbook(path).active
    found = [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
    rows = [row for row in found if isinstance(row[0], int)]
    assert f"共 {len(rows)} 项" in told.output
    return rows


def test_nothing_changed_is_said_in_words(home: Workspace) -> None:
    assert rows_of(home) == []
    sheet = load_workbook(home.home / "调整清单.xlsx").active
    assert sheet["A4"].value == "下达以来没有调整。"
    baseline = str(home.state().documents.loc["2025-01", "baseline"])
    assert f"2025-01 基线 {baseline[:12]}（2025年3月20日下达）" in sheet["A2"].value


def test_each_change_old_new_when_who_why(home: Workspace) -> None:
    path = home.home / "审核表.xlsx"
    run(home, "review", "export", "-o", str(path))
    clerk = Clerk(path)
    old = str(clerk.get(TASK, "wording"))
    clerk.put(TASK, action="修改", wording="改后的措施。", due_on=dt.date(2025, 9, 30),
              reason="县长办公会定")  # fmt: skip
    on = "2025-04-10"
    run(home, "review", "apply", str(clerk.save()), "--apply", on=on, who="李改")
    wording, limit = rows_of(home)
    day = dt.datetime(2025, 4, 10)
    assert wording[1:9] == [
        "1.1-1", wording[2], "具体措施", old, "改后的措施。", day, "李改", "县长办公会定",
    ]  # fmt: skip
    assert "“任务”表第" in str(wording[9]) and "H 列“工作措施”" in str(wording[9])
    assert limit[3] == "完成时限" and "2025年9月30日" in str(limit[5])
    assert rows_of(home, on="2025-04-09") == []  # not yet, on the day before


def test_approved_requests_and_what_was_issued_later(home: Workspace) -> None:
    two, three, four = (str(key) for key in home.state().assignments.index[:3])
    extend = ["extend", "--reason", "汛期", "--new-due", "2026-01-31"]
    transfer = ["transfer", "--reason", "职能划转", "--to-unit", "县教育局"]
    refused = ["extend", "--reason", "来不及", "--new-due", "2026-02-28"]
    for number, (key, words) in enumerate(((two, extend), (three, transfer), (four, refused)), 1):
        task, _, unit = key.partition("@")
        run(home, "task", "receive", task, "--unit", unit, on="2025-04-01")
        run(home, "task", "request", task, *words, "--unit", unit, on="2025-05-01")
        verdict = ["reject", "--reason", "不同意"] if number == 3 else ["approve"]
        run(home, "task", "decide", f"R2025-{number:04d}", *verdict, on="2025-05-06", who="赵批")
    rows = rows_of(home)
    assert len(rows) == 2
    longer, moved = rows
    unit = two.partition("@")[2]
    assert (longer[3], longer[5], longer[8]) == (f"延期（{unit}）", "2026-01-31", "汛期")
    assert (longer[7], longer[9]) == ("赵批", "R2025-0001")
    assert (moved[4], moved[5]) == (three.partition("@")[2], "县教育局")


def test_what_an_amended_document_drops_stands_there_until_somebody_decides(
    home: Workspace, tmp_path: Path
) -> None:
    lines = (samples() / "xichuan-2025.txt").read_text("utf-8").splitlines()
    dropped = {key: str(home.state().tasks.loc[key, "heading"]) for key in (TASK, OTHER, THIRD)}
    kept = [line for line in lines if not any(head in line for head in dropped.values())]
    assert len(kept) == len(lines) - 3
    (tmp_path / "修订.txt").write_text("\n".join(kept), "utf-8")
    on = "2025-04-02"
    run(home, "import", str(tmp_path / "修订.txt"), "--apply", on=on, who="李改")
    pending = rows_of(home, on)
    assert {row[1] for row in pending} >= {"1.1-1"} and len(pending) >= 3
    assert {(row[3], row[5], row[7], row[9]) for row in pending} == {
        ("修订稿有变动", "待定", "李改", "修订.txt")
    }  # fmt: skip
    assert pending[0][8] == "修订稿中已没有这一条，请核定是否保留"
    subtitle = load_workbook(home.home / "调整清单.xlsx").active["A2"].value
    assert f"下达后调整0处，另有待定{len(pending)}处" in subtitle
    assert rows_of(home, "2025-04-01") == []

    run(home, "review", "export", "-o", str(home.home / "r.xlsx"), on=on)
    clerk = Clerk(home.home / "r.xlsx")
    assert "如需调整，请用 taskboard task request；核定照旧的" in clerk.get(TASK, "doubts")
    clerk.put(TASK, reason="县长办公会定：保留")
    run(home, "review", "apply", str(clerk.save()), "--apply", on="2025-04-03")
    unit = next(key for key in home.state().assignments.index if str(key).startswith(OTHER))
    name = str(unit).partition("@")[2]
    stop = ["request", OTHER, "stop", "--unit", name, "--reason", "修订稿已删"]
    run(home, "task", *stop, on="2025-04-04")
    run(home, "task", "decide", "R2025-0001", "approve", on="2025-04-05", who="赵批")
    rows = rows_of(home, "2025-04-05")
    assert [row[5] for row in rows if row[1] == "1.1-1"] == ["照旧"]
    assert [row[3] for row in rows if row[1] == OTHER[8:]] == [f"终止（{name}）"]
    assert [row[5] for row in rows].count("待定") == len(pending) - 2
    subtitle = load_workbook(home.home / "调整清单.xlsx").active["A2"].value
    assert f"下达后调整1处，另有待定{len(pending) - 2}处" in subtitle


def test_the_word_document_says_the_same(home: Workspace) -> None:
    run(home, "review", "export", "-o", str(home.home / "r.xlsx"))
    clerk = Clerk(home.home / "r.xlsx")
    clerk.put(TASK, action="修改", note="重点事项", reason="领导批示")
    run(home, "review", "apply", str(clerk.save()), "--apply", on="2025-04-10")
    path = home.home / "调整清单.docx"
    run(home, "report", "amendments", "-o", str(path), on="2025-04-11")
    table = Document(str(path)).tables[0]
    cells = [cell.text for cell in table.rows[1].cells]
    assert cells[3:] == ["备注", "（无）", "重点事项", "2025-04-10", "王核", "领导批示"]
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")


def test_a_change_before_the_issue_is_none(tmp_path: Path) -> None:
    workspace = open_workspace(str(tmp_path), ledger="", as_of=dt.date(2025, 3, 20), actor="")
    open_ledger(workspace.url, create=True).close()
    run(workspace, "import", str(samples() / "xichuan-2025.txt"))
    run(workspace, "review", "export", "-o", str(tmp_path / "r.xlsx"))
    clerk = Clerk(tmp_path / "r.xlsx")
    clerk.put(TASK, action="修改", wording="下达前改的。")
    run(workspace, "review", "apply", str(clerk.save()), "--apply")
    assert amendments(workspace.state())["rows"] == []
    run(workspace, "issue", "--accept-proposals", "--default-unit", "县政府办公室")
    assert amendments(workspace.state())["rows"] == []
