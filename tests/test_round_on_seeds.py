"""The whole round on every real document, where they are beside the checkout."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taskboard.cli.main import cli
from taskboard.office.measure import display_width

SEEDS = ["fengcheng-2021", "haiyang-2020", "lanling-2019", "liaocheng-2023", "ziyang-2020"]

_spec = importlib.util.spec_from_file_location("filling", Path(__file__).parent / "filling.py")
assert _spec and _spec.loader
filling = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(filling)


def taskboard(home: Path, *args: str) -> Result:
    result = CliRunner().invoke(cli, [*args, "--home", str(home)])
    assert result.exit_code == 0, f"{args}\n{result.output}"
    return result


def directory(path: Path, names: list[str]) -> Path:
    lines = ["单位全称,类别,分组"]
    lines += [f"{name},部门,{group}" for name, group in zip(names, groups(names), strict=True)]
    path.write_text("\n".join(lines), "utf-8-sig")
    return path


def groups(names: list[str]) -> list[str]:
    return ["市政府各部门；县政府各部门；各部门；各单位"] * len(names)


@pytest.mark.parametrize("name", SEEDS)
def test_round(name: str, seeds: Path, tmp_path: Path) -> None:
    year = int(name[-4:])
    home, forms, back = tmp_path / "home", tmp_path / "forms", tmp_path / "back"
    seed = str(seeds / f"{name}.txt")
    parsed = json.loads(CliRunner().invoke(cli, ["parse", seed, "--format", "json"]).stdout)
    taskboard(tmp_path, "init", str(home))
    units = directory(tmp_path / "units.csv", ["甲办公室", "乙局", "丙委", "丁中心"])
    taskboard(home, "units", "import", str(units), "--apply")
    taskboard(home, "import", seed)
    day = dt.date(year, 8, 1).isoformat()
    taskboard(home, "issue", "--accept-proposals", "--default-unit", "甲办公室", "--as-of", day)
    monday = dt.date.fromisocalendar(year, 36, 1).isoformat()
    week = f"{year}-W36"
    taskboard(home, "round", "open", "--week", week, "--all", "--as-of", monday)
    taskboard(home, "round", "forms", "-o", str(forms), "--as-of", monday)
    sent = sorted(forms.glob("*.xlsx"))
    assert sent
    rows = 0
    for path in sent[:3]:
        answers = {"本期情况": "有进展", "进展情况": "已制定方案并开始实施。"}
        rows += filling.fill(path, back / path.name, answers)
    preview = taskboard(home, "round", "collect", str(back), "--as-of", monday)
    assert "--apply" in preview.output
    taskboard(home, "round", "collect", str(back), "--apply", "--as-of", monday)
    status = taskboard(home, "round", "status", "--as-of", monday)
    assert f"报送率 {rows}/" in status.output, status.output
    assert all(display_width(line) <= 80 for line in status.output.splitlines()), status.output
    assert "@" not in status.output
    again = taskboard(home, "round", "collect", str(back), "--apply", "--as-of", monday)
    assert "重复" in again.output
    circular = tmp_path / "通报.docx"
    taskboard(home, "paper", "circular", "-o", str(circular), "--as-of", monday)
    assert circular.stat().st_size > 5_000
    table = tmp_path / "分解表.xlsx"
    taskboard(home, "report", "decomposition", "-o", str(table), "--as-of", monday)
    assert len(parsed["tasks"]) >= 10
    assert sum(1 for path in table.parent.glob("*.xlsx")) == 1
