"""A table of contents above a plan is no second outline."""

from __future__ import annotations

import pytest

from taskboard.model import Parsed
from taskboard.parsing.parse import parse
from taskboard.reading import read_text

TITLE = "溪口市护林规划（2024—2026年）\n"
LIST = "目 录\n一、总体思路\n二、加强巡护{0}\n（一）查清火源{0}\n（二）管住用火{0}\n"
PLAN = (
    "为加强护林，制定本规划。\n一、总体思路\n坚持预防为主。\n二、加强巡护\n"
    "（一）查清火源。每年查一次。（市林业局负责）\n（二）管住用火。6月底前立牌。（市应急局负责）\n"
)
PATHS = ["1", "2", "2.1", "2.2"]


def read(text: str) -> Parsed:
    return parse(read_text(text))


@pytest.mark.parametrize("dots", ["", "……3", " 12"])
@pytest.mark.parametrize("head", [TITLE + LIST, LIST + TITLE], ids=["below-title", "above-title"])
def test_contents_are_read_once(head: str, dots: str) -> None:
    found = read(head.format(dots) + PLAN)
    assert [one.path for one in found.outline] == PATHS
    assert [task.path for task in found.tasks] == ["2.1", "2.2"]
    assert found.document.subject == TITLE.strip()
    assert {one.why for one in found.coverage if one.kind == "letterhead"} >= {"contents"}


@pytest.mark.parametrize(
    ("between", "paths"),
    [
        pytest.param("", PATHS, id="the-first-heading-follows"),
        pytest.param("一、总体思路……1\n", PATHS, id="a-page-behind-it"),
        pytest.param("三、附则\n", ["3", "4", "5", "5.1", "5.2"], id="a-heading-of-its-own"),
    ],
)
def test_contents_end_where_the_first_heading_comes_again(between: str, paths: list[str]) -> None:
    plan = PLAN.split("\n", 1)[1]
    assert [one.path for one in read(TITLE + LIST.format("") + between + plan).outline] == paths


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TITLE + "目录\n" + PLAN[12:], id="the-plan-itself-follows"),
        pytest.param(TITLE + LIST.format("").replace("目 录\n", ""), id="no-such-word"),
    ],
)
def test_headings_that_do_not_come_again_are_the_outline(text: str) -> None:
    assert [one.path for one in read(text).outline] == PATHS
