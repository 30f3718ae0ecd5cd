"""Find the groups of responsible units in a view: brackets, label lines and sentences.

A group is what one bracket, one run of label lines or one closing sentence (由A牵头，B配合。) says.
Every name keeps its place; names are mended (white space, width, elided prefix), never resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from taskboard.model import Finding, Origin, Role, Span, UnitMention
from taskboard.parsing.checks import finding
from taskboard.parsing.markers import BULLETS
from taskboard.parsing.units_brackets import brackets
from taskboard.parsing.units_items import by_items
from taskboard.parsing.units_labels import (
    PLAIN_LABEL,
    find_labels,
    label_at,
    label_before,
    listed_below,
    unknown_labels,
)
from taskboard.parsing.units_lists import read_list
from taskboard.parsing.units_mentions import mentions
from taskboard.parsing.units_names import is_certain
from taskboard.parsing.units_phrases import Part, read_parts
from taskboard.parsing.units_pieces import cut
from taskboard.parsing.units_rules import UnitRule, apply_rules, find_rules
from taskboard.parsing.units_sentences import handed_out, overlaps
from taskboard.parsing.units_tables import DEFAULT, LEADER_LABELS, UnitGrammar, unit_grammar
from taskboard.parsing.view import View

__all__ = [
    "UnitGroup",
    "UnitRule",
    "apply_rules",
    "find_rules",
    "find_unit_groups",
    "list_units",
    "unit_grammar",
]

Form = Literal["bracket", "label", "sentence"]
_UNREAD = re.compile(
    "(?![^。：]*(?:谁|领导))(?=[^。：]*(?:部门|单位|机关|[局办委]|政府|中心|公司|[镇乡]|街道))"
    "[^。：\n]{4,80}(?:牵头|负责|主办|承办|配合|落实|协办|参与)"
)
_RULE_INSIDE = re.compile("[。；，、]?(?:以下|下列|后续|以后|下同)[^。；]*?不再[^。；]*[。；]?$")
_AFTER, _AT_END = ("。", "；", "\n", "", "）", "〕", "】"), "。；\n，"


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Who answers for the text since the group before.

    Attributes:
        span: Its place in the original, brackets and labels included.
        start: View offset of its first character.
        end: View offset after its last.
        units: In printed order; empty when a label is printed with nothing after it.
        findings: What a person should look at.
        form: ``bracket``, ``label`` (a line or clause 责任单位：…) or ``sentence``.
    """

    span: Span
    start: int
    end: int
    units: tuple[UnitMention, ...]
    findings: tuple[Finding, ...] = ()
    form: Form = "bracket"


@dataclass(slots=True)
class _Raw:
    start: int
    end: int
    parts: list[Part]
    form: Form
    closed: bool = True
    unread: bool = False


def find_unit_groups(
    view: View, place: str = "", *, grammar: UnitGrammar = DEFAULT
) -> list[UnitGroup]:
    """Return every responsibility group of the view, in order, none overlapping.

    Args:
        view: The text.
        place: Prefix to mend with in a group that prints none at all (``市``, ``县`` …); ``""``
            leaves such names as printed.
        grammar: The tables, with an office's additions.
    """
    raws = [*_in_brackets(view.text, grammar)]
    for finder in (_on_labels, _said):
        taken = sorted((raw.start, raw.end) for raw in raws)
        for raw in finder(view.text, grammar, taken):
            if not overlaps(taken, raw.start, raw.end):
                raws.append(raw)
    apart: list[_Raw] = []
    for raw in sorted(raws, key=lambda raw: (raw.start, -raw.end)):
        if not apart or raw.start >= apart[-1].end:
            apart.append(raw)
    return [_group(view, raw, place, grammar) for raw in _merged(view.text, apart)]


