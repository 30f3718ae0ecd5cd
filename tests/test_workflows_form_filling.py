"""A county fills the city's form from its own ledger: what its units reported, nothing guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from round_world import HOUSING, TARGETS, fill, header, key, make_workspace, row_of, send
from taskboard.cli.main import cli
from taskboard.collection.forms_in import read_form
from taskboard.errors import DamagedFileError
from taskboard.ledger.events import Actor, NewEvent
from taskboard.ledger.store import open_ledger
from taskboard.office.xlsx import FileExistsAlreadyError
from taskboard.settings import Settings
from taskboard.workflows.collecting import collect
from taskboard.workflows.form_filling import Filling, NoFormError, NoSuchMatchError, fill_form
from taskboard.workflows.workspace import Workspace

BUILDING, STREETS, PLANNING = "县住建局", "县城管局", "县自然资源局"
# code -> (wording, kind, rollup, targets, units in order, the lead first)
OWN: dict[str, tuple[str, str, str, list[dict[str, Any]], tuple[str, ...]]] = {
    "5.1-1": ("推进城镇老旧小区改造", "once", "lead", TARGETS, (BUILDING, STREETS)),
    "5.2-1": ("编制城市更新专项规划。", "once", "all", [], (PLANNING,)),
    "5.3-1": ("受理之日起20个工作日内作出决定", "triggered", "all", [], (BUILDING, STREETS)),
    "5.4-1": ("编制城市更新专项计划。", "once", "all", [], (PLANNING, STREETS)),
}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Path]:
    """The city's workspace and the form it sent."""
    city = make_workspace(tmp_path_factory.mktemp("city"))
    return city, send(city)[HOUSING]


@pytest.fixture
def form(sent: tuple[Workspace, Path]) -> Path:
    return sent[1]


@pytest.fixture
def county(tmp_path: Path) -> Workspace:
    home = tmp_path / "county"
    home.mkdir()
    url, actor = f"sqlite:///{home / 'ledger.db'}", Actor("李科", "县政府办公室")
    workspace = Workspace(home, Settings(office="县政府办公室"), url, dt.date(2023, 8, 2), actor)
    events = [NewEvent("document-imported", "2023-01", {"title": "工作要点", "year": 2023})]
    for code, (words, kind, rollup, targets, units) in OWN.items():
        task = f"2023-01-{code}"
        to = {
            "document": "2023-01", "code": code, "path": code.rpartition("-")[0], "seq": 1,
            "heading": "", "text": words, "wording": words, "kind": kind, "rollup": rollup,
            "span": [0, 1], "units": [], "deadlines": [], "targets": targets,
        }  # fmt: skip
        events += [NewEvent("task-proposed", task, to), NewEvent("task-issued", task, to)]
        events += [
            NewEvent(
                "assignment-issued", f"{task}@{unit}",
                {"role": "responsible" if at else "lead", "kind": kind, "due_basis": "default"},
            )
            for at, unit in enumerate(units)
        ]  # fmt: skip
    append(workspace, *events)
    return workspace


def append(workspace: Workspace, *events: NewEvent) -> None:
    with open_ledger(workspace.url, create=True) as ledger:
        day = workspace.as_of - dt.timedelta(days=1)
        ledger.append(list(events), actor=workspace.actor, effective_on=day, action="test")


def report(workspace: Workspace, code: str, unit: str, text: str, **said: Any) -> None:
    given = {"change": "progress", "text": text, "channel": "phone", **said}
    append(workspace, NewEvent("progress-reported", f"2023-01-{code}@{unit}", given))


def cells(done: Filling, code: str) -> dict[str, Any]:
    row = next(row for row in done.rows if row.code == f"2023-01-{code}")
    return {column: new for (_, _, column), (_, new) in row.cells.items()}


def notes(done: Filling, code: str) -> str:
    return "\n".join(next(row for row in done.rows if row.code == f"2023-01-{code}").notes)


def test_the_lead_speaks_for_a_task_it_leads(county: Workspace, form: Path) -> None:
    report(county, "5.1-1", BUILDING, "已开工80个。", percent=60, actuals={"0": 80, "1": 2.1},
           problems="资金紧张。")  # fmt: skip
    report(county, "5.1-1", STREETS, "配合清障。", percent=30)
    done = fill_form(county, form, None, {})
    rows = {where[1] for row in done.rows[:1] for where in row.cells}
    assert len(rows) == 2  # the row of the second target, too
    assert cells(done, "1.1-1") == {
        "text": f"{BUILDING}：已开工80个；{STREETS}：配合清障。", "percent": 60, "actual": 2.1,
        "problems": f"{BUILDING}：资金紧张。", "change": "有进展",
    }  # fmt: skip
    assert 80 in [new for _, new in done.rows[0].cells.values()]
    assert done.filled == 1 and done.path is None


