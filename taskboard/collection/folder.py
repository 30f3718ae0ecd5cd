"""The files of a folder or a zip, in a fixed order; nothing is unpacked to disk."""

from __future__ import annotations

import errno
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from taskboard.errors import DamagedFileError, MissingFileError

MAX_FILES, MAX_FILE, MAX_TOTAL = 5_000, 30_000_000, 500_000_000
SKIPPED = ("~$", ".", "__macosx", "thumbs.db", "desktop.ini")  # compared in small letters
# half a file: a program still writes it
LEFT_OVER = (".tmp", ".crdownload", ".part", ".download", ".downloading")
WHY = {
    errno.EACCES: "没有读取权限", errno.EPERM: "没有读取权限", errno.ENOENT: "链接指向的文件不存在",
    errno.ELOOP: "链接绕成一圈", errno.ENAMETOOLONG: "文件名或路径太长", errno.EIO: "磁盘读写出错",
}  # fmt: skip


def returned_files(path: Path) -> Iterator[tuple[str, bytes | OSError]]:
    """Yield (name, bytes) of each file under ``path``, a folder or a zip, sorted by name.

    A file over the size limit is yielded cut short, so that reading it refuses it by name; one
    that cannot be opened is yielded with the error.

    Raises:
        MissingFileError: If there is no such folder or file.
        DamagedFileError: If a zip holds too much.
    """
    if path.is_dir():
        for file, trouble in sorted(_entries(path), key=lambda entry: entry[0]):
            if not _skipped(file.relative_to(path).parts):
                yield _printable(str(file.relative_to(path))), trouble or _read(file)
        return
    if not path.is_file():
        raise MissingFileError(str(path))
    data = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(data)) or path.suffix.lower() == ".xlsx":
        yield path.name, data
        return
    yield from _members(path, data)


def _entries(folder: Path) -> Iterator[tuple[Path, OSError | None]]:
    """Yield each file under ``folder``, and the error where there is one instead of a file."""
    shut: list[OSError] = []
    for top, folders, files in os.walk(folder, onerror=shut.append):
        for name in folders:
            if Path(top, name).is_symlink():  # it might lead around in circles
                yield Path(top, name), OSError(0, "是指向别处文件夹的链接，没有跟随")
        for name in files:
            yield Path(top, name), None
    for error in shut:
        yield Path(error.filename), _told(error, "文件夹打不开，")


def _read(file: Path) -> bytes | OSError:
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe would never end
            return OSError(0, "不是普通文件")
        with file.open("rb") as stream:
            return stream.read(MAX_FILE)
    except OSError as error:
        return _told(error)


def _told(error: OSError, what: str = "") -> OSError:
    """Return the error with its reason in Chinese."""
    return OSError(error.errno or 0, f"{what}{WHY.get(error.errno or 0, error.strerror)}")


def _printable(name: str) -> str:
    """Return a file's name as text; names unpacked from a Windows archive may be GBK bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def _members(path: Path, data: bytes) -> Iterator[tuple[str, bytes | OSError]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MAX_FILES or sum(m.file_size for m in members) > MAX_TOTAL:
            raise DamagedFileError(str(path), "压缩包里的文件过多或过大", "too much in the archive")
        named = sorted((_name(member), member) for member in members)
        for name, member in named:
            if _skipped(tuple(name.split("/"))):
                continue
            try:
                with archive.open(member) as stream:
                    yield name, stream.read(MAX_FILE)
            except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError):
                yield name, OSError(0, "压缩包加了密码或已损坏")


def _name(member: zipfile.ZipInfo) -> str:
    """Return the member's name; programs write GBK (Windows) or UTF-8 without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return member.filename.encode("cp437").decode(codec)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return member.filename


def _skipped(parts: tuple[str, ...]) -> bool:
    small = [part.lower() for part in parts]
    return any(part.startswith(SKIPPED) for part in small) or small[-1].endswith(LEFT_OVER)
