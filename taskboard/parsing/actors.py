"""Find the units that act in a sentence: 各县（市、区）要…, 由市教育局…, 在市财政局的指导下….

They are proposals (origin ``inferred``) for tasks that name no responsible unit; a person accepts
them. Only a name whose form alone shows a unit counts, and only as the subject of a verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from taskboard.model import Origin, Role, UnitMention
from taskboard.parsing.actors_subjects import REACH, listed_before, subject_of, subjects
from taskboard.parsing.actors_tables import (
    ACTING,
    ANSWERING,
    GENERIC,
    HOUSE_BODIES,
    NOT_ACTING,
    ORGANS,
    OWN_OFFICE,
    PEOPLE,
    SHORT,
)
from taskboard.parsing.units_mentions import shared_fields
from taskboard.parsing.units_names import (
    flat,
    has_prefix,
    is_certain,
    is_open,
    is_place_class,
)
from taskboard.parsing.units_offices import OFFICE_ENDS, is_body
from taskboard.parsing.units_phrases import Part, read_parts
from taskboard.parsing.units_prefixes import elided, prefix_of
from taskboard.parsing.units_tables import DEFAULT, LEVELS, NATIONAL, UnitGrammar, words
from taskboard.parsing.view import View
from taskboard.patterns import rare

_UNDER = re.compile("在([^\n。；，、的]{2,20}?)的?(指导|领导|统筹|支持|协调|牵头)下")
# the verb is part of a longer name: 省数字政府建设领导小组办公室
_BODY_VERBS = words("建设 改革 推进 管理 监管 治理 整治 防治 保护 发展 提升 优化 规范 服务")
_BODY = (
    ".{2}[^\n。；，、：（“在对由向将]{0,8}?"
    "(?:领导小组|指挥部|专班|委员会|工作组|联席会议|办公室|[中小]组办)"
)
_FIRST = "".join(sorted({"是", *(word[0] for word in ACTING)}))
# words by the character they begin or end with: one look-up instead of one trial for each
_ACTING = {char: tuple(w for w in ACTING if w[0] == char) for char in _FIRST}
_NOT_ACTING = {char: tuple(w for w in NOT_ACTING if w[0] == char) for char in _FIRST}
_TOGETHER = ("会同", "联合")
_LEADS = ("牵头", "具体牵头", "负责牵头", "统一牵头")
_HELP = ("配合", "协助", "参与")
_NO_UNITS = ("网站", "平台", "信箱", "专栏", "网", "公报", "客户端", "常务会", "会议")
_VERBS = tuple(words("健全 完善 推进 推动 加快 深化 优化 构建 打造 提升 巩固 拓展 统筹"))
_BODIES = ("办公室", "小组", "专班", "指挥部", "工作组")
_ANSWERS = rare(ANSWERING)
_BEFORE = frozenset("\n。；，、由")
_Look = tuple[dict[str, tuple[str, ...]], re.Pattern[str]]
_LOOKS: dict[int, tuple[UnitGrammar, _Look]] = {}


class Stretch(Protocol):
    """Anything with view offsets, such as a responsibility group."""

    @property
    def start(self) -> int:
        """View offset of its first character."""

    @property
    def end(self) -> int:
        """View offset after its last."""


def find_actors(
    view: View,
    groups: Iterable[Stretch] = (),
    *,
    grammar: UnitGrammar = DEFAULT,
    own: bool = False,
) -> list[UnitMention]:
    """Return the acting units of the view in order, one mention per occurrence.

    Args:
        view: The text.
        groups: Responsibility groups already found; what stands inside them is left out.
        grammar: The tables, with an office's additions.
        own: Whether the plan is that of one house, whose sections act too: 教务处要….
    """
    text = view.text
    closed = _inside(text) if "（" in text or "〔" in text or "【" in text else []
    closed += [(group.start, group.end) for group in groups]
    closed.sort(reverse=True)
    found: list[tuple[int, UnitMention]] = []
    reached, shut, led = 0, 0, 0
    read: dict[tuple[int, int], list[Part]] = {}
    runs = _runs(text, grammar, own, read)
    for start, end, role in sorted(runs, key=lambda run: _order(text, run)):
        while closed and closed[-1][0] <= start:
            shut = max(shut, closed.pop()[1])
        if start >= max(reached, shut):
            if role == "lead" and "由" in text[max(0, start - 1) : start + 1]:
                led = text.find("。", end) + 1 or len(text)
            origin: Origin = "stated" if start < led and role != "responsible" else "inferred"
            parts = read.get((start, end)) or _read(text, start, end, grammar)
            found += _mentions(view, parts, role, origin, grammar)
            reached = end
    return [mention for _, mention in sorted(found, key=lambda item: item[0])]


def _order(text: str, run: tuple[int, int, Role]) -> tuple[int, int]:
    """Order runs by place; A会同B开展 goes before its own first half A会同."""
    start, end, _ = run
    return start, -end if text.find("会同", start, end) > 0 else end


def _inside(text: str) -> list[tuple[int, int]]:
    """Return the outermost brackets that are longer than part of a name."""
    from taskboard.parsing.units_brackets import brackets

    outer: list[tuple[int, int]] = []
    for start, end, whole in brackets(text):
        if whole and end - start > 12 and (not outer or start >= outer[-1][1]):
            outer.append((start, end))
    return outer


def _runs(
    text: str, grammar: UnitGrammar, own: bool, read: dict[tuple[int, int], list[Part]]
) -> Iterator[tuple[int, int, Role]]:
    """Yield ``(start, end, role)`` of each run of names that a verb follows; keep them in ``read``.

    In the plan of one house (``own``) its sections act without a word before them: 教务处要….
    """

    def named(start: int, end: int) -> bool:
        parts = read[start, end] = _read(text, start, end, grammar)
        return _named(text, parts, grammar, own)

    def ends(at: int) -> bool:
        return text.endswith((*by_last.get(text[at - 1 : at], ()), *sections), 0, at)

    by_last, meeting = _look(grammar)
    starts, acted = subjects(text), 0
    sections = ("部", "室", "工委", "学院", "馆") if own else ()
    for verb in meeting.finditer(text):
        at = verb.start()
        char = verb[0]
        does = _ANSWERS.match(text, at) if char == "是" else text.startswith(_ACTING[char], at)
        if not does or text.startswith(_NOT_ACTING[char], at):
            continue
        end = _without_people(text, max(0, at - REACH), at)
        named_end = end - (text[end - 1] == "等")  # 市公安局、市水利局等参与
        last = by_last.get(text[named_end - 1 : named_end], ())
        if not text.endswith(last + sections if own else last, 0, named_end):
            continue
        start = subject_of(text, starts, end, named)
        if start and text[start - 1] == "，":
            start = listed_before(text, starts, start, named, ends, acted)
        body = text.startswith(_BODY_VERBS, at) and re.compile(_BODY).match(text, at)
        if start is not None and not body:
            acted = at
            yield start, end, _role(text, start, at)
    for under in _UNDER.finditer(text):
        if named(*under.span(1)):
            yield *under.span(1), "lead" if under[2] == "牵头" else "cooperate"


def _look(grammar: UnitGrammar) -> _Look:
    """Return what to look for with these tables; made once for each."""
    held, look = _LOOKS.get(id(grammar), (None, None))
    if look is None or held is not grammar:
        by_last: dict[str, tuple[str, ...]] = {}
        for word in (
            *grammar.suffixes,
            *grammar.classes,
            "）",
            *ORGANS,
            *GENERIC,
            *SHORT,
            *NATIONAL,
        ):
            by_last[word[-1]] = (*by_last.get(word[-1], ()), word)
        lasts = "".join(sorted({*by_last, "等", *(word[-1] for word in PEOPLE)}))
        # the rarer look comes second, so that the search runs from one character to the next
        look = by_last, re.compile(f"[{re.escape(_FIRST)}](?<=[{re.escape(lasts)}].)")
        if len(_LOOKS) > 8:
            _LOOKS.clear()
        _LOOKS[id(grammar)] = grammar, look
    return look


def _without_people(text: str, start: int, end: int) -> int:
    """Return where the unit ends when its people act: 各单位主要负责人要…."""
    for word in PEOPLE if text.endswith(PEOPLE, start, end) else ():
        if text.endswith(word, start, end):
            own = end - len(word) - 2  # before 局 of 局党组
            if word in HOUSE_BODIES and (own < 0 or text[own] in _BEFORE):
                return end
            end -= len(word)
            return end - text.endswith("的", start, end)
    return end


def _role(text: str, start: int, verb: int) -> Role:
    together = text[start - 2 : start] in _TOGETHER or text.startswith(_TOGETHER, start)
    if together or text.startswith(_HELP, verb):
        return "cooperate"
    return "lead" if text.startswith(_LEADS, verb) else "responsible"


def _read(text: str, start: int, end: int, grammar: UnitGrammar) -> list[Part]:
    return read_parts(text, start, end, "responsible", "label", grammar) or []


def _named(text: str, parts: list[Part], grammar: UnitGrammar, own: bool) -> bool:
    """Say whether a stretch holds nothing but certain names, 各部门 and the like."""
    shared = shared_fields(text, parts, grammar)
    return bool(parts) and all(
        part.start in shared
        or _acts(name, grammar)
        or (own and (is_body(name, grammar) or name.endswith("公司")))
        for part in parts
        if (name := text[part.start : part.end])
    )


def _acts(name: str, grammar: UnitGrammar) -> bool:
    if name.endswith(_NO_UNITS) or name in OWN_OFFICE:
        return False
    if len(name) > 4 and name.startswith(_VERBS) and not name.endswith(_BODIES):
        return False  # 健全服务中心建设机制
    if name[1:] in HOUSE_BODIES and name[0] in "局委厅院校":
        return True
    if name.endswith(SHORT):
        return (len(name) == 3 and name[0] in LEVELS) or (len(name) == 4 and name[:2] == "各级")
    if 3 < len(name) < 24 and name[0] in "局委厅院" and flat(name).endswith(OFFICE_ENDS):
        return True  # 局办公室要…, in the plan of a department
    if name.endswith("部门") and name.startswith(grammar.stems):  # 教育部门要…
        return True
    if name.endswith(ORGANS) and len(name) < 12 and has_prefix(name):  # 区绩效考评机构
        return True
    return is_certain(name, grammar) or is_place_class(name, grammar) or name in GENERIC


def _mentions(
    view: View, parts: list[Part], role: Role, origin: Origin, grammar: UnitGrammar
) -> list[tuple[int, UnitMention]]:
    found: list[tuple[int, UnitMention]] = []
    prefix = ""
    shared = shared_fields(view.text, parts, grammar)
    for part in parts:
        printed = view.text[part.start : part.end] + "部门" * (part.start in shared)
        if printed == "各级":  # 各级、各部门 says no more than 各部门
            continue
        prefix = prefix_of(printed, grammar) or prefix
        name = printed if has_prefix(printed) else elided(printed, prefix, grammar)
        mention = UnitMention(
            name,
            view.printed(part.start, part.end),
            "cooperate" if part.role == "cooperate" else role,
            origin,
            part.open or is_open(name),
            view.span(part.start, part.end),
        )
        found.append((part.start, mention))
    return found
