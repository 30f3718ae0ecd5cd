"""What a unit leaves beside the cells it was asked to fill in: told with its place, never lost."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from round_world import HOUSING, answer, fill, good, header, key, make_workspace, row_of, send
from taskboard.collection.verdict import FLAG_WORDS, Verdict
from taskboard.workflows.collecting import collect
from taskboard.workflows.upkeep import check
from taskboard.workflows.workspace import Workspace

Edit = Callable[[Workbook, Worksheet], None]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Path]:
    workspace = make_workspace(tmp_path_factory.mktemp("office"))
    return workspace, send(workspace)[HOUSING]


def verdict_of(sent: tuple[Workspace, Path], back: Path, edit: Edit) -> Verdict:
    def both(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        edit(book, sheet)

    answer(sent[1], back, both)
    (verdict,) = collect(sent[0], back).verdicts
    return verdict


def at(sheet: Worksheet, name: str, code: str = "1.2-1") -> str:
    """Place of a cell, e.g. ``G7``."""
    _, names = header(sheet)
    return str(sheet.cell(row_of(sheet, f"{key(code)}#0"), names[name]).coordinate)


def commented(_: Workbook, sheet: Worksheet) -> None:
    sheet[at(sheet, "进展情况")].comment = Comment("资金未到位 & 请协调", "李四")


def pictured(_: Workbook, sheet: Worksheet) -> None:
    sheet.add_image(Image(io.BytesIO(PIXEL)), "G6")


def struck(_: Workbook, sheet: Worksheet) -> None:
    sheet[at(sheet, "进展情况", "1.1-1")].font = Font(strike=True)


def struck_in_part(_: Workbook, sheet: Worksheet) -> None:
    words = CellRichText(TextBlock(InlineFont(strike=True), "已开工68个。"), "已开工70个。")
    sheet[at(sheet, "进展情况", "1.1-1")].value = words


def beside_a_row(_: Workbook, sheet: Worksheet) -> None:
    sheet["X6"] = "资金缺口300万元"


def above(_: Workbook, sheet: Worksheet) -> None:
    sheet["X1"] = "王主任：请核"


def on_the_cover(book: Workbook, _: Worksheet) -> None:
    book["填报说明"]["A20"] = "补充说明：另附材料"


def on_a_sheet_of_its_own(book: Workbook, _: Worksheet) -> None:
    book.create_sheet("补充")["B2"] = "第三项已完成，详见附件，共十二份，均已盖章报送"


def blank_font_struck(_: Workbook, sheet: Worksheet) -> None:
    sheet["X9"].font = Font(strike=True)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (commented, ("批注", "G7“资金未到位 & 请协调”")),
        (pictured, ("1 张图片",)),
        (struck, ("删除线", "G5")),
        (struck_in_part, ("删除线", "G5")),
        (beside_a_row, ("“进展填报”表", "X6“资金缺口300万元”")),
        (above, ("“进展填报”表", "X1“王主任：请核”")),
        (on_the_cover, ("“填报说明”表", "A20“补充说明：另附材料”")),
        (on_a_sheet_of_its_own, ("“补充”表", "B2“第三项已完成，详见附件，共十二份，均已盖…”")),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_stands_beside_the_cells_is_told_with_its_place(
    sent: tuple[Workspace, Path], tmp_path: Path, edit: Edit, words: tuple[str, ...]
) -> None:
    verdict = verdict_of(sent, tmp_path / "back", edit)
    (note,) = verdict.notes
    assert all(word in note for word in words), note
    assert verdict.outcome == "accepted" and verdict.count("taken") == 3


@pytest.mark.parametrize("edit", [good, blank_font_struck])
def test_a_plain_form_has_nothing_beside_its_cells(
    sent: tuple[Workspace, Path], tmp_path: Path, edit: Edit
) -> None:
    assert verdict_of(sent, tmp_path / "back", edit).notes == ()


def test_a_column_that_is_gone_is_told(sent: tuple[Workspace, Path], tmp_path: Path) -> None:
    def edit(_: Workbook, sheet: Worksheet) -> None:
        sheet.delete_cols(header(sheet)[1]["下步安排"])

    (note,) = verdict_of(sent, tmp_path / "back", edit).notes
    assert "没有“下步安排”列" in note


def test_a_form_without_the_choice_is_refused_for_that(
    sent: tuple[Workspace, Path], tmp_path: Path
) -> None:
    def edit(_: Workbook, sheet: Worksheet) -> None:
        top, names = header(sheet)
        sheet.cell(top, names["本期情况"]).value = "情况"

    verdict = verdict_of(sent, tmp_path / "back", edit)
    assert verdict.outcome == "refused" and "找不到“本期情况”一列" in verdict.reason
    assert "F4“情况”" in verdict.notes[0]


def test_cells_merged_along_a_row_are_refused(sent: tuple[Workspace, Path], tmp_path: Path) -> None:
    def edit(_: Workbook, sheet: Worksheet) -> None:
        fill(sheet, "1.2-1", 本期情况="有进展", 进展情况="已形成初稿，正在征求意见。")
        sheet.merge_cells(f"{at(sheet, '进展情况')}:{at(sheet, '存在问题')}")

    verdict = verdict_of(sent, tmp_path / "back", edit)
    (refusal,) = verdict.refusals
    assert (refusal.code, refusal.row, verdict.count("taken")) == ("merged", 7, 2)
    assert "分不清各填什么（“已形成初稿，正在征求意见。”）；请取消合并" in refusal.reason


def test_two_sheets_that_say_different_things_are_named(
    sent: tuple[Workspace, Path], tmp_path: Path
) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        book.copy_worksheet(sheet)[at(sheet, "进展情况", "1.3-1")] = "另一种说法"

    verdict = verdict_of(sent, tmp_path / "back", edit)
    (refusal,) = verdict.refusals
    assert "“进展填报”表第 8 行、“进展填报 Copy”表第 8 行" in refusal.reason
    assert verdict.count("taken") == 2


def test_an_error_in_a_cell_is_no_empty_cell(sent: tuple[Workspace, Path], tmp_path: Path) -> None:
    def edit(_: Workbook, sheet: Worksheet) -> None:
        fill(
            sheet, "1.2-1", **{"本期情况": "有进展", "进展情况": "在编", "完成比例（%）": "#DIV/0!"}
        )

    (refusal,) = verdict_of(sent, tmp_path / "back", edit).refusals
    assert refusal.code == "bad-percent" and "“#DIV/0!”不是百分数" in refusal.reason


@pytest.mark.parametrize(
    ("said", "flags"),
    [
        ({"本期情况": "已完成"}, ("done-unsaid",)),
        ({"本期情况": "已完成", "佐证材料": "批文"}, ()),
        ({"本期情况": "无进展", "完成比例（%）": "100"}, ("none-but-more",)),
        ({"本期情况": "无进展", "存在问题": "缺钱", "完成比例（%）": "0"}, ()),
    ],
)
def test_answers_that_do_not_fit_together_are_pointed_out(
    sent: tuple[Workspace, Path], tmp_path: Path, said: dict[str, str], flags: tuple[str, ...]
) -> None:
    verdict = verdict_of(sent, tmp_path / "back", lambda _, sheet: fill(sheet, "1.2-1", **said))
    (row,) = [row for row in verdict.rows if row.assignment == key("1.2-1")]
    assert row.flags == flags and set(flags) <= FLAG_WORDS.keys()


def test_a_percentage_that_falls_is_pointed_out(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "office")
    form = send(workspace)[HOUSING]
    for number, percent in enumerate(("60", "40")):
        said = {"本期情况": "有进展", "进展情况": f"第{number}稿", "完成比例（%）": percent}
        back = tmp_path / f"back{number}"
        answer(form, back, lambda _, sheet, said=said: fill(sheet, "1.2-1", **said))  # type: ignore[misc]
        (verdict,) = collect(workspace, back, apply=True).verdicts
        flags = {flag for row in verdict.rows for flag in row.flags}
        assert flags == ({"percent-fell"} if number else set())
    assert check(workspace).findings == []
