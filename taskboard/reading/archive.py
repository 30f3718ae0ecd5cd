"""Open a zip that came from outside: bounded in members, unpacked size and ratio, never on disk.

The sizes a zip states of itself may lie, so each part is also bounded while it is unpacked.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from taskboard.errors import DamagedFileError
from taskboard.reading.errors import LockedFileError, TooLargeError

MAX_MEMBERS = 5_000
MAX_PART = 48 * 1024 * 1024
MAX_TOTAL = 400 * 1024 * 1024
PIECE = 128 * 1024
# a part of this size or more that shrinks more than so many times is a bomb; real XML: 5-30
RATIO_FROM = 8 * 1024 * 1024
MAX_RATIO = 120


class Archive:
    """A zip in memory, checked before anything is unpacked.

    Raises:
        DamagedFileError: If it is cut off or no zip at all.
        LockedFileError: If its members are encrypted.
        TooLargeError: If it has too many members or would unpack to too much.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self.damaged() from error
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            raise TooLargeError(path, f"包内有 {len(infos)} 个部件", f"{len(infos)} members")
        if any(info.flag_bits & 0x1 for info in infos):
            raise LockedFileError(path)
        total = sum(info.file_size for info in infos)
        if total > MAX_TOTAL or any(_is_bomb(info) for info in infos):
            raise self._bomb(total)
        self._names = {info.filename.replace("\\", "/"): info for info in infos}

    def names(self) -> list[str]:
        """Return the names of the members, with forward slashes."""
        return list(self._names)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str, limit: int = MAX_PART) -> bytes:
        """Return one member unpacked.

        Raises:
            DamagedFileError: If it is missing, cut off, or its check sum is wrong.
            TooLargeError: If it unpacks to more than ``limit`` bytes.
        """
        with self._unpacking(name) as member:
            data = member.read(limit + 1)
        if len(data) > limit:
            raise self._bomb(len(data))
        return data

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield one member piece by piece; to look through one so is faster than to hold it whole.

        Raises:
            DamagedFileError: If it is missing, cut off, or its check sum is wrong.
            TooLargeError: If it unpacks to more than `MAX_PART`.
        """
        size = 0
        with self._unpacking(name) as member:
            while piece := member.read(PIECE):
                size += len(piece)
                if size > MAX_PART:
                    raise self._bomb(size)
                yield piece

    @contextmanager
    def _unpacking(self, name: str) -> Iterator[IO[bytes]]:
        info = self._names.get(name)
        if info is None:
            raise self.damaged(f"缺少部件 {name}", f"part {name} is missing")
        try:
            with self._zip.open(info) as member:
                yield member
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
            raise self.damaged() from error
        except NotImplementedError as error:
            raise self.damaged("压缩方式不认识", "unknown compression") from error

    def head(self, name: str, size: int = 512) -> bytes:
        """Return the first bytes of one member; b"" when it cannot be unpacked."""
        try:
            with self._zip.open(self._names[name]) as member:
                return member.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError):
            return b""

    def damaged(
        self, zh: str = "文件不完整或已损坏", en: str = "cut off or damaged"
    ) -> DamagedFileError:
        """Return the error that says what is wrong with this archive."""
        return DamagedFileError(self.path, zh, en)

    def _bomb(self, size: int) -> TooLargeError:
        mega = max(1, size // 1024 // 1024)
        return TooLargeError(self.path, f"解压后超过 {mega} MB", f"over {mega} MB when unpacked")


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    ratio = info.file_size / max(1, info.compress_size)
    return info.file_size >= RATIO_FROM and ratio > MAX_RATIO
