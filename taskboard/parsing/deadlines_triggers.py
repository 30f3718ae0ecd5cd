"""Read lengths of time that run from an event: 决策文件出台后的10个工作日内, 5小时内."""

from __future__ import annotations

import re
from typing import NamedTuple

from taskboard.model import Within
from taskboard.parsing.deadlines_tables import EVENT_WORDS
from taskboard.parsing.markers import marker
from taskboard.parsing.numerals import read_count
from taskboard.parsing.sentences import sentence_start

_LENGTH = re.compile(
    "(?P<n>[0-9]{1,4}|[一二两三四五六七八九十]{1,3}|半)(?P<m>个)?"
    "(?P<u>工作日|自然日|小时|分钟|日|天|周|星期|月|年)(?:之|以)?内"
)
_UNITS: dict[str, str] = {
    "工作日": "workday",
    "自然日": "day",
    "小时": "hour",
    "日": "day",
    "天": "day",
    "周": "week",
    "星期": "week",
    "月": "month",
    "年": "year",
}
_FROM = (
    "(?:之日起|当日起|次日起|日起|起|之后|以后|(?<![滞落前先今背最善])后)的?，?"
    "(?:应当?|须|需|要|必须|务必|一般|原则上|最迟|最晚|在|于|当|并)*$"
)
_FAR = "(?:^|[，：])([^，：]{1,24}?)(?:之日起|之后|以后|后)，"
_LEAD_IN = "(?:最迟|最晚|一般|原则上|应当?|须|需|要|必须|务必|确保|在|于|当)+$"
_CUTS = (
    "(?<![存正现所实内])在|(?<![关由属对基处位等])于|自(?![然治身主查动来我觉信])"
    "|从(?![业事而])|[，：（）“”]|(?:应|须|要)(?=在|于|自)"
)
_LEVEL_BEFORE = (
    "(?:压缩|缩短|压减|控制|精简|减少|缩减|降|提速|限制|平均|最快|承诺|时限|时间|减)(?:至|到|在|为|成|由|从)?[^，]{0,4}$"
    "|[近过去来今后]$|累计|连续$"
)
_LEVEL_LIST = (  # 政府投资类不超过70个工作日，简易项目15个工作日以内
    "(?:不超过|不多于|压[缩减]至|缩短至|控制在)[0-9.]+个?(?:工作|自然)?[日天][^。；]{0,24}$"
    "|分别[^，。；在]{1,4}(?:在|至|到|为)[0-9.]+个?(?:工作|自然)?(?:[日天月]|小时)[、和]$"
)
# 1个工作日内联系、7个工作日内办结: the second step of the same duty
_BEFORE_ANOTHER = "(?:小时|工作日|[日天])内(?!办|审批)[^，。；、0-9]{1,8}[、，]$"
_OF_A_RULE = "[^，。；、在向由报]{2,6}(?:制度|机制)(?=[，。；、）]|$)"
_FAILED = (  # 2周内未更新的予以通报
    "(?:仍|均|都|一直|又|且)?(?:未|没有|拒不|逾期|无(?:正当|更新|回应|回复|答复|进展|人|故))"
)
_LEVEL_AFTER = (
    "[^，。；]{0,4}(?:办结|办理完|审批|办好|办成|拿证|出证|领证|开办)|[^，。；、0-9]{0,8}率(?!先)"
)


class Length(NamedTuple):
    """A length of time, with the event it runs from; ``event`` is "" when none is printed.

    ``within`` is None for minutes, which are told in the words alone.
    """

    start: int
    end: int
    within: Within | None
    event: str
    stated: bool


def read_length(text: str, pos: int) -> Length | None:
    """Return the length of time at ``pos`` with its trigger, or None where it is no time limit."""
    found = _LENGTH.match(text, pos)
    if not found or (pos and text[pos - 1] in "0123456789.第×每"):
        return None
    unit, value = found["u"], read_count(found["n"])
    if not found["m"] and (unit == "月" or (unit == "年" and len(found["n"]) == 4)):
        return None  # 3月内 names March, 2023年内 a year
    if found["n"] == "半" and unit == "月":
        value, unit = 15, "日"
    elif found["n"] == "半" and unit == "年":
        value, unit = 6, "月"
    if not value:
        return None
    start = sentence_start(text, pos, 90)
    if (start == 0 or text[start - 1] in "\n。") and (number := marker(text, start)):
        start = min(number.end, pos)
    before = text[start:pos]
    within = Within(value, _UNITS[unit]) if unit in _UNITS else None  # type: ignore[arg-type]
    if re.compile(_FAILED).match(text, found.end()):
        return None
    event = _event(before)
    if event is not None:
        return Length(start + event[0], found.end(), within, event[1], True)
    if within is None or re.compile(_OF_A_RULE).match(text, found.end()):
        return None  # 30分钟内 of a circle of service, 15日内回访制度
    going_on = "内" in before and re.compile(_BEFORE_ANOTHER).search(before)
    if going_on and text.startswith(("办结", "办好", "办成"), found.end()):
        return Length(pos, found.end(), within, "", False)
    if re.compile(_LEVEL_BEFORE).search(before[-14:]) or re.compile(_LEVEL_AFTER).match(
        text, found.end()
    ):
        return None
    if ("不" in before or "分别" in before) and re.compile(_LEVEL_LIST).search(before):
        return None
    lead = re.compile(_LEAD_IN).search(before)
    return Length(start + lead.start() if lead else pos, found.end(), within, "", False)


def _event(before: str) -> tuple[int, str] | None:
    """Return where the trigger phrase begins in ``before`` and the event it names."""
    near = re.compile(_FROM).search(before)
    if near and near.start() > 0:
        head = before[: near.start()]
        cut = max((m.end() for m in re.compile(_CUTS).finditer(head)), default=0)
        event = _named(head[cut:])
        if cut and head[cut - 1] in "在于自从":
            return cut - 1, event
        return len(head) - len(event), event
    far = next(reversed(list(re.compile(_FAR).finditer(before))), None)
    if far and before.count("，", far.end()) <= 1:
        name = _named(far[1])
        return far.start(1), name
    return None


def _named(event: str) -> str:
    """Return the event without the subject that takes the action."""
    for word in EVENT_WORDS.split():
        at = event.find(word)
        if at > 0:
            return event[at:]
    if len(event) > 16 and "、" in event:
        return event.rpartition("、")[2]
    return event.lstrip("的并且")
