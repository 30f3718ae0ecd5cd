"""Tables of a saved page: a cell on each line, merged cells lost, a cell broken over lines."""

from __future__ import annotations

import pytest

from taskboard.model import Parsed
from taskboard.reading.text import read_text
from taskboard.settings import Settings
from taskboard.workflows.parse_file import parse_source

LIMITS = ("2024-06-30", "2024-12-31", "2024-12-31")
UNITS = [["办公室"], ["各股室"], ["法规股", "办公室"]]
LONELY = """云陵县林业局2024年政务公开分工
工作任务
|
具体要求
|
责任股室
|
时限要求
|
夯实基础
|
1
|
更新公开目录。
|
办公室
|
6月底前
|
2
|
核对机构信息。
|
各股室
|
年底前
|
规范答复
|
3
|
办好每件公开申请。
|
法规股、办公室
|
年底前
|
"""
ENDS = """云陵县林业局2024年重点工作清单
序号 |
重点工作 |
责任股室 |
完成时限 |
1 |
更新公开目录，
一月一查。 |
办公室 |
6月底前 |
2 |
核对机构信息。 |
各股室 |
年底前 |
3 |
办好每件公开申请。 |
法规股、办公室 |
年底前 |
"""
BROKEN = """云陵县林业局2024年重点工作清单
| 序号 | 重点工作 | 责任股室 | 完成时限 |
| 1 | 更新公开目录，
一月一查。 | 办公室 | 6月底前 |
| 2 | 核对机构信息。 | 各股室 | 年底前 |
| 3 | 办好每件公开申请。 | 法规股、
办公室 | 年底前 |
"""


def parsed(text: str) -> Parsed:
    return parse_source(read_text(text), Settings())


def covered_once(text: str, found: Parsed) -> bool:
    seen = [0] * len(text)
    for one in found.coverage:
        for at in range(*one.span):
            seen[at] += 1
    return all(seen[at] == 1 for at, char in enumerate(text) if not char.isspace())


@pytest.mark.parametrize(
    "text", [LONELY, ENDS, BROKEN], ids=["bar-alone", "bar-ends-cell", "broken-cell"]
)
def test_rows_are_put_together(text: str) -> None:
    found = parsed(text)
    assert [[unit.name for unit in task.units] for task in found.tasks] == UNITS
    assert tuple(str(task.deadlines[0].due_on) for task in found.tasks) == LIMITS
    assert covered_once(text, found)
    for task in found.tasks:
        for unit in task.units:
            assert text[slice(*unit.span)] == unit.as_written


def test_a_merged_first_cell_stands_over_its_rows() -> None:
    found = parsed(LONELY)
    assert [task.text.split("\n")[0] for task in found.tasks] == [
        "夯实基础",
        "夯实基础",
        "规范答复",
    ]
    assert [task.path for task in found.tasks] == ["1", "2", "3"]
    assert any(one.code == "damaged-table" for one in found.findings)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LONELY.replace("各股室\n|\n", ""), id="a-unit-cell-is-lost"),
        pytest.param(LONELY.replace("时限要求", "填表说明"), id="a-header-nobody-knows"),
        pytest.param(ENDS.replace("2 |\n", "").replace("各股室 |\n", ""), id="two-cells-lost"),
        pytest.param(
            BROKEN.replace("| 2 | 核对", "| 2 | 另 | 核对"), id="a-row-with-a-cell-too-many"
        ),
    ],
)
def test_what_does_not_come_out_even_is_no_table(text: str) -> None:
    found = parsed(text)
    assert len(found.tasks) < 3
    assert any(one.code == "damaged-table" for one in found.findings)
    assert covered_once(text, found)


SHIFTED = """云陵县2024年任务分解表
工作任务 | 具体要求 | 责任部门 |
一、公开财政信息。 | 1.公开预算。 | 财务股 |
二、办好网站。 | 2.更新栏目。 | 办公室 |
3.回复留言。 | 各股室 | |
4.办好公众号。 | 办公室牵头，各股室配合 | |
"""


def test_rows_moved_by_a_lost_merged_cell_move_back() -> None:
    found = parsed(SHIFTED)
    assert [(task.path, [unit.name for unit in task.units]) for task in found.tasks] == [
        ("1.1", ["财务股"]),
        ("2.2", ["办公室"]),
        ("2.3", ["各股室"]),
        ("2.4", ["办公室", "各股室"]),
    ]
    assert [unit.role for unit in found.tasks[3].units] == ["lead", "cooperate"]
    assert [one.heading for one in found.outline if one.level == 1] == ["公开财政信息", "办好网站"]
    assert covered_once(SHIFTED, found)


def test_a_row_that_prints_no_unit_is_not_moved() -> None:
    text = SHIFTED.replace("3.回复留言。 | 各股室 | |", "三、回应关切。 | 3.回复每条留言。 | |")
    found = parsed(text)
    assert [task.units for task in found.tasks if task.path == "3.3"] == [()]


def test_a_column_of_numbers_below_a_wide_header_is_the_number() -> None:
    from taskboard.model import Cell, Span
    from taskboard.reading.table_columns import find_header

    words = [["任务", "要求", "要求", "责任单位"], ["公开", "1", "更新", "办公室"],
             ["公开", "2", "编制", "办公室"]]  # fmt: skip
    grid = {
        (row, at): Cell(cell, Span(0, 0), row, at)
        for row, line in enumerate(words)
        for at, cell in enumerate(line)
    }
    grid[0, 1] = grid[0, 2] = Cell("具体要求", Span(0, 0), 0, 1, column_span=2)
    header = find_header(grid, {})
    assert header is not None
    assert [column.field for column in header.columns] == [
        "task", "number", "measures", "responsible",
    ]  # fmt: skip
    grid[2, 1] = Cell("5", Span(0, 0), 2, 1)  # 1, 5: figures, not numbers of rows
    header = find_header(grid, {})
    assert header is not None
    assert "number" not in [column.field for column in header.columns]
