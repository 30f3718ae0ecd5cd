"""Read a returned form, however mangled: found by its own marks, rows by key, columns by header.

Nothing is looked up by position: a renamed file, other sheet names, inserted or deleted rows and
columns, sorted rows all read alike. What cannot be read is a refusal with its place.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from operator import itemgetter
from typing import Any

from taskboard.collection.beside import around, attached, elsewhere, letter
from taskboard.collection.form import COLUMNS, IDENTITY_SHEET, NAMES, PERSONS
from taskboard.collection.identity import (
    check_sizes,
    kind_of,
    printed_numbers,
    read_property,
    read_record,
    saved_at,
)
from taskboard.collection.returned import Refusal, Returned, ReturnedRow, row_added
from taskboard.collection.sheets import (
    Cells,
    formulas,
    is_no_result,
    unpacked_sheets,
    without_far_cells,
)
from taskboard.collection.values import loose, plain

HEADER_WITHIN = 40  # rows from the top in which the header is looked for
_PRINTED = {column.header: column.key for column in COLUMNS}
_HEADERS = {loose(header): key for header, key in _PRINTED.items()}
_LABELS = {label: key for key, label in PERSONS.items()}
Merge = tuple[tuple[int, int], tuple[int, int]]
Sheet = tuple[str, list[list[Any]], list[Merge]]
OLD = {"xls": "旧格式（.xls/.et）", "ods": "开放文档（.ods）", "xlsb": "二进制工作簿（.xlsb）"}
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, LookupError, RuntimeError,
    NotImplementedError,
)  # fmt: skip
LONGEST_HEADER = 40  # even with blanks in it
NOT_MERGED: frozenset[str] = frozenset()


def read_form(
    name: str, data: bytes, convert: Callable[[str, bytes, str], bytes] | None = None
) -> Returned:
    """Return what the file ``name`` says.

    Args:
        name: Its name, for messages only.
        data: Its bytes.
        convert: Turns a workbook of another kind (a key of `OLD`), given its name, bytes and
            kind, into xlsx bytes; None when the machine cannot.
    """
    digest = hashlib.sha256(data).hexdigest()
    kind, archive = kind_of(data)
    notes: tuple[str, ...] = ()
    if kind in OLD and convert is not None:
        from taskboard.errors import TaskboardError

        try:
            data = convert(name, data, kind)
        except TaskboardError as error:
            return _refused(name, digest, "convert", f"{OLD[kind]}文件未能转换：{error.zh}")
        notes = (f"{OLD[kind]}已自动转换后读取",)
        kind, archive = kind_of(data)
    if archive is None:
        return _refused(name, digest, "not-a-form", _what_it_is(kind))
    try:
        with archive:
            return _read_workbook(name, digest, data, archive, notes)
    except _UnreadableError as error:
        return _refused(name, digest, "damaged", f"文件已损坏，打不开（{error}）；请重新索取")


def unreadable(name: str, why: str) -> Returned:
    """Return the refusal of a file whose bytes could not be had."""
    reason = f"文件读不出（{why}）；请关闭正在打开它的程序、核对权限后再收"
    return _refused(name, "", "unreadable", reason)


def broken_off(name: str) -> Returned:
    """Return the refusal of a file that ended the process that read it."""
    reason = "读这份文件时程序中止，没有读入；请用 WPS 打开它，另存为 .xlsx 后再收"
    return _refused(name, "", "unreadable", reason)


class _UnreadableError(Exception):
    """The workbook library could not open the file."""


def _what_it_is(kind: str) -> str:
    if kind == "encrypted":
        return "文件加了打开密码；请取消密码后重发"
    if kind in OLD:
        return f"{OLD[kind]}须装有 LibreOffice 才能读取；请用 WPS 另存为 .xlsx 后重发"
    if kind == "压缩包":
        return "是压缩包，不再往里拆；请解压后把里面的填报表放进文件夹再收"
    gap = " " if kind[:1].isascii() else ""  # 内容是 PNG 图片
    return f"内容是{gap}{kind}，不是填报表；请发回原 Excel 填报表"


def _refused(name: str, digest: str, code: str, reason: str) -> Returned:
    return Returned(name, digest, refusals=(Refusal(name, "", 0, "", reason, code),))


def _read_workbook(
    name: str, digest: str, data: bytes, archive: zipfile.ZipFile, notes: tuple[str, ...]
) -> Returned:
    try:
        check_sizes(archive)
        unpacked = unpacked_sheets(archive, data)
        near, far = without_far_cells(archive, data, unpacked)
        modified, typed = saved_at(archive, data), formulas(unpacked, near)
        notes += tuple(attached(archive, data, unpacked))
    except BROKEN as error:
        raise _UnreadableError(type(error).__name__) from error
    if far:
        notes += (f"表外很远处的单元格（{'、'.join(far[:3])}）没有读取",)
    sheets, record = _sheets(near, typed)
    record = record or read_property(archive, data)
    found = {str(record["form"])} if record else set()
    read = _Tables(name)
    for sheet in sheets:
        found |= read.sheet(sheet)
    if len(found) > 1:
        reason = f"文件里有 {len(found)} 张不同的表（{'、'.join(sorted(found))}），请分开发回"
        return _refused(name, digest, "two-forms", reason)
    if not found:
        reason = "没有找到表号，不是本系统发出的填报表；请在发出的表上填写后发回"
        return _refused(name, digest, "not-a-form", reason)
    if not read.columns:
        reason = "找不到“行标识”“本期情况”等表头，表格已被改坏；请在原表上重填"
        read.refusals.append(Refusal(name, "", 0, "", reason, "no-header"))
    return Returned(
        name, digest, found.pop(), str(record.get("ledger", "")), tuple(read.rows), read.columns,
        read.persons, tuple(read.refusals), notes + tuple(read.notes), modified,
    )  # fmt: skip


def _sheets(data: bytes, typed: Cells) -> tuple[list[Sheet], dict[str, Any]]:
    """Return every sheet with its cells and merges, and the hidden sheet's identity."""
    from python_calamine import CalamineError, CalamineWorkbook

    sheets: list[Sheet] = []
    record: dict[str, Any] = {}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for title in book.sheet_names:
            sheet = book.get_sheet_by_name(title)
            cells = sheet.to_python(skip_empty_area=False)
            if title == IDENTITY_SHEET or not record:
                record = read_record(cells[0][0] if cells and cells[0] else "") or record
            for (where, row, column), formula in typed.items():
                if where == title:
                    _restore(cells, row, column, formula)
            if title != IDENTITY_SHEET:
                sheets.append((title, cells, sheet.merged_cell_ranges or []))
    except (CalamineError, OSError, ValueError, LookupError) as error:
        raise _UnreadableError(type(error).__name__) from error
    except BaseException as error:  # a broken file can panic inside the library
        if type(error).__name__ != "PanicException":
            raise
        raise _UnreadableError("格式错误") from error
    return sheets, record


