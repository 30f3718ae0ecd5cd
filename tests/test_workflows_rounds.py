from __future__ import annotations

import dataclasses
import datetime as dt
import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles.protection import Protection
from openpyxl.worksheet.worksheet import Worksheet

from libreoffice import saved_as
from round_world import (
    FINANCE,
    HOUSING,
    WATER,
    answer,
    fill,
    good,
    header,
    key,
    make_workspace,
    on,
    send,
)
from taskboard.collection.form import MAX_CELLS
from taskboard.collection.owing import month_period, week_period
from taskboard.ledger.events import NewEvent
from taskboard.reports.ledger_table import ledger_table
from taskboard.reports.progress import progress
from taskboard.settings import Settings
from taskboard.workflows.collecting import NoFormsError, collect
from taskboard.workflows.forms import NotAskedError, write_forms
from taskboard.workflows.round_status import round_status
from taskboard.workflows.rounds import (
    NoRoundError,
    NothingOwedError,
    RoundClosedError,
    RoundExistsError,
    close_round,
    open_round,
)
from taskboard.workflows.tasks import show_task, task_log
from taskboard.workflows.undo import undo
from taskboard.workflows.upkeep import check
from taskboard.workflows.workspace import Workspace
from year_damage import gbk_zip


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "office")


def test_a_month_asks_by_cadence(office: Workspace) -> None:
    done = open_round(office, month_period(2023, 8))
    assert (done.asks, done.units) == (4, 2)  # neither the ongoing nor the quarterly one
    asks = office.state().rounds.at["2023-08", "asks"]
    assert asks == [key(code) for code in ("1.1-1", "1.2-1", "1.3-1", "2.1-1")]


def test_a_round_and_forms_that_were_undone_can_be_made_again(
    office: Workspace, tmp_path: Path
) -> None:
    withdrawn = send(office)
    undo(office, apply=True)
    undo(office, apply=True)
    assert office.state().rounds.empty
    forms = send(office)
    assert all(form.endswith("-2") for form in office.state().forms.index)
    answer(withdrawn[HOUSING], tmp_path / "before", good)
    (old,) = collect(office, tmp_path / "before", apply=True).verdicts
    answer(forms[HOUSING], tmp_path / "back", good)
    (new,) = collect(office, tmp_path / "back", apply=True).verdicts
    assert (old.outcome, new.outcome) == ("refused", "accepted")
    assert "没有发出过表号" in old.reason and not check(office).findings


@pytest.mark.parametrize(
    ("week", "due", "moved"),
    [
        pytest.param(31, dt.date(2023, 8, 4), None, id="a-plain-friday"),
        pytest.param(39, dt.date(2023, 10, 7), dt.date(2023, 9, 29), id="mid-autumn"),
    ],
)
def test_a_due_day_on_a_holiday_moves(
    office: Workspace, week: int, due: dt.date, moved: dt.date | None
) -> None:
    done = open_round(office, week_period(2023, week), everything=True)
    assert (done.due_on, done.moved_from) == (due, moved)


@pytest.mark.parametrize(
    ("table", "due"),
    [
        pytest.param({}, dt.date(2023, 8, 4), id="no-table-of-its-own"),
        pytest.param({"off": ["2023-08-04"]}, dt.date(2023, 8, 7), id="off-by-the-office"),
        pytest.param(
            {"off": ["2023-08-04"], "work": ["2023-08-05"]},
            dt.date(2023, 8, 5),
            id="swapped-with-the-saturday",
        ),
        pytest.param({"off": ["2023-08-11"]}, dt.date(2023, 8, 4), id="another-week"),
    ],
)
def test_the_offices_own_table_moves_a_due_day(
    office: Workspace, table: dict[str, list[str]], due: dt.date
) -> None:
    own = dataclasses.replace(office.settings, holidays={"2023": table} if table else {})
    there = dataclasses.replace(office, settings=own)
    done = open_round(there, week_period(2023, 31), everything=True)
    assert done.due_on == due
    assert (done.moved_from is not None) is (due != dt.date(2023, 8, 4))
    assert there.state().rounds.at["2023-W31", "due_on"].date() == due


