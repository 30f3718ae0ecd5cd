"""The unit form (填报表): what one unit is asked in one round, before it is a spreadsheet.

A form is recorded whole in its ``form-issued`` event, so the file can be written again at any
time and a returned copy is judged against the record, never against what the file claims.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

CHANGES = ("progress", "unchanged", "none", "done", "extend")
IDENTITY_SHEET = "_taskboard"
IDENTITY_PROPERTY = "taskboard.form"
COVER_SHEET, FILL_SHEET = "填报说明", "进展填报"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the sheet 进展填报.

    Attributes:
        key: Name in the program.
        header: Printed name, by which a returned column is found again.
        width: In spreadsheet units.
        kind: ``key``, ``locked``, or what is filled in: ``choice``, ``text``, ``percent``,
            ``number``, ``count``, ``date``.
    """

    key: str
    header: str
    width: float
    kind: str

    @property
    def name(self) -> str:
        """The header on one line."""
        return self.header.replace("\n", "")


COLUMNS = (
    Column("key", "行标识", 4, "key"),
    Column("code", "编号", 15, "locked"),
    Column("task", "工作任务", 31, "locked"),
    Column("due", "完成时限", 15, "locked"),
    Column("target", "量化指标", 13, "locked"),
    Column("change", "本期情况", 8.5, "choice"),
    Column("text", "进展情况", 34, "text"),
    Column("percent", "完成比例\n（%）", 9, "percent"),
    Column("actual", "指标\n实际值", 8, "number"),
    Column("count_due", "应办\n件数", 6, "count"),
    Column("count_on_time", "按时\n件数", 6, "count"),
    Column("count_late", "超时\n件数", 6, "count"),
    Column("problems", "存在问题", 17, "text"),
    Column("needs", "需协调事项", 14, "text"),
    Column("next_step", "下步安排", 19, "text"),
    Column("evidence", "佐证材料", 12, "text"),
    Column("extend_to", "拟延期至", 11.5, "date"),
)
BY_KEY = {column.key: column for column in COLUMNS}
NAMES = {column.key: column.name for column in COLUMNS}
LOCKED = ("code", "task", "due", "target")
COUNTS = ("count_due", "count_on_time", "count_late")
WORDS = ("text", "problems", "needs", "next_step", "evidence")
PERSONS = {"reporter": "填报人", "phone": "联系电话", "signer": "审签人"}
MAX_CELLS = 10  # a row never asks for more than this


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row asked for.

    Attributes:
        key: ``assignment#0`` for its main row, ``assignment#1`` for a second target …
        assignment: Key of the assignment.
        target: Index of the target whose actual value this row takes, "" for none.
        locked: Printed words of the locked columns.
        asks: Keys of the columns open in this row, at most `MAX_CELLS`.
        prefill: What stands in them when the form goes out: last words and figures.
        version: Version of the assignment when the form was made.
    """

    key: str
    assignment: str
    target: str
    locked: dict[str, str]
    asks: tuple[str, ...]
    prefill: dict[str, Any] = field(default_factory=dict)
    version: int = 0

    @property
    def main(self) -> bool:
        """Whether this is the assignment's own row, not that of a further target."""
        return self.key.endswith("#0")


@dataclass(frozen=True, slots=True)
class Form:
    """What one unit is asked in one round.

    Attributes:
        id: Printed number, ``2023-W31-03-1``: round, order of the unit, issue.
        ledger: Identity of the ledger it comes from.
        round: Number of the round.
        unit: Full name.
        period: The round in words, ``2023年第31周（7月31日—8月6日）``.
        due_on: Last day that is in time.
        office: Whom to send it back to.
        rows: The rows owed.
        persons: Prefilled ``reporter`` and ``phone``.
    """

    id: str
    ledger: str
    round: str
    unit: str
    period: str
    due_on: dt.date
    office: str
    rows: tuple[FormRow, ...]
    persons: dict[str, str] = field(default_factory=dict)

    @property
    def tasks(self) -> int:
        """How many assignments it asks about."""
        return sum(row.main for row in self.rows)

    @property
    def cells(self) -> int:
        """How many cells it opens, the number by which asking is measured."""
        return sum(len(row.asks) for row in self.rows)

    @property
    def checksum(self) -> str:
        """Hash over all that the form prints locked."""
        rows = [[row.key, [row.locked[name] for name in LOCKED], row.asks] for row in self.rows]
        locked = [self.id, self.ledger, self.round, self.unit, self.due_on.isoformat(), rows]
        text = json.dumps(locked, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def file(self) -> str:
        """File name: safe on every system, sorted as the units are, telling issues apart."""
        order, _, issue = self.id.removeprefix(f"{self.round}-").partition("-")
        again = "" if issue == "1" else f"（第{issue}次）"
        return f"{order}_{_file_safe(self.unit)}_{self.round}填报表{again}.xlsx"

    def to_json(self) -> dict[str, Any]:
        """Return the record of the ``form-issued`` event."""
        return {
            "round": self.round, "unit": self.unit, "period": self.period,
            "due_on": self.due_on.isoformat(), "office": self.office, "file": self.file,
            "checksum": self.checksum, "persons": self.persons,
            "rows": [
                {
                    "key": row.key, "assignment": row.assignment, "target": row.target,
                    "locked": row.locked, "asks": list(row.asks), "prefill": row.prefill,
                    "version": row.version,
                }
                for row in self.rows
            ],
        }  # fmt: skip


def next_id(form: str, given: Iterable[str]) -> str:
    """Return the number of a form in the place of ``form``, later than any ``given`` there."""
    place = form.rpartition("-")[0]
    issues = [int(key.rpartition("-")[2]) for key in given if key.rpartition("-")[0] == place]
    return f"{place}-{max(issues, default=0) + 1}"


def replaces(form: str, earlier: str) -> bool:
    """Whether ``form`` is ``earlier`` itself, or was issued anew in its place."""
    place, _, issue = form.rpartition("-")
    before, _, number = earlier.rpartition("-")
    return place == before and number.isdigit() and int(issue) >= int(number)


def row_from_json(record: Mapping[str, Any]) -> FormRow:
    """Return the row that one entry of ``rows`` describes."""
    return FormRow(
        record["key"], record["assignment"], record["target"], dict(record["locked"]),
        tuple(record["asks"]), dict(record["prefill"]), int(record["version"]),
    )  # fmt: skip


def _file_safe(name: str) -> str:
    """Return ``name`` without the characters that Windows forbids in file names."""
    return "".join("_" if char in '\\/:*?"<>|' or char < " " else char for char in name)[:60]


def form_from_json(form_id: str, ledger: str, record: Mapping[str, Any]) -> Form:
    """Return the form that a ``form-issued`` event recorded."""
    return Form(
        form_id, ledger, record["round"], record["unit"], record["period"],
        dt.date.fromisoformat(record["due_on"]), record["office"],
        tuple(row_from_json(row) for row in record["rows"]), dict(record["persons"]),
    )  # fmt: skip
