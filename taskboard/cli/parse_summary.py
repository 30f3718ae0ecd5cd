"""Print what many documents ask: a line for each, or a JSON line for each, and a sum."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from taskboard.cli.progress import bar
from taskboard.model import Parsed
from taskboard.workflows.parse_many import OneParsed, parse_many


def parse_all(names: Iterable[str], form: str, year: int | None, home: Path) -> int:
    """Print all files of ``names`` and return how many were refused."""
    refused = read = tasks = doubts = 0
    with bar("读取 / reading") as advance:
        for one in parse_many([Path(n) for n in names], year=year, home=home, progress=advance):
            if one.parsed is None:
                refused += 1
                click.echo(f"错误：{one.zh}", err=True)
                click.echo(f"error [{one.code}]: {one.en}", err=True)
            else:
                read += 1
                tasks += len(one.parsed.tasks)
                doubts += len(one.parsed.findings)
            if form == "json":
                click.echo(_json(one))
            elif one.parsed is not None:
                click.echo(_line(one.path, one.parsed))
    if form != "json":
        click.echo(
            f"\n共 {read + refused} 份文件：读出 {read} 份、任务 {tasks} 项、待核 {doubts} 条；"
            f"未能读取 {refused} 份"
        )
    return refused


def _line(path: Path, parsed: Parsed) -> str:
    title = parsed.document.subject or parsed.document.title or ""
    asked = f"任务 {len(parsed.tasks)} 项，待核 {len(parsed.findings)} 条"
    return f"{path}：{asked}" + (f"　《{title}》" if title else "")


def _json(one: OneParsed) -> str:
    import json

    from taskboard.parsing.contract import to_json

    if one.parsed is None:
        trouble = {"code": one.code, "zh": one.zh, "en": one.en}
        return json.dumps({"file": str(one.path), "error": trouble}, ensure_ascii=False)
    return json.dumps({"file": str(one.path), **to_json(one.parsed)}, ensure_ascii=False)
