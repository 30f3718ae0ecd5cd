"""Print what came of the returned forms: a line per file, the cells that change, the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from taskboard.collection.form import NAMES
from taskboard.collection.values import plain
from taskboard.collection.verdict import FLAG_WORDS
from taskboard.office.measure import display_width
from taskboard.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from taskboard.collection.verdict import Verdict
    from taskboard.workflows.collecting import Collected
    from taskboard.workflows.form_filling import Filling

WIDTH = 80
CELLS_PER_FILE = 6  # more are counted, and shown by --full
OUTCOMES = ("accepted", "late", "superseded", "conflict", "refused", "duplicate")


def print_collected(done: Collected, names: Mapping[str, str] | None, *, full: bool) -> None:
    """Print each file with its changes; cells that were refused are never left out."""
    for verdict in done.verdicts:
        unit = f"（{f'{verdict.unit} {verdict.form}'.strip()}）" if verdict.form else ""
        outcome = word("outcome", verdict.outcome, names)
        click.echo(f"[{outcome}] {verdict.file}{unit}：{verdict.reason}")
        lines = list(_changes(verdict))
        for line in lines if full else lines[:CELLS_PER_FILE]:
            click.echo(line if full else cut(line, WIDTH))
        if not full and len(lines) > CELLS_PER_FILE:
            click.echo(f"    另有 {len(lines) - CELLS_PER_FILE} 格变化，加 --full 全部列出")
        for line in _flags(verdict):
            click.echo(line)
        for refusal in verdict.refused_cells:
            click.echo(f"    未采用 {refusal.place}：{refusal.reason}")
        for note in verdict.notes:
            click.echo(f"    {note}")
    totals = "，".join(f"{word('outcome', o, names)} {done.count(o)}" for o in OUTCOMES)
    click.echo(f"共 {len(done.verdicts)} 份：{totals}；变化 {done.cells} 格")


def print_filling(done: Filling) -> None:
    """Print what each row of a superior's form is filled with, and what is left to a person."""
    for row in done.rows:
        behind = f"← {'、'.join(row.own)}" if row.own else "未填"
        click.echo(cut(f"{row.code} {behind}  {' '.join(row.task.split())}", WIDTH))
        for (_, _, column), (old, new) in row.cells.items():
            was, says = (" ".join(plain(value).split()) or "（空）" for value in (old, new))
            click.echo(f"    {NAMES[column]}：{cut(was, 24)} → {says}")
        for note in row.notes:
            click.echo(f"    {note}")
        for key, words in row.nearest:
            click.echo(
                f"    相近：{key} {cut(words, 50)}；是同一件事的，加 --match {row.code}={key}"
            )
    for refusal in done.unread:
        click.echo(f"    没有读 {refusal.place}：{refusal.reason}")
    left = len(done.rows) - done.filled
    click.echo(f"表 {done.form}：{len(done.rows)} 项，填 {done.filled} 项，{left} 项须自填")
    if done.filled:
        click.echo("“本期情况”只看文字和数字比表中原有的有没有变，请逐项核对")


def cut(text: str, width: int) -> str:
    """Return ``text`` cut to ``width`` half-width columns, with … where something is left out."""
    if display_width(text) <= width:
        return text
    while display_width(text) > width - 2:
        text = text[:-1]
    return f"{text}…"


def _changes(verdict: Verdict) -> Iterator[str]:
    """Yield the cells that differ; a choice or a text merely confirmed is no difference."""
    for row in verdict.rows if verdict.taken else ():
        code = row.assignment.partition("@")[0]
        for change in row.changes if row.state == "taken" else ():
            old, new = (" ".join(text.split()) for text in (change.old, change.new))
            if old != new:
                room = (WIDTH - display_width(f"    {code} {change.name}： → ")) // 2
                shown = cut(old or "（空）", max(12, min(room, 30)))
                yield f"    {code} {change.name}：{shown} → {new or '（空）'}"


def _flags(verdict: Verdict) -> Iterator[str]:
    """Yield one line for each remark, with the tasks it concerns."""
    found: dict[str, list[str]] = {}
    for row in verdict.rows if verdict.taken else ():
        for flag in row.flags if row.state == "taken" else ():
            found.setdefault(flag, []).append(row.assignment.partition("@")[0])
    for flag, codes in found.items():
        yield f"    提示 {FLAG_WORDS[flag]}（{'、'.join(codes)}）"
