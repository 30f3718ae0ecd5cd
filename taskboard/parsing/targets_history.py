"""Tell a baseline, a stock or a result of the past from a demand on the year to come."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from taskboard.parsing.sentences import sentence_start
from taskboard.patterns import rare

if TYPE_CHECKING:
    from taskboard.parsing.targets import Candidate

THAN = re.compile(
    "(?:较|(?<!占)比|与)(?:上一?年|去年|往年|前年|20[0-9]{2}年|上年度)?(?:同期|底|末|度)?(?:相比)?(?=[^达])|同比"
    "|(?:不低于|不高于|不少于|高于|低于|超过)(?:上一?年|去年|往年|20[0-9]{2}年)度?(?:同期|平均|实际)?水平"
    "|(?:高于|快于|优于|低于)(?:上一?年|去年)度?(?=[0-9]|$)"
    "|在(?:上一?年|去年|20[0-9]{2}年)度?(?:的|(?:增长|提高|下降)[0-9.]+%的?)?基础上"
)
_YEAR = re.compile(
    "(20[0-9]{2})年(?![本版修])|[今本]年"
    "|(?:^|(?<=[，。；：、.\n]))(去年|前年|上一?年)(?!同期|水平|基础|相比|的|结转|度|底)"
)
_OF_A_NOUN = "[^，。；：]*的[^，。；：]+"
_TO_A_SHARE = ("达到", "超过", "突破", "为")
_COUNTED_NOUN = "[^，。；：、0-9]{1,10}的[^，。；：、0-9]{1,12}[0-9]"
_CLAUSE_STARTS = "，。；：、（\n"
_FOLLOWS = ("同比", "环比")
_OWNED = re.compile("拥有[量率]|涉及面|每[百千万]*[人名户家][^，]{0,16}拥有")
_BY_LATER = (
    "[度的]?[^0-9，。；][^，。；]{1,24}?(?<![0-9])[0-9]{1,2}月(?:[0-9]{1,2}日|底|[上中下]旬)?前"
)
_RAISED = re.compile(
    "[^，。；]{0,6}(?:提高|提升|拓展|扩展|发展|精简|压降|延长|增加|增|扩大|压缩|缩短|降|减|压减|下降|缩减|调整|上升|增长)(?:到|至|为)"
)
_REPORTED = re.compile(
    "截[至止]到?(?:(20[0-9]{2})年)?|以来|年来|(?<![0-9])1月?[—~至到-][0-9]{1,2}月份?[^，。；]{0,16}累计"
)
_AHEAD = rare(
    "力争|力求|确保|计划(?!的|投资|任务)|预计|目标(?!(?:任务)?的(?:[0-9]|$))|争取|务必|全年|年底|下一步|下半年|今后|将|要|须|应|20[0-9]{2}年|[明今]年"
)
_RATE = re.compile(
    "[^，。；]{1,12}率(?:达到?|为)?$|(?:完成|占|为)[^，。；]{0,8}(?:计划|任务|目标)的?$"
)
# 到位资金401.6亿元，完成全年任务的45.6%: plans share out round parts, reports count what came
_MEASURED_BY = ("，完成", "，占", "，为", "，达到")
SHARE_DONE = rare(
    "，(?:完成|占|为|达到)[^，。；0-9]{0,12}(?:计划|任务|目标)数?(?:[0-9.]+[^，。；0-9]{1,3})?的?"
    "(?:[0-9]+\\.[0-9]*[1-9]|1(?:0[1-9]|[1-9][0-9])|[2-9][0-9]{2})%(?!以|左右)"
)
_RANKED = rare("[，、](?:位?居|并列)全[国省市][^，。；]{0,6}第")  # 到位资金312亿元，居全省第五位
_BY_PAPER = (
    "[^，。；]{0,16}(?:印发|发布|出台|下发|下达|颁布|公布|施行|修订|制定|通过|召开|批复|批准)的"
)
_DONE = rare("(?:(?<=[，；。：])|^)(?:目前，?)?已(?!达到)[^，。；]{0,14}?[0-9]")
_STOCKED = rare("(?<![均都应要须])(?:建|配)有(?!望)")
_SOLD = "已(?:售|批|供|立项|入库)(?=[^，。；0-9]{0,6}(?:项目|住宅|商品房|土地|企业|楼盘))"
_BYGONE = rare("近[两三五]年|去年|上年|上一年|往年|近年|同期|曾|已(?:经|累计)?达到$")


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
    if "涉及" in seg:
        seg = re.compile("涉及[^，。；]{1,10}的").sub("", seg)  # 涉及交通的实事是建成油路3000公里
    if "已" in seg:
        seg = re.compile(_SOLD).sub("", seg)
    if _RAISED.match(text, found.end) and re.search("[由从]", seg[-16:]):
        return True
    stock = found.kind == "counts" and not firm and "有" in seg and "每" not in seg
    if stock and _STOCKED.search(seg):
        return True  # 全县建有冷库30座
    after = found.end + 2 * text.startswith("以上", found.end)
    if text.startswith(_MEASURED_BY, after) and SHARE_DONE.match(text, after):
        return True
    if text.startswith(("，居", "，位居", "、居", "、位居", "、并列"), found.end) and _RANKED.match(
        text, found.end
    ):
        return "力争" not in seg
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
    if sentence and text[sentence - 1] == "；" and text.startswith("是", sentence + 1):
        first = text.rfind("一是", max(0, sentence - 400), sentence)  # 2022年，一是…；二是…
        if first > text.rfind("\n", 0, sentence):
            sentence = sentence_start(text, first)
    for year in _YEAR.finditer(text, sentence, at):
        than = year[1] and text[year.start() - 1 : year.start()] in ("较", "比")
        if than and not text.endswith("占比", 0, year.start()):
            continue
        if text.startswith("为基", year.end()):
            continue  # 以2020年为基期
        if "的" in text[year.end() : at] and re.compile(_BY_PAPER).match(text, year.end(), at):
            continue  # 按照2022年11月印发的意见，就诊率达到90%
        if year.end() + 1 == at and text.endswith(_TO_A_SHARE, 0, year.start()):
            continue  # 达到2023年的2倍
        past = bool(year[2]) or (bool(year[1]) and int(year[1]) < present)
        if past and _is_aside(text, year, at):
            continue
        within = year.start() > sentence and text[year.start() - 1] not in _CLAUSE_STARTS
        if past and within and re.compile(_COUNTED_NOUN).match(text, year.end()):
            continue  # 改造2000年底前建成的小区45个，其中一季度开工10个
        if not (past and within and re.compile(_OF_A_NOUN).fullmatch(text, year.end(), at)):
            bygone = past
    return bygone


def _is_aside(text: str, year: re.Match[str], at: int) -> bool:
    """Tell whether a year before ``at`` only says where a level starts or which things are meant.

    由2022年底的312家增加到340家; 对2023年底前受理的218件积案，化解率达到60%; 2023年度图斑
    5月20日前整改到位，占比控制在1%以下.
    """
    if text.endswith(("由", "从"), 0, year.start()):
        return re.compile("[底末]?的?[0-9]").match(text, year.end()) is not None
    if "前" in text[year.end() : at] and re.compile(_BY_LATER).match(text, year.end(), at):
        return True
    about = re.compile("(?:^|[，。；：、.\n])对[^，。；对]{0,4}$").search(
        text, max(0, year.start() - 6), year.start()
    )
    return bool(about and re.compile("[^，。；：]*的[^，。；：]+，").match(text, year.end(), at))


def is_reported(text: str, found: Candidate, sentence: int, present: int) -> bool:
    """Tell whether the sentence reports what was done so far: 截至6月底, 今年以来, 1—10月累计.

    Words that look ahead end the report; 截至 a day of this year or later may be a demand.
    """
    before = text[sentence : found.start]
    if not ("截" in before or "来" in before or "累计" in before):
        return False
    last = None
    for last in _REPORTED.finditer(before):  # noqa: B007
        pass
    if last is None or _AHEAD.search(before, 0 if last[0].endswith("累计") else last.end()):
        return False
    return not (last[1] and int(last[1]) >= present)


def is_result(text: str, found: Candidate, seg: str, sentence: int, past_end: int) -> bool:
    """Tell whether a rate only sums up a number of the past before it: 已开工65件，开工率达100%."""
    if found.kind != "percent" or not _RATE.fullmatch(seg):
        return False
    if SHARE_DONE.match(f"，{seg}{text[found.start : found.end + 2]}"):
        return True
    if past_end <= sentence:
        done = (
            _DONE.search(text, sentence, found.start)
            if "已" in text[sentence : found.start]
            else None
        )
        if done is None:
            return False
        past_end = done.end()
    if text.startswith(("以上", "以内", "以下", "左右"), found.end):
        return False
    return not _AHEAD.search(text, past_end, found.start)
