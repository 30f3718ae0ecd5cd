"""``taskboard parse``: print what a document asks, as a table or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from taskboard.workflows.parse_file import parse_file


@click.command("parse")
@click.argument("file", type=str)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    help="输出格式 / table or json",
)
@click.option("--year", type=click.IntRange(2000, 2099), help="以此为文件年份 / year of the plan")
@click.pass_context
def parse(ctx: click.Context, file: str, form: str, year: int | None) -> None:
    """读出一份文件里的任务，不写任何东西 / print what a document asks."""
    root = ctx.find_root().obj or {}
    text = None
    if file == "-":
        data = sys.stdin.buffer.read()
        text = data.decode("utf-8-sig", "replace")
    parsed = parse_file(file, year=year, home=Path(root.get("home") or "."), text=text)
    if form == "json":
        import json

        from taskboard.parsing.contract import to_json

        click.echo(json.dumps(to_json(parsed), ensure_ascii=False))
        return
    for task in parsed.tasks:
        click.echo(f"{task.code} {task.heading}")
