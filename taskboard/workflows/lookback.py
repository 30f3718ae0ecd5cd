"""回头看: last year's document checked again task by task, workbook out and in.

What was found is recorded per task; 未完成 and 反弹 enter the new year's ledger as tasks of their
own, with the key of the task they come from (see `taskboard.workflows.carry`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.errors import TaskboardError
from taskboard.ledger.handling import DONE
from taskboard.ledger.state import State, fold
from taskboard.office.xlsx import save_bytes
from taskboard.reports.progress import item_row, last_words
from taskboard.reports.scope import rows_of, scope
from taskboard.review.exporting import day_of_identity
from taskboard.review.lookback_book import SCHEMA, SHEETS, write_lookback
from taskboard.review.lookback_in import Decision, Known, Rechecks, compare_lookback
from taskboard.review.returned import ReturnedReview, read_book
from taskboard.words import word
from taskboard.workflows.carry import Carried, carry_events
from taskboard.workflows.issue import NoSuchDocumentError
from taskboard.workflows.reports import UnknownEndingError
from taskboard.workflows.workspace import Workspace

if TYPE_CHECKING:
    from taskboard.ledger.store import Ledger

LAST_SHOWN = 120  # characters of the last progress in the workbook


class NotLookBackError(TaskboardError):
    """A workbook that is no 回头看 workbook of this ledger."""

    code = "lookback-foreign"

    def __init__(self, path: str, why_zh: str, why_en: str) -> None:
        super().__init__(
            f"{path} 不是可应用的“回头看”复查表：{why_zh}；"
            "请交回 taskboard lookback open 写出的表。",
            f"{path}: {why_en}; hand back the one made by: taskboard lookback open",
        )


class NothingToLookBackError(TaskboardError):
    """The document has no issued task."""

    code = "nothing-to-look-back"

    def __init__(self, document: str) -> None:
        super().__init__(
            f"{document} 中没有已下达的任务，无从“回头看”；请先运行 taskboard issue 下达。",
            f"{document} has no issued task to look back on; run: taskboard issue",
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """The workbook written: where, about what, how many tasks, how many were closed."""

    path: Path
    subject: str
    tasks: int
    closed: int


@dataclass(frozen=True, slots=True)
class Applied:
    """What a returned workbook would record, or has recorded.

    Attributes:
        found: Decisions, refusals and how many rows say nothing new.
        carried: By key of the old task, the task it becomes.
        document: Serial of the document that holds those, "" for none.
        written: Whether it was written.
        unclosed: Tasks found done that the ledger does not have as closed.
    """

    found: Rechecks
    carried: Mapping[str, Carried]
    document: str
    written: bool
    unclosed: tuple[str, ...] = ()


def open_lookback(
    workspace: Workspace, document: str, path: Path | None = None, *, replace: bool = False
) -> Opened:
    """Write the workbook in which the tasks of ``document`` are checked again.

    Args:
        workspace: Where the ledger is; the workbook shows the state of its day.
        document: Serial of last year's document.
        path: The workbook; by default in the workspace's ``out`` folder.
        replace: Whether a different file at ``path`` may be overwritten.

    Raises:
        NoSuchDocumentError: If the ledger has no such document.
        NothingToLookBackError: If it has no issued task.
        UnknownEndingError: If ``path`` is no ``.xlsx``.
    """
    path = path or workspace.out / f"回头看-{document}.xlsx"
    if path.suffix.lower() != ".xlsx":
        raise UnknownEndingError(path, [".xlsx"])
    state = workspace.state()
    if document not in state.documents.index:
        raise NoSuchDocumentError(document, state.documents.index)
    known, rows, subject = _facts(state, document)
    if not known:
        raise NothingToLookBackError(document)
    identity = {
        "schema": SCHEMA, "ledger": state.hash, "seq": state.seq,
        "as_of": state.as_of.isoformat(), "document": document,
    }  # fmt: skip
    save_bytes(write_lookback(f"{subject}“回头看”复查表", identity, rows), path, replace=replace)
    return Opened(path, subject, len(rows), sum(one.closed for one in known.values()))


def apply_lookback(workspace: Workspace, path: Path, *, apply: bool = False) -> Applied:
    """Compare the workbook at ``path`` with the ledger; with ``apply`` record what it says.

    Rows that are refused keep nothing else back. What was recorded already is nothing new.

    Raises:
        NotLookBackError: If it is no workbook of this ledger.
        ConflictError: If somebody writes to the same tasks at the same moment.
    """
    returned = read_book(path, SHEETS, SCHEMA, NotLookBackError)
    with workspace.ledger() as ledger:
        base, now = _states(workspace, ledger, returned, path)
        document = str(returned.identity["document"])
        if document not in base.documents.index:
            raise NotLookBackError(str(path), "它说的文件不在台账中", "its document is unknown")
        actor = workspace.actor
        actors = {name: who.get("unit", "") for name, who in workspace.settings.actors.items()}
        known = _known(base, now, document)
        found = compare_lookback(returned, known, (actor.name, actor.unit), actors, workspace.as_of)
        done = [one.task for one in found.decisions if one.finding == "done"]
        unclosed = tuple(task for task in done if not known[task].closed)
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        plan = carry_events(now, ledger, document, found.decisions, workspace.as_of, digest)
        if not apply or not plan.events:
            return Applied(found, plan.carried, plan.document, False, unclosed)
        ledger.put_blob(digest, path.name, data)
        ledger.append(
            plan.events, actor=actor, effective_on=workspace.as_of, action="lookback apply",
            expect=plan.expect,
        )  # fmt: skip
    return Applied(found, plan.carried, plan.document, True, unclosed)


def _states(
    workspace: Workspace, ledger: Ledger, returned: ReturnedReview, path: Path
) -> tuple[State, State]:
    """Return the ledger as the workbook was made from it, and as it is."""
    identity = returned.identity
    day = day_of_identity(identity)
    base = fold(ledger, day, workspace.settings, until_seq=int(identity["seq"]))
    if base.hash != identity["ledger"] or base.seq != identity["seq"]:
        raise NotLookBackError(
            str(path), "它是从另一个台账写出的", "it was made from another ledger"
        )
    return base, fold(ledger, max(workspace.as_of, day), workspace.settings)


def _known(base: State, now: State, document: str) -> dict[str, Known]:
    """Return what the ledger has about each task of the workbook."""
    known, _, _ = _facts(base, document)
    latest, carried = recorded(now), carried_to(now)
    return {
        key: Known(one.sent, one.closed, one.units, one.then, latest.get(key), carried.get(key, ""))
        for key, one in known.items()
    }


def _facts(state: State, document: str) -> tuple[dict[str, Known], list[dict[str, Any]], str]:
    """Return the tasks of a document as the workbook prints them, by key and in order."""
    view = scope(state, document)
    parts, before = last_words(view), recorded(state)
    known, rows = {}, []
    for number, item in enumerate(rows_of(view.items), 1):
        key = str(item.Index)
        mine = parts.get(key, [])
        row = _row(item_row(view, number, item, mine), item, mine, before.get(key))
        closed = item.standing == "done" or any(part.handling in DONE for part in mine)
        units = frozenset(str(part.unit) for part in mine)
        known[key] = Known(row, closed, units, before.get(key))
        rows.append(row)
    return known, rows, view.subject


def _row(
    printed: Mapping[str, Any], item: Any, parts: Sequence[Any], before: Decision | None
) -> dict[str, Any]:
    """Return one row of the workbook; an earlier recheck is filled in."""
    state = str(printed["standing"])
    if item.standing == "aside":
        state = "、".join(dict.fromkeys(word("handling", str(part.handling)) for part in parts))
    if printed["note"]:
        state = printed["note"] if state in printed["note"] else f"{state}\n{printed['note']}"
    elif printed["percent"] is not None and printed["code"] != "done":
        state += f"，{printed['percent']:g}%"
    if item.standing == "done" and item.completed_on == item.completed_on:
        state += f"\n{item.completed_on.date()}"
    units = "；".join(name for name in (printed["lead"], printed["others"]) if name)
    last = str(printed["progress"])
    row = {
        "key": printed["key"], "no": printed["no"], "code": str(item.code),
        "heading": printed["heading"], "wording": printed["wording"], "units": units,
        "due": f"{printed['due'] or ''}\n{printed['due_note']}".strip(), "state": state,
        "last": last if len(last) <= LAST_SHOWN else f"{last[:LAST_SHOWN]}……",
    }  # fmt: skip
    if before is not None:
        row |= {
            "finding": word("lookback", before.finding), "note": before.note,
            "evidence": before.evidence, "checker": before.checker, "due_on": before.due_on,
            "carry": word("carry", before.carry) if before.carry else "",
        }  # fmt: skip
    return row


def recorded(state: State) -> dict[str, Decision]:
    """Return the last recheck of each task."""
    return {
        str(row.task): Decision(
            str(row.task), str(row.finding), str(row.carry), str(row.note), str(row.evidence),
            str(row.checker), row.due_on.date() if row.due_on == row.due_on else None, "",
        )
        for row in rows_of(state.lookbacks)
    }  # fmt: skip


def carried_to(state: State) -> dict[str, str]:
    """Return the task that each carried one became, by the key of the old one."""
    return {
        str(row.task): str(row.carried_to) for row in rows_of(state.lookbacks) if row.carried_to
    }
