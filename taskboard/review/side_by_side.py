"""原文与任务对照: the source on one side, what was taken from it on the other.

Every character of the text stands in exactly one piece, coloured by what it was taken for; each
task, finding and sentence left out is linked to its own words, without a script.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from taskboard.review.sentences import KINDS, unlisted
from taskboard.words import NAMES, word

if TYPE_CHECKING:
    from taskboard.ledger.state import State

KIND_WORDS = {"task": "任务", **KINDS}
FIELDS = {"units": "责任单位", "deadlines": "时限", "targets": "指标"}
NO_ROW = ("split", "merged")  # their words stand in the rows of other tasks
Values = Mapping[str, Any]


@dataclass(slots=True)
class _Marks:
    """What begins and ends where in one text."""

    starts: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    ends: dict[int, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, sort: str, name: str, span: Sequence[int]) -> None:
        """Mark the text of ``span``; an empty one marks nothing."""
        if span[0] < span[1]:
            self.starts.setdefault(span[0], []).append((sort, name))
            self.ends.setdefault(span[1], []).append((sort, name))


def parsed_page(contract: Values, name: str) -> dict[str, Any]:
    """Return what ``source.html`` prints of a file as parsed, see `taskboard.parsing.contract`."""
    document = contract["document"]
    title = document["subject"] or document["title"] or name
    rows = [{**task, "key": task["code"], "wording": task["text"]} for task in contract["tasks"]]
    paper = _paper(title, contract["text"], contract["coverage"], rows, contract["warnings"])
    return {"title": f"{title}原文对照", "papers": [paper], "total": len(rows)}


def side_by_side(state: State, document: str = "") -> dict[str, Any]:
    """Return what ``source.html`` prints of the ledger's documents, or of the one wanted."""
    serials = [document] if document else list(state.document_rows)
    papers = []
    with state.selection.connection():
        for serial in serials:
            row = state.document_rows[serial]
            source, coverage = _version(state, serial)
            text = _text(state, source or row["sha256"])
            tasks = [
                _located(task, source)
                for task in state.task_rows.values()
                if task["document"] == serial and task["decomposition"] not in NO_ROW
            ]
            found = [
                {**one, "span": one["span"] if one["source"] == source else None}
                for one in state.finding_rows.values()
                if one["document"] == serial and not one["settled"]
            ]
            title = row["subject"] or row["title"] or serial
            papers.append(_paper(title, text, coverage, tasks, found, f"{serial}-"))
    title = papers[0]["title"] if len(papers) == 1 else "工作要点"
    return {
        "title": f"{title}原文对照",
        "papers": papers,
        "total": sum(len(paper["rows"]) for paper in papers),
    }


def _version(state: State, serial: str) -> tuple[str, Sequence[Values]]:
    """Return the newest text of a document ("" its first) and what its parts were taken for."""
    source, coverage = "", []
    for event in state.events("document-imported", "document-amended", subjects=[serial]):
        if "coverage" in event.to:
            source, coverage = str(event.to.get("amended_sha256") or ""), event.to["coverage"]
    return source, coverage


def _text(state: State, sha256: str) -> str:
    try:
        return state.selection.source_text(sha256)
    except KeyError:  # a year begun by 回头看 has tasks and no text of its own
        return ""


def _located(task: Values, source: str) -> dict[str, Any]:
    """Return a task of the ledger with the spans that index the text ``source`` and no others."""
    here = task["source"] == source
    shown = {**task, "span": (task["span_start"], task["span_end"]) if here else None}
    for name in FIELDS:
        shown[name] = [
            {**value, "span": value.get("span") if value.get("source", source) == source else None}
            for value in task[name]
        ]
    return shown


