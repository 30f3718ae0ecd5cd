"""Read a corrected workbook that went round: cells by sheet and row, nothing judged yet."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from taskboard.errors import DamagedFileError, TaskboardError
from taskboard.reading.file import read_bytes
from taskboard.reading.returned_book import LookedAt, look_at
from taskboard.review.columns import SHEETS, Column, squash
from taskboard.review.prints import Prints, print_of, unpacked
from taskboard.review.remarks import remarks_of
from taskboard.review.strays import Strays
from taskboard.review.workbook import HEADER_ROW, META, SCHEMA

HEADER_SEARCH = 12  # a line or two may have been put above the header
NOWHERE: Mapping[str, int] = {}


Foreign = Callable[[str, str, str], TaskboardError]


class NotReviewError(TaskboardError):
    """A workbook that is no decomposition workbook of ours."""

    code = "review-foreign"

    def __init__(self, path: str, why_zh: str, why_en: str) -> None:
        super().__init__(
            f"{path} 不是可应用的审核表：{why_zh}；请交回 taskboard review export 导出的表。",
            f"{path}: {why_en}; hand back the one made by: taskboard review export",
        )


class Row:
    """One row of a returned sheet.

    Attributes:
        sheet: Name of the sheet.
        number: Row counted from 1; 0 stands for the sheet as a whole.
        key: Its hidden key, "" on a spare row.
        line: Values as typed, of the sheet's columns in the order they went out; a column that
            was deleted is left out.
        print: What tells this line from any other, see `prints_of`.
    """

    __slots__ = ("_at", "_cells", "key", "line", "number", "print", "sheet")

    def __init__(
        self, sheet: str, number: int, key: str, at: Mapping[str, int] = NOWHERE,
        line: Sequence[Any] = (),
    ) -> None:  # fmt: skip
        self.sheet, self.number, self.key, self.line = sheet, number, key, line
        self._at = at
        self.print = print_of(line)  # now, while the cells were just made and are at hand
        self._cells: dict[str, Any] | None = None

    @property
    def cells(self) -> dict[str, Any]:
        """Column name -> value as typed; made when first asked for: most rows are never looked at.

        A column that was deleted is absent.
        """
        if self._cells is None:
            self._cells = dict(zip(self._at, self.line, strict=True))
        return self._cells

    def get(self, column: str) -> Any:
        """Return the value of one cell as typed, None where the column was deleted."""
        at = self._at.get(column)
        return None if at is None else self.line[at]

    def text(self, column: str) -> str:
        """Return the text of a cell, outer white space off, "" when empty."""
        value = self.get(column)
        if not value and value != 0:
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value).strip()


@dataclass(frozen=True, slots=True)
class ReturnedReview:
    """A returned workbook as read.

    Attributes:
        name: File name.
        identity: What the very hidden sheet says, see `taskboard.review.workbook.Contents`.
        rows: Sheet -> its rows that hold anything.
        letters: (sheet, column name) -> letter of the column where it now stands.
        sheets: Sheet -> its columns, as they went out.
        strays: What else stands in it.
        prints: What each sheet and each row of tasks went out as.
    """

    name: str
    identity: dict[str, Any]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    letters: dict[tuple[str, str], str] = field(default_factory=dict)
    sheets: Mapping[str, Sequence[Column]] = field(default_factory=lambda: SHEETS)
    strays: Strays = field(default_factory=Strays)
    prints: Prints = field(default_factory=Prints)
    _headers: dict[tuple[str, str], str] = field(default_factory=dict)

    def place(self, row: Row, column: str) -> str:
        """Return where a cell is, in words: sheet, row, column letter and header."""
        at = row.sheet, column
        if at not in self._headers:
            title = next((c.title for c in self.sheets[row.sheet] if c.name == column), column)
            self._headers[at] = f"{self.letters.get(at, '')} 列“{title}”"
        return f"“{row.sheet}”表第 {row.number} 行 {self._headers[at]}"


def read_review(path: Path) -> ReturnedReview:
    """Return what the workbook at ``path`` says.

    Raises:
        TaskboardError: If it is not there or cannot be opened.
        NotReviewError: If it is none of ours, or a sheet or the key column is gone.
    """
    return read_book(path, SHEETS, SCHEMA, NotReviewError)


def read_book(
    path: Path, sheets: Mapping[str, Sequence[Column]], schema: str, foreign: Foreign
) -> ReturnedReview:
    """Return what the workbook at ``path`` says on ``sheets``.

    Args:
        path: The workbook.
        sheets: Sheet -> its columns, as they went out.
        schema: What its very hidden sheet says it is.
        foreign: The error when it is none of ours; takes the path and why, in both languages.

    Raises:
        TaskboardError: If it is not there or cannot be opened.
    """
    looked = look_at(read_bytes(str(path)), str(path))
    if looked.kind[0]:
        zh, en = looked.kind
        raise foreign(str(path), f"内容是{zh}，不是电子表格", f"it is {en}")
    remarks = remarks_of(looked.data, str(path))
    strays = Strays(far=looked.far, odd=looked.odd, remarks=remarks)
    grids = _grids(looked, str(path), (*sheets, META), strays)
    identity = _identity(grids.get(META, []), schema)
    if identity is None:
        raise foreign(str(path), "没有找到身份信息", "its identity sheet is missing")
    prints = unpacked(line[0] for line in grids[META][1:])
    returned = ReturnedReview(path.name, identity, sheets=sheets, strays=strays, prints=prints)
    for name, columns in sheets.items():
        if name not in grids:
            why = f"缺少“{name}”表（改了表名的请改回“{name}”，删了的请用“撤销”恢复）"
            raise foreign(str(path), why, f"sheet {name!r} is missing")
        if not _take(returned, name, columns, grids[name]):
            why = f"“{name}”表缺少隐藏的 A 列“键”（删了的请用“撤销”恢复）"
            raise foreign(str(path), why, f"{name}: no key column")
        if (rows := returned.rows[name]) and not any(row.key for row in rows):
            why = f"“{name}”表隐藏的 A 列“键”整列是空的（清空了的请用“撤销”恢复）"
            raise foreign(str(path), why, f"{name}: the key column is empty")
    return returned


def _grids(
    looked: LookedAt, path: str, wanted: Sequence[str], strays: Strays
) -> dict[str, list[list[Any]]]:
    """Return the cells of the sheets ``wanted``, as far as there; the rest goes to ``strays``."""
    from python_calamine import CalamineError, CalamineWorkbook

    grids: dict[str, list[list[Any]]] = {}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(looked.data))
        for title in book.sheet_names:
            name = "".join(title.split())
            if name in wanted:
                sheet = book.get_sheet_by_name(title)
                grids[name] = sheet.to_python(skip_empty_area=False)
                strays.merges(name, sheet.merged_cell_ranges or [])
        strays.further(book, wanted)
        return grids
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(path) from error
    except BaseException as error:  # a broken file can panic inside the library
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(path) from error


def _damaged(path: str) -> DamagedFileError:
    return DamagedFileError(path, "不是有效的电子表格", "not a readable workbook")


def _identity(grid: Sequence[Sequence[Any]], schema: str) -> dict[str, Any] | None:
    try:
        identity = json.loads(str(grid[0][0]))
    except (IndexError, ValueError):
        return None
    return identity if isinstance(identity, dict) and identity.get("schema") == schema else None


def _take(
    returned: ReturnedReview,
    name: str,
    columns: Sequence[Column],
    grid: Sequence[Sequence[Any]],
) -> bool:
    """Take the rows of a sheet; False when the column of the keys is gone."""
    from openpyxl.utils import get_column_letter

    header, found = _header(columns, grid)
    if "key" not in found:
        return False
    there = [column.name for column in columns if column.name in found]
    taken = [found[name] for name in there]
    for column, at in zip(there, taken, strict=True):
        returned.letters[name, column] = get_column_letter(at + 1)
    rows = returned.rows.setdefault(name, [])
    places = {column: at for at, column in enumerate(there)}
    key_at = places["key"]
    as_sent = taken == list(range(len(grid[header])))  # all lines are as long as the header
    for number, line in enumerate(grid[header + 1 :], header + 2):
        mine = line if as_sent else [line[at] for at in taken]
        key = squash(mine[key_at])
        if key or any(map(squash, mine)):
            rows.append(Row(name, number, key, places, mine))
    returned.strays.beside(name, columns, grid[header:], taken)
    return True


def _header(columns: Sequence[Column], grid: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    titles = {squash(column.title): column.name for column in columns}
    best: tuple[int, dict[str, int]] = (HEADER_ROW - 1, {})
    for number, line in enumerate(grid[:HEADER_SEARCH]):
        found: dict[str, int] = {}
        for at, value in enumerate(line):
            column = titles.get(squash(value))
            if column is not None:
                found.setdefault(column, at)
        if len(found) > len(best[1]):
            best = (number, found)
    return best
