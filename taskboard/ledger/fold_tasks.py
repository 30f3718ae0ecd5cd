"""Fold the events of documents and tasks: proposed, changed, issued, and when each is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from taskboard.ledger import frames
from taskboard.ledger.select import Selection
from taskboard.ledger.table import EMPTY, frame, plain

DEFAULT_WORDS = "本年度（默认）"
# milestones that are the end of a task; all others lie on the way to it
COMPLETIONS = (
    "完工", "竣工", "投用", "投产", "投运", "使用", "运营", "运行", "验收", "交付", "交房", "通车",
    "贯通", "开馆", "开园", "开业", "开街", "上线", "并网", "通水", "通气", "供暖",
)  # fmt: skip
BLANK = {name: EMPTY.get(kind) for name, kind in frames.TASKS.items()}
DOCUMENT_KINDS = ("document-imported", "document-amended", "task-issued")
TASK_KINDS = (
    "task-proposed",
    "task-confirmed",
    "task-amended",
    "task-split",
    "task-merged",
    "task-queried",
    "task-ignored",
    "task-issued",
)
LIVE = ("proposed", "confirmed", "amended", "queried")  # still to be issued
LEFT_OUT = ("split", "merged", "ignored")
DECIDED = "request-decided"
FIELDS = ("wording", "units", "deadlines", "targets", "kind", "rollup", "note", "heading")


def documents(rows: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Return the frame of `document_rows`, see `frames.DOCUMENTS`."""
    return frame(list(rows.values()), frames.DOCUMENTS)


def document_rows(selection: Selection) -> dict[str, dict[str, Any]]:
    """Return the source documents by serial, each with the columns of `frames.DOCUMENTS`."""
    rows: dict[str, dict[str, Any]] = {}
    for event in selection.events(DOCUMENT_KINDS):
        if event.kind == "task-issued":
            row = rows.get(document_of(event.subject))
            if row is not None:
                row["baseline"] = event.to.get("baseline", row.get("baseline", ""))
                row["baselined_on"] = event.effective_on
            continue
        row = rows.setdefault(event.subject, {"key": event.subject})
        row.update(event.to)
    return plain(sorted(rows.values(), key=lambda r: r["key"]), frames.DOCUMENTS)


