"""Units as plans of many places print them: labels, lists, brackets that differ from the rule."""

from __future__ import annotations

import pytest

from taskboard.parsing.parse import parse
from taskboard.parsing.units import find_unit_groups
from taskboard.parsing.units_names import is_certain
from taskboard.parsing.units_offices import SECTIONS
from taskboard.parsing.units_tables import DEFAULT
from taskboard.parsing.view import View
from taskboard.reading import read_text

LEAD, DUTY, HELP = "lead", "responsible", "cooperate"


def units(text: str) -> list[tuple[str, str]]:
    groups = find_unit_groups(View.of(text))
    return [(unit.name, unit.role) for group in groups for unit in group.units]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("州级责任单位：州能源局", [("州能源局", DUTY)], id="level"),
        pytest.param("县级牵头部门：县住建局", [("县住建局", LEAD)], id="level-lead"),
        pytest.param("市直配合单位：市财政局", [("市财政局", HELP)], id="seat"),
        pytest.param("县（市、区）责任单位：各县区", [("各县区", DUTY)], id="bracket"),
        pytest.param("牵头市直部门：市财政局", [("市财政局", LEAD)], id="level-inside"),
        pytest.param("市级牵头领导：王海", [], id="leader"),
        pytest.param("市级示范单位：市财政局", [], id="no-role"),
    ],
)
def test_labels_of_a_level(text: str, expected: list[tuple[str, str]]) -> None:
    assert units(f"开展改造。\n{text}") == expected


def test_a_person_named_behind_a_blank_ends_the_list() -> None:
    printed = "新辟公交线路。 责任单位：市交通委 项目责任人：劳海 配合单位：市公安局、市城管局"
    assert units(printed) == [("市交通委", DUTY), ("市公安局", HELP), ("市城管局", HELP)]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        pytest.param("州商务局\n州供销社", ["州商务局", "州供销社"], id="a-line-each"),
        pytest.param("州商务局、州供销社；", ["州商务局", "州供销社"], id="a-list"),
        pytest.param("州商务局\n完成冷链建设。", ["州商务局"], id="up-to-other-words"),
        pytest.param("完成冷链建设。", [], id="no-unit"),
        pytest.param("1.市教育局开展改造", [], id="a-clause"),
    ],
)
def test_a_bare_label_above_its_units(below: str, expected: list[str]) -> None:
    assert [name for name, _ in units(f"发展冷链。\n责任单位：\n{below}\n")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "推进整治。（市生态环境局牵头，市水利局等部门参与，各县区负责落实",
            [("市生态环境局", LEAD), ("市水利局", HELP), ("各县区", DUTY)],
            id="verbs",
        ),
        pytest.param("推进整治。（市水利局要牵头做好，各县区跟进", [], id="a-sentence"),
    ],
)
def test_a_bracket_its_paragraph_leaves_open(text: str, expected: list[tuple[str, str]]) -> None:
    assert units(f"{text}\n开展清淤。") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("中央、省驻青有关单位，县供电公司", ["中央、省驻青有关单位", "县供电公司"],
                     id="seated"),
        pytest.param("市、县教育局", ["市、县教育局"], id="two-levels"),
        pytest.param("省、市、县三级财政部门", ["省、市、县三级财政部门"], id="three-levels"),
        pytest.param("各镇、县直有关单位", ["各镇", "县直有关单位"], id="places-are-no-level"),
        pytest.param("各牵头、配合单位", ["各牵头、配合单位"], id="roles"),
        pytest.param("各牵头单位、市财政局", ["各牵头单位", "市财政局"], id="a-role-and-a-unit"),
        pytest.param("各乡镇各部门", ["各乡镇", "各部门"], id="glued"),
        pytest.param("各县（市、区）各有关部门", ["各县（市、区）", "各有关部门"], id="glued-too"),
        pytest.param("各级各部门", ["各级各部门"], id="one-class"),
        pytest.param("各地各类学校", ["各地各类学校"], id="each-kind"),
        pytest.param("区民政局<br>各镇街", ["区民政局", "各镇街"], id="line-of-a-cell"),
    ],
)  # fmt: skip
def test_where_a_list_is_parted(text: str, expected: list[str]) -> None:
    assert [name for name, _ in units(f"抓好落实。（责任单位：{text}）")] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("市财政部门", True), ("县级农业农村部门", True), ("市、县财政部门", True),
        ("各级公安部门", True), ("财政部门", False), ("区域合作部门", False),
        ("县级以上财政部门", False), ("各协作和配合单位", True), ("协作和配合", False),
    ],
)  # fmt: skip
def test_departments_of_a_level(name: str, expected: bool) -> None:
    assert is_certain(name, DEFAULT) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "（区法院、区司法局；区总工会、区信访局配合）",
            [("区法院", DUTY), ("区司法局", DUTY), ("区总工会", HELP), ("区信访局", HELP)],
            id="helpers-behind-a-semicolon",
        ),
        pytest.param(
            "（区法院、区司法局配合）",
            [("区法院", HELP), ("区司法局", HELP)],
            id="helpers-alone",
        ),
        pytest.param(
            "（分管副省长、协管副秘书长负责，省发改委牵头，省统计局等按职责分工负责）",
            [("省发改委", LEAD), ("省统计局", DUTY)],
            id="people-are-no-units",
        ),
        pytest.param("（各村支部书记负责）", [], id="people-alone"),
        pytest.param(
            "（责任单位：州水利局（前期工作）、州水投公司（建设管理））",
            [("州水利局", DUTY), ("州水投公司", DUTY)],
            id="shares-of-the-work",
        ),
        pytest.param(
            "（责任单位：街道办事处（以下统称各镇街）、区财政局）",
            [("街道办事处", DUTY), ("区财政局", DUTY)],
            id="what-it-is-called",
        ),
        pytest.param(
            "（责任单位：区住建局（第5项）、区财政局（负责资金保障））",
            [("区住建局", DUTY), ("区财政局", DUTY)],
            id="shares-by-item",
        ),
        pytest.param(
            "（责任单位：市机关事务管理局（公共机构节能中心）、市发改委（市能源局））",
            [("市机关事务管理局（公共机构节能中心）", DUTY), ("市发改委（市能源局）", DUTY)],
            id="a-second-name-is-no-share",
        ),
    ],
)
def test_who_does_what(text: str, expected: list[tuple[str, str]]) -> None:
    assert units(f"开展改造。{text}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "（自治区发展改革委、财政厅，各盟行政公署、市人民政府）",
            ["自治区发展改革委", "自治区财政厅", "各盟行政公署、市人民政府"],
            id="region",
        ),
        pytest.param(
            "（责任单位：自治区党委宣传部、组织部）",
            ["自治区党委宣传部", "自治区党委组织部"],
            id="party-of-a-region",
        ),
        pytest.param(
            "（省发展改革委，省直有关部门和各市、州、直管市、神农架林区人民政府负责）",
            ["省发展改革委", "省直有关部门", "各市、州、直管市、神农架林区人民政府"],
            id="a-named-place-in-a-class",
        ),
        pytest.param(
            "（责任单位：各地（州、市）人民政府、行政公署）",
            ["各地（州、市）人民政府、行政公署"],
            id="a-second-government",
        ),
        pytest.param(
            "（责任单位：各县人民政府、市财政局）", ["各县人民政府", "市财政局"], id="a-department"
        ),
        pytest.param(
            "（责任单位：县法院、检察院、公安局）",
            ["县法院", "县检察院", "县公安局"],
            id="courts-elide",
        ),
        pytest.param(
            "（责任单位：区住建局、公安石桥分局、公安分局）",
            ["区住建局", "公安石桥分局", "区公安分局"],
            id="a-branch-with-its-place",
        ),
        pytest.param(
            "（责任单位：①县财政局；②县教育局）", ["县财政局", "县教育局"], id="numbers-in-circles"
        ),
        pytest.param(
            "（责任单位：1.县财政局 2.县教育局）", ["县财政局", "县教育局"], id="numbers"
        ),
        pytest.param("（省委军民融合办、省军区有关部门）", ["省委军民融合办", "省军区有关部门"],
                     id="departments-of-a-body"),
        pytest.param("（德育处、各年级组）", ["德育处", "各年级组"], id="groups-of-a-school"),
        pytest.param("（省军区、有关人员）", [], id="no-list"),
    ],
)  # fmt: skip
def test_lists_of_many_places(text: str, expected: list[str]) -> None:
    assert [name for name, _ in units(f"推进改造。{text}")] == expected


