"""The unit directory: names resolve to one unit or none, classes expand by date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskboard.directory import LAST, UnitDirectory
from taskboard.model import Unit
from taskboard.spelling import membership, tidy

DEPARTMENTS, COUNTIES = "市政府各部门", "各县（市、区）人民政府"
CITY = "青溪市人民政府"
REFORM = dt.date(2024, 6, 1)
UNITS = (
    Unit("市住房和城乡建设局", ("市住建局",), parent=CITY, groups=(DEPARTMENTS,), order=3),
    Unit("市教育局", ("市教体局",), parent=CITY, groups=(DEPARTMENTS,), order=1),
    Unit("市市场监督管理局", ("市市场监管局",), groups=(DEPARTMENTS,), order=4),
    Unit(
        "市大数据局", (), groups=(DEPARTMENTS,), order=5,
        valid_to=dt.date(2024, 5, 31), successor="市数据局",
    ),
    Unit("市数据局", (), groups=(DEPARTMENTS,), order=6, valid_from=REFORM),
    Unit("市扶贫办", (), order=7, valid_to=dt.date(2021, 5, 1), successor="市乡村振兴局"),
    Unit(
        "市乡村振兴局", (), order=8,
        valid_from=dt.date(2021, 5, 2), valid_to=dt.date(2024, 5, 31), successor="市农业农村局",
    ),
    Unit("市农业农村局", (), groups=(f"{DEPARTMENTS}[2021-01-01..2023-06-30]",), order=9),
    Unit("市招商局", (), order=10, valid_to=dt.date(2023, 12, 31)),
    Unit("青东区人民政府", ("青东区",), "县区", groups=(COUNTIES,), order=20),
    Unit("青西县人民政府", ("青西县",), "县区", groups=(COUNTIES,), order=21),
    Unit("市机关事务局", ("市事务局",), order=30),
    Unit("市退役军人事务局", ("市事务局",), order=31),
)  # fmt: skip
BOOK = UnitDirectory(UNITS)
NOW = dt.date(2025, 1, 1)


@pytest.mark.parametrize(
    ("name", "unit", "how"),
    [
        ("市教育局", "市教育局", "exact"),
        (" 市 教育局", "市教育局", "exact"),
        ("市住建局", "市住房和城乡建设局", "alias"),
        ("住建局", "市住房和城乡建设局", "elided"),
        ("教育局", "市教育局", "elided"),
        ("市场监管局", "市市场监督管理局", "elided"),
        ("青溪市教育局", "市教育局", "place"),
        ("青溪市住建局", "市住房和城乡建设局", "place"),
        ("青东区政府", "青东区人民政府", "variant"),
        ("青东区", "青东区人民政府", "alias"),
        ("市大数据局", "市数据局", "successor"),
        ("市扶贫办", "市农业农村局", "successor"),
    ],
)
def test_one_unit(name: str, unit: str, how: str) -> None:
    assert BOOK.resolve(name, NOW)[:2] == (unit, how)


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("市财政局", "unknown"),
        ("云岭市教育局", "unknown"),
        ("市事务局", "ambiguous"),
        ("相关部门", "unknown"),
        ("市招商局", "unknown"),
        ("", "unknown"),
        ("局", "unknown"),
        (COUNTIES, "class"),
    ],
)
def test_no_single_unit(name: str, how: str) -> None:
    resolution = BOOK.resolve(name, NOW)
    assert (resolution.unit, resolution.how) == (None, how)


@pytest.mark.parametrize(
    ("name", "candidate"),
    [
        ("市教肓局", "市教育局"),
        ("市住房城乡建设局", "市住房和城乡建设局"),
        ("市招商局", "市招商局"),
        ("市事务局", "市机关事务局"),
        ("各部门", DEPARTMENTS),
    ],
)
def test_suggestions_are_shown_never_taken(name: str, candidate: str) -> None:
    resolution = BOOK.resolve(name, NOW)
    assert resolution.unit is None
    assert candidate in resolution.candidates


def test_a_far_name_suggests_nothing() -> None:
    assert BOOK.resolve("国网供电公司", NOW).candidates == ()


@pytest.mark.parametrize(
    ("name", "on", "unit"),
    [
        ("市大数据局", dt.date(2024, 5, 31), "市大数据局"),
        ("市大数据局", REFORM, "市数据局"),
        ("市数据局", dt.date(2024, 5, 31), None),
        ("市扶贫办", dt.date(2022, 1, 1), "市乡村振兴局"),
        ("市扶贫办", dt.date(2020, 1, 1), "市扶贫办"),
        ("市大数据局", None, "市大数据局"),
    ],
)
def test_the_day_decides(name: str, on: dt.date | None, unit: str | None) -> None:
    assert BOOK.resolve(name, on).unit == unit


@pytest.mark.parametrize(
    "name",
    [
        COUNTIES,
        "各县[市、区]人民政府",
        "各县(市、区)政府",
        "各县市区政府",
        "各县（市、区）",
        "各县、市、区人民政府",
    ],
)
def test_bracket_variants_of_a_class(name: str) -> None:
    assert BOOK.expand(name, NOW) == ("青东区人民政府", "青西县人民政府")


@pytest.mark.parametrize(
    ("on", "last"),
    [
        (dt.date(2020, 1, 1), "市大数据局"),
        (dt.date(2021, 1, 1), "市农业农村局"),
        (dt.date(2023, 6, 30), "市农业农村局"),
        (dt.date(2023, 7, 1), "市大数据局"),
        (NOW, "市数据局"),
    ],
)
def test_membership_by_date_in_order_of_protocol(on: dt.date, last: str) -> None:
    members = BOOK.expand(DEPARTMENTS, on)
    assert members is not None
    assert members[:2] == ("市教育局", "市住房和城乡建设局")
    assert members[-1] == last


@pytest.mark.parametrize(
    "name", ["相关部门", "市政府有关部门", "各有关单位", "市教育局", "各部门", ""]
)
def test_these_never_expand(name: str) -> None:
    assert BOOK.expand(name, NOW) is None


def test_names_and_order() -> None:
    assert BOOK.names(NOW)[:2] == ("市教育局", "市住房和城乡建设局")
    assert "市大数据局" not in BOOK.names(NOW)
    assert "市大数据局" in BOOK.names()
    assert (
        BOOK.order("市教育局") < BOOK.order("市住房和城乡建设局") < BOOK.order("无此单位") == LAST
    )


def test_an_empty_directory_knows_nothing_and_raises_nothing() -> None:
    empty = UnitDirectory(())
    assert empty.resolve("市教育局", NOW) == (None, "unknown", ())
    assert empty.expand("市政府各部门", NOW) is None
    assert empty.names() == ()


def test_a_ring_of_successors_ends() -> None:
    old = dt.date(2020, 1, 1)
    ring = UnitDirectory(
        (Unit("甲局", valid_to=old, successor="乙局"), Unit("乙局", valid_to=old, successor="甲局"))
    )
    assert ring.resolve("甲局", NOW).unit is None


@pytest.mark.parametrize(
    ("entry", "days"),
    [
        ("市政府各部门", (None, None)),
        ("市政府各部门[2021-01-01..2023-06-30]", (dt.date(2021, 1, 1), dt.date(2023, 6, 30))),
        ("市政府各部门[..2023-06-30]", (None, dt.date(2023, 6, 30))),
        ("市政府各部门[2021-01-01..]", (dt.date(2021, 1, 1), None)),
        ("市政府各部门（2021-01-01起）", (dt.date(2021, 1, 1), None)),
        ("市政府各部门（至2023年6月30日）", (None, dt.date(2023, 6, 30))),
        ("市政府各部门(2021/1/1—2023/6/30)", (dt.date(2021, 1, 1), dt.date(2023, 6, 30))),
    ],
)
def test_membership(entry: str, days: tuple[dt.date | None, dt.date | None]) -> None:
    assert membership(entry) == ("市政府各部门", *days)


@pytest.mark.parametrize(
    "entry", ["市政府各部门[2021-13-01..]", "市政府各部门（2021-01-01）", "市政府各部门（2021）"]
)
def test_membership_with_a_wrong_day(entry: str) -> None:
    with pytest.raises(ValueError):
        membership(entry)


@pytest.mark.parametrize("name", ["各县（市、区）人民政府", "各镇（2024年新设）"])
def test_bracket_of_a_class_that_is_no_membership(name: str) -> None:
    assert membership(name) == (name, None, None)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("各县[市、区] 人民政府", "各县（市、区）人民政府"),
        ("各县(市,区)人民政府", "各县（市、区）人民政府"),
        ("市 教育\n局", "市教育局"),
        ("市教育局", "市教育局"),
    ],
)
def test_tidy(printed: str, name: str) -> None:
    assert tidy(printed) == name


@pytest.mark.parametrize(
    ("units", "codes"),
    [
        ((Unit("甲局", ("甲",)), Unit("乙局", ("甲",))), ["unit-ambiguous"]),
        ((Unit("甲局", successor="丙局", valid_to=NOW),), ["unit-successor-missing"]),
        (
            (Unit("甲局", valid_from=NOW, valid_to=REFORM, successor="乙局"), Unit("乙局")),
            ["unit-dates"],
        ),
        ((Unit("甲局", valid_to=REFORM),), ["unit-without-heir"]),
        (
            (
                Unit("甲局", ("甲",), valid_to=REFORM, successor="乙局"),
                Unit("乙局", ("甲",), valid_from=NOW),
            ),
            [],
        ),
        ((Unit("甲局"), Unit("乙局")), []),
        ((Unit("甲局", successor="乙局"), Unit("乙局")), ["unit-successor-early"]),
        ((Unit("甲局", successor="甲局", valid_to=NOW),), ["unit-successor-circle"]),
        (
            (
                Unit("甲局", successor="乙局", valid_to=REFORM),
                Unit("乙局", successor="甲局", valid_to=NOW),
            ),
            ["unit-successor-circle"] * 2,
        ),
        ((Unit("甲局", kind="海军"),), ["unit-kind"]),
        ((Unit("甲局", kind="科室"),), []),
    ],
)
def test_check(units: tuple[Unit, ...], codes: list[str]) -> None:
    assert [finding.code for finding in UnitDirectory(units).check()] == codes


@given(st.text(max_size=20), st.dates())
def test_any_name_is_answered(name: str, on: dt.date) -> None:
    unit = BOOK.resolve(name, on).unit
    assert unit is None or unit in BOOK.names(on)


def test_two_common_characters_are_no_likeness() -> None:
    office = Unit("市政府办公室", short_names=("市府办",))
    assert UnitDirectory([office]).resolve("市口岸办", NOW).candidates == ()
