"""The office's own templates through the command line: they win, and a mistake is told by place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import load_workbook

from sample_state import sample_workspace
from taskboard.cli.main import cli
from taskboard.ledger.store import open_ledger
from taskboard.resources import samples, shipped_templates
from taskboard.workflows.templates import export_templates

MARK = "本单位自己的版式"
CIRCULAR, LETTER = ["paper", "circular"], ["--unit", "市商务局", "--reason", "直接发"]
# template -> (command, ending of the file it makes)
MAKERS: dict[str, tuple[list[str], str]] = {
    **{
        f"xlsx/{kind}.xlsx": (["report", kind], ".xlsx")
        for kind in ("decomposition", "amendments", "progress", "ledger", "lookback")
    },
    **{
        f"docx/{kind}.docx": (["report", kind], ".docx")
        for kind in ("decomposition", "amendments", "annual", "lookback")
    },
    **{
        f"{kind}.html": (["report", kind], ".html")
        for kind in ("progress", "ledger", "board", "annual", "lookback", "source")
    },
    "today.html": (["today"], ".html"),
    "annual.txt": (["report", "annual"], ".docx"),
    "lookback.txt": (["report", "lookback"], ".docx"),
    "xlsx/circular.xlsx": (CIRCULAR, ".xlsx"),
    "circular.html": (CIRCULAR, ".html"),
    "circular.txt": (CIRCULAR, ".docx"),
    "docx/circular_plain.docx": (CIRCULAR, ".docx"),
    "docx/circular_redhead.docx": ([*CIRCULAR, "--style", "redhead"], ".docx"),
    "docx/letter.docx": (["paper", "reminder", *LETTER], ".docx"),
    "reminder.txt": (["paper", "reminder", *LETTER], ".docx"),
    "docx/order.docx": (["paper", "order", *LETTER], ".docx"),
    "docx/summons.docx": (["paper", "summons", *LETTER], ".docx"),
    "summons.txt": (["paper", "summons", *LETTER], ".docx"),
    "rectify.txt": (["paper", "rectify", *LETTER], ".docx"),
    "docx/handover.docx": (["issue"], ".docx"),
    "handover.txt": (["issue"], ".docx"),
}


def taskboard(home: Path, *words: str, on: str = "2025-09-01") -> Result:
    return CliRunner().invoke(cli, ["--home", str(home), "--as-of", on, *words])


def put(path: Path, text: str) -> str:
    """Put ``text`` where a clerk would, and return how a message should name the place."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        book.worksheets[0]["A2"].value = text
        book.save(path)
        return f"工作表“{book.worksheets[0].title}”单元格 A2"
    if path.suffix == ".docx":
        document = Document(str(path))
        document.paragraphs[0].runs[0].text = text
        document.save(str(path))
        return f"“{text}”附近"
    lines = path.read_text("utf-8").splitlines()
    if lines[0].startswith("{%-") or path.suffix == ".txt":
        lines.insert(0, text)
        place = "第 1 行"
    else:
        at = next(n for n, line in enumerate(lines) if "<body" in line)
        lines.insert(at + 1, text)
        place = f"第 {at + 2} 行"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return place


def words_of(path: Path) -> str:
    if path.suffix == ".html":
        return path.read_text("utf-8")
    with ZipFile(path) as archive:
        return "".join(archive.read(n).decode("utf-8", "replace") for n in archive.namelist())


@pytest.fixture
def world(tmp_path: Path) -> Callable[[str], tuple[Path, list[str], Path]]:
    """A workspace with one template of its own; the command that uses it and the file it makes."""

    def made(name: str) -> tuple[Path, list[str], Path]:
        command, ending = MAKERS[name]
        home = tmp_path / "home"
        home.mkdir()
        if command == ["issue"]:
            with open_ledger(f"sqlite:///{home / 'ledger.db'}", create=True):
                pass
            source = str(samples() / "xichuan-2025.txt")
            assert taskboard(home, "import", source).exit_code == 0
            more = ["--accept-proposals", "--override", "已核"]
            result, command = home / "out" / "交办通知-2025-01.docx", [*command, *more]
        else:
            sample_workspace(home)
            result = tmp_path / f"x{ending}"
            command = [*command, "-o", str(result)]
        export_templates(tmp_path / "all")
        own = home / "templates" / name
        own.parent.mkdir(parents=True)
        own.write_bytes((tmp_path / "all" / name).read_bytes())
        return home, command, result

    return made


World = Callable[[str], tuple[Path, list[str], Path]]


