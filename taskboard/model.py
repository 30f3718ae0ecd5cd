"""The shapes that every stage passes on: blocks, clauses, tasks, and where each was printed.

All spans are half-open code-point offsets into ``SourceText.text``. Nothing here reads a file
or the clock; the classes hold values and no behaviour beyond small derived properties.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Role = Literal["lead", "responsible", "cooperate"]
Origin = Literal["stated", "inherited", "inferred", "table", "manual", "default"]
Severity = Literal["error", "warning", "info"]
TaskKind = Literal["once", "recurring", "triggered", "ongoing"]
DeadlineKind = Literal["due", "recurring", "triggered", "ongoing"]
CoverageKind = Literal["letterhead", "heading", "task", "preamble", "rule", "annex", "furniture"]


class Span(NamedTuple):
    """Half-open code-point offsets into the read text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Anything the program saw and will not decide alone (待核).

    Attributes:
        code: Stable machine name, e.g. ``annex-missing``.
        severity: ``error`` blocks issuing, ``warning`` wants a person, ``info`` is for the record.
        message: One Chinese sentence: what was seen, and what a person should do.
        span: Where in the read text, if it has a place there.
        place: Where else (sheet, row, column, page), in words.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; ``row`` and ``column`` count from 0; merged cells appear once."""

    text: str
    span: Span
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table as it stood in the file.

    Attributes:
        kind: ``paragraph`` or ``table``.
        text: What it prints, automatic number included; a table as lines of tab-parted cells.
        span: Its place in ``SourceText.text``.
        role: ``body``, or ``header``, ``footer``, ``footnote``, ``textbox``.
        number: The automatic list number recovered for it, ``""`` when typed or none.
        page: Page counted from 1, None when the format has none.
        cells: The cells of a table, row by row; empty for a paragraph.
    """

    kind: Literal["paragraph", "table"]
    text: str
    span: Span
    role: Literal["body", "header", "footer", "footnote", "textbox"] = "body"
    number: str = ""
    page: int | None = None
    cells: tuple[Cell, ...] = ()


class PageStart(NamedTuple):
    """From offset ``start`` of the read text on, it stood on ``page`` (counted from 1)."""

    start: int
    page: int


def page_of(pages: Sequence[PageStart], at: int) -> int | None:
    """Return the page that offset ``at`` stood on, None for a format without pages."""
    before = bisect_right(pages, at, key=lambda one: one.start)
    return pages[before - 1].page if before else None


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as read: its text, and the blocks that text is made of.

    Attributes:
        name: File name without folder.
        format: ``txt``, ``docx``, ``pdf`` …
        sha256: Hash of the file's bytes, hex.
        text: Decoded text (no BOM, CRLF as LF); for other formats the blocks joined by newlines.
        blocks: In reading order; together they cover every non-blank character of ``text``.
        findings: What reading itself saw (undecodable bytes, damaged table …).
        pages: Where the text goes on to another page, by offset; empty without pages.
    """

    name: str
    format: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    pages: tuple[PageStart, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Letterhead fields of a source document (来源文件); None or empty when not printed."""

    title: str | None = None
    subject: str | None = None
    number: str | None = None
    issuer: str | None = None
    issued_on: dt.date | None = None
    printed_on: dt.date | None = None
    year: int | None = None
    recipients: tuple[str, ...] = ()
    copied_to: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    disclosure: str | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered outline node (条款); path ``2.3.1`` = 二（三）1."""

    path: str
    level: int
    number: str
    heading: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit as printed, before it is resolved against the directory.

    Attributes:
        name: The name with width, white space and elided prefix mended.
        as_written: Exactly the printed words.
        role: Role in the task, mapped from the document's own words.
        origin: ``stated``, ``inherited``, ``inferred``, ``table`` or ``manual``.
        open: True when the list it ends says 等, or the name is 相关部门 and the like.
        span: Where it is printed.
    """

    name: str
    as_written: str
    role: Role
    origin: Origin
    open: bool
    span: Span


class Within(NamedTuple):
    """A length of time after a trigger."""

    value: int
    unit: Literal["hour", "day", "workday", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One printed time limit (时限); section 4 of the design gives the meaning of each kind."""

    text: str
    kind: DeadlineKind
    span: Span
    due_on: dt.date | None = None
    starts_on: dt.date | None = None
    milestone: str | None = None
    rrule: str | None = None
    trigger: str | None = None
    within: Within | None = None
    approx: bool = False
    origin: Origin = "stated"


@dataclass(frozen=True, slots=True)
class Target:
    """One measurable demand (量化指标); ``op`` and ``value`` are None when it has no number."""

    text: str
    indicator: str
    span: Span
    op: Literal[">=", "<=", "=", ">", "<"] | None = None
    value: float | None = None
    unit: str | None = None
    period: str | None = None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work that one responsibility group answers for (任务).

    Attributes:
        code: ``1.2-1``, always suffixed.
        path: Path of its clause, or ``closing``.
        seq: Order within the clause, from 1.
        heading: Heading of its clause.
        text: Its own words, verbatim.
        rollup: ``lead`` (the lead unit decides) or ``all`` (every unit reports).
        note: What a decomposition table prints beside it (备注): leaders, unknown columns.
    """

    code: str
    path: str
    seq: int
    heading: str
    text: str
    span: Span
    kind: TaskKind
    rollup: Literal["lead", "all"]
    units: tuple[UnitMention, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one stretch of the source is taken for; every non-blank character is in one of these."""

    span: Span
    kind: CoverageKind
    why: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that parsing yields for one source; section 6 of the design is its JSON form.

    ``pages`` are those of the source: with `page_of` every span has its page.
    """

    text: str
    document: Document
    outline: tuple[Clause, ...]
    tasks: tuple[Task, ...]
    coverage: tuple[Coverage, ...]
    findings: tuple[Finding, ...]
    pages: tuple[PageStart, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """An entry of the unit directory (单位名录).

    Attributes:
        name: Full name, unique among the units valid on one day.
        short_names: Other spellings that mean it, printed order.
        kind: 部门, 县区, 乡镇, 开发区, 党群, 垂直, 企业, 科室.
        parent: Full name of the unit above, or None.
        groups: Classes it belongs to, e.g. ``市政府各部门``.
        order: Order of protocol, smallest first.
        keywords: Words of duty used only to suggest it.
        successor: Full name of the unit that took over when ``valid_to`` passed.
        contact: Liaison and telephone; never printed in public renderings.
    """

    name: str
    short_names: tuple[str, ...] = ()
    kind: str = "部门"
    parent: str | None = None
    groups: tuple[str, ...] = ()
    order: int = 0
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    successor: str | None = None
    keywords: tuple[str, ...] = ()
    contact: str = ""
