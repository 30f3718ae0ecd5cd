"""Spellings of units and classes: one form of brackets and commas, membership by date."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

_FORMS = str.maketrans(
    "([{［〔【〖﹝)]}］〕】〗﹞,;:；，", "（（（（（（（（））））））））、、：、、"
)
_BLANK = re.compile(r"[\s\u200b-\u200f\u3000\ufeff]+")
_LOOSE = re.compile("[（）、]")
_GROUP = re.compile(r"(?P<name>.+?)\[(?P<first>[\d-]*)\.\.(?P<last>[\d-]*)\]")


class Membership(NamedTuple):
    """A group, and the days a unit belongs to it (both inclusive, None = no limit)."""

    group: str
    first: dt.date | None
    last: dt.date | None

    def holds(self, on: dt.date | None) -> bool:
        """Say whether it counts on the day; always when no day is asked."""
        return on is None or (self.first or on) <= on <= (self.last or on)


def tidy(name: str) -> str:
    """Return ``name`` without white space and with one form of bracket and comma."""
    return _BLANK.sub("", name).translate(_FORMS)


def membership(entry: str) -> Membership:
    """Read ``市政府各部门`` or ``市政府各部门[2021-01-01..2023-06-30]``; a day may be left out.

    Raises:
        ValueError: If a day in the brackets is no ISO date.
    """
    match = _GROUP.fullmatch(entry.strip())
    if not match:
        return Membership(entry.strip(), None, None)
    first, last = (dt.date.fromisoformat(d) if d else None for d in match.group("first", "last"))
    return Membership(match["name"], first, last)


def loosely(name: str) -> str:
    """Return a tidy ``name`` with nothing between its words, 人民政府 as 政府."""
    return _LOOSE.sub("", name).replace("人民政府", "政府")
