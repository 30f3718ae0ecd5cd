"""What is done to one assignment: receive, report, ask, decide, verify, write off, reopen.

Every function checks the move against `taskboard.ledger.handling`, appends one transaction that
expects the assignment as it was seen, and returns what was done in one Chinese sentence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from taskboard.ledger.events import NewEvent
from taskboard.ledger.handling import check_move
from taskboard.ledger.naming import (
    file_requests,
    find_assignment,
    find_request,
    full_name,
)
from taskboard.ledger.state import State, fold
from taskboard.ledger.store import Ledger
from taskboard.periods import is_late
from taskboard.words import word
from taskboard.workflows.evidence import VERIFIED, keep_evidence
from taskboard.workflows.proving import lacking
from taskboard.workflows.refusals import (
    DecidedError,
    FutureDayError,
    HoldsAlreadyError,
    NeededError,
    OwnRequestError,
    OwnWorkError,
)
from taskboard.workflows.workspace import Workspace

AMENDED = (
    "请用 taskboard review export 导出审核表，在里面改措施、时限、指标、办结口径，或增列单位，"
    "写明理由后交 review apply 收回。"
)
REQUESTS = ("close", "extend", "amend", "transfer", "suspend", "stop")
PLACE = "command line"


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did.

    Attributes:
        key: The assignment or request it was done to.
        message: One Chinese sentence.
        notes: What the actor should also know.
    """

    key: str
    message: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """One assignment in front of the actor: the ledger, its state, its row."""

    workspace: Workspace
    ledger: Ledger
    state: State
    key: str

    @classmethod
    def at(cls, workspace: Workspace, ledger: Ledger, task: str, unit: str) -> Desk:
        """Fold the ledger and find the assignment that ``task`` and ``unit`` mean."""
        workspace.refuse_early(ledger)
        state = fold(ledger, workspace.as_of, workspace.settings)
        key = find_assignment(state, task, unit, workspace.actor.unit)
        return cls(workspace, ledger, state, key)

    @property
    def name(self) -> str:
        """What it is called in messages: ``2023-01-1.1-1（市教育局）``."""
        task, _, unit = self.key.partition("@")
        return f"{task}（{unit}）"

    @property
    def row(self) -> Any:
        """Its row in the assignments' frame."""
        return self.state.assignments.loc[self.key]

    def check(self, action: str) -> None:
        """Let the move pass or refuse it."""
        check_move(self.name, self.row["handling"], action, self.workspace.settings.names)

    def refuse_own(self, action: str, action_en: str) -> None:
        """Refuse an actor who acts for the unit that does the work."""
        actor = self.workspace.actor
        own = full_name(self.state.units, actor.unit) if actor.unit else ""
        if own and own == self.row["unit"]:
            raise OwnWorkError(actor.name, own, action, action_en)

    def write(
        self, events: Sequence[NewEvent], action: str, on: dt.date | None = None, **more: int
    ) -> None:
        """Append ``events`` if the assignment is still as it was seen."""
        day = on or self.workspace.as_of
        if day > self.workspace.as_of:
            raise FutureDayError(day, self.workspace.as_of)
        expect = {self.key: int(self.row["version"]), **more}
        self.ledger.append(
            events,
            actor=self.workspace.actor,
            effective_on=day,
            action=action,
            expect=expect,
        )

    def file(self, to: dict[str, Any], reason: str, action: str, on: dt.date | None) -> str:
        """Append a request under the next free number, and return that number."""
        filed = ""

        def write(numbers: Sequence[str]) -> None:
            nonlocal filed
            (filed,) = numbers
            event = NewEvent("request-filed", filed, to, reason=reason, place=PLACE)
            self.write([event], action, on, **{filed: 0})

        file_requests(self.ledger, self.workspace.as_of.year, 1, write)
        return filed


def receive(workspace: Workspace, task: str, unit: str = "", on: dt.date | None = None) -> Done:
    """Record that the unit has taken the task on (签收)."""
    with workspace.ledger() as ledger:
        desk = Desk.at(workspace, ledger, task, unit)
        desk.check("receive")
        desk.write([NewEvent("assignment-received", desk.key, place=PLACE)], "task receive", on)
    return Done(desk.key, f"{desk.name}已签收，转入办理中。")


def request(
    workspace: Workspace,
    task: str,
    kind: str,
    *,
    reason: str,
    unit: str = "",
    new_due: dt.date | None = None,
    to_unit: str = "",
    on: dt.date | None = None,
) -> Done:
    """File a request (申请) of ``kind``, one of `REQUESTS`."""
    if not reason.strip():
        raise NeededError("申请理由", "--reason")
    if kind == "extend" and new_due is None:
        raise NeededError("新的时限", "--new-due")
    if kind == "transfer" and not to_unit:
        raise NeededError("接收单位", "--to-unit")
    with workspace.ledger() as ledger:
        desk = Desk.at(workspace, ledger, task, unit)
        desk.check(f"request-{kind}")
        to: dict[str, Any] = {"assignment": desk.key, "type": kind}
        to |= {"new_due": new_due} if new_due else {}
        to |= {"to_unit": full_name(desk.state.units, to_unit)} if to_unit else {}
        if kind == "transfer":
            _refuse_double(desk, str(to["to_unit"]))
        number = desk.file(to, reason, f"task request {kind}", on)
        due = desk.row["due_on"]
        late = kind == "extend" and due == due and is_late(due.date(), on or workspace.as_of)
        short = lacking(desk.state, desk.key) if kind == "close" else []
    notes = [f"申请时已超过原时限（{due.date()}），即使同意仍按原时限统计。"] if late else []
    notes += [f"办结材料还不齐：{'；'.join(short)}。"] if short else []
    return Done(number, f"{number}：{desk.name}申请{word('request', kind)}，待审批。", tuple(notes))


