"""Hand the ledger to other programs: csv, json, parquet, and deadlines as a calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from taskboard.errors import TaskboardError
from taskboard.workflows.reports import UnknownEndingError

if TYPE_CHECKING:
    from taskboard.workflows.workspace import Workspace

ENDINGS = [".csv", ".json", ".parquet", ".ics"]


class NoParquetError(TaskboardError):
    """The extra that writes Parquet is not installed."""

    code = "parquet-missing"

    def __init__(self) -> None:
        super().__init__(
            "未安装 parquet 组件；请运行 pip install 'taskboard[parquet]'，或改用 csv、json。",
            "parquet needs: pip install 'taskboard[parquet]'; or use csv or json.",
        )


def export(workspace: Workspace, path: Path, what: str = "tasks", *, replace: bool = False) -> int:
    """Write one table of the ledger to ``path``, or its open deadlines as .ics.

    Args:
        workspace: Where the ledger is.
        path: Its ending says the format.
        what: One of `taskboard.reports.export.TABLES`; an .ics file always holds deadlines.
        replace: Whether a different file at ``path`` may be overwritten.

    Returns:
        How many rows or events were written.

    Raises:
        UnknownEndingError: If the ending is not known.
        NoParquetError: If the extra for Parquet is not installed.
    """
    from taskboard.office.xlsx import save_bytes
    from taskboard.reports import export as tables

    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UnknownEndingError(path, ENDINGS)
    state = workspace.state()
    if ending == ".ics":
        from taskboard.reports.ics import calendar

        data = calendar(state)
        save_bytes(data, path, replace=replace)
        return data.count(b"BEGIN:VEVENT")
    rows = tables.table(state, what)
    try:
        make = {".csv": tables.to_csv, ".json": tables.to_json, ".parquet": tables.to_parquet}
        data = make[ending](rows)
    except ImportError as error:
        raise NoParquetError from error
    save_bytes(data, path, replace=replace)
    return len(rows)
