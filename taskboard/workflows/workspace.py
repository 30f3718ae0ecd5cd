"""A workspace: one folder with its settings, its ledger and what it produces."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from taskboard.errors import TaskboardError
from taskboard.ledger.events import Actor
from taskboard.resources import template_path
from taskboard.settings import FILE_NAME, Settings, load_settings

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.ledger.store import Ledger


class NoWorkspaceError(TaskboardError):
    """The folder holds no ledger yet."""

    code = "workspace-missing"

    def __init__(self, home: Path) -> None:
        super().__init__(
            f"{home} 不是工作区（没有台账）；请先运行 taskboard init {home}，或用 --home 指定。",
            f"{home} holds no ledger; run: taskboard init {home}, or name a workspace with --home.",
        )


class WorkspaceExistsError(TaskboardError):
    """The folder is a workspace already."""

    code = "workspace-exists"

    def __init__(self, home: Path) -> None:
        super().__init__(
            f"{home} 已经是工作区，原有台账未改动；如需另建，请换一个文件夹。",
            f"{home} is a workspace already, its ledger is untouched; name another folder.",
        )


class EarlyDayError(TaskboardError):
    """The day that stands for today is before anything the ledger holds."""

    code = "day-early"

    def __init__(self, as_of: dt.date, first: dt.date) -> None:
        super().__init__(
            f"台账中最早的记录是 {first}，{as_of} 还没有任何记录；请核对 --as-of。",
            f"the ledger begins on {first}, nothing was known on {as_of}; check --as-of.",
        )


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where a command works, on which day, and for whom.

    Attributes:
        home: The folder.
        settings: The office's choices.
        url: SQLAlchemy URL of the store.
        as_of: The day that stands for today.
        actor: Who acts.
    """

    home: Path
    settings: Settings
    url: str
    as_of: dt.date
    actor: Actor

    @property
    def templates(self) -> Path:
        """Folder of the office's own templates; it need not exist."""
        return self.home / "templates"

    @property
    def out(self) -> Path:
        """Default folder for produced files; it need not exist."""
        return self.home / "out"

    def ledger(self) -> Ledger:
        """Open the store.

        Raises:
            NoWorkspaceError: If a SQLite store's file is not there.
        """
        from taskboard.ledger.store import open_ledger

        if self.url.startswith("sqlite:///") and not Path(self.url[10:]).is_file():
            raise NoWorkspaceError(self.home)
        return open_ledger(self.url)

    def refuse_early(self, ledger: Ledger) -> None:
        """Refuse to look at a day before the first one ``ledger`` knows of.

        Raises:
            EarlyDayError: If nothing in it counts yet on the workspace's day.
        """
        from taskboard.ledger.state import first_day_after

        first = first_day_after(ledger, self.as_of)
        if first is not None:
            raise EarlyDayError(self.as_of, first)

    def state(self, as_of: dt.date | None = None, until_seq: int | None = None) -> State:
        """Fold the ledger into its state on ``as_of`` (the workspace's day by default)."""
        from taskboard.ledger.state import fold

        with self.ledger() as ledger:
            return fold(ledger, as_of or self.as_of, self.settings, until_seq=until_seq)


def known_state(workspace: Workspace) -> State:
    """Return the state of the workspace's day.

    Raises:
        EarlyDayError: If that day is before anything the ledger holds.
    """
    from taskboard.ledger.state import fold

    with workspace.ledger() as ledger:
        workspace.refuse_early(ledger)
        return fold(ledger, workspace.as_of, workspace.settings)


def open_workspace(
    home: str, *, ledger: str, as_of: dt.date, actor: str, login: str = ""
) -> Workspace:
    """Return the workspace at ``home``; the ledger itself is opened only when used.

    Whoever does not say who acts is known by the ``login``, so that two clerks stay two; the
    settings may name it as an actor.
    """
    folder = Path(home).resolve()
    settings = load_settings(folder)
    url = ledger or settings.ledger or f"sqlite:///{folder / 'ledger.db'}"
    name = actor or (login if login in settings.actors else f"经办人 {login}".strip())
    who = settings.actors.get(name, {})
    return Workspace(
        folder, settings, url, as_of, Actor(name, who.get("unit", ""), who.get("role", ""))
    )


def init_workspace(workspace: Workspace) -> list[Path]:
    """Make the folder a workspace and return what was made; an existing settings file stays.

    Raises:
        WorkspaceExistsError: If it has a ledger already.
    """
    from taskboard.ledger.connect import NoLedgerError
    from taskboard.ledger.store import open_ledger

    home = workspace.home
    try:
        open_ledger(workspace.url).close()
    except NoLedgerError:
        pass
    else:
        raise WorkspaceExistsError(home)
    made = [folder for folder in (home, workspace.templates, workspace.out) if not folder.exists()]
    for folder in made:
        folder.mkdir(parents=True)
    settings = home / FILE_NAME
    if not settings.exists():
        settings.write_bytes(template_path(FILE_NAME).read_bytes())
        made.append(settings)
    open_ledger(workspace.url, create=True).close()
    if workspace.url.startswith("sqlite:///"):
        made.append(Path(workspace.url[10:]))
    return made
