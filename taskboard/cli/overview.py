"""``taskboard status`` and ``taskboard today``: the board, and what needs doing now."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taskboard.cli.listing import COLUMNS, cut, format_option, pad, print_rows
from taskboard.cli.options import DATE, pass_workspace
from taskboard.cli.wrapping import wrapped
from taskboard.periods import WEEKDAYS

if TYPE_CHECKING:
    from taskboard.workflows.overview import Board, Matter
    from taskboard.workflows.workspace import Workspace

BAR = 24


@click.command()
@click.option("--all", "all_units", is_flag=True, help="列出全部单位 / units with nothing late too")
@click.option(
    "--since", default="", metavar="WHEN",
    help="只看此后的变化：日期、期次或文书编号 / what changed since a day, a round, a paper",
)  # fmt: skip
@format_option
@pass_workspace
def status(workspace: Workspace, all_units: bool, since: str, form: str) -> None:
    """看板：下达多少、办结多少、谁逾期、谁未报 / the board in the terminal."""
    from taskboard.workflows.overview import status as look

    if since and all_units:
        raise click.UsageError("--since 不与 --all 同用 / --since goes without --all")
    if since:
        _print_changes(workspace, _day_or_name(since), form)
        return
    board = look(workspace)
    if form != "table":
        rows = [
            {"指标": figure.label, "数值": f"{figure.value:g}", "口径": figure.words}
            for figure in (*board.standing.values(), *board.reporting.values())
        ]
        print_rows(rows, form)
        return
    _print_head(board)
    _print_standing(board)
    _print_units(board, all_units)


def _day_or_name(text: str) -> str:
    """Return a day as 2025-07-01 however it was typed; a round or a paper as it is."""
    try:
        return str(DATE.convert(text, None, None).isoformat())
    except click.BadParameter:
        return text


def _print_changes(workspace: Workspace, since: str, form: str) -> None:
    """Print what changed since a day, group by group."""
    from taskboard.workflows.changed import changed

    done = changed(workspace, since)
    if form != "table":
        rows = [{"类别": one.group, "编号": one.key, "事项": one.words} for one in done.changes]
        print_rows(rows, form)
        return
    click.echo(f"{done.since} 至 {done.as_of}：{done.reported} 件有新的报送")
    for name, same in groupby(done.changes, key=lambda one: one.group):
        group = list(same)
        click.echo(f"【{name}】{len(group)} {'处' if name == '调整' else '项'}")
        for one in group:
            told = f"{one.key} {one.words}"
            if name == "调整":
                click.echo("\n".join(wrapped(told, COLUMNS, "  ", "    ")))
            else:
                click.echo(cut(f"  {told}", COLUMNS))
    if not done.changes:
        click.echo("没有新办结、新逾期、重新开启、批准延期、新增和调整。")


def _print_head(board: Board) -> None:
    day = board.as_of
    title = f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"
    click.echo(f"{board.office + '  ' if board.office else ''}{title}")
    waiting = []
    if board.proposed:
        waiting.append(f"{board.proposed} 项任务待审待下达")
    if board.findings:
        waiting.append(f"{board.findings} 处待核")
    if board.pending:
        waiting.append(f"{board.pending} 件申请待审批")
    if waiting:
        click.echo("待办：" + "，".join(waiting))
    if board.round:
        owed = board.reporting
        share = owed["reported"].share
        rate = "" if share is None else f"，报送率 {share:.1f}%"
        click.echo(
            f"调度 {board.round}（{board.round_due} 截止）：应报 {owed['asked'].value:g}，"
            f"已报 {owed['reported'].value:g}，未报 {owed['unreported'].value:g}{rate}"
        )


def _print_standing(board: Board) -> None:
    total = board.standing["total"]
    click.echo()
    click.echo(f"下达 {board.standing['all'].value:g} 项，纳入统计 {total.value:g} 项")
    bars = sys.stdout.isatty()
    for figure in list(board.standing.values())[3:]:
        if not figure.value:
            continue
        share = figure.share or 0.0
        bar = "█" * round(share / 100 * BAR) if bars else ""
        click.echo(f"  {pad(figure.label, 12)}{figure.value:>5g}  {share:>6.2f}%  {bar}".rstrip())


def _print_units(board: Board, all_units: bool) -> None:
    if not board.units:
        return
    click.echo()
    rows = [
        {
            "单位": row["name"],
            "承办": str(row["total"]),
            "已办结": str(row["done"]),
            "正常": str(row["normal"]),
            "临期": str(row["near_due"]),
            "漏报": str(row["missed"]),
            "逾期": str(row["late"]),
        }
        for row in board.units
        if all_units or row["late"] or row["missed"]
    ]
    if rows:
        print_rows(rows, "table", shrink="单位")
    if len(rows) < len(board.units):
        left = len(board.units) - len(rows)
        click.echo(f"{'另有 ' if rows else ''}{left} 个单位没有逾期和漏报；加 --all 全部列出。")


@click.command()
@click.option("--messages", is_flag=True, help="按单位生成可直接粘贴的消息 / text ready to paste")
@click.option("--sent", is_flag=True, help="登记这些消息已发出，几天内不再列 / note them as sent")
@click.option("--again", is_flag=True, help="几天内催过的也列出 / those told lately too")
@click.option(
    "-o", "--output", "page", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="写成可打印的 .html / a page to print",
)  # fmt: skip
@click.option("--force", is_flag=True, help="覆盖已有的不同文件 / overwrite a different file")
@format_option
@pass_workspace
def today(
    workspace: Workspace, messages: bool, sent: bool, again: bool, page: Path | None,
    force: bool, form: str,
) -> None:  # fmt: skip
    """今天要办什么：待审批、逾期、临期、未报、文书未回复 / what needs doing now."""
    from taskboard.workflows.overview import today as look

    if (sent or again) and not messages:
        why = "--sent、--again 须与 --messages 同用 / --sent and --again need --messages"
        raise click.UsageError(why)
    if page is not None and (messages or form != "table"):
        why = "-o 写的是清单页，不与 --messages、--format 同用 / -o goes without these"
        raise click.UsageError(why)
    if messages:
        _print_messages(workspace, form, sent=sent, again=again)
        return
    now = look(workspace)
    if page is not None:
        from taskboard.workflows.today_page import write_today

        write_today(workspace, now, page, replace=force)
        click.echo(f"已写出 {page}：{len(now.matters)} 件")
        return
    if form != "table":
        rows = [
            {
                "类别": matter.group,
                "单位": matter.unit,
                "编号": matter.key,
                "事项": matter.words,
                "日期": str(matter.due_on or ""),
            }
            for matter in now.matters
        ]
        print_rows(rows, form)
        return
    if not now.matters:
        click.echo(f"{now.as_of}：没有要办的事项。")
        return
    _print_matters(now.groups())
    click.echo("加 --messages 按单位生成可直接粘贴的消息。")


def _print_messages(workspace: Workspace, form: str, *, sent: bool, again: bool) -> None:
    """Print the messages to paste; what was told lately is only counted."""
    from taskboard.workflows.reminding import reminders

    due = reminders(workspace, again=again, sent=sent)
    if form != "table":
        print_rows([{"单位": unit, "消息": text} for unit, text in due.messages.items()], form)
        return
    click.echo("\n\n".join(due.messages.values()) or "没有需要提醒的单位。")
    if due.held:
        told = f"另有 {len(due.held)} 件几天内已催办，没有列出；加 --again 照样列出。"
        click.echo(told, err=True)
    if due.noted:
        click.echo(f"已登记催办 {due.noted} 件。", err=True)
    elif due.messages:
        click.echo("发出后加 --sent 登记，几天内不再重复催办。", err=True)


def _print_matters(groups: Mapping[str, Mapping[str, Sequence[Matter]]]) -> None:
    """Print each thing to do once, the units it waits for listed under it."""
    for group, things in groups.items():
        count = sum(len(same) for same in things.values())
        tasks = f"（{len(things)} 项）" if count > len(things) else ""
        click.echo(f"【{group}】{count} 件{tasks}")
        for words, same in things.items():
            names = list(dict.fromkeys(matter.unit or matter.key for matter in same))
            several = len(names) > 1
            told = words if several else f"{names[0]} {words}"
            lines = wrapped(told, COLUMNS, "  ", "    ")
            if several:
                lines += wrapped(
                    f"{len(names)} 个单位：{'、'.join(names)}", COLUMNS, "    ", "      "
                )
            for line in lines:
                click.echo(line)
