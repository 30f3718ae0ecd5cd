"""督查通报: the facts of one circular, its figures, and its annexes.

The wording stands in the template ``circular.txt``; here are only facts. Nothing of judgement,
remarks or contacts is in them unless the paper is for use inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taskboard.calendar import Calendar
from taskboard.model import Finding
from taskboard.reports import rates, reporting
from taskboard.reports.changes import since
from taskboard.reports.chinese import clipped
from taskboard.reports.figures import Figures, cross_table, ranks, section_table
from taskboard.reports.items import COUNTED
from taskboard.reports.laggards import alike, laggards, units_of
from taskboard.reports.lookback import looked
from taskboard.reports.progress import item_row, last_words, unit_rows
from taskboard.reports.scope import Scope, office_of, rows_of, scope

if TYPE_CHECKING:
    from taskboard.ledger.state import State

LONGEST = 4000  # characters of the text, beyond which a warning is raised (为基层减负)
DAYS_TO_MEND = 5
SHOWN = 90  # characters of an item's wording in the annexes


def facts(
    state: State, *, before: State | None = None, document: str = "", public: bool = False
) -> dict[str, Any]:
    """Return what the wording and the layouts of a circular print, and its figures.

    Args:
        state: The ledger on the day of the circular.
        before: The ledger as the last circular saw it, None for the first of the year.
        document: Serial of the document it is about, ``""`` for all.
        public: Whether it is for publication: no contacts, no problems in the units' own words.
    """
    view = scope(state, document)
    owed = last_round(view)
    figures = _figures(view, owed)
    if before is not None:
        figures += since(view.items, scope(before, document).items)
    again = looked(state, before, document)
    if again is not None:
        figures += again["figures"]
    own = state.settings.papers
    items = annex_items(view, public=public)
    lists = _lists(view, owed)
    return {
        **lists,
        "figures": figures,
        "subject": view.subject,
        "sources": [source(row) for row in _papers(view)],
        "as_of": view.as_of,
        "elapsed": view.elapsed,
        "office": office_of(state, document),
        "stale_days": state.settings.stale_days,
        "first": before is None,
        "round": owed.attrs["round"],
        "by_source": by_source(view),
        "sections": section_table(view.items, COUNTED),
        "mend_by": Calendar.of(state.settings.holidays).add_workdays(view.as_of, DAYS_TO_MEND).day,
        "public": public,
        "contact": "" if public else str(own.get("contact", "")),
        "to": str(own.get("recipients", "")) or "各有关单位",
        "basis": str(own.get("basis", "")) or "《政府督查工作条例》及年度督查计划",
        "items": items,
        "late_items": _late_items(items, lists),
        "units": ranked_units(view),
        "looked": again,
        "findings": figures.findings,
    }


def _lists(view: Scope, owed: Any) -> dict[str, Any]:
    """Return who did well and who did not: done, late, missed, near, silent and late reporters."""
    late_reporters = [row for row in reporting.by_unit(owed) if row["late"]]
    return {
        "done": done_items(view),
        "late": laggards(view, "late"),
        "missed": laggards(view, "missed"),
        "near": laggards(view, "near_due"),
        "silent_reporters": alike(reporting.silent_units(owed), lambda row: row["missing"]),
        "late_reporters": alike(late_reporters, lambda row: row["late"]),
    }


def _late_items(items: list[dict[str, Any]], lists: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the items for the list of what is late, each with every unit that is."""
    found = []
    for row in items:
        if row["code"] in ("late", "missed"):
            who = units_of(lists[row["code"]], row["no"])
            found.append({**row, "lead": who or row["lead"]})
    return found


def _papers(view: Scope) -> list[Any]:
    documents = view.state.documents
    return rows_of(documents.loc[list(dict.fromkeys(view.items["document"]))])


def by_source(view: Scope) -> list[dict[str, Any]]:
    """Return the items of each source document by standing; its name is the printed title."""
    titles = {str(row.Index): source(row)["title"] for row in _papers(view)}
    rows = cross_table(view.items, "document", COUNTED)
    return [{**row, "name": titles[row["name"]]} for row in rows]


def source(row: Any) -> dict[str, str]:
    """Return the title and number of a source document as a circular cites them."""
    title = str(row.subject or row.title)
    return {"title": title.strip("《》"), "number": str(row.number)}


def last_round(view: Scope) -> Any:
    """Return the asks of the last round that was due by the day; its number is in ``attrs``."""
    import pandas as pd

    rounds = view.state.rounds
    due = rounds[rounds["due_on"].le(pd.Timestamp(view.as_of))].tail(1)
    owed = reporting.asks(due, view.state.updates_for(due), view.state.assignments)
    owed = owed[owed["task"].isin(view.items.index)]
    owed.attrs["round"] = str(due.index[0]) if len(due) else ""
    owed.attrs["table"] = "asks"
    return owed


def _figures(view: Scope, owed: Any) -> Figures:
    """Return every figure a circular may print."""
    state = view.state
    figures = rates.standings(view.items, state.settings.names)
    figures += rates.completion(view.items, view.as_of)
    figures += reporting.reporting(owed)
    figures += rates.silent(view.assignments, view.as_of, state.settings.stale_days)
    number = owed.attrs["round"]
    rounds: Any = state.rounds
    asked = list(rounds.at[number, "asks"]) if number else []
    return figures + reporting.repeated(state.updates_by_part(asked), number)


def done_items(view: Scope) -> list[dict[str, Any]]:
    """Return the finished items, the latest first: number, heading, unit, in time or not."""
    done = view.items[view.items["standing"].eq("done")]
    done = done.assign(number=range(1, len(done) + 1))
    places = {str(key): number for number, key in enumerate(view.items.index, 1)}
    ordered = done.sort_values("completed_on", ascending=False, kind="stable")
    return [
        {
            "no": places[str(row.Index)], "heading": clipped(str(row.heading), 24),
            "unit": str(row.units_lead) or str(row.units_other), "on_time": row.days_late == 0,
        }
        for row in rows_of(ordered)
    ]  # fmt: skip


def annex_items(view: Scope, *, public: bool) -> list[dict[str, Any]]:
    """Return every item for the annex; words of the units and remarks stay inside."""
    words = last_words(view)
    rows = []
    for number, row in enumerate(rows_of(view.items), 1):
        own = item_row(view, number, row, words.get(str(row.Index), []))
        own["wording"] = clipped(own["wording"], SHOWN)
        if public:
            own |= {"problems": "", "next_step": "", "note": ""}
        rows.append(own)
    return rows


def ranked_units(view: Scope) -> list[dict[str, Any]]:
    """Return the units with their place by 办结率, ties sharing one; nothing owed has no place."""
    rows = unit_rows(view)
    placed = [row for row in rows if row["total"]]
    for row, place in zip(placed, ranks([row["rate"] for row in placed]), strict=True):
        row["place"] = place
    for row in rows:
        row.setdefault("place", None)
    return sorted(rows, key=lambda row: (row["place"] is None, row["place"] or 0))


def too_long(characters: int) -> tuple[Finding, ...]:
    """Return a finding when the text is longer than circulars should be."""
    if characters <= LONGEST:
        return ()
    message = f"正文 {characters} 字，超过 {LONGEST} 字；请压缩问题清单，细项放在附件。"
    return (Finding("paper-too-long", "warning", message),)
