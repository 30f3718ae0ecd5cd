"""Prints of rows and sheets: what came back as it went out is known without asking the ledger.

A very hidden sheet of the workbook lists the prints. They are exact: a row whose blanks another
program turned about has another print, and is then compared cell by cell, where blanks do not
count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from taskboard.office.xlsx import safe_text
from taskboard.review.columns import SHEETS, squash

PARTED = "\0"  # stands in no cell
TOGETHER = 300  # prints in one cell, which takes 32,767 characters


class Print(NamedTuple):
    """What tells a row or sheet from any other, and its doubts, "" for a sheet."""

    cells: str
    doubts: str = ""


def printed(value: Any) -> str:
    """Return what a cell prints for ``value``, in the form cells are compared in."""
    return squash(_typed(value))


def print_of(values: Iterable[Any]) -> str:
    """Return what tells these cells from any others."""
    text = PARTED.join([v if type(v) is str else squash(v) for v in values])
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def prints_of(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Print]:
    """Return the prints of what a workbook prints: by name of each sheet, by key of each task.

    Args:
        rows: Sheet -> its rows, each column name -> value.
    """
    found = {}
    for name, columns in SHEETS.items():
        names = [column.name for column in columns]
        cells = [[_typed(row.get(name)) for name in names] for row in rows.get(name, [])]
        found[name] = Print(print_of(chain.from_iterable(cells)))
        if name == "任务":
            for row, mine in zip(rows.get(name, []), cells, strict=True):
                doubts = squash(mine[names.index("doubts")])
                found[row["key"]] = Print(print_of(mine), print_of([doubts]))
    return found


def _typed(value: Any) -> Any:
    return safe_text(value) if type(value) is str else value


def packed(prints: Mapping[str, Print]) -> list[str]:
    """Return ``prints`` as a few cells hold them, the last one a print of those before it."""
    lines = [" ".join((key, *one)) for key, one in prints.items()]
    cells = [";".join(lines[at : at + TOGETHER]) for at in range(0, len(lines), TOGETHER)]
    return [*cells, print_of(cells)]


def unpacked(cells: Iterable[Any]) -> dict[str, Print]:
    """Return what `packed` cells hold, nothing unless they are whole."""
    *held, check = [str(cell) for cell in cells] or [""]
    if print_of(held) != check:
        return {}
    lines = [line.split(" ") for cell in held for line in cell.split(";")]
    return {line[0]: Print(*line[1:]) for line in lines}
