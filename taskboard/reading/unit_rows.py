"""Read one row of a unit directory into a unit, or say which cell cannot be understood."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from taskboard.model import Finding, Unit
from taskboard.spelling import membership, tidy

_MANY = re.compile("[、，,；;\n/]+")
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))")


def place_of(file: str, sheet: str, row: int, column: int | None) -> str:
    """Return where a cell stands, in words; row and column count from 0."""
    from openpyxl.utils import get_column_letter

    where = f"{file} 表“{sheet}”" if sheet else file
    at = f" {get_column_letter(column + 1)} 列" if column is not None else ""
    return f"{where} 第 {row + 1} 行{at}"


@dataclass(slots=True)
class Row:
    """One row being read; what it cannot understand goes to ``findings``."""

    file: str
    sheet: str
    row: int
    cells: Mapping[int, str]
    best: Mapping[str, int]
    columns: Mapping[int, str]
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, name: str, message: str) -> None:
        """Note why this row is not taken."""
        place = place_of(self.file, self.sheet, self.row, self.best.get(name))
        self.findings.append(Finding("unit-row-refused", "error", message, place=place))

    def text(self, name: str) -> str:
        """Return the words of a field, ``""`` when the column is not there."""
        column = self.best.get(name)
        return "" if column is None else self.cells.get(column, "").strip()

    def unit(self, position: int) -> Unit | None:
        """Return the unit of this row; None when it has no name."""
        name = tidy(self.text("name"))
        if not name:
            self.refuse("name", "没有单位全称；请补上，或删去这一行。")
            return None
        if len(name) > 60:
            self.refuse("name", "单位全称超过 60 字；请核对是否填错了栏。")
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and first > last:
            self.refuse("valid_to", "停用日期早于启用日期；请更正。")
        contacts = [c for c, n in self.columns.items() if n == "contact"]
        return Unit(
            name=name,
            short_names=tuple(s for s in map(tidy, self.many("short_names")) if s != name),
            kind=self.text("kind") or "部门",
            parent=tidy(self.text("parent")) or None,
            groups=self.groups(),
            order=self.number("order", position),
            valid_from=first,
            valid_to=last,
            successor=tidy(self.text("successor")) or None,
            keywords=self.many("keywords"),
            contact=" ".join(t for c in contacts if (t := self.cells.get(c, "").strip())),
        )

    def many(self, name: str) -> tuple[str, ...]:
        """Return the words of a cell that holds several."""
        words = (word.strip() for word in _MANY.split(self.text(name)))
        return tuple(dict.fromkeys(word for word in words if word))

    def groups(self) -> tuple[str, ...]:
        """Return the classes; a comma inside brackets belongs to one: 各县（市、区）人民政府."""
        text = self.text("groups")
        parts = re.split(r"[、，,；;\n]+(?![^（(\[]*[）)\]])", text)
        for part in parts:
            try:
                membership(part)
            except ValueError:
                self.refuse(
                    "groups",
                    f"分组“{part}”的日期读不懂；请写成 市政府各部门[2021-01-01..2023-06-30]。",
                )
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def day(self, name: str) -> dt.date | None:
        """Return a date cell; None when it is blank or not understood."""
        text = re.sub(r"\s+|00:00(?::00)?$", "", self.text(name))
        if not text:
            return None
        match = _DAY.fullmatch(text)
        try:
            if match:
                year, month, day, month2, day2 = match.groups()
                return dt.date(int(year), int(month or month2), int(day or day2))
        except ValueError:
            pass
        self.refuse(name, f"“{text}”不是日期；请写成 2024-03-01。")
        return None

    def number(self, name: str, otherwise: int) -> int:
        """Return a whole number, ``otherwise`` when the cell is blank."""
        text = self.text(name)
        if not text:
            return otherwise
        if re.fullmatch(r"\d{1,6}(?:\.0+)?", text):
            return int(float(text))
        self.refuse(name, f"“{text}”不是序号；请填整数。")
        return otherwise
