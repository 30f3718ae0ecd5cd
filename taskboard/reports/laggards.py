"""Who is late with what, in as few words as possible: items many units share are said once.

An item that more than `MANY` units answer for would be repeated under each of them. It is told
once with the number of its units, and the units are listed only with what else they owe; the
names stand in the annex.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from taskboard.reports.chinese import clipped
from taskboard.reports.scope import Scope, rows_of

MANY = 6  # units beyond which an item is told once for all of them
MOST_QUOTED = 15  # items beyond which their headings are left to the annex


@dataclass(frozen=True, slots=True)
class Laggards:
    """The assignments of one standing: as they are, and so that nothing is told twice.

    Attributes:
        units: All units with all their items, those with the most first.
        shared: Items of many units: no, heading, days, due, count (units), first (a unit's name).
        rest: Units with what is not in ``shared``; those left with nothing are not listed.
        groups: The same grouped by what they owe: value (numbers of items), names (of units).
        rest_items: The items of ``rest``, each one once, by number.
        items: Number of different items.
        alone: Whether each item of ``rest`` has one unit only.
        quoted: Whether the items of ``rest`` are few enough for their headings to be printed.
    """

    units: list[dict[str, Any]]
    shared: list[dict[str, Any]]
    rest: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    rest_items: list[dict[str, Any]]
    items: int
    alone: bool
    quoted: bool


def laggards(view: Scope, code: str) -> Laggards:
    """Return who has assignments of one standing; the assignments of helpers do not count."""
    units = by_unit(view, code)
    held: dict[int, list[tuple[str, dict[str, Any]]]] = {}
    for unit in units:
        for line in unit["items"]:
            held.setdefault(line["no"], []).append((unit["name"], line))
    many = {number for number, pairs in held.items() if len(pairs) > MANY}
    worst = {number: _worst(pairs) for number, pairs in sorted(held.items())}
    shared = [
        {**line, "count": len(held[number]), "first": lead_first(held[number])[0]}
        for number, line in worst.items()
        if number in many
    ]
    rest = [
        {"name": unit["name"], "items": left, "count": len(left)}
        for unit in units
        if (left := [line for line in unit["items"] if line["no"] not in many])
    ]
    rest.sort(key=lambda unit: -int(unit["count"]))
    once = [line for number, line in worst.items() if number not in many]
    alone = sum(int(unit["count"]) for unit in rest) == len(once)
    groups = alike(rest, lambda unit: tuple(sorted(line["no"] for line in unit["items"])))
    return Laggards(units, shared, rest, groups, once, len(held), alone, len(once) <= MOST_QUOTED)


def _worst(pairs: Sequence[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """Return the line of the unit that is late the longest."""
    return max((line for _, line in pairs), key=lambda line: int(line["days"]))


def by_unit(view: Scope, code: str) -> list[dict[str, Any]]:
    """Return the units with assignments of one standing: name, and their items in order.

    Units that only help (配合) are named where an item has nobody else.
    """
    table: dict[str, list[dict[str, Any]]] = {}
    headings = view.items["heading"]
    kept = set(view.items.index[view.items["standing"].eq(code)])
    rows = rows_of(view.assignments)
    answered = {row.task for row in rows if row.role != "cooperate"}
    for row in rows:
        counts = row.role != "cooperate" or row.task not in answered
        if str(row.standing) == code and counts and row.task in kept:
            line = {
                "no": int(row.number), "days": int(row.days_late) if code == "late" else 0,
                "heading": clipped(str(headings[str(row.task)]), 24),
                "due": row.due_on.date() if row.due_on == row.due_on else None,
                "lead": row.role == "lead",
            }  # fmt: skip
            table.setdefault(str(row.unit), []).append(line)
    order = {str(name): place for place, name in enumerate(view.state.units.index)}
    names = sorted(table, key=lambda name: (-len(table[name]), order.get(name, len(order))))
    return [{"name": name, "items": table[name], "count": len(table[name])} for name in names]


def lead_first(pairs: Sequence[tuple[str, dict[str, Any]]]) -> list[str]:
    """Return the names of the units that hold an item, its lead first."""
    return [name for name, line in sorted(pairs, key=lambda pair: not pair[1]["lead"])]


def units_of(found: Laggards, number: int) -> str:
    """Return the units that are late with an item joined by 、, its lead first."""
    held = [
        (unit["name"], line)
        for unit in found.units
        for line in unit["items"]
        if line["no"] == number
    ]
    return "、".join(lead_first(held))


def alike(
    rows: Sequence[dict[str, Any]], value: Callable[[dict[str, Any]], Any]
) -> list[dict[str, Any]]:
    """Group rows of one value in order of first appearance: value, and the names that have it."""
    table: dict[Any, list[str]] = {}
    for row in rows:
        table.setdefault(value(row), []).append(str(row["name"]))
    return [{"value": key, "names": names} for key, names in table.items()]
