"""What a decomposition table yields: its rows as printed words with their places."""

from __future__ import annotations

from dataclasses import dataclass

from taskboard.model import Span
from taskboard.reading.table_columns import Column


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of one cell and their place in the read text."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class TableTask:
    """One row (or rows that share all but their measures) of a decomposition table.

    Attributes:
        number: As printed, without stars; "" when the table has none.
        starred: Whether the number bore a star.
        section: Headings above it, outermost first: section rows, then merged categories.
        text: What is to be done.
        measures: The concrete demands, one for each row of a task that spans several.
        target: Aims or indicators, where the table has a column for them.
        lead: Words of the lead units' cells (牵头).
        responsible: Words of the responsible units' cells (责任).
        cooperate: Words of the cooperating units' cells (配合).
        leaders: Words of the leaders' cells (责任领导); people, never units.
        deadline: Words of the deadline's cell.
        remarks: (header, words) of remark columns and of columns no rule knows.
        row: Row in the table, from 0; of a workbook, in the sheet.
        place: The row in words, for findings.
        span: From the first to the last cell that begins in its rows.
    """

    number: str
    starred: bool
    section: tuple[Printed, ...]
    text: Printed
    measures: tuple[Printed, ...]
    target: Printed | None
    lead: tuple[Printed, ...]
    responsible: tuple[Printed, ...]
    cooperate: tuple[Printed, ...]
    leaders: tuple[Printed, ...]
    deadline: Printed | None
    remarks: tuple[tuple[str, Printed], ...]
    row: int
    place: str
    span: Span


@dataclass(frozen=True, slots=True)
class DecompositionTable:
    """A recognised table.

    Attributes:
        block: Index of its block in the source.
        sheet: Name of its sheet, "" outside workbooks.
        columns: Its columns as named by the header.
        first_row: Row after the header, from 0.
        tasks: Its rows.
    """

    block: int
    sheet: str
    columns: tuple[Column, ...]
    first_row: int
    tasks: tuple[TableTask, ...]
