"""Fill in Word templates: ordinary documents with ``{{ }}`` and ``{% %}`` in their paragraphs.

The templates under ``templates/docx`` follow GB/T 9704-2012; an office edits its own copies in
WPS. Rendering is sandboxed, escaped and strict; the produced file carries no author, no times and
no paths, so that the same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from taskboard.errors import DamagedFileError
from taskboard.office.template import BrokenTemplateError, add_filters

# what XML cannot hold, and what docxtpl would take for a paragraph or page break
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://'
    'schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_DROPPED = ("docProps/app.xml", "docProps/custom.xml", "docProps/thumbnail.jpeg")


# parts of a template that change how many columns a table has
_GROWS = re.compile(r"\{%\s*(?:tc|colspan|hm)\b")
_BREAKS = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": "</w:t><w:tab/><w:t>"}


class StrictTemplate(DocxTemplate):  # type: ignore[misc]
    """docxtpl without its second look at the rendered text.

    That look is for markers inside values (``{_{``, bells, form feeds), which here are text like
    any other, and costs half the time of a long table. Line breaks are made by `broken`.
    """

    def render_xml_part(
        self, src_xml: str, part: Any, context: Mapping[str, Any], jinja_env: Any = None
    ) -> str:
        """Return one part rendered; a mistake carries the words around it."""
        source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
        self.current_rendering_part = part
        try:
            rendered: str = jinja_env.from_string(source).render(context)
        except TemplateError as error:
            line = max((getattr(error, "lineno", None) or 1) - 2, 0)
            error.docx_context = source.splitlines()[line : line + 3]  # type: ignore[attr-defined]
            raise
        return rendered.replace("\n<w:p", "<w:p")

    def fix_tables(self, xml: str) -> Any:
        """Return the parsed body; columns are counted anew only where a template adds some."""
        if _GROWS.search(re.sub(r"<[^>]+>", "", self.get_xml())):
            return super().fix_tables(xml)
        return etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False, huge_tree=True))


def broken(value: Any) -> Any:
    """Return a value as it stands in a run: line breaks and tabs of text become Word's own."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    if "\n" not in value and "\t" not in value:
        return value
    text = str(escape(value))
    for char, mark in _BREAKS.items():
        text = text.replace(char, mark)
    return Markup(text)  # nosec B704


@cache
def document_environment() -> ImmutableSandboxedEnvironment:
    """Return the environment of Word templates: sandboxed, escaped, strict."""
    env = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=broken)
    return add_filters(env)


def clean(value: Any) -> Any:
    """Return ``value`` with every text in it as a Word document may hold it."""
    if isinstance(value, str):
        return _BAD.sub("□", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, Mapping):
        return {key: clean(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [clean(inner) for inner in value]
    return value


def render_document(path: Path, context: Mapping[str, Any]) -> bytes:
    """Return the document that template ``path`` makes with ``context``.

    Raises:
        DamagedFileError: If the template is no Word document.
        BrokenTemplateError: If it has a mistake; the message quotes the words around it.
    """
    if not zipfile.is_zipfile(path):
        raise DamagedFileError(str(path), "不是 docx 文档", "not a docx document")
    template = StrictTemplate(path)
    try:
        template.render(clean(dict(context)), document_environment(), autoescape=True)
    except TemplateError as error:
        raise BrokenTemplateError(path.name, _place(error), str(error)) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise BrokenTemplateError(path.name, "", f"无法填写（{error}）") from error
    raw = io.BytesIO()
    template.save(raw)
    return strip(raw.getvalue())


def _place(error: TemplateError) -> str:
    """Return the words of the template around the mistake, as docxtpl found them."""
    lines = getattr(error, "docx_context", None) or ()
    texts = [re.sub(r"<[^>]+>", "", str(line)).strip() for line in lines]
    near = " ".join(text for text in texts if text)[:80]
    return f"“{near}”附近" if near else ""


def strip(data: bytes) -> bytes:
    """Return the document without author, program, times and thumbnails; dates are fixed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
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
