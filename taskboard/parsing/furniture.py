"""Recognise page marks and what web pages print around a document.

A line is furniture only as a whole, and only when its words leave no other reading; a bare number
is a page mark only in a row of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Protocol

from taskboard.parsing.grammar import Grammar

# kind -> words one of which the line must hold -> pattern of the whole line
TABLE: tuple[tuple[str, str, str], ...] = (
    (
        "page-mark",
        "- — ─ · 页 /",
        r"[—-]+\d{1,4}[—-]+|·\d{1,4}·|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}页?|"
        r"第.{1,3}页|共\d{1,4}页第\d{1,4}页|[Pp]age\d{1,4}(?:of\d{1,4})?",
    ),
    ("table-rule", "||", r"\|{2,}"),
    ("decoration", "— ═ ＿ _ ★ ☆ * ※ ◆ ● ■ ▲ ~ ～ =", r"[—═＿_★☆*※◆●■▲~～=]{3,}"),
    (
        "web-navigation",
        "位置 首页 上一 下一 相关 返回 图解 读懂 解读： >",
        r"(?:您|你)?(?:现在|当前|所在)的?(?:所在)?位置(?:是)?[：>].*|(?:网站)?首页(?:[>|/»→-].*)?|"
        r"(?:上|下)一(?:篇|条|页)(?:[：:].*)?|相关(?:链接|阅读|附件下载|信息|解读|新闻)[：]?|"
        r">?[^<>。，；：]{2,16}(?:>[^<>。，；：]{2,24}){2,8}|>[^<>。，；：]{2,24}(?:>[^<>。，；：]{2,24}){1,8}|"
        r"返回(?:顶部|首页|列表|上一页)|(?:相关|政策)?(?:图解|一图读懂|文字解读|图文解读|视频解读)：.*",
    ),
    (
        "web-tools",
        "打印 关闭 收藏 纠错 字体 字号 分享 扫一扫 次数 浏览 编辑： 保护色 无障碍 播报 朗读 "
        "手机版 繁体版 下载",
        r"[【（|]*(?:打印|关闭|收藏|我要纠错|纠错|下载)(?:本页|正文|窗口|文档)?[】）|]*"
        r"(?:[【（|]*(?:打印|关闭|收藏|纠错|下载|复制)(?:本页|正文|窗口)?[】）|]*)*|"
        r"[【（|]*字(?:体|号)(?:大小)?[：]?.{0,3}(?:大|小).{0,3}中.{0,3}(?:大|小).{0,10}|"
        r"分享(?:到|至)[：]?.{0,30}|.{0,6}扫一扫.{0,30}|"
        r"(?:浏览|访问|阅读|点击)(?:次数|量|数)[：]?\d*次?|(?:责任)?编辑：.{0,10}|"
        r"(?:视力保护色|无障碍浏览|语音播报|朗读|手机版|繁体版)[：]?.{0,20}",
    ),
    (
        "web-footer",
        "版权 技术支持 标识码 备案 ICP",
        r"(?:版权所有|技术支持|网站标识码|备案号)(?:单位)?[：:].{0,80}|"
        r".{0,40}(?:网站标识码|ICP备|公网安备|版权所有).{0,60}",
    ),
)
_ROWS = tuple((kind, tuple(hints.split()), pattern) for kind, hints, pattern in TABLE)
_HINT = re.compile("|".join(re.escape(hint) for _, hints, _ in _ROWS for hint in hints))
# what stands round a site's footer: who runs it, where they sit
_RUN_BY = (
    "主办：",
    "承办：",
    "主办单位：",
    "承办单位：",
    "维护单位：",
    "地址：",
    "联系电话：",
    "邮编：",
)
_APART = 6  # lines that at least lie between two page marks that are bare numbers


def kind_of_line(text: str, grammar: Grammar) -> str:
    """Return the kind of furniture that the canonical ``text`` of a line is, or ``""``."""
    if len(text) > 90 or not _HINT.search(text):
        return "office" if text in grammar.furniture else ""
    for kind, hints, pattern in _ROWS:
        if any(hint in text for hint in hints) and _compiled(pattern).fullmatch(text):
            return kind
    return "office" if text in grammar.furniture else ""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def bare_page_numbers(texts: Sequence[str]) -> set[int]:
    """Return which lines are page numbers without any dash: 1 … 2 … 3, far enough apart."""
    bare = [(i, int(t)) for i, t in enumerate(texts) if len(t) < 4 and t.isdigit() and t.isascii()]
    pages: set[int] = set()
    for (i, first), (k, second) in pairwise(bare):
        if second == first + 1 and k - i > _APART:
            pages |= {i, k}
    return pages


class PrintedLine(Protocol):
    """What a line must tell: its words and what kind of furniture it is."""

    text: str
    furniture: str


def mark_footers(lines: Sequence[PrintedLine]) -> None:
    """Mark the lines above a site's footer that say who runs it: 主办：… above 网站标识码."""
    for at, line in enumerate(lines):
        above = at - 1
        while line.furniture == "web-footer" and above >= 0 and not lines[above].furniture:
            text = lines[above].text
            if len(text) >= 80 or not text.startswith(_RUN_BY):
                break
            lines[above].furniture = "web-footer"
            above -= 1
