from __future__ import annotations

import pytest

from taskboard.model import Parsed
from taskboard.parsing.parse import parse
from taskboard.reading import read_text


def read(body: str) -> Parsed:
    return parse(read_text(f"清河县2023年重点工作要点\n\n{body}\n"))


def tree(body: str) -> list[tuple[str, str]]:
    return [(clause.path, clause.heading) for clause in read(body).outline]


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        pytest.param(
            "一、甲事\n（一）乙事。做好。\n（二）丙事。做好。\n二、丁事\n（一）戊事。做好。",
            ["1", "1.1", "1.2", "2", "2.1"],
            id="two-levels",
        ),
        pytest.param(
            "一、甲事\n（一）乙事\n1.丙事。做好。\n2.丁事。做好。\n（二）戊事\n1.己事。做好。",
            ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1"],
            id="three-levels",
        ),
        pytest.param(
            "一、甲事\n1.乙事。做好。\n2.丙事。做好。\n二、丁事\n1.戊事。做好。",
            ["1", "1.1", "1.2", "2", "2.1"],
            id="level-two-skipped",
        ),
        pytest.param(
            "一、甲事\n（一）乙事。做好。\n（二）丙事。做好。\n二、丁事\n（三）戊事。做好。",
            ["1", "1.1", "1.2", "2", "2.3"],
            id="numbers-run-on",
        ),
        pytest.param(
            "一、新建公园5个。年底前建成。\n二、改造小区3个。\n三、新增学位100个。",
            ["1", "2", "3"],
            id="the-first-level-is-the-task",
        ),
        pytest.param(
            "第一章 总则\n第一条 为了安全，制定本办法。\n第二章 职责\n第二条 各镇负责。",
            ["1", "1.1", "2", "2.2"],
            id="chapters-and-articles",
        ),
        pytest.param(
            "一、甲事\n（一）乙事\n1.丙事\n（1）丁事。做好。\n（2）戊事。做好。\n①己事。做好。",
            ["1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.2", "1.1.1.2.1"],
            id="five-levels",
        ),
        pytest.param(
            "1. 甲事\n1.1 乙事。做好。\n1.2 丙事。做好。\n2. 丁事\n2.1 戊事。做好。",
            ["1", "1.1", "1.2", "2", "2.1"],
            id="decimals",
        ),
        pytest.param(
            "- 一、甲事\n  - （一）乙事。做好。\n  - (二)丙事。做好。",
            ["1", "1.1", "1.2"],
            id="markdown-bullets-and-widths",
        ),
        pytest.param(
            "一、甲事\n1.乙事\n（一）丙事。做好。\n（二）丁事。做好。\n2.戊事\n（一）己事。做好。",
            ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1"],
            id="the-other-way-round",
        ),
        pytest.param("**一、甲事**\n（一）乙事。做好。", ["1", "1.1"], id="markdown-bold"),
        pytest.param(
            "一、甲事。（一）乙事。做好。（二）丙事。做好。二、丁事。（一）戊事。做好。",
            ["1", "1.1", "1.2", "2", "2.1"],
            id="glued-into-one-line",
        ),
        pytest.param(
            "一、甲事。（1）乙；（2）丙。\n二、丁事。一是戊；二是己。",
            ["1", "2"],
            id="inline-numbers-are-measures",
        ),
        pytest.param(
            "一、\n甲事。做好。\n二、\n乙事。做好。", ["1", "2"], id="number-on-a-line-of-its-own"
        ),
    ],
)
def test_paths(body: str, paths: list[str]) -> None:
    assert [path for path, _ in tree(body)] == paths


