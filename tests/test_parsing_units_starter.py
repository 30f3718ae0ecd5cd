"""Units a document names, collected with their spellings: the first draft of a directory."""

from __future__ import annotations

import pytest

from taskboard.parsing.units_starter import collect_units, kind_of
from taskboard.reading.text import read_text

TEXT = """青溪市2024年安全生产工作要点
一、压实责任
（一）排查隐患。（责任单位：市应急管理局、住建局，各县[市、区]人民政府）
（二）开展演练。市应急管理局要组织演练。（责任单位：市消防救援支队、相关部门）
"""


def test_names_with_spellings_and_counts() -> None:
    units, classes = collect_units(read_text(TEXT))
    assert [(unit.name, unit.spellings, unit.times) for unit in units] == [
        ("市应急管理局", (), 2),
        ("市住建局", ("住建局",), 1),
        ("市消防救援支队", (), 1),
    ]
    assert [unit.name for unit in classes] == ["各县（市、区）人民政府", "相关部门"]
    assert "责任单位" in units[0].sentence


def test_a_text_without_units_gives_none() -> None:
    assert collect_units(read_text("一、加强宣传\n（一）广泛宣传。")) == ([], [])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市教育局", "部门"),
        ("市政府办公室", "部门"),
        ("市税务局", "垂直"),
        ("国网青溪供电公司", "企业"),
        ("市城投集团", "企业"),
        ("青东区人民政府", "县区"),
        ("高新区管委会", "开发区"),
        ("兴国镇", "乡镇"),
        ("市委宣传部", "党群"),
        ("法规科", "科室"),
    ],
)
def test_kind_by_the_form_of_the_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind
