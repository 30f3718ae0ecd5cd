"""Tables that lost even their bars: a cell a line, rows told by numbers that rise."""

from __future__ import annotations

import pytest

from taskboard.model import Parsed
from taskboard.reading import read_text
from taskboard.settings import Settings
from taskboard.workflows.parse_file import parse_source


def table(*lines: str) -> str:
    return "临溪县2024年重点任务分解表\n" + "\n\n".join(lines) + "\n"


def parsed(text: str) -> Parsed:
    return parse_source(read_text(text), Settings())


HEAD = ("序号", "民生实事", "责任单位", "完成时限")
PAIR = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            table(*HEAD, "11", "建设图书馆。", "县文旅局", "县代建中心", "12月底前",
                  "12", "新建人行天桥2座。", "县住建局", "9月底前"),
            {"11": ["县文旅局", "县代建中心"], "12": ["县住建局"]},
            id="later-numbers",
        ),
        pytest.param(
            table(*HEAD, "3", "建图书馆", "县文旅局", "12月底", "7", "建学校2所", "教育局", "8月"),
            {"3": ["县文旅局"], "7": ["教育局"]},
            id="numbers-left-out",
        ),
        pytest.param(
            table(*PAIR, "1", "新建学校2所", "区教育局", "区财政局、区住建局", "8月底",
                  "2", "改造小区12个", "区住建局", "区城管局", "各街道", "11月底"),
            {"1": ["区教育局", "区财政局", "区住建局"], "2": ["区住建局", "区城管局", "各街道"]},
            id="two-columns-of-units",
        ),
        pytest.param(
            table("序号", "重点任务", "主要责任单位", "协同配合单位", "一、主要目标",
                  "3", "投资增长7.5%。", "区发改委", "区工信局，各乡镇人民政府、街道办事处。",
                  "二、全力以赴惠民生", "8", "扩建学校。", "区教育局", "区投资促进中心。"),
            {"1.3": ["区发改委", "区工信局", "各乡镇人民政府", "街道办事处"],
             "2.8": ["区教育局", "区投资促进中心"]},
            id="sections",
        ),
        pytest.param(
            table("序号", "工作任务", "责任部门", "一", "加强师德建设", "党委办公室",
                  "二", "推进课程改革", "教务处"),
            {"1": ["党委办公室"], "2": ["教务处"]},
            id="chinese-numbers",
        ),
        pytest.param(
            table("序号", "工作任务", "具体措施", "责任单位", "完成时限",
                  "1", "建设图书馆", "开工建设", "县文旅局", "12月底",
                  "2", "新建学校", "建成2所", "县教育局", "8月底"),
            {"1": ["县文旅局"], "2": ["县教育局"]},
            id="task-and-measures",
        ),
    ],
)  # fmt: skip
def test_rows(text: str, expected: dict[str, list[str]]) -> None:
    found = parsed(text)
    assert {task.path: [unit.name for unit in task.units] for task in found.tasks} == expected
    assert "damaged-table" in {one.code for one in found.findings}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            table(
                *HEAD, "12", "建设图书馆", "县文旅局", "12月底", "11", "建学校", "县教育局", "8月"
            ),
            id="numbers-that-fall",
        ),
        pytest.param(
            table(
                "序号", "任务", "责任单位", "一、目标", "3", "投资增长。", "二、保障", "加强领导。"
            ),
            id="a-section-below-words",
        ),
        pytest.param(table(*HEAD, "3", "建设图书馆", "县文旅局", "12月底"), id="one-row"),
        pytest.param(
            table(*HEAD, "3", "建设图书馆", "12月底", "4", "建学校", "县教育局", "8月"),
            id="a-row-without-units",
        ),
    ],
)
def test_lines_that_are_no_table_keep_their_units_out(text: str) -> None:
    tasks = parsed(text).tasks
    assert not [unit for task in tasks for unit in task.units if unit.origin == "table"]


def test_first_of_two_columns_leads() -> None:
    text = table(*PAIR, "4", "建学校", "区教育局", "区财政局", "8月", "6", "修路", "区住建局",
                 "区城管局", "9月")  # fmt: skip
    roles = [[(u.name, u.role) for u in task.units] for task in parsed(text).tasks]
    assert roles == [
        [("区教育局", "lead"), ("区财政局", "cooperate")],
        [("区住建局", "lead"), ("区城管局", "cooperate")],
    ]
