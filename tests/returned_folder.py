"""A round with its forms out, and the folder of what came back: filled in, doubled, a photo."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from round_world import FINANCE, HOUSING, WATER, answer, fill, good, make_workspace, send
from taskboard.ledger.events import KINDS
from taskboard.settings import Settings
from taskboard.workflows.upkeep import copy
from taskboard.workflows.workspace import Workspace


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Path]:
    """The ledger with a round open in SQLite, and the folder."""
    home = tmp_path_factory.mktemp("office")
    workspace = make_workspace(home, Settings())
    forms, back = send(workspace), home / "back"
    answer(forms[HOUSING], back, good)
    answer(
        forms[HOUSING],
        back,
        lambda book, sheet: fill(sheet, "1.2-1", 本期情况="无变化"),
        "初稿.xlsx",
    )
    later = {"本期情况": "申请延期", "存在问题": "资金未到位", "拟延期至": "2023-12-31"}
    going = {"本期情况": "有进展", "进展情况": "=在办\n第二行"}
    for unit, code, said in ((FINANCE, "2.1-1", later), (WATER, "3.1-1", going)):
        answer(forms[unit], back, lambda book, sheet, c=code, s=said: fill(sheet, c, **s))
    (back / "现场照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 JFIF")
    return workspace, back


@pytest.fixture
def world(sent: tuple[Workspace, Path], tmp_path: Path) -> Workspace:
    """A workspace of its own with the same ledger."""
    workspace, _ = sent
    url = f"sqlite:///{tmp_path / 'world.db'}"
    copy(workspace, url)
    return dataclasses.replace(workspace, home=tmp_path / "world", url=url)


@pytest.fixture
def folder(sent: tuple[Workspace, Path]) -> Path:
    """What came back."""
    return sent[1]


def collecting(workspace: Workspace, folder: Path) -> list[str]:
    """The command that takes the folder into the ledger."""
    given = ["--home", str(workspace.home), "--ledger", workspace.url, "--as-of", "2023-08-01"]
    return [*given, "--actor", "王科", "round", "collect", str(folder), "--apply"]


def recorded(workspace: Workspace) -> list[tuple[Any, ...]]:
    """Every event without the moment it was written, its number, and who typed it."""
    events = workspace.state().selection.events(tuple(KINDS))
    return [
        (e.kind, e.subject, e.effective_on, repr(e.to), repr(e.before), e.reason, e.place, e.action)
        for e in sorted(events, key=lambda event: event.seq)
    ]
