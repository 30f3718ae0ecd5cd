"""Recognise the labels that government sites print above a document: 索引号, 发布机构, 文号."""

from __future__ import annotations

import re

from taskboard.parsing.units_tables import words

_METADATA = frozenset(
    words("""
        索引号 发文机关 发文字号 文号 发布日期 成文日期 信息分类 公开日期 来源 发布机构 制发机构
        名称 标题 信息索引 有效性 生成日期 发文日期 主题分类 公开形式 公开范围 公开方式 发布单位
        发布机关 主题词 生效日期 失效日期 生效时间 废止时间 统一登记号 统一编号 信息来源
        发文单位 发文机构 发文文号 所属机构 发布时间 更新时间 稿件来源 点击数 点击量 访问量 栏目
        浏览次数 浏览量 组配分类 公开目录 公开责任部门 文件名称 内容概述 信息状态 关键词 字号
        制定机关 公布日期 施行日期 颁布日期 颁布时间 效力等级 时效性 文件编号 索取号 公开类别
        文件来源
    """)
)
_VALUE = re.compile("[：|】]")
_BLANK_ONLY = ("索引号", "文号", "发文字号")  # whose value may stand behind a blank alone


def is_metadata(text: str) -> bool:
    """Tell whether a line is a label that government sites print above a document.

    The value stands behind a colon, or in the next cell: 发文字号 | 金政发〔2025〕33号.
    """
    text = text.lstrip("•·∙-【")
    found = _VALUE.search(text, 2, 8)
    if found is not None:
        return text[: found.start()] in _METADATA
    return text.startswith(_BLANK_ONLY) and "20" in text
