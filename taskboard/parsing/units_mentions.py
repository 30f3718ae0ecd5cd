"""Turn the names found in a group into mentions: blanks, prefixes and shared words mended."""

from __future__ import annotations

from typing import cast

from taskboard.model import Origin, Role, UnitMention
from taskboard.parsing.units_joints import split_printed
from taskboard.parsing.units_names import is_open
from taskboard.parsing.units_phrases import ROLE_NOTE, Part, noted_role, trim
from taskboard.parsing.units_prefixes import elided, prefix_of
from taskboard.parsing.units_tables import FIELDS, UnitGrammar
from taskboard.parsing.units_trust import is_field
from taskboard.parsing.view import View


def mentions(
    view: View, parts: list[Part], origin: Origin, place: str, grammar: UnitGrammar
) -> list[UnitMention]:
    """Return the units of a group as a task holds them: mended, in their roles, each once.

    Args:
        view: The text.
        parts: What `read_parts` found.
        origin: Where they come from.
        place: Prefix for a list that prints none.
        grammar: The tables.
    """
    leads = any(part.role == "lead" for part in parts)
    several = len({part.role for part in parts}) > 1
    prefix, seen = place, set()
    units: list[UnitMention] = []
    fields = shared_fields(view.text, parts, grammar)
    for part in parts:
        role = part.role
        if role == "main":
            role = "lead" if several and not leads else "responsible"
        for start, end in split_printed(view, part.start, part.end, grammar):
            own = role
            if view.text[start] < "一":
                start, end = trim(view.text, start, end)
            if end < part.end and (note := ROLE_NOTE.search(view.text, start, end)):
                end, own = note.start(), noted_role(note)  # 规划科（牵头） 办公室
            name = view.text[start:end].replace("\n", "").strip("“”")
            if not name:
                continue
            name += "部门" * (part.start in fields)
            prefix = prefix_of(name, grammar) or prefix
            name = elided(name, prefix, grammar)
            if name in seen:
                continue
            seen.add(name)
            ends_open = (part.open and end == part.end) or is_open(name)
            units.append(
                UnitMention(
                    name,
                    view.printed(start, end),
                    cast(Role, own),
                    origin,
                    ends_open,
                    view.span(start, end),
                )
            )
    return units


def shared_fields(text: str, parts: list[Part], grammar: UnitGrammar) -> set[int]:
    """Return the starts of bare fields that share a later 部门: 财政 in 财政、自然资源部门.

    等 before the 部门 shares it too: 市财政、发改等部门.
    """
    found: set[int] = set()
    if not parts or (len(parts) == 1 and not parts[0].open):
        return found
    if text.find("部门", parts[0].start, parts[-1].end + 6) < 0:
        return found
    shared = False
    for part in reversed(parts):
        name = text[part.start : part.end]
        if name.endswith("部门"):
            shared = not is_open(name)
            continue
        if shared and text[part.end : part.end + 1] not in "、和及与，":
            shared = False  # another role, another list
        after = part.open and text.startswith(("等部门", "等有关部门", "等相关部门"), part.end)
        if shared or after:
            bare = name in grammar.stems or name in FIELDS or is_field(name, grammar)
            shared = after or bare
            if bare:
                found.add(part.start)
    return found
