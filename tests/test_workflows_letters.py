from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from sample_state import HEALTH, TRADE, day, key, sample_workspace
from taskboard.office.xlsx import FileExistsAlreadyError
from taskboard.workflows.letters import (
    NothingToSendError,
    SeveralPapersError,
    answer,
    make_letters,
)
from taskboard.workflows.papers import find_paper, list_papers, write_again
from taskboard.workflows.reports import UnknownEndingError
from taskboard.workflows.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return sample_workspace(tmp_path, papers={"contact": "王晓 0577-88881234"})


def on(workspace: Workspace, text: str) -> Workspace:
    return dataclasses.replace(workspace, as_of=day(text))


def text_of(path: Path) -> str:
    body = Document(str(path)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter("{*}t")) for p in body.iter("{*}p"))


def test_reminders_one_per_unit_with_a_list_of_who_gets_what(workspace: Workspace) -> None:
    out = workspace.home / "out"
    done = make_letters(workspace, "reminder", out)
    assert [(m.paper.number, m.paper.snapshot["choices"]["unit"]) for m in done.made] == [
        ("提醒2025-01", TRADE),
        ("提醒2025-02", HEALTH),
    ]
    text = text_of(done.made[0].path)
    assert "你单位承办的1项工作有1项已超过时限" in text
    assert "2025年9月8日前书面回复" in text  # five working days after Monday September 1
    assert "0577-88881234" in text
    lines = (out / "发文清单 提醒2025-01.csv").read_text("utf-8-sig").splitlines()
    assert lines[1] == f"提醒2025-01,提醒函,{TRADE},2025-01-1.2-1,2025-09-08"


def test_each_run_has_a_list_of_its_own_and_talks_a_list_to_file(workspace: Workspace) -> None:
    out = workspace.home / "out"
    make_letters(workspace, "reminder", out)
    mine = out / "发文清单 提醒2025-01.csv"
    mine.write_bytes("改过".encode("gbk"))
    make_letters(on(workspace, "2025-11-20"), "summons", out, reason="会议要求")
    assert mine.read_bytes() == "改过".encode("gbk")
    assert (out / "发文清单 约谈2025-01.csv").is_file()
    rows = load_workbook(out / "约谈备案清单 约谈2025-01.xlsx").active.values
    table = [row for row in rows if row[1] and str(row[1]).startswith("约谈2025-")]
    made = [paper for paper in list_papers(on(workspace, "2025-11-20")) if paper.kind == "summons"]
    assert [row[1] for row in table] == [paper.number for paper in made]
    assert "第3项 降低企业成本" in table[0][3] and "组织部门" in table[0][7]


@pytest.mark.parametrize(
    ("day_", "words"),
    [
        pytest.param("2025-09-08", "尚未届满", id="last-day-to-reply"),
        pytest.param("2025-09-09", "", id="the-day-after"),
    ],
)
def test_an_order_waits_until_the_reminder_is_unanswered(
    workspace: Workspace, day_: str, words: str
) -> None:
    make_letters(workspace, "reminder", workspace.home / "out")
    later = on(workspace, day_)
    if words:
        with pytest.raises(NothingToSendError, match=words):
            make_letters(later, "order", workspace.home / "out")
    else:
        made = make_letters(later, "order", workspace.home / "out", colour="red").made
        assert [m.paper.number for m in made] == ["督办2025-01", "督办2025-02"]
        text = text_of(made[0].path)
        assert "红色督办" in text and "回　　执" in text and "降低企业成本" in text


def test_an_answer_stops_the_ladder(workspace: Workspace) -> None:
    make_letters(workspace, "reminder", workspace.home / "out")
    answer(on(workspace, "2025-09-05"), "提醒2025-01", TRADE, "正在会签")
    made = make_letters(on(workspace, "2025-09-09"), "order", workspace.home / "out")
    assert [m.paper.snapshot["choices"]["unit"] for m in made.made] == [HEALTH]
    assert [(one.key, one.why) for one in made.held] == [
        (key("1.2-1", TRADE), "提醒2025-01已于2025-09-05回复")
    ]


def test_a_rung_is_skipped_only_with_a_reason(workspace: Workspace) -> None:
    with pytest.raises(NothingToSendError, match="尚未就此发过督办单或督查通报"):
        make_letters(workspace, "summons", workspace.home / "out")
    reason = "市政府主要负责同志批示"
    made = make_letters(workspace, "summons", workspace.home / "约谈.docx", reason=reason).made
    text = text_of(made[0].path)
    assert reason in text and "约谈记录" in text and "组织部门" in text
    papers = workspace.state().papers
    assert papers["assignments"].tolist() == [[key("1.2-1", TRADE)]]


def test_the_same_reminder_is_not_sent_twice_within_the_grace(workspace: Workspace) -> None:
    make_letters(workspace, "reminder", workspace.home / "out")
    with pytest.raises(NothingToSendError, match="不重复发"):
        make_letters(on(workspace, "2025-09-03"), "reminder", workspace.home / "out")
    again = make_letters(on(workspace, "2025-09-09"), "reminder", workspace.home / "out")
    assert [m.paper.number for m in again.made] == ["提醒2025-03", "提醒2025-04"]


def test_a_letter_is_written_again_the_same(workspace: Workspace) -> None:
    first = make_letters(workspace, "reminder", workspace.home / "out").made[0]
    write_again(workspace, first.paper.number, workspace.home / "again.docx")
    assert (workspace.home / "again.docx").read_bytes() == first.path.read_bytes()
    assert find_paper(workspace, "提醒2025-01").snapshot["hash"]


def test_one_file_takes_one_paper_and_only_docx(workspace: Workspace) -> None:
    with pytest.raises(SeveralPapersError, match="2 份"):
        make_letters(workspace, "reminder", workspace.home / "x.docx")
    with pytest.raises(UnknownEndingError):
        make_letters(workspace, "reminder", workspace.home / "x.html")
    one = make_letters(workspace, "reminder", workspace.home / "x.docx", unit=TRADE)
    assert len(one.made) == 1


def test_nothing_is_recorded_when_a_file_is_in_the_way(workspace: Workspace) -> None:
    out = workspace.home / "out"
    out.mkdir()
    (out / f"提醒2025-01 {TRADE}.docx").write_bytes(b"mine")
    with pytest.raises(FileExistsAlreadyError):
        make_letters(workspace, "reminder", out)
    assert list_papers(workspace) == []


def test_nothing_late_is_said(workspace: Workspace) -> None:
    with pytest.raises(NothingToSendError, match="没有逾期或漏报"):
        make_letters(on(workspace, "2025-03-16"), "order", workspace.home / "out")


def test_the_number_of_listed_items_is_counted_again_by_its_query(workspace: Workspace) -> None:
    made = make_letters(workspace, "reminder", workspace.home / "函").made
    for one in made:
        snapshot = one.paper.snapshot
        [figure] = snapshot["figures"]
        assignments = workspace.state(one.paper.as_of, snapshot["seq"]).assignments
        rows = assignments.query(figure["where"], engine="python")
        assert figure["value"] == len(rows) == len(snapshot["choices"]["keys"]) > 0
