"""Returned files as hostile as they come: far cells, lying packages, odd names, formulas."""

from __future__ import annotations

import errno
import io
import os
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from round_world import HOUSING, answer, fill, good, make_workspace, send
from taskboard.collection.forms_in import read_form
from taskboard.collection.sheets import SHEETS
from taskboard.collection.verdict import Verdict
from taskboard.errors import DamagedFileError
from taskboard.workflows.collecting import collect
from taskboard.workflows.workspace import Workspace


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Path]:
    workspace = make_workspace(tmp_path_factory.mktemp("office"))
    return workspace, send(workspace)[HOUSING]


@pytest.fixture
def own(tmp_path: Path) -> tuple[Workspace, Path]:
    workspace = make_workspace(tmp_path / "office")
    return workspace, send(workspace)[HOUSING]


def only(workspace: Workspace, back: Path) -> Verdict:
    (verdict,) = collect(workspace, back).verdicts
    return verdict


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "AAA7", "B10000"])
def test_a_stray_cell_far_away_is_named_and_takes_no_room(
    sent: tuple[Workspace, Path], tmp_path: Path, place: str
) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        sheet[place] = " "

    answer(sent[1], tmp_path / "back", edit)
    verdict = only(sent[0], tmp_path / "back")
    assert (verdict.outcome, verdict.count("taken")) == ("accepted", 3)
    assert any(place in note for note in verdict.notes)


@pytest.mark.parametrize(("rows", "taken", "far"), [(10_050, 10_050, ["AB3", "A1048576"]),
                                                    (40, 40, ["AAA3", "A1048576"])])  # fmt: skip
def test_a_form_longer_than_ten_thousand_rows_is_read_to_its_end(
    sent: tuple[Workspace, Path], rows: int, taken: int, far: list[str]
) -> None:
    with zipfile.ZipFile(sent[1]) as form:
        (name,) = [
            member
            for member in form.namelist()
            if member.startswith(SHEETS) and "行标识" in form.read(member).decode()
        ]
        text = form.read(name).decode()
    head, _, tail = text.partition("</sheetData>")
    lines = [f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>k{n}</t></is></c></row>'
             for n in range(60, 60 + rows)]  # fmt: skip
    lines += [f'<row r="1048576"><c r="{place}"><v>7</v></c></row>' for place in far]
    returned = read_form(
        "长.xlsx", patched(sent[1], name, f"{head}{''.join(lines)}</sheetData>{tail}".encode())
    )
    assert sum(row.key.startswith("k") for row in returned.rows) == taken
    assert returned.rows[-1].row == 59 + rows
    assert all(place in "".join(returned.notes) for place in far)


def test_a_note_beside_the_table_is_no_far_cell(
    sent: tuple[Workspace, Path], tmp_path: Path
) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        sheet["ZZ9"] = " "

    answer(sent[1], tmp_path / "back", edit)
    assert only(sent[0], tmp_path / "back").notes == ()


