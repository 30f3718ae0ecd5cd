"""Write the list of what needs doing now as a page to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.periods import WEEKDAYS

if TYPE_CHECKING:
    from taskboard.workflows.overview import Today
    from taskboard.workflows.workspace import Workspace


def write_today(workspace: Workspace, now: Today, path: Path, *, replace: bool = False) -> None:
    """Write ``now`` to ``path``, one table per group.

    Raises:
        UnknownEndingError: If ``path`` does not end with ``.html``.
        FileExistsAlreadyError: If a different file is there and ``replace`` is not set.
    """
    from taskboard.office.xlsx import save_bytes
    from taskboard.workflows.reports import render, template_for

    context: dict[str, Any] = {
        "title": "今日督办清单", "as_of": now.as_of, "weekday": WEEKDAYS[now.as_of.weekday()],
        "office": now.office,
        "groups": [
            {
                "name": name, "count": sum(map(len, things.values())),
                "lines": [
                    {"words": words, "units": list(dict.fromkeys(m.unit or m.key for m in same))}
                    for words, same in things.items()
                ],
            }
            for name, things in now.groups().items()
        ],
    }  # fmt: skip
    template = template_for(path, {".html": "today.html"})
    save_bytes(render(template, context, workspace), path, replace=replace)
