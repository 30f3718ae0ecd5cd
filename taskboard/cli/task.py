"""``taskboard task``: what is known of one task, and what is done to it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from taskboard.cli.options import DATE, pass_workspace, words_option
from taskboard.cli.task_look import list_, log, sample, show
from taskboard.cli.task_people import handover, people

if TYPE_CHECKING:
    from taskboard.workflows.handle import Done
    from taskboard.workflows.workspace import Workspace

FILE = click.Path(dir_okay=False, path_type=Path)

UNIT = click.option("--unit", default="", metavar="U", help="承办单位 / the unit, when several")
ON = click.option("--on", type=DATE, default=None, help="发生日期，默认今天 / the day it happened")
REASON = click.option("--reason", default="", metavar="WORDS", help="理由 / why")
EVIDENCE = click.option(
    "--evidence", multiple=True, type=FILE, help="佐证材料文件，可多次 / evidence, may repeat"
)


CHANNELS = click.Choice(["phone", "web", "form"])
CADENCES = click.Choice(["weekly", "monthly", "quarterly", "default"])


def tell(done: Done) -> None:
    """Print what was done."""
    click.echo(done.message)
    for line in done.notes:
        click.echo(f"注意：{line}")


@click.group()
def task() -> None:
    """一项任务：查看、签收、报送、申请、审批、核查、销号 / one task, from receipt to its end."""


@task.command()
@click.argument("key", metavar="T")
@UNIT
@ON
@pass_workspace
def receive(workspace: Workspace, key: str, unit: str, on: dt.date | None) -> None:
    """签收任务 T / take task T on."""
    from taskboard.workflows import handle

    tell(handle.receive(workspace, key, unit, on))


@task.command()
@click.argument("key", metavar="T")
@UNIT
@words_option(
    "--change",
    "change",
    "有进展、无变化、无进展、已完成、申请延期",
    default="progress",
)
@click.option("--text", default="", metavar="WORDS", help="进展情况 / what was done")
@click.option("--percent", default="", metavar="N", help="完成比例 0-100 / percent done")
@click.option(
    "--actual", "actuals", multiple=True, metavar="N=V", help="第N个指标的实际值 / actual"
)
@click.option(
    "--counts", default="", metavar="A/B/C", help="应办/按时/超时件数 / due, in time, late"
)
@click.option("--problems", default="", metavar="WORDS", help="存在问题 / problems")
@click.option("--needs", default="", metavar="WORDS", help="需协调事项 / help needed")
@click.option("--next-step", default="", metavar="WORDS", help="下步安排 / next step")
@click.option("--by", "reporter", default="", metavar="NAME", help="报送人 / who said it")
@click.option("--channel", default="phone", type=CHANNELS, help="怎样报来的 / how it came")
@click.option("--correct", type=int, default=None, metavar="SEQ", help="更正第几号进展 / corrects")
@EVIDENCE
@ON
@pass_workspace
def update(
    workspace: Workspace,
    key: str,
    unit: str,
    percent: str,
    actuals: tuple[str, ...],
    counts: str,
    correct: int | None,
    evidence: tuple[Path, ...],
    on: dt.date | None,
    **said: str,
) -> None:
    """登记任务 T 的进展（电话调度等） / record what a unit says of task T."""
    from taskboard.workflows.progress import Report, read_actuals, read_counts, read_percent
    from taskboard.workflows.progress import update as record

    figures: dict[str, Any] = {
        "percent": read_percent(percent) if percent else None,
        "actuals": read_actuals(actuals),
        "counts": read_counts(counts) if counts else None,
        **said,
    }
    report = Report(**figures)
    tell(record(workspace, key, report, unit=unit, evidence=evidence, supersedes=correct, on=on))


@task.command()
@click.argument("key", metavar="T")
@UNIT
@click.option("--file", "files", multiple=True, type=FILE, help="文件，可多次 / a file, may repeat")
@click.option("--link", "links", multiple=True, metavar="URL", help="网址，不会去打开 / an address")
@click.option("--note", "notes", multiple=True, metavar="WORDS", help="说明 / a note")
@click.option(
    "--proves", default="", metavar="N|WORDS", help="证明第几个指标，或什么 / what it proves"
)
@ON
@pass_workspace
def evidence(workspace: Workspace, key: str, **given: Any) -> None:
    """登记任务 T 的佐证：文件、网址或说明，证明什么 / record evidence of task T."""
    from taskboard.workflows.proving import add_evidence

    tell(add_evidence(workspace, key, **given))


@task.command()
@click.argument("key", metavar="T")
@click.argument(
    "kind", type=click.Choice(["close", "extend", "amend", "transfer", "suspend", "stop"])
)
@UNIT
@REASON
@click.option("--new-due", type=DATE, default=None, help="延期到哪一天 / the new due day")
@click.option("--to-unit", default="", metavar="U", help="移交给哪个单位 / the unit to take over")
@ON
@pass_workspace
def request(workspace: Workspace, key: str, kind: str, **given: Any) -> None:
    """对任务 T 提出办结、延期、调整、移交、中止、终止申请 / ask for a change of task T."""
    from taskboard.workflows import handle

    tell(handle.request(workspace, key, kind, **given))


@task.command()
@click.argument("number", metavar="R")
@click.argument("decision", type=click.Choice(["approve", "reject"]))
@REASON
@click.option("--new-due", type=DATE, default=None, help="另定的时限 / another due day")
@click.option("--reply-by", type=DATE, default=None, help="退回后何时再报 / reply by")
@ON
@pass_workspace
def decide(workspace: Workspace, number: str, decision: str, **given: Any) -> None:
    """审批申请 R（编号，或其任务编号）：同意或退回 / approve or reject request R."""
    from taskboard.workflows import handle

    tell(handle.decide(workspace, number, decision, **given))


@task.command()
@click.argument("key", metavar="T")
@words_option("--finding", "verification", "属实、部分属实、不属实、证据不足", required=True)
@click.option("--method", default="", metavar="WORDS", help="核查方式 / how it was verified")
@click.option("--note", default="", metavar="WORDS", help="说明 / note")
@UNIT
@EVIDENCE
@ON
@pass_workspace
def verify(workspace: Workspace, key: str, finding: str, **given: Any) -> None:
    """核查任务 T / verify task T."""
    from taskboard.workflows import handle

    tell(handle.verify(workspace, key, finding, **given))


@task.command()
@click.argument("key", metavar="T")
@UNIT
@ON
@pass_workspace
def writeoff(workspace: Workspace, key: str, unit: str, on: dt.date | None) -> None:
    """销号（须核查属实） / strike task T off, once verified as true."""
    from taskboard.workflows import close

    tell(close.write_off(workspace, key, unit, on))


@task.command()
@click.argument("key", metavar="T")
@UNIT
@ON
@pass_workspace
def archive(workspace: Workspace, key: str, unit: str, on: dt.date | None) -> None:
    """归档 / file task T away."""
    from taskboard.workflows import close

    tell(close.archive(workspace, key, unit, on))


@task.command()
@click.argument("key", metavar="T")
@UNIT
@REASON
@ON
@pass_workspace
def reopen(workspace: Workspace, key: str, unit: str, reason: str, on: dt.date | None) -> None:
    """重新开启（反弹） / take a closed task up again."""
    from taskboard.workflows import close

    tell(close.reopen(workspace, key, reason, unit, on))


@task.command()
@click.argument("key", metavar="T")
@UNIT
@REASON
@ON
@pass_workspace
def resume(workspace: Workspace, key: str, unit: str, reason: str, on: dt.date | None) -> None:
    """恢复办理暂缓或终止的任务 / take up again what was suspended or stopped."""
    from taskboard.workflows import close

    tell(close.resume(workspace, key, unit, on, reason))


@task.command()
@click.argument("key", metavar="T")
@words_option("--judgement", "judgement", "按序时、慢于序时、严重滞后、无数据", required=True)
@click.option("--note", default="", metavar="WORDS", help="依据 / why")
@UNIT
@pass_workspace
def judge(workspace: Workspace, key: str, judgement: str, note: str, unit: str) -> None:
    """督查部门对任务 T 的进度判断（内部） / the supervisor's own judgement, internal."""
    from taskboard.workflows import progress

    tell(progress.judge(workspace, key, judgement, unit=unit, note=note))


@task.command()
@click.argument("key", metavar="T")
@click.option("--cadence", type=CADENCES, help="报送频次 / how often it reports")
@UNIT
@pass_workspace
def flag(workspace: Workspace, key: str, cadence: str | None, unit: str) -> None:
    """调整任务 T 的报送频次 / set how often task T is asked about."""
    from taskboard.workflows import progress

    chosen = "" if cadence in (None, "default") else str(cadence)
    tell(progress.flag(workspace, key, chosen, unit=unit))


@task.command()
@click.argument("key", metavar="T")
@click.argument("words")
@click.option("--who", required=True, metavar="NAME", help="哪位领导 / which leader")
@pass_workspace
def note(workspace: Workspace, key: str, words: str, who: str) -> None:
    """登记领导批示 / record a leader's instruction on task T."""
    from taskboard.workflows import progress

    tell(progress.note(workspace, key, who, words))


for command in (list_, show, log, sample, people, handover):
    task.add_command(command)
