from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from dateutil.rrule import rrulestr

from sample_state import CLERK, day, key, sample_workspace
from taskboard.cli.main import cli
from taskboard.ledger.events import NewEvent
from taskboard.reports.export import TABLES
from taskboard.reports.ics import escaped, first_turn, folded
from taskboard.workflows.export import NoParquetError, export
from taskboard.workflows.reports import UnknownEndingError
from taskboard.workflows.workspace import Workspace

NASTY = "=1+1, a;b\\c\n次行"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = sample_workspace(tmp_path)
    with made.ledger() as ledger:
        odd = NewEvent(
            "task-amended", key("2.1-2"), {"wording": "=1+1, a;b\\c\n次行", "note": "-x"}
        )
        ledger.append([odd], actor=CLERK, effective_on=day("2025-08-01"), action="test")
    return made


@pytest.mark.parametrize("what", TABLES)
def test_csv_and_json_hold_the_same_rows_and_nothing_runs(workspace: Workspace, what: str) -> None:
    count = export(workspace, workspace.home / "x.csv", what)
    assert export(workspace, workspace.home / "x.json", what) == count > 0
    text = (workspace.home / "x.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    values = json.loads((workspace.home / "x.json").read_text("utf-8"))
    assert len(rows) == len(values) == count and list(rows[0]) == list(values[0])
    assert not any(cell[:1] in ("=", "+", "-", "@") for row in rows for cell in row.values())


def test_parquet_holds_the_tasks(workspace: Workspace) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    assert export(workspace, workspace.home / "x.parquet") == 9
    frame = pandas.read_parquet(workspace.home / "x.parquet")
    assert frame["task"].tolist()[0] == "2025-01-1.1-1"


def test_without_the_extra_parquet_says_what_to_install(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(NoParquetError, match=r"taskboard\[parquet\]"):
        export(workspace, workspace.home / "x.parquet")


def test_calendar_as_golden_and_by_the_rules(workspace: Workspace, golden) -> None:  # type: ignore[no-untyped-def]
    count = export(workspace, workspace.home / "x.ics")
    data = (workspace.home / "x.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n")) and b"\n" not in data.replace(
        b"\r\n", b""
    )
    text = data.decode().replace("\r\n ", "")
    golden("deadlines.ics.txt", text.replace("\r\n", "\n"))
    events = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL)
    assert len(events) == count == 6  # nine, less two done and one put aside
    recurring = next(event for event in events if "RRULE" in event)
    rule = re.search(r"RRULE:(\S+)", recurring)
    start = re.search(r"DTSTART;VALUE=DATE:(\d+)", recurring)
    assert rule and start
    days = rrulestr(rule[1], dtstart=day(start[1]).replace())
    turns = [one.date().isoformat() for one in days]
    assert turns[0] == "2025-03-31" and turns[-1] == "2025-12-31" and len(turns) == 10


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=25", "2025-03-25"),
        ("FREQ=WEEKLY;BYDAY=FR", "2025-03-21"),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", None),
    ],
)
def test_first_turn(rule: str, first: str | None) -> None:
    found = first_turn(rule, day("2025-03-15"), day("2025-12-31"))
    assert found == (day(first) if first else None)


def test_lines_are_folded_between_characters() -> None:
    line = "SUMMARY:" + "推进𠮷" * 30
    assert folded(line).replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in folded(line).split("\r\n"))
    assert escaped("a,b;c\\d\ne\x00") == "a\\,b\\;c\\\\d\\ne□"


def test_unknown_ending_and_command(workspace: Workspace) -> None:
    with pytest.raises(UnknownEndingError, match=r"\.ics"):
        export(workspace, workspace.home / "x.doc")
    run = CliRunner().invoke(
        cli, ["--home", str(workspace.home), "--as-of", "2025-09-01", "export", "-o",
              str(workspace.home / "y.csv"), "--what", "deadlines"],
    )  # fmt: skip
    assert run.exit_code == 0 and "8 条" in run.output
