"""Look over what was read and say what is missing, impossible or at odds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from taskboard.model import Coverage, Document, Finding, Span, Task
from taskboard.parsing.checks import finding
from taskboard.parsing.doubts import table_remains
from taskboard.parsing.facts import Facts
from taskboard.parsing.letterhead import Letterhead
from taskboard.parsing.lines import Line, Paragraph
from taskboard.parsing.parts import Region
from taskboard.parsing.view import View, canonical
from taskboard.patterns import rare

_LATEST_PRINT = 60  # days between signing and printing that nobody wonders at

_UNDATED = rare(
    r"(?<![\d年])(?:1[0-2]|[1-9])月(?:\d{1,2}日|底|末|初|[上中下]旬)?(?=前|底|之前|完成|启动)|年(?:底|内|末)前?|"
    r"[一二三四]季度末前?|上半年(?:前|完成|底)"
)


def review_document(
    view: View,
    lines: Sequence[Line],
    paragraphs: Sequence[Paragraph],
    region: Region,
    head: Letterhead,
) -> Iterator[Finding]:
    """Yield what is odd about the document as a whole."""
    document = head.document
    if document.issued_on is None:
        yield finding("issue-date-missing")
    else:
        yield from _conflicts(document, head.issued_span)
    if document.year is None and (found := _UNDATED.search(view.text)):
        yield finding("year-missing", view.span(*found.span()), found[0])
    yield from _annexes(view, paragraphs, region, document)
    furniture = [line for line in lines if line.furniture]
    if furniture:
        span = Span(furniture[0].start, furniture[0].end)
        yield finding("furniture-removed", span, len(furniture))
    for span in table_remains(view.source):
        yield finding("damaged-table", span)
    pairs = zip(paragraphs, region.parts, strict=True)
    rows = [p.lines[0] for p, part in pairs if p.lines[0].table and part.startswith("plan:")]
    if rows:
        yield finding("table-unread", Span(rows[0].start, rows[-1].end), len(rows))


def _conflicts(document: Document, span: Span | None) -> Iterator[Finding]:
    issued, printed = document.issued_on, document.printed_on
    number = re.search(r"〔(\d{4})〕", document.number or "")
    if issued and printed and not 0 <= (printed - issued).days <= _LATEST_PRINT:
        yield finding("issue-date-conflict", span, issued, f"印发日期{printed}")
    elif issued and number and int(number[1]) != issued.year:
        yield finding("issue-date-conflict", span, issued, f"发文字号的年份{number[1]}")


def _annexes(
    view: View, paragraphs: Sequence[Paragraph], region: Region, document: Document
) -> Iterator[Finding]:
    if not document.annexes:
        return
    texts = set()
    for paragraph, part in zip(paragraphs, region.parts, strict=True):
        if part != "annex:list" and paragraph.end - paragraph.start < 90:
            text = view.text[paragraph.start : paragraph.end]
            texts.add(re.sub(r"^附[件表]\d{0,2}[：.、]?", "", text).strip("《》"))
    joined = canonical((document.subject or "").replace(" ", ""))
    for name, place in zip(document.annexes, region.annexes, strict=True):
        wanted = canonical(name).replace(" ", "").strip("《》")
        if wanted not in texts and wanted != joined:
            yield finding("annex-missing", view.span(*place), name.strip("《》"))


def review_goals(coverage: Sequence[Coverage], facts: Facts) -> Iterator[Finding]:
    """Yield how many figures to reach stand in sections that open no duty."""
    told = [one.span for one in coverage if one.kind == "preamble" and one.why == "preamble"]
    held = [one for span in told for one in facts.targets_in(*span) if one.value is not None]
    if held:
        yield finding("goals-unlisted", held[0].span, len(held))


def review_tasks(tasks: Sequence[Task], document: Document) -> Iterator[Finding]:
    """Yield what is missing from the tasks, or cannot be."""
    bare = [task for task in tasks if all(unit.origin == "inferred" for unit in task.units)]
    if bare and len(bare) == len(tasks):
        yield finding("unit-none", None, "全文各项任务")
    else:
        for task in bare:
            yield finding("unit-none", task.span, f"任务 {task.code} ")
    issued = document.issued_on
    for task in tasks:
        for deadline in task.deadlines:
            if issued and deadline.due_on and deadline.due_on < issued:
                yield finding("deadline-before-issue", deadline.span, deadline.text, issued)
