"""The order of protocol (排名次序): where a printed name stands among the office's units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from taskboard.spelling import loosely, membership, tidy

if TYPE_CHECKING:
    import pandas as pd

UNKNOWN = 1_000_000  # names the directory does not hold keep their printed order, at the end


class Protocol:
    """Ranks names by the directory: full and short names, a class by its first member."""

    def __init__(self, units: pd.DataFrame) -> None:
        """Read the folded directory, frames.UNITS, which is in order of protocol."""
        self._places: dict[str, int] = {}
        rows = zip(units.index, units["short_names"], units["groups"], strict=True)
        for place, (name, short, entries) in enumerate(rows):
            groups = (membership(entry).group for entry in entries or ())
            for known in (str(name), *(short or ()), *groups):
                self._places.setdefault(loosely(tidy(known)), place)

    def place(self, name: str) -> int:
        """Return the rank of a printed name, `UNKNOWN` when the directory does not hold it."""
        return self._places.get(loosely(tidy(name)), UNKNOWN)

    def ordered(self, units: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return units (``name`` …) in order of protocol; equals keep the order given."""
        return sorted(units, key=lambda unit: self.place(str(unit["name"])))
