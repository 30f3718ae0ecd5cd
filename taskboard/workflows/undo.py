"""Take the last action back by a compensating event, after showing what it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa

from taskboard.errors import TaskboardError
from taskboard.ledger.connect import snapshot
from taskboard.ledger.events import KINDS, NewEvent
from taskboard.ledger.schema import EVENTS, TRANSACTIONS
from taskboard.ledger.select import COLUMNS, Event, decode
from taskboard.ledger.versions import taken_back, versions_of
from taskboard.workflows.story import sentence
from taskboard.workflows.workspace import Workspace


class NothingToUndoError(TaskboardError):
    """There is no action left to take back."""

    code = "undo-nothing"

    def __init__(self) -> None:
        super().__init__("台账中没有可以撤销的操作。", "there is no action left to take back.")


class NotTheLastError(TaskboardError):
    """The action meant is not the last one: somebody acted since it was looked at."""

    code = "undo-not-last"

    def __init__(self, number: int, last: Event) -> None:
        super().__init__(
            f"{number} 号操作不是（或不再是）最后一次操作，没有撤销：最后一次是{_named(last)}；"
            "请不带编号运行 taskboard undo 重新查看。",
            f"action {number} is not the last one, {last.transaction} by {last.actor} is; nothing "
            "was taken back, look again: taskboard undo",
        )


class OthersActionError(TaskboardError):
    """The last action is somebody else's, and was not named."""

    code = "undo-others"

    def __init__(self, last: Event) -> None:
        number = last.transaction
        super().__init__(
            f"最后一次操作是{_named(last)}，不是您本人做的，没有撤销；"
            f"请先不带 --apply 查看，确要撤销的写明编号：taskboard undo {number} --apply。",
            f"the last action, {number}, is by {last.actor}; nothing was taken back. Look at it "
            f"first; to take it back say so: taskboard undo {number} --apply",
        )


def _named(last: Event) -> str:
    return f"{last.actor}的 {last.transaction} 号操作“{last.action}”"


@dataclass(frozen=True, slots=True)
class Undo:
    """The last action, and whether it has been taken back now.

    Attributes:
        number: Number of its (first) transaction.
        action: The command.
        actor: Who did it.
        recorded_at: When, UTC.
        lines: Each event as a sentence that says what it is about.
        kinds: How many events of each kind, in Chinese, the first first.
        applied: Whether it is taken back.
    """

    number: int
    action: str
    actor: str
    recorded_at: str
    lines: tuple[str, ...]
    kinds: dict[str, int]
    applied: bool


def undo(workspace: Workspace, number: int | None = None, *, apply: bool) -> Undo:
    """Show the last action; with ``apply`` take it back by one compensating event.

    Issuing a document and recording its 交办通知 are two transactions, since the notice keeps the
    hash of the first; as they are one command they are shown and taken back together.

    Args:
        workspace: Where, and who acts.
        number: The action meant, as it was shown; None means the last one, whichever it is by now.
        apply: Take it back.

    Raises:
        NothingToUndoError: If every action has been taken back already.
        NotTheLastError: If ``number`` is not the last action.
        OthersActionError: If it is somebody else's and ``number`` was not given.
    """
    with workspace.ledger() as ledger:
        with snapshot(ledger.engine) as connection:
            events = _last_action(connection)
            subjects = sorted({event.subject for event in events})
            seen = versions_of(connection, subjects)
        first = events[0]
        if number is not None and number not in {event.transaction for event in events}:
            raise NotTheLastError(number, first)
        if apply and number is None and first.actor != workspace.actor.name:
            raise OthersActionError(first)
        if apply:
            back = NewEvent(
                "undone",
                str(first.transaction),
                {"seqs": [event.seq for event in events], "action": first.action},
                reason=f"撤销 {first.action}",
                place="command line",
                effective_on=min(event.day for event in events),
            )
            ledger.append(
                [back],
                actor=workspace.actor,
                effective_on=workspace.as_of,
                action="undo",
                expect={subject: seen.get(subject, 0) for subject in subjects},
            )
    names = workspace.settings.names
    lines = tuple(_line(event, sentence(event, None, names)) for event in events)
    kinds = dict(Counter(KINDS[event.kind][2] for event in events))
    return Undo(
        first.transaction, first.action, first.actor, first.recorded_at, lines, kinds, apply
    )


def _line(event: Event, told: str) -> str:
    return told if event.subject in told else f"{event.subject}：{told}"


def _last_action(connection: sa.Connection) -> list[Event]:
    gone = {seq for _, _, seqs in taken_back(connection) for seq in seqs}
    notice: list[Event] = []
    query = sa.select(TRANSACTIONS.c.first_seq, TRANSACTIONS.c.last_seq)
    for first, last in connection.execute(query.order_by(TRANSACTIONS.c.id.desc())):
        rows = connection.execute(
            sa.select(*COLUMNS)
            .join(TRANSACTIONS)
            .where(EVENTS.c.seq.between(first, last))
            .order_by(EVENTS.c.seq)
        ).all()
        if rows[0][0] in gone or rows[0][2] == "undone":
            continue
        events = decode(rows)
        if notice:
            return [*events, *notice] if _one_command(events[-1], notice[0]) else notice
        if events[0].action != "paper handover":
            return events
        notice = events
    if notice:
        return notice
    raise NothingToUndoError


def _one_command(issued: Event, notice: Event) -> bool:
    """Whether ``notice`` was recorded by the command whose last event ``issued`` is."""
    return (issued.action, issued.seq, issued.actor) == ("issue", notice.to["seq"], notice.actor)
