"""Find the plan's own title below the covering notice, or the only title there is."""

from __future__ import annotations

import re

from taskboard.parsing.lines import dated, lists_annexes
from taskboard.parsing.markers import BULLETS, marker
from taskboard.parsing.metadata import is_metadata
from taskboard.parsing.names import unquoted
from taskboard.parsing.parts import Parts
from taskboard.patterns import rare

ISSUING = re.compile(
    r"(?:关于(?:印发|下发|下达|转发|发布|批转|公布)|(?:印发|转发)(?=《))(.+?)的(?:通知|通告|决定|函)$"
)
_SENT = rare(
    r"(?:现将|兹将|经.{2,16}同意，现将)?《(?P<plan>.+)》(?:已经|已获|印发|经)|"
    r".{0,400}?(?:制定|制订|拟定|编制|起草)(?:形成)?了?《(?P<made>[^《》]+(?:《[^《》]+》[^《》]*)?)》"
    r"[^《》]{0,60}?(?:现|予)(?:将其)?(?:予以)?(?:印发|下发)"
)
_INNER = str.maketrans("〈〉<>–―─~～", "《》《》—————") | {ord("-"): "—"}


def read_subject(parts: Parts, start: int) -> int:
    """Mark the plan's own title below the notice; return the paragraph after it."""
    wanted = named(parts) or _announced(parts, start)
    count = len(parts.texts)
    for i in range(start, count if wanted else start):
        for size in (1, 2, 3):
            joined = "".join(parts.texts[i : i + size]).lstrip(BULLETS)
            if len(joined) > len(wanted) + 3:
                break
            if _same(joined, wanted):
                return _set_subject(parts, i, size)
    own_clauses = wanted and parts.first < count and _clauses_first(parts, start)
    for i in range(start, min(parts.first, start + 30)):
        for size, titled in (
            (1, parts.free(i) and _titled(parts, parts.texts[i].rstrip("|"))),
            (2, False),
        ):
            titled = titled or (size == 2 and i + 1 < parts.first and _two_lines(parts, i))
            joined = "".join(parts.texts[i : i + size])
            if titled and (not own_clauses or joined[-4:] == wanted[-4:]):
                return _set_subject(parts, _again(parts, i, joined), size)
    return start if parts.region.title else _bare_title(parts)


def _again(parts: Parts, at: int, title: str) -> int:
    """Return where a site's page prints a title once more: the lower is the document's own."""
    below = range(at + 1, min(parts.first, at + 20))
    return next((k for k in below if parts.free(k) and _same(parts.texts[k], title)), at)


def _clauses_first(parts: Parts, start: int) -> bool:
    """Tell whether the clauses are the notice's own: no date is signed above the first."""
    return not any(dated(text) for text in parts.texts[start : parts.first])


_CLOSES = ("特此", "此通知", "现予")  # a notice's last words
_TABLE_TITLES = (
    "表",
    "清单",
    "台账",
    "交办单",
    "督办单",
    "任务单",
    "任务分解",
    "任务分工",
    "责任分工",
)


def _bare_title(parts: Parts) -> int:
    """Take the first line as title when nothing names itself one, but clauses follow it.

    A title of a table (…任务分工表) needs none: the table is read apart.
    """
    clauses = parts.first < len(parts.texts)
    left = 6
    for i in range(min(parts.first, 24)):
        text = parts.texts[i].rstrip("|")
        left -= not is_metadata(text)
        if left < 0:
            break
        if not clauses and not text.endswith(_TABLE_TITLES):
            continue
        short = 4 <= len(text) <= 40 and not any(mark in text for mark in "。：；，！？|")
        other = parts.is_organ(i) or is_metadata(text) or text.endswith("文件")
        other = other or marker(text) is not None or text.startswith(_CLOSES)
        if parts.free(i) and short and not other:
            return _set_subject(parts, _again(parts, i, text), 1)
    return 0


def named(parts: Parts) -> str:
    """Return the plan that the covering notice's title says it issues."""
    pairs = zip(parts.texts, parts.region.parts, strict=True)
    joined = "".join(text for text, part in pairs if part == "letterhead:title")
    found = ISSUING.search(joined)
    return unquoted(found[1]) if found else ""


