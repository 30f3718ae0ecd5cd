"""``taskboard units``: preview, apply, export, check, and a first draft from a document."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from sample_state import sample_workspace
from taskboard.cli.main import cli
from taskboard.resources import samples
from taskboard.workflows.reports import REPORTS

HEADER = "单位全称,简称,类别,分组,停用日期,承接单位\n"


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(
        cli, ["--home", str(home), "--as-of", "2025-03-01", "--actor", "王海", *words]
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    assert run(tmp_path / "w", "init").exit_code == 0
    return tmp_path / "w"


def directory(folder: Path, *rows: str, name: str = "名录.csv") -> str:
    path = folder / name
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def seqs(home: Path) -> int:
    from taskboard.ledger.store import open_ledger

    with open_ledger(f"sqlite:///{home / 'ledger.db'}") as ledger:
        return ledger.head()


def test_preview_writes_nothing(home: Path, tmp_path: Path) -> None:
    result = run(home, "units", "import", directory(tmp_path, "市教育局,,部门,,,"))
    assert result.exit_code == 0
    assert "新增 市教育局" in result.output
    assert "尚未写入" in result.output
    assert seqs(home) == 0


@pytest.mark.parametrize("source", [[], ["--from-document", str(samples() / "linlan-2025.txt")]])
def test_an_ending_that_is_no_table_is_refused(
    home: Path, tmp_path: Path, source: list[str]
) -> None:
    words = ["import", *source] if source else ["export"]
    result = run(home, "units", *words, "-o", str(tmp_path / "名录.docx"))
    assert result.exit_code == 1 and "文件名请以 .xlsx、.csv 结尾" in result.stderr
    assert not (tmp_path / "名录.docx").exists()


def test_apply_then_again_is_nothing_new(home: Path, tmp_path: Path) -> None:
    file = directory(tmp_path, "市教育局,教育局,部门,市政府各部门,,", "市财政局,,部门,,,")
    assert "已写入台账" in run(home, "units", "import", file, "--apply").output
    assert seqs(home) == 2
    again = run(home, "units", "import", file, "--apply")
    assert "不变 2 个" in again.output
    assert "台账未变" in again.output
    assert seqs(home) == 2


def test_a_change_is_shown_old_and_new(home: Path, tmp_path: Path) -> None:
    run(home, "units", "import", directory(tmp_path, "市教育局,教育局,部门,,,"), "--apply")
    changed = directory(tmp_path, "市教育局,市教体局,部门,,,")
    result = run(home, "units", "import", changed, "--apply")
    assert "修改 市教育局 简称：教育局 → 市教体局" in result.output
    assert "不变 1 个" in run(home, "units", "import", changed).output


def test_reform_retires_a_unit(home: Path, tmp_path: Path) -> None:
    from taskboard.ledger.store import open_ledger

    rows = ["市大数据局,,部门,,,", "市数据局,,部门,,,"]
    run(home, "units", "import", directory(tmp_path, *rows), "--apply")
    rows[0] = "市大数据局,,部门,,2025-01-31,市数据局"
    result = run(home, "units", "import", directory(tmp_path, *rows), "--apply")
    assert "停用日期：（空） → 2025-01-31" in result.output
    assert "名录中有效单位 1 个" in run(home, "units", "check").output
    with open_ledger(f"sqlite:///{home / 'ledger.db'}") as ledger:
        assert ledger.head() == 3


def test_a_unit_the_file_leaves_out_stays(home: Path, tmp_path: Path) -> None:
    run(home, "units", "import", directory(tmp_path, "市教育局,,部门,,,"), "--apply")
    run(home, "units", "import", directory(tmp_path, "市财政局,,部门,,,"), "--apply")
    assert "已写出 2 个单位" in run(home, "units", "export", "-o", str(tmp_path / "o.xlsx")).output


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["市教育局,,部门,,昨天,"], "名录.csv 第 2 行 E 列"),
        (["市教育局,教育,部门,,,", "市体育局,教育,部门,,,"], "简称相同"),
        (["市教育局,,部门,,2025-01-01,市教体局"], "不在名录中"),
    ],
)
def test_what_cannot_be_taken_blocks_all(
    home: Path, tmp_path: Path, rows: list[str], words: str
) -> None:
    result = run(
        home, "units", "import", directory(tmp_path, "市财政局,,部门,,,", *rows), "--apply"
    )
    assert result.exit_code == 1
    assert words.removeprefix("名录.csv 第 2 行") in result.output
    assert seqs(home) == 0


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_export_comes_back_unchanged(home: Path, tmp_path: Path, ending: str) -> None:
    run(home, "units", "import", str(samples() / "units-linlan.csv"), "--apply")
    out = str(tmp_path / f"o.{ending}")
    assert run(home, "units", "export", "-o", out).exit_code == 0
    assert "新增 0 个，修改 0 个，不变 41 个" in run(home, "units", "import", out).output


def test_check_lists_names_that_do_not_resolve(home: Path, tmp_path: Path) -> None:
    run(home, "units", "import", str(samples() / "units-linlan.csv"), "--apply")
    assert run(home, "units", "check").exit_code == 0
    run(home, "import", str(samples() / "linlan-2025.txt"))
    result = run(home, "units", "check")
    assert result.exit_code == 1
    assert "“市口岸办”（1 条任务）" in result.output
    assert "市市场监管局" not in result.output


@pytest.mark.parametrize("name", ["linlan-2025.docx", "linlan-2025.txt", "wulan-2024.docx"])
def test_starter_from_a_document(home: Path, tmp_path: Path, name: str) -> None:
    draft = tmp_path / "名录.xlsx"
    source = str(samples() / name)
    result = run(home, "units", "import", "--from-document", source, "-o", str(draft))
    assert result.exit_code == 0
    assert seqs(home) == 0
    rows = list(load_workbook(draft)["单位名录"].values)
    assert len(rows) > 5
    assert len({row[1] for row in rows}) == len(rows)
    assert run(home, "units", "import", str(draft), "--apply").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [(), ("--from-document", "x.txt"), ("名录.csv", "--from-document", "x.txt", "-o", "y.xlsx")],
)
def test_wrong_use(home: Path, words: tuple[str, ...]) -> None:
    assert run(home, "units", "import", *words).exit_code == 2


def test_missing_file_is_refused(home: Path) -> None:
    result = run(home, "units", "import", "无.csv")
    assert result.exit_code == 1
    assert "找不到文件" in result.output


@pytest.mark.parametrize("command", ["import", "export", "check"])
def test_help(command: str) -> None:
    result = CliRunner().invoke(cli, ["units", command, "--help"])
    assert result.exit_code == 0
    assert " / " in result.output


CONTACT = "李联络 0577-66660000"


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        *[(["report", kind], ending) for kind, (_, made) in REPORTS.items() for ending in made],
        (["paper", "circular", "--public"], ".docx"),
        (["paper", "circular", "--public"], ".html"),
        (["review", "export"], ".xlsx"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else value,
)
def test_the_contact_of_a_unit_is_in_no_rendering(
    tmp_path: Path, words: list[str], ending: str
) -> None:
    folder = sample_workspace(tmp_path).home
    table = tmp_path / "units.csv"
    table.write_text(f"单位全称,类别,联系人\n市财政局,部门,{CONTACT}\n", "utf-8-sig")
    day = ["--home", str(folder), "--as-of", "2025-09-01"]
    assert CliRunner().invoke(cli, [*day, "units", "import", str(table), "--apply"]).exit_code == 0
    path = tmp_path / f"x{ending}"
    done = CliRunner().invoke(cli, [*day, *words, "-o", str(path)])
    assert done.exit_code == 0, done.output + done.stderr
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            data = b"".join(map(archive.read, archive.namelist()))
    else:
        data = path.read_bytes()
    assert "市财政局".encode() in data or words == ["report", "annual"]
    assert "李联络".encode() not in data and b"66660000" not in data


def test_the_directory_itself_keeps_the_contact(home: Path, tmp_path: Path) -> None:
    table = tmp_path / "units.csv"
    table.write_text(f"单位全称,类别,联系人\n市财政局,部门,{CONTACT}\n", "utf-8-sig")
    given = ["--home", str(home)]
    assert (
        CliRunner().invoke(cli, [*given, "units", "import", str(table), "--apply"]).exit_code == 0
    )
    out = tmp_path / "back.csv"
    assert CliRunner().invoke(cli, [*given, "units", "export", "-o", str(out)]).exit_code == 0
    assert CONTACT in out.read_text("utf-8-sig")
