"""Find what a number measures, and the period it is demanded for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from taskboard.parsing.sentences import sentence_start
from taskboard.patterns import rare

if TYPE_CHECKING:
    from taskboard.parsing.targets import Candidate
    from taskboard.parsing.targets_evidence import Judge

_PERIOD = re.compile(
    "每半年|每个?季度?|每个?月|每周|每星期|一周|按月|按季度?|每年度?|年度|全年|年内|今年|上?下?半年|(?<![较比])(20[0-9]{2})年"
)
_NAMES = {"半": "half-year", "季": "quarter", "月": "month", "周": "week", "星": "week"}
_MODALS = re.compile(
    "^(?:(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[、.]|（[一二三四五六七八九十0-9]{1,3}）|"
    "第[一二三四五六七八九十百0-9]{1,4}条|[①-⑳]|[一二三四五六七八九]是|各?(?:责任|牵头|有关|相关|成员)?(?:单位|部门|乡镇|街道|县区)(?:、?(?:各?(?:单位|部门|乡镇|街道|县区)))*(?=[要应须每至])|[0-9]{4}年(?:底前?|末前?|内)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:底|末)?(?:以?前)?|每年度?|每半年|每个?季度?|每个?月|每周|一周|全年|年内|力争|确保|争取|要(?![素点件闻])|应(?![用急对届收付])|须|必须|原则上|各|其中|"
    "年底前?|到(?![位账])|实现|努力|全市|全县|全区|将|把|，)+"
)
_TRAIL = re.compile(
    "(?:一般|原则上|总体|力争|确保|分别|均|都|要|应|须|至少|最少|不少于|不得少于|不低于|不得低于|不高于|不得高于|低于|高于|少于|不得少于|不足|力争|不超过|不得超过|不能超过|不应超过|"
    "达到|达|超过|突破|控制在|控制|保持在|稳定在|提高到|提升到|增加到|压缩至|压缩到|压减至|缩短至|降至|降到|"
    "降低到|下降到|减少到|缩小到|缩小至|减至|减到|压减到|缩短到|增至|提高至|提升至|(?<![签预节违集合公契履])约|(?<![临附就靠邻最])近|为|了|共|各|同比)+$"
)
_BASED = rare("(?:比|较)(?:[0-9]{4}年|上年|去年)(?:同期)?$")
_BASE = re.compile("[由从][0-9一二两三四五六七八九十]")
_AFTER = re.compile("(?:以上|以内|以下|左右|之内)?的?([^，。；：、！？（）\n和及与并以0-9]{0,16})")


_WITHIN = re.compile("以上|以内|以下|左右|之内")
_JOINTS = rare("、|以及|和|与|及")
_VALUE_JOINT = rare(
    "(?:、|以及|和|与|及)(?=[^，。；：、和与及]{0,8}?[0-9百一二两三四五六七八九十])"
)
_CLAUSE_STOP = re.compile("[，。；：！？\n（）]")


class Measured(NamedTuple):
    """Span of the whole demand, and of its indicator."""

    start: int
    end: int
    left: int
    right: int


def indicator_of(text: str, found: Candidate, judge: Judge) -> Measured:
    """Return where the demand and its indicator stand.

    The noun after the number is the indicator of ``1名专职人员``; else the words before it are.
    """
    sentence = judge.sentence_start(found.start)
    clause = judge.clause_start(found.start, sentence)
    if listed := _listed(text, found, clause):
        return listed
    cut = _after_list(text, clause, found.start)
    cut = _with_verbs(text, clause, cut, judge)
    begin = cut if "分别" not in text[clause : found.start] else clause
    lead = text[begin : found.start]
    modal = _MODALS.match(lead)
    left = begin + (modal.end() if modal else 0)
    words = text[left : found.start]
    trail = _TRAIL.search(words)
    right = left + trail.start() if trail else found.start
    if left >= right and found.kind == "events":  # 组织专场活动，全年不少于60场
        before = max(sentence, *(text.rfind(mark, sentence, clause - 1) + 1 for mark in "，；："))
        if 4 <= clause - 1 - before <= 40 and text[clause - 1] == "，":
            return Measured(left, _with_tail(text, found.end), before, clause - 1)
    base = _BASE.search(text, left, right)
    right = base.start() if base else right
    after = _AFTER.match(text, found.end)
    noun = after[1] if after else ""
    if after and noun and found.kind not in ("percent", "fraction", "sizes", "durations"):
        return Measured(left, after.end(1), after.start(1), after.end(1))
    return Measured(left, _with_tail(text, found.end), left, max(left, right))


def _with_tail(text: str, end: int) -> int:
    """Return where 以上 or 以内 behind a measure ends."""
    tail = _WITHIN.match(text, end)
    return tail.end() if tail else end


def _after_list(text: str, clause: int, at: int) -> int:
    """Return where the last item of a list before ``at`` begins; 、 in a bracket parts nothing."""
    cut = text.rfind("、", clause, at)
    while cut >= 0:
        opened = text.rfind("（", clause, cut)
        if opened < 0 or text.find("）", opened, cut) >= 0 or text.find("）", cut, at) < 0:
            return cut + 1
        cut = text.rfind("、", clause, opened)
    return clause


def _with_verbs(text: str, clause: int, cut: int, judge: Judge) -> int:
    """Return ``cut`` moved before verbs that share one object: 新建、改扩建中小学校."""
    while cut > clause:
        start = max(clause, text.rfind("、", clause, cut - 1) + 1)
        modal = _MODALS.match(text[start : cut - 1])
        word = text[start + (modal.end() if modal else 0) : cut - 1]
        if word not in judge.tables.verbs:
            break
        cut = start
    return cut


def _listed(text: str, found: Candidate, clause: int) -> Measured | None:
    """Return the demand of one value of 甲、乙、丙分别下降15%、10%和26%: each has its own noun.

    The first demand begins with the nouns, each other at its value, so no two spans are one.
    """
    apart = text.rfind("分别", clause, found.start)
    if apart < 0:
        return None
    if based := _BASED.search(text, clause, apart):  # 排放总量比2015年分别下降…
        apart = based.start()
    modal = _MODALS.match(text[clause:apart])
    left = clause + (modal.end() if modal else 0)
    order = sum(1 for _ in _JOINTS.finditer(text, apart, found.start))
    end = _with_tail(text, found.end)
    nouns = [left, *(m.start() for m in _JOINTS.finditer(text, left, apart)), apart]
    start = found.start if order else left
    values = 1 + sum(1 for _ in _VALUE_JOINT.finditer(text, apart, _clause_end(text, found.end)))
    if values < 2 or order >= values or len(nouns) - 1 != values:
        return Measured(start, end, left, apart) if left < apart else None
    begin = nouns[order]
    joint = _JOINTS.match(text, begin)
    return Measured(start, end, joint.end() if order and joint else begin, nouns[order + 1])


def _clause_end(text: str, at: int) -> int:
    """Return where the clause that goes on at ``at`` ends."""
    stop = _CLAUSE_STOP.search(text, at, at + 160)
    return stop.start() if stop else min(len(text), at + 160)


def period_of(text: str, at: int) -> str | None:
    """Return the period the number at ``at`` is demanded for: the nearest named before it."""
    start = sentence_start(text, at, 120)
    last = None
    for last in _PERIOD.finditer(text, start, at):  # noqa: B007
        pass
    if last is None:
        return None
    if last[1]:
        return last[1]
    word = last[0]
    if "半年" in word:
        return "half-year"
    return next((name for key, name in _NAMES.items() if key in word), "year")
