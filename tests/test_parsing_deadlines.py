"""Time limits: each rule with sentences it reads, and neighbours it must refuse."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from taskboard.model import Deadline
from taskboard.parsing.deadlines import find_deadlines, read_times
from taskboard.parsing.view import View

LIMITS: list[tuple[str, list[Any]]] = [
    ("2023年9月30日前完成隐患排查整治。", ["2023-09-30"]),
    ("6月底前完成燃气管网改造。", ["2023-06-30"]),
    ("年底前实现行政村公交全覆盖。", ["2023-12-31"]),
    ("年内新建口袋公园。", ["2023-12-31"]),
    ("上半年完成危房鉴定，下半年组织实施改造。", ["2023-06-30", "2023-12-31"]),
    ("三季度末前完成排污口整治。", ["2023-09-30"]),
    ("9月上旬组织开展防汛演练。", ["2023-09-10"]),
    ("10月下旬前完成秋冬种。", ["2023-10-31"]),
    ("年初制定执法检查计划。", ["2023-01-31"]),
    ("年中开展一次中期评估。", ["2023-06-30"]),
    ("市民中心项目5月底前动工，12月底前主体封顶。", ["2023-05-31", "2023-12-31"]),
    ("4月底前出台实施方案，年内持续推进。", ["2023-04-30", "2023-12-31"]),
    ("6月—12月，开展专项整治行动。", ["2023-12-31"]),
    ("集中宣传（7月3日至7月15日）。", ["2023-07-15"]),
    ("2023年11月—次年3月开展冬季攻势。", ["2024-03-31"]),
    ("11月至次年3月开展秸秆禁烧。", ["2024-03-31"]),
    ("次年1月31日前报送总结。", ["2024-01-31"]),
    ("明年3月底前建成投用。", ["2024-03-31"]),
    ("每年1月31日前报送年度报告。", ["FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"]),
    ("每月25日前报送进展情况。", ["FREQ=MONTHLY;BYMONTHDAY=25"]),
    ("每季度末月20日前上报调度表。", ["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"]),
    ("每周五前报送周报。", ["FREQ=WEEKLY;BYDAY=FR"]),
    ("每周一上午召开调度会。", ["FREQ=WEEKLY;BYDAY=MO"]),
    (
        "坚持每周一调度、每月一通报、每季一督查。",
        [
            "FREQ=WEEKLY;BYDAY=SU",
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
        ],
    ),
    ("一周一调度，一月一通报。", ["FREQ=WEEKLY;BYDAY=SU", "FREQ=MONTHLY;BYMONTHDAY=-1"]),
    (
        "实行月调度、季通报、半年点评。",
        [
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
            "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
        ],
    ),
    ("每半年至少开展1次应急演练。", ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"]),
    ("每两个月召开一次联席会议。", ["FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=-1"]),
    (
        "按月公布空气质量排名，按季度通报。",
        ["FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"],
    ),
    ("逐月分析经济运行情况。", ["FREQ=MONTHLY;BYMONTHDAY=-1"]),
    ("每两周召开一次例会。", ["FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"]),
    ("每天巡查不少于1次。", ["FREQ=DAILY"]),
    ("每日更新数据。", ["FREQ=DAILY"]),
    ("会后3个工作日内印发纪要。", [(3, "workday", "会")]),
    ("接到投诉后24小时内响应。", [(24, "hour", "接到投诉")]),
    ("自受理之日起15个工作日内办结。", [(15, "workday", "受理")]),
    ("在项目竣工验收合格后30日内办理结算。", [(30, "day", "项目竣工验收合格")]),
    ("事故发生后1小时内上报。", [(1, "hour", "事故发生")]),
    ("各单位应在收到交办单后5个工作日内书面反馈。", [(5, "workday", "收到交办单")]),
    ("自本方案印发之日起1个月内制定实施细则。", [(1, "month", "本方案印发")]),
    ("文件印发后，由牵头部门在10个工作日内组织解读。", [(10, "workday", "文件印发")]),
    ("最迟要在2小时内报告。", [(2, "hour", "")]),
    ("3月、6月、9月底前分别完成三批任务。", ["2023-03-31", "2023-06-30", "2023-09-30"]),
    ("6月30日、12月31日前分别报送半年和全年总结。", ["2023-06-30", "2023-12-31"]),
    ("每年6月底和12月底前各报送一次。", ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"]),
    ("二〇二三年六月三十日前完成。", ["2023-06-30"]),
    ("十二月底前完成验收。", ["2023-12-31"]),
    ("到2025年，全市森林覆盖率达到35%。", ["2025-12-31"]),
    ("各单位于每月5日前报送上月数据。", ["FREQ=MONTHLY;BYMONTHDAY=5"]),
    ("每月最后一个周五开展安全检查。", ["FREQ=MONTHLY;BYDAY=-1FR"]),
    ("每季度结束后10日内报送小结。", ["FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"]),
    ("每年第一季度完成上年度考核。", ["FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"]),
    ("8月份组织开展质量月活动。", ["2023-08-31"]),
    ("于9月15日召开现场推进会。", ["2023-09-15"]),
    ("力争10月1日前通车。", ["2023-10-01"]),
    ("（市发展改革委牵头，各县区配合，6月底完成）", ["2023-06-30"]),
    ("一季度完成招投标，二季度开工建设。", ["2023-03-31", "2023-06-30"]),
    ("2024年3月底前完成招标，6月底前开工。", ["2024-03-31", "2024-06-30"]),
    ("国庆节前完成主体工程。", ["2023-09-30"]),
    ("每月10日和25日前报送两次。", ["FREQ=MONTHLY;BYMONTHDAY=10,25"]),
    ("每旬更新一次。", ["FREQ=MONTHLY;BYMONTHDAY=10,20,-1"]),
    ("全年持续推进违建治理。", ["2023-12-31"]),
    ("每年11月15日至次年3月15日做好供暖保障。", ["FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15"]),
    ("今年年底前全部完成整改。", ["2023-12-31"]),
    ("2023年度内完成确权登记。", ["2023-12-31"]),
    (
        "每月统计一次，次月5日前报市统计局。",
        ["FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=5"],
    ),
    ("每月要于25日前将情况报市督查室。", ["FREQ=MONTHLY;BYMONTHDAY=25"]),
    ("每周三、周五更新。", ["FREQ=WEEKLY;BYDAY=WE,FR"]),
    ("每周二17：00前报送。", ["FREQ=WEEKLY;BYDAY=TU"]),
    ("12月10日下班前报送。", ["2023-12-10"]),
    ("每季度首月10日前公布。", ["FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"]),
    ("年度至少开展一次评估。", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"]),
    ("2023年12月底完成。", ["2023-12-31"]),
    ("各乡镇每年汛期前组织一次培训。", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"]),
    ("确保7月1日投入使用。", ["2023-07-01"]),
    (
        "单月召开部门会商会，双月召开全体会议。",
        [
            "FREQ=YEARLY;BYMONTH=1,3,5,7,9,11;BYMONTHDAY=-1",
            "FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=-1",
        ],
    ),
    ("三个工作日内予以答复。", [(3, "workday", "")]),
    ("半年开展一次回头看。", ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"]),
    ("每年9月开展质量提升月活动。", ["FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30"]),
    ("在每季度最后一个月25日前报送。", ["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"]),
    ("每年年底前报送工作总结。", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"]),
    ("每年底组织一次考核。", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"]),
    ("每月底前报送。", ["FREQ=MONTHLY;BYMONTHDAY=-1"]),
    ("每个月至少走访1次。", ["FREQ=MONTHLY;BYMONTHDAY=-1"]),
    ("2023年7月至9月，开展集中攻坚。", ["2023-09-30"]),
    ("自2023年4月1日至6月30日开展专项行动。", ["2023-06-30"]),
]
REFUSED = [
    "项目建设周期为12个月。",
    "“每月一题”制度要坚持好。",
    "深化“最多跑一次”改革。",
    "审批时间压缩至100个工作日内。",
    "截至9月14日，累计完成80%。",
    "截至2022年底，全市共有公园50个。",
    "落实《2023年政务公开工作要点》。",
    "根据聊政办发〔2023〕9号文件要求。",
    "近年来，全市治理成效明显。",
    "去年年底前建成的项目要尽快决算。",
    "公布上年度财政决算。",
    "一季度经济运行情况良好。",
    "对上半年工作进行总结。",
    "年初确定的目标任务。",
    "比年初增加3个百分点。",
    "6月前完成整改。",
    "逐年提高保障水平。",
    "按年度计划推进项目建设。",
    "年度重点工作任务。",
    "每年递增5%以上。",
    "7月1日起施行。",
    "自2023年7月1日起，实行新标准。",
    "深入学习贯彻7月26日重要讲话精神。",
    "3年来累计投入5亿元。",
    "打造15分钟便民生活圈。",
    "24小时自助服务区。",
    "提供7×24小时服务。",
    "2023年中考、高考安全保障。",
    "第三季度工作进展顺利。",
    "“十四五”期间，完成200个项目。",
    "上年度工作报告。",
    "企业开办1个工作日内办结。",
    "推进“安全生产月”活动。",
    "日处理污水10万吨。",
    "每日10万吨处理能力。",
    "前三季度增长5%。",
    "在三年内见效。",
    "成立70周年。",
    "党的二十大精神。",
    "发扬周总理精神。",
    "月报表要规范。",
    "全年地区生产总值增长6%左右。",
    "1—6月份，全市规上工业增加值同比增长8%。",
    "2020年以来，持续改善。",
    "连续3年位居全省前列。",
    "一年级新生入学。",
    "五一劳动奖章。",
    "本方案自印发之日起施行，有效期至2024年12月31日。",
    "本办法有效期自2023年1月1日至2024年12月31日。",
    "失能老人护理补贴每人每月820元。",
    "每户每年300元的保费由财政承担。",
]


def value(deadline: Deadline) -> Any:
    if deadline.kind == "due":
        return deadline.due_on and deadline.due_on.isoformat()
    if deadline.kind == "recurring":
        return deadline.rrule
    assert deadline.within is not None
    return (deadline.within.value, deadline.within.unit, deadline.trigger)


def values(text: str) -> list[Any]:
    return [value(d) for d in find_deadlines(View.of(text), 2023) if d.kind != "ongoing"]


@pytest.mark.parametrize(("text", "wanted"), LIMITS, ids=[row[0] for row in LIMITS])
def test_limit_is_read(text: str, wanted: list[Any]) -> None:
    assert values(text) == wanted


@pytest.mark.parametrize("text", REFUSED)
def test_no_limit_is_made_up(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "6月前完成整改。",
        "2025年前建成。",
        "二季度前开工。",
        "20日前报送。",
        "春节前投入使用。",
        "三年内见效。",
        "每学期开展2次演练。",
        "每周一推送信息。",
    ],
)
def test_words_read_in_two_ways_are_findings(text: str) -> None:
    findings = read_times(View.of(text), 2023)[1]
    assert [f.code for f in findings] == ["deadline-ambiguous"]
    assert findings[0].span is not None


@pytest.mark.parametrize(
    "text", ["6月底前完成。", "每周一督查。", "每月25日前报送。", "会后3日内反馈。"]
)
def test_clear_words_are_no_findings(text: str) -> None:
    assert read_times(View.of(text), 2023)[1] == []


@pytest.mark.parametrize(
    ("text", "milestone"),
    [
        ("5月底前动工。", "动工"),
        ("10月底前完成主体封顶。", "主体封顶"),
        ("年底前建成投用。", "建成投用"),
        ("6月底前完成方案编制，12月开工。", None),
        ("年底前完成整改。", None),
        ("9月底前公开验收标准。", None),
        ("12月底前全市开工建设率达到90%。", None),
        ("10月底前，完成挂牌督办隐患整改。", None),
        ("8月底前完成验收。", "验收"),
        ("6月底前项目开工建设。", "开工建设"),
        ("11月底前挂牌成立。", "挂牌"),
    ],
)
def test_milestone(text: str, milestone: str | None) -> None:
    assert find_deadlines(View.of(text), 2023)[0].milestone == milestone


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("2023年11月—次年3月开展攻势。", dt.date(2023, 11, 1)),
        ("7月3日至15日集中宣传。", dt.date(2023, 7, 3)),
        ("6—12月开展整治。", dt.date(2023, 6, 1)),
        ("6月底前完成。", None),
    ],
)
def test_window_has_a_first_day(text: str, starts: dt.date | None) -> None:
    assert find_deadlines(View.of(text), 2023)[0].starts_on == starts


@pytest.mark.parametrize(
    "text", ["动态调整权责清单。", "及时公布结果。", "持续推进改革。", "常态化开展演练。"]
)
def test_duty_without_end_is_ongoing(text: str) -> None:
    assert [d.kind for d in find_deadlines(View.of(text), 2023)] == ["ongoing"]


@pytest.mark.parametrize("text", ["动态类栏目", "提高及时性。", "每月定期检查。", "常态化机制。"])
def test_adjectives_and_named_cycles_are_not_ongoing(text: str) -> None:
    assert all(d.kind != "ongoing" for d in find_deadlines(View.of(text), 2023))


def test_span_cuts_the_printed_words() -> None:
    text = "于2020 年9 月30 日前统一建立，\n６月底前完成。"
    first, second = find_deadlines(View.of(text), 2020)
    assert text[slice(*first.span)] == "于2020 年9 月30 日前"
    assert text[slice(*second.span)] == "６月底前"


def test_cell_takes_a_bare_day() -> None:
    assert find_deadlines(View.of("10月15日"), 2023, cell=True)[0].due_on == dt.date(2023, 10, 15)


@pytest.mark.parametrize(
    ("text", "kind", "starts", "due"),
    [
        ("2025-06-30", "due", None, dt.date(2025, 6, 30)),
        ("1-12月", "due", dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
        ("2024年12月-2025年6月", "due", dt.date(2024, 12, 1), dt.date(2025, 6, 30)),
        ("2025—2027年", "due", None, dt.date(2027, 12, 31)),
        ("长期", "ongoing", None, None),
        ("常态化推进", "ongoing", None, None),
        ("长期未办结的事项", "", None, None),
        ("序时推进", "", None, None),
        ("-", "", None, None),
    ],
)
def test_cell_in_free_words(
    text: str, kind: str, starts: dt.date | None, due: dt.date | None
) -> None:
    found = find_deadlines(View.of(text), 2025, cell=True)
    assert [(one.kind, one.starts_on, one.due_on) for one in found] == (
        [(kind, starts, due)] if kind else []
    )


@pytest.mark.parametrize(
    ("text", "cell", "due"),
    [
        ("第二、四季度", True, ["06-30", "12-31"]),
        ("第一、二、三季度末前完成。", False, ["03-31", "06-30", "09-30"]),
        ("3、6、9、12月20日前报送。", False, ["03-20", "06-20", "09-20", "12-20"]),
        ("6、12月底前", True, ["06-30", "12-31"]),
        ("6、12月底前完成。", False, ["12-31"]),
        ("1、7月底前完成方案", True, ["07-31"]),
        ("1、6月底前完成方案\n2、9月底前建成", True, ["06-30", "09-30"]),
        ("12、6、9月底前", True, ["09-30"]),
        ("5.3、6月底前", True, ["06-30"]),
    ],
)
def test_a_list_that_prints_its_month_once(text: str, cell: bool, due: list[str]) -> None:
    found = find_deadlines(View.of(text), 2025, cell=cell)
    assert [str(one.due_on)[5:] for one in found] == due
    assert all(one.text.rstrip("前") in text for one in found)


def test_years_of_a_plan_are_no_month() -> None:
    assert not find_deadlines(View.of("落实2025—2027年行动计划。"), 2025)


def test_office_adds_its_own_milestone() -> None:
    found = find_deadlines(View.of("6月底前揭幕。"), 2023, grammar={"milestones": ["揭幕"]})
    assert found[0].milestone == "揭幕"


def test_without_a_year_only_printed_ones_are_read() -> None:
    text = "6月底前开工，2025年9月底前完工，每月调度。年底前收官。"
    found = find_deadlines(View.of(text), 0)
    assert [one.due_on and str(one.due_on) for one in found] == ["2025-09-30", None]
    doubts = [one.message for one in read_times(View.of(text), 0)[1]]
    assert ["6月底前" in doubts[0], "年底前" in doubts[1], len(doubts)] == [True, True, 2]
