"""Headers of 任务分解表: each word that names a column, and words that name none."""

from __future__ import annotations

import pytest

from taskboard.reading.table_columns import UnknownFieldError, field_of, saved_mapping


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("序号", "number"),
        ("序\n号", "number"),
        ("编 号", "number"),
        ("决定事项", "task"),
        ("督办事项名称", "task"),
        ("类别", "category"),
        ("重点领域", "category"),
        ("一级任务", "category"),
        ("二级任务", "task"),
        ("工作任务", "task"),
        ("目标与任务", "task"),
        ("民生实事", "task"),
        ("改革任务", "task"),
        ("攻坚事项名称", "task"),
        ("细化任务", "measures"),
        ("上级下达给本单位的任务", None),
        ("项目名称", "task"),
        ("重点工作任务", "task"),
        ("事项", "task"),
        ("具体要求", "measures"),
        ("工作要求", "measures"),
        ("主要内容", "measures"),
        ("工作措施", "measures"),
        ("年度目标", "target"),
        ("成果形式", "target"),
        ("牵头单位", "lead"),
        ("牵头责任单位", "lead"),
        ("牵头（责任）单位", "lead"),
        ("主办单位", "lead"),
        ("责任单位", "responsible"),
        ("责任（配合）单位", "responsible"),
        ("责任科室", "responsible"),
        ("承办部门", "responsible"),
        ("业主单位", "responsible"),
        ("配合单位", "cooperate"),
        ("协办单位", "cooperate"),
        ("其他责任单位", "cooperate"),
        ("分管县领导", "leader"),
        ("牵头领导", "leader"),
        ("责任领导", "leader"),
        ("责任人", "leader"),
        ("完成时限", "deadline"),
        ("时限要求", "deadline"),
        ("时间节点", "deadline"),
        ("完成时间", "deadline"),
        ("备  注", "remarks"),
        ("本月进展情况", None),
        ("投资（万元）", None),
        ("", None),
        ("加强政务公开工作任务落实，由各责任单位牵头推进", None),
    ],
)
def test_field_of(header: str, field: str | None) -> None:
    assert field_of(header, {}) == field


def test_saved_words_win() -> None:
    saved = saved_mapping({"投资（万元）": "目标", "责任单位": "lead"})
    assert field_of("投资\n（万元）", saved) == "target"
    assert field_of("责任单位", saved) == "lead"
    with pytest.raises(UnknownFieldError, match="甲"):
        saved_mapping({"甲": "没有这一栏"})
