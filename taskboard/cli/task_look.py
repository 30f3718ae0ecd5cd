"""``taskboard task list``, ``sample``, ``show`` and ``log``: what is known, nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from taskboard.cli.listing import format_option, print_rows
from taskboard.cli.options import pass_workspace, words_option
from taskboard.cli.wrapping import wrapped

if TYPE_CHECKING:
    from taskboard.workflows.finding_tasks import Filter
    from taskboard.workflows.workspace import Workspace

TABLE = ("编号", "任务", "单位", "时限", "办理", "时效")
FILTERS = (
    click.option("--unit", default="", metavar="U", help="只看这个单位 / only this unit"),
    click.option("--document", default="", metavar="D", help="只看这份文件 / only this document"),
    click.option(
        "--supervisor", default="", metavar="WHO", help="只看由谁督办的 / whose to follow"
    ),
    click.option(
        "--find", default="", metavar="WORDS", help="任务、进展、批示中有这些字 / words in it"
    ),
    click.option(
        "--saved", default="", metavar="NAME", help="设置中存好的条件 / a filter of yours"
    ),
    words_option("--handling", "handling", "只看办理状态 / only this handling"),
    words_option("--timeliness", "timeliness", "只看时效，如 逾期 / only this timeliness"),
    words_option("--judgement", "judgement", "只看进度 / only this judgement"),
    words_option("--verification", "verification", "只看核查 / only this verification"),
    words_option("--decomposition", "decomposition", "只看分解状态 / only this decomposition"),
)
BY = click.Choice(["unit", "section", "document", "handling", "timeliness", "judgement",
                   "verification", "supervisor"])  # fmt: skip


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which rows are wanted."""
    for option in reversed(FILTERS):
        command = option(command)
    return command


def wanted(workspace: Workspace, given: dict[str, Any], by: str = "") -> Filter:
    """Return the filter the options ask for; what was typed goes before what was saved."""
    from taskboard.workflows.finding_tasks import AXES, Filter, saved_filter

    axes = {axis: given[axis] for axis in AXES if given[axis]}
    own = Filter(given["unit"], given["document"], given["supervisor"], given["find"], by, axes)
    return own.or_else(saved_filter(workspace, given["saved"])) if given["saved"] else own


@click.command("list")
@filters
@click.option("--by", type=BY, metavar="FIELD", help=f"分组：{'、'.join(BY.choices)} / grouped by")
@format_option
@pass_workspace
def list_(workspace: Workspace, by: str | None, form: str, **given: Any) -> None:
    """列出任务和承办单位，可查找、分组 / list tasks and their units."""
    from taskboard.workflows.finding_tasks import GROUPS, list_tasks

    chosen = wanted(workspace, given, by or "")
    rows = list_tasks(workspace, chosen)
    if form != "table" or not chosen.by or not rows:
        print_rows(rows, form, columns=TABLE, shrink="任务")
    else:
        column = GROUPS[chosen.by]
        for name, same in groupby(rows, key=lambda row: row[column]):
            group = list(same)
            click.echo(f"【{name or '（无）'}】{len(group)} 项")
            rest = [label for label in TABLE if label != column]
            print_rows(group, form, columns=rest, shrink="任务")
            click.echo()
    if form == "table" and rows:
        click.echo(f"共 {len(rows)} 项。")


@click.command()
@click.argument("size", type=click.IntRange(min=1), metavar="N")
@click.option("--seed", default="", metavar="WORDS", help="种子，默认当天日期 / the day by default")
@filters
@format_option
@pass_workspace
def sample(workspace: Workspace, size: int, seed: str, form: str, **given: Any) -> None:
    """随机抽取 N 件供抽查，种子和总数写明 / draw N of what is done for a spot check."""
    from taskboard.workflows.finding_tasks import draw

    seed = seed or workspace.as_of.isoformat()
    rows, total = draw(workspace, wanted(workspace, given), size, seed)
    if form != "table":
        lot = {"种子": seed, "总数": str(total)}
        print_rows([{**row, **lot} for row in rows], form)
        return
    print_rows(rows, form, columns=(*TABLE, "核查"), shrink="任务")
    click.echo(f"从 {total} 件中随机抽取 {len(rows)} 件，种子“{seed}”；种子、条件相同，结果相同。")


@click.command()
@click.argument("key", metavar="T")
@format_option
@pass_workspace
def show(workspace: Workspace, key: str, form: str) -> None:
    """显示任务 T 的全部情况 / all that is known of task T."""
    from taskboard.workflows.tasks import show_task

    card = show_task(workspace, key)
    if form == "json":
        click.echo(json.dumps({**card.facts, "承办": card.units}, ensure_ascii=False, indent=1))
        return
    if form == "csv":
        print_rows([{**card.facts, **unit} for unit in card.units or [{}]], form)
        return
    for block in (card.facts, *card.units):
        for label, words in block.items():
            for line in wrapped(f"{label}：{words}", 78, rest="    "):
                click.echo(line)
        click.echo()


@click.command()
@click.argument("key", metavar="T")
@pass_workspace
def log(workspace: Workspace, key: str) -> None:
    """任务 T 的来龙去脉，一事一句 / the whole story of task T."""
    from taskboard.workflows.tasks import task_log

    for line in task_log(workspace, key):
        click.echo(line)
