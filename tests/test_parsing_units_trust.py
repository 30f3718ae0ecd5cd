"""Names without a form of their own in lists of units: places, firms, fields such as 市财政."""

from __future__ import annotations

import pytest

from taskboard.parsing.units import find_unit_groups
from taskboard.parsing.units_tables import DEFAULT
from taskboard.parsing.units_trust import is_field, is_seat
from taskboard.parsing.view import View


def names(text: str) -> list[list[str]]:
    return [[unit.name for unit in group.units] for group in find_unit_groups(View.of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "增长6%。（市发展改革委，各县（市、区）、高新区、临港区）",
            ["市发展改革委", "各县（市、区）", "高新区", "临港区"],
            id="district-beside-a-zone",
        ),
        pytest.param(
            "完成改造85个。（市住建局、云澜供电公司、华润燃气公司，海东区、澜阳县）",
            ["市住建局", "云澜供电公司", "华润燃气公司", "海东区", "澜阳县"],
            id="firms-and-places",
        ),
        pytest.param(
            "建成幼儿园20所。（县教育局、城关镇、望江街道）",
            ["县教育局", "城关镇", "望江街道"],
            id="towns",
        ),
        pytest.param(
            "争取债券80亿元。（市财政、发改部门）",
            ["市财政部门", "市发改部门"],
            id="fields-share-department",
        ),
        pytest.param(
            "落实资金。（县财政、县发改局负责）", ["县财政", "县发改局"], id="field-beside-a-verb"
        ),
    ],
)
def test_a_list_of_units_gives_its_odd_names(text: str, expected: list[str]) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("加强巡查。（海东区、澜阳县）", id="places-alone"),
        pytest.param("加强巡查。（市教育局、老城区）", id="no-seat-of-a-government"),
        pytest.param("加强巡查。（华润燃气公司、老旧小区）", id="firm-first"),
        pytest.param("加强巡查（市场、城区）。", id="market-is-no-field"),
    ],
)
def test_other_brackets_give_no_units(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("name", "seat"),
    [("海东区", True), ("城关镇", True), ("澜阳县", True), ("住宅小区", False), ("集镇", False)],
)
def test_seats(name: str, seat: bool) -> None:
    assert is_seat(name) is seat


@pytest.mark.parametrize(("name", "field"), [("市财政", True), ("县公安", True), ("市场", False)])
def test_fields(name: str, field: bool) -> None:
    assert is_field(name, DEFAULT) is field


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "4.推进开办便利。由省市场监管局牵头，省公安厅、省医保局配合，6月底前完成改造。",
            ["省市场监管局", "省公安厅", "省医保局"],
            id="goes-on-with-the-limit",
        ),
        pytest.param(
            "6.市数据局牵头，市直有关部门负责，年内推出26个主题。",
            ["市数据局", "市直有关部门"],
            id="number-before-the-first-name",
        ),
        pytest.param(
            "推进防汛备汛，由县水利局牵头，各乡镇人民政府落实，汛前完成。",
            ["县水利局", "各乡镇人民政府"],
            id="by-inside-the-sentence",
        ),
    ],
)
def test_a_sentence_may_open_with_who_does_it(text: str, expected: list[str]) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("市政府办公室牵头，定期组织培训。", id="lead-alone-only-acts"),
        pytest.param("市教育局牵头，学校配合，家长参与，形成合力。", id="school-is-no-unit"),
        pytest.param("专班牵头，部门配合，形成合力。", id="words-without-a-name"),
    ],
)
def test_a_sentence_without_certain_units_hands_out_nothing(text: str) -> None:
    assert names(text) == []