def head(home: Path) -> int:
    with open_ledger(f"sqlite:///{home / 'ledger.db'}") as ledger:
        return ledger.head()


def test_every_shipped_template_that_is_rendered_is_tried_here() -> None:
    shipped = {
        path.relative_to(shipped_templates()).as_posix()
        for path in shipped_templates().rglob("*")
        if path.suffix in (".xlsx", ".docx", ".html", ".txt")
    }
    parts = {"charts.html"}  # included by others
    elsewhere = {"xlsx/scoring.xlsx", "xlsx/filing.xlsx"}
    assert shipped - parts - elsewhere == set(MAKERS)


@pytest.mark.parametrize("name", MAKERS)
def test_an_edited_template_of_the_workspace_wins(world: World, name: str) -> None:
    home, command, result = world(name)
    put(home / "templates" / name, MARK)
    done = taskboard(home, *command)
    assert done.exit_code == 0, done.output + done.stderr
    assert MARK in words_of(result)


@pytest.mark.parametrize(
    ("mistake", "why"),
    [
        pytest.param("{{ 没有的名称 }}", "没有的名称", id="unknown-name"),
        pytest.param("{{ ''.__class__.__mro__ }}", "不允许", id="sandbox"),
        pytest.param("{{ title + }}", "写法有误", id="syntax"),
    ],
)
@pytest.mark.parametrize("name", MAKERS)
def test_a_mistake_is_told_by_file_and_place_and_nothing_is_written(
    world: World, name: str, mistake: str, why: str
) -> None:
    home, command, result = world(name)
    place = put(home / "templates" / name, mistake)
    before = head(home)
    done = taskboard(home, *command)
    assert done.exit_code == 1 and isinstance(done.exception, SystemExit)
    zh = done.stderr.splitlines()[0]
    assert zh.startswith("错误：模板 ") and Path(name).name in zh, zh
    assert place in zh and why in zh and "删去工作区 templates 中的同名文件" in zh, zh
    assert "error [template]: template" in done.stderr
    assert head(home) == before and not result.exists()
    assert not list((home / "out").glob("*")) if (home / "out").is_dir() else True


MARKED = [name for name in MAKERS if name.endswith(".docx") and name != "docx/order.docx"]


@pytest.mark.parametrize("name", MARKED)
def test_words_typed_beside_a_mark_are_told_and_nothing_is_written(world: World, name: str) -> None:
    home, command, result = world(name)
    own = home / "templates" / name
    document = Document(str(own))
    rows = [row for table in document.tables for row in table.rows]
    cells = [row.cells[0].paragraphs[0] for row in rows if "{%tr" in row.cells[0].text]
    whole = [paragraph for paragraph in document.paragraphs if "{%p" in paragraph.text]
    (*cells, *whole)[0].add_run("办公室写的字")
    document.save(str(own))
    before = head(home)
    done = taskboard(home, *command)
    assert done.exit_code == 1 and isinstance(done.exception, SystemExit)
    assert Path(name).name in done.stderr and "“办公室写的字”会丢失" in done.stderr
    assert head(home) == before and not result.exists()


def test_a_template_that_is_no_office_file_is_told_by_name(world: World) -> None:
    home, command, result = world("xlsx/progress.xlsx")
    (home / "templates" / "xlsx" / "progress.xlsx").write_bytes(b"not a workbook")
    done = taskboard(home, *command)
    assert done.exit_code == 1 and "progress.xlsx" in done.stderr and not result.exists()


def test_only_the_named_file_is_the_offices_own(world: World, tmp_path: Path) -> None:
    home, _, _ = world("xlsx/progress.xlsx")
    put(home / "templates" / "xlsx" / "progress.xlsx", MARK)
    other = tmp_path / "l.xlsx"
    assert taskboard(home, "report", "ledger", "-o", str(other)).exit_code == 0
    assert MARK not in words_of(other)


@pytest.mark.parametrize("name", ["xlsx/decomposition.xlsx", "docx/decomposition.docx"])
def test_nothing_is_issued_while_the_tables_template_has_a_mistake(
    world: World, tmp_path: Path, name: str
) -> None:
    home, command, result = world("docx/handover.docx")
    own = home / "templates" / name
    own.parent.mkdir(exist_ok=True)
    own.write_bytes((tmp_path / "all" / name).read_bytes())
    place, before = put(own, "{{ oops }}"), head(home)
    done = taskboard(home, *command)
    assert done.exit_code == 1 and place in done.stderr
    assert head(home) == before and not result.exists()
    own.unlink()  # as the message advises
    assert taskboard(home, *command).exit_code == 0 and result.exists()
