"""Recognise a ready-made 任务分解表 among the tables of a file and take out its rows.

Nothing is resolved here: units, leaders and deadlines stay the printed words of their cell, with
the span of that cell, for the grammars of `taskboard.parsing`. Rows that share a merged cell
share its words. Columns no rule can name are kept with each row as remarks and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from taskboard.model import Block, Cell, Finding, SourceText, Span
from taskboard.reading.table_columns import (
    UNIT_FIELDS,
    Header,
    field_of,
    find_header,
    plain,
    saved_mapping,
)
from taskboard.reading.table_task import DecompositionTable, Printed, TableTask

SEVERAL = re.compile(r"\d[、，,;；/]\d|\d\n+\d")
STARS = "*★☆＊※△▲"
TOTAL = re.compile(r"^(合计|总计|小计)$")
SECTION = (
    re.compile(r"^第[一二三四五六七八九十百]+[章部]"),
    re.compile(r"^[一二三四五六七八九十百]+(?:[、，.．]|$)"),
    re.compile(r"^[（(][一二三四五六七八九十百]+[）)]"),
)
ITEM = re.compile(r"\d{1,3}(?=[.．、](?!\d))")
DOUBTS = {
    "row-cells-missing": "比表头少了单元格，各栏可能错位；请对照原件补全这一行。",
    "tasks-share-cell": "几个序号共用一个单元格，按一项任务列出；请确认是否拆分。",
    "row-without-task": "没有任务文字，没有列为任务；请核对原件。",
}
EDGE_FIELDS = {"remarks", None}
# a row merged over so much of the table is a section
SECTION_SHARE = 0.6


@dataclass(slots=True)
class _Rows:
    tasks: list[TableTask] = field(default_factory=list)
    section: list[tuple[int, Printed]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def doubt(self, code: str, place: str, filled: list[Cell]) -> None:
        """Report one row of doubt by its code."""
        span = Span(filled[0].span.start, filled[-1].span.end)
        self.findings.append(Finding(code, "warning", place + DOUBTS[code], span, place))


def find_tables(
    source: SourceText, columns: Mapping[str, object] | None = None
) -> tuple[tuple[DecompositionTable, ...], tuple[Finding, ...]]:
    """Return the decomposition tables of a file in order, and what is doubtful in them.

    Args:
        source: Any file as read; tables that are no decomposition tables are passed over.
        columns: The office's saved mapping of headers, ``settings.columns``.

    Raises:
        UnknownFieldError: If the mapping names a field that does not exist.
    """
    saved = saved_mapping(columns or {})
    tables: list[DecompositionTable] = []
    findings: list[Finding] = []
    before: tuple[int, Header] | None = None
    sheet, count = "", 0
    for index, block in enumerate(source.blocks):
        if block.kind == "paragraph":
            if source.format in {"xlsx", "xls", "et", "ods"} and block.role == "header":
                sheet, before = block.text, None
            elif block.role == "body" and block.text.strip():
                before = None  # a table goes on only right after its first part
            continue
        count += 1
        grid = _grid(block)
        header = find_header(grid, saved)
        width = 1 + max(column for _, column in grid)
        if header is None and before is not None and before[0] == width:
            header = Header(-1, min(row for row, _ in grid), before[1].columns)
        if header is None:
            continue
        where = f"工作表“{sheet}”" if sheet else f"第 {count} 张表"
        rows = _read(block, grid, header, where, saved)
        before = (width, header)
        findings += [*_unknown(block, header, where), *rows.findings]
        tables.append(
            DecompositionTable(index, sheet, header.columns, header.end, tuple(rows.tasks))
        )
    return tuple(tables), tuple(findings)


def _grid(block: Block) -> dict[tuple[int, int], Cell]:
    grid: dict[tuple[int, int], Cell] = {}
    last_row = max(cell.row for cell in block.cells)
    last_column = max(cell.column for cell in block.cells)
    for cell in block.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, last_row + 1)):
            for at in range(cell.column, min(cell.column + cell.column_span, last_column + 1)):
                grid.setdefault((row, at), cell)
    return grid


def _read(
    block: Block, grid: dict[tuple[int, int], Cell], header: Header, where: str,
    saved: Mapping[str, str],
) -> _Rows:  # fmt: skip
    rows = _Rows()
    previous: dict[str, list[Cell]] | None = None
    for row in sorted({row for row, _ in grid if row >= header.end}):
        cells = [grid.get((row, column.at)) for column in header.columns]
        filled = list(dict.fromkeys(c for c in cells if c is not None and c.text.strip()))
        place = f"{where}第 {row + 1} 行"
        if not filled or _repeats(filled, header, saved):
            continue
        if any(TOTAL.match("".join(cell.text.split())) for cell in filled[:2]):
            continue
        if (section := _section(filled, cells, header)) is not None:
            level = _level(section.text)
            rows.section = [entry for entry in rows.section if entry[0] < level]
            rows.section.append((level, section))
            previous = None
            continue
        if _is_short(cells, header):
            rows.doubt("row-cells-missing", place, filled)
        fields = _fields(cells, header)
        if previous is not None and _same_task(previous, fields):
            rows.tasks[-1] = _continued(rows.tasks[-1], fields, filled)
        elif "task" in fields or "measures" in fields:
            parts = _parted(_task(fields, header, cells, rows, row, place))
            rows.tasks += parts
            if len(parts) == 1 and SEVERAL.search(parts[0].number):
                rows.doubt("tasks-share-cell", place, filled)
        else:
            rows.doubt("row-without-task", place, filled)
            continue
        previous = fields
    if not rows.tasks:
        words = f"{where}有任务分解表的表头，却没有读到任务；请找原件核对，把表中内容补全。"
        rows.findings.append(Finding("damaged-table", "error", words, block.span, where))
    return rows


def _fields(cells: Iterable[Cell | None], header: Header) -> dict[str, list[Cell]]:
    fields: dict[str, list[Cell]] = {}
    for column, cell in zip(header.columns, cells, strict=True):
        if column.field and cell is not None and cell.text.strip():
            known = fields.setdefault(column.field, [])
            if cell not in known:
                known.append(cell)
    return fields


def _task(
    fields: dict[str, list[Cell]], header: Header, cells: list[Cell | None], rows: _Rows,
    row: int, place: str,
) -> TableTask:  # fmt: skip
    number = "\n".join(cell.text.strip() for cell in fields.get("number", ()))
    task = fields.get("task") or fields["measures"]
    if item := _item(fields):
        number, fields = item, {**fields, "category": task}
        task = fields["measures"]
    categories = [_printed(cell) for cell in fields.get("category", ()) if cell not in task]
    own = [cell for cell in cells if cell is not None and cell.row == row and cell.text.strip()]
    own = own or [task[0]]
    return TableTask(
        number=number.strip(STARS),
        starred=number != number.strip(STARS),
        section=(*(printed for _, printed in rows.section), *categories),
        text=_printed(task[0]),
        measures=tuple(_printed(c) for c in fields.get("measures", ()) if c is not task[0]),
        target=_first(fields, "target"),
        lead=_all(fields, "lead"),
        responsible=_all(fields, "responsible"),
        cooperate=_all(fields, "cooperate"),
        leaders=_all(fields, "leader"),
        deadline=_first(fields, "deadline"),
        remarks=tuple(
            (column.header, _printed(cell))
            for column, cell in zip(header.columns, cells, strict=True)
            if column.field in EDGE_FIELDS and cell is not None and cell.text.strip()
        ),
        row=row,
        place=place,
        span=Span(min(c.span.start for c in own), max(c.span.end for c in own)),
    )


def _parted(task: TableTask) -> list[TableTask]:
    """Part the tasks that share one row: as many lines of text as there are numbers."""
    numbers = re.findall(r"\d+", task.number) if SEVERAL.search(task.number) else []
    lines = []
    for match in re.finditer(r"[^\n]+", task.text.text):
        if match[0].strip():
            start = task.text.span.start + match.start()
            lines.append(Printed(match[0], Span(start, start + len(match[0]))))
    if len(numbers) < 2 or len(numbers) != len(lines):
        return [task]
    return [
        replace(task, number=number, text=line) for number, line in zip(numbers, lines, strict=True)
    ]


def _item(fields: dict[str, list[Cell]]) -> str:
    """Return the number of a row's own item below a section: 一、公开 | 2.及时更新…."""
    above, item = fields.get("task"), fields.get("measures")
    if not above or not item or "number" in fields or not SECTION[1].match(above[0].text.strip()):
        return ""
    found = ITEM.match(item[0].text.strip())
    return found[0] if found else ""


