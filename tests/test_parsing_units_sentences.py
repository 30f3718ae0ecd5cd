"""Sentences that hand out work, and the items they hand out."""

from __future__ import annotations

import pytest

from taskboard.parsing.parse import parse
from taskboard.parsing.units import find_unit_groups
from taskboard.parsing.view import View
from taskboard.reading import read_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "交办事项由旗政府办公室牵头办理，旗直各部门、各苏木镇人民政府配合。",
            [("旗政府办公室", "lead"), ("旗直各部门", "cooperate"),
             ("各苏木镇人民政府", "cooperate")],
            id="handed-behind-a-subject",
        ),
        pytest.param(
            "此项工作由县住建局牵头，会同县财政局、各乡镇共同完成。",
            [("县住建局", "lead"), ("县财政局", "cooperate"), ("各乡镇", "cooperate")],
            id="together",
        ),
        pytest.param(
            "县应急局、县住建局牵头督导，各乡镇参与。",
            [("县应急局", "lead"), ("县住建局", "lead"), ("各乡镇", "cooperate")],
            id="leads-and-oversees",
        ),
        pytest.param(
            "各乡镇结合实际落实，县财政局负责。",
            [("各乡镇", "responsible"), ("县财政局", "responsible")],
            id="as-things-are",
        ),
        pytest.param(
            "局办公室要每月通报信息，局机关党委负责党员教育，局属各单位落实。",
            [],
            id="no-limit-but-a-duty",
        ),
        pytest.param(
            "6月底前，县住建局牵头，各乡镇配合。",
            [("县住建局", "lead"), ("各乡镇", "cooperate")],
            id="a-limit-first",
        ),
        pytest.param("具体事由市财政局负责。", [], id="no-reason"),
        pytest.param("工作推进缘由市财政局牵头。", [], id="no-ground"),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[tuple[str, str]]) -> None:
    groups = find_unit_groups(View.of(text))
    assert [(unit.name, unit.role) for group in groups for unit in group.units] == expected


@pytest.mark.parametrize(
    ("closing", "counts"),
    [
        ("以上1—3项由县交通运输局牵头，县财政局、各乡镇配合。", [3, 3, 3]),
        ("上述第2、3项由县交通运输局牵头，县财政局配合。", [0, 2, 2]),
        ("由县交通运输局牵头，县财政局配合。", [0, 0, 2]),
    ],
)
def test_a_sentence_names_the_items_it_hands_out(closing: str, counts: list[int]) -> None:
    text = f"清单\n1.改造农村公路80公里。\n2.新建桥梁3座。\n3.新增公交车20辆。\n{closing}\n"
    tasks = parse(read_text(text)).tasks
    found = [
        sum(unit.origin != "inferred" for task in tasks if task.path == path for unit in task.units)
        for path in ("1", "2", "3")
    ]
    assert found == counts
