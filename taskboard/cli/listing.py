"""Print rows as a table of 80 columns (a 汉字 is two wide), as JSON or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import click

from taskboard.office.measure import display_width

COLUMNS = 80
LEAST_SHRUNK = 14  # what the column that is cut short should keep
WIDE, LEAST_WIDE = 20, 16  # a column this wide may be cut too, but no shorter than that
LIVE = ("=", "+", "-", "@", "\t", "\r")

Row = dict[str, str]


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format table|json|csv`` to a listing command, as the argument ``form``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        help="输出格式 / output format",
    )(command)


def print_rows(
    rows: Sequence[Row],
    form: str,
    *,
    columns: Sequence[str] | None = None,
    shrink: str = "",
    empty: str = "没有符合条件的内容。",
) -> None:
    """Print ``rows``, all with the same labels.

    Args:
        rows: Label -> words.
        form: ``table``, ``json`` or ``csv``.
        columns: Labels shown in the table, all by default; JSON and CSV hold all.
        shrink: The column cut short so that the table fits `COLUMNS`.
        empty: Sentence printed when there is nothing to show as a table.
    """
    if form == "json":
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(as_csv(rows), nl=False)
    elif not rows:
        click.echo(empty)
    else:
        for line in table_lines(rows, columns or list(rows[0]), shrink):
            click.echo(line)


def as_csv(rows: Sequence[Row]) -> str:
    """Return ``rows`` as CSV; words a spreadsheet would calculate get an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow(["'" + v if v.startswith(LIVE) else v for v in row.values()])
    return out.getvalue()


def table_lines(rows: Sequence[Row], columns: Sequence[str], shrink: str = "") -> list[str]:
    """Return the lines of a table with a heading; the ``shrink`` column takes what is left.

    Where that is next to nothing, the widest other column gives some of its own.
    """
    cells = [[row.get(name, "").replace("\n", " ") for name in columns] for row in rows]
    table = [list(columns), *cells]
    widths = [max(display_width(line[i]) for line in table) for i in range(len(columns))]
    if shrink in columns:
        at = list(columns).index(shrink)
        others = sum(widths) - widths[at] + 2 * (len(columns) - 1)
        widest = max(range(len(widths)), key=lambda i: 0 if i == at else widths[i])
        lacking = others + min(widths[at], LEAST_SHRUNK) - COLUMNS
        if lacking > 0 and widths[widest] >= WIDE:
            given = min(lacking, widths[widest] - LEAST_WIDE)
            widths[widest], others = widths[widest] - given, others - given
        widths[at] = min(widths[at], max(8, COLUMNS - others))
    lines = [
        "  ".join(pad(cell, w) for cell, w in zip(line, widths, strict=True)) for line in table
    ]
    rule = "  ".join("-" * w for w in widths)
    return [line.rstrip() for line in (lines[0], rule, *lines[1:])]


def in_short(text: str, most: int) -> str:
    """Return ``text`` in one line, what is beyond ``most`` characters replaced by ……."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}……"


def cut(text: str, columns: int) -> str:
    """Return ``text``, its end replaced by … when it is wider than ``columns``."""
    if display_width(text) <= columns:
        return text
    kept, used = [], display_width("…")
    for char in text:
        used += display_width(char)
        if used > columns:
            break
        kept.append(char)
    return "".join(kept) + "…"


def pad(text: str, columns: int, right: bool = False) -> str:
    """Return ``text`` cut or filled with blanks to exactly ``columns``."""
    short = cut(text, columns)
    blanks = " " * (columns - display_width(short))
    return blanks + short if right else short + blanks
