"""What comes of a returned file: the words the comparison answers in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from taskboard.collection.returned import Refusal

Outcome = Literal["accepted", "late", "superseded", "conflict", "refused", "duplicate"]
RowState = Literal["taken", "same", "blank", "refused", "conflict"]
TAKEN: tuple[Outcome, ...] = ("accepted", "late")


class CellChange(NamedTuple):
    """One cell that would change the ledger: where it stands, old → new as printed."""

    place: str
    name: str
    old: str
    new: str


class RowVerdict(NamedTuple):
    """What comes of one assignment's rows.

    Attributes:
        assignment: Key of the assignment.
        state: ``taken``, ``same`` (nothing new), ``blank`` (not filled in), ``refused`` or
            ``conflict``.
        reason: Why, in Chinese; "" when taken without remark.
        changes: Cells that change, old → new.
        update: Fields of the ``progress-reported`` event, None unless taken.
        filled: What the unit typed, column key -> value, to compare versions of a form by.
        supersedes: Seq of the update this one corrects, None for a first report.
        request: Fields of the request it makes (close, extend), None for none.
        flags: Keys of `FLAG_WORDS`, e.g. ``copied`` (进展雷同).
        version: Version of the assignment this was judged against.
        place: ``“进展填报”表 第 5 行``.
        column: Key of the column that was refused, or stands for the row.
    """

    assignment: str
    state: RowState
    reason: str = ""
    changes: tuple[CellChange, ...] = ()
    update: dict[str, Any] | None = None
    filled: Mapping[str, Any] = MappingProxyType({})
    supersedes: int | None = None
    request: dict[str, Any] | None = None
    flags: tuple[str, ...] = ()
    version: int = 0
    place: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comes of one file.

    Attributes:
        file: Its name.
        sha256: Hash of its bytes.
        form: Number of the form, "" when it is none.
        round: Round of the form.
        unit: Unit of the form.
        outcome: The word for the whole file.
        reason: Why, in Chinese.
        rows: One per assignment of the form.
        refusals: Cells, rows or the file that were not taken.
        notes: What a clerk should know.
        modified: When it says it was saved.
    """

    file: str
    sha256: str
    form: str
    round: str
    unit: str
    outcome: Outcome
    reason: str = ""
    rows: tuple[RowVerdict, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    modified: str = ""

    @property
    def taken(self) -> bool:
        """Whether something of it is to be written."""
        return self.outcome in TAKEN

    @property
    def refused_cells(self) -> tuple[Refusal, ...]:
        """The refusals but for those that only repeat why the whole file was refused."""
        return tuple(r for r in self.refusals if r.sheet or r.row or r.reason != self.reason)

    def count(self, state: RowState) -> int:
        """Return how many rows came out as ``state``."""
        return sum(row.state == state for row in self.rows)

    @property
    def cells(self) -> int:
        """How many cells change."""
        return sum(len(row.changes) for row in self.rows)


FLAG_WORDS = {
    "copied": "进展雷同：选了“有进展”，文字与上期完全一样",
    "done-below-100": "选了“已完成”，完成比例却不足 100%",
    "done-unsaid": "选了“已完成”，进展情况和佐证材料都是空的",
    "none-but-more": "选了“无进展”，完成比例却比原来高",
    "percent-fell": "完成比例比原来低",
    "counts-do-not-add": "按时件数与超时件数之和不等于应办件数",
}
