"""What is believed of a name that no role word stands beside: in a bracket that only lists units.

（市教育局、海东区、华润燃气公司） hands out a task though places and firms have no form of their
own; beside a unit that has one they are read as units too.
"""

from __future__ import annotations

from typing import Literal

from taskboard.parsing.units_names import field_of, is_certain, is_likely
from taskboard.parsing.units_tables import FIELDS, NOT_A_SEAT, SEATS, UnitGrammar

Trust = Literal["label", "verb", "bare"]
_ZONES = ("高新区", "经开区", "开发区", "新区", "度假区", "示范区", "园区", "保税区", "功能区")
FIRMS = ("公司", "集团", "银行", "支行", "分行")


def is_believed(name: str, trust: Trust, grammar: UnitGrammar, before: int) -> bool:
    """Say whether ``name`` is read as a unit where ``before`` others stand ahead of it."""
    if trust != "bare" or is_certain(name, grammar):
        return trust == "bare" or is_likely(name, grammar)
    if not is_likely(name, grammar):
        return False
    if name.endswith(_ZONES):
        return before > 1  # …、各县（市、区）、高新区、经开区管委会
    beside = is_seat(name) or name.endswith(FIRMS) or name.endswith("部门")
    return (before > 0 and beside) or is_field(name, grammar)


def is_seat(name: str) -> bool:
    """Say whether ``name`` is a place with a government of its own: 海东区, 城关镇."""
    return 3 <= len(name) <= 6 and name.endswith(SEATS) and not name.endswith(NOT_A_SEAT)


def is_field(name: str, grammar: UnitGrammar) -> bool:
    """Say whether ``name`` is a department without its last word: 市财政, 县公安."""
    field = field_of(name) if len(name) > 2 else name
    return field != name and (field in grammar.stems or field in FIELDS)
