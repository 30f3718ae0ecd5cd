"""``taskboard review``: the decomposition workbook out for correction, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from taskboard.cli.listing import in_short
from taskboard.cli.options import pass_workspace
from taskboard.words import word

if TYPE_CHECKING:
    from taskboard.review.plan import Change, Trouble
    from taskboard.workflows.workspace import Workspace

CUT = 48
ALIKE_SHOWN = 12


@click.group("review")
def review() -> None:
    """任务分解审核表：导出修改，改好收回 / the decomposition workbook out and back."""


@review.command("export")
@click.option(
    "-o", "--output", "path", required=True, metavar="FILE", help="写到哪个 xlsx / output",
    type=click.Path(dir_okay=False, path_type=Path),
)  # fmt: skip
@click.option("--document", default="", metavar="D", help="只要这份文件的 / one document only")
@click.option("--force", is_flag=True, help="覆盖改过的审核表 / overwrite one that was edited")
@pass_workspace
def export(workspace: Workspace, path: Path, document: str, force: bool) -> None:
    """导出审核表，供领导和科室修改 / write the workbook that goes round."""
    from taskboard.workflows.review import export_review

    done = export_review(workspace, path, document=document, replace=force)
    click.echo(
        f"已写出 {done.path}：任务 {done.tasks} 条（有疑点 {done.doubtful} 条，排在最前），"
        f"未列入 {done.unlisted} 句，待核 {done.findings} 项"
    )
    click.echo(f"改好后运行：taskboard review apply {done.path}")


@review.command("apply")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--apply", "write", is_flag=True, help="写入台账；不加则只预览 / write; else preview")
@click.option("--all", "every", is_flag=True, help="照原样确认的也逐条列出 / list each one kept")
@pass_workspace
def apply(workspace: Workspace, file: Path, write: bool, every: bool) -> None:
    """收回审核表，先预览、再写入 / take a corrected workbook back."""
    from taskboard.workflows.review import apply_review

    done = apply_review(workspace, file, apply=write)
    plan = done.plan
    for change in plan.changes:
        if every or not _kept(change):
            click.echo(_line(change, workspace.actor.name))
    if not every and (kept := sum(map(_kept, plan.changes))):
        click.echo(f"照原样确认 {kept} 条（{workspace.actor.name}）；要逐条看请加 --all。")
    for note in plan.notes:
        click.echo(f"提示：{note}")
    for conflict in plan.conflicts:
        click.echo(f"冲突：{_where(conflict)}：{conflict.why}", err=True)
    for refusal in plan.refusals:
        click.echo(f"不能接受：{_where(refusal)}：{refusal.why}", err=True)
    if plan.conflicts or plan.refusals:
        both = ((len(plan.conflicts), "处冲突"), (len(plan.refusals), "处不能接受"))
        counted = "、".join(f"{number} {what}" for number, what in both if number)
        click.echo(
            f"有 {counted}，没有写入；"
            "改好后再试，或重新导出审核表。\n"
            f"Nothing written (conflicts: {len(plan.conflicts)}, refusals: {len(plan.refusals)}); "
            "correct the workbook or export it anew.",
            err=True,
        )
        raise SystemExit(1)
    if not plan.changes:
        click.echo("没有需要变动的内容。")
    elif done.written:
        click.echo(f"已写入 {len(plan.changes)} 处变动。")
    else:
        click.echo(f"以上共 {len(plan.changes)} 处变动，尚未写入；确认后加 --apply。")


def _kept(change: Change) -> bool:
    """Say whether a task was only confirmed as it stands, with nothing said about it."""
    as_it_was = change.old == word("decomposition", "proposed") and not change.reason
    return as_it_was and change.new == word("decomposition", "confirmed")


def _line(change: Change, actor: str) -> str:
    why = f"，理由：{change.reason}" if change.reason else ""
    old, new = change.old, change.new
    if old and new:
        old, new = _differing(old, new)
    moved = _quoted(new) if change.born else f"{_quoted(old)} → {_quoted(new)}"
    return f"{change.subject} {change.what}：{moved}（{actor}{why}）"


def _quoted(text: str) -> str:
    return f"“{in_short(text, CUT)}”" if text.strip() else "（空）"


def _where(trouble: Trouble) -> str:
    return trouble.place


def _differing(old: str, new: str) -> tuple[str, str]:
    """Return both texts from shortly before they differ, where their beginnings are alike."""
    flat, other = (" ".join(text.split()) for text in (old, new))
    if in_short(flat, CUT) != in_short(other, CUT):
        return flat, other
    at = next((n for n, (a, b) in enumerate(zip(flat, other, strict=False)) if a != b), None)
    start = max(0, (min(len(flat), len(other)) if at is None else at) - ALIKE_SHOWN)
    return (f"……{flat[start:]}", f"……{other[start:]}") if start else (flat, other)
