"""Give a name back the prefix of its level that a list leaves out: 市行政审批局、住建局."""

from __future__ import annotations

from taskboard.parsing.units_names import flat, has_prefix, is_class
from taskboard.parsing.units_tables import FIELDS, LEVELS, PARTY, UnitGrammar

REGION = "自治区"
# what goes on a field's name, and is no place: 公安|交通|分局
OF_A_FIELD = (
    "管理",
    "规划",
    "建设",
    "保障",
    "事务",
    "执法",
    "监督",
    "监管",
    "交通",
    "资源",
    "改革",
    "环境",
)


def elided(name: str, prefix: str, grammar: UnitGrammar) -> str:
    """Return ``name`` with the ``prefix`` it left out, or as it is.

    Args:
        name: A mended name, e.g. ``住建局``.
        prefix: The last prefix printed in the same list, e.g. ``市`` or ``市委``.
        grammar: The tables.

    Returns:
        ``市住建局``; names of places, classes, vertical units and complete names stay.
    """
    plain = flat(name)
    if not prefix or has_prefix(plain) or any(word in plain for word in grammar.vertical):
        return name
    level = REGION if prefix.startswith(REGION) else prefix[0]
    if plain in PARTY and len(prefix) > len(level):
        return prefix + name
    if plain.startswith(grammar.stems) and _ends(plain, grammar):
        own = is_class(name, grammar) or _is_branch(plain, grammar)
        return name if own else level + name
    known = any(stem in plain for stem in grammar.stems)  # 汐川生态环境局 has its own place
    if plain.endswith("局") and len(plain) < 5 and not known and plain[0] not in LEVELS:
        return level + name
    return name


def _is_branch(plain: str, grammar: UnitGrammar) -> bool:
    """Say whether a branch names its own place: 公安石桥分局, not 公安分局."""
    if not plain.endswith("分局"):
        return False
    for field in (*FIELDS, *grammar.stems):
        place = plain[len(field) : -2] if plain.startswith(field) else ""
        if 1 < len(place) < 4 and not place.endswith(OF_A_FIELD):
            return plain[:-2] not in FIELDS
    return False


def prefix_of(name: str, grammar: UnitGrammar) -> str:
    """Return the prefix later names of the list may leave out: ``市``, ``市委``; ``""`` if none."""
    plain = flat(name)
    if plain.startswith(REGION) and len(plain) > 4 and not is_class(name, grammar):
        party = plain[3:5] == "党委" and plain[5:] in PARTY
        return plain[:5] if party else REGION * _ends(plain, grammar)
    if not has_prefix(plain) or is_class(name, grammar) or plain[1:2] in "属直":
        return ""
    if plain[1:2] == "委" and plain[2:] in PARTY:
        return plain[:2]
    return plain[0] if _ends(plain, grammar) else ""


def _ends(plain: str, grammar: UnitGrammar) -> bool:
    return plain.endswith(grammar.suffixes) or plain.endswith("部门")
