"""Say for each task what a reviewer should look at, and whom the program would suggest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from taskboard.review.readiness import doubts_of, noticed

if TYPE_CHECKING:
    from taskboard.directory import UnitDirectory
    from taskboard.review.suggestions import Suggestion


def notes_of(
    row: Mapping[str, Any],
    findings: Iterable[Mapping[str, Any]],
    directory: UnitDirectory,
    on: dt.date,
    suggestions: Iterable[Suggestion] = (),
) -> list[str]:
    """Return the doubts about one task, then the suggestions, one line each.

    Args:
        row: The task, frames.TASKS.
        findings: Open findings of its document; those inside its span are its own.
        directory: The office's units.
        on: Day the names are read on.
        suggestions: Units suggested for it.
    """
    lines = [*doubts_of(row, directory, on), *noticed(row, findings)]
    lines = list(dict.fromkeys(lines))
    for number, suggestion in enumerate(suggestions):
        lines.append(f"{'建议' if number == 0 else '或'}：{suggestion.unit}（{suggestion.reason}）")
    return lines
