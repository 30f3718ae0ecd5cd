"""Tell names of units from other words.

A name is *certain* when its form alone shows a unit (市教育局, 各县（市、区）人民政府), and
*likely* when a role word beside it is needed to believe it (兴国镇, 城投公司).
"""

from __future__ import annotations

import re

from taskboard.parsing.units_classes import (
    CLASS_HEADS,
    GOVERNMENT,
    KIND_WORDS,
    OPEN_ENDS,
    OPEN_KINDS,
    OPEN_WORDS,
    OWNED,
    OWNERS,
)
from taskboard.parsing.units_tables import (
    AREAS,
    FALSE_LEVELS,
    FIELDS,
    LEVELS,
    NAME_EXCEPTIONS,
    NATIONAL,
    NOT_A_PLACE,
    NOT_A_START,
    NOT_AN_END,
    NOT_IN_NAMES,
    PARTY,
    PLACE_SUFFIXES,
    STARTS,
    UnitGrammar,
)
from taskboard.patterns import rare

LONGEST = 40
REMEMBERED = 4096
_NESTED = re.compile("[（〔【〈][^（）〔〕【】〈〉]*[）〕】〉]")
_KIND = re.compile(
    "(?:全?[省市县区州镇乡][直级属]?)?(?:各(?![项类种方处面])|有关|相关)"
    "[^、，；。：的要和及与]{1,8}(?:部门|单位|机关|机构)"
)
_DUTY_KIND = re.compile(
    f"[^、，；。：的要和及与]{{0,6}}(?:{'|'.join(KIND_WORDS)})(?:部门|单位|机关|机构)"
)
_ROLE = "(?:牵头|主办|责任|承办|配合|参与|协作|协办|协同|成员|主管)"
_ROLED = rare(f"各?{_ROLE}(?:[、和及与/]|以及){_ROLE}(?:单位|部门)")
# whose department it is: 市、县|财政部门, 县级|农业农村部门
_LEVELLED = rare("(?:各级|各地|(?:[省市县区州盟旗镇乡][级直属]?[、和及]?){1,4}(?:[两三四]级)?)")
# 中央、省驻青各单位, 驻县单位
_STATIONED = rare(
    "(?:(?:中央|国家|中|部|省|市|县|区|州)[直属]?[、和及]?){0,3}驻[^、，；的]{1,4}?(?:各|有关|相关)?"
    "(?:单位|机构|部门|企业|企事业单位|高校)"
)
_MEMBERS = rare("[委会组部班办议指](?:各|有关|相关)?成员单位$")
ET_PLACES = ("等县", "等区", "等市", "等县市", "等县区", "等镇", "等乡", "等街道")
_ET_PLACES = rare("(?:[^、等各]{2,3}、)+[^、等各]{2,3}等[县区市镇乡街道]{1,2}")
_EACH = "各地省市县区州盟旗镇乡村级委"  # 各市交通运输局, 各县（市、区）委政法委


def flat(name: str) -> str:
    """Return ``name`` without the brackets inside it and without line ends."""
    if "（" in name or "〔" in name or "【" in name or "〈" in name:
        name = _NESTED.sub("", _NESTED.sub("", name))
    return name.replace("\n", "")


def has_prefix(name: str) -> bool:
    """Say whether ``name`` begins with the character of its level: 市财政局, not 市场监管局."""
    return name[:1] in LEVELS and not name.startswith(FALSE_LEVELS)


def is_class(name: str, grammar: UnitGrammar) -> bool:
    """Say whether ``name`` stands for a class of units: 各部门, 县（区）人民政府, 市政府各部门."""
    known = grammar.memory.get(("class", name))
    if known is None:
        if len(grammar.memory) > REMEMBERED:
            grammar.memory.clear()
        known = grammar.memory["class", name] = _is_class(name, grammar)
    return known


def _is_class(name: str, grammar: UnitGrammar) -> bool:
    plain = flat(name)
    for owner in OWNERS:
        if plain.startswith(owner) and len(plain) > len(owner):
            rest = plain[len(owner) :]
            heads = ("",) if owner[-1] in "属直级关" else (*CLASS_HEADS, *OWNED)
            if rest.startswith(heads) and _nouns_only(rest, grammar) > 0:
                return True
            if owner.endswith("属") and _KIND.fullmatch(rest):  # 局属各水管单位
                return True
    if _KIND.fullmatch(plain):  # 区级各行政执法部门
        return True
    if plain.endswith("单位") and _ROLED.fullmatch(plain):  # 各协作和配合单位
        return True
    if plain.endswith(OPEN_KINDS) and plain[0] in LEVELS and not _is_phrase(plain):
        return len(plain) < 12  # 省军区有关部门
    if plain.endswith("成员单位") and _MEMBERS.search(plain) and not _is_phrase(plain):
        return True  # 市安委会有关成员单位
    if plain.startswith(CLASS_HEADS):
        return _nouns_only(plain, grammar) > 0
    if "驻" in plain and _STATIONED.fullmatch(plain):
        return True
    if plain[:1] in LEVELS and plain[1:] in GOVERNMENT and plain == name:
        return False  # 市政府 itself is one unit, 县（区）政府 a class
    return plain.endswith(GOVERNMENT) and _nouns_only(plain, grammar) > 1


