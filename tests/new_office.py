"""An office that has just begun: a workspace with an empty ledger, and the commands typed in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taskboard.cli.main import cli
from taskboard.ledger.store import open_ledger
from taskboard.workflows.workspace import Workspace, open_workspace

CLERK = "王核"
DAY = dt.date(2025, 3, 20)


def new_office(folder: Path, as_of: dt.date = DAY) -> Workspace:
    """Return a workspace in ``folder`` whose ledger holds nothing yet."""
    workspace = open_workspace(str(folder), ledger="", as_of=as_of, actor=CLERK)
    open_ledger(workspace.url, create=True).close()
    return workspace


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    """A new office of its own for each test."""
    return new_office(tmp_path)


def run(workspace: Workspace, *words: str, on: str = "", who: str = CLERK) -> Result:
    """Type one command on a day, the workspace's own when none is named."""
    given = ["--home", str(workspace.home), "--as-of", on or str(workspace.as_of), "--actor", who]
    return CliRunner().invoke(cli, [*given, *words])
