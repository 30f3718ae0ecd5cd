"""Tables in plain text: bars or tabs between cells; what cannot be told apart stays text."""

from __future__ import annotations

from pathlib import Path

import pytest

from taskboard.model import Parsed
from taskboard.reading.text import read_text
from taskboard.settings import Settings
from taskboard.workflows.parse_file import parse_file, parse_source

HEAD = "青川市2025年重点任务分工表\n"
BARS = HEAD + (
    "| 序号 | 工作任务 | 责任单位 | 完成时限 |\n|---|---|---|---|\n"
    "| 1 | 推进垃圾分类 | 市城管局、市住建局 | 6月底前 |\n| 2 | 改造小区20个 | 市住建局 | |\n"
)
TABS = HEAD + (
    "序号\t工作任务\t责任单位\t完成时限\n1\t推进垃圾分类\t市城管局、市住建局\t6月底前\n"
    "2\t改造小区20个\t市住建局\t\n"
)


def parsed(text: str) -> Parsed:
    return parse_source(read_text(text), Settings())


@pytest.mark.parametrize("text", [BARS, TABS], ids=["bars", "tabs"])
def test_rows_become_tasks_with_their_cells(text: str) -> None:
    found = parsed(text)
    assert found.document.year == 2025
    assert [[unit.name for unit in task.units] for task in found.tasks] == [
        ["市城管局", "市住建局"], ["市住建局"],
    ]  # fmt: skip
    assert [[str(one.due_on) for one in task.deadlines] for task in found.tasks] == [
        ["2025-06-30"], [],
    ]  # fmt: skip
    for task in found.tasks:
        for unit in task.units:
            assert text[slice(*unit.span)] == unit.as_written


@pytest.mark.parametrize("text", [BARS, TABS, BARS + "\n一、加强领导。做好。\n"])
def test_every_character_is_covered_once(text: str) -> None:
    found = parsed(text)
    seen = [0] * len(text)
    for one in found.coverage:
        for at in range(*one.span):
            seen[at] += 1
    assert all(seen[at] == 1 for at, char in enumerate(text) if not char.isspace())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            HEAD
            + "工作任务 | 责任单位 | 时限要求 | ||\n一、总体 | 1 | 做好 | 市财政局 | 年底前 | |\n",
            id="columns-without-name",
        ),
        pytest.param(
            HEAD
            + "序号 | 工作任务 | 责任单位\n1 | 推进垃圾分类 | 市城管局\n改造小区 | 市住建局 |\n",
            id="a-row-lost-a-cell",
        ),
        pytest.param(
            HEAD + "工作任务\n|\n责任单位\n|\n推进垃圾分类\n|\n市城管局\n|\n", id="a-cell-a-line"
        ),
    ],
)
def test_what_cannot_be_told_apart_is_a_finding_and_no_unit_is_invented(text: str) -> None:
    found = parsed(text)
    assert "damaged-table" in {one.code for one in found.findings}
    assert not [unit for task in found.tasks for unit in task.units if unit.origin == "table"]


@pytest.mark.parametrize(
    "text",
    [
        "首页 | 政务公开 | 政策文件\n一、推进改革。做好。\n",
        "一、推进改革。甲|乙|丙各一次。\n",
        "一、推进改革。\n甲\t乙\n",
        "指标 | 数值 | 单位\n产值 | 3 | 亿元\n",
    ],
)
def test_bars_alone_make_no_table(text: str) -> None:
    source = read_text(text)
    assert all(block.kind == "paragraph" for block in source.blocks) and not source.findings


def test_a_file_is_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "分工表.txt"
    path.write_bytes(TABS.encode("gb18030"))
    assert len(parse_file(str(path)).tasks) == 2


WIDE = "序号\t工作任务\t牵头单位\t责任单位\t完成时限\n"
SECTIONS = (
    HEAD
    + WIDE
    + (
        "一、推动产业升级\n1\t新增企业40家\t市工信局\t市统计局\t12月底\n"
        "2\t建设产业园\t市发改委\t市工信局\t持续推进\n"
        "二、办好民生实事\n3\t新增学位8000个\t市教育局\t市财政局\t8月底\n"
    )
)
LINES = (
    HEAD
    + WIDE
    + (
        "1\t培育典型镇村\t市委农办\n（市农业农村局）\t市财政局\n各乡镇人民政府\t全年\n"
        "2\t新增学位8000个\t市教育局\t市发改委\n市财政局\t8月底\n"
    )
)


