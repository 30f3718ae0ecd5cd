"""What applying a returned workbook would do: changes, refusals, conflicts, and the events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from taskboard.ledger.events import NewEvent
from taskboard.review.columns import SHEETS
from taskboard.review.resolving import directory_of

if TYPE_CHECKING:
    import datetime as dt

    from taskboard.directory import UnitDirectory
    from taskboard.ledger.state import State
    from taskboard.review.returned import ReturnedReview, Row


TITLES = {(name, column.name): column.title for name in SHEETS for column in SHEETS[name]}


class Change(NamedTuple):
    """One accepted cell or decision, as the preview prints it; ``born``: a task that is new."""

    subject: str
    what: str
    old: str
    new: str
    reason: str
    place: str
    born: bool = False


class Trouble(NamedTuple):
    """A cell that was not taken: where, why, and whether somebody else was faster."""

    sheet: str
    row: int
    column: str
    why: str
    conflict: bool

    @property
    def place(self) -> str:
        """Where it is, in words."""
        row = f"第 {self.row} 行" if self.row else ""
        return " ".join(part for part in (f"“{self.sheet}”表", row, self.column) if part)


@dataclass(slots=True)
class Plan:
    """The outcome of comparing a returned workbook with the ledger, nothing written yet."""

    changes: list[Change] = field(default_factory=list)
    events: list[NewEvent] = field(default_factory=list)
    refusals: list[Trouble] = field(default_factory=list)
    conflicts: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    expect: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Desk:
    """All that the comparison looks at, and the plan it fills.

    Attributes:
        returned: The workbook as it came back.
        base: The ledger as it was when the workbook was made.
        now: The ledger as it is.
        on: Day the names are read on.
        used: Says whether a task key was ever given out.
        plan: What has been found so far.
        sent: What each task printed when the workbook was made.
    """

    returned: ReturnedReview
    base: State
    now: State
    on: dt.date
    used: Callable[[str], bool]
    plan: Plan = field(default_factory=Plan)
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    _given: set[str] = field(default_factory=set)
    _refused: set[tuple[str, int, str]] = field(default_factory=set)
    _directory: UnitDirectory | None = None

    @property
    def directory(self) -> UnitDirectory:
        """The office's units."""
        if self._directory is None:
            self._directory = directory_of(self.now.unit_rows)
        return self._directory

    def number(self, task: Mapping[str, Any]) -> str:
        """Return the number that a workbook about these documents prints of ``task``."""
        alone = len(self.returned.identity["documents"]) == 1
        return str(task["code" if alone else "key"])

    def refuse(self, row: Row, column: str, why: str) -> None:
        """Note a cell (or with ``column`` "" a row) that cannot be understood; of one cell once."""
        at = row.sheet, row.number, column
        if not (row.number and column and at in self._refused):
            self._refused.add(at)
            self._trouble(row, column, why, conflict=False)

    def clash(self, row: Row, column: str, why: str) -> None:
        """Note a cell or row that the ledger has moved on from."""
        self._trouble(row, column, why, conflict=True)

    def _trouble(self, row: Row, column: str, why: str, *, conflict: bool) -> None:
        title = next((c.title for c in SHEETS[row.sheet] if c.name == column), "")
        letter = self.returned.letters.get((row.sheet, column), "")
        named = f"{letter} 列“{title}”" if column else ""
        trouble = Trouble(row.sheet, row.number, named, why, conflict)
        (self.plan.conflicts if conflict else self.plan.refusals).append(trouble)

    def accept(
        self,
        row: Row,
        column: str,
        event: NewEvent,
        *,
        old: str = "",
        new: str = "",
        expect: int | None = None,
        what: str = "",
    ) -> None:
        """Take one cell: its event, its line in the preview, the version it relies on.

        ``what`` is the name of the change where the column's title does not say it.
        """
        born = event.kind == "task-proposed"
        place = self.show(row, column, event.subject, old, new, what, born=born).place
        kind, subject, to, before, reason, _, day = event
        self.plan.events.append(NewEvent(kind, subject, to, before, reason, place, day))
        if expect is not None:
            self.plan.expect[event.subject] = expect

    def show(
        self, row: Row, column: str, subject: str, old: str, new: str, what: str = "", *,
        born: bool = False,
    ) -> Change:  # fmt: skip
        """Add a line to the preview and return it."""
        place = f"{self.returned.name} {self.returned.place(row, column)}"
        what = what or TITLES.get((row.sheet, column), column)
        change = Change(subject, what, old, new, row.text("reason"), place, born)
        self.plan.changes.append(change)
        return change

    def new_key(self, document: str, path: str) -> tuple[str, int]:
        """Return a task key of clause ``path`` that was never given out, and its seq."""
        seq = 1
        while True:
            key = f"{document}-{path}-{seq}"
            if key not in self._given and key not in self.now.tasks.index and not self.used(key):
                self._given.add(key)
                return key, seq
            seq += 1


def records(frame: Any) -> dict[str, dict[str, Any]]:
    """Return the rows of a frame as dictionaries by their index, which is put in as ``key``."""
    names = [*frame.columns, "key"]
    keys = [str(key) for key in frame.index]
    columns = [frame[name].tolist() for name in frame.columns]
    rows = zip(*columns, keys, strict=True)
    return {row[-1]: dict(zip(names, row, strict=True)) for row in rows}
