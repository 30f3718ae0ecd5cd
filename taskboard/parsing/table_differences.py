"""What the text and the table beside it say differently of one task, and what then counts.

The table counts: it was drawn up to say who does what by when. What only the text says is never
dropped in silence; each difference is a finding with the line of the text and the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from taskboard.model import Deadline, Finding, Parsed, Task, UnitMention
from taskboard.parsing.checks import finding
from taskboard.parsing.units_names import is_open
from taskboard.spelling import loosely, tidy
from taskboard.words import word

WHOLE = ("due", "recurring")


def same_unit(one: str, other: str) -> bool:
    """Tell whether two names may be one unit: the shorter's characters stand in the longer.

    市发改委 is in 市发展和改革委员会, 各县区 in 各县（区）人民政府; which unit it is, the
    directory decides later.
    """
    short, long = sorted((loosely(tidy(one)), loosely(tidy(other))), key=len)
    letters = iter(long)
    return len(short) > 2 and all(letter in letters for letter in short)


def kept_units(parsed: Parsed, task: Task, listed: Sequence[UnitMention]) -> list[UnitMention]:
    """Return the units that count: the table's, then those a rule adds or the prose infers."""
    if not listed:
        return list(task.units)
    rest = [unit for unit in task.units if unit.origin == "inferred" or _ruled(parsed, unit)]
    names = {unit.name for unit in listed}
    return [*listed, *(unit for unit in rest if unit.name not in names)]


def kept_deadlines(task: Task, listed: Sequence[Deadline]) -> list[Deadline]:
    """Return the table's limits, then those of the text that do not speak against them."""
    if not listed:
        return list(task.deadlines)
    known = {_value(one) for one in listed}
    gone = {_value(one) for one in _against(task.deadlines, listed)}
    rest = [one for one in task.deadlines if _value(one) not in known | gone]
    return [*listed, *rest]


def unit_findings(
    parsed: Parsed, task: Task, listed: Sequence[UnitMention], place: str
) -> Iterable[Finding]:
    """Yield at most one finding: the units that only one of the two names, and turned roles."""
    named = [
        unit
        for unit in task.units
        if not _ruled(parsed, unit) and not (unit.origin == "inferred" and is_open(unit.name))
    ]
    if not listed or not named:
        return
    said = []
    missing = [u for u in named if not any(same_unit(u.name, one.name) for one in listed)]
    if missing:
        said.append(f"正文写有“{_names(missing)}”而分解表没有列")
    if any(unit.origin == "stated" for unit in named):
        more = [u for u in listed if not any(same_unit(u.name, one.name) for one in named)]
        said += [f"分解表列有“{_names(more)}”而正文没有写"] if more else []
    for unit in named:
        now = {one.role for one in listed if same_unit(unit.name, one.name)}
        if unit.role == "lead" and now and "lead" not in now:
            role = "、".join(word("role", one) for one in sorted(now))
            said.append(f"“{unit.name}”正文为牵头，分解表为{role}")
    if said:
        first = (missing or named)[0]
        line = _line(parsed, first.span.start)
        yield finding("table-text-units", first.span, task.path, line, place, "；".join(said))


def deadline_findings(
    parsed: Parsed, task: Task, listed: Sequence[Deadline], place: str
) -> Iterable[Finding]:
    """Yield at most one finding: the limits of the text that the table gives otherwise."""
    against = _against(task.deadlines, listed, across=True)
    if against:
        line = _line(parsed, against[0].span.start)
        ours = "”“".join(dict.fromkeys("".join(one.text.split()) for one in against))
        theirs = "”“".join(dict.fromkeys("".join(one.text.split()) for one in listed))
        yield finding("table-text-deadline", against[0].span, task.path, line, ours, place, theirs)


def _against(
    printed: Sequence[Deadline], listed: Sequence[Deadline], *, across: bool = False
) -> list[Deadline]:
    """Return the text's limits of the whole task when the table has others of their kind.

    Args:
        printed: The text's.
        listed: The table's.
        across: Count limits of any kind as others, a day against a cycle too.
    """
    known = {_value(one) for one in listed}
    kinds = {one.kind for one in listed}
    whole = [one for one in printed if one.kind in WHOLE and not one.milestone]
    if not across:
        whole = [one for one in whole if one.kind in kinds]
    return [] if not listed or any(_value(one) in known for one in whole) else whole


def _value(limit: Deadline) -> tuple[object, ...]:
    return (limit.kind, limit.due_on, limit.rrule, limit.trigger, limit.within, limit.milestone)


def _ruled(parsed: Parsed, unit: UnitMention) -> bool:
    """Tell whether a unit comes from a rule for the whole document (以下各项均需…，不再列出)."""
    return unit.origin == "inherited" and any(
        one.kind == "rule" and one.span.start <= unit.span.start < one.span.end
        for one in parsed.coverage
    )


def _names(units: Iterable[UnitMention]) -> str:
    return "、".join(dict.fromkeys(unit.name for unit in units))


def _line(parsed: Parsed, at: int) -> int:
    return parsed.text.count("\n", 0, at) + 1
