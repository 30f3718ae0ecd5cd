"""Every kind of event is told as one sentence a clerk would write; a kind without one fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tampered import TASK, make_office, types
from taskboard.ledger.events import KINDS
from taskboard.ledger.select import Event
from taskboard.workflows.story import sentence
from taskboard.workflows.told import CLAUSES

EDU = "2023-01-1.1-1@市教育局"
CODES = re.compile(r"[a-z]{3,}|None|\{|\[|：：|，，|；；|。。|（）|“”|  ")
LIMIT = {"text": "6月底前", "due_on": "2023-06-30"}

# kind -> (subject, to, before, reason) of what a ledger really holds
TOLD: dict[str, list[tuple[str, dict[str, Any], dict[str, Any], str]]] = {
    "document-imported": [
        ("2023-01", {"title": "2023年政务公开工作要点", "number": "海政办发〔2023〕6号"}, {}, ""),
        ("2024-02", {"carried_from": "2023-01", "title": "x"}, {}, "2023-01 “回头看”发现的事项"),
    ],
    "document-amended": [
        ("2023-01", {"issued_on": "2023-03-05"}, {"issued_on": None}, ""),
        ("2023-01", {"amended_file": "要点（修订）.docx", "amended_sha256": "ab"}, {}, ""),
    ],
    "finding-recorded": [
        ("2023-01", {"code": "annex-missing", "message": "列了附件1而没有附件正文。"}, {}, ""),
    ],
    "finding-settled": [("2023-01", {"seq": 9, "how": "附件另发"}, {}, "附件另发")],
    "task-proposed": [("2023-01-1.1-1", {"text": "公开招生信息。" * 9}, {}, "")],
    "task-confirmed": [("2023-01-1.1-1", {}, {}, "照提出的任务下达")],
    "task-amended": [
        ("2023-01-1.1-1", {"wording": "公开。", "units": [{"name": "市教育局"}]},
         {"wording": "公布。", "units": []}, "漏印单位"),
        ("2023-01-1.1-1", {"deadlines": [LIMIT], "rollup": "lead", "targets": []},
         {"deadlines": [{"text": "年底前", "due_on": "2023-12-31"}],
          "targets": [{"text": "不少于4次"}]}, ""),
        ("2023-01-1.1-1", {"note": ""}, {"note": "待核"}, ""),
    ],
    "task-split": [("2023-01-1.1-1", {"into": ["2023-01-1.1-2", "2023-01-1.1-3"]}, {}, "两件事")],
    "task-merged": [("2023-01-1.1-2", {"into": "2023-01-1.1-1"}, {}, "重复")],
    "task-queried": [("2023-01-1.1-1", {}, {}, "时限可有两解")],
    "task-ignored": [("2023-01-1.1-1", {}, {}, "只是过渡句")],
    "task-issued": [("2023-01-1.1-1", {"baseline": "ab", "wording": "公开。"}, {}, "")],
    "assignment-issued": [
        (EDU, {"role": "lead", "due_on": "2023-06-30", "due_basis": "stated"}, {}, ""),
        (EDU, {"role": "cooperate", "due_on": "2023-12-31", "due_basis": "default"}, {}, ""),
        (EDU, {"role": "responsible", "due_on": None}, {}, "由 市财政局 移交"),
    ],
    "assignment-received": [(EDU, {}, {}, "")],
    "progress-reported": [
        (EDU, {"change": "progress", "percent": 60.0, "text": "已公开60所。", "channel": "form",
               "problems": "数据未报齐", "needs": "请统计局配合", "next_step": "补齐",
               "actuals": {"0": 60}, "reporter": "李四", "signer": "周局", "evidence": "清单.xlsx",
               "counts": {}}, {}, ""),
        (EDU, {"change": "progress", "channel": "phone", "text": "月底完成", "reporter": "李四"},
         {}, ""),
        (EDU, {"change": "progress", "text": "按时办理。",
               "counts": {"due": 35, "on_time": 34, "late": 1}}, {}, ""),
        (EDU, {"change": "unchanged"}, {}, ""),
    ],
    "progress-corrected": [(EDU, {"change": "none", "supersedes": 31}, {}, "报错单位")],
    "judgement-set": [(EDU, {"judgement": "red", "note": "两月无进展"}, {}, "")],
    "flag-set": [(EDU, {"cadence": "weekly"}, {}, ""), (EDU, {"cadence": None}, {}, "")],
    "instruction-noted": [("2023-01-1.1-1", {"who": "王市长", "what": "抓紧办理"}, {}, "")],
    "people-set": [
        ("2023-01-1.1-1", {"supervisor": "督查一科", "leader": "王副市长"}, {}, ""),
        ("2023-01-1.1-1", {"supervisor": ""}, {"supervisor": "督查一科"}, "岗位调整"),
    ],
    "evidence-added": [
        (EDU, {"name": "照片.jpg", "sha256": "0" * 64, "proves": "进展佐证"}, {}, ""),
        (EDU, {"name": "市政府网站公告栏", "kind": "link", "proves": "不少于4次"}, {}, ""),
        (EDU, {"name": "已电话核实", "kind": "note", "proves": ""}, {}, ""),
        (EDU, {"name": "照片.jpg", "sha256": "0" * 64, "proves": "核查材料"}, {}, ""),
    ],
    "reminder-noted": [(EDU, {"group": "逾期", "words": "公开招生信息（6月30日前）"}, {}, "")],
    "request-filed": [
        ("R2023-0001", {"assignment": EDU, "type": "extend", "new_due": "2023-09-30"}, {}, "汛期"),
        ("R2023-0002", {"assignment": EDU, "type": "transfer", "to_unit": "市体育局"}, {}, "职责"),
        ("R2023-0003", {"assignment": EDU, "type": "close"}, {}, "已公开"),
    ],
    "request-decided": [
        ("R2023-0001", {"decision": "approve", "new_due": "2023-08-31"}, {}, ""),
        ("R2023-0001", {"decision": "approve"}, {}, ""),
        ("R2023-0001", {"decision": "reject", "reply_by": "2023-07-20"}, {}, "佐证不全"),
    ],
    "verification-recorded": [
        (EDU, {"method": "实地", "finding": "partly", "note": "两所未公开", "verifier": "张三"},
         {}, ""),
        (EDU, {"method": "书面", "finding": "true", "verifier": "赵六"}, {}, ""),
    ],
    "assignment-written-off": [(EDU, {}, {}, "")],
    "assignment-archived": [(EDU, {}, {}, "")],
    "assignment-reopened": [(EDU, {"closure": 44}, {}, "反弹"), (EDU, {}, {}, "反弹")],
    "assignment-resumed": [(EDU, {}, {}, "")],
    "round-opened": [("2023-W31", {"asks": [EDU], "due_on": "2023-08-04"}, {}, "")],
    "round-closed": [("2023-W31", {}, {}, "")],
    "form-issued": [
        ("2023-W31-01-1", {"unit": "市教育局", "due_on": "2023-08-04",
                           "rows": [{"assignment": EDU}, {"assignment": EDU}]}, {}, ""),
    ],
    "form-received": [
        ("2023-W31-01-1", {"unit": "市教育局", "outcome": "late", "reason": "迟报 3 天"}, {}, ""),
    ],
    "paper-issued": [
        ("提醒2023-01", {"kind": "reminder", "title": "提醒函", "units": ["市教育局"],
                       "reply_by": "2023-08-09"}, {}, ""),
        ("通报2023-01", {"kind": "circular", "title": "关于重点工作办理情况的通报",
                       "units": ["甲局", "乙局", "丙局", "丁局"]}, {}, ""),
    ],
    "paper-answered": [("提醒2023-01", {"unit": "市教育局", "words": "已整改。"}, {}, "")],
    "unit-recorded": [
        ("市教育局", {"short_names": ["教育局"]}, {}, ""),
        ("市教育局", {"contact": "x"}, {"contact": "y"}, ""),
    ],
    "unit-retired": [("市体育局", {"valid_to": "2023-07-01", "successor": "市教育局"}, {}, "")],
    "lookback-recorded": [
        ("2023-01-1.1-1", {"finding": "rebound", "carry": "carried", "checker": "张三",
                           "carried_to": "2024-02-1.1-1", "evidence": "现场照片"}, {}, "又停了"),
    ],
    "appeal-filed": [
        ("申诉2023-01", {"paper": "考核2023-01", "unit": "市教育局", "point": "AB12CD34",
                       "words": "迟报 -1 分（2023-W31）"}, {}, "已按时报"),
    ],
    "appeal-decided": [("申诉2023-01", {"decision": "uphold"}, {}, "属实")],
    "undone": [("17", {"seqs": [31, 32, 33, 34], "action": "task update"}, {}, "撤销 task update")],
}  # fmt: skip


def told(kind: str, subject: str, to: Any, before: Any, reason: str) -> str:
    event = Event(31, "2023-07-05", kind, subject, to, before, reason, "", 9, "", "", "张三", "",
                  "")  # fmt: skip
    asked = event._replace(kind="request-filed", to=TOLD["request-filed"][0][1])
    return sentence(event, asked if kind == "request-decided" else None, {})


def test_every_kind_has_a_clause_and_an_example() -> None:
    assert set(CLAUSES) == set(TOLD) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_told_in_plain_chinese(kind: str) -> None:
    for example in TOLD[kind]:
        line = told(kind, *example)
        assert line.startswith("2023-07-05 ") and line.endswith("。（张三，#31）"), line
        printed = re.sub(r"照片\.jpg|清单\.xlsx|修订）\.docx", "", line)
        assert not CODES.search(printed.replace(f"（SHA-256 {'0' * 12}…）", "")), line
        assert kind == "undone" or not example[3] or example[3] in line


def test_the_sentences_as_golden(golden: Callable[[str, str], None]) -> None:
    lines = [told(kind, *example) for kind, examples in TOLD.items() for example in examples]
    golden("story.txt", "\n".join(lines) + "\n")


def test_a_task_tells_its_whole_story(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    home = make_office(tmp_path)
    unit = ("--unit", "市财政局")
    types(home, "task", "reopen", TASK, *unit, "--reason", "又有两家未公开")
    types(home, "task", "flag", TASK, *unit, "--cadence", "weekly")
    types(home, "undo", "--apply")
    text = types(home, "task", "log", TASK, day="2026-01-05").output
    golden("story-of-a-task.txt", re.sub(r"SHA-256 [0-9a-f]+…", "SHA-256 …", text))
