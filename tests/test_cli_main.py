"""The command table is the truth: each command loads, has its help, and stands in the README."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from taskboard.cli.main import COMMANDS, cli

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


def test_unknown_command_is_wrong_usage() -> None:
    assert CliRunner().invoke(cli, ["nothing"]).exit_code == 2
