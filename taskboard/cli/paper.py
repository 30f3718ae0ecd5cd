"""``taskboard paper``: supervision papers, each with the snapshot it was made from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from taskboard.cli.listing import format_option, print_rows
from taskboard.cli.options import pass_workspace

if TYPE_CHECKING:
    from taskboard.workflows.papers import MadePaper, Paper
    from taskboard.workflows.workspace import Workspace

OUTPUT = click.option(
    "-o", "--output", "path", required=True, metavar="FILE", help="写到哪个文件 / output",
    type=click.Path(dir_okay=False, path_type=Path),
)  # fmt: skip
PUBLIC = click.option(
    "--public", is_flag=True, help="公开版：不含联系方式、判断和备注 / for publication"
)
STYLE = click.option("--style", type=click.Choice(["plain", "redhead"]), help="简报或红头 / layout")
FORCE = click.option("--force", is_flag=True, help="覆盖已有的不同文件 / overwrite")


@click.group("paper")
def paper() -> None:
    """督查文书：通报等，连同数据快照 / supervision papers with their snapshots."""


@paper.command("circular")
@OUTPUT
@click.option("--document", default="", metavar="D", help="只通报这份文件的 / one document only")
@PUBLIC
@STYLE
@FORCE
@pass_workspace
def circular(
    workspace: Workspace, path: Path, document: str, public: bool, style: str | None, force: bool
) -> None:
    """起草督查通报（docx、html；xlsx 为附件） / draft a circular; record it."""
    from taskboard.workflows.papers import make_circular

    done = make_circular(
        workspace, path, document=document, public=public, style=style or "", replace=force
    )
    _say(done)


LETTERS = {
    "reminder": "提醒函：逾期、漏报、临期，每单位一份 / remind units of what is late or near",
    "order": "督办单：一事一单，附回执 / one order per item, with a reply slip",
    "summons": "约谈通知，附约谈记录 / summon a unit, with the record of the talk",
    "rectify": "整改通知 / have a unit put things right",
}


def _letter(kind: str, line: str) -> click.Command:
    """Return the command of one kind of letter."""

    @click.command(kind, help=line)
    @click.option(
        "-o", "--output", "path", required=True, metavar="DIR|FILE",
        help="文件夹，或一个 .docx / a folder, or one file",
        type=click.Path(path_type=Path),
    )  # fmt: skip
    @click.option("--unit", default="", metavar="U", help="只发给这个单位 / one unit only")
    @click.option("--task", default="", metavar="T", help="只就这项任务 / one task only")
    @click.option("--reason", default="", help="未满期限也直接发的理由 / send before its turn")
    @click.option(
        "--colour", type=click.Choice(["blue", "orange", "red"]), default="blue",
        help="督办单的等级 / level of an order",
    )  # fmt: skip
    @FORCE
    @pass_workspace
    def write(
        workspace: Workspace,
        path: Path,
        unit: str,
        task: str,
        reason: str,
        colour: str,
        force: bool,
    ) -> None:
        from taskboard.workflows.letters import make_letters

        done = make_letters(
            workspace, kind, path, unit=unit, task=task, reason=reason, colour=colour,
            replace=force,
        )  # fmt: skip
        for one in done.made:
            choices = one.paper.snapshot["choices"]
            click.echo(
                f"{one.paper.number}  {choices['unit']}  {len(choices['keys'])} 件，"
                f"{choices['reply_by']} 前回复 → {one.path}"
            )
        for held in done.held:
            click.echo(f"暂不发 {held.name}：{held.why}", err=True)

    command: click.Command = write
    return command


for _kind, _line in LETTERS.items():
    paper.add_command(_letter(_kind, _line))


@paper.command("answer")
@click.argument("number")
@click.option("--unit", required=True, metavar="U", help="哪个单位回复了 / who answered")
@click.option("--words", default="", help="回复的要点 / what it said")
@pass_workspace
def answer(workspace: Workspace, number: str, unit: str, words: str) -> None:
    """登记单位对文书的回复 / record that a unit has answered a paper."""
    from taskboard.workflows.replies import answer as record

    full = record(workspace, number, unit, words)
    click.echo(f"已登记：{full} 回复了 {number}")


@paper.command("list")
@format_option
@pass_workspace
def list_(workspace: Workspace, form: str) -> None:
    """列出已登记的文书：发给谁、何时前回复、回复了没有 / list the recorded papers."""
    from taskboard.workflows.replies import sent_papers

    papers = sent_papers(workspace)
    if form == "json":
        click.echo(json.dumps(papers, ensure_ascii=False, indent=1))
        return
    if form == "csv":
        print_rows([_row(one) for one in papers], form)
        return
    for one in papers:
        row = _row(one)
        asked = f"  {row['主送']}，{row['回复期限']} 前回复（{row['回复']}）"
        click.echo(f"{row['编号']}  {row['日期']}  {row['文书']}{asked if row['回复期限'] else ''}")
    if not papers:
        click.echo("还没有文书；可先运行 taskboard paper circular -o 通报.docx")


def _row(one: dict[str, Any]) -> dict[str, str]:
    """Return what the list prints of one paper."""
    told = "；".join(f"{name} {day} 已回复" for name, day in one["answered"].items())
    if len(one["units"]) == 1:
        told = told.partition(" ")[2]
    return {
        "编号": one["number"], "日期": one["as_of"], "文书": one["title"],
        "主送": "、".join(one["units"]), "回复期限": one["reply_by"],
        "回复": told or ("未回复" if one["reply_by"] else ""),
    }  # fmt: skip


@paper.command("show")
@click.argument("number")
@click.option("--figures", is_flag=True, help="列出每个数字及其来源 / every figure and its query")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table",
    help="输出格式 / output format",
)  # fmt: skip
@click.option(
    "-o", "--output", "path", metavar="FILE", help="按快照重新写出 / write it again",
    type=click.Path(dir_okay=False, path_type=Path),
)  # fmt: skip
@PUBLIC
@STYLE
@FORCE
@pass_workspace
def show(
    workspace: Workspace,
    number: str,
    figures: bool,
    form: str,
    path: Path | None,
    public: bool,
    style: str | None,
    force: bool,
) -> None:
    """查看一份文书及其数字的来源 / a paper and its figures."""
    from taskboard.workflows.papers import find_paper, write_again

    found = find_paper(workspace, number)
    if form == "json":
        click.echo(json.dumps(found.snapshot, ensure_ascii=False, indent=1))
    else:
        _print(found, figures)
    if path is not None:
        again = write_again(
            workspace, number, path, public=public, style=style or "", replace=force
        )
        _say(again)


def _print(found: Paper, figures: bool) -> None:
    """Print a paper, and its figures when asked."""
    snapshot = found.snapshot
    click.echo(f"{found.number}  {found.title}")
    click.echo(f"数据截止 {found.as_of}，台账第 {snapshot['seq']} 号事件，校验 {snapshot['hash']}")
    click.echo(f"数据指纹 {snapshot['digest']}")
    if not figures:
        return
    for one in snapshot["figures"]:
        share = ""
        if one["share"] is not None:
            share = f"（{one['value']:g}/{one['denominator']:g} = {one['share']:g}%）"
        click.echo(f"{one['label']} {one['value']:g}{share}：{one['words']}")
        click.echo(f"    {one['frame']}: {one['where'] or '全部'}")
        if one["keys"]:
            click.echo(f"    {'、'.join(one['keys'])}")


def _say(done: MadePaper) -> None:
    """Print what was written."""
    state = "已登记" if done.recorded else "此前已登记"
    click.echo(f"已写出 {done.path}：{done.paper.title}（{done.paper.number}，{state}）")
    if done.characters:
        click.echo(f"  正文 {done.characters} 字；系草稿，须经批准后印发")
    for finding in done.findings:
        click.echo(f"  待核 [{finding.code}] {finding.message}", err=True)
