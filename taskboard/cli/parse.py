"""``taskboard parse``: print what a document asks, as a table or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from taskboard.model import Parsed
from taskboard.workflows.parse_file import parse_file

LARGE = 2 * 1024 * 1024  # bytes from which a bar is worth its start-up


@click.command("parse")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    help="输出格式 / table or json",
)
@click.option("--year", type=click.IntRange(2000, 2099), help="以此为文件年份 / year of the plan")
@click.option(
    "-o", "--output", "page", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="另存原文对照页（.html） / write the source beside its tasks",
)  # fmt: skip
@click.option("--force", is_flag=True, help="覆盖已有的不同文件 / overwrite a different file")
@click.pass_context
def parse(
    ctx: click.Context, files: tuple[str, ...], form: str, year: int | None, page: Path | None,
    force: bool,
) -> None:  # fmt: skip
    """读出一份文件里的任务，不写入台账 / print what a document asks.

    FILE 为“-”时从标准输入读文字；多份文件或文件夹逐份列出，一份有误不影响其余
    / a FILE of - reads text from standard input; of several files or a folder each has a line.
    """
    root = ctx.find_root().obj or {}
    if len(files) > 1 or Path(files[0]).is_dir():
        from taskboard.cli.parse_summary import parse_all

        if page is not None:
            why = "原文对照页一次只写一份文件 / -o takes one file at a time"
            raise click.UsageError(why)
        raise SystemExit(parse_all(files, form, year, Path(root.get("home") or ".")) > 0)
    (file,) = files
    data = sys.stdin.buffer.read() if file == "-" else None
    home = Path(root.get("home") or ".")
    parsed = parse_file(file, year=year, home=home, data=data, progress=_progress(file))
    if page is not None:
        from taskboard.workflows.source_page import write_source_page

        write_source_page(parsed, file, page, home, replace=force)
        click.echo(f"已写出 {page}：原文对照，共 {len(parsed.tasks)} 项任务", err=form == "json")
        if form != "json":
            return
    click.echo(as_json(parsed) if form == "json" else as_table(parsed))


def _progress(name: str) -> Callable[[int, int], None] | None:
    """Return a bar for a large file, when somebody watches the terminal."""
    path = Path(name)
    scan = path.suffix.lower() == ".pdf"  # its pages may have to be recognised
    large = path.is_file() and (scan or path.stat().st_size > LARGE)
    if not large or not sys.stderr.isatty():
        return None
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    job = bar.add_task("解析 / parsing")
    bar.start()

    def advance(done: int, total: int) -> None:
        bar.update(job, completed=done, total=total)
        if done >= total:
            bar.stop()

    return advance


def as_json(parsed: Parsed) -> str:
    """Return the parsing contract as one line of JSON."""
    import json

    from taskboard.parsing.contract import printed

    return json.dumps(printed(parsed), ensure_ascii=False)


def as_table(parsed: Parsed) -> str:
    """Return the tasks and findings for an 80-column terminal."""
    from taskboard.cli.parse_table import render

    return render(parsed)
