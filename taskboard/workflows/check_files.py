"""Compare the files beside the ledger with it: copies of evidence, and what an end left half done.

The ledger holds the bytes of every file itself, so a copy that is gone is no loss. One that is
something else now is an error, since somebody may take it for the evidence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from taskboard.ledger.check import FILES, at, wrong
from taskboard.ledger.rules import EVER
from taskboard.ledger.schema import BLOBS, SOURCES
from taskboard.ledger.select import Event, Selection
from taskboard.ledger.store import Ledger
from taskboard.model import Finding
from taskboard.workflows.evidence import FOLDER
from taskboard.workflows.workspace import Workspace

HALF_DONE = ("*.part", "out/**/.*.tmp", ".*.tmp", "out/**/*.part")


def check_copies(workspace: Workspace, ledger: Ledger) -> Iterator[Finding]:
    """Tell which copies of evidence in the workspace are not what the ledger holds."""
    folder = workspace.home / FOLDER
    for event in _evidence(ledger):
        copy = folder / evidence_name(event)
        if copy.is_file() and _hash(copy) != event.to["sha256"]:
            told = (
                f"{FOLDER}/{copy.name} 被改动过，与登记的 SHA-256 不符；"
                "台账中仍有原件，请删去这份副本。"
            )
            yield wrong("copy-differs", told, at(event))


def strays(workspace: Workspace, ledger: Ledger) -> Iterator[Finding]:
    """Tell of what an interrupted command left: harmless, and nothing of the ledger."""
    folder = workspace.home / FOLDER
    known = {evidence_name(event): event for event in _evidence(ledger)}
    for name, event in known.items() if folder.is_dir() else ():
        if not (folder / name).exists():
            yield _hint("copy-missing", f"{FOLDER}/{name} 不在了；台账中仍有原件。", at(event))
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in known:
            told = f"{FOLDER}/{path.name} 没有登记为佐证，可能是中断的操作留下的。"
            yield _hint("stray-file", told, path.name)
    for pattern in HALF_DONE:
        for path in sorted(workspace.home.glob(pattern)):
            name = path.relative_to(workspace.home).as_posix()
            yield _hint("stray-part", f"{name} 是没有写完的文件，可以删去。", name)
    yield from _unnamed(ledger)


def evidence_name(event: Event) -> str:
    """Return the name of the copy that an ``evidence-added`` event made."""
    return f"{event.to['sha256'][:12]}-{event.to['name']}"


def _unnamed(ledger: Ledger) -> Iterator[Finding]:
    """Look for kept files that no event names: what kept them was interrupted."""
    selection = Selection(ledger, EVER, ledger.head())
    events = selection.events(tuple(FILES), taken_back=True)
    named = {str(event.to.get(FILES[event.kind][0])) for event in events}
    with ledger.engine.connect() as connection:
        for table in (SOURCES, BLOBS):
            query = sa.select(table.c.sha256, table.c.name).order_by(table.c.sha256)
            for digest, name in connection.execute(query):
                if digest not in named:
                    told = f"留存文件“{name}”没有事件引用，可能是中断的操作留下的。"
                    yield _hint("stray-file", told, digest[:12])


def _evidence(ledger: Ledger) -> list[Event]:
    found = Selection(ledger, EVER, ledger.head()).events(("evidence-added",))
    return [event for event in found if event.to.get("sha256") and event.to.get("name")]


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hint(code: str, message: str, place: str) -> Finding:
    return Finding(code, "info", message, place=place)
