from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from round_world import HOUSING, answer, fill, good, make_workspace
from taskboard.cli.main import cli
from taskboard.office.measure import display_width
from taskboard.workflows.workspace import Workspace


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "office")


def run(office: Workspace, *words: str, code: int = 0) -> str:
    day = ["--home", str(office.home), "--as-of", "2023-08-01"]
    result = CliRunner().invoke(cli, [*day, "round", *words])
    assert result.exit_code == code, result.output
    return result.output


def test_a_round_from_opening_to_closing(office: Workspace, tmp_path: Path) -> None:
    said = run(office, "open", "--week", "2023-W31", "--all")
    assert "应报 6 项，涉及 3 个单位，2023-08-04 下班前报送" in said
    forms = tmp_path / "表"
    assert "填报表 3 份，6 项" in run(office, "forms", "-o", str(forms))
    assert "市水利局" in (forms / "消息.txt").read_text("utf-8-sig")
    answer(next(forms.glob(f"*{HOUSING}*")), tmp_path / "back", good)
    preview = run(office, "collect", str(tmp_path / "back"))
    assert "2023-01-1.1-1 进展情况：（空） → 已开工68个。" in preview
    assert "只是预览，没有写入" in preview
    assert "已报" not in run(office, "status").replace("已报/", "")
    done = run(office, "collect", str(tmp_path / "back"), "--apply")
    assert "已收 1，迟报 0" in done and "已写入台账 1 份" in done
    assert "没有新内容，台账未变" in run(office, "collect", str(tmp_path / "back"), "--apply")
    assert "报送率 3/6（50.00%），及时率 3/6（50.00%）" in run(office, "status")
    assert "已关闭 2023-W31 期；未报 3 项" in run(office, "close")
    assert "没有开启中的期次" in run(office, "forms", code=1)


def test_status_for_programs(office: Workspace) -> None:
    run(office, "open", "--month", "2023-08")
    record = json.loads(run(office, "status", "--format", "json"))
    assert (record["number"], len(record["missing"])) == ("2023-08", 4)
    rows = list(csv.DictReader(io.StringIO(run(office, "status", "--format", "csv"))))
    assert list(rows[0]) == ["单位", "应报", "按时", "迟报", "未报", "无变化", "无进展", "状态"]
    assert list(rows[0].values()) == [HOUSING, "3", "0", "0", "3", "0", "0", "未报"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param(("open",), 2, "--week", id="no-period"),
        pytest.param(("open", "--week", "31"), 2, "2023-W31", id="no-year"),
        pytest.param(("open", "--week", "2023-W54"), 2, "没有", id="no-such-week"),
        pytest.param(("open", "--month", "2023-13"), 2, "没有", id="no-such-month"),
        pytest.param(("status", "--all", "--round", "2023-W31"), 2, "--all 不与", id="all-of-one"),
        pytest.param(("forms",), 1, "没有开启中的期次", id="no-round"),
        pytest.param(("collect", "没有这个文件夹"), 1, "找不到", id="no-folder"),
    ],
)
def test_wrong_use_says_what_to_do(
    office: Workspace, words: tuple[str, ...], code: int, said: str
) -> None:
    assert said in run(office, *words, code=code)


def test_status_fits_eighty_columns(office: Workspace) -> None:
    run(office, "open", "--week", "2023-W31", "--all")
    table = run(office, "status").split("\n")[1:5]
    assert max(display_width(line) for line in table) <= 80


def all_rows(book: Workbook, sheet: Worksheet) -> None:
    good(book, sheet)
    for code in ("1.1-1", "1.2-1", "1.3-1"):
        fill(sheet, code, 本期情况="有进展", 进展情况="已完成清单。" * 20, 存在问题="资金未到位")
    fill(sheet, "1.1-1", 指标实际值="六十八")


@pytest.mark.parametrize(("full", "cells"), [((), 6), (("--full",), 10)])
def test_a_preview_is_short_but_hides_no_refused_cell(
    office: Workspace, tmp_path: Path, full: tuple[str, ...], cells: int
) -> None:
    run(office, "open", "--week", "2023-W31", "--all")
    run(office, "forms", "-o", str(tmp_path / "表"))
    form = next((tmp_path / "表").glob(f"*{HOUSING}*"))
    answer(form, tmp_path / "back", all_rows)
    said = run(office, "collect", str(tmp_path / "back"), *full, code=1)
    assert "有 1 份没有全部采用" in said and "error [not-taken]: " in said
    changed = [line for line in said.splitlines() if " → " in line]
    assert "未采用" in said and "“六十八”不是数字" in said
    assert ("加 --full 全部列出" in said) is not bool(full)
    assert len(changed) == cells if not full else len(changed) >= cells
    assert full or max(map(display_width, changed)) <= 80


def test_a_confirmed_choice_is_not_listed_as_a_change(office: Workspace, tmp_path: Path) -> None:
    for week in ("2023-W31", "2023-W32"):
        run(office, "open", "--week", week, "--all")
        run(office, "forms", "--round", week, "-o", str(tmp_path / week))
        form = next((tmp_path / week).glob(f"*{HOUSING}*"))
        back = tmp_path / f"back-{week}"
        answer(form, back, good)
        said = run(office, "collect", str(back), "--apply", "--full")
    assert "有进展 → 有进展" not in said and "提示 进展雷同" in said
