"""Units printed in a sentence, classes with 单位, decoration lines, and the office's own prefix."""

from __future__ import annotations

import pytest

from taskboard.parsing.actors import find_actors
from taskboard.parsing.parse import parse
from taskboard.parsing.view import View
from taskboard.reading import read_text
from taskboard.settings import Settings
from taskboard.workflows.parse_file import parse_source


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        pytest.param(
            "由县应急局牵头，县公安局、县水利局配合，每月会商一次。",
            [("县应急局", "lead"), ("县公安局", "cooperate"), ("县水利局", "cooperate")],
            id="safety",
        ),
        pytest.param(
            "改造农村公路，由市交通运输局牵头，10月底前完成。",
            [("市交通运输局", "lead")],
            id="livelihood",
        ),
        pytest.param(
            "由市生态环境局牵头、市农业农村局配合开展排查。", [("市生态环境局", "lead")], id="water"
        ),
        pytest.param("市财政局要牵头制定办法。", [], id="only-acting"),
        pytest.param("由此形成合力，市商务局要加强调度。", [], id="thus"),
        pytest.param("由群众评价服务质量。", [], id="people"),
    ],
)
def test_prose_with_a_lead_states_its_units(sentence: str, stated: list[tuple[str, str]]) -> None:
    found = [(u.name, u.role) for u in find_actors(View.of(sentence)) if u.origin == "stated"]
    assert found[: len(stated)] == stated
    assert bool(found) == bool(stated)


@pytest.mark.parametrize(
    ("bracket", "names"),
    [
        (
            "（县政府办公室牵头，各有关部门、单位配合，长期坚持）",
            ["县政府办公室", "各有关部门、单位"],
        ),
        ("（责任单位：市直各部门、单位）", ["市直各部门、单位"]),
        ("（责任单位：各镇、县教育局）", ["各镇", "县教育局"]),
    ],
)
def test_a_bare_unit_word_belongs_to_the_class_before_it(bracket: str, names: list[str]) -> None:
    text = f"一、加强管理\n（一）健全机制。完善制度。{bracket}\n"
    (task,) = parse(read_text(text), year=2024).tasks
    assert [unit.name for unit in task.units] == names


@pytest.mark.parametrize(("line", "kept"), [("━━━━━━━━━━━━", False), ("★　★　★", False),
                                            ("（9*）", True)])  # fmt: skip
def test_a_line_of_decoration_is_no_title(line: str, kept: bool) -> None:
    text = (
        f"云浦县人民政府文件\n云政发〔2024〕2号\n{line}\n"
        "云浦县人民政府关于印发2024年重点工作的通知\n各乡镇：\n现印发给你们。\n一、抓好春耕\n"
    )
    parsed = parse(read_text(text))
    assert parsed.document.title == "云浦县人民政府关于印发2024年重点工作的通知" or kept
    assert any(parsed.text[c.span.start : c.span.end].strip().startswith(line[0])
               for c in parsed.coverage if (c.kind == "furniture") != kept)  # fmt: skip


@pytest.mark.parametrize(("place", "name"), [("县", "县财政局"), ("", "财政局")])
def test_the_place_of_the_settings_reaches_the_parser(place: str, name: str) -> None:
    source = read_text("一、重点工作\n（一）用好资金。加强监管。（责任单位：财政局）\n")
    parsed = parse_source(source, Settings(place=place), year=2024)
    assert [unit.name for unit in parsed.tasks[0].units] == [name]


def test_more_values_than_nouns_after_apart_do_not_fail() -> None:
    text = "一、重点工作\n（一）指标。甲、分别 二、达到90%以上，不少于10次、20次、30次。\n"
    assert parse(read_text(text), year=2024).tasks


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("12月10日前报送全年总结。", ["2024-12-10"]),
        ("确保完成全年目标任务。", []),
        ("分析全年经济运行情况。", []),
        ("全年持续推进河道清理。", ["2024-12-31"]),
    ],
)
def test_the_whole_year_inside_a_name_is_no_limit(sentence: str, days: list[str]) -> None:
    (task,) = parse(read_text(f"一、重点工作\n（一）事项。{sentence}\n"), year=2024).tasks
    assert [str(d.due_on) for d in task.deadlines if d.kind == "due"] == days
