"""``taskboard issue``: freeze the baseline and hand the tasks out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from taskboard.cli.options import pass_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taskboard.model import Finding
    from taskboard.workflows.workspace import Workspace

SHOWN_FINDINGS = 8


@click.command("issue")
@click.option("--document", default="", metavar="D", help="文件编号，如 2023-01 / serial of one")
@click.option(
    "--accept-proposals", is_flag=True, help="照提出的任务下达，不再逐条核定 / as proposed"
)
@click.option(
    "--default-unit", default="", metavar="U", help="没有单位的任务给它 / for unit-less ones"
)
@click.option(
    "--override", default="", metavar="REASON", help="仍有疑点时放行的理由 / despite doubts"
)
@pass_workspace
def issue(
    workspace: Workspace, document: str, accept_proposals: bool, default_unit: str, override: str
) -> None:
    """核定后的任务正式下达，形成基线 / freeze the baseline and hand tasks out."""
    from taskboard.workflows.issue import issue as run

    for done in run(
        workspace,
        document,
        accept_proposals=accept_proposals,
        default_unit=default_unit,
        override=override,
    ):
        click.echo(f"已下达 {done.document}《{done.title.strip('《》')}》")
        click.echo(
            f"  任务 {done.tasks} 条，承办件 {done.assignments} 件，涉及单位 {done.units} 个；"
            f"基线 {done.baseline[:12]}"
        )
        if done.accepted or done.defaulted:
            click.echo(
                f"  其中照提出的任务下达 {done.accepted} 条，指定默认单位 {done.defaulted} 条"
            )
        _print_findings(done.findings)
        for path in done.files:
            click.echo(f"  已写出 {path}")


def _print_findings(findings: Sequence[Finding]) -> None:
    """Print every task that nobody holds, and the first few of the other findings."""
    unheld = [finding for finding in findings if finding.code == "issued-without-unit"]
    others = [finding for finding in findings if finding.code != "issued-without-unit"]
    for finding in (*unheld, *others[:SHOWN_FINDINGS]):
        click.echo(f"  待核 [{finding.code}] {finding.message}")
    if (more := len(others) - SHOWN_FINDINGS) > 0:
        click.echo(f"  …… 另有 {more} 项待核")
