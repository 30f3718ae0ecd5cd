"""Set apart signatures, dates, 附件 lists, 抄送 and the printing note, wherever they stand."""

from __future__ import annotations

import re

from taskboard.parsing.lines import dated, lists_annexes
from taskboard.parsing.markers import marker
from taskboard.parsing.names import unquoted
from taskboard.parsing.parts import Parts
from taskboard.parsing.units_names import is_likely, is_shaped
from taskboard.parsing.units_offices import OFFICE_ENDS
from taskboard.parsing.units_tables import DEFAULT as UNITS

_DISCLOSURE = re.compile(
    r"（?(?:此件|本件|公开属性|信息公开选项|公开方式|公开类别|公开选项)[^。]{1,20}$|（主动公开）$"
)
_COPIED = re.compile(r"(?:抄送|抄报|分送)：")
_ANNEX_HEAD = re.compile(r"附(?:件|表)\d{0,2}(?:[-—]\d{1,2})?[：.、]?$")
# what a web page offers to be fetched: a file's name, under 附件 or alone
_FILE = re.compile(
    r"(?:\d{1,2}[.、])?(?P<name>[^。；：]{1,80}\.(?:docx?|wps|xlsx?|et|pdf|ofd|rtf|odt|ods|zip|rar))$",
    re.IGNORECASE,
)
_FILES_HEAD = re.compile(r"(?:相关)?附(?:件|表)(?:下载|列表)?[：.、]?$")
_BARE_DATE = re.compile("20[0-9]{5,6}")  # a copy that lost 年, 月 and 日
_CONTACTS = (
    "联系人：",
    "联系电话：",
    "联系单位：",
    "（联系人：",
    "（联系电话：",
    "（联系单位：",
    "主题词：",
)
_FORMULAS = ("特此通知", "特此通报", "特此函告", "特此公告", "特此批复", "此复", "专此通知")
_ITEM = re.compile(r"(?:^|(?<=\D))(\d{1,2})[.、](?:(?!\d)|(?=20\d\d(?:年|—|-)))")
_HANDLED = "(?:主办|承办)(?:单位)?：[^。：]{2,20}督办(?:单位)?：[^。：]{2,20}$"
_SIGNER = "(?:[省市县区州旗镇乡]长|主席|主任|局长|厅长)(?!信箱|热线|专线|简介|论坛)[一-鿿·]{2,4}"
_SEATED = "各省市县区州盟旗驻中军"  # what the names of bodies begin with
_ORGAN_BEFORE = ("", "（", "日期：", "成文日期：", "发布日期：", "印发日期：", "印发：")


def read_signing(parts: Parts, i: int) -> bool:
    """Mark one paragraph of signature, date, disclosure, annexes or copies; True if it is one."""
    text, region = parts.texts[i], parts.region
    if not parts.free(i):
        return False
    if text.startswith("（此件") and (both := dated(text)) and text.count("）") == 1:
        at = parts.paragraphs[i].start + text.index("）") + 1  # （此件发至县）2024年3月1日
        region.disclosure = region.disclosure or (parts.paragraphs[i].start, at)
        region.issued = region.issued or (at, parts.paragraphs[i].start + both.end())
        parts.mark(i, "letterhead:issued")
    elif len(text) < 30 and _DISCLOSURE.match(text):
        region.disclosure = region.disclosure or parts.range(i)
        parts.mark(i, "letterhead:disclosure")
    elif _COPIED.match(text):
        _copies(parts, i)
    elif "督办" in text and len(text) < 60 and re.match(_HANDLED, text):
        parts.mark(i, "letterhead:printed")  # 主办：市发改委 督办：市政府办公室, above 抄送
    elif len(text) < 90 and text.startswith(_CONTACTS):
        parts.mark(i, "letterhead:contact")
    elif text.rstrip("。！") in _FORMULAS:
        parts.mark(i, "letterhead:formula")
    elif lists_annexes(text) and not _ANNEX_HEAD.match(text):
        _annexes(parts, i)
    elif (files := _files(parts, i)) or (_FILES_HEAD.match(text) and not _ANNEX_HEAD.match(text)):
        _listed(parts, i, files)
    elif found := dated(text):
        return _dated(parts, i, found)
    elif parts.is_organ(i) and _date_follows(parts, i):
        parts.mark(i, "letterhead:signature")
        if not _after_copies(parts, i):
            _sign(parts, i, parts.range(i))
    else:
        return False
    return True


def read_tail(parts: Parts, start: int) -> None:
    """Mark signatures, annex lists and copies below the clauses, and what follows 抄送."""
    for i in range(start, len(parts.texts)):
        if not parts.free(i) or read_signing(parts, i):
            continue
        text = parts.texts[i]
        other = len(text) >= 70 or marker(text) or _ANNEX_HEAD.match(text)
        if _after_copies(parts, i) and not other:
            parts.mark(i, "letterhead:printed")


def _date_follows(parts: Parts, i: int) -> bool:
    """Tell whether a date stands below, other organs that sign between."""
    while i + 1 < len(parts.texts) and parts.is_organ(i + 1):
        i += 1
    below = parts.texts[i + 1 : i + 4]
    return any(dated(text) or _BARE_DATE.fullmatch(text) for text in below)


def _after_copies(parts: Parts, i: int) -> bool:
    region = parts.region
    first = region.copied[0] if region.copied else region.printed
    return first is not None and parts.paragraphs[i].start > first[0]


