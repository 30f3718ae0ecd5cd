"""One format each, to blocks (floor 1)."""

from __future__ import annotations

from taskboard.reading.file import read_file
from taskboard.reading.text import read_text

__all__ = ["read_file", "read_text"]
