"""Pair the brackets of a text in one pass, whatever their nesting."""

from __future__ import annotations

import re
from functools import lru_cache

_BRACKET = re.compile("[（）〔〕【】\n]")
_CLOSES = {"）": "（", "〕": "〔", "】": "【"}
LONGEST = 1500
LINES = 3


@lru_cache(maxsize=1)  # units and actors ask about the same text
def brackets(text: str) -> tuple[tuple[int, int, bool], ...]:
    """Return ``(start, end, closed)`` of every bracket, outer before inner, in order.

    ``end`` is after the closing bracket. One without a partner ends with its line and has
    ``closed`` False; one longer than 1,500 characters or four lines is left out.
    """
    found: list[tuple[int, int, bool]] = []
    stack: list[tuple[int, str, int]] = []
    lines = 0
    for match in _BRACKET.finditer(text):
        char = match[0]
        if char == "\n":
            lines += 1
        elif char not in _CLOSES:
            stack.append((match.start(), char, lines))
        elif (opener := _opener(stack, _CLOSES[char], lines)) is not None:
            start = stack[opener][0]
            if match.end() - start <= LONGEST and lines - stack[opener][2] <= LINES:
                found.append((start, match.end(), True))
            lost = stack[opener + 1 :]
            found += [(at, _line_end(text, at, match.start()), False) for at, _, _ in lost]
            del stack[opener:]
    found += [(at, _line_end(text, at, len(text)), False) for at, _, _ in stack[-200:]]
    return tuple(sorted(found, key=lambda item: (item[0], -item[1])))


def _opener(stack: list[tuple[int, str, int]], char: str, lines: int) -> int | None:
    """Return the index in ``stack`` of the bracket that a closing one belongs to."""
    for at in range(len(stack) - 1, max(-1, len(stack) - 5), -1):
        if stack[at][1] == char:
            return at
    if stack and stack[-1][2] == lines:
        return len(stack) - 1
    return None


def _line_end(text: str, start: int, limit: int) -> int:
    stops = [at for at in (text.find("\n", start, limit), text.find("。", start, limit)) if at >= 0]
    return min(*stops, start + LONGEST, limit) if stops else min(start + LONGEST, limit)
