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
_GROUP = re.compile(
    r"(?P<name>.+?)[\[［【〔（(]\s*(?P<days>[自从至到.]*\s*\d{4}[-/.年月日自从至到起止为~～—–\s\d]*)[\]］】〕）)]"
)
_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_DAYS = re.compile(
    rf"(?:[自从]?(?P<first>{_DAY})(?P<since>起)?)?"
    rf"(?:(?P<to>\.\.|[至到]|[~～—–]+)(?P<last>{_DAY})?(?:为?止)?)?"
)


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

    What a clerk writes is read as well: （2024-01-01起） （至2023-06-30） (2021/1/1—2023/6/30).

    Raises:
        ValueError: If there are days in the brackets, but not such as can be understood.
    """
    match = _GROUP.fullmatch(entry.strip())
    if not match:
        return Membership(entry.strip(), None, None)
    days = _DAYS.fullmatch(_BLANK.sub("", match["days"]))
    if not days or not (days["since"] or days["to"]):
        raise ValueError(f"days of a membership: {entry}")
    first, last = (_day(days[name]) for name in ("first", "last"))
    return Membership(match["name"], first, last)


def _day(text: str | None) -> dt.date | None:
    return dt.date(*map(int, re.findall(r"\d+", text))) if text else None


def loosely(name: str) -> str:
    """Return a tidy ``name`` with nothing between its words, 人民政府 as 政府."""
    return _LOOSE.sub("", name).replace("人民政府", "政府")
