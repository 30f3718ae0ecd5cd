"""The parsing contract: what ``taskboard parse --format json`` prints.

``origin`` of a unit or a time limit is ``stated`` (in the clause or row itself), ``inherited`` or
``inferred``; that of a time limit may be ``table``: taken from the cell of a 任务分解表. The ledger
keeps ``table`` for units too (basis 分解表), docs/tables.md.
Beside each ``span`` of a PDF or OFD stands its ``page``, counted from 1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from taskboard.model import (
    Deadline,
    Document,
    PageStart,
    Parsed,
    Span,
    Target,
    Task,
    UnitMention,
    page_of,
)

SCHEMA = "taskboard.parse/1"
Pages = Sequence[PageStart]


def printed(parsed: Parsed) -> dict[str, Any]:
    """Return what the command prints: `to_json`, with the units of a table's cells ``stated``."""
    plain = to_json(parsed)
    for task in plain["tasks"]:
        for unit in task["units"]:
            if unit["origin"] == "table":
                unit["origin"] = "stated"
    return plain


def to_json(parsed: Parsed) -> dict[str, Any]:
    """Return ``parsed`` as plain values; dates are ISO, spans are two-item lists."""
    return {
        "schema": SCHEMA,
        "text": parsed.text,
        "document": _document(parsed.document),
        "outline": [
            {
                "path": clause.path,
                "level": clause.level,
                "number": clause.number,
                "heading": clause.heading,
                "text": clause.text,
                **_place(clause.span, parsed.pages),
            }
            for clause in parsed.outline
        ],
        "tasks": [_task(task, parsed.pages) for task in parsed.tasks],
        "coverage": [
            {"span": list(item.span), "is": item.kind, "why": item.why} for item in parsed.coverage
        ],
        "warnings": [
            {
                "code": found.code,
                "severity": found.severity,
                "message": found.message,
                **(_place(found.span, parsed.pages) if found.span else {"span": None}),
            }
            for found in parsed.findings
        ],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _document(document: Document) -> dict[str, Any]:
    return {item.name: _plain(getattr(document, item.name)) for item in fields(Document)}


def _place(span: Span, pages: Pages) -> dict[str, Any]:
    """Return a span, and its page where the format has pages."""
    page = page_of(pages, span.start)
    return {"span": list(span)} if page is None else {"span": list(span), "page": page}


def _task(task: Task, pages: Pages) -> dict[str, Any]:
    return {
        "code": task.code,
        "path": task.path,
        "seq": task.seq,
        "heading": task.heading,
        "text": task.text,
        **_place(task.span, pages),
        "kind": task.kind,
        "rollup": task.rollup,
        "units": [_unit(unit, pages) for unit in task.units],
        "deadlines": [_deadline(deadline, pages) for deadline in task.deadlines],
        "targets": [_target(target, pages) for target in task.targets],
        "note": task.note,
    }


def _unit(unit: UnitMention, pages: Pages) -> dict[str, Any]:
    return {
        "name": unit.name,
        "as_written": unit.as_written,
        "role": unit.role,
        "origin": unit.origin,
        "open": unit.open,
        **_place(unit.span, pages),
    }


def _deadline(deadline: Deadline, pages: Pages) -> dict[str, Any]:
    within = deadline.within
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "due_on": _plain(deadline.due_on),
        "starts_on": _plain(deadline.starts_on),
        "milestone": deadline.milestone,
        "rrule": deadline.rrule,
        "trigger": deadline.trigger,
        "within": {"value": within.value, "unit": within.unit} if within else None,
        "approx": deadline.approx,
        "origin": deadline.origin,
        **_place(deadline.span, pages),
    }


def _target(target: Target, pages: Pages) -> dict[str, Any]:
    return {
        "text": target.text,
        "indicator": target.indicator,
        "op": target.op,
        "value": target.value,
        "unit": target.unit,
        "period": target.period,
        "approx": target.approx,
        **_place(target.span, pages),
    }