@pytest.mark.parametrize(
    "body",
    [
        "今天天气很好。我们去公园。",
        "我县一、二级市场活跃，三、四季度增长。",
        "投资1.5亿元，2023年完成。",
    ],
)
def test_text_without_numbers_has_no_outline(body: str) -> None:
    parsed = read(body)
    assert parsed.outline == ()
    assert [found.code for found in parsed.findings].count("no-heading") == 1
    assert parsed.tasks == ()


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("一、加强领导。各单位要重视。", "加强领导"),
        ("一、加强领导\n各单位要重视。", "加强领导"),
        ("一、聚焦重点,强化公开\n（一）甲。乙。", "聚焦重点,强化公开"),
        (
            "一、将条例纳入普法，围绕标准组织宣传，营造氛围。\n二、乙。",
            "将条例纳入普法，围绕标准组织宣传，营造氛围",
        ),
        ("一、推进“放管服”改革 和数字 政府建设。甲。", "推进“放管服”改革和数字政府建设"),
    ],
)
def test_heading_is_run_in_or_on_its_own_line(body: str, heading: str) -> None:
    assert tree(body)[0] == ("1", heading)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("一、甲。做好。\n三、乙。做好。", "number-gap"),
        ("一、甲\n（一）乙。做好。\n（三）丙。做好。", "number-gap"),
        ("一、甲。做好。\n一、乙。做好。", "number-repeated"),
        ("一、甲。做好。\n二、乙。做好。", ""),
        ("一、甲\n（一）乙。做好。\n二、丙\n（二）丁。做好。", ""),
    ],
)
def test_gaps_and_repetitions_are_findings(body: str, code: str) -> None:
    codes = {found.code for found in read(body).findings}
    assert codes & {"number-gap", "number-repeated"} == ({code} if code else set())


def test_a_repeated_number_gets_a_path_of_its_own() -> None:
    assert [path for path, _ in tree("一、甲。做。\n一、乙。做。\n二、丙。做。")] == ["1", "2", "3"]


def test_sentences_cut_by_pages_are_mended() -> None:
    parsed = read(
        "一、甲事\n\n（一）做好公开。全面梳理编写公布\n\n— 3 —\n\n各级机构目录，更新清单。\n\n"
        "（二）落实《关于确保粮食能源\n\n安全的意见》精神。"
    )
    assert parsed.tasks[0].text == "全面梳理编写公布各级机构目录，更新清单。"
    assert parsed.outline[2].heading == "落实《关于确保粮食能源安全的意见》精神"
    assert "furniture-removed" in {found.code for found in parsed.findings}


def test_a_text_layer_with_a_margin() -> None:
    parsed = parse(
        read_text(
            "南湖新区2024年生态环境保护工作计划\n"
            "为深入打好污染防治攻坚战，根据市里的计划要求和部署，\n结合新区实际，制定本计划。\n"
            "一、重点任务\n"
            "（一）深入打好蓝天保卫战。加强工业废气治理，五月底之\n"
            "前完成三十家企业低效设施改造。强化扬尘管控，每月都开\n"
            "展一次联合检查。（责任单位：市生态环境局、市建设局、\n市综合执法局）\n"
            "（二）深入打好碧水保卫战。开展入河排污口整治，九月底\n"
            "之前完成整治任务。推进污水零直排区的建设，新增并创建\n"
            "三个示范区。（责任单位：市建设局、市生态环境局，各镇\n人民政府）\n"
        )
    )
    assert [clause.path for clause in parsed.outline] == ["1", "1.1", "1.2"]
    assert [unit.name for unit in parsed.tasks[1].units][-1] == "各镇人民政府"


def test_two_plans_under_one_notice() -> None:
    parsed = parse(
        read_text(
            "河东县人民政府关于印发河东县2023年乡村振兴要点和数字政府要点的通知\n\n各乡镇：\n\n"
            "现印发给你们，并通知如下。\n\n一、加强领导。要重视。\n\n二、按月报送。每月25日前报。\n\n"
            "河东县人民政府\n2023年4月10日\n\n附件1\n河东县2023年乡村振兴要点\n\n一、健全机制。做好。\n"
            "\n二、发展产业。做好。\n\n附件2\n河东县2023年数字政府要点\n\n一、夯实基础。做好。\n"
        )
    )
    assert [clause.path for clause in parsed.outline] == ["p0:2", "1", "2", "p2:1"]
    assert [task.code for task in parsed.tasks] == ["p0:2-1", "1-1", "2-1", "p2:1-1"]


