"""Decide from its neighbours whether a day or month without 前 or 内 is a time limit."""

from __future__ import annotations

import re

from taskboard.parsing.deadlines_cycle_days import is_season
from taskboard.parsing.deadlines_points import Point
from taskboard.parsing.deadlines_tables import STOCK, WHOLE_YEAR_NOUNS, TimeTables
from taskboard.parsing.targets_history import SHARE_DONE
from taskboard.patterns import rare

REFUSED_LEFT = re.compile(
    "(?:有效期限?[至到为]?|有效至|截至|截止到?|较|(?<!占)比|同|同比|早在|继|与|和|号|第|的|从|自|过去的?|近|(?:[发公]布|成文|[生失]效|印发|更新|废止)(?:日期|时间)：?)$"
)
ABOUT = re.compile("[关由对鉴基处高低等属位]于$")
_STATE = (
    "[^，。；\\n]{0,12}?(?:同比|环比|平稳|有所|偏[多少高低]|位居)"
    "|(?<=年终)(?:验收|检查|审计|督查|评估|盘点|决算)"
)
_LEFT = (
    "(?:最迟|最晚|拟|定|应|须|要)?(?:于|在|至|到)$|力争$|确保$|计划$|预计$|拟$|争取$"
    "|[（，。；：、\n]$|^$"
)
_LEAD = "(?:力争|确保|争取|要|须|应|全面|基本|全部|必须|高质量|按期|如期|，)*"
_HORIZON = "(?:[近中远]期|展望)[到至]$"  # 规划近期至2030年
_HELD = ("召开", "举行", "举办", "印发", "发布", "出台", "下达")
_STOP = re.compile("[，。；：！？\n（）】〕]")
_STOCK = tuple(STOCK.split())
_WHOLE_YEAR = tuple(WHOLE_YEAR_NOUNS.split())
_SENTENCE = re.compile("[。；\n]")
_PART = "(?:[上下]半年|[一二三四]季度|[0-9]{1,2}月底?前?)"
_AMOUNT = "[0-9.]+[万亿]?[^0-9，、；。（）\\n]{1,4}[，、；和]"
_SHARED = f"{_PART}{_AMOUNT}{_PART}[0-9]"
_SHARED_LAST = f"{_PART}{_AMOUNT}{_PART}$"
_EXAMINED = rare(
    "(?:年终|年度|半年|期[末中]|中期|终期)(?:考[核评试]|总结|验收|评估|述职|监测)(?=[，。；）\n]|$)"
)
_ROUNDED = "(?:总结|考核)(?:巩固|评估|提升|推广|验收|表彰|通报|评定)"
_OBLIGED = (
    "[^，。；：\\n]{0,14}?(?:须|要|应|力争|确保)"
    "(?:达到?|控制|超过|突破|不[低高少超]|实现|完成|保持|降)"
)
_STAGE = (
    "[^，。；：\\n]{2,14}?(?:(?:达到?|超过|突破|不[低少]于|完成|开工|竣工|投产|建成|完工|签约|落地)"
    "[0-9百]|[0-9.]+%以上)"
)
_CARRIED = (  # 4月至12月，在全市开展专项行动
    "，(?:在|对)?[^，。；的了已]{0,12}?(?:组织开展|集中开展|开展|组织实施|集中整治)(?!了|以来|情况)"
)
_REACH = 160  # characters between one stage and the next
_IS_SPAN = "为[^，。；的]{2,10}(?:期|期间|阶段|时段)(?=[，。；）\\n]|$)"  # 3月1日至5月31日为整治期
_SHOWN = ("见报", "刊发", "播出", "首播", "首发", "开幕", "闭幕", "开赛")
_STAGES = ("month", "part", "quarter", "half")
_OPENERS = "，；。：、）.\n"
_PHASE = (
    "(?:(?:全面|集中|深入|逐项|持续|开展|进行)?(?:部署|动员|宣传|发动|摸底|排查|自查|自纠|检查|抽查|督查"
    "|整治|整改|治理|攻坚|推进|实施|落实|巩固|提升|提质|深化|完善|评估|考核|考评|验收|总结|通报|推广"
    "|冲刺|收官|销号|提高|成果|成效|“[^”\n]{1,6}”)[、和与及并]?){1,5}(?=[，。；）\n]|$)"
)
_ISSUED = ("修订", "印发", "颁布", "成立")
_OF_THE_YEAR = (
    "完成",
    "实现",
    "制定",
    "做好",
    "报送",
    "总结",
    "汇总",
    "安排",
    "下达",
    "贯穿",
)  # 完成全年拨付
_REPORT_TO = ("至", "到")
_SEASON = ("年底", "年末", "岁末", "岁尾")  # 岁末年初 is a season
_PART_END = "[，。；：、！？\n（）]"
_COUNT = "[0-9]|分之|[一二两三四五六七八九十][次期篇场个]"


