"""Find tasks: by unit, file and axis, by their words, by a filter the office saved; and by lot."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from taskboard.errors import TaskboardError
from taskboard.ledger.handling import DONE
from taskboard.ledger.naming import one_of
from taskboard.ledger.state import State
from taskboard.reports.attending import LABELS, instructions_of, people_of
from taskboard.words import NAMES, code_of, word
from taskboard.workflows.workspace import Workspace, known_state

AXES = ("handling", "timeliness", "judgement", "verification", "decomposition")
GROUPS = {
    "unit": "单位", "section": "章节", "document": "文件", "handling": "办理",
    "timeliness": "时效", "judgement": "进度", "verification": "核查", "supervisor": "督办",
}  # fmt: skip
WORDS = (
    "task", "section_heading", "heading", "text", "wording", "note", "unit", "progress",
    "problems", "needs", "next_step", "instructions",
)  # fmt: skip


class SavedFilterError(TaskboardError):
    """``--saved`` names a filter that is not there, or one that cannot be used."""

    code = "filter-unknown"

    def __init__(self, name: str, why: str, why_en: str) -> None:
        super().__init__(
            f"筛选条件“{name}”{why}；请改 taskboard.toml 的 [filters]。",
            f"filter {name!r} {why_en}; see [filters] in taskboard.toml.",
        )


class NothingToDrawError(TaskboardError):
    """There is nothing a sample could be drawn from."""

    code = "nothing-to-draw"

    def __init__(self) -> None:
        super().__init__(
            "没有可供抽查的承办件（不另写条件时，从已办结、已销号、已归档的中抽取）。",
            "nothing to draw from; without options, what is completed or closed is drawn from.",
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """Which assignments are wanted; empty means any. Codes and Chinese words both do.

    Attributes:
        unit: Full or short name, or an end of it that one unit alone has.
        document: Serial of the document.
        supervisor: Who follows it, as `taskboard.workflows.people` holds it.
        find: Words that must all stand somewhere in the task or in what was last said of it.
        by: What the rows are grouped by, one of `GROUPS`.
        axes: Axis -> code or word.
    """

    unit: str = ""
    document: str = ""
    supervisor: str = ""
    find: str = ""
    by: str = ""
    axes: Mapping[str, str] = field(default_factory=dict)

    def or_else(self, saved: Filter) -> Filter:
        """Return this filter, what it leaves open taken from ``saved``."""
        own = {name: getattr(self, name) or getattr(saved, name)
               for name in ("unit", "document", "supervisor", "find", "by")}  # fmt: skip
        return Filter(**own, axes={**saved.axes, **self.axes})


def saved_filter(workspace: Workspace, name: str) -> Filter:
    """Return the filter ``name`` of the settings.

    Raises:
        SavedFilterError: If there is none, or it names what is no filter or no status.
    """
    table = workspace.settings.filters.get(name)
    if table is None:
        known = "、".join(workspace.settings.filters)
        why = f"不在设置中（{f'已有：{known}' if known else '还没有存过'}）"
        raise SavedFilterError(name, why, "is not in the settings")
    allowed = ("unit", "document", "supervisor", "find", "by", *AXES)
    for key, value in table.items():
        if key not in allowed:
            listed = "、".join(allowed)
            raise SavedFilterError(name, f"里的 {key} 不能用，可写：{listed}", f"has a bad {key}")
        if key == "by" and value not in GROUPS:
            raise SavedFilterError(name, f"里的 by 只能是 {'、'.join(GROUPS)}", "has a bad by")
        own = workspace.settings.names
        if key in AXES and f"{key}.{value}" not in NAMES and code_of(key, value, own) is None:
            raise SavedFilterError(name, f"里没有叫“{value}”的{key}", f"has no {key} {value!r}")
    axes = {axis: table[axis] for axis in AXES if axis in table}
    return Filter(**{key: value for key, value in table.items() if key not in AXES}, axes=axes)


def list_tasks(workspace: Workspace, wanted: Filter) -> list[dict[str, str]]:
    """Return one row per assignment in printed order, tasks without one included.

    With ``wanted.by`` the rows of one group stand together, groups in the order they first come
    in, units in the order of protocol.
    """
    state = known_state(workspace)
    own = workspace.settings.names
    joined = _joined(state)
    if wanted.unit:
        names = [str(name) for name in joined["unit"].unique() if name]
        unit = one_of(state.units, names, wanted.unit) or wanted.unit
        joined = joined[joined["unit"] == unit]
    if wanted.document:
        joined = joined[joined["document"] == wanted.document]
    for axis, value in wanted.axes.items():
        joined = joined[joined[axis] == (code_of(axis, value, own) or value)]
    if wanted.find.strip():
        joined = joined[_holds(state, joined, wanted.find)]
    people = people_of(state)
    rows = [_row(task, own, people.get(task["task"], {})) for task in joined.to_dict("records")]
    if wanted.supervisor:
        rows = [row for row in rows if row["督办"] == wanted.supervisor]
    if not wanted.by:
        return rows
    column = GROUPS[wanted.by]
    known = list(state.units.index) if wanted.by == "unit" else []
    places = dict.fromkeys([*known, *(row[column] for row in rows)])
    order = {name: place for place, name in enumerate(places)}
    return sorted(rows, key=lambda row: order[row[column]])


def _joined(state: State) -> pd.DataFrame:
    tasks = state.tasks.rename_axis("task").reset_index()
    columns = ["document", "task", "code", "section_heading", "heading", "text", "wording", "note",
               "decomposition", "due_on", "due_words"]  # fmt: skip
    axes = ["handling", "timeliness", "days_late", "judgement", "verification"]
    said = ["progress", "problems", "needs", "next_step"]
    own = ["task", "unit", "role", *axes, "percent", "due_on", *said]
    assigned = state.assignments[own].rename(columns={"due_on": "own_due"})
    joined = tasks[columns].merge(assigned, on="task", how="left", sort=False)
    texts = ["unit", "role", "handling", "timeliness", "judgement", "verification", *said]
    joined[texts] = joined[texts].fillna("")
    return joined


def _holds(state: State, rows: pd.DataFrame, find: str) -> pd.Series[bool]:
    """Say of each row whether every word of ``find`` stands in it; width and case do not matter."""
    noted = instructions_of(state)
    held = rows.assign(instructions=[noted.get(task, "") for task in rows["task"]])
    texts = [_plain("\n".join(map(str, row))) for row in held[list(WORDS)].to_numpy()]
    words = [_plain(word) for word in find.split()]
    return pd.Series([all(word in text for word in words) for text in texts], index=rows.index)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _row(row: dict[Any, Any], own: dict[str, str], people: Mapping[str, str]) -> dict[str, str]:
    due = row["own_due"] if pd.notna(row["own_due"]) else row["due_on"]
    handed = bool(row["handling"])
    late = int(row["days_late"]) if handed else 0
    return {
        "编号": row["task"],
        "任务": row["wording"],
        "章节": row["section_heading"],
        "文件": row["document"],
        "单位": row["unit"],
        "角色": word("role", row["role"], own) if row["role"] else "",
        "时限": due.date().isoformat() if pd.notna(due) else "",
        "分解": word("decomposition", row["decomposition"], own),
        "办理": word("handling", row["handling"], own) if handed else "",
        "时效": word("timeliness", row["timeliness"], own) if handed else "",
        "逾期天数": str(late) if late else "",
        "进度": word("judgement", row["judgement"], own) if handed else "",
        "核查": word("verification", row["verification"], own) if handed else "",
        "完成": f"{row['percent']:g}%" if pd.notna(row["percent"]) else "",
        **{label: people.get(name, "") for name, label in LABELS.items()},
    }


def draw(
    workspace: Workspace, wanted: Filter, size: int, seed: str
) -> tuple[list[dict[str, str]], int]:
    """Draw rows for a spot check: the same ledger, filter and seed give the same rows.

    Each row's lot is the SHA-256 of ``seed|key@unit``; the ``size`` smallest are drawn, so that
    anybody can draw them again.

    Args:
        workspace: Where the ledger is.
        wanted: What to draw from; of a filter that says no status, what is completed or closed.
        size: How many; all of them when there are fewer.
        seed: Any words.

    Returns:
        The rows drawn in printed order, and how many there were to draw from.

    Raises:
        NothingToDrawError: If there are none.
    """
    rows = [row for row in list_tasks(workspace, replace(wanted, by="")) if row["办理"]]
    if not wanted.axes:
        own = workspace.settings.names
        closed = {word("handling", code, own) for code in DONE}
        rows = [row for row in rows if row["办理"] in closed]
    if not rows:
        raise NothingToDrawError
    drawn = sorted(range(len(rows)), key=lambda at: _lot(rows[at], seed))[:size]
    return [rows[at] for at in sorted(drawn)], len(rows)


def _lot(row: Mapping[str, str], seed: str) -> str:
    return hashlib.sha256(f"{seed}|{row['编号']}@{row['单位']}".encode()).hexdigest()
