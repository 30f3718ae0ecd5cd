"""Fold the life of each assignment (task × unit) onto the five axes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from taskboard.ledger import frames
from taskboard.ledger.fold_tasks import document_of, due_of
from taskboard.ledger.fold_updates import last_words, report_days
from taskboard.ledger.handling import ASIDE, DONE, OPEN
from taskboard.ledger.judgement import gap_points, judge
from taskboard.ledger.select import Event, Selection
from taskboard.ledger.table import frame
from taskboard.ledger.timeliness import answers, days_late, occurrences, timeliness
from taskboard.periods import elapsed_share, is_late
from taskboard.settings import Settings

KINDS = (
    "assignment-issued",
    "assignment-received",
    "judgement-set",
    "flag-set",
    "request-filed",
    "request-decided",
    "verification-recorded",
    "assignment-written-off",
    "assignment-archived",
    "assignment-reopened",
    "assignment-resumed",
    "task-amended",
    "lookback-recorded",
)
WORDS = ("change", "percent", "problems", "needs", "next_step", "actuals", "counts")
Rows = dict[str, dict[str, Any]]


def assignments(selection: Selection, papers: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return one row per assignment in order of issue, see `frames.ASSIGNMENTS`."""
    rows: Rows = {}
    requests: dict[str, Event] = {}
    for event in selection.events(KINDS):
        if event.kind == "request-filed":
            requests[event.subject] = event
            key = str(event.to.get("assignment", ""))
        elif event.kind == "request-decided":
            filed = requests.get(event.subject)
            key = str(filed.to.get("assignment", "")) if filed else ""
        else:
            key = event.subject
        if event.kind == "assignment-issued":
            _issue(rows, event)
        elif event.kind == "task-amended":
            _amend(rows, event, papers)
        elif event.kind == "lookback-recorded":
            _look_back(rows, event)
        elif key in rows:
            _STEPS[event.kind](rows[key], event, requests)
    versions = selection.versions(("assignment-issued",))
    words = {str(row["key"]): row for row in last_words(selection)}
    turns = report_days(selection, _recurring(selection, rows, settings))
    as_of = dt.date.fromisoformat(selection.as_of)
    years = papers["year"].to_dict()
    for key, row in rows.items():
        row["version"] = versions.get(key, 0)
        _add_words(row, words.get(key))
        _derive(row, as_of, years, settings)
        if key in turns and row["handling"] in OPEN:
            _add_turn(row, *_turn(row, turns[key], as_of))
    return frame(list(rows.values()), frames.ASSIGNMENTS)


def _recurring(selection: Selection, rows: Rows, settings: Settings) -> list[str]:
    """Return the recurring assignments that owe turns of their own."""
    found = {key: row for key, row in rows.items() if row["rrule"]}
    tasks = sorted({row["task"] for row in found.values() if row["role"] != "lead"})
    led = {}
    for event in selection.events(("task-proposed", "task-amended"), tasks):
        if "rollup" in event.to:
            led[event.subject] = event.to["rollup"] == "lead"
    return [
        key
        for key, row in found.items()
        if answers(row["role"], row["cadence"] or "", led.get(row["task"], False), settings.cadence)
    ]


def _issue(rows: Rows, event: Event) -> None:
    task, _, unit = event.subject.partition("@")
    to = event.to
    rows[event.subject] = {
        "key": event.subject,
        "task": task,
        "unit": unit,
        **{name: to.get(name) for name in ("role", "kind", "rrule", "cadence", "due_basis")},
        "issued_on": event.effective_on,
        "due_on": _day(to.get("due_on")),
        "due_original": _day(to.get("due_on")),
        "extensions": 0,
        "handling": "to_receive",
        "moved": (event.effective_on, event.seq),
        "judgement": "",
        "verification": "unverified",
        "returns": 0,
        "reopens": 0,
    }


def _amend(rows: Rows, event: Event, papers: pd.DataFrame) -> None:
    if "deadlines" not in event.to:
        return
    document = document_of(event.subject)
    year = int(papers["year"].get(document, 0)) or int(document[:4])
    day, basis, _ = due_of(event.to["deadlines"], year)
    for row in rows.values():
        if row["task"] == event.subject:
            row["due_on"], row["due_basis"] = day, basis


def _look_back(rows: Rows, event: Event) -> None:
    """What 回头看 carried over or stopped is not asked for any more; what was closed stays so."""
    carry = event.to.get("carry")
    if carry:
        state = "stopped" if carry == "stopped" else "carried"
        for row in rows.values():
            if row["task"] == event.subject and row["handling"] in (*OPEN, "suspended"):
                _move(row, event, state)


def _move(row: dict[str, Any], event: Event, state: str) -> None:
    row["handling"] = state
    row["moved"] = (event.effective_on, event.seq)


def _receive(row: dict[str, Any], event: Event, _: Mapping[str, Event]) -> None:
    row.setdefault("received_on", event.effective_on)
    if row["handling"] in ("to_receive", "returned"):
        _move(row, event, "in_hand")


def _file(row: dict[str, Any], event: Event, _: Mapping[str, Event]) -> None:
    if event.to.get("type") == "close":
        _move(row, event, "to_review")


