"""Find every printed time limit in a view, in one pass.

Candidates are found by the words that carry time (年 月 日 季 周 每 按 …); each is read as a cycle,
a point of the calendar or a length of time, and then accepted or refused by its neighbours.
Inside quoted names and titles nothing is read. What can be read in two ways is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from taskboard.model import Deadline, Finding
from taskboard.parsing.deadlines_context import ABOUT, REFUSED_LEFT, milestone, stage, stands
from taskboard.parsing.deadlines_cycle_days import Cycle
from taskboard.parsing.deadlines_cycles import read_cycle
from taskboard.parsing.deadlines_found import Found, numbers, parted, undated_findings
from taskboard.parsing.deadlines_points import Point, carried, elided, read_points
from taskboard.parsing.deadlines_tables import END_MONTHS, YEARLY, TimeTables, extended
from taskboard.parsing.deadlines_text import DAY_DOT, readable
from taskboard.parsing.deadlines_triggers import Length, read_length
from taskboard.parsing.deadlines_words import (
    bare_day,
    named_days,
    of_year,
    ongoing,
    ongoing_cells,
    ongoing_labels,
)
from taskboard.parsing.view import View

_NUM = "0-9一二三四五六七八九十两半"
_HEAD = re.compile(
    f"[{_NUM}今本当次明翌来去上下前年全岁每按逐双单隔第周月季日旬]"
    f"(?:隔?[{_NUM}〇零.]{{0,5}}个?(?:年|月|日|号|季|周|星期|天|小时|分钟|工作日|自然日|旬|学)"
    f"|[0-9]{{0,3}}[—~至到./{DAY_DOT}-][0-9]{{1,2}}|半年|[底末终内初中]|一年|度[内至不要应须组开召听进首末第最]"
    "|度?[调通督点会研碰排晾例讲报小盘分总考评汇抽巡公统监更清检复曝])"
)
ANY_YEARS = (2096, 2092)  # leap years after any that is printed
_RUN = re.compile("[0-9.]+")
_COUNTED = re.compile("[0-9.].|[半几两一二三四五六七八九十]年")  # 2.5年内, 三年内
_SUFFIX = re.compile(
    "(?:（(?:星期|周)[一二三四五六日天]）)?(?:上午|下午|晚上?|中午)?(?:[0-9]{1,2}(?:时|点|：[0-9]{2})(?:[0-9]{1,2}分)?整?)?(?:下班)?"
    "(?P<s>(?:之|以)?前|(?:之|以)?内|之间|期间)(?!三|两|列|往|来|期|后|置|端|沿|瞻|需)"
)
_DONE_BY = (
    "(?:全面|全部|基本|力争|确保|须|要|应)*(?:完成(?!的|了)|实现|建成|达到)"  # 截止12月底前全面完成
)
_SEASONS = tuple("春夏秋冬暑寒")
_EDGE = re.compile("[，。；：、（\n到至在于前—~| ]")
_BUILT = re.compile("[^，。；：\n]{1,12}的")


def find_deadlines(
    view: View,
    year: int,
    *,
    grammar: Mapping[str, Any] | None = None,
    cell: bool = False,
) -> list[Deadline]:
    """Return the time limits printed in ``view``, in order, with their original spans.

    Args:
        view: Text of one document, clause or cell.
        year: Year that stands where none is printed.
        grammar: Rows an office adds, keys as in `TimeTables`.
        cell: True for a cell of a 完成时限 column, where a bare day or month is a limit.
    """
    return read_times(view, year, grammar=grammar, cell=cell)[0]


def read_times(
    view: View, year: int, *, grammar: Mapping[str, Any] | None = None, cell: bool = False
) -> tuple[list[Deadline], list[Finding]]:
    """Return the time limits and the ambiguous ones of ``view`` in one pass.

    Where ``year`` is 0, a limit that prints no year of its own is ambiguous.
    """
    if not year:
        return _without_year(view, grammar, cell)
    scan = _Scan(view, year, extended(grammar), cell)
    scan.run()
    return scan.deadlines(), scan.findings


def _without_year(
    view: View, grammar: Mapping[str, Any] | None, cell: bool
) -> tuple[list[Deadline], list[Finding]]:
    """Read the view as of two years: what differs hangs on a year that nobody printed."""
    tables = extended(grammar)
    late = _Scan(view, ANY_YEARS[1], tables, cell)
    late.run()
    told = numbers(late.found)
    del late
    scan = _Scan(view, ANY_YEARS[0], tables, cell)
    scan.run()
    scan.found, undated = parted(scan.found, told)
    scan.findings += undated_findings(view, undated)
    return scan.deadlines(), scan.findings


class _Scan:
    """One pass over the text of a view."""

    def __init__(self, view: View, year: int, tables: TimeTables, cell: bool) -> None:
        self.view, self.year, self.tables, self.cell = view, year, tables, cell
        self.text = readable(view.text, cell=cell)
        self.found: list[Found] = []
        self.findings: list[Finding] = []
        self.cycle: Cycle | None = None
        self.dated: Point | None = None

    def run(self) -> None:
        """Read candidates from left to right."""
        pos, text = 0, self.text
        for word in named_days(text, self.view.text, self.year, self.tables):
            if word.due:
                self.keep(word.start, word.end, kind="due", due_on=word.due)
            else:
                self.doubt(word.start, word.end, "没有固定的日期")
        own = self.tables.own_heads()
        heads = re.compile(f"{_HEAD.pattern}|{own}") if own else _HEAD
        while head := heads.search(text, pos):
            start = head.start()
            run = _RUN.match(text, start)
            pos = self.read(start) or (run.end() if run else start + 1)
        taken = sorted(one[:2] for one in self.found)
        for word in list(ongoing(text, taken, self.tables)):
            self.keep(word.start, word.end, kind="ongoing")
        alone = ongoing_labels(text) if not self.cell else () if self.found else ongoing_cells(text)
        for word in alone:
            self.keep(word.start, word.end, kind="ongoing")

    def read(self, pos: int) -> int | None:
        """Read the candidate at ``pos``; return where it ends, None when it is no time."""
        cycle = read_cycle(self.text, pos, self.tables)
        if cycle:
            return self.take_cycle(cycle)
        length = read_length(self.text, pos)
        if length:
            return self.take_length(length, pos)
        points = read_points(self.text, pos, self.year)
        if points:
            return self.take_points(self.carried(points, pos))
        if bare := bare_day(self.text, pos):
            return self.take_day(pos, *bare)
        end = of_year(self.text, pos)
        if end:
            self.keep(pos, end, kind="recurring", rrule=YEARLY)
        return end

    def carried(self, points: list[Point], pos: int) -> list[Point]:
        """Give points without a year the year printed before them in the sentence."""
        before = self.dated
        plain = points[-1].grain == "year" and "度" in self.text[pos : points[-1].end + 1]
        self.dated = points[-1] if points[-1].printed_year and not plain else before
        if not before or points[0].printed_year:
            return points
        return carried(self.text, points, before, self.year, known=self.year not in ANY_YEARS)

    def take_day(self, pos: int, day: int, end: int) -> int:
        """Keep a day without a month: it belongs to the cycle named before it."""
        text, cycle = self.text, self.cycle
        near = cycle is not None and not re.search("[。；\n]", text[cycle.end : pos])
        apart = cycle is not None and "，" in text[cycle.end : pos]
        following = text.endswith(("次月", "下月", "翌月"), 0, pos)
        if near and cycle and not cycle.limited and not (following and apart):
            months = END_MONTHS.get(cycle.cycle)
            if months or cycle.cycle == "month":
                head = f"FREQ=YEARLY;BYMONTH={months}" if months else "FREQ=MONTHLY"
                self.found[-1] = Found(
                    cycle.start, end, {"kind": "recurring", "rrule": f"{head};BYMONTHDAY={day}"}
                )
                self.cycle = None
                return end
        if following or text.endswith(("当月", "每月"), 0, pos):
            self.keep(pos - 2, end, kind="recurring", rrule=f"FREQ=MONTHLY;BYMONTHDAY={day}")
        else:
            self.doubt(pos, end, "没有写明是哪一个月")
        return end

    def take_cycle(self, cycle: Cycle) -> int:
        """Keep a recurring duty."""
        if cycle.unsure:
            self.doubt(cycle.start, cycle.end + cycle.bare_one, cycle.unsure)
        if cycle.rule:
            self.keep(cycle.start, cycle.end, kind="recurring", rrule=cycle.rule)
            self.cycle = cycle
        elif cycle.cycle != "season":
            self.doubt(cycle.start, cycle.end, "的周期没有固定日期")
            self.keep(cycle.start, cycle.end, kind="ongoing")
        return cycle.end

    def take_length(self, length: Length, pos: int) -> int:
        """Keep a duty that an event triggers."""
        if not length.stated and length.within and length.within.unit in ("month", "year"):
            self.doubt(pos, length.end, "没有写明从哪一天算起")
            return length.end
        self.keep(
            length.start, length.end, kind="triggered", trigger=length.event, within=length.within
        )
        return length.end

    def take_points(self, points: list[Point]) -> int | None:
        """Keep the points of a list that are time limits; return where the list ends."""
        text, last = self.text, points[-1]
        if last.past or _COUNTED.search(text, max(0, points[0].start - 1), points[0].start + 1):
            return last.end
        points = [*elided(text, points[0], self.year, cell=self.cell), *points]
        if self.cell and last.grain == "year" and text[last.end : last.end + 1] in _SEASONS:
            self.doubt(points[0].start, last.end + 1, "没有固定的日期")
            return last.end
        moves = self.cell and text.startswith(self.tables.movable, last.end)
        if moves and last.grain not in ("day", "end"):
            return last.end  # 9月开学前: told as a day that moves
        suffix = _SUFFIX.match(text, last.end)
        end = suffix.end() if suffix else last.end
        if (
            suffix
            and suffix["s"].endswith("前")
            and last.grain in ("month", "quarter", "half", "year")
        ):
            why = "可指到月底，也可指到月初" if last.grain == "month" else "没有写明是期初还是期末"
            self.doubt(points[0].start, end, why)
            return end
        if last.last.year < self.year and _BUILT.match(text, end):
            return end  # 2022年底前建成的房屋
        if not suffix and (self.is_inside(points) if self.cell else not self.stands(points)):
            return last.end
        if (
            suffix
            and REFUSED_LEFT.search(text, max(0, points[0].start - 4), points[0].start)
            and not last.window
            and not re.compile(_DONE_BY).match(text, end)
        ) and not text.endswith(("从", "自", "和", "与"), 0, points[0].start):
            return end
        for point in points:
            self.keep_point(point, end if point.end == last.end else point.end)
        return end

    def is_inside(self, points: list[Point]) -> bool:
        """Tell whether a year in a cell stands inside a clause: 明确2023年目标."""
        start, end = points[0].start, points[-1].end
        inside = points[-1].grain == "year" and 0 < start < end < len(self.text)
        return inside and not _EDGE.match(self.text, start - 1)

    def stands(self, points: list[Point]) -> bool:
        """Tell whether points without 前 or 内 after them are a time limit."""
        known = 0 if self.year in ANY_YEARS else self.year
        if stands(self.text, points, known, self.tables):
            return True
        before = [one for one in self.found[-1:] if one.deadline["kind"] == "due"]
        return any(stage(self.text, *one[:2], points[-1], self.tables) for one in before)

    def keep_point(self, point: Point, end: int) -> None:
        """Keep a fixed day."""
        starts = point.first if point.window or point.grain == "half" else None
        if point.grain == "half" and point.first.month == 1:
            starts = None
        start = point.start
        if self.text.endswith(("于", "在", "到", "至"), 0, start):
            start -= not ABOUT.search(self.text, max(0, start - 2), start)
        self.keep(
            start,
            end,
            kind="due",
            due_on=point.last,
            starts_on=starts if starts != point.last else None,
            milestone=milestone(self.text, end, self.tables),
            approx=point.approx,
        )

    def keep(self, start: int, end: int, **values: Any) -> None:
        """Note a deadline and its place."""
        self.found.append(Found(start, end, values))

    def doubt(self, start: int, end: int, why: str) -> None:
        """Note that words can be read in two ways."""
        words = self.view.text[start:end]
        message = f"“{words}”{why}，请核对时限。"
        span = self.view.span(start, end)
        self.findings.append(Finding("deadline-ambiguous", "warning", message, span))

    def deadlines(self) -> list[Deadline]:
        """Return what was kept, in order of place."""
        made = []
        kept, self.found = self.found, []  # each is let go when it is told
        kept.sort(key=lambda f: f[:2], reverse=True)
        same: dict[str, str] = {}  # equal words are one string
        while kept:
            start, end, values = kept.pop()
            printed = "".join(self.view.printed(start, end).split())
            printed = same.setdefault(printed, printed)
            made.append(Deadline(printed, span=self.view.span(start, end), **values))
        return made
