"""The columns of the decomposition workbook, and what a task prints in each.

Rendering is pure: the same task gives the same cells, so a returned cell can be compared with
what was sent out by rendering the task as the ledger had it then.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from taskboard.review.resolving import binding
from taskboard.words import word

ACTIONS = {
    "保留": "keep",
    "修改": "amend",
    "拆分": "split",
    "合并": "merge",
    "不列": "ignore",
    "存疑": "query",
}
ROLLUPS = {"lead": "牵头单位定", "all": "各单位分别"}
KINDS = ("once", "recurring", "triggered", "ongoing")
ROLES = ("lead", "responsible", "cooperate")
BASES = ("unit_basis", "due_basis", "target_basis")
DEFAULT_WORDS = "本年度（默认）"
SEPARATORS = re.compile(r"[、，,；;/／|｜\n]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    Attributes:
        name: Identifier.
        title: What its header prints.
        width: In characters.
        editable: Whether a reviewer may change its cells.
        field: Field of the task that a change of it amends, "" when none.
    """

    name: str
    title: str
    width: float
    editable: bool = False
    field: str = ""


TASKS = (
    Column("key", "键", 4),
    Column("code", "编号", 8),
    Column("action", "处理", 6, True),
    Column("doubts", "疑点与建议", 18.5),
    Column("section", "一级任务", 7.5),
    Column("heading", "二级任务", 9.5),
    Column("text", "原文", 31),
    Column("wording", "工作措施", 31, True, "wording"),
    Column("lead", "牵头单位", 11, True, "units"),
    Column("responsible", "责任单位", 14.5, True, "units"),
    Column("cooperate", "配合单位", 11, True, "units"),
    Column("unit_basis", "单位依据", 5.5),
    Column("due_words", "时限（文字）", 9.5, True, "deadlines"),
    Column("due_on", "时限（日期）", 11.5, True, "deadlines"),
    Column("due_basis", "时限依据", 5.5),
    Column("targets", "指标", 12, True, "targets"),
    Column("target_basis", "指标依据", 5.5),
    Column("kind", "类型", 7.5, True, "kind"),
    Column("rollup", "办结口径", 7, True, "rollup"),
    Column("into", "并入", 7, True),
    Column("reason", "理由", 10, True),
    Column("note", "备注", 7.5, True, "note"),
)
UNLISTED = (
    Column("key", "键", 4),
    Column("number", "序号", 7),
    Column("is", "归类", 12),
    Column("text", "原文", 58),
    Column("why", "未列入的原因", 26),
    Column("action", "处理", 10, True),
    Column("units", "责任单位", 24, True),
    Column("due_on", "时限（日期）", 14, True),
    Column("reason", "理由", 22, True),
)
FINDINGS = (
    Column("key", "键", 4),
    Column("number", "序号", 7),
    Column("severity", "级别", 8),
    Column("message", "内容", 70),
    Column("words", "原文位置", 40),
    Column("settled", "处理结果", 36, True),
)
DOCUMENTS = (
    Column("key", "键", 4),
    Column("title", "项目", 16),
    Column("value", "读出的内容", 60),
    Column("corrected", "更正为", 50, True),
    Column("hint", "填写说明", 40),
)
SHEETS = {"任务": TASKS, "未列入": UNLISTED, "待核": FINDINGS, "文件": DOCUMENTS}
FETCH = "列为任务"
# field of the letterhead -> (printed name, hint)
LETTERHEAD = {
    "title": ("标题", "印发通知的完整标题"),
    "subject": ("要点名称", "所印发的要点本身的名称"),
    "number": ("发文字号", "年份用六角括号，如 ×政办发〔2025〕6号"),
    "issuer": ("发文机关", ""),
    "issued_on": ("成文日期", "写成 2025-03-12 或 2025年3月12日"),
    "printed_on": ("印发日期", "写成 2025-03-12 或 2025年3月12日"),
    "year": ("要点年度", "四位数字"),
    "recipients": ("主送", "多个之间用分号"),
    "copied_to": ("抄送", "多个之间用分号"),
    "annexes": ("附件", "多个之间用分号"),
    "basis": ("依据文号", "多个之间用分号"),
    "disclosure": ("公开属性", "如 此件公开发布"),
}
LISTS = ("recipients", "copied_to", "annexes", "basis")
DAYS = ("issued_on", "printed_on")


@lru_cache(maxsize=4096)
def split_names(text: str) -> tuple[str, ...]:
    """Return the unit names of a cell; separators inside brackets belong to the name."""
    names, depth, current = [], 0, ""
    for char in text:
        depth += (char in "（([〔【") - (char in "）)]〕】")
        if depth <= 0 and SEPARATORS.match(char):
            names.append(current)
            current = ""
        else:
            current += char
    found = ["".join(name.split()) for name in [*names, current]]
    return tuple(dict.fromkeys(name for name in found if name))


def task_cells(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the task ``row`` (frames.TASKS) prints in each column it fills by itself."""
    units, deadlines = binding(row["units"]), row["deadlines"]
    named: dict[str, dict[str, None]] = {role: {} for role in ROLES}
    for unit in units:
        named[unit["role"]][str(unit["name"])] = None
    by_role = {role: "、".join(names) for role, names in named.items()}
    return {
        "code": row["code"],
        "section": row["section_heading"],
        "heading": row["heading"],
        "text": row["text"],
        "wording": row["wording"],
        **by_role,
        "unit_basis": basis_words(str(unit["origin"]) for unit in units),
        "due_words": due_words(deadlines),
        "due_on": day_of(row["due_on"]),
        "due_basis": word("origin", row["due_basis"] or "default"),
        "targets": "\n".join(str(target["text"]) for target in row["targets"]),
        "target_basis": target_basis(row["targets"]),
        "kind": word("kind", row["kind"]),
        "rollup": ROLLUPS.get(row["rollup"], ""),
        "note": row["note"],
    }


def due_words(deadlines: Sequence[Mapping[str, Any]]) -> str:
    """Return the printed words of ``deadlines``, or that the year's end is the default."""
    words = dict.fromkeys(str(deadline["text"]) for deadline in deadlines)
    return "；".join(words) if words else DEFAULT_WORDS


def basis_words(origins: Iterable[str]) -> str:
    """Return the bases of a field in words, each once; ``无`` when it is empty."""
    return "、".join(dict.fromkeys(word("origin", origin) for origin in origins)) or "无"


def target_basis(targets: Sequence[Mapping[str, Any]]) -> str:
    """Return the bases of the targets in words: printed ones have a span; ``""`` for none."""
    origins = ["stated" if target.get("span") else "manual" for target in targets]
    return basis_words(origins) if origins else ""


def day_of(value: Any) -> dt.date | None:
    """Return a frame's date as a day, NaT as None."""
    if value is None or value != value:
        return None
    day: dt.date = value.date() if hasattr(value, "date") else value
    return day


def squash(value: Any) -> str:
    """Return a cell's value in the form two cells are compared in: no white space, one width.

    A spreadsheet program may turn line ends, blanks and dates about; none of that is a change.
    """
    if isinstance(value, str):
        return "".join(value.split())
    if type(value) is dt.date:
        return value.isoformat()
    if value is None or value != value:
        return ""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "".join(str(value).split())
