"""Say what else stands in a returned workbook: told, never passed over in silence.

Who typed into an added column or sheet is told that it was not taken; a cell whose words are
hidden, in merged cells or behind an error, is refused.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from openpyxl.utils import column_index_from_string, get_column_letter

from taskboard.review.columns import SHEETS, Column, squash
from taskboard.review.plan import Desk
from taskboard.review.remarks import Remark
from taskboard.review.returned import Row
from taskboard.review.strays import Beside

SHOWN = 20  # characters of a stray text that are quoted
REMARKS = 8  # comments that are quoted


def compare_strays(desk: Desk) -> None:
    """Tell what was not taken; refuse cells whose words something else hides."""
    strays = desk.returned.strays
    names = [f"“{name}”" for name in strays.sheets]
    if names:
        whose = f"工作表{'、'.join(names)}不是本表的，没有收回"
        desk.plan.notes.append(f"{whose}；改在副本里的，请改回原来的表")
    if strays.far:
        where = "、".join(strays.far[:3])
        desk.plan.notes.append(f"离表很远的单元格（{where}）没有收回；有内容的请写进表内")
    if strays.remarks:
        _remarks(desk, strays.remarks)
    for beside in strays.columns:
        _beside(desk, beside)
    for sheet, top, end, left, right in strays.merged:
        _merged(desk, sheet, (top + 1, end + 1), (left, right))
    if strays.odd:
        _odd(desk, strays.odd)


def _remarks(desk: Desk, remarks: Sequence[Remark]) -> None:
    quoted = [f"“{one.sheet}”表 {one.cell}“{_cut(one.words)}”" for one in remarks[:REMARKS]]
    more = f"等 {len(remarks)} 处" if len(remarks) > REMARKS else ""
    what = f"批注没有收回：{'、'.join(quoted)}{more}"
    desk.plan.notes.append(f"{what}；要照办的请填进所在的行，要留下的请写进“理由”或“备注”列")


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}……"


def _beside(desk: Desk, beside: Beside) -> None:
    sheet, letter = beside.sheet, get_column_letter(beside.at + 1)
    same = next((c for c in SHEETS[sheet] if squash(c.title) == beside.header), None)
    if same is not None and same.editable:
        why = f"{letter} 列也叫“{same.title}”，填了 {beside.filled} 格，不知以哪列为准；请删去一列"
        desk.refuse(Row(sheet, 0, ""), same.name, why)
        return
    header = f"“{beside.header}”" if beside.header else "（没有列名）"
    filled = f"填了 {beside.filled} 格（“{_cut(beside.first)}”等）"
    what = f"“{sheet}”表 {letter} 列{header}不是本表的列，{filled}"
    desk.plan.notes.append(f"{what}，没有收回；要留下的请写进“理由”或“备注”列")


def _merged(desk: Desk, sheet: str, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    """Refuse merged cells that a person may fill: only the first of them holds anything."""
    for column, row in _cells(desk, sheet, range(rows[0], rows[1] + 1)):
        at = column_index_from_string(desk.returned.letters[sheet, column.name]) - 1
        if columns[0] <= at <= columns[1]:
            which = "这一格" if rows[0] == rows[1] else f"第 {rows[0]}—{rows[1]} 行"
            why = f"{which}是合并单元格，看不出各格填的是什么；请取消合并，逐格填写"
            desk.refuse(row, column.name, why)
            return


def _odd(desk: Desk, odd: Mapping[tuple[str, int, int], str]) -> None:
    for sheet in SHEETS:
        wanted = {row + 1 for title, row, _ in odd if "".join(title.split()) == sheet}
        for column, row in _cells(desk, sheet, wanted):
            at = column_index_from_string(desk.returned.letters[sheet, column.name]) - 1
            words = odd.get((sheet, row.number - 1, at), "")
            if words and not squash(row.cells.get(column.name)):
                why = f"这一格是公式或错误值（{words}），没有结果；请改成文字"
                desk.refuse(row, column.name, why)


def _cells(desk: Desk, sheet: str, rows: Container[int]) -> Iterator[tuple[Column, Row]]:
    """Yield the editable columns of a sheet, each with those of ``rows`` that hold anything."""
    for row in desk.returned.rows[sheet]:
        if row.number in rows:
            for column in SHEETS[sheet]:
                if column.editable and column.name in row.cells:
                    yield column, row
