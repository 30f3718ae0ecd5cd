"""考核: points of every unit by the rules, each point standing on one event of the ledger.

总分 = 起评分 + 各条加减分之和; one rule gives at most its ``most``. A point that an appeal struck
out stays in the list with 0 and the number of the appeal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from taskboard.reports.figures import Figure, Figures, ranks
from taskboard.reports.scope import Scope, numbers, scope
from taskboard.reports.scoring_facts import Fact, by_unit, facts

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.reports.scoring_rules import Rule, RuleSet

CAPPED, STRUCK = "已到本条上限", "申诉成立，撤销（{}）"


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a unit's score.

    Attributes:
        id: Eight characters, the same as long as its event and rule are: what an appeal names.
        unit: Full name.
        rule: Name of the rule.
        points: What it adds or takes; 0 with the reason in ``note``.
        task: Key of the task.
        seq: The event it stands on.
        day: Day it counts from, ISO.
        words: What happened.
        note: Why it counts less than the rule says, ``""`` when it does not.
    """

    id: str
    unit: str
    rule: str
    points: float
    task: str
    number: int
    seq: int
    day: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitScore:
    """The score of one unit: ``place`` is its rank, equal totals share one."""

    place: int
    unit: str
    base: float
    plus: float
    minus: float
    total: float
    lines: int


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a day: units by place, and every line, unit by unit."""

    subject: str
    units: tuple[UnitScore, ...]
    points: tuple[Point, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as JSON has it, for a snapshot."""
        return {
            "subject": self.subject,
            "units": [asdict(unit) for unit in self.units],
            "points": [asdict(point) for point in self.points],
        }


def score(
    state: State, rules: RuleSet, struck: Mapping[str, str] | None = None, document: str = ""
) -> Scores:
    """Return the scores of every unit that answers for something in ``document``.

    Args:
        state: The ledger on the day.
        rules: The rules.
        struck: Point id → number of the appeal that struck it out.
        document: Serial of the document, ``""`` for all.
    """
    view = scope(state, document)
    found = by_unit(facts(view))
    order = list(dict.fromkeys(str(unit) for unit in view.assignments["unit"]))
    lines = {unit: _lines(view, rules, found.get(unit, []), struck or {}) for unit in order}
    totals = {unit: round(rules.base + sum(p.points for p in lines[unit]), 2) for unit in order}
    placed = ranks([totals[unit] for unit in order]) if order else []
    units = [
        UnitScore(
            place, unit, rules.base,
            round(sum(p.points for p in lines[unit] if p.points > 0), 2),
            round(sum(p.points for p in lines[unit] if p.points < 0), 2),
            totals[unit], len(lines[unit]),
        )
        for place, unit in zip(placed, order, strict=True)
    ]  # fmt: skip
    ranked = tuple(sorted(units, key=lambda unit: unit.place))
    return Scores(view.subject, ranked, tuple(p for unit in ranked for p in lines[unit.unit]))


def _lines(
    view: Scope, rules: RuleSet, found: list[Fact], struck: Mapping[str, str]
) -> list[Point]:
    """Return the lines of one unit, rule by rule in printed order."""
    roles = {str(key): str(role) for key, role in view.assignments["role"].items()}
    places = numbers(view.items)
    points = []
    for rule in rules.rules:
        left = rule.most
        for fact in found:
            if fact.fact != rule.fact or roles[fact.assignment] not in rule.roles:
                continue
            point, left = _point(rule, fact, left, struck, places)
            points.append(point)
    return points


def _point(
    rule: Rule, fact: Fact, left: float | None, struck: Mapping[str, str],
    places: Mapping[str, int],
) -> tuple[Point, float | None]:  # fmt: skip
    """Return one line, and how many points the rule may still give or take."""
    task, _, unit = fact.assignment.rpartition("@")
    number = _id(fact)
    value, note = rule.points, ""
    if number in struck:
        value, note = 0.0, STRUCK.format(struck[number])
    elif left is not None:
        allowed = min(abs(value), left)
        if allowed < abs(value):
            value, note = (allowed if value > 0 else -allowed), CAPPED
        left = round(left - allowed, 6)
    point = Point(
        number, unit, rule.name, value + 0.0, task, places.get(task, 0), fact.seq,
        fact.day.isoformat(), fact.words, note,
    )  # fmt: skip
    return point, left


def _id(fact: Fact) -> str:
    text = f"{fact.fact}|{fact.assignment}|{fact.seq}|{fact.turn}"
    return hashlib.sha256(text.encode()).hexdigest()[:8].upper()


def figures(made: Scores) -> Figures:
    """Return the total of every unit with the lines it is made of."""
    rows = []
    for unit in made.units:
        keys = tuple(point.id for point in made.points if point.unit == unit.unit)
        words = f"起评分 {unit.base:g}，加 {unit.plus:g}，减 {abs(unit.minus):g}"
        where = f"unit == '{unit.unit}'"
        rows.append(Figure(unit.unit, unit.unit, unit.total, "points", where, words, keys))
    return Figures(rows)
