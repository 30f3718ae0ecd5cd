"""Read the number a heading starts with: 一、（一）1. （1）① 第一条 1.1 and their variants.

Text comes in canonical (`taskboard.parsing.view`). What merely looks like a number (1.5亿元,
一、二级市场, 2023年) is no marker. Hand-written, because every line of a document asks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

RANKS = {"part": 0, "chapter": 1, "section": 2, "article": 3, "cn": 4, "cnp": 5, "num": 6}
RANKS |= {"great": 3, "dot2": 7, "dot3": 8, "dot4": 9, "nump": 10, "circle": 11}
BULLETS = "#*-+•●◆■▲△◇□★☆>·"
_GREAT = "壹贰叁肆伍陆柒捌玖拾"
_CN = "一二三四五六七八九十百"
_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_KINDS = {"部": "part", "编": "part", "篇": "part", "类": "part", "章": "chapter", "节": "section"}
_KINDS["条"] = "article"
_SIGNS = (("①", "circle"), ("㈠", "cnp"), ("⑴", "nump"), ("⒈", "num"), ("❶", "circle"))
_MEASURES = "万亿千百倍米元个度公平吨年月日人家次件分%、，。；）"
_MONTH = "(?:[1-9]|1[0-2])月(?:[底末初中上下份前]|[0-9]{1,2}日)"
# 2-1, an item below 二、; 1-6月 and 3-5家 are none
HYPHENED = re.compile(
    "([0-9]{1,2})-([0-9]{1,2})[.、]?(?=[一-鿿“《])(?![月日个家项名人年米元万亿天次条座件季周级层期类])"
)
_GRADES = "、级类等年季月是产"


class Marker(NamedTuple):
    """A number as printed: its style, its value, and where the words after it start."""

    style: str
    value: int
    start: int
    end: int


def numeral(text: str) -> int:
    """Return the value of a Chinese or Arabic cardinal below 1000, e.g. 二十四 or 24."""
    if text.isdigit() and text.isascii():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGIT.get(char, 0)
    return total + digit


def marker(text: str, at: int = 0) -> Marker | None:
    """Return the heading number that stands at ``at``, a markdown bullet before it allowed."""
    size = len(text)
    while at < size and text[at] in BULLETS:
        at += 1
    if at >= size:
        return None
    char = text[at]
    if char in _CN:
        return _chinese(text, at)
    if "0" <= char <= "9":
        return _arabic(text, at)
    if char == "（":
        return _bracketed(text, at)
    if char == "第":
        return _ordinal(text, at)
    if char in _GREAT:
        great = text[at + 1 : at + 2] == "、" and size > at + 2 and text[at + 2] not in _GREAT
        return Marker("great", _GREAT.index(char) + 1, at, at + 2) if great else None
    return _sign(char, at) if "①" <= char <= "㈩" else None


def _run(text: str, at: int, allowed: str, most: int) -> int:
    """Return where a run of ``allowed`` characters from ``at`` ends; ``at`` if it is too long."""
    end = at
    stop = min(len(text), at + most + 1)
    while end < stop and text[end] in allowed:
        end += 1
    return at if end - at > most else end


def _next(text: str, at: int) -> str:
    return text[at : at + 1]


def _chinese(text: str, at: int) -> Marker | None:
    """Read 一、 or 一） ; 一、二级市场 and 一、二、三等奖 are no headings."""
    end = _run(text, at, _CN, 4)
    mark = _next(text, end)
    if end == at or not mark:
        return None
    if mark == "）":
        return Marker("cnp", numeral(text[at:end]), at, end + 1)
    if mark != "、" and not (mark == "." and not _next(text, end + 1).isdigit()):
        return None
    more = _run(text, end + 1, _CN, 3)
    listed = more > end + 1 and numeral(text[end + 1 : more]) > numeral(text[at:end])
    if listed and (more == len(text) or text[more] in _GRADES):
        return None  # 一、二季度; 十三、三季度末前 is item 13
    return Marker("cn", numeral(text[at:end]), at, end + 1)


def _arabic(text: str, at: int) -> Marker | None:
    """Read 1. 1、 1） 1。 and 1.1; 1.5亿元 and 2、3月 are no headings."""
    end = _run(text, at, "0123456789", 3)
    mark, after = _next(text, end), _next(text, end + 1)
    if end == at or not mark or mark not in "、.）。":
        return None
    if mark == "。" and not "一" <= after <= "鿿":  # a web copy prints 。 for the point
        return None
    value = int(text[at:end])
    if mark == "）":
        return Marker("nump", value, at, end + 1) if end - at < 3 else None
    if not ("0" <= after <= "9"):
        return Marker("num", value, at, end + 1)
    if mark == ".":
        year = text[end + 1 : end + 6]
        dated = year.startswith("20") and year[:4].isdigit() and year[4:] == "年"
        if dated or re.compile(_MONTH).match(text, end + 1):
            return Marker("num", value, at, end + 1)
        return _dotted(text, at)
    return None


def _dotted(text: str, at: int) -> Marker | None:
    """Read 1.1 or 1.1.1 before words that are no measure."""
    parts, end = 0, at
    while parts < 4:
        stop = _run(text, end, "0123456789", 2)
        if stop == end:
            return None
        parts += 1
        if _next(text, stop) == "." and _next(text, stop + 1).isdigit() and parts < 4:
            end = stop + 1
            continue
        break
    value = int(text[end:stop])
    stop += _next(text, stop) in ("、", ".")
    after = _next(text, stop)
    if parts < 2 or not after or after in _MEASURES or after < "一":
        return None
    return Marker(f"dot{parts}", value, at, stop)


def _bracketed(text: str, at: int) -> Marker | None:
    """Read （一） and （1）."""
    end = _run(text, at + 1, _CN, 4)
    style = "cnp"
    if end == at + 1:
        end, style = _run(text, at + 1, "0123456789", 2), "nump"
    if end == at + 1 or _next(text, end) != "）":
        return None
    return Marker(style, numeral(text[at + 1 : end]), at, end + 1)


def _ordinal(text: str, at: int) -> Marker | None:
    """Read 第一章, 第二条; 第三条件 is none."""
    end = _run(text, at + 1, "〇零0123456789" + _CN, 5)
    kind = _KINDS.get(_next(text, end))
    if end == at + 1 or kind is None:
        return None
    stop = end + 1
    if text[end] == "部":
        if _next(text, stop) != "分":
            return None
        stop += 1
    if text[end] == "类" and (len(text) - stop > 20 or any(mark in text for mark in "。，；")):
        return None
    if _next(text, stop) and (text[stop] in "件例款的以至和" or text.startswith("规定", stop)):
        return None
    return Marker(kind, numeral(text[at + 1 : end]), at, stop)


def _sign(char: str, at: int) -> Marker | None:
    for first, style in _SIGNS:
        offset = ord(char) - ord(first)
        if 0 <= offset < (10 if style == "cnp" or first == "❶" else 20):
            return Marker(style, offset + 1, at, at + 1)
    return None
