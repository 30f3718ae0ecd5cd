"""Say what stands in the way of issuing a task."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from taskboard.review.resolving import binding, is_vague
from taskboard.words import word

if TYPE_CHECKING:
    from pandas import DataFrame

    from taskboard.directory import UnitDirectory


class Obstacle(NamedTuple):
    """One thing to settle before issuing: on which task (or document), and what."""

    task: str
    why: str


def obstacles(
    rows: Iterable[Mapping[str, Any]],
    directory: UnitDirectory,
    on: dt.date,
    findings: DataFrame,
    serial: str,
) -> list[Obstacle]:
    """Return what keeps ``rows`` from being issued, in their order; empty when all is settled.

    Args:
        rows: Tasks as frames.TASKS has them, plus ``key``.
        directory: Tells a class that can be expanded from a name that means nobody.
        on: Day of issue.
        findings: frames.FINDINGS; an open one of severity ``error`` stands in the way.
        serial: The document's.
    """
    found = [
        Obstacle(str(row["key"]), why) for row in rows for why in doubts_of(row, directory, on)
    ]
    mine = findings[(findings["document"] == serial) & (findings["settled"] == "")]
    worst = mine[mine["severity"] == "error"]
    return found + [Obstacle(serial, str(message)) for message in worst["message"]]


def doubts_of(row: Mapping[str, Any], directory: UnitDirectory, on: dt.date) -> list[str]:
    """Return the open doubts of one task, in words a clerk understands.

    A row with a true ``accepted`` was taken as proposed: only what cannot be issued is left.
    """
    doubts = []
    if row["decomposition"] == "queried":
        doubts.append(f"存疑：{row['doubt'] or '未写理由'}")
    units = binding(row["units"])
    if not units:
        doubts.append("没有责任单位")
    if row.get("accepted"):
        return doubts
    for origin in ("inherited", "inferred"):
        names = [unit["name"] for unit in units if unit["origin"] == origin]
        if names and row["decomposition"] == "proposed":
            basis = word("origin", origin)
            doubts.append(f"责任单位{_listed(names)}为{basis}，须有人确认")
    for unit in units:
        if is_vague(unit["name"]) and directory.expand(unit["name"], on) is None:
            doubts.append(f"“{unit['name']}”没有指明是哪些单位")
    return doubts


def _listed(names: list[str]) -> str:
    return f"“{'、'.join(names[:3])}”" + ("等" if len(names) > 3 else "")
