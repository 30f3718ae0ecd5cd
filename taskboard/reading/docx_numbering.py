"""Recover the automatic numbers of a Word document from its numbering and styles.

Word keeps one counter per abstract list: lists that share it go on counting, unless one of them
has a start override: the counter starts anew once, where that list first uses a level that has
one. A paragraph gets its list from itself, or else from its style or the styles that one is
based on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from taskboard.reading.list_numbers import print_number
from taskboard.reading.ooxml import tag

VAL, ILVL, NUM_ID = tag("w:val"), tag("w:ilvl"), tag("w:numId")
P_PR, NUM_PR = tag("w:pPr"), tag("w:numPr")
MAX_BASED_ON = 30
DEEPEST = 8
PLACEHOLDER = re.compile(r"%([1-9])")


def value(parent: etree._Element | None, name: str) -> str | None:
    """Return ``w:val`` of the child ``name``, None when there is no such child."""
    child = None if parent is None else parent.find(tag(name))
    return None if child is None else child.get(VAL)


def _number(words: str | None, default: int) -> int:
    try:
        return int(words) if words is not None else default
    except ValueError:
        return default


@dataclass(slots=True)
class Level:
    """How one level of a list counts and prints."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None

    @classmethod
    def of(cls, node: etree._Element) -> Level:
        """Read ``w:lvl``."""
        restart = value(node, "w:lvlRestart")
        return cls(
            start=_number(value(node, "w:start"), 1),
            form=value(node, "w:numFmt") or "decimal",
            pattern=value(node, "w:lvlText") or "",
            restart=None if restart is None else _number(restart, 0),
            legal=node.find(tag("w:isLgl")) is not None,
            style=value(node, "w:pStyle"),
        )


@dataclass(slots=True)
class NumberedList:
    """A ``w:num``: its abstract list's counter, its levels, its own starts, where they began."""

    counter: str
    levels: dict[int, Level]
    starts: dict[int, int]
    started: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Style:
    based_on: str | None
    num_id: str | None
    level: int | None


