"""Make tasks of clauses: one per responsibility group, one per leaf clause that has none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from taskboard.parsing.facts import Facts
from taskboard.parsing.grammar import Grammar
from taskboard.parsing.markers import numeral
from taskboard.parsing.outline import Node, Outline
from taskboard.parsing.units import UnitGroup
from taskboard.parsing.units_names import has_prefix, is_class
from taskboard.parsing.units_offices import BODY_ENDS, OFFICE_ENDS
from taskboard.parsing.units_tables import DEFAULT
from taskboard.parsing.view import View
from taskboard.patterns import rare

Range = tuple[int, int]
_CLOSING = re.compile(
    r"(?:请|望|希|[全省市县区州][^，。；：]{1,10}(?<![的对向为由]))?各(?:级|地|县|市|区|镇|乡|街道|部门|单位|有关|责任|成员|科室|相关|镇街|牵头|承办)|"
    r"各(?:处室|股室|站所|村|社区|学校|企业|党支部)[^，。；]{0,12}(?:要|应|须|请|务必|于[0-9])|"
    r"(?:贯彻|落实|执行)?(?:落实)?本(?:要点|方案|计划|意见|通知|办法|措施|细则|安排)|"
    r"以上(?:各项|任务|工作)|(?:请|望).{0,20}(?:认真|抓紧|贯彻|遵照|结合)"
)
_OF_THE_PLAN = rare(
    r"(?:各.{1,20})?(?:贯彻|落实|执行)*本(?:要点|方案|计划|意见|通知|办法|措施|细则)|以上(?:各项|任务)"
)
# lines below the units that go on with the same task: 完成时限：…, 进度安排：…
_LABELLED = rare(
    r"[（【]?[^。；：\n]{0,8}"
    r"(?:时限|时间|期限|领导|备注|联系人|责任人|负责人|电话|进度|节点|目标)[^。；：\n]{0,4}：[^\n]*"
)
_LIMITS = ("时限", "时间", "期限", "领导")
_NO_WORDS = rare(rf"\n?[^。；：\n]{{0,8}}(?:{'|'.join(_LIMITS)})[^。；：\n]{{0,4}}：[^。\n]*")
_VALIDITY = re.compile(
    "本[^，。；]{1,8}自[^，。；]{2,12}起(?:施行|实施|执行)(?:，有效期[^，。；]{1,8})?。?$"
)
_SPLIT = re.compile(r"[和与及、暨]")
_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_ITEMS = re.compile(
    rf"[（〔【]?(?P<above>以上|上述)?(?P<ordinal>第)?(?P<first>{_COUNT})"
    rf"(?:[-—–~～至到]第?(?P<last>{_COUNT}))?(?P<more>(?:[、和及]第?{_COUNT})*)(?:项|条|款|点)"
)
_OWN = (*OFFICE_ENDS, *BODY_ENDS, "党组", "组")  # sections and bodies of one house
_JUNK = "。；，、：）〕】”》.;,! "


@dataclass(eq=False, repr=False)
class Piece:
    """A task before it is filled: the stretch of the view it covers."""

    node: Node | None
    path: str
    start: int
    end: int
    groups: list[UnitGroup] = field(default_factory=list)
    inherited: list[UnitGroup] = field(default_factory=list)


def is_preamble(view: View, node: Node, grammar: Grammar) -> bool:
    """Tell whether a heading, or one above it, opens no duty: 总体要求, 指导思想 and the like."""
    if _VALIDITY.match(view.text, node.words, node.end):
        return True
    walk: Node | None = node
    while walk is not None:
        words = view.text[walk.words : min(walk.heading_end, walk.words + 30)].strip(_JUNK)
        if words in grammar.preamble or all(w in grammar.preamble for w in _SPLIT.split(words)):
            return True
        walk = walk.parent
    return False


def cut_pieces(
    view: View, outline: Outline, facts: Facts, grammar: Grammar
) -> tuple[list[Piece], dict[int, str]]:
    """Return the tasks-to-be of one plan, and for nodes that make none the reason (by id)."""
    pieces: list[Piece] = []
    quiet: dict[int, str] = {}
    closing = _closing(view, outline)
    preambles: set[int] = set()
    for node in outline.nodes:
        own = facts.groups_in(node.start, node.end)
        above = id(node.parent) in preambles
        if not own and (above or is_preamble(view, node, grammar)):
            preambles.add(id(node))
            quiet[id(node)] = "preamble"
        elif node.children:
            quiet[id(node)] = "section"
        else:
            pieces.extend(_leaf(view, node, own))
    _inherit(view, outline, pieces, facts)
    if closing:
        start, end = closing
        groups = list(facts.groups_in(start, end))
        pieces.append(Piece(None, f"{outline.prefix}closing", start, end, groups))
    return pieces, quiet


def _closing(view: View, outline: Outline) -> Range | None:
    """Cut the closing requirement off the last clause; return its range."""
    if not outline.nodes:
        return None
    last = outline.nodes[-1]
    run_in = view.text[last.heading_end : last.heading_end + 1] == "。"
    run_in = run_in or view.text[last.heading_end - 1] in "）〕】"  # its units close it
    for index, (start, end) in enumerate(last.body):
        cue = _CLOSING if run_in else _OF_THE_PLAN
        if view.text[start - 1] != "\n" or (index == 0 and not run_in):
            continue
        if cue.match(view.text, start, min(end, start + 60)):
            outline.closing, last.body = last.body[index:], last.body[:index]
            last.end = last.body[-1][1] if last.body else min(last.heading_end + 1, last.end)
            return start, outline.closing[-1][1]
    return None


def _leaf(view: View, node: Node, groups: Sequence[UnitGroup]) -> list[Piece]:
    """Cut one leaf clause at the ends of its responsibility groups."""
    text = view.text
    pieces: list[Piece] = []
    early: list[UnitGroup] = []  # groups that damage has left inside the number itself
    at = node.words
    for group in groups:
        end = _group_end(text, group, node.end)
        if end <= at and not pieces:
            early.append(group)
        elif pieces and not text[at : group.start].strip(_JUNK + "（〔【\n"):
            pieces[-1].groups.append(group)
            pieces[-1].end = at = max(end, at)
        else:
            pieces.append(Piece(node, node.path, at, end, [*early, group]))
            early, at = [], end
    if not pieces:
        return [Piece(node, node.path, node.words, node.end, early)]
    rest = text[at : node.end].strip(_JUNK + "\n")
    if rest and not all(_LABELLED.fullmatch(line) for line in rest.split("\n")):
        pieces.append(Piece(node, node.path, at, node.end))
    else:
        pieces[-1].end = node.end
    return pieces


def body_start(text: str, piece: Piece, node: Node) -> int:
    """Return where the task's words start: after the heading, unless that alone says what to do."""
    body = min(node.heading_end + 1, piece.end)
    at, says = body, False
    for group in piece.groups:
        says = says or bool(text[at : max(at, group.start)].strip(_JUNK + "（〔【\n"))
        at = max(at, group.end)
    if not says:
        rest = text[at : piece.end]
        if "：" in rest and any(word in rest for word in _LIMITS):
            rest = _NO_WORDS.sub("", rest)
        says = bool(rest.strip(_JUNK + "\n"))
    return body if says else piece.start


