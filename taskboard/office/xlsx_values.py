"""Compile the text of a template cell into a function from names to its value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from taskboard.office.mistakes import MISTAKES, in_english, told
from taskboard.office.template import cell_environment
from taskboard.office.xlsx_rows import MARKER, MarkerError

_SOLE = re.compile(r"\s*\{\{((?:(?!\}\}).)+)\}\}\s*", re.DOTALL)
_DOTTED = re.compile(r"[^\W\d_]\w*(?:\.[^\W\d_]\w*)*")

Value = Callable[[Mapping[str, Any]], Any]


def is_marker(text: str) -> bool:
    """Say whether a cell's text is a marker of a loop or a condition and nothing else."""
    return bool(MARKER.fullmatch(text)) and "{{" not in text and text.count("{%") == 1


def is_template(text: str) -> bool:
    """Say whether a cell's text has anything to fill in."""
    return ("{{" in text or "{%" in text) and not is_marker(text)


def compiled(text: str, place: str) -> Value:
    """Return a function from names to the value of a cell's ``text``.

    Raises:
        MarkerError: If the text is no template; values raise it when a name is missing.
    """
    sole = _SOLE.fullmatch(text)
    if sole and _DOTTED.fullmatch(sole[1].strip()):
        return _dotted(sole[1].strip().split("."), text, place)
    env = cell_environment()
    try:
        if sole:
            expression = env.compile_expression(sole[1].strip(), undefined_to_none=False)
            work: Value = lambda names: expression(**names)  # noqa: E731
        else:
            template = env.from_string(text)
            work = lambda names: template.render(names)  # noqa: E731
    except MISTAKES as error:
        raise _mistake(place, text, error) from error
    return _guarded(work, text, place)


def _guarded(work: Value, text: str, place: str) -> Value:
    """Return ``work`` with its trouble told as trouble of the cell."""

    def value(names: Mapping[str, Any]) -> Any:
        try:
            result = work(names)
            if hasattr(result, "_fail_with_undefined_error"):
                result._fail_with_undefined_error()
        except MISTAKES as error:
            raise _mistake(place, text, error) from error
        return result

    return value


def _mistake(place: str, text: str, error: Exception) -> MarkerError:
    written = text.strip()
    return MarkerError(place, f"{written} {told(error)}", f"{written} {in_english(error)}")


def _dotted(path: list[str], text: str, place: str) -> Value:
    """Return a fast look-up of ``row.name``; names that start with _ never come here."""
    first, rest = path[0], path[1:]

    def value(names: Mapping[str, Any]) -> Any:
        name = first
        try:
            found = names[first]
            for name in rest:
                found = found[name] if isinstance(found, Mapping) else getattr(found, name)
        except (KeyError, AttributeError) as error:
            why = f"{text.strip()} 用到了没有的名称“{name}”"
            raise MarkerError(place, why, f"{text.strip()} '{name}' is undefined") from error
        return found

    return value
