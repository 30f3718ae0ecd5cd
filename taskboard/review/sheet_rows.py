"""The rows of one sheet of the decomposition workbook: values, looks, shades and heights."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from taskboard.office.measure import PADDING_POINTS, UNIT_POINTS, text_height
from taskboard.office.xlsx_press import Line, RowsBelow
from taskboard.review.columns import BASES, ROLES, Column
from taskboard.review.palette import BASIS_FILLS, SIZE, Palette

LEAST_HEIGHT, MOST_HEIGHT = 24.0, 409.0
WIDEST = 60.0
MOST_ESTIMATED = 425.0  # the estimate is generous by a twentieth; a row is 409 points at most
DOUBTFUL, DERIVED_FILL = "FCE4D6", "F2F2F2"
CENTRED = (
    "code", "number", "severity", "is", "action", "unit_basis", "due_basis", "target_basis", "kind",
    "rollup", "into",
)  # fmt: skip
# columns shaded by the basis that another column says in words
SHADED = {
    **dict.fromkeys((*ROLES, "unit_basis"), "unit_basis"),
    **dict.fromkeys(("due_words", "due_on", "due_basis"), "due_basis"),
    **dict.fromkeys(("targets", "target_basis"), "target_basis"),
}
DERIVED = ("section", "heading", "text", "doubts", *BASES)


def fitted(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> list[Column]:
    """Return the columns of the tasks as wide as ``rows`` need, and no wider.

    The sheet goes round on A3 as well: each column is as narrow as its words bear, so that print
    stays large. The longest text still fits into the highest row a spreadsheet can have.
    """
    wide = {name: _tall_enough(name, rows) for name in ("text", "wording")}
    longest = max((len(str(row.get("code") or "")) for row in rows), default=0)
    wide["code"] = min(15.0, (longest * SIZE / 2 + PADDING_POINTS) / UNIT_POINTS)
    if not any(row.get("targets") for row in rows):
        wide["targets"] = 0.0
    return [
        replace(column, width=9.0 if width == 0 else max(column.width, width))
        if (width := wide.get(column.name)) is not None
        else column
        for column in columns
    ]


def _tall_enough(name: str, rows: Sequence[Mapping[str, Any]]) -> float:
    """Return the least width at which no text of column ``name`` is too high for its row."""
    text = max((str(row.get(name) or "") for row in rows), key=len, default="")
    width = 24.0
    while width < WIDEST and text_height(text, width, SIZE) > MOST_ESTIMATED:
        width += 1
    return width


class SheetRows:
    """Collects the rows of one sheet; ``below`` is what is written."""

    def __init__(self, name: str, columns: Sequence[Column], palette: Palette, first: int) -> None:
        """Set up for the sheet ``name``, whose first row of data is ``first``."""
        self._columns, self._palette, self._tasks = columns, palette, name == "任务"
        self._plan = [(c.name, _look(c), _room(c.width), c.width) for c in columns]
        self._marks: dict[str, tuple[str, str]] = {}
        self.below = RowsBelow(name, first, self._marks)

    def add(self, row: Mapping[str, Any]) -> None:
        """Add one row: column name -> value."""
        cells: list[tuple[str, Any]] = []
        height = LEAST_HEIGHT
        shades = _shades(row) if self._tasks else {}
        for name, look, room, width in self._plan:
            value = row.get(name)
            cells.append((self._style(look, shades.get(name, "")), value))
            if isinstance(value, str) and (len(value) > room or "\n" in value) and name != "key":
                height = max(height, text_height(value, width, SIZE))
        self.below.add(Line(min(MOST_HEIGHT, height), False, cells))

    def leave(self, count: int) -> None:
        """Leave rows for the further parts of a split task, keyed by the number typed there."""
        cells: list[tuple[str, Any]] = []
        for column in self._columns:
            open_ = column.editable or column.name == "code"
            look = "locked" if not open_ else "edit"
            look = _look(column) if column.name in ("due_on", "wording") else look
            shade = DERIVED_FILL if column.name in DERIVED else ""
            cells.append((self._style(look, shade), None))
        for _ in range(count):
            self.below.add(Line(LEAST_HEIGHT, True, cells))

    def _style(self, look: str, shade: str) -> str:
        """Return the name of a style, entered into the workbook when first used."""
        name = f"{look} {shade}"
        if name not in self._marks:
            self._marks[name] = self._palette.marks(look, shade)
        return name


def _look(column: Column) -> str:
    if column.name == "due_on":
        return "date"
    if column.name == "wording":
        return "edit_long"
    return ("edit" if column.editable else "locked") + (
        "_centred" if column.name in CENTRED else ""
    )


def _room(width: float) -> int:
    """Return how many full-width characters surely fit on one line."""
    return math.floor((width * UNIT_POINTS - PADDING_POINTS) / SIZE)


def _shades(row: Mapping[str, Any]) -> dict[str, str]:
    """Return column -> fill: the weakest basis of a field, and the doubts."""
    fills = {"doubts": DOUBTFUL if row.get("doubts") else ""}
    by_basis = {name: _fill(str(row.get(name) or "")) for name in BASES}
    return fills | {column: by_basis[basis] for column, basis in SHADED.items()}


def _fill(words: str) -> str:
    if words in BASIS_FILLS:
        return BASIS_FILLS[words]
    weakest = [name for name in BASIS_FILLS if name in words.split("、")]
    return BASIS_FILLS[weakest[-1]] if weakest else ""