@pytest.mark.parametrize(
    ("text", "outline", "units"),
    [
        pytest.param(
            SECTIONS,
            ["1", "1.1", "1.2", "2", "2.3"],
            [["市工信局", "市统计局"], ["市发改委", "市工信局"], ["市教育局", "市财政局"]],
            id="headings-between-rows",
        ),
        pytest.param(
            LINES,
            ["1", "2"],
            [
                ["市委农办（市农业农村局）", "市财政局", "各乡镇人民政府"],
                ["市教育局", "市发改委", "市财政局"],
            ],
            id="cells-of-several-lines",
        ),
        pytest.param(
            HEAD + "序号\t目标任务\t分管领导\t责任部门\t配合部门\n一、社会事业\n"
            "1\t医保参保率达98%\t胡静\t社会事务办公室\t各村（居）\n卫生院\n"
            "2\t新建学校\t胡静\t中心学校\t各村（居）\n",
            ["1", "1.1", "1.2"],
            [["社会事务办公室", "各村（居）", "卫生院"], ["中心学校", "各村（居）"]],
            id="the-last-cell-goes-on",
        ),
        pytest.param(
            SECTIONS.replace("\t", " | "),
            ["1", "1.1", "1.2", "2", "2.3"],
            [["市工信局", "市统计局"], ["市发改委", "市工信局"], ["市教育局", "市财政局"]],
            id="bars",
        ),
        pytest.param(
            SECTIONS + "三、加强领导\n各县要压实责任。\n",
            ["1", "1.1", "1.2", "2", "2.3"],
            [["市工信局", "市统计局"], ["市发改委", "市工信局"], ["市教育局", "市财政局"]],
            id="a-heading-below-belongs-to-the-text",
        ),
    ],
)
def test_tables_that_no_bar_closes(text: str, outline: list[str], units: list[list[str]]) -> None:
    found = parsed(text)
    rows = [task for task in found.tasks if all(unit.origin == "table" for unit in task.units)]
    assert {clause.path.removeprefix("p2:") for clause in found.outline} - {"3"} == {*outline}
    assert [[unit.name for unit in task.units] for task in rows if task.units] == units
    seen = [0] * len(text)
    for one in found.coverage:
        for at in range(*one.span):
            seen[at] += 1
    assert all(seen[at] == 1 for at, char in enumerate(text) if not char.isspace())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SECTIONS.replace("\t市统计局", ""), id="a-row-too-short"),
        pytest.param(SECTIONS.replace("市统计局", "市统计局\t市财政局"), id="a-row-too-long"),
        pytest.param(SECTIONS.replace("\n2\t", "\n续\t"), id="a-row-without-its-number"),
        pytest.param(SECTIONS.replace("序号\t工作任务", "区县\t今年完成"), id="no-table-of-tasks"),
        pytest.param(SECTIONS.replace("一、推动", "推动"), id="a-line-that-is-no-heading"),
    ],
)
def test_rows_that_do_not_fit_their_header_stay_text(text: str) -> None:
    assert all(unit.origin != "table" for task in parsed(text).tasks for unit in task.units)


@pytest.mark.parametrize(
    ("section", "tasks"),
    [
        pytest.param("一\t就业创业", 2, id="number-and-title"),
        pytest.param("（一）\t就业创业", 2, id="number-in-brackets"),
        pytest.param("稳就业\t城镇新增就业4500人", 0, id="a-row-that-lost-cells"),
        pytest.param("一\t就业创业，县人社局负责", 0, id="a-sentence"),
    ],
)
def test_a_sections_row_that_lost_its_empty_cells(section: str, tasks: int) -> None:
    rows = "1\t城镇新增就业4500人\t县人社局\t12月底\n2\t办好招聘会\t县总工会\t5月底\n"
    text = f"青川县2025年任务分解表\n序号\t工作任务\t责任单位\t完成时限\n{section}\n{rows}"
    assert [task.path for task in parsed(text).tasks] == ["1.1", "1.2"][:tasks]


def test_a_row_whose_number_stands_in_place_is_not_moved() -> None:
    rows = "1 | 建学校 | 新建2所学校 | 牵头：区教育局；配合：各镇（街道） | |\n"
    rows += "2 | 修路 | 改造3条道路 | 区住建局 | |\n"
    found = parsed(HEAD + "序号 | 项目 | 建设内容 | 责任单位 | 备注 |\n" + rows)
    assert [[unit.name for unit in task.units] for task in found.tasks] == [
        ["区教育局", "各镇（街道）"], ["区住建局"],
    ]  # fmt: skip
