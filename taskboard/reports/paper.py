"""What all supervision papers share: masthead, number, snapshot, and the query of each figure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.reports.figures import Figures

PREFIX = {
    "circular": "通报", "reminder": "提醒", "order": "督办", "summons": "约谈", "rectify": "整改",
    "handover": "交办", "score": "考核", "annual": "年报",
}  # fmt: skip


def next_number(state: State, kind: str) -> str:
    """Return the next number of a kind of paper; it restarts each year: 通报2025-01.

    A paper that is dated later than this one has used its number all the same.
    """
    head = f"{PREFIX[kind]}{state.as_of.year}-"
    given = state.selection.subjects(("paper-issued",))
    used = [int(key.removeprefix(head)) for key in given if key.startswith(head)]
    return f"{head}{max(used, default=0) + 1:02d}"


def issue_of(number: str) -> int:
    """Return N of 第N期 from a paper's number."""
    return int(number.rpartition("-")[2])


def digest(values: Mapping[str, Any]) -> str:
    """Return the hash of a paper's figures: the same facts give the same hash."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def masthead(papers: Mapping[str, Any], office: str, style: str) -> str:
    """Return the name printed on top: the office's own, else by style."""
    own = str(papers.get("masthead", ""))
    return own or (f"{office}文件" if style == "redhead" else "政务督查")


def figure_lines(figures: Figures) -> list[dict[str, Any]]:
    """Return the figures for the annex 数据来源: label, value, share, filter in words, rows."""
    rows = []
    for figure in figures.values():
        keys = [key.partition("@")[0] if "/" not in key else key for key in figure.keys]
        base = "" if figure.denominator is None else f"{figure.value:g}/{figure.denominator:g}"
        rows.append(
            {
                "name": figure.name, "label": figure.label, "value": f"{figure.value:g}",
                "share": "" if figure.share is None else f"{base} = {round(figure.share, 2):g}%",
                "words": figure.words, "keys": list(dict.fromkeys(keys)),
            }
        )  # fmt: skip
    return rows
