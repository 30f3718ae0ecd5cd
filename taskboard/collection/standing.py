"""The ledger's side of the comparison: forms that went out, and where each assignment stands."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from taskboard.collection.form import FormRow, row_from_json
from taskboard.collection.values import day_of, figure

Record = Mapping[str, Any]
WORDS = ("problems", "needs", "next_step")
PERCENT = ("%", "％")


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """A form as it was sent out.

    Attributes:
        id: Its number.
        round: Number of its round.
        unit: Whose it is.
        due_on: Last day in time.
        closed: Whether its round is closed.
        issued_seq: Seq of the event that sent it out.
        rows: Key -> row.
        received: Hashes of the files already taken for it.
        row_count: How many assignments it asks about.
    """

    id: str
    round: str
    unit: str
    due_on: dt.date | None
    closed: bool
    issued_seq: int
    rows: dict[str, FormRow]
    received: frozenset[str]

    @property
    def assignments(self) -> tuple[str, ...]:
        """Keys of the assignments it asks about, in order."""
        return tuple(dict.fromkeys(row.assignment for row in self.rows.values()))


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ledger says of one assignment now.

    Attributes:
        kind: once, recurring, triggered, ongoing.
        handling: State on the axis 办理.
        values: Column key -> value now; ``actuals`` holds the targets' values by index.
        version: Its version, the optimistic lock.
        seq: Seq of its last update, 0 when there is none.
        form: Form that update came with.
        text: Words of that update, to tell 进展雷同.
        earlier: Words of the last update that came with another form than that.
        due_on: Effective due day.
        requests: Types of its undecided requests.
        measures: Target index -> unit of measure.
        rates: Indices of the targets of 2 % and more: a value up to 1 may be a share of them.
    """

    kind: str
    handling: str
    values: dict[str, Any]
    version: int
    seq: int = 0
    form: str = ""
    text: str = ""
    earlier: str = ""
    due_on: dt.date | None = None
    requests: frozenset[str] = frozenset()
    measures: dict[str, str] = field(default_factory=dict)
    rates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LedgerView:
    """All that judging a folder of forms needs to know."""

    identity: str
    as_of: dt.date
    forms: dict[str, IssuedForm]
    standings: dict[str, Standing]


def issued_form(form_id: str, record: Record, closed: bool) -> IssuedForm:
    """Return the form that a row of the frame ``forms`` describes."""
    rows = [row_from_json(row) for row in record["rows"]]
    return IssuedForm(
        form_id, record["round"], record["unit"], day_of(record["due_on"]), closed,
        int(record["issued_seq"]), {row.key: row for row in rows},
        frozenset(record["received_sha256"]),
    )  # fmt: skip


def standing(
    record: Record, updates: Iterable[tuple[int, Record]], task: Record, requests: Iterable[str]
) -> Standing:
    """Return where an assignment stands.

    Args:
        record: Its row of the frame ``assignments``.
        updates: (seq, row) of its updates that count, oldest first.
        task: Its task's row of the frame ``tasks``.
        requests: Types of its undecided requests.
    """
    values = {"change": record["change"], **last_said(record)}
    history = list(updates)
    seq, last = history[-1] if history else (0, {})
    form = str(last.get("form") or "")
    values["evidence"] = str(last.get("evidence") or "")
    before = [row for _, row in history[:-1] if not form or row["form"] != form]
    measures = {str(n): str(target.get("unit") or "") for n, target in enumerate(task["targets"])}
    rates = frozenset(str(n) for n, target in enumerate(task["targets"]) if is_rate(target))
    return Standing(
        record["kind"], record["handling"], values, int(record["version"]), seq, form,
        str(last.get("text") or ""), str(before[-1]["text"]) if before else "",
        day_of(record["due_on"]), frozenset(requests), measures, rates,
    )  # fmt: skip


def is_rate(target: Record) -> bool:
    """Whether a target is one of 2 % and more: a value up to 1 may be a share of it."""
    return target.get("unit") in PERCENT and (target.get("value") or 0) >= 2


def last_said(record: Record) -> dict[str, Any]:
    """Return column key -> value last reported, from a row of the frame ``assignments``."""
    counts = record["counts"] or {}
    percent = record["percent"]
    return {
        "text": record["progress"],
        "percent": None if percent is None or math.isnan(percent) else figure(percent),
        "actuals": dict(record["actuals"] or {}),
        "count_due": counts.get("due"), "count_on_time": counts.get("on_time"),
        "count_late": counts.get("late"), **{name: record[name] for name in WORDS},
    }  # fmt: skip
