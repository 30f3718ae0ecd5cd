"""``taskboard round``: open a reporting round, send its forms, take them back, close it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from taskboard.cli.listing import format_option, print_rows
from taskboard.cli.options import pass_workspace

if TYPE_CHECKING:
    from taskboard.collection.owing import Period
    from taskboard.workflows.workspace import Workspace


class PeriodParam(click.ParamType):  # type: ignore[type-arg]  # older click has no arguments
    """A week such as 2023-W31, or a month such as 2023-08."""

    def __init__(self, name: str) -> None:
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the period, or fail with both languages."""
        from taskboard.collection.owing import month_period, week_period

        text = str(value).strip().upper()
        week = re.fullmatch(r"(20\d\d)-?W(\d{1,2})", text)
        month = re.fullmatch(r"(20\d\d)-(\d{1,2})", text)
        try:
            if self.name == "week" and week:
                return week_period(int(week[1]), int(week[2]))
            if self.name == "month" and month:
                return month_period(int(month[1]), int(month[2]))
        except ValueError:
            self.fail(f"没有“{value}”这一期 / no such {self.name}", param, ctx)
        sample = "2023-W31" if self.name == "week" else "2023-08"
        self.fail(f"“{value}”应写成 {sample} / write it as {sample}", param, ctx)


@click.group("round")
def rounds() -> None:
    """调度期次：开启、发表、收表、填上级的表、看进度、关闭 / reporting rounds."""


@rounds.command("open")
@click.option("--week", type=PeriodParam("week"), help="按周，如 2023-W31 / a week")
@click.option("--month", type=PeriodParam("month"), help="按月，如 2023-08 / a month")
@click.option("--all", "everything", is_flag=True, help="不分频次全部调度 / every open row owes")
@pass_workspace
def open_command(
    workspace: Workspace, week: Period | None, month: Period | None, everything: bool
) -> None:
    """开启一期调度，算出谁该报什么 / open a round: who owes what."""
    from taskboard.workflows.rounds import open_round

    period = week or month
    if period is None or (week and month):
        raise click.UsageError("请给出 --week 或 --month 之一 / give one of --week and --month")
    done = open_round(workspace, period, everything=everything)
    click.echo(f"已开启 {done.period.words}（{done.period.number}）")
    click.echo(f"  应报 {done.asks} 项，涉及 {done.units} 个单位，{done.due_on} 下班前报送")
    if done.moved_from:
        click.echo(f"  原定 {done.moved_from} 逢节假日，顺延到下一个工作日")
    if done.estimated:
        click.echo("  注意：当年节假日安排未知，工作日按周一至周五估算")
    if done.waiting:
        click.echo(f"  另有 {done.waiting} 项在未关闭的期次中仍待报，本期不重复催报")
    click.echo("下一步：taskboard round forms")


@rounds.command("forms")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="写到哪个文件夹 / folder")
@click.option("--round", "number", default="", metavar="N", help="期次，默认最近一期 / round")
@click.option("--unit", default="", metavar="U", help="只写这个单位的 / this unit's only")
@click.option("--again", is_flag=True, help="给该单位重发新表（与 --unit 同用） / issue it anew")
@pass_workspace
def forms(workspace: Workspace, out: Path | None, number: str, unit: str, again: bool) -> None:
    """每个单位写一份填报表，并写好发送消息 / one form per unit, and messages to paste."""
    from taskboard.workflows.forms import write_forms

    if again and not unit:
        raise click.UsageError("--again 须与 --unit 同用 / --again needs --unit")
    done = write_forms(workspace, out, number, unit=unit, again=again)
    rows = sum(form.tasks for form in done.forms)
    cells = sum(form.cells for form in done.forms)
    click.echo(f"{done.round} 期：填报表 {len(done.forms)} 份，{rows} 项，填报格 {cells} 个")
    if done.issued < len(done.forms):
        click.echo(f"  其中 {len(done.forms) - done.issued} 份此前已发，按原样重写")
    if again:
        click.echo("  此前发出的表仍可收；两份都回来的，以新表为准")
    click.echo(f"  文件夹：{done.folder}")
    click.echo(f"  消息（可直接粘贴）：{done.messages}")
    click.echo("下一步：收回后运行 taskboard round collect 文件夹，先看后加 --apply")


