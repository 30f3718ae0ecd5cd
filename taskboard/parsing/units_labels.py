"""Find the labels of units in a stretch of text: 责任单位：, 牵头（责任）单位：, 责任单位为…."""

from __future__ import annotations

import re

from taskboard.parsing.units_names import LONGEST, is_certain, is_likely, is_shaped
from taskboard.parsing.units_tables import (
    LABEL_NOUNS,
    LEVELS,
    PLACE_NOUNS,
    UnitGrammar,
    words,
)
from taskboard.patterns import rare

# A label may follow a name with only a blank between, which the view does not keep.
_BOUNDARY = frozenset("（〔【。；，、）〕】\n-·*★●局委办厅会府区县镇乡心队")

_GLUED_ENDS = (*(noun for noun in (*LABEL_NOUNS, *PLACE_NOUNS) if len(noun) > 1),
               *words("领导 时限 时间 期限 备注 目标 节点 责任人 负责人 联系人 电话"))  # fmt: skip
# a label with no colon behind it: 责任单位为…, [责任单位]…
PLAIN_LABEL = re.compile(
    "(?:责任|牵头|主办|承办|配合)(?:单位|部门)(?=[^：])(?:(?<![^\n。；【]....)|(?<=[\n。；][（〔]....))"
)
_COVERED = re.compile(
    r"(?:以上|上述)?第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?:[-—–~～至到、](?:第?\d{1,2}|[一二三四五六七八九十]{1,3}))*(?:项|条|款|点)(?:工作|任务|措施)?的?"
    r"|(?:以上|上述)(?:各项|[两二三四五六七八九十\d]{1,2}项)(?:工作|任务|措施)?的?"
)
_NEXT_LABEL = rare("(?:责任|牵头|配合|协同|协办|参与)(?:单位|部门|科室)(?!：)")
LONGEST_LIST = 600
ENCLOSED = {"【": "】", "（": "）", "〔": "〕"}
NOUNS = ("单位", "部门", "科室")
_LEVEL = "(?:自治)?[省市县区州盟旗镇乡村](?:级|直|属)"


def find_labels(
    text: str, start: int, end: int, grammar: UnitGrammar
) -> list[tuple[int, int, str]]:
    """Return ``(start, start of its body, role or "")`` for each label at a boundary.

    The items a bracket covers may stand before its first label: 〔1-2项牵头单位：…〕.
    """
    found: list[tuple[int, int, str]] = []
    if covered := _COVERED.match(text, start, end):
        start = covered.end()
    first = label_at(text, start, end, grammar)
    if first:
        found.append(first)
    colon = text.find("：", start, end)
    while colon >= 0:
        label = label_before(text, max(start, colon - 14), colon, start, grammar)
        if label is None and found:  # only a blank before it: 责任领导：张三 责任单位：…
            label = _glued_label(text, max(start, colon - 8), colon, grammar)
            if label is not None:  # the whole of 监管责任单位：
                label = (_whole_label(text, label[0], grammar), label[1])
        if label is None and (unknown := _unknown_label(text, start, colon)) is not None:
            label = (_behind_unit(text, unknown, colon, grammar), "")
        if label is not None and (not found or label[0] >= found[-1][1]):
            found.append((label[0], colon + 1, label[1]))
        colon = text.find("：", colon + 1, end)
    if first and text[first[1] - 1] not in "：—":  # 牵头部门 县商务局 配合部门 县文旅局
        for match in _NEXT_LABEL.finditer(text, first[1], end):
            bare = label_at(text, match.start(), end, grammar)
            found += [bare] if bare and text[match.start() - 1] in _BOUNDARY else []
    if first and text.startswith("——", first[1] - 2):  # 责任单位——县工信局；配合单位——…
        found += _dashed(text, first[1], end, grammar)
    opener = text[start : start + 1]
    if opener not in ENCLOSED:  # round ones elsewhere are notes: 规划科（牵头单位）
        opener = "【"
    at = text.find(opener, start, end)
    return sorted(_enclosed(text, at, end, found, grammar) if at >= 0 else found)


def _dashed(text: str, start: int, end: int, grammar: UnitGrammar) -> list[tuple[int, int, str]]:
    """Return the further labels of a stretch whose first one ends with a dash."""
    found: list[tuple[int, int, str]] = []
    dash = text.find("——", start, end)
    while dash >= 0:
        label = label_before(text, max(start, dash - 14), dash, start, grammar)
        if label is not None:
            found.append((label[0], dash + 2, label[1]))
        dash = text.find("——", dash + 2, end)
    return found


def _enclosed(
    text: str, start: int, end: int, found: list[tuple[int, int, str]], grammar: UnitGrammar
) -> list[tuple[int, int, str]]:
    """Return ``found`` with the labels in brackets of their own: 【责任单位】市教育局."""
    opener, at = text[start], start
    while at >= 0:
        stop = text.find(ENCLOSED[opener], at + 1, min(at + 12, end))
        role = grammar.labels.get(text[at + 1 : stop]) if stop > at else None
        if role is not None and (opener == "【" or text.endswith(NOUNS, at, stop)):
            body = stop + 1 + text.startswith("：", stop + 1)
            found = [label for label in found if not at <= label[0] < body]
            found.append((at, body, role))
        at = text.find(opener, at + 1, end)
    return found


def _glued_label(text: str, low: int, colon: int, grammar: UnitGrammar) -> tuple[int, str] | None:
    for at in range(low, colon - 3):
        words = text[at:colon]
        if words in grammar.labels and words.endswith(_GLUED_ENDS):
            return at, grammar.labels[words]
    return None