def _group_end(text: str, group: UnitGroup, limit: int) -> int:
    end = group.end
    if text[group.start] not in "（〔【":
        stops = [stop for mark in "。；\n" if (stop := text.find(mark, end, limit)) >= 0]
        end = min(stops, default=limit)
    while end < limit and text[end] in "。；，、":
        end += 1
    return min(end, limit)


def _covers(text: str, group: UnitGroup) -> bool:
    """Tell whether a group may speak for earlier siblings: a bracket or a label, no sentence."""
    if group.form != "label":
        return group.form == "bracket" and _ITEMS.match(text, group.start) is None
    return text[group.start] == "【" or "：" in text[group.start : group.start + 14]


def _named_items(text: str, group: UnitGroup, own: int) -> Sequence[int] | None:
    """Return the items a bracket says it covers: 〔1—2项牵头单位：…〕, （以上两项责任单位：…）."""
    found = _ITEMS.match(text, group.start)
    if found is None:
        return None
    first, last = numeral(found["first"]), numeral(found["last"] or found["first"])
    if found["above"] and not found["ordinal"] and not found["last"]:
        return range(own - first + 1, own + 1)
    more = [numeral(number) for number in re.findall(_COUNT, found["more"])]
    return [*range(first, last + 1), *more]


def _inherit(view: View, outline: Outline, pieces: list[Piece], facts: Facts) -> None:
    """Let clauses without units take those of a later sibling, or of a heading above."""
    text = view.text
    by_node: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_node.setdefault(id(piece.node), []).append(piece)
    for node in outline.nodes:
        if node.children and (groups := facts.groups_in(node.start, node.end)):
            below = [by_node[id(n)] for n in _leaves(node) if id(n) in by_node]
            _hand_down(below, list(groups))
            _lead_down(below, list(groups))
    families: list[list[Node]] = [outline.roots, *(n.children for n in outline.nodes if n.children)]
    for family in families:
        leaves = [by_node[id(n)] for n in family if id(n) in by_node]
        numbered: dict[int, list[list[Piece]]] = {}
        for node in family:
            if id(node) in by_node:
                numbered.setdefault(node.component, []).append(by_node[id(node)])
        for leaf in leaves:
            _hand_to_named(text, leaf, numbered)
        bearing = [leaf for leaf in leaves if any(piece.groups for piece in leaf)]
        if not bearing or len(bearing) * 2 > len(leaves):
            continue
        heir: list[list[Piece]] = []
        for leaf in leaves:
            if leaf in bearing:
                if len(leaf) == 1:  # its one bracket stands at its end
                    groups = [one for one in leaf[0].groups if _covers(text, one)]
                    known = {unit.name for group in groups for unit in group.units}
                    # a clause that names others as its doers is not this bracket's
                    _hand_down((one for one in heir if _doers(view, one, facts) <= known), groups)
                heir = []
            else:
                heir.append(leaf)


