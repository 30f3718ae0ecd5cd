"""What changed since a day, a round or a paper: done, late, reopened, extended, added, amended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from taskboard.errors import TaskboardError
from taskboard.workflows.workspace import Workspace, known_state

if TYPE_CHECKING:
    from taskboard.ledger.state import State


class SinceWhenError(TaskboardError):
    """``--since`` says neither a day before today, nor a round, nor a paper."""

    code = "since"

    def __init__(self, text: str, as_of: dt.date) -> None:
        super().__init__(
            f"“{text}”不是 {as_of} 以前的日期，也不是期次或文书编号；"
            "请写成 2025-07-01、2025-W27 或 通报2025-01。",
            f"{text!r} is no day before {as_of}, no round and no paper.",
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise than it was.

    Attributes:
        group: 新办结, 新逾期 …, as the circular calls it, or 调整.
        key: Task.
        words: Its measure; of an amendment what was changed, old → new.
    """

    group: str
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed between two days.

    Attributes:
        since: The earlier day.
        as_of: The later one.
        changes: In the order of the circular, amendments last.
        reported: How many assignments said something new in between.
    """

    since: dt.date
    as_of: dt.date
    changes: tuple[Change, ...]
    reported: int


def changed(workspace: Workspace, text: str) -> Changed:
    """Return what changed since ``text``: a day, a round's due day, or the day of a paper.

    Raises:
        SinceWhenError: If it is none of these, or not before the workspace's day.
    """
    from taskboard.reports.amendments import amendments
    from taskboard.reports.changes import since
    from taskboard.reports.scope import scope

    state = known_state(workspace)
    first, until = _moment(state, text)
    before = workspace.state(first, until)
    now = scope(state)
    found = []
    for figure in since(now.items, scope(before).items).values():
        found += [
            Change(figure.label, key, str(now.items.at[key, "wording"])) for key in figure.keys
        ]
    known = [_plain(row) for row in amendments(before)["rows"]]
    found += [
        Change("调整", row["code"], f"{row['what']}：{row['old'] or '（空）'} → {row['new']}")
        for row in amendments(state)["rows"]
        if _plain(row) not in known
    ]
    later = state.assignments["reported_on"].gt(str(first))
    return Changed(first, state.as_of, tuple(found), int(later.sum()))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a line of the list of amendments without its number there."""
    return {name: value for name, value in row.items() if name != "no"}


def _moment(state: State, text: str) -> tuple[dt.date, int | None]:
    """Return the day ``text`` means, and the snapshot when it is a paper's."""
    name = text.strip()
    row: Any
    if name in state.papers.index:
        row = state.papers.loc[name]
        return row["as_of"].date(), int(row["snapshot"].get("seq", row["seq"]))
    if name in state.rounds.index:
        row = state.rounds.loc[name]
        day = row["due_on"].date()
    else:
        try:
            day = dt.datetime.strptime(name, "%Y-%m-%d").date()  # a week is no day
        except ValueError as error:
            raise SinceWhenError(text, state.as_of) from error
    if day >= state.as_of:
        raise SinceWhenError(text, state.as_of)
    return day, None
