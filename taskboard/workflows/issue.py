"""Freeze reviewed tasks as the baseline and hand them out (下达).

Wording, units, deadlines and targets of every task of a document are put under one hash; unit
classes expand as of the day of issue; each task × unit becomes an assignment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.errors import TaskboardError
from taskboard.ledger.baseline import baseline_hash, frozen_of
from taskboard.ledger.events import NewEvent
from taskboard.ledger.fold_tasks import LIVE
from taskboard.ledger.state import fold
from taskboard.model import Finding
from taskboard.review.assigning import Assigned, assign, rollups_decided
from taskboard.review.plan import records
from taskboard.review.readiness import Obstacle, obstacles
from taskboard.review.resolving import directory_of, names_nobody
from taskboard.review.standing_in import default_units
from taskboard.workflows.handover import rehearse, write_handover
from taskboard.workflows.recording import finding_values
from taskboard.workflows.workspace import Workspace

if TYPE_CHECKING:
    from taskboard.directory import UnitDirectory
    from taskboard.ledger.state import State

LISTED = 12


class NothingToIssueError(TaskboardError):
    """No task waits to be issued."""

    code = "nothing-to-issue"

    def __init__(self, document: str) -> None:
        super().__init__(
            f"{document or '台账'}中没有待下达的任务；请先运行 taskboard import 导入文件。",
            f"no task of {document or 'the ledger'} waits to be issued; run: taskboard import",
        )


class NoSuchDocumentError(TaskboardError):
    """The serial names no document of the ledger."""

    code = "document-missing"

    def __init__(self, document: str, known: Iterable[str]) -> None:
        serials = "、".join(known) or "（无）"
        super().__init__(
            f"台账中没有编号为 {document} 的文件；现有：{serials}。",
            f"no document {document} in the ledger; there are: {serials}.",
        )


class NotYetKnownError(TaskboardError):
    """The documents count only from a later day than the one asked for."""

    code = "not-yet-known"

    def __init__(self, later: list[tuple[str, str]], on: dt.date) -> None:
        which = [f"{serial}（自 {day} 起）" for serial, day in later]
        more = f"等 {len(which)} 份" if len(which) > LISTED else ""
        super().__init__(
            f"{on} 这一天台账中还没有可下达的文件；之后才有："
            f"{'、'.join(which[:LISTED])}{more}。请把 --as-of 改为该日或之后的日期。",
            f"nothing to issue as of {on}; documents known only later: "
            f"{', '.join(f'{s} (from {d})' for s, d in later[:LISTED])}; "
            "give that day or a later one as --as-of.",
        )


class NotReadyError(TaskboardError):
    """Some tasks cannot be issued as they are."""

    code = "not-ready"

    def __init__(self, blocking: list[Obstacle]) -> None:
        lines = [f"  {item.task}：{item.why}" for item in blocking[:LISTED]]
        if len(blocking) > LISTED:
            lines.append(f"  …… 另有 {len(blocking) - LISTED} 条")
        super().__init__(
            f"有 {len(blocking)} 处尚未定下来，不能下达：\n" + "\n".join(lines) + "\n"
            "请先用 taskboard review export 核定；或加 --accept-proposals 照提出的任务下达、"
            "--default-unit 指定无单位任务的责任单位、--override 理由 放行。",
            f"not settled: {len(blocking)} ({', '.join(i.task for i in blocking[:5])}); "
            "review them, or use --accept-proposals, --default-unit U, --override REASON.",
        )


@dataclass(frozen=True, slots=True)
class Issued:
    """What one document was issued as.

    Attributes:
        document: Its serial.
        title: Its title.
        baseline: Hash of the frozen baseline.
        tasks: Tasks issued.
        assignments: Task × unit handed out.
        units: Different units that hold at least one.
        accepted: Tasks taken as proposed, without a person's review.
        defaulted: Tasks that were given the default unit.
        findings: What still waits for a person.
        files: Files written.
    """

    document: str
    title: str
    baseline: str
    tasks: int
    assignments: int
    units: int
    accepted: int
    defaulted: int
    findings: tuple[Finding, ...] = ()
    files: tuple[Path, ...] = ()


@dataclass(slots=True)
class _Plan:
    """One document on its way: its rows as they will be frozen, and the events so far."""

    rows: list[dict[str, Any]]
    assigned: list[Assigned] = field(default_factory=list)
    events: list[NewEvent] = field(default_factory=list)
    accepted: int = 0
    defaulted: int = 0


def issue(
    workspace: Workspace,
    document: str = "",
    *,
    accept_proposals: bool = False,
    default_unit: str = "",
    override: str = "",
) -> list[Issued]:
    """Issue every task that is ready, of one document or of all.

    Args:
        workspace: Where; its day is the day of issue.
        document: Serial; "" means every document with tasks not yet issued.
        accept_proposals: Take tasks as proposed, inferred and inherited units included.
        default_unit: Unit for tasks without one; needs ``accept_proposals`` or a reviewed task.
        override: Reason for issuing in spite of what is left open; recorded.

    Raises:
        DefaultUnitError: If the directory does not know ``default_unit``.
        NotReadyError: If a task has no unit or an open doubt; nothing is written.
        NothingToIssueError: If no task waits.
        NoSuchDocumentError: If the ledger has no such document.
        NotYetKnownError: If documents wait, but only from a later day on.
        BrokenTemplateError: If a template of the office's own has a mistake; nothing is written.
    """
    state = workspace.state()
    if document and document not in state.documents.index:
        if later := _known_later(workspace, document):
            raise NotYetKnownError(later, workspace.as_of)
        raise NoSuchDocumentError(document, state.documents.index)
    directory = directory_of(state.unit_rows)
    standing_in = default_units(default_unit, directory, workspace.as_of)
    serials = [document] if document else list(state.documents.index)
    plans: dict[str, _Plan] = {}
    blocking: list[Obstacle] = []
    for serial in serials:
        rows = _waiting(state, serial)
        if not rows:
            continue
        plan = _Plan(rows)
        _settle(plan, accept_proposals, standing_in)
        blocking += obstacles(plan.rows, directory, workspace.as_of, state.findings, serial)
        plans[serial] = plan
    if not plans:
        if later := _known_later(workspace, document):
            raise NotYetKnownError(later, workspace.as_of)
        raise NothingToIssueError(document)
    if blocking and not override:
        raise NotReadyError(blocking)
    rehearse(workspace, state, plans)
    return [_freeze(workspace, state, s, plan, directory, override) for s, plan in plans.items()]


def _known_later(workspace: Workspace, document: str) -> list[tuple[str, str]]:
    """Return the documents that count only after the workspace's day, and from which day."""
    with workspace.ledger() as ledger:
        state = fold(ledger, dt.date.max, workspace.settings)
    return [
        (event.subject, event.effective_on)
        for event in state.events("document-imported")
        if event.effective_on > workspace.as_of.isoformat() and document in ("", event.subject)
    ]


