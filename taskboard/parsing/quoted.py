"""Hide the inside of names, so that no grammar takes a number or a cycle word in them for a duty.

Titles in 《》, short words in “” and document numbers are names; every hidden character becomes
the same filler, so offsets stay what they were. A list of cycles, “周调度、月通报”, is a duty that
is quoted, not a name.
"""

from __future__ import annotations

import re

FILLER = "¤"
_NAMES = re.compile(
    r"《[^《》\n]{1,120}》|“[^“”\n]{1,24}”|‘[^‘’\n]{1,24}’|「[^「」\n]{1,24}」"
    r"|〔[0-9]{4}〕第?[0-9]{1,4}号"
)
# Days that are printed in quotes: “七一”前
DAYS = "元旦 五一 六一 七一 八一 十一 国庆 国庆节 春节 中秋 端午 清明 两节 双节 两会"
_DAYS = frozenset(DAYS.split())
# one item of a list of cycles: 每月一检查, 半年一考核, 季点评
_TURN = r"[每一全]?(?:半[年月]|[年季月周日旬])度?(?!度)[一1]?[^、，“”]{1,6}"
_TURNS = re.compile(f"“{_TURN}(?:[、，]{_TURN})+”")
_TURN_FIRST = frozenset("每一全半年季月周日旬")


def without_names(text: str) -> str:
    """Return ``text``, its length unchanged, with the inside of quoted names hidden."""
    return _NAMES.sub(_hidden, text)


def _hidden(match: re.Match[str]) -> str:
    name = match[0]
    if name[1:-1] in _DAYS or (name[1] in _TURN_FIRST and _TURNS.fullmatch(name)):
        return name
    return name[0] + FILLER * (len(name) - 2) + name[-1]
