"""One task: all that is known of it, and its whole story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from taskboard.ledger.events import REPORTS
from taskboard.ledger.fold_tasks import DEFAULT_WORDS
from taskboard.ledger.handling import OPEN
from taskboard.ledger.naming import find_task
from taskboard.ledger.select import Event
from taskboard.ledger.state import State
from taskboard.reports.attending import LABELS, instructions_of, people_of, reached
from taskboard.reports.milestones import Milestone, on_the_way
from taskboard.words import counted, word
from taskboard.workflows.proving import lacking
from taskboard.workflows.reminding import reminded_on
from taskboard.workflows.story import STORY_KINDS, sentence
from taskboard.workflows.workspace import Workspace, known_state


@dataclass(frozen=True, slots=True)
class Card:
    """One task in full, ready to be shown.

    Attributes:
        key: Its key.
        facts: Label -> words.
        units: One mapping of label -> words per assignment.
    """

    key: str
    facts: dict[str, str]
    units: list[dict[str, str]]


def show_task(workspace: Workspace, text: str) -> Card:
    """Return all that is known of the task ``text`` means."""
    state = known_state(workspace)
    own = workspace.settings.names
    key = find_task(state, text)
    task: Any = state.tasks.loc[key]
    document: Any = state.documents.loc[task["document"]]
    facts = {
        "编号": key,
        "来源": f"{document['subject'] or document['title']} {document['number']}".strip(),
        "章节": " ".join(part for part in (task["section_heading"], task["heading"]) if part),
        "原文": task["text"],
        "任务": task["wording"] if task["wording"] != task["text"] else "",
        "类型": word("kind", task["kind"], own) if task["kind"] else "",
        "分解": word("decomposition", task["decomposition"], own),
        "时限": _due_words(task, own),
        "节点": "；".join(f"{one.due_on}（{one.words}）" for one in _milestones(task)),
        "指标": "；".join(str(target.get("text", "")) for target in task["targets"]),
        **_people(state, key),
        "批示": instructions_of(state).get(key, ""),
        "来历": _origin(state, task, own),
        "回头看": _looked_back(state, key, own),
        "存疑": task["doubt"],
        "备注": task["note"],
    }
    mine = state.assignments[state.assignments["task"] == key]
    units = [
        _unit_card(row, own) | _papers_of(state, str(name), own)
        for name, row in zip(mine.index, mine.to_dict("records"), strict=True)
    ]
    return Card(key, {label: words for label, words in facts.items() if words}, units)


def _milestones(task: Any) -> list[Milestone]:
    return on_the_way(task["deadlines"], task["due_original"].date())


def _people(state: State, key: str) -> dict[str, str]:
    """Return who follows the task and which leader has charge of it, by label."""
    said = people_of(state).get(key, {})
    return {label: said.get(name, "") for name, label in LABELS.items()}


def _papers_of(state: State, key: str, own: dict[str, str]) -> dict[str, str]:
    """Return what stands in the papers about a unit's work, by label: its liaison first."""
    unit = key.partition("@")[2]
    contact = str(state.units["contact"].get(unit, ""))
    given = [
        f"{e.effective_on} {e.to.get('name')}"
        + (f"（{e.to['proves']}）" if e.to.get("proves") else "")
        for e in state.events("evidence-added", subjects=[key])
    ]
    row: Any = state.assignments.loc[key]
    targets: Any = state.tasks.at[row["task"], "targets"]
    short = lacking(state, key) if row["handling"] in OPEN and row["role"] != "cooperate" else []
    reminded = reminded_on(state).get(key, [])
    checks = state.verifications[state.verifications["assignment"] == key]
    found = {
        "申请": _asked(state, key, own),
        "核查记录": "；".join(_checked(one, own) for one in checks.to_dict("records")),
        "最近催办": f"{reminded[-1]}（共 {len(reminded)} 次）" if reminded else "",
        "实际值": reached(targets, row["actuals"]),
        "联系人": contact,
        "佐证": "；".join(given),
        "办结前还缺": "；".join(short),
    }
    return {label: words for label, words in found.items() if words}


def _asked(state: State, key: str, own: dict[str, str]) -> str:
    """Return each request about an assignment, and what was decided."""
    due = state.assignments.at[key, "due_on"]
    said = []
    rows = state.requests[state.requests["assignment"] == key]
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        decision = f"已{word('decision', row['decision'], own)}" if row["decision"] else "待审批"
        until = ""
        if row["type"] == "extend" and pd.notna(row["new_due"]):
            until = f"至 {row['new_due'].date()}"
            if row["decision"] == "approve" and due < row["new_due"]:
                decision += "，超过时限才提，仍按原时限统计"  # asked for after the day had passed
        kind = word("request", row["type"], own)
        said.append(f"{number} {row['filed_on'].date()} 申请{kind}{until}（{decision}）")
    return "；".join(said)


def _checked(row: dict[Any, Any], own: dict[str, str]) -> str:
    """Return one verification: when, how, by whom, what was found."""
    head = (
        f"{row['verified_on'].date()} {row['method']}，{word('verification', row['finding'], own)}"
    )
    return f"{head}（{row['verifier']}）" + (f"，{row['note']}" if row["note"] else "")


