"""Labels of units in other dress: in brackets of their own, before a dash."""

from __future__ import annotations

import pytest

from taskboard.parsing.units import find_unit_groups
from taskboard.parsing.view import View


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "清理河道。[责任单位]县水利局[配合单位]各乡镇",
            [("县水利局", "responsible"), ("各乡镇", "cooperate")],
            id="square",
        ),
        pytest.param(
            "清理河道。\n（牵头单位）县水利局（配合单位）各乡镇",
            [("县水利局", "lead"), ("各乡镇", "cooperate")],
            id="round",
        ),
        pytest.param(
            "清理河道。〔责任单位〕县水利局、县财政局",
            [("县水利局", "responsible"), ("县财政局", "responsible")],
            id="shell",
        ),
        pytest.param(
            "整治企业。责任单位——县工信局；配合单位——县供电公司",
            [("县工信局", "responsible"), ("县供电公司", "cooperate")],
            id="dash",
        ),
        pytest.param(
            "打击诈骗。责任警种：刑侦支队；配合单位：各派出所",
            [("刑侦支队", "responsible"), ("各派出所", "cooperate")],
            id="police",
        ),
        pytest.param(
            "公开规划。责任单位：规划科（牵头单位）、办公室（配合单位）",
            [("规划科", "lead"), ("办公室", "cooperate")],
            id="notes-on-names",
        ),
        pytest.param(
            "治理河道。责任单位：县水利局、各乡镇 办结时限：6月底",
            [("县水利局", "responsible"), ("各乡镇", "responsible")],
            id="class-before-a-label",
        ),
        pytest.param(
            "治理河道。责任单位：县水利局 县级责任单位：各县区 完成时限：6月底",
            [("县水利局", "responsible"), ("各县区", "responsible")],
            id="level-of-a-label",
        ),
        pytest.param(
            "（牵头部门 区商务局 配合部门 区文旅局、各街道）",
            [("区商务局", "lead"), ("区文旅局", "cooperate"), ("各街道", "cooperate")],
            id="no-colons",
        ),
        pytest.param(
            "推广分类。主体责任单位：各街道；监管责任单位：区城管局；配合责任单位：各物业公司",
            [("各街道", "lead"), ("区城管局", "responsible"), ("各物业公司", "cooperate")],
            id="longer-label",
        ),
        pytest.param(
            "创建。牵头科室：医务科、质控科 配合科室：护理部",
            [("医务科", "lead"), ("质控科", "lead"), ("护理部", "cooperate")],
            id="no-longer-label-but-a-unit",
        ),
        pytest.param("各牵头单位（责任单位）要加强调度。", [], id="no-label-behind-a-word"),
        pytest.param("提升质量——责任单位要主动作为。", [], id="no-label-behind-a-dash"),
    ],
)
def test_labels(text: str, expected: list[tuple[str, str]]) -> None:
    groups = find_unit_groups(View.of(text))
    assert [(unit.name, unit.role) for group in groups for unit in group.units] == expected
