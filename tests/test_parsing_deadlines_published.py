"""Time limits in the forms that published documents print: rules and refusals."""

from __future__ import annotations

import pytest

from taskboard.parsing.deadlines import find_deadlines
from taskboard.parsing.view import View

NEXT_QUARTER = "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY="
LAST_OF_QUARTER = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY="

ROWS: list[tuple[str, list[str]]] = [
    # an item's number with a dot before words of time that begin without a digit
    ("3.年底前完成校门口缓冲区改造。", ["2025-12-31"]),
    ("12.上半年完成招标，下半年进场施工。", ["2025-06-30", "2025-12-31"]),
    ("4.明年3月底前建成冷链中转站。", ["2026-03-31"]),
    ("5.年内开通夜间公交。", ["2025-12-31"]),
    ("6.年中开展一次中期评估。", ["2025-06-30"]),
    ("工期缩短1.半年节点不变。", []),
    ("系数为0.5年内不调整。", []),
    # the end of a five-year plan
    ("到“十五五”末，社区食堂实现街道全覆盖。", ["2030-12-31"]),
    ("力争“十四五”期末建成灌区二期。", ["2025-12-31"]),
    ("到十四五末，林下经济面积翻一番。", ["2025-12-31"]),
    ("到“十四五”规划末期，渠系全部衬砌。", ["2025-12-31"]),
    ("到“十三五”末，已有泵站40座。", []),
    ("比“十四五”末提高5个百分点。", []),
    ("“十四五”期间接续用力。", []),
    ("围绕十四五末的目标倒排工期。", []),
    # a day of a quarter without 每
    ("季度首月10日前报送用水台账。", [NEXT_QUARTER + "10"]),
    ("季度末月25日前完成设备点检。", [LAST_OF_QUARTER + "25"]),
    ("季末月20日前报送统计表。", [LAST_OF_QUARTER + "20"]),
    ("每季度首月10日前报送用水台账。", [NEXT_QUARTER + "10"]),
    ("季度首月是检修期。", []),
    ("二季度首月10日水位偏低。", []),
    # a short word that is only the label of a cycle
    (
        "周汇报在每周四前交办公室，月汇报于每月28日前交办公室。",
        ["FREQ=WEEKLY;BYDAY=TH", "FREQ=MONTHLY;BYMONTHDAY=28"],
    ),
    ("实行周调度、月通报。", ["FREQ=WEEKLY;BYDAY=SU", "FREQ=MONTHLY;BYMONTHDAY=-1"]),
    ("10天一调度、15天一通报。", ["FREQ=DAILY;INTERVAL=10", "FREQ=DAILY;INTERVAL=15"]),
    ("工期10天一气呵成。", []),
    # how long an action takes
    ("护渔行动时间为4月至11月。", ["2025-11-30"]),
    ("休渔时间为何延长，由渔政说明。", []),
    ("规划近期至2030年，远期至2035年。", []),
    ("延长至2030年。", ["2030-12-31"]),
    ("上年未办的事项结转至本年度办理。", []),
    # what was held on a day is no duty
    ("落实1月15日召开的调度会要求。", []),
    ("对照3月2日印发的整改清单销号。", []),
    ("1月15日召开渔港整治调度会。", ["2025-01-15"]),
    ("3月20日前印发整改清单。", ["2025-03-20"]),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_limit_of_a_published_form(text: str, wanted: list[str]) -> None:
    found = find_deadlines(View.of(text), 2025)
    assert [str(one.due_on) if one.due_on else one.rrule or one.kind for one in found] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("对渔民反映的问题，1个工作日内联系、7个工作日内办结。", ["1 workday", "7 workday"]),
        ("证书补领实行7个工作日内办结。", []),
        ("船检不超过3个工作日，换证7个工作日内办结。", []),
    ],
)
def test_second_step_of_a_duty(text: str, wanted: list[str]) -> None:
    found = [one.within for one in find_deadlines(View.of(text), 2025) if one.within]
    assert [f"{one.value} {one.unit}" for one in found] == wanted


def test_end_of_a_plan_needs_no_year_of_the_document() -> None:
    (found,) = find_deadlines(View.of("到“十五五”末建成环湖绿道。"), 0)
    assert (str(found.due_on), found.text) == ("2030-12-31", "到“十五五”末")