def stands(text: str, points: list[Point], year: int, tables: TimeTables) -> bool:
    """Tell whether points without 前 or 内 after them are a time limit."""
    first, last = points[0], points[-1]
    left = text[max(0, first.start - 6) : first.start]
    if "有效期" in left:
        return False
    if first.printed_year and first.printed_year < year:
        return False
    if REFUSED_LEFT.search(left) and not (last.window and left.endswith(("从", "自"))):
        return False
    if last.grain == "year":
        if (
            text[last.end - 1] in "度的"
            or left.endswith("达到")
            or re.compile(_HORIZON).search(left)
        ):
            return False
        return left.endswith(("到", "至")) and not text.startswith(("度", "的"), last.end)
    if last.grain == "end" and left.endswith(_REPORT_TO) and text.startswith("，", last.end):
        stop = _SENTENCE.search(text, last.end)
        if SHARE_DONE.search(text, last.end, stop.start() if stop else len(text)):
            return False  # 至6月底，完成投资4.73亿元，为年度计划的23.6%
    if last.window and left.endswith(("时间为", "时限为", "期限为", "时间是")):
        return True  # 专项行动时间为4月至12月
    if last.grain == "year-end" and text.startswith(("年初", "岁初"), last.end):
        return False
    if last.grain == "whole":
        if left.endswith(_OF_THE_YEAR) or re.compile("占[^，。；：]{0,5}$").search(left):
            return False
        return not text.startswith(_WHOLE_YEAR, last.end) and not _counted(text, last.end)
    if last.grain == "start":
        if (
            text.endswith(_SEASON, 0, last.start)
            or text.startswith(_STOCK, last.end)
            or "的" in text[last.end : last.end + 8]
        ):
            return False
        return _acts(text, last.end, left, tables)
    lots = text[first.end : first.end + 1].isdigit()
    if (lots and re.compile(_SHARED).match(text, first.start)) or _shares(text, last.end):
        return True  # 新建20座（上半年12座、下半年8座）
    if re.compile(_ROUNDED).match(text, last.end) or _EXAMINED.match(text, last.end):
        return True
    if text.startswith(_ISSUED, last.end) and _is_issued(text, last):
        return True  # 6月底前 is not needed: 年内修订办法, 3月印发方案
    if text.startswith(tables.not_limit, last.end) or re.compile(_STATE).match(text, last.end):
        return False
    if text.startswith(tables.movable, last.end):  # 9月1日开学前, but 9月开学前 names no day
        return last.grain in ("day", "end")
    if last.window and is_season(text, first.start, last.end):
        return False
    if last.window and text.startswith("为", last.end):
        return re.compile(_IS_SPAN).match(text, last.end) is not None
    if (
        last.window
        and text.startswith("，", last.end)
        and re.compile(_CARRIED).match(text, last.end)
    ):
        return True
    return last.grain in ("end", "part", "year-end") or _acts(text, last.end, left, tables)


