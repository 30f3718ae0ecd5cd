"""The events that take one parsed document into the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from taskboard.ledger.events import NewEvent
from taskboard.ledger.kept_texts import text_hash
from taskboard.model import Finding, Parsed, SourceText
from taskboard.parsing.contract import to_json
from taskboard.review.measures import measures_of


def document_events(
    serial: str, source: SourceText, parsed: Parsed, findings: Iterable[Finding]
) -> Iterable[NewEvent]:
    """Yield the events that take one parsed document into the ledger under ``serial``."""
    printed = to_json(parsed)
    headings = {clause["path"]: clause["heading"] for clause in printed["outline"]}
    document = {
        **printed["document"],
        "sha256": source.sha256,
        "text_sha256": text_hash(source.text),
        "file": source.name,
        "format": source.format,
        "outline": [{**clause, "text": ""} for clause in printed["outline"]],
        "coverage": printed["coverage"],
    }
    yield NewEvent("document-imported", serial, to=document, place=source.name)
    for task in printed["tasks"]:
        section = section_of(task["path"])
        values = {
            **task,
            "wording": measures_of(task["text"]),
            "document": serial,
            "section": section,
            "section_heading": headings.get(section, ""),
        }
        page = values.pop("page", None)
        place = f"{source.name} 第 {page} 页" if page else source.name
        yield NewEvent("task-proposed", f"{serial}-{task['code']}", to=values, place=place)
    for finding in findings:
        yield NewEvent("finding-recorded", serial, to=finding_values(finding), place=source.name)


def section_of(path: str) -> str:
    """Return the path of the top clause of ``path``; ``p2:1.3`` gives ``p2:1``."""
    return path.split(".")[0]


def finding_values(finding: Finding) -> dict[str, Any]:
    """Return ``finding`` as an event holds it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "span": list(finding.span) if finding.span else None,
        "place": finding.place,
    }
