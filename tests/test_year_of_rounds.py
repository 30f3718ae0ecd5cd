"""A year in short: issue, three rounds with damaged forms, killed collecting, 延期, 退回, 反弹."""

from __future__ import annotations

import datetime as dt
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import test_workflows_collecting as damage
from round_world import FINANCE, HOUSING, WATER, answer, fill, key, make_workspace, on, send
from taskboard.workflows.close import reopen, write_off
from taskboard.workflows.collecting import collect
from taskboard.workflows.handle import decide, receive, request, verify
from taskboard.workflows.upkeep import check
from taskboard.workflows.workspace import Workspace

DAYS = {31: dt.date(2023, 8, 4), 32: dt.date(2023, 8, 11), 33: dt.date(2023, 8, 18)}
HARMLESS = (
    damage.insert_rows, damage.delete_columns, damage.sort_rows, damage.rename_sheets,
    damage.lose_hidden_sheet, damage.paste_whole_sheet, damage.pad_with_blanks,
)  # fmt: skip
KILLED = """
import sys, time, datetime as dt
from pathlib import Path
from taskboard.ledger import store
from taskboard.ledger.events import Actor
from taskboard.office import xlsx
from taskboard.settings import Settings
from taskboard.workflows.close import reopen, write_off
from taskboard.workflows.collecting import collect
from taskboard.workflows.workspace import Workspace
home = Path(sys.argv[1])
for module, name in ((store.Ledger, "append"), (xlsx, "save_bytes")):
    def slow(*given, then=getattr(module, name), **options):
        print("step", flush=True)
        time.sleep(0.1)
        return then(*given, **options)
    setattr(module, name, slow)
day = dt.date.fromisoformat(sys.argv[3])
settings = Settings(office="凤城市人民政府办公室")
url = f"sqlite:///{home / 'ledger.db'}"
collect(Workspace(home, settings, url, day, Actor("王科")), Path(sys.argv[2]), apply=True)
"""


def small(code: str) -> Any:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        fill(sheet, code, 本期情况="有进展", 进展情况=f"{code}在办。")

    return edit


def come_back(forms: dict[str, Path], back: Path, week: int) -> int:
    """Return how many files came back: one damaged housing form read, the others beside it."""
    edits = HARMLESS[week - 31 :: 3]
    for at, edit in enumerate(edits):
        answer(forms[HOUSING], back, edit, f"住建（{at}）.xlsx")
    answer(forms[FINANCE], back, small("2.1-1"), "财政.xlsx")
    answer(forms[WATER], back, small("3.1-1"), "水利 改名.xlsx")
    (back / "现场照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 photo")
    (back / "坏了.xlsx").write_bytes(forms[WATER].read_bytes()[:900])
    (back / "水利" / "~$水利.xlsx").parent.mkdir()
    (back / "水利" / "~$水利.xlsx").write_bytes(b"lock")
    (back / "水利" / "水利 再发.xlsx").write_bytes((back / "水利 改名.xlsx").read_bytes())
    return len(edits) + 5


def kill_at(workspace: Workspace, back: Path, steps: int) -> None:
    """Start collecting and kill -9 it at its ``steps``-th write (or let it end before)."""
    words = [sys.executable, "-c", KILLED, str(workspace.home), str(back), str(workspace.as_of)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(steps):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)


def clean(workspace: Workspace) -> bool:
    return [f for f in check(workspace).findings if f.severity == "error"] == []


def test_three_rounds_killed_again_and_again(tmp_path: Path) -> None:
    office = make_workspace(tmp_path / "office")
    dice = random.Random(6)
    files = 0
    for week, day in DAYS.items():
        today = on(office, day)
        back = tmp_path / f"back{week}"
        files += come_back(send(today, week), back, week)
        for _ in range(2):
            kill_at(today, back, dice.randint(1, 7))
            assert clean(today)
            updates = today.state().updates
            received = {event.subject for event in today.state().events("form-received")}
            assert set(updates["form"]) <= received  # never half a file
        collect(today, back, apply=True)
        before = len(today.state().updates)
        again = collect(today, back, apply=True)
        assert (again.count("accepted"), again.count("late")) == (0, 0)
        assert len(today.state().updates) == before == 5 * (week - 30)
        assert clean(today)
    assert files >= 20


@pytest.mark.parametrize(
    ("asked", "late"), [(dt.date(2023, 9, 20), False), (dt.date(2023, 10, 9), True)]
)
def test_an_extension_asked_in_time_and_one_late(
    tmp_path: Path, asked: dt.date, late: bool
) -> None:
    today = on(make_workspace(tmp_path / "office"), asked)
    receive(today, key("1.2-1").partition("@")[0])
    done = request(
        today, "2023-01-1.2-1", "extend", reason="汛期停工", new_due=dt.date(2023, 12, 31)
    )
    assert bool(done.notes) is late
    decide(today, "R2023-0001", "approve")
    assert clean(today)


def test_a_return_for_rework_then_written_off_and_back_again(tmp_path: Path) -> None:
    today = on(make_workspace(tmp_path / "office"), dt.date(2023, 9, 20))
    task, row = "2023-01-1.2-1", key("1.2-1")
    receive(today, task)
    request(today, task, "close", reason="已完成")
    decide(today, "R2023-0001", "reject", reason="缺佐证", reply_by=dt.date(2023, 9, 25))
    assert today.state().assignments.loc[row, "handling"] == "returned"
    receive(today, task)
    request(today, task, "close", reason="补齐佐证")
    decide(today, "R2023-0002", "approve")
    verify(today, task, "true", method="实地")
    write_off(today, task)
    closed = today.state().assignments.loc[row, "handling"]
    reopen(today, task, "问题反弹")
    assert today.state().assignments.loc[row, "handling"] != closed
    assert clean(today)
