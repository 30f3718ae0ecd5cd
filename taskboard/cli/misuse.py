"""What is wrong with a command as it was typed, in Chinese first; click itself speaks English."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click
from click.exceptions import NoArgsIsHelpError

from taskboard.patterns import rare

_CHINESE = rare("[\u4e00-\u9fff]")
_COMMAND = rare("No such command '(.+?)'")
_SURPLUS = rare(r"Got unexpected extra arguments? \((.+)\)")


class MisuseError(click.UsageError):
    """A command that was typed wrong; exit status 2, as click has it."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print what is wrong and where the right way is told."""
        click.echo(f"错误：{self.message}", file=file, err=True)
        if self.ctx is not None:
            click.echo(f"写法 / Usage: {self.ctx.command_path} --help", file=file, err=True)


@contextmanager
def told_in_chinese() -> Iterator[None]:
    """Turn click's errors about what was typed into ours."""
    try:
        yield
    except (MisuseError, NoArgsIsHelpError):
        raise
    except click.UsageError as error:
        raise MisuseError(_told(error), error.ctx or _reading(error)) from error


def _reading(error: click.UsageError) -> click.Context | None:
    """Return the context of the command whose words were read when ``error`` was raised.

    click leaves it out where its parser finds an option that lacks its value.
    """
    found, trace = None, error.__traceback__
    while trace is not None:
        ctx = trace.tb_frame.f_locals.get("ctx")
        found = ctx if isinstance(ctx, click.Context) else found
        trace = trace.tb_next
    return found


def _told(error: click.UsageError) -> str:
    """Return what ``error`` says, in Chinese and then as click puts it."""
    said = error.format_message()
    if isinstance(error, click.MissingParameter):
        what = "选项" if isinstance(error.param, click.Option) else "参数"
        return f"缺少{what} {_name(error)} / {said}"
    if _CHINESE.search(error.message):  # one of our own
        name = _name(error) if isinstance(error, click.BadParameter) else ""
        return f"{name}：{error.message}" if name else error.message
    return f"{_chinese(error, said)} / {said}"


def _chinese(error: click.UsageError, said: str) -> str:
    if isinstance(error, click.NoSuchOption):
        near = "、".join(error.possibilities or ())
        return f"没有 {error.option_name} 这个选项" + (f"；相近的有 {near}" if near else "")
    if isinstance(error, click.BadParameter):
        return f"{_name(error)} 的值不对"
    if isinstance(error, click.BadOptionUsage):
        if "not take a value" in said:
            return f"选项 {error.option_name} 后面不用写值"
        return f"选项 {error.option_name} 的用法不对，后面可能缺少要写的值"
    if found := _COMMAND.search(said):
        return f"没有 {found[1]} 这个命令"
    if found := _SURPLUS.search(said):
        return f"多写了 {found[1]}；文件名里有空格的请加引号"
    return "命令的写法不对"


def _name(error: click.BadParameter) -> str:
    if error.param is None or error.ctx is None:
        return str(error.param_hint or "")
    return (
        str(error.param_hint or error.param.get_error_hint(error.ctx)).strip("'[]").replace("'", "")
    )
