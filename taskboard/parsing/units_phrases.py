"""Read the inside of a responsibility group: which words are units, and in which role.

Three forms are read: labels (责任单位：…；配合单位：…), closing verbs (…牵头，…配合，…按职责负责)
and bare lists of names. Offsets are offsets of the view; nothing is resolved here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from taskboard.parsing.units_joints import split_joint
from taskboard.parsing.units_names import is_certain, is_likely
from taskboard.parsing.units_pieces import cut
from taskboard.parsing.units_tables import (
    LEAD_INS,
    RULE_WORDS,
    STEMS,
    VERB_ADVERBS,
    UnitGrammar,
)
from taskboard.parsing.units_trust import Trust, is_believed
from taskboard.patterns import rare

_TIME = re.compile(
    r"\d+年|\d+月|\d+日|[一二三四]季度|[上下]半年|年[底内中初末]|月底|季度末|全年|长期|持续|常态|即日|"
    r"每[年月季半周日]|立即|近期|[上中下]旬|完成时限|\d+%|按期|按时|到位$"
)
# every alternative above holds one of these
_TIME_HINT = re.compile(r"[\d年月季半长持常即每近旬完按到]")
_OPEN = rare(
    r"(?<![高中初平])等(?:\d+个|[一二三四五六七八九十两]+个)?(?:[省市县区州盟旗镇][直级])?(?:各?有关|各?相关|各)?"
    r"(?:[^、，；等]{0,6}(?=部门$|单位$|机构$)|[^、，；等]{6,20}(?=成员单位$))?(?:机构|部门和单位|部门单位|成员单位|职能部门|责任单位|责任部门|部门|单位|企业|地区|地|科室|"
    r"高等院校|高等学校|高校|院校|学校|医院|银行|金融机构|平台|公司|园区|乡镇|镇街|县区|区县|处室|团体|组织)?$"
)
_EDGE = "-“”‘’*★☆▲△※·.。、，；：\n①②③④⑤⑥⑦⑧⑨⑩"
_ITEM = rare(r"\d{1,2}(?:\.(?!\d)|$)")  # 1.县教育局 2.县财政局
ROLE_NOTE = re.compile("[（〔](?:为)?(牵头|主办|配合|协办|责任)(?:单位|部门)?[）〕]$")
_DOER = re.compile("（([^（）、，；：]{3,20}?)(?:具体)?(负责|实施|牵头|配合|承办|组织实施|协助)）$")
# what a unit's share of the work is: 州水利局（前期工作）, 区住建局（第5项）
_SHARE = rare(
    r"（(?:以下[简统合]称[^（）]{2,12}|(?:具体|主要)?(?:负责|牵头|指导|实施|承担)[^（）]{2,24}"
    r"|第?[\d一二三四五六七八九十、—-]{1,9}[项条款点](?:任务|工作)?"
    r"|[^（）、局委办]{0,10}(?:工作|建设管理|方面|阶段|环节|保障|任务))）$"
)
_PERSON = rare(
    "(?:[省市县区州盟旗镇乡局厅处科股院校所站队部组村书士]长|书记|主任|主席|领导|责任人|负责人|同志)$"
)
_NOBODY = ("同上", "无", "暂无", "不涉及", "—", "——")
_LAST_OF_PERSON = "长记任席导人志"
_NOTE_ROLES = {"牵头": "lead", "主办": "lead", "责任": "responsible"}
_LEAD_INS = sorted(LEAD_INS, key=len, reverse=True)
_LEAD_FIRST = frozenset(word[0] for word in LEAD_INS)
_RULE = re.compile("|".join(RULE_WORDS))
_ADVERBS = sorted(VERB_ADVERBS, key=len, reverse=True)
_COUNTED = (
    r"(?:完成)?第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[-—~至到]第?[\d一二三四五六七八九十]{1,3})?"
    r"(?:项|条|款|期|批)?(?:任务)?"
)
_MEASURED = ("要求", "原则", "职责", "分工", "规定", "权限", "职能", "任务", "范围", "方案")
_CONSULT = {"会同": "cooperate", "商": "cooperate"}


@dataclass(slots=True)
class Part:
    """One name inside a group: its place in the view, its role, and whether 等 follows it."""

    start: int
    end: int
    role: str = ""
    open: bool = False


def read_parts(
    text: str, start: int, end: int, role: str, trust: Trust, grammar: UnitGrammar
) -> list[Part] | None:
    """Return the units of ``text[start:end]`` with their roles, in printed order.

    Args:
        text: The view's text.
        start: Where the words after the label, or the sentence, begin.
        end: Where they end (exclusive).
        role: Role of units that no verb gives another one.
        trust: ``label``: every piece is taken for a name unless it is a time or a rule;
            ``verb``: all pieces must be likely names; ``bare``: all must be certain.
        grammar: The tables.

    Returns:
        The parts; None when a piece is no unit and ``trust`` is not ``label``, or when a
        ``verb`` group has no verb.
    """
    parts: list[Part] = []
    pending = 0
    verbs = 0
    after_time = False
    for left, right in cut(text, start, end):
        left, right = trim(text, left, right)
        if after_time and re.compile(_COUNTED).fullmatch(text, left, right):
            continue  # 上半年完成一、二项，下半年完成三项
        right, timed = _without_rest(text, left, right, grammar)
        if left >= right or _is_other(text[left:right], grammar) or text[left:right] in _NOBODY:
            after_time = after_time or left < right
            if trust == "verb" and "要" in text[left:right].replace("要求", ""):
                return None  # 局办公室要每月通报情况 is no limit of what follows
            continue
        core, verb = _verb(text, left, right, grammar)
        verbs += timed
        consulted = text.startswith("会同", left)
        left = left if core <= left else _lead_in(text, left, core)
        right, is_open = _opened(text, left, core)
        # who leads the work is no unit: 分管副市长
        person = text[right - 1] in _LAST_OF_PERSON and _PERSON.search(text, left, right)
        if right > left and not person:
            names = _names(text, left, right, verb or role, grammar)
            if consulted:
                names[0].role = "consulted"
            if trust != "label" and not all(
                is_believed(text[part.start : part.end], trust, grammar, len(parts))
                for part in names
            ):
                return None
            names[-1].open = is_open
            parts += names
        elif is_open and parts:
            parts[-1].open = True
        if verb:
            verbs += 1
            _close(
                _helpers(text, parts[pending:]) if verb == "cooperate" else parts[pending:], verb
            )
            pending = len(parts)
    _close(parts[pending:], "")
    if trust == "verb" and not verbs:
        return None
    return parts


def _helpers(text: str, parts: list[Part]) -> list[Part]:
    """Return those of the units before 配合 that help: in A、B；C配合 only C."""
    for at in range(len(parts) - 1, 0, -1):
        if "；" in text[parts[at - 1].end : parts[at].start]:
            return parts[at:]
    return parts


def _close(parts: list[Part], verb: str) -> None:
    """Give the units before a verb its role; those after 会同 help whoever stands before it."""
    asked = next((i for i, part in enumerate(parts) if part.role == "consulted"), len(parts))
    for part in parts[:asked]:
        part.role = verb or part.role
    for part in parts[asked:]:
        part.role = "cooperate"


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without the marks and numbers around it: ★, ①, 1."""
    if start < end and text[start] in _EDGE:
        start = end - len(text[start:end].lstrip(_EDGE))
    if start < end and "0" <= text[start] <= "9" and (item := _ITEM.match(text, start, end)):
        start = item.end()
    if start < end and text[end - 1] in _EDGE:
        end = start + len(text[start:end].rstrip(_EDGE))
    return start, end


