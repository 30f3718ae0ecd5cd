"""The state of any day: events folded into the frames of `taskboard.ledger.frames`.

A state is bound to a day and to a last seq, so it never changes under its reader; each frame is
folded when it is first asked for, from the kinds of event it is made of and no others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import sqlalchemy as sa

from taskboard.ledger import fold_assignments, fold_rounds, fold_tasks, fold_updates
from taskboard.ledger.schema import EVENTS, TRANSACTIONS
from taskboard.ledger.select import Event, Selection
from taskboard.ledger.store import Ledger
from taskboard.settings import Settings


@dataclass(frozen=True)
class State:
    """What the ledger says on one day, in one snapshot.

    Attributes:
        as_of: The day.
        seq: Seq of the last event seen, 0 for an empty ledger.
        hash: Hash of the transaction that holds it.
        settings: The office's choices the derived columns were made with.
        selection: The events behind it.
    """

    as_of: dt.date
    seq: int
    hash: str
    settings: Settings
    selection: Selection

    @cached_property
    def documents(self) -> pd.DataFrame:
        """Source documents, `frames.DOCUMENTS`."""
        return fold_tasks.documents(self.document_rows)

    @cached_property
    def document_rows(self) -> dict[str, dict[str, Any]]:
        """The same by serial as plain rows; dates are days or None."""
        return fold_tasks.document_rows(self.selection)

    @cached_property
    def tasks(self) -> pd.DataFrame:
        """Tasks in printed order, `frames.TASKS`."""
        return fold_tasks.tasks(self.task_rows)

    @cached_property
    def task_rows(self) -> dict[str, dict[str, Any]]:
        """The same by key as plain rows, for who looks at each; dates are days or None."""
        return fold_tasks.task_rows(self.selection, self.document_rows, lambda: self.assignments)

    def tasks_on(self, keys: Sequence[str] | None) -> dict[str, dict[str, Any]]:
        """Some of `task_rows`, folded by themselves; all when None."""
        if not keys:
            return {} if keys is not None else self.task_rows
        papers = self.document_rows
        return fold_tasks.task_rows(self.selection, papers, lambda: self.assignments, keys)

    @cached_property
    def assignments(self) -> pd.DataFrame:
        """Task × unit on the five axes, `frames.ASSIGNMENTS`."""
        return fold_assignments.assignments(self.selection, self.documents, self.settings)

    @cached_property
    def updates(self) -> pd.DataFrame:
        """Every update ever reported, `frames.UPDATES`: only who needs all of them asks."""
        return fold_updates.updates(self.selection)

    def updates_since(self, first: dt.date) -> pd.DataFrame:
        """The updates that count from ``first`` or a later day, `frames.UPDATES`."""
        return fold_updates.updates_since(self.selection, first.isoformat())

    def updates_for(self, rounds: pd.DataFrame) -> pd.DataFrame:
        """The updates since the first of ``rounds`` (rows of `rounds`) began."""
        days = rounds[["period_start", "opened_on"]].min(axis=1).dropna()
        return self.updates_since(days.min().date() if len(days) else self.as_of)

    def updates_by_part(self, keys: Sequence[str]) -> Iterator[tuple[Sequence[str], pd.DataFrame]]:
        """Some of ``keys`` at a time and all their updates, `frames.UPDATES`."""
        return fold_updates.updates_by_part(self.selection, keys)

    def first_reports(self) -> pd.DataFrame:
        """The first report of each round on each assignment: round, assignment, effective_on."""
        return fold_updates.first_reports(self.selection, list(self.assignments.index))

    def updates_on(self, key: str) -> pd.DataFrame:
        """The updates of one assignment, `frames.UPDATES`."""
        return fold_updates.updates_on(self.selection, key)

    @cached_property
    def occurrences(self) -> pd.DataFrame:
        """Turns of recurring assignments that have begun, `frames.OCCURRENCES`."""
        return fold_updates.turns(
            self.selection, self.assignments, self.tasks, self.settings.cadence
        )

    @cached_property
    def rounds(self) -> pd.DataFrame:
        """Reporting rounds, `frames.ROUNDS`."""
        return fold_rounds.rounds(self.selection)

    @cached_property
    def forms(self) -> pd.DataFrame:
        """Forms sent out, `frames.FORMS`."""
        return fold_rounds.forms(self.selection)

    @cached_property
    def requests(self) -> pd.DataFrame:
        """Requests, decided or not, `frames.REQUESTS`."""
        return fold_rounds.requests(self.selection)

    @cached_property
    def verifications(self) -> pd.DataFrame:
        """Verifications, `frames.VERIFICATIONS`."""
        return fold_rounds.verifications(self.selection)

    @cached_property
    def papers(self) -> pd.DataFrame:
        """Supervision papers, `frames.PAPERS`."""
        return fold_rounds.papers(self.selection)

    @cached_property
    def units(self) -> pd.DataFrame:
        """The unit directory in order of protocol, `frames.UNITS`."""
        return fold_rounds.units(self.unit_rows)

    @cached_property
    def unit_rows(self) -> dict[str, dict[str, Any]]:
        """The same by name as plain rows; dates are days or None."""
        return fold_rounds.unit_rows(self.selection)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """待核, `frames.FINDINGS`."""
        return fold_tasks.findings(self.finding_rows)

    @cached_property
    def finding_rows(self) -> dict[str, dict[str, Any]]:
        """The same by seq, as text, as plain rows."""
        return fold_tasks.finding_rows(self.selection)

    @cached_property
    def lookbacks(self) -> pd.DataFrame:
        """Rechecks of closed tasks, `frames.LOOKBACKS`."""
        return fold_tasks.lookbacks(self.selection)

    def events(self, *kinds: str, subjects: list[str] | None = None) -> list[Event]:
        """Return the events of ``kinds`` behind this state, in the order they count."""
        return self.selection.events(kinds, subjects)


def first_day_after(ledger: Ledger, as_of: dt.date) -> dt.date | None:
    """Return the earliest day anything counts from, when that is after ``as_of``; else None."""
    seen = sa.select(EVENTS.c.seq).where(EVENTS.c.effective_on <= as_of.isoformat()).limit(1)
    with ledger.engine.connect() as connection:
        if connection.execute(seen).first() is not None:
            return None
        first = connection.execute(sa.select(sa.func.min(EVENTS.c.effective_on))).scalar()
    return dt.date.fromisoformat(first) if first else None


def fold(
    ledger: Ledger, as_of: dt.date, settings: Settings, *, until_seq: int | None = None
) -> State:
    """Return the state of ``ledger`` on ``as_of``; its frames are folded when first used.

    Args:
        ledger: The store; it may be closed before the state is read.
        as_of: Events that count from a later day are not seen.
        settings: The office's thresholds.
        until_seq: Snapshot to fold, the whole ledger by default.
    """
    _, last, digest = ledger.tip()
    if until_seq is not None and until_seq < last:
        last = until_seq
        holder = sa.select(TRANSACTIONS.c.hash).where(TRANSACTIONS.c.last_seq >= until_seq)
        with ledger.engine.connect() as connection:
            found = connection.execute(holder.order_by(TRANSACTIONS.c.last_seq).limit(1)).first()
        digest = found[0] if found else digest
    selection = Selection(ledger, as_of.isoformat(), last)
    return State(as_of, last, digest, settings, selection)
