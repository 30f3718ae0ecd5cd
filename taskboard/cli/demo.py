"""``taskboard demo``: the whole round on the shipped sample, by the very commands a clerk types."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import click

from taskboard.errors import TaskboardError

SHOWN = 7  # lines of each command's output that are printed


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the demo.

    Attributes:
        says: What it is for, in Chinese.
        args: The command line; ``{sample}`` and ``{out}`` stand for the two folders.
        on: The day it is done, ``--as-of``.
        opens: The file worth opening afterwards, "" for none.
    """

    says: str
    args: str
    on: str
    opens: str = ""


OPENING = (
    Step(
        "登记单位名录：全称、简称、分组",
        "units import {sample}/units-linlan.xlsx --apply",
        "2025-03-14",
    ),
    Step("读要点，提出任务，列出待核", "import {sample}/linlan-2025.docx", "2025-03-14"),
)
REVIEW = (
    Step(
        "写出审核表，发给领导和科室改", "review export -o {out}/1-审核表.xlsx", "2025-03-15",
        "1-审核表.xlsx",
    ),
)  # fmt: skip
ISSUE = (
    Step(
        "下达：冻结基线，班子成员没有改动就照提出的任务下达",
        "issue --accept-proposals --default-unit 市政府办公室", "2025-03-20",
    ),
)  # fmt: skip
TABLES = (
    Step("任务分解表（Excel）", "report decomposition -o {out}/2-任务分解表.xlsx", "2025-03-20",
         "2-任务分解表.xlsx"),
    Step("任务分解表（Word，公文附件版式）", "report decomposition -o {out}/2-任务分解表.docx",
         "2025-03-20", "2-任务分解表.docx"),
)  # fmt: skip
# week, day it is opened, day the forms are taken in, number of its folder
ROUNDS = (
    ("2025-W27", "2025-06-30", "2025-07-04", "3"),
    ("2025-W31", "2025-07-28", "2025-08-01", "5"),
)
CLOSING = (
    Step("市数据局报了“已完成”，等于申请办结：督查室先实地核查",
         "task verify 5.2-1 --finding 属实 --method 实地", "2025-08-01"),
    Step("核查属实，批准办结", "task decide 5.2-1 approve", "2025-08-01"),
    Step("销号", "task writeoff 5.2-1", "2025-08-01"),
    Step("这一项的来龙去脉", "task log 5.2-1", "2025-08-01"),
)  # fmt: skip
REPORTS = (
    Step("进展情况表（Excel）", "report progress -o {out}/7-进展情况表.xlsx", "2025-08-01",
         "7-进展情况表.xlsx"),
    Step("进展情况表（网页，可打印）", "report progress -o {out}/7-进展情况表.html", "2025-08-01",
         "7-进展情况表.html"),
    Step("一页看板", "report board -o {out}/8-看板.html", "2025-08-01", "8-看板.html"),
    Step("督查通报草稿（Word）", "paper circular -o {out}/9-督查通报.docx", "2025-08-01",
         "9-督查通报.docx"),
    Step("督查通报草稿（网页）", "paper circular -o {out}/9-督查通报.html", "2025-08-01",
         "9-督查通报.html"),
    Step("现在的看板", "status", "2025-08-01"),
)  # fmt: skip


def round_steps(week: str, opened: str, day: str, number: str) -> tuple[Step, ...]:
    """Return the steps of one reporting round: open, send, look, take in."""
    sent, back = f"{{out}}/{number}-发出的填报表", f"{{sample}}/returned-{week}"
    return (
        Step(f"开一期调度 {week}", f"round open --week {week} --all", opened),
        Step("每单位一张填报表，附可粘贴的消息", f"round forms -o {sent}", opened,
             f"{number}-发出的填报表/消息.txt"),
        Step("收回的表先预览，不写台账", f"round collect {back}", day),
        Step("确认后入账，写出回执和核对表", f"round collect {back} --apply", day),
        Step("谁报了，谁没报", "round status", day),
        Step("关闭这一期", f"round close --round {week}", day),
    )  # fmt: skip


def all_steps() -> tuple[Step, ...]:
    """Return every step in order."""
    rounds = tuple(step for each in ROUNDS for step in round_steps(*each))
    return (*OPENING, *REVIEW, *ISSUE, *TABLES, *rounds, *CLOSING, *REPORTS)


class DemoFolderError(TaskboardError):
    """The folder for the demo already holds something."""

    code = "demo-folder"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"文件夹 {folder} 里已有文件，演示不会覆盖；请另给一个空文件夹。",
            f"{folder} is not empty and the demo overwrites nothing; name an empty folder.",
        )


@click.command("demo")
@click.argument("folder", default="out", type=click.Path(file_okay=False, path_type=Path))
@click.pass_context
def demo(ctx: click.Context, folder: Path) -> None:
    """用样例走一遍全流程，留下所有文件 / the whole round on a sample, leaving every file."""
    from taskboard.resources import samples

    if folder.exists() and any(folder.iterdir()):
        raise DemoFolderError(folder)
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / "工作区"
    steps = all_steps()
    click.echo("样例：虚构的临岚市《2025年优化营商环境工作要点》，一步一条命令，可照着自己用。")
    run(ctx, f"[1/{len(steps) + 1}] 新建工作区", ["init", str(home)])
    for number, step in enumerate(steps, 2):
        args = [part.format(sample=samples(), out=folder) for part in step.args.split()]
        args += ["--as-of", step.on, "--home", str(home)]
        run(ctx, f"[{number}/{len(steps) + 1}] {step.says}", args)
    click.echo(f"\n完成。文件都在 {folder} 里，建议依次打开：")
    for step in steps:
        if step.opens:
            click.echo(f"  {folder / step.opens}　{step.says}")


def run(ctx: click.Context, title: str, args: list[str]) -> None:
    """Run one command as a clerk would, and print the beginning of what it says."""
    click.echo(f"\n{click.style(title, bold=True)}")
    click.echo(f"  $ taskboard {' '.join(args)}")
    root = ctx.find_root().command
    out = io.StringIO()
    with redirect_stdout(out):
        root.main(args, prog_name="taskboard", standalone_mode=False)
    lines = [line for line in out.getvalue().splitlines() if line.strip()]
    for line in lines[:SHOWN]:
        click.echo(f"    {line}")
    if len(lines) > SHOWN:
        click.echo(f"    …… 另有 {len(lines) - SHOWN} 行")
