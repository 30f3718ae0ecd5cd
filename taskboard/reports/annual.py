"""年报段落: how the plan was carried out, in the six-part frame of the yearly report.

The frame is that of 国办公开办函〔2021〕30号. What the ledger knows is filled in from figures of
one day; what it cannot know is left open and marked so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taskboard.reports.figures import cross_table
from taskboard.reports.lookback import looked_documents, rechecks
from taskboard.reports.rates import PARTS, completion, rebound, standings
from taskboard.reports.scope import office_of, rows_of, scope
from taskboard.reports.wording import Numbers

if TYPE_CHECKING:
    from taskboard.ledger.state import State


def annual(state: State, document: str = "") -> dict[str, Any]:
    """Return what the wording and layouts of the yearly paragraph print."""
    view = scope(state, document)
    figures = standings(view.items, state.settings.names)
    figures += completion(view.items, view.as_of)
    looked = looked_before(state, view.year)
    figures += rebound(rechecks(state, looked))
    sections = cross_table(view.items, "section_heading", PARTS)
    for row in sections:
        row["rate"] = row["done"] * 100 / row["total"] if row["total"] else None
    open_ = view.items[~view.items["standing"].isin(["done", "aside"])]
    return {
        "title": f"{view.subject}落实情况",
        "subject": view.subject,
        "year": view.year,
        "as_of": view.as_of,
        "office": office_of(state, document),
        "seq": state.seq,
        "hash": state.hash,
        "total": int(figures["total"].value),
        "figures": figures,
        "counted": figures,
        "n": Numbers(figures),
        "s": Numbers(figures, shares=True),
        "sections": sections,
        "open": list(dict.fromkeys(str(row.heading) for row in rows_of(open_))),
        "open_count": len(open_),
        "findings": figures.findings,
    }


def looked_before(state: State, year: int) -> list[str]:
    """Return the documents of the year before ``year`` that have been looked back on."""
    years = state.documents["year"]
    return [serial for serial in looked_documents(state) if int(years[serial]) == year - 1]
