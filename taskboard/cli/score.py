"""``taskboard score``: the yearly assessment of the units, by rules that are data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from taskboard.cli.listing import format_option, print_rows
from taskboard.cli.options import pass_workspace

if TYPE_CHECKING:
    from taskboard.workflows.workspace import Workspace

DOCUMENT = click.option("--document", default="", metavar="D", help="只考核这份文件的 / one only")
REASON = click.option("--reason", default="", help="理由 / why")


@click.group("score")
def score() -> None:
    """考核：按规则给各单位计分，每一分对应台账的一条记录 / points of the units by the rules."""


@score.command("show")
@DOCUMENT
@click.option(
    "--unit", default="", metavar="U", help="列出这个单位的每一分 / every line of one unit"
)
@format_option
@pass_workspace
def show(workspace: Workspace, document: str, unit: str, form: str) -> None:
    """按今天的台账试算，不登记 / reckon the scores of the day; nothing is recorded."""
    from taskboard.workflows.scoring import draft

    made, rules = draft(workspace, document)
    if unit:
        _lines(workspace, [p for p in made.points if p.unit == _full(workspace, unit)], form)
        return
    if form == "table":
        click.echo(
            f"考核规则第 {rules.version} 版，起评分 {rules.base:g}，截至 {workspace.as_of}；试算"
        )
    rows = [
        {"名次": str(one.place), "单位": one.unit, "加分": f"{one.plus:g}",
         "减分": f"{one.minus:g}", "得分": f"{one.total:g}", "条数": str(one.lines)}
        for one in made.units
    ]  # fmt: skip
    print_rows(rows, form, shrink="单位")


def _full(workspace: Workspace, unit: str) -> str:
    from taskboard.ledger.naming import full_name

    return full_name(workspace.state().units, unit)


def _lines(workspace: Workspace, points: list, form: str) -> None:  # type: ignore[type-arg]
    """Print every line of one unit."""
    rows = [
        {"编号": one.id, "加减分": f"{one.points:+g}", "规则": one.rule, "任务": one.task,
         "事由": one.words + (f"（{one.note}）" if one.note else ""), "事件": str(one.seq),
         "日期": one.day}
        for one in points
    ]  # fmt: skip
    if form != "table":
        print_rows(rows, form)
        return
    for row in rows:
        click.echo(f"{row['编号']}  {row['加减分']:>5}  {row['规则']}  {row['任务']}")
        click.echo(f"          {row['事由']}；第 {row['事件']} 号事件")
    if not rows:
        click.echo("没有加减分。")


@score.command("publish")
@click.option(
    "-o", "--output", "path", required=True, metavar="FILE", help="写到哪个 .xlsx / output",
    type=click.Path(dir_okay=False, path_type=Path),
)  # fmt: skip
@DOCUMENT
@click.option("--force", is_flag=True, help="覆盖已有的不同文件 / overwrite a different file")
@pass_workspace
def publish(workspace: Workspace, path: Path, document: str, force: bool) -> None:
    """公布考核结果：写出工作簿，连同规则和快照登记 / write and record the scores."""
    from taskboard.workflows.scoring import publish as run

    done = run(workspace, path, document=document, replace=force)
    state = "已登记" if done.recorded else "此前已登记"
    click.echo(f"已写出 {done.path}：{done.paper.title}（{done.paper.number}，{state}）")
    click.echo(f"  {len(done.scores.units)} 个单位，{len(done.scores.points)} 条加减分；内部使用")


@score.command("appeal")
@click.argument("point", metavar="编号")
@REASON
@pass_workspace
def appeal(workspace: Workspace, point: str, reason: str) -> None:
    """就一条加减分提出申诉（编号见明细第一列） / appeal against one line of a score."""
    from taskboard.workflows.scoring import appeal as run

    made = run(workspace, point, reason)
    click.echo(f"{made.number}：{made.unit}就 {made.paper} 的“{made.words}”提出申诉，待审理")


@score.command("decide")
@click.argument("number", metavar="申诉")
@click.argument("decision", type=click.Choice(["uphold", "reject"]))
@REASON
@pass_workspace
def decide(workspace: Workspace, number: str, decision: str, reason: str) -> None:
    """审理申诉：uphold 成立、撤销该分，reject 不成立 / decide an appeal."""
    from taskboard.workflows.scoring import decide_appeal

    made = decide_appeal(workspace, number, decision, reason)
    if made.decision == "uphold":
        click.echo(f"{number}：申诉成立，撤销 {made.point}；请重新运行 taskboard score publish")
    else:
        click.echo(f"{number}：申诉不成立，维持 {made.point}")


@score.command("appeals")
@format_option
@pass_workspace
def list_appeals(workspace: Workspace, form: str) -> None:
    """列出全部申诉及审理结果 / list the appeals and what became of them."""
    from taskboard.words import word
    from taskboard.workflows.scoring import appeals

    rows = [
        {"申诉": one.number, "结果": word("appeal", one.decision), "单位": one.unit,
         "编号": one.point, "事由": one.words, "理由": one.reason, "审理意见": one.answer,
         "审理人": one.decided_by}
        for one in appeals(workspace.state()).values()
    ]  # fmt: skip
    print_rows(rows, form, columns=["申诉", "结果", "单位", "编号", "理由"], shrink="理由",
               empty="没有申诉。")  # fmt: skip