@rounds.command("collect")
@click.argument("path", metavar="DIR|ZIP", type=click.Path(path_type=Path))
@click.option("--apply", is_flag=True, help="写入台账；不加则只预览 / write; else only preview")
@click.option(
    "--take", multiple=True, metavar="FILE", help="互相矛盾时以此文件为准 / this one wins"
)
@click.option("--full", is_flag=True, help="每一格都完整列出 / every cell, whole")
@pass_workspace
def collect_command(
    workspace: Workspace, path: Path, apply: bool, take: tuple[str, ...], full: bool
) -> None:
    """收回 DIR 或 ZIP 中的填报表，逐格显示变化 / take returned forms in, cell by cell."""
    from taskboard.cli.progress import each
    from taskboard.cli.round_preview import print_collected
    from taskboard.workflows.collecting import collect

    with each("读取 / reading") as tick:
        done = collect(workspace, path, apply=apply, chosen=take, progress=tick)
    print_collected(done, workspace.settings.names, full=full)
    if done.applied:
        written = done.count("accepted") + done.count("late")
        click.echo(f"已写入台账 {written} 份" if written else "没有新内容，台账未变")
        click.echo(f"回执和核对表 {len(done.files)} 个文件在 {done.files[0].parent.parent}")
    else:
        click.echo("以上只是预览，没有写入；核对无误后加 --apply 再运行一次")
    if done.untaken:
        click.echo(f"有 {len(done.untaken)} 份没有全部采用，原因和下一步见上面各行。", err=True)
        for verdict in done.untaken:
            places = "; ".join(refusal.place for refusal in verdict.refusals[:5])
            where = f"not taken at {places}" if places else f"{verdict.outcome}, nothing taken"
            click.echo(f"error [not-taken]: {verdict.file}: {where}; collect it again.", err=True)
        raise SystemExit(1)


@rounds.command("fill")
@click.argument("form", metavar="FORM", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="填好后另存为 / write it there")
@click.option(
    "--match", "matches", multiple=True, metavar="CODE=TASK[,TASK]",
    help="表中编号对应本台账哪些任务 / which tasks stand behind a row",
)  # fmt: skip
@pass_workspace
def fill(workspace: Workspace, form: Path, out: Path | None, matches: tuple[str, ...]) -> None:
    """从本台账填上级发来的表 FORM，另存一份 / fill a superior's form from here."""
    from taskboard.cli.round_preview import print_filling
    from taskboard.workflows.form_filling import fill_form

    chosen = {}
    for match in matches:
        code, _, tasks = match.partition("=")
        if not code.strip() or not tasks.strip():
            raise click.UsageError(f"--match {match} 应写成 编号=任务 / write it as CODE=TASK")
        chosen[code.strip()] = [task.strip() for task in re.split("[,，、]", tasks) if task.strip()]
    done = fill_form(workspace, form, out, chosen)
    print_filling(done)
    if done.path is None:
        click.echo("以上只是预览，没有写文件；核对无误后加 -o 新文件.xlsx 再运行一次")
    else:
        click.echo(f"已另存为 {done.path}；原表未动，请核对后报送")


@rounds.command("status")
@click.option("--round", "number", default="", metavar="N", help="期次，默认最近一期 / round")
@click.option("--all", "every", is_flag=True, help="各期、各单位历期的报送率 / every round's rates")
@format_option
@pass_workspace
def status(workspace: Workspace, number: str, every: bool, form: str) -> None:
    """各单位应报、已报、迟报、未报 / who has reported and who has not."""
    if every and number:
        raise click.UsageError("--all 不与 --round 同用 / --all goes without --round")
    if every:
        _print_rates(workspace, form)
        return
    from taskboard.cli.round_table import print_status
    from taskboard.workflows.round_status import round_status

    print_status(round_status(workspace, number), form)


def _print_rates(workspace: Workspace, form: str) -> None:
    """Print the rates by round and by unit; a program gets those of each unit in each round."""
    from taskboard.workflows.rounds_rates import rates_by_round

    by_round, by_unit, each = rates_by_round(workspace)
    if form != "table":
        print_rows(each, form)
        return
    print_rows(by_round, form, empty="还没有开过调度。")
    if by_unit:
        click.echo()
        print_rows(by_unit, form, shrink="单位")


@rounds.command("close")
@click.option("--round", "number", default="", metavar="N", help="期次，默认最近一期 / round")
@pass_workspace
def close(workspace: Workspace, number: str) -> None:
    """关闭一期，此后不再收它的表 / close a round; its forms are refused afterwards."""
    from taskboard.workflows.rounds import close_round

    number, missing = close_round(workspace, number)
    click.echo(f"已关闭 {number} 期；未报 {missing} 项")
