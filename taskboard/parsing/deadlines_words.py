"""Read time limits that are words: festivals, bare days, 年度, and duties without end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from taskboard.parsing.deadlines_tables import TimeTables
from taskboard.parsing.numerals import read_count

_BARE_DAY = "([0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号](?:下班|[0-9]{1,2}时)?(?:之|以)?前"
_OF_YEAR = (
    "年度内?(?:要|应|须)?(?:至少|不少于|组织|开展|召开|听取|进行)[^，。；]{0,12}[0-9一两二三四]次"
)
_NO_END = "^(?:长期|常年|常态化|持续|随时|日常|经常性)(?:坚持|推进|开展|实施|进行|工作|任务)?。?$"
_LABELLED = "(?:时限|时间|期限)(?:要求|安排)?：(长期|常年|持续|随时)(?=[，。；）〕】\n]|$)"
_CLAUSE = "，。；：\n"
_PLAN_END = (
    "(?P<at>[到至在]|力争|确保|计划|(?<![^，。；：（\n]))“?十(?P<n>[二三四五六])五”?(?:规划|时期)?"
    "(?:期末|末期?)(?!的|相比|水平)"
)


class Word(NamedTuple):
    """A word of time and its place; ``due`` is None when it has no day of its own."""

    start: int
    end: int
    due: dt.date | None = None


@cache
def _festival_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(
        f"({listed})”?(?:假期|节日?|黄金周|小长假|到来|来临)?(?:之|以)?前(?![三两期后])"
    )


def festivals(text: str, year: int, tables: TimeTables) -> Iterator[Word]:
    """Yield limits such as 国庆节前; a festival that moves has no day."""
    if "前" not in text:
        return
    pattern = _festival_pattern((*tables.festivals, *tables.movable))
    for found in pattern.finditer(text):
        day = tables.festivals.get(found[1])
        start = found.start() - text.endswith("“", 0, found.start())
        if text.endswith(("每年", "第", "十", "二", "日"), 0, start):
            continue
        if text.endswith("月" if day else "底", 0, start):
            continue
        yield Word(start, found.end(), dt.date(year, *day) if day else None)


def plan_ends(text: str, year: int) -> Iterator[Word]:
    """Yield the ends of five-year plans, 到“十四五”末, that are not over before ``year``."""
    if "末" not in text or "五" not in text:
        return
    for found in re.compile(_PLAN_END).finditer(text):
        last = 2005 + 5 * (read_count(found["n"]) or 0)
        if last >= year or year > 2090:  # the years that stand for an unknown one
            yield Word(*found.span(), dt.date(last, 12, 31))


def named_days(text: str, printed: str, year: int, tables: TimeTables) -> Iterator[Word]:
    """Yield festivals in ``text`` and ends of plans in ``printed``, its quotes not hidden."""
    yield from festivals(text, year, tables)
    yield from plan_ends(printed, year)


def yearly_festival(text: str, at: int, tables: TimeTables) -> tuple[int, int, int] | None:
    """Return month, day and end of a festival with 前 at ``at``: “七一”前 after 每年."""
    start = at + (text[at : at + 1] == "“")
    if not text.startswith(tuple(tables.festivals), start):
        return None
    names = sorted(tables.festivals, key=len, reverse=True)
    name = next(one for one in names if text.startswith(one, start))
    found = re.compile("”?节?日?(?:之|以)?前").match(text, start + len(name))
    return (*tables.festivals[name], found.end()) if found else None


def bare_day(text: str, pos: int) -> tuple[int, int] | None:
    """Return day and end of ``25日前`` at ``pos`` where no month is printed."""
    found = re.compile(_BARE_DAY).match(text, pos)
    day = read_count(found[1]) if found else None
    return (day, found.end()) if found and day and 1 <= day <= 31 else None


def of_year(text: str, pos: int) -> int | None:
    """Return the end of 年度 where it means every year: 年度至少开展一次."""
    if pos and text[pos - 1] in "0123456789每本上该跨全按一财各":
        return None
    return pos + 2 if re.compile(_OF_YEAR).match(text, pos) else None


def ongoing(text: str, taken: list[tuple[int, int]], tables: TimeTables) -> Iterator[Word]:
    """Yield 及时, 动态, 常态化 … before an action, one for each sentence without another limit.

    Args:
        text: Text of the view.
        taken: Places of the limits found already, in order.
        tables: Words and the characters they must stand before.
    """
    pattern = re.compile("|".join(tables.ongoing))
    last, at = -1, 0
    for found in pattern.finditer(text):
        start, end = found.span()
        if start < last or text[end : end + 1] not in tables.ongoing[found[0]].split():
            continue
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        begin = max(text.rfind(mark, max(0, start - 80), start) for mark in _CLAUSE) + 1
        near = taken[max(0, at - 1) : at + 1]
        if any(one[1] > begin and one[0] < end + 20 for one in near):
            continue
        stop = re.compile("[。；\n]").search(text, end)
        last = stop.start() if stop else len(text)
        yield Word(start, end)


def ongoing_cells(text: str) -> Iterator[Word]:
    """Yield the lines of a cell that say nothing but 长期, 常年, 常态化."""
    for found in re.compile(_NO_END, re.MULTILINE).finditer(text):
        yield Word(*found.span())


def ongoing_labels(text: str) -> Iterator[Word]:
    """Yield 长期 and the like where they are all that a label of time limits says."""
    for found in re.compile(_LABELLED).finditer(text) if "期" in text or "时" in text else ():
        yield Word(*found.span(1))
