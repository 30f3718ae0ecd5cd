"""Read duties that come back: 每月25日前, 按季度, 一周更新1篇, 每周一督查, 月调度."""

from __future__ import annotations

import re
from functools import cache

from taskboard.parsing.deadlines_cycle_days import DAYS, LIMITS, Cycle, around_end, limit_quarter
from taskboard.parsing.deadlines_tables import (
    BIMONTHLY,
    DAILY,
    HALF_YEARLY,
    ODD_MONTHS,
    QUARTERLY,
    TimeTables,
)
from taskboard.parsing.numerals import read_number
from taskboard.patterns import rare

_EVERY = "每(?:隔|一)?(?:([0-9]{1,2}|[一两二三四五六十半])?个?)"
_BY = "[按逐](年度?|季度?|月度?|周|星期|日|天)"
_BIMONTH = "(?:每逢)?([双单]月份?|隔月)"
_TURN = "(半|[一两二三1-3]|(?:5|7|10|15)(?=[天日]一))个?(年|季度?|月|周|星期|天|日|旬)(?=([一1]?))"
_SHORT = rare("(周|月度?|季度?|日|旬|(?<=、)年度?)(?=\\w{2})")
_TURN_TAILS = ("至少", "不少于", "不低于", "保证", "确保", "要", "更新")
_TURN_DONE = "(?![内来级后以前])[^，。；0-9]{0,12}?[0-9一二两三四五]{1,2}[次期篇场轮更报]"
_PAPER = "(?:总结|小结|报告|分析|统计)(?:材料|报告|报表|和|及|与|、全年|于|分别|应)"
_MEASURED = "[0-9一二两三四五六七八九十]{1,2}[次期篇场轮更报]"
# 季度首月10日前, and 月汇报在每月28日前, where the short word is only a label
_QUARTER = f"季度?(?=(?:首月|末月|第[一三13]个?月|最后一?个月)的?{DAYS}[日号])"
_NTH = ("每", "每个", "上", "本", "下", "当", *"一二三四1234")
_LABEL = "\\w{2}(?:应|须|要)?[于在]每"
_LEFT_OF_SHORT = "行持落实立按度、和以及施过取，；。：（“全格照"


_TURNS_BEFORE = rare(
    "(?:(?:[周月季旬日]|半年)[^，、。；的计]{2}|[月季]度(?:调度|通报|督查|点评|会商|评估|考核))、$"
)
_RATE = re.compile("[0-9.]+[万亿]?(?:元|吨|度|千瓦时|立方米)")
_PAID = rare("[^，。；]{0,10}?[0-9.]+万?元")
_CLOCK = "[0-9]{1,2}(?:时|点|：[0-9]{2})(?:[0-9]{1,2}分|半)?(?:之|以)?前"
_LOAD = rare("[^，。；]{0,8}?[0-9.]+万?(?:吨|立方米|千瓦时|度|方)")
_EACH = re.compile("每(?:[人户名亩生床头个座辆]|公里|平方米)$")


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
        return limit_quarter(text, Cycle(pos, found.end(), "odd-months", ODD_MONTHS), tables)
    return limit_quarter(text, Cycle(pos, found.end(), "two-months", BIMONTHLY), tables)


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
    each = _EACH.search(text, max(0, found.start() - 4), found.start())
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
    limit = LIMITS.get(cycle)
    made = limit(text, made, tables) if limit else made
    return around_end(text, made) if made.limited else made


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
    if text.startswith(("季首", "季末", "季第", "季最", "季度"), pos):
        of_quarter = re.compile(_QUARTER).match(text, pos)
        if of_quarter and not text.endswith(_NTH, 0, pos):
            made = Cycle(pos, of_quarter.end(), "quarter", QUARTERLY)
            return limit_quarter(text, made, tables)
    found = _SHORT.match(text, pos)
    if found and re.compile(_LABEL).match(text, found.end()):
        return None
    if not found or not text.startswith(tables.short_acts, found.end()):
        return None
    if text.startswith(("汇总表", "统计表", "调度表", "报送表"), found.end()):
        return None
    if pos and text[pos - 1] not in _LEFT_OF_SHORT:
        return None
    if found[1] == "年度" and not _TURNS_BEFORE.search(text, max(0, pos - 8), pos):
        return None
    name, rule = cycle_rule(found[1], 1.0, tables)
    return Cycle(pos, found.end(), name, rule)


def _turn(text: str, pos: int, tables: TimeTables) -> Cycle | None:
    """Return the cycle of 一周保证更新1篇, 一月一通报, 半年一次."""
    found = re.compile(_TURN).match(text, pos)
    if not found or (pos and text[pos - 1] in "第近前后每十二三这那今下上本另同"):
        return None
    end = found.end()
    if found[1] in ("5", "7", "10", "15") and not text.startswith(tables.round_acts, end + 1):
        return None  # 10天一气呵成
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
