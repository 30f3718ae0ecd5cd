"""The text of a paper, from a plain template an office can edit, into marked paragraphs.

A line that starts with ``# `` is a first heading, ``## `` a second one; every other line that is
not blank is a paragraph. ``{{ n.late }}`` prints a figure and remembers which one it was, so that
a number in the text leads back to the rows it counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from taskboard.reports.figures import Figures

_MARK = re.compile(r"⟦(\w+)\|([^⟦⟧|]*)⟧")


class Numbers(Mapping[str, str]):
    """The figures as a template prints them: marked with their names."""

    def __init__(self, figures: Figures, *, shares: bool = False) -> None:
        self._figures, self._shares = figures, shares

    def __getitem__(self, name: str) -> str:
        figure = self._figures[name]
        if self._shares:
            text = "—" if figure.share is None else f"{round(figure.share, 2):g}%"
            return f"⟦{name}|{text}⟧"
        return f"⟦{name}|{figure.value:g}⟧"

    def __iter__(self) -> Any:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)


def paragraphs(text: str, figures: Figures) -> list[dict[str, Any]]:
    """Return the paragraphs of a rendered wording.

    Returns:
        Per paragraph its kind (h1, h2, p), its plain text, and its parts: text and the name of
        the figure it prints, ``""`` for plain words.
    """
    found = []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        kind = "h2" if line.startswith("## ") else "h1" if line.startswith("# ") else "p"
        body = line.lstrip("# ") if kind != "p" else line
        parts = _parts(body, figures)
        plain = "".join(part["text"] for part in parts)
        found.append({"kind": kind, "text": plain, "parts": parts})
    return found


def _parts(line: str, figures: Figures) -> list[dict[str, str]]:
    """Cut a line at its marks; what only looks like a mark is left as it stands."""
    parts, last = [], 0
    for match in _MARK.finditer(line):
        if match[1] not in figures:
            continue
        if match.start() > last:
            parts.append({"text": line[last : match.start()], "figure": ""})
        parts.append({"text": match[2], "figure": match[1]})
        last = match.end()
    if last < len(line):
        parts.append({"text": line[last:], "figure": ""})
    return parts


def length(found: list[dict[str, Any]]) -> int:
    """Return the characters of a text, blanks not counted."""
    return sum(len("".join(one["text"].split())) for one in found)
