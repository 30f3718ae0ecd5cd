"""Read every returned file of a folder, in two processes when there are many.

The processes are forked before anything else is loaded: a fork copies one thread only. Where
that cannot be had (Windows, the intranet's server, one core, little to read) this process reads
the files one after another; what is read is the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from taskboard.collection.folder import returned_files
from taskboard.collection.forms_in import crashed, read_form, unreadable
from taskboard.collection.returned import Returned
from taskboard.workflows.two_processes import can_fork, each_in_turn

PARALLEL_FROM = 100  # so many files are worth the start of two processes
MOST_HELD = 100_000_000  # bytes: more than that is read one file at a time
File = tuple[str, bytes | OSError]


def read_returned(
    path: Path, progress: Callable[[str], None] | None = None
) -> Iterator[tuple[Returned, bytes]]:
    """Yield what each file of a folder or zip says, and its bytes, in the order of the folder.

    Args:
        path: Folder or zip of whatever came back.
        progress: Called with each file's name.
    """
    files = returned_files(path)
    held: list[File] = []
    size = 0
    for file in files if _two_at_once() else ():
        held.append(file)
        size += len(file[1]) if isinstance(file[1], bytes) else 0
        if size > MOST_HELD:
            break
    if size > MOST_HELD or len(held) < PARALLEL_FROM:
        pairs = ((file, read_one(file)) for file in chain(held, files))
    else:
        read = each_in_turn(read_one, held, _lost, parallel_from=PARALLEL_FROM)
        pairs = ((file, said) for file, said in zip(held, _started(read), strict=True))
    for (name, data), said in pairs:
        if progress:
            progress(name)
        yield said, data if isinstance(data, bytes) else b""


def read_one(file: File) -> Returned:
    """Return what one file says."""
    name, data = file
    if isinstance(data, OSError):
        return unreadable(name, data.strerror or type(data).__name__)
    return read_form(name, data, _convert)


def _started(read: Iterator[Returned]) -> Iterator[Returned]:
    """Return ``read`` with its processes at work."""
    return chain([next(read)], read)


def _two_at_once() -> bool:
    return can_fork() and len(os.sched_getaffinity(0)) > 1


def _lost(file: File) -> Returned:
    name, data = file
    return crashed(name, data) if isinstance(data, bytes) else read_one(file)


def _convert(name: str, data: bytes, kind: str) -> bytes:
    from taskboard.reading.convert import convert

    return convert(data, kind, "xlsx", name)
