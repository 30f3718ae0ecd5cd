"""``today -o``: the list to print holds what the terminal shows, each thing once."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner, Result

from sample_state import sample_workspace
from taskboard.cli.main import cli
from taskboard.workflows.overview import today
from taskboard.workflows.workspace import Workspace

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return sample_workspace(tmp_path)


def run(office: Workspace, *args: str, day: str = "2025-09-01") -> Result:
    return CliRunner().invoke(cli, ["--home", str(office.home), "--as-of", day, "today", *args])


def test_every_matter_stands_on_the_page_once_with_its_units(office: Workspace) -> None:
    path = office.home / "今日.html"
    now = today(office)
    done = run(office, "-o", str(path))
    assert done.exit_code == 0 and f"{len(now.matters)} 件" in done.output
    text = path.read_text("utf-8")
    tree = html5lib.HTMLParser(strict=True).parse(text)
    rows = [list(row.iter(f"{XHTML}td")) for row in tree.iter(f"{XHTML}tr")]
    told = {"".join(row[1].itertext()): "".join(row[2].itertext()) for row in rows if row}
    assert {matter.words for matter in now.matters} == set(told)
    assert all((matter.unit or matter.key) in told[matter.words] for matter in now.matters)
    heads = ["".join(one.itertext()) for one in tree.iter(f"{XHTML}h2")]
    assert heads == [f"{name}（{sum(map(len, things.values()))} 件）"
                     for name, things in now.groups().items()]  # fmt: skip


def test_the_page_is_signed_as_the_messages_are(office: Workspace) -> None:
    path = office.home / "今日.html"
    assert today(office).office and run(office, "-o", str(path)).exit_code == 0
    assert f"星期一　{today(office).office}</p>" in path.read_text("utf-8")


def test_a_day_with_nothing_to_do_has_a_page_too(office: Workspace) -> None:
    path = office.home / "今日.html"
    assert run(office, "-o", str(path), day="2025-03-15").exit_code == 0
    assert "没有要办的事项" in path.read_text("utf-8")


def test_another_file_stays_unless_forced_and_only_html_is_written(office: Workspace) -> None:
    path = office.home / "今日.html"
    path.write_text("mine", "utf-8")
    assert run(office, "-o", str(path)).exit_code == 1 and path.read_text("utf-8") == "mine"
    assert run(office, "-o", str(path), "--force").exit_code == 0
    assert run(office, "-o", str(office.home / "今日.docx")).exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--sent",),
        ("--again",),
        ("-o", "x.html", "--messages"),
        ("-o", "x.html", "--format", "csv"),
    ],
    ids=["sent", "again", "page-and-messages", "page-and-rows"],
)
def test_options_that_would_do_nothing_are_refused(
    office: Workspace, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.home)
    done = run(office, *words)
    assert done.exit_code == 2 and "同用" in done.stderr
    assert not Path("x.html").exists()