def list_units(
    view: View,
    start: int,
    end: int,
    role: Role = "responsible",
    *,
    origin: Origin = "table",
    place: str = "",
    grammar: UnitGrammar = DEFAULT,
) -> list[UnitMention]:
    """Return the units listed in ``view.text[start:end]``, as in the cell of a table.

    Labels and verbs inside (牵头单位：…, …配合) win over ``role``; times and leaders are left out.
    """
    parts = _labelled(view.text, start, end, grammar, role)
    if parts is None:
        parts = read_parts(view.text, start, end, role, "label", grammar) or []
    return mentions(view, parts, origin, place, grammar)


def _in_brackets(text: str, grammar: UnitGrammar) -> Iterator[_Raw]:
    reached = 0
    for start, end, closed in brackets(text):
        if start < reached or text.startswith(grammar.refused, start + 1):
            continue
        if text[start - 1 : start] not in _AFTER and _under_label(text, start, grammar):
            continue
        inner = end - 1 if closed else end
        # a rule for all that follows names no unit of this task
        if rule := _RULE_INSIDE.search(text, start + 1, inner):
            inner = rule.start()
        if not closed and not label_at(text, start + 1, inner, grammar):
            if text[end : end + 1] in ("\n", "") and text[start - 1 : start] == "。":
                listed = _unclosed(text, start + 1, inner, grammar)
                if len(listed) > 1:  # （县教育局、县财政局 and no more in its paragraph
                    reached = end
                    yield _Raw(start, end, listed, "bracket", closed)
            continue
        if runs := by_items(text, start + 1, inner, grammar):
            reached = end
            yield from (_Raw(*run, "bracket") for run in runs)
            continue
        parts = _labelled(text, start + 1, inner, grammar)
        if parts is None and closed:
            parts = read_parts(text, start + 1, inner, "responsible", "verb", grammar)
            ends = end == len(text) or text[end] in _AT_END or text[start - 1 : start] == "。"
            if parts is None and ends:
                parts = read_parts(text, start + 1, inner, "responsible", "bare", grammar) or None
            if not parts:
                parts = read_list(text, start + 1, inner, grammar, closes=ends)
            if not parts:
                if _closes(text, start, end) and _is_unread(text, start + 1, inner, grammar):
                    yield _Raw(start, reached := end, [], "bracket", unread=True)
                continue
        if parts is not None:
            reached = end
            yield _Raw(start, end, parts, "bracket", closed)


def _unclosed(text: str, start: int, end: int, grammar: UnitGrammar) -> list[Part]:
    """Return the units of a bracket that its paragraph leaves open."""
    parts = read_parts(text, start, end, "responsible", "verb", grammar)
    return parts or read_parts(text, start, end, "responsible", "bare", grammar) or []


def _is_unread(text: str, start: int, end: int, grammar: UnitGrammar) -> bool:
    """Tell whether a bracket speaks of who does it, or names two units beside what is none."""
    if _UNREAD.fullmatch(text, start, end):
        return True
    pieces = cut(text, start, end) if text.find("、", start, end) > 0 else []
    return sum(is_certain(text[left:right], grammar) for left, right in pieces) > 1


def _under_label(text: str, start: int, grammar: UnitGrammar) -> bool:
    """Tell whether a bracket belongs to a name on a label's line: 牵头单位：县水利局（…实施）."""
    line = text.rfind("\n", 0, start) + 1
    colon = text.find("：", line, min(start, line + 14))
    if colon < 0 or "。" in text[colon:start]:
        return False
    label = label_before(text, line, colon, line, grammar)
    return label is not None and bool(label[1])


def _closes(text: str, start: int, end: int) -> bool:
    """Tell whether a bracket stands after a sentence, or closes its paragraph."""
    return text[start - 1 : start] in ("。", "；") or text[end : end + 2] in (
        "。\n",
        "。",
        "\n",
        "",
    )


