"""Read the letterhead: title, number, issuer, dates, addressees, annexes, basis.

Works on mended paragraphs. A field that is not printed stays empty; nothing is made up.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Any

from taskboard.model import Document, Finding, Span
from taskboard.parsing.checks import finding
from taskboard.parsing.grammar import Grammar
from taskboard.parsing.markers import numeral
from taskboard.parsing.names import split_names, unquoted
from taskboard.parsing.parts import Region
from taskboard.parsing.subject import ISSUING
from taskboard.parsing.view import View, canonical
from taskboard.patterns import rare

_NUMBER = re.compile(
    r"第?(?:(?:〔|（|【)(?P<year>(?:19|20)\d\d)年?(?:〕|）|】)第?|〔(?P<open>20\d\d))"
    r"(?P<no>\d{1,4})(?:号|(?=\n|$))"
)
_LEAD = re.compile(
    "贯彻|落实|执行|遵照|参照|对照|结合|学习|转发|印发|通知|关于|根据|依据|按照|依照|以及|和|及|与|以|为|见|据|照|依|号"
)
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日?")
_CN_DATE = rare(r"([^\x00-\xff]{4})年([^\x00-\xff]{1,2})月([^\x00-\xff]{1,3})日")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|-20\d\d年)")
_YEARS = re.compile(r"(?<!\d)(20\d\d)年?(?:[-—–~～]{1,2}|至|到)(20\d\d)年?")
_OF_YEAR = rare(
    r"(?:制定|现将)(?:本|了)?《?[^《》。；]{0,24}?(20\d\d)年|(?<!\d)(20\d\d)年是|"
    r"(?:做好|抓好|落实好|全面完成|扎实推进)(20\d\d)年|(20\d\d)年(?:度)?.?《政府工作报告》"
)  # which year a plan is for when neither its title nor its date says so
_CN_YEAR = rare(r"二(?:〇|零)([^\x00-\xff]{2})年")
_ISO = rare(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LABEL = rare(
    r"(发文机关|制定机关|发布机构|发布单位|制发机构|发文单位|发文机构|发文字号|发文文号|文件编号|文号|字号|"
    r"成文日期|生成日期|发文日期|公布日期|标题|文件名称|信息名称|名称)(?:：\|*|\|+|】)"
    r"(?![^|：\n]{2,6}：)([^|\n]+?)(?=\||索引号|发文|文号|成文|生成|发布|主题|标题|名称|有效|公开|信息|$|\n)"
)
_VERB = r"关\s*于|印\s*发|转\s*发|批\s*转"  # what stands between who issues a paper and its matter
_PART_OF_NAME = (
    "人民政府",
    "办公",
    "委员会",
    "领导小组",
    "指挥部",
    "管理",
)  # second half of a name
_BODIES = ("领导小组", "领导小组办公室", "指挥部", "指挥部办公室", "联席会议", "工作专班")
_OWNER = rare(r"《?([^《》，。\d]{4,24}(?:局|委|厅|委员会|办公室|办事处|人民政府))20\d\d年")
_SECRET = re.compile(
    r"(?:绝密|机密|秘密|工作秘密)(?:★.{0,8})?$|内部(?:资料|文件)，?注意保(?:存|密)$"
)


@dataclass(eq=False, repr=False)
class Letterhead:
    """Fields read so far, with the findings they gave rise to."""

    document: Document
    findings: list[Finding] = field(default_factory=list)
    issued_span: Span | None = None


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
    """Return each 发文字号 in ``text[start:end]``: normalised, with its offsets."""
    found = []
    for match in _NUMBER.finditer(text, start, len(text) if end is None else end):
        begin = match.start()
        while begin > max(start, match.start() - 14) and "一" <= text[begin - 1] <= "鿿":
            begin -= 1
        word = _LEAD.split(text[begin : match.start()])[-1]
        if len(word) >= 2:
            number = f"{word}〔{match['year'] or match['open']}〕{match['no']}号"
            found.append((number, match.start() - len(word), match.end()))
    return found


def find_date(text: str) -> tuple[dt.date, int, int] | None:
    """Return the first full date in ``text``, Arabic or Chinese, with its offsets."""
    for pattern in (_DATE, _CN_DATE):
        if (match := pattern.search(text)) is None:
            continue
        year, month, day = match.groups()
        if pattern is _CN_DATE:
            digits = "〇一二三四五六七八九"
            year = "".join(str(digits.find(c.replace("零", "〇"))) for c in year)
            month, day = str(numeral(month.replace("元", "一"))), str(numeral(day))
        try:
            return dt.date(int(year), int(month), int(day)), match.start(), match.end()
        except ValueError:
            return None
    return None


def printed_year(text: str) -> int | None:
    """Return the year a title names, e.g. 2023 for 2023年 or 二〇二三年."""
    if match := _YEAR.search(text):
        return int(match[1])
    if match := _CN_YEAR.search(text):
        digits = "〇一二三四五六七八九"
        figures = [digits.find(char.replace("零", "〇")) for char in match[1]]
        return 2000 + figures[0] * 10 + figures[1] if min(figures) >= 0 else None
    return None


def plain(text: str) -> str:
    """Return printed words without blanks."""
    return "".join(text.split())


def issuers(printed: list[str], grammar: Grammar) -> str:
    """Return who issues a paper; several organs on a line or on several are parted by 、."""
    names = [name for line in printed for name in line.split()]
    if len(printed) == 2 and len(names) == 2 and names[1].endswith(_BODIES) and _is_half(names[1]):
        return "".join(names)
    own = [_stands_apart(name) for name in names[1:]]
    if len(names) > 1 and all(own) and all(map(grammar.is_organ, names)):
        return "、".join(names)
    return plain(printed[0])


def _stands_apart(name: str) -> bool:
    """Tell whether a name is whole, beside others that sign: 省科技厅 is, 办公室 is none."""
    seated = len(name) == 4 and name[0] in "省市县区州旗" and name[-1] in "局厅委办"
    return (len(name) > 4 or seated) and not _is_half(name)


def _is_half(name: str) -> bool:
    """Tell whether a line is the second half of a name: 优化营商环境领导小组, below the place."""
    if name.startswith(_PART_OF_NAME):
        return True
    body = name.endswith(_BODIES) and not name.startswith(("中共", "共青团", "中国"))
    return body and not any(mark in name[:5] for mark in "省市县区州旗盟镇乡")


def read_letterhead(view: View, region: Region, grammar: Grammar, year: int | None) -> Letterhead:
    """Fill the fields from the paragraphs that `taskboard.parsing.sections` has set apart."""
    head = Letterhead(Document())
    values = _from_lines(view, region, head, grammar)
    title = plain("".join(view.printed(*part) for part in region.title)) or None
    named = values.pop("site_title", "")
    alone = title is None and named.endswith(grammar.notice_ends + grammar.title_ends)
    if alone or (region.title == region.subject and ISSUING.search(named)):
        title = named  # the page prints the notice's title in its table only
    values["title"] = title
    subject = plain("".join(view.printed(*part) for part in region.subject)) or None
    if subject is None and title and (match := ISSUING.search(canonical(title))):
        subject = unquoted(title[slice(*match.span(1))])
    if subject is None and region.announced:
        subject = plain(view.printed(*region.announced))
    values["subject"] = subject
    values["issuer"] = values.pop("issuer", None) or _issuer(
        view, region, grammar, title, values.pop("site_issuer", None)
    )
    values.pop("site_issuer", None)
    document = replace(head.document, **values)
    head.document = replace(document, year=year or _year(document) or _said_year(view, region))
    return head


def _said_year(view: View, region: Region) -> int | None:
    """Return the year that the note below the title or the words above the clauses name."""
    if region.note and (noted := printed_year(view.text[slice(*region.note)])):
        return noted
    named = {
        int(found[1] or found[2] or found[3] or found[4])
        for part in region.before_first_clause
        for found in _OF_YEAR.finditer(view.text, *part)
    }
    named = named or {
        year for part in region.annexes if (year := printed_year(view.text[slice(*part)]))
    }
    return named.pop() if len(named) == 1 else None


def _issuer(
    view: View, region: Region, grammar: Grammar, title: str | None, site: str | None
) -> str | None:
    """Return who issues a paper that nobody signs: the title, the page and the masthead say it.

    The page's word counts when the title names nobody or leaves out the place: 县人民政府.
    """
    named = None
    if title and re.search(_VERB, canonical(title)):
        printed = "\n".join(view.printed(*part) for part in region.title)
        verb = re.search(_VERB, canonical(printed))
        if verb is None:  # the page prints the title in its table only
            printed, verb = title, re.search(_VERB, canonical(title))
        named = issuers([printed[: verb.start() if verb else None]], grammar)
    if site and (named is None or len(named) < 3):
        return site
    if named and len(named) > 2:
        placed = site is not None and grammar.is_organ(site) and site[0] not in "省市县区州旗政"
        return site if placed and named[0] in "省市县区州旗" else named
    owner = _OWNER.search(canonical(title or ""))
    if owner and any(f"来源：{owner[1]}" in view.text[slice(*part)] for part in region.letterhead):
        return owner[1].removeprefix("关于印发").lstrip("《")
    if region.masthead:
        name = plain(view.printed(*region.masthead[0])).removesuffix("文件")
        return name if grammar.is_organ(name) else None
    return None


def _year(document: Document) -> int | None:
    day = document.issued_on or document.printed_on
    for text in (document.subject, document.title):
        if text and (span := _YEARS.search(text)):  # 三年行动计划（2023—2025年）
            first, last = int(span[1]), int(span[2])
            return day.year if day and first <= day.year <= last else first
        if text and (year := printed_year(text)):
            return year
    if day:
        return day.year
    match = re.search(r"〔(\d{4})〕", document.number or "")
    return int(match[1]) if match else None


def _from_site(text: str, region: Region, values: dict[str, Any]) -> None:
    """Fill what the document itself does not print from the labels a site prints above it."""
    for start, end in region.metadata:
        for match in _LABEL.finditer(text, start, end):
            label, value = match[1], match[2]
            if label.endswith(("文号", "字号", "编号")):
                if (numbers := find_numbers(value)) and not values.get("number"):
                    values["number"] = numbers[0][0]
            elif "日期" in label:
                day = _ISO.match(re.sub("[年月/.]", "-", value))
                if day and not values.get("issued_on"):
                    values["issued_on"] = _day(*map(int, day.groups()))
            elif label.endswith(("标题", "名称")):
                values.setdefault("site_title", value)
            else:
                values.setdefault("site_issuer", value)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _day_behind(text: str, number: tuple[int, int]) -> tuple[int, int] | None:
    """Return where a full date stands on the line of the number, and nothing behind it."""
    start, end = number
    found = find_date(text[start:end])
    ends = found is not None and text[start + found[2] : end].strip("（）") == ""
    return (start, end) if ends else None


def _from_lines(view: View, region: Region, head: Letterhead, grammar: Grammar) -> dict[str, Any]:
    values: dict[str, Any] = {}
    text = view.text
    if region.bulletin and not region.issued and not region.signatures:
        office, region.issued = region.bulletin
        region.signatures = [office]
    if region.number and (numbers := find_numbers(text, *region.number)):
        values["number"] = numbers[0][0]
    if region.number and not region.issued:  # 川府发〔2006〕29号 二〇〇六年十二月十九日
        region.issued = _day_behind(text, region.number)
    if region.recipients:
        values["recipients"] = split_names(view, *region.recipients)
    if region.issued and (found := find_date(text[slice(*region.issued)])):
        values["issued_on"] = found[0]
        start = region.issued[0]
        head.issued_span = view.span(start + found[1], start + found[2])
    if region.signatures:
        values["issuer"] = issuers([view.printed(*part) for part in region.signatures], grammar)
    if region.printed and (found := find_date(text[slice(*region.printed)])):
        values["printed_on"] = found[0]
    if region.copied:
        names = [name for part in region.copied for name in split_names(view, *part)]
        values["copied_to"] = tuple(name for name in names if name not in ("存档", "存"))
    _from_site(text, region, values)
    if region.site_day and not values.get("issued_on"):
        day = _ISO.match(text[slice(*region.site_day)])
        values["issued_on"] = _day(*map(int, day.groups())) if day else None
    values["annexes"] = tuple(plain(view.printed(*part)) for part in region.annexes)
    own = values.get("number")
    seen: dict[str, None] = {}
    for part in region.before_first_clause:
        for number, _, _ in find_numbers(text, *part):
            if number != own:
                seen[number] = None
    values["basis"] = tuple(seen)
    if region.disclosure:
        values["disclosure"] = plain(view.printed(*region.disclosure)).strip("（）()")
    for part in region.letterhead:
        if part[1] - part[0] < 80 and (mark := _SECRET.search(text[slice(*part)])):
            place = view.span(part[0] + mark.start(), part[0] + mark.end())
            head.findings.append(finding("classified-mark", place, mark[0]))
    return values