def test_triggered_work_is_counted_and_never_late_by_itself(
    office: Workspace, tmp_path: Path
) -> None:
    forms = send(office)
    answer(forms[HOUSING], tmp_path / "back", good)
    collect(office, tmp_path / "back", apply=True)
    winter = on(office, dt.date(2024, 2, 1))
    row = winter.state().assignments.loc[key("1.3-1")]
    assert row["counts"] == {"due": 35, "on_time": 34, "late": 1}
    assert (row["timeliness"], row["days_late"]) == ("not_due", 0)
    assert winter.state().assignments.loc[key("1.2-1"), "timeliness"] == "late"
    counted = "应办35件、按时34件、超时1件"
    assert show_task(winter, "2023-01-1.3-1").units[0]["件数"] == counted
    told = [line for line in task_log(winter, "2023-01-1.3-1") if "报送进展" in line]
    assert len(told) == 1 and counted in told[0]
    rows = {row["code"]: row for row in ledger_table(winter.state())["rows"]}
    assert counted in rows["1.3-1"]["note"] and "件" not in rows["1.2-1"]["note"]
    sections = progress(winter.state())["sections"]
    notes = {item["key"]: item["note"] for part in sections for item in part["items"]}
    assert counted in notes["2023-01-1.3-1"] and "件" not in notes["2023-01-1.2-1"]


def test_a_round_is_opened_once_and_rows_are_asked_once(office: Workspace) -> None:
    send(office)
    with pytest.raises(RoundExistsError):
        open_round(office, week_period(2023, 31), everything=True)
    with pytest.raises(NothingOwedError, match=r"round close --round 2023-W31。"):
        open_round(office, week_period(2023, 32), everything=True)
    with pytest.raises(NothingOwedError, match=r"已在 2023-W31 期中催报.*请加 --all"):
        open_round(office, week_period(2023, 32))
    close_round(office)
    assert open_round(office, week_period(2023, 32), everything=True).asks == 6
    with pytest.raises(RoundClosedError):
        write_forms(office, number="2023-W31")
    with pytest.raises(NoRoundError):
        write_forms(office, number="2023-W30")


def test_what_was_reported_may_be_asked_again(office: Workspace, tmp_path: Path) -> None:
    answer(send(office)[HOUSING], tmp_path / "back", good)
    collect(office, tmp_path / "back", apply=True)
    done = open_round(office, week_period(2023, 32), everything=True)
    assert (done.asks, done.waiting) == (3, 3)


def test_forms_hold_only_the_units_own_rows(office: Workspace) -> None:
    forms = send(office)
    assert set(forms) == {HOUSING, FINANCE, WATER}
    for unit, path in forms.items():
        book = load_workbook(path)
        text = str([c.value for sheet in book for row in sheet.iter_rows() for c in row])
        assert unit in text
        assert not any(other in text for other in forms if other != unit)
        assert not any(word in text for word in ("严重滞后", "慢于序时", "judgement", "红"))


def test_forms_are_protected_but_for_their_cells(office: Workspace) -> None:
    book = load_workbook(send(office)[HOUSING])
    assert [sheet.title for sheet in book] == ["填报说明", "进展填报", "_taskboard"]
    assert book["_taskboard"].sheet_state != "visible"
    sheet = book["进展填报"]
    assert sheet.protection.sheet and book["填报说明"].protection.sheet
    top, names = header(sheet)
    assert sheet.column_dimensions["A"].hidden
    for row in range(top + 1, sheet.max_row + 1):
        open_cells = [c for c in sheet[row] if c.protection == Protection(locked=False)]
        assert 1 <= len(open_cells) <= MAX_CELLS
        assert all(cell.column >= names["本期情况"] for cell in open_cells)
    assert {row[0].protection.locked for row in sheet.iter_rows(min_row=top + 1)} == {True}
    rule = sheet.data_validations.dataValidation[0]
    assert rule.formula1 == '"有进展,无变化,无进展,已完成,申请延期"'


def test_the_cover_says_in_three_lines_what_to_do_and_by_when(office: Workspace) -> None:
    cover = load_workbook(send(office)[HOUSING])["填报说明"]
    lines = [
        c.value for row in cover.iter_rows() for c in row if str(c.value)[:2] in ("1.", "2.", "3.")
    ]
    assert len(lines) == 3
    assert "无变化" in lines[0] and "2023年8月4日（星期五）" in lines[2]


