"""Rules a document states once for all its tasks: who leads, who is always meant.

列第一位的为牵头单位 makes the first-listed unit the lead; 以下各项均需各县区落实，不再列出 adds
units to all that follows; （责任单位：各部门，下同） gives its units to every later task that
names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from taskboard.model import Role, Span, UnitMention
from taskboard.parsing.units_names import is_likely, is_open
from taskboard.parsing.units_phrases import read_parts
from taskboard.parsing.units_tables import DEFAULT, UnitGrammar
from taskboard.parsing.view import View

# Patterns are strings: most documents state no rule, and `re` keeps the ones it has compiled.
_FIRST = (
    "(?:第一责任单位|(?:排名|列|排|位列|排列|排序|列在|排在|位于)?(?:在|于)?"
    "(?:第一位?|首位|第一个|第一名|最前面?|首个))"
    "[^。；\n（）]{0,12}?(?:为|是|作为|系)[^。；\n（）]{0,6}?(?:牵头|主办)"
    "|(?:牵头|主办)(?:单位|部门)(?:均)?为[^。；\n（）]{0,8}(?:第一|首位)"
    "|(?:第一家|首家|第一个|首个|首位|第一位|第一)(?:的)?(?:责任)?(?:单位|部门)(?:负责)?(?:牵头|主办)"
)
_REST = (
    "(?:单位|部门)?[，、；](?:其[他它余]|后面)的?各?(?:单位|部门)?(?:均|都)*"
    "(?:为|是|作为)(?:配合|协办|协助)"
)
_OTHERWISE = (
    "(?:无|没有|未(?:明确|标明|注明|列出?|设))(?:明确的?)?(?:牵头|主办)(?:单位|部门)的[^。；\n]{0,8}?"
    "责任(?:单位|部门)(?:即|均|都|就)*(?:为|是|作为|视为|视同)(?:牵头|主办)"
)
_FIRST_HINTS = ("第一", "首位", "首个", "首家", "最前")
_ADDED = "不再(?:一一|逐一|逐项|单独|重复|另行|分别|具体|赘)?(?:列|标|注|写|说|述|罗)"
_SAME = "[，、；]?(?:以)?下同[）〕】。]?"
_BOUND = "[。；\n（〔【]"
_ALL = "(?:均|都|皆|需|须|应)+要?由?(?=[各市县区省州有相乡镇全]|[^，。为是]{2,12}(?:局|委|办|府))"
_AHEAD = (
    "(?:注)?：?(?:以下|下列|上述|以上|本方案|本要点|本意见|各项|所有|全部)?[^，。]{0,16}?"
    "(?:均|都|皆)?(?:需要?|须|应|要)?由?(?=各(?![项类条])|市|县|区|有关|相关|乡|镇)"
)
_DOES = (
    "(?:均|都|皆)?(?:需要?|须|应|要)?(?:按职责分工)?(?:为|是|作为)?"
    "(?:责任单位|配合单位|责任主体|负责|配合|落实|参与|承担|执行|抓好)"
)


@dataclass(frozen=True, slots=True)
class UnitRule:
    """One rule, with the words that state it.

    Attributes:
        kind: ``first-leads``, ``rest-helps`` (其他为配合单位), ``all-lead``
            (无牵头单位的，责任单位即为牵头单位), ``adds`` (units to all that follows), ``same``
            (下同: units of every later task that names none).
        span: Its place in the original.
        start: View offset of its first character.
        end: View offset after its last.
        units: What it adds, origin ``inherited``.
    """

    kind: Literal["first-leads", "rest-helps", "all-lead", "adds", "same"]
    span: Span
    start: int
    end: int
    units: tuple[UnitMention, ...] = ()


def find_rules(view: View, *, grammar: UnitGrammar = DEFAULT) -> list[UnitRule]:
    """Return the document-wide rules about units, in order."""
    text = view.text
    rules: list[UnitRule] = []
    if _may_lead(text):
        for match in re.finditer(_FIRST, text):
            span = view.span(*match.span())
            rules.append(UnitRule("first-leads", span, match.start(), match.end()))
            if rest := re.compile(_REST).match(text, match.end()):
                rules.append(UnitRule("rest-helps", view.span(*rest.span()), *rest.span()))
    for match in (
        re.finditer(_OTHERWISE, text) if "牵头单位的" in text or "牵头部门的" in text else ()
    ):
        rules.append(UnitRule("all-lead", view.span(*match.span()), match.start(), match.end()))
    for match in re.finditer(_ADDED, text) if "不再" in text else ():
        start = _sentence_start(text, match.start())
        units = _added(view, start, match.start(), grammar)
        if units:
            end = _sentence_end(text, match.end())
            rules.append(UnitRule("adds", view.span(start, end), start, end, units))
    for match in re.finditer(_SAME, text) if "下同" in text else ():
        rule = _same(view, match.start(), grammar)
        if rule is not None:
            rules.append(rule)
    return sorted(rules, key=lambda rule: rule.start)


def _may_lead(text: str) -> bool:
    """Say whether a word for the first place stands near a word for leading, as in the rule."""
    for hint in _FIRST_HINTS:
        at = text.find(hint)
        while at >= 0:
            near = text[max(0, at - 20) : at + 48]
            if "牵头" in near or "主办" in near:
                return True
            at = text.find(hint, at + 1)
    return False


def apply_rules(
    units: Sequence[UnitMention], rules: Iterable[UnitRule], at: int
) -> tuple[UnitMention, ...]:
    """Return the units of a task as the document's rules make them.

    Args:
        units: The units found for the task, printed order.
        rules: What `find_rules` returned.
        at: View offset of the task's group (or of its text when it has none).
    """
    given = list(units)
    for rule in rules:
        later = rule.start < at
        if rule.kind == "same" and later and not units:
            given = [replace(unit, origin="inherited") for unit in rule.units]
        elif rule.kind == "adds" and later:
            known = {unit.name for unit in given}
            given += [unit for unit in rule.units if unit.name not in known]
    kinds = {rule.kind for rule in rules}
    if "first-leads" in kinds and units and not any(unit.role == "lead" for unit in given):
        given[0] = replace(given[0], role="lead")
        if "rest-helps" in kinds:
            given[1:] = [replace(unit, role="cooperate") for unit in given[1:]]
    return _led(given) if "all-lead" in kinds else tuple(given)


def _led(units: list[UnitMention]) -> tuple[UnitMention, ...]:
    """Return units of whom those responsible lead, unless one leads already."""
    if any(unit.role == "lead" for unit in units):
        return tuple(units)
    return tuple(replace(u, role="lead") if u.role == "responsible" else u for u in units)


def _sentence_start(text: str, at: int) -> int:
    start = found = max(0, at - 160)
    for bound in re.finditer(_BOUND, text[start:at]):
        if bound[0] not in "（〔【" or not re.search("[）〕】]", text[start + bound.end() : at]):
            found = start + bound.end()
    return found


def _sentence_end(text: str, at: int) -> int:
    match = re.search("[。；\n）〕】]", text[at : at + 200])
    return at + match.start() + (match[0] == "。") if match else min(len(text), at + 200)


def _added(view: View, start: int, end: int, grammar: UnitGrammar) -> tuple[UnitMention, ...]:
    """Read the units of 以下各项均需各县区落实，不再列出 from the words before 不再."""
    text = view.text
    words = text[start:end]
    ahead = re.search(_ALL, words) or re.match(_AHEAD, words)
    left = ahead.end() if ahead else 0
    does = re.search(_DOES, words[left:])
    right = left + does.start() if does else len(words)
    return _units(view, start + left, start + right, grammar)


def _units(view: View, start: int, end: int, grammar: UnitGrammar) -> tuple[UnitMention, ...]:
    found: list[UnitMention] = []
    role: Role = "responsible"
    for part in read_parts(view.text, start, end, role, "label", grammar) or []:
        name = view.text[part.start : part.end]
        if not is_likely(name, grammar):
            return ()
        span = view.span(part.start, part.end)
        printed = view.printed(part.start, part.end)
        found.append(
            UnitMention(name, printed, role, "inherited", part.open or is_open(name), span)
        )
    return tuple(found)


def _same(view: View, at: int, grammar: UnitGrammar) -> UnitRule | None:
    """Read （责任单位：各部门，下同）; 第一责任单位为牵头单位，下同 is another rule."""
    text = view.text
    start = _sentence_start(text, at)
    words = text[start:at]
    colon = words.find("：")
    if colon < 0 or grammar.labels.get(words[:colon]) is None or re.search(_FIRST, words):
        return None
    units = _units(view, start + colon + 1, at, grammar)
    return UnitRule("same", view.span(start, at + 2), start, at + 2, units) if units else None
