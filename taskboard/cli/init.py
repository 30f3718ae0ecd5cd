"""``taskboard init``: make a workspace."""

from __future__ import annotations

import click

from taskboard.cli.options import pass_workspace
from taskboard.workflows.workspace import Workspace, init_workspace, open_workspace


@click.command()
@click.argument("folder", metavar="[DIR]", required=False)
@pass_workspace
def init(workspace: Workspace, folder: str | None) -> None:
    """在 DIR（默认当前文件夹）新建工作区：设置、台账、模板、输出 / make a workspace in DIR."""
    if folder:
        root = click.get_current_context().find_root().obj or {}
        given = click.get_current_context().params.get("ledger") or root.get("ledger", "")
        workspace = open_workspace(
            folder, ledger=given, as_of=workspace.as_of, actor=workspace.actor.name
        )
    made = init_workspace(workspace)
    click.echo(f"已新建工作区 {workspace.home}")
    for path in made:
        click.echo(f"  {path.name}{'/' if path.is_dir() else ''}")
    click.echo("下一步：改好 taskboard.toml，再运行 taskboard units import 单位名录.xlsx")
