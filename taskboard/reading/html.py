"""Read a web page as saved: paragraphs and tables of its content, the rest as furniture.

Nothing is fetched, scripts and styles are not text, entities are not declared by a page. What
stands around the content (navigation, sharing, copyright) is kept as blocks of role ``header``
or ``footer``, so that no word is lost and none is taken for a task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from lxml import etree

from taskboard.errors import DamagedFileError, WrongEndingError
from taskboard.model import Finding, SourceText
from taskboard.reading.blocks import EMPTY_TABLE, BlockRole, BlockWriter, RawCell
from taskboard.reading.errors import TooLargeError, UndecodableTextError, UnsafeFileError
from taskboard.reading.html_furniture import is_annex, is_around, is_navigation, main_of
from taskboard.reading.html_table import is_layout, table_cells
from taskboard.reading.list_numbers import print_number
from taskboard.reading.signature import NAMES

MAX_BYTES = 24 * 1024 * 1024
MAX_TAGS = 600_000
CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{1,30})", re.I)
# what old servers call it, and what it is
CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
DROPPED = {
    *("script", "style", "noscript", "template", "head", "iframe", "object", "embed", "applet"),
    *("svg", "math", "select", "option", "button", "textarea", "input", "audio", "video", "map"),
}
LINES = {
    *("p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "form"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"),
    *("center", "address", "fieldset", "pre", "hr", "body", "td", "th", "tr", "tbody", "thead"),
    *("tfoot", "table", "caption", "figure", "figcaption", "font-block", "html"),
}
LIST_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
BREAKS = re.compile(r"[ \t]*[\r\n\f][ \t\r\n\f]*")
BLANKS = re.compile(r"[ \t\r\n\f]+")
LEFT, RIGHT = re.compile(r"[\x21-\x7e]$"), re.compile(r"^[\x21-\x7e]")


@dataclass(slots=True)
class Line:
    """One line of a page: its words, how many of them are links, and where it stands."""

    node: etree._Element
    text: str
    linked: int = 0
    cells: tuple[RawCell, ...] = ()


def read_html(data: bytes, name: str, path: str) -> SourceText:
    """Return the web page ``data``; ``path`` is the name that messages give it.

    Raises:
        TaskboardError: If it is no page, nested without end, or declares entities.
    """
    if len(data) > MAX_BYTES or data.count(b"<") > MAX_TAGS:
        raise TooLargeError(path, "网页的标记过多", "too many tags")
    if b"<!ENTITY" in data[:65536].upper():
        raise UnsafeFileError(path, "声明了外部实体", "it declares external entities")
    if not re.search(rb"<[a-zA-Z!/]", data):
        raise WrongEndingError(path, ".html", *NAMES["text"])
    root = _tree(decode(data, path), path)
    writer = BlockWriter()
    lines = list(_lines(root, path))
    _write(lines, main_of(root, lines), writer)
    if root.xpath("boolean(//iframe[@src] | //frame[@src])") and writer.is_blank():
        words = "网页的正文在另一个框架页里，没有保存下来；请打开正文所在的页面另存。"
        writer.findings.append(Finding("frame-only", "error", words))
    return writer.source(name, path, "html", sha256(data).hexdigest())


def _write(lines: list[Line], main: etree._Element | None, writer: BlockWriter) -> None:
    """Write each line with its role; what stands around the content is no body."""
    whole = main is None or main.tag in {"html", "body"}
    inside = set() if main is None or whole else set(main.iter())
    printed = {_bare(line.text) for line in lines if line.node in inside}
    before = True
    for line in lines:
        if line.node in inside:
            around = is_navigation(line, within=True) or is_around(line, main)
            around = around and not is_annex(line)
        else:
            twice = _bare(line.text) in printed
            around = is_navigation(line) or (main is not None and is_around(line))
            around = twice or (around and not is_annex(line))
        role: BlockRole = ("header" if before else "footer") if around else "body"
        before = before and around
        if line.cells:
            writer.table(line.cells, role=role)
        else:
            writer.paragraph(line.text, role=role)


def decode(data: bytes, path: str) -> str:
    """Return the page's text by its mark, its own charset, UTF-8 or GB18030, strictly.

    Raises:
        UndecodableTextError: If none of them fits.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        tries = ["utf-16"]
    else:
        named = CHARSET.search(data[:8192])
        stated = named[1].decode("ascii").lower() if named else ""
        tries = [CODECS.get(stated, stated), "utf-8-sig", "gb18030"]
    place = 0
    for codec in filter(None, tries):
        try:
            return data.decode("utf-8-sig" if codec in {"utf-8", "utf8"} else codec)
        except UnicodeDecodeError as error:
            place = max(place, error.start)
        except LookupError:  # a charset nobody knows
            continue
    raise UndecodableTextError(path, place + 1)


