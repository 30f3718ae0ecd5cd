"""Read a corrected decomposition workbook: cells by sheet and row, nothing judged yet."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from taskboard.errors import DamagedFileError, MissingFileError, TaskboardError
from taskboard.review.columns import SHEETS, Column, squash
from taskboard.review.workbook import HEADER_ROW, META, SCHEMA

HEADER_SEARCH = 12  # a line or two may have been put above the header


class NotReviewError(TaskboardError):
    """A workbook that is no decomposition workbook of ours."""

    code = "review-foreign"

    def __init__(self, path: str, why_zh: str, why_en: str) -> None:
        super().__init__(
            f"{path} 不是可应用的审核表：{why_zh}；请交回 taskboard review export 导出的表。",
            f"{path}: {why_en}; hand back the one made by: taskboard review export",
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a returned sheet.

    Attributes:
        sheet: Name of the sheet.
        number: Row counted from 1.
        key: Its hidden key, "" on a spare row.
        cells: Column name -> value as typed; a column that was deleted is absent.
    """

    sheet: str
    number: int
    key: str
    cells: dict[str, Any]

    def text(self, column: str) -> str:
        """Return the text of a cell, outer white space off, "" when empty."""
        value = self.cells.get(column)
        if value is None:
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
    """

    name: str
    identity: dict[str, Any]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    letters: dict[tuple[str, str], str] = field(default_factory=dict)

    def place(self, row: Row, column: str) -> str:
        """Return where a cell is, in words: sheet, row, column letter and header."""
        title = next((c.title for c in SHEETS[row.sheet] if c.name == column), column)
        letter = self.letters.get((row.sheet, column), "")
        return f"“{row.sheet}”表第 {row.number} 行 {letter} 列“{title}”"


def read_review(path: Path) -> ReturnedReview:
    """Return what the workbook at ``path`` says.

    Raises:
        MissingFileError: If it is not there.
        DamagedFileError: If it is no workbook.
        NotReviewError: If it is none of ours, or a sheet or the key column is gone.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise MissingFileError(str(path)) from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = set(book.sheet_names)
        grids = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in (*SHEETS, META)
            if name in sheets
        }
    except (CalamineError, OSError, ValueError) as error:
        raise DamagedFileError(
            str(path), "不是有效的电子表格", "not a readable workbook"
        ) from error
    returned = ReturnedReview(path.name, _identity(path, grids.get(META, [])))
    for name, columns in SHEETS.items():
        if name not in grids:
            raise NotReviewError(str(path), f"缺少“{name}”表", f"sheet {name!r} is missing")
        _take(path, returned, name, columns, grids[name])
    return returned


def _identity(path: Path, grid: Sequence[Sequence[Any]]) -> dict[str, Any]:
    try:
        identity = json.loads(str(grid[0][0]))
    except (IndexError, ValueError):
        identity = None
    if not isinstance(identity, dict) or identity.get("schema") != SCHEMA:
        raise NotReviewError(str(path), "没有找到身份信息", "its identity sheet is missing")
    return identity


def _take(
    path: Path,
    returned: ReturnedReview,
    name: str,
    columns: Sequence[Column],
    grid: Sequence[Sequence[Any]],
) -> None:
    from openpyxl.utils import get_column_letter

    header, where = _header(columns, grid)
    if "key" not in where:
        raise NotReviewError(str(path), f"“{name}”表缺少隐藏的 A 列“键”", f"{name}: no key column")
    for column, at in where.items():
        returned.letters[name, column] = get_column_letter(at + 1)
    rows = returned.rows.setdefault(name, [])
    for number, line in enumerate(grid[header + 1 :], header + 2):
        cells = {c: line[at] for c, at in where.items() if at < len(line)}
        if any(squash(value) for value in cells.values()):
            rows.append(Row(name, number, squash(cells.get("key")), cells))


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
