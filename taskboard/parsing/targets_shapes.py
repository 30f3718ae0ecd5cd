"""Tell demands by the shape of their clause: 对73处路段进行整治, 在50所学校开展试点.

Each shape is looked for only where a cheap word of it stands by the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taskboard.parsing.sentences import sentence_start
from taskboard.parsing.targets_conditions import TAIL
from taskboard.parsing.targets_tables import MADE_OF_LISTS, TREATMENTS
from taskboard.parsing.units_tables import words
from taskboard.patterns import rare

if TYPE_CHECKING:
    from taskboard.parsing.targets import Candidate
    from taskboard.parsing.targets_evidence import Judge

_TREATED = (
    "(?:[^，。；（0-9]|（[^（）\n]{1,60}）){1,32}?(?:进行|实施|开展)[^，。；0-9]{0,8}?"
    f"(?:{TREATMENTS.replace(' ', '|')})"
)
_TO = "(?<![针面相核])对[^，对]{0,14}$"
_AT = "在(?:全[市县区省])?$"
_HELD = (
    "(?![^，。；]{0,16}基础)[^，。；中内]{1,16}?"
    "(?:开展|建设|实施|试点|推行|推广|设置|布设|建立|设立|安装|配备|增设|新增|开设)"
)
_SHARE = (
    "的[^，。；]{1,16}?"
    "(?:建成|达到|实现|完成|配备|配齐|设立|接入|纳入|开展|覆盖|用上|创成|成为|通上?(?=[水电气路]))"
)
_SHARE_OF_IT = "(?:以上)?的?[^，。；0-9]{0,10}?(?:达到|建成|创成|通过|完成)(?!了)"
_WISH = "确保|力争|实现|推动|保证|争取"
_CHANGED = (
    "(?:^|[前底内年月度要将再]|分别|确保|力争)"
    "(?:压减|压缩|削减|降低|下调|提高|增加|减少|上浮|完成)[^，的0-9]{2,10}的?$"
)
_OPENED = "[^，。；]{1,12}?(?:全部|全面|如期|按期)(?:投入使用|投用|建成|开工|完工|竣工|开学|开放)"
_WORKS_DONE = (  # 确保9月底前38个项目2311公里高速公路开工建设, 等10个项目确保建成通车
    "(?:重点|重大|亿元以上|[省市县级产业工]{2,4})*(?:项目|工程)[^，。；、的已]{0,24}"
    "(?:开工|竣工|完工|建成|投产|投运|投用|通车|落地|达产)(?:建设|通车|投产|投用|投运|达效)?"
    "(?=[，。；、）]|$)"
)
_BY_THEN = ("前", "底", "年内", "确保", "力争", "实现", "推动")
_PLANNED = "确保|力争|实现|推动|年内|[底月日末节旬]前"
_NUMBER = "(?:[0-9]{1,3}[.、]|（[^（）]{1,4}）|[一二三四五六七八九十]{1,3}[、是])?"
_LISTS = (
    f"{_NUMBER}(?:力争|确保|要|将|全年|年内|全面|启动|，)*(?:{MADE_OF_LISTS.replace(' ', '|')})"
    "[^，。；]{2,90}等"
)
_WORKS = ("项目", "工程", "重点项目", "重点工程")
_CARRIED = f"{_NUMBER}(?:力争|确保|要|加快|全力|全年|，)*(?:实施|推进|启动)"
_WHOLLY = words(
    "纳入 覆盖 办理 落实 完成 达标 建立 签订 整改 到位 配备 持证 公开 兑现 接入 合格 办结 回访 "
    "核查 实现 通过 开展 建成 执行 参加"
)
_KEPT = ("建有", "配有", "设有", "备有")
# what a year yields; with nothing else in its clause it is what the plan asks for
_OUTPUTS = words(
    "产量 总产 产能 供应量 储备量 出栏 存栏 出笼 出栏量 存栏量 吞吐量 装机 装机容量 播种面积 "
    "种植面积 粮食面积 油菜面积 粮播面积"
)
_TOTALS = words(
    "进出口总额 进出口额 成交额 交易额 零售额 销售额 总产值 增加值 旅游收入 综合收入 营业收入 "
    "经营收入 捐赠总额 授信总额 固定资产投资额 登记额 投资完成额 固定资产投资 生产总值 预算收入 "
    "财政收入 可支配收入 纯收入 经济总收入 集体经济收入"
)
_REPORTING = rare(
    "现有|目前|截[至止]|(?<![0-9])1月?[—~至到-][0-9]{1,2}月|(?:[上下]半年|[一二三]季度)(?!末|前|底)"
)
_OUTPUT_ALONE = (
    f"{_NUMBER}(?:全年|今年|力争|确保)?[^，。；：（）0-9的是有为占达较比计共约已前季截]{{0,14}}"
)
_TOLD_OF = "，(?:是|位?居|均|占|为|同比下降|较|比)"
_LISTED_WORKS = "[^，。；：（）0-9的是有为占达较比]+"
_COUNTABLE = ("counts", "events")
_PER_HEAD = "每[百千万][人名户][^，0-9一二三四五六七八九十]{2,20}$"
_FOR = "(?:^|[，。；：、（前底内年])(?:免费|将|再|统一)*为[^，为的]{0,14}(?:的|既有的|内)?$"
_GIVEN = (
    "[^，。；了]{1,26}?"
    "(?:新增|加装|安装|配备|提供|发放|配置|增设|办理|购买|更换|实施|开展|建设|落实)(?!了)"
)
_PUSHED = "(?:推进|推动|督促|指导)[^，的]{0,8}$"
_COME_TO = "[^，。；了的]{2,16}?(?:实现|完成|达到|建成|开工|竣工|投用|通过|创成)(?!了)"
_AIMED = ("、", "和", "目标", "任务", "的目标", "的任务", "生产任务", "种植任务", "建设任务")
_AIMED_AT = (
    "(?:[、和][^，。；、0-9]{1,8}[0-9.]+[^，。；、0-9目任的]{1,3})*的?(?:年度|全年)?"
    "(?:生产|种植|建设|播种|造林)?(?:目标|任务)"
)
_MEANT = "确保|力争|完成|落实|实现|保证"
_RESULT = "的[^，。；有已未]{1,16}?(?:达到|实现|完成|建成|创成|开工|竣工)(?!了|率)"
_OPENING = f"{_NUMBER}(?:全年|年内|年底前?|[0-9]{{1,2}}月[底份]?前?)?"
_MORE_VALUES = "(?:[、和及与][0-9.]+[^，。；、和及与0-9]{1,7}?)+(?=以[内下上])"
_ENDS = "，。；：！？、）\n”"


def is_shaped(text: str, found: Candidate, seg: str) -> bool:
    """Tell whether the clause as a whole demands the number that no verb stands before.

    Args:
        text: The whole text.
        found: The number.
        seg: Its clause up to the number.
    """
    end = found.end
    if found.kind != "percent" and text.startswith(_AIMED, end):
        aimed = re.compile(_AIMED_AT).match(text, end)
        if aimed and re.compile(_MEANT).search(seg):
            return True  # 确保夏粮12万亩、油菜4万亩目标任务的实现
    if found.kind == "percent":
        if found.value == 100 and text.startswith(_WHOLLY, end):
            return True  # 新建房屋100%办理登记
        if seg == "其中" and re.compile(_SHARE_OF_IT).match(text, end):
            return True  # 其中20%达到推荐标准
        if text.startswith("的", end):
            if re.compile(_OPENING).fullmatch(seg) and re.compile(_RESULT).match(text, end):
                return True
            return bool(re.compile(_WISH).search(seg) and re.compile(_SHARE).match(text, end))
        ends = text[end : end + 1] in _ENDS
        return ends and re.compile(_CHANGED).search(seg) is not None
    if found.kind != "counts" or found.small:
        return False
    if seg.endswith(_BY_THEN) and re.compile(_WORKS_DONE).match(text, end):
        return True
    if "每" in seg and (seg.endswith(_KEPT) or re.compile(_PER_HEAD).search(seg)):
        return True
    if found.value > 1 and ("为" in seg or "推" in seg) and _serves(text, found, seg):
        return True
    if seg.endswith("的") and re.compile(_WISH).search(seg):
        return re.compile(_OPENED).match(text, end) is not None
    if "对" in seg and found.value > 1 and re.compile(_TO).search(seg):
        return re.compile(_TREATED).match(text, end) is not None
    at = "在" in seg and found.value > 1 and re.compile(_AT).search(seg)
    return bool(at and re.compile(_HELD).match(text, end))


def _serves(text: str, found: Candidate, seg: str) -> bool:
    """Tell whether something is done for those counted: 为500个小区新增充电设施.

    Also of 推进32条线路实现信息预报, where the verb of what they come to stands behind.
    """
    if re.compile(_FOR).search(seg):
        return re.compile(_GIVEN).match(text, found.end) is not None
    pushed = re.compile(_PUSHED).search(seg)
    return bool(pushed and re.compile(_COME_TO).match(text, found.end))


def is_output(text: str, found: Candidate, lead: str, *, told: bool) -> bool:
    """Tell whether a plain noun of what a year yields demands the number: 生猪出栏80万头.

    Args:
        text: The whole text.
        found: The number.
        lead: The clause up to the number.
        told: True where a demand stands before in the sentence.
    """
    money = found.unit.endswith("元")  # 进出口总额340亿元
    if not lead.endswith(_TOTALS if money else _OUTPUTS):
        return False
    if told:
        return True  # 生猪出栏12万头以上，蔬菜产量80万吨
    if _REPORTING.search(text, sentence_start(text, found.start), found.start):
        return False  # 上半年预算收入9亿元
    if money:
        return True
    alone = re.compile(_OUTPUT_ALONE).fullmatch(lead)
    tail = TAIL.match(text, found.end)
    end = tail.end() if tail else found.end
    return alone is not None and re.compile(_TOLD_OF).match(text, end) is None


def lists_works(judge: Judge, found: Candidate) -> bool:
    """Tell whether a list of counted works goes on behind a semicolon: …34件；乡镇供水2件；."""
    text, last = judge.text, judge.last_end
    if found.kind != "counts" or found.unit != judge.last_unit or not text.startswith("；", last):
        return False
    gap = text[last + 1 : found.start]
    named = 2 < len(gap) < 16 and re.compile(_LISTED_WORKS).fullmatch(gap) is not None
    return named and text[found.end : found.end + 1] in _ENDS


def ends_listing(judge: Judge, found: Candidate, seg: str, lead: str) -> bool:
    """Tell whether a demand of the sentence goes on with another thing that is counted.

    Args:
        judge: What was judged so far.
        found: The number, at the end of its clause.
        seg: Its clause up to the number.
        lead: The same without 共, 约 and the like.
    """
    if found.small or lead.endswith(("的", "有")):
        return False
    if judge.text[judge.last_end : found.start] == f"，{seg}" and judge.last_kind in _COUNTABLE:
        return found.kind in _COUNTABLE and len(lead) > 1  # 刊发推广8次，专版2个，专稿2篇
    return found.kind == "counts" and len(lead) > 3  # …，开行线路15条


def ends_list(text: str, found: Candidate, clause: int) -> bool:
    """Tell whether the number counts the things just named: 打通甲路、乙路等12条断头路.

    Only things that are made, mended or taken away; who takes part is counted the same way.
    """
    counted = found.kind == "counts" and not found.small and text.endswith("等", 0, found.start)
    if not counted:
        return False
    if re.compile(_LISTS).fullmatch(text, clause, found.start):
        return True
    if text.startswith(_WORKS, found.end) and re.compile(_CARRIED).match(text, clause):
        return True  # 实施管网改造、水厂扩建等5个项目
    if text.startswith(_WORKS, found.end) and (
        done := re.compile(_WORKS_DONE).match(text, found.end)
    ):
        return re.compile(_PLANNED).search(text, clause, done.end()) is not None
    treated = re.compile(_TO).search(text[clause : found.start])
    return bool(treated and re.compile(_TREATED).match(text, found.end))


def shared_tail(text: str, end: int) -> re.Match[str] | None:
    """Return 以内 behind the last value of a list: 分别稳定在12小时、1小时以内."""
    more = re.compile(_MORE_VALUES).match(text, end)
    return TAIL.match(text, more.end()) if more else None


def is_promised(text: str, found: Candidate, seg: str) -> bool:
    """Tell whether a length is the time something is done in: 实现0.5个工作日办结."""
    done = text.startswith(("办结", "办好", "办成", "拿证", "领证", "出证"), found.end)
    return done and re.compile("实现|力争|确保|做到|承诺").search(seg) is not None
