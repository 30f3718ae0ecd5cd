"""``taskboard templates``: hand out the shipped templates, for an office to change."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("templates")
def templates() -> None:
    """报表和文书的模板：取出来照本单位的样式改 / the templates of tables and papers."""


@templates.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """把自带的模板取到 DIR，已有的不同文件不覆盖 / hand the shipped templates out."""
    from taskboard.workflows.templates import export_templates

    written, kept = export_templates(folder)
    click.echo(f"已取出 {len(written)} 个模板到 {folder}")
    for path in kept:
        click.echo(f"  已有且内容不同，没有覆盖：{path}")
    click.echo("改好后放进工作区的 templates 文件夹（子文件夹和文件名不变），即优先使用")