def _same_task(previous: dict[str, list[Cell]], fields: dict[str, list[Cell]]) -> bool:
    """Tell whether two rows share the task, its number, its units and its deadline."""
    if not fields.get("task") or previous.get("task") != fields.get("task") or _item(fields):
        return False
    shared = ("number", *UNIT_FIELDS, "deadline")
    return all(previous.get(name) == fields.get(name) for name in shared)


def _continued(task: TableTask, fields: dict[str, list[Cell]], filled: list[Cell]) -> TableTask:
    more = [_printed(cell) for cell in fields.get("measures", ())]
    fresh = tuple(printed for printed in more if printed not in task.measures)
    end = max(task.span.end, *(cell.span.end for cell in filled))
    return replace(task, measures=task.measures + fresh, span=Span(task.span.start, end))


def _section(filled: list[Cell], cells: list[Cell | None], header: Header) -> Printed | None:
    """Return the heading a row prints when it is a section row, None when it holds a task."""
    width = len(header.columns)
    if len(filled) == 1:
        wide = filled[0].column_span >= max(2, SECTION_SHARE * width)
        return _printed(filled[0]) if wide or _level(filled[0].text) < len(SECTION) else None
    fields = _fields(cells, header)
    if set(fields) == {"number", "task"} and len(filled) == 2 and width > 2:
        number, task = fields["number"][0], fields["task"][0]
        if _level(number.text) < len(SECTION):
            span = Span(number.span.start, task.span.end)
            return Printed(f"{number.text.strip()} {task.text.strip()}", span)
    return None


