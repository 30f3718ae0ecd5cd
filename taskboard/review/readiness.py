"""Say what stands in the way of issuing a task."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from taskboard.review.plan import records
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
    mine = findings[(findings["document"] == serial) & (findings["settled"] == "")]
    open_ = list(records(mine).values())
    found = []
    for row in rows:
        doubts = doubts_of(row, directory, on)
        if row["decomposition"] == "proposed" and not row.get("accepted"):
            doubts += noticed(row, open_)  # whoever confirmed the task has seen them
        found += [Obstacle(str(row["key"]), why) for why in dict.fromkeys(doubts)]
    worst = [finding["message"] for finding in open_ if finding["severity"] == "error"]
    return found + [Obstacle(serial, str(message)) for message in worst]


def noticed(row: Mapping[str, Any], findings: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what ``findings`` of its document say about the words of one task."""
    start, end = row["span_start"], row["span_end"]
    return [
        str(finding["message"]).split("；请")[0].rstrip("。")
        for finding in findings
        if finding["severity"] != "info"
        and finding["span"]
        and finding["source"] == row["source"]
        and start <= finding["span"][0] < end
    ]


def doubts_of(row: Mapping[str, Any], directory: UnitDirectory, on: dt.date) -> list[str]:
    """Return the open doubts of one task, in words a clerk understands.

    A row with a true ``accepted`` was taken as proposed: only what nobody would hold is left.
    """
    doubts = []
    if row["decomposition"] == "queried":
        doubts.append(f"存疑：{row['doubt'] or '未写理由'}")
    units = binding(row["units"])
    if not units:
        doubts.append("没有责任单位")
    vague = [
        f"“{unit['name']}”没有指明是哪些单位"
        for unit in units
        if is_vague(unit["name"]) and directory.expand(unit["name"], on) is None
    ]
    if row.get("accepted"):
        return doubts + (vague if len(vague) == len(units) else [])
    for origin in ("inherited", "inferred"):
        names = [unit["name"] for unit in units if unit["origin"] == origin]
        if names and row["decomposition"] == "proposed":
            basis = word("origin", origin)
            doubts.append(f"责任单位{_listed(names)}为{basis}，须有人确认")
    return doubts + vague


def _listed(names: list[str]) -> str:
    return f"“{'、'.join(names[:3])}”" + ("等" if len(names) > 3 else "")