def _nouns_only(words: str, grammar: UnitGrammar) -> int:
    """Return how many class nouns ``words`` is made of, heads and separators apart; 0 = other."""
    count = 0
    while words:
        for noun in grammar.classes if words.endswith(grammar.classes) else ():
            if words.endswith(noun):
                words = words[: -len(noun)]
                count += 1
                break
        else:
            for head in CLASS_HEADS:
                if words.endswith(head):
                    words = words[: -len(head)]
                    break
            else:
                if words[-1] not in "、和及":
                    return 0
                words = words[:-1]
    return count


def is_place_class(name: str, grammar: UnitGrammar) -> bool:
    """Say whether ``name`` is a class of places, such as 乡镇（街道） or 镇街."""
    plain = flat(name)
    return len(name) > 2 and plain[:1] in "县市区镇乡街村社" and _nouns_only(plain, grammar) > 0


def is_open(name: str) -> bool:
    """Say whether ``name`` leaves open who is meant: 相关部门, 市直有关单位."""
    plain = flat(name)
    meant = plain.endswith(OPEN_ENDS) and any(word in plain for word in OPEN_WORDS)
    return meant or plain.endswith(ET_PLACES)


def is_certain(name: str, grammar: UnitGrammar) -> bool:
    """Say whether the form of ``name`` alone shows a unit."""
    known = grammar.memory.get(("certain", name))
    if known is None:
        if len(grammar.memory) > REMEMBERED:
            grammar.memory.clear()
        known = grammar.memory["certain", name] = _is_certain(name, grammar)
    return known


def _is_certain(name: str, grammar: UnitGrammar) -> bool:
    if not 2 <= len(name) <= LONGEST:
        return False
    plain = flat(name)
    if plain in NATIONAL or (plain.endswith(ET_PLACES) and _ET_PLACES.fullmatch(plain)):
        return True
    if len(plain) < 2 or plain.endswith(NOT_AN_END) or _is_phrase(plain):
        return False
    if not plain.endswith(grammar.suffixes):
        if plain.endswith("部门") and is_department(plain, grammar):
            return not plain.startswith(grammar.stems)
        return is_class(name, grammar) or (len(plain) < 12 and plain.startswith(grammar.vertical))
    if (
        has_prefix(plain)
        or plain.startswith(grammar.stems)
        or (plain[0] == "各" and _each_has(plain.lstrip(_EACH), plain[1], grammar))
        or plain.startswith(("国家", "中央", "团", "师市"))
    ):
        return True
    if _begins_with_place(plain) or any(word in plain for word in grammar.vertical):
        return not _starts_late(plain)
    return is_class(name, grammar)


def _each_has(rest: str, level: str, grammar: UnitGrammar) -> bool:
    """Say whether what stands behind 各 and its levels is a body: 各县（市、区）林长办."""
    if rest.startswith(grammar.stems):
        return True
    return level in LEVELS and 2 < len(rest) < 10 and not _starts_late(rest)


def _starts_late(plain: str) -> bool:
    """Say whether a word before the name is still there: 推动市财政局, not 经开区管委会."""
    return plain.startswith(NOT_A_START) and not plain.startswith(STARTS)


def _begins_with_place(plain: str) -> bool:
    """Say whether a place may stand before the level: 青溪县教育局, not 年内向市财政局."""
    for at, char in enumerate(plain[2:8], 2):
        if char in LEVELS and not plain.startswith(AREAS, at):
            return not any(word in plain[:at] for word in NOT_A_PLACE)
    return False


def is_department(plain: str, grammar: UnitGrammar) -> bool:
    """Say whether a name in 部门 begins with a field: 财政部门, 县级农业农村部门."""
    if plain.startswith(grammar.stems):
        return True
    return field_of(plain).startswith((*grammar.stems, *FIELDS))


def field_of(name: str) -> str:
    """Return a name without the level before it: 农业农村 of 市、县农业农村."""
    level = _LEVELLED.match(name)
    return name[level.end() :] if level else name


def is_likely(name: str, grammar: UnitGrammar) -> bool:
    """Say whether ``name`` is a unit where a role word stands beside it."""
    if is_certain(name, grammar):
        return True
    plain = flat(name)
    if (
        not 2 <= len(plain) <= 20
        or plain.endswith(NOT_AN_END)
        or _is_phrase(plain)
        or (_starts_late(plain) and not plain.startswith(grammar.stems))
    ):
        return False
    bare = plain[1:] if plain[0] in LEVELS else plain
    if plain in grammar.stems or bare in grammar.stems or bare in FIELDS:
        return True  # 市财政、自然资源部门
    if plain.endswith("部门") and is_department(plain, grammar):
        return True
    if _DUTY_KIND.fullmatch(plain):
        return True  # 政策起草部门
    if plain.endswith(grammar.suffixes):
        return plain not in grammar.suffixes or plain in PARTY
    return plain.endswith(PLACE_SUFFIXES) and plain not in PLACE_SUFFIXES and len(plain) < 10


def is_shaped(name: str) -> bool:
    """Say whether nothing in ``name`` speaks against a unit: no verb, no figure, not too long."""
    plain = flat(name)
    if not 2 <= len(plain) <= 24 or plain.endswith(NOT_AN_END) or _is_phrase(plain):
        return False
    return not _starts_late(plain) and not any(char < "一" or char in "“”《》" for char in plain)


def _is_phrase(plain: str) -> bool:
    for word in NOT_IN_NAMES:
        if word in plain:
            for exception in NAME_EXCEPTIONS:
                plain = plain.replace(exception, "")
            return any(word in plain for word in NOT_IN_NAMES)
    return False
