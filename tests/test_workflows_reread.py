"""The 任务分解表 we issue is read back by `parse` as what was issued: words, units, time limits."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from taskboard.ledger.store import open_ledger
from taskboard.resources import samples
from taskboard.workflows.imports import import_files
from taskboard.workflows.issue import issue
from taskboard.workflows.parse_file import parse_file
from taskboard.workflows.workspace import open_workspace

SAMPLES = ("linlan-2025", "fengpu-2024", "yanzhou-2025", "xichuan-2025", "wulan-2024")
SEEDS = ("fengcheng-2021", "haiyang-2020", "lanling-2019", "liaocheng-2023", "ziyang-2020")
HARMLESS = {"issue-date-missing", "furniture-removed", "unit-none"}


def reread(folder: Path, source: Path, ending: str) -> tuple[list[Any], list[Any], set[str]]:
    """Issue a document, read the table back; what was issued, what was read, the findings."""
    day = dt.date(int(source.stem[-4:]), 6, 1)
    workspace = open_workspace(str(folder), ledger="", as_of=day, actor="王核")
    open_ledger(workspace.url, create=True).close()
    import_files(workspace, [source])
    (done,) = issue(workspace, override="按原文下达")
    (path,) = (path for path in done.files if path.name == f"任务分解表-{done.document}{ending}")
    parsed = parse_file(str(path))
    rows = workspace.state().tasks.to_dict("records")
    issued = [
        (squash(row["wording"]), units(row["units"]), limits(row["deadlines"])) for row in rows
    ]
    read = [
        (
            squash(task.text),
            sorted((unit.name, unit.role) for unit in task.units),
            sorted({(one.kind, str(one.due_on), str(one.rrule)) for one in task.deadlines}),
        )
        for task in parsed.tasks
    ]
    return issued, read, {finding.code for finding in parsed.findings}


def squash(text: str) -> str:
    return "".join(text.split())


def units(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return sorted({(row["name"], row["role"]) for row in rows})


def limits(rows: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return sorted({(row["kind"], str(row["due_on"]), str(row["rrule"])) for row in rows})


def check(folder: Path, source: Path, ending: str) -> None:
    issued, read, findings = reread(folder, source, ending)
    assert len(issued) == len(read)
    for one, again in zip(issued, read, strict=True):
        assert one[0] in again[0]  # read with the clause's heading before it
        assert one[1:] == again[1:]
    assert findings <= HARMLESS


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
@pytest.mark.parametrize("stem", SAMPLES)
def test_an_issued_table_is_read_back_the_same(tmp_path: Path, stem: str, ending: str) -> None:
    check(tmp_path, samples() / f"{stem}.txt", ending)


@pytest.mark.parametrize("stem", SEEDS)
def test_issued_tables_of_real_documents_too(tmp_path: Path, seeds: Path, stem: str) -> None:
    check(tmp_path, seeds / f"{stem}.txt", ".docx")
