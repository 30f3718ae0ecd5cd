"""Unit directories read from csv and xlsx: any order of columns, refusals by cell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from taskboard.errors import MissingFileError
from taskboard.model import Unit
from taskboard.reading.unit_table import (
    HEADERS,
    NoUnitTableError,
    RefusedUnitsError,
    read_unit_table,
    read_units,
)
from taskboard.resources import samples

FULL = Unit(
    "市数据局",
    ("市大数据中心", "数据局"),
    "部门",
    "青溪市人民政府",
    ("市政府各部门[2024-06-01..]", "各县（市、区）人民政府"),
    7,
    dt.date(2024, 6, 1),
    None,
    None,
    ("数据", "电子证照"),
    "王海 000-8800101",
)
TABLE = [
    ["联系人", "单位全称", "次序", "简称", "类别", "上级单位", "启用日期", "职责关键词", "分组",
     "联系电话"],
    ["王海", "市数据局", "7", "市大数据中心、数据局", "部门", "青溪市人民政府", "2024-06-01",
     "数据；电子证照", "市政府各部门[2024-06-01..]、各县（市、区）人民政府", "000-8800101"],
]  # fmt: skip


def csv(folder: Path, rows: list[list[str]], encoding: str = "utf-8-sig") -> Path:
    path = folder / "名录.csv"
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding=encoding)
    return path


def xlsx(folder: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名录"
    for row in rows:
        sheet.append(row)
    path = folder / "名录.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    assert read_units(csv(tmp_path, TABLE, encoding)) == [FULL]


def test_xlsx_with_a_title_and_real_dates(tmp_path: Path) -> None:
    rows: list[list[object]] = [["青溪市单位名录"], [], [*TABLE[0]], [*TABLE[1]]]
    rows[3][6] = dt.datetime(2024, 6, 1)
    rows[3][2] = 7
    assert read_units(xlsx(tmp_path, rows)) == [FULL]


def test_names_alone(tmp_path: Path) -> None:
    found = read_units(xlsx(tmp_path, [["单位全称"], ["市教育局"], ["市财政局"]]))
    assert [(unit.name, unit.order) for unit in found] == [("市教育局", 1), ("市财政局", 2)]


@pytest.mark.parametrize(
    ("field", "word"), [(field, word) for field, words in HEADERS.items() for word in words]
)
def test_header_words(tmp_path: Path, field: str, word: str) -> None:
    value = {"order": "7", "valid_from": "2024-06-01", "valid_to": "2024-06-01"}.get(field, "值局")
    other = "类别" if field == "name" else "单位全称"
    (unit,) = read_units(csv(tmp_path, [[word, other], [value, "甲局"]]))
    shown = getattr(unit, field)
    assert shown in (value, (value,), 7, dt.date(2024, 6, 1))


@pytest.mark.parametrize(
    "day", ["2024-06-01", "2024/6/1", "2024.6.1", "2024年6月1日", "20240601", "2024-06-01 00:00:00"]
)
def test_days(tmp_path: Path, day: str) -> None:
    (unit,) = read_units(csv(tmp_path, [["单位全称", "启用日期"], ["甲局", day]]))
    assert unit.valid_from == dt.date(2024, 6, 1)


@pytest.mark.parametrize(
    ("header", "value", "words"),
    [
        ("启用日期", "2024年2月30日", "第 2 行 B 列"),
        ("启用日期", "2024年6月", "不是日期"),
        ("停用日期", "去年", "2024-03-01"),
        ("次序", "第三", "不是序号"),
        ("分组", "市政府各部门[2024-13-01..]", "读不懂"),
    ],
)
def test_refused_cell_is_named(tmp_path: Path, header: str, value: str, words: str) -> None:
    path = csv(tmp_path, [["单位全称", header], ["甲局", value]])
    with pytest.raises(RefusedUnitsError, match=words):
        read_units(path)


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["单位全称", "类别"], ["", "部门"]], "名录.csv 第 2 行 A 列"),
        ([["单位全称", "类别"], ["甲局", "部门"], ["甲 局", "部门"]], "名录.csv 第 3 行 A 列"),
        (
            [["单位全称", "启用日期", "停用日期"], ["甲局", "2024-06-01", "2023-06-01"]],
            "名录.csv 第 2 行 C 列",
        ),
        ([["单位全称", "类别"], ["局" * 61, "部门"]], "名录.csv 第 2 行 A 列"),
    ],
)
def test_refused_row(tmp_path: Path, rows: list[list[str]], place: str) -> None:
    table = read_unit_table(csv(tmp_path, rows))
    assert [finding.place for finding in table.refused] == [place]


def test_one_refused_row_leaves_the_others(tmp_path: Path) -> None:
    table = read_unit_table(csv(tmp_path, [["单位全称", "次序"], ["甲局", "x"], ["乙局", "2"]]))
    assert [unit.name for unit in table.units] == ["乙局"]


def test_sheet_row_and_column_of_a_workbook(tmp_path: Path) -> None:
    path = xlsx(tmp_path, [["名录"], ["类别", "单位全称", "启用日期"], ["部门", "甲局", "昨天"]])
    (finding,) = read_unit_table(path).refused
    assert finding.place == "名录.xlsx 表“名录” 第 3 行 C 列"


def test_unknown_column_is_reported_not_lost_silently(tmp_path: Path) -> None:
    table = read_unit_table(csv(tmp_path, [["单位全称", "类别", "编制数"], ["甲局", "部门", "30"]]))
    assert [finding.code for finding in table.findings] == ["column-ignored"]
    assert table.refused == []


def test_a_better_header_wins(tmp_path: Path) -> None:
    (unit,) = read_units(csv(tmp_path, [["序号", "次序", "单位全称"], ["9", "2", "甲局"]]))
    assert unit.order == 2


@pytest.mark.parametrize(
    "rows", [[["姓名", "电话"], ["王海", "1"]], [["甲局"], ["乙局"]], [["", ""]]]
)
def test_no_table_of_units(tmp_path: Path, rows: list[list[str]]) -> None:
    with pytest.raises(NoUnitTableError, match="单位全称"):
        read_units(csv(tmp_path, rows))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        read_units(tmp_path / "无.csv")


def test_samples_agree() -> None:
    units = read_units(samples() / "units-linlan.csv")
    assert units == read_units(samples() / "units-linlan.xlsx")
    assert len(units) > 30
