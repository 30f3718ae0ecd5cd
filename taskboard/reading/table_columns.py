"""Name the columns of a 任务分解表 by the words of its header, one row or two, in any order.

A header cell is matched without white space, punctuation and brackets. An office may save its
own words: ``[columns]`` in ``taskboard.toml``, header words to a field's English or Chinese name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from taskboard.errors import TaskboardError
from taskboard.model import Cell

# field -> its Chinese name in settings and messages
FIELDS = {
    "number": "序号",
    "category": "类别",
    "task": "工作任务",
    "measures": "具体措施",
    "target": "目标",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "cooperate": "配合单位",
    "leader": "责任领导",
    "deadline": "完成时限",
    "remarks": "备注",
}
UNIT_FIELDS = ("lead", "responsible", "cooperate")
# the first rule that is found in the header names its field
RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile("|".join(patterns)))
    for field, *patterns in (
        ("number", r"^(序号?|编号|号|项目?编号|任务编号|项号|NO\.?)$"),
        ("remarks", r"备注|说明$|^(目标|指标)(类型|性质)$"),
        ("leader", r"领导|责任人|负责人|包保人|市长|县长|区长|挂帅"),
        (
            "deadline",
            r"时限|期限|(完成|办结|截止|要求|起止)(的)?(时间|日期)",
            r"时间(节点|要求|安排|进度)|^(完成)?时间$|^进度(安排|要求)$|时序进度",
        ),
        ("lead", r"牵头|主办|第一责任单位|主要责任|汇总单位|主责"),
        ("cooperate", r"配合|协办|参与|参加|协助|协作|协同|其他责任|其它责任|会办"),
        (
            "responsible",
            r"(责任|承办|落实|实施|承担|执行|业主|建设|分工)(单位|部门|科室|处室|股室|主体|机构)",
            r"^(单位|部门|科室|任务分工|责任分工|责任)$|负责单位|负责部门",
        ),
        (
            "category",
            r"类别|类型|分类|^(重点|公开|工作)?(领域|方面|板块)$",
            r"一级(任务|指标|事项)|^专项|大项",
        ),
        (
            "task",
            r"^(工作|重点|主要|具体|年度|二级|决定|议定|交办|督办|督查|整改|办理)*(任务|事项|工作)"
            r"(名称|内容|分解|清单)?$",
            r"目标[与和]任务|民生实事|^项目(名称)?$|^工作(要点|项目|内容)$",
            r"^(任务|事项|公开)内容$|^内容$|^要点(内容)?$",
        ),
        (
            "measures",
            r"措施|举措|具体(要求|内容|工作)|工作(要求|标准)|任务要求|(主要|建设|分解)内容",
            r"推进(计划|步骤)|三级(任务|事项)|落实要求|^要求$|细化任务",
        ),
        ("target", r"目标|指标|成果|成效|完成标准"),
        ("task", r"^\w{2,4}(任务|事项)(名称|内容)?$"),  # 改革任务, 攻坚事项
    )
)
BRACKETED = re.compile(r"[（(〔\[【][^（()）]*[）)〕\]】]")
NOISE = re.compile(r"[\s\u3000、，,：:/·.．。*★☆（）()〔〕\[\]【】]+")
# what headers print in traditional characters
SIMPLE = str.maketrans(
    "務單責時領導備註標內牽頭協辦實項號級類體門處縣區進節點報負參與",
    "务单责时领导备注标内牵头协办实项号级类体门处县区进节点报负参与",
)
LONGEST = 16
# a row must name so many columns to be a header
ENOUGH = 2


class UnknownFieldError(TaskboardError):
    """``[columns]`` in the settings sends a header to a field that does not exist."""

    code = "settings-column"

    def __init__(self, header: str, field: str) -> None:
        known = "、".join(FIELDS.values())
        super().__init__(
            f"设置 [columns] 把表头“{header}”对应到“{field}”，没有这一栏；可用：{known}。",
            f"[columns] sends the header {header!r} to the unknown field {field!r}; "
            f"known: {', '.join(FIELDS)}.",
        )


class Column(NamedTuple):
    """One column: where it is, what its header prints, and its field (None = not known)."""

    at: int
    header: str
    field: str | None


class Header(NamedTuple):
    """The header of a table: its first row, the row after it, and its columns."""

    row: int
    end: int
    columns: tuple[Column, ...]


def saved_mapping(columns: Mapping[str, object]) -> dict[str, str]:
    """Return normal header words -> field from the settings' ``[columns]``.

    Raises:
        UnknownFieldError: If a value names no field.
    """
    chinese = {name: field for field, name in FIELDS.items()}
    found = {}
    for header, name in columns.items():
        field = chinese.get(str(name), str(name))
        if field not in FIELDS:
            raise UnknownFieldError(header, str(name))
        found[plain(header)] = field
    return found


def plain(words: str) -> str:
    """Return header words without white space and marks."""
    return NOISE.sub("", words).translate(SIMPLE).upper()


def field_of(words: str, saved: Mapping[str, str]) -> str | None:
    """Return the field that a header's words name, None when no rule knows them."""
    bare = plain(words)
    if bare in saved:
        return saved[bare]
    for form in (plain(BRACKETED.sub("", words)), bare):
        if not form or len(form) > LONGEST:
            continue
        for field, pattern in RULES:
            if pattern.search(form):
                return field
    return None


