"""Choose the reader of a file by its ending, after its first bytes agree with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from stat import S_ISREG

from taskboard.errors import (
    EmptyFileError,
    MissingFileError,
    UnsupportedFormatError,
    WrongEndingError,
)
from taskboard.model import SourceText
from taskboard.reading.errors import (
    LockedFileError,
    NoAccessError,
    NotAFileError,
    TooLargeError,
    UnsafeFileError,
)
from taskboard.reading.signature import kind_of, name_of

# the stream in which new Office formats keep a document locked by a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WITH_MACROS = {".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm"}
MAX_BYTES = 200 * 1024 * 1024
Reader = Callable[..., SourceText]
# ending -> (module:function, the kinds of content it may hold)
READERS: dict[str, tuple[str, tuple[str, ...]]] = {
    ".txt": ("text:read_txt", ("text",)),
    ".text": ("text:read_txt", ("text",)),
    ".md": ("text:read_txt", ("text",)),
    ".docx": ("docx:read_docx", ("zip",)),
    ".doc": ("convert:read_writer", ("ole", "rtf")),
    ".wps": ("convert:read_writer", ("ole", "zip", "rtf")),
    ".rtf": ("convert:read_writer", ("rtf",)),
    ".odt": ("convert:read_writer", ("zip",)),
    ".xlsx": ("xlsx:read_xlsx", ("zip",)),
    ".xls": ("convert:read_calc", ("ole",)),
    ".et": ("convert:read_calc", ("ole", "zip")),
    ".ods": ("convert:read_calc", ("zip",)),
    ".pdf": ("pdf:read_pdf", ("pdf",)),
    ".ofd": ("ofd:read_ofd", ("zip",)),
    ".html": ("html:read_html", ("html", "text")),
    ".htm": ("html:read_html", ("html", "text")),
}


def read_file(
    path: Path | str, *, progress: Callable[[int, int], None] | None = None
) -> SourceText:
    """Return the blocks of the file at ``path``.

    The file is opened once and read whole; nothing it names is fetched or run.

    Args:
        path: The file.
        progress: Called with (pages done, pages in all) while scanned pages are recognised.

    Raises:
        TaskboardError: A subclass says what is wrong with the file and what to do next.
    """
    where = os.fspath(path)
    data = read_bytes(where)
    name = os.path.basename(where)  # noqa: PTH119 - as the caller wrote it
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122
    if ending in WITH_MACROS:
        raise UnsafeFileError(where, "是带宏的格式", "it is a format with macros")
    if ending not in READERS:
        raise UnsupportedFormatError(where, ending, known_endings())
    target, kinds = READERS[ending]
    kind = kind_of(data)
    if kind == "ole" and ENCRYPTED in data:
        raise LockedFileError(where)
    if kind not in kinds:
        raise WrongEndingError(where, ending, *name_of(data))
    reader = _reader(target)
    if kind == "pdf" and progress is not None:
        return reader(data, name, where, progress=progress)
    return reader(data, name, where)


def known_endings() -> str:
    """Return the endings that can be read, as a message prints them."""
    return " ".join(ending.removeprefix(".") for ending in READERS)


def read_bytes(where: str) -> bytes:
    """Return the bytes of the file at ``where``.

    Raises:
        TaskboardError: If it is missing, no file, held by another program, too large or empty.
    """
    try:
        if not S_ISREG(os.stat(where).st_mode):  # noqa: PTH116
            raise NotAFileError(where)
        with open(where, "rb") as file:  # noqa: PTH123
            size = os.fstat(file.fileno()).st_size
            if size > MAX_BYTES:
                mega = size // 1024 // 1024
                raise TooLargeError(where, f"文件有 {mega} MB", f"{mega} MB")
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise MissingFileError(where) from error
    except OSError as error:
        raise NoAccessError(where, error.strerror or type(error).__name__) from error
    if not data:
        raise EmptyFileError(where)
    return data


def _reader(target: str) -> Reader:
    from importlib import import_module

    module, name = target.split(":")
    reader: Reader = getattr(import_module(f"taskboard.reading.{module}"), name)
    return reader
