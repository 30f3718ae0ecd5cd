"""Read one document and say what it asks; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from taskboard.errors import MissingFileError
from taskboard.model import Parsed
from taskboard.parsing.parse import parse
from taskboard.reading import read_file, read_text
from taskboard.settings import load_settings


def parse_file(
    name: str,
    *,
    year: int | None = None,
    home: Path | None = None,
    text: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Parsed:
    """Return what the document ``name`` asks.

    Args:
        name: Path of the file; only a name when ``text`` is given.
        year: Year of the plan when it is not the one printed.
        home: Workspace whose grammar extensions apply; a folder without settings has none.
        text: Text from standard input, instead of a file.
        progress: Called with the number of characters read so far.

    Raises:
        TaskboardError: If the file is missing or cannot be read.
    """
    if text is None:
        path = Path(name)
        if not path.exists():
            raise MissingFileError(name)
        source = read_file(path)
    else:
        source = read_text(text, name)
    grammar = load_settings(home).parsing if home is not None else None
    return parse(source, year=year, grammar=grammar, progress=progress)
