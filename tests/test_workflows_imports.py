"""Documents in: proposed tasks, nothing twice, refusals, and what an amended one changes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taskboard.cli.main import cli
from taskboard.ledger.store import open_ledger
from taskboard.resources import samples
from taskboard.workflows.imports import PARALLEL_FROM, import_files
from taskboard.workflows.workspace import Workspace, open_workspace

LINLAN = "linlan-2025.txt"
SECRET = (
    "机密★三年\n某某市人民政府文件\n\n某政发〔2025〕3号\n\n某某市人民政府关于做好工作的通知\n\n"
    "各县人民政府：\n\n一、抓好落实\n\n（一）办好实事。年底前完成。\n"
)


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    workspace = open_workspace(str(tmp_path), ledger="", as_of=dt.date(2025, 3, 20), actor="王核")
    open_ledger(workspace.url, create=True).close()
    return workspace


def run(workspace: Workspace, *words: str) -> Result:
    given = ["--home", str(workspace.home), "--as-of", str(workspace.as_of), "--actor", "王核"]
    return CliRunner().invoke(cli, [*given, *words])


def head(workspace: Workspace) -> int:
    with workspace.ledger() as ledger:
        return ledger.head()


def test_a_document_is_one_transaction_and_its_bytes_are_kept(home: Workspace) -> None:
    path = samples() / LINLAN
    done = import_files(home, [path]).documents[0]
    state = home.state()
    assert (done.serial, done.status, done.tasks) == ("2025-01", "new", len(state.tasks))
    assert state.documents.loc["2025-01", "number"] == "临岚政办发〔2025〕6号"
    assert len({event.transaction for event in state.events("task-proposed")}) == 1
    with home.ledger() as ledger:
        name, data, text = ledger.source(state.documents.loc["2025-01", "sha256"])
    assert (name, data) == (LINLAN, path.read_bytes())
    for row in state.tasks.itertuples():
        assert text[row.span_start : row.span_end].split() == str(row.text).split()


def test_measures_lose_the_bracket_and_nothing_else(home: Workspace) -> None:
    import_files(home, [samples() / "wulan-2024.txt"])
    tasks = home.state().tasks
    assert not tasks["wording"].str.contains("责任单位").any()
    assert not tasks["wording"].str.contains(r"\s").any()
    assert "漏洞扫描，" in tasks["wording"].iloc[0].replace(",", "，")


@pytest.mark.parametrize("again", [LINLAN, "linlan-2025.docx"], ids=["same", "other-format"])
def test_twice_is_nothing_new(home: Workspace, again: str) -> None:
    import_files(home, [samples() / LINLAN])
    before = head(home)
    report = import_files(home, [samples() / again])
    assert [document.status for document in report.documents] == ["known"]
    assert head(home) == before


def test_serials_run_within_the_year_and_are_not_reused(home: Workspace) -> None:
    names = ("linlan-2025.txt", "fengpu-2024.txt", "xichuan-2025.txt")
    report = import_files(home, [samples() / name for name in names])
    assert [d.serial for d in report.documents] == ["2025-01", "2024-01", "2025-02"]


def test_a_folder_and_one_bad_file(home: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "收文"
    folder.mkdir()
    for number in range(PARALLEL_FROM):  # enough for two processes
        text = (samples() / "fengpu-2024.txt").read_text("utf-8")
        new = text.replace("〔2024〕11号", f"〔2024〕{number + 20}号")
        (folder / f"{number:02d}.txt").write_text(new, "utf-8")
    (folder / "空.txt").write_bytes(b"")
    result = run(home, "import", str(folder))
    assert result.exit_code == 1 and "空.txt" in result.stderr
    assert len(home.state().documents) == PARALLEL_FROM
    assert f"导入 {PARALLEL_FROM} 份，未能导入 1 份" in result.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("今天天气很好，没有什么任务。\n", "没有找到", id="no-heading"),
        pytest.param(SECRET, "密级", id="classified"),
    ],
)
def test_refused_with_both_languages_and_nothing_written(
    home: Workspace, tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "来文.txt"
    path.write_text(text, "utf-8")
    result = run(home, "import", str(path))
    assert result.exit_code == 1
    assert "来文.txt" in result.stderr and words in result.stderr and "error" in result.stderr
    assert head(home) == 0


def test_classified_mark_can_be_overridden(home: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "来文.txt"
    path.write_text(SECRET, "utf-8")
    assert run(home, "import", str(path), "--allow-classified").exit_code == 0
    assert len(home.state().documents) == 1


def amended(tmp_path: Path) -> Path:
    text = (samples() / "xichuan-2025.txt").read_text("utf-8")
    text = text.replace("全年粮食播种面积稳定在42万亩以上", "全年粮食播种面积稳定在45万亩以上")
    gone = text[text.index("（三）保障农田灌溉") : text.index("二、发展乡村富民产业")]
    text = text.replace(gone, "\n")
    text = text.replace(
        "（二）加强督导考核",
        "（二）表扬先进典型。对工作突出的乡镇予以通报表扬。（责任单位：县政府办公室）\n\n"
        "（三）加强督导考核",
    )
    path = tmp_path / "修订稿.txt"
    path.write_text(text, "utf-8")
    return path


def test_an_amended_document_is_a_difference_then_events(home: Workspace, tmp_path: Path) -> None:
    import_files(home, [samples() / "xichuan-2025.txt"])
    before, path = head(home), str(amended(tmp_path))
    shown = run(home, "import", path)
    assert shown.exit_code == 0 and head(home) == before
    for words in ("是 2025-01 的修订稿", "改写 2025-01-1.1-1", "删去 2025-01-1.3-1", "新增 5.2-1"):
        assert words in shown.output
    assert "其余 13 条文字相同" in shown.output

    assert run(home, "import", path, "--apply").exit_code == 0
    tasks = home.state().tasks
    fates = tasks["decomposition"].to_dict()
    assert fates["2025-01-1.1-1"] == fates["2025-01-1.3-1"] == "queried"
    assert "45万亩" in tasks.loc["2025-01-1.1-1", "wording"]
    assert fates["2025-01-2.1-1"] == "proposed"
    assert "通报表扬" in tasks.loc["2025-01-5.2-2", "text"]
    written = head(home)
    assert "没有新内容" in run(home, "import", path, "--apply").output
    assert head(home) == written


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("空.txt", b"", "空.txt", id="empty"),
        pytest.param("假.docx", b"%PDF-1.7\n%%EOF\n", "假.docx", id="ending-lies"),
        pytest.param("坏.docx", b"PK\x03\x04" + bytes(40), "坏.docx", id="damaged"),
        pytest.param("没有.txt", None, "找不到文件", id="missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_message_in_both_languages(
    home: Workspace, tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    result = run(home, "import", str(path))
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit)
    lines = result.stderr.splitlines()
    assert [line.split("：")[0].split(":")[0] for line in lines[:2]] == ["错误", "error"]
    assert words in lines[0] and name in lines[1]
    assert head(home) == 0


@pytest.mark.parametrize(("field", "led"), [("牵头单位", "县住建局"), ("", ""), ("没有的栏", None)])
def test_the_offices_own_headers_apply_on_import(
    tmp_path: Path, field: str, led: str | None
) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("2025年重点工作任务分解表")
    table = document.add_table(rows=2, cols=4)
    rows = (("序号", "工作任务", "完成时限", "包抓人马"), ("1", "建设公园", "6月底前", "县住建局"))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    path = tmp_path / "a.docx"
    document.save(str(path))
    if field:
        text = f'[columns]\n"包抓人马" = "{field}"\n'
        (tmp_path / "taskboard.toml").write_text(text, "utf-8")
    day = dt.date(2025, 3, 20)
    workspace = open_workspace(str(tmp_path), ledger="", as_of=day, actor="王核")
    open_ledger(workspace.url, create=True).close()
    refused = import_files(workspace, [path], year=2025).refused
    assert [("[columns]" in one.zh and field in one.zh) for one in refused] == [True] * (
        led is None
    )
    names = [unit["name"] for units in workspace.state().tasks["units"] for unit in units]
    assert "".join(names) == (led or "")
