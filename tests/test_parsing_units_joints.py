"""Names written side by side, with nothing but a blank or a class between them."""

from __future__ import annotations

import pytest

from taskboard.parsing.units import find_unit_groups, list_units
from taskboard.parsing.view import View


def cell(words: str) -> list[tuple[str, str]]:
    view = View.of(words)
    return [(unit.name, unit.role) for unit in list_units(view, 0, len(view.text))]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        pytest.param(
            "经开区 高新园（邹区镇） 各街道",
            ["经开区", "高新园（邹区镇）", "各街道"],
            id="places",
        ),
        pytest.param("晋陵公司 轨道公司", ["晋陵公司", "轨道公司"], id="firms"),
        pytest.param("南湖镇 东山镇", ["南湖镇", "东山镇"], id="towns"),
        pytest.param("供销社 各乡镇", ["供销社", "各乡镇"], id="class-behind"),
        pytest.param("县供销社各乡镇", ["县供销社", "各乡镇"], id="class-without-a-blank"),
        pytest.param("县城管局 吴某某", ["县城管局"], id="a-person-behind"),
        pytest.param("市发展改革委 员会", ["市发展改革委员会"], id="no-person-in-a-name"),
        pytest.param("卫生健康办 农技站 各村居", ["卫生健康办", "农技站", "各村居"], id="offices"),
        pytest.param("青山镇 派出所", ["青山镇派出所"], id="no-seat-and-its-station"),
        pytest.param("市委 组织部", ["市委组织部"], id="no-committee-and-its-board"),
        pytest.param("县农业 农村局", ["县农业农村局"], id="no-torn-name"),
        pytest.param("市住房和城乡 建设局", ["市住房和城乡建设局"], id="no-torn-name-in-a-place"),
        pytest.param("各区 县人民政府", ["各区县人民政府"], id="no-torn-class"),
        pytest.param("市政府各部门", ["市政府各部门"], id="no-class-of-its-owner"),
        pytest.param("市安委会各成员单位", ["市安委会各成员单位"], id="no-members"),
    ],
)
def test_blanks_part_units(words: str, names: list[str]) -> None:
    assert [name for name, _ in cell(words)] == names


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("规划科（牵头） 办公室", [("规划科", "lead"), ("办公室", "responsible")]),
        ("信息中心（主办）、办公室（协办）", [("信息中心", "lead"), ("办公室", "cooperate")]),
        (
            "高新园（邹区镇） 各街道",
            [("高新园（邹区镇）", "responsible"), ("各街道", "responsible")],
        ),
    ],
)
def test_a_role_behind_a_name_is_its_own(words: str, expected: list[tuple[str, str]]) -> None:
    assert cell(words) == expected


@pytest.mark.parametrize("words", ["无", "暂无", "不涉及", "同上", "-", "—"])
def test_an_empty_cell_names_nobody(words: str) -> None:
    assert cell(words) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("（县农业农村局\\县生态环境分局\\各乡镇）", ["县农业农村局", "县生态环境分局", "各乡镇"]),
        ("（牵头单位：省编办；责任单位：省直有关部门）", ["省编办", "省直有关部门"]),
        ("（责任单位：市财政、自然资源部门）", ["市财政部门", "市自然资源部门"]),
        ("（责任单位：市政局、环卫处、各街道）", ["市政局", "环卫处", "各街道"]),
        ("（责任单位：市政府办、财政局）", ["市政府办", "市财政局"]),
        ("（工信部、公安部、国家林草局）", ["工信部", "公安部", "国家林草局"]),
        ("（市财政局，中央、省驻青各单位）", ["市财政局", "中央、省驻青各单位"]),
        ("（市财政局，驻市各单位，各县（市、区））", ["市财政局", "驻市各单位", "各县（市、区）"]),
        ("（师市发展改革委、师市水利局，各团场）", ["师市发展改革委", "师市水利局", "各团场"]),
        (
            "（财政部牵头，各省、自治区、直辖市人民政府负责）",
            ["财政部", "各省、自治区、直辖市人民政府"],
        ),
        (
            "（责任单位：市国资委，各县（市、区）委、政府（管委会））",
            ["市国资委", "各县（市、区）委、政府（管委会）"],
        ),
        ("（市国资委，各县（市、区）、市财政局）", ["市国资委", "各县（市、区）", "市财政局"]),
        ("（责任单位：市水利局、气象局、农科院）", ["市水利局", "气象局", "市农科院"]),
        ("（安监部、通防部、各矿）", ["安监部", "通防部", "各矿"]),
        (
            "（县林业局，各县（市、区）林长办、各国有林场）",
            ["县林业局", "各县（市、区）林长办", "各国有林场"],
        ),
        ("（镇妇联、各村妇联）", ["镇妇联", "各村妇联"]),
        ("（组织办；各村党支部）", ["组织办", "各村党支部"]),
        ("（发展规划与学科建设处、研究生院）", ["发展规划与学科建设处", "研究生院"]),
        ("（教育部门、各学校的家长）", []),
    ],
)
def test_names_of_a_group(text: str, names: list[str]) -> None:
    groups = find_unit_groups(View.of("落实。" + text))
    assert [unit.name for group in groups for unit in group.units] == names
