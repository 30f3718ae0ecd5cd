"""Write a unit directory (单位名录) as a workbook or a csv file that `units import` takes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.directory import KINDS
from taskboard.errors import UnsupportedFormatError
from taskboard.model import Unit

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = (
    ("次序", 6.0), ("单位全称", 28.0), ("简称", 26.0), ("类别", 8.0), ("上级单位", 18.0),
    ("分组", 24.0), ("启用日期", 12.0), ("停用日期", 12.0), ("承接单位", 20.0),
    ("职责关键词", 30.0), ("联系人", 20.0),
)  # fmt: skip
GUIDE = (
    ("单位全称", "必填。任务、报表都用全称；同一单位只占一行。"),
    ("简称", "文件里对它的其他写法，用、隔开，如 市住建局、市住房城乡建设局。"),
    ("类别", "部门、县区、乡镇、开发区、党群、垂直、企业、科室。"),
    ("分组", "它属于哪些统称，如 市政府各部门；只在一段时间内属于的，写成"),
    ("", "市政府各部门[2021-01-01..2023-06-30]，两头的日期都可以不写。"),
    ("次序", "在名单中的排列顺序，小的在前；不填则按本表的行次。"),
    ("启用日期、停用日期", "机构改革时填写，含当日；不填表示一直有效。"),
    ("承接单位", "停用后由谁接手，写对方的全称；停用后的日子，它的任务算到承接单位名下。"),
    ("职责关键词", "只用来推荐责任单位，不会自动认定。"),
    ("联系人", "只在内部使用，公开的版本不印。"),
)
_LIVE = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Seen:
    """How a starter directory came to a name: how often it is printed, and where first."""

    times: int
    sentence: str


def write_units(
    units: Iterable[Unit],
    path: Path,
    *,
    seen: Mapping[str, Seen] | None = None,
    classes: Sequence[tuple[str, int]] = (),
) -> None:
    """Write ``units`` to ``path``; its ending, ``.xlsx`` or ``.csv``, says how.

    Args:
        units: In the order they are printed.
        path: Where; an existing file is replaced.
        seen: For a starter directory: full name -> where it was found; two more columns.
        classes: For a starter directory: names that stand for a class, and how often.

    Raises:
        UnsupportedFormatError: If the ending is neither.
    """
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise UnsupportedFormatError(str(path), ending, "xlsx csv")
    header = [name for name, _ in COLUMNS]
    rows = [_row(unit) for unit in units]
    if seen is not None:
        header += ["出现次数", "首次出处"]
        for row in rows:
            found = seen.get(row[1], Seen(0, ""))
            row += [str(found.times), found.sentence]
    path.parent.mkdir(parents=True, exist_ok=True)
    if ending == ".csv":
        _write_csv(path, header, rows)
    else:
        _write_xlsx(path, header, rows, classes)


def _row(unit: Unit) -> list[str]:
    return [
        str(unit.order or ""),
        unit.name,
        "、".join(unit.short_names),
        unit.kind,
        unit.parent or "",
        "、".join(unit.groups),
        unit.valid_from.isoformat() if unit.valid_from else "",
        unit.valid_to.isoformat() if unit.valid_to else "",
        unit.successor or "",
        "、".join(unit.keywords),
        unit.contact,
    ]


def _write_csv(path: Path, header: list[str], rows: list[list[str]]) -> None:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[_inert(cell) for cell in row] for row in rows])
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")


def _inert(cell: str) -> str:
    """Return ``cell`` so that a spreadsheet program shows it and never runs it."""
    return f"'{cell}" if cell.startswith(_LIVE) else cell


def _write_xlsx(
    path: Path, header: list[str], rows: list[list[str]], classes: Sequence[tuple[str, int]]
) -> None:
    from openpyxl import Workbook

    from taskboard.office.xlsx import save_workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "单位名录"
    widths = [width for _, width in COLUMNS] + [9.0, 44.0][: len(header) - len(COLUMNS)]
    _fill(sheet, header, rows, widths)
    _add_choices(sheet, len(rows))
    if classes:
        listed = [[name, str(times)] for name, times in classes]
        _fill(
            book.create_sheet("统称"),
            ["文中的统称（填入“分组”栏即可展开）", "出现次数"],
            listed,
            [44, 10],
        )
    _fill(
        book.create_sheet("填写说明"), ["栏目", "怎样填"], [list(line) for line in GUIDE], [22, 80]
    )
    save_workbook(book, path, title="单位名录")


def _fill(sheet: Worksheet, header: list[str], rows: list[list[str]], widths: list[float]) -> None:
    from taskboard.office import xlsx

    xlsx.set_widths(sheet, widths)
    for column, text in enumerate(header, 1):
        cell = sheet.cell(1, column)
        cell.font, cell.fill = xlsx.font(xlsx.HEI), xlsx.fill(xlsx.FILL_HEADER)
        cell.border, cell.alignment = xlsx.box(), xlsx.wrapped("center")
        xlsx.safe_cell(cell, text)
    xlsx.set_height(sheet, 1, [(t, w, 11) for t, w in zip(header, widths, strict=True)], least=24)
    for number, row in enumerate(rows, 2):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.font, cell.border = xlsx.font(), xlsx.box()
            cell.alignment = xlsx.wrapped("center" if header[column - 1] in _CENTRED else "left")
            whole = header[column - 1] in _NUMBERS and text.isdecimal()
            xlsx.safe_cell(cell, int(text) if whole else text)
        xlsx.set_height(sheet, number, [(t, w, 11) for t, w in zip(row, widths, strict=True)])
    sheet.freeze_panes = "C2" if len(header) > 2 else "A2"
    if rows and len(header) > 2:
        sheet.auto_filter.ref = sheet.dimensions
    xlsx.set_page(sheet, header_rows="1:1", paper="A3" if len(header) > len(COLUMNS) else "A4")


def _add_choices(sheet: Worksheet, count: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation("list", formula1=f'"{",".join(KINDS)}"', allow_blank=True)
    choice.showErrorMessage = False  # another kind is allowed, the list only helps
    sheet.add_data_validation(choice)
    choice.add(f"D2:D{count + 200}")


_CENTRED = ("次序", "类别", "启用日期", "停用日期", "出现次数")
_NUMBERS = ("次序", "出现次数")
