from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from sample_state import CLERK, HEALTH, TRADE, day, key, sample_workspace
from taskboard.cli.main import cli
from taskboard.ledger.events import NewEvent
from taskboard.ledger.naming import UnknownKeyError
from taskboard.office.xlsx import FileExistsAlreadyError
from taskboard.workflows.letters import (
    NothingToSendError,
    SeveralPapersError,
    make_letters,
)
from taskboard.workflows.papers import find_paper, list_papers, make_circular, write_again
from taskboard.workflows.replies import NotAddressedError, answer, sent_papers
from taskboard.workflows.reports import UnknownEndingError, render
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


def test_the_list_to_file_grows_with_what_is_said(workspace: Workspace) -> None:
    matter = "第3项 降低企业成本；"
    rows = [{"number": "约谈2025-01", "unit": TRADE, "matters": matter * n} for n in (1, 9)]
    context = {"office": "某办公室", "as_of": day("2025-09-01"), "rows": rows}
    path = workspace.home / "备案.xlsx"
    path.write_bytes(render("xlsx/filing.xlsx", context, workspace))
    sheet = load_workbook(path).active
    few, many = (sheet.row_dimensions[row].height for row in (4, 5))
    assert many > 2 * few > 0


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


def test_only_who_got_a_paper_can_answer_it(workspace: Workspace) -> None:
    make_letters(workspace, "reminder", workspace.home / "out")
    with pytest.raises(NotAddressedError, match=f"没有发给“{HEALTH}”；主送：{TRADE}"):
        answer(workspace, "提醒2025-01", HEALTH)
    assert answer(workspace, "提醒2025-01", "商务局") == TRADE
    sent = {one["number"]: one for one in sent_papers(workspace)}
    assert sent["提醒2025-01"]["answered"] == {TRADE: "2025-09-01"}
    assert sent["提醒2025-02"]["answered"] == {}
    assert sent["提醒2025-02"]["units"] == [HEALTH]


def test_the_list_says_who_got_what_and_who_answered(workspace: Workspace) -> None:
    make_letters(workspace, "reminder", workspace.home / "out")
    answer(workspace, "提醒2025-01", TRADE)
    common = ["--home", str(workspace.home), "--as-of", "2025-09-02"]
    told = CliRunner().invoke(cli, ["paper", "list", *common]).output.splitlines()
    assert told == [
        f"提醒2025-01  2025-09-01  提醒函  {TRADE}，2025-09-08 前回复（2025-09-01 已回复）",
        f"提醒2025-02  2025-09-01  提醒函  {HEALTH}，2025-09-08 前回复（未回复）",
    ]
    table = CliRunner().invoke(cli, ["paper", "list", "--format", "csv", *common]).output
    assert table.splitlines()[2] == f"提醒2025-02,2025-09-01,提醒函,{HEALTH},2025-09-08,未回复"


@pytest.mark.parametrize("kind", ["reminder", "order"])
def test_nothing_is_sent_while_a_request_waits_for_the_office(
    workspace: Workspace, kind: str
) -> None:
    make_letters(workspace, "reminder", workspace.home / "out")
    filing = {"assignment": key("1.2-1", TRADE), "type": "close"}
    later = on(workspace, "2025-09-09")
    with later.ledger() as ledger:
        event = NewEvent("request-filed", "R2025-0009", filing, reason="已印发")
        ledger.append([event], actor=CLERK, effective_on=day("2025-09-08"), action="task request")
    done = make_letters(later, kind, workspace.home / "out")
    assert [m.paper.snapshot["choices"]["unit"] for m in done.made] == [HEALTH]
    assert [one.why for one in done.held] == ["已于2025-09-08申请办结（R2025-0009），待审批"]
    assert [one.name for one in done.held] == [f"2025-01-1.2-1（{TRADE}）"]


def test_a_circular_is_a_rung_for_the_items_it_tells_as_late_alone(workspace: Workspace) -> None:
    make_circular(workspace, workspace.home / "通报.docx")
    later = on(workspace, "2025-09-09")  # 2.2-2 of the same unit is late since September 6
    done = make_letters(later, "summons", workspace.home / "out")
    assert [m.paper.snapshot["choices"]["keys"] for m in done.made] == [[key("1.2-1", TRADE)]]
    assert [(one.key, one.why) for one in done.held] == [
        (key("2.2-2", HEALTH), "尚未就此发过督办单或督查通报")
    ]


def test_the_grace_of_a_circular_and_an_answer_after_it(workspace: Workspace) -> None:
    make_letters(workspace, "reminder", workspace.home / "out")
    make_circular(workspace, workspace.home / "通报.docx")
    with pytest.raises(NothingToSendError, match="通报2025-01的宽限期到2025-09-08，尚未届满"):
        make_letters(on(workspace, "2025-09-08"), "summons", workspace.home / "out")
    answer(on(workspace, "2025-09-08"), "提醒2025-01", TRADE)
    with pytest.raises(NothingToSendError, match="提醒2025-01已于2025-09-08回复"):
        make_letters(on(workspace, "2025-09-09"), "summons", workspace.home / "out")


def test_days_to_reply_and_names_of_colours_are_settings(tmp_path: Path) -> None:
    own = {"reply_days": {"reminder": 2}, "colours": {"blue": "一级督办"}}
    workspace = sample_workspace(tmp_path, papers=own)
    made = make_letters(workspace, "reminder", tmp_path / "out").made
    assert made[0].paper.snapshot["choices"]["reply_by"] == "2025-09-03"
    order = make_letters(on(workspace, "2025-09-04"), "order", tmp_path / "out").made[0]
    assert order.paper.snapshot["choices"]["reply_by"] == "2025-09-11"
    assert "一级督办" in text_of(order.path)


def test_an_order_names_the_other_units_of_the_task_not_its_own(workspace: Workspace) -> None:
    made = make_letters(workspace, "order", workspace.home / "out", reason="批示", unit="商务局")
    text = text_of(made.made[0].path)
    assert f"{TRADE}（牵头）；相关单位：市财政局" in text
    assert text.count(TRADE) == 1


@pytest.mark.parametrize(("task", "unit"), [("1.2-1", ""), ("", "商务局"), ("", TRADE)])
def test_one_task_or_one_unit_by_what_people_call_it(
    workspace: Workspace, task: str, unit: str
) -> None:
    made = make_letters(workspace, "reminder", workspace.home / "out", task=task, unit=unit).made
    assert [m.paper.snapshot["choices"]["keys"] for m in made] == [[key("1.2-1", TRADE)]]


@pytest.mark.parametrize(("task", "unit"), [("9.9-9", ""), ("", "市园林局"), ("", "局")])
def test_no_such_task_or_unit_is_said(workspace: Workspace, task: str, unit: str) -> None:
    with pytest.raises(UnknownKeyError):
        make_letters(workspace, "reminder", workspace.home / "out", task=task, unit=unit)


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
    with pytest.raises(NothingToSendError, match="没有逾期或漏报") as told:
        make_letters(on(workspace, "2025-03-16"), "order", workspace.home / "out")
    assert "--reason" not in told.value.en


def test_the_number_of_listed_items_is_counted_again_by_its_query(workspace: Workspace) -> None:
    made = make_letters(workspace, "reminder", workspace.home / "函").made
    for one in made:
        snapshot = one.paper.snapshot
        [figure] = snapshot["figures"]
        assignments = workspace.state(one.paper.as_of, snapshot["seq"]).assignments
        rows = assignments.query(figure["where"], engine="python")
        assert figure["value"] == len(rows) == len(snapshot["choices"]["keys"]) > 0
