"""Where the work stands, and what needs doing now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from taskboard.collection.owing import spoken
from taskboard.ledger.fold_tasks import LIVE
from taskboard.ledger.handling import OPEN
from taskboard.ledger.state import State
from taskboard.reports.figures import Figures, cross_table
from taskboard.reports.items import COUNTED, items, with_standing
from taskboard.reports.milestones import on_the_way
from taskboard.reports.rates import silent, standings
from taskboard.reports.reporting import asks, reporting
from taskboard.reports.scope import office_of
from taskboard.words import word
from taskboard.workflows.workspace import Workspace, known_state


@dataclass(frozen=True, slots=True)
class Board:
    """The board of one day.

    Attributes:
        as_of: The day.
        office: Name of the office, "" when not set.
        proposed: Tasks that still wait for review or issue.
        standing: Figures of the issued items by standing.
        units: Per unit its assignments by standing, in order of protocol.
        round: Number of the open round, "" when none is open.
        round_due: Day its reports are due.
        reporting: Figures of that round.
        pending: Requests not decided.
        findings: 待核 not settled.
    """

    as_of: dt.date
    office: str
    proposed: int
    standing: Figures
    units: list[dict[str, Any]]
    round: str
    round_due: dt.date | None
    reporting: Figures
    pending: int
    findings: int


def status(workspace: Workspace) -> Board:
    """Return the board of the workspace's day."""
    state = known_state(workspace)
    waiting = state.tasks["decomposition"].isin(LIVE)
    rolled = items(state.tasks, state.assignments)
    units = cross_table(with_standing(state.assignments), "unit", COUNTED)
    order = {name: place for place, name in enumerate(state.units.index)}
    units.sort(key=lambda row: order.get(row["name"], len(order)))
    number, owed = _open_round(state)
    due: Any = state.rounds.at[number, "due_on"] if number else pd.NaT
    return Board(
        workspace.as_of,
        workspace.settings.office,
        int(waiting.sum()),
        standings(rolled, workspace.settings.names),
        units,
        number,
        _date(due),
        reporting(owed),
        int((state.requests["decision"] == "").sum()),
        int((state.findings["settled"] == "").sum()),
    )


def _open_round(state: State) -> tuple[str, pd.DataFrame]:
    """Return the open round and its asks; only the updates since its period began are read."""
    still = state.rounds[state.rounds["closed_on"].isna()].tail(1)
    number = str(still.index[0]) if len(still) else ""
    return number, asks(still, state.updates_for(still), state.assignments)


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that needs doing.

    Attributes:
        group: Heading it stands under, e.g. ``逾期``.
        unit: Who is to be told, "" for the office itself.
        key: Task, request, round or paper.
        words: One line that says what.
        due_on: The day it hangs on.
    """

    group: str
    unit: str
    key: str
    words: str
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """What needs doing now, and in which office."""

    as_of: dt.date
    office: str
    matters: list[Matter] = field(default_factory=list)

    def groups(self) -> dict[str, dict[str, list[Matter]]]:
        """Return the matters by group and by their words: a thing once, with all its units."""
        found: dict[str, dict[str, list[Matter]]] = {}
        for matter in self.matters:
            found.setdefault(matter.group, {}).setdefault(matter.words, []).append(matter)
        return found


def today(workspace: Workspace, state: State | None = None) -> Today:
    """Return what needs doing on the workspace's day, most pressing first."""
    state = state or known_state(workspace)
    matters = [
        *_decisions(state, workspace),
        *_by_timeliness(state, "late", "逾期"),
        *_missed(state),
        *_by_timeliness(state, "near_due", "临期"),
        *_milestones(state),
        *_returned(state),
        *_unassigned(state, workspace),
        *_missing(state),
        *_unanswered(state, workspace.as_of),
        *_silent(state, workspace),
    ]
    return Today(workspace.as_of, office_of(state), matters)


def _decisions(state: State, workspace: Workspace) -> list[Matter]:
    own = workspace.settings.names
    found = []
    for number, row in state.requests[state.requests["decision"] == ""].iterrows():
        asked = word("request", row["type"], own)
        new = f"至 {row['new_due'].date()}" if pd.notna(row["new_due"]) else ""
        unit = str(row["assignment"]).partition("@")[2]
        words = f"{unit} 对 {_code(row['assignment'])} 申请{asked}{new}：{row['reason']}"
        found.append(Matter("待审批", "", str(number), words, row["filed_on"].date()))
    return found


def _by_timeliness(state: State, code: str, group: str) -> list[Matter]:
    rows = state.assignments
    rows = rows[(rows["timeliness"] == code) & rows["handling"].isin(OPEN)]
    rows = rows.sort_values(["due_on"], kind="stable")
    texts = state.tasks["wording"]
    found = []
    for key, row in rows.iterrows():
        late = f"，已逾期 {row['days_late']} 天" if code == "late" else ""
        due = f"（{_day(row['due_on'])}前{late}）"
        words = f"{_code(key)} {_short(texts.get(row['task'], ''))}{due}"
        found.append(Matter(group, row["unit"], str(key), words, _date(row["due_on"])))
    return found


def _missed(state: State) -> list[Matter]:
    missed = state.occurrences[state.occurrences["code"] == "missed"]
    rows = state.assignments
    open_now = rows[(rows["timeliness"] == "missed") & rows["handling"].isin(OPEN)]
    texts = state.tasks["wording"]
    found = []
    for key, row in open_now.iterrows():
        dues = missed.loc[missed["assignment"] == key, "due_on"]
        last = f"（应于{_day(dues.max())}前完成，累计漏报 {len(dues)} 次）"
        words = f"{_code(key)} {_short(texts.get(row['task'], ''))}{last}"
        found.append(Matter("漏报", row["unit"], str(key), words, _date(dues.max())))
    return found