def _labelled(
    text: str, start: int, end: int, grammar: UnitGrammar, role: str = "responsible"
) -> list[Part] | None:
    """Return the units of a stretch that holds labels; None when it holds none of a unit."""
    labels = find_labels(text, start, end, grammar)
    if not any(found for _, _, found in labels):
        return None
    parts: list[Part] = []
    if labels[0][0] > start:
        parts += read_parts(text, start, labels[0][0], role, "verb", grammar) or []
    for at, (_, body, found) in enumerate(labels):
        stop = labels[at + 1][0] if at + 1 < len(labels) else end
        if found:
            parts += read_parts(text, body, stop, found, "label", grammar) or []
    return parts


def _on_labels(text: str, grammar: UnitGrammar, taken: list[tuple[int, int]]) -> Iterator[_Raw]:
    colon = text.find("：")
    while colon >= 0:
        if overlaps(taken, colon, colon + 1):
            colon = text.find("：", colon + 1)
            continue
        line = text.rfind("\n", 0, colon) + 1
        label = label_before(text, max(line, colon - 14), colon, line, grammar)
        # units stand behind a leader: 分管领导：张三 牵头单位：…
        led = label is not None and not label[1] and text[label[0] : colon] in LEADER_LABELS
        if label is not None and (label[1] or led):
            stop = _end_of_label(text, colon + 1)
            if stop == colon + 1:
                stop = listed_below(text, stop, grammar)
            parts = _labelled(text, label[0], stop, grammar)
            if parts is not None:
                yield _Raw(label[0], stop, parts, "label")
                colon = stop - 1
        colon = text.find("：", colon + 1)
    for match in PLAIN_LABEL.finditer(text):
        if overlaps(taken, match.start(), match.end()):
            continue
        start = match.start() - (text[match.start() - 1] in "【（〔" and match.start() > 0)
        stop = _end_of_label(text, match.end())
        parts = _labelled(text, start, stop, grammar)
        if parts is not None:
            yield _Raw(start, stop, parts, "label")


def _end_of_label(text: str, start: int) -> int:
    stop = min(
        (at for at in (text.find("\n", start), text.find("。", start)) if at >= 0),
        default=len(text),
    )
    return min(stop + (text[stop : stop + 1] == "。"), start + 2000)


def _said(text: str, grammar: UnitGrammar, taken: list[tuple[int, int]]) -> Iterator[_Raw]:
    for start, end, parts in handed_out(text, grammar, taken):
        yield _Raw(start, end, parts, "sentence")


def _merged(text: str, raws: list[_Raw]) -> list[_Raw]:
    """Join groups side by side that name different roles: （牵头单位：A）（配合单位：B）."""
    joined: list[_Raw] = []
    for raw in raws:
        before = joined[-1] if joined else None
        if (
            before
            and before.form == raw.form
            and not text[before.end : raw.start].strip("\n；，。" + BULLETS)
            and not {part.role for part in before.parts} & {part.role for part in raw.parts}
        ):
            before.end, before.closed = raw.end, before.closed and raw.closed
            before.parts += raw.parts
        else:
            joined.append(raw)
    return joined


def _group(view: View, raw: _Raw, place: str, grammar: UnitGrammar) -> UnitGroup:
    span = view.span(raw.start, raw.end)
    units = mentions(view, raw.parts, "stated", place, grammar)
    findings: list[Finding] = []
    if not raw.closed:
        words = "责任单位的括号没有右半边，按本段末尾处理"
        findings.append(finding("suspect-text", span, words))
    if raw.unread:
        words = "".join(view.printed(raw.start, raw.end).split())
        findings.append(finding("unit-bracket-unread", span, words))
    elif not units:
        findings.append(finding("unit-none", span, "“责任单位”之后"))
    for start, end in unknown_labels(view.text, raw.start, raw.end, grammar):
        words = view.text[start:end].lstrip("（〔【")
        findings.append(finding("unit-label-unknown", view.span(start, end), words))
    for unit in units:
        if len(unit.name) > 24 and not is_certain(unit.name, grammar):
            words = f"“{unit.name}”不像单位名称，或漏了标点"
            findings.append(finding("suspect-text", unit.span, words))
    return UnitGroup(span, raw.start, raw.end, tuple(units), tuple(findings), raw.form)
