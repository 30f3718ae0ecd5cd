"""Keep a ledger whole: back up, restore, move, check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from taskboard.errors import MissingFileError, TaskboardError
from taskboard.ledger.check import check_ledger, counts
from taskboard.ledger.connect import NewerLedgerError, NoLedgerError, StoreError
from taskboard.ledger.store import Ledger, open_ledger
from taskboard.ledger.transfer import copy_ledger
from taskboard.model import Finding
from taskboard.workflows.check import look_through
from taskboard.workflows.workspace import Workspace


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
