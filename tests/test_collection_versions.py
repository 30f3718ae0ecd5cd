"""Copies of one form that contradict each other: each is named with when it was saved."""

from __future__ import annotations

import pytest

from taskboard.collection.verdict import RowVerdict, Verdict
from taskboard.collection.versions import newest_round_wins, settle


def copy(file: str, percent: int, modified: str) -> Verdict:
    row = RowVerdict("2023-01-1.1-1@市教育局", "taken", filled={"percent": percent})
    return Verdict(
        file, "0" * 64, "2023-W31-01-1", "2023-W31", "市教育局", "accepted", rows=(row,),
        modified=modified,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("modified", "words"),
    [
        pytest.param("2023-08-03T16:46:06Z", "2023-08-04 00:46 保存", id="greenwich"),
        pytest.param("2023-08-04T09:30:00+08:00", "2023-08-04 09:30 保存", id="with-its-zone"),
        pytest.param("2023-08-04T09:30:00", "2023-08-04 09:30 保存", id="without-a-zone"),
        pytest.param("", "保存时间不详", id="unsaid"),
        pytest.param("昨天", "保存时间不详", id="no-time"),
    ],
)
def test_a_copy_is_named_with_when_it_was_saved(modified: str, words: str) -> None:
    one, other = settle([copy("甲.xlsx", 40, modified), copy("乙.xlsx", 50, "")])
    assert (one.outcome, other.outcome) == ("conflict", "conflict")
    assert f"甲.xlsx（{words}）、乙.xlsx（保存时间不详）" in one.reason == other.reason


def test_copies_that_say_the_same_are_no_contradiction() -> None:
    one, other = settle([copy("甲.xlsx", 40, ""), copy("乙.xlsx", 40, "")])
    assert (one.outcome, other.outcome) == ("accepted", "superseded")
    assert other.reason == "内容与 甲.xlsx 相同"


def test_a_row_of_an_older_round_is_held_back_with_its_place() -> None:
    def form(number: str, *keys: str) -> Verdict:
        rows = tuple(RowVerdict(key, "taken", update={}, place=f"“进展填报”表 第 {at} 行")
                     for at, key in enumerate(keys, 5))  # fmt: skip
        return Verdict(f"{number}.xlsx", "0" * 64, number, number, "甲局", "accepted", rows=rows)

    old, new = form("2023-W30-01-1", "a", "b"), form("2023-W31-01-1", "b", "c")
    issued = {"2023-W30-01-1": 10, "2023-W31-01-1": 20}
    first, second = newest_round_wins([old, new], issued)
    assert [row.state for row in first.rows] == ["taken", "conflict"]
    assert second == new
    (refusal,) = first.refusals
    assert refusal.place == "“进展填报”表 第 6 行 本期情况" and refusal.file == old.file
    assert refusal.reason == "同批还有较新的 2023-W31-01-1 表，本行较旧，未采用"
    (whole, _) = newest_round_wins([form("2023-W30-01-1", "b"), new], issued)
    assert (whole.outcome, whole.refusals) == ("conflict", ())
