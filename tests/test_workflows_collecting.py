"""The damage that returned forms really have, each made with openpyxl and judged."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from round_world import (
    FINANCE,
    HOUSING,
    answer,
    fill,
    good,
    header,
    key,
    make_workspace,
    on,
    row_of,
    send,
)
from taskboard.collection.verdict import Verdict
from taskboard.ledger.events import NewEvent
from taskboard.settings import Settings
from taskboard.workflows.collecting import collect
from taskboard.workflows.forms import write_forms
from taskboard.workflows.handle import decide, request
from taskboard.workflows.refusals import OwnRequestError
from taskboard.workflows.round_status import round_status
from taskboard.workflows.rounds import close_round
from taskboard.workflows.tasks import task_log
from taskboard.workflows.upkeep import check
from taskboard.workflows.workspace import Workspace

Edit = Callable[[Workbook, Worksheet], None]
Sent = tuple[Workspace, dict[str, Path]]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    workspace = make_workspace(tmp_path_factory.mktemp("office"))
    return workspace, send(workspace)


@pytest.fixture
def own(tmp_path: Path) -> Sent:
    workspace = make_workspace(tmp_path / "office")
    return workspace, send(workspace)


def judged(sent: Sent, back: Path, edit: Edit, name: str = "") -> Verdict:
    workspace, forms = sent
    answer(forms[HOUSING], back, edit, name)
    (verdict,) = collect(workspace, back).verdicts
    return verdict


def insert_rows(book: Workbook, sheet: Worksheet) -> None:
    good(book, sheet)
    sheet.insert_rows(5, 3)
    sheet.insert_rows(1, 2)


def delete_columns(book: Workbook, sheet: Worksheet) -> None:
    good(book, sheet)
    sheet.delete_cols(header(sheet)[1]["佐证材料"])
    sheet.insert_cols(3, 2)


def sort_rows(book: Workbook, sheet: Worksheet) -> None:
    good(book, sheet)
    top = header(sheet)[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top + 1)]
    for at, values in enumerate(reversed(rows), top + 1):
        for column, value in enumerate(values, 1):
            sheet.cell(at, column).value = value


def rename_sheets(book: Workbook, sheet: Worksheet) -> None:
    good(book, sheet)
    sheet.title = "Sheet1"
    book.create_sheet("附件")
    book.move_sheet(sheet, -1)


def lose_hidden_sheet(book: Workbook, sheet: Worksheet) -> None:
    good(book, sheet)
    del book["_taskboard"]


def paste_whole_sheet(book: Workbook, sheet: Worksheet) -> None:
    """Only the number in print is left, as when the sheet is copied into a new workbook."""
    good(book, sheet)
    del book["_taskboard"]
    book.custom_doc_props.props.clear()


def pad_with_blanks(book: Workbook, sheet: Worksheet) -> None:
    good(book, sheet)
    fill(sheet, "1.2-1", 本期情况="　无变化 ")
    at = row_of(sheet, f"{key('1.2-1')}#0")
    sheet.cell(at, header(sheet)[1]["行标识"]).value = f" {key('1.2-1')}#0 "


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(good, id="as-it-should-be"),
        pytest.param(insert_rows, id="rows-inserted"),
        pytest.param(delete_columns, id="columns-deleted-and-inserted"),
        pytest.param(sort_rows, id="rows-sorted"),
        pytest.param(rename_sheets, id="sheets-renamed-and-moved"),
        pytest.param(lose_hidden_sheet, id="hidden-sheet-lost"),
        pytest.param(paste_whole_sheet, id="pasted-into-a-new-workbook"),
        pytest.param(pad_with_blanks, id="blanks-around-keys-and-choices"),
    ],
)
def test_harmless_damage_reads_the_same(sent: Sent, tmp_path: Path, edit: Edit) -> None:
    verdict = judged(sent, tmp_path, edit, "张三改后的表(1).xlsx")
    assert (verdict.outcome, verdict.unit) == ("accepted", HOUSING)
    assert [row.state for row in verdict.rows] == ["taken"] * 3
    assert verdict.refusals == ()
    first, _, third = (row.update or {} for row in verdict.rows)
    assert first["actuals"] == {"0": 68, "1": 1.9}
    assert third["counts"] == {"due": 35, "on_time": 34, "late": 1}


def cell(**cells: Any) -> Edit:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        fill(sheet, "1.2-1", **{"本期情况": "有进展", "进展情况": "形成初稿。", **cells})

    return edit


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        pytest.param({"完成比例（%）": "１００％"}, "percent", 100, id="full-width-percent"),
        pytest.param({"完成比例（%）": 60}, "percent", 60, id="whole-number"),
        pytest.param({"完成比例（%）": "60 %"}, "percent", 60, id="blank-before-sign"),
        pytest.param({"完成比例（%）": "0.5%"}, "percent", 0.5, id="half-a-percent-with-sign"),
        pytest.param({"进展情况": "=已报市政府"}, "text", "=已报市政府", id="equals-sign"),
        pytest.param({"进展情况": "-正在办理"}, "text", "-正在办理", id="dash"),
        pytest.param({"进展情况": "@王科 已办"}, "text", "@王科 已办", id="at-sign"),
        pytest.param({"进展情况": "+2个小区"}, "text", "+2个小区", id="plus-sign"),
        pytest.param({"进展情况": "一\r\n二"}, "text", "一\n二", id="line-ends"),
    ],
)
def test_what_is_typed_is_kept(
    sent: Sent, tmp_path: Path, cells: dict[str, Any], field: str,
    value: Any,
) -> None:  # fmt: skip
    verdict = judged(sent, tmp_path, cell(**cells))
    row = verdict.rows[1]
    assert row.state == "taken" and row.update is not None
    assert row.update[field] == value
    assert verdict.refusals == ()


@pytest.mark.parametrize(
    ("day", "iso"),
    [
        pytest.param("2023年12月31日", "2023-12-31", id="chinese"),
        pytest.param("2023.12.31", "2023-12-31", id="dots"),
        pytest.param("２０２３-12-31", "2023-12-31", id="full-width"),
        pytest.param(dt.datetime(2023, 12, 31), "2023-12-31", id="real-date"),
        pytest.param(45291, "2023-12-31", id="serial-number"),
    ],
)
def test_days_are_read_however_they_are_typed(
    sent: Sent, tmp_path: Path, day: Any, iso: str
) -> None:
    edit = cell(本期情况="申请延期", 存在问题="受汛期影响", 拟延期至=day)
    row = judged(sent, tmp_path, edit).rows[1]
    assert row.request == {"type": "extend", "new_due": iso, "reason": "受汛期影响"}


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        pytest.param({"完成比例（%）": 0.6}, "完成比例（%）", "60% 还是 0.6%", id="0.6-is-asked"),
        pytest.param({"完成比例（%）": "过半"}, "完成比例（%）", "不是百分数", id="words"),
        pytest.param({"完成比例（%）": 160}, "完成比例（%）", "超出", id="over-100"),
        pytest.param({"应办件数": 3}, "应办件数", "不用填", id="grey-cell"),
        pytest.param({"工作任务": "编制规划"}, "工作任务", "锁定内容被改动", id="locked-text"),
        pytest.param({"完成时限": "2023年12月31日"}, "完成时限", "锁定内容", id="locked-due"),
    ],
)
def test_a_cell_not_taken_is_named_and_the_rest_is_taken(
    sent: Sent, tmp_path: Path, cells: dict[str, Any], column: str,
    words: str,
) -> None:  # fmt: skip
    verdict = judged(sent, tmp_path, cell(**cells))
    (refusal,) = verdict.refusals
    assert refusal.sheet == "进展填报" and refusal.row > 4
    assert refusal.column.endswith(column) and words in refusal.reason
    row = verdict.rows[1]
    assert row.state == "taken" and row.update is not None
    assert row.update["text"] == "形成初稿。" and row.update["percent"] is None


def merge_down(book: Workbook, sheet: Worksheet) -> None:
    good(book, sheet)
    _, names = header(sheet)
    at, column = row_of(sheet, f"{key('1.2-1')}#0"), names["进展情况"]
    sheet.merge_cells(start_row=at, end_row=at + 1, start_column=column, end_column=column)


def edit_key(book: Workbook, sheet: Worksheet) -> None:
    good(book, sheet)
    at = row_of(sheet, f"{key('1.2-1')}#0")
    sheet.cell(at, header(sheet)[1]["行标识"]).value = "2023-01-9.9-1@" + HOUSING


def copy_row(book: Workbook, sheet: Worksheet) -> None:
    good(book, sheet)
    at, last = row_of(sheet, f"{key('1.2-1')}#0"), sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(last, column).value = sheet.cell(at, column).value
    sheet.cell(last, header(sheet)[1]["本期情况"]).value = "无进展"


@pytest.mark.parametrize(
    ("edit", "state", "place", "words"),
    [
        pytest.param(merge_down, "refused", "G 进展情况", "合并", id="merged-cells"),
        pytest.param(edit_key, "refused", "A 行标识", "“2023-01-9.9-1", id="key-edited"),
        pytest.param(copy_row, "refused", "B 编号", "出现了 2 行", id="row-copied"),
        pytest.param(cell(本期情况=None), "refused", "F 本期情况", "没有选", id="no-choice"),
        pytest.param(
            cell(本期情况="基本完成"), "refused", "F 本期情况", "不在选项中", id="unknown-choice"
        ),
        pytest.param(
            cell(本期情况="无变化"), "refused", "F 本期情况", "却改了进展情况", id="contradiction"
        ),
        pytest.param(
            cell(进展情况=""), "refused", "G 进展情况", "却是空的", id="progress-without-words"
        ),
        pytest.param(
            cell(本期情况="申请延期"), "refused", "Q 拟延期至", "没有填“拟延期至”", id="no-new-day"
        ),
        pytest.param(
            cell(本期情况="申请延期", 拟延期至="12月底"),
            "refused", "Q 拟延期至", "不是确定的日期", id="vague-day",
        ),
        pytest.param(
            cell(本期情况="申请延期", 拟延期至="2023-09-01"),
            "refused", "Q 拟延期至", "不晚于", id="earlier-day",
        ),
        pytest.param(
            cell(拟延期至="2024-03-01"), "refused", "F 本期情况", "没有选“申请延期”",
            id="new-day-without-the-choice",
        ),
        pytest.param(
            cell(本期情况="申请延期", 拟延期至="2024-03-01", 进展情况="", 存在问题=""),
            "refused", "M 存在问题", "须写明原因", id="extension-without-a-reason",
        ),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_trusted_is_left_out(
    sent: Sent, tmp_path: Path, edit: Edit, state: str, place: str, words: str
) -> None:
    verdict = judged(sent, tmp_path, edit)
    row = verdict.rows[1]
    assert (row.state, row.update) == (state, None)
    told = [refusal for refusal in verdict.refusals if words in refusal.reason]
    assert place in [refusal.column for refusal in told]
    assert all(r.file and r.sheet and r.row and r.column for r in verdict.refusals)


def test_a_row_added_by_hand_is_reported(sent: Sent, tmp_path: Path) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        sheet.cell(sheet.max_row + 1, header(sheet)[1]["工作任务"]).value = "另一件事"

    verdict = judged(sent, tmp_path, edit)
    assert verdict.outcome == "accepted"
    assert [(r.code, r.column) for r in verdict.refusals] == [("row-added", "A 行标识")]


def test_a_deleted_row_stays_owed(sent: Sent, tmp_path: Path) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        sheet.delete_rows(row_of(sheet, f"{key('1.2-1')}#0"))

    verdict = judged(sent, tmp_path, edit)
    assert [row.state for row in verdict.rows] == ["taken", "blank", "taken"]


def test_two_units_rows_in_one_file(sent: Sent, tmp_path: Path) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        _, names = header(sheet)
        at = sheet.max_row + 1
        for name, value in {"行标识": f"{key('2.1-1')}#0", "本期情况": "无变化"}.items():
            sheet.cell(at, names[name]).value = value

    verdict = judged(sent, tmp_path, edit)
    (refusal,) = verdict.refusals
    assert refusal.code == "foreign-row" and FINANCE in refusal.reason
    assert refusal.column == "B 编号"
    assert verdict.count("taken") == 3


def test_two_forms_in_one_workbook(sent: Sent, tmp_path: Path) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        book.create_sheet("另一单位")["A1"] = "表号：2023-W31-02-1"

    verdict = judged(sent, tmp_path, edit)
    assert verdict.outcome == "refused" and "2 张不同的表" in verdict.reason


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("照片.xlsx", b"\xff\xd8\xff\xe0 JFIF", "JPEG 图片", id="photo"),
        pytest.param("空.xlsx", b"", "空文件", id="empty"),
        pytest.param("表.csv", "编号\n1.1-1\n".encode("gb18030"), "内容是纯文本", id="csv"),
        pytest.param("坏.xlsx", b"PK\x03\x04 cut short", "损坏", id="cut-short"),
        pytest.param("说明.pdf", b"%PDF-1.4", "PDF", id="pdf"),
        pytest.param("乱.xlsx", b"\0\1\2", "无法识别", id="rubbish"),
    ],
)
def test_what_is_no_form_is_refused_by_name(
    sent: Sent, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (verdict,) = collect(sent[0], tmp_path).verdicts
    assert (verdict.outcome, verdict.file) == ("refused", name)
    assert words in verdict.reason


def test_a_zip_in_the_folder_is_refused_and_half_files_are_passed_over(
    sent: Sent, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "各科室.zip", "w") as archive:
        archive.write(sent[1][HOUSING], "住建.xlsx")
    for name in ("~$住建.xlsx", "住建.xlsx.tmp", "住建.crdownload"):
        (tmp_path / name).write_bytes(b"lock")
    (verdict,) = collect(sent[0], tmp_path).verdicts
    assert (verdict.outcome, verdict.file) == ("refused", "各科室.zip")
    assert "请解压后" in verdict.reason


def test_a_workbook_that_is_no_form(sent: Sent, tmp_path: Path) -> None:
    Workbook().save(tmp_path / "别的表.xlsx")
    (verdict,) = collect(sent[0], tmp_path).verdicts
    assert verdict.outcome == "refused" and "没有找到表号" in verdict.reason


def visible_only(book: Workbook, sheet: Worksheet) -> None:
    """What is seen of the table, pasted into a new workbook: no keys, no identity."""
    good(book, sheet)
    pasted = book.create_sheet("Sheet1")
    for row in sheet.iter_rows(min_col=2, values_only=True):
        pasted.append(row)
    for name in ("填报说明", "进展填报", "_taskboard"):
        del book[name]
    book.custom_doc_props.props.clear()  # type: ignore[attr-defined]


def test_without_its_keys_a_row_is_known_by_what_it_prints(sent: Sent, tmp_path: Path) -> None:
    whole = judged(sent, tmp_path / "whole", good)
    bare = judged(sent, tmp_path / "bare", visible_only)
    assert bare.outcome == "accepted" and not bare.refusals
    assert [row.update for row in bare.rows] == [row.update for row in whole.rows]
    assert any("按印出的编号" in note for note in bare.notes)


def number_edited(book: Workbook, sheet: Worksheet) -> None:
    visible_only(book, sheet)
    book["Sheet1"].cell(5, 1).value = "2023-01-9.9-1"


def row_twice(book: Workbook, sheet: Worksheet) -> None:
    visible_only(book, sheet)
    pasted = book["Sheet1"]
    values = [cell.value for cell in pasted[5]]
    values[5] = "另一种说法。"
    pasted.append(values)


def targets_alike(book: Workbook, sheet: Worksheet) -> None:
    visible_only(book, sheet)
    book["Sheet1"].cell(6, 4).value = "开工改造九十个"


def number_renamed(book: Workbook, sheet: Worksheet) -> None:
    visible_only(book, sheet)
    book["Sheet1"].cell(4, 1).value = "顺序"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        pytest.param(number_edited, "编号“2023-01-9.9-1”和任务与发出的表对不上", id="edited"),
        pytest.param(row_twice, "出现了 2 行", id="twice"),
        pytest.param(targets_alike, "认不出是哪一行", id="target-edited"),
        pytest.param(number_renamed, "“编号”列都被删除", id="no-number-either"),
    ],
)
def test_a_row_without_key_that_is_not_told_apart_is_refused(
    sent: Sent, tmp_path: Path, edit: Edit, words: str
) -> None:
    verdict = judged(sent, tmp_path, edit)
    assert any(words in refusal.reason for refusal in verdict.refusals), verdict.refusals


def test_a_receipt_of_no_form_says_why_once(own: Sent, tmp_path: Path) -> None:
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / "现场.xlsx").write_bytes(b"\x89PNG\r\n")
    done = collect(own[0], tmp_path / "back", apply=True)
    (told,) = (f.read_text("utf-8-sig") for f in done.files if f.suffix == ".txt")
    assert told.count("内容是 PNG 图片，不是填报表") == 1 and "整个文件" not in told


def test_a_receipt_of_another_ledgers_form_names_no_round(own: Sent, tmp_path: Path) -> None:
    other = make_workspace(tmp_path / "other", title="别处的要点")
    answer(send(other, 30)[HOUSING], tmp_path / "back", good)
    done = collect(own[0], tmp_path / "back", apply=True)
    (told,) = (f.read_text("utf-8-sig") for f in done.files if f.suffix == ".txt")
    assert "收到填报表（表号 2023-W30-" in told
    assert "不能收入本台账。" in told and "工作区" not in told


def test_a_later_checklist_leaves_those_of_the_morning(own: Sent, tmp_path: Path) -> None:
    workspace, forms = own
    back, folder = tmp_path / "back", workspace.out / "回收_2023-08-01"
    answer(forms[HOUSING], back, good)
    (back / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 JFIF")
    collect(workspace, back, apply=True)
    morning = (folder / "核对表.xlsx").read_bytes()
    assert load_workbook(folder / "核对表.xlsx")["逐格变化"].max_row > 5
    collect(workspace, back, apply=True)  # nothing new
    assert [path.name for path in folder.glob("核对表*")] == ["核对表.xlsx"]
    answer(forms[FINANCE], back, lambda _, sheet: fill(sheet, "2.1-1", 本期情况="无变化"))
    done = collect(workspace, back, apply=True)
    assert done.files[-1].name == "核对表（第2次）.xlsx"
    assert (folder / "核对表.xlsx").read_bytes() == morning
    collect(workspace, back, apply=True)
    assert len(list(folder.glob("核对表*"))) == 2


def test_a_receipt_tells_a_unit_nothing_that_only_the_clerk_can_do(
    own: Sent, tmp_path: Path
) -> None:
    back = tmp_path / "back"
    answer(own[1][HOUSING], back, cell(进展情况="一种说法。"), "甲--终稿.xlsx")
    answer(own[1][HOUSING], back, cell(进展情况="另一种说法。"), "乙.xlsx")
    done = collect(own[0], back, apply=True)
    assert all("--take" in verdict.reason for verdict in done.verdicts)
    told = [f.read_text("utf-8-sig") for f in done.files if f.suffix == ".txt"]
    assert len(told) == 2
    for text in told:
        assert "2023年第31周填报表" in text and "甲--终稿.xlsx（" in text
        assert "--take" not in text


def test_the_story_of_a_task_names_a_form_that_said_nothing_usable(
    own: Sent, tmp_path: Path
) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        fill(sheet, "1.1-1", 本期情况="基本完成")

    answer(own[1][HOUSING], tmp_path / "back", edit)
    collect(own[0], tmp_path / "back", apply=True)
    refused, taken = (task_log(own[0], f"2023-01-{code}") for code in ("1.1-1", "1.2-1"))
    assert any("收到市住房和城乡建设局填报表" in line for line in refused)
    assert not any("收到市住房和城乡建设局填报表" in line for line in taken)


def test_a_form_from_another_ledger(sent: Sent, tmp_path: Path) -> None:
    other = make_workspace(tmp_path / "other", title="别处的要点")
    answer(send(other)[HOUSING], tmp_path / "back", good)
    (verdict,) = collect(sent[0], tmp_path / "back").verdicts
    assert verdict.outcome == "refused" and "另一套台账" in verdict.reason
    assert collect(other, tmp_path / "back").verdicts[0].outcome == "accepted"


def test_the_receipt_is_signed_by_whom_the_form_goes_back_to(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "office", Settings())  # its name is not set
    forms = send(workspace)
    answer(forms[HOUSING], tmp_path / "back", good)
    done = collect(workspace, tmp_path / "back", apply=True)
    told = done.files[0].read_text("utf-8-sig").split()
    assert told[-2:] == ["凤城市人民政府办公室", "2023年8月1日"]


def test_apply_then_the_same_folder_again_changes_nothing(own: Sent, tmp_path: Path) -> None:
    workspace, forms = own
    answer(forms[HOUSING], tmp_path / "back", good)
    done = collect(workspace, tmp_path / "back", apply=True)
    assert done.count("accepted") == 1
    with workspace.ledger() as ledger:
        head = ledger.head()
    receipt = workspace.out / "回收_2023-08-01" / "回执" / f"{forms[HOUSING].name}_回执.txt"
    before = receipt.read_bytes()
    assert "已采用 3 项" in before.decode("utf-8-sig")
    receipt.unlink()
    again = collect(workspace, tmp_path / "back", apply=True)
    assert [v.outcome for v in again.verdicts] == ["duplicate"]
    assert receipt.read_bytes() == before
    with workspace.ledger() as ledger:
        assert ledger.head() == head
    row = workspace.state().assignments.loc[key("1.1-1")]
    assert (row["handling"], row["progress"], row["reported_round"]) == (
        "in_hand", "已开工68个。", "2023-W31",
    )  # fmt: skip


def test_saved_again_by_another_program_is_still_nothing_new(own: Sent, tmp_path: Path) -> None:
    workspace, forms = own
    answer(forms[HOUSING], tmp_path / "back", good)
    collect(workspace, tmp_path / "back", apply=True)

    def resave(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        book.properties.title = "另存"

    answer(forms[HOUSING], tmp_path / "more", resave)
    (verdict,) = collect(workspace, tmp_path / "more").verdicts
    assert verdict.outcome == "duplicate"


def test_a_preview_writes_nothing(own: Sent, tmp_path: Path) -> None:
    workspace, forms = own
    answer(forms[HOUSING], tmp_path / "back", good)
    with workspace.ledger() as ledger:
        head = ledger.head()
    done = collect(workspace, tmp_path / "back")
    assert done.cells == 10 and not done.files
    with workspace.ledger() as ledger:
        assert ledger.head() == head


def test_a_fuller_copy_supersedes_and_a_contradiction_waits(own: Sent, tmp_path: Path) -> None:
    workspace, forms = own
    half = cell(**{"完成比例（%）": "40%"})

    def full(book: Workbook, sheet: Worksheet) -> None:
        half(book, sheet)
        fill(sheet, "1.3-1", 本期情况="无变化")

    answer(forms[HOUSING], tmp_path / "a", half, "甲.xlsx")
    answer(forms[HOUSING], tmp_path / "a", full, "乙.xlsx")
    outcomes = {v.file: v.outcome for v in collect(workspace, tmp_path / "a").verdicts}
    assert outcomes == {"甲.xlsx": "superseded", "乙.xlsx": "accepted"}
    answer(forms[HOUSING], tmp_path / "a", cell(**{"完成比例（%）": "50%"}), "丙.xlsx")
    held = collect(workspace, tmp_path / "a", apply=True)
    assert {v.outcome for v in held.verdicts} == {"conflict"}
    assert workspace.state().updates.empty
    done = collect(workspace, tmp_path / "a", apply=True, chosen=["丙.xlsx"])
    assert {v.file: v.outcome for v in done.verdicts}["丙.xlsx"] == "accepted"
    again = collect(workspace, tmp_path / "a", apply=True)
    assert {v.outcome for v in again.verdicts} == {"duplicate"}


def test_a_correction_supersedes_the_first_report(own: Sent, tmp_path: Path) -> None:
    workspace, forms = own
    answer(forms[HOUSING], tmp_path / "a", cell(**{"完成比例（%）": "40%"}))
    collect(workspace, tmp_path / "a", apply=True)
    answer(forms[HOUSING], tmp_path / "b", cell(**{"完成比例（%）": "50%"}))
    done = collect(workspace, tmp_path / "b", apply=True)
    assert done.verdicts[0].outcome == "accepted"
    updates = workspace.state().updates
    assert list(updates["superseded"]) == [True, False]
    assert workspace.state().assignments.at[key("1.2-1"), "percent"] == 50


def test_emptying_a_prefilled_cell_empties_it(own: Sent, tmp_path: Path) -> None:
    workspace, forms = own
    answer(forms[HOUSING], tmp_path / "a", cell(存在问题="缺资金"))
    collect(workspace, tmp_path / "a", apply=True)
    close_round(workspace)
    later = on(workspace, dt.date(2023, 8, 8))
    answer(send(later, 32)[HOUSING], tmp_path / "b", cell(存在问题=None, 进展情况="资金已到位。"))
    collect(later, tmp_path / "b", apply=True)
    assert later.state().assignments.at[key("1.2-1"), "problems"] == ""


def test_a_copy_that_says_less_is_not_taken_for_a_correction(own: Sent, tmp_path: Path) -> None:
    workspace, forms = own
    answer(forms[HOUSING], tmp_path / "a", cell(存在问题="缺资金"))
    collect(workspace, tmp_path / "a", apply=True)
    answer(forms[HOUSING], tmp_path / "b", cell())
    (verdict,) = collect(workspace, tmp_path / "b", apply=True).verdicts
    assert verdict.outcome == "duplicate" and "更全" in verdict.rows[1].reason
    assert workspace.state().assignments.at[key("1.2-1"), "problems"] == "缺资金"


def test_late_and_closed_rounds(own: Sent, tmp_path: Path) -> None:

    workspace, forms = own
    answer(forms[HOUSING], tmp_path / "back", good)
    assert collect(on(workspace, dt.date(2023, 8, 4)), tmp_path / "back").count("accepted") == 1
    later = on(workspace, dt.date(2023, 8, 7))
    (late,) = collect(later, tmp_path / "back").verdicts
    assert late.outcome == "late" and "迟报 3 天" in late.reason
    close_round(later)
    (refused,) = collect(later, tmp_path / "back").verdicts
    assert refused.outcome == "refused" and "已经关闭" in refused.reason


def test_a_stale_form_never_beats_a_newer_update(own: Sent, tmp_path: Path) -> None:

    workspace, forms = own
    with workspace.ledger() as ledger:
        said = {"change": "progress", "text": "电话说已完成八成。", "percent": 80.0}
        ledger.append(
            [NewEvent("progress-reported", key("1.2-1"), {**said, "channel": "phone"})],
            actor=workspace.actor, effective_on=workspace.as_of, action="task update",
        )  # fmt: skip
    answer(forms[HOUSING], tmp_path / "back", cell(**{"完成比例（%）": "40%"}))
    (verdict,) = collect(workspace, tmp_path / "back", apply=True).verdicts
    assert verdict.outcome == "conflict"
    assert workspace.state().assignments.at[key("1.2-1"), "percent"] == 80


def test_two_rounds_in_one_folder_the_newer_wins(own: Sent, tmp_path: Path) -> None:

    workspace, forms = own
    with workspace.ledger() as ledger:  # an older round left open, its rows asked again by hand
        state = workspace.state()
        first = state.events("round-opened")[0].to
        ledger.append(
            [NewEvent("round-opened", "2023-W32", {**first, "words": "2023年第32周"})],
            actor=workspace.actor, effective_on=workspace.as_of, action="round open",
        )  # fmt: skip

    newer = write_forms(workspace, number="2023-W32")
    answer(forms[HOUSING], tmp_path / "back", cell(**{"完成比例（%）": "40%"}), "旧.xlsx")
    path = next(newer.folder / form.file for form in newer.forms if form.unit == HOUSING)
    answer(path, tmp_path / "back", cell(**{"完成比例（%）": "50%"}), "新.xlsx")
    done = collect(workspace, tmp_path / "back", apply=True)
    outcomes = {v.file: v.outcome for v in done.verdicts}
    assert outcomes == {"旧.xlsx": "conflict", "新.xlsx": "accepted"}
    assert workspace.state().assignments.at[key("1.2-1"), "percent"] == 50


def test_same_words_as_last_time_are_flagged(own: Sent, tmp_path: Path) -> None:

    workspace, forms = own
    answer(forms[HOUSING], tmp_path / "a", cell())
    collect(workspace, tmp_path / "a", apply=True)
    close_round(workspace)
    later = on(workspace, dt.date(2023, 8, 8))
    again = send(later, 32)
    answer(again[HOUSING], tmp_path / "b", cell())
    done = collect(later, tmp_path / "b", apply=True)
    assert done.verdicts[0].rows[1].flags == ("copied",)
    status = round_status(later)
    assert status.copied == (key("1.2-1"),)
    assert collect(workspace, tmp_path / "a").count("refused") == 1


def test_done_and_extend_file_requests(own: Sent, tmp_path: Path) -> None:
    workspace, forms = own

    def edit(book: Workbook, sheet: Worksheet) -> None:
        fill(sheet, "1.1-1", 本期情况="已完成", 进展情况="全部完工。", **{"完成比例（%）": 100})
        cell(本期情况="申请延期", 存在问题="受汛期影响", 拟延期至="2023-12-31")(book, sheet)
        fill(sheet, "1.3-1", 本期情况="已完成", 进展情况="本月已办结。")

    answer(forms[HOUSING], tmp_path / "back", edit)
    collect(workspace, tmp_path / "back", apply=True)
    state = workspace.state()
    assert list(state.requests["type"]) == ["close", "extend"]
    assert list(state.requests.index) == ["R2023-0001", "R2023-0002"]
    assert list(state.assignments.loc[[key("1.1-1"), key("1.3-1")], "handling"]) == [
        "to_review", "in_hand",
    ]  # fmt: skip


def test_who_collects_a_form_may_decide_what_its_unit_asks_for(tmp_path: Path) -> None:
    actors = {"王科": {"unit": "市政府办公室", "role": "督查"}}
    workspace = make_workspace(tmp_path / "office", Settings(actors=actors))
    said = {"本期情况": "申请延期", "存在问题": "受汛期影响", "拟延期至": "2023-12-31"}
    answer(send(workspace)[HOUSING], tmp_path / "back", lambda _, s: fill(s, "1.2-1", **said))
    collect(workspace, tmp_path / "back", apply=True)
    assert decide(workspace, "R2023-0001", "approve").key == "R2023-0001"
    request(workspace, "1.2-1", "suspend", reason="资金未到位", unit=HOUSING)
    with pytest.raises(OwnRequestError):  # what one has filed oneself
        decide(workspace, "R2023-0002", "approve")
    assert check(workspace).findings == []
