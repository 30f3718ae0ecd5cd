"""The unit directory in and out of the ledger (单位名录): import, export, check, a first draft."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from taskboard.directory import UnitDirectory
from taskboard.ledger.events import NewEvent
from taskboard.model import Finding, Unit
from taskboard.reading.unit_table import read_unit_table
from taskboard.review.resolving import directory_of
from taskboard.workflows.workspace import Workspace

FIELDS = {
    "short_names": "简称", "kind": "类别", "parent": "上级单位", "groups": "分组", "order": "次序",
    "valid_from": "启用日期", "valid_to": "停用日期", "successor": "承接单位",
    "keywords": "职责关键词", "contact": "联系人",
}  # fmt: skip
ENDING = ("valid_to", "successor")
# a directory entry counts on every day; valid_from and valid_to say when the unit stood
ALWAYS = dt.date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One field of one unit that an import would change; ``field`` is the Chinese column."""

    name: str
    field: str
    old: str
    new: str


@dataclass(slots=True)
class UnitsImport:
    """What an import changes, or would change.

    Attributes:
        added: Full names that are new, file order.
        changed: Fields that differ from the ledger's.
        same: How many units are already there unchanged.
        findings: Refused cells and clashes (severity ``error``), columns left out (``info``).
        applied: Whether it was written.
    """

    added: list[str] = field(default_factory=list)
    changed: list[UnitChange] = field(default_factory=list)
    same: int = 0
    findings: list[Finding] = field(default_factory=list)
    applied: bool = False

    @property
    def blocked(self) -> bool:
        """Whether a finding stops the import."""
        return any(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name in the ledger that means no unit: how many tasks print it, and what it may mean."""

    name: str
    tasks: int
    why: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitsCheck:
    """What `units check` found."""

    units: int
    findings: list[Finding]
    unresolved: list[Unresolved]


def import_units(workspace: Workspace, path: Path, *, apply: bool = False) -> UnitsImport:
    """Take the directory file at ``path`` into the ledger, all of it or nothing.

    Units the file does not list stay as they are. A new 停用日期 retires a unit.

    Args:
        workspace: Where the ledger is; the units count from its day.
        path: An xlsx or csv directory.
        apply: Write; otherwise only say what would change.

    Raises:
        TaskboardError: If the file cannot be read or holds no table of units.
    """
    table = read_unit_table(path)
    result = UnitsImport(findings=list(table.findings))
    with workspace.ledger() as ledger:
        from taskboard.ledger.state import fold

        state = fold(ledger, workspace.as_of, workspace.settings)
        known = {unit.name: unit for unit in directory_of(state.unit_rows).units}
        events = _events(table.units, known, result, path.name)
        merged = UnitDirectory({**known, **{unit.name: unit for unit in table.units}}.values())
        result.findings += merged.check()
        if apply and events and not result.blocked:
            seen = state.selection.versions(("unit-recorded",))
            ledger.append(
                events,
                actor=workspace.actor,
                effective_on=ALWAYS,
                action="units import",
                expect={event.subject: seen.get(event.subject, 0) for event in events},
            )
        result.applied = apply and not result.blocked
    return result


def _events(
    units: Sequence[Unit], known: dict[str, Unit], result: UnitsImport, file: str
) -> list[NewEvent]:
    events: list[NewEvent] = []
    for unit in units:
        old = known.get(unit.name)
        fields = unit_fields(unit)
        if old is None:
            result.added.append(unit.name)
            events.append(NewEvent("unit-recorded", unit.name, fields, place=file))
            continue
        before = unit_fields(old)
        changed = {name: value for name, value in fields.items() if value != before[name]}
        if not changed:
            result.same += 1
            continue
        result.changed += [
            UnitChange(unit.name, FIELDS[name], _shown(before[name]), _shown(value))
            for name, value in changed.items()
        ]
        ended = "valid_to" in changed and changed["valid_to"] and set(changed) <= set(ENDING)
        kind = "unit-retired" if ended else "unit-recorded"
        replaced = {name: before[name] for name in changed}
        events.append(NewEvent(kind, unit.name, changed, replaced, place=file))
    return events


def unit_fields(unit: Unit) -> dict[str, Any]:
    """Return the fields of ``unit`` as an event holds them; its name is the subject."""
    return {
        "short_names": list(unit.short_names),
        "kind": unit.kind,
        "parent": unit.parent or "",
        "groups": list(unit.groups),
        "order": unit.order,
        "valid_from": _iso(unit.valid_from),
        "valid_to": _iso(unit.valid_to),
        "successor": unit.successor or "",
        "keywords": list(unit.keywords),
        "contact": unit.contact,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(value) or "（空）"
    return "（空）" if value in (None, "") else str(value)


def _writable(path: Path) -> None:
    """Refuse an ending that a directory is not written with."""
    from taskboard.workflows.reports import UnknownEndingError

    known = [".xlsx", ".csv"]
    if path.suffix.lower() not in known:
        raise UnknownEndingError(path, known)


def export_units(workspace: Workspace, path: Path) -> int:
    """Write the ledger's directory, past units included, to ``path`` (xlsx or csv).

    Returns:
        How many units were written.
    """
    from taskboard.office.unit_table import write_units

    _writable(path)
    units = directory_of(workspace.state().unit_rows).units
    write_units(units, path)
    return len(units)


def check_units(workspace: Workspace) -> UnitsCheck:
    """Return what is wrong with the directory, and the names of tasks that mean no unit."""
    state = workspace.state()
    directory = directory_of(state.unit_rows)
    tasks = state.tasks
    live = tasks[~tasks["decomposition"].isin(["ignored", "merged", "split"])]
    seen: Counter[str] = Counter()
    for units in live["units"]:
        seen.update({str(unit["name"]) for unit in units or ()})
    unresolved = _unresolved(seen, directory, workspace.as_of)
    return UnitsCheck(len(directory.names(workspace.as_of)), directory.check(), unresolved)


def _unresolved(seen: Counter[str], directory: UnitDirectory, on: dt.date) -> list[Unresolved]:
    found: list[Unresolved] = []
    for name, times in seen.most_common():
        if directory.expand(name, on) is not None:
            continue
        resolution = directory.resolve(name, on)
        if resolution.unit is None:
            why = "有几个单位都叫这个名字" if resolution.how == "ambiguous" else "名录中没有"
            found.append(Unresolved(name, times, why, resolution.candidates))
    return found


@dataclass(frozen=True, slots=True)
class Starter:
    """A first draft of a directory: units and class names that a document prints."""

    units: int
    classes: int


def starter_directory(workspace: Workspace, document: Path, path: Path) -> Starter:
    """Write a first directory with every unit that ``document`` names to ``path``.

    Each spelling stands in 简称; classes such as 市政府各部门 have a sheet of their own. Nothing
    enters the ledger: a person completes the file and imports it.
    """
    from taskboard.office.unit_table import Seen, write_units
    from taskboard.parsing.units_starter import collect_units
    from taskboard.reading.file import read_file

    _writable(path)
    names, classes = collect_units(read_file(document), workspace.settings.place)
    units = [
        Unit(name.name, name.spellings, name.kind, order=at) for at, name in enumerate(names, 1)
    ]
    seen = {name.name: Seen(name.times, name.sentence) for name in names}
    write_units(units, path, seen=seen, classes=[(c.name, c.times) for c in classes])
    return Starter(len(units), len(classes))
