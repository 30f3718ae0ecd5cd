"""Write the page that shows a parsed file beside its tasks."""

from __future__ import annotations

from pathlib import Path

from taskboard.model import Parsed


def write_source_page(
    parsed: Parsed, name: str, path: Path, home: Path, *, replace: bool = False
) -> None:
    """Write 原文对照 of the file ``name`` to ``path``; the office's own template wins.

    Raises:
        UnknownEndingError: If ``path`` does not end with ``.html``.
        FileExistsAlreadyError: If a different file is there and ``replace`` is not set.
    """
    from taskboard.office.template import render_page
    from taskboard.office.xlsx import save_bytes
    from taskboard.parsing.contract import to_json
    from taskboard.review.side_by_side import parsed_page
    from taskboard.workflows.reports import template_for

    template = template_for(path, {".html": "source.html"})
    context = parsed_page(to_json(parsed), Path(name).name)
    own = home / "templates"
    page = render_page(template, context, own if own.is_dir() else None)
    save_bytes(page.encode(), path, replace=replace)
