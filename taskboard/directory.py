"""The office's units: which one a printed name means on a day, and who belongs to a class.

A name resolves to one unit or to none; similar names are only ever suggested. 相关部门 and the like
never expand. Everything is by date, so that last year's document still means last year's units.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from taskboard.model import Finding, Unit
from taskboard.spelling import Membership, loosely, membership, tidy

How = Literal[
    "exact", "alias", "variant", "elided", "place", "successor", "class", "ambiguous", "unknown"
]
LAST = 1_000_000
SUGGESTIONS = 3
LIKENESS = 60.0  # "市口岸办" and "市府办" share 57: only 市 and 办, no suggestion
LEVELS = "省市县区州盟旗镇乡"
KINDS = ("部门", "县区", "乡镇", "开发区", "党群", "垂直", "企业", "科室")
VAGUE = ("相关", "有关", "其他", "其它", "涉及")


class Resolution(NamedTuple):
    """What a printed name means.

    Attributes:
        unit: Full name of the one unit, None when there is none or more than one.
        how: By which rule; ``class`` when it is a group that `UnitDirectory.expand` knows.
        candidates: What it might mean, likeliest first; only ever shown, never taken.
    """

    unit: str | None
    how: How
    candidates: tuple[str, ...] = ()


def valid(unit: Unit, on: dt.date | None) -> bool:
    """Say whether ``unit`` exists on the day, ``valid_to`` being its last; None asks for no day."""
    return on is None or (unit.valid_from or on) <= on <= (unit.valid_to or on)


class UnitDirectory:
    """All units of an office, past ones included, in order of protocol.

    Args:
        units: Entries in any order; equal ``order`` keeps the order given.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units: tuple[Unit, ...] = tuple(sorted(units, key=lambda unit: unit.order))
        self._rank = {unit.name: rank for rank, unit in enumerate(self.units)}
        self._full: dict[str, list[Unit]] = {}
        self._short: dict[str, list[Unit]] = {}
        self._loose: dict[str, list[Unit]] = {}
        self._elided: dict[str, list[Unit]] = {}
        self._groups: dict[str, list[tuple[Unit, Membership]]] = {}
        self._there: dict[dt.date | None, tuple[str, ...]] = {}
        self._members: dict[tuple[str, dt.date | None], tuple[str, ...] | None] = {}
        self._meant: dict[tuple[str, dt.date | None], Resolution] = {}
        for unit in self.units:
            self._add(unit)

    def _add(self, unit: Unit) -> None:
        self._full.setdefault(tidy(unit.name), []).append(unit)
        for short in unit.short_names:
            self._short.setdefault(tidy(short), []).append(unit)
        for name in map(tidy, (unit.name, *unit.short_names)):
            self._loose.setdefault(loosely(name), []).append(unit)
            if name[:1] in LEVELS and len(name) > 2:
                self._elided.setdefault(name[1:], []).append(unit)
        for entry in unit.groups:
            member = membership(entry)
            self._groups.setdefault(loosely(tidy(member.group)), []).append((unit, member))

    def names(self, on: dt.date | None = None) -> tuple[str, ...]:
        """Return the full names of the units that exist on the day, in order of protocol."""
        if on not in self._there:
            there = (unit.name for unit in self.units if valid(unit, on))
            self._there[on] = tuple(dict.fromkeys(there))
        return self._there[on]

    def order(self, name: str) -> int:
        """Return the place of a full name in the order of protocol; unknown names come last."""
        return self._rank.get(name, LAST)

    def unit(self, name: str) -> Unit | None:
        """Return the entry with this full name, the latest if there were several."""
        rank = self._rank.get(name)
        return None if rank is None else self.units[rank]

    def groups(self) -> tuple[str, ...]:
        """Return the names of all classes that have members."""
        return tuple(dict.fromkeys(m[0][1].group for m in self._groups.values()))

    def expand(self, name: str, on: dt.date | None = None) -> tuple[str, ...] | None:
        """Return the members of a class on the day, in order of protocol.

        各县（市、区） alone is read as 各县（市、区）人民政府.

        Returns:
            None when ``name`` is no class of this directory, has no member on that day, or
            leaves open who is meant (相关部门).
        """
        asked = name, on
        if asked not in self._members:  # the same few names stand in row after row
            self._members[asked] = self._expand(name, on)
        return self._members[asked]

    def _expand(self, name: str, on: dt.date | None) -> tuple[str, ...] | None:
        key = tidy(name)
        if any(word in key for word in VAGUE):
            return None
        loose = loosely(key)
        members = self._groups.get(loose) or self._groups.get(f"{loose}政府", [])
        found = (unit.name for unit, member in members if valid(unit, on) and member.holds(on))
        return tuple(dict.fromkeys(found)) or None

    def resolve(self, name: str, on: dt.date | None = None) -> Resolution:
        """Return the one unit a printed name means on the day, or none with suggestions.

        Rules are tried in this order, and the first that knows the name decides: full name,
        short name, other brackets or commas, left-out prefix (住建局), the office's own place
        before it (临岚市教育局 for 市教育局). A unit that is gone gives way to its successor.
        """
        asked = name, on
        if asked not in self._meant:
            self._meant[asked] = self._resolve(name, on)
        return self._meant[asked]

    def _resolve(self, name: str, on: dt.date | None) -> Resolution:
        key = tidy(name)
        if not key:
            return Resolution(None, "unknown")
        for how, found in self._tries(key):
            if found:
                return self._decided(how, found, on)
        if self.expand(name, on) is not None:
            return Resolution(None, "class")
        alike = tuple(group for group in self.groups() if tidy(group).endswith(key))
        return Resolution(None, "unknown", alike or self._similar(key, on))

    def _tries(self, key: str) -> Iterable[tuple[How, list[Unit]]]:
        yield "exact", self._full.get(key, [])
        yield "alias", self._short.get(key, [])
        yield "variant", self._loose.get(loosely(key), [])
        yield "elided", self._elided.get(key, [])
        for place in self._places():
            if key.startswith(place) and len(key) > len(place) + 1:
                rest = place[-1] + key[len(place) :]
                yield "place", self._full.get(rest, []) or self._short.get(rest, [])

    def _places(self) -> tuple[str, ...]:
        """Return the places whose governments stand above units: 临岚市 of 临岚市人民政府."""
        above = dict.fromkeys(unit.parent for unit in self.units if unit.parent)
        places = (re.sub("(?:人民政府|政府)$", "", tidy(parent)) for parent in above)
        return tuple(place for place in places if place[-1:] in LEVELS and len(place) > 1)

    def _decided(self, how: How, found: list[Unit], on: dt.date | None) -> Resolution:
        current = {unit.name for unit in found if valid(unit, on)}
        if not current:
            followed = {heir for unit in found if (heir := self.heir(unit, on))}
            current, how = followed, "successor"
        if len(current) == 1:
            return Resolution(current.pop(), how)
        if current:
            return Resolution(None, "ambiguous", tuple(sorted(current, key=self.order)))
        return Resolution(None, "unknown", tuple(unit.name for unit in found))

    def heir(self, unit: Unit, on: dt.date | None) -> str | None:
        """Return who stands for ``unit`` on the day after it ended; None if nobody does."""
        seen = {unit.name}
        here: Unit | None = unit
        while here is not None and not valid(here, on):
            ended = on is not None and here.valid_to is not None and here.valid_to < on
            if not ended or not here.successor or here.successor in seen:
                return None
            seen.add(here.successor)
            here = self.unit(here.successor)
        return here.name if here else None

    def _similar(self, key: str, on: dt.date | None) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process  # only a name that is not found pays for it

        owners: dict[str, str] = {}
        for unit in self.units:
            if valid(unit, on):
                for name in (unit.name, *unit.short_names):
                    owners.setdefault(tidy(name), unit.name)
        hits = process.extract(key, list(owners), scorer=fuzz.ratio, limit=8, score_cutoff=LIKENESS)
        return tuple(dict.fromkeys(owners[hit[0]] for hit in hits))[:SUGGESTIONS]

    def check(self) -> list[Finding]:
        """Return what is wrong with the directory itself, worst first."""
        findings = [*self._clashes(), *self._broken()]
        return sorted(findings, key=lambda finding: finding.severity)

    def _clashes(self) -> Iterable[Finding]:
        for table in (self._full, self._short):
            for units in table.values():
                for at, unit in enumerate(units):
                    for other in units[at + 1 :]:
                        if _meet(unit, other):
                            same = "全称" if table is self._full else "简称"
                            yield Finding(
                                "unit-ambiguous",
                                "error",
                                f"“{unit.name}”与“{other.name}”的{same}相同且同时有效；请改其中一个。",
                            )

    def _circles(self, unit: Unit) -> bool:
        seen: set[str] = set()
        here: Unit | None = unit
        while here is not None and here.successor and here.name not in seen:
            seen.add(here.name)
            here = self.unit(here.successor)
        return here is not None and here.name in seen

    def _broken(self) -> Iterable[Finding]:
        for unit in self.units:
            if unit.successor and self.unit(unit.successor) is None:
                message = f"“{unit.name}”的承接单位“{unit.successor}”不在名录中；请补入或更正。"
                yield Finding("unit-successor-missing", "error", message)
            elif unit.successor and self._circles(unit):
                message = f"从“{unit.name}”的承接单位“{unit.successor}”找下去又回到原处；请更正。"
                yield Finding("unit-successor-circle", "error", message)
            elif unit.successor and not unit.valid_to:
                message = f"“{unit.name}”填了承接单位而没有停用日期，眼下仍由它自己承办；请确认。"
                yield Finding("unit-successor-early", "info", message)
            if unit.kind not in KINDS:
                message = f"“{unit.name}”的类别“{unit.kind}”不是{'、'.join(KINDS)}之一；请确认。"
                yield Finding("unit-kind", "info", message)
            if unit.valid_from and unit.valid_to and unit.valid_from > unit.valid_to:
                message = f"“{unit.name}”的启用日期晚于停用日期；请更正。"
                yield Finding("unit-dates", "error", message)
            if unit.valid_to and not unit.successor:
                message = f"“{unit.name}”已停用而没有承接单位；它的任务今后无人承接，请确认。"
                yield Finding("unit-without-heir", "info", message)


def _meet(one: Unit, other: Unit) -> bool:
    first = max(one.valid_from or dt.date.min, other.valid_from or dt.date.min)
    last = min(one.valid_to or dt.date.max, other.valid_to or dt.date.max)
    return first <= last
