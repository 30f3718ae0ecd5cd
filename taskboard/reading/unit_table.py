"""Read a unit directory (单位名录) from a workbook or a csv file, its columns in any order.

The header row is found by its words. A row that cannot be understood is refused with its sheet,
row and column; nothing is guessed and no other row is changed by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from taskboard.errors import TaskboardError
from taskboard.model import Finding, Unit
from taskboard.reading.file import read_file
from taskboard.reading.unit_rows import Row, place_of
from taskboard.spelling import tidy

# column -> the words its header may have, in canonical order of the written directory
HEADERS: dict[str, tuple[str, ...]] = {
    "name": ("单位全称", "全称", "单位名称", "机构名称", "名称", "单位"),
    "short_names": ("简称", "规范简称", "单位简称", "别名", "其他写法", "曾用名", "写法"),
    "kind": ("类别", "类型", "单位类别", "单位性质", "性质"),
    "parent": ("上级单位", "上级", "主管单位", "隶属", "隶属单位"),
    "groups": ("分组", "组别", "所属分组", "单位分组", "所属组"),
    "order": ("次序", "排序", "顺序", "排列顺序", "序号"),
    "valid_from": ("启用日期", "启用", "成立日期", "设立日期", "生效日期"),
    "valid_to": ("停用日期", "停用", "撤销日期", "失效日期"),
    "successor": ("承接单位", "承继单位", "并入单位", "继任单位"),
    "keywords": ("职责关键词", "关键词", "职责", "主要职责关键词"),
    "contact": ("联系人", "联络员", "联系方式", "联系电话", "电话", "联络人"),
}
_SHOWN = 20


class NoUnitTableError(TaskboardError):
    """A file holds no table of units."""

    code = "unit-table-missing"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} 中没有找到单位名录：表头应有“单位全称”一栏（简称、类别、分组、次序等可选）；"
            "可先用 taskboard units export -o 名录.xlsx 取得样式。",
            f"{path}: no unit table; its header needs a column 单位全称 "
            "(for a model run: taskboard units export -o FILE).",
        )


class RefusedUnitsError(TaskboardError):
    """Rows of a unit table cannot be understood."""

    code = "unit-table-refused"

    def __init__(self, path: str, findings: Sequence[Finding]) -> None:
        lines = [f"{found.place}：{found.message}" for found in findings[:_SHOWN]]
        more = f"\n……另有 {len(findings) - _SHOWN} 处" if len(findings) > _SHOWN else ""
        super().__init__(
            f"{path} 有 {len(findings)} 处不能读懂，没有写入；请改正后再试：\n"
            + "\n".join(lines)
            + more,
            f"{path}: {len(findings)} cells cannot be understood; nothing written.",
        )


@dataclass(slots=True)
class UnitTable:
    """What a file says of units.

    Attributes:
        units: The rows understood, in file order.
        findings: Severity ``error``: the row was refused; ``info``: a column was left out.
    """

    units: list[Unit] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def refused(self) -> list[Finding]:
        """The findings that stop the table from being taken in."""
        return [found for found in self.findings if found.severity == "error"]


@dataclass(frozen=True, slots=True)
class _Sheet:
    title: str
    rows: dict[int, dict[int, str]]  # both counted from 0


def read_units(path: Path) -> list[Unit]:
    """Return the units of the directory file at ``path``.

    Raises:
        TaskboardError: If it cannot be read, holds no table of units, or has a row that cannot
            be understood (`RefusedUnitsError`).
    """
    table = read_unit_table(path)
    if table.refused:
        raise RefusedUnitsError(str(path), table.refused)
    return table.units


def read_unit_table(path: Path) -> UnitTable:
    """Return the units of ``path`` and what could not be understood, cell by cell.

    Raises:
        TaskboardError: If it cannot be read or holds no table of units.
    """
    table = UnitTable()
    found = False
    for sheet in _sheets(path):
        header = _header(sheet)
        if header is not None:
            found = True
            _read_sheet(sheet, *header, table, path.name)
    if not found:
        raise NoUnitTableError(str(path))
    return table


def _sheets(path: Path) -> Iterator[_Sheet]:
    if path.suffix.lower() == ".csv":
        yield _csv(path)
        return
    title, loose = "", 0
    alone: dict[int, dict[int, str]] = {}
    for block in read_file(path).blocks:
        if block.kind == "table":
            rows: dict[int, dict[int, str]] = {}
            for cell in block.cells:
                for row in range(cell.row, cell.row + cell.row_span):
                    rows.setdefault(row, {})[cell.column] = cell.text
            yield _Sheet(title, rows)
        elif block.role == "header":
            title = block.text
        else:  # a list in one column is read as paragraphs
            alone[loose] = {0: block.text}
            loose += 1
    if alone:
        yield _Sheet(title, alone)


def _csv(path: Path) -> _Sheet:
    import csv

    from taskboard.errors import MissingFileError
    from taskboard.reading.text import decode

    if not path.is_file():
        raise MissingFileError(str(path))
    lines = decode(path.read_bytes(), str(path)).splitlines(keepends=True)
    rows = csv.reader(lines, delimiter="\t" if lines and "\t" in lines[0] else ",")
    return _Sheet("", {at: dict(enumerate(map(_plain, row))) for at, row in enumerate(rows)})


def _plain(cell: str) -> str:
    """Return a cell without the ' that keeps a spreadsheet program from running it."""
    return cell[1:] if cell.startswith(("'=", "'+", "'-", "'@")) else cell


def _header(sheet: _Sheet) -> tuple[int, dict[int, str]] | None:
    """Return the row of the header and column -> field, when the sheet has a column of names."""
    for row in sorted(sheet.rows)[:15]:
        columns: dict[int, str] = {}
        for column, text in sheet.rows[row].items():
            word = re.sub("（.*?）", "", tidy(text))
            for name, words in HEADERS.items():
                if word in words:
                    columns[column] = name
        if "name" in columns.values() and (len(columns) > 1 or len(sheet.rows[row]) == 1):
            return row, columns
    return None


def _read_sheet(
    sheet: _Sheet, header: int, columns: dict[int, str], table: UnitTable, file: str
) -> None:
    best = _best_columns(sheet.rows[header], columns)
    for column, text in sheet.rows[header].items():
        if text.strip() and column not in columns:
            message = f"“{text.strip()}”一栏不属于单位名录，没有读入。"
            place = place_of(file, sheet.title, header, column)
            table.findings.append(Finding("column-ignored", "info", message, place=place))
    seen: dict[str, int] = {tidy(unit.name): 0 for unit in table.units}
    for row in sorted(sheet.rows):
        cells = sheet.rows[row]
        if row <= header or not any(text.strip() for text in cells.values()):
            continue
        reader = Row(file, sheet.title, row, cells, best, columns)
        unit = reader.unit(len(table.units) + 1)
        if unit is not None and tidy(unit.name) in seen:
            reader.refuse("name", f"单位“{unit.name}”在表中出现了两次；请合并成一行。")
        if unit is not None and not reader.findings:
            seen[tidy(unit.name)] = row
            table.units.append(unit)
        table.findings += reader.findings


def _best_columns(header: Mapping[int, str], columns: Mapping[int, str]) -> dict[str, int]:
    """Return field -> column; of two columns for one field the better-named one wins."""
    best: dict[str, int] = {}
    for column, name in columns.items():
        words = HEADERS[name]
        rank = words.index(re.sub("（.*?）", "", tidy(header[column])))
        known = best.get(name)
        if known is None or rank < words.index(re.sub("（.*?）", "", tidy(header[known]))):
            best[name] = column
    return best
