"""Set apart the parts of a document: letterhead, covering notice, plans, annexes, tail.

Every paragraph gets one part; ranges are view offsets. The order of a 公文 is fixed enough to be
read top down: masthead, number, title, addressees, notice, signature, plan, 附件, 抄送.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from taskboard.parsing.grammar import Grammar
from taskboard.parsing.lines import Paragraph
from taskboard.parsing.markers import marker

Range = tuple[int, int]
_NUMBER_LINE = re.compile(
    r".{0,20}?[一-鿿]{2,14}第?[〔（【]?(?:19|20)\d\d年?[〕）】]?第?\d{1,4}号?"
)
_DATE_LINE = re.compile(
    r"(?P<organ>.{0,40}?)(?:（?(?:19|20)\d\d年\d{1,2}月\d{1,2}日?）?|"
    r"[二一][〇零九][〇零一二三四五六七八九]{2}年[一二三四五六七八九十元]{1,2}月[一二三四五六七八九十]{1,3}日)"
    r"(?P<tail>(?:印发|印|发|印制)?[。\d]?)$"
)
_PRINTED = re.compile(r".{0,60}(?:19|20)\d\d年\d{1,2}月\d{1,2}日印")
_DISCLOSURE = re.compile(
    r"（?(?:此件|公开属性|信息公开选项|公开方式|公开类别)[^。]{1,20}$|（?主动公开）?$"
)
_ANNEX_LIST = re.compile(r"附件?\d?：")
_ANNEX_HEAD = re.compile(r"附(?:件|表)\d{0,2}(?:[-—]\d{1,2})?[：.、]?$")
_ANNEX_TITLED = re.compile(r"附(?:件|表)(\d{1,2})[：.、]?(?=[^\d：])")
_COPIED = re.compile(r"(?:抄送|抄报|分送)[：]")
_META = re.compile(
    r"(?:索引号|发文机关|发文字号|发布日期|成文日期|信息分类|公开日期|来源|主题词|发布机构|名称)[：]"
)
_PLAN_ANNEX = (
    "要点",
    "方案",
    "计划",
    "安排",
    "意见",
    "措施",
    "规划",
    "细则",
    "任务",
    "行动",
    "实事",
)


@dataclass
class Plan:
    """One numbered text: its path prefix and its paragraphs (indices, half-open)."""

    prefix: str
    first: int
    last: int
    title: list[Range] = field(default_factory=list)


@dataclass
class Region:
    """The parts found; empty or None where a part is not printed."""

    masthead: list[Range] = field(default_factory=list)
    number: Range | None = None
    title: list[Range] = field(default_factory=list)
    subject: list[Range] = field(default_factory=list)
    recipients: Range | None = None
    signature: Range | None = None
    issued: Range | None = None
    printed: Range | None = None
    disclosure: Range | None = None
    copied: list[Range] = field(default_factory=list)
    annexes: list[Range] = field(default_factory=list)
    annex_heads: list[int] = field(default_factory=list)
    before_first_clause: list[Range] = field(default_factory=list)
    letterhead: list[Range] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)


class Sections:
    """One pass over the paragraphs of a document; `read` returns the region."""

    def __init__(self, text: str, paragraphs: list[Paragraph], grammar: Grammar) -> None:
        self.paragraphs, self.grammar = paragraphs, grammar
        self.texts = [text[p.start : p.end] for p in paragraphs]
        self.region = Region(parts=[""] * len(paragraphs))
        self.first = next(
            (i for i, t in enumerate(self.texts) if self._opens_clause(i, t)), len(paragraphs)
        )

    def _opens_clause(self, index: int, text: str) -> bool:
        found = marker(text)
        return found is not None and not self.paragraphs[index].lines[0].table

    def read(self) -> Region:
        """Return the parts, every paragraph in exactly one."""
        title_end = self._title()
        body = self._addressees(title_end)
        self._number(body)
        start = self._subject(body)
        self._front(start if self.region.subject else body, title_end)
        self._notice(body, start)
        self._tail(start)
        self._plans(start, body)
        return self.region

    def _range(self, index: int) -> Range:
        return self.paragraphs[index].start, self.paragraphs[index].end

    def _mark(self, index: int, part: str) -> None:
        self.region.parts[index] = part
        if part.startswith("letterhead"):
            self.region.letterhead.append(self._range(index))

    def _title(self) -> int:
        """Find the title of the covering notice (or of the only document); return what follows."""
        stop = min(self.first, 40)
        for i in range(stop):
            text = self.texts[i]
            if "关于" not in text or "。" in text or len(text) > 120 or _META.match(text):
                continue
            for size in (1, 2, 3):
                joined = "".join(self.texts[i : i + size])
                if i + size <= stop and joined.endswith(self.grammar.notice_ends):
                    break
            else:
                continue
            begin = i
            while begin and text.startswith("关于") and self._is_issuer(begin - 1):
                begin -= 1
            self.region.title = [self._range(k) for k in range(begin, i + size)]
            for k in range(begin, i + size):
                self._mark(k, "letterhead:title")
            return i + size
        return 0

    def _is_issuer(self, index: int) -> bool:
        return self.grammar.is_organ(self.texts[index])

    def _addressees(self, start: int) -> int:
        """Find the line of addressees; return the paragraph where the body starts."""
        for i in range(start, min(self.first, start + (5 if start else 12))):
            text = self.texts[i]
            if text.endswith("：") and "。" not in text and len(text) < 400 and "要求" not in text:
                if start or text.startswith(("各", "市", "县", "区", "省", "镇", "乡")):
                    self.region.recipients = self._range(i)
                    self._mark(i, "letterhead:recipients")
                    return i + 1
        return start

    def _number(self, stop: int) -> None:
        for i in range(min(max(stop, 6), self.first, len(self.texts))):
            text = self.texts[i]
            if len(text) < 70 and not self.region.parts[i] and _NUMBER_LINE.match(text):
                if "关于" in text or "。" in text or "》" in text:
                    continue
                self.region.number = self._range(i)
                self._mark(i, "letterhead:number")
                return

    def _subject(self, start: int) -> int:
        """Find the plan's own title below the notice; return the paragraph after it."""
        wanted = self._named_subject()
        if wanted:
            for i in range(start, len(self.texts)):
                for size in (1, 2, 3):
                    joined = "".join(self.texts[i : i + size])
                    if len(joined) > len(wanted) + 2:
                        break
                    if joined.strip("《》") == wanted:
                        return self._set_subject(i, size)
        stop = min(self.first, len(self.texts))
        for i in range(start, min(stop, start + 30)):
            if not self.region.parts[i] and self._titled(self.texts[i]):
                return self._set_subject(i, 1)
            if i + 1 < stop and self._two_line_title(i):
                return self._set_subject(i, 2)
        return start

    def _two_line_title(self, i: int) -> bool:
        upper, lower = self.texts[i], self.texts[i + 1]
        loose = not any(c in upper for c in "。，：；") and len(upper) < 40
        return loose and not self.region.parts[i] and len(lower) < 20 and self._titled(lower)

    def _named_subject(self) -> str:
        joined = "".join(
            self.texts[i] for i, part in enumerate(self.region.parts) if part == "letterhead:title"
        )
        found = re.search(
            r"关于(?:印发|下发|转发|发布|批转|公布)(.+?)的(?:通知|通告|决定|函)$", joined
        )
        return found[1].strip("《》") if found else ""

    def _titled(self, text: str) -> bool:
        if not 4 <= len(text) <= 60 or any(mark in text for mark in "。：；，"):
            return False
        return text.endswith(self.grammar.title_ends) and not _ANNEX_LIST.match(text)

    def _set_subject(self, index: int, size: int) -> int:
        self.region.subject = [self._range(k) for k in range(index, index + size)]
        for k in range(index, index + size):
            self._mark(k, "letterhead:subject")
        if not self.region.title:
            self.region.title = list(self.region.subject)
        return index + size

    def _front(self, stop: int, title_end: int) -> None:
        """Mark what stands above the body: masthead, web metadata, signer."""
        upper = title_end or (stop if self.region.subject else 0)
        for i in range(min(upper, len(self.texts))):
            if self.region.parts[i]:
                continue
            text = self.texts[i]
            if text.endswith("文件") or self.grammar.is_organ(text):
                self.region.masthead.append(self._range(i))
            self._mark(i, "letterhead:masthead")

    def _notice(self, start: int, stop: int) -> None:
        """Mark the paragraphs of the covering notice when a plan follows it."""
        if not self.region.subject:
            return
        subject = self.region.subject[0][0]
        for i in range(start, len(self.texts)):
            if self.paragraphs[i].start >= subject:
                break
            if not self.region.parts[i] and not self._signing(i):
                self._mark(i, "notice")

    def _signing(self, i: int) -> bool:
        """Mark one paragraph of signature, date, disclosure, annex list, copies; True if it is."""
        text, region = self.texts[i], self.region
        if not text or self.region.parts[i]:
            return False
        if _DISCLOSURE.match(text) and len(text) < 30:
            region.disclosure = region.disclosure or self._range(i)
            self._mark(i, "letterhead:disclosure")
        elif _COPIED.match(text):
            self._copies(i)
        elif _ANNEX_LIST.match(text) and not _ANNEX_HEAD.match(text):
            self._annex_list(i)
        elif len(text) < 70 and (found := _DATE_LINE.match(text)):
            return self._dated(i, found)
        elif self.grammar.is_organ(text) and self._before_date(i):
            self._mark(i, "letterhead:signature")
            if not self._after_copies(i):
                region.signature = region.signature or self._range(i)
        else:
            return False
        return True

    def _before_date(self, i: int) -> bool:
        following = self.texts[i + 1 : i + 4]
        return any(len(t) < 70 and _DATE_LINE.match(t) for t in following)

    def _after_copies(self, i: int) -> bool:
        return bool(self.region.copied) and self.paragraphs[i].start > self.region.copied[0][0]

    def _dated(self, i: int, found: re.Match[str]) -> bool:
        start, end = self._range(i)
        organ, region = found["organ"], self.region
        if organ and not (self.grammar.is_organ(organ) or organ in ("（", "日期：", "成文日期：")):
            return False
        if "印" in found["tail"] or self._after_copies(i):
            region.printed = region.printed or (start, end)
            self._mark(i, "letterhead:printed")
            return True
        if region.issued is None:
            region.issued = (start, end)
            if self.grammar.is_organ(organ):
                region.signature = (start, start + len(organ))
        self._mark(i, "letterhead:issued")
        return True

    def _copies(self, i: int) -> None:
        start, end = self._range(i)
        colon = self.texts[i].index("：") + 1
        self.region.copied.append((start + colon, end))
        self._mark(i, "letterhead:copied")
        for k in range(i + 1, min(i + 4, len(self.texts))):
            text = self.texts[k]
            open_list = self.texts[k - 1][-1] in "，、；"
            if not open_list or _DATE_LINE.match(text) or self.region.parts[k]:
                break
            self.region.copied.append(self._range(k))
            self._mark(k, "letterhead:copied")

    def _annex_list(self, i: int) -> None:
        start, end = self._range(i)
        text = self.texts[i]
        at = text.index("：") + 1
        cuts = [m.end() for m in re.finditer(r"(?:^|(?<=[^\d]))\d{1,2}\.(?!\d)", text[at:])]
        if not cuts:
            self._annex(start + at, end)
        for n, cut in enumerate(cuts):
            stop = len(text) - at
            if n + 1 < len(cuts):
                stop = cuts[n + 1] - len(re.search(r"\d{1,2}\.$", text[at : at + cuts[n + 1]])[0])  # type: ignore[index]
            self._annex(start + at + cut, start + at + stop)
        self._mark(i, "annex:list")
        count = max(1, len(cuts))
        for k in range(i + 1, len(self.texts)):
            found = marker(self.texts[k])
            if not found or found.style != "num" or found.value != count + 1:
                break
            if len(self.texts[k]) > 70 or "。" in self.texts[k][:-1]:
                break
            self._annex(self._range(k)[0] + found.end, self._range(k)[1])
            self._mark(k, "annex:list")
            count += 1

    def _annex(self, start: int, end: int) -> None:
        if end > start:
            self.region.annexes.append((start, end))

    def _tail(self, start: int) -> None:
        """Mark signatures, annex lists and copies that stand after the clauses began."""
        for i in range(min(start, len(self.texts)), len(self.texts)):
            if self.region.parts[i] or self.paragraphs[i].lines[0].table:
                if not self.region.parts[i] and _COPIED.match(self.texts[i]):
                    self._copies(i)
                elif self.region.copied and not self.region.parts[i]:
                    self._signing(i) or self._mark(i, "letterhead:copied")
                continue
            self._signing(i)

    def _plans(self, start: int, body: int) -> None:
        """Part what is left into plans and annexes."""
        region, count = self.region, len(self.texts)
        self._covering_clauses(body, start)
        current: Plan | None = Plan("", start, start, list(region.subject))
        region.plans.append(current)  # type: ignore[arg-type]
        i = start
        while i < count:
            text = self.texts[i]
            titled = _ANNEX_TITLED.match(text) if len(text) < 70 else None
            if not region.parts[i] and (_ANNEX_HEAD.match(text) or titled):
                region.annex_heads.append(i)
                self._mark(i, "annex:head")
                current = self._second_plan(i, bool(titled))
            elif not region.parts[i]:
                if current is None:
                    self._mark(i, "annex:body")
                else:
                    self._mark(i, f"plan:{len(region.plans) - 1}")
                    current.last = i + 1
            i += 1
        limit = min((self.paragraphs[i].start for i in [self.first] if i < count), default=None)
        for i in range(count):
            if limit is None or self.paragraphs[i].start < limit:
                region.before_first_clause.append(self._range(i))

    def _covering_clauses(self, body: int, start: int) -> None:
        notice = [
            i for i in range(body, min(start, len(self.texts))) if self.region.parts[i] == "notice"
        ]
        numbered = [i for i in notice if marker(self.texts[i])]
        if numbered:
            plan = Plan("p0:", numbered[0], notice[-1] + 1)
            self.region.plans.append(plan)
            for i in notice:
                if i >= numbered[0]:
                    self.region.parts[i] = "plan:0"
        for i in notice:
            if self.region.parts[i] == "notice":
                self._mark(i, "letterhead:notice")

    def _second_plan(self, head: int, titled: bool) -> Plan | None:
        """Return a new plan when the annex that opens at ``head`` is a numbered plan."""
        region = self.region
        if not any(
            part.startswith("plan:") for part in region.parts[region.plans[-1].first : head]
        ):
            return region.plans[-1]
        title_at = head if titled else head + 1
        if title_at >= len(self.texts) or not self.texts[title_at].endswith(_PLAN_ANNEX):
            return None
        ahead = self.texts[title_at + 1 : title_at + 12]
        if not any((found := marker(t)) and found.value == 1 for t in ahead):
            return None
        plans = sum(plan.prefix != "p0:" for plan in region.plans)
        plan = Plan(f"p{plans + 1}:", title_at + 1, title_at + 1, [self._range(title_at)])
        self._mark(title_at, "letterhead:subject")
        region.plans.append(plan)
        return plan
