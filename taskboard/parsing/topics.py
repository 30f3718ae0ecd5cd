"""Headings without numbers: paragraphs that open with a topic sentence, or short lines above text.

Only asked of a plan that has no number at all, and only believed when several paragraphs are
built alike; each such heading is a finding.
"""

from __future__ import annotations

from taskboard.parsing.checks import finding
from taskboard.parsing.outline import Node, Outline
from taskboard.parsing.view import View

LEAST = 3  # topic sentences that make an outline
_LONGEST = 28
_NO_TOPIC = "，：；！？、“"


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


def _topic_end(text: str, start: int, end: int, after: list[tuple[int, int]]) -> int:
    """Return where the topic sentence of a paragraph ends, 0 when it has none."""
    stop = text.find("。", start, end)
    if stop < 0:
        alone = bool(after) and text.find("。", *after[0]) >= 0
        stop = end if alone and end - start <= _LONGEST else -1
    if stop < 0 or not 4 <= stop - start <= _LONGEST or (stop + 1 >= end and stop != end):
        return 0
    return 0 if any(mark in text[start:stop] for mark in _NO_TOPIC) else stop
