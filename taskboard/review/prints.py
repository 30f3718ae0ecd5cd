"""Prints of rows and sheets: what came back as it went out is known without asking the ledger.

A very hidden sheet of the workbook lists the prints. They are exact: a row whose blanks or days
another program turned about has another print, and is then compared cell by cell, where neither
counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

import orjson

from taskboard.office.xlsx import safe_text
from taskboard.review.columns import SHEETS, squash

TOGETHER = 30_000  # characters in one cell, which takes 32,767


@dataclass(frozen=True, slots=True)
class Prints:
    """What a workbook went out as; all empty when it does not say.

    Attributes:
        sheets: Name of each sheet -> print of its rows.
        tasks: Key of each task -> print of its row.
        doubts: Key of each task that had doubts -> print of those.
        heads: Key of each task -> its state on the axis 分解 and its version, see `Head`.
    """

    sheets: Mapping[str, str] = field(default_factory=dict)
    tasks: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, Sequence[Any]] = field(default_factory=dict)


def printed(value: Any) -> str:
    """Return what a cell prints for ``value``, in the form cells are compared in."""
    return squash(safe_text(value) if type(value) is str else value)


def print_of(values: Sequence[Any]) -> str:
    """Return what tells these cells from any others."""
    return hashlib.sha256(orjson.dumps(values, default=str)).hexdigest()[:16]


def prints_of(
    rows: Mapping[str, Sequence[Mapping[str, Any]]], heads: Mapping[str, Sequence[Any]]
) -> Prints:
    """Return the prints of what a workbook prints.

    Args:
        rows: Sheet -> its rows, each column name -> value.
        heads: Key of each task -> its state on the axis 分解 and its version.
    """
    lines: dict[str, list[str]] = {}
    for name, columns in SHEETS.items():
        names = [column.name for column in columns]
        mine = rows.get(name, [])
        lines[name] = [print_of([_typed(row.get(column)) for column in names]) for row in mine]
    tasks = rows.get("任务", [])
    doubts = {row["key"]: printed(row.get("doubts")) for row in tasks}
    return Prints(
        {name: print_of(line) for name, line in lines.items()},
        dict(zip((row["key"] for row in tasks), lines["任务"], strict=True)),
        {key: print_of([text]) for key, text in doubts.items() if text},
        heads,
    )


def _typed(value: Any) -> Any:
    """Return ``value`` as a reader returns it that finds it in a cell."""
    if value is None or type(value) is str:
        return safe_text(value or "")
    return float(value) if type(value) is int else value


def packed(prints: Prints) -> list[str]:
    """Return ``prints`` as a few cells hold them, the last one a print of those before it."""
    text = orjson.dumps(asdict(prints)).decode()
    cells = [text[at : at + TOGETHER] for at in range(0, len(text), TOGETHER)]
    return [*cells, print_of(cells)]


def unpacked(cells: Iterable[Any]) -> Prints:
    """Return what `packed` cells hold, nothing unless they are whole."""
    *held, check = [str(cell) for cell in cells] or [""]
    if not held or print_of(held) != check:
        return Prints()
    known = orjson.loads("".join(held))
    return Prints(**{one.name: known.get(one.name, {}) for one in fields(Prints)})
