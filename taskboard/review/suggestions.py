"""Suggest units for a task that names none, each with its reason in words (建议).

Three sources, strongest first: a unit of the directory named in the text, its words of duty,
and the most similar tasks of documents already issued (character bigrams, tf-idf, cosine). A
suggestion is only ever shown; a person takes it or leaves it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

MOST = 3
NEIGHBOURS = 5
LEAST_SIMILAR = 0.12
NAMED, DUTY, SIMILAR = 3.0, 1.0, 2.0  # weight of each source
_NOISE = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")


class Suggestion(NamedTuple):
    """One unit a task might belong to; ``score`` only orders them."""

    unit: str
    score: float
    reason: str


class Precedent(NamedTuple):
    """A task that has units: what it says, who holds it, and how it is cited."""

    text: str
    units: tuple[str, ...]
    cited: str


@dataclass(slots=True)
class Precedents:
    """Earlier tasks, indexed by their bigrams."""

    items: list[Precedent] = field(default_factory=list)
    _weights: dict[str, float] = field(default_factory=dict)
    _postings: dict[str, list[tuple[int, float]]] = field(default_factory=dict)

    @classmethod
    def of(cls, items: Iterable[Precedent]) -> Precedents:
        """Index ``items``; those without units are left out."""
        made = cls([item for item in items if item.units])
        grams = [_bigrams(item.text) for item in made.items]
        seen = Counter(gram for counts in grams for gram in counts)
        total = len(made.items)
        made._weights = {gram: math.log((1 + total) / (1 + n)) + 0.1 for gram, n in seen.items()}
        postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, counts in enumerate(grams):
            for gram, weight in made._vector(counts).items():
                postings[gram].append((number, weight))
        made._postings = dict(postings)
        return made

    def similar(self, text: str) -> list[tuple[Precedent, float]]:
        """Return the most similar earlier tasks with their cosine, best first."""
        scores: defaultdict[int, float] = defaultdict(float)
        for gram, weight in self._vector(_bigrams(text)).items():
            for number, other in self._postings.get(gram, ()):
                scores[number] += weight * other
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:NEIGHBOURS]
        return [(self.items[number], score) for number, score in best if score >= LEAST_SIMILAR]

    def _vector(self, counts: Mapping[str, int]) -> dict[str, float]:
        raw = {
            gram: (1 + math.log(n)) * self._weights[gram]
            for gram, n in counts.items()
            if gram in self._weights
        }
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {gram: weight / length for gram, weight in raw.items()}


class Duty(NamedTuple):
    """A unit with the names it goes by and its words of duty."""

    unit: str
    names: tuple[str, ...]
    keywords: tuple[str, ...]


def suggest(text: str, duties: Sequence[Duty], precedents: Precedents) -> list[Suggestion]:
    """Return at most three units for a task that says ``text``, best first."""
    scores: defaultdict[str, float] = defaultdict(float)
    reasons: dict[str, str] = {}
    for duty in duties:
        named = next((name for name in (duty.unit, *duty.names) if name and name in text), None)
        if named:
            scores[duty.unit] += NAMED
            reasons[duty.unit] = f"原文提到“{named}”"
            continue
        words = [word for word in duty.keywords if word and word in text]
        if words:
            scores[duty.unit] += DUTY * sum(min(len(word), 4) / 4 for word in words)
            reasons[duty.unit] = f"职责关键词“{'、'.join(words[:3])}”"
    for item, likeness in precedents.similar(text):
        share = SIMILAR * likeness / math.sqrt(len(item.units))
        for unit in item.units:
            scores[unit] += share
            reasons.setdefault(unit, f"与{item.cited}相似 {likeness:.0%}")
    best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    return [Suggestion(unit, score, reasons[unit]) for unit, score in best]


def _bigrams(text: str) -> Counter[str]:
    clean = _NOISE.sub("", text)
    return Counter(clean[at : at + 2] for at in range(len(clean) - 1))
