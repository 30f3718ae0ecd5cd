"""Fill a superior's form from this ledger, and write it as a new file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.collection.forms_in import read_form
from taskboard.collection.returned import Refusal
from taskboard.collection.standing import last_said
from taskboard.collection.upward import FilledRow, OwnTask, Report, fill_rows
from taskboard.collection.values import day_of
from taskboard.errors import DamagedFileError, TaskboardError
from taskboard.ledger.handling import DONE, OPEN
from taskboard.reading.file import read_bytes
from taskboard.workflows.rounds import records
from taskboard.workflows.workspace import Workspace, known_state

if TYPE_CHECKING:
    from taskboard.ledger.state import State


# what openpyxl raises where the fast reader still reads
UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError)


class NoFormError(TaskboardError):
    """The file is no form that can be filled here."""

    code = "form-foreign"

    def __init__(self, path: str, why_zh: str, why_en: str) -> None:
        super().__init__(f"{path} 不能填写：{why_zh}", f"{path}: cannot be filled: {why_en}")


class NoSuchMatchError(TaskboardError):
    """A person named a row or a task that is not there."""

    code = "match-unknown"

    def __init__(self, given: str, zh: str, en: str) -> None:
        super().__init__(f"--match {given}：{zh}", f"--match {given}: {en}")


@dataclass(frozen=True, slots=True)
class Filling:
    """What became of a form: its number, its rows, what was not read, the file written if any."""

    form: str
    rows: list[FilledRow]
    unread: tuple[Refusal, ...]
    path: Path | None

    @property
    def filled(self) -> int:
        """How many tasks have cells to fill."""
        return sum(bool(row.cells) for row in self.rows)


def fill_form(
    workspace: Workspace, path: Path, out: Path | None, chosen: Mapping[str, Sequence[str]]
) -> Filling:
    """Fill the form at ``path``; with ``out`` write it there.

    Args:
        workspace: Whose ledger the reports are in.
        path: The form as it was received.
        out: The new file; None only shows what would be filled.
        chosen: Printed number of a row -> keys of the tasks that a person named for it.

    Raises:
        NoFormError: If the file is no form, or one of this ledger's own.
        NoSuchMatchError: If ``chosen`` names what is not there.
        FileExistsAlreadyError: If ``out`` exists.
    """
    from openpyxl import load_workbook

    from taskboard.office.xlsx import FileExistsAlreadyError, safe_cell, save_bytes, workbook_bytes

    if out is not None and out.exists():
        raise FileExistsAlreadyError(out)
    data = read_bytes(str(path))
    returned = read_form(path.name, data)
    if not returned.readable or not returned.columns:
        why = returned.refusals[0].reason if returned.refusals else "不是填报表。"
        raise NoFormError(str(path), why, "no form made by this program, or damaged")
    if not any(key == "change" for _, key in returned.columns):
        zh = "找不到“本期情况”一列（表头被改动，或整列被删）；请用收到的原表。"
        raise NoFormError(str(path), zh, "its column 本期情况 is gone")
    state = known_state(workspace)
    if returned.ledger and returned.ledger == state.selection.ledger.identity():
        zh = "这是本台账自己发给单位的表，请由单位填写；收回用 taskboard round collect。"
        raise NoFormError(str(path), zh, "a form of this ledger's own, for its units to fill")
    own = list(_own_tasks(state))
    _check(chosen, {str(row.cells.get("code")) for row in returned.rows}, {t.key for t in own})
    try:
        book = load_workbook(io.BytesIO(data))
    except UNREADABLE as error:
        raise DamagedFileError(str(path), "工作簿结构不完整", "not complete") from error

    def cell(sheet: str, row: int, column: str) -> Any:
        letter = returned.columns[sheet, column].split()[0]
        return book[sheet][f"{letter}{row}"]

    rows = fill_rows(returned, own, chosen, lambda *place: not cell(*place).protection.locked)
    for row in rows:
        for place, (_, value) in row.cells.items():
            _heighten(safe_cell(cell(*place), value))
    if out is not None:
        save_bytes(workbook_bytes(book), out, replace=False)
    return Filling(returned.form, rows, returned.refusals, out)


def _heighten(cell: Any) -> None:
    """Make the cell's row as high as its text needs, never lower than it is."""
    from taskboard.office.xlsx import set_height

    sheet = cell.parent
    text = str(cell.value), sheet.column_dimensions[cell.column_letter].width, cell.font.size
    set_height(sheet, cell.row, [text], least=sheet.row_dimensions[cell.row].height or 20)


def _check(chosen: Mapping[str, Sequence[str]], codes: set[str], keys: set[str]) -> None:
    for code, named in chosen.items():
        if code not in codes:
            raise NoSuchMatchError(f"{code}=…", f"表中没有编号“{code}”。", "no such row")
        for key in named:
            if key not in keys:
                zh = f"本台账没有已下达的任务“{key}”；编号见 taskboard task list。"
                raise NoSuchMatchError(f"{code}={key}", zh, "no such issued task")


def _own_tasks(state: State) -> Iterator[OwnTask]:
    parts: dict[str, list[Report]] = {}
    for row in records(state.assignments).values():
        if row["handling"] in (*OPEN, *DONE):
            parts.setdefault(row["task"], []).append(_report(row))
    for key, row in records(state.tasks).items():
        if row["decomposition"] == "issued":
            words = tuple(dict.fromkeys((row["wording"], row["text"])))
            targets = tuple(str(target["text"]) for target in row["targets"])
            reports = tuple(parts.get(key, ()))
            yield OwnTask(key, words, targets, row["rollup"] == "lead", reports)


def _report(row: Mapping[str, Any]) -> Report:
    done = row["handling"] in DONE
    return Report(
        row["unit"], row["role"] == "lead", last_said(row), day_of(row["reported_on"]), done
    )
