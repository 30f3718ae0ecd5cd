"""Canonical JSON, and the hash that chains each transaction to the one before it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

FIRST_HASH = "0" * 64


def canonical(value: Any) -> str | None:
    """Return ``value`` as canonical JSON: sorted keys, no blanks, days as ISO text."""
    if value is None:
        return None
    try:
        text = _PLAIN.encode(value)
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate from a damaged file cannot be stored as it is
        text = _ASCII.encode(value)
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


def chain_hash(previous: str, head: Sequence[object], events: Iterable[Sequence[object]]) -> str:
    """Return the hash of one transaction.

    Args:
        previous: Hash of the transaction before it, `FIRST_HASH` for the first.
        head: id, recorded_at, action, actor, actor's unit and role.
        events: Per event seq, effective_on, kind, subject, before, after, reason, place.
    """
    digest = hashlib.sha256(previous.encode())
    digest.update(_LINE(list(head)).encode("utf-8", "surrogatepass"))
    for event in events:
        digest.update(_LINE(event).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
