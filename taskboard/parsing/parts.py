"""What the parts of a document are noted in: one part per paragraph, ranges of the view."""

from __future__ import annotations

from dataclasses import dataclass, field

from taskboard.parsing.grammar import Grammar
from taskboard.parsing.lines import Paragraph, lists_annexes
from taskboard.parsing.markers import BULLETS, marker

Range = tuple[int, int]
_LEADERS = "….·—-0123456789"  # what parts a heading from its page in a table of contents


@dataclass(eq=False, repr=False)
class Plan:
    """One numbered text: what its paths start with, its title, whether a number was seen yet."""

    prefix: str
    title: Range | None = None
    numbered: bool = False


@dataclass(eq=False, repr=False)
class Region:
    """The parts found; empty or None where a part is not printed.

    Attributes:
        parts: For each paragraph ``letterhead:…``, ``annex:…``, ``rule:…`` or ``plan:N``.
        announced: The plan as the notice names it: 《…》已经…同意.
        note: The line in brackets below the plan's title.
        site_day: A day that a site prints without a label above the document.
        bulletin: The office and the day that a bulletin prints above its title.
    """

    parts: list[str] = field(default_factory=list)
    masthead: list[Range] = field(default_factory=list)
    metadata: list[Range] = field(default_factory=list)
    number: Range | None = None
    title: list[Range] = field(default_factory=list)
    subject: list[Range] = field(default_factory=list)
    announced: Range | None = None
    note: Range | None = None
    site_day: Range | None = None
    bulletin: tuple[Range, Range] | None = None
    recipients: Range | None = None
    signatures: list[Range] = field(default_factory=list)
    issued: Range | None = None
    printed: Range | None = None
    disclosure: Range | None = None
    copied: list[Range] = field(default_factory=list)
    annexes: list[Range] = field(default_factory=list)
    before_first_clause: list[Range] = field(default_factory=list)
    letterhead: list[Range] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)


class Parts:
    """The paragraphs of a document and what each has been taken for so far."""

    def __init__(self, text: str, paragraphs: list[Paragraph], grammar: Grammar) -> None:
        self.paragraphs, self.grammar = paragraphs, grammar
        self.texts = [text[p.start : p.end] for p in paragraphs]
        self.region = Region(parts=[""] * len(paragraphs))
        self.contents = contents(self.texts) if "目录" in self.texts[:80] else range(0)
        for i in self.contents:
            self.mark(i, "letterhead:contents")
        self.first = self._first_clause()

    def _first_clause(self) -> int:
        """Return the first paragraph that opens with a number and is no item of an 附件 list."""
        listed = False
        for i, text in enumerate(self.texts):
            if i in self.contents:
                continue
            if lists_annexes(text):
                listed = True
            elif (found := marker(text)) is None or _apart(self.paragraphs[i]):
                listed = listed and len(text) < 8
            elif found.style == "part" and self._collected(i, found.end):
                self.mark(i, "letterhead:masthead")
            elif not (listed and found.style == "num"):
                return i
        return len(self.texts)

    def _collected(self, index: int, end: int) -> bool:
        """Tell whether a site numbers a paper that it shows alone: 第一篇：县政府文件."""
        alone = self.texts[index][end : end + 1] == "："
        return alone and not any(text.startswith("第二篇") for text in self.texts[index + 1 :])

    def range(self, index: int) -> Range:
        """Return where paragraph ``index`` stands, a bullet before it and bars behind left out."""
        paragraph, text = self.paragraphs[index], self.texts[index]
        bars = len(text) - len(text.rstrip("|"))
        return paragraph.start + len(text) - len(text.lstrip(BULLETS)), paragraph.end - bars

    def free(self, index: int) -> bool:
        """Tell whether paragraph ``index`` has no part yet."""
        return not self.region.parts[index]

    def mark(self, index: int, part: str) -> None:
        """Give paragraph ``index`` its part."""
        self.region.parts[index] = part
        if part.startswith("letterhead"):
            self.region.letterhead.append(self.range(index))

    def is_organ(self, index: int) -> bool:
        """Tell whether paragraph ``index`` is the bare name of an organ."""
        return self.grammar.is_organ(self.texts[index])


def contents(texts: list[str]) -> range:
    """Return where a table of contents stands: 目录, and headings that all come again below it."""
    first = texts.index("目录")
    stop = first + 1
    opening = texts[stop].rstrip(_LEADERS) if stop < len(texts) else ""
    while stop < len(texts) and marker(texts[stop]) is not None and len(texts[stop]) < 60:
        if stop > first + 1 and texts[stop] == opening:  # the plan itself, no words between
            break
        stop += 1
    below = "\n" + "\n".join(texts[stop : stop + 2000])
    for at, text in enumerate(texts[first + 1 : stop], first + 1):
        if "\n" + text.rstrip(_LEADERS) not in below:
            stop = at
            break
    return range(first, stop) if stop - first > 3 else range(0)


def _apart(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a table's row or a footnote: its number opens no clause."""
    return paragraph.lines[0].table or paragraph.lines[0].note
