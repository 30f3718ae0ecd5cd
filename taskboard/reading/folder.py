"""List the files of folders that a reader knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from taskboard.errors import MissingFileError
from taskboard.reading.file import READERS

# what office programs and systems leave beside a document while it is open
LEFTOVERS = ("~$", ".", "__MACOSX")


def readable_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files as named, and of folders those a reader knows, deep and by name.

    A link that leads nowhere is yielded too, so that it is named and not passed over.

    Raises:
        MissingFileError: If a path is not there, or a folder holds no such file.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = [
            item
            for item in sorted(path.rglob("*"))
            if item.suffix.lower() in READERS
            and (item.is_file() or (item.is_symlink() and not item.exists()))
            and not any(part.startswith(LEFTOVERS) for part in item.relative_to(path).parts)
        ]
        if not found:
            raise MissingFileError(str(path / "*"))
        yield from found
