"""Read the day that a cycle names: 每年1月31日前, 每季度末月20日前, 每月最后一个周五."""

from __future__ import annotations

import re
from typing import NamedTuple

from taskboard.parsing.deadlines_points import Point, read_points
from taskboard.parsing.deadlines_tables import (
    DAY_HOURS,
    END_MONTHS,
    MIDDLE_MONTHS,
    NEXT_MONTHS,
    WEEKDAYS,
    WEEKLY,
    TimeTables,
)
from taskboard.parsing.deadlines_words import yearly_festival
from taskboard.parsing.numerals import read_count

DAYS = "(?:3[01]|[12][0-9]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTH_DAYS = (
    f"的?(?:(?:{DAYS})[日号]?[—~至到])?(?P<d>{DAYS}[日号]?(?:[、和及或](?:{DAYS})[日号]?)*)(?<=[日号])"
    "|的?(?P<p>上旬|中旬|下旬|月底|底|末|初)"
    "|的?(?P<n>第[一二三四]|最后一)个?(?:周|星期)(?P<w>[一二三四五六日天])"
)
_END_DAYS = (
    f"的?(?:(?P<f>首月|第[一1]个月|头一?个?月|次月|下[季月]度?(?:首月)?)|(?P<s>第[二2]个月)|末月|最后一?个?月|第[三3]个月|末|底)?份?的?"
    f"(?:(?P<d>{DAYS})[日号]|底|末)?(?=(?P<b>(?:之|以)?前)?)"
)
_AFTER_END = (
    "(?:结束|终了|期满)?后(?:的)?([0-9]{1,2}|[一二三四五六七八九十]{1,3})个?(?:工作)?[日天]内"
)
_AROUND = "(?:之|以)?前?后?的?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})个?(?:工作)?[日天]内"
_WEEK_DAYS = "的?(?:周|星期)?([一二三四五六日天末])((?:[、和及或](?:周|星期)?[一二三四五六日天])*)"
_THROUGH = "(?:周|星期)?([一二三四五六])[至到—](?:周|星期)?([二三四五六日])"
_SEASON = "(?:防火|火险|汛|[禁休]渔|[供采]暖|高温|枯水|戒严|禁牧|禁猎|封山|台风|繁殖)"
_SEASON_OF = f"{_SEASON}[期季](?:是|为|：|（|时间)*$"
_BEFORE = "(?:上午|下午|晚上?|中午)?(?:[0-9]{1,2}(?:时|点|：[0-9]{2}))?(?:下班)?(?:之|以)?前?"


class Cycle(NamedTuple):
    """A duty that comes back.

    Attributes:
        cycle: ``year``, ``half-year``, ``quarter``, ``two-months``, ``month``, ``week`` …
            (``season`` is no duty).
        rule: RFC 5545 rule, "" when the cycle has no rule of its own (每学期).
        limited: True when the text names the day within the cycle.
        unsure: Why the words can be read in two ways, "" when they cannot.
        bare_one: True when what can be read in two ways is the 一 after them.
    """

    start: int
    end: int
    cycle: str
    rule: str
    limited: bool = False
    unsure: str = ""
    bare_one: bool = False


def _limit_year(text: str, made: Cycle, tables: TimeTables) -> Cycle:
    """Add the day of a yearly cycle: 每年1月31日前, 每年6月底和12月底前, 每年年初."""
    at = made.end + (text[made.end : made.end + 1] == "的")
    if day := yearly_festival(text, at, tables):
        month, number, end = day
        rule = f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={number}"
        return made._replace(end=end, rule=rule, limited=True)
    if text[at : at + 1] in ("底", "末", "初", "终"):
        at -= 1 if text[at - 1] == "年" else 0
    points = read_points(text, at, 2001)
    points = [p for p in points if p.grain not in ("year", "whole") and not p.past]
    if not points:
        return made
    end = points[-1].end
    step = re.compile(_BEFORE).match(text, end)
    end = step.end() if step else end
    while text.startswith(("前、", "前和"), end - 1):  # 每年6月底前、12月底前
        more = [p for p in read_points(text, end + 1, 2001) if p.grain in ("day", "end", "part")]
        if not more or not text.startswith("前", more[-1].end) or more[0].printed_year:
            break
        points += more
        end = more[-1].end + 1
    if points[-1].window and is_season(text, made.start, end):
        return made._replace(end=end, cycle="season", rule="")
    return made._replace(end=end, rule=_year_rule(points), limited=True)


def is_season(text: str, start: int, end: int) -> bool:
    """Tell whether months say when a season is: 防火期为每年10月至次年5月, 汛期（6月至9月）."""
    if text.startswith("为", end):
        return re.compile(f"为[^，。；的]{{0,6}}{_SEASON}[期季]").match(text, end) is not None
    before = text[max(0, start - 12) : start]
    return re.compile(_SEASON_OF).search(before) is not None


