"""节点: the printed days on the way to a task's end (5月底前动工, 上半年召开第一次会议)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Milestone(NamedTuple):
    """One day on the way: when, and what in the printed words."""

    due_on: dt.date
    words: str


def on_the_way(deadlines: Iterable[Mapping[str, Any]], end: dt.date) -> list[Milestone]:
    """Return the ``due`` limits before ``end`` in order of time, one for each day and words.

    Args:
        deadlines: Time limits as `frames.TASKS` holds them.
        end: The day the task itself is due.
    """
    found = {
        Milestone(dt.date.fromisoformat(str(limit["due_on"])), _words(limit))
        for limit in deadlines
        if limit.get("kind") == "due" and limit.get("due_on")
    }
    return sorted(one for one in found if one.due_on < end)


def _words(limit: Mapping[str, Any]) -> str:
    text, milestone = str(limit.get("text") or ""), str(limit.get("milestone") or "")
    return text if milestone in text else f"{text}{milestone}"
