"""``task list`` and ``task sample``: words, groups, saved filters, and the lot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sample_state import HEALTH, HOUSING, UNITS, key, sample_workspace
from taskboard.cli.main import cli
from taskboard.workflows.finding_tasks import Filter, draw, list_tasks
from taskboard.workflows.progress import note
from taskboard.workflows.workspace import Workspace


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return sample_workspace(tmp_path)


def run(office: Workspace, *args: str) -> Result:
    where = ["--home", str(office.home), "--as-of", office.as_of.isoformat(), "task"]
    return CliRunner().invoke(cli, [*where, *args])


def found(office: Workspace, **wanted: str) -> set[str]:
    return {row["编号"] for row in list_tasks(office, Filter(**wanted))}


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        pytest.param("小区", {"2.1-1", "2.1-2"}, id="heading"),
        pytest.param("12个", {"2.1-1"}, id="text"),
        pytest.param("１２个老旧", {"2.1-1"}, id="full-width"),
        pytest.param("电梯 30", {"2.1-2"}, id="both-words"),
        pytest.param("电梯 12个老旧", set(), id="words-of-two-tasks-are-no-hit"),
        pytest.param("夜间门诊", {"2.2-1"}, id="measure"),
        pytest.param("高铁", set(), id="nowhere"),
    ],
)
def test_every_word_must_stand_in_the_task(office: Workspace, words: str, codes: set[str]) -> None:
    assert found(office, find=words) == {key(code) for code in codes}


@pytest.mark.parametrize(
    ("unit", "full"),
    [(HOUSING, HOUSING), (HOUSING[1:], HOUSING), ("局", ""), ("市外办", "")],
    ids=["full", "end", "end-of-several", "none"],
)
def test_a_unit_is_meant_by_its_name_or_an_end_of_it(office: Workspace, unit: str, full: str):
    units = {row["单位"] for row in list_tasks(office, Filter(unit=unit))}
    assert units == ({full} if full else set())


def test_what_a_leader_wrote_is_found(office: Workspace) -> None:
    assert found(office, find="王市长") == set()
    note(office, "2.1-2", "王市长", "抓紧报规")
    assert found(office, find="王市长 报规") == {key("2.1-2")}


def test_rows_of_a_group_stand_together_under_its_name(office: Workspace) -> None:
    rows = list_tasks(office, Filter(by="unit"))
    names = [row["单位"] for row in rows]
    firsts = list(dict.fromkeys(names))
    assert len(rows) == len(list_tasks(office, Filter()))
    assert names == [name for name in firsts for _ in range(names.count(name))]
    printed = run(office, "list", "--by", "unit").output
    assert all(f"【{name}】{names.count(name)} 项" in printed for name in firsts)
    assert "【" not in run(office, "list").output


def save(office: Workspace, words: str) -> None:
    (office.home / "taskboard.toml").write_text(f'[filters."常用"]\n{words}\n', "utf-8")


def test_a_saved_filter_is_used_and_what_is_typed_goes_before_it(office: Workspace) -> None:
    save(office, f'unit = "{HOUSING}"\nby = "timeliness"')
    rows = json.loads(run(office, "list", "--saved", "常用", "--format", "json").output)
    assert {row["单位"] for row in rows} == {HOUSING}
    again = run(office, "list", "--saved", "常用", "--unit", HEALTH, "--format", "json").output
    assert {row["单位"] for row in json.loads(again)} == {HEALTH}
    assert "【" in run(office, "list", "--saved", "常用").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param('unti = "市财政局"', "里的 unti 不能用", id="key"),
        pytest.param('timeliness = "超了"', "没有叫“超了”的timeliness", id="status"),
        pytest.param('by = "天气"', "里的 by 只能是", id="group"),
        pytest.param("find = 12", "find 应是带引号的文字", id="type"),
    ],
)
def test_a_filter_with_a_mistake_is_told(office: Workspace, words: str, told: str) -> None:
    save(office, words)
    done = run(office, "list", "--saved", "常用")
    assert done.exit_code == 1 and told in done.stderr and "[filters" in done.stderr


def test_a_filter_that_is_not_there_is_told(office: Workspace) -> None:
    done = run(office, "list", "--saved", "别的")
    assert done.exit_code == 1 and "“别的”不在设置中" in done.stderr


def test_a_lot_is_the_same_with_the_same_seed_and_another_with_another(office: Workspace) -> None:
    anything = Filter(axes={"decomposition": "issued"})
    rows, total = draw(office, anything, 4, "甲")
    assert total == len(list_tasks(office, anything)) and len(rows) == 4
    assert draw(office, anything, 4, "甲") == (rows, total)
    assert any(draw(office, anything, 4, seed)[0] != rows for seed in "乙丙丁")
    printed = [row["编号"] for row in list_tasks(office, anything)]
    assert [row["编号"] for row in rows] == sorted((r["编号"] for r in rows), key=printed.index)


def test_a_larger_lot_holds_the_smaller_one_and_never_a_row_twice(office: Workspace) -> None:
    anything = Filter(axes={"decomposition": "issued"})
    keys = [{(row["编号"], row["单位"]) for row in draw(office, anything, size, "甲")[0]}
            for size in (1, 3, 99)]  # fmt: skip
    assert keys[0] < keys[1] < keys[2] and len(keys[2]) == draw(office, anything, 1, "甲")[1]


def test_without_a_status_only_what_is_done_is_drawn_and_size_and_seed_are_printed(
    office: Workspace,
) -> None:
    done = run(office, "sample", "9", "--seed", "2025年第3次")
    assert done.exit_code == 0 and "办理中" not in done.output and "已办结" in done.output
    assert "从 2 件中随机抽取 2 件，种子“2025年第3次”" in done.output
    rows = json.loads(run(office, "sample", "1", "--format", "json").output)
    assert [(row["种子"], row["总数"]) for row in rows] == [("2025-09-01", "2")]
    refused = run(office, "sample", "1", "--unit", UNITS[1])
    assert refused.exit_code == 1 and "没有可供抽查的承办件" in refused.stderr