def _restore(cells: list[list[Any]], row: int, column: int, formula: str) -> None:
    """Put a formula's text back where its result says nothing."""
    cells.extend([] for _ in range(row + 1 - len(cells)))
    cells[row].extend([""] * (column + 1 - len(cells[row])))
    if is_no_result(cells[row][column]):
        cells[row][column] = formula


class _Tables:
    """Gathers what the sheets of one file say."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.rows: list[ReturnedRow] = []
        self.refusals: list[Refusal] = []
        self.columns: dict[tuple[str, str], str] = {}
        self.persons: dict[str, str] = {}
        self.notes: list[str] = []

    def sheet(self, sheet: Sheet) -> set[str]:
        """Read one sheet; return the numbers of forms printed in it, outside of its rows."""
        title, cells, merges = sheet
        header = _header(cells)
        if header is None:
            self.notes += elsewhere(title, cells)
            return printed_numbers(cells[:HEADER_WITHIN])
        top, places, doubled = header
        self.notes += around(title, cells, top, places.values())
        for key in doubled:
            place = f"{letter(places[key])} {NAMES[key]}"
            reason = f"有两列表头都是“{NAMES[key]}”，不知以哪列为准；请删去多余的一列"
            self.refusals.append(Refusal(self._name, title, top + 1, place, reason, "column-twice"))
        self.columns |= {(title, key): f"{letter(at)} {NAMES[key]}" for key, at in places.items()}
        self.persons |= _persons(cells[:top])
        below: list[list[Any]] = []
        if not {"key", "code"} & places.keys():
            reason = "“行标识”列（隐藏的 A 列）和“编号”列都被删除，无法对应事项；请在原表上重填"
            place = NAMES["key"]
            self.refusals.append(Refusal(self._name, title, top + 1, place, reason, "key-missing"))
        elif not doubled:
            if "key" not in places:
                self.notes.append("“行标识”列（隐藏的 A 列）没有了，按印出的编号和任务认行")
            joined = [each for each in merges if each[1][0] > top]
            below = self._rows(title, cells, top, places, joined)
        return printed_numbers([*cells[:top], *below])

    def _rows(
        self, title: str, cells: list[list[Any]], top: int, places: dict[str, int],
        joined: list[Merge],
    ) -> list[list[Any]]:  # fmt: skip
        """Take the rows below the header that have a key or number; return those without a key.

        A row whose key did not come back has the key "" and is known by what it prints.
        """
        columns = tuple(key for key in places if key != "key")
        read_row = itemgetter(*(places[key] for key in columns))
        name = "key" if "key" in places else "code"
        key_at, width = places[name], max(places.values()) + 1
        others = []
        for number, values in enumerate(cells[top + 1 :], top + 1):
            if len(values) < width:
                values = [*values, *[""] * (width - len(values))]
            read = read_row(values)
            key = plain(values[key_at])
            if not key:
                if not any(map(plain, read)):
                    continue
                others.append(values)
            if key or ("code" in places and plain(values[places["code"]])):
                known = key if name == "key" else ""
                merged = _merged(number, places, joined) if joined else NOT_MERGED
                self.rows.append(ReturnedRow(known, title, number + 1, columns, read, merged))
            else:
                place, lacks = self.columns[title, name], NAMES[name]
                self.refusals.append(row_added(self._name, title, number + 1, place, read, lacks))
        return others


def _merged(number: int, places: dict[str, int], joined: list[Merge]) -> frozenset[str]:
    """Return the columns of row ``number`` whose cell is merged with another cell."""
    return frozenset(
        name for name, at in places.items()
        if any(a[0] <= number <= b[0] and a[1] <= at <= b[1] for a, b in joined)
    )  # fmt: skip


def _header(cells: list[list[Any]]) -> tuple[int, dict[str, int], set[str]] | None:
    """Return the header's row, the place of each known column, and columns that stand twice."""
    for top, row in enumerate(cells[:HEADER_WITHIN]):
        places: dict[str, int] = {}
        doubled: set[str] = set()
        for at, value in enumerate(row):
            if type(value) is not str or not 0 < len(value) < LONGEST_HEADER:
                continue
            key = _PRINTED.get(value) or _HEADERS.get(loose(value))
            if key is None:
                continue
            if key in places:
                doubled.add(key)
            places.setdefault(key, at)
        if len(places) >= 4 and ("key" in places or "change" in places):
            return top, places, doubled
    return None


def _persons(cells: list[list[Any]]) -> dict[str, str]:
    """Return what stands to the right of 填报人：, 联系电话： and 审签人： above the table."""
    found: dict[str, str] = {}
    for row in cells:
        current = ""
        for value in row:
            if not value:
                continue
            text = plain(value)
            label = _LABELS.get(loose(text).rstrip(":"))
            if label:
                current = label
            elif text and current:
                found[current] = f"{found[current]} {text}" if current in found else text
    return found
