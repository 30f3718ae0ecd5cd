"""Set apart what stands above the plan: masthead, number, title, addressees, plan's own title."""

from __future__ import annotations

import re

from taskboard.parsing.lines import dated, is_metadata, is_number, lists_annexes
from taskboard.parsing.markers import BULLETS, marker
from taskboard.parsing.names import unquoted
from taskboard.parsing.parts import Parts
from taskboard.parsing.tail import is_dated_note, signs_above
from taskboard.patterns import rare

_NUMBER = re.compile(
    r"[^。《]{2,26}?第?(?:(?:〔|（|【)(?:19|20)\d\d年?(?:〕|）|】)|〔20\d\d|(?:19|20)\d\d年)"
    r"第?\d{1,4}(?:号|$|签)"
)
_OPENS = ("关于", "印发", "转发", "批转", "联合")  # the title's second line, below who issues it
_ISSUES = ("印发《", "转发《", "批转《")  # where a title leaves 关于 out
_ISSUING = re.compile(r"关于(?:印发|下发|下达|转发|发布|批转|公布)(.+?)的(?:通知|通告|决定|函)$")
_QUOTED = re.compile(r"(?:.*(?:号|》))?[：:]?《([^《》]{6,})》")
_LED = re.compile(r"（?([^。，《：（]{2,12}〔(?:19|20)\d\d〕\d{1,4}号)）?(?=[^。，：]{0,40}关于)")
_SENT = rare(r"(?:现将|兹将|经.{2,16}同意，现将)?《(.+)》(?:已经|已获|印发|经)")
_INNER = str.maketrans("〈〉<>–―─~～", "《》《》—————") | {ord("-"): "—"}
_NO_ADDRESS = ("附", "字号", "字体", "分享", "来源", "编辑", "联系")
_TAIL = re.compile(
    "（[^（）]{2,16}〔(?:19|20)[0-9]{2}〕[0-9]{1,4}号）$|（20[0-9]{2}-[0-9]{2}-[0-9]{2}）$"
)  # …的通知（×政办发〔2020〕5号）
_ORGANS = rare("人民政府|管委会|办事处|各部门|各单位|有关单位|直属")
_ABOVE = ("", "letterhead:masthead", "letterhead:number")
_PLACES = ("各", "市", "县", "区", "省", "镇", "乡", "机关", "本", "全", "局", "委", "厅")


def read_title(parts: Parts) -> int:
    """Mark the title of the covering notice, or of the only document; return what follows it.

    A saved page may print the title several times; the last one above the addressees is the
    document's own.
    """
    stop = min(parts.first, 40)
    chosen: tuple[int, int] | None = None
    for i in range(stop):
        text = _bare(parts.texts[i])
        issues = "关于" in text or text.startswith(_ISSUES)
        if not issues or "。" in text or len(text) > 120 or text[-1] == "|":
            continue
        if is_metadata(text):
            continue
        for size in (1, 2, 3):
            joined = _TAIL.sub("", text + "".join(parts.texts[i + 1 : i + size]))
            if i + size <= stop and joined.endswith(parts.grammar.notice_ends):
                if chosen is None or _addressed(parts, i + size):
                    chosen = (i, size)
                break
    return _set_title(parts, *chosen) if chosen else 0


def _bare(text: str) -> str:
    """Return a line without the number before it and the marks around it: X号《关于…的通知》."""
    found = _QUOTED.fullmatch(text)
    return found[1] if found else text


def _addressed(parts: Parts, at: int) -> bool:
    """Tell whether the addressees stand just below."""
    below = parts.texts[at : min(at + 5, parts.first)]
    return any(_is_addressee(text) for text in below)


def _set_title(parts: Parts, first: int, size: int) -> int:
    begin = first
    while begin and parts.texts[first].startswith(_OPENS) and parts.is_organ(begin - 1):
        begin -= 1
    for k in range(begin, first + size):
        start, end = parts.range(k)
        if found := _QUOTED.fullmatch(parts.texts[k]):
            start, end = start + found.start(1), start + found.end(1)
        elif found := _TAIL.search(parts.texts[k]):
            if "〔" in found[0]:
                parts.region.number = (start + found.start() + 1, end - 1)
            end = start + found.start()
        elif k == first and (found := _LED.match(parts.texts[k])):
            parts.region.number = parts.region.number or (
                start + found.start(1),
                start + found.end(1),
            )
            start += found.end()
        parts.region.title.append((start, end))
        parts.mark(k, "letterhead:title")
    return first + size


def read_addressees(parts: Parts, start: int) -> int:
    """Mark the line of addressees; return the paragraph where the body starts."""
    left = 5 if start else 12
    for i in range(start, parts.first):
        text = parts.texts[i]
        left -= not is_metadata(text)
        if left < 0:
            break
        if not _is_addressee(text):
            continue
        if start or text.startswith(_PLACES) or (_ORGANS.search(text) and not marker(text)):
            parts.region.recipients = parts.range(i)
            parts.mark(i, "letterhead:recipients")
            return i + 1
    return start


def _is_addressee(text: str) -> bool:
    whole = text.endswith("：") and "。" not in text and len(text) <= 600
    other = text.startswith(_NO_ADDRESS) or text.count("：") > 1 or is_metadata(text)
    return whole and "如下" not in text and not other