def _milestones(state: State) -> list[Matter]:
    """Days on the way that are near, or that went by without a word since."""
    rows = state.assignments
    rows = rows[rows["handling"].isin(OPEN) & rows["role"].ne("cooperate")]
    limits, texts = state.tasks["deadlines"].to_dict(), state.tasks["wording"]
    ends = state.tasks["due_original"].to_dict()
    found = []
    for key, row in rows.iterrows():
        task = row["task"]
        for one in on_the_way(limits.get(task, ()), ends[task].date()):
            left = (one.due_on - state.as_of).days
            told = pd.notna(row["reported_on"]) and row["reported_on"].date() >= one.due_on
            if left > state.settings.near_days or (left < 0 and told):
                continue
            late = f"，已过 {-left} 天，其后没有进展" if left < 0 else ""
            words = (
                f"{_code(key)} {_short(texts[task])}（节点“{one.words}”，{_day(one.due_on)}{late}）"
            )
            found.append(Matter("节点", row["unit"], str(key), words, one.due_on))
    return found


def _returned(state: State) -> list[Matter]:
    rows = state.assignments[state.assignments["handling"] == "returned"]
    decided = state.requests[state.requests["decision"] == "reject"]
    reply = decided.drop_duplicates("assignment", keep="last").set_index("assignment")["reply_by"]
    texts = state.tasks["wording"]
    found = []
    for key, row in rows.iterrows():
        by = reply.get(key, pd.NaT)
        when = f"（{_day(by)}前重新报送）" if pd.notna(by) else ""
        words = f"{_code(key)} {_short(texts.get(row['task'], ''))}{when}"
        found.append(Matter("退回补办", row["unit"], str(key), words, _date(by)))
    return found


def _unassigned(state: State, workspace: Workspace) -> list[Matter]:
    rows = items(state.tasks, state.assignments)
    rows = rows[rows["standing"] == "unassigned"]
    group = word("standing", "unassigned", workspace.settings.names)
    words = [f"{_short(text)}（补填责任单位）" for text in rows["wording"]]
    return [Matter(group, "", str(key), text) for key, text in zip(rows.index, words, strict=True)]


def _missing(state: State) -> list[Matter]:
    """Reports the open round still waits for: missing after its due day, soon due before it."""
    number, owed = _open_round(state)
    if not number:
        return []
    due: Any = state.rounds.at[number, "due_on"]
    days = (due.date() - state.as_of).days
    if days > state.settings.near_days:
        return []
    group, told = ("未报", "应报未报") if days < 0 else ("待报", "还有待报")
    missing = owed[owed["state"] == "unreported"]
    found = []
    for unit, rows in missing.groupby("unit", sort=False):
        codes = "、".join(_code(key) for key in rows["assignment"])
        words = f"{spoken(number)}{told} {len(rows)} 项：{codes}（{_day(due)}前）"
        found.append(Matter(group, str(unit), number, words, _date(due)))
    return found


def _unanswered(state: State, as_of: dt.date) -> list[Matter]:
    found = []
    for number, row in state.papers[state.papers["reply_by"].notna()].iterrows():
        for unit in row["units"]:
            if unit not in row["answered"]:
                late = "，已超期" if row["reply_by"].date() < as_of else ""
                words = f"{number}《{row['title']}》须于 {_day(row['reply_by'])}前回复{late}"
                due = _date(row["reply_by"])
                found.append(Matter("文书未回复", unit, str(number), words, due))
    return found


def _silent(state: State, workspace: Workspace) -> list[Matter]:
    days = workspace.settings.stale_days
    quiet = silent(state.assignments, workspace.as_of, days)["silent"].keys
    texts = state.tasks["wording"]
    rows = state.assignments.loc[list(quiet)]
    found = []
    for key, row in rows.iterrows():
        if row["timeliness"] in ("late", "near_due", "missed"):
            continue  # already told above
        words = f"{_code(key)} {_short(texts.get(row['task'], ''))}（{days} 天以上没有消息）"
        found.append(Matter("静默", row["unit"], str(key), words))
    return found


def messages(matters: Sequence[Matter], as_of: dt.date, office: str) -> dict[str, str]:
    """Return per unit a message to paste; what only the office has to do is in none."""
    told: dict[str, list[Matter]] = {}
    for matter in matters:
        if matter.unit and matter.group != "静默":
            told.setdefault(matter.unit, []).append(matter)
    day = f"{as_of.month}月{as_of.day}日"
    texts = {}
    for unit, mine in told.items():
        lines = [f"{unit}：截至{day}，贵单位有以下事项请抓紧："]
        lines += [f"{n}. 【{matter.group}】{matter.words}" for n, matter in enumerate(mine, 1)]
        texts[unit] = "\n".join([*lines, f"如已办理请及时反馈。{office}"])
    return texts


def _code(key: object) -> str:
    return str(key).partition("@")[0]


def _short(text: str, most: int = 28) -> str:
    plain = text.replace("\n", "")
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _date(value: Any) -> dt.date | None:
    return value.date() if pd.notna(value) else None


def _day(value: Any) -> str:
    return f"{value.month}月{value.day}日" if pd.notna(value) else ""
