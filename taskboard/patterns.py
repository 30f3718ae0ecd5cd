"""Regular expressions that few documents need, compiled when the first one does.

Compiling is a third of what ``taskboard parse`` does before it reads; what nobody asks for should
cost nothing.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Rare:
    """Stands for a pattern until somebody uses it, then takes over its methods."""

    def __init__(self, pattern: str) -> None:
        self._source = pattern

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source), name)
        setattr(self, name, found)
        return found


def rare(pattern: str) -> re.Pattern[str]:
    """Return what behaves as ``re.compile(pattern)`` and compiles at its first use."""
    return cast("re.Pattern[str]", _Rare(pattern))
