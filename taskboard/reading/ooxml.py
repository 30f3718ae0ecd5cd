"""Parts of a Word or Excel package as XML: no entities, no network, bounded in size.

Names of elements are written ``w:p`` here and turned to lxml's ``{namespace}p`` once.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache

from lxml import etree

from taskboard.errors import DamagedFileError
from taskboard.reading.archive import Archive
from taskboard.reading.errors import TooLargeError, UnsafeFileError

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_FORMS = {
    b"wordprocessingml/main": NAMESPACES["w"].encode(),
    b"officeDocument/relationships": NAMESPACES["r"].encode(),
    b"officeDocument/math": NAMESPACES["m"].encode(),
}
WIDE_TEMPLATE = "attachedTemplate".encode("utf-16-le")
MAX_TAGS = 1_600_000
# another machine: a protocol, a share of the network, a file with a host or with four strokes
REMOTE = re.compile(r"(?:https?|ftps?):|//|file:////|file://(?!/|localhost/)", re.IGNORECASE)


@cache
def tag(name: str) -> str:
    """Return lxml's form of ``w:p``."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def parse_xml(data: bytes, path: str) -> etree._Element:
    """Return the root of one XML part.

    Raises:
        UnsafeFileError: If it declares a document type: office parts have none.
        TooLargeError: If it has more tags than a document can have.
        DamagedFileError: If it is not well formed.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnsafeFileError(path, "声明了外部实体", "it declares external entities")
    if (tags := data.count(b"<")) > MAX_TAGS:
        raise TooLargeError(path, f"内部有 {tags} 个标记", f"{tags} tags inside")
    if STRICT in data:
        for strict, usual in STRICT_FORMS.items():
            data = data.replace(STRICT + strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFileError(path, "内部的 XML 不完整", "broken XML inside") from error
    if getattr(root.getroottree().docinfo, "internalDTD", None) is not None:
        raise UnsafeFileError(path, "声明了外部实体", "it declares external entities")
    return root


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Return id -> (type's last word, target) for the relations of ``part`` ("" = the package).

    Targets inside the package are full names; external ones come as written and are never opened.
    """
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in archive:
        return {}
    found = {}
    for rel in parse_xml(archive.read(rels), archive.path).iter(tag("rel:Relationship")):
        target = rel.get("Target", "")
        if rel.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[rel.get("Id", "")] = (posixpath.basename(rel.get("Type", "")), target)
    return found


def is_remote(target: str) -> bool:
    """Tell whether what a file links to stands on another machine."""
    return bool(REMOTE.match(target.strip().replace("\\", "/")))


def _declares(head: bytes) -> bool:
    """Tell whether a part opens with a document type, in UTF-8 or UTF-16."""
    return b"<!DOCTYPE" in head.replace(b"\0", b"").upper()


def refuse_active(archive: Archive) -> None:
    """Refuse a package with macros, entities in any part, or a template from elsewhere.

    Raises:
        UnsafeFileError: If it does.
    """
    names = archive.names()
    if any(posixpath.basename(name).lower() == "vbaproject.bin" for name in names):
        raise UnsafeFileError(archive.path, "含有宏", "it holds macros")
    for name in names:
        if name.endswith(".xml") and _declares(archive.head(name)):
            raise UnsafeFileError(archive.path, "声明了外部实体", "it declares external entities")
        if not name.endswith(".rels"):
            continue
        data = archive.read(name)
        if b"attachedTemplate" not in data and WIDE_TEMPLATE not in data:
            continue
        folder, rels = posixpath.split(name)
        part = posixpath.join(posixpath.dirname(folder), rels.removesuffix(".rels"))
        for kind, target in relations(archive, part).values():
            if kind == "attachedTemplate" and is_remote(target):
                what = f"链接到远程模板 {target[:80]}"
                raise UnsafeFileError(
                    archive.path, what, f"it links a remote template {target[:80]}"
                )
