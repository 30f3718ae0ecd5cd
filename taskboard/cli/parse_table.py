"""Lay out what a document asks on a terminal of 80 columns; a Chinese character takes two."""

from __future__ import annotations

from collections.abc import Iterator

from taskboard.cli.wrapping import wrapped
from taskboard.model import Clause, Deadline, Document, Finding, Parsed, Target, Task, UnitMention
from taskboard.office.measure import display_width

WIDTH = 80
_ROLES = {"lead": "牵头", "responsible": "责任", "cooperate": "配合"}
_ORIGINS = {"inherited": "沿用", "inferred": "推定", "table": "分解表", "manual": "人工"}
_SEVERITIES = {"error": "须改", "warning": "待核", "info": "提示"}
_WITHIN = {
    "hour": "小时",
    "day": "日",
    "workday": "个工作日",
    "week": "周",
    "month": "个月",
    "year": "年",
}


def render(parsed: Parsed) -> str:
    """Return the whole print: letterhead, tasks under their headings, findings."""
    lines = [*_document(parsed.document), ""]
    opened: set[str] = set()
    clauses = {clause.path: clause for clause in parsed.outline}
    for task in parsed.tasks:
        lines += _headings(task, clauses, opened)
        lines += _task(task, clauses.get(task.path))
    lines += ["", *_summary(parsed)]
    lines += [line for found in parsed.findings for line in _finding(found, parsed.text)]
    return "\n".join(lines)


def _document(document: Document) -> Iterator[str]:
    yield from wrapped(document.title or document.subject or "（没有找到标题）", WIDTH)
    facts = [
        document.number or "文号缺",
        document.issuer or "发文机关缺",
        f"成文 {document.issued_on}" if document.issued_on else "成文日期缺",
        f"年度 {document.year}" if document.year else "年度缺",
    ]
    yield from wrapped("　".join(facts), WIDTH)


def _headings(task: Task, clauses: dict[str, Clause], opened: set[str]) -> Iterator[str]:
    """Yield the headings above a task that have not been printed yet."""
    prefix, _, path = task.path.rpartition(":")
    steps = path.split(".")[:-1]
    for depth in range(1, len(steps) + 1):
        above = (prefix + ":" if prefix else "") + ".".join(steps[:depth])
        if above not in opened and above in clauses:
            opened.add(above)
            clause = clauses[above]
            yield from wrapped(
                f"{clause.number}{clause.heading}", WIDTH, "  " * (depth - 1), "    "
            )


def _task(task: Task, clause: Clause | None) -> Iterator[str]:
    lead = f"{task.code:<9} "
    pad = " " * len(lead)
    heading = f"{clause.number}{clause.heading}" if clause else task.text
    yield from wrapped(_short(heading if task.seq == 1 else task.text, 60), WIDTH, lead, pad)
    for label, text in (
        ("单位", _units(task.units)),
        ("时限", "；".join(map(_deadline, task.deadlines)) or "[缺]"),
        ("指标", "；".join(map(_target, task.targets))),
    ):
        if text:
            yield from wrapped(text, WIDTH, f"{pad}{label} ", pad + "     ")


def _short(text: str, limit: int) -> str:
    flat = text.replace("\n", "")
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _units(units: tuple[UnitMention, ...]) -> str:
    """Return the units by role; 沿用 and 推定 stand after those they hold for."""
    parts = []
    for role, word in _ROLES.items():
        for origin in ("stated", "table", "manual", "inherited", "inferred"):
            names = [
                unit.name + ("等" if unit.open else "")
                for unit in units
                if (unit.role, unit.origin) == (role, origin)
            ]
            if names:
                mark = f"[{_ORIGINS[origin]}]" if origin in _ORIGINS else ""
                parts.append(f"{word}：{'、'.join(names)}{mark}")
    if all(unit.origin == "inferred" for unit in units):
        parts.append("[缺]")
    return "；".join(parts)


def _deadline(deadline: Deadline) -> str:
    mark = f"[{_ORIGINS[deadline.origin]}]" if deadline.origin in _ORIGINS else ""
    if deadline.kind == "due":
        start = f"{deadline.starts_on} 至 " if deadline.starts_on else ""
        about = "约 " if deadline.approx else ""
        end = f"（{deadline.milestone}）" if deadline.milestone else ""
        return f"{start}{about}{deadline.due_on or deadline.text}{end}{mark}"
    if deadline.kind == "triggered" and deadline.within:
        span = f"{deadline.within.value}{_WITHIN[deadline.within.unit]}内"
        return f"{deadline.trigger + '后' if deadline.trigger else ''}{span}{mark}"
    return f"{deadline.text}{mark}"


def _target(target: Target) -> str:
    if target.value is None:
        return target.text
    sign = {">=": "≥", "<=": "≤"}.get(target.op or "", target.op or "")
    about = "左右" if target.approx else ""
    return f"{target.indicator} {sign}{target.value:g}{target.unit or ''}{about}"


def _summary(parsed: Parsed) -> Iterator[str]:
    bare = sum(all(u.origin == "inferred" for u in task.units) for task in parsed.tasks)
    undated = sum(not task.deadlines for task in parsed.tasks)
    yield (
        f"共 {len(parsed.outline)} 个标题、{len(parsed.tasks)} 项任务；"
        f"缺责任单位 {bare} 项，缺时限 {undated} 项；待核 {len(parsed.findings)} 条"
    )


def _finding(found: Finding, text: str) -> Iterator[str]:
    lead = f"[{_SEVERITIES[found.severity]}] "
    line = f"第{text.count(chr(10), 0, found.span.start) + 1}行" if found.span else ""
    place = found.place or line
    yield from wrapped(
        found.message + (f"（{place}）" if place else ""), WIDTH, lead, " " * display_width(lead)
    )
