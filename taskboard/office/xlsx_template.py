"""Fill in a spreadsheet template: an ordinary workbook with ``{{ }}`` and ``{% %}`` in its cells.

The package is edited as XML, so that whatever the office's own program wrote into it (formats,
print set-up, data bars, validation) stays as it was; only rows are repeated and ranges moved.
Text never becomes a formula. A cell whose text is one ``{{ }}`` keeps the value's own type.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from taskboard.errors import DamagedFileError
from taskboard.office.template import BrokenTemplateError
from taskboard.office.xlsx_cells import Styles, TemplateSheet
from taskboard.office.xlsx_ranges import move_names
from taskboard.office.xlsx_rows import MarkerError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://'
    'schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_DROP = ("xl/calcChain.xml", "docProps/app.xml", "docProps/custom.xml")


def parse_xml(data: bytes) -> Any:
    """Parse one part of a package without entities and without the network."""
    return etree.fromstring(data, _PARSER)


def render_workbook(path: Path, context: Mapping[str, Any]) -> bytes:
    """Return the workbook that template ``path`` makes with ``context``.

    Raises:
        DamagedFileError: If the template is no workbook.
        BrokenTemplateError: If a cell cannot be filled in; the message names sheet and cell.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        book = parse_xml(parts["xl/workbook.xml"])
        links = parse_xml(parts["xl/_rels/workbook.xml.rels"])
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise DamagedFileError(str(path), "不是 xlsx 工作簿", "not an xlsx workbook") from error
    targets = {link.get("Id"): link.get("Target") for link in links}
    strings = _shared_strings(parts)
    styles = Styles(parse_xml(parts["xl/styles.xml"]))
    sheets = []
    for sheet in book.find(f"{{{MAIN}}}sheets"):
        part = _part_of(targets[sheet.get(f"{{{REL}}}id")])
        filled = TemplateSheet(str(sheet.get("name")), parse_xml(parts[part]), strings, styles)
        try:
            parts[part] = filled.render(context)
        except MarkerError as error:
            place = f"工作表“{filled.name}”单元格 {error.place}"
            raise BrokenTemplateError(path.name, place, error.why, error.english) from error
        sheets.append(filled.places)
    move_names(book, sheets)
    _forget_calculation(book)
    parts["xl/workbook.xml"] = _serialise(book)
    parts["xl/styles.xml"] = _serialise(styles.root)
    return _packed(parts)


def _part_of(target: str) -> str:
    """Return the member name of a relationship's target."""
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _serialise(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _shared_strings(parts: Mapping[str, bytes]) -> list[str]:
    """Return the plain text of each shared string."""
    if "xl/sharedStrings.xml" not in parts:
        return []
    root = parse_xml(parts["xl/sharedStrings.xml"])
    texts = []
    for item in root:
        runs = (run for run in item.iter(f"{{{MAIN}}}t") if run.getparent().tag[-3:] != "rPh")
        texts.append("".join(run.text or "" for run in runs))
    return texts


def _forget_calculation(book: Any) -> None:
    """Have formulas counted anew when the workbook is opened."""
    for node in book.findall(f"{{{MAIN}}}calcPr"):
        node.set("fullCalcOnLoad", "1")


def _packed(parts: dict[str, bytes]) -> bytes:
    """Zip the parts with fixed dates; author, program and paths are left out."""
    for name in _DROP:
        if parts.pop(name, None) is not None:
            tail = name.rpartition("/")[2].encode()
            pattern = rb'<(?:Override|Relationship)\b[^>]*"[^"]*' + re.escape(tail) + rb'"[^>]*/>'
            for holder in ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"):
                parts[holder] = re.sub(pattern, b"", parts[holder])
    if "docProps/core.xml" in parts:
        parts["docProps/core.xml"] = _CORE.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            member = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return out.getvalue()