def _level(words: str) -> int:
    words = "".join(words.split())
    return next((at for at, form in enumerate(SECTION) if form.match(words)), len(SECTION))


def _repeats(filled: list[Cell], header: Header, saved: Mapping[str, str]) -> bool:
    """Tell whether a row is the header printed again on the next page."""
    words = {plain(part) for column in header.columns for part in (column.header,)}
    same = sum(plain(cell.text) in words for cell in filled)
    fields = {field_of(cell.text, saved) for cell in filled}
    return len(filled) > 1 and (same == len(filled) or ("task" in fields and same >= 2))


def _is_short(cells: list[Cell | None], header: Header) -> bool:
    return any(
        cell is None and column.field not in EDGE_FIELDS
        for column, cell in zip(header.columns, cells, strict=True)
    )


def _unknown(block: Block, header: Header, where: str) -> list[Finding]:
    if header.row < 0:
        return []
    names = [column.header for column in header.columns if column.field is None and column.header]
    if not names:
        return []
    words = (
        f"{where}的“{'”“'.join(names)}”栏不认识，内容记入备注；"
        "如有用处，可在 taskboard.toml 的 [columns] 里写明它对应哪一栏。"
    )
    return [Finding("column-unknown", "info", words, block.span, where)]


def _printed(cell: Cell) -> Printed:
    lead = len(cell.text) - len(cell.text.lstrip())
    text = cell.text.strip()
    start = cell.span.start + lead
    return Printed(text, Span(start, start + len(text)))


def _all(fields: dict[str, list[Cell]], name: str) -> tuple[Printed, ...]:
    return tuple(_printed(cell) for cell in fields.get(name, ()))


def _first(fields: dict[str, list[Cell]], name: str) -> Printed | None:
    return next(iter(_all(fields, name)), None)
