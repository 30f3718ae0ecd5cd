"""Tell how a layout wraps its lines, and which line below a list of units is none of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from taskboard.parsing.markers import BULLETS
from taskboard.parsing.units_tables import DEFAULT as UNITS
from taskboard.patterns import rare

STOPS = "。！？；：!?;:）|"
_MARKS = "，。；："
LISTING = ("、", "，")
_LASTS = "局委办厅会室处院府"
_YEAR = rare(r"(?:20\d\d|二〇[一二三四五六七八九〇]{2})年")
_LABEL = "[^，。；：、（）《》]{2,8}："
_BIDS = "请?各[^。；：]{1,20}?(?:请|要|应|须|务必|每[年月季周]|于[0-9])"


def wrap_width(lines: Sequence[str]) -> int:
    """Return the number of characters at which the layout breaks lines, 0 when it does not."""
    counts = Counter(len(line) for line in lines if line[-1] not in STOPS)
    counts = Counter({length: n for length, n in counts.items() if 18 <= length <= 60})
    if not counts:
        return 0
    width = max(counts, key=lambda n: (sum(counts[n + d] for d in (-1, 0, 1)), n))
    near = sum(counts[width + d] for d in (-1, 0, 1))
    return width if near >= max(6, len(lines) // 4) else 0


def labels_units(text: str) -> bool:
    """Tell whether a line opens with a label of units: 责任单位：…."""
    bare = text.lstrip(BULLETS)
    colon = bare.find("：", 2, 14)
    return colon > 0 and bare[:colon].rstrip("*") in UNITS.labels


def is_torn(text: str, before: str) -> bool:
    """Tell whether a line begins with what a unit's name lacks: 园区党工 / 委、各街道."""
    listed = any(mark in before for mark in LISTING) and before[-1] not in STOPS + _MARKS
    return listed and text[0] in _LASTS


def is_apart(text: str, before: str) -> bool:
    """Tell whether a line below a list of units says something of its own.

    A list that was wrapped fills its line, so what goes on with it is no longer than that line.
    """
    if text.find("：", 0, 9) > 1 and re.match(_LABEL, text):  # 进度要求：6月底前完成设备安装
        return True
    sentence = any(mark in text for mark in _MARKS)
    return sentence and (len(text) > len(before) + 3 or bool(re.match(_BIDS, text)))


def heads(text: str) -> bool:
    """Tell whether the first line of a text reads as its title: short, a year in it, no stop."""
    return len(text) <= 30 and bool(_YEAR.search(text)) and not any(m in text for m in "，；：")


def is_sentence(text: str) -> bool:
    """Tell whether a line holds a mark that parts sentences."""
    return any(mark in text for mark in "，。；：")
