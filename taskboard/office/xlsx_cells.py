"""The cells of one template sheet: read once, compiled once, written for every printed row."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from taskboard.office.measure import UNIT_POINTS, text_height
from taskboard.office.mistakes import slip_of_marks
from taskboard.office.xlsx_ranges import MAIN, move_formats, move_formula
from taskboard.office.xlsx_rows import MarkerError, OutRow, Places, expand, read_markers
from taskboard.office.xlsx_strings import string_cell
from taskboard.office.xlsx_values import compiled, is_marker, is_template

_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
LEAST_HEIGHT = 22.0
_EPOCH = dt.date(1899, 12, 30).toordinal()


class Styles:
    """The cell formats of the workbook, and their twins that keep ``=`` as text."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._formats = root.find(f"{MAIN}cellXfs")
        self._fonts = root.find(f"{MAIN}fonts")
        self._quoted: dict[str, str] = {}

    def quoted(self, style: str) -> str:
        """Return the twin of ``style`` whose text is text whatever it starts with."""
        if style not in self._quoted:
            twin = copy.deepcopy(self._formats[int(style or 0)])
            twin.set("quotePrefix", "1")
            self._formats.append(twin)
            self._formats.set("count", str(len(self._formats)))
            self._quoted[style] = str(len(self._formats) - 1)
        return self._quoted[style]

    def wraps(self, style: str) -> bool:
        """Say whether text of ``style`` is broken into lines."""
        node = self._formats[int(style or 0)].find(f"{MAIN}alignment")
        return node is not None and node.get("wrapText") in ("1", "true")

    def size(self, style: str) -> float:
        """Return the font size of ``style`` in points."""
        form = self._formats[int(style or 0)]
        node = self._fonts[int(form.get("fontId", 0))].find(f"{MAIN}sz")
        return 11.0 if node is None else float(node.get("val"))


def _is_day(value: Any) -> bool:
    return isinstance(value, dt.date)


