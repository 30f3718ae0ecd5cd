"""Hold the kept texts of source documents against what was taken from them.

No character of a text may be lost or counted twice, the words of every task stand where its span
says, and every unit and time limit says what it rests on (原文, 沿用, 推定, 分解表, 人工).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, get_args

from taskboard.ledger.check import at, wrong
from taskboard.ledger.schema import SOURCES
from taskboard.ledger.select import Event, Selection
from taskboard.ledger.store import Ledger
from taskboard.model import CoverageKind, Finding, Origin

EVER = "9999-12-31"
SHOWN = 3  # places told of one document
WORDS = {"units": "as_written", "deadlines": "text", "targets": "text"}
LABELS = {"units": "单位", "deadlines": "时限", "targets": "指标"}
PRINTED = ("stated", "inherited", "inferred", "table")


def text_hash(text: str) -> str:
    """Return the SHA-256 of a read text, as the event of its import keeps it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def check_texts(ledger: Ledger) -> Iterator[Finding]:
    """Tell where a kept text and the events taken from it do not agree."""
    selection = Selection(ledger, EVER, ledger.head())
    with selection.connection() as connection:
        query = SOURCES.select().with_only_columns(SOURCES.c.sha256, SOURCES.c.text)
        texts = {row[0]: row[1] or "" for row in connection.execute(query)}
        versions: dict[str, str] = {}  # serial -> hash of its first version
        for event in selection.events(("document-imported", "document-amended")):
            first = event.kind == "document-imported"
            digest = str(event.to.get("sha256" if first else "amended_sha256") or "")
            if first:
                versions[event.subject] = digest
            if digest in texts and not event.to.get("carried_from"):
                yield from _covered(event, texts[digest])
        for event in selection.events(("task-proposed", "task-amended")):
            yield from _rested(event)
            if text := texts.get(_version(event, versions)):
                yield from _printed(event, text, texts)


def _covered(event: Event, text: str) -> Iterator[Finding]:
    """Look for characters of ``text`` that the coverage leaves out or counts twice."""
    kept = event.to.get("text_sha256")
    if kept and text_hash(text) != kept:
        yield wrong("text-differs", "留存的原文与导入时读出的不同，被改动过。", at(event))
    spans = sorted(tuple(item["span"]) for item in event.to.get("coverage", []))
    for item in event.to.get("coverage", []):
        if item["is"] not in get_args(CoverageKind):
            told = f"原文第 {item['span'][0]} 字起归入了不认识的类“{item['is']}”。"
            yield wrong("coverage-bad", told, at(event))
    if spans and (spans[0][0] < 0 or max(end for _, end in spans) > len(text)):
        yield wrong("coverage-bad", f"归类超出了原文（共 {len(text)} 字）。", at(event))
    ends = [0]
    for _, end in spans:
        ends.append(max(ends[-1], end))
    starts = [start for start, _ in spans] + [len(text)]
    gaps = [(a, b) for a, b in zip(ends, starts, strict=True) if text[a:b].strip()]
    for a, b in gaps[:SHOWN]:
        told = f"原文“{_short(text[a:b])}”（第 {a}—{b} 字）没有归入任何一类，内容有丢失。"
        yield wrong("coverage-gap", told, at(event))
    twice = [(b, min(d, e)) for (_, d), (b, e) in pairwise(spans) if text[b : min(d, e)].strip()]
    for a, b in twice[:SHOWN]:
        told = f"原文“{_short(text[a:b])}”（第 {a}—{b} 字）归入了不止一类。"
        yield wrong("coverage-twice", told, at(event))


def _rested(event: Event) -> Iterator[Finding]:
    """Every unit and time limit says on what it rests."""
    for name in ("units", "deadlines"):
        for value in event.to.get(name) or []:
            if value.get("origin") not in get_args(Origin):
                words = value.get("name") or value.get("text")
                told = f"{LABELS[name]}“{words}”没有写明依据。"
                yield wrong("basis-missing", told, at(event))


def _version(event: Event, versions: Mapping[str, str]) -> str:
    """Return the hash of the text a task's spans index, "" when they index none."""
    to = event.to
    if event.kind == "task-amended":
        return str(to.get("source") or "")
    if to.get("split_from") or to.get("carried_from"):
        return ""
    return str(to.get("source") or versions.get(str(to.get("document")), ""))


def _printed(event: Event, text: str, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Compare the words of a task and of its fields with those at their spans."""
    to = event.to
    if to.get("span") and not _same(text, to["span"], to.get("text")):
        told = f"任务文字与原文第 {_range(to['span'])} 字不一致。"
        yield wrong("words-differ", told, at(event))
    for name, field in WORDS.items():
        for value in to.get(name) or []:
            span, own = value.get("span"), texts.get(value.get("source", ""), text)
            if span and not _same(own, span, value.get(field)):
                told = f"{LABELS[name]}“{value.get(field)}”与原文第 {_range(span)} 字不一致。"
                yield wrong("words-differ", told, at(event))
            elif not span and value.get("origin") in PRINTED:
                told = f"{LABELS[name]}“{value.get(field)}”没有注明在原文的位置。"
                yield wrong("basis-missing", told, at(event))


def _same(text: str, span: Any, words: Any) -> bool:
    start, end = span
    return "".join(text[start:end].split()) == "".join(str(words or "").split())


def _range(span: Any) -> str:
    return f"{span[0]}—{span[1]}"


def _short(text: str) -> str:
    words = text.strip()
    return words if len(words) <= 20 else words[:19] + "…"
