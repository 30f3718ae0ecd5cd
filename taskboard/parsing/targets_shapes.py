"""Tell demands by the shape of their clause: 对73处路段进行整治, 在50所学校开展试点.

Each shape is looked for only where a cheap word of it stands by the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taskboard.parsing.targets_conditions import TAIL
from taskboard.parsing.targets_tables import MADE_OF_LISTS, TREATMENTS
from taskboard.parsing.units_tables import words

if TYPE_CHECKING:
    from taskboard.parsing.targets import Candidate

_TREATED = (
    f"[^，。；0-9]{{1,24}}?(?:进行|实施|开展)[^，。；0-9]{{0,8}}?(?:{TREATMENTS.replace(' ', '|')})"
)
_TO = "(?<![针面相核])对[^，对]{0,14}$"
_AT = "在(?:全[市县区省])?$"
_HELD = (
    "(?![^，。；]{0,16}基础)[^，。；中内]{1,16}?"
    "(?:开展|建设|实施|试点|推行|推广|设置|布设|建立|设立|安装|配备)"
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
    if found.kind == "percent":
        if found.value == 100 and text.startswith(_WHOLLY, end):
            return True  # 新建房屋100%办理登记
        if seg == "其中" and re.compile(_SHARE_OF_IT).match(text, end):
            return True  # 其中20%达到推荐标准
        if text.startswith("的", end):
            return bool(re.compile(_WISH).search(seg) and re.compile(_SHARE).match(text, end))
        ends = text[end : end + 1] in _ENDS
        return ends and re.compile(_CHANGED).search(seg) is not None
    if found.kind != "counts" or found.small:
        return False
    if seg.endswith(_BY_THEN) and re.compile(_WORKS_DONE).match(text, end):
        return True
    if "每" in seg and seg.endswith(_KEPT):
        return True
    if seg.endswith("的") and re.compile(_WISH).search(seg):
        return re.compile(_OPENED).match(text, end) is not None
    if "对" in seg and found.value > 1 and re.compile(_TO).search(seg):
        return re.compile(_TREATED).match(text, end) is not None
    at = "在" in seg and found.value > 1 and re.compile(_AT).search(seg)
    return bool(at and re.compile(_HELD).match(text, end))


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
