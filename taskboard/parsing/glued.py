"""Part a line into which a web copy has run a whole document: ….  一、….  二、….

Only blanks are left where the breaks were. A long line with two numbered headings behind a stop
and a blank is parted at its headings, and above the first behind the title and the addressees.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

SHORTEST = 160
_HEAD = (
    "[。；：）] +(?=[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|"
    "[0-9]{1,2}[.、](?![0-9]))"
)
_UNDER = "[^。；：]{2,48}? +(?=（一）|1[.、](?![0-9]))"  # 一、全面公开 （一）更新目录
_USUAL = (
    "(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]）) ?(?:总体要求|总体目标|目标任务|"
    "工作目标|主要目标|指导思想|基本原则|工作任务|主要任务|重点任务|工作要求|保障措施|"
    "组织保障) +(?=[^ （1])"
)
_SHORT = "[一二三四五六七八九十]{1,3}、[\u4e00-\u9fff]{4,16} +(?=[\u4e00-\u9fff])"
_DAY = "20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日"
_FRONT = (
    "(?:的通知|的意见|的决定|的通报|号）|〕[0-9]{1,4}号|[^。， ：]{2}：) +(?=[^ ])|"
    f"。 +(?=[^。，：； ]{{4,30}} +{_DAY} )|"  # who signs, the day, the plan's title
    f"[局厅委会府室办部组] +(?={_DAY} )|(?<=[0-9]日) +(?=[^。，：； ]{{6,60}} +[一为根])|"
    "(?:要点|方案|计划|安排|意见|措施|办法|清单|分工|分解) +(?=一、)"
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def parted(flat: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of a line: one, or more when a document was run into it.

    Args:
        flat: The whole text in canonical form, blanks kept.
        text: The same as read.
        start: Where the line begins.
        end: Where it ends (exclusive).
    """
    if end - start < SHORTEST or not (
        flat.find("。 ", start, end) >= 0 or flat.find("： ", start, end) >= 0
    ):
        return [(start, end)]
    heads = [found.span() for found in _compiled(_HEAD).finditer(flat, start, end)]
    if not heads:
        return [(start, end)]
    front = _compiled(_FRONT).finditer(flat, start, min(heads[0][1], start + 600))
    cuts = {found.end() for found in front}
    if len(heads) < 2 and len(cuts) < 2:
        return [(start, end)]
    cuts |= {stop for _, stop in heads}
    for stop in sorted(cuts):
        while below := _below(flat, stop, end):  # 二、重点任务 （一）提升质量 1.归集数据
            cuts.add(below)
            stop = below
    edges = [start, *sorted(cuts), end]
    parts: list[tuple[int, int]] = []
    for left, right in pairwise(edges):
        words = text[left:right]
        begin = left + len(words) - len(words.lstrip())
        stop = left + len(words.rstrip())
        if flat[left:right].strip():
            parts.append((begin, stop))
        elif parts and begin < stop:  # nothing but marks that do not show
            parts[-1] = (parts[-1][0], stop)
    return parts


def _below(flat: str, at: int, end: int) -> int:
    """Return where the first item below a heading without a stop begins, 0 if there is none."""
    found = _compiled(_UNDER).match(flat, at, end)
    if found and flat[at] in "一二三四五六七八九十（":
        return found.end()
    usual = _compiled(_USUAL).match(flat, at, end) or _compiled(_SHORT).match(flat, at, end)
    return usual.end() if usual else 0