def test_an_annexed_table_is_no_plan() -> None:
    parsed = read("一、甲事。做好。\n\n附件1\n统计表\n1.单位\n2.数量")
    assert [clause.path for clause in parsed.outline] == ["1"]
    assert {item.kind for item in parsed.coverage} >= {"annex"}


def test_topic_sentences_without_numbers() -> None:
    parsed = read(
        "今年是开局之年，现安排如下。\n\n加快产业发展。引进项目5个。责任单位：镇经发办。\n"
        "推进乡村建设。完成治理，10月底前完工。\n抓好民生保障\n新建养老服务站2个。改造危房。"
    )
    assert [(c.path, c.number, c.heading) for c in parsed.outline] == [
        ("1", "", "加快产业发展"),
        ("2", "", "推进乡村建设"),
        ("3", "", "抓好民生保障"),
    ]
    assert [found.code for found in parsed.findings].count("heading-unnumbered") == 3
    assert parsed.tasks[2].text == "新建养老服务站2个。改造危房。"


@pytest.mark.parametrize(
    "body",
    [
        "加快产业发展。引进项目5个。\n推进乡村建设。完成治理。",
        "今天天气很好，我们去公园。\n公园里有很多花，也有树。\n后来下雨了，我们回家。",
    ],
)
def test_too_few_topics_are_no_outline(body: str) -> None:
    assert read(body).outline == ()


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        pytest.param(
            "重点抓好两方面工作：\n一要抓项目、强支撑。一是建成园区；二是引进企业3家。\n"
            "二要兴农业。建成农田300亩。",
            ["抓项目、强支撑", "兴农业"],
            id="counted-in-words",
        ),
        pytest.param("一是建成园区。\n二是引进企业3家。", ["建成园区", "引进企业3家"], id="is"),
        pytest.param("一要抓项目。建成园区。", [], id="one-alone"),
        pytest.param(
            "重点工作一：城市更新\n目标：改造小区2个。\n重点工作二：养老服务\n目标：建站1个。",
            ["城市更新", "养老服务"],
            id="labelled",
        ),
        pytest.param("项目1：建园。\n项目2：修路。", ["建园", "修路"], id="labelled-in-digits"),
        pytest.param("工作要求：建园。\n工作目标：修路。", [], id="labels-without-numbers"),
        pytest.param("一是抓项目。\n二是建园。\n一是修路。\n二是架桥。", [], id="counted-twice"),
        pytest.param("一要抓项目。\n三要建园。", [], id="a-gap"),
        pytest.param("行动1：建园。\n任务2：修路。", [], id="the-lower-count-begins-late"),
        pytest.param("一、抓项目\n一是建成园区。\n二是引进企业。", ["抓项目"], id="below-a-number"),
    ],
)  # fmt: skip
def test_paragraphs_that_count_in_words(body: str, headings: list[str]) -> None:
    assert [heading for _, heading in tree(body)] == headings


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        pytest.param(
            "行动一：建园\n任务1：建园区。\n任务2：引企业。\n行动二：修路\n任务3：修路。",
            ["1", "1.1", "1.2", "2", "2.3"],
            id="run-on",
        ),
        pytest.param(
            "行动一：建园\n任务1：建园区。\n行动二：修路\n任务1：修路。",
            ["1", "1.1", "2", "2.1"],
            id="begun-again",
        ),
        pytest.param("行动一：建园\n任务1：建园区。\n任务3：引企业。", [], id="a-gap"),
        pytest.param("行动一：建园\n一是建园区。\n行动二：修路", ["1", "2"], id="measures-below"),
    ],
)
def test_two_labels_make_two_levels(body: str, paths: list[str]) -> None:
    assert [path for path, _ in tree(body)] == paths


