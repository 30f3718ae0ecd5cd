"""Tell a number that says who or what is meant from one that is demanded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taskboard.parsing.targets_history import THAN
from taskboard.parsing.targets_tables import (
    AIMS,
    AREA_VERBS,
    ATTRIBUTES,
    MONEY_RULES,
    OPERATORS,
    TargetTables,
)
from taskboard.patterns import rare

if TYPE_CHECKING:
    from taskboard.parsing.targets import Candidate

TAIL = re.compile("(?:及|或|\\(含\\))?(?P<t>以上|之上|以内|之内|以下|左右|上下|内)")
_STOPS = "，。；：！？\n（"
_WHO = re.compile("对[^，]{0,4}(?:超过|达到|不足|低于|高于)$")
_CASE = re.compile(
    "(?<![不得应能])(?:低于|少于|小于|短于|不足|未达到|达不到|超过|高于|大于|[≥≤<>])$"
)
_NOUN_INSIDE = (
    "连续[一两三四五六七八九十0-9]{1,2}年每年|植被|基因|原因|成因|[非平不]凡|超标(?:天数|率|面积)"
)
_WORKS_OF = rare("的[^，。；0-9]{0,6}(?:项目|企业|工程)(?!目标|任务)")
_RATED = rare("[^，。；、0-9]{2,24}(?:率|比例|占比)(?:[0-9]|达|不低于|稳定|保持|控制|为)")
_PLACES = ("床位", "学位", "车位", "泊位", "座位", "餐位", "席位", "教学班", "班级")
_PLANNED = rare(f"(?:规划|设计)(?:建设|设置|设|配建)?(?:有|总)?(?:{'|'.join(_PLACES)})$")
_TREATED = tuple(
    f"的{word}"
    for word in (
        "予以",
        "给予",
        "责令",
        "依法",
        "视为",
        "实行",
        "列入",
        "取消",
        "约谈",
        "通报",
        "扣",
        "优先",
        "可列",
        "可以",
        "可申",
        "可按",
        "可享",
    )
)
_REACH = ("覆盖率", "范围", "半径", "服务圈", "生活圈")  # 站点500米覆盖率达到100%
_CAP = "(?:最高|最多|累计|总额|原则上|单[^，]{1,6}|每[^，]{1,6})+不超过$"
_OR_ELSE = "或[^，。；]{2,20}的"
_PEOPLE = ("人", "名", "户")
_TEAMS = "的?[^，。；、0-9]{2,10}[0-9]+[支个家所处座组期场]"
_NOT_DONE = ("未", "仍未", "仍不", "没有", "拒不")
_OVER = ("企业", "项目", "产业", "园区", "集群", "镇", "村", "单位")
_CEILINGS = ("最高", "最高达", "最高可达", "上限", "上限为")
# 发放补贴500万元, but not 对企业发放补贴500万元
_PAID_OUT = rare(
    "^[^每按对给]*(?:发放|兑付|拨付|兑现|争取|筹措|落实|统筹|安排|整合|投入)[^每按对给]*$"
)
_RAISED = ("提高", "增加", "上调", "调增", "增长")  # 补助标准每人每年提高30元
# no size of one project
_OF_THE_PLACE = (
    "固定资产投资额",
    "投资完成额",
    *(f"{of}面积" for of in ("播种", "种植", "粮食", "油菜")),
)
_MONEY = tuple(MONEY_RULES.split())
_ATTRIBUTES = tuple(ATTRIBUTES.split())
_AREA_VERBS = tuple(AREA_VERBS.split())


def is_condition(text: str, found: Candidate, seg: str, tables: TargetTables) -> bool:
    """Tell whether the number is a threshold of who or what is meant."""
    end = found.end
    if found.kind == "sizes" and text.startswith(_REACH, end):
        return True
    tail = TAIL.match(text, end)
    after = tail.end() if tail else end
    if found.kind in ("sizes", "counts", "percent") and tail:
        sized = found.kind == "sizes" or found.unit in ("人", "户", "层", "头", "张床位")
        if sized and text.startswith(tables.thresholds, after):
            return True
        if found.unit in _PEOPLE and re.compile(_TEAMS).match(text, after):
            return True  # 组建20人以上应急队伍6支
        if found.kind == "sizes" and _RATED.match(text, after):
            return True  # 8吨以上重型货车视频装置安装率100%
    if found.kind == "durations" and text.startswith(_NOT_DONE, after):
        return True  # 超过30日未整改的
    if _WHO.match(seg) and re.compile("[^，。；：]{1,10}的").match(text, after):
        return True
    if _is_case(text, seg, after) or _is_plan_of_one(text, found, seg, after):
        return True
    if found.kind == "percent" and tail and "对" in seg[:5] and text.startswith("的", after):
        return not text.startswith(AIMS, after + 1)  # 对产值下滑20%以上的企业
    near = seg[-14:]
    if found.kind == "percent" and (than := THAN.search(near)):
        near = near[than.end() :]
    if any(word in near for word in tables.conditions) and any(
        word in re.compile(_NOUN_INSIDE).sub("", near) for word in tables.conditions
    ):
        return not text.startswith(("的比例", "比例"), end)
    plain = seg.rstrip("约近")
    if found.kind == "sizes" and (
        (plain.endswith(_ATTRIBUTES) and not plain.endswith(_OF_THE_PLACE))
        or _is_of_things(text, seg, after, tables)
    ):
        made = plain.endswith("面积") and not plain.endswith(("占地面积", "建筑面积"))
        return not (made and any(verb in seg for verb in _AREA_VERBS))
    money = found.unit.endswith("元")
    if money and tail and text.startswith("或", after) and re.compile(_OR_ELSE).match(text, after):
        return True  # 投入500万元以上或纳税100万元以上的项目
    if money and seg.endswith("不超过") and (cap := re.compile(_CAP).search(seg)):
        begin = found.start - len(seg)
        before = seg if cap.start() else text[max(0, begin - 24) : begin]
        if any(word in before for word in _MONEY):
            return True  # 按投资额的10%给予补助，最高不超过500万元
    if money and (seg.endswith(_CEILINGS) or any(word in seg for word in _MONEY)):
        if _PAID_OUT.search(seg) and "每" not in text[found.start - 3 : found.start]:
            return False
        return not seg.endswith(_RAISED) and not any(seg.endswith(words) for _, words in OPERATORS)
    if money and text.startswith("的", after) and _WORKS_OF.match(text, after):
        return True  # 引进固定资产投资5亿元的项目2个
    stop = next((i for i in range(after, min(after + 30, len(text))) if text[i] in _STOPS), None)
    return stop is not None and text[stop] == "，" and text[stop - 1] == "的" and stop > after


def _is_case(text: str, seg: str, after: int) -> bool:
    """Tell whether the number says which cases are meant: 满意度低于80%的责令整改."""
    if text.startswith(_TREATED, after):
        return True  # 利率50%以下的予以补贴
    return (
        bool(_CASE.search(seg))
        and text.startswith("的", after)
        and not text.startswith(AIMS, after + 1)
    )


def _is_plan_of_one(text: str, found: Candidate, seg: str, after: int) -> bool:
    """Tell whether a count says how big one thing is: 规划建设床位1200张的医院."""
    if found.kind != "counts" or found.small:
        return False
    if ("规划" in seg or "设计" in seg) and _PLANNED.search(seg):
        return True
    if not text.startswith("的", after) or text.startswith(AIMS, after + 1):
        return False
    return seg.endswith(_PLACES)


def _is_of_things(text: str, seg: str, after: int, tables: TargetTables) -> bool:
    """Tell whether a size says which things are counted: 投资500万元以上技改项目100个."""
    over = seg.endswith(("超", "超过", "过"))
    if over and text.startswith(_OVER, after):
        return True  # 主营业务收入超500亿元企业
    if not over and not TAIL.search(text, max(0, after - 2), after):
        return False
    words = "|".join(tables.thresholds)
    things = f"(?:[^，。；、0-9]{{0,6}}(?:{words}))?[0-9]"
    return bool(re.compile(things).match(text, after))
