"""Cut the read text into lines and mend them into paragraphs.

Text layers of PDF files and web copies break words at the margin and sentences at the foot of a
page. A paragraph here is the list of lines that belong together; page marks and other furniture
are set aside. Every non-blank line is in exactly one paragraph or in the furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from taskboard.model import Block, SourceText, Span
from taskboard.parsing.furniture import bare_page_numbers, kind_of_line, mark_footers
from taskboard.parsing.glued import SHORTEST, parted
from taskboard.parsing.grammar import Grammar
from taskboard.parsing.markers import BULLETS, HYPHENED, marker
from taskboard.parsing.metadata import is_metadata
from taskboard.parsing.units_tables import DEFAULT as UNITS
from taskboard.parsing.units_tables import words
from taskboard.parsing.wrapping import (
    LISTING,
    STOPS,
    heads,
    is_apart,
    is_sentence,
    is_torn,
    labels_units,
    wrap_width,
)

REAL_PARAGRAPHS = frozenset({"docx", "doc", "wps", "rtf", "odt", "html", "htm", "ofd", "xlsx"})
_OPENERS = "（《“〔【"
_CLOSERS = "）》”〕】"
_COPIES = ("抄送：", "抄报：", "分送：")
_CARRY = "，、（《“〔—和及与的"
_HANDED = ("牵头落实", "负责落实", "分工负责", "分别负责", "分别牵头")
_LABELS = words("""
    抄送： 抄报： 分送： 主送： 签发人： 主题词： 联系人： 联系电话： 公开属性：
    信息公开选项： （公开属性 附： 此件公开 （此件