ITEMS = "一、政务服务\n1.推行告知承诺。\n2.推行一次办好。\n3.推行帮办代办。\n"


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        pytest.param(
            "（1、2项由区政务局牵头，3项由区投促局牵头，各镇街配合）",
            [["区政务局", "各镇街"], ["区政务局", "各镇街"], ["区投促局", "各镇街"]],
            id="each-its-own",
        ),
        pytest.param(
            "（第1—2项由区政务局负责；第3项由区投促局负责）",
            [["区政务局"], ["区政务局"], ["区投促局"]],
            id="ranges",
        ),
        pytest.param("（1、2项由办事员负责）", [[], [], []], id="no-unit"),
    ],
)
def test_items_are_handed_out_one_by_one(bracket: str, expected: list[list[str]]) -> None:
    tasks = parse(read_text(f"2024年工作要点\n{ITEMS}{bracket}\n")).tasks
    assert [[unit.name for unit in task.units] for task in tasks] == expected


@pytest.mark.parametrize("end", SECTIONS)
def test_sections_that_end_like_a_subject(end: str) -> None:
    assert [name for name, _ in units(f"抓好统筹。（办公室、运行{end}）")] == [
        "办公室",
        f"运行{end}",
    ]
    assert units(f"抓好统筹。（重点学科、运行{end}的）") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "由县卫健局总牵头，县医保局、县疾控中心分工负责。",
            [("县卫健局", LEAD), ("县医保局", DUTY), ("县疾控中心", DUTY)],
            id="leads-all",
        ),
        pytest.param(
            "市行政审批服务局牵头负责，市直各相关部门按职责分工推进落实。",
            [("市行政审批服务局", LEAD), ("市直各相关部门", DUTY)],
            id="carries-on",
        ),
        pytest.param(
            "（水旱灾害防御科，局属各水管单位）",
            [("水旱灾害防御科", DUTY), ("局属各水管单位", DUTY)],
            id="units-of-a-house",
        ),
        pytest.param("推动各项任务推进落实。", [], id="no-unit"),
    ],
)
def test_sentences_that_hand_out(text: str, expected: list[tuple[str, str]]) -> None:
    assert units(f"优化服务。{text}") == expected
