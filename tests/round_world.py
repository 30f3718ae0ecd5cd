"""A small workspace with issued tasks of three units, and hands that fill in and damage forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from taskboard.collection.owing import week_period
from taskboard.ledger.baseline import baseline_hash
from taskboard.ledger.events import Actor, NewEvent
from taskboard.ledger.store import open_ledger
from taskboard.settings import Settings
from taskboard.workflows.forms import write_forms
from taskboard.workflows.rounds import open_round
from taskboard.workflows.workspace import Workspace

HOUSING, FINANCE, WATER = "市住房和城乡建设局", "市财政局", "市水利局"
TARGETS = [
    {"text": "开工改造120个", "indicator": "开工改造", "op": ">=", "value": 120.0, "unit": "个"},
    {"text": "惠及3.5万户", "indicator": "惠及", "op": ">=", "value": 3.5, "unit": "万户"},
]
# code -> (unit, kind, wording, targets, rrule)
TASKS: dict[str, tuple[str, str, str, list[dict[str, Any]], str]] = {
    "1.1-1": (HOUSING, "once", "推进城镇老旧小区改造。", TARGETS, ""),
    "1.2-1": (HOUSING, "once", "编制城市更新专项规划。", [], ""),
    "1.3-1": (HOUSING, "triggered", "受理之日起20个工作日内作出决定。", [], ""),
    "2.1-1": (FINANCE, "once", "公开部门预决算。", [], ""),
    "2.2-1": (FINANCE, "ongoing", "持续推进预算绩效管理。", [], ""),
    "3.1-1": (WATER, "recurring", "每季度公开水质监测信息。", [],
              "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
}  # fmt: skip


def key(code: str) -> str:
    return f"2023-01-{code}@{TASKS[code][0]}"


def on(workspace: Workspace, day: dt.date) -> Workspace:
    """The same workspace on another day."""
    return Workspace(workspace.home, workspace.settings, workspace.url, day, workspace.actor)


def make_workspace(
    home: Path, settings: Settings | None = None, title: str = "工作要点"
) -> Workspace:
    home.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{home / 'ledger.db'}"
    workspace = Workspace(
        home, settings or Settings(office="凤城市人民政府办公室"), url, dt.date(2023, 8, 1),
        Actor("王科", "市政府办公室", "督查"),
    )  # fmt: skip
    with open_ledger(url, create=True) as ledger:
        ledger.append(
            _issued(title), actor=workspace.actor, effective_on=dt.date(2023, 3, 1), action="issue"
        )
    return workspace


def _issued(title: str) -> list[NewEvent]:
    document = {"title": title, "year": 2023, "issuer": "凤城市人民政府办公室"}
    events = [NewEvent("document-imported", "2023-01", document)]
    frozen: list[dict[str, Any]] = []
    for code, (unit, kind, wording, targets, rrule) in TASKS.items():
        task = f"2023-01-{code}"
        to = {
            "document": "2023-01", "code": code, "path": code.rpartition("-")[0], "seq": 1,
            "heading": "", "text": wording, "kind": kind, "rollup": "all", "span": [0, 1],
            "units": [], "deadlines": [], "targets": targets,
        }  # fmt: skip
        issue = {"role": "responsible", "kind": kind, "rrule": rrule, "due_basis": "stated"}
        issue |= {"due_on": "2023-09-30"} if kind == "once" else {}
        events += [
            NewEvent("task-proposed", task, to),
            NewEvent("task-issued", task, {**to, "key": task, "wording": wording}),
            NewEvent("assignment-issued", f"{task}@{unit}", issue),
        ]
        frozen.append(events[-2].to)
    baseline = baseline_hash(frozen)
    for each in frozen:
        each["baseline"] = baseline
    return events


def send(workspace: Workspace, week: int = 31) -> dict[str, Path]:
    """Open a weekly round for everything and write its forms: unit -> file."""
    open_round(workspace, week_period(2023, week), everything=True)
    done = write_forms(workspace)
    return {form.unit: done.folder / form.file for form in done.forms}


def header(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """Row of the header, and name -> column."""
    for row in sheet.iter_rows():
        names = {str(cell.value).replace("\n", ""): cell.column for cell in row if cell.value}
        if "本期情况" in names and "行标识" in names:
            return row[0].row, names
    raise AssertionError("no header")


def row_of(sheet: Worksheet, row_key: str) -> int:
    top, names = header(sheet)
    for row in range(top + 1, sheet.max_row + 1):
        if sheet.cell(row, names["行标识"]).value == row_key:
            return row
    raise AssertionError(row_key)


def fill(sheet: Worksheet, code: str, row: int = 0, /, **cells: Any) -> None:
    """Fill in the cells of one row, by header."""
    _, names = header(sheet)
    at = row_of(sheet, f"{key(code)}#{row}")
    for name, value in cells.items():
        sheet.cell(at, names[name]).value = value


def answer(
    form: Path, back: Path, edit: Callable[[Workbook, Worksheet], None], name: str = ""
) -> Path:
    """Save a copy of ``form`` in the folder ``back``, changed by ``edit``."""
    book = load_workbook(form)
    edit(book, book["进展填报"])
    back.mkdir(parents=True, exist_ok=True)
    path = back / (name or form.name)
    book.save(path)
    return path


def good(book: Workbook, sheet: Worksheet) -> None:
    """What a careful unit returns, for the housing form."""
    fill(sheet, "1.1-1", 本期情况="有进展", 进展情况="已开工68个。", 指标实际值=68)
    fill(sheet, "1.1-1", 1, 指标实际值=1.9)
    fill(sheet, "1.2-1", 本期情况="无变化")
    fill(
        sheet,
        "1.3-1",
        本期情况="有进展",
        进展情况="按时办结。",
        应办件数=35,
        按时件数=34,
        超时件数=1,
    )
