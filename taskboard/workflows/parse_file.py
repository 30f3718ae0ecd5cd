"""Read one document and say what it asks; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from taskboard.errors import MissingFileError
from taskboard.model import Parsed, SourceText, page_of
from taskboard.parsing.parse import parse
from taskboard.reading import read_file, read_text
from taskboard.reading.text import decode
from taskboard.settings import Settings, load_settings


def parse_file(
    name: str,
    *,
    year: int | None = None,
    home: Path | None = None,
    data: bytes | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Parsed:
    """Return what the document ``name`` asks.

    Args:
        name: Path of the file; only a name when ``data`` is given.
        year: Year of the plan when it is not the one printed.
        home: Workspace whose grammar extensions apply; a folder without settings has none.
        data: Text from standard input, UTF-8 or GB18030, instead of a file.
        progress: Called with the steps done and the steps in all.

    Raises:
        TaskboardError: If the file is missing or cannot be read.
    """
    if data is None:
        path = Path(name)
        if not path.exists():
            raise MissingFileError(name)
        source = read_file(path, progress=progress)
    else:
        source = read_text(decode(data, name), name)
    settings = load_settings(home) if home is not None else Settings()
    return parse_source(source, settings, year=year, progress=progress)


def parse_source(
    source: SourceText,
    settings: Settings,
    *,
    year: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Parsed:
    """Return what a file as read asks, in its text or in its decomposition tables.

    Args:
        source: The file as read.
        settings: The office's own grammar and headers.
        year: Year of the plan when it is not the one printed.
        progress: Called with the steps done and the steps in all.
    """
    grammar = settings.parsing
    if settings.place:
        grammar = {"place": settings.place, **grammar}
    if all(block.kind == "paragraph" for block in source.blocks):
        return _on_pages(parse(source, year=year, grammar=grammar, progress=progress), source)
    from taskboard.parsing.table_tasks import parse_with_tables  # only a table pays for it

    parsed = parse_with_tables(
        source, year=year, grammar=grammar, columns=settings.columns, progress=progress
    )
    return _on_pages(parsed, source)


def _on_pages(parsed: Parsed, source: SourceText) -> Parsed:
    """Return ``parsed`` with the source's pages, and with them the place of each finding."""
    if not source.pages:
        return parsed
    findings = tuple(
        replace(found, place=f"第 {page_of(source.pages, found.span.start)} 页")
        if found.span is not None and not found.place
        else found
        for found in parsed.findings
    )
    return replace(parsed, pages=source.pages, findings=findings)
