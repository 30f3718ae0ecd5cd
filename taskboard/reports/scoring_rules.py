"""The rules of 考核 as data: ``scoring.toml``, the office's own copy before the shipped one.

A rule says which fact of the ledger is worth how many points, and at most how many in all.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from taskboard.errors import TaskboardError

FACTS = {
    "unreported": "未报", "reported-late": "迟报", "alike": "进展雷同", "missed": "漏报",
    "overdue": "逾期未办结", "done-late": "逾期办结", "done-on-time": "按期办结",
    "returned": "退回补办", "reopened": "反弹", "untrue": "核查不属实", "extended": "延期",
}  # fmt: skip
ROLES = ("lead", "responsible", "cooperate")


class BadRulesError(TaskboardError):
    """The scoring rules cannot be used."""

    code = "scoring-rules"

    def __init__(self, path: str, place: str, why: str) -> None:
        super().__init__(
            f"考核规则 {path} {place}有误：{why}；请用记事本打开改正，或删去它以恢复自带规则。",
            f"{path} {place}: wrong scoring rule; correct it, or delete it for the shipped rules.",
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: every ``fact`` of a unit gives ``points``, all of them at most ``most``."""

    name: str
    fact: str
    points: float
    most: float | None = None
    roles: tuple[str, ...] = ROLES


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A version of the rules: points every unit begins with, and the rules in printed order."""

    version: str
    base: float
    rules: tuple[Rule, ...]

    @property
    def digest(self) -> str:
        """Hash of everything the rules say."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def read_rules(path: Path) -> RuleSet:
    """Return the rules in the file at ``path``.

    Raises:
        BadRulesError: If it is no TOML or holds something that is no rule; the place is named.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadRulesError(path.name, "", f"不是有效的 TOML（{error}）") from error
    return rules_of(values, path.name)


def rules_of(values: dict[str, Any], name: str = "scoring.toml") -> RuleSet:
    """Return the rules that ``values`` hold, as read from the file or from a snapshot.

    Raises:
        BadRulesError: If something in them is no rule.
    """
    unknown = sorted(set(values) - {"version", "base", "rules"})
    if unknown:
        raise BadRulesError(name, "", f"没有名为 {unknown[0]} 的设置")
    version, base = values.get("version"), values.get("base", 100.0)
    if not isinstance(version, str) or not version:
        raise BadRulesError(name, "", "缺少 version（规则的版本，文字）")
    if not _is_number(base):
        raise BadRulesError(name, "", "base（起评分）应是数字")
    rules = values.get("rules")
    if not isinstance(rules, list | tuple) or not rules:
        raise BadRulesError(name, "", "没有一条 [[rules]]")
    made = tuple(_rule(name, number, row) for number, row in enumerate(rules, 1))
    facts = [rule.fact for rule in made]
    for fact in facts:
        if facts.count(fact) > 1:
            raise BadRulesError(name, "", f"{fact} 写了两条，同一件事会计两次")
    return RuleSet(version, float(base), made)


def _rule(name: str, number: int, row: Any) -> Rule:
    place = f"第 {number} 条 "
    if not isinstance(row, dict) or (extra := set(row) - set(Rule.__dataclass_fields__)):
        what = "" if not isinstance(row, dict) else "：" + "、".join(sorted(extra))
        raise BadRulesError(name, place, f"有不认识的内容{what}")
    fact, points, most = row.get("fact"), row.get("points", ""), row.get("most")
    roles = row.get("roles", ROLES)
    if not isinstance(fact, str) or fact not in FACTS:
        raise BadRulesError(name, place, f"fact“{fact}”不在清单中：{'、'.join(FACTS)}")
    if not _is_number(points):
        raise BadRulesError(name, place, "points 应是数字")
    if most is not None and (not _is_number(most) or most < 0):
        raise BadRulesError(name, place, "most 应是不小于 0 的数字")
    if not isinstance(roles, list | tuple) or not roles or any(role not in ROLES for role in roles):
        raise BadRulesError(name, place, f"roles 只能取 {'、'.join(ROLES)}")
    label = str(row.get("name") or fact)
    limit = None if most is None else float(most)
    return Rule(label, fact, float(points), limit, tuple(roles))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
