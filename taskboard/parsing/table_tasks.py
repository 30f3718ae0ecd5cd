"""Tasks of a document that has a 任务分解表: of its rows alone, or of text and table together.

The letterhead is read from what stands around the tables. Where the text has tasks of its own,
`table_merge` makes one set of both; a covering notice whose clauses have no row in the table
keeps them as ``p0:``, and the table is the plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from taskboard.model import Finding, Parsed, SourceText
from taskboard.parsing.checks import ordered
from taskboard.parsing.parse import parse
from taskboard.parsing.review import review_tasks
from taskboard.parsing.table_merge import join, merge
from taskboard.parsing.table_rows import Making, cover_table
from taskboard.parsing.view import canonical
from taskboard.reading.decomposition_table import find_tables
from taskboard.reading.table_task import DecompositionTable

NOTICE = re.compile(r"关于(?:印发|下发|转发|发布|批转|公布|分解|做好).*(?:通知|函)$")
STALE = ("unit-none", "deadline-before-issue", "no-heading")


def parse_with_tables(
    source: SourceText,
    *,
    year: int | None = None,
    grammar: Mapping[str, Any] | None = None,
    columns: Mapping[str, Any] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Parsed:
    """Return what a document asks, in its text, in its decomposition tables, or in both.

    Args:
        source: The file as read.
        year: Year of the plan when it is not the one printed.
        grammar: The office's own words, table ``parsing`` of its settings.
        columns: The office's own headers, table ``columns`` of its settings.
        progress: Called after each stage with the stages done and the stages in all.
    """
    if not any(block.kind == "table" for block in source.blocks):
        return parse(source, year=year, grammar=grammar, progress=progress)
    tables, doubts = find_tables(source, columns)
    filled = [table for table in tables if table.tasks]
    around = _without(source, filled) if filled else source
    parsed = parse(around, year=year, grammar=grammar, progress=progress)
    if not filled:
        return replace(parsed, findings=ordered([*parsed.findings, *doubts]))
    parsed = replace(parsed, text=source.text)
    flat = canonical(source.text)
    making = Making(source.text, flat, parsed.document.year or 0, grammar or {})
    for table in filled:
        cover_table(making, source, table)
    joining = join(parsed, filled)
    if not joining.matched and (notice := _as_notice(parsed)) is not parsed:
        parsed = notice
        joining.findings = [one for one in joining.findings if one.code != "table-beside-text"]
    tasks = merge(parsed, making, joining)
    findings = [one for one in parsed.findings if one.code not in STALE]
    findings = [one for one in findings if not _titles(one, source, filled)]
    findings += [*doubts, *making.findings, *review_tasks(tasks, parsed.document)]
    return Parsed(
        source.text,
        parsed.document,
        (*parsed.outline, *making.clauses),
        tasks,
        tuple(sorted([*parsed.coverage, *making.coverage], key=lambda one: one.span)),
        ordered(findings),
    )


def _as_notice(parsed: Parsed) -> Parsed:
    """Return the text as a covering notice: its own clauses are ``p0:``, the table is the plan."""
    title = "".join((parsed.document.title or "").split())
    if not NOTICE.search(title) or any(":" in clause.path for clause in parsed.outline):
        return parsed
    first = parsed.outline[0].span.start if parsed.outline else 0
    if any(one.why == "subject" and one.span.end <= first for one in parsed.coverage):
        return parsed  # the plan's own title stands above the clauses: they are the plan
    return replace(
        parsed,
        outline=tuple(replace(one, path=f"p0:{one.path}") for one in parsed.outline),
        tasks=tuple(
            replace(one, path=f"p0:{one.path}", code=f"p0:{one.code}") for one in parsed.tasks
        ),
    )


def _titles(found: Finding, source: SourceText, tables: Sequence[DecompositionTable]) -> bool:
    """Tell whether an annex said to be missing is a table's title, in or right above the table."""
    if found.code != "annex-missing" or found.span is None:
        return False
    end = found.span.end
    named = any(word in source.text[slice(*found.span)] for word in ("分解", "分工"))
    below = (one for one in source.blocks if one.span.start >= end and one.text.strip())
    following = next(below, None)
    if named and following and any(source.blocks[table.block] is following for table in tables):
        return True
    wanted = _bare(source.text[slice(*found.span)])
    return any(
        wanted == _bare(cell.text)
        for table in tables
        for cell in source.blocks[table.block].cells
        if cell.row < table.first_row
    )


def _bare(words: str) -> str:
    return "".join(canonical(words).split()).strip("《》。")


def _without(source: SourceText, tables: Sequence[DecompositionTable]) -> SourceText:
    """Return the source with the tables blank, so that every place stays where it is."""
    text, gone = source.text, {table.block for table in tables}
    for at in gone:
        start, end = source.blocks[at].span
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    kept = tuple(block for at, block in enumerate(source.blocks) if at not in gone)
    return replace(source, text=text, blocks=kept)
