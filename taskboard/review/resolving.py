"""Look at the units a document names with the unit directory at hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from taskboard.directory import VAGUE, UnitDirectory
from taskboard.model import Finding, Unit, UnitMention


def directory_of(units: Mapping[str, Mapping[str, Any]]) -> UnitDirectory:
    """Return the directory that the folded rows ``units`` (frames.UNITS, by name) hold."""
    return UnitDirectory(
        Unit(
            name=name,
            short_names=tuple(row["short_names"] or ()),
            kind=row["kind"],
            parent=row["parent"] or None,
            groups=tuple(row["groups"] or ()),
            order=row["order"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            successor=row["successor"] or None,
            keywords=tuple(row["keywords"] or ()),
            contact=row["contact"],
        )
        for name, row in units.items()
    )


def unresolved_units(
    mentions: Iterable[UnitMention], directory: UnitDirectory, on: dt.date
) -> list[Finding]:
    """Return one finding per name that means no single unit or class of the directory.

    Args:
        mentions: Units as printed; their spans are kept.
        directory: The office's units; an empty one resolves nothing and raises nothing.
        on: Day the names are read on.
    """
    if not directory.names(on):
        return []
    findings: dict[str, Finding] = {}
    for mention in mentions:
        name = mention.name
        if name in findings or (mention.open and is_vague(name)):
            continue
        if directory.expand(name, on) is not None:
            continue
        resolution = directory.resolve(name, on)
        if resolution.unit is None:
            message = f"单位名录中没有“{name}”{_suggest(resolution.candidates)}"
            findings[name] = Finding("unit-unresolved", "warning", message, mention.span)
    return list(findings.values())


def binding(units: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the units that count: an inferred one only where nothing better is known."""
    firm = [unit for unit in units if unit["origin"] != "inferred"]
    return firm or list(units)


def names_nobody(units: Sequence[Mapping[str, Any]]) -> bool:
    """Whether none of ``units`` says who it is: there is none, or only 相关部门 and the like."""
    return all(is_vague(str(unit["name"])) for unit in binding(units))


def is_vague(name: str) -> bool:
    """Whether ``name`` names nobody in particular (相关部门 and the like)."""
    return any(word in name for word in VAGUE)


def _suggest(candidates: tuple[str, ...]) -> str:
    if not candidates:
        return "；请补入名录，或在审核表中改用全称。"
    return f"；是否指{'、'.join(candidates[:3])}？请在审核表中改用全称，或补入简称。"
