"""Read what people type into a form's cells: figures, percentages, counts, days, choices.

Each reader returns ``(value, "")``, or ``(None, reason)`` in Chinese when a person must be asked;
an empty cell is ``(None, "")``. Widths, percent signs and blanks are forgiven; meaning is never
guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from taskboard.periods import month_end

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_MONTH_END = re.compile(r"(\d{4})年(\d{1,2})月[底末]前?")
BLANK = " \t\n\u3000\xa0\u200b\ufeff"
NOTHING = ("", "-", "—", "——", "/")  # what a cell without an answer holds, loosely read
EMPTY = (None, "")
# the usual wide marks go first: a text without them is folded in a twentieth of the time
_WIDE = {mark: unicodedata.normalize("NFKC", mark) for mark in "，；：（）！？％\u3000"}
_EXCEL_EPOCH = dt.date(1899, 12, 30)


def plain(value: Any) -> str:
    """Return the text of a cell: trimmed, lines parted by LF, whole numbers without ``.0``."""
    if type(value) is str:
        if "\r" in value or "_x000D_" in value:
            value = value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
        stripped: str = value.strip(BLANK)
        return stripped
    if value is None:
        return ""
    if isinstance(value, float):
        return str(figure(value))
    if isinstance(value, dt.datetime):
        return (value.date() if value.time() == dt.time() else value).isoformat()
    return str(value).strip(BLANK)


def loose(value: Any) -> str:
    """Return the text without white space and differences of width, to compare by."""
    text = plain(value)
    return _loose_short(text) if len(text) < 40 else _loose(text)


def _loose(text: str) -> str:
    if not text.isascii():
        for wide, narrow in _WIDE.items():
            text = text.replace(wide, narrow)
        text = unicodedata.normalize("NFKC", text)
    return "".join(text.split())


_loose_short = lru_cache(maxsize=4096)(_loose)  # headers and choices come again and again


def alike(one: Any, other: Any) -> bool:
    """Whether two cells say the same, white space and width aside; nothing is alike "" and None."""
    if one is other or (type(one) is type(other) and one == other):
        return True
    if one in EMPTY and other in EMPTY:
        return True
    return loose(one) == loose(other)


def same_words(one: str, other: str) -> bool:
    """Whether two texts, already trimmed by `plain`, say the same but for blanks and width."""
    if one == other:
        return True
    if len(one) < 40 and len(other) < 40:
        return _loose_short(one) == _loose_short(other)
    return _loose(one) == _loose(other)


def figure(value: float) -> float | int:
    """Return a whole number as int, so that it prints without ``.0``."""
    return int(value) if float(value).is_integer() else round(float(value), 6)


def day_of(value: Any) -> dt.date | None:
    """Return the day of a frame's value: None for NaT, None and ""."""
    if value is None or value == "" or value != value:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(str(value)[:10])


def read_percent(value: Any) -> tuple[float | int | None, str]:
    """Read a percentage 0-100: ``60``, ``60%``; ``0.6`` and ``1.2`` are asked about."""
    text = loose(value)
    if text in NOTHING:
        return None, ""
    number = _NUMBER.fullmatch(text.removesuffix("%").replace(",", ""))
    if isinstance(value, bool) or number is None:
        return None, f"“{plain(value)}”不是百分数，请只填 0 到 100 之间的数，如 60"
    amount = float(number[0])
    if amount < 0 or amount > 100:
        return None, f"“{plain(value)}”超出 0 到 100，请核对"
    if 0 < amount < 2 and not text.endswith("%"):  # a share of the whole, or of more than it
        return None, _which_percent(value, amount)
    return figure(amount), ""


def _which_percent(value: Any, amount: float) -> str:
    either = f"{figure(amount * 100)}% 还是 {figure(amount)}%"
    return f"“{plain(value)}”是指 {either}？请带百分号重填"


def read_number(value: Any, unit: str = "") -> tuple[float | int | None, str]:
    """Read a figure; the target's own unit of measure may stand behind it."""
    text = loose(value).replace(",", "")
    if text in NOTHING:
        return None, ""
    measure = loose(unit)
    if measure and text.endswith(measure):
        text = text.removesuffix(measure)
    if isinstance(value, bool) or not _NUMBER.fullmatch(text):
        tail = f"（单位为{unit}）" if unit else ""
        return None, f"“{plain(value)}”不是数字，请只填数字{tail}"
    return figure(float(text)), ""


def read_rate(value: Any) -> tuple[float | int | None, str]:
    """Read the value of a target in per cent; up to 1 without the sign it is asked about."""
    number, reason = read_number(value, "%")
    if number is not None and (question := unclear_rate(value, number)):
        return None, question
    return number, reason


def unclear_rate(value: Any, number: float) -> str:
    """Return the question whether ``value``, read as ``number``, is a share, "" if it is none."""
    share = 0 < abs(number) <= 1 and not loose(value).endswith("%")
    return _which_percent(value, number) if share else ""


def read_count(value: Any) -> tuple[int | None, str]:
    """Read a number of cases: a whole number from 0."""
    number, reason = read_number(value, "件")
    if number is None:
        return None, reason
    if number < 0 or not float(number).is_integer():
        return None, f"“{plain(value)}”不是件数，请填 0 或正整数"
    return int(number), ""


def read_day(value: Any) -> tuple[dt.date | None, str]:
    """Read a day, typed as a date or as text: ``2025年11月底`` is its last day.

    Without a year it is asked about: ``12月底``.
    """
    if loose(value) in NOTHING:
        return None, ""
    if isinstance(value, dt.datetime):
        return value.date(), ""
    if isinstance(value, dt.date):
        return value, ""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 36526 <= value < 73051:
        return _EXCEL_EPOCH + dt.timedelta(days=int(value)), ""
    text = loose(value)
    match = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    try:
        if match:
            return dt.date(int(match[1]), int(match[2]), int(match[3])), ""
        if match := _MONTH_END.fullmatch(text):
            return month_end(int(match[1]), int(match[2])), ""
    except ValueError:
        return None, f"“{plain(value)}”没有这一天，请核对"
    return None, f"“{plain(value)}”不是确定的日期，请写成 2023-09-30 的样子"


def read_choice(value: Any, names: Mapping[str, str]) -> tuple[str | None, str]:
    """Read a choice printed in Chinese; ``names`` is code -> Chinese."""
    text = loose(value)
    if text in NOTHING:
        return None, ""
    text = text.strip("。.、✓√")
    for code, name in names.items():
        if text == name or text == loose(name):
            return code, ""
    return None, f"“{plain(value)}”不在选项中，请从下拉框选：{'、'.join(names.values())}"
