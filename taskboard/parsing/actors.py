"""Find the units that act in a sentence: 各县（市、区）要…, 由市教育局…, 在市财政局的指导下….

They are proposals (origin ``inferred``) for tasks that name no responsible unit; a person accepts
them. Only a name whose form alone shows a unit counts, and only as the subject of a verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from taskboard.model import Role, UnitMention
from taskboard.parsing.units_names import (
    elided,
    has_prefix,
    is_certain,
    is_open,
    is_place_class,
    prefix_of,
)
from taskboard.parsing.units_phrases import read_parts
from taskboard.parsing.units_tables import DEFAULT, UnitGrammar
from taskboard.parsing.view import View

REACH = 70
_SUBJECT = re.compile(
    r"(?:(?<![^\n。；，：！？）.”])|(?<=由)|(?<=[，。；、\n]请)|(?<=会同)|(?<=联合))"
    r"(?=[^\n。；，：！？）.”、“（《\d])"
)
_STOP = re.compile("[\n。；，！？“《：]")
_PEOPLE = (
    "(?:的?(?:主要负责同志|主要负责人|主要领导|分管负责同志|分管负责人|分管领导|负责同志|"
    "负责人|领导班子|党组))?"
)
_VERB = re.compile(
    _PEOPLE
    + r"(?P<verb>要(?![求点闻素件害])|应(?![急对用届付])|须|需(?!求)|必须|可(?!持)|不得|负责|牵头|会同|"
    r"配合|协助|参与|组织(?!部)|统筹|适时|定期|不定期|每[年月季半周日]|将|分别|按(?!揭)|根据|结合|依托|"
    r"依法|加强|强化|切实|制定|建立|健全|落实|做好|推进|推动|抓|明确|确定|指导|督促|承担|公开(?!栏)|"
    r"全面|进一步|及时|主动|履行|围绕|聚焦|原则上|报送|发布|开展|完成|确保|带头|参照|通过|对照|审核|"
    r"研究(?![院所])|编制|编写|收集|汇总|提供|实施|均|都|至少|积极|认真|严格|共同|联合(?!会)|具体|于|"
    r"在|自|对(?![接外象口])|把|以|年底|\d+月|\d+年|持续|探索|逐步|年内|选取|选择|设立|安排|梳理|完善)"
)
_UNDER = re.compile("(?<=在)([^\n。；，、的]{2,20}?)的?(指导|领导|统筹|支持|协调|牵头|配合)下")
_LEAD = ("牵头",)
_HELP = ("配合", "协助", "参与")
_NO_UNITS = ("网站", "平台", "信箱", "专栏", "网", "公报", "客户端", "常务会", "会议")
_OWN_OFFICE = re.compile(
    "(?:[省市县区州]|国)(?:委|人民政府|政府|务院)|党中央|[市县区]委[市县区]政府"
)
_GENERIC = ("行业主管部门",)


class Stretch(Protocol):
    """Anything with view offsets, such as a responsibility group."""

    @property
    def start(self) -> int:
        """View offset of its first character."""

    @property
    def end(self) -> int:
        """View offset after its last."""


def find_actors(
    view: View, groups: Iterable[Stretch] = (), *, grammar: UnitGrammar = DEFAULT
) -> list[UnitMention]:
    """Return the acting units of the view in order, one mention per occurrence.

    Args:
        view: The text.
        groups: Responsibility groups already found; what stands inside them is left out.
        grammar: The tables, with an office's additions.
    """
    text = view.text
    closed = _inside(text) if "（" in text or "〔" in text or "【" in text else []
    closed += [(group.start, group.end) for group in groups]
    found: list[tuple[int, UnitMention]] = []
    reached = 0
    for start, end, role in _runs(text, grammar):
        if start >= reached and not any(left < start < right for left, right in closed):
            found += _mentions(view, start, end, role, grammar)
            reached = end
    return [mention for _, mention in sorted(found, key=lambda item: item[0])]


def _inside(text: str) -> list[tuple[int, int]]:
    """Return the outermost brackets that are longer than part of a name."""
    from taskboard.parsing.units_brackets import brackets

    outer: list[tuple[int, int]] = []
    for start, end, whole in brackets(text):
        if whole and end - start > 12 and (not outer or start >= outer[-1][1]):
            outer.append((start, end))
    return outer


def _runs(text: str, grammar: UnitGrammar) -> Iterator[tuple[int, int, Role]]:
    """Yield ``(start, end, role)`` of each run of names that a verb follows."""
    ends = (*grammar.suffixes, *grammar.classes, "）", *_GENERIC)
    for subject in _SUBJECT.finditer(text):
        start = subject.start()
        stop = _STOP.search(text, start, start + REACH)
        limit = stop.start() if stop else min(start + REACH, len(text))
        for verb in _VERB.finditer(text, start + 2, limit):
            if text.endswith(ends, start, verb.start()) and _named(
                text, start, verb.start(), grammar
            ):
                before = text[start - 2 : start]
                yield start, verb.start(), _role(verb["verb"], before)
                break
    for under in _UNDER.finditer(text):
        if _named(text, *under.span(1), grammar):
            yield *under.span(1), "lead" if under[2] == "牵头" else "cooperate"


def _role(verb: str, before: str) -> Role:
    if before in ("会同", "联合") or verb in _HELP:
        return "cooperate"
    return "lead" if verb in _LEAD else "responsible"


def _named(text: str, start: int, end: int, grammar: UnitGrammar) -> bool:
    """Say whether a stretch holds nothing but certain names, 各部门 and the like."""
    parts = read_parts(text, start, end, "responsible", "label", grammar) or []
    return bool(parts) and all(_acts(text[part.start : part.end], grammar) for part in parts)


def _acts(name: str, grammar: UnitGrammar) -> bool:
    if name == "各级" or name.endswith(_NO_UNITS) or _OWN_OFFICE.fullmatch(name):
        return False
    return is_certain(name, grammar) or is_place_class(name, grammar) or name in _GENERIC


def _mentions(
    view: View, start: int, end: int, role: Role, grammar: UnitGrammar
) -> list[tuple[int, UnitMention]]:
    found: list[tuple[int, UnitMention]] = []
    prefix = ""
    for part in read_parts(view.text, start, end, role, "label", grammar) or []:
        printed = view.text[part.start : part.end]
        prefix = prefix_of(printed, grammar) or prefix
        name = printed if has_prefix(printed) else elided(printed, prefix, grammar)
        mention = UnitMention(
            name,
            view.printed(part.start, part.end),
            role,
            "inferred",
            part.open or is_open(name),
            view.span(part.start, part.end),
        )
        found.append((part.start, mention))
    return found
