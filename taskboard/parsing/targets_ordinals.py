"""Tell a number that belongs to a name, an ordinal or a common word: 附件3, 一期主体, 5G."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taskboard.parsing.targets_tables import (
    FOLLOWERS,
    MADE_AFTER,
    MADE_BEFORE,
    NO_FOLLOWERS,
    NOT_AFTER_TWO,
    NOT_BEFORE,
    NOT_BEFORE_ONE,
    NOUNS_BEFORE,
    TargetTables,
)
from taskboard.patterns import rare

if TYPE_CHECKING:
    from taskboard.parsing.targets import Candidate

_NOT_BEFORE = tuple(NOT_BEFORE.split())
_NOUNS_BEFORE = tuple(NOUNS_BEFORE.split())
_MADE_BEFORE = tuple(MADE_BEFORE.split())
_MADE_AFTER = tuple(MADE_AFTER.split())
_ISSUED = ("编发", "印发", "刊发", "编印", "出刊")  # 每周编发二期简报
_FOLLOWED = ("落实", "执行", "贯彻", "用好")
_RULES = rare("[^，。；、0-9]{0,12}(?:措施|举措|政策|意见|制度)")
_PLACE_ENDS = "，。；、）以左"
_EVENT_IDIOM = re.compile("性|办|告知|通|成型|了|又|次|就|不|也|都|跑|到位")
_PHASE_OF = (
    "完成 建成 建设 启动 推进 实施 开工 竣工 投用 投产 新建 加快 项目 工程 园区 基地 "
    "园 馆 厂 区 路 线 站 楼 城 港 院 校 库 渠 一期、 一期和 一期及"
)
_PHASES = tuple(_PHASE_OF.split())


def is_name(text: str, found: Candidate, tables: TargetTables) -> bool:
    """Tell whether the number belongs to a name, an ordinal or a common word."""
    start, end = found.start, found.end
    if text.endswith(_NOT_BEFORE, 0, start) and found.kind != "percent":
        nouns = (*tables.verbs, *_NOUNS_BEFORE)
        return not text.endswith(nouns, 0, start)  # 发表3篇 is no 附表3
    unit = found.unit.lstrip("万亿千百")
    if text.startswith(FOLLOWERS.get(unit, ("\0",)), end) and not text.startswith(
        NO_FOLLOWERS.get(unit, ("\0",)), end
    ):
        made = unit in "个项" and not found.small and text.endswith(_MADE_BEFORE, 0, start)
        return not (made and text.startswith(_MADE_AFTER, end))
    if found.number == "二" and unit in NOT_AFTER_TWO:
        return not text.endswith(_ISSUED, 0, start)
    if found.small and "0" <= text[end : end + 1] <= "9":
        return True  # 太乙、五台3个街道
    if found.small and unit == "里" and text[end : end + 1] not in _PLACE_ENDS:
        return True  # 十里铺水厂, 七里冲
    if unit in "条项" and text.endswith(_FOLLOWED, 0, start) and _RULES.match(text, end):
        return True  # 落实30条稳增长措施
    if unit == "期" and found.small and _is_phase(text, start, end):
        return True
    if found.small and text.endswith("分", 0, start):
        return True  # 分两次报送
    if text.startswith("级", end) and unit.endswith("元"):
        return True  # 10亿元级项目
    if unit == "版" and "." in found.number:
        return True  # 链长制3.0版
    if found.number == "一":
        if start and text[start - 1] in NOT_BEFORE_ONE:
            return True
        if text.startswith(("一", "体", "定", "些"), end) or unit in ("批", "类", "种", "条"):
            return True
        if unit == "次" and (
            text.endswith(("跑", "再", "又", "首", "这", "上", "下"), 0, start)
            or _EVENT_IDIOM.match(text, end)
        ):
            return True
    return any(text.startswith(name, start) for name in tables.names)


def _is_phase(text: str, start: int, end: int) -> bool:
    """Tell whether 一期 is a stage of building, not an issue: 完成一期主体, but 编发一期简报."""
    return text.endswith(_PHASES, 0, start) or "0" <= text[end : end + 1] <= "9"