def _whole_label(text: str, at: int, grammar: UnitGrammar) -> int:
    """Return where the label begins that ends in the one at ``at``: 监管|责任单位."""
    for before in range(at - 1, max(at - 5, 0), -1):
        if text[before] in "（〔【。；，、）〕】\n：":
            short = before + 1 < at and not is_likely(text[before + 1 : at], grammar)
            return before + 1 if short else at
    return at


def _unknown_label(text: str, start: int, colon: int) -> int | None:
    """Return where a short word before a colon begins: it ends a list of units, whatever it is."""
    at = colon
    while at > start and at > colon - 10 and text[at - 1] not in "（〔【。；，、）〕】\n：":
        at -= 1
    bounded = at == start or text[at - 1] in "（〔【。；，、）〕】\n"
    return at if bounded and colon - at > 1 else None


def _behind_unit(text: str, start: int, colon: int, grammar: UnitGrammar) -> int:
    """Return where an unknown label begins when only a blank parts it from the last unit.

    县统计局 进度要求：全年 ends with the unit 县统计局.
    """
    for at in range(colon - 2, start + 2, -1):
        if colon - at < 7 and is_certain(text[start:at], grammar):
            return at
    return start


def unknown_labels(text: str, start: int, end: int, grammar: UnitGrammar) -> list[tuple[int, int]]:
    """Return the places of labels such as 包联单位： whose role no table knows."""
    found: list[tuple[int, int]] = []
    colon = text.find("：", start, end)
    while colon >= 0:
        if text.endswith(("单位", "部门", "科室"), start, colon):
            at = _unknown_label(text, start, colon)
            covered = _COVERED.match(text, at, colon) if at is not None else None
            low = max(start, colon - 14, covered.end() if covered else 0)
            known = at is None or label_before(text, low, colon, max(start, low), grammar)
            if at is not None and not known and not _glued_label(text, at, colon, grammar):
                found.append((at, colon))
        colon = text.find("：", colon + 1, end)
    return found


def label_at(text: str, start: int, end: int, grammar: UnitGrammar) -> tuple[int, int, str] | None:
    """Return the label that begins at ``start`` without a colon: 责任单位市教育局, 牵头单位为…."""
    for length in range(8, 2, -1):
        role = grammar.labels.get(text[start : min(start + length, end)])
        if role and length > 3:
            body = start + length
            if text.startswith("：", body):
                return start, body + 1, role
            body += text.startswith(("为", "是", "—"), body) + text.startswith("——", body)
            head = re.split("[、，；。]", text[body : min(end, body + LONGEST)], maxsplit=1)[0]
            return (start, body, role) if is_certain(head, grammar) else None
    return None


def label_before(
    text: str, low: int, colon: int, start: int, grammar: UnitGrammar
) -> tuple[int, str] | None:
    """Return where the label that ends at ``colon`` begins, and its role; None if it is none.

    ``low`` is where to start looking, ``start`` where the stretch begins: a boundary by itself.
    """
    stop = colon - 2 * text.endswith("**", start, colon)  # **责任单位**：…
    for at in range(low, stop - 1):
        if at > start and text[at - 1] not in _BOUNDARY and not _covers(text, start, at):
            continue
        words = text[at:stop]
        role = grammar.labels.get(words)
        if role is None and len(words) > 4 and words[0] != "（":
            behind = at > start and text[at - 1] in "区县镇乡"  # 各乡|镇 完成时限：
            role = _mixed_label(words, grammar, behind=behind)
        if role is not None:
            return at, role
    return None


def listed_below(text: str, start: int, grammar: UnitGrammar) -> int:
    """Return where the units end that stand on lines of their own below a bare label.

    ``start`` is the end of the label's line; it is returned when the next line is no unit.
    """
    end = start
    while end - start < LONGEST_LIST and text.startswith("\n", end):
        stop = text.find("\n", end + 1)
        stop = len(text) if stop < 0 else stop
        names = re.split(
            "[、，；]", text[end + 1 : min(stop, end + 3 * LONGEST)].rstrip("、，；。")
        )
        if not all(is_shaped(name) and is_certain(name, grammar) for name in names):
            break
        end = stop
    return end


def _covers(text: str, start: int, at: int) -> bool:
    """Tell whether the words before ``at`` say which items a label covers: 上述1—3项."""
    if text[at - 1] not in "项条款点作务施的":
        return False
    low = max(start, at - 16)
    return any(
        (begin == start or text[begin - 1] in _BOUNDARY) and _COVERED.fullmatch(text, begin, at)
        for begin in range(low, at - 1)
    )


def _mixed_label(words: str, grammar: UnitGrammar, *, behind: bool) -> str | None:
    """Return the role of a label such as 牵头（责任）单位, 责任单位（牵头）, 牵头和责任单位."""
    plain = re.sub("（[^（）]*）", "", words) if "（" in words else words
    if "级" in plain or "直" in plain or "属" in plain:
        plain = re.sub(_LEVEL, "", plain)
    for label in (plain, plain[1:] if plain[:1] in LEVELS and not behind else plain):
        if label in grammar.labels:  # 州级|责任单位, 县|牵头领导
            return grammar.labels[label]
    first, joint, second = (
        re.split("([、和及/])", plain, maxsplit=1)
        if re.search("[、和及/]", plain)
        else ("", "", "")
    )
    if joint and second in grammar.labels and (first in grammar.roles or first in grammar.labels):
        return grammar.roles.get(first) or grammar.labels.get(first) or None
    return None
