"""Jinja2 for everything that leaves the program: sandboxed, strict, and escaped where it is HTML.

A name missing from the context is an error that says which template and where, never a blank.
An office overrides any template by a file of the same name in its workspace.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, select_autoescape
from jinja2.exceptions import TemplateSyntaxError
from jinja2.loaders import ChoiceLoader, FileSystemLoader, PackageLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from taskboard.errors import TaskboardError
from taskboard.office.mistakes import MISTAKES, in_english, slip_of_marks, told

LONGEST = 1_000_000  # characters or items that ``*`` may make


class BrokenTemplateError(TaskboardError):
    """A template of the office, or ours, cannot be filled in.

    ``english`` is what the library says; the English sentence alone quotes it.
    """

    code = "template"

    def __init__(self, template: str, place: str, why: str, english: str = "") -> None:
        where = f" {place}" if place else ""
        super().__init__(
            f"模板 {template}{where} 有误：{why}；请改正模板，"
            "或删去工作区 templates 中的同名文件以恢复自带模板。",
            f"template {template}{where}: {english or why}; "
            "correct it, or delete the workspace's own copy.",
        )


class SafeEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox, with the quick way to a value of a plain mapping: ``row.due``.

    Powers and repetitions are held to what a table may print: one cell must not fill the memory.
    """

    intercepted_binops = frozenset({"**", "*"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return the product or the power, unless it is out of all proportion."""
        pair = (left, right)
        if operator == "**" and not all(isinstance(n, int | float) and abs(n) < 1e3 for n in pair):
            raise OverflowError("a power or a repetition is too large")
        long = next((one for one in pair if hasattr(one, "__len__")), None)
        times = next((n for n in pair if isinstance(n, int)), 0)
        if operator == "*" and long is not None and len(long) * times > LONGEST:
            raise OverflowError("a power or a repetition is too large")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return ``obj.attribute``; the key of a mapping goes before its methods."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def chinese_day(day: Any) -> str:
    """Return a day as 2023年9月30日, "" for none."""
    return "" if day is None or day != day else f"{day.year}年{day.month}月{day.day}日"


def short_day(day: Any) -> str:
    """Return a day as 9月30日, "" for none."""
    return "" if day is None or day != day else f"{day.month}月{day.day}日"


def iso_day(day: Any) -> str:
    """Return a day as 2023-09-30, "" for none."""
    return "" if day is None or day != day else dt.date(day.year, day.month, day.day).isoformat()


def rate(value: float | None, digits: int = 2) -> str:
    """Return a percentage as 66.67%, without needless noughts, — for none."""
    if value is None or value != value:
        return "—"
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def number(value: float) -> str:
    """Return a number without a needless fraction: 12, 3.5."""
    return f"{value:g}" if value != int(value) else str(int(value))


def add_filters(env: SafeEnvironment) -> SafeEnvironment:
    """Give ``env`` the filters every template of ours may use."""
    env.filters |= {
        "day": chinese_day, "short_day": short_day, "iso": iso_day, "rate": rate,
        "number": number,
    }  # fmt: skip
    return env


@cache
def cell_environment() -> SafeEnvironment:
    """Return the environment of cells and paragraphs: plain text, nothing escaped."""
    env = SafeEnvironment(undefined=StrictUndefined, autoescape=False)  # nosec B701
    return add_filters(env)


@cache
def page_environment(overrides: Path | None = None) -> SafeEnvironment:
    """Return the environment of html pages and wordings; ``*.html`` is escaped, ``*.txt`` not."""
    shipped = PackageLoader("taskboard.templates", "")
    own = [] if overrides is None else [FileSystemLoader(overrides)]
    env = SafeEnvironment(
        loader=ChoiceLoader([*own, shipped]),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=overrides is not None,  # the shipped ones never change while we run
    )
    return add_filters(env)


def render_page(name: str, context: dict[str, Any], overrides: Path | None = None) -> str:
    """Render template ``name`` (``board.html``, ``circular.txt``).

    Raises:
        BrokenTemplateError: If the template has a mistake; the message names its line.
    """
    from taskboard.office.xlsx import safe_text

    env = page_environment(overrides)
    edited = overrides / name if overrides is not None else None
    if edited is not None and edited.is_file():
        for number, text in enumerate(edited.read_text("utf-8", "replace").splitlines(), 1):
            if why := slip_of_marks(text, paired=False):
                raise BrokenTemplateError(name, f"第 {number} 行", why)
    try:
        return safe_text(env.get_template(name).render(context))
    except MISTAKES as error:
        own = error.lineno if isinstance(error, TemplateSyntaxError) else None
        line = own or line_of(error, name)
        place = f"第 {line} 行" if line else ""
        raise BrokenTemplateError(name, place, told(error), in_english(error)) from error


def line_of(error: BaseException, name: str) -> int | None:
    """Return the line of template ``name`` the error came from, None when it did not."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(name):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