def _without_rest(text: str, start: int, end: int, grammar: UnitGrammar) -> tuple[int, bool]:
    """Return where a piece ends before a rule in brackets or a time that follows its unit.

    The flag says that a time followed: 市商务局6月底前完成 is as good as 市商务局负责.
    """
    at = text.rfind("（", start, end)
    if at > start and _RULE.search(text, at, end) and not _RULE.search(text, start, at):
        end = at
    time = _TIME.search(text, start + 3, end) if _TIME_HINT.search(text, start, end) else None
    if time:
        at = time.start() - text.endswith(("于", "在"), start, time.start())
        if is_certain(text[start:at], grammar):
            return at, True
    # 市财政局负责资金保障
    duty = text.find("负责", start + 3, end - 2) if end - start > 6 else -1
    if duty > 0 and text[duty + 2] not in "人同单部" and text[end - 1] not in grammar.closing:
        at = duty - _adverb(text, start, duty)
        if is_likely(text[start:at], grammar):
            return duty + 2, False
    return end, False


def _is_other(piece: str, grammar: UnitGrammar) -> bool:
    if _RULE.search(piece):
        return True
    timed = _TIME_HINT.search(piece) and _TIME.search(piece)
    return bool(timed) and not is_certain(piece, grammar)


def _verb(text: str, start: int, end: int, grammar: UnitGrammar) -> tuple[int, str]:
    """Return where the closing verbs of a piece begin, and the role they give (``""``: none)."""
    role, at = "", end
    if text[end - 1] not in grammar.closing:
        return end, ""
    while at > start:
        for verb in grammar.closing.get(text[at - 1], ()):  # longest first
            if text.endswith(verb, start, at):
                found = grammar.verbs[verb]
                role = found if not role or found == "lead" or role == "responsible" else role
                at -= len(verb)
                break
        else:
            shorter = at - _adverb(text, start, at) if role else at
            if shorter == at:
                break
            at = shorter
    return at, role