def _announced(parts: Parts, start: int) -> str:
    """Return the plan that the notice's first words name when no title does: 《…》已经…同意."""
    for text in parts.texts[start : min(start + 3, parts.first)]:
        if found := "《" in text and _SENT.match(text):
            at = parts.texts.index(text)
            group = "plan" if found["plan"] else "made"
            begin = parts.paragraphs[at].start
            parts.region.announced = (begin + found.start(group), begin + found.end(group))
            return found[group]
    return ""


def _same(one: str, other: str) -> bool:
    """Compare titles; inside one, 《 is printed as 〈; 印发关于… leaves out one 关于, or a 的."""
    return _told(unquoted(one)) == _told(other)


def _told(title: str) -> str:
    return title.translate(_INNER).removeprefix("关于").replace("的", "")


def _two_lines(parts: Parts, i: int) -> bool:
    upper, lower = parts.texts[i], parts.texts[i + 1]
    loose = not any(mark in upper for mark in "。，：；") and len(upper) < 40
    loose = loose and marker(upper) is None and not dated(upper) and not upper.isascii()
    loose = loose and not upper.startswith(("附件", "附表", *_CLOSES)) and not ISSUING.search(upper)
    loose = loose and not (upper.startswith("（") and upper.endswith("）"))
    return loose and parts.free(i) and len(lower) < 20 and _titled(parts, lower, 2)


def _titled(parts: Parts, text: str, least: int = 4) -> bool:
    text = unquoted(text) if text[:1] == "《" else text
    years = text.rfind("（20") if text[-1:] == "）" else 0
    text = text[:years] if years > 0 else text  # …三年行动计划（2022—2024年）
    if not least <= len(text) <= 60 or any(mark in text for mark in "。：；，|"):
        return False
    if marker(text) is not None or ISSUING.search(text):  # an annex; the notice, printed again
        return False
    if text.startswith(_CLOSES):
        return False
    return text.endswith(parts.grammar.title_ends) and not lists_annexes(text)


def _set_subject(parts: Parts, index: int, size: int) -> int:
    for k in range(index, index + size):
        start, end = parts.range(k)
        quoted = size == 1 and unquoted(parts.texts[k]) != parts.texts[k]
        parts.region.subject.append((start + quoted, end - quoted))
        parts.mark(k, "letterhead:subject")
    if not parts.region.title:
        parts.region.title = [*_issuers_above(parts, index), *parts.region.subject]
    return index + size + _note_below(parts, index + size)


def _issuers_above(parts: Parts, index: int) -> list[tuple[int, int]]:
    """Mark the organs above a title that begins with 关于 or a year; return where they stand."""
    at, title = index, parts.texts[index]
    while at and title.startswith(("关于", "20")) and parts.free(at - 1):
        if not parts.is_organ(at - 1) or parts.texts[at - 1][:2] in title:
            break
        at -= 1
        parts.mark(at, "letterhead:title")
    return [parts.range(k) for k in range(at, index)]


def _note_below(parts: Parts, at: int) -> int:
    """Mark a line in brackets below the plan's title, （征求意见稿）; return how many there are."""
    text = parts.texts[at] if at < len(parts.texts) else ""
    whole = len(text) < 40 and text[:1] == "（" and text[-1:] == "）"
    if not whole or marker(text) is not None or "单位" in text:
        return 0
    parts.mark(at, "letterhead:subject-note")
    parts.region.note = parts.range(at)
    signed, start = dated(text[1:-1]), parts.paragraphs[at].start + 1
    if (
        signed
        and not _notice_signed(parts, at)
        and parts.grammar.is_organ(signed["organ"])
        and not signed["tail"]
    ):
        parts.region.issued = (start, start + len(text) - 2)
        parts.region.signatures = [(start, start + len(signed["organ"]))]
    return 1


def _notice_signed(parts: Parts, stop: int) -> bool:
    """Tell whether a covering notice above the plan is dated: the note is the plan's, not its."""
    to = parts.region.recipients
    return to is not None and any(
        dated(text)
        for text, paragraph in zip(parts.texts[:stop], parts.paragraphs, strict=False)
        if paragraph.start > to[0] and len(text) < 40
    )
