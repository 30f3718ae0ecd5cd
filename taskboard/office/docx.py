"""Fill in Word templates: ordinary documents with ``{{ }}`` and ``{% %}`` in their paragraphs.

The templates under ``templates/docx`` follow GB/T 9704-2012; an office edits its own copies in
WPS. Rendering is sandboxed, escaped and strict; the produced file carries no author, no times and
no paths, so that the same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree
from markupsafe import Markup, escape

from taskboard.errors import DamagedFileError
from taskboard.office.docx_marks import W, lost_beside_marks
from taskboard.office.docx_rows import joined, loosened
from taskboard.office.mistakes import MISTAKES, in_english, slip_of_marks, told
from taskboard.office.template import BrokenTemplateError, SafeEnvironment, add_filters, line_of

# what XML cannot hold
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://'
    'schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_DROPPED = ("docProps/app.xml", "docProps/custom.xml", "docProps/thumbnail.jpeg")
_WRITTEN = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
# parts of a template that change how many columns a table has
_GROWS = re.compile(r"\{%\s*(?:tc|colspan|hm)\b")
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BREAKS = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": "</w:t><w:tab/><w:t>"}


def printed(value: Any) -> Any:
    """Return a value as it stands in a run: line breaks and tabs of text become Word's own.

    Characters that XML cannot hold are shown as □.
    """
    if not isinstance(value, str):
        return value
    if value.isprintable() and not isinstance(value, Markup):
        return value
    text = _BAD.sub("□", value.replace("\r\n", "\n").replace("\r", "\n"))
    if not isinstance(value, Markup):
        text = str(escape(text))
        for char, mark in _BREAKS.items():
            text = text.replace(char, mark)
    return Markup(text)  # nosec B704


@cache
def document_environment() -> SafeEnvironment:
    """Return the environment of Word templates: sandboxed, escaped, strict."""
    env = SafeEnvironment(undefined=StrictUndefined, autoescape=True, finalize=printed)
    add_filters(env)
    return env


def render_document(path: Path, context: Mapping[str, Any]) -> bytes:
    """Return the document that template ``path`` makes with ``context``.

    The marks of the template are those of docxtpl (``{%tr``, ``{%p``, ``{%tc``, ``{% colspan``).

    Raises:
        DamagedFileError: If the template is no Word document.
        BrokenTemplateError: If it has a mistake; the message quotes the words around it.
    """
    if not zipfile.is_zipfile(path):
        raise DamagedFileError(str(path), "不是 docx 文档", "not a docx document")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        if _WRITTEN.fullmatch(name):
            parts[name] = _filled(path.name, parts[name], context)
    return strip(parts)


def _filled(template: str, part: bytes, context: Mapping[str, Any]) -> bytes:
    """Return one part of the document with its marks filled in, well-formed."""
    source = _source(part)
    if lost := lost_beside_marks(part):
        raise BrokenTemplateError(template, lost.place, lost.why)
    if slip := _slip(part):
        raise BrokenTemplateError(template, *slip)
    try:
        text = _compiled(source).render(context).replace("\n<w:p", "<w:p")
        made = joined(loosened(text)).encode("utf-8")
        if b"<wp:docPr" in made or _grows(part):
            return _mended(made)
        ParserCreate().Parse(made, True)
    except (ExpatError, etree.XMLSyntaxError) as error:
        why = "成对的 {% %} 不在同一层（表格行用 {%tr %}，段落用 {%p %}）"
        raise BrokenTemplateError(template, "", why, in_english(error)) from error
    except MISTAKES as error:
        own = error.lineno if isinstance(error, TemplateSyntaxError) else None
        line = own or line_of(error, "<template>")
        place = _place(source, line)
        raise BrokenTemplateError(template, place, told(error), in_english(error)) from error
    return made


@lru_cache(maxsize=32)
def _source(part: bytes) -> str:
    """Return one part as Jinja2 reads it, each paragraph beginning a line."""
    tree = etree.fromstring(part, parser=etree.XMLParser(resolve_entities=False))
    text: str = DocxTemplate(None).patch_xml(etree.tostring(tree, encoding="unicode"))
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", text)


@lru_cache(maxsize=32)
def _slip(part: bytes) -> tuple[str, str] | None:
    """Return the place of marks that would not work and would not be noticed, and why."""
    root = etree.fromstring(part, parser=etree.XMLParser(resolve_entities=False))
    for paragraph in root.iter(f"{W}p"):
        text = "".join(run.text or "" for run in paragraph.iter(f"{W}t"))
        if why := slip_of_marks(text):
            return f"“{text[:80]}”附近", why
    return None


@lru_cache(maxsize=32)
def _grows(part: bytes) -> bool:
    return bool(_GROWS.search(re.sub(r"<[^>]+>", "", part.decode("utf-8", "replace"))))


@lru_cache(maxsize=32)
def _compiled(source: str) -> Template:
    return document_environment().from_string(source)


def _mended(made: bytes) -> bytes:
    """Return a part whose columns are counted and whose pictures are numbered anew."""
    etree.fromstring(made, parser=etree.XMLParser(resolve_entities=False, huge_tree=True))
    tree = DocxTemplate(None).fix_tables(made)
    for number, picture in enumerate(tree.iter(_PICTURE), 1):
        picture.set("id", str(number))
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _place(source: str, line: int | None) -> str:
    """Return the words of the template around a line of its source."""
    if not line:
        return ""
    lines = [re.sub(r"<[^>]+>", "", text).strip() for text in source.splitlines()]
    near = lines[line - 1] or " ".join(filter(None, lines[max(line - 3, 0) : line + 2]))
    return f"“{near[:80]}”附近" if near else ""


def strip(parts: dict[str, bytes]) -> bytes:
    """Return the document without author, program, times and thumbnails; dates are fixed."""
    for name in _DROPPED:
        if parts.pop(name, None) is not None:
            tail = re.escape(name.rpartition("/")[2].encode())
            pattern = rb'<(?:Override|Relationship)\b[^>]*"[^"]*' + tail + rb'"[^>]*/>'
            for holder in ("[Content_Types].xml", "_rels/.rels"):
                parts[holder] = re.sub(pattern, b"", parts[holder])
    if "docProps/core.xml" in parts:
        parts["docProps/core.xml"] = _CORE.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, parts[name])
    return out.getvalue()