def test_a_form_comes_prefilled_with_last_words_and_figures(
    office: Workspace, tmp_path: Path
) -> None:
    def edit(book: object, sheet: object) -> None:
        good(book, sheet)  # type: ignore[arg-type]
        fill(sheet, "1.2-1", 本期情况="有进展", 进展情况="=初稿", 需协调事项="请财政局支持")  # type: ignore[arg-type]

    answer(send(office)[HOUSING], tmp_path / "back", edit)
    collect(office, tmp_path / "back", apply=True)
    close_round(office)
    sheet = load_workbook(send(on(office, dt.date(2023, 8, 8)), 32)[HOUSING])["进展填报"]
    values = [cell.value for row in sheet.iter_rows(min_row=5) for cell in row]
    assert {"已开工68个。", 68, 1.9, 35, 34, 1, "=初稿", "请财政局支持"} <= set(values)
    formulas = [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert not formulas


def test_forms_again_are_the_same_files(office: Workspace) -> None:
    forms = send(office)
    before = {path: path.read_bytes() for path in forms.values()}
    with office.ledger() as ledger:
        head = ledger.head()
    again = write_forms(on(office, dt.date(2023, 8, 3)))
    assert again.issued == 0
    assert {path: path.read_bytes() for path in forms.values()} == before
    with office.ledger() as ledger:
        assert ledger.head() == head
    text = again.messages.read_text("utf-8-sig")
    assert all(unit in text for unit in forms) and "8月4日（星期五）" in text


def test_four_silences(office: Workspace, tmp_path: Path) -> None:
    open_round(office, month_period(2023, 8))
    done = write_forms(office)
    path = next(done.folder / form.file for form in done.forms if form.unit == HOUSING)

    def edit(book: object, sheet: object) -> None:
        fill(sheet, "1.1-1", 本期情况="无变化")  # type: ignore[arg-type]
        fill(sheet, "1.2-1", 本期情况="无进展")  # type: ignore[arg-type]

    answer(path, tmp_path / "back", edit)
    collect(office, tmp_path / "back", apply=True)
    status = round_status(office)
    lines = {unit.unit: unit for unit in status.units}
    housing = lines[HOUSING]
    assert (housing.unchanged, housing.no_progress, housing.unreported) == (1, 1, 1)
    assert lines[FINANCE].state == "unreported" and lines[WATER].state == "nothing_owed"
    assert (status.reported, status.owed) == (2, 4)
    assert [code for code, _ in round_status(on(office, dt.date(2023, 8, 10))).stale] == [
        key(code) for code in ("1.3-1", "2.1-1", "2.2-1", "3.1-1")
    ]


@pytest.mark.parametrize("codec", ["gb18030", "utf-8"])
def test_a_zip_that_does_not_say_how_it_writes_names_reads_like_a_folder(
    office: Workspace, tmp_path: Path, codec: str
) -> None:
    answer(send(office)[HOUSING], tmp_path / "back" / "市住建局", good, "表.xlsx")
    (tmp_path / "back" / "__MACOSX").mkdir()
    (tmp_path / "back" / "__MACOSX" / "._x.xlsx").write_bytes(b"junk")
    archive = gbk_zip(tmp_path / "back", tmp_path / "收表.zip", codec)
    (verdict,) = collect(office, archive).verdicts
    assert (verdict.file, verdict.outcome) == ("各单位/市住建局/表.xlsx", "accepted")


def test_an_empty_folder_is_said_to_be_empty(office: Workspace, tmp_path: Path) -> None:
    send(office)
    (tmp_path / "空").mkdir()
    with pytest.raises(NoFormsError, match="没有文件"):
        collect(office, tmp_path / "空")


KILLED = """
import sys, time, datetime as dt
from taskboard.ledger import store
from taskboard.office import xlsx
from pathlib import Path
from taskboard.settings import Settings
from taskboard.ledger.events import Actor
from taskboard.workflows.workspace import Workspace
from taskboard.workflows.collecting import collect
home = Path(sys.argv[1])
url = f"sqlite:///{home / 'ledger.db'}"
settings = Settings(office="凤城市人民政府办公室")
workspace = Workspace(home, settings, url, dt.date(2023, 8, 1), Actor("王科"))
# stop and say so before and after each write, so that the signal falls exactly there
for module, name in ((store.Ledger, "append"), (xlsx, "save_bytes")):
    def slow(*given, then=getattr(module, name), **options):
        print("step", flush=True)
        time.sleep(0.2)
        done = then(*given, **options)
        print("step", flush=True)
        time.sleep(0.2)
        return done
    setattr(module, name, slow)
collect(workspace, Path(sys.argv[2]), apply=True)
"""


@pytest.mark.sqlite
@pytest.mark.parametrize(("steps", "files"), [(1, 0), (2, 1), (4, 1), (6, 2), (9, 2), (11, 3)])
def test_killed_in_the_middle_a_second_run_completes_the_work(
    office: Workspace, tmp_path: Path, steps: int, files: int
) -> None:
    forms = send(office)
    answer(forms[HOUSING], tmp_path / "back", good)
    for unit, code in ((FINANCE, "2.1-1"), (WATER, "3.1-1")):
        answer(
            forms[unit], tmp_path / "back",
            lambda book, sheet, code=code: fill(sheet, code, 本期情况="有进展", 进展情况="在办。"),
        )  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(office.home), str(tmp_path / "back")],
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    for _ in range(steps):
        assert process.stdout.readline() == b"step\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    received = [event.subject for event in office.state().events("form-received")]
    assert len(received) == files
    assert set(office.state().updates["form"]) == set(received)  # never half a file
    done = collect(office, tmp_path / "back", apply=True)
    assert (done.count("accepted"), done.count("duplicate")) == (3 - files, files)
    assert len(office.state().updates) == 5
    folder = office.out / "回收_2023-08-01"
    names = sorted(path.name for path in folder.rglob("*") if path.is_file())
    expected = [*(f"{path.name}_回执.txt" for path in forms.values()), "核对表.xlsx"]
    assert [name for name in names if not name.startswith(".")] == sorted(expected)
    assert {v.outcome for v in collect(office, tmp_path / "back").verdicts} == {"duplicate"}