def find_header(grid: Mapping[tuple[int, int], Cell], saved: Mapping[str, str]) -> Header | None:
    """Return the header of the table, None when no row of it is one.

    Args:
        grid: (row, column) -> the cell that covers that place.
        saved: What `saved_mapping` returned.
    """
    rows = sorted({row for row, _ in grid})
    for index, row in enumerate(rows):
        cells = {cell for (at, _), cell in grid.items() if at == row and cell.row == row}
        named = [cell for cell in cells if cell.text.strip() and len(plain(cell.text)) <= LONGEST]
        fields = {field_of(cell.text, saved) for cell in named} - {None}
        spread = any(cell.column_span > 1 and cell.row_span == 1 for cell in named)
        if len(fields) < ENOUGH and not (fields and spread):
            continue
        after = rows[index + 1] if index + 1 < len(rows) else None
        for end in dict.fromkeys((_end(grid, row, after, saved), row + 1)):
            columns = _columns(grid, row, end, saved)
            if _is_header(columns):
                return Header(row, end, columns)
    return None


def _end(
    grid: Mapping[tuple[int, int], Cell], row: int, after: int | None, saved: Mapping[str, str]
) -> int:
    """Return the row after the header: two rows when cells of the first stand over the second."""
    if after is None or after != row + 1:
        return row + 1
    first = {cell for (at, _), cell in grid.items() if at == row}
    tall = any(cell.row_span > 1 and cell.text.strip() for cell in first)
    wide = any(cell.column_span > 1 and cell.row_span == 1 for cell in first)
    second = [c for (at, _), c in grid.items() if at == after and c.row == after and c.text.strip()]
    short = all(len(plain(cell.text)) <= LONGEST for cell in second)
    known = sum(field_of(cell.text, saved) is not None for cell in second)
    return row + 2 if second and short and wide and (tall or known) else row + 1


def _columns(
    grid: Mapping[tuple[int, int], Cell], row: int, end: int, saved: Mapping[str, str]
) -> tuple[Column, ...]:
    width = 1 + max(column for _, column in grid)
    columns: list[Column] = []
    taken: set[str] = set()
    for at in range(width):
        cells = dict.fromkeys(grid[r, at] for r in range(row, end) if (r, at) in grid)
        names = ["".join(cell.text.split()) for cell in cells if cell.text.strip()]
        tries = [names[-1], "".join(names), names[0]] if names else []
        field = next((f for name in tries if (f := field_of(name, saved))), None)
        if "number" not in taken and (field in taken or not field or _spans(cells)):
            field = "number" if _counts(grid, at, end) else field
        if field in taken and field not in UNIT_FIELDS and field != "category":
            # a second column of tasks holds what is to be done in them
            field = "measures" if field == "task" and "measures" not in taken else None
        if field:
            taken.add(field)
        columns.append(Column(at, "".join(names), field))
    if "task" not in taken and "measures" in taken:
        columns = [c._replace(field="task") if c.field == "measures" else c for c in columns]
    elif "task" not in taken and "target" in taken:
        columns = [c._replace(field="task") if c.field == "target" else c for c in columns]
    return tuple(columns)


def _spans(cells: Iterable[Cell]) -> bool:
    return any(cell.column_span > 1 for cell in cells)


def _counts(grid: Mapping[tuple[int, int], Cell], column: int, first: int) -> bool:
    """Tell whether a column without a header of its own holds 1, 2, 3 and nothing else."""
    below = dict.fromkeys(
        cell.text.strip() for (row, at), cell in grid.items() if at == column and row >= first
    )
    return len(below) > 1 and list(below) == [str(n) for n in range(1, len(below) + 1)]


def _is_header(columns: tuple[Column, ...]) -> bool:
    fields = {column.field for column in columns if column.field}
    named = [column for column in columns if column.header]
    known = [column for column in named if column.field]
    asks = fields & {*UNIT_FIELDS, "leader", "deadline", "measures"}
    return "task" in fields and bool(asks) and 2 * len(known) >= len(named)
