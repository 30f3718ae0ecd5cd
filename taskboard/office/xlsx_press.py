"""Print many workbooks of one layout fast: all that they share is made and packed once.

A workbook without rows is the plate: its styles, widths, merges, protection and page set-up are
kept as the spreadsheet library wrote them; each print adds only the rows and fills the blanks.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from taskboard.office.xlsx import workbook_bytes
from taskboard.office.xlsx_strings import string_cell

EPOCH = dt.date(1899, 12, 30).toordinal()  # day 0 of a spreadsheet

if TYPE_CHECKING:
    from openpyxl import Workbook

_DATA = re.compile(r"<sheetData\s*/>|<sheetData>.*</sheetData>", re.DOTALL)
_DIMENSION = re.compile(r"<dimension [^>]*/>")
_STAMP = (2000, 1, 1, 0, 0, 0)
_LETTERS = ["", *(get_column_letter(number) for number in range(1, 200))]


class Line(NamedTuple):
    """One row to print.

    Attributes:
        height: In points.
        fixed: False for a first estimate, which programs still grow when text is typed.
        cells: (name of the style, value) from column A on; None where no cell stands.
    """

    height: float
    fixed: bool
    cells: Sequence[tuple[str, Any] | None]


Styles = Mapping[str, tuple[str, str]]  # name -> mark of the style, mark of its quoting twin


class Press:
    """Prints workbooks that differ in rows and a few words only."""

    def __init__(
        self, book: Workbook, looks: Mapping[str, Any], *, title: str = "",
        blanks: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Set up the press.

        Args:
            book: The plate; its sheets hold no rows.
            looks: Name -> {attribute of a cell: value} for every style that rows use.
            title: Title in the file's properties.
            blanks: Words of the plate that each print replaces.
        """
        self._styles = {name: _style(book, look) for name, look in looks.items()}
        self._sheets: dict[str, tuple[str, str, str]] = {}
        self._words: dict[str, str] = {}
        paths = {
            f"xl/worksheets/sheet{n}.xml": sheet.title for n, sheet in enumerate(book.worksheets, 1)
        }
        shared = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(workbook_bytes(book, title))) as plate,
            zipfile.ZipFile(shared, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for name in sorted(plate.namelist()):  # [Content_Types].xml comes first
                text = plate.read(name).decode()
                if name in paths:
                    head, tail = _DATA.split(text)
                    self._sheets[paths[name]] = (name, head, tail)
                elif any(blank in text for blank in blanks):
                    self._words[name] = text
                else:
                    _add(archive, name, text)
        self._shared = shared.getvalue()

    def print(self, sheets: Mapping[str, Sequence[Line]], words: Mapping[str, str]) -> bytes:
        """Return the file with the rows of ``sheets``; the same input gives the same bytes.

        Args:
            sheets: Title -> rows from the first on.
            words: Blank -> what stands in its place.
        """
        out = io.BytesIO(self._shared)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self._words.items():
                _add(archive, name, _filled(text, words))
            for title, (name, head, tail) in self._sheets.items():
                lines = sheets.get(title, ())
                last = f"{_LETTERS[max((len(line.cells) for line in lines), default=1)]}"
                size = f'<dimension ref="A1:{last}{max(1, len(lines))}"/>'
                rows = "".join(self._row(title, at, line) for at, line in enumerate(lines, 1))
                head, tail = _DIMENSION.sub(size, head), _filled(tail, words)
                _add(archive, name, f"{head}<sheetData>{rows}</sheetData>{tail}")
        return out.getvalue()

    def _row(self, title: str, at: int, line: Line) -> str:
        return row_xml(title, at, line, self._styles)


class RowsBelow:
    """Rows written below what the spreadsheet library holds of one sheet, see `workbook_bytes`."""

    def __init__(self, title: str, first: int, styles: Styles) -> None:
        """Set up for the sheet ``title``; the first row added stands in row ``first``."""
        self.title, self._next, self._styles = title, first, styles
        self._rows: list[str] = []
        self._wide = 1

    def add(self, line: Line) -> None:
        """Add one row."""
        self._rows.append(row_xml(self.title, self._next, line, self._styles))
        self._wide = max(self._wide, len(line.cells))
        self._next += 1

    def spliced(self, part: bytes) -> bytes:
        """Return the sheet's XML with these rows below its own."""
        if not self._rows:
            return part
        head, mark, tail = part.partition(b"</sheetData>")
        size = f'<dimension ref="A1:{_LETTERS[self._wide]}{self._next - 1}"/>'
        return _DIMENSION.sub(size, head.decode()).encode() + (
            "".join(self._rows).encode() + mark + tail
        )


def row_xml(title: str, at: int, line: Line, styles: Styles) -> str:
    """Return the XML of row ``at`` of the sheet ``title``."""
    parts = [f'<row r="{at}" ht="{line.height:.5g}"']
    parts.append(' customHeight="1">' if line.fixed else ">")
    for column, cell in enumerate(line.cells, 1):
        if cell is None:
            continue
        look, quoted = styles[cell[0]]
        place, value = f"{_LETTERS[column]}{at}", cell[1]
        if value is None or value == "":
            parts.append(f'<c r="{place}"{look}/>')
        elif isinstance(value, str):
            parts.append(string_cell(place, look, quoted, value, title))
        elif isinstance(value, dt.date):
            parts.append(f'<c r="{place}"{look}><v>{value.toordinal() - EPOCH}</v></c>')
        else:
            parts.append(f'<c r="{place}"{look}><v>{value}</v></c>')
    parts.append("</row>")
    return "".join(parts)


def _style(book: Workbook, look: Mapping[str, Any]) -> tuple[str, str]:
    """Enter a style into the workbook; return its mark and that of its twin that quotes text."""
    cell: Any = Cell(book.worksheets[0], row=1, column=1)  # stands in no sheet
    for name, value in look.items():
        setattr(cell, name, value)
    return style_marks(cell)


def style_marks(cell: Any) -> tuple[str, str]:
    """Return the mark of a dressed cell's style and that of its twin that quotes text."""
    plain = cell.style_id  # the workbook keeps this very array: the twin needs its own
    cell._style = copy(cell._style)
    cell.quotePrefix = True
    return f' s="{plain}"', f' s="{cell.style_id}"'


def _filled(text: str, words: Mapping[str, str]) -> str:
    for blank, value in words.items():
        text = text.replace(blank, escape(value))
    return text


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    member = zipfile.ZipInfo(name, _STAMP)
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, text.encode())
