"""Print what many documents ask: a line for each, or a JSON line for each, and a sum."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from taskboard.cli.progress import bar
from taskboard.model import Parsed
from taskboard.workflows.parse_many import OneParsed, parse_many

Made = tuple[str, int, int]  # what is printed of a file, its tasks, its doubts


def parse_all(names: Iterable[str], form: str, year: int | None, home: Path) -> int:
    """Print all files of ``names`` and return how many were refused."""
    refused = read = tasks = doubts = 0
    make, paths = partial(_made, form=form), [Path(name) for name in names]
    with bar("读取 / reading") as advance:
        for one in parse_many(paths, make, year=year, home=home, progress=advance):
            if one.made is None:
                refused += 1
                click.echo(f"错误：{one.zh}", err=True)
                click.echo(f"error [{one.code}]: {one.en}", err=True)
                if form == "json":
                    click.echo(_trouble(one))
                continue
            line, own_tasks, own_doubts = one.made
            read, tasks, doubts = read + 1, tasks + own_tasks, doubts + own_doubts
            click.echo(line)
    if form != "json":
        click.echo(
            f"\n共 {read + refused} 份文件：读出 {read} 份、任务 {tasks} 项、待核 {doubts} 条；"
            f"未能读取 {refused} 份"
        )
    return refused


def _made(path: Path, parsed: Parsed, form: str) -> Made:
    """Return all that is printed of a file; it is made where the file is read."""
    line = _json(path, parsed) if form == "json" else _line(path, parsed)
    return line, len(parsed.tasks), len(parsed.findings)


def _line(path: Path, parsed: Parsed) -> str:
    title = parsed.document.subject or parsed.document.title or ""
    asked = f"任务 {len(parsed.tasks)} 项，待核 {len(parsed.findings)} 条"
    return f"{path}：{asked}" + (f"　《{title}》" if title else "")


def _json(path: Path, parsed: Parsed) -> str:
    import json

    from taskboard.parsing.contract import printed

    return json.dumps({"file": str(path), **printed(parsed)}, ensure_ascii=False)


def _trouble(one: OneParsed[Made]) -> str:
    import json

    trouble = {"code": one.code, "zh": one.zh, "en": one.en}
    return json.dumps({"file": str(one.path), "error": trouble}, ensure_ascii=False)
