"""Read a bracket that hands items to units of their own: 1、2项由甲牵头，3项由乙牵头."""

from __future__ import annotations

from taskboard.parsing.units_phrases import Part, read_parts
from taskboard.parsing.units_tables import UnitGrammar
from taskboard.patterns import rare

SHORTEST = 8
_COUNT = "第?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_ITEMS = rare(f"{_COUNT}(?:[-—–~～至到、和及]{_COUNT})*(?:项|条|款|点)(?:工作|任务)?由")


def by_items(
    text: str, start: int, end: int, grammar: UnitGrammar
) -> list[tuple[int, int, list[Part]]]:
    """Return ``(start, end, units)`` of each run of items that ``text[start:end]`` hands out.

    Units behind the last that name no items of their own help with all of them: …，各镇街配合.
    Empty when the first words name no items, or what follows is no unit.
    """
    if end - start < SHORTEST or text[start] not in "第0123456789一二三四五六七八九十":
        return []
    heads = [
        head
        for head in _ITEMS.finditer(text, start, end)
        if head.start() == start or text[head.start() - 1] in "，；。"
    ]
    if not heads or heads[0].start() != start:
        return []
    runs: list[tuple[int, int, list[Part]]] = []
    for at, head in enumerate(heads):
        stop = heads[at + 1].start() - 1 if at + 1 < len(heads) else end
        parts = read_parts(text, head.end(), stop, "responsible", "verb", grammar)
        if not parts:
            return []
        runs.append((head.start(), stop, parts))
    helpers = [part for part in runs[-1][2] if part.role == "cooperate"]
    if any(part.role != "cooperate" for part in runs[-1][2]):
        runs = [(left, stop, [*parts, *helpers]) for left, stop, parts in runs[:-1]] + runs[-1:]
    return runs
