"""Responsibility groups: brackets, labels, closing verbs, sentences; and what is no group."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskboard.parsing.parse import parse
from taskboard.parsing.units import find_unit_groups, list_units
from taskboard.parsing.view import View
from taskboard.reading import read_text

LEAD, DUTY, HELP = "lead", "responsible", "cooperate"


def units(text: str, place: str = "") -> list[list[tuple[str, str]]]:
    return [
        [(unit.name, unit.role) for unit in group.units]
        for group in find_unit_groups(View.of(text), place)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "开展隐患排查。（责任单位：市应急局、市住建局）",
            [("市应急局", DUTY), ("市住建局", DUTY)],
            id="round-brackets",
        ),
        pytest.param(
            "压减材料。(责任单位:市行政审批局,市司法局)",
            [("市行政审批局", DUTY), ("市司法局", DUTY)],
            id="half-width",
        ),
        pytest.param(
            "改造厕所。〔责任单位：县农业农村局〕", [("县农业农村局", DUTY)], id="shell-brackets"
        ),
        pytest.param(
            "新建幼儿园。[责任单位：区教育局]", [("区教育局", DUTY)], id="square-brackets"
        ),
        pytest.param(
            "治理扬尘。【责任单位：市生态环境局】",
            [("市生态环境局", DUTY)],
            id="lenticular-brackets",
        ),
        pytest.param(
            "（牵头单位：市商务局；责任单位：市财政局；配合单位：市税务局）",
            [("市商务局", LEAD), ("市财政局", DUTY), ("市税务局", HELP)],
            id="three-labels",
        ),
        pytest.param(
            "（牵头单位：市商务局，责任单位：市财政局、市统计局）",
            [("市商务局", LEAD), ("市财政局", DUTY), ("市统计局", DUTY)],
            id="labels-by-comma",
        ),
        pytest.param(
            "（市发改委牵头，市财政局、市住建局配合）",
            [("市发改委", LEAD), ("市财政局", HELP), ("市住建局", HELP)],
            id="verbs-by-comma",
        ),
        pytest.param(
            "（市教育局，各县区政府按职责分工负责）",
            [("市教育局", DUTY), ("各县区政府", DUTY)],
            id="verb-reaches-back",
        ),
        pytest.param(
            "（市工信局牵头，市科技局、市商务局按职责分工负责；各县区落实）",
            [("市工信局", LEAD), ("市科技局", DUTY), ("市商务局", DUTY), ("各县区", DUTY)],
            id="lead-then-duty",
        ),
        pytest.param(
            "（市教育局会同市公安局负责）",
            [("市教育局", DUTY), ("市公安局", HELP)],
            id="together-with",
        ),
        pytest.param(
            "【主办：市人社局；协办：市退役军人事务局和市民政局】",
            [("市人社局", LEAD), ("市退役军人事务局", HELP), ("市民政局", HELP)],
            id="host-and-helpers",
        ),
        pytest.param(
            "【主要责任单位：市水利局；协同配合单位：各镇街】",
            [("市水利局", LEAD), ("各镇街", HELP)],
            id="main-leads-in-a-pair",
        ),
        pytest.param("（主要责任单位：市水利局）", [("市水利局", DUTY)], id="main-alone"),
        pytest.param(
            "（牵头单位：市民政局；主要责任单位：市残联）",
            [("市民政局", LEAD), ("市残联", DUTY)],
            id="main-beside-a-lead",
        ),
        pytest.param(
            "（责任单位：市教育局（牵头）、市财政局）",
            [("市教育局", LEAD), ("市财政局", DUTY)],
            id="note-names-lead",
        ),
        pytest.param(
            "（责任单位：市生态环境局，各县市人民政府，6月底完成）",
            [("市生态环境局", DUTY), ("各县市人民政府", DUTY)],
            id="deadline-inside",
        ),
        pytest.param(
            "（完成时限：10月底；责任单位：县水利局）",
            [("县水利局", DUTY)],
            id="deadline-label-first",
        ),
        pytest.param(
            "（责任领导：王海；责任单位：县水利局；联系人：李明）",
            [("县水利局", DUTY)],
            id="leaders",
        ),
        pytest.param(
            "（责任领导：王海 责任单位：县水利局 完成时限：6月底）",
            [("县水利局", DUTY)],
            id="blanks",
        ),
        pytest.param(
            "责任单位 市教育局、市财政局",
            [("市教育局", DUTY), ("市财政局", DUTY)],
            id="label-and-blank",
        ),
        pytest.param(
            "【牵头单位】市发改委【责任单位】市财政局、市住建局【完成时限】6月底",
            [("市发改委", LEAD), ("市财政局", DUTY), ("市住建局", DUTY)],
            id="labels-in-brackets",
        ),
        pytest.param(
            "（市教育局为牵头单位，市财政局为配合单位）",
            [("市教育局", LEAD), ("市财政局", HELP)],
            id="is-lead",
        ),
        pytest.param(
            "（市商务局2024年6月底前完成）", [("市商务局", DUTY)], id="deadline-instead-of-a-verb"
        ),
        pytest.param(
            "（局办公室牵头，各科室、局属各单位配合）",
            [("局办公室", LEAD), ("各科室", HELP), ("局属各单位", HELP)],
            id="inside-one-bureau",
        ),
        pytest.param(
            "（责任单位：市教育局，各县（市、区）人民政府（排名第一的为牵头单位，下同））",
            [("市教育局", DUTY), ("各县（市、区）人民政府", DUTY)],
            id="rule-inside",
        ),
        pytest.param("强化帮扶。（县乡村振兴局）", [("县乡村振兴局", DUTY)], id="bare-names"),
        pytest.param(
            "强化帮扶。（市政府办公室，各县（市、区）人民政府）",
            [("市政府办公室", DUTY), ("各县（市、区）人民政府", DUTY)],
            id="bare-with-class",
        ),
        pytest.param(
            "（责任单位：市住房城乡建\n设局、市水利局）",
            [("市住房城乡建设局", DUTY), ("市水利局", DUTY)],
            id="broken-line",
        ),
        pytest.param(
            "（责任单位：市 工业和信息 化局）", [("市工业和信息化局", DUTY)], id="blanks-in-a-name"
        ),
        pytest.param(
            "责任单位：市教育局 市财政局 各县区",
            [("市教育局", DUTY), ("市财政局", DUTY), ("各县区", DUTY)],
            id="blanks-between-names",
        ),
        pytest.param(
            "牵头单位：市发改委\n责任单位：各镇（街道）、市直有关部门（单位）\n完成时限：年底前",
            [("市发改委", LEAD), ("各镇（街道）", DUTY), ("市直有关部门（单位）", DUTY)],
            id="label-lines",
        ),
        pytest.param(
            "牵头责任单位：市商务局  协同责任单位：市市场监管局",
            [("市商务局", LEAD), ("市市场监管局", HELP)],
            id="labels-on-one-line",
        ),
        pytest.param(
            "责任单位为市教育局、市财政局。",
            [("市教育局", DUTY), ("市财政局", DUTY)],
            id="is-label",
        ),
        pytest.param(
            "（责任单位市教育局、市财政局）",
            [("市教育局", DUTY), ("市财政局", DUTY)],
            id="label-without-colon",
        ),
        pytest.param("牵头（责任）单位：市民政局", [("市民政局", LEAD)], id="mixed-label"),
        pytest.param(
            "（牵头单位：市发改委）（配合单位：市财政局）",
            [("市发改委", LEAD), ("市财政局", HELP)],
            id="neighbouring-brackets",
        ),
        pytest.param(
            "完善预案，由市水利局牵头，市应急管理局、市气象局配合。",
            [("市水利局", LEAD), ("市应急管理局", HELP), ("市气象局", HELP)],
            id="sentence",
        ),
        pytest.param(
            "该项工作由市发改委牵头，会同市财政局负责。",
            [("市发改委", LEAD), ("市财政局", HELP)],
            id="sentence-with-lead-in",
        ),
        pytest.param(
            "（住房城乡建设部门牵头，财政、自然资源部门配合）",
            [("住房城乡建设部门", LEAD), ("财政部门", HELP), ("自然资源部门", HELP)],
            id="fields",
        ),
        pytest.param(
            "实施单位：兴国镇、枫树乡、城关街道办事处",
            [("兴国镇", DUTY), ("枫树乡", DUTY), ("城关街道办事处", DUTY)],
            id="places",
        ),
        pytest.param(
            "汇总单位：市政府办公室；责任单位：各县（市、区）",
            [("市政府办公室", LEAD), ("各县（市、区）", DUTY)],
            id="collector",
        ),
        pytest.param(
            "〔1-2项牵头单位：县政府办公室；责任单位：县审计局〕",
            [("县政府办公室", LEAD), ("县审计局", DUTY)],
            id="items-covered",
        ),
        pytest.param(
            "（省发改委会同省水利厅、省住建厅等按职责分工负责落实）",
            [("省发改委", DUTY), ("省水利厅", HELP), ("省住建厅", HELP)],
            id="together-with-several",
        ),
        pytest.param(
            "上述1—3项责任单位：区生态环境局、区住建局。",
            [("区生态环境局", DUTY), ("区住建局", DUTY)],
            id="items-covered-by-a-line",
        ),
        pytest.param(
            "（市司法局牵头；市市场监管局、市城管局等执法部门配合；全年）",
            [("市司法局", LEAD), ("市市场监管局", HELP), ("市城管局", HELP)],
            id="open-list-of-a-kind",
        ),
        pytest.param(
            "【市司法局、市政府政研室；各县（市、区）、高新区、经开区管委会】",
            [
                ("市司法局", DUTY),
                ("市政府政研室", DUTY),
                ("各县（市、区）", DUTY),
                ("高新区", DUTY),
                ("经开区管委会", DUTY),
            ],
            id="zones-among-units",
        ),
        pytest.param(
            "（区司法局牵头，区级各行政执法部门按职责分工负责）",
            [("区司法局", LEAD), ("区级各行政执法部门", DUTY)],
            id="kind-of-departments",
        ),
        pytest.param(
            "（区财政局牵头，区直各预算部门分别负责；长期坚持）",
            [("区财政局", LEAD), ("区直各预算部门", DUTY)],
            id="kind-with-time",
        ),
        pytest.param("（政策起草部门负责）", [("政策起草部门", DUTY)], id="kind-by-duty"),
        pytest.param("（第3至5项责任单位：县水利局）", [("县水利局", DUTY)], id="items-in-words"),
        pytest.param(
            "（以上各项责任单位：市生态环境局）", [("市生态环境局", DUTY)], id="all-items-above"
        ),
        pytest.param(
            "【上述两项任务牵头单位：市发改委】", [("市发改委", LEAD)], id="two-items-above"
        ),
        pytest.param(
            "（应急管理部牵头，工业和信息化部、各地区按职责分工负责）",
            [("应急管理部", LEAD), ("工业和信息化部", DUTY), ("各地区", DUTY)],
            id="bodies-of-the-centre",
        ),
        pytest.param(
            "（市安委办牵头，市应急局及市安委会有关成员单位配合）",
            [("市安委办", LEAD), ("市应急局", HELP), ("市安委会有关成员单位", HELP)],
            id="members",
        ),
        pytest.param(
            "（市消防救援支队牵头；市教体局、市商务局按照“三管三必须”要求分工负责）",
            [("市消防救援支队", LEAD), ("市教体局", DUTY), ("市商务局", DUTY)],
            id="by-a-rule-in-quotes",
        ),
        pytest.param(
            "牵头单位：县水利局（县自来水公司具体实施）",
            [("县水利局", LEAD), ("县自来水公司", DUTY)],
            id="who-does-it-in-brackets",
        ),
        pytest.param(
            "（市应急局、市自然资源和规划局、江北矿山安全监察执法三处）",
            [
                ("市应急局", DUTY),
                ("市自然资源和规划局", DUTY),
                ("江北矿山安全监察执法三处", DUTY),
            ],
            id="one-odd-name-among-units",
        ),
        pytest.param(
            "（省发展改革委牵头，省财政厅、省民政厅等省直有关部门及各市（州）人民政府负责）",
            [
                ("省发展改革委", LEAD),
                ("省财政厅", DUTY),
                ("省民政厅", DUTY),
                ("各市（州）人民政府", DUTY),
            ],
            id="behind-an-open-list",
        ),
        pytest.param(
            "做好监测。（大气科、监测站）", [("大气科", DUTY), ("监测站", DUTY)], id="sections"
        ),
    ],
)
def test_one_group(text: str, expected: list[tuple[str, str]]) -> None:
    assert units(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "覆盖全市行政村(不含城中村)。",
        "各地(市、区、旗)要按时报送。",
        "公示时间（7月3日至7月15日）。",
        "提升考核指标（空气质量优良天数比率达标率）。",
        "(此件公开发布)",
        "《中华人民共和国安全生产法》（以下简称《安全生产法》）。",
        "编制环境影响报告书（表）。",
        "按照通知（国办发〔2019〕61号）执行。",
        "（第一责任单位为牵头单位，下同）",
        "（责任单位见附件）",
        "推行河长制（湖长制）。",
        "新建幼儿园10所（公办）。",
        "各乡镇（街道）要落实责任。",
        "深化“放管服”改革（一网通办）。",
        "（试行）",
        "（2021—2025年）",
        "（乡镇、街道）",
        "坚持谁主管、谁负责。",
        "坚持党政同责、企业负责。",
        "按照属地管理原则抓好落实。",
        "建立责任清单：逐项销号。",
        "压实企业主体责任：",
        "（谁审批谁监管、谁主管谁监管）",
        "加强部门配合。",
        "各部门密切配合。",
        "各级各部门要抓好落实。",
        "市政府各部门、各县区要认真贯彻落实。",
        "确保各项任务落实。",
        "推动惠企政策落实。",
        "由企业负责。",
        "责任单位要及时报送进展。",
        "压实责任单位和责任人。",
        "责任领导：张三",
        "联系人：李四",
        "完成时限：6月底前",
        "〔1-2项完成时限：6月底前〕",
        "（第3至5项联系人：王晓）",
        "（以上各项工作要求：按月报送）",
        "覆盖全部园区（高新区、经开区）。",
        "坚持原则（谁主管谁负责、谁审批部门谁负责）。",
        "压实责任（党委领导、部门负责）。",
        "推进基层（由企业、市场中心配合）的工作。",
    ],
)
def test_no_group(text: str) -> None:
    assert units(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("市文化和旅游局、市民政局", ["市文化和旅游局", "市民政局"], id="he-in-name"),
        pytest.param("国家粮食和物资储备局", ["国家粮食和物资储备局"], id="he-in-state-name"),
        pytest.param("市人力资源和社会保障局", ["市人力资源和社会保障局"], id="he-in-long-name"),
        pytest.param("市司法局和市信访局", ["市司法局", "市信访局"], id="he-between"),
        pytest.param("市工信局及各县区", ["市工信局", "各县区"], id="ji"),
        pytest.param("各县、区人民政府", ["各县、区人民政府"], id="comma-in-class"),
        pytest.param("各区、县（市）人民政府", ["各区、县（市）人民政府"], id="comma-and-bracket"),
        pytest.param("市、县（区）人民政府", ["市、县（区）人民政府"], id="levels"),
        pytest.param("各镇（街道）、市教育局", ["各镇（街道）", "市教育局"], id="class-then-unit"),
        pytest.param(
            "各县[市、区]人民政府、市属开发区管委会",
            ["各县（市、区）人民政府", "市属开发区管委会"],
            id="nested",
        ),
        pytest.param("市政府各部门（单位）", ["市政府各部门（单位）"], id="note-in-name"),
        pytest.param("市行政审批局、住建局", ["市行政审批局", "市住建局"], id="elided"),
        pytest.param("县教育局、各镇、人社局", ["县教育局", "各镇", "县人社局"], id="elided-later"),
        pytest.param("市公安局、税务局、海关", ["市公安局", "税务局", "海关"], id="vertical"),
        pytest.param("市场监管局、住建局", ["市场监管局", "住建局"], id="no-prefix-in-market"),
        pytest.param("市商务局、市场监管局", ["市商务局", "市市场监管局"], id="elided-market"),
        pytest.param("市发展改革委、商务局", ["市发展改革委", "市商务局"], id="elided-trade"),
        pytest.param("市财政局，商市审计局", ["市财政局", "市审计局"], id="in-consultation"),
        pytest.param("市委宣传部、统战部", ["市委宣传部", "市委统战部"], id="elided-party"),
        pytest.param("市教育局、高新区管委会", ["市教育局", "高新区管委会"], id="place-keeps"),
        pytest.param(
            "县民政局、汐川生态环境局", ["县民政局", "汐川生态环境局"], id="own-place-keeps"
        ),
        pytest.param("各区\n县人民政府、市水利局", ["各区县人民政府", "市水利局"], id="torn-class"),
        pytest.param("各镇\n各街道办事处", ["各镇", "各街道办事处"], id="two-classes-on-lines"),
        pytest.param("发改局、财政局", ["发改局", "财政局"], id="none-printed"),
        pytest.param("市教育局、市教育局", ["市教育局"], id="twice"),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [[name for name, _ in group] for group in units(f"（责任单位：{text}）")] == [names]


def test_place_mends_a_list_that_prints_no_prefix() -> None:
    assert units("（责任单位：发改局、税务局）", "县") == [[("县发改局", DUTY), ("税务局", DUTY)]]


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("（责任单位：市教育局、市财政局等）", [False, True]),
        ("（责任单位：市教育局、市财政局等部门，各县区）", [False, True, False]),
        ("（市教育局等8个部门按职责分工负责）", [True]),
        ("（责任单位：市政府相关部门、市教育局）", [True, False]),
        ("（责任单位：市教育局、市政府各部门）", [False, False]),
        ("（责任单位：有关县（市、区）人民政府、市属相关企业）", [True, True]),
        ("（责任单位：市高等教育中心）", [False]),
    ],
)
def test_open_lists(text: str, flags: list[bool]) -> None:
    (group,) = find_unit_groups(View.of(text))
    assert [unit.open for unit in group.units] == flags


def test_several_groups_in_a_paragraph() -> None:
    text = "建台账。（责任单位：市水利局）抓整改。（市应急局牵头，市消防救援支队配合）严考核。"
    assert units(text) == [
        [("市水利局", DUTY)],
        [("市应急局", LEAD), ("市消防救援支队", HELP)],
    ]


def test_spans_cut_the_printed_words() -> None:
    text = "一、整治。(责任单位:市住房城乡建\n\n设局、 住建局,各县[市、区]人民政府)"
    view = View.of(text.replace("\n\n", ""))
    (group,) = find_unit_groups(view)
    assert view.source[slice(*group.span)].startswith("(责任单位")
    assert view.source[slice(*group.span)].endswith("政府)")
    for unit in group.units:
        assert view.source[slice(*unit.span)] == unit.as_written
    assert [unit.as_written for unit in group.units][1:] == ["住建局", "各县[市、区]人民政府"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("抓好落实。（责任单位：市教育局、市财政局", "suspect-text"),
        ("抓好落实。（责任单位：）", "unit-none"),
        ("抓好落实。（甲乙战线牵头，戊己部门落实）", "unit-bracket-unread"),
        ("抓好落实（甲乙战线和丙丁单位配合）。", "unit-bracket-unread"),
        ("抓好落实。（宣传系统、政法单位牵头）", "unit-bracket-unread"),
        ("（责任单位：市教育局市财政局要按照职责抓好学校食堂安全和校车安全工作）", "suspect-text"),
    ],
)
def test_doubts_become_findings(text: str, code: str) -> None:
    (group,) = find_unit_groups(View.of(text))
    assert [finding.code for finding in group.findings] == [code]


def test_complete_group_has_no_finding() -> None:
    (group,) = find_unit_groups(View.of("（责任单位：市教育局）"))
    assert group.findings == ()
    assert group.form == "bracket"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("市教育局\n市财政局\n人社局", ["市教育局", "市财政局", "市人社局"]),
        ("市教育局、各县区", ["市教育局", "各县区"]),
        ("市住房和城乡\n建设局", ["市住房和城乡建设局"]),
        ("市委\n组织部", ["市委组织部"]),
        ("兴国镇\n枫树乡", ["兴国镇", "枫树乡"]),
        ("", []),
    ],
)
def test_table_cells(cell: str, expected: list[str]) -> None:
    view = View.of(cell)
    assert [unit.name for unit in list_units(view, 0, len(view.text))] == expected


def test_cell_words_win_over_the_column() -> None:
    view = View.of("牵头单位：市教育局；配合单位：市财政局")
    found = list_units(view, 0, len(view.text), "responsible")
    assert [(unit.role, unit.origin) for unit in found] == [
        ("lead", "table"),
        ("cooperate", "table"),
    ]


WORDS = (
    *(
        "责任单位：",
        "牵头单位：",
        "（",
        "）",
        "〔",
        "〕",
        "【",
        "】",
        "、",
        "，",
        "；",
        "。",
        "\n",
        " ",
    ),
    *(
        "市",
        "教育局",
        "市财政局",
        "各县",
        "区人民政府",
        "和",
        "及",
        "等",
        "部门",
        "牵头",
        "配合",
        "负责",
    ),
    *(
        "由",
        "按职责分工",
        "6月底",
        "相关部门",
        "下同",
        "不再列出",
        "第一位",
        "为牵头单位",
        "要",
        "在",
    ),
)


@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_any_words_give_groups_that_do_not_overlap(text: str) -> None:
    view = View.of(text)
    groups = find_unit_groups(view, "市")
    assert all(a.end <= b.start for a, b in pairwise(groups))
    for group in groups:
        assert view.source[slice(*group.span)].strip() == view.source[slice(*group.span)]
        for unit in group.units:
            assert view.source[slice(*unit.span)] == unit.as_written
            assert unit.name


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    find_unit_groups(View.of(text))


@pytest.mark.parametrize(
    "text", ["（" * 10_000 + "责任单位：市教育局" + "）" * 10_000, "市局和" * 20_000]
)
def test_deep_and_long_text_is_taken(text: str) -> None:
    assert len(units(text)) <= 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("建设数据中心。（市发改局、新港城投集团；12月底前完成）", ["市发改局", "新港城投集团"]),
        ("治理河道。（县水利局、云河水务公司；上半年完成）", ["县水利局", "云河水务公司"]),
        (
            "整治市场。（责任单位：市商务局、各镇；上半年完成一、二项，下半年完成三、四项）",
            ["市商务局", "各镇"],
        ),
        (
            "（一）优化窗口。（市政务局、市级各审批部门；上半年完成第1项、第2项）",
            ["市政务局", "市级各审批部门"],
        ),
    ],
)
def test_a_limit_in_the_bracket_tells_that_it_hands_out(text: str, names: list[str]) -> None:
    assert [name for group in units(text) for name, _ in group] == names


@pytest.mark.parametrize(
    "text",
    [
        "推广新品种。（红富士、新港一号；12月底前成熟）",
        "做好汛期值守。（暴雨、台风；6月至9月）",
        "按项推进。（一项、二项；上半年完成）",
    ],
)
def test_a_limit_alone_makes_no_units(text: str) -> None:
    assert units(text) == []


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("一、治理。（县农业农村局、县林业局，各乡镇人民政府\n二、保障。做好。", 3),
        ("一、治理。（县农业农村局\n二、保障。做好。", 0),
        ("一、治理（县农业农村局、县林业局\n二、保障。做好。", 0),
        ("一、治理。（县农业农村局、推进改革\n二、保障。做好。", 0),
    ],
)
def test_a_bracket_of_units_nobody_closed(text: str, units: int) -> None:
    found = find_unit_groups(View.of(text))
    assert sum(len(group.units) for group in found) == units
    codes = [one.code for group in found for one in group.findings]
    assert codes == ["suspect-text"] * bool(units)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param(
            "扩大茶园。（州农业农村局、州供销联社，保靖、古丈等县）",
            [("州农业农村局", False), ("州供销联社", False), ("保靖、古丈等县", True)],
            id="places-by-their-short-names",
        ),
        pytest.param(
            "扩大茶园。（州农业农村局、州供销联社，各县）",
            [("州农业农村局", False), ("州供销联社", False), ("各县", False)],
            id="a-class",
        ),
        pytest.param("扩大茶园。（绿茶、红茶等市场）", [], id="no-places"),
    ],
)
def test_places_before_an_open_end(text: str, units: list[tuple[str, bool]]) -> None:
    found = find_unit_groups(View.of(text))
    assert [(unit.name, unit.open) for group in found for unit in group.units] == units


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "责任单位：县财政局、县水务投资公司\n进度要求：5月底前完成。",
            ["县财政局", "县水务投资公司"],
            id="on-a-line-of-its-own",
        ),
        pytest.param(
            "责任单位：县财政局、县统计局　推进举措：全年完成。",
            ["县财政局", "县统计局"],
            id="behind-a-blank",
        ),
        pytest.param(
            "责任单位：县财政局、县统计局　完成时间：12月",
            ["县财政局", "县统计局"],
            id="known-behind-a-blank",
        ),
        pytest.param(
            "责任单位：县财政局；包联人员名单：见附表", ["县财政局"], id="no-unit-before-it"
        ),
    ],
)
def test_another_label_ends_the_list_and_takes_no_unit(text: str, names: list[str]) -> None:
    found = parse(read_text(f"2024年工作要点\n一、改造管网。\n{text}\n二、新建学校。\n")).tasks[0]
    assert [unit.name for unit in found.units] == names
