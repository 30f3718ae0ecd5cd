"""The ``taskboard`` command: finds a subcommand by name and loads only that one.

`COMMANDS` names each command's module and its line of help, so that ``taskboard --help`` reads
one table and imports no command. ``tests/test_cli_main.py`` holds the table to the truth.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from taskboard import __version__
from taskboard.cli.misuse import told_in_chinese
from taskboard.errors import FileAccessError, TaskboardError

# command -> (module:attribute, help as `--help` prints it)
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": (
        "taskboard.cli.demo:demo",
        "用样例走一遍全流程，留下所有文件 / the whole round on a sample, leaving every file",
    ),
    "parse": (
        "taskboard.cli.parse:parse",
        "读出一份文件里的任务，不写入台账 / print what a document asks",
    ),
    "init": (
        "taskboard.cli.init:init",
        "在 DIR（默认当前文件夹）新建工作区：设置、台账、模板、输出 / make a workspace in DIR",
    ),
    "units": ("taskboard.cli.units:units", "单位名录：导入、导出、检查 / the unit directory"),
    "import": (
        "taskboard.cli.imports:import_",
        "把工作要点导入台账，形成待审任务 / documents into the ledger as proposed tasks",
    ),
    "review": (
        "taskboard.cli.review:review",
        "任务分解审核表：导出修改，改好收回 / the decomposition workbook out and back",
    ),
    "issue": (
        "taskboard.cli.issue:issue",
        "核定后的任务正式下达，形成基线 / freeze the baseline and hand tasks out",
    ),
    "round": (
        "taskboard.cli.rounds:rounds",
        "调度期次：开启、发表、收表、填上级的表、看进度、关闭 / reporting rounds",
    ),
    "task": (
        "taskboard.cli.task:task",
        "一项任务：查看、签收、报送、申请、审批、核查、销号 / one task, from receipt to its end",
    ),
    "status": (
        "taskboard.cli.overview:status",
        "看板：下达多少、办结多少、谁逾期、谁未报 / the board in the terminal",
    ),
    "today": (
        "taskboard.cli.overview:today",
        "今天要办什么：待审批、逾期、临期、未报、文书未回复 / what needs doing now",
    ),
    "report": (
        "taskboard.cli.report:report",
        "写出报表，格式随文件后缀 / write a report; the format follows the file's ending",
    ),
    "paper": (
        "taskboard.cli.paper:paper",
        "督查文书：通报等，连同数据快照 / supervision papers with their snapshots",
    ),
    "lookback": (
        "taskboard.cli.lookback:lookback",
        "回头看：上年任务逐项复查，未完成和反弹的转入今年 / last year's tasks rechecked",
    ),
    "score": (
        "taskboard.cli.score:score",
        "考核：按规则给各单位计分，每一分对应台账的一条记录 / points of the units by the rules",
    ),
    "export": (
        "taskboard.cli.export:export",
        "导出台账数据：csv、json、parquet，时限为 ics / the ledger for other programs",
    ),
    "templates": (
        "taskboard.cli.templates:templates",
        "报表和文书的模板：取出来照本单位的样式改 / the templates of tables and papers",
    ),
    "undo": (
        "taskboard.cli.upkeep:undo",
        "撤销上一次操作（先显示，加 --apply 才写入） / take the last action back",
    ),
    "backup": (
        "taskboard.cli.upkeep:backup",
        "把整个台账（含留存文件）备份到 FILE / back the whole ledger up",
    ),
    "restore": (
        "taskboard.cli.upkeep:restore",
        "从备份 FILE 恢复到空的工作区 / fill an empty workspace from a backup",
    ),
    "copy": (
        "taskboard.cli.upkeep:copy",
        "把整个台账复制到另一个空的台账库 / copy the whole ledger to another store",
    ),
    "check": (
        "taskboard.cli.upkeep:check",
        "核对台账：哈希链、数量、引用和各项规矩 / check the chain, the counts and the rules",
    ),
}


def _help_page(**given: Any) -> click.HelpFormatter:
    from taskboard.cli.help_page import HelpPage  # loads only when help is printed

    return HelpPage(**given)


# for every command, whoever makes its context
click.Context.formatter_class = staticmethod(_help_page)  # type: ignore[assignment]

COLLECT_AFTER = 50_000  # objects, some five megabytes


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run, not when they are listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the command names in the order a clerk meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, None when there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the table of commands without importing any of them."""
        with formatter.section("命令 / Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read what was typed before the command's name."""
        with told_in_chinese():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; trouble of ours becomes a message and exit status 1."""
        try:
            with told_in_chinese():
                return super().invoke(ctx)
        except TaskboardError as error:
            fail(error)
        except OSError as error:
            if error.filename is None:  # no file's trouble: a closed pipe, a lost network
                raise
            fail(FileAccessError(error))


def fail(error: TaskboardError) -> NoReturn:
    """Print both languages of ``error`` to standard error and exit with 1."""
    click.echo(f"错误：{error.zh}", err=True)
    click.echo(f"error [{error.code}]: {error.en}", err=True)
    raise SystemExit(1)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="taskboard", help="显示版本 / show the version")
@click.option(
    "--home", metavar="DIR", envvar="TASKBOARD_HOME", default=".", help="工作区文件夹 / workspace"
)
@click.option(
    "--ledger", metavar="URL", default="", help="另用的台账库 / another store, sqlite or postgresql"
)
@click.option(
    "--as-of", metavar="DATE", default="", help="以这一天为“今天” / the day that stands for today"
)
@click.option(
    "--actor", metavar="NAME", envvar="TASKBOARD_ACTOR", default="", help="操作人 / who acts"
)
@click.pass_context
def cli(ctx: click.Context, home: str, ledger: str, as_of: str, actor: str) -> None:
    """从要点到销号：任务分解、每周调度、督查通报 / from a yearly plan to its last closed task."""
    ctx.obj = {"home": home, "ledger": ledger, "as_of": as_of, "actor": actor}


def main() -> None:
    """Entry point; output is UTF-8 whatever the console says.

    What a command makes lives till it ends, so the collector, which looks for circles of dead
    objects after every 700 new ones, is asked to look less often.
    """
    gc.set_threshold(COLLECT_AFTER, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    cli()
