"""What a workbook says of itself, packed into a few cells and taken out again."""

from __future__ import annotations

import orjson
import pytest

from taskboard.review.prints import Prints, packed, print_of, prints_of, unpacked

ROWS = {"任务": [{"key": f"2025-01-1.{n}-1", "text": "做好工作。" * 9} for n in range(700)]}
HEADS = {row["key"]: ["confirmed", at] for at, row in enumerate(ROWS["任务"])}


def test_prints_come_back_whole_and_fit_their_cells() -> None:
    prints = prints_of(ROWS, HEADS)
    cells = packed(prints)
    assert len(cells) > 2 and max(map(len, cells)) < 32_767
    assert unpacked(cells) == prints and prints.heads == HEADS
    assert len(set(prints.tasks.values())) == 700


@pytest.mark.parametrize("spoilt", [[], [""], ["{}"], ["{}", "0"]])
def test_damaged_cells_say_nothing(spoilt: list[str]) -> None:
    assert unpacked(spoilt) == Prints()


def test_what_a_newer_program_says_more_is_passed_over() -> None:
    text = orjson.dumps({"sheets": {"任务": "0"}, "colours": {}}).decode()
    assert unpacked([text, print_of([text])]) == Prints({"任务": "0"})


@pytest.mark.parametrize(
    ("sent", "found", "same"),
    [
        ({"note": None}, {"note": ""}, True), ({"note": "甲\r\n乙"}, {"note": "甲\n乙"}, True),
        ({"note": 3}, {"note": 3.0}, True), ({"note": " "}, {"note": ""}, False),
        ({"note": "甲"}, {"lead": "甲"}, False),
    ],
)  # fmt: skip
def test_a_row_is_known_as_a_reader_finds_it(
    sent: dict[str, object], found: dict[str, object], same: bool
) -> None:
    one, other = (
        prints_of({"任务": [{"key": "k", **row}]}, {}).tasks["k"] for row in (sent, found)
    )
    assert (one == other) is same
