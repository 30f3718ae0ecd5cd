"""Keep evidence (佐证材料): a copy in the workspace, its bytes and SHA-256 in the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from taskboard.errors import EmptyFileError, MissingFileError, TaskboardError
from taskboard.ledger.events import NewEvent
from taskboard.ledger.store import Ledger
from taskboard.workflows.workspace import Workspace

FOLDER = "evidence"
LIMIT = 200 * 1024 * 1024

VERIFIED = "核查材料"  # what evidence proves that the verifier brought


class LargeEvidenceError(TaskboardError):
    """A file too large to be kept."""

    code = "evidence-large"

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(
            f"{path} 有 {size // 1024 // 1024} MB，超过 200 MB 的上限；请压缩或只附关键页。",
            f"{path} has {size // 1024 // 1024} MB, more than 200 MB; attach the key pages only.",
        )


def keep_evidence(
    workspace: Workspace, ledger: Ledger, key: str, files: Sequence[Path], proves: str
) -> list[NewEvent]:
    """Copy ``files`` into the workspace and the ledger; return the events that record them.

    Raises:
        MissingFileError: If one is not there; none has been kept then.
        EmptyFileError: If one is empty.
        LargeEvidenceError: If one is over the limit.
    """
    for path in files:
        if not path.is_file():
            raise MissingFileError(str(path))
        size = path.stat().st_size
        if not size:
            raise EmptyFileError(str(path))
        if size > LIMIT:
            raise LargeEvidenceError(path, size)
    return [_keep(workspace, ledger, key, path, proves) for path in files]


def _keep(workspace: Workspace, ledger: Ledger, key: str, path: Path, proves: str) -> NewEvent:
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    copy = workspace.home / FOLDER / f"{digest[:12]}-{path.name}"
    copy.parent.mkdir(parents=True, exist_ok=True)
    if not copy.exists():
        copy.write_bytes(data)
    ledger.put_blob(digest, path.name, data)
    to = {"name": path.name, "sha256": digest, "kind": "file", "proves": proves}
    return NewEvent("evidence-added", key, to, place="command line")
