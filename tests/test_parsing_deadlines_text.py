"""Time limits whose marks need care: hyphens, days with a dot, days around an end, stages."""

from __future__ import annotations

import pytest

from taskboard.parsing.deadlines import read_times
from taskboard.parsing.deadlines_found import Found, numbers, parted
from taskboard.parsing.deadlines_text import readable
from taskboard.parsing.view import View

QUARTER_ENDS = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"


def _values(text: str, *, cell: bool = False) -> tuple[list[str], int]:
    made, doubts = read_times(View.of(text), 2023, cell=cell)
    return [str(one.due_on or one.rrule or one.trigger) for one in made], len(doubts)


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("12.31", ["2023-12-31"]),
        ("8.15前", ["2023-08-15"]),
        ("6.30、12.31", ["2023-06-30", "2023-12-31"]),
        ("6.30\n11.30", ["2023-06-30", "2023-11-30"]),
        ("10.1-12.31", ["2023-12-31"]),
        ("9/30", ["2023-09-30"]),
        ("2023.6", ["2023-06-30"]),
        ("2.30", []),
        ("13.5", []),
        ("3.5亩", []),
        ("投资12.31", []),
        ("1.6月底前", ["2023-06-30"]),
    ],
)
def test_day_with_a_dot_stands_alone_in_its_cell(cell: str, due: list[str]) -> None:
    assert _values(cell, cell=True)[0] == due


def test_day_with_a_dot_is_no_limit_in_prose() -> None:
    assert _values("扎实开展12.4宪法宣传，3.15期间加强维权。") == ([], 0)


def test_cell_of_a_month_before_a_day_that_moves_is_a_doubt() -> None:
    assert _values("9月开学前", cell=True) == ([], 1)
    assert _values("9月1日开学前", cell=True)[0] == ["2023-09-01"]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("集中整治阶段（5月-8月）", ["2023-08-31"]),
        ("6-12月完成整改。", ["2023-12-31"]),
        ("4月1日-6月30日开展排查。", ["2023-06-30"]),
        ("拨打0516-8月度热线。", []),
        ("执行GB-6月度标准。", []),
    ],
)
def test_hyphen_between_months_is_a_dash(text: str, due: list[str]) -> None:
    assert _values(text)[0] == due


@pytest.mark.parametrize(
    ("text", "limits", "doubts"),
    [
        ("每季度末10日内报送进展。", [QUARTER_ENDS], 1),
        ("每月末5日内报送。", ["FREQ=MONTHLY;BYMONTHDAY=-1"], 1),
        ("每年年底前10日内报送。", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"], 1),
        ("每季度末10日前报送进展。", ["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10"], 0),
        ("每季度末报送进展。", [QUARTER_ENDS], 0),
        ("每季度，10日内报送进展。", [QUARTER_ENDS, ""], 0),
    ],
)
def test_days_around_an_end_are_one_limit(text: str, limits: list[str], doubts: int) -> None:
    assert _values(text) == (limits, doubts)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "3月开展自查，4月至9月集中整治，10月至11月巩固提升，12月总结验收。",
            ["2023-03-31", "2023-09-30", "2023-11-30", "2023-12-31"],
        ),
        ("第三季度开展“回头看”，四季度全面总结。", ["2023-09-30", "2023-12-31"]),
        ("6月底前完成自查，7月强降雨多发，要加强巡查。", ["2023-06-30"]),
        ("3月底前开展排查，一季度工业生产平稳。", ["2023-03-31"]),
        ("3月底前制定方案。10月至11月巩固提升", ["2023-03-31"]),
        ("力争3月底前开工，4月巩固提升情况另行通报。", ["2023-03-31"]),
    ],
)
def test_stage_after_a_stage_is_a_limit(text: str, due: list[str]) -> None:
    assert _values(text)[0] == due


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("接到指令后30分钟内出动。", ["接到指令"]),
        ("打造30分钟内到达的急救圈。", []),
        ("审批时间压缩至30分钟内。", []),
    ],
)
def test_minutes_after_an_event_are_told_in_words(text: str, triggers: list[str]) -> None:
    made, _ = read_times(View.of(text), 2023)
    assert [(one.kind, one.trigger, one.within) for one in made] == [
        ("triggered", trigger, None) for trigger in triggers
    ]


@pytest.mark.parametrize("text", ["12.31", "4.6月底前", "5月-8月", "《6-12月方案》"])
@pytest.mark.parametrize("cell", [True, False])
def test_readable_text_keeps_its_length(text: str, cell: bool) -> None:
    assert len(readable(text, cell=cell)) == len(text)


@pytest.mark.parametrize(
    ("text", "limits", "doubts"),
    [
        ("9月15日（周五）前报送。", ["2023-09-15"], 0),
        ("9月15日（试行）前言。", [], 0),
        ("8月底开学前完成维修。", ["2023-08-31"], 0),
        ("开学前完成维修。", [], 1),
        ("“十一”黄金周前完成提升。", ["2023-09-30"], 0),
        ("黄金周前景看好。", [], 0),
        ("2023年内全部清零。", ["2023-12-31"], 0),
        ("三年内全部清零。", [], 1),
        ("2023年4月-12月，在全市开展专项行动。", ["2023-12-31"], 0),
        ("1-6月，全市受理投诉30件。", [], 0),
        ("每季度第二个月15日前报送。", ["FREQ=YEARLY;BYMONTH=2,5,8,11;BYMONTHDAY=15"], 0),
        ("坚持周汇总、月研判。", ["FREQ=WEEKLY;BYDAY=SU", "FREQ=MONTHLY;BYMONTHDAY=-1"], 0),
        ("报送周汇总表。", [], 0),
    ],
)
def test_limit_with_words_around_it(text: str, limits: list[str], doubts: int) -> None:
    assert _values(text) == (limits, doubts)


def test_readings_are_parted_by_what_they_say_and_where() -> None:
    dated, undated = Found(0, 3, {"due_on": 1}), Found(5, 8, {"due_on": 2})
    other = numbers([Found(5, 8, {"due_on": 3}), Found(0, 3, {"due_on": 1})])
    assert parted([dated, undated], other) == ([dated], [undated])
    assert parted([dated], other) == ([dated], [])
    assert parted([Found(0, 4, {"due_on": 1})], other)[1]


def test_undated_limits_are_told_in_order_of_place() -> None:
    made, doubts = read_times(View.of("6月底前开工。每月调度。12月底前建成。"), 0)
    assert [one.rrule for one in made] == ["FREQ=MONTHLY;BYMONTHDAY=-1"]
    assert [one.message[1:6] for one in doubts] == ["6月底前”", "12月底前"]


@pytest.mark.parametrize(
    ("text", "limits", "doubts"),
    [
        ("3月1日至5月31日为集中整治期。", ["2023-05-31"], 0),
        ("3月1日至5月31日为试点县发放补贴。", [], 0),
        ("元月底前完成兑付。", ["2023-01-31"], 0),
        ("每人500元月补贴。", [], 0),
        ("建立15日内回访制度。", [], 0),
        ("15日内完成回访。", ["15"], 0),
        ("将宣传贯穿全年。", [], 0),
    ],
)
def test_limit_that_is_a_span_or_a_name(text: str, limits: list[str], doubts: int) -> None:
    made, told = read_times(View.of(text), 2023)
    values = [str(one.within.value if one.within else one.due_on or one.rrule) for one in made]
    assert (values, len(told)) == (limits, doubts)
