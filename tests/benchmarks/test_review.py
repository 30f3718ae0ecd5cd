"""The decomposition workbook against the bare libraries, and how often suggestions hit.

Ratios are printed, not asserted. ``pytest -o addopts= -s tests/benchmarks/test_review.py``
Applying and the bare libraries take turns, so that a busy machine slows both.
The bare libraries write and read the same cells; of ours the spare rows, the lists behind the
drop-downs and the instructions come on top.
"""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from taskboard.ledger.events import Actor, NewEvent
from taskboard.ledger.store import open_ledger
from taskboard.parsing.parse import parse
from taskboard.reading import read_file
from taskboard.resources import samples
from taskboard.review.columns import SHEETS, TASKS
from taskboard.review.suggestions import Duty, Precedent, Precedents, suggest
from taskboard.review.workbook import HEADER_ROW, SCHEMA, Contents, write_review
from taskboard.workflows.imports import import_files
from taskboard.workflows.review import apply_review, export_review
from taskboard.workflows.units import import_units
from taskboard.workflows.workspace import Workspace, open_workspace

TASK_COUNT, UNIT_COUNT, TIMES = 500, 60, 7
WORDS = "加快推进政务服务平台建设，完善工作机制，压实工作责任，6月底前完成系统升级改造。" * 2


def best(run: Callable[[], Any], times: int = TIMES) -> float:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    return min(spent)


def contents() -> Contents:
    identity = {"schema": SCHEMA, "ledger": "0", "seq": 1, "as_of": "2025-01-01", "documents": []}
    made = Contents("审核表", identity)
    for number in range(TASK_COUNT):
        row: dict[str, Any] = {column.name: "" for column in TASKS}
        row |= {"key": f"2025-01-1.{number}-1", "code": f"1.{number}-1", "action": "保留"}
        row |= {"section": "优化营商环境", "heading": "提升政务服务水平"}
        row |= {"text": f"（{number}）{WORDS}", "wording": f"{number}项：{WORDS}"}
        row |= {"lead": "市财政局", "responsible": "市教育局、市民政局"}
        row |= {"unit_basis": "原文", "due_words": "6月底前", "due_on": dt.date(2025, 6, 30)}
        row |= {"due_basis": "原文", "targets": "覆盖率达到100%", "kind": "一次性"}
        made.rows.setdefault("任务", []).append(row | {"rollup": "牵头单位定"})
    made.units = [f"市第{number}局" for number in range(UNIT_COUNT)]
    made.codes = [row["code"] for row in made.rows["任务"]]
    return made


def bare_xlsxwriter(made: Contents) -> bytes:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    looks = [
        book.add_format({"text_wrap": True, "border": 1, "font_name": "仿宋_GB2312",
                         "locked": not column.editable, "valign": "vcenter"})
        for column in TASKS
    ]  # fmt: skip
    day = book.add_format({"num_format": "yyyy-mm-dd", "border": 1, "locked": False})
    for name, columns in SHEETS.items():
        sheet = book.add_worksheet(name)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(HEADER_ROW - 1, at, column.title)
        for number, row in enumerate(made.rows.get(name, []), HEADER_ROW):
            sheet.set_row(number, 60)
            for at, column in enumerate(columns):
                value = row[column.name]
                if isinstance(value, dt.date):
                    sheet.write_datetime(number, at, value, day)
                elif value:
                    sheet.write_string(number, at, value, looks[at])
                else:
                    sheet.write_blank(number, at, None, looks[at])
        sheet.freeze_panes(HEADER_ROW, 3)
        sheet.protect()
    book.close()
    return data.getvalue()


def test_review_workbook_against_xlsxwriter() -> None:
    made = contents()
    ours, bare = best(lambda: write_review(made)), best(lambda: bare_xlsxwriter(made))
    print(f"\nreview export {ours:.2f} s, XlsxWriter {bare:.2f} s, ratio {ours / bare:.2f}")


