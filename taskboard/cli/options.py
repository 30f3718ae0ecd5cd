"""Options every workspace command takes, before or after its name, and the workspace they make."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

SHARED = (
    click.option("--home", metavar="DIR", default="", help="工作区文件夹 / workspace folder"),
    click.option("--ledger", metavar="URL", default="", help="另用的台账库 / another store"),
    click.option("--as-of", metavar="DATE", default="", help="以这一天为“今天” / stands for today"),
    click.option("--actor", metavar="NAME", default="", help="操作人 / who acts"),
)


class DateParam(click.ParamType):  # type: ignore[type-arg]  # older click has no arguments
    """A day as 2023-09-30, 2023/9/30, 20230930 or 2023年9月30日."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the day, or fail with both languages."""
        if isinstance(value, dt.date):
            return value
        text = str(value).strip()
        for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"):
            try:
                return dt.datetime.strptime(text, form).date()
            except ValueError:
                continue
        self.fail(f"“{text}”不是日期，请写成 2023-09-30 / not a date, write 2023-09-30", param, ctx)


DATE = DateParam()


def signed_in() -> str:
    """Return the name the computer knows the person by, "" when it knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def pass_workspace(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give ``command`` a `taskboard.workflows.workspace.Workspace` as its first argument.

    The four shared options stand on the group and on every command; the command's own win. The
    clock is read here, and only here, when no ``--as-of`` is given; who is signed in to the
    computer, when no ``--actor`` is.
    """

    @wraps(command)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        from taskboard.workflows.workspace import open_workspace

        given = {name: kwargs.pop(name) for name in ("home", "ledger", "as_of", "actor")}
        root = click.get_current_context().find_root().obj or {}
        chosen = {name: value or root.get(name, "") for name, value in given.items()}
        day = chosen["as_of"]
        as_of = DATE.convert(day, None, click.get_current_context()) if day else dt.date.today()
        workspace = open_workspace(
            chosen["home"] or ".", ledger=chosen["ledger"], as_of=as_of, actor=chosen["actor"],
            login="" if chosen["actor"] else signed_in(),
        )  # fmt: skip
        return command(workspace, *args, **kwargs)

    decorated: Callable[..., Any] = wrapper
    for option in reversed(SHARED):
        decorated = option(decorated)
    return decorated


def words_option(name: str, axis: str, help_text: str, **more: Any) -> Callable[..., Any]:
    """Return an option whose value is a code of ``axis`` or the Chinese word for it."""
    from taskboard.words import NAMES, code_of

    codes = [key.partition(".")[2] for key in NAMES if key.startswith(f"{axis}.")]

    def convert(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        code = value if value is None or value in codes else code_of(axis, value)
        if value is not None and code is None:
            known = "、".join(f"{NAMES[f'{axis}.{c}']}({c})" for c in codes)
            raise click.BadParameter(f"“{value}”不认识；可写：{known}", ctx, param)
        return code

    shown = help_text if " / " in help_text else f"{help_text} / in words or by code"
    return click.option(name, callback=convert, help=shown, metavar="WORD", **more)