def _dated(parts: Parts, i: int, found: re.Match[str]) -> bool:
    start, end = parts.range(i)
    organ, region = found["organ"], parts.region
    named = parts.grammar.is_organ(organ)
    printed = "印" in found["tail"]  # by a section of the office: …办公室秘书科 2025年2月11日印发
    section = printed and organ.endswith(OFFICE_ENDS) and is_shaped(organ)
    if not named and organ not in _ORGAN_BEFORE and not section:
        return False
    if printed or _after_copies(parts, i):
        region.printed = region.printed or (start, end)
        parts.mark(i, "letterhead:printed")
        return True
    if region.issued is None:
        region.issued = (start, end)
        if named:
            _sign(parts, i, (start, start + len(organ)), last=True)
    parts.mark(i, "letterhead:issued")
    return True


def _sign(parts: Parts, i: int, place: tuple[int, int], *, last: bool = False) -> None:
    """Note who signs: the first, whoever signs the line below, and who stands before the date."""
    joint = i > 0 and parts.region.parts[i - 1] == "letterhead:signature"
    if joint or not parts.region.signatures:
        parts.region.signatures.append(place)
    elif last:
        parts.region.signatures = [place]


def _copies(parts: Parts, i: int) -> None:
    start, end = parts.range(i)
    parts.region.copied.append((start + parts.texts[i].index("：") + 1, end))
    parts.mark(i, "letterhead:copied")
    for k in range(i + 1, min(i + 6, len(parts.texts))):
        text = parts.texts[k]
        goes_on = parts.texts[k - 1][-1] in "，、；" or _more_copies(text)
        if not goes_on or dated(text) or not parts.free(k):
            break
        parts.region.copied.append(parts.range(k))
        parts.mark(k, "letterhead:copied")


def _more_copies(text: str) -> bool:
    """Tell whether a line below 抄送 lists the next class of them: 省人大常委会办公厅，省法院."""
    names = re.split("[，、；。]", text.removesuffix("。"))
    if text[-1] != "。" or text[0] not in _SEATED or any(mark in text for mark in "：《（"):
        return False
    return all(map(is_shaped, names)) and any(
        name[0] == "各" or is_likely(name, UNITS) for name in names
    )


def _annexes(parts: Parts, i: int) -> None:
    """Read 附件：1.X 2.Y, in one paragraph or one below the other."""
    start, end = parts.paragraphs[i].start, parts.paragraphs[i].end
    text = parts.texts[i]
    at = text.index("：") + 1
    items: list[re.Match[str]] = []
    for found in _ITEM.finditer(text, at):
        if int(found[1]) == len(items) + 1 and (items or found.start() == at):
            items.append(found)
    stops = [found.start() for found in items[1:]] + [len(text)]
    if items:
        for found, stop in zip(items, stops, strict=True):
            _name(parts, start + found.end(), start + _end(text, stop))
    else:
        _name(parts, start + at, start + _end(text, end - start))
    parts.mark(i, "annex:list")
    count = max(1, len(items))
    for k in range(i + 1, len(parts.texts)):
        number = marker(parts.texts[k])
        if not number or number.style != "num" or number.value != count + 1:
            break
        if len(parts.texts[k]) > 70 or "。" in parts.texts[k][:-1]:
            break
        below = parts.paragraphs[k].start
        _name(parts, below + number.end, below + _end(parts.texts[k], len(parts.texts[k])))
        parts.mark(k, "annex:list")
        count += 1


def _end(text: str, stop: int) -> int:
    """Return where a name that ends at ``stop`` ends without the mark behind it."""
    return stop - (text[stop - 1 : stop] in ("；", "，"))


def _files(parts: Parts, i: int) -> list[re.Match[str]]:
    """Return the names of files that stand at paragraph ``i``, or below a bare 附件 there."""
    at = i + 1 if _FILES_HEAD.match(parts.texts[i]) else i
    found: list[re.Match[str]] = []
    while at < len(parts.texts) and (name := _FILE.match(parts.texts[at])):
        found.append(name)
        at += 1
    return found


def _listed(parts: Parts, i: int, files: list[re.Match[str]]) -> None:
    head = _FILES_HEAD.match(parts.texts[i]) is not None
    if head:
        parts.mark(i, "annex:list")
    known = "\n".join(text for text, part in zip(parts.texts, parts.region.parts, strict=True)
                      if part == "annex:list")  # fmt: skip
    own = ["".join(parts.texts[k] for k in range(len(parts.texts)) if parts.region.parts[k] == part)
           for part in ("letterhead:title", "letterhead:subject")]  # fmt: skip
    for k, file in enumerate(files, i + head):
        start = parts.paragraphs[k].start
        itself = unquoted(file["name"].rpartition(".")[0]) in own  # the paper, to be fetched
        if file["name"] not in known and not itself:
            _name(parts, start + file.start("name"), start + file.end("name"))
        parts.mark(k, "annex:list")


def _name(parts: Parts, start: int, end: int) -> None:
    if end > start:
        parts.region.annexes.append((start, end))


def signs_above(parts: Parts, at: int, stop: int) -> bool:
    """Tell whether a line above the plan's title signs the notice whose first page is missing."""
    signed = parts.is_organ(at) and at + 1 < stop and dated(parts.texts[at + 1])
    above = parts.texts[at - 1] if at else ""
    head = len(above) < 10 and re.fullmatch(_SIGNER, above)  # 市长赵国强, of an order
    return bool(signed or (at and (head or parts.is_organ(at - 1)) and dated(parts.texts[at])))


def is_dated_note(text: str) -> bool:
    """Tell whether a line is a date in brackets and nothing else: （2020年3月13日）."""
    found = dated(text[1:-1]) if text[:1] == "（" and text[-1] == "）" else None
    return found is not None and not found["organ"] and not found["tail"]
