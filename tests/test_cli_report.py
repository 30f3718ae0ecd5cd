from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from sample_state import sample_workspace
from taskboard.cli.main import cli


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return sample_workspace(tmp_path).home


def run(home: Path, *args: str) -> Result:
    where = ["--home", str(home), "--as-of", "2025-09-01"]
    return CliRunner().invoke(cli, [*where, "report", *args])


@pytest.mark.parametrize("name", ["分解表.xlsx", "分解表.docx"])
def test_decomposition_is_written_and_never_overwritten(home: Path, name: str) -> None:
    path = home / name
    done = run(home, "decomposition", "-o", str(path))
    assert done.exit_code == 0, done.output
    assert "共 9 项" in done.output and path.stat().st_size > 2000
    assert run(home, "decomposition", "-o", str(path)).exit_code == 0  # the same again is no harm
    path.write_bytes(b"mine")
    refused = run(home, "decomposition", "-o", str(path))
    assert refused.exit_code == 1 and str(path) in refused.stderr and path.read_bytes() == b"mine"
    assert run(home, "decomposition", "-o", str(path), "--force").exit_code == 0


@pytest.mark.parametrize("name", ["分解表.pdf", "分解表"])
def test_an_ending_without_a_format_is_refused(home: Path, name: str) -> None:
    refused = run(home, "decomposition", "-o", str(home / name))
    assert refused.exit_code == 1 and ".xlsx、.docx" in refused.stderr
    assert not (home / name).exists()


def test_a_document_that_is_not_there_is_refused(home: Path) -> None:
    refused = run(home, "decomposition", "-o", str(home / "x.xlsx"), "--document", "1999-01")
    assert refused.exit_code == 1 and "1999-01" in refused.stderr


def test_an_override_of_the_office_wins(home: Path) -> None:
    own = home / "templates" / "xlsx"
    own.mkdir(parents=True)
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = "{{ title }}·本办"
    book.save(own / "decomposition.xlsx")
    assert run(home, "decomposition", "-o", str(home / "x.xlsx")).exit_code == 0
    title = load_workbook(home / "x.xlsx").active["A1"].value
    assert title == "2025年兰溪市重点工作要点任务分解表·本办"


def paper(home: Path, *args: str) -> Result:
    where = ["--home", str(home), "--as-of", "2025-09-01"]
    return CliRunner().invoke(cli, [*where, "paper", *args])


def test_papers_from_the_command_line(home: Path) -> None:
    assert "还没有文书" in paper(home, "list").output
    made = paper(home, "circular", "-o", str(home / "通报.html"))
    assert made.exit_code == 0 and "通报2025-01，已登记" in made.output
    assert "通报2025-01  2025-09-01" in paper(home, "list").output
    assert '"number": "通报2025-01"' in paper(home, "list", "--format", "json").output
    shown = paper(home, "show", "通报2025-01", "--figures").output
    assert "已办结 2（2/8 = 25%）" in shown and "standing == 'done'" in shown
    again = paper(home, "show", "通报2025-01", "-o", str(home / "再印.html"))
    assert again.exit_code == 0
    assert (home / "再印.html").read_bytes() == (home / "通报.html").read_bytes()
    missing = paper(home, "show", "通报2025-09")
    assert missing.exit_code == 1 and "通报2025-01" in missing.stderr


def test_letters_from_the_command_line(home: Path) -> None:
    sent = paper(home, "reminder", "-o", str(home / "out"))
    assert sent.exit_code == 0 and "提醒2025-02" in sent.output
    held = paper(home, "order", "-o", str(home / "out"))
    assert held.exit_code == 1 and "尚未届满" in held.stderr
    done = paper(home, "answer", "提醒2025-01", "--unit", "市商务局")
    assert done.exit_code == 0 and "已登记" in done.output
