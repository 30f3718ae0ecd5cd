"""Part names that are written together: by 和, by a blank, by the end of a line."""

from __future__ import annotations

import re
from itertools import pairwise

from taskboard.parsing.units_classes import CLASS_HEADS
from taskboard.parsing.units_names import (
    flat,
    has_prefix,
    is_certain,
    is_class,
    is_likely,
    is_place_class,
)
from taskboard.parsing.units_tables import PARTY, PLACE_SUFFIXES, SEATS, UnitGrammar
from taskboard.parsing.view import View

_JOINT = re.compile("以及|会同|[和及与暨]")
PLACES = tuple("县市区镇乡街村社旗苏团")
AREAS = (*SEATS, "园", "场")


def split_joint(
    text: str, start: int, end: int, grammar: UnitGrammar
) -> list[tuple[int, int, str]]:
    """Part ``text[start:end]`` at 和, 及, 与, 会同 where both halves are units.

    Returns:
        ``(start, end, joint)`` for each name; ``joint`` is the word before it, ``""`` for the
        first. 市文化和旅游局 stays whole, because 市文化 is no unit.
    """
    parts: list[tuple[int, int, str]] = []
    joint, left = "", start
    for match in _JOINT.finditer(text, start, end):
        if match.start() - left < 2 or match.start() < left:
            continue
        rest = text[match.end() : end]
        following = _JOINT.search(rest, 2)
        head = rest[: following.start()] if following else rest
        first = text[left : match.start()]
        if _both(first, head, rest, grammar):
            parts.append((left, match.start(), joint))
            joint, left = match[0], match.end()
    each = text.find("各", left + 3, end)
    if each > 0 and _are_places(text[left:each], text[each:end], grammar):
        parts.append((left, each, joint))  # 县供销社 各乡镇
        joint, left = "", each
    parts.append((left, end, joint))
    return parts


def _are_places(first: str, rest: str, grammar: UnitGrammar) -> bool:
    """Say whether a class of places stands behind a unit with only a blank between."""
    if rest[1:2] not in PLACES or not is_class(rest, grammar):
        return False
    return is_certain(first, grammar) and not is_class(first + rest, grammar)


def _both(first: str, head: str, rest: str, grammar: UnitGrammar) -> bool:
    """Say whether units stand on both sides of 和; 及各校 needs less of what stands before."""
    if rest.startswith("各") and is_class(head, grammar):
        return is_likely(first, grammar)
    after = is_certain(head, grammar) or is_certain(rest, grammar)
    return is_certain(first, grammar) and (after or is_place_class(rest, grammar))


def _listed(
    text: str, start: int, end: int, gaps: list[int], grammar: UnitGrammar
) -> list[tuple[int, int]]:
    """Part at every blank where each piece is a unit and none only the seat of the next.

    经开区 高新园（邹区镇） 各街道 are three, 青山镇 派出所 may be one; then nothing is parted here.
    """
    bounds = [start, *gaps, end]
    found: list[tuple[int, int]] = []
    for left, right in pairwise(bounds):
        name = text[left : right - (text[right - 1] == "\n")]
        if not flat(name).endswith((*grammar.suffixes, *PLACE_SUFFIXES)):
            return []  # 县农业 | 农村局
        if "\n" in name or not is_likely(name, grammar):
            return []
        before = text[slice(*found[-1])] if found else ""
        alone = name[0] == "各" or has_prefix(name) or flat(name).endswith(AREAS)
        if before and not alone and (len(before) < 3 or flat(before).endswith(SEATS)):
            return []  # 市委 | 组织部, 各区 | 县人民政府, 青山镇 | 派出所
        if before and is_class(before + name, grammar):
            return []
        found.append((left, left + len(name)))
    return found


def _is_person(text: str, start: int, at: int, end: int, grammar: UnitGrammar) -> bool:
    """Tell whether a short word behind a unit and a blank is no end of its name, but a person."""
    name = text[at:end]
    if not 2 <= len(name) <= 3 or text[at - 1] == "\n" or is_likely(name, grammar):
        return False
    return is_certain(text[start:at], grammar) and not is_certain(text[start:end], grammar)


def split_printed(view: View, start: int, end: int, grammar: UnitGrammar) -> list[tuple[int, int]]:
    """Part names that only blanks or line ends part: 市教育局 市财政局.

    A blank inside one name parts nothing: both halves must be certain (市住房城乡建 设局 is one),
    and the first more than a government's own name (市委 组织部). At the end of a line it is
    enough that the first half is a likely name.
    """
    span = view.span(start, end)
    text = view.text
    if span.end - span.start == end - start and "\n" not in text[start:end]:
        return [(start, end)]
    gaps = [
        at
        for at in range(start + 2, end)
        if text[at] not in "\n（"
        and (text[at - 1] == "\n" or view.origin(at) - view.origin(at - 1) > 1)
    ]
    parts, left = [], start
    if gaps and (apart := _listed(text, start, end, gaps, grammar)):
        return apart
    if len(gaps) == 1 and _is_person(text, start, gaps[0], end, grammar):
        return [(start, gaps[0])]  # 县城管局 吴某某
    for index, at in enumerate(gaps):
        stop = gaps[index + 1] if index + 1 < len(gaps) else end
        first, second = text[left:at].strip("\n"), text[at:stop].strip("\n")
        line = text[at - 1] == "\n"
        if flat(second) in PARTY and len(flat(first)) < 4:
            continue
        halves = flat(first).startswith("各") and not second.startswith(CLASS_HEADS)
        if halves and is_class(first + second, grammar):  # 各区 / 县人民政府
            continue
        torn = first.startswith(grammar.stems) or first[1:].startswith(grammar.stems)
        if (line and not torn and is_likely(first, grammar)) or (
            is_certain(first, grammar)
            and (is_certain(second, grammar) or is_certain(text[at:end], grammar))
        ):
            parts.append((left, at - 1 if line else at))
            left = at
    return [*parts, (left, end)]