def _doers(view: View, leaf: list[Piece], facts: Facts) -> set[str]:
    """Return the departments a clause says do it: 市财政局要统筹资金."""
    start, end = view.origin(leaf[0].start), view.origin(leaf[-1].end - 1) + 1
    return {
        unit.name
        for unit in facts.actors_in(start, end)
        if unit.role != "cooperate"
        and (has_prefix(unit.name) or unit.name.endswith(_OWN))
        and not is_class(unit.name, DEFAULT)
    }


def _hand_to_named(text: str, leaf: list[Piece], numbered: dict[int, list[list[Piece]]]) -> None:
    """Give a leaf's groups to the siblings whose numbers they name."""
    for piece in leaf:
        for group in piece.groups if piece.node else ():
            items = _named_items(text, group, piece.node.component if piece.node else 0)
            if items is None:
                continue
            _hand_down([leaf for n in items for leaf in numbered.get(n, ())], [group])
            named = piece.node and piece.node.component not in items
            if named and len(piece.groups) > 1 and any(n in numbered for n in items):
                piece.groups = [one for one in piece.groups if one is not group]


def _hand_down(leaves: Iterable[list[Piece]], groups: list[UnitGroup]) -> None:
    for leaf in leaves:
        for piece in leaf:
            if not piece.groups and not piece.inherited:
                piece.inherited = list(groups)


def _lead_down(leaves: Iterable[list[Piece]], groups: list[UnitGroup]) -> None:
    """Let who leads in a heading lead the clauses below that name only who else answers.

    Whoever answers in a heading answers for the clauses below that name only who helps.
    """
    all_lead = _roles(groups) <= {"lead"}
    for leaf in leaves:
        for piece in leaf:
            roles = _roles(piece.groups)
            lacks = "lead" not in roles if all_lead else roles == {"cooperate"}
            if piece.groups and lacks and not piece.inherited:
                piece.inherited = list(groups)


def _roles(groups: list[UnitGroup]) -> set[str]:
    return {unit.role for group in groups for unit in group.units}


def _leaves(node: Node) -> Iterable[Node]:
    for child in node.children:
        if child.children:
            yield from _leaves(child)
        else:
            yield child
