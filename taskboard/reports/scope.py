"""What a report looks at: the issued items of one document or of all, on one day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from taskboard.periods import elapsed_share
from taskboard.reports.items import items, with_standing

if TYPE_CHECKING:
    import pandas as pd

    from taskboard.ledger.state import State


@dataclass(frozen=True)
class Scope:
    """One state narrowed to what a report is about.

    Attributes:
        state: The ledger on the day.
        document: Serial of the document, ``""`` for all, or a year for all of that year.
        items: From `taskboard.reports.items.items`.
        assignments: Their assignments with their standing and printed number; where the lead has
            closed the task, those of the other units are closed with it.
        subject: What the report is about, in words, e.g. ``2025年政务公开工作要点``.
        year: Year of the plan.
    """

    state: State
    document: str
    items: pd.DataFrame
    assignments: pd.DataFrame
    subject: str
    year: int

    @property
    def as_of(self) -> dt.date:
        """The day of the report."""
        return self.state.as_of

    @property
    def elapsed(self) -> float:
        """序时进度 of the plan year, in percent."""
        first, last = dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        return elapsed_share(self.as_of, first, last) * 100


def scope(state: State, document: str = "") -> Scope:
    """Return the part of ``state`` that belongs to ``document``, or all of it."""
    tasks, assignments = state.tasks, state.assignments
    if document:
        tasks = tasks[belongs(tasks["document"], document)]
        assignments = assignments[assignments["task"].isin(tasks.index)]
    missed = missed_turns(state.occurrences)
    rolled = items(tasks, assignments, missed)
    papers = state.documents.loc[list(dict.fromkeys(rolled["document"]))]
    subject, year = "重点工作", state.as_of.year
    if len(papers):
        year = int(papers["year"].max()) or year
        subject = f"{year}年重点工作"
    if len(papers) == 1:
        subject = str(papers["subject"].iloc[0] or papers["title"].iloc[0] or subject)
    live = with_standing(assignments[assignments["task"].isin(rolled.index)], missed)
    live = live.assign(number=live["task"].map(numbers(rolled)))
    closed = live["task"].isin(rolled.index[rolled["standing"].eq("done")])
    live.loc[closed & live["standing"].ne("aside"), "standing"] = "done"
    carried = carried_over(state)
    rolled.loc[rolled.index.isin(carried), "standing"] = "aside"
    live.loc[live["task"].isin(carried), "standing"] = "aside"
    return Scope(state, document, rolled, live, subject, year)


def belongs(serials: pd.Series, document: str) -> pd.Series:
    """Return which serials are ``document``, or of its year when it is one: ``2026``."""
    return serials.eq(document) | serials.str.startswith(f"{document}-")


def office_of(state: State, document: str = "") -> str:
    """Return who signs: the office as set, else the last issuer of the documents, else 督查部门."""
    if state.settings.office:
        return state.settings.office
    issuers = state.documents["issuer"]
    if document:
        issuers = issuers[belongs(issuers.index.to_series(), document)]
    names = [str(name) for name in issuers if name]
    return names[-1] if names else "督查部门"


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Return the rows of a frame as named tuples; ``Index`` is the key."""
    return list(frame.itertuples())


def numbers(items: pd.DataFrame) -> dict[str, int]:
    """Return the printed number (序号) of each item."""
    return {str(key): place for place, key in enumerate(items.index, 1)}


def missed_turns(occurrences: pd.DataFrame) -> frozenset[str]:
    """Return the recurring assignments whose last turn that was due went by without a report."""
    due = occurrences[occurrences["code"].ne("owed")].drop_duplicates("assignment", keep="last")
    return frozenset(str(key) for key in due["assignment"][due["code"].eq("missed")])


def carried_over(state: State) -> frozenset[str]:
    """Return the tasks that live on as a task of a later year: they count there, once."""
    found = state.lookbacks
    return frozenset(str(task) for task in found["task"][found["carried_to"].ne("")])
