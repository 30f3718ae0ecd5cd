"""Find where the subject of a clause begins: after a mark, a number, 由 or 请."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from taskboard.parsing.markers import marker

REACH = 70
TRIES = 5
# a subject begins after one of these; 、 and 前 only behind what makes them open one
_OPENING = re.compile(
    r"[\n。；，：！？）.”由、请同合前内]"
    r"(?:(?<![、请同合前内])|(?<=[日底末旬月年]前)|(?<=[年月日]内)|(?<=[一二三四五六七八九十0-9]、)|(?<=[，。；、\n]请)|(?<=会同)|(?<=联合))"
    r"(?=[^\n。；，：！？）.”、“（《\d])"
)
_NO_SUBJECT = frozenset("\n。；，：！？）.”、“（《0123456789")
_STOP = re.compile("[\n。；，！？“《：]")
_SAYS = re.compile("[要将把]|负责|牵头|会同|配合|协[助调]|督促|指导")


def subjects(text: str) -> list[int]:
    """Return every place where a subject may begin."""
    starts = [_after_number(text, 0)] if text and text[0] not in _NO_SUBJECT else []
    for opening in _OPENING.finditer(text):
        at = opening.end()
        numbered = text[at - 1] == "\n" and (text[at] == "第" or "①" <= text[at] <= "㈩")
        starts.append(_after_number(text, at) if numbered else at)
    return starts


def _after_number(text: str, at: int) -> int:
    """Return where the words of a line begin: behind 第八条 or ①."""
    number = marker(text, at)
    return number.end if number else at


def subject_of(
    text: str, starts: list[int], end: int, named: Callable[[int, int], bool]
) -> int | None:
    """Return the first place in the clause from where nothing but names leads to ``end``."""
    found: int | None = None
    index = bisect_right(starts, end - 2)
    for start in reversed(starts[max(0, index - TRIES) : index]):
        if start < end - REACH or _STOP.search(text, start, end):
            break
        if text.count("（", start, end) == text.count("）", start, end) and named(start, end):
            found = start
    return found


def listed_before(
    text: str,
    starts: list[int],
    start: int,
    named: Callable[[int, int], bool],
    ends: Callable[[int], bool],
    acted: int,
) -> int:
    """Return where a subject begins that commas part: 各镇、街道办事处，各部门、单位要….

    A name that a verb of its own follows (由市教育局牵头，) is another subject. ``ends`` says
    whether a place is the end of a name, ``acted`` where the last verb of a subject stood.
    """
    while start and text[start - 1] == "，" and ends(start - 1):
        stop, found = start - 1, start
        index = bisect_left(starts, start)
        for begin in reversed(starts[max(0, index - TRIES) : index]):
            if begin < max(acted, stop - REACH) or _STOP.search(text, begin, stop):
                break
            if named(begin, stop) and not _SAYS.search(text, begin, stop):
                found = begin
        if found == start:
            break
        start = found
    return start
