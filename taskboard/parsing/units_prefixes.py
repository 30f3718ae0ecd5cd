"""Give a name back the prefix of its level that a list leaves out: 市行政审批局、住建局."""

from __future__ import annotations

from taskboard.parsing.units_names import flat, has_prefix, is_class
from taskboard.parsing.units_tables import LEVELS, PARTY, UnitGrammar


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
    if plain in PARTY and len(prefix) > 1:
        return prefix + name
    if plain.startswith(grammar.stems) and _ends(plain, grammar):
        return prefix[0] + name if not is_class(name, grammar) else name
    known = any(stem in plain for stem in grammar.stems)  # 汐川生态环境局 has its own place
    if plain.endswith("局") and len(plain) < 5 and not known and plain[0] not in LEVELS:
        return prefix[0] + name
    return name


def prefix_of(name: str, grammar: UnitGrammar) -> str:
    """Return the prefix later names of the list may leave out: ``市``, ``市委``; ``""`` if none."""
    plain = flat(name)
    if not has_prefix(plain) or is_class(name, grammar) or plain[1:2] in "属直":
        return ""
    if plain[1:2] == "委" and plain[2:] in PARTY:
        return plain[:2]
    return plain[0] if _ends(plain, grammar) else ""


def _ends(plain: str, grammar: UnitGrammar) -> bool:
    return plain.endswith(grammar.suffixes) or plain.endswith("部门")