def patched(path: Path, name: str, data: bytes, *, claim: int = 0) -> bytes:
    """The workbook with member ``name`` replaced; ``claim`` is the size its directory states."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, data if member == name else old.read(member))
    raw = bytearray(out.getvalue())
    if claim:
        at = raw.rfind(b"PK\x01\x02", 0, raw.rfind(name.encode()))
        struct.pack_into("<I", raw, at + 24, claim)
    return bytes(raw)


@pytest.mark.parametrize("name", ["xl/worksheets/sheet2.xml", "xl/styles.xml"])
def test_a_package_that_lies_about_its_size_is_refused(
    sent: tuple[Workspace, Path], name: str
) -> None:
    bomb = patched(sent[1], name, os.urandom(110_000) + b" " * 120_000_000, claim=5_000)
    returned = read_form("炸弹.xlsx", bomb)
    assert not returned.readable and "损坏" in returned.refusals[0].reason


def test_a_package_that_says_how_large_it_is_is_refused(sent: tuple[Workspace, Path]) -> None:
    bomb = patched(sent[1], "xl/styles.xml", b" " * 120_000_000)
    assert "展开后过大" in read_form("炸弹.xlsx", bomb).refusals[0].reason


def test_a_zip_that_holds_too_much_is_refused(own: tuple[Workspace, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "全部.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"{number}.xlsx", bytes(90_000_000))
    with pytest.raises(DamagedFileError, match="过多或过大"):
        collect(own[0], tmp_path / "全部.zip")


@pytest.mark.parametrize("entity", ["<!DOCTYPE x [<!ENTITY a 'aaaa'>]>", "<!DOCTYPE x SYSTEM 'f'>"])
def test_entities_in_the_properties_are_not_read(sent: tuple[Workspace, Path], entity: str) -> None:
    with zipfile.ZipFile(sent[1]) as archive:
        custom = archive.read("docProps/custom.xml").decode()
    data = patched(sent[1], "docProps/custom.xml", (entity + custom).encode())
    assert read_form("表.xlsx", data).form == "2023-W31-01-1"  # from the hidden sheet alone


@pytest.mark.parametrize(
    ("column", "formula", "result", "field", "said"),
    [
        pytest.param("进展情况", "=已报市政府", "", "text", "=已报市政府", id="words"),
        pytest.param("完成比例（%）", "=30+30", "60", "percent", 60, id="sum-with-result"),
    ],
)
def test_a_formula_says_its_result_or_its_own_words(
    sent: tuple[Workspace, Path], tmp_path: Path, column: str, formula: str, result: str,
    field: str, said: Any,
) -> None:  # fmt: skip
    def edit(book: Workbook, sheet: Worksheet) -> None:
        fill(sheet, "1.2-1", **{"本期情况": "有进展", "进展情况": "在办。", column: formula})

    path = answer(sent[1], tmp_path / "back", edit)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode()
    for empty in ("<v/>", "<v />", "<v></v>"):
        xml = xml.replace(f"</f>{empty}", f"</f><v>{result}</v>")
    path.write_bytes(patched(path, "xl/worksheets/sheet2.xml", xml.encode()))
    row = only(sent[0], tmp_path / "back").rows[1]
    assert row.update is not None and row.update[field] == said


def test_names_of_files_as_long_as_they_may_be(own: tuple[Workspace, Path], tmp_path: Path) -> None:
    workspace, form = own
    for tail in "甲乙":
        answer(form, tmp_path / "back", good, f"{'住' * 79}{tail}.xlsx")
    done = collect(workspace, tmp_path / "back", apply=True)
    assert [v.outcome for v in done.verdicts] == ["accepted", "superseded"]
    receipts = {path.name for path in done.files if path.suffix == ".txt"}
    assert len(receipts) == 2 and all(len(name.encode()) < 256 for name in receipts)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_a_name_unpacked_as_gbk_bytes_is_read(own: tuple[Workspace, Path], tmp_path: Path) -> None:
    workspace, form = own
    back = tmp_path / "back"
    path = answer(form, back, good)
    path.rename(back / os.fsdecode("住建局报表.xlsx".encode("gb18030")))
    done = collect(workspace, back, apply=True)
    assert [(v.file, v.outcome) for v in done.verdicts] == [("住建局报表.xlsx", "accepted")]
    assert next(path for path in done.files if "住建局报表" in path.name).exists()


def test_a_file_that_cannot_be_opened_is_refused_and_the_rest_is_taken(
    own: tuple[Workspace, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, form = own
    answer(form, tmp_path / "back", good, "好.xlsx")
    answer(form, tmp_path / "back", good, "开着.xlsx")
    opened = Path.open

    def refuse(self: Path, *given: Any, **options: Any) -> Any:
        if self.name == "开着.xlsx":
            raise PermissionError(13, "Permission denied")
        return opened(self, *given, **options)

    monkeypatch.setattr(Path, "open", refuse)
    done = collect(workspace, tmp_path / "back", apply=True)
    assert {v.file: v.outcome for v in done.verdicts} == {
        "好.xlsx": "accepted", "开着.xlsx": "refused",
    }  # fmt: skip


def test_a_number_in_a_rows_own_words_is_no_second_form(
    sent: tuple[Workspace, Path], tmp_path: Path
) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        fill(sheet, "1.2-1", 本期情况="有进展", 进展情况="已随表号：2023-W30-01-1报送。")

    answer(sent[1], tmp_path / "back", edit)
    verdict = only(sent[0], tmp_path / "back")
    assert verdict.outcome == "accepted" and verdict.count("taken") == 3


def test_another_units_table_pasted_below_makes_two_forms(
    sent: tuple[Workspace, Path], tmp_path: Path
) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        good(book, sheet)
        sheet.cell(sheet.max_row + 2, 2).value = "填报单位：市财政局　　表号：2023-W31-02-1"
        sheet.cell(sheet.max_row, 6).value = "x"

    answer(sent[1], tmp_path / "back", edit)
    verdict = only(sent[0], tmp_path / "back")
    assert verdict.outcome == "refused" and "2 张不同的表" in verdict.reason


def test_a_locked_file_says_so(sent: tuple[Workspace, Path], tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "加密.xlsx").write_bytes(ole + bytes(600))
    verdict = only(sent[0], tmp_path)
    assert verdict.outcome == "refused" and "取消密码" in verdict.reason


def test_a_form_cut_short_anywhere_is_refused_not_crashed_on(sent: tuple[Workspace, Path]) -> None:
    data = sent[1].read_bytes()
    for size in range(0, len(data), 997):
        assert not read_form("断.xlsx", data[:size]).readable


def test_a_form_with_bytes_turned_over_never_crashes(sent: tuple[Workspace, Path]) -> None:
    data = bytearray(sent[1].read_bytes())
    for at in range(0, len(data), 61):
        data[at] ^= 0x55
        returned = read_form("坏.xlsx", bytes(data))
        assert returned.readable or returned.refusals
        data[at] ^= 0x55


def test_a_member_of_a_zip_that_cannot_be_read_is_refused_and_the_rest_is_taken(
    own: tuple[Workspace, Path], tmp_path: Path
) -> None:
    workspace, form = own
    path = answer(form, tmp_path / "back", good)
    archive = tmp_path / "全部.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("good.xlsx", path.read_bytes())
        target.writestr("shut.xlsx", path.read_bytes() * 2)
    raw = bytearray(archive.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.rfind(mark) + flags] |= 1  # encrypted
    archive.write_bytes(raw)
    verdicts = {v.file: v for v in collect(workspace, archive, apply=True).verdicts}
    assert verdicts["good.xlsx"].outcome == "accepted"
    assert verdicts["shut.xlsx"].outcome == "refused" and "加了密码" in verdicts["shut.xlsx"].reason


@pytest.mark.parametrize(
    "name",
    ["~$表.xlsx", "THUMBS.DB", "thumbs.db", "Desktop.ini", ".~表.xlsx", "表.xlsx.downloading"],
)
def test_what_programs_leave_in_a_folder_is_passed_over(
    sent: tuple[Workspace, Path], tmp_path: Path, name: str
) -> None:
    answer(sent[1], tmp_path / "back", good)
    (tmp_path / "back" / name).write_bytes(b"left over")
    assert only(sent[0], tmp_path / "back").outcome == "accepted"


def test_links_and_pipes_in_a_folder_are_told_and_not_followed(
    sent: tuple[Workspace, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    path = answer(sent[1], back, good)
    (back / "别处").symlink_to(tmp_path)
    (back / "自己.xlsx").symlink_to(back / "自己.xlsx")
    (back / "没有了.xlsx").symlink_to(tmp_path / "nowhere")
    os.mkfifo(back / "管道.xlsx")
    found = {v.file: v.reason for v in collect(sent[0], back).verdicts}
    for name, why in (("别处", "没有跟随"), ("自己.xlsx", "绕成一圈"), ("没有了.xlsx", "不存在"),
                      ("管道.xlsx", "不是普通文件"), (path.name, "收下")):  # fmt: skip
        assert why in found.pop(name)
    assert not found


def test_a_folder_that_cannot_be_opened_is_told(
    sent: tuple[Workspace, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(sent[1], tmp_path / "back", good)
    answer(sent[1], tmp_path / "back" / "锁着", good)
    scan = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith("锁着"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)  # for root no folder is locked
    taken, refused = collect(sent[0], tmp_path / "back").verdicts
    assert refused.file == "锁着" and "文件夹打不开，没有读取权限" in refused.reason
    assert taken.outcome == "accepted"
