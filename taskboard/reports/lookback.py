"""回头看: what the recheck of last year's tasks found, and where the undone ones went."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from taskboard.ledger.fold_tasks import document_of
from taskboard.reports.chinese import clipped
from taskboard.reports.progress import several
from taskboard.reports.rates import rebound
from taskboard.reports.scope import office_of, rows_of, scope
from taskboard.reports.wording import Numbers
from taskboard.words import word

if TYPE_CHECKING:
    import pandas as pd

    from taskboard.ledger.state import State

FIELDS = ("finding", "carry", "carried_to", "note", "evidence", "checker")
MARKS = {"done": "✓", "undone": "▲", "rebound": "◆", "": "－"}
NAMED = 8  # undone and rebound tasks a circular names


def looked_documents(state: State, year: int | None = None) -> list[str]:
    """Return the serials of documents looked back on (in ``year``), in order."""
    found = state.lookbacks
    if year is not None:
        found = found[found["effective_on"].dt.year.eq(year)]
    return sorted({document_of(str(task)) for task in found["task"]})


def rechecks(state: State, documents: Collection[str]) -> pd.DataFrame:
    """Return the issued tasks of ``documents`` with the last recheck of each, in printed order.

    Returns:
        The columns of `taskboard.reports.items.items` with finding, carry, carried_to, note,
        evidence, checker (str, "" while not rechecked) and looked_on (datetime64).
    """
    items = scope(state).items
    kept = items[items["document"].isin(list(documents))].drop(columns=["note"])
    last = state.lookbacks.drop_duplicates("task", keep="last").set_index("task")
    joined = kept.join(
        last[[*FIELDS, "effective_on"]].rename(columns={"effective_on": "looked_on"})
    )
    joined[list(FIELDS)] = joined[list(FIELDS)].fillna("")
    joined.attrs["table"] = "lookbacks"
    return joined


def lookback(state: State, document: str = "") -> dict[str, Any]:
    """Return what the wording and layouts of ``report lookback`` print.

    Args:
        state: The ledger on the day.
        document: Serial of the document looked back on, ``""`` for every one, or all of the
            ledger while there is none.
    """
    documents = [document] if document else looked_documents(state) or list(state.documents.index)
    table = rechecks(state, documents)
    figures = rebound(table)
    view = scope(state, document)
    subject = subjects(state, documents)[0] if len(documents) == 1 else "上年度重点工作"
    standings = {str(key): str(value) for key, value in scope(state).items["standing"].items()}
    rows = [_row(state, standings, number, row) for number, row in enumerate(rows_of(table), 1)]
    return {
        "title": f"{subject}“回头看”情况",
        "subjects": subjects(state, documents),
        "as_of": view.as_of,
        "office": office_of(state, document),
        "seq": state.seq,
        "hash": state.hash,
        "total": len(rows),
        "rows": rows,
        "undone": [row for row in rows if row["code_finding"] == "undone"],
        "rebounds": [row for row in rows if row["code_finding"] == "rebound"],
        "figures": figures,
        "counted": figures,
        "n": Numbers(figures),
        "s": Numbers(figures, shares=True),
        "findings": figures.findings,
    }


def _row(state: State, standings: Mapping[str, str], number: int, row: Any) -> dict[str, Any]:
    """Return one printed line."""
    names = state.settings.names
    finding = str(row.finding)
    units = str(row.units_lead) or several(str(row.units_other).split("、"))
    return {
        "no": number,
        "code": str(row.code),
        "heading": str(row.heading),
        "wording": str(row.wording),
        "units": units,
        "finding": word("lookback", finding, names) if finding else "未复查",
        "code_finding": finding,
        "mark": MARKS[finding],
        "note": str(row.note),
        "evidence": str(row.evidence),
        "checker": str(row.checker),
        "on": row.looked_on.date() if row.looked_on == row.looked_on else None,
        "carry": word("carry", str(row.carry), names) if row.carry else "",
        "carried_to": str(row.carried_to),
        "now": _now(state, standings, str(row.carried_to)),
    }


def _now(state: State, standings: Mapping[str, str], key: str) -> str:
    """Return how a carried task stands now, in words."""
    if key in standings:
        return word("standing", standings[key], state.settings.names)
    return "待下达" if key else ""


def subjects(state: State, documents: Collection[str]) -> list[str]:
    """Return the printed names of documents, without 《》."""
    papers = state.documents.loc[list(documents)]
    return [str(row.subject or row.title).strip("《》") for row in rows_of(papers)]


def looked(state: State, before: State | None, document: str) -> dict[str, Any] | None:
    """Return what a circular says of 回头看: this year's, when there is news since the last one.

    Args:
        state: The ledger on the day of the circular.
        before: The ledger as the last circular of the year saw it, None for the first.
        document: Serial the circular is about, ``""`` for all.

    Returns:
        subjects, figures, undone and rebounds (heading, units, carried_to); None for no section.
    """
    documents = looked_documents(state, state.as_of.year)
    if document:
        sources = {document_of(str(old)) for old in _carried_into(state, document)}
        documents = [serial for serial in documents if serial in {document, *sources}]
    if not documents or (before is not None and len(before.lookbacks) == len(state.lookbacks)):
        return None
    table = rechecks(state, documents)
    figures = rebound(table)
    return {
        "subjects": subjects(state, documents),
        "figures": figures,
        "undone": _named(table, "undone"),
        "rebounds": _named(table, "rebound"),
        "most": NAMED,
    }


def _carried_into(state: State, document: str) -> list[str]:
    tasks = state.tasks
    mine = tasks[tasks["document"].eq(document)]
    return [str(old) for old in mine["carried_from"] if old]


def _named(table: pd.DataFrame, finding: str) -> list[dict[str, Any]]:
    return [
        {
            "heading": clipped(str(row.heading), 24),
            "units": str(row.units_lead) or several(str(row.units_other).split("、")),
            "carried_to": str(row.carried_to),
        }
        for row in rows_of(table[table["finding"].eq(finding)])
    ]