@pytest.mark.office
@pytest.mark.parametrize(
    ("ending", "renamed"),
    [("xlsx", ".xlsx"), ("xls", ".xls"), ("xls", ".et"), ("xls", ".xlsx"), ("ods", ".ods")],
)
def test_a_form_saved_by_another_program(
    office: Workspace, tmp_path: Path, ending: str, renamed: str
) -> None:
    path = answer(send(office)[HOUSING], tmp_path / "filled", good, "表.xlsx")
    saved = saved_as(path, ending, tmp_path / "back")
    if ending == "xlsx":
        book = load_workbook(saved)
        sheet = book["进展填报"]
        assert book["填报说明"].protection.sheet and sheet.protection.sheet
        assert [cell.protection.locked for cell in sheet[5]] == [True] * 5 + [False] * 4 + [
            True] * 3 + [False] * 5  # fmt: skip
        assert book["_taskboard"].sheet_state != "visible"
    saved.rename(saved.with_suffix(renamed))
    (verdict,) = collect(office, tmp_path / "back").verdicts
    assert bool(verdict.notes) is (ending != "xlsx")
    assert verdict.outcome == "accepted" and not verdict.refusals
    assert [row.state for row in verdict.rows] == ["taken"] * 3
    first = verdict.rows[0].update
    assert first is not None and first["actuals"] == {"0": 68, "1": 1.9}


def test_a_wps_copy_with_the_ending_et_is_read(office: Workspace, tmp_path: Path) -> None:
    answer(send(office)[HOUSING], tmp_path / "back", good, "表.et")
    assert collect(office, tmp_path / "back").verdicts[0].outcome == "accepted"


def test_the_offices_own_words_are_printed_and_understood(tmp_path: Path) -> None:
    settings = Settings(office="督查室", names={"change.unchanged": "同上期"})
    office = make_workspace(tmp_path / "office", settings)
    path = send(office)[HOUSING]
    assert "同上期" in str(load_workbook(path)["填报说明"]["A7"].value)
    answer(path, tmp_path / "back", lambda _, sheet: fill(sheet, "1.2-1", 本期情况="同上期"))
    row = collect(office, tmp_path / "back").verdicts[0].rows[1]
    assert row.update is not None and row.update["change"] == "unchanged"


