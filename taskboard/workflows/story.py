"""One event as one Chinese sentence, for the story of a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from taskboard.ledger.events import KINDS
from taskboard.ledger.select import Event
from taskboard.words import NAMES, word

STORY_KINDS = tuple(
    kind for kind, (family, _, _) in KINDS.items() if family in ("task", "assignment", "request")
)
Names = Mapping[str, str]


def sentence(event: Event, filed: Event | None, own: Names) -> str:
    """Return what happened, e.g. ``2023-08-04 市教育局 报送进展：有进展，完成 60%。（张三，#31）``.

    Args:
        event: The event.
        filed: For a decision, the request it decides.
        own: The office's own names of statuses.
    """
    about = filed if filed is not None and event.kind == "request-decided" else event
    key = str(about.to.get("assignment") or event.subject)
    unit = key.partition("@")[2]
    told = _DETAILS.get(event.kind)
    detail = told(event, filed, own) if told else ""
    reason = f"理由：{event.reason}" if event.reason else ""
    words = "；".join(part.rstrip("。") for part in (detail, reason) if part)
    head = " ".join(part for part in (event.effective_on, unit, KINDS[event.kind][2]) if part)
    return f"{head}{'：' if words else ''}{words}。（{event.actor}，#{event.seq}）"


def _named(axis: str, code: Any, own: Names) -> str:
    return word(axis, str(code), own) if f"{axis}.{code}" in NAMES else str(code or "")


def _proposed(event: Event, _: Event | None, own: Names) -> str:
    text = str(event.to.get("text", ""))
    return text if len(text) <= 40 else text[:39] + "…"


def _amended(event: Event, _: Event | None, own: Names) -> str:
    labels = {
        "wording": "措施",
        "units": "单位",
        "deadlines": "时限",
        "targets": "指标",
        "note": "备注",
    }
    changed = [
        f"{label}{_change(event, name)}" for name, label in labels.items() if name in event.to
    ]
    if "rollup" in event.to:
        by = "牵头单位定" if event.to["rollup"] == "lead" else "各单位分别"
        changed.append(f"办结口径改为“{by}”")
    return "、".join(changed)


def _change(event: Event, name: str) -> str:
    old, new = event.before.get(name), event.to.get(name)
    if name == "units":
        old, new = (
            "、".join(u.get("name", "") for u in side) if isinstance(side, list) else side
            for side in (old, new)
        )
    if isinstance(new, str):
        return f"由“{old}”改为“{new}”" if old else f"改为“{new}”"
    return "已修改"


def _assigned(event: Event, _: Event | None, own: Names) -> str:
    role, due = event.to.get("role"), event.to.get("due_on")
    parts = [_named("role", role, own) if role else "", f"时限 {due}" if due else ""]
    return "，".join(part for part in parts if part)


def _reported(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    parts = [_named("change", to.get("change", "progress"), own)]
    if to.get("percent") is not None:
        parts.append(f"完成 {to['percent']:g}%")
    labels = {"text": "", "problems": "问题：", "needs": "需协调：", "next_step": "下步："}
    parts += [f"{label}{to[name]}" for name, label in labels.items() if to.get(name)]
    if to.get("reporter"):
        parts.append(f"报送人 {to['reporter']}")
    if event.kind == "progress-corrected":
        parts.append(f"更正第 {to.get('supersedes')} 号")
    return "，".join(str(part).rstrip("。") for part in parts)


def _filed(event: Event, _: Event | None, own: Names) -> str:
    due = f"至 {event.to['new_due']}" if event.to.get("new_due") else ""
    unit = f"给 {event.to['to_unit']}" if event.to.get("to_unit") else ""
    return f"{event.subject} {_named('request', event.to.get('type'), own)}{due}{unit}"


def _decided(event: Event, filed: Event | None, own: Names) -> str:
    kind = _named("request", filed.to.get("type"), own) if filed else ""
    reply = f"，{event.to['reply_by']} 前重新报送" if event.to.get("reply_by") else ""
    return f"{event.subject} {_named('decision', event.to.get('decision'), own)}{kind}{reply}"


def _verified(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    parts = [to.get("method", ""), _named("verification", to.get("finding"), own), to.get("note")]
    return "，".join(str(part) for part in parts if part)


def _looked_back(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    carry = _named("carry", to["carry"], own) if to.get("carry") else ""
    if to.get("carried_to"):
        carry += f"为 {to['carried_to']}"
    parts = [_named("lookback", to.get("finding"), own), carry]
    parts += [
        f"{label}{to[name]}"
        for name, label in (("evidence", "佐证："), ("checker", "复查人 "))
        if to.get(name)
    ]
    return "，".join(part for part in parts if part)


_DETAILS: dict[str, Callable[[Event, Event | None, Names], str]] = {
    "task-proposed": _proposed,
    "task-amended": _amended,
    "task-split": lambda e, _, own: "、".join(map(str, e.to.get("tasks", []))),
    "task-merged": lambda e, _, own: str(e.to.get("into", "")),
    "assignment-issued": _assigned,
    "progress-reported": _reported,
    "progress-corrected": _reported,
    "judgement-set": lambda e, _, own: "，".join(
        str(p) for p in (_named("judgement", e.to.get("judgement"), own), e.to.get("note")) if p
    ),
    "flag-set": lambda e, _, own: _named("cadence", e.to.get("cadence"), own) or "按设置",
    "instruction-noted": lambda e, _, own: f"{e.to.get('who', '')}：{e.to.get('what', '')}",
    "evidence-added": lambda e, _, own: f"{e.to.get('name')}（SHA-256 {e.to.get('sha256')}）",
    "request-filed": _filed,
    "request-decided": _decided,
    "verification-recorded": _verified,
    "assignment-reopened": lambda e, _, own: (
        f"撤回第 {e.to['closure']} 号办结" if e.to.get("closure") else ""
    ),
    "lookback-recorded": _looked_back,
}
