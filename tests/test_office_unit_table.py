"""A directory written is read back the same; text that looks live stays text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from libreoffice import saved_as
from taskboard.errors import UnsupportedFormatError
from taskboard.model import Unit
from taskboard.office.unit_table import Seen, write_units
from taskboard.reading.unit_table import read_units
from taskboard.resources import samples

UNITS = [
    Unit(
        "市数据局", ("数据局", "市大数据中心"), "部门", "青溪市人民政府",
        ("市政府各部门[2024-06-01..]", "各县（市、区）人民政府"), 1, dt.date(2024, 6, 1),
        dt.date(2030, 1, 1), "市科技局", ("数据", "证照"), "王海 000-8800101",
    ),
    Unit("市科技局", order=2),
]  # fmt: skip


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_round_trip(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "新" / f"名录.{ending}"
    write_units(UNITS, path)
    assert read_units(path) == UNITS


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_sample_comes_back_whole(tmp_path: Path, ending: str) -> None:
    units = read_units(samples() / "units-linlan.csv")
    write_units(units, tmp_path / f"名录.{ending}")
    assert read_units(tmp_path / f"名录.{ending}") == units


def test_live_text_stays_text(tmp_path: Path) -> None:
    live = [Unit("市科技局", order=1, contact="=HYPERLINK(1)")]
    write_units(live, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["单位名录"]
    assert sheet["K2"].data_type == "s"
    write_units(live, tmp_path / "a.csv")
    assert "'=HYPERLINK" in (tmp_path / "a.csv").read_text("utf-8-sig")
    assert read_units(tmp_path / "a.csv") == live


def test_ready_for_work_and_print(tmp_path: Path) -> None:
    write_units(UNITS, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    sheet = book["单位名录"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C2", "$1:$1")
    assert sheet.auto_filter.ref == "A1:K3"
    assert not book.properties.creator
    assert "填写说明" in book.sheetnames


def test_starter_shows_where_a_name_was_found(tmp_path: Path) -> None:
    seen = {"市数据局": Seen(3, "…由市数据局牵头…")}
    write_units(UNITS, tmp_path / "a.xlsx", seen=seen, classes=[("各县区", 2)])
    book = load_workbook(tmp_path / "a.xlsx")
    assert [book["单位名录"].cell(2, column).value for column in (12, 13)] == [
        3,
        "…由市数据局牵头…",
    ]
    assert [cell.value for cell in book["统称"][2]] == ["各县区", 2]
    assert read_units(tmp_path / "a.xlsx") == UNITS


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormatError):
        write_units(UNITS, tmp_path / "名录.docx")


@pytest.mark.office
def test_saved_by_another_program_it_is_still_the_same(tmp_path: Path) -> None:
    write_units(UNITS, tmp_path / "名录.xlsx")
    saved_as(tmp_path / "名录.xlsx", "xlsx", tmp_path / "out")
    assert read_units(tmp_path / "out" / "名录.xlsx") == UNITS
