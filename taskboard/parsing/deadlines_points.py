"""Read printed days, months, quarters and year ends, singly, as lists and as windows.

``6月底`` and ``7月3日至7月15日`` become points with a first and a last day; whether they are a
time limit is decided from their neighbours in `taskboard.parsing.deadlines`.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import Literal, NamedTuple

from taskboard.parsing.deadlines_text import DAY_DOT
from taskboard.parsing.numerals import read_count
from taskboard.periods import half_year, month_end, quarter

Grain = Literal[
    "day", "part", "end", "month", "quarter", "half", "year-end", "year", "whole", "start"
]
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_POINT = re.compile(
    "(?:(?:(?P<y>20[0-9][0-9]|[0-9][0-9]|二[〇零].{2})年|(?P<w>[今本当次明翌来去前]年|上一?年))度?的?)?"
    f"(?:(?:(?P<m0>{_MONTH})月?份?[—~至到])?(?P<m>{_MONTH})月份?"
    f"(?:(?P<p>上中?旬|中下?旬|下旬|月?底|末|初|中(?![国央小华]))"
    f"|(?:(?P<d0>{_DAY})[日号]?[—~至到])?(?P<d>{_DAY})[日号])?"
    "|第?(?P<q>[一二三四1-4])季度?(?P<qe>[末底])?"
    "|(?P<h>[上下])半年(?P<he>[末底])?"
    "|年?(?P<e>[底末终内初中])|(?P<all>[全岁])[年末])?"
)
_DOTTED = re.compile(
    "(20[0-9][0-9])[./—-](1[0-2]|0?[1-9])(?![0-9])(?:[./—-](3[01]|[12][0-9]|0?[1-9])(?![0-9]))?"
)
_DAY_TOLD = re.compile(f"([0-9]{{1,2}}){DAY_DOT}([0-9]{{1,2}})")
_DASH = re.compile("[—~]{1,2}|[至到]")
_SENTENCE = ("[。\n]", "[。；\n]")
_DAY_ONLY = f"({_DAY})[日号]"
_DAY_OF = f"的({_DAY})[日号](?=之?前)"
_JOIN = re.compile("[、和及与或，]")
_ONCE = re.compile(f"({_MONTH})(?=月|季)")
_LISTED = re.compile(f"(?<![0-9.])(?P<th>第?)(?P<all>(?:{_MONTH}[、和及]){{1,11}})$")
_UPPER = re.compile("上[、和与及]$")
_PARTS = {"上旬": 10, "上中旬": 20, "中旬": 20, "初": 10, "中": 15}
_PAST = ("去年", "前年", "上年", "上一年")
_NEXT = ("次年", "明年", "翌年", "来年")


class Point(NamedTuple):
    """One printed point of the calendar, with the first and last day it may mean.

    Attributes:
        printed_year: The year it prints, None when it is the document's.
        past: True when it says 去年, 上年 and the like.
    """

    start: int
    end: int
    first: dt.date
    last: dt.date
    grain: Grain
    printed_year: int | None = None
    approx: bool = False
    past: bool = False
    window: bool = False


def read_point(text: str, pos: int, year: int) -> Point | None:
    """Return the point printed at ``pos``, or None; ``year`` stands where none is printed."""
    if dotted := _DOTTED.match(text, pos):
        return _dotted(dotted)
    if told := _DAY_TOLD.match(text, pos):
        return _day_told(told, year)
    found = _POINT.match(text, pos)
    if not found or found.end() == pos:
        return None
    printed, past = _printed_year(found, year)
    own = year if printed is None else printed
    try:
        days = _days(found, own)
    except ValueError:  # 2月30日
        return None
    if days is None:
        return None
    first, last, grain = days
    window = bool(found["m0"] or found["d0"])
    approx = found["e"] in ("初", "中") or found["p"] in ("初", "中")
    return Point(pos, found.end(), first, last, grain, printed, approx, past, window)


def _printed_year(found: re.Match[str], year: int) -> tuple[int | None, bool]:
    """Return the year printed and whether it names the past in words."""
    if found["w"]:
        if found["w"] in _PAST:
            return year - 1, True
        return (year + 1 if found["w"] in _NEXT else year), False
    if not found["y"]:
        return None, False
    own = read_count(found["y"])
    if own is None:
        return None, True
    if own < 100:
        own += 2000
    return own, False


def _days(found: re.Match[str], year: int) -> tuple[dt.date, dt.date, Grain] | None:
    """Return first day, last day and grain of a match."""
    if found["m"]:
        return _month_days(found, year)
    if found["q"]:
        number = read_count(found["q"]) or 1
        first, last = quarter(year, number)
        return first, last, "end" if found["qe"] else "quarter"
    if found["h"]:
        first, last = half_year(year, 1 if found["h"] == "上" else 2)
        return first, last, "end" if found["he"] else "half"
    start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if found["all"]:
        if found[0][-2:] not in ("全年", "岁末"):
            return None
        return start, end, "whole" if found["all"] == "全" else "year-end"
    if not found["e"]:
        return start, end, "year"
    if found[0][0] in "底末终内初中":
        return None
    if found["e"] == "初":
        return start, dt.date(year, 1, 31), "start"
    if found["e"] == "中":
        return start, dt.date(year, 6, 30), "start"
    return start, end, "year-end"


def _month_days(found: re.Match[str], year: int) -> tuple[dt.date, dt.date, Grain]:
    """Return the days of a match that names a month."""
    number = read_count(found["m"]) or 0
    begins = read_count(found["m0"]) if found["m0"] else number
    first = dt.date(year - 1 if (begins or 0) > number else year, begins or number, 1)
    if found["d"]:
        last = dt.date(year, number, read_count(found["d"]) or 0)
        if found["d0"]:
            return dt.date(year, number, read_count(found["d0"]) or 0), last, "day"
        return first if found["m0"] else last, last, "day"
    part = found["p"]
    if not part:
        return first, month_end(year, number), "month"
    if part in _PARTS:
        return first, dt.date(year, number, _PARTS[part]), "part"
    return first, month_end(year, number), "part" if part.endswith("旬") else "end"


def _dotted(found: re.Match[str]) -> Point | None:
    """Return the point of ``2023.6.30`` or ``2023.6``."""
    year, number = int(found[1]), int(found[2])
    try:
        last = dt.date(year, number, int(found[3])) if found[3] else month_end(year, number)
    except ValueError:
        return None
    first = last if found[3] else last.replace(day=1)
    grain: Grain = "day" if found[3] else "month"
    return Point(found.start(), found.end(), first, last, grain, year)


def _day_told(found: re.Match[str], year: int) -> Point | None:
    """Return the point of ``12.31`` in a cell of days."""
    try:
        last = dt.date(year, int(found[1]), int(found[2]))
    except ValueError:
        return None
    return Point(found.start(), found.end(), last, last, "day")


def read_points(text: str, pos: int, year: int) -> list[Point]:
    """Return the points of the list or window at ``pos``; a window is one point.

    In ``3月、6月底`` both end with their month; a year printed first holds for the whole list.
    """
    first = read_point(text, pos, year)
    if first is None:
        return []
    points = [first]
    if first.grain == "year" and (dash := _DASH.match(text, first.end)):
        through = read_point(text, dash.end(), year)  # 2025年—2027年
        if through and through.grain == "year" and through.last > first.last:
            return [_window(first, through)]
    while points[-1].grain not in ("year", "whole") and len(points) < 12:
        last = points[-1]
        dash = _DASH.match(text, last.end)
        nxt = _after(text, dash.end(), last, year) if dash else None
        if nxt:
            points[-1] = _window(last, nxt)
            continue
        joined = _JOIN.match(text, last.end)
        at = joined.end() if joined and text[last.end] != "，" else 0
        at += at > 0 and text.startswith("前三季", at)  # 一季度、上半年、前三季度
        nxt = _after(text, at, last, year) if at else None
        if not nxt or nxt.grain in ("year", "whole", "start") or nxt.past != last.past:
            break
        points.append(nxt)
    if points[-1].grain == "month" and (of := re.compile(_DAY_OF).match(text, points[-1].end)):
        return _on_day(points, read_count(of[1]) or 0, of.end())
    if points[-1].grain == "end":
        points = [p._replace(grain="end") if p.grain == "month" else p for p in points]
    return points


def _on_day(points: list[Point], day: int, end: int) -> list[Point]:
    """Return months that share a day, 4月和10月的10日前, as days; a month without it none."""
    made = []
    for point in points:
        if point.grain != "month" or not 0 < day <= point.last.day:
            return []
        last = point.last.replace(day=day)
        made.append(point._replace(first=last, last=last, grain="day"))
    made[-1] = made[-1]._replace(end=end)
    return made


def elided(text: str, point: Point, year: int, *, cell: bool) -> list[Point]:
    """Return the points of a list that prints its month, quarter or half once: 3、6、9月底.

    ``1、6月底`` may be an item's number before a day: two numbers are a list after 第, or in a
    cell of one line that begins with another number or counts quarters.
    """
    upper = _UPPER.search(text, max(0, point.start - 2), point.start)
    if upper and point.grain == "half":
        same = read_point("上半年", 0, year)  # 上、下半年各一次
        return [same._replace(start=upper.start(), end=point.end)] if same else []
    own = _ONCE.match(text, point.start + text.startswith("第", point.start))
    before = _LISTED.search(text, max(0, point.start - 40), point.start)
    if own is None or before is None or point.window or point.printed_year:
        return []
    printed = list(re.finditer(_MONTH, before["all"]))
    numbers = [read_count(one[0]) or 0 for one in (*printed, own)]
    if any(one >= other for one, other in pairwise(numbers)):
        return []
    lone = cell and "\n" not in text and (numbers[0] > 1 or text[own.end()] == "季")
    if not (len(numbers) > 2 or before["th"] or lone):
        return []
    made: list[Point] = []
    for one in printed:
        same = read_point(f"{one[0]}{text[own.end() : point.end]}", 0, year)
        if same is None:
            return []
        start = before.start("all") + one.start() if made else before.start()
        made.append(same._replace(start=start, end=point.end))
    return made


def carried(
    text: str, points: list[Point], before: Point, year: int, *, known: bool
) -> list[Point]:
    """Return ``points`` in the year printed at ``before`` in the same sentence, where it holds.

    A year not after the document's holds for its own words only; where the document has no
    year that is known, the one printed before is the only one there is.
    """
    printed, pos = before.printed_year or year, points[0].start
    if (known and printed <= year) or re.search(_SENTENCE[known], text[before.end : pos]):
        return points
    later = read_points(text, pos, printed)
    least = before.first if before.grain == "year" and not known else before.last
    return later if later and later[0].last >= least else points


def _after(text: str, pos: int, before: Point, year: int) -> Point | None:
    """Return the point that goes on from ``before`` at ``pos``; a bare day keeps its month."""
    own = before.printed_year or year
    day = re.compile(_DAY_ONLY).match(text, pos)
    if day and before.grain == "day":
        try:
            last = before.last.replace(day=read_count(day[1]) or 0)
        except ValueError:
            return None
        return Point(pos, day.end(), last, last, "day", before.printed_year)
    point = read_point(text, pos, own)
    if point and text.startswith(("次年", "翌年"), pos):
        shift = before.last.year + 1
        point = point._replace(
            first=_in_year(point.first, shift), last=_in_year(point.last, shift), printed_year=shift
        )
    return point


def _in_year(day: dt.date, year: int) -> dt.date:
    """Return the same day of another year, a leap day as 28 February."""
    return dt.date(year, day.month, min(day.day, month_end(year, day.month).day))


def _window(first: Point, last: Point) -> Point:
    """Join two points of a window; one that ends before it begins runs into the next year."""
    end = last
    if last.last < first.first and last.printed_year == first.printed_year:
        end = last._replace(last=_in_year(last.last, first.first.year + 1))
    return end._replace(start=first.start, first=first.first, window=True)
