"""Many files at once: each in its turn, bad ones named, none stopping the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from processes_jobs import count
from taskboard.cli.main import cli
from taskboard.errors import MissingFileError
from taskboard.reading.folder import readable_files
from taskboard.workflows import parse_many as module
from taskboard.workflows.parse_many import parse_many

PLAN = "2023年甲县政务公开工作要点\n一、公开第{}批目录，6月底前完成。（责任单位：县财政局）\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "来件"
    (home / "乡镇").mkdir(parents=True)
    for at in range(5):
        (home / f"{at}.txt").write_text(PLAN.format(at), "utf-8")
    (home / "乡镇" / "坏.docx").write_bytes(b"PK\x03\x04")
    (home / "~$0.docx").write_bytes(b"x")
    (home / "图.png").write_bytes(b"x")
    return home


def test_files_of_a_folder_without_leftovers(folder: Path) -> None:
    names = [path.name for path in readable_files([folder, folder / "图.png"])]
    assert sorted(names) == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "图.png", "坏.docx"]
    (folder / "空").mkdir()
    with pytest.raises(MissingFileError):
        list(readable_files([folder / "空"]))


def test_links_in_a_folder(folder: Path) -> None:
    (folder / "别处.txt").symlink_to(folder / "0.txt")
    (folder / "断了.txt").symlink_to(folder / "没有.txt")
    (folder / "自己.txt").symlink_to(folder / "自己.txt")
    (folder / "绕回").symlink_to(folder)
    found = {one.path.name: one.code for one in parse_many([folder], count)}
    assert found["别处.txt"] == ""
    assert found["断了.txt"] == "file-missing"
    assert found["自己.txt"] in ("file-missing", "file-access")
    assert len(found) == 9


@pytest.mark.parametrize("threshold", [100, 2], ids=["one-process", "two-processes"])
def test_each_file_has_its_result_in_order(
    threshold: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PARALLEL_FROM", threshold)
    seen: list[tuple[int, int]] = []
    found = list(
        parse_many([folder], count, progress=lambda done, total: seen.append((done, total)))
    )
    assert [one.path for one in found] == list(readable_files([folder]))
    assert [one.code for one in found if one.made is None] == ["file-damaged"]
    assert [one.made for one in found if one.made] == [1] * 5
    assert seen == [(at, 6) for at in range(1, 7)]


def test_a_fault_of_the_program_is_named_and_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> None:
        raise ZeroDivisionError("甲")

    monkeypatch.setattr(module, "read_file", fail)
    (one,) = parse_many([folder / "0.txt"], count)
    assert (one.code, one.made) == ("file-failed", None)
    assert "0.txt" in one.zh


def test_the_command_sums_up_and_exits_with_1(folder: Path) -> None:
    result = CliRunner().invoke(cli, ["parse", str(folder)])
    assert result.exit_code == 1
    assert "共 6 份文件：读出 5 份、任务 5 项" in result.stdout
    assert "未能读取 1 份" in result.stdout
    assert "坏.docx" in result.stderr
    good = [str(folder / "0.txt"), str(folder / "1.txt")]
    result = CliRunner().invoke(cli, ["parse", *good, "--format", "json"])
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [line["file"] for line in lines] == good
    assert [line["schema"] for line in lines] == ["taskboard.parse/1"] * 2