""")
_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))
_CLOCKS = ("--", "--：", "--：：")
_DATED = re.compile(
    r"(?P<organ>[^。]{0,40}?)(?:（?(?:19|20)\d\d年\d{1,2}月\d{1,2}日?）?|"
    r"(?:二|一)(?:〇|零|九)[^\x00-\xff]{2}年[^\x00-\xff]{1,2}月[^\x00-\xff]{1,3}日)"
    r"(?P<tail>(?:印发|印制|印|发)?。?\d?)$"
)
_NUMBERED = re.compile(
    r"[^。，：《]{2,20}(?:〔|（|【)(?:19|20)\d\d(?:〕|）|】)第?\d{1,4}(?:号(?:签发人：.{0,20})?)?$"
)


def dated(text: str) -> re.Match[str] | None:
    """Match a line that ends in a full date: groups ``organ`` before it, ``tail`` (印发) after."""
    return _DATED.match(text) if len(text) < 70 and "年" in text and "月" in text else None


def lists_annexes(text: str) -> bool:
    """Tell whether a line opens the list of annexes: 附件：… with a name after the colon."""
    at = text.find("：", 1, 4)
    return at > 0 and text[0] == "附" and len(text) > at + 1 and text[1:at].strip("件表12") == ""


def is_number(text: str) -> bool:
    """Tell whether a line is a 发文字号 and nothing else."""
    return text.endswith("号") and len(text) < 40 and _NUMBERED.fullmatch(text) is not None


def _labelled(text: str) -> bool:
    text = text.lstrip(BULLETS)
    if text.startswith(_LABELS) or dated(text) or is_metadata(text):
        return True
    if text[4:5] == "-" and len(text) < 20 and text.translate(_NO_DIGITS) in _CLOCKS:
        return True  # 2024-05-08 10:20:00
    if text.startswith(("附件", "附表")):
        return (
            len(text.strip("附件表0123456789-—：.、一二三")) == 0
            or lists_annexes(text)
            or ("0" <= text[2] <= "9" and text[3:4] in ("：", ".", "、"))
        )
    if text.endswith("文件") and 4 < len(text) < 44:
        return True
    return ("〔" in text or "（" in text or "【" in text) and _NUMBERED.match(text) is not None


@dataclass(eq=False, repr=False)
class Line:
    """One non-blank line; ``text`` is canonical and without blanks."""

    start: int
    end: int
    text: str
    gap: bool = False
    table: bool = False
    note: bool = False
    furniture: str = ""


@dataclass(eq=False, repr=False)
class Paragraph:
    """Lines that belong together, and the place of their joined text in the view."""

    lines: list[Line] = field(default_factory=list)
    start: int = 0
    end: int = 0

    @property
    def spans(self) -> list[Span]:
        """Return the original span of each line."""
        return [Span(line.start, line.end) for line in self.lines]


def split_lines(source: SourceText, flat: str, grammar: Grammar) -> list[Line]:
    """Return every non-blank line in order, furniture marked as such."""
    text, lines = source.text, []
    blocks = _special_blocks(source)
    block = next(blocks, None)
    gap, at = False, 0
    while at <= len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        raw = text[at:stop]
        body = raw.strip()
        if not body:
            gap, at = True, stop + 1
            continue
        start = at + raw.index(body)
        line = Line(start, start + len(body), flat[start : start + len(body)].replace(" ", ""), gap)
        while block is not None and block.span.end <= start:
            block = next(blocks, None)
        if block is not None and block.span.start <= start:
            line.table = block.kind == "table"
            line.note = block.role == "footnote"
            margin = block.role in ("header", "footer") and not is_number(line.text)
            line.furniture = block.role if margin else ""
        tabs = body.count("\t")
        line.table |= tabs > 1 or (tabs == 1 and marker(line.text) is None)
        if not line.text:
            line.furniture = "invisible"
        elif not line.furniture and not line.table:
            line.furniture = kind_of_line(line.text, grammar)
        if len(body) < SHORTEST or line.table or line.furniture:
            lines.append(line)
        else:
            lines += _broken(line, flat, text)
        gap, at = False, stop + 1
    for index in bare_page_numbers([line.text for line in lines]):
        lines[index].furniture = lines[index].furniture or "page-mark"
    mark_footers(lines)
    return lines


def _broken(line: Line, flat: str, text: str) -> list[Line]:
    """Return a long line in its parts; nearly always it is whole."""
    parts = parted(flat, text, line.start, line.end)
    if len(parts) == 1:
        return [line]
    return [
        Line(start, end, flat[start:end].replace(" ", ""), line.gap or at > 0, note=line.note)
        for at, (start, end) in enumerate(parts)
    ]


def _special_blocks(source: SourceText) -> Iterator[Block]:
    return iter([b for b in source.blocks if b.kind == "table" or b.role != "body"])


def mend(lines: list[Line], grammar: Grammar, real: bool) -> list[Paragraph]:
    """Join broken lines into paragraphs.

    Args:
        lines: All lines; furniture among them is skipped.
        grammar: Words that titles and organs end with.
        real: True when the format marks paragraphs itself; only certain breaks are mended then.
    """
    body = [line for line in lines if not line.furniture]
    width = 0 if real else wrap_width([line.text for line in body])
    paragraphs: list[Paragraph] = []
    depth = 0
    for line in body:
        if paragraphs and _joins(paragraphs[-1], line, depth, width, grammar, real, body[0]):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(Paragraph([line]))
            depth = 0
        depth += sum(map(line.text.count, _OPENERS)) - sum(map(line.text.count, _CLOSERS))
        if line.text[-1] == "…" or line.text.endswith("【字体："):  # cut off by a site
            depth = 0
    return paragraphs


def _joins(
    before: Paragraph,
    line: Line,
    depth: int,
    width: int,
    grammar: Grammar,
    real: bool,
    first: Line,
) -> bool:
    last = before.lines[-1]
    if last.note is not line.note:
        return False
    if last.table or line.table or is_start(line.text):
        return not (last.table or line.table) and _goes_on(before, line)
    if before.lines[0].text.startswith(_COPIES) and last.text[-1] != "。":
        return not grammar.is_organ(line.text)
    if (number := marker(last.text)) is not None and number.end == len(last.text):
        return True
    if line.text[1:2] == "-" and _itemised(before, line):
        return False
    if last.text[-1] in "，、" and not _labelled(line.text):
        return True
    if line.text[1:2] in LISTING and is_torn(line.text, last.text):
        return True
    if stands_alone(last.text, grammar) or _is_whole(line.text, grammar):
        return line.text[0] in "，、。；）》”" and depth > 0
    if len(before.lines) > 1 and depth <= 0 and _is_title(before, grammar):
        return line.text[0] in "，、。；）》”"
    if line.text[0] in "，、。；：）》”" or (0 < depth < 4 and len(before.lines) < 40):
        return True
    end = last.text[-1]
    if end in STOPS:
        return False
    if end in _CARRY and not last.text.endswith("目的"):
        return True
    if real or (before.lines[0] is first and heads(last.text) and is_sentence(line.text)):
        return False
    if labels_units(before.lines[0].text) and is_apart(line.text, last.text):
        return False
    if width:
        return len(last.text) >= width - 2
    if last.text.endswith(_HANDED) and not is_sentence(last.text):
        return False  # 市财政局、市审计局分别牵头落实, on a line of its own
    if number is not None or (len(before.lines) == 1 and marker(before.lines[0].text)):
        return any(mark in last.text for mark in "。；")
    return len(last.text) >= 15


def _itemised(before: Paragraph, line: Line) -> bool:
    """Tell whether a line is the next item of a list: 1-2 below 1-1, or 1-1 below 一、."""
    above = marker(before.lines[-1].text) or HYPHENED.match(before.lines[0].text)
    return above is not None and HYPHENED.match(line.text) is not None


def _is_title(paragraph: Paragraph, grammar: Grammar) -> bool:
    """Tell whether a quoted name over two lines ends a title: …贯彻《…公开|五年计划》实施方案."""
    last = paragraph.lines[-1].text
    if last.count("《") == last.count("》") or not last.endswith(grammar.title_ends):
        return False
    joined = "".join(line.text for line in paragraph.lines)
    return len(joined) <= 80 and not is_sentence(joined)


def _goes_on(before: Paragraph, line: Line) -> bool:
    """Tell whether a line opens with the next of the numbers inside the paragraph: （3）."""
    found = marker(line.text)
    if found is None or found.value < 2 or found.style not in ("nump", "circle"):
        return False
    joined = "".join(one.text for one in before.lines)
    first = f"（{found.value - 1}）" if found.style == "nump" else chr(ord(line.text[0]) - 1)
    own = marker(joined)
    return joined.find(first) > 0 and (own is None or own.style != found.style)


def is_start(text: str) -> bool:
    """Tell whether a line can only begin a paragraph: it opens with a number or a label."""
    if marker(text) is not None or _labelled(text):
        return True
    bare = text.lstrip(BULLETS)
    colon = bare.find("：", 2, 14)
    return colon > 0 and bare[:colon].rstrip("*") in UNITS.labels


def stands_alone(text: str, grammar: Grammar) -> bool:
    """Tell whether a line is complete in itself: a title, an organ, a date, an addressee."""
    return _labelled(text) or _is_whole(text, grammar)


def _is_whole(text: str, grammar: Grammar) -> bool:
    """Tell whether a line without a label is a title, an organ or an addressee."""
    if any(mark in text for mark in "。；"):
        return False
    name = text[1:-1] if text[0] == "《" and text[-1] == "》" else text
    if len(text) <= 60 and (name.endswith(grammar.title_ends) or grammar.is_organ(text)):
        return text.count("《") == text.count("》")
    named = len(text) <= 120 and text.endswith(("的通知", "的意见", "会议纪要"))
    if named and ("关于" in text or "印发《" in text):
        return "，" not in text and text.count("《") == text.count("》")  # issued by several
    return text[-1] == "：" and text.startswith(("各", "市", "县", "区", "省", "镇", "乡"))
