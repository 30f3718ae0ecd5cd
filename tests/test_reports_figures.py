from __future__ import annotations

import pandas as pd
import pytest

from taskboard.reports.figures import (
    Figure,
    count,
    cross_table,
    parts_add_up,
    percent,
    ranks,
    section_table,
)
from taskboard.reports.rates import standings


def test_exclusions_leave_the_denominator() -> None:
    assert round(percent(405, 433 - 11) or 0, 2) == 95.97
    assert percent(0, 0) is None


@pytest.mark.parametrize(
    ("values", "places"),
    [
        pytest.param([90, 100, 90, 80], [2, 1, 2, 4], id="ties-share-a-place"),
        pytest.param([1, 2, 3], [3, 2, 1], id="no-ties"),
        pytest.param([], [], id="nobody"),
    ],
)
def test_ranks(values: list[float], places: list[int]) -> None:
    assert ranks(values) == places


def figure(name: str, *keys: str) -> Figure:
    return Figure(name, name, len(keys), "items", "", "", keys)


def test_parts_that_miss_or_double_a_row_are_a_finding() -> None:
    total = figure("总数", "a", "b", "c")
    assert parts_add_up(total, [figure("甲", "a", "b"), figure("乙", "c")]) == ()
    (missing,) = parts_add_up(total, [figure("甲", "a"), figure("乙", "c")])
    assert missing.code == "parts-do-not-add-up"
    assert missing.message == "甲、乙合计 2，与总数 3 不符：缺 b。"
    (doubled,) = parts_add_up(total, [figure("甲", "a", "b"), figure("乙", "b", "c")])
    assert doubled.message == "甲、乙合计 4，与总数 3 不符：多 b。"
    (both,) = parts_add_up(total, [figure("甲", "a", "b"), figure("乙", "b", "x")])
    assert both.message == "甲、乙合计 4，与总数 3 不符：缺 c；多 b、x。"


def test_a_snapshot_keeps_the_share_with_two_digits_and_what_it_is_of() -> None:
    frame = items(done=2, late=1)
    total = count(frame, "total", "纳入统计", "", "全部")
    kept = count(frame, "done", "已办结", "standing == 'done'", "已办结", total).to_dict()
    assert (kept["value"], kept["denominator"], kept["of"]) == (2, 3, "total")
    assert kept["share"] == 66.67
    assert (total.to_dict()["share"], total.to_dict()["of"]) == (None, "")


def items(**counts: int) -> pd.DataFrame:
    rows = [state for state, n in counts.items() for _ in range(n)]
    frame = pd.DataFrame({"standing": pd.Series(rows, dtype="str")})
    frame.index = pd.Index([f"t{n}" for n in range(len(rows))], dtype="str")
    return frame


def test_standings_of_the_golden_year() -> None:
    found = standings(items(done=405, normal=17, aside=11))
    assert (found["all"].value, found["aside"].value, found["total"].value) == (433, 11, 422)
    assert round(found["done"].share or 0, 2) == 95.97
    assert found.findings == ()


def test_a_standing_nobody_knows_is_found_and_not_lost() -> None:
    found = standings(items(done=1, odd=1))
    assert [finding.code for finding in found.findings] == ["parts-do-not-add-up"]
    assert "t1" in found.findings[0].message


def test_a_figure_is_recomputed_from_its_query() -> None:
    frame = items(done=2, late=3, aside=1)
    found = standings(frame)
    for one in found.values():
        again = frame.query(one.where, engine="python") if one.where else frame
        assert tuple(again.index) == one.keys and one.value == len(again)


def test_count_of_an_empty_frame_is_nothing() -> None:
    total = count(items(), "total", "", "standing != 'aside'", "")
    assert (total.value, total.keys) == (0, ())
    assert count(items(), "done", "", "standing == 'done'", "", total).share is None


def test_cross_table_keeps_the_order_of_appearance() -> None:
    frame = items(done=2, late=1, aside=1).assign(section=["二", "一", "二", "二"])
    rows = cross_table(frame, "section", ["done", "late"])
    assert rows == [
        {"name": "二", "total": 2, "done": 1, "late": 1},
        {"name": "一", "total": 1, "done": 1, "late": 0},
    ]


@pytest.mark.parametrize(
    ("path", "heading", "name"),
    [
        ("1", "优化服务", "优化服务"),
        ("3", "", "第三部分"),
        ("closing", "", "结尾要求"),
        ("", "", "其他"),
    ],
)
def test_every_part_of_a_document_has_a_name(path: str, heading: str, name: str) -> None:
    items = pd.DataFrame({"section": [path], "section_heading": [heading], "standing": ["late"]})
    assert section_table(items, ("done", "late")) == [
        {"name": name, "total": 1, "done": 0, "late": 1}
    ]