def _is_issued(text: str, point: Point) -> bool:
    """Tell whether a plan says when something will be issued: 年内修订办法, not 3月印发的方案."""
    plain = point.grain == "month" and re.compile(_LEFT).search(text[: point.start][-6:]) is None
    if point.printed_year or plain or point.grain == "day":
        return False
    return "的" not in _STOP.split(text[point.end : point.end + 30])[0] and not text.startswith(
        ("以来", "后", "之"), point.end + 2
    )


def _acts(text: str, end: int, left: str, tables: TimeTables) -> bool:
    """Tell whether an action follows, so that a bare month or day is its time limit."""
    lead = re.compile(_LEAD).match(text, end)
    after = lead.end() if lead else end
    clause = text[after : after + 24]
    if clause.startswith(tables.acts):
        if clause[2:3] == "的" and clause.startswith(_HELD):
            return False  # 1月15日召开的调度会
        return "了" not in _STOP.split(clause)[0]
    if _STOP.match(text, end) or end == len(text):
        return (
            bool(left) and bool(re.compile(_LEFT).search(left)) and not left.endswith(("\n", "。"))
        )
    if re.compile(_OBLIGED).match(text, end) or _ends_in_milestone(text, after, tables):
        return True
    return left.endswith(("于", "在", "力争", "争取", "确保")) and not ABOUT.search(left)


def _ends_in_milestone(text: str, at: int, tables: TimeTables) -> bool:
    """Tell whether the short phrase at ``at`` ends in a milestone: 10月设备进场."""
    stop = re.compile(_PART_END).search(text, at, at + 16)
    phrase = text[at : stop.start() if stop else min(len(text), at + 16)]
    return (
        (phrase.endswith(tables.milestones) or phrase.endswith(_SHOWN))
        and "的" not in phrase
        and "了" not in phrase
    )


def stage(text: str, start: int, before: int, point: Point, tables: TimeTables) -> bool:
    """Tell whether ``point`` is the next stage of the limit from ``start`` to ``before``.

    一季度开工率达到30%，上半年开工率超过70%: a quarter or half with a level to reach.
    3月开展自查，4月至9月集中整治，10月至11月巩固提升: each clause begins with its stage.
    """
    if point.grain not in _STAGES or not before <= point.start <= before + _REACH:
        return False
    if re.search("[。\n]", text[before : point.start]):
        return False
    if text[point.start - 1] in "，；" and (start == 0 or text[start - 1] in _OPENERS):
        phrase = re.compile(_PHASE).match(text, point.end)
        if phrase and not phrase[0].startswith(tables.not_limit):
            return True
    if point.grain not in ("quarter", "half"):
        return False
    apart = _SENTENCE.search(text, before, point.start)
    return not apart and bool(re.compile(_STAGE).match(text, point.end))


def _shares(text: str, end: int) -> bool:
    """Tell whether an amount was shared out before, and another stands here: 下半年8座."""
    if not re.compile("[0-9]").match(text, end):
        return False
    return re.compile(_SHARED_LAST).search(text, max(0, end - 24), end) is not None


def _counted(text: str, end: int) -> bool:
    """Tell whether a number is demanded in the same sentence: 全年 is then its period."""
    stop = _SENTENCE.search(text, end, end + 60)
    rest = text[end : min(stop.start() if stop else len(text), end + 60)]
    return bool(re.compile(_COUNT).search(rest))


def milestone(text: str, end: int, tables: TimeTables) -> str | None:
    """Return the milestone that the clause after a limit names."""
    stop = _STOP.search(text, end, end + 24)
    rest = text[end : min(stop.start() if stop else len(text), end + 24)]
    nouns: set[int] = set()  # where a word is part of a noun: 开工建设率 is no 开工 either
    hits = [(rest.find(word), -len(word), word) for word in tables.milestones if word in rest]
    for at, size, word in sorted(hits):
        if at not in nouns and not rest.startswith(tables.not_milestone, at - size):
            return word
        nouns.add(at)
    return None
