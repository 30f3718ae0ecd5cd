"""Read many documents at once, in two processes; one bad file never stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from taskboard.errors import MissingFileError, TaskboardError
from taskboard.model import Parsed
from taskboard.reading import read_file
from taskboard.reading.folder import readable_files
from taskboard.settings import Settings, load_settings
from taskboard.workflows.parse_file import parse_source
from taskboard.workflows.two_processes import each_in_turn

# so many files are worth the start of two processes
PARALLEL_FROM = 16
Made = TypeVar("Made")


class FailedFileError(TaskboardError):
    """The program itself failed on a file."""

    code = "file-failed"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path} 处理时程序出错（{why}），已跳过；请把这份文件交给维护人员。",
            f"{path}: the program failed ({why}) and went on; send the file to its maintainers.",
        )


@dataclass(frozen=True, slots=True)
class OneParsed(Generic[Made]):
    """What came of one file: what was made of it, or why it was refused.

    Attributes:
        path: The file.
        made: What was made of it, None when it was refused.
        code: Code of the trouble, "" when there was none.
        zh: The trouble in Chinese.
        en: The same in English.
    """

    path: Path
    made: Made | None
    code: str = ""
    zh: str = ""
    en: str = ""


def parse_many(
    paths: Sequence[Path],
    make: Callable[[Path, Parsed], Made],
    *,
    year: int | None = None,
    home: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[OneParsed[Made]]:
    """Yield what ``make`` makes of each file, in order; of a folder every file a reader knows.

    Args:
        paths: Files and folders.
        make: A function of a module that keeps of a file what the caller needs: that alone
            travels between the processes.
        year: Year of the plans when it is not the one printed.
        home: Workspace whose grammar extensions apply.
        progress: Called with the files done and the files in all.

    Raises:
        MissingFileError: If a folder holds nothing that can be read.
    """
    files = list(readable_files(paths))
    settings = load_settings(home) if home is not None else Settings()
    job: Callable[[Path], OneParsed[Made]]
    job = partial(_one, make=make, year=year, settings=settings)
    found: Iterator[OneParsed[Made]] = each_in_turn(job, files, _lost, parallel_from=PARALLEL_FROM)
    for done, one in enumerate(found, 1):
        if progress is not None:
            progress(done, len(files))
        yield one


def _one(
    path: Path, make: Callable[[Path, Parsed], Made], year: int | None, settings: Settings
) -> OneParsed[Made]:
    try:
        if not path.exists():
            raise MissingFileError(str(path))
        return OneParsed(path, make(path, parse_source(read_file(path), settings, year=year)))
    except TaskboardError as error:
        return _refused(path, error)
    except Exception as error:  # one file must not stop the others
        return _refused(path, FailedFileError(str(path), f"{type(error).__name__}: {error}"))


def _lost(path: Path) -> OneParsed[Made]:
    return _refused(path, FailedFileError(str(path), "process killed"))


def _refused(path: Path, error: TaskboardError) -> OneParsed[Made]:
    return OneParsed(path, None, error.code, error.zh, error.en)
