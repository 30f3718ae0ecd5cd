"""Read a folder of returned forms, by two processes when there are many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from taskboard.collection.folder import returned_files
from taskboard.collection.forms_in import broken_off, read_form, unreadable
from taskboard.collection.returned import Returned
from taskboard.workflows.two_processes import each_in_turn, may_fork

File = tuple[str, bytes | OSError]  # its name, and its bytes or why they could not be had
BATCH_FILES, BATCH_BYTES = 2_000, 64_000_000  # so much of a folder is in memory at once
# from so many files on two processes are quicker, also where a new one begins slowly
FORKED_FROM, SPAWNED_FROM = 150, 1_000


def read_forms(path: Path) -> Iterator[tuple[File, Returned]]:
    """Yield each file under ``path``, a folder or a zip, with what it says, sorted by name.

    The first files are read when the first is asked for, so that where there are many the other
    processes read on while the caller does something else.

    Raises:
        MissingFileError: If there is no such folder or file.
        DamagedFileError: If a zip holds too much.
    """
    for files in _batches(returned_files(path)):
        yield from zip(files, read_each(files), strict=True)


def read_each(files: list[File]) -> Iterator[Returned]:
    """Yield what each of ``files`` says, in order."""
    parallel_from = FORKED_FROM if may_fork() else SPAWNED_FROM
    return each_in_turn(_read, files, _lost, parallel_from=parallel_from)


def _batches(files: Iterator[File]) -> Iterator[list[File]]:
    batch: list[File] = []
    size = 0
    for name, data in files:
        batch.append((name, data))
        size += len(data) if isinstance(data, bytes) else 0
        if len(batch) == BATCH_FILES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(file: File) -> Returned:
    name, data = file
    if isinstance(data, OSError):
        return unreadable(name, data.strerror or type(data).__name__)
    return read_form(name, data, _convert)


def _lost(file: File) -> Returned:
    return broken_off(file[0])


def _convert(name: str, data: bytes, kind: str) -> bytes:
    from taskboard.reading.convert import convert

    return convert(data, kind, "xlsx", name)