def _origin(state: State, task: Any, own: dict[str, str]) -> str:
    """Return which tasks of earlier years this one carries on, the latest first; "" for none."""
    origins = state.tasks["carried_from"]
    chain = [str(task["carried_from"])]
    while chain[-1]:
        chain.append(str(origins.get(chain[-1], "")))
    if not chain[0]:
        return ""
    found = state.lookbacks[state.lookbacks["carried_to"] == task.name]
    finding = word("lookback", str(found["finding"].iloc[-1]), own) if len(found) else ""
    words = "，再前为 ".join(chain[:-1])
    return f"由 {words} 结转" + (f"（回头看：{finding}）" if finding else "")


def _looked_back(state: State, key: str, own: dict[str, str]) -> str:
    """Return what the last recheck of the task found, "" when there was none."""
    found = state.lookbacks[state.lookbacks["task"] == key]
    if found.empty:
        return ""
    last: Any = found.iloc[-1]
    words = f"{last['effective_on'].date()} {word('lookback', last['finding'], own)}"
    if last["carry"]:
        words += f"，{word('carry', last['carry'], own)}"
    return words + (f"为 {last['carried_to']}" if last["carried_to"] else "")


def _due_words(task: Any, own: dict[str, str]) -> str:
    words = f"{task['due_words']}，{word('origin', task['due_basis'], own)}"
    if task["due_words"] == DEFAULT_WORDS:
        words = "本年度，默认"
    if task["due_on"] == task["due_original"]:
        return f"{task['due_on'].date()}（{words}）"
    return f"{task['due_on'].date()}（原定 {task['due_original'].date()}：{words}）"


def _unit_card(row: dict[Any, Any], own: dict[str, str]) -> dict[str, str]:
    late = f"（逾期 {row['days_late']} 天）" if row["days_late"] else ""
    said = ""
    if row["change"]:
        said = f"{row['reported_on'].date()} {word('change', row['change'], own)}"
    apart = row["self_judgement"] != row["judgement"]  # 督查部门另有判断
    card = {
        "单位": row["unit"],
        "角色": word("role", row["role"], own) if row["role"] else "",
        "时限": str(row["due_on"].date()) if pd.notna(row["due_on"]) else "",
        "办理": word("handling", row["handling"], own),
        "时效": word("timeliness", row["timeliness"], own) + late,
        "按所报": word("judgement", row["self_judgement"], own) if apart else "",
        "判断": word("judgement", row["judgement"], own),
        "依据": row["judgement_reason"],
        "核查": word("verification", row["verification"], own),
        "完成": f"{row['percent']:g}%" if pd.notna(row["percent"]) else "",
        "件数": counted(row["counts"] or {}),
        "最近报送": said,
        "进展": row["progress"],
        "问题": row["problems"],
        "需协调": row["needs"],
        "下步": row["next_step"],
    }
    return {label: words for label, words in card.items() if words}


def task_log(workspace: Workspace, text: str) -> list[str]:
    """Return the whole story of the task ``text`` means, one Chinese sentence per event.

    What was taken back stays in it, marked; so do the forms that asked about it, those that did
    not come back as they should or say nothing usable of it, and the papers that name it.
    """
    state = known_state(workspace)
    key = find_task(state, text)
    selection = state.selection
    given = selection.subjects(("assignment-issued",), taken_back=True)
    keys = [key, *(subject for subject in given if subject.partition("@")[0] == key)]
    asked = selection.events(("request-filed",), taken_back=True)
    numbers = [event.subject for event in asked if event.to.get("assignment") in keys]
    events = selection.events(STORY_KINDS, keys + numbers, taken_back=True)
    filed: dict[str, Event] = {e.subject: e for e in events if e.kind == "request-filed"}
    mine = {event.seq for event in events}
    events += [e for e in selection.events(("undone",)) if mine & set(e.to.get("seqs", ()))]
    reports = {str(e.to.get("form") or "") for e in events if e.kind in REPORTS}
    events += _asked_and_warned(state, set(keys), reports)
    lines = []
    for event in sorted(events, key=lambda event: (event.effective_on, event.seq)):
        words = sentence(event, filed.get(event.subject), workspace.settings.names)
        lines.append(words + ("（已撤销）" if event.seq in selection.dropped else ""))
    return lines


def _asked_and_warned(state: State, keys: set[str], reports: set[str]) -> list[Event]:
    """Return the forms and papers about the assignments ``keys``, and what became of them.

    A form that came back as it should is told by the report it made: it is among the forms
    ``reports``. One that says nothing usable of ``keys`` is told itself.
    """
    forms = [
        event
        for event in state.events("form-issued")
        if not keys.isdisjoint(str(row.get("assignment")) for row in event.to.get("rows") or ())
    ]
    papers = [
        event
        for event in state.events("paper-issued")
        if not keys.isdisjoint(event.to.get("assignments") or ())
    ]
    came = state.events("form-received", subjects=[event.subject for event in forms])
    odd = [
        event
        for event in came
        if event.to.get("outcome") != "accepted" or event.subject not in reports
    ]
    replies = state.events("paper-answered", subjects=[event.subject for event in papers])
    return [*forms, *odd, *papers, *replies]
