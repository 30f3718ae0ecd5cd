from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from taskboard.cli.main import cli
from taskboard.cli.parse_table import WIDTH
from taskboard.cli.wrapping import wrapped
from taskboard.office.measure import display_width
from taskboard.resources import samples

PLAN = """云岭县2023年优化营商环境工作要点

一、总体要求
坚持需求导向。

二、重点任务
（一）压缩办理时限。6月底前，企业开办压缩至1个工作日以内。（牵头单位：县市场监管局；配合单位：县税务局、各乡镇人民政府）
（二）推进一网通办。
1.梳理事项。
2.对接平台。每季度通报一次。（责任单位：县行政审批局）
（四）各部门要加强宣传。
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "要点.txt"
    path.write_text(PLAN, "utf-8")
    return path


def run(*args: str, given: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["parse", *args], input=given)
    return result.exit_code, result.stdout, result.stderr


def test_table_shows_number_heading_units_deadline_target_and_marks(plan: Path) -> None:
    status, out, _ = run(str(plan))
    assert status == 0
    for words in (
        "二、重点任务",
        "2.1-1",
        "（一）压缩办理时限",
        "牵头：县市场监管局；配合：县税务局、各乡镇人民政府",
        "2023-06-30",
        "县行政审批局[沿用]",
        "各部门[推定]",
        "时限 [缺]",
        "缺责任单位 1 项",
    ):
        assert words in out
    assert "[待核] 序号不连续" in out
    assert out.index("[待核]") < out.index("[提示]")


def test_no_line_of_the_table_is_wider_than_the_terminal(plan: Path) -> None:
    _, out, _ = run(str(plan))
    assert [line for line in out.splitlines() if display_width(line) > WIDTH] == []


def test_json_is_the_contract_and_changes_nothing(plan: Path) -> None:
    status, out, _ = run(str(plan), "--format", "json")
    value = json.loads(out)
    assert status == 0
    assert list(value) == [
        "schema",
        "text",
        "document",
        "outline",
        "tasks",
        "coverage",
        "warnings",
    ]
    assert value["schema"] == "taskboard.parse/1"
    assert value["document"]["year"] == 2023
    assert value["tasks"][0]["units"][0]["role"] == "lead"
    assert [path.name for path in plan.parent.iterdir()] == ["要点.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_standard_input(encoding: str) -> None:
    status, out, _ = run("-", "--format", "json", given=PLAN.encode(encoding))
    assert status == 0
    assert json.loads(out)["document"]["title"] == "云岭县2023年优化营商环境工作要点"


def test_year_overrides_the_printed_one(plan: Path) -> None:
    value = json.loads(run(str(plan), "--format", "json", "--year", "2031")[1])
    assert value["tasks"][0]["deadlines"][0]["due_on"] == "2031-06-30"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("没有.txt", None, "没有.txt"),
        ("空.txt", b"  \n", "空.txt"),
        ("假.docx", "一、甲".encode(), "假.docx"),
        ("坏.txt", b"\xff\xff\x00\x80\x81", "坏.txt"),
    ],
)
def test_bad_files_are_refused_in_both_languages(
    tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    status, out, err = run(str(path))
    assert (status, out) == (1, "")
    assert words in err
    assert err.startswith("错误：")
    assert "error [" in err


def test_text_without_headings_prints_a_result_and_the_finding() -> None:
    status, out, _ = run("-", given="今天天气很好。我们去公园。".encode())
    assert status == 0
    assert "[须改] 全文没有找到带序号的标题" in out


def test_an_office_adds_words_in_its_settings(plan: Path) -> None:
    (plan.parent / "taskboard.toml").write_text('[parsing]\npreamble = ["重点任务"]\n', "utf-8")
    result = CliRunner().invoke(
        cli, ["--home", str(plan.parent), "parse", str(plan), "--format", "json"]
    )
    # a section with responsibility brackets stays a duty whatever its heading says
    paths = [task["path"] for task in json.loads(result.stdout)["tasks"]]
    assert "2.4" not in paths
    assert "2.1" in paths


@pytest.mark.parametrize("name", [path.name for path in sorted(samples().glob("*.txt"))])
def test_the_table_fits_80_columns_and_no_line_begins_with_a_closing_mark(name: str) -> None:
    lines = CliRunner().invoke(cli, ["parse", str(samples() / name)]).stdout.splitlines()
    wide = [line for line in lines if display_width(line) > WIDTH]
    assert len(lines) > 20 and wide == []
    assert not [line for line in lines if line.strip()[:1] in "，。、；：）》”" and line.strip()]


@pytest.mark.parametrize("fill", range(30, 42))
def test_a_closing_mark_takes_the_character_before_it_down(fill: int) -> None:
    lines = wrapped("字" * fill + "，" + "句" * 60, WIDTH, "首 ", "    ")
    assert all(display_width(line) <= WIDTH and line.strip()[0] != "，" for line in lines)
    assert (
        "".join(line.strip() for line in lines).replace("首 ", "") == "字" * fill + "，" + "句" * 60
    )


@pytest.mark.parametrize(
    ("text", "units", "limits"),
    [
        (
            "2025年任务分解表\n序号\t工作任务\t责任单位\t完成时限\n1\t改造小区\t市住建局\t6月底\n"
            "2\t新建学校\t市教育局\t8月底\n",
            {"stated"},
            {"table"},
        ),
        ("2025年工作要点\n一、改造小区，6月底前完成。（市住建局）\n", {"stated"}, {"stated"}),
        ("2025年工作要点\n一、市住建局要于6月底前改造小区。\n", {"inferred"}, {"stated"}),
    ],
)
def test_json_says_where_units_and_limits_come_from(
    text: str, units: set[str], limits: set[str]
) -> None:
    code, out, _ = run("-", "--format", "json", given=text.encode())
    tasks = json.loads(out)["tasks"]
    assert code == 0
    assert {unit["origin"] for task in tasks for unit in task["units"]} == units
    assert {limit["origin"] for task in tasks for limit in task["deadlines"]} == limits
