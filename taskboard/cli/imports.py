"""``taskboard import``: documents into the ledger as proposed tasks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taskboard.cli.options import pass_workspace

if TYPE_CHECKING:
    from taskboard.workflows.imports import Imported
    from taskboard.workflows.workspace import Workspace

SHOWN_FINDINGS = 8


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--year", type=int, help="文件没有写明时的年份 / year of the plan, if not printed")
@click.option(
    "--allow-classified", is_flag=True, help="版头有密级标志也导入 / despite a secrecy mark"
)
@pass_workspace
def import_(
    workspace: Workspace, files: tuple[Path, ...], year: int | None, allow_classified: bool
) -> None:
    """把工作要点导入台账，形成待审任务 / documents into the ledger as proposed tasks."""
    from taskboard.workflows.imports import import_files

    report = import_files(
        workspace,
        files,
        year=year,
        allow_classified=allow_classified,
        progress=_ticker(len(files)),
    )
    for document in report.documents:
        _print(document)
    for error in report.refused:
        click.echo(f"错误：{error.zh}", err=True)
        click.echo(f"error: {error.en}", err=True)
    if report.refused:
        done = len(report.documents)
        click.echo(f"导入 {done} 份，未能导入 {len(report.refused)} 份。", err=True)
        raise SystemExit(1)


def _ticker(files: int) -> Callable[[str], None] | None:
    if files < 2 or not sys.stderr.isatty():
        return None
    return lambda name: click.echo(f"正在导入 {name} …", err=True)


def _print(document: Imported) -> None:
    if document.status == "known":
        click.echo(f"{document.path}：已在台账中（{document.serial}），没有新内容。")
        return
    click.echo(f"{document.path} → {document.serial}《{document.title.strip('《》')}》")
    without = document.tasks - document.with_units
    click.echo(
        f"  条款 {document.clauses} 条，任务 {document.tasks} 条"
        f"（有责任单位 {document.with_units} 条，没有 {without} 条），"
        f"时限 {document.deadlines} 个，指标 {document.targets} 个，"
        f"待核 {len(document.findings)} 项"
    )
    for finding in document.findings[:SHOWN_FINDINGS]:
        click.echo(f"  待核 [{finding.code}] {finding.message}")
    if (more := len(document.findings) - SHOWN_FINDINGS) > 0:
        click.echo(f"  …… 另有 {more} 项，见 taskboard review export 的“待核”表")
