"""Make the text of a view ready for reading time limits; its length never changes.

Quoted names are hidden, the dot of an item's number becomes a stop, a hyphen between two months
or days becomes a dash, and a cell that says nothing but 12.31 tells days by a mark of its own.
"""

from __future__ import annotations

import re

from taskboard.parsing.markers import marker
from taskboard.parsing.quoted import without_names

DAY_DOT = "‧"  # stands for the dot of 12.31 in a cell
_ITEM = re.compile("(?<![^\n])[0-9]{1,2}[.](?=[0-9一二三四五六七八九十年上下半今明本次])")
_HYPHEN = (
    "(?<=[月日底初旬])-(?=[0-9]{1,2}[月日]|20[0-9]{2}年)"
    "|(?<![0-9./A-Za-z-])(?P<n>[0-9]{1,2})-(?=[0-9]{1,2}月)"
)
_FIRST_MONTH = "(?<![0-9万亿千百港美欧])元月(?=[底初中末份上下前、0-9—至])"
_DAY = "(?:1[0-2]|0?[1-9])[./](?:3[01]|[12][0-9]|0?[1-9])(?:之?前)?"
_DAYS = f"^{_DAY}(?:[—~至到、，；和及]{_DAY})*$"


def readable(text: str, *, cell: bool) -> str:
    """Return ``text`` as the grammar of time limits reads it.

    Args:
        text: Text of a view.
        cell: True for a cell of a 完成时限 column.
    """
    made = without_names(text)
    if "元月" in made:
        made = re.compile(_FIRST_MONTH).sub("一月", made)
    if cell:  # 1-12月, 2025-06-30: in a cell a hyphen is no minus
        made = made.replace("-", "—")
        if "." in made or "/" in made:
            made = re.compile(_DAYS, re.MULTILINE).sub(_days_told, made)
    elif "-" in made:
        made = re.compile(_HYPHEN).sub(lambda found: f"{found['n'] or ''}—", made)
    return _without_numbers(made)


def _days_told(found: re.Match[str]) -> str:
    return found[0].replace(".", DAY_DOT).replace("/", DAY_DOT)


def _without_numbers(text: str) -> str:
    """Return ``text``, the dot of an item's number a stop: 4.6月底前 is June, no 4.6."""
    return _ITEM.sub(
        lambda item: item[0][:-1] + "。" if marker(text, item.start()) else item[0], text
    )