@pytest.mark.parametrize(
    ("first", "second", "paths"),
    [
        pytest.param("项目一　网格", "项目二　物业", ["1", "1.1", "1.2", "2", "2.1"], id="blank"),
        pytest.param("任务1：网格", "任务2：物业", ["1", "1.1", "1.2", "2", "2.1"], id="colon"),
        pytest.param("项目一期建网格", "项目二期建物业", ["1", "2", "3"], id="no-blank"),
        pytest.param("项目一　网格", "项目三　物业", ["1", "2", "3"], id="a-gap"),
    ],
)
def test_labels_above_numbers_are_parts(first: str, second: str, paths: list[str]) -> None:
    found = tree(f"{first}\n1.建网格。\n2.配人员。\n{second}\n1.建物业。\n")
    assert [path for path, _ in found] == paths


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        pytest.param("1-1　实现收入120亿元。\n1-2　压降成本。", ["1", "1.1", "1.2"], id="items"),
        pytest.param("1-1　增收。时限：12月\n1-2　压降成本。", ["1", "1.1", "1.2"], id="no-stop"),
        pytest.param("1-6月实现收入60亿元。\n1-2家企业上市。", ["1"], id="a-span"),
        pytest.param("2-1　实现收入120亿元。", ["1"], id="of-another-heading"),
        pytest.param("1-2　压降成本。", ["1"], id="not-the-first"),
    ],
)
def test_numbers_with_a_hyphen_stand_below_their_heading(lines: str, paths: list[str]) -> None:
    assert [path for path, _ in tree(f"一、经营类\n{lines}")] == paths


@pytest.mark.parametrize(
    ("site", "paths"),
    [
        pytest.param("第一篇：县政府文件\n", ["1", "2"], id="a-site-counts-the-paper"),
        pytest.param("第一篇 发展环境\n", ["1", "1.1", "1.2"], id="a-part"),
    ],
)
def test_a_paper_that_a_site_counts_has_no_part(site: str, paths: list[str]) -> None:
    assert [path for path, _ in tree(f"{site}一、建园。\n二、修路。\n")] == paths


def test_a_list_cut_off_by_a_site_opens_no_bracket() -> None:
    cut = "清河县水利局 关于印发河湖长制工作要点的通知 各区（市）县政府（管委会…\n\n"
    title = "清河县水利局关于印发河湖长制工作要点的通知\n各区（市）县政府：\n"
    found = parse(read_text(f"{cut}{title}现将要点印发给你们。\n一、巡河。每月一次。\n")).document
    assert found.title == "清河县水利局关于印发河湖长制工作要点的通知"
    assert found.recipients == ("各区（市）县政府",)


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("1 总则\n1.1 编制目的\n规范应对工作。\n1.2 适用范围\n适用于全县。", "编制目的"),
        ("一、甲事\n（一）落实国家和省确定的\n各项任务。做好。", "落实国家和省确定的各项任务"),
    ],
)
def test_a_heading_that_ends_in_a_word_with_de(body: str, heading: str) -> None:
    assert tree(body)[1][1] == heading


@pytest.mark.parametrize(
    "title",
    ["2024年长桥镇重点工作任务分解", "2024年云河县民生项目推进", "青山街道2025年平安建设攻坚"],
)
def test_a_title_is_not_joined_to_the_sentence_below(title: str) -> None:
    text = f"{title}\n\n为确保全年目标完成，现将工作分解如下：\n\n一、抓项目。6月底前开工。\n"
    parsed = parse(read_text(text))
    assert parsed.document.title == title
    assert [str(one.due_on)[4:] for one in parsed.tasks[0].deadlines] == ["-06-30"]


