"""Rows into a typed frame: the one place that turns stored values into column types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

EMPTY: dict[str, Any] = {"date": None, "str": "", "int": 0, "float": float("nan"), "bool": False}


def frame(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], key: str = "key"
) -> pd.DataFrame:
    """Return ``rows`` as a frame with exactly ``columns``, in their order and types.

    Args:
        rows: Mappings that hold ``key`` and any of the columns; other entries are left out.
        columns: Column -> type word of `taskboard.ledger.frames`.
        key: The entry that becomes the index, as ``str`` unless all are whole numbers.

    Returns:
        One row per mapping; dates datetime64[s], text str, numbers int64 and float64.
    """
    if not rows:
        return _empty(tuple(columns.items()), key).copy()
    data = {name: _column([row.get(name) for row in rows], kind) for name, kind in columns.items()}
    return pd.DataFrame(data, _index([row[key] for row in rows], key))


def plain(
    rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], key: str = "key"
) -> dict[str, dict[str, Any]]:
    """Return ``rows`` by key with the columns of `frame`, for who only looks some of them up.

    Dates are days or None; all else is what the frame holds. The index is entry ``key``, as text.
    """
    found = {}
    for row in rows:
        values = {name: _value(row.get(name), kind) for name, kind in columns.items()}
        found[str(row[key])] = {**values, key: row[key], "key": str(row[key])}
    return found


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return EMPTY.get(kind)
    if kind == "str":
        return _printable(str(value))
    if kind == "date":
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])
    return {"int": int, "float": float, "bool": bool}[kind](value) if kind in EMPTY else value


@lru_cache
def _empty(columns: tuple[tuple[str, str], ...], key: str) -> pd.DataFrame:
    return pd.DataFrame({name: _column([], kind) for name, kind in columns}, _index([], key))


def _index(keys: list[Any], key: str) -> Any:
    return pd.Index(keys, dtype="int64" if key == "seq" else "str", name=key)


def _column(values: list[Any], kind: str) -> Any:
    if kind == "object":
        return pd.Series(values, dtype="object").array
    if kind == "date":
        if all(value is None for value in values):
            return np.full(len(values), "NaT", "datetime64[s]")
        days = pd.to_datetime(pd.Series(values, dtype="object"))
        return pd.Series(days).astype("datetime64[s]").array
    filled = [EMPTY[kind] if value is None else value for value in values]
    if kind == "str":
        filled = [_printable(str(value)) for value in filled]
    dtype = {"str": "str", "int": "int64", "float": "float64", "bool": "bool"}[kind]
    return pd.array(filled, dtype=dtype) if kind == "str" else np.array(filled, dtype)  # type: ignore[call-overload]


def _printable(text: str) -> str:
    """Return ``text``, half of a broken character shown as �; the ledger keeps it as it came."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
