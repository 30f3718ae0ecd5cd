"""Refuse a PDF whose streams would unpack to far more than a document can hold.

The library that reads pages unpacks each stream whole, so the sizes are counted before it sees
the file: streams are unpacked piece by piece and nothing is kept. Deflate makes at most 1,032
bytes of one, so short streams need no look.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator

from taskboard.reading.errors import TooLargeError

RATIO = 1032
# what one stream may unpack to: pictures and fonts, and page contents of drawing commands
MAX_STREAM = 192 * 1024 * 1024
MAX_CONTENT = 20 * 1024 * 1024
PIECE = 64 * 1024
STEP = 1024 * 1024
HEAD = 400  # bytes before a stream in which its dictionary stands
DEFLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
ASCII = re.compile(rb"/(?:ASCII85Decode|A85|ASCIIHexDecode|AHx)\b")
NO_CONTENT = re.compile(
    rb"/Subtype\s*/(?:Image|CIDFontType0C|Type1C|OpenType|XML)|/Length[123]\b|/ObjStm|/XRef"
    rb"|/FunctionType|/Width\b|/CMapName"
)


def refuse_bombs(data: bytes, path: str) -> None:
    """Look at the streams of a PDF.

    Raises:
        TooLargeError: If one would unpack to more than the limits.
    """
    for head, start, end in _streams(data):
        filters = len(DEFLATE.findall(head))
        limit = MAX_STREAM if NO_CONTENT.search(head) else MAX_CONTENT
        if not filters or (end - start) * RATIO**filters <= limit:
            continue
        size = _unpacked(data, start, end, head, limit)
        if size > limit:
            mega = size // 1024 // 1024
            raise TooLargeError(path, f"解压后超过 {mega} MB", f"over {mega} MB when unpacked")


def _streams(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield each stream's dictionary, and where its bytes start and end."""
    at = data.find(b"stream")
    while at >= 0:
        end = data.find(b"endstream", at)
        if end < 0:
            end = len(data)
        start = at + 6 + (data[at + 6 : at + 7] == b"\r")
        start += data[start : start + 1] == b"\n"
        opened = max(data.rfind(b" obj", max(0, at - HEAD), at), at - HEAD, 0)
        yield data[opened:at], start, end
        at = data.find(b"stream", end + 9)


def _unpacked(data: bytes, start: int, end: int, head: bytes, limit: int) -> int:
    """Return how much a stream unpacks to, or a little more than ``limit`` when that is more."""
    filters = len(DEFLATE.findall(head))
    size = 0
    pieces: Iterator[bytes] = (data[at : min(at + PIECE, end)] for at in range(start, end, PIECE))
    if ASCII.search(head):
        pieces = iter([_bytes_of(data[start:end], b"85" in ASCII.findall(head)[0])])
    for _ in range(filters):
        pieces = _inflated(pieces)
    for piece in pieces:
        size += len(piece)
        if size > limit:
            break
    return size


def _bytes_of(words: bytes, base85: bool) -> bytes:
    """Return what is written in printable characters, b"" when it is not."""
    words = words.rpartition(b"~>" if base85 else b">")[0] or words
    try:
        return base64.a85decode(words) if base85 else bytes.fromhex(words.decode("ascii"))
    except ValueError:
        return b""


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack piece by piece; what cannot be unpacked ends it."""
    engine = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not engine.eof:
            try:
                made = engine.decompress(rest, STEP)
            except zlib.error:
                return
            rest = engine.unconsumed_tail
            if made:
                yield made
