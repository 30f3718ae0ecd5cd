"""Handing the templates out: all of them, nothing overwritten, and the office's own wins."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from taskboard.cli.main import cli
from taskboard.resources import shipped_templates, template_path
from taskboard.workflows.templates import export_templates


def test_all_are_handed_out_and_a_changed_one_is_kept(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["templates", "export", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert not list(tmp_path.rglob("*.py"))
    own = tmp_path / "board.html"
    own.write_text("本单位的看板", "utf-8")
    written, kept = export_templates(tmp_path)
    assert (written, kept) == ([], [own])
    assert own.read_text("utf-8") == "本单位的看板"


@pytest.mark.parametrize("name", ["xlsx/progress.xlsx", "docx/letter.docx", "board.html"])
def test_a_template_of_the_workspace_wins(tmp_path: Path, name: str) -> None:
    assert template_path(name, tmp_path) == shipped_templates() / name
    export_templates(tmp_path)
    assert template_path(name, tmp_path) == tmp_path / name
