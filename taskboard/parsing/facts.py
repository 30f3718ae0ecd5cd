"""Run the grammars of units, times and targets once over the whole view, and find by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from taskboard.model import Deadline, Document, Finding, Target, UnitMention
from taskboard.parsing.actors import find_actors
from taskboard.parsing.deadlines import read_times
from taskboard.parsing.targets import find_targets
from taskboard.parsing.units import UnitGroup, UnitRule, find_rules, find_unit_groups
from taskboard.parsing.units_names import is_certain
from taskboard.parsing.units_offices import is_office
from taskboard.parsing.units_tables import DEFAULT, UnitGrammar, unit_grammar
from taskboard.parsing.view import View
from taskboard.patterns import rare

# 滨海学院2024年工作要点, 关于印发临江集团…的通知: whose plan it is stands first
_HOUSE = rare(
    "(?:[^，。；：]{0,16}关于(?:印发|下发|转发|公布)?)?[《〈]?[^，。；：《〈年]{2,16}"
    "(?:大学|学院|学校|中学|小学|幼儿园|医院|卫生院|集团|公司)(?=$|[二〇\\d党关年工重《〈])"
)


@dataclass
class Facts:
    """What the grammars found, each list in order of place."""

    groups: Sequence[UnitGroup]
    rules: Sequence[UnitRule]
    actors: Sequence[UnitMention]
    deadlines: Sequence[Deadline]
    targets: Sequence[Target]
    findings: Sequence[Finding] = ()
    _starts: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._starts["groups"] = [group.start for group in self.groups]
        for name in ("actors", "deadlines", "targets"):
            self._starts[name] = [item.span.start for item in getattr(self, name)]

    def groups_in(self, start: int, end: int) -> Sequence[UnitGroup]:
        """Return the responsibility groups in the view's ``[start:end]``."""
        return self.groups[self._slice("groups", start, end)]

    def actors_in(self, start: int, end: int) -> Sequence[UnitMention]:
        """Return the acting units in the original's ``[start:end]``."""
        return self.actors[self._slice("actors", start, end)]

    def deadlines_in(self, start: int, end: int) -> Sequence[Deadline]:
        """Return the time limits in the original's ``[start:end]``."""
        return self.deadlines[self._slice("deadlines", start, end)]

    def targets_in(self, start: int, end: int) -> Sequence[Target]:
        """Return the targets in the original's ``[start:end]``."""
        return self.targets[self._slice("targets", start, end)]

    def _slice(self, name: str, start: int, end: int) -> slice:
        starts = self._starts[name]
        return slice(bisect_left(starts, start), bisect_left(starts, end))


def gather(view: View, document: Document, own: Mapping[str, Any] | None) -> Facts:
    """Return all facts of the view.

    Args:
        view: The whole document.
        document: Its letterhead: year and day of issue.
        own: The office's additions to the grammar tables; each grammar takes the keys it knows,
            and ``place`` is the prefix its units elide.
    """
    own = own or {}
    words = unit_words(own)
    groups = find_unit_groups(view, str(own.get("place", "")), grammar=words)
    times, ambiguous = read_times(view, document.year or 0, grammar=own)
    by_place = attrgetter("span")
    return Facts(
        groups,
        find_rules(view, grammar=words),
        sorted(
            find_actors(
                view, groups, grammar=words, own=_is_house(document) or _of_one_house(groups)
            ),
            key=by_place,
        ),
        sorted(times, key=by_place),
        sorted(find_targets(view, document.year or 0, grammar=own), key=by_place),
        [*(found for group in groups for found in group.findings), *ambiguous],
    )


def _is_house(document: Document) -> bool:
    """Tell whether a school, a hospital or a firm hands work to its own sections."""
    return _HOUSE.match(document.issuer or document.title or "") is not None


def _of_one_house(groups: Sequence[UnitGroup]) -> bool:
    """Tell whether work goes to sections of one house: 教务处, 党群工作部, 基教股."""
    names = {unit.name for group in groups for unit in group.units}
    return any(is_office(name, DEFAULT) and not is_certain(name, DEFAULT) for name in names)


def unit_words(own: Mapping[str, Any]) -> UnitGrammar:
    """Return the grammar of units with those of the office's own words that concern it."""
    known = {item.name for item in fields(UnitGrammar)} - {"labels"}
    return unit_grammar({name: rows for name, rows in own.items() if name in known})