def read_number(parts: Parts, stop: int) -> None:
    """Mark the line that holds the 发文字号 and nothing but, perhaps, the signer."""
    for i in range(min(max(stop, 8), parts.first)):
        text = parts.texts[i]
        if len(text) > 70 or not parts.free(i) or any(mark in text for mark in "。》，"):
            continue
        if "关于" not in text and _NUMBER.match(text):
            parts.region.number = parts.range(i)
            parts.mark(i, "letterhead:number")
            break
    _read_number_apart(parts)


def _read_number_apart(parts: Parts) -> None:
    """Mark lines that are nothing but a 发文字号, wherever they stand: text boxes, page headers."""
    at = [
        i
        for i, text in enumerate(parts.texts)
        if parts.free(i) and is_number(text) and not parts.paragraphs[i].lines[0].table
    ]
    known = parts.region.number
    if known is not None:
        held = next(text for text, p in zip(parts.texts, parts.paragraphs, strict=True)
                    if p.start <= known[0] < p.end)  # fmt: skip
        at = [i for i in at if held.startswith(parts.texts[i])]
    elif len({parts.texts[i] for i in at}) == 1:
        parts.region.number = parts.range(at[0])
    else:
        return
    for i in at:
        parts.mark(i, "letterhead:number")


def read_subject(parts: Parts, start: int) -> int:
    """Mark the plan's own title below the notice; return the paragraph after it."""
    wanted = named(parts) or _announced(parts, start)
    count = len(parts.texts)
    for i in range(start, count if wanted else start):
        for size in (1, 2, 3):
            joined = "".join(parts.texts[i : i + size]).lstrip(BULLETS)
            if len(joined) > len(wanted) + 2:
                break
            if _same(joined, wanted):
                return _set_subject(parts, i, size)
    own_clauses = wanted and parts.first < count and _clauses_first(parts, start)
    for i in range(start, min(parts.first, start + 30)):
        for size, titled in ((1, parts.free(i) and _titled(parts, parts.texts[i])), (2, False)):
            titled = titled or (size == 2 and i + 1 < parts.first and _two_lines(parts, i))
            joined = "".join(parts.texts[i : i + size])
            if titled and (not own_clauses or joined[-4:] == wanted[-4:]):
                return _set_subject(parts, i, size)
    return start if parts.region.title else _bare_title(parts)


def _clauses_first(parts: Parts, start: int) -> bool:
    """Tell whether the clauses are the notice's own: no date is signed above the first."""
    return not any(dated(text) for text in parts.texts[start : parts.first])


_CLOSES = ("特此", "此通知", "现予")  # a notice's last words
_TABLE_TITLES = ("表", "清单", "台账", "任务分解", "任务分工", "责任分工")


def _bare_title(parts: Parts) -> int:
    """Take the first line as title when nothing names itself one, but clauses follow it.

    A title of a table (…任务分工表) needs none: the table is read apart.
    """
    clauses = parts.first < len(parts.texts)
    for i in range(min(parts.first, 6)):
        text = parts.texts[i]
        if not clauses and not text.endswith(_TABLE_TITLES):
            continue
        short = 4 <= len(text) <= 40 and not any(mark in text for mark in "。：；，！？")
        other = parts.is_organ(i) or is_metadata(text) or text.endswith("文件")
        other = other or marker(text) is not None or text.startswith(_CLOSES)
        if parts.free(i) and short and not other:
            return _set_subject(parts, i, 1)
    return 0


def named(parts: Parts) -> str:
    """Return the plan that the covering notice's title says it issues."""
    pairs = zip(parts.texts, parts.region.parts, strict=True)
    joined = "".join(text for text, part in pairs if part == "letterhead:title")
    found = _ISSUING.search(joined)
    return unquoted(found[1]) if found else ""


def _announced(parts: Parts, start: int) -> str:
    """Return the plan that the notice's first words name when no title does: 《…》已经…同意."""
    for text in parts.texts[start : min(start + 3, parts.first)]:
        if found := _SENT.match(text):
            return found[1]
    return ""


def _same(one: str, other: str) -> bool:
    """Compare titles; inside one, 《 is printed as 〈."""
    return unquoted(one).translate(_INNER) == other.translate(_INNER)


def _two_lines(parts: Parts, i: int) -> bool:
    upper, lower = parts.texts[i], parts.texts[i + 1]
    loose = not any(mark in upper for mark in "。，：；") and len(upper) < 40
    loose = loose and marker(upper) is None and not dated(upper)
    loose = (
        loose and not upper.startswith(("附件", "附表", *_CLOSES)) and not _ISSUING.search(upper)
    )
    loose = loose and not (upper.startswith("（") and upper.endswith("）"))
    return loose and parts.free(i) and len(lower) < 20 and _titled(parts, lower, 2)


def _titled(parts: Parts, text: str, least: int = 4) -> bool:
    if not least <= len(text) <= 60 or any(mark in text for mark in "。：；，"):
        return False
    if marker(text) is not None or _ISSUING.search(text):  # an annex; the notice, printed again
        return False
    if text.startswith(_CLOSES):
        return False
    return text.endswith(parts.grammar.title_ends) and not lists_annexes(text)


def _set_subject(parts: Parts, index: int, size: int) -> int:
    for k in range(index, index + size):
        parts.region.subject.append(parts.range(k))
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
    signed, start = dated(text[1:-1]), parts.paragraphs[at].start + 1
    if signed and parts.grammar.is_organ(signed["organ"]) and not signed["tail"]:
        parts.region.issued = (start, start + len(text) - 2)
        parts.region.signatures = [(start, start + len(signed["organ"]))]
    return 1


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
