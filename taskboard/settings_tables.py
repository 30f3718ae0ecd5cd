"""What the tables of ``taskboard.toml`` may hold: keys that are known, values of the right kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from taskboard.words import NAMES

Trouble = tuple[str, str]  # in Chinese, in English

KINDS = ("once", "recurring", "triggered", "ongoing")
CADENCES = ("weekly", "monthly", "quarterly")
LEVELS = ("yellow", "red", "ahead", "early", "idle")
PAPERS = ("circular", "reminder", "order", "summons", "rectify")
DAYS = ("reply_days", "grace")  # one number, or a table with one for each kind of paper
MOST_DAYS = 366
PAPER_WORDS = ("masthead", "code", "recipients", "basis", "contact")
STYLES = ("plain", "redhead")


def trouble(values: Mapping[str, Any]) -> Trouble | None:
    """Return what is wrong first in the tables of a settings file, None when nothing is."""
    for name, look in LOOKS.items():
        for found in look(name, values.get(name, {})):
            return found
    return None


def _bad(place: str, should: str, should_en: str) -> Trouble:
    return f"{place} 应是{should}", f"{place} must be {should_en}"


def _unknown(table: str, key: str, known: tuple[str, ...]) -> Trouble:
    return (f"[{table}] 里没有 {key} 这一项，可写：{'、'.join(known)}",
            f"[{table}] has no {key!r}: {', '.join(known)}")  # fmt: skip


def _words(place: str, value: Any) -> Iterator[Trouble]:
    if not isinstance(value, str):
        yield _bad(place, "带引号的文字", "words in quotes")


def _days(place: str, value: Any) -> Iterator[Trouble]:
    if type(value) is not int or not 0 <= value <= MOST_DAYS:
        yield _bad(place, f"天数，0 到 {MOST_DAYS} 的整数", f"a number of days, 0-{MOST_DAYS}")


def _judgement(table: str, values: Mapping[str, Any]) -> Iterator[Trouble]:
    for key, value in values.items():
        if key not in LEVELS:
            yield _unknown(table, key, LEVELS)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            yield _bad(f"[{table}] {key}", "数字，如 5.0", "a number, e.g. 5.0")


def _actors(table: str, values: Mapping[str, Any]) -> Iterator[Trouble]:
    for name, who in values.items():
        place = f'[{table}."{name}"]'
        if not isinstance(who, dict):
            yield _bad(place, '一张表，如 [actors."张三"]', 'a table, e.g. [actors."NAME"]')
            continue
        for key, value in who.items():
            if key not in ("unit", "role"):
                yield _unknown(f'{table}."{name}"', key, ("unit", "role"))
            yield from _words(f"{place} {key}", value)


def _cadence(table: str, values: Mapping[str, Any]) -> Iterator[Trouble]:
    known = (*KINDS, "responsible", "cooperate")
    for key, value in values.items():
        if key not in known:
            yield _unknown(table, key, known)
        elif value not in CADENCES:
            yield _bad(f"[{table}] {key}", "、".join(CADENCES) + " 之一", "one of these")


def _names(table: str, values: Mapping[str, Any]) -> Iterator[Trouble]:
    for key, value in values.items():
        axis = key.partition(".")[0]
        known = tuple(name for name in NAMES if name.startswith(f"{axis}."))
        if key not in NAMES:
            yield _unknown(table, f'"{key}"', known or ("timeliness.late", "handling.in_hand"))
        yield from _words(f"[{table}] {key}", value)


def _papers(table: str, values: Mapping[str, Any]) -> Iterator[Trouble]:
    for key, value in values.items():
        place = f"[{table}] {key}"
        if key in DAYS and isinstance(value, dict):
            for kind, days in value.items():
                if kind not in PAPERS:
                    yield _unknown(f"{table}.{key}", kind, PAPERS)
                yield from _days(f"{place} {kind}", days)
        elif key in (*DAYS, "remind_days"):
            yield from _days(place, value)
        elif key == "style":
            if value not in STYLES:
                yield _bad(place, "plain 或 redhead", "plain or redhead")
        elif key == "colours":
            if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
                yield _bad(place, '叫法，如 {red = "红色督办"}', "a table of names")
        elif key in PAPER_WORDS:
            yield from _words(place, value)
        else:
            yield _unknown(table, key, ("style", *PAPER_WORDS, *DAYS, "remind_days", "colours"))


def _columns(table: str, values: Mapping[str, Any]) -> Iterator[Trouble]:
    for key, value in values.items():
        yield from _words(f"[{table}] {key}", value)


def _checklist(table: str, values: Mapping[str, Any]) -> Iterator[Trouble]:
    for key, value in values.items():
        if key not in KINDS:
            yield _unknown(table, key, KINDS)
        listed = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if not listed or not all(one.strip() for one in value):
            should = f'一串材料名称，如 {key} = ["验收报告"]'
            yield _bad(f"[{table}] {key}", should, "a list of words")


def _filters(table: str, values: Mapping[str, Any]) -> Iterator[Trouble]:
    for name, wanted in values.items():
        place = f'[{table}."{name}"]'
        if not isinstance(wanted, dict):
            yield _bad(place, '一张表，如 [filters."县区逾期"]', 'a table, e.g. [filters."NAME"]')
            continue
        for key, value in wanted.items():
            yield from _words(f"{place} {key}", value)


LOOKS: dict[str, Callable[[str, Mapping[str, Any]], Iterator[Trouble]]] = {
    "judgement": _judgement, "actors": _actors, "cadence": _cadence, "names": _names,
    "papers": _papers, "columns": _columns, "checklist": _checklist, "filters": _filters,
}  # fmt: skip
