"""Find what a number measures, and the period it is demanded for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from taskboard.parsing.targets import Candidate
    from taskboard.parsing.targets_evidence import Judge

_PERIOD = re.compile(
    "每半年|每个?季度?|每个?月|每周|每星期|一周|按月|按季度?|每年度?|年度|全年|年内|今年|上半年|下半年|(20[0-9]{2})年"
)
_NAMES = {"半": "half-year", "季": "quarter", "月": "month", "周": "week", "星": "week"}
_MODALS = re.compile(
    "^(?:[0-9]{4}年(?:底前?|末前?|内)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:底|末)?(?:以?前)?|每年度?|每半年|每个?季度?|每个?月|每周|一周|全年|年内|力争|确保|争取|要|应|须|必须|原则上|各|其中|"
    "年底前?|到|实现|努力|全市|全县|全区|将|把|，)+"
)
_TRAIL = re.compile(
    "(?:一般|原则上|总体|力争|确保|分别|均|都|要|应|须|至少|最少|不少于|不得少于|不低于|不得低于|不超过|不得超过|"
    "达到|达|超过|突破|控制在|控制|保持在|稳定在|提高到|提升到|增加到|压缩至|压缩到|压减至|缩短至|降至|降到|"
    "降低到|下降到|减少到|减至|减到|压减到|缩短到|增至|提高至|提升至|约|近|为|了|共|各|同比)+$"
)
_BASE = re.compile("[由从][0-9一二两三四五六七八九十]")
_AFTER = re.compile("(?:以上|以内|以下|左右|之内)?的?([^，。；：、！？（）\n和及与并以0-9]{0,16})")


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
    cut = max(clause, text.rfind("、", clause, found.start) + 1)
    begin = cut if "分别" not in text[clause : found.start] else clause
    lead = text[begin : found.start]
    modal = _MODALS.match(lead)
    left = begin + (modal.end() if modal else 0)
    words = text[left : found.start]
    trail = _TRAIL.search(words)
    right = left + trail.start() if trail else found.start
    base = _BASE.search(text, left, right)
    right = base.start() if base else right
    after = _AFTER.match(text, found.end)
    noun = after[1] if after else ""
    if after and noun and found.kind not in ("percent", "fraction", "sizes", "durations"):
        return Measured(left, after.end(1), after.start(1), after.end(1))
    end = found.end
    tail = re.compile("以上|以内|以下|左右|之内").match(text, end)
    return Measured(left, tail.end() if tail else end, left, max(left, right))


def period_of(text: str, at: int) -> str | None:
    """Return the period the number at ``at`` is demanded for: the nearest named before it."""
    floor = max(0, at - 120)
    start = max(floor, *(text.rfind(mark, floor, at) + 1 for mark in "。；\n"))
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