@pytest.mark.parametrize(
    "first",
    [
        "为深入贯彻落实2024年全市安全生产会议精神切实做好今年的安全防范",
        "2024年，全市各级各部门围绕优化营商环境目标任务",
        "根据市委市政府关于乡村振兴的统一部署和要求结合我县实际",
    ],
)
def test_a_wrapped_sentence_is_joined(first: str) -> None:
    parsed = read(f"{first}\n工作，特制定本要点。\n\n一、做好。抓好落实。\n")
    assert (
        any(
            parsed.text[slice(*one.span)].startswith(first) and one.kind == "preamble"
            for one in parsed.coverage
        )
        or parsed.document.title is None
    )


def test_articles_whatever_they_begin_with() -> None:
    parsed = read(
        "第一条 规范执法。做好。\n第二条 规范行政许可。做好。\n第三条 规模企业培育。做好。"
    )
    assert [clause.path for clause in parsed.outline] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "line", ["第二条规定了责任。", "第二条和第三条另行通知。", "第二条件不具备。"]
)
def test_a_cited_article_is_no_heading(line: str) -> None:
    assert [clause.path for clause in read(f"第一条 抓落实。做好。\n{line}").outline] == ["1"]


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        ("一、碧水。\n1.6个断面达标。\n2.对38条河道监测。", ["1", "1.1", "1.2"]),
        ("一、碧水。\n1.治理河道。\n2.5个泵站改造。\n3.巡查。", ["1", "1.1", "1.2", "1.3"]),
        ("（一）蓝天。\n1.12家企业整治。\n2.3个园区改造。", ["1", "1.1", "1.2"]),
        ("一、碧水。投资如下。\n1.6亿元用于管网。", ["1"]),
        ("一、碧水。\n治理河道。\n3.5公里河道清淤。", ["1"]),
        ("一、碧水。\n1.治理。\n2.巡查。\n2.5公里清淤。", ["1", "1.1", "1.2"]),
    ],
)
def test_a_number_glued_to_an_amount_is_an_item_where_one_is_due(
    body: str, paths: list[str]
) -> None:
    assert [clause.path for clause in read(body).outline] == paths


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("第三条 本办法自印发之日起施行。", 1),
        ("第三条 本方案自2025年1月1日起实施，有效期3年。", 1),
        ("第三条 自收到申请之日起20日内办结。", 2),
    ],
)
def test_a_clause_of_validity_asks_nothing(text: str, tasks: int) -> None:
    parsed = read(f"第一条 抓好落实。做好。\n{text}")
    assert len(parsed.tasks) == tasks


def test_a_target_at_the_head_of_an_item_belongs_to_it() -> None:
    parsed = read(
        "一、碧水。做好。\n（一）管网。\n1.新建管网26.5公里、改造18公里。\n2.新增泵站2座。"
    )
    values = [target.value for task in parsed.tasks for target in task.targets]
    assert values == [26.5, 18, 2]


def test_numbers_inside_a_paragraph_go_on_over_a_line() -> None:
    parsed = read(
        "一、平台。（1）网站：每周更新。（2）新媒体：10月底前完成清理；\n（3）公报：编印12期。"
    )
    assert [clause.path for clause in parsed.outline] == ["1"]
    assert parsed.tasks[0].text.endswith("编印12期。")


def test_a_list_that_begins_on_its_own_line_is_an_outline() -> None:
    parsed = read("一、平台。\n（1）网站：每周更新。\n（2）新媒体：完成清理。\n（3）公报：编印。")
    assert [clause.path for clause in parsed.outline] == ["1", "1.1", "1.2", "1.3"]


@pytest.mark.parametrize("bullet", ["- ", "  - ", "* ", "● ", ""])
def test_label_lines_stand_apart_whatever_stands_before_them(bullet: str) -> None:
    parsed = read(
        f"一、就业。每月公布。\n{bullet}牵头单位：县人力资源社会保障局、县民政局\n"
        f"{bullet}责任单位：县直有关部门，各镇街"
    )
    (task,) = parsed.tasks
    assert [(unit.name, unit.role) for unit in task.units] == [
        ("县人力资源社会保障局", "lead"), ("县民政局", "lead"),
        ("县直有关部门", "responsible"), ("各镇街", "responsible"),
    ]  # fmt: skip


