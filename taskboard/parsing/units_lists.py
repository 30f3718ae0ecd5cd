"""Believe a bracket as a whole: a few odd names among units that are known by their form.

（市应急局牵头，江北监察执法三处、市安委会有关成员单位配合） hands out a task though one name in it
has no form we know. What decides is how many of the names are units by their form, and whether a
verb stands in the bracket; one piece that is no name at all makes the bracket a remark.
"""

from __future__ import annotations

import re

from taskboard.parsing.units_names import is_certain, is_likely, is_shaped
from taskboard.parsing.units_offices import is_body, is_office, stands_in_list
from taskboard.parsing.units_phrases import Part, read_parts
from taskboard.parsing.units_tables import UnitGrammar

_HANDS = re.compile("牵头|负责|主办|承办|配合|落实|协办|实施|参与")
_LIMIT = re.compile(
    r"[；，](?:完成时[限间]：|\d{4}年)?(?:[上下]半年|[一二三四]季度|\d{1,2}月|年底?|每[年月季周]|长期|持续|常态)"
)
_PARTED = re.compile("[、，；]")


def read_list(
    text: str, start: int, end: int, grammar: UnitGrammar, *, closes: bool
) -> list[Part] | None:
    """Return the units of a bracket most of whose names are units by their form.

    Args:
        text: The view's text.
        start: Where the inside of the bracket begins.
        end: Where it ends (exclusive).
        grammar: The tables.
        closes: Whether the bracket stands at the end of a sentence; without a verb it must.
    """
    if not _PARTED.search(text, start, end):
        alone = closes and text[start - 2 : start - 1] == "。" and text[start:end]
        return [Part(start, end, "responsible")] if alone and is_office(alone, grammar) else None
    verb = _HANDS.search(text, start, end) is not None or _has_limit(text, start, end)
    if not (verb or closes):
        return None
    parts = read_parts(text, start, end, "responsible", "label", grammar)
    if not parts or len(parts) < 2:
        return None
    names = [text[part.start : part.end] for part in parts]
    if not all(is_shaped(name) or is_certain(name, grammar) for name in names):
        return None
    if verb:
        count = sum(is_likely(name, grammar) for name in names)
        sure = any(is_certain(name, grammar) for name in names)
        return parts if sure and count * 2 >= len(names) else None
    count = sum(is_certain(name, grammar) for name in names)
    if count >= 2 and count * 3 >= len(names) * 2:
        return parts
    own = is_body(names[0], grammar) and any(is_office(name, grammar) for name in names)
    if count < 2 and not own:
        return None
    return parts if all(stands_in_list(name, grammar) for name in names) else None


def _has_limit(text: str, start: int, end: int) -> bool:
    """Tell whether the bracket goes on with when it is due: …集团；12月底前完成."""
    return _LIMIT.search(text, start, end) is not None
