"""From the ledger's state to the forms of a round: only rows owed, pre-filled, nobody else's.

Plain dictionaries in (one per row of a state frame), `taskboard.collection.form.Form` out.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any

from taskboard.collection.form import COUNTS, MAX_CELLS, Form, FormRow
from taskboard.collection.values import day_of, figure

Record = Mapping[str, Any]


def build_form(
    form_id: str, *, ledger: str, round_number: str, period: str, unit: str, due_on: dt.date,
    office: str, asks: Iterable[str], assignments: Mapping[str, Record],
    tasks: Mapping[str, Record], persons: Mapping[str, str],
) -> Form:  # fmt: skip
    """Return the form that asks ``unit`` about the assignments ``asks``, in printed order.

    Args:
        form_id: Its printed number.
        ledger: Identity of the ledger.
        round_number: Number of the round.
        period: The round in words.
        unit: Full name; every ask must be its own.
        due_on: Last day in time.
        office: Whom to send it to.
        asks: Keys of the assignments owed.
        assignments: Key -> row of the frame ``assignments``.
        tasks: Key -> row of the frame ``tasks``.
        persons: Who filled in the last one.
    """
    rows: list[FormRow] = []
    for key in asks:
        assignment = assignments[key]
        if assignment["unit"] != unit:
            raise ValueError(f"{key} is not {unit}'s")
        rows += form_rows(key, assignment, tasks[assignment["task"]])
    return Form(
        form_id, ledger, round_number, unit, period, due_on, office, tuple(rows), dict(persons)
    )


def form_rows(key: str, assignment: Record, task: Record) -> list[FormRow]:
    """Return the main row of an assignment, and one more for each further target."""
    triggered = assignment["kind"] == "triggered"
    targets = [(str(n), t) for n, t in enumerate(task["targets"]) if t.get("value") is not None]
    inline = None if triggered or not targets else targets[0]
    asks = ["change", "text", *(COUNTS if triggered else ("percent",))]
    asks += ["actual"] if inline else []
    asks += ["problems", "needs", "next_step", "evidence", "extend_to"]
    assert len(asks) <= MAX_CELLS
    actuals = assignment["actuals"] or {}
    locked = {
        "code": assignment["task"], "task": task["wording"] or task["text"],
        "due": due_words(assignment, task), "target": inline[1]["text"] if inline else "",
    }  # fmt: skip
    main = FormRow(
        f"{key}#0", key, inline[0] if inline else "", locked, tuple(asks),
        _prefill(assignment, asks, actuals.get(inline[0]) if inline else None),
        int(assignment["version"]),
    )  # fmt: skip
    rows = [main]
    for order, (index, target) in enumerate(targets[1 if inline else 0 :], 1):
        words = {**locked, "task": "（同上，另一项指标）", "due": "", "target": target["text"]}
        filled = {"actual": actuals[index]} if index in actuals else {}
        rows.append(FormRow(f"{key}#{order}", key, index, words, ("actual",), filled, main.version))
    return rows


def due_words(assignment: Record, task: Record) -> str:
    """Return the time limit as the unit reads it; an extension shows both days.

    Work that goes on or comes back has the words printed of it: 每季度, 收到申请之日起20个工作日内.
    """
    if assignment["kind"] in ("recurring", "triggered", "ongoing"):
        said = dict.fromkeys(str(limit.get("text") or "") for limit in task["deadlines"] or ())
        return "；".join(filter(None, said)) or task["due_words"] or "长期坚持"
    due, original = day_of(assignment["due_on"]), day_of(assignment["due_original"])
    if due is None:
        return task["due_words"] or "本年度"
    text = chinese_day(due)
    if original and original != due:
        return f"{text}\n（原定{chinese_day(original)}）"
    return f"{text}\n（本年度）" if assignment["due_basis"] == "default" else text


def chinese_day(day: dt.date) -> str:
    """Return ``2023年9月30日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_weekday(day: dt.date) -> str:
    """Return ``星期五``."""
    return "星期" + "一二三四五六日"[day.weekday()]


def _prefill(assignment: Record, asks: list[str], actual: Any) -> dict[str, Any]:
    """Return the last words and figures of the cells that are open."""
    counts = assignment["counts"] or {}
    percent = assignment["percent"]
    known: dict[str, Any] = {
        "text": assignment["progress"], "problems": assignment["problems"],
        "needs": assignment["needs"], "next_step": assignment["next_step"],
        "percent": None if percent is None or math.isnan(percent) else figure(percent),
        "actual": actual, "count_due": counts.get("due"),
        "count_on_time": counts.get("on_time"), "count_late": counts.get("late"),
    }  # fmt: skip
    return {name: known[name] for name in asks if known.get(name) not in (None, "")}


def due_line(form: Form) -> str:
    """Return the due time as printed: day and weekday, end of office hours."""
    return f"{chinese_day(form.due_on)}（{chinese_weekday(form.due_on)}）下班前"
