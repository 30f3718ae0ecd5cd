"""Find the sentences that hand out work: 由A牵头，B配合, and A牵头，B配合，6月底前完成改造."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from taskboard.parsing.markers import marker
from taskboard.parsing.units_names import is_certain
from taskboard.parsing.units_offices import is_office, stands_in_list
from taskboard.parsing.units_phrases import Part, read_parts
from taskboard.parsing.units_tables import UnitGrammar
from taskboard.patterns import rare

Said = tuple[int, int, list[Part]]
_SENTENCE = re.compile(
    "(?:牵头|负责|配合|落实|参与|协助|协办|承办|实施|主办|参加|共同(?:完成|推进|办理)|为(?:牵头|责任|配合|主办|协办)单位)"
    "(?=[。；\n]|$)"
)
_BOUNDS = re.compile("[。；\n！？：]")
# what the sentence hands out: 以上1—3项由…
_ITEMS = rare(
    r"(?:以上|上述)?第?(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
    r"(?:[-—–~～至到、和及]第?(?:\d{1,2}|[一二三四五六七八九十]{1,3}))*(?:项|条|款|点)(?:工作|任务)?$"
)
_GOES_ON = "(?:牵头|负责|配合|落实|参与|协助|协办|协同)(?=，)"
LONGEST_SENTENCE = 300
LONGEST_PARAGRAPH = 3000
TRIES = 4


def overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether ``start:end`` meets one of the sorted stretches ``taken``."""
    at = bisect_left(taken, (start, start))
    return (at < len(taken) and taken[at][0] < end) or (at > 0 and taken[at - 1][1] > start)


def handed_out(text: str, grammar: UnitGrammar, taken: list[tuple[int, int]]) -> Iterator[Said]:
    """Yield ``(start, end, units)`` of each sentence, or its opening, that says who does it.

    Args:
        text: The view's text.
        grammar: The tables.
        taken: Groups already found, sorted; nothing inside them is looked at.
    """
    for verb in _SENTENCE.finditer(text):
        if overlaps(taken, verb.start(), verb.end()):
            continue
        start = _start(text, verb.start(), verb.end())
        for at in _tries(text, start, verb.start()):
            parts = read_parts(text, at, verb.end(), "responsible", "verb", grammar)
            if not parts or all(part.role == "cooperate" for part in parts):
                continue  # 各部门密切配合 hands nothing to anybody
            if _certain(text, parts, grammar) or _handed(text, at, parts, grammar):
                end = verb.end() + (text[verb.end() : verb.end() + 1] in ("。", "；"))
                yield start if at > start and _ITEMS.match(text, start, at) else at, end, parts
                break
    for word in ("牵头，", "负责，"):
        lead = text.find(word)
        while lead >= 0:
            by = word == "牵头，" or text.rfind("由", max(0, lead - 60), lead) >= 0
            said = None
            if by and not overlaps(taken, lead, lead + 2):
                said = _opening(text, lead, grammar, taken)
            if said is not None:
                yield said
            # one look a sentence is enough, however often it says 牵头
            lead = text.find(word, max(_stop(text, lead), said[1] if said else 0))


def _tries(text: str, start: int, verb: int) -> list[int]:
    """Return where the units of a sentence may begin: at its start, or behind 由."""
    tries = {start: None, max(text.rfind("，由", start, verb) + 1, start): None}
    by = text.find("由", start + 2, verb)
    if by > 0 and text[by - 1] not in "，自理缘事经":  # 上述1—3项由…, 交办事项由…
        tries[by] = None
    return list(tries)


def _start(text: str, at: int, end: int) -> int:
    start = max(0, end - LONGEST_SENTENCE)
    for bound in _BOUNDS.finditer(text, start, at):
        start = bound.end()
    if not start or text[start - 1] == "\n":
        number = marker(text, start)
        return number.end if number and number.end < at else start
    return start


def _stop(text: str, at: int) -> int:
    """Return where the sentence of ``at`` ends, at most 300 characters on."""
    limit = min(len(text), at + LONGEST_SENTENCE)
    found = [stop for stop in (text.find(mark, at, limit) for mark in "。；\n") if stop >= 0]
    return min(found, default=limit)


def _certain(text: str, parts: list[Part], grammar: UnitGrammar) -> bool:
    return all(is_certain(text[part.start : part.end], grammar) for part in parts)


def _handed(text: str, start: int, parts: list[Part], grammar: UnitGrammar) -> bool:
    """Tell whether 由 opens a sentence that names who leads and who helps, or sections do."""
    if text.startswith("由", start) and len({part.role for part in parts}) > 1:
        names = [text[part.start : part.end] for part in parts]
        if any(is_certain(name, grammar) for name in names):
            return True  # 由乡水利站牵头，卫生院、派出所配合
    return _sections(text, start, parts, grammar)


def _sections(text: str, start: int, parts: list[Part], grammar: UnitGrammar) -> bool:
    """Tell whether work is handed to sections of one house: 由基教股牵头，各科室落实.

    Without 由 one must lead and another help: 教务处牵头，学生工作处配合.
    """
    roles = {part.role for part in parts}
    if not text.startswith("由", start) and ("lead" not in roles or len(roles) < 2):
        return False
    names = [text[part.start : part.end] for part in parts]
    return any(is_office(name, grammar) for name in names) and all(
        stands_in_list(name, grammar) for name in names
    )


def _opening(
    text: str, lead: int, grammar: UnitGrammar, taken: list[tuple[int, int]]
) -> Said | None:
    """Read the units a sentence opens with before it says what they do: A牵头，B配合，年内建成….

    A paragraph that hands out its work in a bracket or on a label is left to that; 牵头 alone says
    who acts, so another role must stand beside it.
    """
    low, high = max(0, lead - LONGEST_PARAGRAPH), min(len(text), lead + LONGEST_PARAGRAPH)
    below = text.find("\n", lead, high)
    if overlaps(taken, max(low, text.rfind("\n", low, lead) + 1), high if below < 0 else below):
        return None
    start = _start(text, lead, lead)
    by = max(text.rfind("，由", start, lead) + 1, start)
    ends = [match.end() for match in re.finditer(_GOES_ON, text[lead : _stop(text, lead)])]
    for end in reversed(ends[:TRIES]):
        for at in dict.fromkeys((start, by)):
            parts = read_parts(text, at, lead + end, "responsible", "verb", grammar) or []
            roles = {part.role for part in parts}
            sure = _certain(text, parts, grammar) or _sections(text, at, parts, grammar)
            handed = "lead" in roles or text.startswith("由", at)
            if handed and len(roles) > 1 and sure:
                return at, lead + end, parts
    return None