def test_an_ordinance_the_notice_issues_is_a_plan_too() -> None:
    text = (
        "镜湖市关于印发镜湖市2020年安全生产要点和2020年安全生产考核办法的通知\n\n各区：\n\n现印发给你们。\n\n"
        "附件：1．镜湖市2020年安全生产要点\n2．2020年安全生产考核办法\n\n镜湖市人民政府\n2020年6月30日\n\n"
        "附件1\n\n镜湖市2020年安全生产要点\n\n一、排查隐患。做好。\n\n附件2\n\n2020年安全生产考核办法\n\n"
        "第一条 为推进工作，制定本办法。\n第二条 被考核单位于每年12月10日前报送自查报告。\n"
    )
    parsed = parse(read_text(text))
    assert parsed.document.subject == "镜湖市2020年安全生产要点"
    assert [clause.path for clause in parsed.outline] == ["1", "p2:1", "p2:2"]


def test_an_ordinance_merely_annexed_is_none() -> None:
    text = (
        "镜湖市2020年安全生产要点\n\n一、排查隐患。做好。\n\n附件1\n\n考核办法\n\n"
        "第一条 为推进工作，制定本办法。\n第二条 报送报告。\n"
    )
    assert [clause.path for clause in parse(read_text(text)).outline] == ["1"]


def test_units_of_the_last_item_cover_the_others_only_when_they_close_it() -> None:
    last = read("一、稳就业。\n（一）落实政策。\n（二）公开信息。做好发布。（市人社局、市财政局）")
    assert [unit.name for unit in last.tasks[0].units] == ["市人社局", "市财政局"]
    own = read(
        "一、稳就业。\n（一）落实政策。\n"
        "（二）信息公开。【市卫生健康委】及时发布。密切关注舆情。【市委网信办】"
    )
    assert own.tasks[0].units == ()


@pytest.mark.parametrize("ordinal", ["二", "三", "四"])
def test_a_spoken_ordinal_as_heading_is_no_stray(ordinal: str) -> None:
    parsed = read(
        f"现安排如下。\n\n一是加强领导。成立小组。\n\n{ordinal}是完善制度。修订目录，6月底前完成。\n\n"
        "五是抓好督查。每月通报。"
    )
    assert "suspect-text" not in {one.code for one in parsed.findings}


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("三、会后3个工作日内反馈。", "3 workday"),
        ("三、突发事件发生后1小时内报告。", "1 hour"),
        ("（三）决定作出之日起20个工作日内公开。", "20 workday"),
        ("三、三季度末前完成整改。", "2023-09-30"),
        ("三、一季度完成选址。", "2023-03-31"),
        ("3.会后3个工作日内反馈。", "3 workday"),
    ],
)
def test_a_limit_right_after_the_number_belongs_to_its_item(line: str, due: str) -> None:
    head = "一、甲。做好。\n二、乙。做好。\n" if line[0] == "三" else "一、甲。\n"
    if line[0] == "（":
        head = "一、甲。\n（一）乙。做好。\n（二）丙。做好。\n"
    elif line[0] == "3":
        head = "一、甲。\n1.乙。做好。\n2.丙。做好。\n"
    task = read(head + line).tasks[-1]
    (one,) = task.deadlines
    found = f"{one.within.value} {one.within.unit}" if one.within else str(one.due_on)
    assert (task.path.endswith("3"), found) == (True, due)


@pytest.mark.parametrize(
    "line", ["一、二季度完成选址。", "一、二级市场要规范。", "二、三产业协调发展。"]
)
def test_a_list_of_grades_is_no_heading(line: str) -> None:
    assert [clause.path for clause in read(f"一、抓好发展。做好。\n{line}").outline] == ["1"]


