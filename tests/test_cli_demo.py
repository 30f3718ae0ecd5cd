"""The demo plays the whole round by the commands a clerk types, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from taskboard.cli.demo import all_steps
from taskboard.cli.main import cli


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo") / "out"
    result = CliRunner().invoke(cli, ["demo", str(folder)])
    assert result.exit_code == 0, result.output
    return folder, result.output


def test_every_file_it_names_is_there(played: tuple[Path, str]) -> None:
    folder, output = played
    named = [step.opens for step in all_steps() if step.opens]
    assert named
    for name in named:
        assert (folder / name).stat().st_size > 100, name
        assert str(folder / name) in output


def test_it_takes_in_forms_of_both_rounds(played: tuple[Path, str]) -> None:
    folder, output = played
    assert output.count("[已收]") >= 4
    assert len(list((folder / "3-发出的填报表").glob("*.xlsx"))) > 20
    assert "已销号" in output
    assert "未采用" not in output  # the shipped forms fit what the parser reads today


def test_it_overwrites_nothing(played: tuple[Path, str]) -> None:
    folder, _ = played
    again = CliRunner().invoke(cli, ["demo", str(folder)])
    assert again.exit_code == 1
    assert "已有文件" in again.output