def test_apply_against_bare_reading_and_one_transaction(tmp_path: Path) -> None:
    text = ["关于印发2025年工作要点的通知", "一、总的任务"]
    text += [f"（{n}）推进第{n}项工作。{WORDS}（责任单位：市财政局）" for n in range(1, TASK_COUNT)]
    (tmp_path / "plan.txt").write_text("\n\n".join(text).replace("（1）推", "1．推"), "utf-8")
    workspace = open_workspace(str(tmp_path), ledger="", as_of=dt.date(2025, 3, 1), actor="")
    open_ledger(workspace.url, create=True).close()
    names = ["市财政局", "市教育局", *(f"市第{number}局" for number in range(2, UNIT_COUNT))]
    (tmp_path / "units.csv").write_text("\n".join(["单位全称", *names]), "utf-8")
    import_units(workspace, tmp_path / "units.csv", apply=True)
    import_files(workspace, [tmp_path / "plan.txt"])
    path = tmp_path / "r.xlsx"
    count = export_review(workspace, path).tasks
    returned = {"as it went out": path, "a tenth edited": edit(path, count // 10)}
    if shutil.which("soffice"):
        returned["saved by LibreOffice"] = saved(path)
    for words, each in returned.items():
        events = apply_review(workspace, each).plan.events
        waiting = copies(workspace, 4 * TIMES)
        runs = partial(bare, waiting, each, events), partial(apply_returned, waiting, each)
        turns = [[best(run, times=1) for run in runs] for _ in range(2 * TIMES)]
        reading, ours = map(min, zip(*turns, strict=True))
        print(f"\nreview apply {count} tasks {words}, {len(events)} events: {ours * 1000:.0f} ms, "
              f"bare {reading * 1000:.0f} ms, ratio {ours / reading:.2f}")  # fmt: skip


def copies(workspace: Workspace, count: int) -> Iterator[Workspace]:
    """Make workspaces with the same ledger."""
    homes = [Path(tempfile.mkdtemp(dir=workspace.home)) for _ in range(count)]
    for home in homes:
        shutil.copy(workspace.home / "ledger.db", home)
    return iter([open_workspace(str(h), ledger="", as_of=workspace.as_of, actor="") for h in homes])


def bare(waiting: Iterator[Workspace], path: Path, events: list[NewEvent]) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    workspace = next(waiting)
    with open_ledger(workspace.url) as ledger:
        ledger.append(events, actor=Actor("x"), effective_on=workspace.as_of, action="x")


def apply_returned(waiting: Iterator[Workspace], path: Path) -> None:
    assert apply_review(next(waiting), path, apply=True).written


def saved(path: Path) -> Path:
    """Open the workbook in LibreOffice and save it; return the new file."""
    folder = path.with_name("saved")
    command = ["soffice", f"-env:UserInstallation={folder.as_uri()}.profile", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / path.name


def edit(path: Path, times: int) -> Path:
    """Give every tenth task of the workbook another unit and day; return the new file."""
    book = load_workbook(path)
    sheet = book["任务"]
    names = [column.name for column in TASKS]
    for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + 10 * times, 10):
        sheet.cell(row, names.index("lead") + 1).value = "市财政局"
        sheet.cell(row, names.index("responsible") + 1).value = "市教育局"
        sheet.cell(row, names.index("due_on") + 1).value = dt.date(2025, 9, 30)
    book.save(path.with_name("edited.xlsx"))
    return path.with_name("edited.xlsx")


def stem(name: str) -> str:
    """Return what is the same of a unit in every place: 市教育局 and 县教育局 are one."""
    short = name.lstrip("省市县区").replace("和社会", "社会").replace("和城乡", "城乡")
    return short.replace("委员会", "委").replace("展和改", "展改").replace("服务局", "局")


def test_suggestions_hit_rates_with_one_sample_held_out() -> None:
    stems = ("linlan-2025", "yanzhou-2025", "xichuan-2025", "wulan-2024")
    tasks: dict[str, list[Precedent]] = {}
    for name in stems:
        for task in parse(read_file(samples() / f"{name}.txt")).tasks:
            units = {stem(u.name) for u in task.units if u.origin in ("stated", "inherited")}
            named = tuple(sorted(u for u in units if "各" not in u and "相关" not in u))
            if named:
                item = Precedent(f"{task.heading}。{task.text.split('（')[0]}", named, task.code)
                tasks.setdefault(name, []).append(item)
    total, known = 0, 0
    for held in stems:
        others = {u for name in stems if name != held for item in tasks[name] for u in item.units}
        total += len(tasks[held])
        known += sum(bool(others & set(item.units)) for item in tasks[held])
    print(f"\nof {total} tasks {known} have a unit that another document names")
    directory = read_units_table()
    for words, duties in (("text alone", []), ("with duty keywords", directory)):
        first = third = total = 0
        for held in stems:
            rest = Precedents.of(item for name in stems if name != held for item in tasks[name])
            for item in tasks[held]:
                found = [stem(s.unit) for s in suggest(item.text, duties, rest)]
                total += 1
                first += bool(found and found[0] in item.units)
                third += bool(set(found) & set(item.units))
        print(f"\nsuggestions, {words}: top-1 {first}/{total} = {first / total:.0%}, "
              f"top-3 {third}/{total} = {third / total:.0%}")  # fmt: skip


def read_units_table() -> list[Duty]:
    from taskboard.reading.unit_table import read_units

    read = read_units(samples() / "units-linlan.csv")
    units = read if isinstance(read, list) else list(read.units)
    return [Duty(stem(unit.name), (), unit.keywords) for unit in units]
