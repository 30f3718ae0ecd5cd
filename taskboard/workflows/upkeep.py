"""Keep a ledger whole: take the last action back, back up, restore, move, check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from taskboard.errors import MissingFileError, TaskboardError
from taskboard.ledger.check import check_ledger, counts
from taskboard.ledger.connect import NewerLedgerError, NoLedgerError, StoreError, snapshot
from taskboard.ledger.events import NewEvent
from taskboard.ledger.schema import EVENTS, TRANSACTIONS
from taskboard.ledger.select import COLUMNS, Event, decode
from taskboard.ledger.store import Ledger, open_ledger
from taskboard.ledger.transfer import copy_ledger
from taskboard.ledger.versions import taken_back, versions_of
from taskboard.model import Finding
from taskboard.workflows.check import look_through
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


class FileExistsAlreadyError(TaskboardError):
    """A backup would overwrite a file."""

    code = "file-exists"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 已存在，没有覆盖；请换一个文件名。",
            f"{path} exists already and was not overwritten; choose another name.",
        )


class BadBackupError(TaskboardError):
    """A backup that cannot be believed."""

    code = "backup-bad"

    def __init__(self, path: Path, why: str, why_en: str) -> None:
        super().__init__(
            f"备份文件 {path} 有问题，没有恢复：{why}；请换用另一份备份。",
            f"{path} is no sound backup, nothing was restored: {why_en}; use another one.",
        )


@dataclass(frozen=True, slots=True)
class Undo:
    """The last action by its (first) number, and whether it has been taken back now."""

    number: int
    action: str
    actor: str
    recorded_at: str
    lines: tuple[str, ...]
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
    lines = tuple(sentence(event, None, workspace.settings.names) for event in events)
    return Undo(first.transaction, first.action, first.actor, first.recorded_at, lines, apply)


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


@dataclass(frozen=True, slots=True)
class Copied:
    """A whole ledger in another place: where, how many events, and its last hash."""

    where: str
    events: int
    hash: str


def backup(workspace: Workspace, path: Path) -> Copied:
    """Write the whole ledger, files included, into one file that `restore` takes back.

    Raises:
        FileExistsAlreadyError: If ``path`` is there already.
    """
    if path.exists():
        raise FileExistsAlreadyError(path)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with workspace.ledger() as source:
        with open_ledger(f"sqlite:///{part.resolve()}", create=True) as target:
            events = copy_ledger(source, target)
            _settle(target)
        digest = source.hash()
    part.rename(path)
    return Copied(str(path), events, digest)


def _settle(ledger: Ledger) -> None:
    """Bring a SQLite file out of WAL, so that it is one file and can be carried about."""
    with ledger.engine.connect() as connection:
        raw = connection.connection.cursor()
        connection.rollback()
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.close()


def restore(workspace: Workspace, path: Path) -> Copied:
    """Fill the workspace's empty store from a backup, after checking it.

    Raises:
        MissingFileError: If there is no such file.
        BadBackupError: If it is no ledger, or one that fails its check.
        StoreInUseError: If the store holds events already.
    """
    if not path.is_file():
        raise MissingFileError(str(path))
    with TemporaryDirectory(prefix="taskboard-") as folder:
        kept = Path(folder) / "backup.db"  # opening it would change the file itself
        copyfile(path, kept)
        with _sound(path, kept) as source, open_ledger(workspace.url, create=True) as target:
            events = copy_ledger(source, target)
            return Copied(target.url, events, target.hash())


@contextmanager
def _sound(path: Path, kept: Path) -> Iterator[Ledger]:
    """Yield the ledger in ``kept``, a copy of the backup ``path``, when it can be believed."""
    try:
        source = open_ledger(f"sqlite:///{kept}")
    except NoLedgerError as error:
        raise BadBackupError(path, "其中没有台账", "it holds no ledger") from error
    except NewerLedgerError as error:
        why = f"它由新版程序写成（版本 {error.revision}），请先升级 taskboard"
        raise BadBackupError(path, why, "a newer taskboard wrote it, upgrade first") from error
    except StoreError as error:
        raise BadBackupError(path, error.why, error.why) from error
    with source:
        if wrong := check_ledger(source):
            why = f"{wrong[0].place} {wrong[0].message}".strip().rstrip("。")
            raise BadBackupError(path, why, f"check says {wrong[0].code}")
        yield source


def copy(workspace: Workspace, url: str) -> Copied:
    """Move the whole ledger to another, empty store, e.g. from SQLite to PostgreSQL."""
    with workspace.ledger() as source, open_ledger(url, create=True) as target:
        events = copy_ledger(source, target)
        return Copied(target.url, events, target.hash())


@dataclass(frozen=True, slots=True)
class Health:
    """What `check` found, and how much it looked at; empty when it cannot even be counted.

    Attributes:
        findings: What is wrong with the ledger.
        counts: Transactions, events, documents and files.
        hash: Of the last transaction.
        unassigned: Issued tasks that no unit holds: nothing is wrong with the ledger for that.
        hints: Left-overs that do no harm.
    """

    findings: list[Finding]
    counts: dict[str, int]
    hash: str
    unassigned: tuple[str, ...] = ()
    hints: tuple[Finding, ...] = ()


def check(workspace: Workspace) -> Health:
    """Recompute the chain and hold the ledger, its papers and its files to the rules."""
    with workspace.ledger() as ledger:
        looked = look_through(workspace, ledger)
        found, hints = looked.wrong, tuple(looked.hints)
        if any(finding.code == "store-damaged" for finding in found):
            return Health(found, {}, "")
        bare = () if found else _unassigned(workspace, ledger)
        return Health(found, counts(ledger), ledger.hash(), bare, hints)


def _unassigned(workspace: Workspace, ledger: Ledger) -> tuple[str, ...]:
    """Return the issued tasks no unit holds on the workspace's day."""
    from taskboard.ledger.state import fold

    state = fold(ledger, workspace.as_of, workspace.settings)
    issued = state.tasks.index[state.tasks["decomposition"] == "issued"]
    held = set(state.assignments["task"])
    return tuple(str(key) for key in issued if key not in held)
