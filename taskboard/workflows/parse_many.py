"""Read many documents at once, in two processes; one bad file never stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from taskboard.errors import TaskboardError
from taskboard.model import Parsed
from taskboard.reading.folder import readable_files
from taskboard.workflows.parse_file import parse_file
from taskboard.workflows.two_processes import each_in_turn

# so many files are worth the start of two processes
PARALLEL_FROM = 16


class FailedFileError(TaskboardError):
    """The program itself failed on a file."""

    code = "file-failed"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path} 处理时程序出错（{why}），已跳过；请把这份文件交给维护人员。",
            f"{path}: the program failed ({why}) and went on; send the file to its maintainers.",
        )


@dataclass(frozen=True, slots=True)
class OneParsed:
    """What came of one file: what it asks, or why it was refused.

    Attributes:
        path: The file.
        parsed: What it asks, None when it was refused.
        code: Code of the trouble, "" when there was none.
        zh: The trouble in Chinese.
        en: The same in English.
    """

    path: Path
    parsed: Parsed | None
    code: str = ""
    zh: str = ""
    en: str = ""


def parse_many(
    paths: Sequence[Path],
    *,
    year: int | None = None,
    home: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[OneParsed]:
    """Yield what each file asks, in order; of a folder every file a reader knows.

    Args:
        paths: Files and folders.
        year: Year of the plans when it is not the one printed.
        home: Workspace whose grammar extensions apply.
        progress: Called with the files done and the files in all.

    Raises:
        MissingFileError: If a folder holds nothing that can be read.
    """
    files = list(readable_files(paths))
    jobs = [(path, year, home) for path in files]
    for done, one in enumerate(each_in_turn(_one, jobs, parallel_from=PARALLEL_FROM), 1):
        if progress is not None:
            progress(done, len(files))
        yield one


def _one(job: tuple[Path, int | None, Path | None]) -> OneParsed:
    path, year, home = job
    try:
        return OneParsed(path, parse_file(str(path), year=year, home=home))
    except TaskboardError as error:
        return OneParsed(path, None, error.code, error.zh, error.en)
    except Exception as error:  # one file must not stop the others
        failed = FailedFileError(str(path), f"{type(error).__name__}: {error}")
        return OneParsed(path, None, failed.code, failed.zh, failed.en)
