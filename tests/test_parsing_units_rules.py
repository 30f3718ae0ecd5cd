"""Rules stated once for a whole document, and how they change the units of its tasks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskboard.model import Span, UnitMention
from taskboard.parsing.parse import parse
from taskboard.parsing.units import apply_rules, find_rules, find_unit_groups
from taskboard.parsing.view import View
from taskboard.reading import read_text


def rules(text: str) -> list[tuple[str, list[str]]]:
    return [(rule.kind, [unit.name for unit in rule.units]) for rule in find_rules(View.of(text))]


@pytest.mark.parametrize(
    "text",
    [
        "（第一责任单位为牵头单位，下同）",
        "各项任务中列第一位的为牵头单位。",
        "责任单位中排名第一的单位为牵头单位，其他为配合单位。",
        "注：排在首位的责任单位为牵头单位。",
        "有多个责任单位的，第一个为牵头单位。",
        "（列首位的为牵头部门，下同）",
        "牵头单位为排在第一位的单位。",
        "各项工作位列第一的部门是主办部门。",
    ],
)
def test_first_listed_leads(text: str) -> None:
    assert [rule for rule in rules(text) if rule[0] != "rest-helps"] == [("first-leads", [])]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("以下各项均需各县区落实，不再列出。", ["各县区"]),
        (
            "（以下任务均由各县（市、区）政府、市属开发区管委会负责落实，不再一一列出）",
            ["各县（市、区）政府", "市属开发区管委会"],
        ),
        ("各县（市、区）均为责任单位，不再单独列出。", ["各县（市、区）"]),
        ("上述任务均需各乡镇人民政府配合，不再逐项标注。", ["各乡镇人民政府"]),
        ("本方案各项任务均由各镇（街道）参与，不再重复列明。", ["各镇（街道）"]),
    ],
)
def test_units_added_to_all(text: str, names: list[str]) -> None:
    assert rules(text) == [("adds", names)]


def test_same_below() -> None:
    assert rules("（责任单位：市政府各部门，下同）") == [("same", ["市政府各部门"])]


@pytest.mark.parametrize(
    "text",
    [
        "坚持安全第一、预防为主。",
        "全面从严治党第一责任人责任。",
        "争取全省排名第一。",
        "履行好“第一解读人”职责。",
        "第一产业增加值为12亿元。",
        "对不再符合条件的企业予以清退。",
        "已办结事项不再列入台账。",
        "（单位：万元，下同）",
        "责任单位：市政府各部门。",
        "第一个百年奋斗目标为牵引。",
    ],
)
def test_no_rule(text: str) -> None:
    assert rules(text) == []


def task(text: str, words: str = "（责任") -> list[tuple[str, str, str]]:
    """Return the units of the task whose group begins at the last ``words``."""
    view = View.of(text)
    groups = find_unit_groups(view)
    units = groups[-1].units if groups else ()
    at = view.text.rfind(words) if words in view.text else len(view.text)
    return [
        (unit.name, unit.role, unit.origin) for unit in apply_rules(units, find_rules(view), at)
    ]


@pytest.mark.parametrize(
    "bracket",
    [
        "（市生态环境局牵头，县（市、区）政府负责落实。以下均需县（市、区）政府落实，不再列出）",
        "〔市生态环境局牵头，各县区政府负责落实。以下各项工作均需各县区政府落实，不再列出。〕",
        "（责任单位：市水利局；以下均需各镇落实，不再列出）",
    ],
)
def test_a_rule_inside_a_bracket_adds_to_what_follows(bracket: str) -> None:
    items = f"1.清淤。做好清淤。{bracket}\n2.绿化。完成。（市林业局负责）"
    plan = f"临湖市2024年治水要点\n一、治水\n{items}"
    first, second = parse(read_text(plan)).tasks
    assert first.units[0].origin == "stated"
    assert "以下" not in "".join(unit.name for unit in first.units)
    assert [unit.name for unit in second.units if unit.origin == "stated"] == ["市林业局"]
    assert [unit.role for unit in second.units if unit.origin == "inherited"] == ["responsible"]


def test_first_listed_becomes_lead() -> None:
    text = "列第一位的为牵头单位。\n抓防汛。（责任单位：市水利局、市应急局）"
    assert task(text) == [
        ("市水利局", "lead", "stated"),
        ("市应急局", "responsible", "stated"),
    ]


def test_printed_lead_stays_the_only_one() -> None:
    text = "列第一位的为牵头单位。\n抓防汛。（责任单位：市水利局；牵头单位：市应急局）"
    assert [role for _, role, _ in task(text)] == ["responsible", "lead"]


def test_added_units_are_inherited_and_come_last() -> None:
    text = "以下各项均需各县区落实，不再列出。\n抓防汛。（责任单位：市水利局）"
    assert task(text) == [
        ("市水利局", "responsible", "stated"),
        ("各县区", "responsible", "inherited"),
    ]


def test_added_units_are_not_doubled() -> None:
    text = "以下各项均需各县区落实，不再列出。\n抓防汛。（责任单位：各县区）"
    assert task(text) == [("各县区", "responsible", "stated")]


def test_rule_holds_only_for_what_follows() -> None:
    view = View.of("抓防汛。（责任单位：市水利局）\n以下各项均需各县区落实，不再列出。")
    (group,) = find_unit_groups(view)
    assert apply_rules(group.units, find_rules(view), group.start) == group.units


def test_same_gives_units_to_a_task_without() -> None:
    view = View.of("抓公开。（责任单位：市政府各部门，下同）\n抓解读。")
    found = apply_rules((), find_rules(view), len(view.text))
    assert [(unit.name, unit.origin) for unit in found] == [("市政府各部门", "inherited")]


def test_same_leaves_named_units_alone() -> None:
    own = (UnitMention("市教育局", "市教育局", "responsible", "stated", False, Span(0, 4)),)
    view = View.of("抓公开。（责任单位：市政府各部门，下同）\n抓解读。")
    assert apply_rules(own, find_rules(view), len(view.text)) == own


WORDS = (
    *(
        "第一位",
        "的为",
        "牵头单位",
        "以下",
        "各项",
        "均需",
        "各县区",
        "落实",
        "，",
        "不再",
        "列出",
        "。",
    ),
    *("（", "）", "责任单位：", "市政府各部门", "下同", "\n", "排名第一", "市教育局", "、"),
)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_any_words_are_taken(text: str) -> None:
    view = View.of(text)
    found = find_rules(view)
    for rule in found:
        assert 0 <= rule.start < rule.end <= len(view.text)
        assert (rule.kind == "first-leads") == (rule.units == ())
    for group in find_unit_groups(view):
        assert len(apply_rules(group.units, found, group.end)) >= len(group.units)


@pytest.mark.parametrize(
    "rule",
    [
        "无牵头单位的，责任单位即为牵头单位。",
        "未明确牵头单位的，由责任单位作为牵头单位。",
        "没有牵头部门的，责任部门视为牵头部门。",
    ],
)
def test_responsible_units_lead_where_no_lead_is_printed(rule: str) -> None:
    assert task(f"{rule}\n抓防汛。（责任单位：市水利局）") == [("市水利局", "lead", "stated")]
    led = task(f"{rule}\n抓防汛。（牵头单位：市应急局；责任单位：市水利局）", "（牵头")
    assert [role for _, role, _ in led] == ["lead", "responsible"]


@pytest.mark.parametrize(
    "text",
    [
        "无牵头单位的，由市政府办公室指定。",
        "责任单位即为承办单位。",
        "没有牵头单位的不得列入。责任单位为市水利局。",
    ],
)
def test_no_rule_that_responsible_units_lead(text: str) -> None:
    assert "all-lead" not in [kind for kind, _ in rules(text)]


@pytest.mark.parametrize(
    "rule",
    [
        "排名第一的为牵头单位，其他为配合单位。",
        "排在首位的为牵头单位，其他单位均为配合单位。",
        "第一责任单位为牵头单位，其余为协办单位。",
    ],
)
def test_the_rest_help_where_the_first_leads(rule: str) -> None:
    found = task(f"{rule}\n抓防汛。（市水利局、市应急局、市财政局）", "（市水")
    assert [role for _, role, _ in found] == ["lead", "cooperate", "cooperate"]


@pytest.mark.parametrize(
    "text",
    [
        "各项任务由第一家单位牵头，其他单位按职责分工负责。",
        "由首位责任单位负责牵头。",
        "第一个单位牵头，后面的单位为责任单位。",
    ],
)
def test_the_first_named_body_leads(text: str) -> None:
    assert rules(text) == [("first-leads", [])]


@pytest.mark.parametrize("text", ["第一批单位牵头完成。", "第一产业由农业单位牵头。"])
def test_first_of_something_else_is_no_rule(text: str) -> None:
    assert rules(text) == []
