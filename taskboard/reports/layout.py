"""What the layouts of a circular print around its text: masthead, annexes, sources of figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from taskboard.reports.paper import figure_lines, issue_of, masthead

if TYPE_CHECKING:
    from taskboard.settings import Settings

UNITS, LATE, ALL, DATA = "各单位完成情况", "滞后事项清单", "全部事项进展情况", "数据来源"

LONGEST_KEYS = 30_000


def layout(
    number: str,
    title: str,
    snapshot: Mapping[str, Any],
    found: Mapping[str, Any],
    settings: Settings,
    style: str,
) -> dict[str, Any]:
    """Return the context of the circular's layouts, all but ``body``."""
    numbers = {row["key"]: row["no"] for row in found["items"]}
    year = found["as_of"].year
    issue = issue_of(number)
    redhead = style == "redhead"
    code = str(settings.papers.get("code", ""))
    line = f"{code}〔{year}〕{issue}号" if redhead and code else f"第{issue}期"
    annexes = [UNITS, *([LATE] if found["late_items"] else []), ALL, DATA]
    return {
        "number": number,
        "title": title,
        "masthead": masthead(settings.papers, found["office"], style),
        "issue_line": line,
        "office": found["office"],
        "as_of": found["as_of"],
        "to": found["to"],
        "basis": found["basis"],
        "seq": snapshot["seq"],
        "digest": snapshot["digest"],
        "annexes": annexes,
        "units": found["units"],
        "items": found["items"],
        "late_items": found["late_items"],
        "data": [
            {**row, "rows": rows_text(row["keys"], numbers), "key_text": key_text(row["keys"])}
            for row in figure_lines(found["figures"])
        ],
        "public": found["public"],
    }


def key_text(keys: list[str]) -> str:
    """Return the keys of the rows counted, as many as a cell can hold."""
    text = "、".join(keys)
    if len(text) <= LONGEST_KEYS:
        return text
    shown = text[:LONGEST_KEYS].rpartition("、")[0]
    return f"{shown}……共{len(keys)}件（全部见 paper show 编号 --figures）"


def rows_text(keys: list[str], numbers: Mapping[str, int]) -> str:
    """Return the rows behind a figure in as few words as possible: 第1—3、5项."""
    found = set()
    for key in keys:
        task = key.partition("/")[2].partition("@")[0] if "/" in key else key
        if task in numbers:
            found.add(numbers[task])
    if not found:
        return "—"
    if len(found) == len(numbers):
        return "全部事项"
    ordered = sorted(found)
    runs: list[list[int]] = []
    for number in ordered:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [
        str(run[0]) if len(run) == 1 else f"{run[0]}{'、' if len(run) == 2 else '—'}{run[-1]}"
        for run in runs
    ]
    return f"第{'、'.join(texts)}项"
