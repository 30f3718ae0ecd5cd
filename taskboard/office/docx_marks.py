"""Find what a Word template would lose: whatever stands beside a mark that takes its place away.

``{%tr``, ``{%tc`` and ``{%p`` (and ``{{p``, ``{#p``) stand for the whole row, cell or paragraph
they are in: it is never printed, and words typed beside the mark would vanish with it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARK = re.compile(r"\{[%{#](tr|tc|p) [^}%#]*[%}#]\}")
_CALLED = {"tr": "行", "tc": "单元格", "p": "段落"}
_PICTURES = tuple(f"{W}{name}" for name in ("drawing", "pict", "object"))
QUOTED = 40  # characters


class Lost(NamedTuple):
    """What would vanish: where it is, and why, in Chinese."""

    place: str
    why: str


@lru_cache(maxsize=32)
def lost_beside_marks(part: bytes) -> Lost | None:
    """Return the first words or picture of a document's part that would vanish, None for none."""
    root = etree.fromstring(part, parser=etree.XMLParser(resolve_entities=False))
    tables = list(root.iter(f"{W}tbl"))
    for paragraph in root.iter(f"{W}p"):
        for mark in _MARK.finditer(_text(paragraph)):
            holder = _holder(paragraph, mark[1])
            if holder is None:
                continue  # Word shows such a mark as it is; filling it in says that it is unknown
            rest = "".join(_text(holder).replace(mark[0], "", 1).split())
            if rest or any(True for _ in holder.iter(*_PICTURES)):
                beside = f"“{rest[:QUOTED]}”" if rest else "图片"
                called = _CALLED[mark[1]]
                why = (
                    f"{mark[0].strip()} 所在的{called}整个不印出，写在一起的{beside}会丢失；"
                    f"请把它移到另一{called}"
                )
                return Lost(_place(holder, mark[0], tables), why)
    return None


def _text(node: Any) -> str:
    return "".join(text.text or "" for text in node.iter(f"{W}t"))


def _holder(paragraph: Any, name: str) -> Any:
    if name == "p":
        return paragraph
    return next(paragraph.iterancestors(f"{W}{name}"), None)


def _place(holder: Any, mark: str, tables: list[Any]) -> str:
    """Return the row of the table, where it is one, and the words of the mark."""
    table = next(holder.iterancestors(f"{W}tbl"), None)
    near = f"“{mark[:QUOTED]}”处"
    if table is None:
        return near
    row = holder if holder.tag == f"{W}tr" else next(holder.iterancestors(f"{W}tr"))
    rows = [one for one in table.iter(f"{W}tr") if next(one.iterancestors(f"{W}tbl")) is table]
    return f"第 {tables.index(table) + 1} 个表格第 {rows.index(row) + 1} 行{near}"
