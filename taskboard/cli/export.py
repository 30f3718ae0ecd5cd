"""``taskboard export``: the ledger for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from taskboard.cli.options import pass_workspace

if TYPE_CHECKING:
    from taskboard.workflows.workspace import Workspace

TABLES = ("tasks", "assignments", "deadlines", "updates", "documents", "units", "rounds", "forms",
          "requests", "verifications", "evidence", "people",
          "instructions", "reminders", "papers", "findings", "lookbacks",
          "occurrences", "events")  # fmt: skip


@click.command("export")
@click.option(
    "-o", "--output", "path", required=True, metavar="FILE",
    help="写到 .csv .json .parquet .ics / where to",
    type=click.Path(dir_okay=False, path_type=Path),
)  # fmt: skip
@click.option(
    "--what", default="tasks", metavar="TABLE", type=click.Choice(TABLES),
    help=f"哪张表（ics 总是时限）：{'、'.join(TABLES)} / which table",
)  # fmt: skip
@click.option("--force", is_flag=True, help="覆盖已有的不同文件 / overwrite a different file")
@pass_workspace
def export(workspace: Workspace, path: Path, what: str, force: bool) -> None:
    """导出台账数据：csv、json、parquet，时限为 ics / the ledger for other programs."""
    from taskboard.workflows.export import export as run

    count = run(workspace, path, what, replace=force)
    click.echo(f"已写出 {path}：{count} 条")
