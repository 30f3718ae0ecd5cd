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
    """

    start: int
    end: int
    text: str
    kind: str
    why: str


def unlisted(text: str, coverage: Iterable[Mapping[str, Any]]) -> Iterator[Sentence]:
    """Yield the sentences of ``text`` that ``coverage`` (parsing contract) puts in no task."""
    for item in coverage:
        if item["is"] not in SHOWN:
            continue
        start, end = item["span"]
        why = str(item.get("why") or "")
        for left, right in _pieces(text, start, end):
            yield Sentence(left, right, text[left:right], item["is"], why)


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
