"""年报段落: how the plan was carried out, in the six-part frame of the yearly report.

The frame is that of 国办公开办函〔2021〕30号. What the ledger knows is filled in from figures of
one day; what it cannot know is left open and marked so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taskboard.errors import TaskboardError
from taskboard.reports.figures import section_table
from taskboard.reports.items import COUNTED
from taskboard.reports.lookback import looked_documents, rechecks
from taskboard.reports.progress import several
from taskboard.reports.rates import completion, rebound, standings
from taskboard.reports.scope import Scope, office_of, rows_of, scope
from taskboard.reports.wording import Numbers
from taskboard.words import word

if TYPE_CHECKING:
    from taskboard.ledger.state import State


class SeveralYearsError(TaskboardError):
    """Documents of several years are in force, and nobody said which year is reported on."""

    code = "years-several"

    def __init__(self, years: list[str], documents: list[str]) -> None:
        listed, last = "、".join(years), years[-2]
        super().__init__(
            f"台账中有 {listed} 年的文件（{'、'.join(documents)}），年报只写一年；请写明："
            f"--document {last}（{last} 年的全部文件）或 --document {documents[0]}。",
            f"documents of {', '.join(years)} are in the ledger, the report is about one year; "
            f"say which: --document {last}, or one document: --document {documents[0]}",
        )


def refuse_several_years(state: State, document: str) -> None:
    """Refuse to mix years: who writes the report in January has next year's plan issued already.

    Raises:
        SeveralYearsError: If the issued items are of several years' documents.
    """
    serials = sorted({str(serial) for serial in scope(state, document).items["document"]})
    years = sorted({serial.partition("-")[0] for serial in serials})
    if len(years) > 1:
        raise SeveralYearsError(years, serials)


def annual(state: State, document: str = "") -> dict[str, Any]:
    """Return what the wording and layouts of the yearly paragraph print."""
    view = scope(state, document)
    figures = standings(view.items, state.settings.names)
    figures += completion(view.items, view.as_of)
    looked = looked_before(state, view.year)
    figures += rebound(rechecks(state, looked))
    sections = section_table(view.items, COUNTED)
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
        "rows": [_row(view, number, row) for number, row in enumerate(rows_of(view.items), 1)],
        "open": list(dict.fromkeys(str(row.heading) for row in rows_of(open_))),
        "open_count": len(open_),
        "findings": figures.findings,
    }


def _row(view: Scope, number: int, row: Any) -> dict[str, Any]:
    """Return one item as the public may read it: no judgement, no remarks of the units."""
    names = view.state.settings.names
    told = "未办结"
    if row.standing == "done":
        on = f" {row.completed_on.date()}" if row.completed_on == row.completed_on else ""
        told = f"{word('standing', 'done', names)}{on}"
    elif row.standing == "aside":
        mine = view.assignments[view.assignments["task"].eq(row.Index)]
        why = dict.fromkeys(word("handling", str(code), names) for code in mine["handling"])
        told = f"不计入（{'、'.join(why)}）"
    return {
        "no": number,
        "heading": str(row.heading),
        "wording": str(row.wording),
        "units": str(row.units_lead) or several(str(row.units_other).split("、")),
        "told": told,
    }


def looked_before(state: State, year: int) -> list[str]:
    """Return the documents of the year before ``year`` that have been looked back on."""
    years = state.documents["year"]
    return [serial for serial in looked_documents(state) if int(years[serial]) == year - 1]
