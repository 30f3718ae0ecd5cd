"""Write a unit's form as a protected workbook: a cover that says what to do, and the rows owed.

Three places carry the identity (a hidden sheet, a document property, a number in print), because
forms come back renamed, saved by other programs, or copied into a new workbook.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from taskboard.collection.build import due_line
from taskboard.collection.form import (
    CHANGES,
    COLUMNS,
    COUNTS,
    COVER_SHEET,
    FILL_SHEET,
    IDENTITY_SHEET,
    LOCKED,
    PERSONS,
    Column,
    Form,
    FormRow,
)
from taskboard.collection.form_look import (
    BLANKS,
    COVER_WIDTHS,
    HEADER_ROW,
    LAST_ROW,
    NUMBER,
    RECORD,
    UNIT,
    cell_looks,
    empty_form,
    look_of,
)
from taskboard.office.measure import text_height
from taskboard.office.xlsx import save_bytes
from taskboard.office.xlsx_press import Line, Press
from taskboard.words import word

if TYPE_CHECKING:
    from pathlib import Path

HIGHEST = 409.0  # no row of a spreadsheet is higher
# columns above which the label and the cell of each person stand
PLACES = {"reporter": ("task", "due"), "phone": ("change", "text"), "signer": ("problems", "needs")}


class FormWriter:
    """Writes the forms of a round; what is the same in all of them is made once."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        """Set up; ``names`` are the office's own words for statuses."""
        self._names = names
        self._presses: dict[tuple[str, ...], Press] = {}

    def form_bytes(self, form: Form) -> bytes:
        """Return the file of ``form``; the same form gives the same bytes."""
        columns = _columns(form)
        layout = tuple(column.key for column in columns)
        if layout not in self._presses:
            self._presses[layout] = Press(
                empty_form(columns, self._names), cell_looks(), title=f"{UNIT}进展填报表",
                blanks=BLANKS,
            )  # fmt: skip
        record = _identity(form)
        sheets = {
            COVER_SHEET: _cover(form, self._names),
            FILL_SHEET: _fill_sheet(form, columns),
            IDENTITY_SHEET: [Line(15, False, [("plain", record)])],
        }
        last = str(HEADER_ROW + len(form.rows))
        words = {NUMBER: form.id, UNIT: form.unit, RECORD: record, LAST_ROW: last}
        return self._presses[layout].print(sheets, words)

    def write(self, form: Form, folder: Path) -> Path:
        """Write ``form`` into ``folder`` and return the file."""
        path = folder / form.file
        save_bytes(self.form_bytes(form), path)
        return path


def instructions(form: Form, names: Mapping[str, str] | None = None) -> tuple[str, str, str]:
    """Return the three lines of the cover: what to do, what else, by when."""
    say = {code: word("change", code, names) for code in CHANGES}
    return (
        f"1. 只填“{FILL_SHEET}”表的浅黄色格。没有变化的，“本期情况”选“{say['unchanged']}”"
        "即可，其余不用动。",
        f"2. 有变化的，选“{say['progress']}”“{say['done']}”等，在原文字上改，数字据实填写；选"
        f"“{say['extend']}”的，写明原因和拟延期至的日期。",
        f"3. 请于{due_line(form)}将本表发回{form.office}。行列请勿增删，文件名可以改。",
    )


def _cover(form: Form, names: Mapping[str, str] | None) -> list[Line]:
    facts = (
        ("填报单位", form.unit, "表　　号", form.id),
        ("调度期次", form.period, "应报事项", f"{form.tasks} 项"),
        ("报送时限", due_line(form), "报　　送", form.office),
    )
    lines = [Line(54, True, [("title", "重点工作进展填报表")])]
    for values in facts:
        cells = [("label" if at % 2 == 0 else "fact", text) for at, text in enumerate(values)]
        texts = ((values[1], COVER_WIDTHS[1] - 2, 13.0), (values[3], COVER_WIDTHS[3] - 2, 13.0))
        lines.append(Line(_height(texts, 34), True, cells))
    lines += [Line(15, False, []), Line(36, True, [("how", "怎么填")])]
    for style, text in zip(("line", "line", "due"), instructions(form, names), strict=True):
        lines.append(Line(_height([(text, 90.0, 15.0)], 30), True, [(style, text)]))
    return lines


def _columns(form: Form) -> list[Column]:
    """Return the columns this form needs: no counts or targets where nobody has any."""
    asked = {name for row in form.rows for name in row.asks}
    unused = {*COUNTS, "actual", "percent"} - asked
    if not any(row.locked["target"] for row in form.rows):
        unused.add("target")
    return [column for column in COLUMNS if column.key not in unused]


def _fill_sheet(form: Form, columns: list[Column]) -> list[Line]:
    facts = f"填报单位：{form.unit}　　报送时限：{due_line(form)}　　表号：{form.id}"
    headers = [(column.header, column.width, 12.0) for column in columns[1:]]
    looks = {
        (column.key, asked): look_of(column, asked) for column in columns for asked in (True, False)
    }
    lines = [
        Line(40, True, [None, ("sheet", f"{form.period}重点工作进展填报表")]),
        Line(26, True, [None, ("facts", facts)]),
        Line(28, True, _people(form, columns)),
        Line(_height(headers, 38), False, [("header", column.header) for column in columns]),
    ]
    for row in form.rows:
        asked = set(row.asks)
        values = [_value(row, column) for column in columns]
        texts = [
            (value, column.width, 11.0)
            for value, column in zip(values, columns, strict=True)
            if isinstance(value, str) and column.kind != "key"
        ]
        cells = [
            (looks[column.key, column.key in asked], value)
            for value, column in zip(values, columns, strict=True)
        ]
        lines.append(Line(_height(texts, 48), False, cells))
    return lines


def _people(form: Form, columns: list[Column]) -> list[tuple[str, Any] | None]:
    """Return the line of people above the table."""
    said: dict[str, tuple[str, Any]] = {}
    for name, (label, entry) in PLACES.items():
        said[label] = ("who", f"{PERSONS[name]}：")
        said[entry] = ("person", form.persons.get(name))
    return [said.get(column.key) for column in columns]


def _height(texts: Any, least: float) -> float:
    """Return the height of a row: that of its highest text, given as (text, width, font size)."""
    return min(HIGHEST, max([least, *(text_height(*item) for item in texts)]))


def _value(row: FormRow, column: Column) -> Any:
    if column.kind == "key":
        return row.key
    if column.key in LOCKED:
        return row.locked[column.key]
    return row.prefill.get(column.key) if column.key in row.asks else None


def _identity(form: Form) -> str:
    """Return the form's identity as the hidden sheet and the document property hold it."""
    record = {
        "schema": "taskboard.form/1", "ledger": form.ledger, "form": form.id,
        "round": form.round, "unit": form.unit, "checksum": form.checksum,
    }  # fmt: skip
    return json.dumps(record, ensure_ascii=False)
