"""Lines below a list of units: one that says something of its own, or the rest of the list."""

from __future__ import annotations

import pytest

from taskboard.parsing.parse import parse
from taskboard.parsing.wrapping import is_apart, labels_units, wrap_width
from taskboard.reading import read_text

UNITS = "责任单位：县财政局、县民政局、县医保局"


@pytest.mark.parametrize(
    ("line", "apart"),
    [
        ("各牵头单位请于4月10日前制定方案。", True),
        ("请各镇（街道）于每月5日前报送防汛信息。", True),
        (
            "县生态环境保护委员会办公室每季度末月25日前汇总通报各项工作的进展情况，并报县政府。",
            True,
        ),
        ("各县（市、区）要加大招商力度，抓好落实。", True),
        ("各县（市、区）政府，开发区管委会", False),
        ("局，各镇人民政府", False),
        ("各园区、各银行机构", False),
    ],
)
def test_a_line_below_a_list_of_units(line: str, apart: bool) -> None:
    assert is_apart(line, UNITS) is apart


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        (UNITS, True),
        ("-牵头单位：市商务局", True),
        ("配合单位：各镇", True),
        ("单位要负责：做到位", False),
        ("主要任务：改造管网", False),
        ("县财政局、县民政局", False),
    ],
)
def test_lines_that_label_units(line: str, labels: bool) -> None:
    assert labels_units(line) is labels


def test_a_layout_wraps_at_its_most_common_length() -> None:
    assert wrap_width(["改" * 30] * 8 + ["改造完成。"]) == 30
    assert wrap_width(["改" * 30, "改造完成。", "改" * 12]) == 0


@pytest.mark.parametrize(
    "closing",
    [
        "各牵头单位请于4月10日前制定方案，于每月28日前报送进展。",
        "各县（市、区）、各成员单位推进情况，每季度末月25日前报送市安委办，全年总结12月5日前报送。",
        "请各镇于4月10日前制定工作方案。",
    ],
)
def test_a_closing_requirement_below_a_list_of_units(closing: str) -> None:
    text = f"清河县2023年重点工作要点\n\n一、修建道路。新建道路5公里。\n\n{UNITS}\n\n{closing}\n"
    parsed = parse(read_text(text))
    assert [task.path for task in parsed.tasks] == ["1", "closing"]
    assert [unit.name for unit in parsed.tasks[0].units] == ["县财政局", "县民政局", "县医保局"]


@pytest.mark.parametrize(
    "rest",
    ["局、县残联", "中心、县残联", "局，各镇人民政府"],
)
def test_the_rest_of_a_wrapped_list_belongs_to_it(rest: str) -> None:
    text = f"清河县2023年重点工作要点\n\n一、修建道路。新建道路5公里。\n\n{UNITS[:-1]}\n\n{rest}\n"
    parsed = parse(read_text(text))
    assert [task.path for task in parsed.tasks] == ["1"]
    assert parsed.tasks[0].units[2].name == f"县医保{rest.split('、')[0].split('，')[0]}"
