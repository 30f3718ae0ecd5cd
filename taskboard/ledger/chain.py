"""Canonical JSON, and the hash that chains each transaction to the one before it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

FIRST_HASH = "0" * 64


def canonical(value: Any) -> str | None:
    """Return ``value`` as canonical JSON: sorted keys, no blanks, days as ISO text."""
    if value is None:
        return None
    text = _written(value)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:  # a lone surrogate of a damaged file cannot be stored as it is
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
_quoted = json.encoder.encode_basestring


def _encoder() -> Callable[[Any], str]:
    """Return ``_PLAIN.encode`` with its C part made once, not for each value."""
    make = json.encoder.c_make_encoder  # type: ignore[attr-defined]
    if make is None:
        return _PLAIN.encode
    inner = make(None, _plain, _quoted, None, ":", ",", True, False, False)
    return lambda value: "".join(inner(value, 0))


_written = _encoder()


def chain_hash(previous: str, head: Sequence[object], events: Iterable[Sequence[Any]]) -> str:
    """Return the hash of one transaction.

    Args:
        previous: Hash of the transaction before it, `FIRST_HASH` for the first.
        head: id, recorded_at, action, actor, actor's unit and role.
        events: Per event seq, effective_on, kind, subject, before, after, reason, place.
    """
    digest = hashlib.sha256(previous.encode())
    digest.update(_LINE(list(head)).encode("utf-8", "surrogatepass"))
    lines = map(_event_line, events)
    while part := "".join(islice(lines, 500)):
        digest.update(part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _event_line(event: Sequence[Any]) -> str:
    """Return what `_LINE` gives for one event, in a third of its time."""
    seq, day, kind, subject, before, after, reason, place = event
    return (
        f"[{seq},{_quoted(day)},{_quoted(kind)},{_quoted(subject)},"
        f"{'null' if before is None else _quoted(before)},"
        f"{'null' if after is None else _quoted(after)},"
        f"{'null' if reason is None else _quoted(reason)},"
        f"{'null' if place is None else _quoted(place)}]"
    )
