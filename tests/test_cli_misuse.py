"""Commands typed wrong are told in Chinese, with the way to the right one."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from taskboard.cli.main import cli


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param(
            "paper reminder", "错误：缺少选项 -o / --output / Missing option", id="option"
        ),
        pytest.param("parse", "错误：缺少参数 FILE... / Missing argument", id="argument"),
        pytest.param("round open --week", "选项 --week 的用法不对", id="value"),
        pytest.param("task list --limit 2", "没有 --limit 这个选项；相近的有 --unit", id="near"),
        pytest.param("bogus", "没有 bogus 这个命令", id="command"),
        pytest.param("task bogus", "没有 bogus 这个命令", id="subcommand"),
        pytest.param("init a b", "多写了 b", id="surplus"),
        pytest.param("round open", "错误：请给出 --week 或 --month 之一", id="our-own"),
        pytest.param("undo abc", "错误：N 的值不对", id="no-number"),
    ],
)
def test_a_wrong_command_is_told_in_chinese(typed: str, told: str) -> None:
    result = CliRunner().invoke(cli, typed.split())
    assert result.exit_code == 2 and told in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("typed", "told", "command"),
    [
        pytest.param("round open --week", "缺少要写的值", "round open", id="in-a-group"),
        pytest.param("issue --default-unit", "缺少要写的值", "issue", id="alone"),
        pytest.param("--as-of", "缺少要写的值", "", id="before-the-command"),
        pytest.param("review apply --apply=yes x", "后面不用写值", "review apply", id="surplus"),
        pytest.param("paper reminder", "缺少选项", "paper reminder", id="known-by-click"),
    ],
)
def test_the_line_behind_names_the_help_of_the_command(typed: str, told: str, command: str) -> None:
    result = CliRunner().invoke(cli, typed.split(), prog_name="taskboard")
    usage = f"写法 / Usage: {' '.join(['taskboard', *command.split()])} --help"
    assert result.exit_code == 2 and told in result.stderr
    assert result.stderr.splitlines()[-1] == usage


def test_a_day_that_is_none_names_the_option() -> None:
    result = CliRunner().invoke(cli, ["--as-of", "2025-13-01", "status"])
    assert result.exit_code == 2 and "“2025-13-01”不是日期" in result.stderr
    assert "Invalid value" not in result.stderr


def test_help_is_no_misuse() -> None:
    result = CliRunner().invoke(cli, ["paper"])
    assert "错误" not in result.stderr and "命令 / Commands" in result.output
