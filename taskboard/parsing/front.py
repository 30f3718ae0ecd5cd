"""Find the covering notice's title, its 发文字号 and its addressees."""

from __future__ import annotations

import re

from taskboard.parsing.lines import is_number
from taskboard.parsing.markers import marker
from taskboard.parsing.metadata import is_metadata
from taskboard.parsing.parts import Parts
from taskboard.patterns import rare

_NUMBER = re.compile(
    r"[^。《]{2,26}?第?(?:(?:〔|（|【)(?:19|20)\d\d年?(?:〕|）|】)|〔20\d\d|(?:19|20)\d\d年)"
    r"第?\d{1,4}(?:号|$|签)"
)
_OPENS = ("关于", "印发", "转发", "批转", "联合")  # the title's second line, below who issues it
_ISSUES = ("印发《", "转发《", "批转《")  # where a title leaves 关于 out
_SENDS = ("关于印发", "关于转发", "印发《")
_QUOTED = re.compile(r"(?:.*(?:号|》))?[：:]?《([^《》]{6,})》")
_LED = re.compile(r"（?([^。，《：（]{2,12}〔(?:19|20)\d\d〕\d{1,4}号)）?(?=[^。，：]{0,40}关于)")
_BEFORE = re.compile(r"（([^（）]{2,16}〔(?:19|20)\d\d〕\d{1,4}号)）|【[^【】]{2,8}】")
_NO_ADDRESS = ("附", "字号", "字体", "分享", "来源", "编辑", "联系", "核心提示", "摘要", "备注")
_TAIL = re.compile(
    "（[^（）]{2,16}〔(?:19|20)[0-9]{2}〕[0-9]{1,4}号）$|（20[0-9]{2}-[0-9]{2}-[0-9]{2}）$|"
    "(?<=的通知)[^（）。，：]{2,12}〔(?:19|20)[0-9]{2}〕[0-9]{1,4}号[|]*$|[|]+$"
)  # …的通知（×政办发〔2020〕5号）; a cell's bar that a page left behind the title
_NAMES = ("标题", "名称", "文件名称", "信息名称")
_ORGANS = rare("人民政府|管委会|办事处|各部门|各单位|有关单位|直属")
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
        issues = issues or ("印发《" in text and text.endswith("》的通知"))
        if not issues or "。" in text or len(text) > 120 or "|" in text.rstrip("|"):
            continue
        if is_metadata(text) or _named_again(parts, i):
            continue
        for size in (1, 2, 3):
            joined = _TAIL.sub("", text + "".join(parts.texts[i + 1 : i + size]))
            if i + size <= stop and joined.endswith(parts.grammar.notice_ends):
                if _sent_above(parts, i, joined):
                    break
                if not joined.endswith("通知") and _goes_on(parts, i, size):
                    continue
                if chosen is None or _addressed(parts, i + size):
                    chosen = (i, size)
                break
    chosen = chosen or _cut_short(parts, stop)
    return _set_title(parts, *chosen) if chosen else 0


def _cut_short(parts: Parts, stop: int) -> tuple[int, int] | None:
    """Return the title of a notice that a page printed without 的通知: X办公厅关于印发Y方案.

    Only believed when the addressees stand just below.
    """
    for i in range(stop):
        text = parts.texts[i]
        at = next((found for word in _SENDS if (found := text.find(word)) > 0), 0)
        known = at and parts.grammar.is_organ(text[:at]) and len(text) <= 120
        if known and text.endswith(parts.grammar.title_ends) and _addressed(parts, i + 1):
            return i, 1
    return None


def _goes_on(parts: Parts, at: int, size: int) -> bool:
    """Tell whether a title ends a line below what only looks like its end: …工作报告|…的通知."""
    below = parts.texts[at + size] if at + size < parts.first else ""
    return size < 3 and len(below) < 40 and below.endswith("的通知") and "关于" not in below


def _named_again(parts: Parts, at: int) -> bool:
    """Tell whether a site's label is run into a title that stands elsewhere: 名称关于…的通知."""
    text = parts.texts[at]
    label = next((name for name in _NAMES if text.startswith(name)), "")
    return bool(label) and text[len(label) :] in parts.texts[: parts.first]


def _sent_above(parts: Parts, at: int, title: str) -> bool:
    """Tell whether a notice above says that it sends what is so named: it is the plan's title."""
    quoted = f"《{title}》"
    return any(quoted in text and "印发" in text for text in parts.texts[max(0, at - 6) : at])


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
                inside = found[0][0] == "（"
                parts.region.number = (start + found.start() + inside, end - inside)
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
    left = 12
    for i in range(start, parts.first):
        text = parts.texts[i]
        left -= not is_metadata(text)
        if left < 0:
            break
        if not _is_addressee(text):
            continue
        if (
            (start and left > 6)
            or text[text.find("】") + 1 :].startswith(_PLACES)
            or (_ORGANS.search(text) and not marker(text))
        ):
            _set_addressees(parts, i)
            return i + 1
    return start


def _set_addressees(parts: Parts, i: int) -> None:
    """Mark the addressees; a number in brackets or what a message is about may stand before."""
    start, end = parts.range(i)
    if found := _BEFORE.match(parts.texts[i]):
        if found[1]:
            number = start + found.start(1), start + found.end(1)
            parts.region.number = parts.region.number or number
        start += found.end()
    parts.region.recipients = (start, end)
    parts.mark(i, "letterhead:recipients")


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
