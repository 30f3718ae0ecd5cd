"""The words that letterheads, headings and page furniture are recognised by.

Plain tables, so that start-up compiles nothing; `extended` adds an office's own rows from
``[parsing]`` in ``taskboard.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

PREAMBLE = (
    "总体要求 指导思想 基本原则 工作原则 总体思路 工作思路 总体目标 工作目标 主要目标 发展目标 "
    "目标要求 总体要求和目标 总体要求和主要目标 总体要求和基本原则 总体思路和目标 总体要求与目标 "
    "指导思想和目标 指导思想和工作目标 指导思想与目标 指导原则 重要意义 重大意义 背景 编制依据 "
    "适用范围 术语定义 总则 工作要求和目标 整体要求 总体原则 主要原则 行动目标 创建目标 整治目标 "
    "实施原则 推进原则 年度目标 预期目标 奋斗目标 工作背景 目的意义 工作依据 总体考虑"
)
TITLE_ENDS = (
    "要点 方案 计划 安排 意见 措施 办法 清单 规划 细则 分工 规定 制度 通知 通报 决定 通告 公告 "
    "批复 纲要 指南 目标任务 重点工作 主要任务 工作任务 重点任务 实施意见 民生实事 若干措施 分解表 "
    "一览表 责任表 任务书 预案 任务表 汇总表 明细表 责任清单 任务分解 任务分工 责任分解 责任分工 "
    "责任书 台账 计划表 推进表 安排表 进度表 配档表"
)
NOTICE_ENDS = "通知 通报 决定 函 批复 公告 通告 请示 报告 意见 纪要"
ORGAN_ENDS = (
    "人民政府 人民政府办公室 人民政府办公厅 政府办公室 政府办公厅 办公室 办公厅 委员会 管委会 "
    "管理委员会 领导小组 领导小组办公室 指挥部 指挥部办公室 联席会议 联席会议办公室 局 厅 委 院 办 "
    "部 中心 办事处 集团 公司 支队 大队 总队 党组 党委 工委 党工委 分局 总局 署 站 处 学校 医院 "
    "大学 学院 协会 联合会 总工会 人大常委会 政协 督查室 研究室 政研室 学校 中学 小学 联社 银行"
)


_BODIES = ("领导小组", "指挥部", "专班", "联席会议", "委员会")  # what is set up for one matter


@dataclass(frozen=True)
class Grammar:
    """Tables that an office may lengthen; each is a tuple of words.

    Attributes:
        preamble: Headings that open no duty.
        title_ends: What the titles of plans end with.
        notice_ends: What the titles of covering notices end with.
        organ_ends: What the names of issuing organs end with.
        furniture: Whole lines that are no part of a document, e.g. a site's slogan.
    """

    preamble: tuple[str, ...] = tuple(PREAMBLE.split())
    title_ends: tuple[str, ...] = tuple(TITLE_ENDS.split())
    notice_ends: tuple[str, ...] = tuple(NOTICE_ENDS.split())
    organ_ends: tuple[str, ...] = tuple(ORGAN_ENDS.split())
    furniture: tuple[str, ...] = ()

    def is_organ(self, text: str) -> bool:
        """Tell whether ``text`` reads as the bare name of an issuing organ."""
        if not 2 < len(text) <= 40:
            return False
        if text.endswith(self.organ_ends):
            marks = any(mark in text for mark in "。，；：！？《》“”")
            return not marks or _is_quoting(text)
        return text[-1] == "）" and self._is_twofold(text)

    def _is_twofold(self, text: str) -> bool:
        """Tell whether an organ is named with its other name: 市文化和旅游局（市文物局）."""
        name, _, other = text[:-1].partition("（")
        both = all(one.endswith(self.organ_ends) for one in (name, other))
        return both and "、" not in text and not any(mark in text for mark in "。，；：！？《》“”")


def _is_quoting(text: str) -> bool:
    """Tell whether an organ bears a word in quotation marks: “无废城市”建设领导小组."""
    before, opened, rest = text.partition("“")
    _, closed, behind = rest.partition("”")
    plain = not any(mark in before + behind for mark in "。，；：！？《》“”、")
    return bool(opened and closed) and plain and behind.removesuffix("办公室").endswith(_BODIES)


SHIPPED = Grammar()


def extended(settings: Mapping[str, Any] | None) -> Grammar:
    """Return the shipped grammar with the office's own words added to its tables."""
    if not settings:
        return SHIPPED
    added = {
        field.name: (*getattr(SHIPPED, field.name), *map(str, settings[field.name]))
        for field in fields(Grammar)
        if isinstance(settings.get(field.name), list | tuple)
    }
    return replace(SHIPPED, **added) if added else SHIPPED
