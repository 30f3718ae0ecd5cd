"""Prints of rows and sheets: what came back as it went out is known without asking the ledger.

A very hidden sheet of the workbook lists the prints. Blanks do not count, as everywhere where
cells are compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from taskboard.office.xlsx import safe_text
from taskboard.review.columns import SHEETS, Column, squash

PARTED = "\0"  # stands in no cell
TOGETHER = 300  # prints in one cell, which takes 32,767 characters


class Print(NamedTuple):
    """What tells a row or sheet from any other, and its doubts, "" for a sheet."""

    cells: str
    doubts: str = ""


def printed(value: Any) -> str:
    """Return what a cell prints for ``value``, in the form cells are compared in."""
    return squash(safe_text(value) if isinstance(value, str) else value)


def print_of(values: Iterable[Any]) -> str:
    """Return what tells these cells, as read or as `printed`, from any others."""
    words = PARTED.join([v if type(v) is str else squash(v) for v in values])
    text = "".join(words.split())
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def prints_of(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Print]:
    """Return the prints of what a workbook prints: by name of each sheet, by key of each task.

    Args:
        rows: Sheet -> its rows, each column name -> value.
    """
    found = {}
    for name, columns in SHEETS.items():
        mine = rows.get(name, [])
        if name == "任务":
            for row in mine:
                doubts = print_of([printed(row.get("doubts"))])
                found[row["key"]] = Print(print_of(_cells(row, columns)), doubts)
        found[name] = Print(print_of(value for row in mine for value in _cells(row, columns)))
    return found


def _cells(row: Mapping[str, Any], columns: Iterable[Column]) -> Iterator[str]:
    return (printed(row.get(column.name)) for column in columns)


def packed(prints: Mapping[str, Print]) -> list[str]:
    """Return ``prints`` as a few cells hold them."""
    lines = [" ".join((key, *one)) for key, one in prints.items()]
    return [";".join(lines[at : at + TOGETHER]) for at in range(0, len(lines), TOGETHER)]


def unpacked(cells: Iterable[Any]) -> dict[str, Print]:
    """Return what `packed` cells hold."""
    lines = [line.split(" ") for cell in cells for line in str(cell).split(";")]
    return {line[0]: Print(*line[1:]) for line in lines if len(line) == 3}
