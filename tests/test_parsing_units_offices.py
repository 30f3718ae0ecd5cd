"""Sections of one house: of a school, a firm, a development zone."""

from __future__ import annotations

import pytest

from taskboard.parsing.units import find_unit_groups
from taskboard.parsing.units_offices import is_office, stands_in_list
from taskboard.parsing.units_tables import DEFAULT
from taskboard.parsing.view import View


def named(text: str) -> list[list[tuple[str, str]]]:
    return [[(unit.name, unit.role) for unit in g.units] for g in find_unit_groups(View.of(text))]


def names(text: str) -> list[str]:
    return [name for group in named(text) for name, _ in group]


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("教务处", True),
        ("党群工作部", True),
        ("组织人事部", True),
        ("财政金融部", True),
        ("社会事业局", True),
        ("西部", False),
        ("广大干部", False),
        ("基层党支部", False),
        ("社区俱乐部", False),
        ("多媒体教室", False),
    ],
)
def test_what_a_section_is_called(name: str, office: bool) -> None:
    assert is_office(name, DEFAULT) is office


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("化学化工学院", True),
        ("图书馆", True),
        ("资产经营公司", True),
        ("各驻区银行机构", True),
        ("城关镇", True),
        ("推进智慧图书馆", False),
        ("管理水平", False),
        ("便民服务", False),
    ],
)
def test_what_stands_beside_sections(name: str, stands: bool) -> None:
    assert stands_in_list(name, DEFAULT) is stands


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "建成实验室1个。（科学技术处、设备管理处，材料学院、图书馆）",
            ["科学技术处", "设备管理处", "材料学院", "图书馆"],
            id="school",
        ),
        pytest.param(
            "做好用工保障。（组织人事部、人力资源服务公司、社会事务部）",
            ["组织人事部", "人力资源服务公司", "社会事务部"],
            id="zone",
        ),
        pytest.param(
            "培育人才。（省教育厅、省总工会，北原大学、北原工业大学等高等院校）",
            ["省教育厅", "省总工会", "北原大学", "北原工业大学"],
            id="open-list-of-schools",
        ),
        pytest.param("由党群工作部牵头，各党支部具体实施。", ["党群工作部", "各党支部"], id="said"),
        pytest.param(
            "行政审批局牵头，党政综合部、纪工委配合，6月底前完成整合。",
            ["行政审批局", "党政综合部", "纪工委"],
            id="said-before-the-work",
        ),
        pytest.param(
            "由中心学校、派出所牵头，各村负责落实。", ["中心学校", "派出所", "各村"], id="town"
        ),
        pytest.param(
            "建好网站。（厅网信办牵头，厅水利信息中心负责技术支撑）",
            ["厅网信办", "厅水利信息中心"],
            id="what-for-behind-the-verb",
        ),
        pytest.param(
            "做好解读。（厅机关各处室、厅直属各单位）",
            ["厅机关各处室", "厅直属各单位"],
            id="classes-of-a-department",
        ),
        pytest.param(
            "由县住建局负责，各乡镇配合，9月底前完成。", ["县住建局", "各乡镇"], id="by-and-help"
        ),
    ],
)
def test_work_goes_to_sections(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("推进协调发展（东部、中部、西部）。", id="parts-of-a-country"),
        pytest.param("开好课程（语文、数学、本科）。", id="subjects"),
        pytest.param("建设场馆（图书馆、文化馆、科技馆）。", id="buildings-alone"),
        pytest.param("教务处配合，学工处落实，开展排查。", id="nobody-leads"),
        pytest.param("发挥好处，用足政策牵头，配合推进。", id="a-phrase"),
        pytest.param("县住建局负责，9月底前完成。", id="one-alone-is-an-actor"),
        pytest.param("抓好落实（县住建局负责人、分管负责同志）。", id="people"),
    ],
)
def test_nothing_of_the_kind(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(
            "抓好落实。（市教育局、市财政局、推进改革的其他方面）",
            ["unit-bracket-unread"],
            id="two-units-and-a-phrase",
        ),
        pytest.param("抓好落实。（市教育局、市财政局）", [], id="units"),
        pytest.param("抓好落实。（课程、教材、市教育局审定的读本）", [], id="a-remark"),
        pytest.param("市教育局（含市教研室、市电教馆）要排查。", [], id="inside-a-sentence"),
    ],
)
def test_a_bracket_half_read_is_told(text: str, codes: list[str]) -> None:
    found = find_unit_groups(View.of(text))
    assert [one.code for group in found for one in group.findings] == codes