def test_two_plans_of_shared_work_annexed_to_one_notice() -> None:
    text = (
        "各区县人民政府：\n《2024年重点工作责任分解》和《民生实事责任分解》已经市政府同意。\n"
        "附件：1.2024年重点工作责任分解\n2.民生实事责任分解\n临湖市人民政府办公室\n2024年3月2日\n"
        "附件1\n2024年重点工作责任分解\n一、稳增长\n1.稳工业。加快投产。\n责任单位：市经信局\n"
        "附件2\n民生实事责任分解\n一、改造厕所100座\n责任单位：市住建局\n"
    )
    assert [task.path for task in parse(read_text(text)).tasks] == ["1.1", "p2:1"]


@pytest.mark.parametrize(
    ("item", "day"),
    [
        ("2.6月底前完成巡查。", "2024-06-30"),
        ("2.11月30日前报送总结。", "2024-11-30"),
        ("2. 9月份启动清淤。", "2024-09-30"),
    ],
)
def test_a_month_right_after_an_item_number_is_its_own(item: str, day: str) -> None:
    parsed = parse(read_text(f"临湖市2024年治水要点\n一、治水\n1.治理。抓好治理。\n{item}"))
    last = parsed.tasks[-1]
    assert last.path == "1.2"
    assert [str(d.due_on) for d in last.deadlines if d.due_on] == [day]


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        ("（1）规范作业；（2）提升服务；（3）整治机构。", ["1", "1.1"]),
        ("①规范作业；②提升服务。", ["1", "1.1"]),
        ("（1）规范作业。\n（2）提升服务。", ["1", "1.1", "1.1.1", "1.1.2"]),
        ("（1）规范作业，第（2）项除外。", ["1", "1.1", "1.1.1"]),
    ],
)
def test_measures_listed_in_one_paragraph_are_no_headings(body: str, paths: list[str]) -> None:
    text = f"青塬县2024年工作要点\n一、提质\n1.落实“双减”。\n{body}\n"
    assert [clause.path for clause in parse(read_text(text)).outline] == paths


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        pytest.param(
            "1 工作目标\n全年新增企业5家。\n2 重点任务\n2.1 提升服务\n2.1.1 办好窗口。到位。\n"
            "2.1.2 压缩时限。到位。\n3 保障措施\n3.1 加强领导。到位。",
            ["1", "2", "2.1", "2.1.1", "2.1.2", "3", "3.1"],
            id="only-a-blank-behind-the-number",
        ),
        pytest.param(
            "1　安全生产\n1.1　排查隐患。到位。\n2　生态环境\n2.1　整治河道。到位。",
            ["1", "1.1", "2", "2.1"],
            id="a-wide-blank",
        ),
        pytest.param(
            "1 安全生产\n1.1 排查隐患。到位。\n2① 整治河道\n2 生态环境\n2.1 清理垃圾。到位。",
            ["1", "1.1", "2", "2.1"],
            id="a-circled-digit-is-no-second-figure",
        ),
        pytest.param(
            "1工作目标\n2.1 提升服务。到位。\n2.2 改造管网。到位。",
            ["1", "2"],
            id="no-blank-no-number",
        ),
        pytest.param(
            "一、扩大就业\n（一）开发岗位。\n2 个园区要扩建\n（二）开展培训。到位。",
            ["1", "1.1", "1.2"],
            id="no-plan-of-such-numbers",
        ),
        pytest.param(
            "1 乡村振兴\n1.1 改造农田。到位。\n5 个镇已完成\n1.2 改造农房。到位。",
            ["1", "1.1", "1.2"],
            id="not-the-next-number",
        ),
    ],
)
def test_a_number_without_a_mark(body: str, paths: list[str]) -> None:
    assert [path for path, _ in tree(body)] == paths
