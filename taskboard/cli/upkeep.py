"""``undo``, ``backup``, ``restore``, ``copy``, ``check``: keep the ledger whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taskboard.cli.options import pass_workspace

if TYPE_CHECKING:
    from taskboard.workflows.workspace import Workspace

FILE = click.Path(dir_okay=False, path_type=Path)
SHOWN = 12
UNASSIGNED_SHOWN = 12


@click.command()
@click.argument("number", metavar="[N]", required=False, type=click.IntRange(1))
@click.option("--apply", is_flag=True, help="真的撤销；不加则只显示 / take it back; else only show")
@pass_workspace
def undo(workspace: Workspace, number: int | None, apply: bool) -> None:
    """撤销上一次操作（先显示，加 --apply 才写入） / take the last action back.

    一份文件的下达连同交办通知是一次操作，收表一份是一次操作。

    N 是显示的操作编号：其后又有人操作的，不予撤销；别人做的操作，须写明编号才能撤销。
    N is the number shown; without it only your own action is taken back.
    """
    from taskboard.workflows.undo import undo as take_back

    last = take_back(workspace, number, apply=apply)
    when = f"{dt.datetime.fromisoformat(last.recorded_at).astimezone():%Y-%m-%d %H:%M}"
    click.echo(f"上一次操作：{last.number} 号 {last.action}（{last.actor}，{when}）")
    for line in last.lines[:SHOWN]:
        click.echo(f"  {line}")
    if len(last.lines) > SHOWN:
        kinds = "、".join(f"{kind} {count}" for kind, count in last.kinds.items())
        click.echo(f"  …… 共 {len(last.lines)} 条事件：{kinds}")
    if last.applied:
        click.echo("已撤销；原记录保留在台账中。")
    else:
        click.echo(f"确认撤销请加 --apply：taskboard undo {last.number} --apply")


@click.command()
@click.argument("path", metavar="FILE", type=FILE)
@pass_workspace
def backup(workspace: Workspace, path: Path) -> None:
    """把整个台账（含留存文件）备份到 FILE / back the whole ledger up."""
    from taskboard.workflows.upkeep import backup as save

    done = save(workspace, path)
    click.echo(f"已备份 {done.events} 条事件到 {done.where}，校验值 {done.hash[:16]}。")


@click.command()
@click.argument("path", metavar="FILE", type=FILE)
@pass_workspace
def restore(workspace: Workspace, path: Path) -> None:
    """从备份 FILE 恢复到空的工作区 / fill an empty workspace from a backup."""
    from taskboard.workflows.upkeep import restore as bring_back

    done = bring_back(workspace, path)
    click.echo(f"已从 {path} 恢复 {done.events} 条事件，校验值 {done.hash[:16]}。")


@click.command()
@click.option("--to", "url", required=True, metavar="URL", help="目标台账库 / the other store")
@pass_workspace
def copy(workspace: Workspace, url: str) -> None:
    """把整个台账复制到另一个空的台账库 / copy the whole ledger to another store."""
    from taskboard.workflows.upkeep import copy as move

    done = move(workspace, url)
    click.echo(f"已复制 {done.events} 条事件到 {done.where}，校验值 {done.hash[:16]}。")
    click.echo("请把 taskboard.toml 中的 ledger 改为新地址。")


@click.command()
@pass_workspace
def check(workspace: Workspace) -> None:
    """核对台账：哈希链、数量、引用和各项规矩 / check the chain, the counts and the rules."""
    from taskboard.workflows.check import in_words, is_broken
    from taskboard.workflows.upkeep import check as look

    health = look(workspace)
    if held := health.counts:
        click.echo(
            f"事务 {held['transactions']}，事件 {held['events']}，来源文件 {held['sources']}，"
            f"留存文件 {held['blobs']}；校验值 {health.hash[:16]}"
        )
    for finding in health.findings:
        click.echo(f"  {in_words(finding)}")
    for finding in health.hints:
        click.echo(f"  提示 {in_words(finding)}")
    if health.findings:
        told = f"发现 {len(health.findings)} 处问题；"
        if is_broken(health.findings):
            click.echo(f"{told}请勿继续使用本台账，先从备份恢复。")
        else:
            click.echo(f"{told}哈希链完好，请按所注事件逐条核对（最近一次操作可用 undo 撤销）。")
        raise SystemExit(1)
    if health.unassigned:
        shown = "、".join(health.unassigned[:UNASSIGNED_SHOWN])
        more = "……" if len(health.unassigned) > UNASSIGNED_SHOWN else ""
        count = len(health.unassigned)
        click.echo(f"  未落实单位：{count} 条已下达任务没有责任单位：{shown}{more}")
    click.echo("台账完好。")
