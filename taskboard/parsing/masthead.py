"""Mark what stands above the title: the red masthead, the signer, what a site says of a paper."""

from __future__ import annotations

import re

from taskboard.parsing.lines import dated
from taskboard.parsing.metadata import is_metadata
from taskboard.parsing.parts import Parts
from taskboard.parsing.tail import is_dated_note, signs_above

_ABOVE = ("", "letterhead:masthead", "letterhead:number")
_DAY = re.compile(r"20\d\d-\d{1,2}-\d{1,2}(?:\d{2}：\d{2}(?:：\d{2})?)?")
_LABELLED = re.compile(r"(?:成文|发文|生成)日期(20\d\d-\d{1,2}-\d{1,2})(?!\d{3})")
_VALID = ("有效", "现行有效", "无效", "失效", "废止", "已废止", "已修改", "部分失效")


def mark_masthead(parts: Parts, title_end: int, body: int, stop: int) -> None:
    """Mark what is left above the title: the red masthead, the signer, a site's metadata.

    Args:
        parts: The document.
        title_end: What follows the notice's title, 0 when it prints none.
        body: Where the notice begins, after its addressees.
        stop: What follows the plan's own title.
    """
    upper = title_end or body or (stop if parts.region.subject else 0)
    for i in range(min(upper, len(parts.texts))):
        if not parts.free(i) or (not title_end and not body and signs_above(parts, i, upper)):
            continue
        if is_dated_note(parts.texts[i]) and parts.region.issued is None:
            parts.region.issued = parts.range(i)
        _read_bulletin_head(parts, i)
        if parts.texts[i].endswith("文件") or parts.is_organ(i):
            parts.region.masthead.append(parts.range(i))
        parts.mark(i, "letterhead:masthead")


def mark_metadata(parts: Parts) -> None:
    """Mark what government sites print about a document above its text: 索引号, 发布机构."""
    for i in range(min(parts.first, 60)):
        if is_metadata(parts.texts[i]) and parts.region.parts[i] in _ABOVE:
            parts.region.metadata.append(parts.range(i))
            if parts.free(i):
                parts.mark(i, "letterhead:metadata")
    if parts.region.site_day is None:
        _mark_bare_day(parts)


def _mark_bare_day(parts: Parts) -> None:
    """Note a day that a site prints with no mark behind its label, or with no label at all.

    成文日期 2020-10-15; or one or two days alone with 有效 below them.
    """
    for i in range(min(parts.first, 20) - 2):
        day, following = parts.texts[i], parts.texts[i + 1]
        found = "日期20" in day and _LABELLED.search(day)
        if found and parts.region.parts[i] in (*_ABOVE, "letterhead:metadata"):
            start = parts.paragraphs[i].start
            parts.region.site_day = (start + found.start(1), start + found.end(1))
            return
        if not _DAY.fullmatch(day) or parts.region.parts[i] not in _ABOVE:
            continue
        if following in _VALID or (_DAY.fullmatch(following) and parts.texts[i + 2] in _VALID):
            parts.region.site_day = parts.range(i)
            return


def _read_bulletin_head(parts: Parts, i: int) -> None:
    """Note the day of a bulletin, which prints its office and day above the title."""
    found = dated(parts.texts[i])
    organ = found["organ"].replace("“", "").replace("”", "") if found else ""
    if found and not found["tail"] and parts.grammar.is_organ(organ):
        start, end = parts.range(i)
        size = len(found["organ"])
        parts.region.bulletin = (start, start + size), (start + size, end)