def _adverb(text: str, start: int, end: int) -> int:
    for adverb in _ADVERBS:
        if text.endswith(adverb, start, end):
            return len(adverb)
    if text.endswith(_MEASURED, start, end):  # 按照“三管三必须”要求, 根据部门职能职责
        at = max(text.rfind(word, max(start, end - 24), end) for word in ("按", "根据", "依据"))
        return end - at if at > start else 0
    return 0


def _lead_in(text: str, start: int, end: int) -> int:
    if text[start] not in _LEAD_FIRST or text.startswith(STEMS, start, end):  # 商务局
        return start
    for word in _LEAD_INS:
        if text.startswith(word, start, end):
            return start + len(word)
    return start


def _opened(text: str, start: int, end: int) -> tuple[int, bool]:
    match = _OPEN.search(text, start, end) if text.find("等", start, end) >= 0 else None
    return (match.start(), True) if match else (end, False)


def noted_role(note: re.Match[str]) -> str:
    """Return the role a note behind a name gives: （牵头）."""
    return _NOTE_ROLES.get(note[1], "cooperate")


def _names(text: str, start: int, end: int, role: str, grammar: UnitGrammar) -> list[Part]:
    parts: list[Part] = []
    for left, right, joint in split_joint(text, start, end, grammar):
        inner = _DOER.search(text, left, right)
        if (
            inner
            and is_likely(inner[1], grammar)
            and is_likely(text[left : inner.start()], grammar)
        ):
            doer = grammar.verbs.get(inner[2], role)
            parts += [Part(left, inner.start(), role), Part(*inner.span(1), doer)]
            continue
        note = ROLE_NOTE.search(text, left, right)
        if note is None and text[right - 1] == "）":
            share = _SHARE.search(text, left, right)
            called = share and text[share.start() + 1] == "以"
            if share and (called or is_certain(text[left : share.start()], grammar)):
                right = share.start()
        own = noted_role(note) if note else role
        if joint in _CONSULT:
            own = "consulted"
        parts.append(Part(left, note.start() if note else right, own))
    return parts