def decide(
    workspace: Workspace,
    number: str,
    decision: str,
    *,
    reason: str = "",
    new_due: dt.date | None = None,
    reply_by: dt.date | None = None,
    on: dt.date | None = None,
) -> Done:
    """Decide a request: ``approve``, or ``reject`` with a reason."""
    if decision == "reject" and not reason.strip():
        raise NeededError("退回理由", "--reason")
    with workspace.ledger() as ledger:
        state = fold(ledger, workspace.as_of, workspace.settings)
        name = find_request(state, number)
        asked: Any = state.requests.loc[name]
        if asked["decision"]:
            raise DecidedError(name, word("decision", asked["decision"]))
        desk = Desk(workspace, ledger, state, asked["assignment"])
        kind = asked["type"]
        desk.refuse_own(f"审批（{word('request', kind)}）", "decide on")
        actor = workspace.actor
        own = actor.name == asked["filed_by"] and not asked["round"]  # a form's is the unit's own
        if own and actor.name in workspace.settings.actors:
            raise OwnRequestError(actor.name, name)
        if decision == "approve" or kind == "close":
            desk.check(f"{decision}-{kind}")
        to: dict[str, Any] = {"decision": decision}
        to |= {"new_due": new_due} if new_due else {}
        to |= {"reply_by": reply_by} if reply_by else {}
        events = [NewEvent("request-decided", name, to, reason=reason, place=PLACE)]
        if decision == "approve" and kind == "transfer":
            _refuse_double(desk, _receiver(desk, name))
            events.append(_handed_over(desk, name))
        short = lacking(state, desk.key) if (kind, decision) == ("close", "approve") else []
        seen = ledger.versions([event.subject for event in events])
        desk.write(events, f"task decide {decision}", on, **seen)
    after = f"，请于 {reply_by} 前重新报送" if reply_by else ""
    verb = "已同意" if decision == "approve" else "已退回"
    notes = [f"办结材料还不齐：{'；'.join(short)}。"] if short else []
    notes += [AMENDED] if (kind, decision) == ("amend", "approve") else []
    return Done(
        name, f"{name}：{verb}{desk.name}的{word('request', kind)}申请{after}。", tuple(notes)
    )


def _receiver(desk: Desk, number: str) -> str:
    (filed,) = desk.state.events("request-filed", subjects=[number])
    return str(filed.to["to_unit"])


def _refuse_double(desk: Desk, unit: str) -> None:
    """Refuse to hand a task to a unit that has it already: its own record would begin anew.

    One that handed the task on may get it back, its record goes on then.
    """
    task = str(desk.row["task"])
    states = desk.state.assignments["handling"]
    if states.get(f"{task}@{unit}", "transferred") != "transferred":
        raise HoldsAlreadyError(task, unit)


def _handed_over(desk: Desk, number: str) -> NewEvent:
    row = desk.row
    key = f"{row['task']}@{_receiver(desk, number)}"
    if key in desk.state.assignments.index:
        why = f"{row['unit']} 退还"
        return NewEvent("assignment-resumed", key, {"request": number}, reason=why, place=number)
    due = row["due_on"]
    to = {name: row[name] for name in ("role", "kind", "rrule", "cadence", "due_basis")}
    to["due_on"] = due.date() if due == due else None
    return NewEvent("assignment-issued", key, to, reason=f"由 {row['unit']} 移交", place=number)


def verify(
    workspace: Workspace,
    task: str,
    finding: str,
    *,
    method: str,
    unit: str = "",
    note: str = "",
    evidence: Sequence[Path] = (),
    on: dt.date | None = None,
) -> Done:
    """Record a verification (核查): true, partly, false or insufficient."""
    if not method.strip():
        raise NeededError("核查方式（实地、书面、电话……）", "--method")
    with workspace.ledger() as ledger:
        desk = Desk.at(workspace, ledger, task, unit)
        desk.refuse_own("核查", "verify")
        desk.check("verify")
        events = keep_evidence(workspace, ledger, desk.key, evidence, VERIFIED)
        to = {
            "method": method,
            "verifier": workspace.actor.name,
            "finding": finding,
            "note": note,
            "verified_on": on or workspace.as_of,
        }
        events.append(NewEvent("verification-recorded", desk.key, to, place=PLACE))
        desk.write(events, "task verify", on)
    return Done(desk.key, f"{desk.name}核查结论：{word('verification', finding)}。")
