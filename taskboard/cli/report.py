"""``taskboard report``: reports as xlsx, docx or html, by the ending of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from taskboard.cli.options import pass_workspace

if TYPE_CHECKING:
    from taskboard.workflows.workspace import Workspace

REPORTS = {
    "decomposition": "任务分解表，xlsx 或 docx / who does what by when",
    "amendments": "下达后的调整清单，xlsx 或 docx / what was changed after the issue",
    "source": "原文对照，html：左边原文、右边任务 / the source beside its tasks",
    "progress": "进展情况表，xlsx 或 html / how far everything is",
    "ledger": "任务台账，xlsx 或 html / all that is known of each",
    "board": "督查看板，一页 html / one page for a leader",
    "lookback": "“回头看”情况，xlsx、html 或 docx / what the recheck found",
    "annual": "年报中的要点落实情况，docx 或 html / the yearly section",
}


ONLY = "只要这份文件的 / one document only"
YEARLY = "；写年度（如 2026）即这一年的全部文件 / or a year, for all of its documents"


@click.group("report")
def report() -> None:
    """写出报表，格式随文件后缀 / write a report; the format follows the file's ending."""


def _command(kind: str, line: str) -> click.Command:
    """Return the command of one report."""

    @click.command(kind, help=line)
    @click.option(
        "-o", "--output", "path", required=True, metavar="FILE", help="写到哪个文件 / output",
        type=click.Path(dir_okay=False, path_type=Path),
    )  # fmt: skip
    @click.option("--document", default="", metavar="D", help=ONLY + YEARLY * (kind == "annual"))
    @click.option("--force", is_flag=True, help="覆盖已有的不同文件 / overwrite a different file")
    @click.option(
        "--figures", is_flag=True,
        help="另存每个数字及其来源（.figures.json） / each figure with its query, beside the file",
    )  # fmt: skip
    @pass_workspace
    def write(
        workspace: Workspace, path: Path, document: str, force: bool, figures: bool,
        freeze: bool = False,
    ) -> None:  # fmt: skip
        from taskboard.workflows.reports import write_report

        if freeze:
            _freeze(workspace, path, document, force)
            return
        done = write_report(
            workspace, kind, path, document=document, replace=force, figures=figures
        )
        click.echo(f"已写出 {done.path}：{done.title}，共 {done.total} 项")
        if done.figures is not None:
            click.echo(f"  数字及其来源：{done.figures}")
        for finding in done.findings:
            click.echo(f"  待核 [{finding.code}] {finding.message}", err=True)

    if kind == "annual":
        help_ = "定稿：登记编号和快照，以后可原样重写 / record it with its snapshot"
        write = click.option("--freeze", is_flag=True, help=help_)(write)
    command: click.Command = write
    return command


def _freeze(workspace: Workspace, path: Path, document: str, force: bool) -> None:
    """Write and record the yearly paragraph."""
    from taskboard.workflows.annual import freeze_annual

    done = freeze_annual(workspace, path, document=document, replace=force)
    known = "已登记" if done.recorded else "此前已登记"
    click.echo(f"已定稿 {done.path}：{done.paper.title}（{done.paper.number}，{known}）")
    click.echo(f"数字及其来源：taskboard paper show {done.paper.number} --figures")


def _add(to: Callable[[click.Command], Any]) -> None:
    for kind, line in REPORTS.items():
        to(_command(kind, line))


_add(report.add_command)