class TemplateSheet:
    """One sheet of a template; `render` yields its XML and leaves ``places`` behind."""

    def __init__(self, name: str, root: Any, strings: list[str], styles: Styles) -> None:
        self.name, self._root, self._strings, self._styles = name, root, strings, styles
        self._data = root.find(f"{MAIN}sheetData")
        self._rows = {int(row.get("r")): row for row in self._data}
        self._merges = self._read_merges()
        self._writers: dict[int, list[tuple[str, str, Any]]] = {}
        self._widths = self._read_widths()
        self._wide = {(m[0], m[1]) for m in self._merges if m[1] == m[3]}
        self._limits: dict[tuple[str, str], int] = {}
        self._least: dict[int, float] = {}
        self.places = Places([], {}, 0)

    def _read_merges(self) -> list[tuple[str, int, str, int]]:
        holder = self._root.find(f"{MAIN}mergeCells")
        found = []
        for node in [] if holder is None else holder:
            first, _, last = str(node.get("ref")).partition(":")
            one, two = _CELL.fullmatch(first), _CELL.fullmatch(last)
            if one and two:
                found.append((one[1], int(one[2]), two[1], int(two[2])))
        return found

    def _read_widths(self) -> dict[int, float]:
        return {
            number: float(node.get("width"))
            for node in self._root.iter(f"{MAIN}col")
            for number in range(int(node.get("min")), min(int(node.get("max")), 256) + 1)
        }

    def _text(self, cell: Any) -> str | None:
        """Return the text of a template cell, None when it holds no text."""
        if cell.get("t") == "s":
            return self._strings[int(cell.findtext(f"{MAIN}v"))]
        if cell.get("t") == "inlineStr":
            return "".join(node.text or "" for node in cell.iter(f"{MAIN}t"))
        return None

    def _markers(self) -> list[tuple[int, str, str]]:
        """Return each row with its marker, from row 1 to the last; rows not stored count too."""
        found = []
        for number in range(1, max(self._rows, default=0) + 1):
            place, marker = "", ""
            for cell in self._rows.get(number, ()):
                text = self._text(cell)
                if text and is_marker(text):
                    if marker:
                        raise MarkerError(cell.get("r"), f"{place} 已有标记，一行只能有一个")
                    place, marker = cell.get("r"), text
            if marker:
                self._only(number, place)
            found.append((number, place, marker))
        return found

    def _only(self, number: int, marker: str) -> None:
        """Refuse a row that is not printed though it holds more than its marker."""
        going_on = {f"{left}{top}" for left, top, _, bottom in self._merges if bottom > top}
        for cell in self._rows[number]:
            value = self._text(cell) or cell.findtext(f"{MAIN}v") or cell.findtext(f"{MAIN}f")
            if (value or "").strip() and cell.get("r") not in {marker, *going_on}:
                why = f"{marker} 的标记所在的行不印出，这一格会丢失；请移到另一行"
                raise MarkerError(cell.get("r"), why)

    def render(self, context: Mapping[str, Any]) -> bytes:
        """Return the sheet's XML with its rows made from ``context``."""
        markers = self._markers()
        tree, depth = read_markers(markers)

        def evaluate(source: str, names: Mapping[str, Any], place: str) -> Any:
            return compiled("{{" + source + "}}", place)(names)

        out = expand(tree, context, evaluate)
        self.places = Places(out, depth, len(markers))
        anchors = self._anchors(out, {row for row, _, text in markers if text})
        lines = [self._row(at, row, anchors.get(at, {})) for at, row in enumerate(out, 1)]
        move_formats(self._root, self.places)
        self._write_merges()
        for node in self._root.findall(f"{MAIN}dimension"):
            self._root.remove(node)
        for row in list(self._data):
            self._data.remove(row)
        self._data.text = "@"
        xml: bytes = etree.tostring(
            self._root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        head, _, tail = xml.partition(b"sheetData>@<")
        return head + b"sheetData>" + "".join(lines).encode() + b"<" + tail

    def _anchors(
        self, out: list[OutRow], markers: set[int]
    ) -> dict[int, dict[str, tuple[int, int]]]:
        """Return the cells of merged ranges that begin on a marker row, by printed row.

        Returns:
            Printed row -> column -> (template row of the cell, rows it covers).
        """
        found: dict[int, dict[str, tuple[int, int]]] = {}
        for column, top, _, bottom in self._merges:
            if top not in markers:
                continue
            for first, last in self.places.groups(top, bottom):
                found.setdefault(first, {})[column] = (top, last - first + 1)
        return found

    def _write_merges(self) -> None:
        holder = self._root.find(f"{MAIN}mergeCells")
        if holder is None:
            return
        for node in list(holder):
            holder.remove(node)
        for left, top, right, bottom in self._merges:
            for first, last in self.places.groups(top, bottom):
                if first != last or left != right:
                    ref = f"{left}{first}:{right}{last}"
                    etree.SubElement(holder, f"{MAIN}mergeCell").set("ref", ref)
        holder.set("count", str(len(holder)))
        if not len(holder):
            self._root.remove(holder)

    def _compiled_row(self, number: int) -> list[tuple[str, str, Any]]:
        """Return (column, style, value or function or formula node) of a template row."""
        if number not in self._writers:
            cells = []
            for cell in self._rows.get(number, ()):
                match = _CELL.fullmatch(cell.get("r"))
                text = self._text(cell)
                content: Any = cell if text is None else text
                if text is not None and (why := slip_of_marks(text)):
                    raise MarkerError(cell.get("r"), f"{text.strip()} {why}")
                if text is not None and is_template(text):
                    content = compiled(text, cell.get("r"))
                if match:
                    cells.append((match[1], cell.get("s", ""), content))
            self._writers[number] = cells
        return self._writers[number]

    def _row(self, at: int, row: OutRow, anchors: Mapping[str, tuple[int, int]]) -> str:
        """Return the XML of one printed row, as high as its highest text."""
        node = self._rows.get(row.source)
        cells = self._compiled_row(row.source)
        if anchors:
            own = {cell[0]: cell for cell in cells}
            own |= {column: self._cell_of(top, column) for column, (top, _) in anchors.items()}
            cells = sorted(own.values(), key=lambda cell: _number(cell[0]))
        parts, need = [], self._least.pop(at, 0.0)
        for column, style, content in cells:
            value = content(row.context) if callable(content) else content
            parts.append(self._cell(f"{column}{at}", style, value, row))
            if isinstance(value, str) and len(value) > self._limit(column, style):
                own_need = text_height(value, self._width(column), self._styles.size(style))
                if column in anchors and (count := anchors[column][1]) > 1:
                    own_need /= count
                    self._least |= dict.fromkeys(range(at + 1, at + count), own_need)
                if (column, row.source) not in self._wide:
                    need = max(need, own_need)
        attributes = "" if node is None else self._row_attributes(node, row)
        if (need or parts) and " ht=" not in attributes:
            attributes += f' ht="{min(409.0, max(LEAST_HEIGHT, need)):.5g}"'
        return f'<row r="{at}"{attributes}>{"".join(parts)}</row>'

    def _limit(self, column: str, style: str) -> int:
        """Return how many characters fit on one line of a cell; no limit where it does not wrap."""
        if (column, style) not in self._limits:
            room = self._width(column) * UNIT_POINTS / self._styles.size(style)
            self._limits[column, style] = int(room) - 1 if self._styles.wraps(style) else 1 << 30
        return self._limits[column, style]

    def _width(self, column: str) -> float:
        return self._widths.get(_number(column), 8.43)

    def _cell_of(self, number: int, column: str) -> tuple[str, str, Any]:
        cells = self._compiled_row(number)
        return next((cell for cell in cells if cell[0] == column), (column, "", None))

    def _row_attributes(self, node: Any, row: OutRow) -> str:
        """Return height and the like; a merged row is made as high as its text needs."""
        kept = {k: v for k, v in node.attrib.items() if k not in ("r", "spans")}
        wide = [m for m in self._merges if m[1] == m[3] == row.source]
        if wide and "ht" in kept:
            texts = {c: (v(row.context) if callable(v) else v, s) for c, s, v in
                     self._compiled_row(row.source)}  # fmt: skip
            for left, _, right, _ in wide:
                text, style = texts.get(left, ("", ""))
                if isinstance(text, str):
                    width = sum(
                        self._widths.get(n, 8.43) for n in range(_number(left), _number(right) + 1)
                    )
                    need = text_height(text, width, self._styles.size(style))
                    kept["ht"] = f"{min(409.0, max(float(kept['ht']), need)):g}"
        return "".join(f' {k}="{escape(v)}"' for k, v in kept.items() if "{" not in k)

    def _cell(self, at: str, style: str, value: Any, row: OutRow) -> str:
        """Return the XML of one printed cell."""
        look = f' s="{style}"' if style else ""
        if isinstance(value, str):
            return self._string(at, style, look, value)
        if isinstance(value, etree._Element):
            return self._kept(at, look, value, row)
        if value is None or value != value:
            return f'<c r="{at}"{look}/>'
        if isinstance(value, bool):
            return f'<c r="{at}"{look} t="b"><v>{int(value)}</v></c>'
        if _is_day(value):
            return f'<c r="{at}"{look}><v>{value.toordinal() - _EPOCH}</v></c>'
        if isinstance(value, int | float):
            return f'<c r="{at}"{look}><v>{value}</v></c>'
        if hasattr(value, "item"):  # numbers of numpy
            return self._cell(at, style, value.item(), row)
        return self._string(at, style, look, str(value))

    def _string(self, at: str, style: str, look: str, text: str) -> str:
        """Return a text cell; text that could be taken for a formula is marked as text."""
        if not text:
            return f'<c r="{at}"{look}/>'
        quoted = f' s="{self._styles.quoted(style)}"' if text[0] in "=+-@" else look
        return string_cell(at, look, quoted, text, self.name)

    def _kept(self, at: str, look: str, cell: Any, row: OutRow) -> str:
        """Return a number or formula of the template; formulas follow their rows."""
        formula = cell.find(f"{MAIN}f")
        if formula is not None:
            moved = move_formula(formula.text or "", self.places, row.turns)
            return f'<c r="{at}"{look}><f>{escape(moved)}</f></c>'
        value = cell.findtext(f"{MAIN}v")
        kind = f' t="{cell.get("t")}"' if cell.get("t") else ""
        return f'<c r="{at}"{look}{kind}><v>{value}</v></c>' if value else f'<c r="{at}"{look}/>'


def _number(column: str) -> int:
    """Return the number of a column, A = 1."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number
