"""Cut the text that became no task into sentences, each with the reason why (未列入)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

KINDS = {
    "letterhead": "版头版记",
    "heading": "标题",
    "preamble": "总体要求、前言",
    "rule": "全文规则",
    "annex": "附件",
    "furniture": "页码等",
}
WHY = {
    "masthead": "文件版头",
    "number": "发文字号",
    "title": "标题",
    "subject": "要点名称",
    "recipients": "主送机关",
    "notice": "印发通知的正文",
    "signature": "落款",
    "issued": "成文日期",
    "disclosure": "公开属性",
    "copied": "抄送",
    "printed": "印发机关和日期",
    "preamble": "总体要求一类，没有具体任务",
    "before-first-clause": "在第一条之前，属前言",
    "other": "没有编号，也没有任务的标志",
    "page-mark": "页码",
    "contact": "联系人",
    "formula": "发文用语",
    "metadata": "网页上的文件信息",
    "subject-note": "要点名称下的说明",
    "list": "附件清单",
    "head": "附件标题",
    "body": "附件正文",
    "header": "页眉",
    "footer": "页脚",
    "invisible": "不可见字符",
}
SHOWN = ("preamble", "rule", "annex", "letterhead", "furniture")  # a heading stands with its task
_END = re.compile(r"[。！？!?](?:[”’』」])?|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the source that is in no task.

    Attributes:
        start: Where it begins in the read text.
        end: Where it ends.
        text: Its words, white space trimmed.
        kind: Coverage class, English.
        why: Why it is no task, in words.
        source: sha256 of the text it stands in, "" for the document's first version.
    """

    start: int
    end: int
    text: str
    kind: str
    why: str
    source: str = ""


def unlisted(
    text: str, coverage: Iterable[Mapping[str, Any]], source: str = ""
) -> Iterator[Sentence]:
    """Yield the sentences of ``text`` that ``coverage`` (parsing contract) puts in no task."""
    for item in coverage:
        if item["is"] not in SHOWN:
            continue
        start, end = item["span"]
        code = str(item.get("why") or "")
        why = WHY.get(code, code if code > "~" else KINDS[item["is"]])
        for left, right in _pieces(text, start, end):
            yield Sentence(left, right, text[left:right], item["is"], why, source)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = start
    while left < end:
        found = _END.search(text, left, end)
        right = found.end() if found else end
        piece = text[left:right]
        begin = left + len(piece) - len(piece.lstrip())
        stop = right - (len(piece) - len(piece.rstrip()))
        if begin < stop:
            yield begin, stop
        left = right
