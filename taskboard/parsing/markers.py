"""Read the number a heading starts with: 一、（一）1. （1）① 第一条 1.1 and their variants.

Text comes in canonical (`taskboard.parsing.view`). What merely looks like a number (1.5亿元,
一、二级市场, 2023年) is no marker.
"""

from __future__ import annotations

import re
from typing import NamedTuple

RANKS = {"part": 0, "chapter": 1, "section": 2, "article": 3, "cn": 4, "cnp": 5, "num": 6}
RANKS |= {"dot2": 7, "dot3": 8, "dot4": 9, "nump": 10, "circle": 11}
_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CN = "[一二三四五六七八九十百]"
_BULLET = r"[-*+•●◆■▲△◇□★☆#>·]*"
_MARKER = re.compile(
    _BULLET
    + "(?:"
    + rf"第([〇零{_CN[1:-1]}\d]{{1,5}})(部分|编|篇|章|节|条)(?![件例款款])"
    + rf"|({_CN}{{1,4}})(?:、|\.(?!\d))(?!{_CN}{{1,3}}(?:[、级类等年季月是]|$))"
    + rf"|（({_CN}{{1,4}})）|({_CN}{{1,4}})）"
    + r"|(\d{1,2}(?:\.\d{1,2}){1,3})[、.]?(?=[一-鿿“《（])"
    + r"(?![万亿千百倍米元个度公平吨年月日人家次件分])"
    + r"|(\d{1,3})(?:、(?!\d)|\.(?:(?!\d)|(?=20\d\d年)))"
    + r"|（(\d{1,2})）|(\d{1,2})）"
    + r"|([①-⑳㈠-㈩⑴-⒇⒈-⒛])"
    + ")"
)
_KINDS = {"部分": "part", "编": "part", "篇": "part", "章": "chapter", "节": "section"}


class Marker(NamedTuple):
    """A number as printed: its style, its value, and where the words after it start."""

    style: str
    value: int
    start: int
    end: int


def numeral(text: str) -> int:
    """Return the value of a Chinese or Arabic cardinal below 1000, e.g. 二十四 or 24."""
    if text.isdigit():
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
    """Return the heading number that stands at ``at``, or None."""
    found = _MARKER.match(text, at)
    if found is None:
        return None
    group = found.lastindex or 0
    if group == 2:
        kind = _KINDS.get(found[2], "article")
        return Marker(kind, numeral(found[1]), found.start(1) - 1, found.end())
    printed, start = found[group], found.start(group)
    if group == 3:
        return Marker("cn", numeral(printed), start, found.end())
    if group in (4, 5):
        return Marker("cnp", numeral(printed), start - (group == 4), found.end())
    if group == 6:
        parts = printed.split(".")
        return Marker(f"dot{len(parts)}", int(parts[-1]), start, found.end())
    if group == 7:
        return Marker("num", int(printed), start, found.end())
    if group in (8, 9):
        return Marker("nump", int(printed), start - (group == 8), found.end())
    return _sign(printed, start, found.end())


def _sign(char: str, start: int, end: int) -> Marker:
    for first, style in (("①", "circle"), ("㈠", "cnp"), ("⑴", "nump"), ("⒈", "num")):
        if 0 <= ord(char) - ord(first) < 20:
            return Marker(style, ord(char) - ord(first) + 1, start, end)
    raise ValueError(char)
