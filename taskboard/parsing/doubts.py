"""Places where the words themselves look damaged: the code ``suspect-text``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from taskboard.model import Finding, Span
from taskboard.parsing.checks import finding
from taskboard.parsing.view import View
from taskboard.patterns import rare

_ORDINALS = "一二三四五六七八九十"
_ENGLISH = ("and", "or", "the", "of", "to", "in", "for", "with", "is", "are", "by")
# the look back comes after the word, so that the search runs from one such letter to the next
_LATIN = re.compile(
    "(?:" + "|".join(f"{word}(?<=[^\\x00-\\xff]{word})" for word in _ENGLISH) + r")(?=[^\x00-\xff])"
)
_LEADS = "。；：，、\n）”"  # what may stand before 二是
# two searches take less time than one for both
_TWICE = (
    re.compile(r"([^\x00-\xff]{2,4})\1"),
    re.compile("，，|、、|；；|：：|。。|的的|，、|、，|。，|，。"),
)
_SPOKEN = "一逐层各步年月代句条家户村件处项天人次—…○×□＿～"
_MIXED = re.compile(r"[OoIl�](?:(?<=�)|(?<=\d.)(?=\d))")
_LIMIT = 50


def find_doubts(view: View, clauses: Sequence[tuple[int, int]]) -> list[Finding]:
    """Return what looks damaged.

    Args:
        view: The text.
        clauses: View range of each clause's own text, in order.
    """
    text = view.text
    found = [
        finding("suspect-text", view.span(*match.span()), f"中文句中夹有“{match[0]}”")
        for match in _LATIN.finditer(text)
    ]
    for match in _MIXED.finditer(text):
        found.append(finding("suspect-text", view.span(*match.span()), f"字符“{match[0]}”可疑"))
    for start, end in _doubled(text):
        if text[start] not in _SPOKEN and text[start + 1] not in _SPOKEN:
            words = f"“{text[start:end]}”重复"
            found.append(finding("suspect-text", view.span(start, end), words))
    for start, end in clauses:
        found += _strays(view, start, end)
        found += _unpaired(view, start, end)
        if len(found) > _LIMIT:
            break
    return found[:_LIMIT]


def _doubled(text: str) -> Iterator[tuple[int, int]]:
    """Yield where words or marks stand twice in a row."""
    reached = 0
    spans = [match.span() for twice in _TWICE for match in twice.finditer(text)]
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > reached:
            reached = end
            yield start, end


def _strays(view: View, start: int, end: int) -> Iterator[Finding]:
    """Yield each 三是 in a clause that has no 二是 before it."""
    seen = ""
    at = view.text.find("是", start, end)
    while at >= 0:
        ordinal, lead = view.text[at - 1 : at], view.text[at - 2 : at - 1]
        if at > start and ordinal in _ORDINALS and lead in _LEADS:
            before = _ORDINALS[max(0, _ORDINALS.index(ordinal) - 1)]
            heads = at - 1 == start  # 二是完善制度。 as a heading of its own
            if ordinal != "一" and before not in seen and not heads:
                words = f"有“{ordinal}是”而前面没有“{before}是”"
                yield finding("suspect-text", view.span(at - 1, at + 1), words)
            seen += ordinal
        at = view.text.find("是", at + 1, end)


def _unpaired(view: View, start: int, end: int) -> Iterator[Finding]:
    """Yield one finding for a clause whose brackets do not pair."""
    for left, right in ("（）", "《》", "〔〕", "“”"):
        opened = view.text.count(left, start, end)
        closed = view.text.count(right, start, end)
        if opened != closed:
            at = view.text.find(left if opened else right, start, end)
            words = f"“{left}”{opened}个、“{right}”{closed}个，不成对"
            yield finding("suspect-text", view.span(at, at + 1), words)


def table_remains(text: str) -> list[Span]:
    """Return lines of text that a table left: of the imprint, or one glued into a line."""
    spans = [Span(*found.span()) for found in _GLUED.finditer(text)]
    for found in _LOOSE.finditer(text) if "序" in text else ():
        if _COLUMNS.search(found[0]) and "\t" not in found[0]:
            spans.append(Span(found.start(), found.end("head")))
    if "\t" not in text:
        return spans
    at = 0
    for line in text.split("\n"):
        if "\t" in line and len(line) < 500 and _IMPRINT.search(line):
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans


# the header of a 任务分解表 run together, and its rows behind it
_GLUED = re.compile(
    r"^[ \u3000]*序号[ \u3000]*\S{0,8}(?:任务|事项|项目|内容|实事|要点)\S{0,12}"
    r"(?:责任|牵头|承办)(?:单位|部门|科室)[^\t\n]{20,}$",
    re.M,
)
# the header whose cells stand apart by blanks or on lines of their own, and a first row 1
_LOOSE = re.compile(
    r"^(?P<head>[ \u3000]*序[ \u3000]?号(?:[ \u3000\n]+(?!\d)[^\s。，；：|]{2,9}){2,8})"
    r"[ \u3000]*\n\s*[1一](?=[\s.、])",
    re.M,
)
_COLUMNS = rare("(?:责任|牵头|承办|主办|配合|落实)(?:单位|部门|科室)")
_IMPRINT = re.compile(r"抄送|印发|\d{4}年\d{1,2}月\d{1,2}日")
