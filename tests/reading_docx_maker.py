"""Word documents for the tests, with numbering written as raw XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PLAN_LEVELS = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
    ("decimalEnclosedCircleChinese", "%5"),
)


def level(at: int, form: str, pattern: str, *, start: int = 1, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def abstract(number: int, levels: Sequence[str], *, extra: str = "") -> str:
    body = "".join(levels)
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum {W} w:abstractNumId="{number}">{kind}{extra}{body}</w:abstractNum>'


def num(number: int, of: int, *, overrides: str = "") -> str:
    head = f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{of}"/>'
    return f"{head}{overrides}</w:num>"


def plan_levels() -> list[str]:
    return [level(at, form, pattern) for at, (form, pattern) in enumerate(PLAN_LEVELS)]


class Maker:
    """A Word document in the making; ``p`` adds a paragraph of raw run XML or plain text."""

    def __init__(self, *definitions: str) -> None:
        self.doc = Document()
        self.body = self.doc.element.body
        root = self.doc.part.numbering_part.element
        for node in list(root):
            root.remove(node)
        for definition in definitions:
            root.append(parse_xml(definition))

    def style(self, name: str, numbers: str, *, based_on: str = "Normal") -> None:
        self.doc.styles.element.append(
            parse_xml(
                f'<w:style {W} w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
                f'<w:basedOn w:val="{based_on}"/><w:pPr>{numbers}</w:pPr></w:style>'
            )
        )

    def p(
        self, text: str = "", *, of: int | None = None, at: int = 0, ppr: str = "", raw: str = ""
    ) -> None:
        if of is not None:
            ppr += f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{of}"/></w:numPr>'
        run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
        self.add(f"<w:p {W}><w:pPr>{ppr}</w:pPr>{run}{raw}</w:p>")

    def add(self, xml: str) -> None:
        self.body.insert(len(self.body) - 1, parse_xml(xml))

    def save(self, path: Path) -> Path:
        self.doc.save(str(path))
        return path


def rezip(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Copy a package with its parts changed."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    target.write_bytes(buffer.getvalue())
    return target