@dataclass(slots=True)
class Numbering:
    """The lists of one document and where their counters stand; walk paragraphs in order."""

    lists: dict[str, NumberedList] = field(default_factory=dict)
    styles: dict[str, _Style] = field(default_factory=dict)
    default_style: str | None = None
    _counters: dict[tuple[str, str], dict[int, int]] = field(default_factory=dict)
    _by_style: dict[str | None, tuple[str | None, int | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
        """Read ``numbering.xml`` and ``styles.xml``; either may be missing."""
        self = cls()
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read_lists(numbering)
        return self

    def label(self, properties: etree._Element | None, story: str = "body") -> str:
        """Return the number the next paragraph prints, "" when it has none; counts it.

        Args:
            properties: The paragraph's ``w:pPr``, None when it has none.
            story: Where it stands: the text boxes, notes and margins count for themselves.
        """
        if not self.lists:
            return ""
        num_id, level = self._place(properties)
        numbered = self.lists.get(num_id or "")
        if numbered is None or level not in numbered.levels:
            return ""
        counts = self._count(numbered, level, story)
        return self._print(numbered, level, counts)

    def _count(self, numbered: NumberedList, level: int, story: str) -> dict[int, int]:
        counts = self._counters.setdefault((story, numbered.counter), {})
        if level in numbered.starts and story not in numbered.started:
            numbered.started.add(story)
            for at in [k for k in counts if k >= level]:
                del counts[at]
        start = numbered.levels[level].start
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [k for k in counts if k > level]:
            form = numbered.levels.get(deeper)
            after = deeper if form is None or form.restart is None else form.restart
            if level < after:
                del counts[deeper]
        for above in range(level):
            if above not in counts:
                counts[above] = numbered.levels[above].start if above in numbered.levels else 1
        return counts

    def _print(self, numbered: NumberedList, level: int, counts: dict[int, int]) -> str:
        form = numbered.levels[level]
        if form.form == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            own = numbered.levels.get(at)
            how = "decimal" if form.legal or own is None else own.form
            return print_number(counts.get(at, 1), how) if at <= level else ""

        return PLACEHOLDER.sub(number, form.pattern).strip()

    def _place(self, properties: etree._Element | None) -> tuple[str | None, int]:
        style = num_id = level = None
        if properties is not None:
            style = value(properties, "w:pStyle")
            own = properties.find(NUM_PR)
            if own is not None:
                num_id = value(own, "w:numId")
                level = value(own, "w:ilvl")
        if style not in self.styles:
            style = self.default_style
        styled, styled_level = self._styled(style)
        # a level given without a list belongs to the style's list
        chosen = num_id if num_id is not None else styled
        depth = _number(level, -1)
        if depth < 0:
            depth = styled_level if num_id is None and styled_level is not None else 0
        return chosen, min(depth, DEEPEST)

    def _styled(self, style: str | None) -> tuple[str | None, int | None]:
        if style not in self._by_style:
            self._by_style[style] = self._resolve(style)
        return self._by_style[style]

    def _resolve(self, style: str | None) -> tuple[str | None, int | None]:
        num_id: str | None = None
        level: int | None = None
        names = []
        for _ in range(MAX_BASED_ON):
            entry = self.styles.get(style or "")
            if entry is None:
                break
            names.append(style)
            num_id = entry.num_id if num_id is None else num_id
            level = entry.level if level is None else level
            if num_id is not None and level is not None:
                break
            style = entry.based_on
        numbered = self.lists.get(num_id or "")
        if numbered is not None:
            for name in names:  # the nearest style that a level of the list names
                for at, form in numbered.levels.items():
                    if form.style == name:
                        return num_id, at
        return num_id, level

    def _read_styles(self, root: etree._Element) -> None:
        for node in root.iterchildren(tag("w:style")):
            name = node.get(tag("w:styleId"), "")
            numbers = node.find(f"{P_PR}/{NUM_PR}")
            level = value(numbers, "w:ilvl")
            based_on = value(node, "w:basedOn")
            number = None if level is None else _number(level, 0)
            self.styles[name] = _Style(based_on, value(numbers, "w:numId"), number)
            paragraph = node.get(tag("w:type")) == "paragraph"
            if paragraph and node.get(tag("w:default")) in {"1", "true", "on"}:
                self.default_style = name

    def _read_lists(self, root: etree._Element) -> None:
        abstract: dict[str, dict[int, Level]] = {}
        linked: dict[str, str] = {}
        for node in root.iterchildren(tag("w:abstractNum")):
            name = node.get(tag("w:abstractNumId"), "")
            abstract[name] = _levels(node)
            if link := value(node, "w:numStyleLink"):
                linked[name] = link
        nums = {n.get(NUM_ID, ""): n for n in root.iterchildren(tag("w:num"))}
        for num_id, node in nums.items():
            name = value(node, "w:abstractNumId") or ""
            for _ in range(MAX_BASED_ON):  # a list that takes its levels from a list style
                style = self.styles.get(linked.get(name, ""))
                if abstract.get(name) or style is None or style.num_id not in nums:
                    break
                name = value(nums[style.num_id], "w:abstractNumId") or ""
            levels, starts = dict(abstract.get(name, {})), {}
            for override in node.iterchildren(tag("w:lvlOverride")):
                at = _number(override.get(ILVL), 0)
                own = override.find(tag("w:lvl"))
                if own is not None:
                    levels[at] = Level.of(own)
                if (start := value(override, "w:startOverride")) is not None:
                    starts[at] = _number(start, 1)
                    levels[at] = replace(levels.get(at, Level()), start=starts[at])
            self.lists[num_id] = NumberedList(name, levels, starts)


def _levels(node: etree._Element) -> dict[int, Level]:
    levels = node.iterchildren(tag("w:lvl"))
    return {_number(level.get(ILVL), 0): Level.of(level) for level in levels}
