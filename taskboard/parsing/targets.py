"""Find measurable demands in a view, in one pass: operator, value, measure, period, indicator.

Every number with a known measure is a candidate; it is kept when its neighbours make it a demand
(an operator, a verb of achievement, a cycle) and refused when they make it a name, a threshold, an
ordinal, a stock or a baseline. Duties without a number are kept with value None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from taskboard.model import Target
from taskboard.parsing.numerals import read_number
from taskboard.parsing.quoted import without_names
from taskboard.parsing.targets_evidence import Judge
from taskboard.parsing.targets_indicator import indicator_of, period_of
from taskboard.parsing.targets_tables import INDEXES, PER, SHIPPED_KINDS, extended
from taskboard.parsing.view import View
from taskboard.patterns import rare

_CN = "一二两三四五六七八九十"
_NUMBER = re.compile(
    f"[0-9百{_CN}](?:(?<=百)分之[{_CN}百零点]{{1,6}}|(?<=[0-9])[0-9]*(?:\\.[0-9]+|，[0-9]{{3}}(?![0-9]))*"
    f"|(?<=[{_CN}])[{_CN}百千零点]{{0,8}}(?:分之[{_CN}]{{1,3}})?)"
)
_MORE = re.compile("(?:余|多|来|几)?(千万|百万|十万|万亿|千亿|百亿|[万亿千百])?(?:余|多)?")
_SENTENCE = re.compile("[。；\n]")
_RANGE = re.compile("[—~至到-]{1,2}")
_PERS = "|".join(sorted(PER.split(), key=len, reverse=True))
_PER = re.compile(f"/(?:{_PERS})(?:[·/](?:{_PERS}))?")
_DEVICES = ("AED", "CT", "DR", "MRI", "LED", "DSA", "ATM")  # 配备AED80台
# first character of a measure -> length of the longest measure it begins
_LONGEST = {unit[0]: len(unit) for unit in sorted(SHIPPED_KINDS, key=len)}
_TURNS = ("/年", "/月", "/周", "/日", "/天")
_AND = re.compile("[、和及与]")
_LETTERS = re.compile("[A-Za-z0-9]")
_CLAUSE = "[，。；：、\n]"
_INDEX_END = "(?:以[上内下]|左右)?[，。；、）\n]|$"
_ONE_TO, _TO_ONE = rare("(?<![0-9.])1：$"), rare("：1(?![0-9.：])")
_LASTING = rare("年限(?:均|都)?(?:达到?|为|不[低少]于|超过|提高[到至]|延长[到至])?$")
_RATIO_OF = rare("(?:比|比例)[^，。；：0-9]{0,8}$")
_EQUAL = re.compile("应(?P<a>\\w{1,3}?)尽(?P=a)|(?P<b>\\w)无不(?P=b)")


class Candidate(NamedTuple):
    """A number with its measure.

    Attributes:
        unit: Measure with its multiplier, e.g. ``万人``; ``""`` for a bare fraction.
        kind: Kind of measure: percent, events, counts, sizes, durations or fraction.
        small: True for a Chinese numeral.
        loose: True when it prints 余 or 多.
    """

    start: int
    end: int
    value: float
    unit: str
    kind: str
    small: bool
    loose: bool
    number: str
    low: float | None = None


def find_targets(
    view: View, year: int, *, grammar: Mapping[str, Any] | None = None
) -> list[Target]:
    """Return the measurable demands printed in ``view``, in order, with original spans.

    Args:
        view: Text of one document, clause or cell.
        year: Year of the document; numbers of years before it are history.
        grammar: Rows an office adds, keys as in `TargetTables`, or ``measures``.
    """
    tables, kinds = extended(grammar)
    text = without_names(view.text)
    judge = Judge(text, year, tables)
    made: list[Target] = []
    before, named = 0, ""
    for found in _candidates(text, kinds):
        verdict = judge.verdict(found)
        if verdict is None:
            continue
        for op, value, approx in verdict:
            span = indicator_of(text, found, judge)
            indicator = view.text[span.left : span.right]
            if not indicator and not _SENTENCE.search(text, before, found.start):
                indicator = named  # 比率在95%以上，力争98%以上
            before, named = found.end, indicator
            made.append(
                Target(
                    text="".join(view.printed(span.start, span.end).split()),
                    indicator=indicator,
                    span=view.span(span.start, span.end),
                    op=op,  # type: ignore[arg-type]
                    value=_plain(value),
                    unit=found.unit or None,
                    period=period_of(text, found.start),
                    approx=approx,
                )
            )
    made += _qualities(view, tables.qualities)
    return sorted(made, key=lambda target: target.span)


def _plain(value: float) -> float:
    """Return ``value`` without the noise of binary fractions."""
    return round(value, 4)


def _candidates(text: str, kinds: Mapping[str, str]) -> list[Candidate]:
    """Return every number that a known measure follows."""
    rows: list[Candidate] = []
    before: tuple[int, int, str] = (0, -1, "")  # the number just before: its place and numeral
    bare = any(word in text for word in INDEXES)
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        if start and _LETTERS.match(text[start - 1]) and not text.endswith(_DEVICES, 0, start):
            continue
        candidate = _measured(text, found[0], start, end, kinds)
        if bare and candidate is None:
            candidate = _index(text, found[0], start, end)
        if candidate is None and text.startswith("年", end):
            candidate = _years(text, found[0], start, end)
        if candidate is None and "：" in (text[start - 1 : start], text[end : end + 1]):
            candidate = _ratio(text, found[0], start, end)
        if candidate and _RANGE.fullmatch(text, before[1], start):
            candidate = _ranged(text, rows, candidate, before)
        if candidate:
            _share_unit(text, rows, candidate, before)
            rows.append(candidate)
        before = (start, candidate.end if candidate else end, found[0])
    return rows


def _index(text: str, number: str, start: int, end: int) -> Candidate | None:
    """Return an index or a coefficient, which has no measure: 价格指数控制在103.5以内."""
    words = text[max(0, start - 20) : start]
    near = max(words.rfind(word) for word in INDEXES)
    if (
        near < 0
        or re.compile(_CLAUSE).search(words, near)
        or not re.compile(_INDEX_END).match(text, end)
    ):
        return None
    value = read_number(number) if number[0].isdigit() else None
    return (
        None if value is None else Candidate(start, end, value, "", "index", False, False, number)
    )


def _ratio(text: str, number: str, start: int, end: int) -> Candidate | None:
    """Return a ratio to one as the other number: 床护比不低于1：0.65, 收入比缩小到2.3：1."""
    if _ONE_TO.search(text, max(0, start - 3), start):
        start -= 2
    elif _TO_ONE.match(text, end):
        end += 2
    else:
        return None
    value = read_number(number) if number[0].isdigit() else None
    if value is None or not _RATIO_OF.search(text, max(0, start - 16), start):
        return None
    return Candidate(start, end, value, "", "index", False, False, number)


def _years(text: str, number: str, start: int, end: int) -> Candidate | None:
    """Return a length of schooling or service: 平均受教育年限达到11.5年."""
    value = read_number(number) if number[0].isdigit() and len(number) < 5 else None
    if value is None or not _LASTING.search(text, max(0, start - 10), start):
        return None
    return Candidate(start, end + 1, value, "年", "sizes", False, False, number)


def _share_unit(
    text: str, rows: list[Candidate], last: Candidate, before: tuple[int, int, str]
) -> None:
    """Give the number before ``last`` its measure: 分别压减至2、3个, 分别压缩至3个、5个工作日."""
    start, end, number = before
    if not _AND.fullmatch(text, end, last.start) or "分别" not in text[max(0, start - 16) : start]:
        return
    if rows and rows[-1].start == start:
        if rows[-1].unit == "个" and last.unit.startswith("个"):
            rows[-1] = rows[-1]._replace(unit=last.unit, kind=last.kind)
    elif (value := read_number(number)) is not None and number[0].isdigit():
        rows.append(last._replace(start=start, end=end, value=value, number=number, low=None))


def _ranged(
    text: str, rows: list[Candidate], high: Candidate, before: tuple[int, int, str]
) -> Candidate:
    """Join ``3—5家`` into one candidate with its lower end; 由3%到5% stays two numbers."""
    low = read_number(before[2])
    if (
        low is None
        or low >= high.value
        or re.search("[由从][^，。；]{0,12}$", text[max(0, before[0] - 14) : before[0]])
    ):
        return high
    if rows and rows[-1].start == before[0]:
        if rows[-1].unit != high.unit:
            return high
        rows.pop()
    return high._replace(start=before[0], low=low)


def _measured(
    text: str, number: str, start: int, end: int, kinds: Mapping[str, str]
) -> Candidate | None:
    """Return the candidate of a number, or None when no measure follows it."""
    small = not number[0].isdigit()
    if number.startswith("百分之"):
        value = read_number(number)
        if value is None:
            return None
        return Candidate(start, end, value, "%", "percent", False, False, number)
    if number.startswith("百"):
        return None
    more = _MORE.match(text, end)
    at = more.end() if more else end
    times = (more[1] or "") if more else ""
    if times and _measure(text, end, kinds)[0]:  # 500千瓦, 3千米
        more, at, times = None, end, ""
    unit, kind = _measure(text, at, kinds)
    if not unit and times in ("千", "百") and not small:
        return None
    if not unit:
        value = read_number(number)
        if "分之" in number and value is not None:
            return Candidate(start, end, value, "", "fraction", False, False, number)
        return None
    value = read_number(number)
    if value is None:
        return None
    loose = at > end and more is not None and at - end > len(times)
    return Candidate(start, at + len(unit), value, times + unit, kind, small, loose, number)


def _measure(text: str, at: int, kinds: Mapping[str, str]) -> tuple[str, str]:
    """Return the longest measure printed at ``at`` and its kind, or two empty strings."""
    longest = _LONGEST.get(text[at : at + 1], 0) if kinds is SHIPPED_KINDS else 7
    for length in range(longest, 0, -1):
        unit = text[at : at + length]
        if unit in kinds:
            kind = kinds[unit]
            if per := _PER.match(text, at + len(unit)):
                if kind == "events" and per[0] in _TURNS:
                    return unit, kind  # 3次/年
                return unit + per[0], "sizes"
            return unit, kind
    return "", ""


def _qualities(view: View, words: tuple[str, ...]) -> list[Target]:
    """Return duties that carry no number: 应公开尽公开, 同步, 完成省下达任务."""
    text = view.text
    made: list[Target] = []
    if "尽" in text:
        for found in _EQUAL.finditer(text):
            made.append(_quality(view, found.start(), found.end()))
    for word in words:
        at = text.find(word)
        while at >= 0:
            made.append(_quality(view, at, at + len(word)))
            at = text.find(word, at + 30)
    return made


def _quality(view: View, start: int, end: int) -> Target:
    """Return a demand without a number."""
    printed = "".join(view.printed(start, end).split())
    return Target(printed, view.text[start:end], view.span(start, end))
