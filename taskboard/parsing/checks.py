"""Every warning the parser raises: its code, its weight, and the sentence a clerk reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taskboard.model import Clause, Document, Finding, Severity, Span, Task
from taskboard.parsing.markers import marker
from taskboard.parsing.view import View, canonical

if TYPE_CHECKING:
    from taskboard.parsing.letterhead import Letterhead
    from taskboard.parsing.parse import Reading

_LATIN = re.compile(r"(?<=[一-鿿])((?:and|or|the|of|to|in|for|with)+)(?=[一-鿿])")
_STRAY = re.compile(r"(?:^|(?<=[。；：，\n]))([二三四五六七八九])是")
_TABLE_REST = re.compile(
    r"(?:抄送|印发|年\d{1,2}月\d{1,2}日)[^\n]*\t[^\n]*|[^\n]*\t[^\n]*\d{4}年\d{1,2}月[^\n]*"
)

# code -> (severity, sentence); {} is filled with what was seen
TABLE: dict[str, tuple[Severity, str]] = {
    "no-heading": (
        "error",
        "全文没有找到任何带序号的标题，无法分解任务；请确认文件是否完整，或补上一、（一）等序号。",
    ),
    "annex-missing": (
        "warning",
        "文中列有附件《{}》，但文件里没有附件正文；请向发文单位索取后一并导入。",
    ),
    "issue-date-missing": ("warning", "没有找到成文日期；请在待核时补填。"),
    "issue-date-conflict": ("warning", "成文日期{}与{}不一致；请核对原件后改正。"),
    "number-gap": ("warning", "序号不连续：{}；请核对是否有内容缺失。"),
    "number-repeated": ("warning", "序号重复或倒退：{}；已按出现次序编号，请核对。"),
    "suspect-text": ("warning", "文字疑有差错：{}；请对照原件核对。"),
    "unit-none": ("info", "{}没有写明责任单位；请在审核表中填写。"),
    "deadline-before-issue": ("warning", "时限“{}”早于成文日期{}；已照原文保留，请核实。"),
    "furniture-removed": ("info", "已略去页码、页眉等版面文字{}处，不计入正文。"),
    "damaged-table": ("warning", "此处像是表格转换后的残留，内容可能不全；请对照原件核对。"),
    "classified-mark": (
        "error",
        "版头出现密级标志；请确认本机可以处理该文件，否则立即停止并删除。",
    ),
}


def finding(code: str, span: Span | None = None, *words: object) -> Finding:
    """Return the finding of ``code`` with its sentence filled in.

    Raises:
        KeyError: If the table has no such code.
    """
    severity, sentence = TABLE[code]
    return Finding(code, severity, sentence.format(*words), span)


def check_document(reading: Reading, head: Letterhead) -> list[Finding]:
    """Return what is odd about the document as a whole."""
    region, document, view = reading.region, head.document, reading.view
    found = []
    if document.issued_on is None:
        found.append(finding("issue-date-missing"))
    else:
        found += _conflicts(document, head.issued_span)
    for name, place in zip(document.annexes, region.annexes, strict=True):
        if not _present(reading, name):
            found.append(finding("annex-missing", view.span(*place), name.strip("《》")))
    furniture = [line for line in reading.lines if line.furniture]
    if furniture:
        span = Span(furniture[0].start, furniture[0].end)
        found.append(finding("furniture-removed", span, len(furniture)))
    if not any(part.startswith("plan:") for part in region.parts) or not any(
        marker(view.text[p.start : p.start + 40]) for p in reading.paragraphs
    ):
        found.append(finding("no-heading"))
    return found


def _conflicts(document: Document, span: Span | None) -> list[Finding]:
    issued, printed = document.issued_on, document.printed_on
    if issued and printed and not 0 <= (printed - issued).days <= 60:
        return [finding("issue-date-conflict", span, issued, f"印发日期{printed}")]
    number = re.search(r"〔(\d{4})〕", document.number or "")
    if issued and number and abs(int(number[1]) - issued.year) > 0:
        return [finding("issue-date-conflict", span, issued, f"文号年份{number[1]}")]
    return []


def _present(reading: Reading, name: str) -> bool:
    wanted = canonical(name).strip("《》。")
    listed = set(reading.region.annexes)
    for paragraph, part in zip(reading.paragraphs, reading.region.parts, strict=True):
        text = reading.view.text[paragraph.start : paragraph.end]
        if part in ("annex:list",) or (paragraph.start, paragraph.end) in listed:
            continue
        if len(text) < len(wanted) + 12 and wanted in text.strip("《》"):
            return True
    return False


def check_text(view: View, clauses: tuple[Clause, ...]) -> list[Finding]:
    """Return places where the words themselves look damaged."""
    found = []
    for match in _LATIN.finditer(view.text):
        found.append(
            finding(
                "suspect-text", view.span(match.start(1), match.end(1)), f"中文句中夹有“{match[1]}”"
            )
        )
    for match in _STRAY.finditer(view.text):
        if match[1] not in _series(view.text, match.start()):
            found.append(
                finding(
                    "suspect-text",
                    view.span(*match.span(1)),
                    f"有“{match[1]}是”而前面没有“{'一二三四五六七八九'['一二三四五六七八九'.index(match[1]) - 1]}是”",
                )
            )
    for match in _TABLE_REST.finditer(view.source):
        found.append(finding("damaged-table", Span(*match.span())))
    return found


def _series(text: str, at: int) -> str:
    """Return the ordinals whose predecessor (X是) stands in the same paragraph before ``at``."""
    start = text.rfind("\n", 0, at) + 1
    before = text[max(start, at - 2000) : at]
    digits = "一二三四五六七八九"
    return "".join(n for i, n in enumerate(digits) if i and f"{digits[i - 1]}是" in before)


def check_tasks(tasks: tuple[Task, ...], document: Document) -> list[Finding]:
    """Return what is missing from, or impossible in, the tasks."""
    found = []
    named = [
        task for task in tasks if task.units and any(u.origin != "inferred" for u in task.units)
    ]
    if tasks and not named:
        found.append(finding("unit-none", None, "全文各项任务"))
    for task in tasks:
        if named and task not in named:
            found.append(finding("unit-none", task.span, f"任务 {task.code}"))
        for deadline in task.deadlines:
            if document.issued_on and deadline.due_on and deadline.due_on < document.issued_on:
                found.append(
                    finding(
                        "deadline-before-issue", deadline.span, deadline.text, document.issued_on
                    )
                )
    return found