def _year_rule(points: list[Point]) -> str:
    """Return the yearly rule for the last days of ``points``."""
    months = ",".join(str(p.last.month) for p in points)
    days = {p.last.day for p in points}
    if all(p.grain in ("end", "month") for p in points) and len(points) > 1:
        days = {-1}
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={','.join(map(str, sorted(days)))}"


def limit_quarter(text: str, made: Cycle, tables: TimeTables) -> Cycle:
    """Add the day of a quarter, half-year or two-month cycle: 每季度末月20日前, 双月份20日前."""
    if (after := re.compile(_AFTER_END).match(text, made.end)) and made.cycle in NEXT_MONTHS:
        rule = f"FREQ=YEARLY;BYMONTH={NEXT_MONTHS[made.cycle]};BYMONTHDAY={read_count(after[1])}"
        return made._replace(end=after.end(), rule=rule, limited=True)
    found = re.compile(_END_DAYS).match(text, made.end)
    if not found or not found[0]:
        return made
    if found["d"] and text.startswith("内", found.end()):  # 每季末10日内
        return around_end(text, made._replace(end=found.start("d")))
    if not found["d"]:
        step = re.compile(_BEFORE).match(text, found.end())
        return made._replace(end=step.end() if step else found.end(), limited=True)
    months = NEXT_MONTHS.get(made.cycle, "") if found["f"] else END_MONTHS[made.cycle]
    months = MIDDLE_MONTHS if found["s"] else months or END_MONTHS[made.cycle]
    rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={read_count(found['d'])}"
    step = re.compile(_BEFORE).match(text, found.end())
    return made._replace(end=step.end() if step else found.end(), rule=rule, limited=True)


def _limit_month(text: str, made: Cycle, tables: TimeTables) -> Cycle:
    """Add the day of a monthly cycle: 每月25日前, 每月1日和15日, 每月最后一个周五."""
    if after := re.compile(_AFTER_END).match(text, made.end):
        rule = f"FREQ=MONTHLY;BYMONTHDAY={read_count(after[1])}"
        return made._replace(end=after.end(), rule=rule, limited=True)
    found = re.compile(_MONTH_DAYS).match(text, made.end)
    if not found:
        return made
    if found["d"]:
        days = [read_count(d) for d in re.split("[日号、和及或]+", found["d"]) if d]
        rule = f"FREQ=MONTHLY;BYMONTHDAY={','.join(str(d) for d in days if d)}"
    elif found["w"]:
        nth = "-1" if found["n"] == "最后一" else str(read_count(found["n"][1]))
        rule = f"FREQ=MONTHLY;BYDAY={nth}{WEEKDAYS[found['w']]}"
    else:
        day = {"上旬": "10", "中旬": "20", "初": "10"}.get(found["p"], "-1")
        rule = f"FREQ=MONTHLY;BYMONTHDAY={day}"
    step = re.compile(_BEFORE).match(text, found.end())
    return made._replace(end=step.end() if step else found.end(), rule=rule, limited=True)


def _limit_week(text: str, made: Cycle, tables: TimeTables) -> Cycle:
    """Add the day of a weekly cycle; 一 alone is Monday only with the hours of a day."""
    found = re.compile(_WEEK_DAYS).match(text, made.end)
    if not found or made.rule != WEEKLY:
        return made
    if through := re.compile(_THROUGH).match(text, made.end):
        first, last = ("一二三四五六日".find(day) for day in through.groups())
        span = ",".join(list(WEEKDAYS.values())[first : last + 1])
        if first < last:
            return made._replace(end=through.end(), rule=f"FREQ=WEEKLY;BYDAY={span}", limited=True)
    end, days = found.end(), [found[1], *re.findall("[一二三四五六日天]", found[2])]
    bare_one = found[0] == "一"
    if bare_one and not text.startswith(_HOURS, end):
        sure = text.startswith(tables.round_acts, end) and not text.startswith(_SENT_IN, end)
        why = "" if sure else "可指每周一，也可指每周一次"
        return made._replace(unsure=why, bare_one=True)
    step = re.compile(_BEFORE).match(text, end)
    rule = f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAYS[d] for d in days)}"
    return made._replace(end=step.end() if step else end, rule=rule, limited=True)


def around_end(text: str, made: Cycle) -> Cycle:
    """Add 10日内 behind an end: 每季度末10日内 may be its last days or the first ones after it."""
    if text[made.end - 1 : made.end] not in ("底", "末", "终", "前"):
        return made
    found = re.compile(_AROUND).match(text, made.end)
    if not found:
        return made
    return made._replace(end=found.end(), limited=True, unsure="可指期末之前，也可指期末之后")


_SENT_IN = ("上报", "报送", "报告至", "报至")  # 每周一上报 may be Monday
_HOURS = tuple(DAY_HOURS.split())
LIMITS = {
    "year": _limit_year,
    "half-year": limit_quarter,
    "quarter": limit_quarter,
    "two-months": limit_quarter,
    "month": _limit_month,
    "week": _limit_week,
}
