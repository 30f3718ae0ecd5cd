"""Turn what a reviewer typed back into units, deadlines and targets, basis 人工.

Each function returns the new value, or raises `Unreadable` with a sentence that says what is
wrong with the cell and what to type instead.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from taskboard.ledger.fold_tasks import is_end
from taskboard.parsing.deadlines import find_deadlines
from taskboard.parsing.targets import find_targets
from taskboard.parsing.view import View
from taskboard.review.columns import DEFAULT_WORDS, KINDS, ROLLUPS, split_names, squash
from taskboard.review.resolving import is_vague
from taskboard.spelling import loosely, tidy
from taskboard.words import code_of

if TYPE_CHECKING:
    from taskboard.directory import UnitDirectory

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:00:00:00)?$")
YEARS = range(2000, 2100)


class Unreadable(Exception):
    """A cell that cannot be understood; its text is the reason, in Chinese."""


def read_day(value: Any) -> dt.date | None:
    """Return the day in a cell, None when it is empty."""
    day = value.date() if isinstance(value, dt.datetime) else value
    text = unicodedata.normalize("NFKC", squash(value))
    if not text:
        return None
    if not isinstance(day, dt.date):
        found = _DAY.fullmatch(text) or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
        try:
            day = dt.date(*map(int, found.groups())) if found else None
        except ValueError:
            day = None
    if day is None:
        raise Unreadable(f"“{text}”不是日期，请写成 2025-09-30")
    if day.year not in YEARS:
        raise Unreadable(f"“{day}”的年份不对，请写成 2025-09-30")
    return day


def read_units(
    text: str,
    role: str,
    current: Sequence[Mapping[str, Any]],
    directory: UnitDirectory,
    on: dt.date,
) -> list[dict[str, Any]]:
    """Return the units of ``role`` that a cell names.

    Args:
        text: The cell; names parted by 、 or other marks.
        role: lead, responsible or cooperate.
        current: Units the task has now; a name among them keeps its printed words.
        directory: The office's units; an empty one takes any name.
        on: Day the names are read on.

    Raises:
        Unreadable: If names are not in the directory, each with suggestions.
    """
    mine = {str(unit["name"]): dict(unit) for unit in current if unit["role"] == role}
    known = {str(unit["name"]): dict(unit) for unit in current}
    units: dict[str, dict[str, Any]] = {}
    wrong: list[str] = []
    for name in split_names(text):
        if name in mine:
            units[name] = mine[name]
            continue
        try:
            full = _resolved(name, directory, on)
        except Unreadable as error:
            wrong.append(str(error))
            continue
        old = known.get(name) or known.get(full) or {}
        units[full] = {
            "name": old.get("name", full),
            "as_written": old.get("as_written", name),
            "role": role,
            "origin": "manual",
            "open": False,
            "span": old.get("span"),
        }
    if wrong:
        raise Unreadable("；".join(wrong))
    return list(units.values())


def _resolved(name: str, directory: UnitDirectory, on: dt.date) -> str:
    if not directory.names(on):
        return name
    if directory.expand(name, on) is not None:  # in the directory's own brackets
        plain = loosely(tidy(name))
        return next((group for group in directory.groups() if loosely(tidy(group)) == plain), name)
    if is_vague(name):
        raise Unreadable(f"“{name}”没有指明是哪些单位，请写出具体单位")
    resolution = directory.resolve(name, on)
    if resolution.unit:
        return resolution.unit
    hint = "、".join(resolution.candidates[:3])
    if sum(unit in name for unit in resolution.candidates) > 1:
        raise Unreadable(f"“{name}”是不是几个单位（{hint}）？单位之间请用顿号分开")
    raise Unreadable(
        f"单位名录中没有“{name}”" + (f"，是否指{hint}？" if hint else "，请改用全称或先补入名录")
    )


def read_deadlines(
    words: str,
    day: dt.date | None,
    current: Sequence[Mapping[str, Any]],
    year: int,
    *,
    words_changed: bool,
    day_changed: bool,
) -> list[dict[str, Any]]:
    """Return the deadlines two cells say.

    Words that were printed before keep their deadline; new words are read by the grammar; a new
    day replaces the task's end (milestones and recurring ones stay).

    Raises:
        Unreadable: If the words name no time and no day is given with them, or words and day
            do not agree.
    """
    found = [dict(deadline) for deadline in current]
    if words_changed:
        found = _from_words(words, found, year, has_day=day_changed and day is not None)
        if not squash(words) and not day_changed and day and any(map(_ends, current)):
            raise Unreadable(f"文字清空了，日期还是 {day}；不要时限的请两格都清空，要的请写明")
    if not day_changed or (day is None and words_changed):
        return found
    ends = [deadline for deadline in found if _ends(deadline)]
    if day is None:
        if ends and squash(words):
            raise Unreadable(f"日期清空了，文字还是“{words}”；不要时限的请两格都清空，要的请写明")
    elif words_changed and ends and (read := max(str(d["due_on"]) for d in ends)) != f"{day}":
        raise Unreadable(f"日期 {day} 与文字“{words}”（{read}）不一致；请改成一致，或只改一格")
    found = [deadline for deadline in found if not _ends(deadline)]
    if day is not None:
        text = _end_words(words, found) if words_changed else ""
        plain = f"{day.year}年{day.month}月{day.day}日前"
        found.append(_manual(text or plain, kind="due", due_on=day))
    return found


def _ends(deadline: Mapping[str, Any]) -> bool:
    """Say whether ``deadline`` is the end of its task rather than a step on the way."""
    return deadline["kind"] == "due" and is_end(str(deadline.get("milestone") or ""))


def _end_words(words: str, others: Sequence[Mapping[str, Any]]) -> str:
    kept = {str(deadline["text"]) for deadline in others}
    pieces = [piece.strip() for piece in re.split(r"[；;\n]", words)]
    return "；".join(piece for piece in pieces if piece and piece not in kept)


def _from_words(
    words: str, current: list[dict[str, Any]], year: int, *, has_day: bool
) -> list[dict[str, Any]]:
    by_text: dict[str, list[dict[str, Any]]] = {}
    for deadline in current:
        by_text.setdefault(squash(deadline["text"]), []).append(deadline)
    found: list[dict[str, Any]] = []
    for piece in re.split(r"[；;\n]", words):
        if not (text := squash(piece)) or text == squash(DEFAULT_WORDS):
            continue
        if text in by_text:
            found += by_text[text]
            continue
        read = find_deadlines(View.of(text), year)
        if not read and not has_day:
            raise Unreadable(f"“{text}”看不出时限，请写明日期，或在“时限（日期）”列填写")
        found += [_manual_of(deadline) for deadline in read]
    return found


def _manual_of(deadline: Any) -> dict[str, Any]:
    within = deadline.within
    return _manual(
        deadline.text,
        kind=deadline.kind,
        due_on=deadline.due_on,
        starts_on=deadline.starts_on,
        milestone=deadline.milestone,
        rrule=deadline.rrule,
        trigger=deadline.trigger,
        within={"value": within.value, "unit": within.unit} if within else None,
        approx=deadline.approx,
    )


def _manual(text: str, **values: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("due_on", "starts_on", "milestone", "rrule", "trigger", "within"), None)
    filled = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in values.items()
    }
    return {"text": text, **empty, "approx": False, **filled, "origin": "manual", "span": None}


def read_targets(
    text: str, current: Sequence[Mapping[str, Any]], year: int
) -> list[dict[str, Any]]:
    """Return the targets of a cell, one a line; a line without a number is kept in words."""
    by_text = {squash(target["text"]): dict(target) for target in current}
    found: list[dict[str, Any]] = []
    for line in text.splitlines():
        if not (words := line.strip()):
            continue
        if squash(words) in by_text:
            found.append(by_text[squash(words)])
            continue
        read = find_targets(View.of(words), year)
        found += [
            {
                "text": words if len(read) == 1 else target.text,
                "indicator": target.indicator,
                "op": target.op,
                "value": target.value,
                "unit": target.unit,
                "period": target.period,
                "approx": target.approx,
                "span": None,
            }
            for target in read
        ] or [_in_words(words)]
    return found


def _in_words(words: str) -> dict[str, Any]:
    empty = dict.fromkeys(("op", "value", "unit", "period"), None)
    return {"text": words, "indicator": words, **empty, "approx": False, "span": None}


def read_kind(text: str) -> str:
    """Return the code of a task kind printed in a cell."""
    code = code_of("kind", squash(text))
    if code not in KINDS:
        raise Unreadable(f"“{text}”不是任务类型，请从下拉列表中选择")
    return code


def read_rollup(text: str) -> str:
    """Return the code of a roll-up rule printed in a cell."""
    for code, name in ROLLUPS.items():
        if squash(text) == name:
            return code
    raise Unreadable(f"“{text}”不是办结口径，请从下拉列表中选择")
