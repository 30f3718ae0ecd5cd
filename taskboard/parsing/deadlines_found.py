"""A time limit as it is found, and two readings of one text compared.

Of the first reading only a number for each limit is kept: a document of many megabytes has one
list of its limits, never two.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from taskboard.model import Finding
from taskboard.parsing.view import View


class Found(NamedTuple):
    """A deadline with its place in the view."""

    start: int
    end: int
    deadline: dict[str, Any]


def numbers(found: Iterable[Found]) -> array[int]:
    """Return a number for each limit, in order of size; equal limits have equal numbers."""
    return array("q", sorted(map(_number, found)))


def parted(found: list[Found], other: array[int]) -> tuple[list[Found], list[Found]]:
    """Return the limits that another reading has too, by its `numbers`, and those it has not."""
    apart = [one for one in found if not _holds(other, _number(one))]
    if not apart:
        return found, []
    return [one for one in found if _holds(other, _number(one))], apart


def undated_findings(view: View, undated: list[Found]) -> Iterator[Finding]:
    """Yield a finding for each limit that hangs on a year nobody printed; ``undated`` is emptied.

    The same words share one message.
    """
    undated.sort(key=lambda one: one[:2], reverse=True)
    told: dict[str, str] = {}
    while undated:
        one = undated.pop()
        printed = "".join(view.printed(one.start, one.end).split())
        words = told.get(printed)
        if words is None:
            words = f"“{printed}”没有写年份，文件中也找不到年份，请写明日期，或指定年份后重读。"
            told[printed] = words
        place = view.span(one.start, one.end)
        yield Finding("deadline-ambiguous", "warning", words, place)


def _number(one: Found) -> int:
    return hash((one.start, one.end, *one.deadline.values()))


def _holds(known: array[int], number: int) -> bool:
    at = bisect_left(known, number)
    return at < len(known) and known[at] == number
