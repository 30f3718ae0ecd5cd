"""The rules of the design that a ledger's events can be held to, one small check each."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from taskboard.ledger.asking import asked_twice
from taskboard.ledger.baseline import broken_baselines
from taskboard.ledger.check import doubled
from taskboard.ledger.events import KINDS
from taskboard.ledger.replay import forbidden_moves
from taskboard.ledger.schema import EVENTS
from taskboard.ledger.select import Event, Selection
from taskboard.ledger.store import Ledger
from taskboard.model import Finding

EVER = "9999-12-31"
# family of a subject -> the kind that brings it into being
BIRTHS = {
    "document": "document-imported",
    "task": "task-proposed",
    "assignment": "assignment-issued",
    "round": "round-opened",
    "form": "form-issued",
    "request": "request-filed",
    "paper": "paper-issued",
    "unit": "unit-recorded",
    "appeal": "appeal-filed",
}


def check_rules(ledger: Ledger) -> list[Finding]:
    """Return what breaks a rule, with the event that does."""
    selection = Selection(ledger, EVER, ledger.head())
    with selection.connection():
        return [
            *_undone(selection),
            *_births(selection),
            *_requests(selection),
            *_corrections(selection),
            *_own_work(selection),
            *_closures(selection),
            *_moves(selection),
            *_forms(selection),
            *_baselines(selection),
            *_carried(selection),
            *asked_twice(selection),
        ]


def _wrong(code: str, message: str, event: Event | None = None, place: str = "") -> Finding:
    where = f"事件 {event.seq}，{event.subject}" if event else place
    return Finding(code, "error", message, place=where)


def _undone(selection: Selection) -> Iterator[Finding]:
    head = selection.until_seq
    for event in selection.events(("undone",)):
        for seq in event.to["seqs"]:
            if not 0 < seq < event.seq or seq > head:
                yield _wrong("undone-unknown", f"撤销了不存在的事件 {seq}。", event)


def _births(selection: Selection) -> Iterator[Finding]:
    """Look for subjects that something happened to before they were brought into being."""
    with selection.connection() as connection:
        for family, birth in BIRTHS.items():
            kinds = [kind for kind, (of, _, _) in KINDS.items() if of == family and kind != birth]
            born = sa.select(EVENTS.c.subject).where(EVENTS.c.kind == birth)
            query = (
                sa.select(EVENTS.c.subject, sa.func.min(EVENTS.c.seq))
                .where(EVENTS.c.kind.in_(kinds), EVENTS.c.subject.notin_(born))
                .group_by(EVENTS.c.subject)
            )
            for subject, seq in connection.execute(query):
                place = f"事件 {seq}，{subject}"
                yield _wrong("subject-unknown", f"所涉对象没有“{KINDS[birth][2]}”。", place=place)
    tasks = {event.subject for event in selection.events(("task-proposed",))}
    for event in selection.events(("assignment-issued",)):
        if event.subject.partition("@")[0] not in tasks:
            yield _wrong("task-missing", "承办件所属的任务不存在。", event)
    for family, kind in [*BIRTHS.items(), ("task", "task-issued")]:
        events = selection.events((kind,)) if family != "unit" else []
        last = {event.subject: event for event in events}
        for subject in doubled([event.subject for event in events]):
            told = f"“{KINDS[kind][2]}”写了两次，后一次顶替了原来的内容。"
            yield _wrong("written-twice", told, last[subject])


def _requests(selection: Selection) -> Iterator[Finding]:
    assignments = {event.subject for event in selection.events(("assignment-issued",))}
    for event in selection.events(("request-filed",)):
        if event.to.get("assignment") not in assignments:
            yield _wrong("assignment-missing", "申请所涉的承办件不存在。", event)
    decided = selection.events(("request-decided",))
    for number in doubled([event.subject for event in decided]):
        yield _wrong("decided-twice", "同一申请审批了两次。", place=number)


def _corrections(selection: Selection) -> Iterator[Finding]:
    """Corrections supersede an update of the same assignment, never anything else."""
    for event in selection.events(("progress-corrected",)):
        old = event.to.get("supersedes")
        with selection.connection() as connection:
            row = connection.execute(
                sa.select(EVENTS.c.subject, EVENTS.c.kind).where(EVENTS.c.seq == old)
            ).first()
        if row is None or row[0] != event.subject or not row[1].startswith("progress-"):
            yield _wrong("correction-unknown", f"更正的第 {old} 号不是本承办件的进展。", event)


def _own_work(selection: Selection) -> Iterator[Finding]:
    """No unit judges, verifies, extends, closes or writes off its own work."""
    filed = {e.subject: e for e in selection.events(("request-filed", "appeal-filed"))}
    names = _short_names(selection)
    kinds = (
        "judgement-set",
        "request-decided",
        "verification-recorded",
        "assignment-written-off",
        "appeal-decided",
    )
    for event in selection.events(kinds):
        asked = filed.get(event.subject)
        key = str(asked.to.get("assignment", "")) if asked else event.subject
        unit = str(asked.to.get("unit", "")) if asked else ""
        unit = unit or key.partition("@")[2]
        own = names.get(event.actor_unit, event.actor_unit)
        if own and own == unit:
            message = f"{event.actor}代表{own}处理了本单位承办的事项（{KINDS[event.kind][2]}）。"
            yield _wrong("own-work", message, event)


def _short_names(selection: Selection) -> dict[str, str]:
    """Return full names by the short names that one unit alone has."""
    names: dict[str, set[str]] = {}
    for event in selection.events(("unit-recorded",)):
        for short in event.to.get("short_names") or []:
            names.setdefault(str(short), set()).add(event.subject)
    return {short: min(full) for short, full in names.items() if len(full) == 1}


def _closures(selection: Selection) -> Iterator[Finding]:
    """A write-off follows a verification 属实 since the last return; an archive a write-off."""
    kinds = (
        "request-filed",
        "request-decided",
        "verification-recorded",
        "assignment-written-off",
        "assignment-archived",
        "assignment-reopened",
    )
    verified: dict[str, str] = {}
    written: set[str] = set()
    closing: dict[str, str] = {}
    for event in sorted(selection.events(kinds), key=lambda event: event.seq):
        key = event.subject
        if event.kind == "request-filed":
            if event.to.get("type") == "close":
                closing[key] = str(event.to.get("assignment"))
        elif event.kind == "request-decided":
            if event.to.get("decision") == "reject":
                verified.pop(closing.get(key, ""), None)
        elif event.kind == "verification-recorded":
            verified[key] = str(event.to.get("finding"))
        elif event.kind == "assignment-reopened":
            verified.pop(key, None)
            written.discard(key)
        elif event.kind == "assignment-written-off":
            written.add(key)
            if verified.get(key) != "true":
                yield _wrong("written-off-unverified", "没有“属实”的核查就销号。", event)
        elif key not in written:
            yield _wrong("archived-open", "没有销号就归档。", event)


def _moves(selection: Selection) -> Iterator[Finding]:
    """Every move along the axis 办理 starts from a state that allows it."""
    for event, key, action in forbidden_moves(selection):
        yield _wrong("move-forbidden", f"{key} 当时的办理状态不允许“{action}”。", event)


def _forms(selection: Selection) -> Iterator[Finding]:
    """The same returned file is taken in once."""
    taken = [
        f"{event.subject} {event.to['sha256']}"
        for event in selection.events(("form-received",))
        if event.to.get("sha256") and event.to.get("outcome") in ("accepted", "late")
    ]
    for name in doubled(taken):
        yield _wrong("form-twice", "同一文件收录了两次。", place=name)


def _baselines(selection: Selection) -> Iterator[Finding]:
    """What was frozen when a document was issued still gives the baseline's hash."""
    for serial, event in broken_baselines(selection):
        yield _wrong("baseline-differs", f"{serial} 下达的内容与基线的哈希不符。", event)


def _carried(selection: Selection) -> Iterator[Finding]:
    """What 回头看 carried over is a task that says where it comes from."""
    origins = {e.subject: e.to.get("carried_from") for e in selection.events(("task-proposed",))}
    for event in selection.events(("lookback-recorded",)):
        new = event.to.get("carried_to")
        if new and origins.get(str(new)) != event.subject:
            yield _wrong("carried-unknown", f"结转后的任务 {new} 不存在或来历不符。", event)
