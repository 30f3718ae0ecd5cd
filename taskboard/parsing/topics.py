"""Headings without numbers: paragraphs that open with a topic sentence, or short lines above text.

Only asked of a plan that has no number at all, and only believed when several paragraphs are
built alike; each such heading is a finding. Paragraphs that count in words, 一要… 二要…, are
headings as they stand.
"""

from __future__ import annotations

import re

from taskboard.parsing.checks import finding
from taskboard.parsing.markers import numeral
from taskboard.parsing.outline import Node, Outline
from taskboard.parsing.view import View

LEAST = 3  # topic sentences that make an outline
_LONGEST = 28
_NO_TOPIC = "，：；！？、“|"
_COUNT = "([一二三四五六七八九十]{1,3}|[1-9][0-9]?)"
_SAID = re.compile(
    "([一二三四五六七八九十]{1,3})(?:是要|是|要)，?(?=[^，。；：])|"
    f"(?:重点|专项|民生)?(工作|任务|项目|实事|行动|工程|事项|举措|措施){_COUNT}[：、](?=[^，。；：])"
)


def build_topics(view: View, ranges: list[tuple[int, int]], prefix: str) -> Outline:
    """Return the outline of unnumbered headings; it has no node when there are too few."""
    outline = Outline(prefix)
    for index, (start, end) in enumerate(ranges):
        stop = _topic_end(view.text, start, end, ranges[index + 1 : index + 2])
        bare = bool(outline.nodes) and outline.nodes[-1].end == outline.nodes[-1].heading_end
        if not stop or bare:
            (outline.nodes[-1].body if outline.nodes else outline.before).append((start, end))
            if outline.nodes:
                outline.nodes[-1].end = end
            continue
        count = len(outline.nodes) + 1
        node = Node("topic", count, start, start, start, stop, end, f"{prefix}{count}", count, 1)
        if stop + 1 < end:
            node.body.append((stop + 1, end))
        outline.nodes.append(node)
        outline.roots.append(node)
        words = view.words(start, stop)
        outline.findings.append(finding("heading-unnumbered", view.span(start, stop), words))
    if len(outline.nodes) < LEAST:
        return Outline(prefix, before=list(ranges))
    return outline


def build_said(view: View, ranges: list[tuple[int, int]], prefix: str) -> Outline:
    """Return the outline of paragraphs that count in words: 一要…; 二要…, or 重点工作一：….

    Two labels make two levels: 任务1： stands below 行动一：.
    """
    outline = Outline(prefix)
    labels: list[str] = []
    last: dict[str, int] = {}
    for start, end in ranges:
        said = _SAID.match(view.text, start, min(end, start + 12))
        label = said[2] or "" if said is not None else ""
        fresh = said is not None and label not in labels
        if fresh and (not labels or (label and labels[0] and len(labels) < 2)):
            labels.append(label)
        if said is None or label not in labels:
            (outline.nodes[-1].body if outline.nodes else outline.before).append((start, end))
            if outline.nodes:
                outline.nodes[-1].end = end
            continue
        parent = outline.roots[-1] if label == labels[-1] != labels[0] else None
        value = numeral(said[1] or said[3])
        count = len(parent.children if parent else outline.roots) + 1
        if value != count and not (parent and value == last.get(label, 0) + 1):
            return Outline(prefix, before=list(ranges))  # 一是 again: measures, not headings
        last[label] = value
        stop = view.text.find("。", said.end(), end)
        _hang(outline, parent, (start, said.end(), end if stop < 0 else stop, end), value)
    return outline if len(outline.nodes) > 1 else Outline(prefix, before=list(ranges))


def _hang(
    outline: Outline, parent: Node | None, place: tuple[int, int, int, int], value: int
) -> None:
    """Add the heading that stands at ``place``: its start, words, end and the paragraph's end."""
    start, words, stop, end = place
    above = f"{parent.path}." if parent else outline.prefix
    node = Node("topic", value, start, start, words, stop, end, f"{above}{value}", value)
    node.level, node.parent = 2 if parent else 1, parent
    if stop + 1 < end:
        node.body.append((stop + 1, end))
    outline.nodes.append(node)
    (parent.children if parent else outline.roots).append(node)


def _topic_end(text: str, start: int, end: int, after: list[tuple[int, int]]) -> int:
    """Return where the topic sentence of a paragraph ends, 0 when it has none."""
    stop = text.find("。", start, end)
    if stop < 0:
        alone = bool(after) and text.find("。", *after[0]) >= 0
        stop = end if alone and end - start <= _LONGEST else -1
    if stop < 0 or not 4 <= stop - start <= _LONGEST or (stop + 1 >= end and stop != end):
        return 0
    return 0 if any(mark in text[start:stop] for mark in _NO_TOPIC) else stop
