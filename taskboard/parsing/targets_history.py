"""Tell a baseline, a stock or a result of the past from a demand on the year to come."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taskboard.parsing.targets import Candidate

THAN = re.compile(
    "(?:较|比|与)(?:上一?年|去年|往年|前年|20[0-9]{2}年|上年度)?(?:同期|底|末|度)?(?:相比)?(?=[^达])|同比"
    "|(?:不低于|不高于|不少于|高于|低于|超过)(?:上一?年|去年|往年|20[0-9]{2}年)度?(?:同期|平均|实际)?水平"
    "|在(?:上一?年|去年|20[0-9]{2}年)度?的?基础上"
)
_YEAR = re.compile(
    "(20[0-9]{2})年|[今本]年"
    "|(?:^|(?<=[，。；：、\n]))(去年|前年|上一?年)(?!同期|水平|基础|相比|的|结转|度|底)"
)
_OF_A_NOUN = "[^，。；：]*的[^，。；：]+"
_CLAUSE_STARTS = "，。；：、（\n"
_FOLLOWS = ("同比", "环比")
_OWNED = re.compile("拥有[量率]|涉及面|每[百千万]*[人名户家][^，]{0,16}拥有")
_RAISED = re.compile(
    "[^，。；]{0,6}(?:提高|提升|拓展|扩展|发展|精简|压降|延长|增加|增|扩大|压缩|缩短|降|减|压减|下降|缩减|调整|上升|增长)(?:到|至|为)"
)
_BYGONE = re.compile("去年|上年|上一年|往年|近年|同期|曾|已(?:经|累计)?达到$")


def is_history(text: str, found: Candidate, seg: str, firm: bool, past: Iterable[str]) -> bool:
    """Tell whether the words of its own clause make a number a baseline, a stock or a result.

    Args:
        text: The whole text.
        found: The number.
        seg: Its clause up to the number.
        firm: True when words of comparison stand by the number.
        past: Words of the past.
    """
    seg = _OWNED.sub("", THAN.sub("", seg))
    if _RAISED.match(text, found.end) and re.search("[由从]", seg[-16:]):
        return True
    if any(word in seg for word in past):
        return not seg.endswith("达到") or bool(_BYGONE.search(seg))
    return not firm and found.kind != "percent" and bool(re.search("了$|了[^，]{0,8}$", seg))


def goes_on(seg: str, firm: bool, sentence: int, past_end: int, at: int) -> bool:
    """Tell whether the number at ``at`` only compares one of the past that ended just before.

    上半年共受理3820件，同比下降11.6%.
    """
    return not firm and seg.startswith(_FOLLOWS) and sentence < past_end > at - 24


def is_bygone(text: str, at: int, sentence: int, present: int) -> bool:
    """Tell whether the last year named before ``at`` in its sentence is before ``present``.

    A year compared with (较2020年) and one that only tells which things are meant
    (改造2000年底前建成的小区14个) name no time of the demand.
    """
    bygone = False
    for year in _YEAR.finditer(text, sentence, at):
        if year[1] and text[year.start() - 1 : year.start()] in ("较", "比"):
            continue
        past = bool(year[2]) or (bool(year[1]) and int(year[1]) < present)
        within = year.start() > sentence and text[year.start() - 1] not in _CLAUSE_STARTS
        if not (past and within and re.compile(_OF_A_NOUN).fullmatch(text, year.end(), at)):
            bygone = past
    return bygone
