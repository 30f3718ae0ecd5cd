"""The words of one Word paragraph: insertions kept, deletions dropped, boxes and notes found.

Field codes, comments and the second copy Word writes of each text box are no text of the
document. Hidden text is not printed by Word; it is left out and counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from taskboard.reading.ooxml import tag

RUN, R_PR, TEXT, P_PR, PARAGRAPH = (tag(f"w:{n}") for n in ("r", "rPr", "t", "pPr", "p"))
VANISH, VAL, TEXT_BOX = tag("w:vanish"), tag("w:val"), tag("w:txbxContent")
ALTERNATE, CHOICE, FALLBACK = (tag(f"mc:{n}") for n in ("AlternateContent", "Choice", "Fallback"))
CHARACTERS = {
    tag("w:tab"): "\t",
    tag("w:ptab"): "\t",
    tag("w:br"): "\n",
    tag("w:cr"): "\n",
    tag("w:noBreakHyphen"): "-",
}
NOTES = {tag("w:footnoteReference"): "footnote", tag("w:endnoteReference"): "endnote"}
OBJECT, OLE = tag("w:object"), "{urn:schemas-microsoft-com:office:office}OLEObject"
FORMULAS = ("Equation", "MathType")  # objects that print all they hold
PICTURES = {tag("w:drawing"), tag("w:pict"), tag("w:object"), ALTERNATE}
DROPPED = {tag("w:del"), tag("w:moveFrom"), P_PR, tag("w:rt"), tag("w:sdtPr"), tag("w:sdtEndPr")}
MATH, MATH_TEXT = {tag("m:oMath"), tag("m:oMathPara")}, tag("m:t")
OFF = {"0", "false", "off", "none"}


@dataclass(slots=True)
class Words:
    """What one paragraph holds.

    Attributes:
        parts: Its text in pieces.
        boxes: The text boxes anchored in it, in order.
        notes: (footnote or endnote, id) of the notes it refers to, in order.
        hidden: Characters of hidden text left out.
        pictures: Drawings and embedded objects in it.
        files: Files embedded in it or linked: tables, documents, packages.
    """

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: int = 0
    pictures: int = 0
    files: int = 0


def words_of(paragraph: etree._Element) -> Words:
    """Return what ``w:p`` holds, apart from its automatic number."""
    words = Words()
    _inline(paragraph, words)
    return words


def _inline(node: etree._Element, words: Words) -> None:
    for child in node:
        name = child.tag
        if name == RUN:
            _run(child, words)
        elif name in DROPPED:
            continue
        elif name in MATH:
            words.parts.extend(text.text or "" for text in child.iter(MATH_TEXT))
        elif name == ALTERNATE:
            if (chosen := chosen_of(child)) is not None:
                _inline(chosen, words)
        elif len(child):  # hyperlinks, insertions, content controls, smart tags …
            _inline(child, words)


def _run(run: etree._Element, words: Words) -> None:
    parts = words.parts
    for child in run:
        name = child.tag
        if name == TEXT:
            parts.append(child.text or "")
        elif name == R_PR:
            hidden = child.find(VANISH)
            if hidden is not None and hidden.get(VAL) not in OFF:
                words.hidden += sum(len(text.text or "") for text in run.iter(TEXT))
                return
        elif name in CHARACTERS:
            parts.append(CHARACTERS[name])
        elif name in NOTES:
            words.notes.append((NOTES[name], child.get(tag("w:id"), "")))
        elif name in PICTURES:
            words.pictures += 1
            words.files += name == OBJECT and _holds_file(child)
            _boxes(child, words.boxes)
        elif name == SYMBOL:
            parts.append(_symbol(child))
        elif name == RUBY:
            for base in child.iterchildren(RUBY_BASE):
                _inline(base, words)


SYMBOL, RUBY, RUBY_BASE = tag("w:sym"), tag("w:ruby"), tag("w:rubyBase")


def _holds_file(node: etree._Element) -> bool:
    ole = node.find(OLE)
    return ole is not None and not ole.get("ProgID", "").startswith(FORMULAS)


def _symbol(node: etree._Element) -> str:
    try:
        code = int(node.get(tag("w:char"), "0"), 16)
    except ValueError:
        return ""
    # symbol fonts live in the private area, where a code means nothing without its font
    return chr(code) if 0x20 <= code < 0xD800 else "□"


def chosen_of(alternate: etree._Element) -> etree._Element | None:
    """Return the first form of what Word writes twice, the newer one."""
    choice = alternate.find(CHOICE)
    return choice if choice is not None else alternate.find(FALLBACK)


def _boxes(node: etree._Element, found: list[etree._Element]) -> None:
    if node.tag == TEXT_BOX:
        found.append(node)
        return
    if node.tag == ALTERNATE:
        chosen = chosen_of(node)
        if chosen is not None:
            before = len(found)
            _boxes(chosen, found)
            other = node.find(FALLBACK)
            if len(found) == before and other is not None and other is not chosen:
                _boxes(other, found)
        return
    for child in node:
        _boxes(child, found)
