"""How a circular tells who is late: every case of one, several and many units and items."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from taskboard.office.template import page_environment
from taskboard.reports.laggards import Laggards, alike, laggards, units_of
from taskboard.reports.progress import fitted, said, several
from taskboard.reports.scope import Scope

DUE = pd.Timestamp(dt.date(2025, 6, 30))


def view(rows: list[tuple[int, str, str, int]]) -> Scope:
    """Return a scope with late assignments: number of the item, unit, role, days."""
    numbers = sorted({number for number, *_ in rows})
    items = pd.DataFrame(
        {"standing": "late", "heading": [f"任务{n}" for n in numbers]},
        index=[f"t{n}" for n in numbers],
    )
    assignments = pd.DataFrame(
        [(f"t{n}", n, unit, role, days, "late", DUE) for n, unit, role, days in rows],
        columns=["task", "number", "unit", "role", "days_late", "standing", "due_on"],
    )
    state = SimpleNamespace(units=pd.DataFrame(index=pd.Index([], dtype="str")))
    return cast("Scope", SimpleNamespace(items=items, assignments=assignments, state=state))


def told(found: Laggards) -> str:
    """Return the sentence about what is not shared, by the shipped wording."""
    module = page_environment().get_template("circular.txt")
    text = module.render(**context(found))
    begin = text.index("## （一）事项逾期\n") + len("## （一）事项逾期\n")
    return " ".join(text[begin : text.index("# 四")].split())


def context(found: Laggards) -> dict[str, Any]:
    names = ("done", "total", "aside", "late", "normal", "silent", "repeated", "asked", "reported",
             "near_due", "missed", "unassigned", "unreported")  # fmt: skip
    values = {name: SimpleNamespace(value=0) for name in names}
    values["late"] = SimpleNamespace(value=found.items)
    values["total"] = SimpleNamespace(value=9)
    none = Laggards([], [], [], [], [], 0, True, True)
    numbers = {**dict.fromkeys(names, "0"), "late": str(found.items), "mean_days_late": "5"}
    return {
        "figures": values, "n": numbers, "s": numbers, "sources": [], "office": "办",
        "as_of": dt.date(2025, 8, 1), "elapsed": 66.7, "sections": [],
        "by_source": [], "first": True,
        "round": "", "done": [], "late": found, "missed": none, "near": none,
        "silent_reporters": [], "late_reporters": [], "stale_days": 14,
        "mend_by": dt.date(2025, 8, 8), "contact": "",
    }  # fmt: skip


MANY = [(2, f"单位{n}", "responsible", 9) for n in range(7)]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        pytest.param(
            [(1, "甲局", "lead", 3)], "甲局承办的第1项“任务1”（逾期3天）未按时限办结。", id="one"
        ),
        pytest.param(
            [(1, "甲局", "lead", 3), (1, "乙局", "responsible", 3)],
            "甲局、乙局承办的第1项“任务1”（逾期3天）未按时限办结。",
            id="one-item-two-units",
        ),
        pytest.param(
            [(1, "甲局", "lead", 3), (2, "甲局", "lead", 7)],
            "甲局承办的2项工作未按时限办结，平均逾期5天，"
            "为第1项“任务1”（逾期3天）、第2项“任务2”（逾期7天）。",
            id="one-unit-two-items",
        ),
        pytest.param(
            [(1, "甲局", "lead", 3), (2, "乙局", "lead", 7)],
            "2项工作未按时限办结，平均逾期5天，涉及2个单位。 "
            "具体为：甲局第1项“任务1”（逾期3天）；乙局第2项“任务2”（逾期7天）。",
            id="each-its-own",
        ),
        pytest.param(
            [(1, "甲局", "lead", 3), (2, "乙局", "lead", 7), (1, "乙局", "responsible", 3)],
            "2项工作未按时限办结，平均逾期5天，涉及2个单位。 "
            "分别为第1项“任务1”（逾期3天）、第2项“任务2”（逾期7天）。"
            "按单位分，乙局第1、2项；甲局第1项。",
            id="shared-by-a-few",
        ),
        pytest.param(
            MANY,
            "1项工作未按时限办结，平均逾期5天，涉及7个单位。"
            "其中，第2项“任务2”（逾期9天）涉及单位0等7个单位，名单见附件2。",
            id="many-units-once",
        ),
        pytest.param(
            [*MANY, (1, "甲局", "lead", 3)],
            "2项工作未按时限办结，平均逾期5天，涉及8个单位。"
            "其中，第2项“任务2”（逾期9天）涉及单位0等7个单位，名单见附件2。 "
            "其余1项：甲局第1项“任务1”（逾期3天）。",
            id="many-and-one",
        ),
        pytest.param(
            [*MANY, (1, "甲局", "lead", 3), (1, "乙局", "responsible", 3)],
            "2项工作未按时限办结，平均逾期5天，涉及9个单位。"
            "其中，第2项“任务2”（逾期9天）涉及单位0等7个单位，名单见附件2。 "
            "其余1项为第1项“任务1”（逾期3天），由甲局、乙局承办。",
            id="many-and-one-of-two",
        ),
    ],
)
def test_wording(rows: list[tuple[int, str, str, int]], text: str) -> None:
    assert told(laggards(view(rows), "late")) == text


def test_too_many_items_are_told_by_number_only() -> None:
    found = laggards(view([(n, f"单位{n}", "lead", 1) for n in range(1, 40)]), "late")
    assert not found.quoted
    assert "按单位分，单位1第1项；" in told(found) and "任务" not in told(found)


def test_every_assignment_is_told_once() -> None:
    found = laggards(view([*MANY, (1, "单位0", "lead", 3), (3, "乙局", "lead", 1)]), "late")
    pairs = sum(unit["count"] for unit in found.units)
    assert pairs == sum(i["count"] for i in found.shared) + sum(u["count"] for u in found.rest)
    assert found.items == len(found.shared) + len(found.rest_items) == 3


def test_the_lead_is_named_first_and_helpers_only_where_nobody_else_is() -> None:
    rows = [*MANY, (2, "牵头局", "lead", 9), (1, "帮手", "cooperate", 2), (2, "帮", "cooperate", 2)]
    found = laggards(view(rows), "late")
    assert found.shared[0]["first"] == "牵头局" and found.shared[0]["count"] == 8
    assert units_of(found, 2).startswith("牵头局、单位0、") and "帮" not in units_of(found, 2)
    assert units_of(found, 1) == "帮手" and units_of(found, 5) == ""


def test_nobody_late() -> None:
    found = laggards(view([(1, "甲局", "lead", 3)]), "missed")
    assert (found.units, found.shared, found.rest, found.items) == ([], [], [], 0)


def test_rows_of_one_value_are_grouped() -> None:
    rows = [{"name": "甲", "n": 2}, {"name": "乙", "n": 1}, {"name": "丙", "n": 2}]
    assert alike(rows, lambda row: row["n"]) == [
        {"value": 2, "names": ["甲", "丙"]},
        {"value": 1, "names": ["乙"]},
    ]


def part(unit: str, text: str = "", change: str = "", standing: str = "normal") -> Any:
    return SimpleNamespace(unit=unit, progress=text, change=change, standing=standing)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        pytest.param([part("甲", "已开工")], "已开工", id="one-unit-without-its-name"),
        pytest.param([part("甲"), part("乙")], "甲、乙：未报", id="same-words-once"),
        pytest.param(
            [part("甲"), part("乙", "已开工"), part("丙")],
            "甲、丙：未报\n乙：已开工",
            id="two-words",
        ),
        pytest.param(
            [part(f"局{n}", change="unchanged") for n in range(12)],
            "局0、局1、局2、局3等12个单位：无变化",
            id="many",
        ),
        pytest.param([part("甲", standing="aside")], "", id="aside-owes-nothing"),
    ],
)
def test_units_with_the_same_words_share_a_line(parts: list[Any], text: str) -> None:
    assert said(parts, "progress") == text


def test_names_up_to_four_are_all_named() -> None:
    assert several(list("甲乙丙丁")) == "甲、乙、丙、丁"
    assert several(list("甲乙丙丁戊")) == "甲、乙、丙、丁等5个单位"


@pytest.mark.parametrize("text", ["", "短", "进\n展", "进" * 500])
def test_what_fits_is_left_alone(text: str) -> None:
    assert fitted(text, 42) == text


@pytest.mark.parametrize("text", ["进" * 10_000, "\n".join("行" * 60), "行\n" * 20 + "进" * 500])
def test_what_does_not_fit_a_row_is_cut_and_says_so(text: str) -> None:
    cut = fitted(text, 42)
    assert cut.endswith("\n……余见台账")
    assert sum(max(1, -(-len(line) * 2 // 42)) for line in cut.split("\n")) <= 25


def test_several_documents_are_counted_one_by_one() -> None:
    rows = [{"name": "甲要点", "total": 3, "done": 1, "late": 0}]
    rows += [{"name": "乙要点", "total": 2, "done": 0, "late": 1}]
    values = {**context(laggards(view(MANY), "late")), "by_source": rows}
    text = page_environment().get_template("circular.txt").render(**values)
    assert "分来源看，《甲要点》3项，办结1项；《乙要点》2项，逾期1项。" in text
    values["by_source"] = rows[:1]
    assert "分来源看" not in page_environment().get_template("circular.txt").render(**values)


def test_only_late_units_of_late_items_are_told() -> None:
    """t1 is late by two units, a third is in time; t2 is done by its lead, a helper is behind."""
    found = view(
        [(1, "甲局", "lead", 3), (1, "乙局", "responsible", 9), (2, "丙局", "responsible", 4)]
    )
    found.items["standing"] = ["late", "done"]
    found.assignments.loc[len(found.assignments)] = [
        "t1",
        1,
        "丁局",
        "responsible",
        0,
        "normal",
        DUE,
    ]
    told_of = laggards(found, "late")
    assert [unit["name"] for unit in told_of.units] == ["甲局", "乙局"]
    assert told_of.items == 1
    assert told_of.rest_items[0]["days"] == 9  # the unit that is late the longest


@pytest.mark.parametrize(
    ("count", "shared"), [pytest.param(6, 0, id="six-are-named"), pytest.param(7, 1, id="seven")]
)
def test_an_item_of_more_than_six_units_is_told_once(count: int, shared: int) -> None:
    found = laggards(view(MANY[:count]), "late")
    assert len(found.shared) == shared and len(found.rest) == (0 if shared else count)


@pytest.mark.parametrize(("count", "quoted"), [(15, True), (16, False)])
def test_headings_of_up_to_fifteen_items_are_quoted(count: int, quoted: bool) -> None:
    rows = [(number, "甲局", "lead", 1) for number in range(1, count + 1)]
    assert laggards(view(rows), "late").quoted is quoted


def test_a_missed_report_has_no_days_and_an_open_limit_no_due_day() -> None:
    found = view([(1, "甲局", "responsible", 30)])
    found.items["standing"], found.assignments["standing"] = "missed", "missed"
    found.items["heading"] = "一二三四五六七八九十" * 3
    (line,) = laggards(found, "missed").units[0]["items"]
    assert (line["days"], line["due"]) == (0, dt.date(2025, 6, 30))
    assert line["heading"] == "一二三四五六七八九十" * 2 + "一二三…"  # 24 signs with the mark
    found.assignments["due_on"] = pd.NaT
    assert laggards(found, "missed").units[0]["items"][0]["due"] is None


def test_units_with_the_most_come_first_and_then_by_protocol() -> None:
    found = view(
        [
            (1, "甲局", "lead", 3),
            (2, "乙局", "lead", 3),
            (3, "乙局", "lead", 3),
            (4, "丙局", "lead", 1),
        ]
    )
    found.state.units = pd.DataFrame(index=pd.Index(["丙局", "甲局"], dtype="str"))
    assert [unit["name"] for unit in laggards(found, "late").units] == ["乙局", "丙局", "甲局"]
