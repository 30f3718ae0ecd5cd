"""The command table is the truth: each command loads, has its help, and stands in the README."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from taskboard.cli.help_page import wrapped
from taskboard.cli.main import COMMANDS, cli
from taskboard.errors import FileAccessError
from taskboard.office.measure import display_width

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def walk(name: str, command: click.Command) -> list[tuple[str, click.Command]]:
    found = [(name, command)]
    if isinstance(command, click.Group):
        for sub, child in command.commands.items():
            found += walk(f"{name} {sub}", child)
    return found


def all_commands() -> list[tuple[str, click.Command]]:
    ctx = click.Context(cli)
    found: list[tuple[str, click.Command]] = []
    for name in COMMANDS:
        command = cli.get_command(ctx, name)
        assert command is not None
        found += walk(name, command)
    return found


@pytest.mark.parametrize("name", list(COMMANDS))
def test_table_line_is_the_help_of_the_command(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None and command.help
    assert command.help.splitlines()[0].rstrip(".") == COMMANDS[name][1]


@pytest.mark.parametrize(("name", "command"), all_commands(), ids=lambda v: str(v)[:40])
def test_every_command_has_help_and_stands_in_the_readme(name: str, command: click.Command) -> None:
    assert command.help, name
    assert " / " in command.help, f"{name}: Chinese first, then English"
    assert f"taskboard {name}" in README or f"`{name}`" in README, name


@pytest.mark.parametrize(
    ("name", "command"), [("", cli), *all_commands()], ids=lambda v: str(v)[:40]
)
def test_help_is_chinese_first_and_fits_eighty_columns(name: str, command: click.Command) -> None:
    shown = CliRunner().invoke(cli, [*name.split(), "--help"], terminal_width=80)
    assert shown.exit_code == 0
    assert [line for line in shown.output.splitlines() if display_width(line) > 80] == []
    assert "..." not in shown.output.replace("FILE...", "").replace("ARGS]...", "")
    for option in command.params:
        if isinstance(option, click.Option):
            zh, _, en = (option.help or "").partition(" / ")
            assert re.search("[\u4e00-\u9fff]", zh) and re.search("[a-z]", en), option.opts


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("a b", 3, ["a b"], id="it-fits"),
        pytest.param("写出 report now", 11, ["写出 report", "now"], id="words-stay-whole"),
        pytest.param("一二三，四", 6, ["一二", "三，四"], id="no-mark-begins-a-line"),
        pytest.param("一“二”三", 6, ["一", "“二”", "三"], id="quotes-stay-with-their-word"),
    ],
)
def test_lines_are_as_wide_as_they_look(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def test_unknown_command_is_wrong_usage() -> None:
    assert CliRunner().invoke(cli, ["nothing"]).exit_code == 2


@pytest.mark.parametrize(
    "typed",
    [
        "units export -o {}/名录.csv",
        "units export -o {}/名录.xlsx",
        "units import --from-document plan.txt -o {}/名录.csv",
        "templates export {}/模板",
        "init {}/工作区",
    ],
)
def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.txt").write_text("一、工作\n（一）做事。（责任单位：市教育局）", "utf-8")
    assert CliRunner().invoke(cli, ["init"]).exit_code == 0
    (tmp_path / "占着").write_text("一份文件", "utf-8")
    result = CliRunner().invoke(cli, typed.format(tmp_path / "占着").split())
    assert result.exit_code == 1 and "不是文件夹；请核对写法。" in result.stderr
    assert "error [file-access]" in result.stderr


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied", "/a/表.xlsx"), "/a/表.xlsx 读写不了：没有权限"),
        (PermissionError(13, "denied", "/a/.x1.tmp", None, "/a/表.xlsx"), "/a/表.xlsx 读写不了"),
        (PermissionError(13, "denied", "/a/.x1.tmp"), "/a 读写不了：没有权限"),
        (FileNotFoundError(2, "No such file", "/a/b"), "/a/b 读写不了：所在的文件夹不存在"),
        (IsADirectoryError(21, "Is a directory", "/a"), "/a 读写不了：这是文件夹"),
        (OSError(28, "No space left", "/a"), "/a 读写不了：磁盘已满"),
        (OSError(5, "Input/output error", "/a"), "/a 读写不了：Input/output error"),
    ],
)
def test_what_the_system_refuses_is_told_by_place(error: OSError, told: str) -> None:
    said = FileAccessError(error)
    assert said.zh.replace("\\", "/").startswith(told) and str(error.strerror) in said.en
