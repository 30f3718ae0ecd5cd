"""``taskboard task people`` and ``handover``: who follows a task, and from whom to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from taskboard.cli.listing import format_option, print_rows
from taskboard.cli.options import pass_workspace
from taskboard.cli.task_look import TABLE

if TYPE_CHECKING:
    from taskboard.workflows.workspace import Workspace


@click.command()
@click.argument("keys", metavar="T…", nargs=-1, required=True)
@click.option("--supervisor", metavar="WHO", help='督办人或岗位，写 "" 去掉 / a name or a post')
@click.option("--leader", metavar="NAME", help='分管领导，写 "" 去掉 / the leader in charge')
@pass_workspace
def people(
    workspace: Workspace, keys: tuple[str, ...], supervisor: str | None, leader: str | None
) -> None:
    """登记任务由谁督办、哪位领导分管 / who follows a task."""
    from taskboard.workflows.people import set_people

    done = set_people(workspace, keys, supervisor=supervisor, leader=leader)
    click.echo(f"已登记 {len(done)} 项：{'、'.join(done)}")


@click.command()
@click.argument("giver", metavar="FROM")
@click.argument("taker", metavar="TO")
@click.option("--reason", default="", metavar="WORDS", help="理由，如 岗位调整 / why")
@click.option("--apply", "write", is_flag=True, help="写入台账；不加则只列清单 / write; else list")
@format_option
@pass_workspace
def handover(
    workspace: Workspace, giver: str, taker: str, reason: str, write: bool, form: str
) -> None:
    """把 FROM 督办的任务交给 TO，列出交接清单 / hand over."""
    from taskboard.workflows.finding_tasks import Filter, list_tasks
    from taskboard.workflows.people import hand_over

    rows = list_tasks(workspace, Filter(supervisor=giver))
    done = hand_over(workspace, giver, taker, reason=reason, apply=write)
    print_rows(rows, form, columns=TABLE, shrink="任务")
    if form == "table":
        count = f"{len(done.tasks)} 项任务（{len(rows)} 件）"
        told = "已由" if done.written else "将由"
        click.echo(f"{count}{told}{giver}交给{taker}。" + ("" if write else "加 --apply 写入。"))
