"""调整清单: what was changed after a document was issued, each change old → new.

The baseline itself never changes; every line here is an event after it: a corrected measure,
time limit or target, a request that was approved, a task issued later. What an amended document
drops or rewords of an issued task stands at the end as 待定 until a person decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from taskboard.ledger.fold_tasks import document_of, due_of
from taskboard.office.template import chinese_day
from taskboard.reports.chinese import joined
from taskboard.words import NAMES, word

if TYPE_CHECKING:
    from taskboard.ledger.select import Event
    from taskboard.ledger.state import State

KINDS = (
    "task-issued", "task-amended", "task-queried", "task-confirmed", "assignment-issued",
    "assignment-resumed", "request-filed", "request-decided",
)  # fmt: skip
FIELDS = {
    "heading": "工作任务", "wording": "具体措施", "units": "责任单位", "deadlines": "完成时限",
    "targets": "指标", "kind": "类型", "rollup": "办结口径", "note": "备注",
}  # fmt: skip
NONE = "（无）"
PENDING, KEPT, BY_DOCUMENT = "待定", "照旧", "修订稿有变动"
ASIDE = {"suspend": "suspended", "stop": "stopped"}
LATE = "（申请时已过原时限，统计仍按原时限）"


def amendments(state: State, document: str = "") -> dict[str, Any]:
    """Return what the templates of the 调整清单 print.

    Args:
        state: The ledger on the day of the report.
        document: Serial of the one document wanted, ``""`` for all.

    Returns:
        title, subtitle, total and rows: no, code, task, what, old, new, on, who, why, source.
    """
    papers = state.documents
    papers = papers[papers["baseline"].ne("")]
    if document:
        papers = papers[papers.index == document]
    story = _Story(state, set(papers.index))
    rows = [row for event in state.events(*KINDS) for row in story.told(event)]
    pending = list(story.pending())
    made = sum(row["new"] != KEPT or row["what"] != BY_DOCUMENT for row in rows)
    waits = f"，另有待定{len(pending)}处" if pending else ""
    rows += pending
    subject = str(papers["subject"].iloc[0] or papers["title"].iloc[0]) if len(papers) else ""
    baselines = [
        f"{serial} 基线 {str(row['baseline'])[:12]}（{chinese_day(row['baselined_on'])}下达）"
        for serial, row in papers.iterrows()
    ]
    found = "；".join(baselines) or "尚未下达"
    return {
        "title": f"{subject if len(papers) == 1 else '工作'}任务分解表调整清单",
        "subtitle": f"截至{chinese_day(state.as_of)}；{found}；下达后调整{made}处{waits}",
        "total": len(rows),
        "rows": [{"no": number, **row} for number, row in enumerate(rows, 1)],
    }


@dataclass(slots=True)
class _Story:
    """The events of issued tasks in order, with what they need to know of those before."""

    state: State
    serials: set[Any]
    first: dict[str, int] = field(default_factory=dict)  # document -> its first transaction
    issued: dict[str, str] = field(default_factory=dict)  # task -> its code
    due: dict[str, str | None] = field(default_factory=dict)  # assignment -> day
    filed: dict[str, Event] = field(default_factory=dict)
    doubts: dict[str, Event] = field(default_factory=dict)  # task -> what put it in doubt

    def told(self, event: Event) -> Iterator[dict[str, Any]]:
        """Yield the lines of one event; most have none."""
        if event.kind == "request-filed":
            self.filed[event.subject] = event
        elif event.kind == "assignment-issued":
            self.due[event.subject] = event.to.get("due_on")
        elif event.kind == "task-issued":
            yield from self._issue(event)
        elif event.kind == "task-amended" and event.subject in self.issued:
            self.doubts.pop(event.subject, None)
            yield from self._amend(event)
        elif event.kind == "task-queried" and event.subject in self.issued:
            self.doubts[event.subject] = event
        elif event.kind == "task-confirmed" and event.subject in self.doubts:
            del self.doubts[event.subject]
            old = self._wording(event.subject)
            yield self._line(event, event.subject, BY_DOCUMENT, old, KEPT)
        elif event.kind == "assignment-resumed" and self._task(event.subject) in self.issued:
            yield self._line(event, event.subject, "恢复办理", "", word("handling", "in_hand"))
        elif event.kind == "request-decided" and event.to.get("decision") == "approve":
            yield from self._decide(event)

    def pending(self) -> Iterator[dict[str, Any]]:
        """Yield a line for each issued task that an amended document puts in doubt."""
        for task, event in self.doubts.items():
            yield self._line(event, task, BY_DOCUMENT, self._wording(task), PENDING)

    def _wording(self, task: str) -> str:
        return str(self.state.tasks.loc[task, "wording"])

    def _task(self, assignment: str) -> str:
        return assignment.partition("@")[0]

    def _issue(self, event: Event) -> Iterator[dict[str, Any]]:
        serial = document_of(event.subject)
        if serial not in self.serials:
            return
        self.issued[event.subject] = event.subject.removeprefix(f"{serial}-")
        start = self.first.setdefault(serial, event.transaction)
        if event.transaction != start:
            yield self._line(event, event.subject, "补充下达", NONE, str(event.to["wording"]))

    def _amend(self, event: Event) -> Iterator[dict[str, Any]]:
        for name, what in FIELDS.items():
            if name not in event.to:
                continue
            old, new = event.before.get(name), event.to[name]
            yield self._line(event, event.subject, what, _shown(name, old), _shown(name, new))
            if name == "deadlines":
                day = due_of(new, self._year(event.subject))[0].isoformat()
                mine = [key for key in self.due if self._task(key) == event.subject]
                self.due |= dict.fromkeys(mine, day)

    def _year(self, task: str) -> int:
        serial = document_of(task)
        return int(self.state.documents.loc[serial, "year"]) or int(serial[:4])  # type: ignore[arg-type]

    def _decide(self, event: Event) -> Iterator[dict[str, Any]]:
        filed = self.filed.get(event.subject)
        key = str(filed.to.get("assignment")) if filed else ""
        if filed is None or self._task(key) not in self.issued:
            return
        self.doubts.pop(self._task(key), None)
        kind, unit = str(filed.to.get("type")), key.partition("@")[2]
        old, new = "", ""
        if kind == "extend":
            due = str(event.to.get("new_due") or filed.to.get("new_due") or "")
            old, new = self.due.get(key) or NONE, due
            if old != NONE and filed.effective_on > old:
                new += LATE
            else:
                self.due[key] = due
        elif kind == "transfer":
            old, new = unit, str(filed.to.get("to_unit") or "")
        elif kind in ASIDE:
            old, new = word("handling", "in_hand"), word("handling", ASIDE[kind])
        elif kind == "amend":
            old, new = "见申请", event.reason or filed.reason
        else:
            return
        why = "；".join(part for part in (filed.reason, event.reason) if part)
        what = f"{word('request', kind, self.state.settings.names)}（{unit}）"
        yield self._line(event, key, what, old, new) | {"why": why, "source": event.subject}

    def _line(self, event: Event, key: str, what: str, old: str, new: str) -> dict[str, Any]:
        task = self._task(key)
        return {
            "code": task if len(self.serials) > 1 else self.issued[task],
            "task": str(self.state.tasks.loc[task, "heading"]),
            "what": what,
            "old": old,
            "new": new,
            "on": dt.date.fromisoformat(event.effective_on),
            "who": event.actor,
            "why": event.reason,
            "source": event.place or f"台账第{event.seq}号",
        }


def _shown(name: str, value: Any) -> str:
    """Return a field of a task as a cell prints it."""
    if not value:
        return NONE
    if name == "units":
        return "；".join(_roles(value))
    if name in ("deadlines", "targets"):
        return "；".join(dict.fromkeys(_limit(item) for item in value))
    if name in ("kind", "rollup"):
        return NAMES.get(f"{name}.{value}", str(value))
    return str(value)


def _roles(units: list[Mapping[str, Any]]) -> Iterator[str]:
    for role in ("lead", "responsible", "cooperate"):
        names = [str(unit["name"]) for unit in units if unit["role"] == role]
        if names:
            yield f"{word('role', role)}：{joined(names)}"


def _limit(item: Mapping[str, Any]) -> str:
    text, due = str(item["text"]), str(item.get("due_on") or "")
    day = chinese_day(dt.date.fromisoformat(due)) if due else ""
    return text if not day or day in text else f"{text}（{day}）"
