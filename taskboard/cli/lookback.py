"""``taskboard lookback``: last year's document checked again, workbook out and in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from taskboard.cli.listing import in_short
from taskboard.cli.options import pass_workspace

if TYPE_CHECKING:
    from taskboard.review.lookback_in import Decision
    from taskboard.workflows.lookback import Applied
    from taskboard.workflows.workspace import Workspace

CUT = 36


@click.group("lookback")
def lookback() -> None:
    """回头看：上年任务逐项复查，未完成和反弹的转入今年 / last year's tasks rechecked."""


@lookback.command("open")
@click.option("--document", required=True, metavar="D", help="上年的文件编号，如 2025-01 / serial")
@click.option(
    "-o", "--output", "path", metavar="FILE", help="写到哪个 xlsx，默认在 out 文件夹 / output",
    type=click.Path(dir_okay=False, path_type=Path),
)  # fmt: skip
@click.option("--force", is_flag=True, help="覆盖已有的不同文件 / overwrite a different file")
@pass_workspace
def open_(workspace: Workspace, document: str, path: Path | None, force: bool) -> None:
    """写出“回头看”复查表，每项任务一行 / write the workbook that takes what is found."""
    from taskboard.workflows.lookback import open_lookback

    done = open_lookback(workspace, document, path, replace=force)
    click.echo(
        f"已写出 {done.path}：{done.subject}，共 {done.tasks} 项"
        f"（已办结 {done.closed} 项，没有办结 {done.tasks - done.closed} 项）"
    )
    click.echo(f"填好后运行：taskboard lookback apply {done.path}")


@lookback.command("apply")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--apply", "write", is_flag=True, help="写入台账；不加则只预览 / write; else preview")
@pass_workspace
def apply(workspace: Workspace, file: Path, write: bool) -> None:
    """收回复查表，先预览、再写入 / take the filled workbook back."""
    from taskboard.workflows.lookback import apply_lookback

    done = apply_lookback(workspace, file, apply=write)
    for one in done.found.decisions:
        click.echo(_line(one, done))
    for refused in done.found.refused:
        click.echo(f"不能接受：{refused.place}：{refused.why}", err=True)
    _sum_up(done)
    if done.found.refused:
        raise SystemExit(1)


def _line(one: Decision, done: Applied) -> str:
    from taskboard.words import word

    words = f"{one.task} {word('lookback', one.finding)}（{one.checker}）"
    if one.note:
        words += f"：{in_short(one.note, CUT)}"
    if one.task in done.carried:
        new = done.carried[one.task]
        units = "、".join(new.units[:4]) + (f"等{len(new.units)}个单位" if new.units[4:] else "")
        words += f" → {word('carry', one.carry)}为 {new.key}，{units}，时限 {new.due}"
    elif one.carry:
        words += f" → {word('carry', one.carry)}"
    return words


def _sum_up(done: Applied) -> None:
    found = done.found
    counts = [f"复查结果 {len(found.decisions)} 项"]
    if done.carried:
        counts.append(f"转入新一年 {len(done.carried)} 项（文件 {done.document}）")
    for number, words in (
        (found.same, "与台账相同"), (found.empty, "没有复查"), (len(found.refused), "不能接受"),
    ):  # fmt: skip
        if number:
            counts.append(f"{words} {number} 项")
    click.echo("，".join(counts) + "。")
    if done.unclosed:
        click.echo(
            f"提示：已完成的任务中有 {len(done.unclosed)} 项台账中还没有办结，"
            f"请补办办结手续：taskboard task request {done.unclosed[0]} close"
        )
    if done.written:
        click.echo("已写入。" + (_next(done.document) if done.carried else ""))
    elif found.decisions:
        click.echo("以上尚未写入；确认后加 --apply。")


def _next(document: str) -> str:
    return (
        f"下达结转事项：taskboard issue --document {document}（要改单位、时限的先 review export）"
    )
