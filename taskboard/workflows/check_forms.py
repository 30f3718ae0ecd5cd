"""Hold forms, sent out and taken back, to what an import may ask and may change.

A form holds only its own unit's rows, only those its round asks about, at most ten open cells in a
row, and nothing of judgement. A report that came with a form stands in a row of that form, was
written with the receipt of its file, and was not older than what the ledger knew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from taskboard.collection.form import COLUMNS, LOCKED, MAX_CELLS, form_from_json, replaces
from taskboard.ledger.asking import reports_by_assignment, written_within
from taskboard.ledger.check import at, wrong
from taskboard.ledger.events import KINDS
from taskboard.ledger.fold_rounds import TAKEN
from taskboard.ledger.rules import EVER
from taskboard.ledger.select import Event, Selection
from taskboard.ledger.store import Ledger
from taskboard.model import Finding

MAY_WRITE = ("progress-reported", "progress-corrected", "request-filed", "form-received")
ASKED = {column.key for column in COLUMNS if column.kind not in ("key", "locked")}


def check_forms(ledger: Ledger) -> Iterator[Finding]:
    """Tell which forms and which of their rows break a rule."""
    selection = Selection(ledger, EVER, ledger.head())
    issued = {event.subject: event for event in selection.events(("form-issued",))}
    identity = ledger.identity()
    rounds = {
        event.subject: set(event.to.get("asks", []))
        for event in selection.events(("round-opened",))
    }
    for event in issued.values():
        yield from _sent(event, identity, rounds.get(str(event.to.get("round"))))
    received: dict[int, list[Event]] = defaultdict(list)
    for event in selection.events(("form-received",)):
        received[event.transaction].append(event)
    written: Counter[tuple[int, str]] = Counter()
    rows = {
        form: {str(row["assignment"]) for row in event.to.get("rows", [])}
        for form, event in issued.items()
    }
    for reports in reports_by_assignment(selection):
        for event in reports:
            if form := str(event.to.get("form") or ""):
                written[event.transaction, form] += 1
                yield from _taken(event, form, rows, received)
        yield from _stale(reports, issued)
    yield from _counted(received, written)
    yield from _beside(selection, received)


def _sent(event: Event, identity: str, asks: set[str] | None) -> Iterator[Finding]:
    """Look at a form as it went out."""
    unit = str(event.to.get("unit"))
    if form_from_json(event.subject, identity, event.to).checksum != event.to.get("checksum"):
        told = "登记的表与发出时的校验值不符，锁定的内容被改动过。"
        yield wrong("form-differs", told, at(event))
    for row in event.to["rows"]:
        key = str(row["assignment"])
        if key.partition("@")[2] != unit:
            yield wrong("form-other-unit", f"发给{unit}的表里有别的单位的事项 {key}。", at(event))
        elif asks is not None and key not in asks:
            yield wrong("form-not-asked", f"本期没有要报的事项 {key} 进了表。", at(event))
        if len(row["asks"]) > MAX_CELLS:
            told = f"{key} 要填 {len(row['asks'])} 格，超过 {MAX_CELLS} 格。"
            yield wrong("form-too-long", told, at(event))
        if inside := _inside(row):
            told = f"{key} 的行里有不该发给单位的内容：{'、'.join(inside)}。"
            yield wrong("form-inside", told, at(event))


def _inside(row: Mapping[str, Any]) -> list[str]:
    """Return the fields of a row that are no column of a form: judgement, scores, remarks."""
    prefilled = {str(name).partition(":")[0] for name in (*row["prefill"], *row["asks"])}
    return sorted({*row["locked"]} - {*LOCKED}) + sorted(prefilled - ASKED)


def _taken(
    event: Event, form: str, rows: Mapping[str, set[str]], received: Mapping[int, list[Event]]
) -> Iterator[Finding]:
    """Look at a report that says it came with ``form``."""
    if event.subject not in rows.get(form, ()):
        yield wrong("form-row-unknown", f"表 {form} 里没有这一项，却记了它报来的进展。", at(event))
    receipts = [one for one in received[event.transaction] if one.subject == form]
    if not any(one.to.get("outcome") in TAKEN and one.to.get("sha256") for one in receipts):
        yield wrong("form-no-receipt", f"记了表 {form} 报来的进展，却没有收表记录。", at(event))


def _stale(reports: list[Event], issued: Mapping[str, Event]) -> Iterator[Finding]:
    """Look for a form that was taken though the ledger knew something newer than it."""
    for event in reports:
        form = str(event.to.get("form") or "")
        if form not in issued:
            continue
        before = [one for one in reports if one.seq < event.seq and one.day <= event.day]
        gone = {one.to.get("supersedes") for one in before}
        last = next((one for one in reversed(before) if one.seq not in gone), None)
        if last is None or last.seq <= issued[form].seq:
            continue
        if not replaces(form, str(last.to.get("form") or "")):
            told = f"表 {form} 发出之后已有更新的进展（事件 {last.seq}），旧表仍盖过了它。"
            yield wrong("form-stale", told, at(event))


def _counted(
    received: Mapping[int, list[Event]], written: Mapping[tuple[int, str], int]
) -> Iterator[Finding]:
    """Compare the number of rows a receipt says were taken with the reports written with it."""
    for events in received.values():
        for event in events:
            counts = event.to.get("counts") or {}
            if event.to.get("outcome") not in TAKEN or "taken" not in counts:
                continue
            found = written[event.transaction, event.subject]
            if counts["taken"] != found:
                told = f"回执写收下 {counts['taken']} 项，台账中实有 {found} 项。"
                yield wrong("form-count", told, at(event))


def _beside(selection: Selection, received: Mapping[int, list[Event]]) -> Iterator[Finding]:
    """Look for anything else than reports and requests written together with a receipt."""
    others = tuple(kind for kind in KINDS if kind not in MAY_WRITE)
    for seq, kind, subject in written_within(selection, sorted(received), others):
        told = f"收表时写了不该由填报表改动的内容（{KINDS[kind][2]}）。"
        yield wrong("form-wrote-else", told, f"事件 {seq}，{subject}")
