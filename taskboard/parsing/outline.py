"""Build the tree of numbered headings from paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from taskboard.model import Finding
from taskboard.parsing.checks import finding
from taskboard.parsing.markers import HYPHENED, RANKS, Marker, marker, numeral
from taskboard.parsing.view import View

_INLINE = re.compile(r"(?:。|；|）|：)(?=（[^\x00-\xff]{1,3}）|[^\x00-\xff]{1,3}、|\d{1,2}\.)")


@dataclass(eq=False, repr=False)
class Node:
    """A numbered heading; offsets are the view's.

    Attributes:
        start: Where it starts, a bullet before its number included.
        number: Where its number starts.
        words: Where the words after the number start.
        heading_end: Where the heading ends (its 。 is not part of it).
        end: Where its own text ends, before its first child.
    """

    style: str
    value: int
    start: int
    number: int
    words: int
    heading_end: int
    end: int
    path: str = ""
    component: int = 0
    level: int = 0
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    body: list[tuple[int, int]] = field(default_factory=list)


@dataclass(eq=False, repr=False)
class Outline:
    """The tree of one plan.

    Attributes:
        prefix: What every path starts with, ``""`` or ``p2:``.
        nodes: Every heading in order.
        roots: The headings of the first level.
        before: Text before the first heading.
        closing: Paragraphs of the closing requirement after the last clause.
        findings: Gaps and repetitions of numbers.
    """

    prefix: str
    nodes: list[Node] = field(default_factory=list)
    roots: list[Node] = field(default_factory=list)
    before: list[tuple[int, int]] = field(default_factory=list)
    closing: list[tuple[int, int]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def build_outline(view: View, ranges: list[tuple[int, int]], prefix: str) -> Outline:
    """Return the tree of one plan, whose paragraphs are ``ranges`` in order."""
    outline = Outline(prefix)
    stack: list[Node] = []
    label = _top_label(view, ranges)
    for start, end in ranges:
        for left, right in _split_inline(view.text, start, end, stack):
            found = marker(view.text[left : min(right, left + 40)])
            found = found or (_labelled(view, left, right, label) if label else None)
            found = found or _glued(view.text, left, stack) or _hyphened(view.text, left, stack)
            found = found or _bare(view, left, right, outline, ranges)
            listed = (
                found is not None and found.value == 1 and _lists(view.text, left, right, stack)
            )
            if found is None or listed or not _plausible(view.text, left, right, found):
                (stack[-1].body if stack else outline.before).append((left, right))
                if stack:
                    stack[-1].end = right
                continue
            _place(stack, _node(view.text, left, right, found), outline, view)
    return outline


def _top_label(view: View, ranges: list[tuple[int, int]]) -> str:
    """Return the word that counts the parts of a plan whose numbers stand below: 项目一, 项目二."""
    for at, (start, end) in enumerate(ranges):
        if marker(view.text[start : min(end, start + 12)]) is not None:
            return ""
        found = LABELLED.match(view.text, start, min(end, start + 12))
        if found is None or numeral(found[2]) != 1:
            continue
        below = ranges[at + 1 :]
        numbered = any(marker(view.text[left : min(right, left + 12)]) for left, right in below)
        parts = (_labelled(view, *place, found[1]) for place in below)
        return found[1] if numbered and any(one and one.value == 2 for one in parts) else ""
    return ""


def _labelled(view: View, start: int, end: int, label: str) -> Marker | None:
    """Read 项目二 before a mark or a blank as part 2."""
    found = LABELLED.match(view.text, start, min(end, start + 12))
    if found is None or found[1] != label or found.end() >= end:
        return None
    after = found.end()
    marked = view.text[after] in "：、"
    if not marked and view.origin(after) - view.origin(after - 1) < 2:
        return None
    return Marker("part", numeral(found[2]), 0, after + marked - start)


def _lists(text: str, start: int, end: int, stack: list[Node]) -> bool:
    """Tell whether a paragraph lists measures below a heading: （1）规范…；（2）提升…."""
    second = {"（1）": "（2）", "①": "②"}.get(
        text[start : start + (3 if text[start] == "（" else 1)]
    )
    if second is None or not stack or stack[-1].style in ("nump", "circle"):
        return False
    at = text.find(second, start, end)
    return at > 0 and text[at - 1] in "；;，"


LONGEST_BARE = 30  # characters of a heading whose number has no mark
LABELLED = re.compile(
    "(?:重点|专项|民生)?(工作|任务|项目|实事|行动|工程|事项|举措|措施)"
    "([一二三四五六七八九十]{1,3}|[1-9][0-9]?)"
)
_GLUED = re.compile("([0-9]{1,2})\\.(?=[0-9])")


def _glued(text: str, at: int, stack: list[Node]) -> Marker | None:
    """Read 1.6个断面达标 as item 1 where item 1 is due: right below a heading, or after item 0."""
    found = _GLUED.match(text, at)
    if found is None or not stack or stack[-1].style not in ("cn", "cnp", "num"):
        return None
    value = int(found[1])
    due = stack[-1].value + 1 if stack[-1].style == "num" else 1
    below = stack[-1].style == "num" or not stack[-1].body
    return Marker("num", value, 0, found.end() - at) if value == due and below else None


def _hyphened(text: str, at: int, stack: list[Node]) -> Marker | None:
    """Read 2-1 and 2-2 as the items below 二、; 1-6月 and 3-5家 are none of them."""
    found = HYPHENED.match(text, at) if "1" <= text[at] <= "9" else None
    if found is None or not stack or stack[0].style != "cn" or int(found[1]) != stack[0].value:
        return None
    last = stack[0].children[-1] if stack[0].children else None
    value = int(found[2])
    due = value == (last.value + 1 if last else 1) and (last is None or last.style == "dot2")
    return Marker("dot2", value, 0, found.end() - at) if due else None


def _bare(
    view: View, start: int, end: int, outline: Outline, ranges: list[tuple[int, int]]
) -> Marker | None:
    """Read 2 重点任务 as item 2: a blank parts the number, and 2.1 stands somewhere below."""
    text = view.text
    if not "1" <= text[start] <= "9" or end - start > LONGEST_BARE or text[end - 1] in "。；，":
        return None
    after = start + 1 + ("0" <= text[start + 1 : start + 2] <= "9")
    parted = after < end and "一" <= text[after] <= "鿿"
    if not parted or view.origin(after) - view.origin(after - 1) < 2:
        return None
    last = outline.roots[-1] if outline.roots else None
    value = int(text[start:after])
    if value != (last.value + 1 if last else 1) or (last is not None and last.style != "num"):
        return None
    below = (marker(text[at : at + 12]) for at, _ in ranges)
    dotted = any(found is not None and found.style == "dot2" for found in below)
    return Marker("num", value, 0, after - start) if dotted else None


def _plausible(text: str, start: int, end: int, found: Marker) -> bool:
    return start + found.end < end


def _split_inline(text: str, start: int, end: int, stack: list[Node]) -> list[tuple[int, int]]:
    """Part a paragraph in which several headings were glued together."""
    first = marker(text[start : min(end, start + 40)])
    known = {node.style: node.value for node in stack}
    if first:
        known = {k: v for k, v in known.items() if RANKS[k] < RANKS[first.style]}
        known[first.style] = first.value
    cuts = [start]
    for match in _INLINE.finditer(text, start, end):
        at = match.end()
        found = marker(text[at : min(end, at + 12)])
        if found is None:
            continue
        expected = known.get(found.style)
        fresh = expected is None and found.style == "cnp" and found.value == 1 and "cn" in known
        if fresh or (expected is not None and found.value == expected + 1):
            known = {k: v for k, v in known.items() if RANKS[k] < RANKS[found.style]}
            known[found.style] = found.value
            cuts.append(at)
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _node(text: str, start: int, end: int, found: Marker) -> Node:
    words = start + found.end
    stop = text.find("。", words, end)
    stop = end if stop < 0 else stop
    node = Node(found.style, found.value, start, start + found.start, words, stop, end)
    after = stop + 1 if stop < end else end
    if after < end:
        node.body.append((after, end))
    return node


def _place(stack: list[Node], node: Node, outline: Outline, view: View) -> None:
    """Hang a node under its parent and give it its path."""
    if any(open_node.style == node.style for open_node in stack):
        while stack[-1].style != node.style:
            stack.pop()
        stack.pop()
    elif not _inverted(stack, node, outline):
        while stack and RANKS[stack[-1].style] > RANKS[node.style]:
            stack.pop()
    parent = node.parent = stack[-1] if stack else None
    siblings = parent.children if parent else outline.roots
    component, problem = _component(node, siblings, outline.nodes)
    if problem:
        words = "".join(view.printed(node.number, node.heading_end).split())[:20]
        outline.findings.append(finding(problem, view.span(node.start, node.words), words))
    node.component = component
    node.path = f"{parent.path}.{component}" if parent else f"{outline.prefix}{component}"
    node.level = parent.level + 1 if parent else 1
    siblings.append(node)
    outline.nodes.append(node)
    stack.append(node)


def _inverted(stack: list[Node], node: Node, outline: Outline) -> bool:
    """Tell whether （一） stands below 1. here, the other way round than usual."""
    if node.style != "cnp" or not stack or stack[-1].style != "num":
        return False
    earlier = next((n for n in reversed(outline.nodes) if n.style == "cnp"), None)
    if earlier is None:
        return node.value == 1
    return earlier.parent is not None and earlier.parent.style == "num"


def _component(node: Node, siblings: list[Node], nodes: list[Node]) -> tuple[int, str]:
    """Return the path component of ``node`` and the code of what is wrong with its number."""
    before = siblings[-1].component if siblings else 0
    if node.value <= before:
        return max(len(siblings) + 1, before + 1), "number-repeated"
    if node.value == before + 1:
        return node.value, ""
    if siblings:
        return node.value, "number-gap"
    earlier = next((n.value for n in reversed(nodes) if n.style == node.style), 0)
    return node.value, "" if node.value == earlier + 1 else "number-gap"