def _decide(row: dict[str, Any], event: Event, requests: Mapping[str, Event]) -> None:
    filed = requests[event.subject]
    kind, approved = filed.to.get("type"), event.to.get("decision") == "approve"
    if kind == "close":
        _move(row, event, "completed" if approved else "returned")
        row["decided_on"] = event.effective_on
        if approved:
            row["completed_on"] = filed.day
        else:
            row["returns"] += 1
            row["verification"] = "unverified"  # what was found true was not done after all
    elif approved and kind == "extend":
        row["extensions"] += 1
        new_due = _day(event.to.get("new_due") or filed.to.get("new_due"))
        # asked for after the day had passed: the old day still counts
        if new_due and (row["due_on"] is None or not is_late(row["due_on"], filed.day)):
            row["due_on"], row["extended"] = new_due, True
    elif approved and kind in ("suspend", "transfer", "stop"):
        state = {"suspend": "suspended", "transfer": "transferred", "stop": "stopped"}[kind]
        _move(row, event, state)


def _write_off(row: dict[str, Any], event: Event, _: Mapping[str, Event]) -> None:
    _move(row, event, "written_off")
    row["written_off_on"] = event.effective_on


def _archive(row: dict[str, Any], event: Event, _: Mapping[str, Event]) -> None:
    _move(row, event, "archived")
    row["archived_on"] = event.effective_on


def _reopen(row: dict[str, Any], event: Event, _: Mapping[str, Event]) -> None:
    _move(row, event, "in_hand")
    row["reopens"] += 1
    row["verification"] = "unverified"
    for name in ("completed_on", "decided_on", "written_off_on", "archived_on"):
        row.pop(name, None)


def _resume(row: dict[str, Any], event: Event, _: Mapping[str, Event]) -> None:
    _move(row, event, "in_hand")


def _verify(row: dict[str, Any], event: Event, _: Mapping[str, Event]) -> None:
    row["verification"] = event.to.get("finding", "unverified")


def _set_judgement(row: dict[str, Any], event: Event, _: Mapping[str, Event]) -> None:
    row["judgement"] = event.to.get("judgement") or ""
    row["judgement_reason"] = event.to.get("note") or event.reason


def _flag(row: dict[str, Any], event: Event, _: Mapping[str, Event]) -> None:
    row["cadence"] = event.to.get("cadence") or ""


_STEPS: dict[str, Callable[[dict[str, Any], Event, Mapping[str, Event]], None]] = {
    "assignment-received": _receive,
    "request-filed": _file,
    "request-decided": _decide,
    "assignment-written-off": _write_off,
    "assignment-archived": _archive,
    "assignment-reopened": _reopen,
    "assignment-resumed": _resume,
    "verification-recorded": _verify,
    "judgement-set": _set_judgement,
    "flag-set": _flag,
}


def _add_words(row: dict[str, Any], words: Mapping[str, Any] | None) -> None:
    row["actuals"], row["counts"], row["reports"] = {}, {}, 0
    if words is None:
        return
    for name in (*WORDS, "reported_on", "reported_round", "reports", "self_judgement"):
        if name in words and not (isinstance(words[name], float) and pd.isna(words[name])):
            row[name] = words[name]
    text = words.get("text")
    row["progress"] = text if isinstance(text, str) else ""
    later = (words["reported_on"], words["seq"]) > row["moved"]
    if row["handling"] in ("to_receive", "returned") and later:
        row["handling"] = "in_hand"


def _derive(
    row: dict[str, Any], as_of: dt.date, years: Mapping[Any, Any], settings: Settings
) -> None:
    # what is counted per occurrence is never late by itself
    due = None if row["kind"] == "triggered" else row["due_on"]
    completed = row.get("completed_on")
    aside = row["handling"] in ASIDE
    extended = bool(row.get("extended"))
    code = timeliness(due, completed, as_of, settings.near_days, extended)
    row["timeliness"] = "not_due" if aside else code
    row["days_late"] = 0 if aside else days_late(due, completed, as_of)
    year = int(years.get(document_of(row["task"]), 0)) or as_of.year
    end = due or dt.date(year, 12, 31)
    share = elapsed_share(as_of, dt.date(min(year, end.year), 1, 1), end)
    percent = row.get("percent")
    number = float("nan") if percent is None else float(percent)
    if row["handling"] in DONE:
        number = 100.0
    own = judge(number, share, settings.judgement)
    row["self_judgement"] = row.get("self_judgement") or own
    if not row["judgement"]:
        row["judgement"] = own
        row["judgement_reason"] = "" if own == "grey" else _reason(number, share)


def _add_turn(row: dict[str, Any], code: str, late: int) -> None:
    """Let the last turn speak, unless the end of one-time work that has turns is more pressing."""
    own = row["timeliness"] if row["kind"] == "once" else ""
    if own != "late" and (own != "near_due" or code == "missed"):
        row["timeliness"], row["days_late"] = code, late


def _turn(row: dict[str, Any], reports: list[dt.date], as_of: dt.date) -> tuple[str, int]:
    """Return how recurring work stands: by its last turn, or the one before while that is open."""
    issued = dt.date.fromisoformat(row["issued_on"])
    end = row["due_on"] or dt.date(issued.year, 12, 31)
    turns = occurrences(row["rrule"], issued, end, reports, as_of)
    if not turns:
        return "not_due", 0
    last = turns[-1]
    if last.code == "owed" and len(turns) > 1 and turns[-2].code == "missed":
        last = turns[-2]
    return last.code, days_late(last.due_on, last.reported_on, as_of)


def _reason(percent: float, share: float) -> str:
    points = round(gap_points(percent, share), 2)
    side = "超" if points > 0 else "慢"
    gap = f"{side}序时 {abs(points):.2f} 个百分点" if points else "与序时持平"
    return f"完成 {percent:g}%，序时 {share * 100:.2f}%，{gap}"


def _day(text: object) -> dt.date | None:
    return dt.date.fromisoformat(str(text)) if text else None
