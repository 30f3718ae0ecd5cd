"""What changed since the last circular: newly done, newly late, reopened, extended, added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taskboard.reports.figures import Figure, Figures

if TYPE_CHECKING:
    import pandas as pd


def since(now: pd.DataFrame, before: pd.DataFrame) -> Figures:
    """Compare two frames of `taskboard.reports.items.items`.

    Args:
        now: Items of the day of this circular.
        before: Items of the day of the last one.

    Returns:
        ``new_done``, ``new_late``, ``reopened``, ``extended`` and ``added`` with their keys.
    """
    old = before["standing"].to_dict()
    longer = before["extensions"].to_dict()
    done, late, reopened, extended, added = [], [], [], [], []
    for key, standing, extensions in zip(
        now.index, now["standing"], now["extensions"], strict=True
    ):
        was = old.get(key)
        if was is None:
            added.append(str(key))
        if standing == "done" and was != "done":
            done.append(str(key))
        if standing == "late" and was != "late":
            late.append(str(key))
        if was == "done" and standing != "done":
            reopened.append(str(key))
        if extensions > longer.get(key, 0):
            extended.append(str(key))
    rows = (
        ("new_done", "新办结", "上次通报时未办结、现已办结", done),
        ("new_late", "新逾期", "上次通报时未逾期、现已逾期", late),
        ("reopened", "重新开启", "上次通报时已办结、现未办结", reopened),
        ("extended", "新批准延期", "上次通报后批准延期", extended),
        ("added", "新增事项", "上次通报时尚未下达", added),
    )
    return Figures(
        Figure(name, label, len(keys), "items", "", words, tuple(keys))
        for name, label, words, keys in rows
    )