def test_what_units_differ_in_is_left_to_a_person(county: Workspace, form: Path) -> None:
    for unit, percent in ((BUILDING, 60), (STREETS, 30)):
        counts = {"due": 10, "on_time": 9, "late": 1}
        report(county, "5.3-1", unit, "照常办理。", percent=percent, counts=counts)
        report(county, "5.4-1", STREETS, "照常办理。", percent=percent)
    done = fill_form(county, form, None, {"2023-01-1.2-1": ["2023-01-5.4-1", "2023-01-5.1-1"]})
    assert cells(done, "1.3-1") == {
        "text": f"{BUILDING}：照常办理；{STREETS}：照常办理。", "count_due": 20,
        "count_on_time": 18, "count_late": 2, "change": "有进展",
    }  # fmt: skip
    assert "percent" not in cells(done, "1.3-1")  # the form does not ask it of such a task
    assert cells(done, "1.2-1") == {"text": "照常办理。", "percent": 30, "change": "有进展"}
    assert f"还没有报过进展的：{PLANNING}、{BUILDING}、{STREETS}" in notes(done, "1.2-1")


def test_percents_that_differ_are_named(county: Workspace, form: Path) -> None:
    report(county, "5.4-1", PLANNING, "已起草。", percent=60)
    report(county, "5.4-1", STREETS, "已会签。")
    done = fill_form(county, form, None, {"2023-01-1.2-1": ["2023-01-5.4-1"]})
    assert "percent" not in cells(done, "1.2-1")
    assert f"{PLANNING} 60%、{STREETS} 未报" in notes(done, "1.2-1")


def test_only_the_same_words_are_the_same_task(county: Workspace, form: Path) -> None:
    report(county, "5.4-1", PLANNING, "已起草。")
    done = fill_form(county, form, None, {})
    assert [row.own for row in done.rows] == [
        ("2023-01-5.1-1",), ("2023-01-5.2-1",), ("2023-01-5.3-1",),
    ]  # fmt: skip
    assert "还没有报过进展" in notes(done, "1.2-1") and not cells(done, "1.2-1")
    twice = NewEvent("task-amended", "2023-01-5.4-1", {"wording": "编制城市更新专项规划"})
    append(county, twice)
    done = fill_form(county, form, None, {})
    assert not cells(done, "1.2-1") and "2 项任务文字相同" in notes(done, "1.2-1")
    append(county, NewEvent("task-amended", "2023-01-5.2-1", {"wording": "编制更新规划"}))
    append(county, NewEvent("task-amended", "2023-01-5.4-1", {"wording": "编制更新计划"}))
    done = fill_form(county, form, None, {"2023-01-1.2-1": ["2023-01-5.4-1"]})
    assert cells(done, "1.2-1")["text"] == "已起草。"


def test_a_row_that_is_not_found_names_the_nearest(county: Workspace, form: Path) -> None:
    for code in ("5.2-1", "5.4-1"):
        task = f"2023-01-{code}"
        append(county, NewEvent("task-ignored", task, reason="不列"))
    append(county, NewEvent("task-amended", "2023-01-5.1-1", {"wording": "编制城市更新有关规划。"}))
    row = fill_form(county, form, None, {}).rows[1]
    assert (row.own, row.cells, row.notes) == ((), {}, ["本台账没有文字相同的任务"])
    assert [key for key, _ in row.nearest] == ["2023-01-5.1-1"]


def test_the_city_takes_the_filled_form_in(
    sent: tuple[Workspace, Path], county: Workspace, tmp_path: Path
) -> None:
    city, form = sent
    before = form.read_bytes()
    report(county, "5.2-1", PLANNING, "=已形成\n初稿", percent=40)
    out = tmp_path / "报" / form.name
    fill_form(county, form, out, {})
    assert form.read_bytes() == before
    assert read_form(out.name, out.read_bytes()).form == read_form(form.name, before).form
    (verdict,) = collect(city, out.parent).verdicts
    (row,) = [row for row in verdict.rows if row.state == "taken"]
    assert verdict.outcome == "accepted" and row.assignment == key("1.2-1")
    assert row.filled == {"change": "progress", "text": "=已形成\n初稿", "percent": 40}
    again = tmp_path / "again.xlsx"
    with pytest.raises(NoFormError, match="本台账自己发给单位的表"):
        fill_form(city, out, again, {})
    with pytest.raises(FileExistsAlreadyError):
        fill_form(county, form, out, {})
    assert not again.exists()


def test_a_row_grows_with_its_words(county: Workspace, form: Path, tmp_path: Path) -> None:
    report(county, "5.2-1", PLANNING, "已形成初稿，正在征求各乡镇、各部门意见。" * 12)
    report(county, "5.1-1", BUILDING, "已开工。")
    fill_form(county, form, tmp_path / "新.xlsx", {})
    old, new = (load_workbook(path)["进展填报"] for path in (form, tmp_path / "新.xlsx"))
    heights = {
        code: [sheet.row_dimensions[row_of(sheet, f"{key(code)}#0")].height for sheet in (old, new)]
        for code in ("1.1-1", "1.2-1")
    }
    assert heights["1.2-1"][1] > 2 * heights["1.2-1"][0]
    assert heights["1.1-1"][1] == heights["1.1-1"][0]


