"""``taskboard import``: documents into the ledger as proposed tasks."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taskboard.cli.options import pass_workspace
from taskboard.cli.progress import bar

if TYPE_CHECKING:
    from taskboard.workflows.imports import Imported, ImportReport
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
@click.option(
    "--apply", is_flag=True, help="修订稿的变动写入台账；不加则只显示 / take amendments in"
)
@pass_workspace
def import_(
    workspace: Workspace,
    files: tuple[Path, ...],
    year: int | None,
    allow_classified: bool,
    apply: bool,
) -> None:
    """把工作要点导入台账，形成待审任务 / documents into the ledger as proposed tasks."""
    from taskboard.workflows.imports import import_files

    many = len(files) > 1 or files[0].is_dir()
    watched = many or files[0].suffix.lower() == ".pdf"  # a scan takes seconds for each page
    with bar("导入 / importing") if watched else nullcontext() as advance:
        report = import_files(
            workspace,
            files,
            year=year,
            allow_classified=allow_classified,
            apply=apply,
            progress=advance,
        )
    for document in report.documents:
        _print(document)
    for error in report.refused:
        click.echo(f"错误：{error.zh}", err=True)
        click.echo(f"error: {error.en}", err=True)
    if many or report.refused:
        _sum_up(report)
    if report.refused:
        raise SystemExit(1)


def _sum_up(report: ImportReport) -> None:
    new = [one for one in report.documents if one.status == "new"]
    tasks = sum(one.tasks for one in new)
    doubts = sum(len(one.findings) for one in new)
    known = sum(one.status == "known" for one in report.documents)
    amended = len(report.documents) - len(new) - known
    click.echo(
        f"共 {len(report.documents) + len(report.refused)} 份文件：新导入 {len(new)} 份、"
        f"任务 {tasks} 项、待核 {doubts} 条；已在台账 {known} 份，修订稿 {amended} 份；"
        f"未能导入 {len(report.refused)} 份",
        err=bool(report.refused),
    )


def _print(document: Imported) -> None:
    if document.status == "known" and document.later:
        click.echo(
            f"{document.path}：是 {document.serial} 较早的一稿（现行的是“{document.later}”），"
            "没有写入；要退回这一稿，请用 taskboard undo 撤销后来的导入。"
        )
        return
    if document.status == "known":
        click.echo(f"{document.path}：已在台账中（{document.serial}），没有新内容。")
        return
    if document.status == "amended":
        _print_changes(document)
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


def _print_changes(document: Imported) -> None:
    names = {"added": "新增", "removed": "删去", "reworded": "改写", "restored": "恢复"}
    click.echo(f"{document.path}：是 {document.serial} 的修订稿，与台账中的任务相比：")
    for change in document.changes:
        click.echo(f"  {names[change.kind]} {change.key or change.code}")
        for mark, text in (("-", change.old), ("+", change.new)):
            if text and (mark, change.kind) != ("-", "restored"):
                click.echo(f"    {mark} {' '.join(text.split())}")
    kept = document.tasks - sum(bool(change.new) for change in document.changes)
    click.echo(f"  其余 {kept} 条文字相同，已核定的内容照旧。")
    if document.written:
        click.echo(
            "  已写入：新增的待审，改写、删去的标为存疑，恢复的照此前核定；请导出审核表核定。"
        )
    else:
        click.echo("  尚未写入；确认后加 --apply。")
