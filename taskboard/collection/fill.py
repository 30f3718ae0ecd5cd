"""Read what a unit filled in for one assignment: its main row and the rows of further targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from taskboard.collection.form import BY_KEY, CHANGES, LOCKED, FormRow
from taskboard.collection.returned import Refusal, Returned, ReturnedRow
from taskboard.collection.standing import Standing
from taskboard.collection.values import (
    alike,
    plain,
    read_choice,
    read_count,
    read_day,
    read_number,
    read_percent,
    read_rate,
    same_words,
)
from taskboard.words import word

DECISIVE = ("text", "percent", "count_due", "count_on_time", "count_late")


@dataclass(slots=True)
class Filled:
    """What stands in an assignment's open cells.

    Attributes:
        values: Column key -> value, prefilled or typed; unreadable cells keep the prefilled one.
        actuals: Target index -> value.
        typed: Column key (``actual:1`` for targets) -> value, only what differs from the form.
        refusals: Cells that were not taken.
        blocked: Reason why the assignment cannot be taken at all, "" when it can.
        places: Column key -> place in the file.
        place: Place of the main row.
    """

    values: dict[str, Any] = field(default_factory=dict)
    actuals: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    blocked: str = ""
    places: dict[str, str] = field(default_factory=dict)
    place: str = ""


class Reader:
    """Reads the rows of one returned file against the form as it was sent."""

    def __init__(self, returned: Returned, names: Mapping[str, str] | None = None) -> None:
        self._returned = returned
        self._columns = returned.columns
        self._choices = {code: word("change", code, names) for code in CHANGES}
        self._read: dict[tuple[str, str, Any, type], tuple[Any, str]] = {}

    def read(self, pairs: Sequence[tuple[FormRow, ReturnedRow]], standing: Standing) -> Filled:
        """Return what ``pairs`` (issued row, returned row) of one assignment say."""
        filled = Filled()
        for issued, row in pairs:
            self._row(filled, issued, row, standing)
        return filled

    def refusal(self, row: ReturnedRow, key: str, reason: str, code: str) -> Refusal:
        """Return a refusal of the cell ``key`` of ``row``."""
        column = self._returned.column(row.sheet, key)
        return Refusal(self._returned.file, row.sheet, row.row, column, reason, code)

    def _row(self, filled: Filled, issued: FormRow, row: ReturnedRow, standing: Standing) -> None:
        if issued.main:
            filled.place = f"“{row.sheet}”表 第 {row.row} 行"
        self._start(filled, issued)
        sent = {**issued.locked, **issued.prefill}
        for key, value in zip(row.names, row.values, strict=True):
            if value == sent.get(key, ""):
                continue
            if key in issued.asks:
                self._cell(filled, issued, row, key, value, standing)
            elif key in LOCKED:
                self._locked(filled, issued, row, key)
            elif plain(value) not in ("", "-", "—", "/"):
                reason = f"此格不用填（灰色），“{plain(value)[:20]}”未采用"
                filled.refusals.append(self.refusal(row, key, reason, "not-asked"))
        if row.merged and (joined := [key for key in issued.asks if key in row.merged]):
            cells = row.cells
            words = "”“".join(text for key in joined if (text := plain(cells.get(key))[:20]))
            said = f"（“{words}”）" if words else ""
            reason = f"填报格与别的格合并在一起，分不清各填什么{said}；请取消合并，分别填写"
            filled.refusals.append(self.refusal(row, joined[0], reason, "merged"))
            filled.blocked = filled.blocked or reason

    @staticmethod
    def _start(filled: Filled, issued: FormRow) -> None:
        """Take the cells as they were sent; what differs is read on top."""
        sent = {**dict.fromkeys(issued.asks), **issued.prefill}
        actual = sent.pop("actual", None)
        if actual is not None:
            filled.actuals[issued.target] = actual
        filled.values |= sent

    def _locked(self, filled: Filled, issued: FormRow, row: ReturnedRow, key: str) -> None:
        """Refuse a locked cell that was edited; a wrong code blocks the whole row."""
        if alike(row.cells[key], issued.locked[key]):
            return
        if key == "code":
            reason = (
                f"编号被改为“{plain(row.cells[key])}”，与行标识（{issued.locked[key]}）对不上，"
                "整行未采用；请在原表上重填"
            )
            filled.refusals.append(self.refusal(row, key, reason, "key-edited"))
            filled.blocked = filled.blocked or reason
            return
        was = " ".join(issued.locked[key].split())[:30]
        reason = f"锁定内容被改动，改动未采用（发出时为“{was}”）；要调整请另行申请"
        filled.refusals.append(self.refusal(row, key, reason, "locked-edited"))

    def _cell(
        self, filled: Filled, issued: FormRow, row: ReturnedRow, key: str, raw: Any,
        standing: Standing,
    ) -> None:  # fmt: skip
        before = issued.prefill.get(key)
        kind = "rate" if key == "actual" and issued.target in standing.rates else BY_KEY[key].kind
        reason = ""
        if kind == "text":
            value: Any = plain(raw)
            if same_words(value, before or ""):
                return
        else:
            value, reason = self._answer(kind, raw, standing.measures.get(issued.target, ""))
            if value == before if not reason else alike(raw, before):
                return
        name = f"actual:{issued.target}" if key == "actual" else key
        filled.places[name] = f"第 {row.row} 行 {self._columns[row.sheet, key]}"
        if reason:
            filled.refusals.append(self.refusal(row, key, reason, f"bad-{key}"))
            if key in ("change", "extend_to"):
                filled.blocked = filled.blocked or reason
            return
        filled.typed[name] = value
        if key != "actual":
            filled.values[key] = value
        elif value is None:
            filled.actuals.pop(issued.target, None)
        else:
            filled.actuals[issued.target] = value

    def _answer(self, kind: str, raw: Any, measure: str) -> tuple[Any, str]:
        """Return the value of a cell that is no text, or why it is not taken."""
        again = (kind, measure, raw, type(raw))  # the same few answers stand in many rows
        answer = self._read.get(again)
        if answer is None:
            answer = self._read[again] = self._read_as(kind, raw, measure)
        return answer

    def _read_as(self, kind: str, raw: Any, measure: str) -> tuple[Any, str]:
        if kind == "choice":
            return read_choice(raw, self._choices)
        if kind == "percent":
            return read_percent(raw)
        if kind == "rate":
            return read_rate(raw)
        if kind == "number":
            return read_number(raw, measure)
        if kind == "count":
            return read_count(raw)
        day, reason = read_day(raw)
        return (day.isoformat() if isinstance(day, dt.date) else None), reason