def _waiting(state: State, serial: str) -> list[dict[str, Any]]:
    tasks = state.tasks
    chosen = tasks[(tasks["document"] == serial) & tasks["decomposition"].isin(LIVE)]
    decided = rollups_decided(state)
    rows = records(chosen)
    return [{**row, "rollup_decided": key in decided} for key, row in rows.items()]


def _settle(plan: _Plan, accept: bool, standing_in: list[dict[str, Any]]) -> None:
    for row in plan.rows:
        if accept and row["decomposition"] == "proposed":
            row["decomposition"], row["accepted"] = "confirmed", True
            plan.accepted += 1
            event = NewEvent("task-confirmed", row["key"], reason="照提出的任务下达")
            plan.events.append(event)
        if standing_in and names_nobody(row["units"]):
            before, row["units"] = row["units"], [*row["units"], *map(dict, standing_in)]
            plan.defaulted += 1
            values, old = {"units": row["units"]}, {"units": before}
            why = "原文没有责任单位，指定为默认单位"
            plan.events.append(NewEvent("task-amended", row["key"], values, old, why))


def _freeze(
    workspace: Workspace,
    state: State,
    serial: str,
    plan: _Plan,
    directory: UnitDirectory,
    override: str,
) -> Issued:
    findings: list[Finding] = []
    for row in plan.rows:
        plan.assigned.append(assign(row, directory, workspace.as_of, findings))
    earlier = _frozen_before(state, serial)
    baseline = baseline_hash([*earlier, *(item.frozen for item in plan.assigned)])
    for item in plan.assigned:
        values = {"baseline": baseline, **item.frozen}
        plan.events.append(NewEvent("task-issued", item.key, values, reason=override))
        plan.events += item.events()
    known = set(state.findings.loc[state.findings["document"] == serial, "message"])
    fresh = [finding for finding in findings if finding.message not in known]
    plan.events += [NewEvent("finding-recorded", serial, finding_values(f)) for f in fresh]
    with workspace.ledger() as ledger:
        ledger.append(
            plan.events,
            actor=workspace.actor,
            effective_on=workspace.as_of,
            action="issue",
            expect={row["key"]: int(row["version"]) for row in plan.rows},
        )
    files = (*write_tables(workspace, serial), write_handover(workspace, serial).path)
    holders = {unit for item in plan.assigned for unit, _ in item.holders}
    return Issued(
        serial,
        str(state.documents.loc[serial, "title"]),
        baseline,
        len(plan.rows),
        sum(len(item.holders) for item in plan.assigned),
        len(holders),
        plan.accepted,
        plan.defaulted,
        tuple(findings),
        files,
    )


def write_tables(workspace: Workspace, serial: str) -> tuple[Path, ...]:
    """Write the 任务分解表 of an issued document into the workspace's ``out`` folder."""
    from taskboard.workflows.reports import write_report

    paths = [workspace.out / f"任务分解表-{serial}{ending}" for ending in (".xlsx", ".docx")]
    for path in paths:
        write_report(workspace, "decomposition", path, document=serial, replace=True)
    return tuple(paths)


def _frozen_before(state: State, serial: str) -> list[dict[str, Any]]:
    """Return what earlier issues of the same document froze, first things first."""
    before = state.events("task-issued")
    return [frozen_of(event) for event in before if event.to.get("document") == serial]
