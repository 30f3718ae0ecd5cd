"""Collect every unit a document names, with its spellings: the first draft of a directory."""

from __future__ import annotations

from dataclasses import dataclass

from taskboard.model import SourceText, Span, UnitMention
from taskboard.parsing.actors import find_actors
from taskboard.parsing.units import find_unit_groups
from taskboard.parsing.units_names import flat, is_class, is_open, is_place_class
from taskboard.parsing.units_tables import DEFAULT, VERTICAL
from taskboard.parsing.view import View
from taskboard.spelling import tidy

NEAR = 30
# (kind, endings of a name), the first that fits; 部门 otherwise
_KINDS = (
    ("开发区", ("管委会", "管理委员会", "开发区", "高新区", "新区", "园区", "度假区")),
    ("乡镇", ("镇", "乡", "街道", "办事处", "镇人民政府", "乡人民政府", "镇政府", "乡政府")),
    ("县区", ("县", "区", "旗", "市", "人民政府", "县政府", "区政府", "市政府")),
    ("党群", (
        "组织部", "宣传部", "统战部", "政法委", "总工会", "妇联", "团市委", "团县委", "残联",
        "科协", "工商联", "文联", "人武部", "纪委", "监委", "政协", "人大常委会", "网信办", "编办",
        "老干部局",
    )),
    ("企业", ("公司", "集团", "银行", "支行", "分行")),
    ("科室", ("科", "股", "处", "科室")),
)  # fmt: skip


@dataclass(slots=True)
class Named:
    """A name found in a document.

    Attributes:
        name: As mended.
        spellings: Other ways it is printed, in order of appearance.
        kind: A proposal by the form of the name.
        times: How often it is printed.
        sentence: The words around its first appearance.
    """

    name: str
    spellings: tuple[str, ...]
    kind: str
    times: int
    sentence: str


def collect_units(source: SourceText, place: str = "") -> tuple[list[Named], list[Named]]:
    """Return the units and the classes of units that ``source`` names, in order of appearance.

    Args:
        source: The document as read.
        place: Prefix its units may leave out, see `find_unit_groups`.
    """
    from taskboard.parsing.parse import parse

    parsed = parse(source, grammar={"place": place})
    mentions = [unit for task in parsed.tasks for unit in task.units]
    if not mentions:  # no plan: a list of units, a notice
        view = View.of(source.text)
        mentions = [unit for group in find_unit_groups(view, place) for unit in group.units]
        mentions += find_actors(view)
    units: dict[str, Named] = {}
    classes: dict[str, Named] = {}
    counted: set[Span] = set()
    for mention in sorted(mentions, key=lambda unit: unit.span):
        if mention.span not in counted:
            counted.add(mention.span)
            _note(classes if _is_group(mention.name) else units, mention, source.text)
    for name in map(tidy, parsed.document.recipients):
        named = Named(name, (), kind_of(name), 1, "主送")
        (classes if _is_group(name) else units).setdefault(name, named)
    return list(units.values()), list(classes.values())


def _is_group(name: str) -> bool:
    return is_class(name, DEFAULT) or is_open(name) or is_place_class(name, DEFAULT)


def _note(names: dict[str, Named], mention: UnitMention, text: str) -> None:
    printed = "".join(mention.as_written.split())
    known = names.get(mention.name)
    if known is None:
        start, end = mention.span
        around = "".join(text[max(0, start - NEAR) : end + NEAR // 3].split())
        known = names[mention.name] = Named(
            mention.name, (), kind_of(mention.name), 0, f"…{around}…"
        )
    known.times += 1
    if printed != known.name and printed not in known.spellings:
        known.spellings = (*known.spellings, printed)


def kind_of(name: str) -> str:
    """Return the kind a name looks like, 部门 when its form says nothing else."""
    plain = flat(name)
    if any(word in plain for word in VERTICAL):
        return "企业" if plain.endswith(("公司", "银行")) else "垂直"
    return next((kind for kind, endings in _KINDS if plain.endswith(endings)), "部门")
