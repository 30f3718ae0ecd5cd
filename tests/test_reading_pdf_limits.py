"""PDF streams that unpack to gigabytes are counted and refused before a library opens them."""

from __future__ import annotations

import base64
import zlib

import pytest

from taskboard.reading.errors import TooLargeError
from taskboard.reading.pdf_limits import MAX_CONTENT, MAX_STREAM, refuse_bombs

MEGA = 1 << 20


def packed(megabytes: int) -> bytes:
    engine = zlib.compressobj(9)
    return b"".join(engine.compress(b" " * MEGA) for _ in range(megabytes)) + engine.flush()


def document(stream: bytes, entries: bytes) -> bytes:
    head = b"%PDF-1.4\n4 0 obj\n<</Length " + str(len(stream)).encode() + entries
    return head + b">>\nstream\r\n" + stream + b"\nendstream\nendobj\n"


CONTENT, PICTURE = MAX_CONTENT // MEGA, MAX_STREAM // MEGA


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(document(packed(CONTENT + 1), b"/Filter/FlateDecode"), id="content"),
        pytest.param(document(packed(CONTENT + 1), b"/Filter /Fl"), id="short-name"),
        pytest.param(
            document(packed(PICTURE + 1), b"/Subtype/Image/Filter/FlateDecode"), id="picture"
        ),
        pytest.param(
            document(zlib.compress(packed(CONTENT * 20)), b"/Filter[/FlateDecode/FlateDecode]"),
            id="packed-twice",
        ),
        pytest.param(
            document(
                base64.a85encode(packed(CONTENT + 1)) + b"~>",
                b"/Filter[/ASCII85Decode/FlateDecode]",
            ),
            id="printable",
        ),
        pytest.param(
            document(packed(CONTENT + 1).hex().encode() + b">", b"/Filter[/AHx/FlateDecode]"),
            id="hexadecimal",
        ),
        pytest.param(
            document(packed(CONTENT + 1), b"/Filter/FlateDecode").replace(b"endstream", b""),
            id="never-ends",
        ),
    ],
)
def test_bombs_are_refused(data: bytes) -> None:
    with pytest.raises(TooLargeError):
        refuse_bombs(data, "a.pdf")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(document(packed(CONTENT - 1), b"/Filter/FlateDecode"), id="long-content"),
        pytest.param(
            document(packed(CONTENT + 9), b"/Subtype/Image/Filter/FlateDecode"), id="large-picture"
        ),
        pytest.param(document(b"\xff" * 9 * MEGA, b"/Filter/FlateDecode"), id="not-packed-at-all"),
        pytest.param(document(b"\xff" * 9 * MEGA, b"/Filter/DCTDecode"), id="photograph"),
        pytest.param(document(b"zz" * MEGA, b"/Filter[/AHx/FlateDecode]"), id="bad-hexadecimal"),
        pytest.param(b"%PDF-1.4 stream", id="cut-off"),
    ],
)
def test_documents_pass(data: bytes) -> None:
    refuse_bombs(data, "a.pdf")
