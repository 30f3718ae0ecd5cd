"""``taskboard units``: the directory of units in, out, and looked over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from taskboard.cli.options import pass_workspace

if TYPE_CHECKING:
    from taskboard.workflows.units import UnitsImport
    from taskboard.workflows.workspace import Workspace

SHOWN = 40


@click.group("units")
def units() -> None:
    """单位名录：导入、导出、检查 / the unit directory."""


@units.command("import")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--from-document",
    "document",
    type=click.Path(path_type=Path),
    help="从一份文件里列出所有单位，写成名录初稿 / a first directory from a document",
)
@click.option(
    "-o", "output", type=click.Path(path_type=Path), help="初稿写到哪个文件 / where the draft goes"
)
@click.option(
    "--apply", is_flag=True, help="写入台账；不加则只预览 / write; without it only preview"
)
@pass_workspace
def import_(
    workspace: Workspace, file: Path | None, document: Path | None, output: Path | None, apply: bool
) -> None:
    """把单位名录 FILE（xlsx 或 csv）导入台账 / take a unit directory into the ledger."""
    if document is not None:
        if file is not None or output is None or apply:
            raise click.UsageError(
                "用法：units import --from-document 文件 -o 名录.xlsx / "
                "--from-document takes -o FILE and nothing else"
            )
        from taskboard.workflows.units import starter_directory

        made = starter_directory(workspace, document, output)
        click.echo(
            f"在 {document} 中找到单位 {made.units} 个、统称 {made.classes} 个，写入 {output}"
        )
        click.echo(f"请补全后运行：taskboard units import {output} --apply")
        return
    if file is None:
        raise click.UsageError("请写出名录文件，或用 --from-document / name a directory file")
    from taskboard.workflows.units import import_units

    result = import_units(workspace, file, apply=apply)
    _print(result, file)
    if result.blocked:
        raise SystemExit(1)


def _print(result: UnitsImport, file: Path) -> None:
    for finding in result.findings:
        if finding.severity == "error":
            click.echo(
                f"不能导入：{finding.place + '：' if finding.place else ''}{finding.message}",
                err=True,
            )
    for name in result.added[:SHOWN]:
        click.echo(f"  新增 {name}")
    _more(len(result.added))
    for change in result.changed[:SHOWN]:
        click.echo(f"  修改 {change.name} {change.field}：{change.old} → {change.new}")
    _more(len(result.changed))
    for finding in result.findings:
        if finding.severity != "error":
            click.echo(f"  提示 {finding.place + '：' if finding.place else ''}{finding.message}")
    changed = len({change.name for change in result.changed})
    click.echo(f"新增 {len(result.added)} 个，修改 {changed} 个，不变 {result.same} 个。")
    if result.blocked:
        click.echo("有不能导入的内容，没有写入；请改正后再试。", err=True)
    elif result.applied:
        click.echo("已写入台账。" if result.added or changed else "没有新内容，台账未变。")
    else:
        click.echo(f"以上为预览，尚未写入；确认后运行：taskboard units import {file} --apply")


def _more(count: int) -> None:
    if count > SHOWN:
        click.echo(f"  …… 另有 {count - SHOWN} 项")


@units.command("export")
@click.option(
    "-o", "output", required=True, type=click.Path(path_type=Path), help="xlsx 或 csv / xlsx or csv"
)
@pass_workspace
def export(workspace: Workspace, output: Path) -> None:
    """把单位名录写成 xlsx 或 csv / write the directory to a file."""
    from taskboard.workflows.units import export_units

    count = export_units(workspace, output)
    click.echo(f"已写出 {count} 个单位：{output}")


@units.command("check")
@pass_workspace
def check(workspace: Workspace) -> None:
    """检查名录本身，并列出台账中对不上的单位名称 / names in the ledger that do not resolve."""
    from taskboard.workflows.units import check_units

    result = check_units(workspace)
    click.echo(f"名录中有效单位 {result.units} 个。")
    for finding in result.findings:
        mark = "须改" if finding.severity == "error" else "提示"
        click.echo(f"  {mark} {finding.message}")
    for name in result.unresolved:
        hint = f"；是否指{'、'.join(name.candidates)}？" if name.candidates else ""
        click.echo(f"  待核 “{name.name}”（{name.tasks} 条任务）：{name.why}{hint}")
    if not result.findings and not result.unresolved:
        click.echo("没有问题。")
    elif result.unresolved:
        click.echo(
            f"{len(result.unresolved)} 个名称对不上；请补入名录的“简称”或“分组”栏后重新导入。"
        )
    if result.unresolved or any(f.severity == "error" for f in result.findings):
        raise SystemExit(1)
