"""Every figure a report or a circular prints, computed once, with the query behind it.

A `Figure` holds its value, the rows it counts and the words of its filter, so that anyone can
look the rows up again and recompute the number. Shares carry numerator and denominator; rows
put aside leave the denominator. The functions are pure: frames and days in, values out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from taskboard.model import Finding
from taskboard.reports.chinese import section_name

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed number and where it comes from.

    Attributes:
        name: Stable name, e.g. ``late``.
        label: Its Chinese name, e.g. ``逾期``.
        value: The number itself: a count, a mean, or a percentage when ``of`` is given alone.
        frame: The table it is counted in: ``items``, ``assignments``, ``reports`` …
        where: The filter as a pandas query on that table, ``""`` for all rows.
        words: The same filter in Chinese.
        keys: Keys of the rows counted, in printed order.
        of: Name of the figure that is the denominator of its share, ``""`` for none.
        denominator: Value of that figure, None for none.
    """

    name: str
    label: str
    value: float
    frame: str
    where: str
    words: str
    keys: tuple[str, ...] = ()
    of: str = ""
    denominator: float | None = None

    @property
    def share(self) -> float | None:
        """Percentage of the denominator, None when there is none or it is nothing."""
        return None if self.denominator is None else percent(self.value, self.denominator)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON-ready form a snapshot stores."""
        return {
            "name": self.name, "label": self.label, "value": self.value, "frame": self.frame,
            "where": self.where, "words": self.words, "keys": list(self.keys), "of": self.of,
            "denominator": self.denominator,
            "share": None if self.share is None else round(self.share, 2),
        }  # fmt: skip


class Figures(Mapping[str, Figure]):
    """The figures of one report by name, in the order they were counted."""

    def __init__(self, figures: Iterable[Figure] = (), findings: Iterable[Finding] = ()) -> None:
        self._figures = {figure.name: figure for figure in figures}
        self.findings: tuple[Finding, ...] = tuple(findings)

    def __getitem__(self, name: str) -> Figure:
        return self._figures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    def __add__(self, other: Figures) -> Figures:
        return Figures((*self.values(), *other.values()), (*self.findings, *other.findings))

    def to_list(self) -> list[dict[str, Any]]:
        """Return all figures JSON-ready."""
        return [figure.to_dict() for figure in self.values()]


def percent(numerator: float, denominator: float) -> float | None:
    """Return the share in percent (not rounded), None when the denominator is nothing."""
    return None if not denominator else numerator * 100 / denominator


def count(
    frame: pd.DataFrame, name: str, label: str, where: str, words: str, of: Figure | None = None
) -> Figure:
    """Count the rows of ``frame["items" …]`` that the pandas query ``where`` keeps."""
    rows = frame.query(where, engine="python") if where and len(frame) else frame
    keys = tuple(str(key) for key in rows.index) if len(frame) else ()
    table = str(frame.attrs.get("table", "items"))
    base = None if of is None else of.value
    return Figure(name, label, len(keys), table, where, words, keys, of.name if of else "", base)


def parts_add_up(total: Figure, parts: Sequence[Figure]) -> tuple[Finding, ...]:
    """Return a finding that names the rows missing from, or doubled in, the parts; else none."""
    seen = [key for part in parts for key in part.keys]
    missing = sorted(set(total.keys) - set(seen))
    often = {key for key, times in Counter(seen).items() if times > 1}
    doubled = sorted(often | (set(seen) - set(total.keys)))
    if not missing and not doubled:
        return ()
    named = "、".join(part.label for part in parts)
    why = [f"缺 {'、'.join(missing)}"] if missing else []
    why += [f"多 {'、'.join(doubled)}"] if doubled else []
    message = f"{named}合计 {len(seen)}，与{total.label} {total.value:g} 不符：{'；'.join(why)}。"
    return (Finding("parts-do-not-add-up", "error", message),)


def ranks(values: Sequence[float], *, best_high: bool = True) -> list[int]:
    """Return the place of each value, ties sharing one (并列同名次): 1, 2, 2, 4."""
    ordered = sorted(values, reverse=best_high)
    return [ordered.index(value) + 1 for value in values]


def cross_table(items: pd.DataFrame, by: str, standings: Sequence[str]) -> list[dict[str, Any]]:
    """Count ``items`` by one column and standing; rows in order of first appearance.

    Returns:
        One dict per value of ``by``: ``name``, ``total`` and a number per standing, where total
        is the sum of the given standings (rows put aside are not in it unless asked for).
    """
    kept = items[items["standing"].isin(list(standings))]
    table: dict[str, dict[str, Any]] = {}
    for name, state in zip(kept[by], kept["standing"], strict=True):
        row = table.setdefault(
            str(name), {"name": str(name), "total": 0, **dict.fromkeys(standings, 0)}
        )
        row["total"] += 1
        row[str(state)] += 1
    return list(table.values())


def section_table(items: pd.DataFrame, standings: Sequence[str]) -> list[dict[str, Any]]:
    """Count ``items`` by the part of the document they stand in, see `cross_table`."""
    pairs = zip(items["section"], items["section_heading"], strict=True)
    named = items.assign(part=[section_name(str(path), str(heading)) for path, heading in pairs])
    return cross_table(named, "part", standings)
