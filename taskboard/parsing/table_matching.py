"""Match the rows of a 任务分解表 to the clauses of the text it stands beside.

The rule, in this order; how much two texts are alike is a number from 0 to 1 (`likeness`):

1. By number: the number a row prints, below the clause its section row names, is the clause's
   own, their words are alike by `NUMBERED` at least, and no other clause by `CLEARLY` more.
2. By words: the clause that is most alike, by `WORDED` at least and `LEAD` ahead of the next.

A row that names a heading with clauses below it stands for all of them; for that the words must
be the same. Any other row has no clause. Nothing is matched without a finding that says how.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from taskboard.model import Clause
from taskboard.parsing.table_rows import NUMBER, numbers_of
from taskboard.parsing.view import canonical
from taskboard.reading.table_task import TableTask

NUMBERED, WORDED, LEAD, CLEARLY = 0.3, 0.6, 0.1, 0.3
RARE, NEAREST = 50, 12  # a pair of characters in more clauses than that leads to none of them
_MARKS = re.compile(r"[^\w]+|_+")
_ENOUGH = 6  # so many characters found word for word are no accident


class Match(NamedTuple):
    """The clause of a row: how it was found, and how much their words are alike."""

    path: str
    by: Literal["number", "words"]
    likeness: float


@dataclass(slots=True)
class Words:
    """A text to compare: its first words, all of them, and their pairs of characters."""

    head: str
    whole: str
    pairs: frozenset[str] = field(init=False)
    all_pairs: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.pairs, self.all_pairs = _pairs(self.head), _pairs(self.whole)


def words(head: str, *more: str) -> Words:
    """Return texts ready to be compared: without blanks and marks, in one width."""
    bare = [_MARKS.sub("", canonical(text)) for text in (head, *more)]
    return Words(bare[0], "".join(bare))


def likeness(row: Words, clause: Words) -> float:
    """Return how much a row and a clause are alike: 1 for the same heading, 0 for nothing common.

    It is the largest of: 0.95 when the row's task stands in the clause word for word, or the
    clause's heading in the row; the share of character pairs task and heading have in common
    (Dice); 0.9 of the share of the task's pairs that stand in the clause.
    """
    if row.head == clause.head and row.head:
        return 1.0
    shorter = min(len(row.head), len(clause.head))
    if shorter >= _ENOUGH and (row.head in clause.whole or clause.head in row.whole):
        return 0.95
    total = len(row.pairs) + len(clause.pairs)
    dice = 2 * len(row.pairs & clause.pairs) / total if total else 0.0
    inside = 0.0
    if len(row.pairs) >= _ENOUGH:
        inside = 0.9 * len(row.pairs & clause.all_pairs) / len(row.pairs)
    return max(dice, inside)


def row_words(row: TableTask) -> Words:
    """Return the words of a row: its task, then its measures."""
    return words(row.text.text, *(one.text for one in row.measures))


class Matcher:
    """The clauses of a text, ready to be asked for the one a row means."""

    def __init__(self, clauses: Sequence[Clause], bodies: dict[str, str]) -> None:
        """Take the outline, and for each clause that has tasks all its words."""
        self._leaves = {
            clause.path: words(clause.heading, bodies[clause.path])
            for clause in clauses
            if clause.path in bodies
        }
        self._sections = {
            clause.path: words(clause.heading) for clause in clauses if clause.path not in bodies
        }
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        self._by_last: dict[int, list[str]] = defaultdict(list)
        for path, leaf in self._leaves.items():
            for pair in leaf.all_pairs:
                self._by_pair[pair].append(path)
            self._by_last[int(re.split(r"[.:]", path)[-1])].append(path)

    def find(self, row: TableTask) -> tuple[Match | None, tuple[str, ...]]:
        """Return the clause of a row, or None and the paths that are equally near."""
        own = row_words(row)
        above = self._section_of(row)
        numbered = self._numbered(row, above)
        scores = {path: likeness(own, self._leaves[path]) for path in {*self._near(own), *numbered}}
        ranked = sorted(scores, key=lambda path: -scores[path])
        top = scores[ranked[0]] if ranked else 0.0
        same = [path for path in numbered if scores[path] >= NUMBERED]
        same.sort(key=lambda path: -scores[path])
        if same and _leads(same, scores) and top - scores[same[0]] <= CLEARLY:
            return Match(same[0], "number", scores[same[0]]), ()
        if top >= WORDED:
            if _leads(ranked, scores):
                return Match(ranked[0], "words", top), ()
            tied = [path for path in ranked if top - scores[path] < LEAD]
            inside = [path for path in tied if above and path.startswith(f"{above}.")]
            if len(inside) == 1:
                return Match(inside[0], "words", scores[inside[0]]), ()
            return None, tuple(sorted(tied, key=list(self._leaves).index))
        whole = [path for path, head in self._sections.items() if head.head == own.head]
        if len(whole) == 1 and own.head:
            return Match(whole[0], "words", 1.0), ()
        return None, ()

    def _section_of(self, row: TableTask) -> str:
        """Return the path of the innermost heading of the text that a row's sections name."""
        found = ""
        for printed in row.section:
            number = NUMBER.match(printed.text)
            bare = words(printed.text[number.end() :] if number else printed.text)
            named = [
                path
                for path, head in {**self._sections, **self._leaves}.items()
                if head.head == bare.head and path.startswith(found)
            ]
            found = named[0] if len(named) == 1 else found
        return found

    def _numbered(self, row: TableTask, above: str) -> list[str]:
        """Return the clauses whose number is the row's."""
        own = numbers_of(row.number)
        if not own:
            return []
        path = ".".join(map(str, own))
        if above and f"{above}.{path}" in self._leaves:
            return [f"{above}.{path}"]
        if len(own) > 1:
            return [path] if path in self._leaves else []
        return self._by_last[own[0]][:RARE] if not row.section else []

    def _near(self, own: Words) -> Iterable[str]:
        shared: Counter[str] = Counter()
        for pair in own.pairs | own.all_pairs:
            paths = self._by_pair.get(pair, ())
            if len(paths) <= RARE:
                shared.update(paths)
        return [path for path, _ in shared.most_common(NEAREST)]


def _leads(ranked: Sequence[str], scores: dict[str, float]) -> bool:
    return len(ranked) < 2 or scores[ranked[0]] - scores[ranked[1]] >= LEAD


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset([text][:1])
