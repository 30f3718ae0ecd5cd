"""The hash of a transaction is that of its plain JSON lines, whichever writer made them."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from taskboard.ledger.chain import FIRST_HASH, canonical, chain_hash

TEXT = st.text(st.characters(exclude_categories=[]), max_size=20)
CELL = st.none() | TEXT
PAYLOAD = st.dictionaries(
    st.text(max_size=5),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=6,
    ),
    max_size=4,
)


def plain(values: Any) -> bytes:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


@given(st.lists(st.tuples(st.integers(1, 2**70), CELL, CELL), max_size=4), TEXT)
def test_hash_is_that_of_plain_json(events: list[tuple[Any, ...]], action: str) -> None:
    head = (1, "2023-01-01", action)
    lines = b"".join(map(plain, [head, *events]))
    expected = hashlib.sha256(FIRST_HASH.encode() + lines).hexdigest()
    assert chain_hash(FIRST_HASH, head, events) == expected


def test_more_events_than_one_part() -> None:
    events = [(number, "2023-01-01", None) for number in range(1_200)]
    lines = b"".join(map(plain, [("a",), *events]))
    expected = hashlib.sha256(FIRST_HASH.encode() + lines).hexdigest()
    assert chain_hash(FIRST_HASH, ("a",), events) == expected


@given(PAYLOAD)
def test_payload_is_sorted_json(value: dict[str, Any]) -> None:
    expected = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical(value) == expected
