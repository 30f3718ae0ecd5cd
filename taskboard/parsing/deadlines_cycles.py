"""Read duties that come back: 每月25日前, 按季度, 一周更新1篇, 每周一督查, 月调度."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from taskboard.parsing.deadlines_points import Point, read_points
from taskboard.parsing.deadlines_tables import (
    BIMONTHLY,
    DAILY,
    DAY_HOURS,
    END_MONTHS,
    HALF_YEARLY,
    NEXT_MONTHS,
    ODD_MONTHS,
    WEEKDAYS,
    WEEKLY,
    TimeTables,
)
from taskboard.parsing.deadlines_words import yearly_festival
from taskboard.parsing.numerals import read_count, read_number

_EVERY = "每(?:隔|一)?(?:([0-9]{1,2}|[一两二三四五六十半])?个?)"
_BY = "[按逐](年度?|季度?|月度?|周|星期|日|天)"
_BIMONTH = "(?:每逢)?([双单]月份?|隔月)"
_TURN = "(半|[一两二三1-3])个?(年|季度?|月|周|星期|天|日|旬)(?=([一1]?))"
_SHORT = re.compile("(周|月度?|季度?|日|旬|(?<=、)年)(?=\\w{2})")
_DAYS = "(?:3[01]|[12][0-9]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTH_DAYS = (
    f"的?(?:(?:{_DAYS})[日号]?[—~至到])?(?P<d>{_DAYS}[日号]?(?:[、和及或](?:{_DAYS})[日号]?)*)(?<=[日号])"
    "|的?(?P<p>上旬|中旬|下旬|月底|底|末|初)"
    "|的?(?P<n>第[一二三四]|最后一)个?(?:周|星期)(?P<w>[一二三四五六日天])"
)
_END_DAYS = (
    f"的?(?:(?P<f>首月|第[一1]个月|头一?个?月|次月|下[季月]度?(?:首月)?)|末月|最后一?个?月|第[三3]个月|末|底)?份?的?"
    f"(?:(?P<d>{_DAYS})[日号]|底|末)?(?=(?P<b>(?:之|以)?前)?)"
)
_AFTER_END = (
    "(?:结束|终了|期满)?后(?:的)?([0-9]{1,2}|[一二三四五六七八九十]{1,3})个?(?:工作)?[日天]内"
)
_WEEK_DAYS = "的?(?:周|星期)?([一二三四五六日天末])((?:[、和及或](?:周|星期)?[一二三四五六日天])*)"
_BEFORE = "(?:上午|下午|晚上?|中午)?(?:[0-9]{1,2}(?:时|点|：[0-9]{2}))?(?:下班)?(?:之|以)?前?"
_TURN_TAILS = ("至少", "不少于", "不低于", "保证", "确保", "要", "更新")
_TURN_DONE = "(?![内来级后以前])[^，。；0-9]{0,12}?[0-9一二两三四五]{1,2}[次期篇场轮更报]"
_PAPER = "(?:总结|小结|报告|分析|统计)(?:材料|报告|报表|和|及|与|、全年|于|分别|应)"
_MEASURED = "[0-9一二两三四五六七八九十]{1,2}[次期篇场轮更报]"
_LEFT_OF_SHORT = "行持落实立按度、和以及施过取，；。：（“全格照"


_RATE = re.compile("[0-9.]+[万亿]?(?:元|吨|度|千瓦时|立方米)")
_PAID = re.compile("[^，。；]{0,10}?[0-9.]+万?元")
_CLOCK = "[0-9]{1,2}(?:时|点|：[0-9]{2})(?:[0-9]{1,2}分|半)?(?:之|以)?前"
_LOAD = re.compile("[^，。；]{0,8}?[0-9.]+万?(?:吨|立方米|千瓦时|度|方)")
_EACH = re.compile("每[人户名亩生床头]$")


class Cycle(NamedTuple):
    """A duty that comes back.

    Attributes:
        cycle: ``year``, ``half-year``, ``quarter``, ``two-months``, ``month``, ``week`` …
        rule: RFC 5545 rule, "" when the cycle has no rule of its own (每学期).
        limited: True when the text names the day within the cycle.
        unsure: True when the words can be read in two ways.
    """

    start: int
    end: int
    cycle: str
    rule: str
    limited: bool = False
    unsure: bool = False


def read_cycle(text: str, pos: int, tables: TimeTables) -> Cycle | None:
    """Return the cycle printed at ``pos``, with the day it names, or None."""
    head = text[pos]
    if head == "每":
        found = re.compile(_EVERY + _units(tuple(tables.cycles))).match(text, pos)
        if found:
            count = read_number(found[1]) if found[1] else 1.0
            times = 2.0 if text.startswith("每隔", pos) and not found[1] else count or 1.0
            return _named(text, found, found[2], times, tables)
        return _every_other(text, pos, tables)
    if head in "按逐":
        found = re.compile(_BY).match(text, pos)
        if not found or text.startswith(tables.trends, found.end()) or found[0] in ("逐年", "按日"):
            return None
        return _named(text, found, found[1], 1.0, tables)
    if head in "双单隔":
        return _every_other(text, pos, tables)
    if head in "周月季日旬" or (head == "年" and text.startswith("、", pos - 1)):
        return _short(text, pos, tables)
    return _turn(text, pos, tables)


@cache
def _units(words: tuple[str, ...]) -> str:
    return f"({'|'.join(sorted(words, key=len, reverse=True))})"


def _every_other(text: str, pos: int, tables: TimeTables) -> Cycle | None:
    """Return the cycle of 双月, 单月 and 隔月."""
    found = re.compile(_BIMONTH).match(text, pos)
    if not found:
        return None
    if found[1][0] == "单":
        return Cycle(pos, found.end(), "odd-months", ODD_MONTHS)
    return _limit_quarter(text, Cycle(pos, found.end(), "two-months", BIMONTHLY), tables)


def _named(
    text: str, found: re.Match[str], unit: str, times: float, tables: TimeTables
) -> Cycle | None:
    """Return the cycle of a unit word, refused where the words after it make it a trend."""
    end = found.end()
    every = text[found.start()] == "每" and text.startswith(tables.duties, end)
    if (
        text.startswith(tables.trends, end)
        and not every
        and not re.compile(_MEASURED).match(text, end)
    ):
        return None
    each = _EACH.search(text, max(0, found.start() - 2), found.start())
    if _RATE.match(text, end) or (each and _PAID.match(text, end)):
        return None  # 每人每月820元 is a rate
    if unit in ("日", "天") and _LOAD.match(text, end):
        return None  # 每日处理垃圾600吨 is a capacity
    if unit in ("日", "天") and re.compile("[0-9]|24小时|全天").match(text, end):
        if clock := re.compile(_CLOCK).match(text, end):  # 每日17时前, but 每日8时至18时
            return Cycle(found.start(), clock.end(), "day", DAILY, limited=True)
        return None
    cycle, rule = cycle_rule(unit, times, tables)
    made = Cycle(found.start(), end, cycle, rule)
    limit = _LIMITS.get(cycle)
    return limit(text, made, tables) if limit else made


def cycle_rule(unit: str, times: float, tables: TimeTables) -> tuple[str, str]:
    """Return the name and the rule of ``times`` units, e.g. 2 × 月."""
    name = tables.cycles.get(unit, unit)
    if name == "term":
        return name, tables.term_rule
    rule = tables.rules.get((name, times), "")
    if not rule and times == int(times):
        base = tables.rules.get((name, 1.0), "")
        rule = base.replace(";", f";INTERVAL={int(times)};", 1) if ";" in base else ""
        rule = rule or (f"{base};INTERVAL={int(times)}" if base else "")
    if rule == HALF_YEARLY:
        name = "half-year"
    elif rule == BIMONTHLY:
        name = "two-months"
    elif name == "month" and times == 3:
        name = "quarter"
    elif times != 1:
        name = f"{name}*{times:g}"
    return name, rule


def _short(text: str, pos: int, tables: TimeTables) -> Cycle | None:
    """Return the cycle of 周调度, 月通报, 季点评."""
    found = _SHORT.match(text, pos)
    if not found or not text.startswith(tables.short_acts, found.end()):
        return None
    if pos and text[pos - 1] not in _LEFT_OF_SHORT:
        return None
    name, rule = cycle_rule(found[1], 1.0, tables)
    return Cycle(pos, found.end(), name, rule)


def _turn(text: str, pos: int, tables: TimeTables) -> Cycle | None:
    """Return the cycle of 一周保证更新1篇, 一月一通报, 半年一次."""
    found = re.compile(_TURN).match(text, pos)
    if not found or (pos and text[pos - 1] in "第近前后每十二三这那今下上本另同"):
        return None
    end = found.end()
    if found[1] == "半" and found[2] in "年月" and text.startswith(tables.short_acts, end):
        if re.compile(_PAPER).match(text, end):
            return None
        once = pos > 0 and text[pos - 1] in _LEFT_OF_SHORT
        name, rule = cycle_rule(found[2], 0.5, tables)
        return Cycle(pos, end, name, rule) if once else None
    once = bool(found[3]) and text[end + 1 : end + 2] not in (
        "月",
        "日",
        "号",
        "季",
        "些",
        "定",
        "直",
        "样",
    )
    once = once and not text.startswith(("年", "周", "小时", *"0123456789."), end + 1)
    tail = text.startswith(_TURN_TAILS, end) or bool(re.compile(_TURN_DONE).match(text, end))
    if found[1] in "123" or not (
        once or (tail and found[2] not in ("月", "季度", "季", "日", "天"))
    ):
        return None
    name, rule = cycle_rule(found[2], read_number(found[1]) or 1.0, tables)
    return Cycle(pos, end, name, rule)


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
    return made._replace(end=end, rule=_year_rule(points), limited=True)


def _year_rule(points: list[Point]) -> str:
    """Return the yearly rule for the last days of ``points``."""
    months = ",".join(str(p.last.month) for p in points)
    days = {p.last.day for p in points}
    if all(p.grain in ("end", "month") for p in points) and len(points) > 1:
        days = {-1}
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={','.join(map(str, sorted(days)))}"


def _limit_quarter(text: str, made: Cycle, tables: TimeTables) -> Cycle:
    """Add the day of a quarter, half-year or two-month cycle: 每季度末月20日前, 双月份20日前."""
    if (after := re.compile(_AFTER_END).match(text, made.end)) and made.cycle in NEXT_MONTHS:
        rule = f"FREQ=YEARLY;BYMONTH={NEXT_MONTHS[made.cycle]};BYMONTHDAY={read_count(after[1])}"
        return made._replace(end=after.end(), rule=rule, limited=True)
    found = re.compile(_END_DAYS).match(text, made.end)
    if not found or not found[0]:
        return made
    if not found["d"]:
        step = re.compile(_BEFORE).match(text, found.end())
        return made._replace(end=step.end() if step else found.end(), limited=True)
    months = NEXT_MONTHS.get(made.cycle, "") if found["f"] else END_MONTHS[made.cycle]
    months = months or END_MONTHS[made.cycle]
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
    end, days = found.end(), [found[1], *re.findall("[一二三四五六日天]", found[2])]
    bare_one = found[0] == "一"
    if bare_one and not text.startswith(_HOURS, end):
        sure = text.startswith(tables.round_acts, end) and not text.startswith(_SENT_IN, end)
        return made._replace(unsure=not sure)
    step = re.compile(_BEFORE).match(text, end)
    rule = f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAYS[d] for d in days)}"
    return made._replace(end=step.end() if step else end, rule=rule, limited=True)


_SENT_IN = ("上报", "报送", "报告至", "报至")  # 每周一上报 may be Monday
_HOURS = tuple(DAY_HOURS.split())
_LIMITS = {
    "year": _limit_year,
    "half-year": _limit_quarter,
    "quarter": _limit_quarter,
    "two-months": _limit_quarter,
    "month": _limit_month,
    "week": _limit_week,
}
