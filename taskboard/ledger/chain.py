"""Canonical JSON, and the hash that chains each transaction to the one before it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import orjson

FIRST_HASH = "0" * 64


def canonical(value: Any) -> str:
    """Return ``value`` as canonical JSON: sorted keys, no blanks, days as ISO text."""
    try:
        data = orjson.dumps(value, _plain, _CANONICAL)
    except TypeError:
        return _by_library(value)
    # it writes null for what is no number, too
    return _by_library(value) if b"null" in data else data.decode()


def _by_library(value: Any) -> str:
    """Return canonical JSON of what the fast writer does not take, or refuse it."""
    text = _PLAIN.encode(value)
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate of a damaged file cannot be stored as it is
        return _ASCII.encode(value)
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    if hasattr(value, "item"):  # a number that came out of a frame
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot be stored in an event")


_PLAIN = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
)
_ASCII = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False, default=_plain
)
_LINE = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
_CANONICAL = (
    orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
)


def chain_hash(previous: str, head: Sequence[object], events: Iterable[Sequence[Any]]) -> str:
    """Return the hash of one transaction.

    Args:
        previous: Hash of the transaction before it, `FIRST_HASH` for the first.
        head: id, recorded_at, action, actor, actor's unit and role.
        events: Per event seq, effective_on, kind, subject, before, after, reason, place.
    """
    digest = hashlib.sha256(previous.encode())
    digest.update(_line(head))
    rest = iter(events)
    while part := list(islice(rest, 500)):
        try:
            digest.update(b"".join(map(orjson.dumps, part)))
        except TypeError:
            digest.update(b"".join(map(_line, part)))
    return digest.hexdigest()


def _line(values: Sequence[Any]) -> bytes:
    """Return texts and numbers as one JSON array; half a character is kept as it is."""
    return _LINE(list(values)).encode("utf-8", "surrogatepass")
