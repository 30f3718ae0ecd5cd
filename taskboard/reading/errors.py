"""Trouble in taking a file in: too large, not decodable, locked, or a program is missing."""

from __future__ import annotations

from taskboard.errors import TaskboardError


class TooLargeError(TaskboardError):
    """A file, or what it unpacks to, is beyond what a document can be."""

    code = "file-too-large"

    def __init__(self, path: str, what_zh: str, what_en: str) -> None:
        super().__init__(
            f"{path} 超出可读取的大小：{what_zh}；请确认发来的是公文正文，或拆成几份再试。",
            f"{path}: larger than a document can be: {what_en}; check the file, or split it.",
        )


class UndecodableTextError(TaskboardError):
    """A text file that is neither UTF-8 nor GB18030, or that holds binary data."""

    code = "file-encoding"

    def __init__(self, path: str, place: int) -> None:
        super().__init__(
            f"{path} 第 {place} 个字节处不是文字（既非 UTF-8 也非 GB18030 编码，或夹有二进制）；"
            "请用记事本打开，另存为 UTF-8 编码的文本再试。",
            f"{path}: byte {place} is no text (neither UTF-8 nor GB18030, or binary data); "
            "save it anew as UTF-8 text.",
        )


class NotAFileError(TaskboardError):
    """A folder or a device stands where a document was named."""

    code = "file-not-a-file"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} 是文件夹或设备，不是一份文件；请写出文件夹中某份文件的名字。",
            f"{path}: this is a folder or a device, not a file; name a file in it.",
        )


class NoAccessError(TaskboardError):
    """The system does not let the file be read."""

    code = "file-access"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path} 无法读取（{why}）；请关闭正在使用它的程序，或检查读取权限。",
            f"{path}: cannot be read ({why}); close the program that holds it or check rights.",
        )


class LockedFileError(TaskboardError):
    """A document that opens only with a password."""

    code = "file-password"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} 设有打开密码，无法读取；请用 WPS 打开，取消密码后另存再试。",
            f"{path}: protected by a password; open it, save it without the password, try again.",
        )


class MissingProgramError(TaskboardError):
    """A program or an extra this format needs is not installed."""

    code = "program-missing"

    def __init__(self, path: str, need_zh: str, need_en: str, how: str) -> None:
        super().__init__(
            f"读取 {path} 需要{need_zh}，本机没有安装；请先安装（{how}），"
            "或用 WPS 另存为 docx、txt 再试。",
            f"{path}: reading it needs {need_en}; install it ({how}), or save it as docx or txt.",
        )


class UnsafeFileError(TaskboardError):
    """A file that carries macros, remote links or entities; nothing of it is run or fetched."""

    code = "file-unsafe"

    def __init__(self, path: str, what_zh: str, what_en: str) -> None:
        super().__init__(
            f"{path} {what_zh}，为安全起见没有读取；请用 WPS 打开，另存为不含这些内容的文件再试。",
            f"{path}: not read, because {what_en}; open it and save a copy without that.",
        )
