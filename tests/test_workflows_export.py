from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from click.testing import CliRunner
from dateutil.rrule import rrulestr
from icalendar import Calendar

from sample_state import CLERK, day, key, sample_workspace
from taskboard.cli.export import TABLES as offered
from taskboard.cli.main import cli
from taskboard.ledger import frames
from taskboard.ledger.events import NewEvent
from taskboard.reports.export import RECORDED, TABLES, table
from taskboard.reports.ics import days_of, printable
from taskboard.workflows.export import NoParquetError, export
from taskboard.workflows.people import set_people
from taskboard.workflows.progress import note
from taskboard.workflows.proving import add_evidence
from taskboard.workflows.reminding import reminders
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


NOT_IN_SAMPLE = ("forms", "verifications", "papers", "findings", "lookbacks", "evidence", "people",
                 "instructions", "reminders")  # fmt: skip


def test_the_command_offers_every_table_of_the_ledger() -> None:
    assert sorted(offered) == sorted(TABLES) and set(frames.FRAMES) <= set(TABLES)


def test_what_events_alone_hold_are_tables_of_their_own(workspace: Workspace) -> None:
    add_evidence(workspace, "2.1-2", notes=["已到现场"], proves="加装电梯")
    set_people(workspace, ["2.1-2"], supervisor="督查一科", leader=None)
    note(workspace, "2.1-2", "王市长", "抓紧报规")
    reminders(workspace, sent=True)
    rows = {what: table(workspace.state(), what) for what in RECORDED}
    assert [(row["who"], row["what"]) for row in rows["instructions"]] == [("王市长", "抓紧报规")]
    assert rows["reminders"] and {row["group"] for row in rows["reminders"]} >= {"逾期"}
    assert [row["name"] for row in rows["evidence"]] == ["已到现场"]
    assert [(row["supervisor"], row["leader"]) for row in rows["people"]] == [("督查一科", None)]


@pytest.mark.parametrize("what", TABLES)
def test_csv_and_json_hold_the_same_rows_and_nothing_runs(workspace: Workspace, what: str) -> None:
    count = export(workspace, workspace.home / "x.csv", what)
    assert export(workspace, workspace.home / "x.json", what) == count
    assert bool(count) == (what not in NOT_IN_SAMPLE)
    text = (workspace.home / "x.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    values = json.loads((workspace.home / "x.json").read_text("utf-8"))
    assert len(rows) == len(values) == count
    assert [list(row) for row in rows[:1]] == [list(row) for row in values[:1]]
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
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    golden("deadlines.ics.txt", data.decode().replace("\r\n ", "").replace("\r\n", "\n"))
    events = Calendar.from_ical(data).walk("VEVENT")
    assert len(events) == count == 6  # nine, less two done and one put aside
    assert len({str(event["UID"]) for event in events}) == 6
    recurring = next(event for event in events if "RRULE" in event)
    days = rrulestr(
        recurring["RRULE"].to_ical().decode(),
        dtstart=dt.datetime.combine(recurring["DTSTART"].dt, dt.time()),
    )
    turns = [one.date().isoformat() for one in days]
    assert turns[0] == "2025-03-31" and turns[-1] == "2025-12-31" and len(turns) == 10
    odd = next(event for event in events if str(event["UID"]).startswith(key("2.1-2")))
    assert NASTY in odd["DESCRIPTION"] and str(odd["SUMMARY"]).endswith("（默认时限）")


def limit(on: str, milestone: str = "", rrule: str = "") -> dict[str, str]:
    return {"due_on": on, "milestone": milestone, "rrule": rrule}


@pytest.mark.parametrize(
    ("limits", "due", "original", "basis", "days"),
    [
        pytest.param(
            [limit("2025-05-31", "动工"), limit("2025-12-31")], "2025-12-31", "2025-12-31",
            "stated", ["2025-05-31（动工）", "2025-12-31"], id="every-printed-day",
        ),
        pytest.param(
            [limit("2025-04-30"), limit("2025-06-30")], "2025-07-15", "2025-06-30",
            "stated", ["2025-04-30", "2025-07-15（原定6月30日）"], id="extended",
        ),
        pytest.param(
            [], "2025-12-31", "2025-12-31", "default", ["2025-12-31（默认时限）"], id="none"
        ),
        pytest.param(
            [limit("2025-05-31", "动工")], "2025-12-31", "2025-12-31", "default",
            ["2025-05-31（动工）", "2025-12-31（默认时限）"], id="milestone-is-not-the-end",
        ),
        pytest.param(
            [limit("", rrule="FREQ=MONTHLY;BYMONTHDAY=25"), limit("2025-10-31")],
            "2025-10-31", "2025-10-31", "stated",
            ["2025-03-25 FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20251031", "2025-10-31"], id="recurring",
        ),
        pytest.param([limit("2025-10-31"), limit("2025-10-31")], "2025-10-31", "2025-10-31",
                     "stated", ["2025-10-31"], id="twice-is-once"),
    ],
)  # fmt: skip
def test_days_of_an_item(
    limits: list[dict[str, str]], due: str, original: str, basis: str, days: list[str]
) -> None:
    row = SimpleNamespace(
        due_on=pd.Timestamp(due), due_original=pd.Timestamp(original), due_basis=basis,
        deadlines=limits, issued_on=pd.Timestamp("2025-03-15"),
    )  # fmt: skip
    assert [
        f"{one.on}{one.mark}" + (f" {one.rule}" if one.rule else "") for one in days_of(row)
    ] == days


def test_what_a_calendar_cannot_hold_is_shown() -> None:
    assert printable("a\r\n𠮷\x00\ud800b") == "a\n𠮷□?b"


def test_unknown_ending_and_command(workspace: Workspace) -> None:
    with pytest.raises(UnknownEndingError, match=r"\.ics"):
        export(workspace, workspace.home / "x.doc")
    run = CliRunner().invoke(
        cli, ["--home", str(workspace.home), "--as-of", "2025-09-01", "export", "-o",
              str(workspace.home / "y.csv"), "--what", "deadlines"],
    )  # fmt: skip
    assert run.exit_code == 0 and "8 条" in run.output
