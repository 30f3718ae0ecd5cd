"""Judge whether a number is a demand on this year's work, and with which operator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taskboard.parsing.sentences import sentence_start
from taskboard.parsing.targets_conditions import TAIL, is_condition
from taskboard.parsing.targets_history import (
    THAN,
    goes_on,
    is_bygone,
    is_history,
    is_reported,
    is_result,
)
from taskboard.parsing.targets_ordinals import is_name
from taskboard.parsing.targets_shapes import (
    ends_list,
    ends_listing,
    is_output,
    is_promised,
    is_shaped,
    lists_works,
    shared_tail,
)
from taskboard.parsing.targets_tables import (
    OPERATORS,
    PLAIN_UNITS,
    SERVED,
    SERVED_UNITS,
    SIZES_OF,
    TargetTables,
)
from taskboard.patterns import rare

if TYPE_CHECKING:
    from taskboard.parsing.targets import Candidate

Verdict = list[tuple[str, float, bool]]
_CLAUSE_ENDS = "，。；：！？、）\n”"
_APPROX = re.compile("(?:大概|将近|大约|(?<![签预节违合集公契履])约|(?<![临附就靠邻最])近)+$")
_FILLERS = "了共各再：在为到有"
_OF_YEAR = rare("20[0-9]{2}年的$")
_DATED = rare("(?:[0-9]{1,2}月底?|年底|[一二三四]季度末?)前")  # 天桥2座10月底前投用
_DURING = re.compile(
    "每个?(?:半?[年月]|季|周|星期|天|日|两|学期|旬|[0-9]{1,2}天)|全年|年内|年度|一周|一年|按[月季周]|半年|双月"
)
_JOINT = re.compile("[、，和及与或]|以及")
_OF_PLACES = rare("率[：为]?(?:城[市镇区乡]|农村|乡[镇村]|县城|[市县镇]区)$")
_OF_THEM = ("其中，", "其中：")
_COUNTED = ("项目", "工程", "路段", "标段", "河段")
_PLAIN_UNITS = frozenset(PLAIN_UNITS.split())
_SERVED, _SERVED_UNITS = tuple(SERVED.split()), tuple(SERVED_UNITS.split())
_SHARE_OF = "占[^，]{1,12}的$"
_SHARE = rare("其中.*|(?:[上下]半年|[一二三四]季度|[0-9]{1,2}月份?)底?前?")
_BY_A_DAY = (
    "(?:20[0-9]{2}年)?(?:(?:[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|底)?|[一二三四]季度末?|上半年)前"
    "|(?:[0-9]{1,2}月|年)底前?)"
    "|(?:年内|全年)(?!以)"
)
_FIRST_LOT = re.compile("首期|(?:首|第[一二三四五])批次?")
_EACH = re.compile("(?:每[人户名亩生床头个][/·]?|每?[年月天日]人均|每[年月天日])+$")
_LISTED_LENGTH = rare("(?:[、和]|以及)[^，、]{0,8}|，[^，、]{2,8}")
_SIZES_OF = tuple(SIZES_OF.split())
_ASSIGNED = ("下达的", "分配的", "分解的")
_WORTH = rare("(?:总投资|投资|规模)[0-9.]+[万亿]?元(?:以上)?的$")  # 实施总投资5亿元的8个项目
_AGED = rare("[0-9]{1,2}周?岁(?:及?以[上下])?")
_ASIDE = re.compile("（[^（）0-9]*）")
_BATCH = re.compile("(?:首批|第?[一二三四五两]批|全[市县区省镇]|本[市县区]|不同|新的)$")


class Judge:
    """Judges the candidates of one text from left to right."""

    def __init__(self, text: str, year: int, tables: TargetTables) -> None:
        self.text, self.year, self.tables = text, year, tables
        self.last_end, self.last_op, self.last_kind, self.last_unit = -100, "=", "", ""
        self.past_end = -100

    def verdict(self, found: Candidate) -> Verdict | None:
        """Return operator, value and approximation of a demand (two for a range), or None."""
        text = self.text
        listed = False
        if is_name(text, found, self.tables):
            listed = text.endswith("等", 0, found.start)
            if not listed:
                return None
        sentence = self.sentence_start(found.start)
        clause = self.clause_start(found.start, sentence)
        if listed and not ends_list(text, found, clause):
            return None
        seg = text[clause : found.start]
        if found.unit.endswith("元") and (each := _EACH.search(seg)):
            seg = seg[: each.start()]
        op, approx, firm = self.operator(found, seg)
        joint = self.joined(found)
        gap = text[max(0, self.last_end) : found.start]
        if joint and not firm and "，" not in gap and not THAN.search(gap):
            op = self.last_op
        if not (firm or joint or listed or self.demanded(found, seg, sentence)):
            return None
        if (
            goes_on(seg, firm, sentence, self.past_end, found.start)
            or is_history(text, found, seg, firm, self.tables.past)
            or is_bygone(text, found.start, sentence, self.year)
            or is_reported(text, found, sentence, self.year)
            or is_result(text, found, seg, sentence, self.past_end)
        ):
            self.past_end = found.end
            return None
        if found.kind == "sizes" and gap in ("超", "超过", "过"):
            return None  # 培育10条超10亿元产业链
        if not (joint and "分别" in seg) and is_condition(text, found, seg, self.tables):
            return None
        self.last_end, self.last_op = found.end, op
        self.last_kind, self.last_unit = found.kind, found.unit
        approx = approx or found.loose
        if found.low is not None and op in ("=", ">="):
            return [(">=", found.low, approx), ("<=", found.value, approx)]
        return [(op, found.value, approx)]

    def sentence_start(self, at: int) -> int:
        """Return where the sentence of ``at`` begins; one with 其中 goes on the one before."""
        start = sentence_start(self.text, at)
        if self.text.startswith("其中", start) and self.text[start - 1 : start] == "。":
            return sentence_start(self.text, start - 1)
        return start

    def clause_start(self, at: int, sentence: int) -> int:
        """Return where the clause of ``at`` begins; 、 does not end a clause."""
        text = self.text
        start = max(
            sentence, text.rfind("，", sentence, at) + 1, text.rfind("：", sentence, at) + 1
        )
        bracket = text.rfind("（", start, at) + 1
        return start if not bracket or text.find("）", bracket, at) >= 0 else bracket

    def operator(self, found: Candidate, seg: str) -> tuple[str, bool, bool]:
        """Return operator, approximation, and whether words of comparison stand by the number."""
        lead = seg
        approx = False
        if about := _APPROX.search(lead):
            lead, approx = lead[: about.start()], True
        op = ""
        if lead.endswith("年的"):
            lead = _OF_YEAR.sub("", lead)  # 提高到2025年的45%
        plain = lead.rstrip(_FILLERS) if lead[-1:] in _FILLERS else lead
        for name, words in OPERATORS:
            if lead.endswith(words) or (plain and plain.endswith(words)):
                op = name
                break
        if not op and found.kind != "durations":
            op = self.remote(lead)
        if not op and self.text.startswith("：", found.start - len(seg) - 1):
            op = self.headed(found.start - len(seg) - 1)
        tail = TAIL.match(self.text, found.end)
        if not tail and "分别" in seg:
            tail = shared_tail(self.text, found.end)
        if not tail:
            if found.kind == "durations" and not op and is_promised(self.text, found, seg):
                return "<=", approx, True
            return op or "=", approx, bool(op)
        if found.kind == "durations" and not op:
            return ">=" if tail["t"] == "以上" else "<=", approx, lead.endswith("天数")
        word = tail["t"]
        if word in ("左右", "上下"):
            firm = bool(op) or found.kind == "percent"
            ends = self.text[tail.end() : tail.end() + 1] in _CLAUSE_ENDS
            listed = (
                found.kind == "sizes" and ends and self.last_end > self.sentence_start(found.start)
            )
            return op or "=", True, firm or listed
        if word in ("以上", "之上"):
            return op if op in (">=", ">") else ">=", approx, True
        if word == "内" and found.kind != "durations":
            return op or "=", approx, bool(op)
        return "<=", approx, True

    def headed(self, colon: int) -> str:
        """Return the operator before a colon: 压减到：单电源18个工作日、双电源28个工作日."""
        return next((op for op, words in OPERATORS if self.text.endswith(words, 0, colon)), "")

    def remote(self, lead: str) -> str:
        """Return the operator of 至少 and 不少于 some words before the number."""
        tail = lead[-16:]
        for word, op in (("至少", ">="), ("不少于", ">="), ("不低于", ">="), ("最多", "<=")):
            at = tail.rfind(word)
            if at >= 0 and not re.search("[0-9]", tail[at:]):
                return op
        return ""

    def joined(self, found: Candidate) -> bool:
        """Tell whether the number goes on a list of demands: 15%、10%和26%; 一名…和一名…."""
        gap = self.text[self.last_end : found.start]
        if not gap and found.kind == self.last_kind == "counts" and found.unit != self.last_unit:
            return not found.small  # 照护服务机构6家180个托位
        if "（" in gap and "）" in gap and len(gap) < 40:  # 1个县（市、区）、1个企业
            gap = _ASIDE.sub("", gap)
        if not 0 < len(gap) <= 18 or any(mark in gap for mark in "。；\n：（"):
            return False
        tail = TAIL.match(gap)
        gap = gap[tail.end() :] if tail else gap
        if gap in _COUNTED and found.kind == "sizes" and self.last_kind == "counts":
            return True  # 38个项目2311公里开工建设
        if not _JOINT.search(gap):
            return False
        if found.kind == self.last_kind == "percent" and _JOINT.fullmatch(gap):
            return True
        if _JOINT.fullmatch(gap) and "分别" in self.text[max(0, self.last_end - 40) : found.start]:
            return True
        if found.small and found.unit != self.last_unit and not self.is_firm_end(found):
            return False
        same = found.unit == self.last_unit or found.kind == self.last_kind
        same = same or found.unit[:1] == self.last_unit[:1] == "人"  # 培训500人次，院长20人
        if found.kind == "durations":  # 小学60分钟以内、初中90分钟以内
            same = found.unit == self.last_unit and bool(_LISTED_LENGTH.fullmatch(gap))
            same = same and ("，" not in gap or self.ends_level(found.end))
        return same and gap.count("，") <= 1 and "的" not in gap

    def goes_on_listing(self, start: int, sentence: int) -> bool:
        """Tell whether the clause before counts the same: 40名医师进修，600名护士参加培训."""
        gap = self.text[self.last_end : start]
        return self.last_end > sentence and 0 < len(gap) < 40 and gap.find("，") == len(gap) - 1

    def ends_level(self, end: int) -> bool:
        """Tell whether 以内 and the end of the clause follow: 简易项目15个工作日以内."""
        tail = TAIL.match(self.text, end)
        return tail is not None and self.text[tail.end() : tail.end() + 1] in _CLAUSE_ENDS

    def is_firm_end(self, found: Candidate) -> bool:
        """Tell whether a thing is counted at the end of its clause: …，幼儿园三所."""
        plain = found.unit in _PLAIN_UNITS and found.value > 1
        end = found.end
        return plain and (self.text[end : end + 1] in _CLAUSE_ENDS or self.ends_level(end))

    def demanded(self, found: Candidate, seg: str, sentence: int) -> bool:
        """Tell whether verbs or a cycle make a plain number a demand."""
        text, tables, kind = self.text, self.tables, found.kind
        if kind == "durations":
            return False
        if is_shaped(text, found, seg):
            return True
        if not seg and found.unit == self.last_unit and self.goes_on_listing(found.start, sentence):
            return True
        if kind in ("percent", "fraction"):
            sampled = text.startswith(("的比例", "比例"), found.end) and "按" in seg
            if self.last_end > sentence and re.compile(_SHARE_OF).search(seg):
                return True  # 交付8600套，占总任务的75%
            if text[found.end : found.end + 1] in _CLAUSE_ENDS and seg.endswith(tables.verbs):
                return True  # 账款5月底前清偿50%
            if "率" in seg and _OF_PLACES.search(seg):
                return True  # 覆盖率城市100%、农村60%
            if seg.endswith(("于上年", "于去年", "于上一年")):
                return True  # 快于上年1个百分点
            return sampled or _APPROX.sub("", seg.rstrip("了")).endswith(tables.rates)
        lead = _BATCH.sub("", _APPROX.sub("", seg.rstrip("了共各再将")).rstrip("了共各再将"))
        if lead.endswith("的"):
            if lead.endswith(_ASSIGNED):
                return True  # 完成省下达的1.2万亩造林任务
            lead = _WORTH.sub("", lead)
        if found.kind == "events":
            span = text[max(sentence, found.start - 60) : found.start]
            if _DURING.search(span) or text.startswith(("/年", "/月"), found.end):
                return True
        if lists_works(self, found):
            return True
        shares = _SHARE.fullmatch(seg) or text.endswith(_OF_THEM, 0, found.start - len(seg))
        if found.unit == self.last_unit and self.last_end > sentence and shares:
            return True  # 幼儿园11所（其中农村4所、城区7所）, 充电桩20个（上半年12个、下半年8个）
        if _FIRST_LOT.fullmatch(seg) and (kind == "counts" or found.unit.endswith("元")):
            return True
        if found.small and found.value <= 10 and kind != "events" and found.unit != "名":
            if found.unit in _PLAIN_UNITS and found.value > 1 and "的" not in lead[-8:]:
                return any(verb in lead[-14:] for verb in tables.making)
            return lead.endswith(tables.firm) and (found.value > 1 or "每" in seg)
        if lead.endswith(tables.verbs):
            return True
        if found.unit.lstrip("万") in _SERVED_UNITS and not found.small:
            served = lead.removesuffix("全县").removesuffix("全市").removesuffix("全区")
            if served.endswith(_SERVED):
                return True
        lead = _AGED.sub("", lead) if "岁" in lead else lead
        if any(verb in lead[-14:] for verb in tables.making) and "的" not in lead[-8:]:
            return True
        tail = TAIL.match(text, found.end)
        end = tail.end() if tail else found.end
        if text[end : end + 1] not in _CLAUSE_ENDS and not _DATED.match(text, end):
            return False
        if is_output(text, found, lead, told=self.last_end > sentence):
            return True
        if any(verb in lead for verb in tables.verbs):
            return True
        if not found.small and kind in ("counts", "sizes") and re.compile(_BY_A_DAY).match(seg):
            return not lead.endswith(("的", "有"))  # 10月底前诊断企业500家
        apart = text[self.last_end : found.start - len(seg)]
        if kind == "sizes" and self.last_op == "=" and (len(apart) == 1 or apart == "），"):
            return 1 < len(lead) < 9 and "的" not in lead and not lead.endswith(_SIZES_OF)
        return self.last_end > sentence and ends_listing(self, found, seg, lead)
