"""Trouble that stops a command: what is wrong, where, and what to do next.

Trouble *in the content* of a document is not raised; it is a `taskboard.model.Finding`.
Each error builds its own message, in Chinese first and English after it.
"""

from __future__ import annotations

import errno
from pathlib import PurePath


class TaskboardError(Exception):
    """Base of every error a user may see; the command group prints it and exits with 1.

    Attributes:
        code: Stable machine name of the trouble, e.g. ``file-missing``.
        zh: The message in Chinese, one or more full sentences.
        en: The same in English.
    """

    code = "error"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")
        self.zh = zh
        self.en = en


class MissingFileError(TaskboardError):
    """A file named on the command line is not there."""

    code = "file-missing"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"找不到文件 {path}；请核对文件名和所在文件夹。",
            f"{path}: no such file; check its name and folder.",
        )


class EmptyFileError(TaskboardError):
    """A file holds no text at all."""

    code = "file-empty"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} 是空文件，没有可读的文字；请确认发来的是正文。",
            f"{path}: the file holds no text; make sure it is the document itself.",
        )


class WrongEndingError(TaskboardError):
    """The content of a file is not what its ending says."""

    code = "file-ending"

    def __init__(self, path: str, ending: str, actual_zh: str, actual_en: str) -> None:
        super().__init__(
            f"{path} 的后缀是 {ending}，内容却是{actual_zh}；请用 WPS 打开后另存为正确的格式再试。",
            f"{path}: named {ending} but it holds {actual_en}; save it anew in the right format.",
        )


class UnsupportedFormatError(TaskboardError):
    """No reader for this kind of file."""

    code = "file-format"

    def __init__(self, path: str, ending: str, known: str) -> None:
        super().__init__(
            f"{path} 的格式（{ending or '无后缀'}）暂不能读取；可读取：{known}。请另存为其中一种。",
            f"{path}: cannot read this format ({ending or 'no ending'}); readable: {known}.",
        )


class DamagedFileError(TaskboardError):
    """A file of a known format that cannot be opened."""

    code = "file-damaged"

    def __init__(self, path: str, why_zh: str, why_en: str) -> None:
        super().__init__(
            f"{path} 无法打开：{why_zh}；请向发件人重新索取，或用 WPS 打开后另存。",
            f"{path}: cannot be opened: {why_en}; ask for it again, or open and save it anew.",
        )


# what the operating system says -> why, in Chinese, and what to do
_REFUSED: tuple[tuple[type[OSError], str], ...] = (
    (PermissionError, "没有权限，或者它正被 WPS 等程序打开；请先关闭它，或换一个文件夹"),
    (FileExistsError, "路径中有一段是文件，不是文件夹；请核对写法"),
    (NotADirectoryError, "路径中有一段是文件，不是文件夹；请核对写法"),
    (IsADirectoryError, "这是文件夹，不是文件；请写出文件名"),
    (FileNotFoundError, "所在的文件夹不存在，也不能新建；请核对写法"),
)


class FileAccessError(TaskboardError):
    """The operating system did not let a file or a folder be read or written."""

    code = "file-access"

    def __init__(self, error: OSError) -> None:
        name = PurePath(str(error.filename2 or error.filename))
        half = name.name.startswith(".") and name.suffix == ".tmp"  # of ours, not yet in place
        path = name.parent if half else name
        why = next((zh for kind, zh in _REFUSED if isinstance(error, kind)), "")
        if error.errno == errno.ENOSPC:
            why = "磁盘已满；请腾出空间再试"
        said = error.strerror or type(error).__name__
        super().__init__(f"{path} 读写不了：{why or said}。", f"{path}: {said}.")
