"""Who reported in a round, who was late, who was silent: 报送率, 及时率 and 雷同率.

报送率 = 已报 ÷ 应报 · 及时率 = 期限内已报 ÷ 应报 · 雷同率 = 与上次雷同的报送 ÷ 可比报送.

The unit of counting is one ask: one assignment that owes one report in one round. A report
counts for the round it names, by the first word that came; corrections change nothing here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from taskboard.periods import is_late
from taskboard.reports.figures import Figure, Figures, count, parts_add_up
from taskboard.reports.scope import rows_of

if TYPE_CHECKING:
    import pandas as pd

    Parts = Iterable[tuple[Sequence[str], pd.DataFrame]]

ALIKE = 0.95  # two reports this similar say the same
COMPARED = 1500  # characters looked at, since comparing takes their square


def asks(rounds: pd.DataFrame, updates: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    """Return one row per ask of every round.

    Returns:
        Index ``round/assignment`` (str); round, assignment, task, unit (str), due_on and
        reported_on (datetime64, NaT = not reported), state (str): reported, reported_late or
        unreported.
    """
    import pandas as pd

    first = updates.sort_values("effective_on", kind="stable").drop_duplicates(
        ["round", "assignment"]
    )
    came = {
        (str(number), str(key)): day
        for number, key, day in zip(
            first["round"], first["assignment"], first["effective_on"], strict=True
        )
    }
    units = assignments["unit"].to_dict()
    rows = []
    for number, due_on, owed in zip(rounds.index, rounds["due_on"], rounds["asks"], strict=True):
        for key in owed:
            day = came.get((str(number), key), pd.NaT)
            state = "unreported" if pd.isna(day) else "reported"
            if state == "reported" and is_late(due_on, day):
                state = "reported_late"
            task, _, unit = str(key).rpartition("@")
            rows.append((number, key, task, units.get(key, unit), due_on, day, state))
    columns = ["round", "assignment", "task", "unit", "due_on", "reported_on", "state"]
    frame = pd.DataFrame(rows, columns=columns)
    frame.index = pd.Index([f"{row[0]}/{row[1]}" for row in rows], dtype="str")
    frame.attrs["table"] = "asks"
    return frame


def reporting(owed: pd.DataFrame) -> Figures:
    """Return 应报, 已报, 按时报, 迟报 and 未报 of the asks given."""
    owed.attrs["table"] = "asks"
    all_ = count(owed, "asked", "应报", "", "本期应报的承办事项")
    reported = count(owed, "reported", "已报", "state != 'unreported'", "本期已报", all_)
    in_time = count(owed, "in_time", "按时报", "state == 'reported'", "在报送时限内已报", all_)
    late = count(owed, "reported_late", "迟报", "state == 'reported_late'", "超过时限后报", all_)
    missing = count(owed, "unreported", "未报", "state == 'unreported'", "至今没有报", all_)
    findings = parts_add_up(all_, [in_time, late, missing])
    return Figures((all_, reported, in_time, late, missing), findings)


def by_unit(owed: pd.DataFrame) -> list[dict[str, object]]:
    """Return per unit, in order of first appearance: asked, reported, in_time, late, missing."""
    table: dict[str, dict[str, object]] = {}
    for unit, state in zip(owed["unit"], owed["state"], strict=True):
        empty = {"asked": 0, "reported": 0, "in_time": 0, "late": 0, "missing": 0}
        row = table.setdefault(str(unit), {"name": str(unit), **empty})
        hits = {
            "reported": ("reported", "in_time"),
            "reported_late": ("reported", "late"),
            "unreported": ("missing",),
        }[str(state)]
        for name in ("asked", *hits):
            row[name] = int(str(row[name])) + 1
    return list(table.values())


def silent_units(owed: pd.DataFrame) -> list[dict[str, object]]:
    """Return the units with reports missing, those that owe the most first."""
    missing = [row for row in by_unit(owed) if row["missing"]]
    return sorted(missing, key=lambda row: -int(str(row["missing"])))


def alike(before: str, now: str) -> bool:
    """Say whether two reports are the same but for blanks, marks and a few characters."""
    first, second = (re.sub(r"[\W_]+", "", text) for text in (before, now))
    if not first or not second:
        return False
    if first == second:
        return True
    if 2 * min(len(first), len(second)) < ALIKE * (len(first) + len(second)):
        return False  # more than one part in twenty was added or taken out
    matcher = SequenceMatcher(None, first[:COMPARED], second[:COMPARED], autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


@dataclass(frozen=True, slots=True)
class Repeat:
    """One report beside the one before it of the same assignment."""

    seq: int
    round: str
    assignment: str
    day: dt.date
    same: bool


def repeats(parts: Parts, number: str | None = None) -> list[Repeat]:
    """Return every report (of round ``number``) with one before it, and whether they are alike.

    Only reports that claim progress count; 无变化 is an honest answer. ``parts`` are those of
    `taskboard.ledger.state.State.updates_by_part`.
    """
    found = [one for _, part in parts for one in _repeats(part, number)]
    return sorted(found, key=lambda one: (one.day, one.seq))


def _repeats(updates: pd.DataFrame, number: str | None) -> Iterator[Repeat]:
    kept = updates[~updates["superseded"] & updates["change"].isin(["progress", "done"])]
    ordered = kept.sort_values("effective_on", kind="stable")
    last: dict[str, str] = {}
    for row in rows_of(ordered[["round", "assignment", "text", "effective_on"]]):
        key, text = str(row.assignment), str(row.text)
        if key in last and number in (None, row.round):
            day = row.effective_on.date()
            yield Repeat(int(row.Index), str(row.round), key, day, alike(last[key], text))
        last[key] = text


def repeated(parts: Parts, number: str) -> Figures:
    """Return the reports of a round that repeat the one before (雷同率)."""
    compared = repeats(parts, number)
    comparable = [one.assignment for one in compared]
    same = [one.assignment for one in compared if one.same]
    base = Figure(
        "comparable", "可比报送", len(comparable), "updates", f"round == '{number}'",
        "本期称有进展、上次也报过的事项", tuple(comparable),
    )  # fmt: skip
    figure = Figure(
        "repeated", "雷同", len(same), "updates", f"round == '{number}'",
        f"与上次报送文字相似度不低于 {ALIKE:.0%}", tuple(same), "comparable", len(comparable),
    )  # fmt: skip
    return Figures((base, figure))