def _paper(
    title: str, text: str, coverage: Sequence[Values], tasks: Sequence[Values],
    findings: Sequence[Values], prefix: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Return one document: its text in pieces, its rows, and what became no task."""
    marks = _Marks()
    for item in coverage:
        marks.add("kind", item["is"], item["span"])
    rows = [_row(task, marks) for task in tasks]
    left_out = []
    for number, left in enumerate(unlisted(text, coverage), 1):
        name = f"n-{prefix}{number}"
        marks.add("id", name, (left.start, left.end))
        kind = KIND_WORDS[left.kind]
        left_out.append({"id": name, "kind": kind, "text": left.text, "why": left.why})
    doubts = []
    for number, doubt in enumerate(findings, 1):
        name = f"f-{prefix}{number}" if doubt["span"] else ""
        if name:
            marks.add("id", name, doubt["span"])
        severity = NAMES[f"severity.{doubt['severity']}"]
        doubts.append({"id": name, "severity": severity, "message": doubt["message"]})
    chips = {f"s-{row['key']}": row["key"] for row in rows}
    return {
        "title": title, "runs": list(_runs(text, marks, chips)), "rows": rows, "unlisted": left_out,
        "findings": doubts, "coverage": _shares(text, coverage),
        "lacking": {what: sum(what in row["lacks"] for row in rows) for what in FIELDS.values()},
    }  # fmt: skip


def _row(task: Values, marks: _Marks) -> dict[str, Any]:
    """Return one row of the table and mark its words in the text."""
    key, span = str(task["key"]), task["span"]
    if span:
        marks.add("id", f"s-{key}", span)
    for name in FIELDS:
        for value in task[name]:
            if value.get("span"):
                marks.add("mark", name, value["span"])
    firm = [unit for unit in task["units"] if unit["origin"] != "inferred"]
    held = {"units": firm, "deadlines": task["deadlines"], "targets": task["targets"]}
    return {
        "key": key, "linked": bool(span and span[0] < span[1]), "heading": task["heading"],
        "wording": task["wording"], "page": task.get("page"),
        "state": word("decomposition", task["decomposition"]) if "decomposition" in task else "",
        "units": list(_units(task["units"])),
        "deadlines": [_deadline(limit) for limit in task["deadlines"]],
        "targets": [str(target["text"]) for target in task["targets"]],
        "lacks": [what for name, what in FIELDS.items() if not held[name]],
    }  # fmt: skip


def _units(units: Sequence[Values]) -> Iterator[dict[str, str]]:
    """Yield the units by role and basis, in printed order within each."""
    groups: dict[tuple[str, str], list[str]] = {}
    for unit in units:
        name = f"{unit['name']}{'等' if unit.get('open') else ''}"
        groups.setdefault((unit["role"], _basis(unit)), []).append(name)
    for (role, basis), names in groups.items():
        yield {"words": f"{word('role', role)}：{'、'.join(names)}", "basis": basis}


def _deadline(limit: Values) -> dict[str, str]:
    due = limit.get("due_on")
    words = f"{due}（{limit['text']}）" if due and limit["text"] != due else str(limit["text"])
    return {"words": words, "basis": _basis(limit)}


def _basis(value: Values) -> str:
    return word("origin", value.get("origin") or "stated")


def _shares(text: str, coverage: Sequence[Values]) -> list[dict[str, Any]]:
    """Return how many characters were taken for what; together they are the whole text."""
    counts: Counter[str] = Counter()
    for item in coverage:
        counts[item["is"]] += len("".join(text[slice(*item["span"])].split()))
    whole = len("".join(text.split()))
    counts["rest"] = whole - sum(counts.values())
    return [
        {"kind": kind, "name": name, "count": counts[kind], "share": counts[kind] / whole * 100}
        for kind, name in {**KIND_WORDS, "rest": "没有归类"}.items()
        if counts[kind]
    ]


def _runs(text: str, marks: _Marks, chips: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the text in order, cut where anything with a name of its own begins or ends."""
    pieces = _pieces(text, marks)
    seen: set[str] = set()
    for (kind, names), bits in groupby(pieces, key=lambda piece: piece[:2]):
        fresh = [name for name in names if name not in seen]
        seen.update(fresh)
        yield {
            "kind": kind, "ids": fresh, "chips": [chips[name] for name in fresh if name in chips],
            "bits": [{"text": words, "mark": mark} for _, _, words, mark in bits],
        }  # fmt: skip


def _pieces(text: str, marks: _Marks) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """Yield class, names, words and field of each stretch in which none of them changes."""
    live: dict[str, list[str]] = {"kind": [], "id": [], "mark": []}
    cuts = sorted({0, len(text), *marks.starts, *marks.ends})
    for start, end in pairwise(cuts):
        for sort, name in marks.ends.get(start, ()):
            live[sort].remove(name)
        for sort, name in marks.starts.get(start, ()):
            live[sort].append(name)
        kind = live["kind"][-1] if live["kind"] else "rest"
        kind = kind if text[start:end].strip() else "blank"
        mark = live["mark"][-1] if live["mark"] else ""
        yield kind, tuple(live["id"]), text[start:end], mark
