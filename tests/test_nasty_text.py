"""Text that would break or run is printed as it is, in every paper and every Word report."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from sample_state import BUREAU, CLERK, TASKS, TRADE, day, key, play, sample_ledger
from sample_state import report as update
from taskboard.ledger.events import NewEvent
from taskboard.settings import Settings
from taskboard.workflows.letters import make_letters
from taskboard.workflows.papers import make_circular
from taskboard.workflows.reports import REPORTS, write_report
from taskboard.workflows.scoring import publish
from taskboard.workflows.workspace import Workspace
from test_workflows_papers import words

NASTY = '=1+1 a < b & "c" {{ 7*7 }} {% x %} {_{ \x00\x1b <script>alert(1)</script> 🚧 𠮷㙟'
SHOWN = '=1+1 a < b & "c" {{ 7*7 }} {% x %} {_{ □□ <script>alert(1)</script> 🚧 𠮷㙟'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Every task is called by the nasty text, and so are the office and its contact."""
    with sample_ledger(tmp_path, empty=True) as ledger:
        play(ledger)
        renamed = [
            NewEvent("task-amended", key(row[0]), {"wording": NASTY, "heading": NASTY})
            for row in TASKS
        ]
        odd = update("1.2-1", TRADE, "2025-W35", NASTY, 41, problems=NASTY, next_step=NASTY)
        long = update("1.1-1", BUREAU, "2025-W35", "进" * 10_000, 91)
        ledger.append(
            [*renamed, odd, long], actor=CLERK, effective_on=day("2025-09-01"), action="t"
        )
    settings = Settings(office=NASTY, papers={"contact": NASTY, "basis": NASTY})
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    return Workspace(tmp_path, settings, url, day("2025-11-20"), CLERK)


def sound(path: Path) -> str:
    """Every part of the document is well-formed; return its text."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    return words(path)


@pytest.mark.parametrize("kind", ["reminder", "order", "summons", "rectify"])
def test_letters(workspace: Workspace, kind: str) -> None:
    made = make_letters(workspace, kind, workspace.home / "out", reason=NASTY).made
    assert made
    for one in made:
        text = sound(one.path)
        assert SHOWN in text and "49" not in text.replace("2025", "")


@pytest.mark.parametrize("kind", [kind for kind, (_, made) in REPORTS.items() if ".docx" in made])
def test_word_reports(workspace: Workspace, kind: str) -> None:
    path = workspace.home / "x.docx"
    write_report(workspace, kind, path)
    assert "<script>" in sound(path)


@pytest.mark.parametrize("style", ["plain", "redhead"])
def test_circular(workspace: Workspace, style: str) -> None:
    path = workspace.home / "x.docx"
    make_circular(workspace, path, style=style)
    assert SHOWN in sound(path)


def test_workbooks_hold_no_formula(workspace: Workspace) -> None:
    make_circular(workspace, workspace.home / "circular.xlsx")
    publish(workspace, workspace.home / "score.xlsx")
    for name in ("circular", "score"):
        with zipfile.ZipFile(workspace.home / f"{name}.xlsx") as archive:
            for part in archive.namelist():
                if part.endswith(".xml"):
                    etree.fromstring(archive.read(part))
        book = load_workbook(workspace.home / f"{name}.xlsx")
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert cells and not any(cell.data_type == "f" for cell in cells)