def test_identity_stands_in_three_places(office: Workspace) -> None:
    book = load_workbook(send(office)[HOUSING])
    hidden = json.loads(str(book["_taskboard"]["A1"].value))
    (prop,) = book.custom_doc_props.props
    assert json.loads(prop.value) == hidden
    assert hidden["form"] == "2023-W31-01-1"
    assert "表号：2023-W31-01-1" in str(book["进展填报"]["B2"].value)
    assert book["进展填报"].oddFooter.left.text == "表号 2023-W31-01-1"
    with office.ledger() as ledger:
        assert hidden["ledger"] == ledger.identity()


def test_a_form_issued_again_has_its_own_number_and_todays_words(office: Workspace) -> None:
    old = send(office)[HOUSING]
    with office.ledger() as ledger:
        said = {"change": "progress", "text": "电话说已开工30个。", "percent": 30.0}
        ledger.append(
            [NewEvent("progress-reported", key("1.1-1"), {**said, "channel": "phone"})],
            actor=office.actor, effective_on=office.as_of, action="task update",
        )  # fmt: skip
    done = write_forms(office, unit="住房", again=True)
    (form,) = done.forms
    assert (form.id, form.unit, done.issued) == ("2023-W31-01-2", HOUSING, 1)
    new = done.folder / form.file
    assert new.name == old.name.replace(".xlsx", "（第2次）.xlsx") and old.exists()
    sheet = load_workbook(new)["进展填报"]
    assert any(cell.value == "电话说已开工30个。" for row in sheet for cell in row)
    assert done.messages.name == f"消息_{HOUSING}.txt"
    rest = write_forms(office)
    assert [each.id for each in rest.forms if each.unit == HOUSING] == ["2023-W31-01-2"]
    assert (len(rest.forms), rest.issued) == (3, 0)


def test_a_unit_is_named_by_its_short_name(office: Workspace) -> None:
    send(office)
    with office.ledger() as ledger:
        ledger.append(
            [NewEvent("unit-recorded", HOUSING, {"short_names": ["市建委"], "order": 1})],
            actor=office.actor, effective_on=office.as_of, action="units import",
        )  # fmt: skip
    (form,) = write_forms(office, unit="市建委", again=True).forms
    assert form.unit == HOUSING


@pytest.mark.parametrize("unit", ["市公安局", "局"])
def test_a_unit_the_round_does_not_ask_is_refused(office: Workspace, unit: str) -> None:
    send(office)
    with pytest.raises(NotAskedError, match=unit):
        write_forms(office, unit=unit, again=True)


def half_done(percent: str) -> Callable[[Workbook, Worksheet], None]:
    def edit(_: Workbook, sheet: Worksheet) -> None:
        cells = {"本期情况": "有进展", "进展情况": f"完成{percent}。", "完成比例（%）": percent}
        fill(sheet, "1.2-1", **cells)

    return edit


@pytest.mark.parametrize(
    ("first", "then", "outcomes", "percent"),
    [
        pytest.param("old", "new", ["accepted", "accepted"], 50, id="the-newer-corrects"),
        pytest.param("new", "old", ["accepted", "conflict"], 50, id="the-older-is-a-conflict"),
    ],
)
def test_the_form_issued_last_wins_whichever_comes_first(
    office: Workspace, tmp_path: Path, first: str, then: str, outcomes: list[str], percent: float
) -> None:
    forms = {"old": send(office)[HOUSING]}
    done = write_forms(office, unit=HOUSING, again=True)
    forms["new"] = done.folder / done.forms[0].file
    words = {"old": "40%", "new": "50%"}
    came = []
    for name in (first, then):
        answer(forms[name], tmp_path / name, half_done(words[name]))
        came += [v.outcome for v in collect(office, tmp_path / name, apply=True).verdicts]
    assert came == outcomes
    assert office.state().assignments.at[key("1.2-1"), "percent"] == percent
    assert not check(office).findings


def test_both_issues_of_a_form_in_one_folder(office: Workspace, tmp_path: Path) -> None:
    old = send(office)[HOUSING]
    done = write_forms(office, unit=HOUSING, again=True)
    answer(old, tmp_path / "back", half_done("40%"))
    answer(done.folder / done.forms[0].file, tmp_path / "back", half_done("50%"))
    found = {v.form: v.outcome for v in collect(office, tmp_path / "back").verdicts}
    assert found == {"2023-W31-01-1": "conflict", "2023-W31-01-2": "accepted"}
