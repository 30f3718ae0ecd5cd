"""Read plain text: UTF-8 with or without a mark, GB18030, or marked UTF-16; one block a line.

The read text is the decoded file with CRLF as LF and otherwise unchanged, so that every span
can be found again in the file. Detectors are not asked: they take GB18030 for UTF-16.
"""

from __future__ import annotations

import re
from hashlib import sha256

from taskboard.errors import EmptyFileError
from taskboard.model import Block, SourceText, Span
from taskboard.reading.errors import TooLargeError, UndecodableTextError

MAX_BYTES = 64 * 1024 * 1024
MAX_LINES = 1_000_000
_BARS = re.compile("[｜│┃]")
# the first cell of a header whose cells stand on a line each
_STACKED = re.compile("^[ \t　]*序[ 　]*号[ \t　]*$", re.MULTILINE)


def decode(data: bytes, path: str) -> str:
    """Return the text ``data`` holds, without its byte order mark.

    Raises:
        UndecodableTextError: If it is neither UTF-8 nor GB18030, or holds a NUL.
    """
    codecs = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    place = 0
    for codec in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            place = max(place, error.start)
            continue
        if "\0" in text:
            raise UndecodableTextError(path, max(data.find(b"\0"), 0) + 1)
        return text
    raise UndecodableTextError(path, place + 1)


def read_txt(data: bytes, name: str, path: str) -> SourceText:
    """Return the text file ``data``; ``path`` is the name that messages give it.

    Raises:
        TooLargeError: If it is longer than any plan can be.
        UndecodableTextError: If it is no text.
        EmptyFileError: If it holds only blanks.
    """
    if len(data) > MAX_BYTES:
        size = len(data) // 1024 // 1024
        raise TooLargeError(path, f"文本有 {size} MB", f"{size} MB of text")
    return _source(decode(data, path), name, path, sha256(data).hexdigest())


def read_text(text: str, name: str = "-") -> SourceText:
    """Return ``text`` as it came from standard input or a web form; one block a line.

    Raises:
        TooLargeError: If it has more lines than any plan can have.
        EmptyFileError: If it holds only blanks.
    """
    data = text.encode("utf-8", "surrogatepass")
    return _source(text.removeprefix("\ufeff"), name, name, sha256(data).hexdigest())


def _source(text: str, name: str, path: str, digest: str) -> SourceText:
    text = text.replace("\r\n", "\n")
    if not text.strip():
        raise EmptyFileError(path)
    if (lines := text.count("\n")) > MAX_LINES:
        raise TooLargeError(path, f"文本有 {lines} 行", f"{lines} lines of text")
    blocks = line_blocks(text)
    stacked = "序" in text and _STACKED.search(text)
    if not stacked and "|" not in text and "\t" not in text and not _BARS.search(text):
        return SourceText(name, "txt", digest, text, blocks)
    from taskboard.reading.text_tables import text_tables  # only a table pays for it

    tables, findings = text_tables([(block.text, block.span) for block in blocks])
    kept = list(blocks)
    for at, table in sorted(tables.items(), reverse=True):
        kept[at : at + table.text.count("\n") + 1] = [table]
    return SourceText(name, "txt", digest, text, tuple(kept), tuple(findings))


def line_blocks(text: str) -> tuple[Block, ...]:
    """Return one paragraph block for each line of ``text``, blank lines included."""
    blocks, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        blocks.append(Block("paragraph", line, Span(start, end)))
        start = end + 1
    return tuple(blocks)