def tasks(rows: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Return the frame of `task_rows`, see `frames.TASKS`."""
    return frame(list(rows.values()), frames.TASKS)


def task_rows(
    selection: Selection,
    papers: Mapping[str, Mapping[str, Any]],
    assigned: Callable[[], pd.DataFrame],
    keys: Sequence[str] | None = None,
) -> dict[str, dict[str, Any]]:
    """Return the tasks by key in printed order, each with the columns of `frames.TASKS`.

    Args:
        selection: The events that count.
        papers: The documents' rows, for their years.
        assigned: Gives the assignments' frame, asked only once a request was decided: an
            extension approved there moves the task's own day.
        keys: Only these; all when None.
    """
    rows: dict[str, dict[str, Any]] = {}
    for event in selection.events(TASK_KINDS, keys):
        if event.kind == "task-proposed":
            rows[event.subject] = _proposed(event.subject, event.seq, event.to)
        elif (row := rows.get(event.subject)) is not None:
            _apply(row, event.kind, event.to, event.reason, event.effective_on)
    versions = selection.versions(("task-proposed",), keys)
    years = {serial: paper["year"] for serial, paper in papers.items()}
    for key, row in rows.items():
        row["version"] = versions.get(key, 0)
        _set_due(row, years.get(row["document"], 0) or _year_of(key))
    if selection.marks((DECIDED,)):
        _extend(rows, assigned())
    order = sorted(rows.values(), key=lambda r: (r["document"], r["order"], r["at"]))
    return {row["key"]: row for row in order}


def document_of(task: str) -> str:
    """Return the serial of the document a task key belongs to."""
    return "-".join(task.split("-")[:2])


def is_end(milestone: str) -> bool:
    """Say whether ``milestone`` (``""``: none) completes a task: 竣工 does, 动工 does not."""
    return not milestone or (milestone.endswith(COMPLETIONS) and not milestone.startswith("主体"))


def due_of(deadlines: Sequence[Mapping[str, Any]], year: int) -> tuple[dt.date, str, str]:
    """Return the day a task must be done by, the basis of that day, and its printed words.

    The latest ``due`` deadline counts that is no milestone on the way (动工, 出台); 投用, 验收 and
    the like are the end itself. One that a 分解表 gives goes before those of the text. Without
    one it is the year's end, marked as default and never as if it were printed. The words of a
    task that only comes back are those of its turns, 每季度.
    """
    ends = [
        d
        for d in deadlines
        if d.get("kind") == "due" and d.get("due_on") and is_end(str(d.get("milestone") or ""))
    ]
    ends = [d for d in ends if d.get("origin") == "table"] or ends
    if not ends:
        turns = dict.fromkeys(
            str(d.get("text") or "") for d in deadlines if d.get("kind") == "recurring"
        )
        return dt.date(year, 12, 31), "default", "；".join(filter(None, turns)) or DEFAULT_WORDS
    last = max(ends, key=lambda d: str(d["due_on"]))
    day = dt.date.fromisoformat(str(last["due_on"]))
    return day, str(last.get("origin") or "stated"), str(last.get("text") or "")


def _proposed(key: str, seq: int, to: Mapping[str, Any]) -> dict[str, Any]:
    span = to.get("span") or (0, 0)
    path = str(to.get("path") or "")
    return {
        **BLANK,
        **to,
        "key": key,
        "at": seq,
        "document": to.get("document") or document_of(key),
        "section": to.get("section") or path.split(".")[0],
        "wording": to.get("wording") or to.get("text") or "",
        "decomposition": "proposed",
        "span_start": span[0],
        "span_end": span[1],
        "order": span[0] if to.get("after") is None else to["after"],
        **{name: to.get(name) or [] for name in ("units", "deadlines", "targets")},
    }


def _apply(row: dict[str, Any], kind: str, to: Mapping[str, Any], reason: str, day: str) -> None:
    row.update({name: to[name] for name in FIELDS if name in to})
    if "source" in to:  # reworded by an amended document: its spans index that one's text
        row["text"], row["source"] = to["text"], to["source"]
        row["span_start"], row["span_end"] = to["span"]
    if kind == "task-issued":
        row["issued_on"] = day
        row["issued_deadlines"] = row["deadlines"]
    row["decomposition"] = became(row["decomposition"], kind)
    row["doubt"] = reason if kind == "task-queried" else ""


def became(decomposition: str, kind: str) -> str:
    """Return what an event of ``kind`` makes of a task's state: one that is issued stays so."""
    if decomposition == "issued" and kind not in ("task-split", "task-merged", "task-ignored"):
        return decomposition
    return kind.removeprefix("task-")


def _year_of(key: str) -> int:
    head = key.split("-")[0]
    return int(head) if head.isdigit() and len(head) == 4 else 2000


def _set_due(row: dict[str, Any], year: int) -> None:
    row["due_on"], row["due_basis"], row["due_words"] = due_of(row["deadlines"], year)
    issued = row.get("issued_deadlines")
    row["due_original"] = row["due_on"] if issued is None else due_of(issued, year)[0]


def _extend(rows: dict[str, dict[str, Any]], assigned: pd.DataFrame) -> None:
    live = assigned[~assigned["handling"].isin(["transferred", "stopped", "carried"])]
    extended = live.loc[live["extensions"] > 0, "task"]
    for task, group in live[live["task"].isin(extended)].groupby("task", sort=False):
        row = rows.get(str(task))
        if row is None:
            continue
        leads = group[group["role"] == "lead"]
        deciding = leads if row.get("rollup") == "lead" and len(leads) else group
        last = deciding["due_on"].max()
        if pd.notna(last):
            row["due_on"] = last.date()


def findings(rows: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Return the frame of `finding_rows`, see `frames.FINDINGS`."""
    return frame(list(rows.values()), frames.FINDINGS, "seq")


def finding_rows(selection: Selection) -> dict[str, dict[str, Any]]:
    """Return the 待核 by their seq as text, each with the columns of `frames.FINDINGS`.

    ``settled`` says how one was settled, "" while it is open.
    """
    rows: list[dict[str, Any]] = []
    for event in selection.events(("finding-recorded", "finding-settled")):
        if event.kind == "finding-recorded":
            rows.append({**event.to, "seq": event.seq, "document": event.subject, "settled": ""})
            continue
        how = str(event.to.get("how") or event.to.get("settled") or event.reason or "已处理")
        for row in rows:
            same = row["document"] == event.subject and row.get("code") == event.to.get("code")
            if event.to.get("seq") == row["seq"] or (
                same and "seq" not in event.to and _same_span(row.get("span"), event.to.get("span"))
            ):
                row["settled"] = how
    rows.sort(key=lambda row: row["seq"])
    return plain(rows, frames.FINDINGS, "seq")


def _same_span(one: Any, other: Any) -> bool:
    return (list(one) if one else None) == (list(other) if other else None)


def lookbacks(selection: Selection) -> pd.DataFrame:
    """Return one row per recheck of a task, see `frames.LOOKBACKS`."""
    rows = [
        {
            "note": event.reason,
            **event.to,
            "seq": event.seq,
            "task": event.subject,
            "effective_on": event.effective_on,
        }
        for event in selection.events(("lookback-recorded",))
    ]
    return frame(rows, frames.LOOKBACKS, "seq")