def _tree(text: str, path: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFileError(path, "网页里没有内容", "there is nothing in the page") from error
    if any("RESOURCE_LIMIT" in entry.type_name for entry in parser.error_log):
        raise DamagedFileError(path, "网页标记嵌套过深", "its tags are nested too deep")
    if root is None:
        raise DamagedFileError(path, "网页里没有内容", "there is nothing in the page")
    return root


def _lines(node: etree._Element, path: str) -> Iterator[Line]:
    """Yield the lines of ``node`` in reading order; tables of data as one line each."""
    open_line = Line(node, "")
    for kind, element, words in _events(node):
        if kind == "text":
            open_line.text += words
            if any(parent.tag == "a" for parent in (element, *element.iterancestors())):
                open_line.linked += len(words.strip())
            continue
        if open_line.text.strip():
            yield Line(open_line.node, _tidy(open_line.text), open_line.linked)
        open_line = Line(element, words)
        if kind == "table":
            cells = tuple(table_cells(element, path))
            if len(cells) >= EMPTY_TABLE or any(cell.text for cell in cells):
                yield Line(element, "\n".join(cell.text for cell in cells), 0, cells)
    if open_line.text.strip():
        yield Line(open_line.node, _tidy(open_line.text), open_line.linked)


def _events(node: etree._Element) -> Iterator[tuple[str, etree._Element, str]]:
    """Yield text, the start of each new line, and tables of data, in document order."""
    tag = str(node.tag)
    if tag in DROPPED or HIDDEN.search(node.get("style", "")) or "hidden" in node.attrib:
        return
    if tag == "table" and not is_layout(node):
        yield "table", node, ""
        return
    block = tag in LINES
    if block or tag == "br":
        yield "line", node if block else _block_of(node), _item_number(node)
    if node.text:
        yield "text", node, node.text if tag == "pre" else _inline(node.text)
    for child in node:
        yield from _events(child)
        if child.tail:
            yield "text", node, _inline(child.tail)
    if block:
        yield "line", _block_of(node), ""


def _block_of(node: etree._Element) -> etree._Element:
    return next((up for up in node.iterancestors() if up.tag in LINES), node)


def _item_number(node: etree._Element) -> str:
    parent = node.getparent()
    if node.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    try:
        start = int(parent.get("start", "1"))
    except ValueError:
        start = 1
    place = sum(1 for _ in node.itersiblings("li", preceding=True))
    form = LIST_FORMS.get(parent.get("type", "1"), "decimal")
    return f"{print_number(start + place, form)}."


def _inline(words: str) -> str:
    """Turn line breaks of the source to nothing between Chinese, else to a blank."""
    parts = BREAKS.split(words)
    text = parts[0]
    for part in parts[1:]:
        text += f" {part}" if LEFT.search(text) and RIGHT.search(part) else part
    return BLANKS.sub(" ", text)


def _tidy(text: str) -> str:
    return text.strip(" \t\r\n\xa0")


def _bare(text: str) -> str:
    return "".join(text.split())