def test_a_row_somebody_filled_in_is_left_alone(
    county: Workspace, form: Path, tmp_path: Path
) -> None:
    report(county, "5.2-1", PLANNING, "已形成初稿。")
    book = load_workbook(form)
    fill(book["进展填报"], "1.2-1", 本期情况="无变化")
    book.save(tmp_path / "填过.xlsx")
    done = fill_form(county, tmp_path / "填过.xlsx", tmp_path / "新.xlsx", {})
    assert not cells(done, "1.2-1") and "已有人填写" in notes(done, "1.2-1")
    sheet = load_workbook(tmp_path / "新.xlsx")["进展填报"]
    _, names = header(sheet)
    at = row_of(sheet, f"{key('1.2-1')}#0")
    assert sheet.cell(at, names["本期情况"]).value == "无变化"


def test_words_that_are_there_already_are_no_news(
    county: Workspace, form: Path, tmp_path: Path
) -> None:
    report(county, "5.2-1", PLANNING, "已形成初稿。", percent=40)
    book = load_workbook(form)
    fill(book["进展填报"], "1.2-1", 进展情况="已形成初稿。", **{"完成比例（%）": 40})
    book.save(tmp_path / "上期.xlsx")
    done = fill_form(county, tmp_path / "上期.xlsx", None, {})
    assert cells(done, "1.2-1") == {"change": "无变化"}


@pytest.mark.parametrize(
    ("given", "said"),
    [({"9.9": ["2023-01-5.1-1"]}, "没有编号"), ({"2023-01-1.1-1": ["9"]}, "没有已下达的任务")],
)
def test_a_match_must_name_what_is_there(
    county: Workspace, form: Path, given: dict[str, list[str]], said: str
) -> None:
    with pytest.raises(NoSuchMatchError, match=said):
        fill_form(county, form, None, given)


def test_what_is_no_form_is_said(county: Workspace, tmp_path: Path) -> None:
    photo = tmp_path / "照片.xlsx"
    photo.write_bytes(b"\xff\xd8\xff\xe0 JFIF")
    with pytest.raises(NoFormError, match="JPEG 图片"):
        fill_form(county, photo, None, {})


def test_rows_without_their_hidden_keys_are_known_by_number(
    county: Workspace, form: Path, tmp_path: Path
) -> None:
    report(county, "5.2-1", PLANNING, "已形成初稿。")
    book = load_workbook(form)
    sheet = book["进展填报"]
    sheet.delete_cols(header(sheet)[1]["行标识"])
    sheet.append(["", "另外的话"])
    book.save(tmp_path / "无键.xlsx")
    done = fill_form(county, tmp_path / "无键.xlsx", None, {})
    assert [row.code for row in done.rows[:3]] == [f"2023-01-1.{n}-1" for n in (1, 2, 3)]
    assert cells(done, "1.2-1") == {"text": "已形成初稿。", "change": "有进展"}
    assert ["另外的话" in refusal.reason for refusal in done.unread] == [True]


def test_two_tasks_of_one_unit_keep_both_their_words(county: Workspace, form: Path) -> None:
    report(county, "5.2-1", PLANNING, "规划已成稿。")
    report(county, "5.4-1", PLANNING, "计划已起草。")
    named = {"2023-01-1.2-1": ["2023-01-5.2-1", "2023-01-5.4-1"]}
    text = cells(fill_form(county, form, None, named), "1.2-1")["text"]
    assert text == f"{PLANNING}：规划已成稿；{PLANNING}：计划已起草。"


def test_a_form_without_its_main_column_is_refused(
    county: Workspace, form: Path, tmp_path: Path
) -> None:
    book = load_workbook(form)
    sheet = book["进展填报"]
    sheet.delete_cols(header(sheet)[1]["本期情况"])
    book.save(tmp_path / "缺列.xlsx")
    with pytest.raises(NoFormError, match="找不到“本期情况”一列"):
        fill_form(county, tmp_path / "缺列.xlsx", None, {})


def test_what_only_one_library_reads_is_refused_in_chinese(
    county: Workspace, form: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.xlsx"
    with ZipFile(form) as source, ZipFile(broken, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            made.writestr(
                name, data.replace(b"<cellXfs", b"<cellXgs") if "styles" in name else data
            )
    with pytest.raises(DamagedFileError, match=r"坏\.xlsx 无法打开"):
        fill_form(county, broken, None, {})


def test_the_command_shows_first_and_writes_when_told(
    county: Workspace, form: Path, tmp_path: Path
) -> None:
    report(county, "5.2-1", PLANNING, "已形成初稿。")
    words = ["--home", str(county.home), "--as-of", "2023-08-02", "round", "fill", str(form)]
    shown = CliRunner().invoke(cli, words)
    assert (shown.exit_code, list(tmp_path.glob("*.xlsx"))) == (0, [])
    assert "（空） → 已形成初稿。" in shown.output and "3 项，填 1 项，2 项须自填" in shown.output
    wrong = CliRunner().invoke(cli, [*words, "--match", "1.1"])
    assert wrong.exit_code == 2 and "应写成 编号=任务" in wrong.output
    out = tmp_path / "新.xlsx"
    assert CliRunner().invoke(cli, [*words, "-o", str(out)]).exit_code == 0
    assert out.exists()
