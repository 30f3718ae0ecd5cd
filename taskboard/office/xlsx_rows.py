"""Which rows a spreadsheet template makes: loops and conditions over its rows.

A row with ``{% for x in y %}``, ``{% if c %}``, ``{% endfor %}`` or ``{% endif %}`` in one of its
cells is a marker and is not printed; the rows between are repeated or left out. Loops nest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_FOR = re.compile(r"\s*\{%-?\s*for\s+([^\W\d]\w*)\s+in\s+(.+?)\s*-?%\}\s*")
_IF = re.compile(r"\s*\{%-?\s*if\s+(.+?)\s*-?%\}\s*")
_END = re.compile(r"\s*\{%-?\s*end(for|if)\s*-?%\}\s*")
MARKER = re.compile(r"\s*\{%.*%\}\s*", re.DOTALL)

Evaluate = Callable[[str, Mapping[str, Any], str], Any]


class MarkerError(Exception):
    """A marker that does not fit.

    Attributes:
        place: Its cell.
        why: The trouble in Chinese.
        english: The same in the words of the library, "" where it was not asked.
    """

    def __init__(self, place: str, why: str, english: str = "") -> None:
        super().__init__(f"{place}: {why}")
        self.place = place
        self.why = why
        self.english = english


@dataclass(slots=True)
class Block:
    """A loop or a condition over rows; ``body`` holds row numbers and further blocks."""

    kind: str
    name: str
    source: str
    place: str
    body: list[int | Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OutRow:
    """One row to print: from which template row, with which names, in which turns of the loops."""

    source: int
    context: Mapping[str, Any]
    turns: tuple[int, ...]


def read_markers(rows: Iterable[tuple[int, str, str]]) -> tuple[list[int | Block], dict[int, int]]:
    """Return the tree of rows and blocks, and the number of loops around each row.

    Args:
        rows: (row number, cell of its marker or "", text of the marker or "") in order.

    Raises:
        MarkerError: If a marker is not known, or opens or ends alone.
    """
    root: list[int | Block] = []
    stack: list[Block] = []
    depth: dict[int, int] = {}
    for row, place, text in rows:
        body = stack[-1].body if stack else root
        end = _END.fullmatch(text)
        if end:
            if not stack or stack[-1].kind != end[1]:
                raise MarkerError(place, f"{text.strip()} 没有对应的开始标记")
            stack.pop()
        depth[row] = sum(block.kind == "for" for block in stack)
        if end:
            continue
        if not text:
            body.append(row)
        else:
            block = _opened(text, place)
            body.append(block)
            stack.append(block)
    if stack:
        raise MarkerError(stack[-1].place, f"缺少 {{% end{stack[-1].kind} %}}")
    return root, depth


def _opened(text: str, place: str) -> Block:
    """Return the block a marker opens."""
    if loop := _FOR.fullmatch(text):
        return Block("for", loop[1], loop[2], place)
    if condition := _IF.fullmatch(text):
        return Block("if", "", condition[1], place)
    raise MarkerError(place, f"不认识的标记 {text.strip()}")


def expand(tree: list[int | Block], context: Mapping[str, Any], evaluate: Evaluate) -> list[OutRow]:
    """Return the rows to print, in order.

    Args:
        tree: From `read_markers`.
        context: The names the template may use.
        evaluate: Evaluates an expression with names, for the cell it stands in.
    """
    out: list[OutRow] = []

    def walk(nodes: list[int | Block], names: Mapping[str, Any], turns: tuple[int, ...]) -> None:
        for node in nodes:
            if isinstance(node, int):
                out.append(OutRow(node, names, turns))
            elif node.kind == "if":
                if evaluate(node.source, names, node.place):
                    walk(node.body, names, turns)
            else:
                values = list(evaluate(node.source, names, node.place))
                for index, value in enumerate(values):
                    loop = {"index": index + 1, "first": index == 0, "length": len(values)}
                    loop["last"] = index + 1 == len(values)
                    walk(node.body, {**names, node.name: value, "loop": loop}, (*turns, index))

    walk(tree, context, ())
    return out


class Places:
    """Where the rows of the template ended up, for ranges, merges and formulas."""

    def __init__(self, out: list[OutRow], depth: Mapping[int, int], last: int) -> None:
        self._out, self._depth, self._length = out, depth, len(out)
        self._at: dict[tuple[int, tuple[int, ...]], int] = {}
        first: dict[int, int] = {}
        final: dict[int, int] = {}
        for place, row in enumerate(out, 1):
            self._at[row.source, row.turns] = place
            first.setdefault(row.source, place)
            final[row.source] = place
        self._low, self._high = {}, {}
        low = len(out) + 1
        for row_number in range(last, 0, -1):
            low = min(low, first.get(row_number, low))
            self._low[row_number] = low
        high, self._last = 0, last
        for row_number in range(1, last + 1):
            high = max(high, final.get(row_number, high))
            self._high[row_number] = high

    def low(self, row: int) -> int:
        """Return the first printed row made from template row ``row`` or one below it."""
        return self._low.get(row, self._length + row - self._last if row > self._last else 1)

    def high(self, row: int) -> int:
        """Return the last printed row made from template row ``row`` or one above it."""
        return self._high.get(row, self._length + row - self._last)

    def span(self, top: int, bottom: int) -> tuple[int, int] | None:
        """Return the printed rows of a template range, None when its loops were empty."""
        low, high = self.low(top), self.high(bottom)
        return (low, high) if low <= high else None

    def here(self, row: int, turns: tuple[int, ...]) -> int:
        """Return the printed row of template row ``row`` as seen from inside ``turns``."""
        for length in range(len(turns), -1, -1):
            if (row, turns[:length]) in self._at:
                return self._at[row, turns[:length]]
        return self.low(row)

    def inside(self, row: int, turns: tuple[int, ...]) -> bool:
        """Say whether template row ``row`` is printed in just these turns."""
        return (row, turns) in self._at

    def groups(self, top: int, bottom: int) -> list[tuple[int, int]]:
        """Return the printed rows of a merged range, once for each turn of the loops around it.

        A range that takes in a loop's markers covers all rows that loop makes.
        """
        found: dict[tuple[int, ...], tuple[int, int]] = {}
        around = min(self._depth.get(row, 0) for row in range(top, bottom + 1))
        for place, row in enumerate(self._out, 1):
            if top <= row.source <= bottom:
                turn = row.turns[:around]
                found[turn] = (found.get(turn, (place, place))[0], place)
        return list(found.values())