def test_a_bracket_of_the_paragraph_comes_first() -> None:
    text = "由市教育局牵头，市财政局配合，6月底前出台办法。组织培训。（责任单位：市人社局）"
    assert names(text) == [["市人社局"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分管领导：张志强 牵头单位：县发改局 责任单位：县住建局", [["县发改局", "县住建局"]]),
        ("责任领导：李建国 责任单位：县自来水公司", [["县自来水公司"]]),
        ("责任领导：王明亮 责任办所：经济发展办、自然资源所", [["经济发展办", "自然资源所"]]),
        ("责任领导：王明亮、孙涛 责任科室：统计站", [["统计站"]]),
        ("责任领导：王明亮 责任区域：经济发展办", []),
        ("分管领导：张志强", []),
    ],
)
def test_units_behind_a_leader_on_one_line(text: str, expected: list[list[str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("优化12366热线。（纳税服务科）", [["纳税服务科"]]),
        ("抓好会务。【办公室】", [["办公室"]]),
        ("做好监测。（信息中心）\n", [["信息中心"]]),
        ("优化热线（纳税服务科）。", []),
        ("招生120人。（专科）", []),
        ("改善条件。（车站）", []),
    ],
)
def test_a_section_alone_behind_the_sentence(text: str, expected: list[list[str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "为老人体检。（社会事业局、医保分局）",
            [["社会事业局", "医保分局"]],
            id="bureaus-of-a-zone",
        ),
        pytest.param(
            "打通断头路。（建设交通局、交警大队、望湖街道、湖滨城投公司）",
            [["建设交通局", "交警大队", "望湖街道", "湖滨城投公司"]],
            id="bureaus-streets-firms",
        ),
        pytest.param(
            "完善制度。由基教股牵头，人事股、教研室配合，8月底前完成。",
            [["基教股", "人事股", "教研室"]],
            id="sections-handed-by",
        ),
        pytest.param(
            "常抓不懈。责任股室：安全股（后勤管理股）及各校（园）",
            [["安全股（后勤管理股）", "各校（园）"]],
            id="and-each-school",
        ),
        pytest.param(
            "加强监管。（旗市场监督管理局〔牵头〕、旗司法局）",
            [["旗市场监督管理局", "旗司法局"]],
            id="note-in-square-brackets",
        ),
        pytest.param(
            "完善目录。（责任单位：省政府各部门，各市、县、自治县人民政府）",
            [["省政府各部门", "各市、县、自治县人民政府"]],
            id="autonomous-counties",
        ),
        pytest.param("把握全局。（大局、格局）", [], id="words-in-ju"),
        pytest.param("完善制度。（望湖街道、建设交通局）", [], id="place-first"),
        pytest.param("由老师牵头，家长配合，形成合力。", [], id="people"),
        pytest.param(
            "抓好落实。（责任单位：市发展和改革委员会）",
            [["市发展和改革委员会"]],
            id="and-inside-a-name",
        ),
    ],
)
def test_names_of_lower_offices(text: str, expected: list[list[str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- **责任单位**：区发展和改革局、白塔经济开发区管委会",
            [["区发展和改革局", "白塔经济开发区管委会"]],
            id="bold-label",
        ),
        pytest.param(
            "- **牵头单位**：区工业和信息化局\n- **责任单位**：区发展和改革局",
            [["区工业和信息化局", "区发展和改革局"]],
            id="bold-labels-below-each-other",
        ),
        pytest.param(
            "抓落实。（各市、县〈自治县〉人民政府，省政府各部门）",
            [["各市、县〈自治县〉人民政府", "省政府各部门"]],
            id="angle-brackets-inside",
        ),
        pytest.param(
            "抓落实。（省教育厅，各市、县〔市、区〕政府）",
            [["省教育厅", "各市、县〔市、区〕政府"]],
            id="square-brackets-inside",
        ),
        pytest.param(
            "市民政局按职责负责，各区、县（市）人民政府具体组织实施。",
            [["市民政局", "各区、县（市）人民政府"]],
            id="one-class-before-its-verb",
        ),
        pytest.param("- **责任重大**：要抓好落实", [], id="bold-words-are-no-label"),
        pytest.param("抓好《规定》〈试行〉的落实。", [], id="angle-brackets-of-a-title"),
    ],
)
def test_marks_around_labels_and_inside_names(text: str, expected: list[list[str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "牵头部门：市科技局（市委科创委办公室）　　协同部门：市教育局",
            [["市科技局（市委科创委办公室）", "市教育局"]],
        ),
        ("责任单位：各县（区）、市级各部门", [["各县（区）", "市级各部门"]]),
        ("责任单位：市、县两级政府", [["市、县两级政府"]]),
        ("责任单位（牵头）：市教育局", [["市教育局"]]),
    ],
)
def test_a_bracket_before_a_label_belongs_to_the_name(text: str, expected: list[list[str]]) -> None:
    assert names(text) == expected


def test_a_sentence_that_says_lead_a_thousand_times_is_looked_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from taskboard.parsing import units_sentences

    calls = []
    read = units_sentences.read_parts
    monkeypatch.setattr(
        units_sentences, "read_parts", lambda *given: calls.append(given) or read(*given)
    )
    names("由市水利局牵头，" * 1000)
    assert len(calls) < 400


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("责任领导：王明亮、孙涛 责任科室：统计站", []),
        ("责任科室：统计站；包联单位：县总工会", ["unit-label-unknown"]),
    ],
)
def test_a_label_behind_a_leader_is_known(text: str, codes: list[str]) -> None:
    found = find_unit_groups(View.of(text))
    assert [one.code for group in found for one in group.findings] == codes
