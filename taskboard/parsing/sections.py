"""Set apart the parts of a document: letterhead, covering notice, plans, annexes, tail.

Every paragraph gets one part. The order of a 公文 is fixed enough to be read top down: masthead,
number, title, addressees, notice, signature, plan, 附件, 抄送.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from taskboard.parsing.front import read_addressees, read_number, read_title
from taskboard.parsing.grammar import Grammar
from taskboard.parsing.lines import Paragraph
from taskboard.parsing.markers import marker
from taskboard.parsing.masthead import mark_masthead, mark_metadata
from taskboard.parsing.parts import Parts, Plan, Region
from taskboard.parsing.subject import named, read_subject
from taskboard.parsing.tail import read_signing, read_tail
from taskboard.patterns import rare

_HEAD = re.compile(r"附(?:件|表)(?:\d{1,2}|[一二三四五六七八九十])?(?:[-—]\d{1,2})?[：.、]?$")
_TITLED = re.compile(r"附(?:件|表)(?:\d{1,2}|[一二三四五六七八九十])[：.、]?(?=[^\d：])")
_ISSUES = rare(r"关于(?:印发|下发|下达|转发|发布|批转|公布)")
_TABLES = ("分解表", "分工表", "任务表", "责任表", "一览表", "安排表", "明细表", "任务清单")
_PAPERS = ("方案", "要点", "计划", "细则", "办法", "意见", "措施", "预案", "规定", "制度")
_PLANS = "要点 方案 计划 安排 意见 措施 规划 细则 任务 行动 实事 分工 分解 工作 清单 举措 项目"


def set_apart(text: str, paragraphs: list[Paragraph], grammar: Grammar) -> Region:
    """Return the parts of the document whose view is ``text``."""
    parts = Parts(text, paragraphs, grammar)
    for i, paragraph in enumerate(paragraphs):
        if paragraph.lines[0].note:
            parts.mark(i, "annex:footnote")
    title_end = read_title(parts)
    body = read_addressees(parts, title_end)
    read_number(parts, body)
    start = read_subject(parts, body)
    mark_masthead(parts, title_end, body, start)
    mark_metadata(parts)
    if parts.region.subject:
        _notice(parts, body, start)
    read_tail(parts, start)
    _plans(parts, start)
    _first_clause(parts)
    return parts.region


def _notice(parts: Parts, body: int, start: int) -> None:
    """Mark the covering notice above the plan; its own numbered demands are a plan ``p0:``."""
    subject = parts.region.subject[0][0]
    above = [i for i in range(body, start) if parts.paragraphs[i].start < subject]
    rest = [i for i in above if parts.free(i) and not read_signing(parts, i)]
    opened = False
    for i in rest:
        if not opened and marker(parts.texts[i]):
            opened = True
            parts.region.plans.append(Plan("p0:", numbered=True))
        parts.mark(i, "plan:0" if opened else "letterhead:notice")


def _plans(parts: Parts, start: int) -> None:
    """Part what is left into plans and annexes."""
    region = parts.region
    current: Plan | None = Plan("", region.subject[0] if region.subject else None)
    region.plans.append(current)  # type: ignore[arg-type]
    names = _annex_names(parts)
    for i in range(start, len(parts.texts)):
        if not parts.free(i):
            continue
        text = parts.texts[i]
        titled = len(text) < 70 and _TITLED.match(text)
        if titled or _HEAD.match(text):
            parts.mark(i, "annex:head")
            current = _annexed(parts, i, bool(titled), current)
        elif current and _opens_plan(parts, i, len(region.plans) - 1):
            parts.mark(i, "letterhead:subject")
            current = Plan(f"p{_count(region) + 1}:", parts.range(i))
            region.plans.append(current)
        elif (text.strip("《》") in names or _heads_table(parts, i)) and not _empty(region):
            parts.mark(i, "annex:head")
            current = None
        elif current is None:
            parts.mark(i, "annex:body")
        else:
            parts.mark(i, f"plan:{len(region.plans) - 1}")
            current.numbered = current.numbered or marker(text) is not None


def _opens_plan(parts: Parts, index: int, plan: int) -> bool:
    """Tell whether a bare title opens one more plan: the last has its 一、 and another follows."""
    text = parts.texts[index]
    if not 6 <= len(text) <= 60 or not text.endswith(_PAPERS) or marker(text) is not None:
        return False
    if parts.paragraphs[index].lines[0].table or any(mark in text for mark in "。：；，！？"):
        return False
    if not any(_is_first(later) for later in parts.texts[index + 1 : index + 8]):
        return False
    for i in range(index - 1, -1, -1):
        if parts.region.parts[i] == f"plan:{plan}" and _is_first(parts.texts[i]):
            return True
        if parts.region.parts[i].startswith("letterhead:subject"):
            break
    return False


def _is_first(text: str) -> bool:
    found = marker(text)
    return found is not None and found.style in ("cn", "article", "chapter") and found.value == 1


def _count(region: Region) -> int:
    return sum(plan.prefix != "p0:" for plan in region.plans)


def _heads_table(parts: Parts, index: int) -> bool:
    """Tell whether a line is the title of a table below all clauses: …任务分解表."""
    text = parts.texts[index]
    if not text.endswith(_TABLES) or len(text) > 60 or any(mark in text for mark in "。：；，"):
        return False
    after = parts.texts[index + 1 :]
    return marker(text) is None and not any(marker(later) for later in after)


def _annex_names(parts: Parts) -> set[str]:
    """Return the annexes the document lists, but for the plan itself."""
    region = parts.region
    starts = [paragraph.start for paragraph in parts.paragraphs]
    names = set()
    for start, end in region.annexes:
        at = bisect_right(starts, start) - 1
        names.add(parts.texts[at][start - starts[at] : end - starts[at]].strip("《》。"))
    titles = [parts.texts[bisect_right(starts, start) - 1] for start, _ in region.subject]
    return names - {"".join(titles).strip("《》")}


def _annexed(parts: Parts, head: int, titled: bool, current: Plan | None) -> Plan | None:
    """Return the plan that the annex opening at ``head`` is, None when it is no plan."""
    region = parts.region
    title_at = head if titled else head + 1
    if not _is_plan(parts, title_at):
        return current if current and _empty(region) and not region.annexes else None
    if not titled and parts.free(title_at):
        parts.mark(title_at, "letterhead:subject")
    own = [plan for plan in region.plans if plan.prefix != "p0:"]
    if current is own[0] and (_empty(region) or _only_notice(parts, head)):
        if not _empty(region):
            current.prefix = "p0:"
            region.plans.append(Plan("", parts.range(title_at)))
        region.subject = region.subject or [parts.range(title_at)]
        return region.plans[-1]
    region.plans.append(Plan(f"p{len(own) + 1}:", parts.range(title_at)))
    return region.plans[-1]


def _is_plan(parts: Parts, title_at: int) -> bool:
    if title_at >= len(parts.texts):
        return False
    ahead = parts.texts[title_at + 1 : title_at + 12]
    if not any((found := marker(text)) and found.value == 1 for text in ahead):
        return False
    title = parts.texts[title_at].strip("《》")
    return title.endswith(tuple(_PLANS.split())) or title in named(parts)


def _empty(region: Region) -> bool:
    """Tell whether the last plan has no numbered paragraph so far."""
    return not region.plans[-1].numbered


def _only_notice(parts: Parts, head: int) -> bool:
    """Tell whether the numbered text above ``head`` belongs to a notice that issues the plan."""
    pairs = zip(parts.texts, parts.region.parts, strict=True)
    title = "".join(text for text, part in pairs if part == "letterhead:title")
    return bool(_ISSUES.search(title)) and not parts.region.subject


def _first_clause(parts: Parts) -> None:
    """Note what stands before the first clause of the plan: there the basis is cited."""
    region = parts.region
    for i, (text, part) in enumerate(zip(parts.texts, region.parts, strict=True)):
        plan = part.startswith("plan:") and region.plans[int(part[5:])].prefix != "p0:"
        if plan and marker(text):
            break
        region.before_first_clause.append(parts.range(i))
