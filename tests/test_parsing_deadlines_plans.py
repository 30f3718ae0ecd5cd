"""Time limits as year plans, rectification plans and minutes print them: rules and refusals."""

from __future__ import annotations

import pytest

from taskboard.parsing.deadlines import find_deadlines, read_times
from taskboard.parsing.view import View

MONTH_END = "FREQ=MONTHLY;BYMONTHDAY=-1"
QUARTER_ENDS = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
HALF_MONTHS = "FREQ=MONTHLY;BYMONTHDAY=15,-1"


def _values(text: str, year: int = 2025) -> list[str]:
    made = []
    for one in find_deadlines(View.of(text), year):
        length = f"{one.within.value} {one.within.unit}" if one.within else one.kind
        made.append(str(one.due_on) if one.due_on else one.rrule or length)
    return made


ROWS: list[tuple[str, list[str]]] = [
    # an item's number with a dot, and a Chinese numeral after it
    ("4.一季度举办招商大会。", ["2025-03-31"]),
    ("12.二季度完成普查成果转化。", ["2025-06-30"]),
    ("4.九月底前完成校舍加固。", ["2025-09-30"]),
    ("1.三年内轮训一遍。", []),
    ("1.半年内无更新的栏目予以整改。", []),
    ("指数达4.三季度回落。", []),
    # 关于 is no 于
    ("听取关于上半年信访工作的汇报。", []),
    ("由于9月台风影响，部分工程延后。", []),
    ("于上半年完成清产核资。", ["2025-06-30"]),
    # a length of time in which nothing was done, or that belongs to a rate
    ("两周内无更新的栏目予以通报。", []),
    ("5日内无回应的由主办单位催办。", []),
    ("3日内无正当理由拒不整改的从严处理。", []),
    ("两周内更新无障碍设施台账。", ["2 week"]),
    ("仲裁案件45日内结案率达到98%。", []),
    ("工单24小时内签收率保持100%。", []),
    ("事故信息2小时内率先报送。", ["2 hour"]),
    ("45日内结案，结案率达到98%。", ["45 day"]),
    ("政府投资类不超过70个工作日，简易项目15个工作日以内。", []),
    ("政府投资类不超过70个工作日。简易项目15个工作日以内办妥。", ["15 workday"]),
    ("对同一企业同一年度检查不超过1次。", []),
    # festivals in quotes
    ("每年“七一”前表彰先进。", ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"]),
    ("每年国庆节前开展慰问。", ["FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30"]),
    ("“五一”假期前完成景区检查，“十一”前再查。", ["2025-04-30", "2025-09-30"]),
    ("每年“七一”表彰先进。", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"]),
    ("做好“七一”前后的宣传。", []),
    ("上半年过半，三季度收尾。", ["2025-06-30", "2025-09-30"]),
    # 滞后, 落后 and 先后 are no event with 后
    ("进度滞后3个工作日以内的亮黄灯。", []),
    ("进度落后10日内予以提醒。", []),
    ("会后3个工作日内印发纪要。", ["3 workday"]),
    # a clock time each day
    ("每日17时前报送雨情。", ["FREQ=DAILY"]),
    ("每天上报，每日8：30前汇总。", ["FREQ=DAILY", "FREQ=DAILY"]),
    ("每天9点前报送客流。", ["FREQ=DAILY"]),
    ("每日8时至18时开放。", []),
    ("每日24小时值守。", []),
    # half months and other short acts
    ("实行周调度、半月通报、月督办制度。", ["FREQ=WEEKLY;BYDAY=SU", HALF_MONTHS, MONTH_END]),
    (
        "建立“日巡查、周调度、半月通报、月督办”机制。",
        ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SU", HALF_MONTHS, MONTH_END],
    ),
    ("编制月督办清单前先核对半月谈内容。", []),
    ("落实“半月谈”栏目供稿。", []),
    # a stage named by its milestone
    ("电池项目5月主体封顶、10月设备进场、年底试生产。", ["2025-05-31", "2025-10-31", "2025-12-31"]),
    ("水厂4月招标，8月管网贯通。", ["2025-04-30", "2025-08-31"]),
    ("学校7月教学楼完工，9月投用。", ["2025-07-31", "2025-09-30"]),
    ("8月管网贯通的片区优先接入。", []),
    ("5月项目开工率居全省第三。", []),
    ("3月设备进场了12台。", []),
    # a stage named by the level to reach
    ("一季度开工率达到30%，上半年项目开工率超过70%。", ["2025-03-31", "2025-06-30"]),
    ("6月底前完成60%，三季度清零进度不低于90%。", ["2025-06-30", "2025-09-30"]),
    ("3月底前启动，上半年工程形象进度80%以上。", ["2025-03-31", "2025-06-30"]),
    ("上半年全市生产总值超过612亿元。", []),
    ("6月底前印发方案。上半年营业收入超过8亿元。", ["2025-06-30"]),
    ("三季度居民收入增幅高于经济增速。", []),
    # a duty on a whole quarter
    ("四季度平均浓度须控制在45微克以下。", ["2025-12-31"]),
    ("上半年支出进度要达到55%。", ["2025-06-30"]),
    ("9月应急演练要确保实现全员参与。", ["2025-09-30"]),
    ("四季度平均浓度为45微克。", []),
    ("确保三季度投资增速转正。", ["2025-09-30"]),
    ("确保上半年实现“双过半”。", ["2025-06-30"]),
    ("受三季度投资增速影响。", []),
    # acts that begin like a noun
    ("12月总结巩固。", ["2025-12-31"]),
    ("11月考核验收。", ["2025-11-30"]),
    ("10月总结推广典型经验。", ["2025-10-31"]),
    ("9月赴长三角开展推介。", ["2025-09-30"]),
    ("12月总结材料由办公室汇总。", []),
    # a month before a festival or season that moves names no day
    ("九月开学前投用实验学校。", []),
    ("9月1日开学前投用实验学校。", ["2025-09-01"]),
    ("2025年汛期（5月15日）前完成排查。", ["2025-05-15"]),
    # words that issue something: a limit of a plan, or the past
    ("年内修订物业管理办法。", ["2025-12-31"]),
    ("3月印发实施方案。", ["2025-03-31"]),
    ("根据3月印发的方案推进。", []),
    ("2025年3月成立的专班。", []),
    ("3月成立以来成效明显。", []),
    ("岁末年初开展安全检查。", []),
    ("年初制定计划，年底前完成。", ["2025-01-31", "2025-12-31"]),
    # numbers of years that are no years
    ("防洪标准达到50年一遇。", []),
    ("由2020年的35%提高到2025年的45%。", []),
    ("到2027年，基本建成。", ["2027-12-31"]),
    # a level held is no limit
    ("通关时间分别稳定在12小时、1小时以内。", []),
    ("分别在12小时、24小时内反馈。", ["24 hour"]),
    ("实行周碰头、月调度。", ["FREQ=WEEKLY;BYDAY=SU", MONTH_END]),
    ("每周碰头碰面时注意。", ["FREQ=WEEKLY;BYDAY=SU"]),
    # turns of a list, and two days of a year that each print 前
    (
        "实行月度调度、季度通报、年度考核。",
        [MONTH_END, QUARTER_ENDS, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"],
    ),
    ("报送季度分析、年度总结材料。", []),
    ("做好绩效管理、年度考核工作。", []),
    ("每年6月底前、12月底前公开。", ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"]),
    ("每年1月15日前和7月15日前报送。", ["FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15"]),
    (
        "每年3月底前、2026年6月底前分别完成。",
        ["FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31", "2026-06-30"],
    ),
    ("每季末10日内上报。", [QUARTER_ENDS]),
    ("每季末10日前上报。", ["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10"]),
    # steps of a project, and brackets of other shapes
    ("一季度启动，三季度全面推开，10月转入试运行。", ["2025-03-31", "2025-09-30", "2025-10-31"]),
    ("三季度收官工作汇报。", []),
    ("10月恢复性增长明显。", []),
    ("【责任单位：县水利局，完成时间：5月】", ["2025-05-31"]),
    ("【县水利局5月】", []),
    # hyphens, 截止, and single months
    ("完成时限：2025-12-31", ["2025-12-31"]),
    ("联系电话：0635-1234567，标准GB3095-2012。", []),
    ("截止12月底前全面完成。", ["2025-12-31"]),
    ("截至6月底前，已完成80个。", []),
    ("单月20日前报送。", ["FREQ=YEARLY;BYMONTH=1,3,5,7,9,11;BYMONTHDAY=20"]),
    ("单月发行。", ["FREQ=YEARLY;BYMONTH=1,3,5,7,9,11;BYMONTHDAY=-1"]),
    # 全年 of a task, windows of work, days of a week, a list that ends with the year
    ("12月25日前完成全年资金拨付。", ["2025-12-25"]),
    ("全年完成拨付。", ["2025-12-31"]),
    ("5月至10月施工，11月验收。", ["2025-10-31", "2025-11-30"]),
    ("10月施工图审查合格率。", []),
    ("每周一至周五开放。", ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"]),
    ("每周三、周五开放。", ["FREQ=WEEKLY;BYDAY=WE,FR"]),
    (
        "坚持“一月一主题、一季一调度、半年一观摩、全年一总评”。",
        [MONTH_END, QUARTER_ENDS, "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "2025-12-31"],
    ),
    ("打造“一月一主题”品牌。", []),
    # quarters that count what is begun
    (
        "一季度新开工40个，上半年累计新开工90个，次年一季度设备调试。",
        ["2025-03-31", "2025-06-30", "2026-03-31"],
    ),
    ("上半年累计新开工90个。", []),
    ("发布日期：2025年6月3日", []),
    ("医保码结算占比年底达55%。", ["2025-12-31"]),
    ("增速比年底回落。", []),
    # years through are a period, no limit of their own
    ("2025年至2027年，分年度推进。", []),
    ("2025年至2027年每年改造20个。", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"]),
    ("2025年6月至2027年6月分步实施。", ["2027-06-30"]),
    # months that share a day
    (
        "7月、10月和次年1月的10日前报送台账。",
        ["2025-07-10", "2025-10-10", "2026-01-10"],
    ),
    ("7月、10月的报表10份。", []),
    (
        "一季度、上半年、前三季度分别完成27%、55%、80%。",
        ["2025-03-31", "2025-06-30", "2025-09-30"],
    ),
    ("一季度、上半年、前三季度运行平稳。", []),
    ("日常养护每公里每年不低于1000元。", []),
    ("日常养护每年不少于2次。", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"]),
    ("引水工程主体3月复工。", ["2025-03-31"]),
    ("3月复工的项目较多。", []),
    # a season is no limit, a stage is one
    ("防火期为每年10月1日至次年5月31日。", []),
    ("每年10月至次年5月为森林防火期。", []),
    ("汛期（5月1日至9月30日）实行值班。", []),
    ("采暖季（2025年11月15日至2026年3月15日）散煤清零。", []),
    ("每年10月至次年3月开展攻坚。", ["FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"]),
    ("10月至次年3月开展攻坚。", ["2026-03-31"]),
    ("整治期（5月1日至9月30日）集中攻坚。", ["2025-09-30"]),
    # what a report says came by a day
    ("至6月底，完成投资4.73亿元，为年度计划的23.6%。", []),
    ("至6月底，完成投资4.73亿元。", ["2025-06-30"]),
    # the year that is only measured
    ("占全县全年粮食面积的三分之一。", []),
    ("领导全年要有二分之一的时间招商。", []),
    ("全年开展普法宣传。", ["2025-12-31"]),
    # events of a day or month
    ("7月上旬半年考核，12月年终考核。", ["2025-07-10", "2025-12-31"]),
    ("12月年终考核结果较好。", []),
    ("7月16日头版见报。", ["2025-07-16"]),
    ("7月16日见报的报道。", []),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_limit_of_a_plan(text: str, wanted: list[str]) -> None:
    assert _values(text) == wanted


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("九月开学前投用实验学校。", 1),
        ("9月汛期前完成除险加固。", 1),
        ("9月1日开学前投用实验学校。", 0),
        ("12月前完成验收。", 1),  # by 30 November or by 31 December: a person decides
        ("二季度前完成招标。", 1),
        ("二季度末前完成招标。", 0),
        ("夏季高温季节前开展检查。", 1),
        ("“春节”前全部完工。", 1),
        ("高温季节后开展检查。", 0),
        ("每周一上报用电监测。", 1),
        ("每周一调度用电监测。", 0),
        ("每周一上午报送用电监测。", 0),
        ("半年内无更新的栏目予以通报。", 0),
    ],
)
def test_what_names_no_day_is_a_finding(text: str, doubts: int) -> None:
    assert len(read_times(View.of(text), 2025)[1]) == doubts


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2024年4月底前处理三分之一，7月底前处理三分之二。", ["2024-04-30", "2024-07-31"]),
        ("2024年3月15日前拆除完毕；其余于6月30日前完善手续。", ["2024-03-15", "2024-06-30"]),
        ("2024年汛期（5月15日）前完成排查。", ["2024-05-15"]),
        ("即日起至2024年12月31日，开展专项整治。", ["2024-12-31"]),
        ("2024年10月底前验收，6月底前开工。", ["2024-10-31"]),
        ("2024年4月底前编制方案。7月底前完成治理。", ["2024-04-30"]),
        ("4月底前编制方案，2024年7月底前完成治理。", ["2024-07-31"]),
    ],
)
def test_a_document_without_year_takes_the_one_printed_before(text: str, due: list[str]) -> None:
    assert _values(text, 0) == due


@pytest.mark.parametrize(
    ("cell", "due", "doubts"),
    [
        ("2025年—2027年", ["2025-01-01 2027-12-31"], 0),
        ("2025年", ["None 2025-12-31"], 0),
        ("2025年春季", [], 1),
        ("3月底前，明确2025年目标。", ["None 2025-03-31"], 0),
    ],
)
def test_years_of_a_cell(cell: str, due: list[str], doubts: int) -> None:
    made, findings = read_times(View.of(cell), 2025, cell=True)
    assert [f"{one.starts_on} {one.due_on}" for one in made] == due
    assert len(findings) == doubts
