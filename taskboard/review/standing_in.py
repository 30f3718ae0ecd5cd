"""The units that tasks without any are given when they are issued (``--default-unit``)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from taskboard.errors import TaskboardError
from taskboard.review.values import Unreadable, read_units

if TYPE_CHECKING:
    from taskboard.directory import UnitDirectory


class DefaultUnitError(TaskboardError):
    """The unit for tasks without one is none of the directory's."""

    code = "default-unit"

    def __init__(self, unit: str, why: str) -> None:
        super().__init__(
            f"--default-unit {unit}：{why}",
            f"--default-unit {unit!r} is not in the unit directory; use a full name.",
        )


def default_units(text: str, directory: UnitDirectory, on: dt.date) -> list[dict[str, Any]]:
    """Return the units that ``text`` names, as a task has them.

    Raises:
        DefaultUnitError: If the directory does not know one of them.
    """
    try:
        named = read_units(text, "responsible", [], directory, on)
    except Unreadable as error:
        raise DefaultUnitError(text, str(error)) from error
    return [{**unit, "origin": "default"} for unit in named]
