"""Turn older office files into docx or xlsx with LibreOffice, when it is installed.

What comes in is looked at first, because LibreOffice takes any bytes for text and says it
succeeded; what comes out is looked at too, because it says so even when there is nothing. Each
call has a profile of its own (two calls on one profile lose a file), with macros, links and the
network switched off, and is killed with all it started when it takes too much time or memory.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from taskboard.errors import DamagedFileError
from taskboard.model import SourceText
from taskboard.reading.blocks import embedded_files
from taskboard.reading.docx import read_docx
from taskboard.reading.errors import MissingProgramError, TooLargeError
from taskboard.reading.old_office import files_in_rtf, refuse_old
from taskboard.reading.watch import Excess, watch
from taskboard.reading.xlsx import read_xlsx

SECONDS = 60
# processor time: a conversion takes two seconds, and up to ten for each megabyte
COMPUTING, COMPUTING_PER_MEGA = 6.0, 12.0
# what LibreOffice may hold: 200 to 300 is usual
MEGA = 440
FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
# the places where it stands when it is not on the path
USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
ITEM = (
    '<item oor:path="/org.openoffice.{0}"><prop oor:name="{1}" oor:op="fuse"><value>{2}</value>'
    "</prop></item>"
)
SWITCHES = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
# a spreadsheet asks for the printers, by the network if need be: there are none
NO_PRINTERS = {
    "SAL_DISABLE_CUPS": "1",
    "SAL_DISABLE_PRINTERLIST": "1",
    "SAL_DISABLE_DEFAULTPRINTER": "1",
    "CUPS_SERVER": "/nonexistent/cups.sock",
}


def read_writer(data: bytes, name: str, path: str) -> SourceText:
    """Return a doc, wps, rtf or odt file, read by way of docx.

    Raises:
        TaskboardError: If it is locked, unsafe or damaged, or LibreOffice is missing.
    """
    ending = _ending(name)
    made = convert(data, ending, "docx", path)
    source = read_docx(made, name, path, kind=ending, digest=sha256(data).hexdigest())
    files = files_in_rtf(data) if ending == "rtf" else 0  # LibreOffice leaves them out
    told = any(one.code == "embedded-file" for one in source.findings)
    if files and not told:
        source = replace(source, findings=(*source.findings, embedded_files(files)))
    return source


def read_calc(data: bytes, name: str, path: str) -> SourceText:
    """Return an xls, et or ods file, read by way of xlsx.

    Raises:
        TaskboardError: If it is locked, unsafe or damaged, or LibreOffice is missing.
    """
    ending = _ending(name)
    made = convert(data, ending, "xlsx", path)
    return read_xlsx(made, name, path, kind=ending, digest=sha256(data).hexdigest())


def find_office() -> str | None:
    """Return the LibreOffice program, None when it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in USUAL_PLACES if Path(place).is_file()), None)


def convert(data: bytes, ending: str, to: str, path: str, *, seconds: float = SECONDS) -> bytes:
    """Return the file ``data`` as ``to``, docx or xlsx.

    Args:
        data: The file, whose signature has been checked.
        ending: What it is, e.g. ``doc``.
        to: A key of `FILTERS`.
        path: The name that messages give it.
        seconds: Time limit by the clock; LibreOffice is killed when it is over. It is killed too
            when it computes, or holds, more than any document of that size needs.

    Raises:
        MissingProgramError: If LibreOffice is not installed.
        DamagedFileError: If it makes nothing of the file, or not in time.
        TooLargeError: If it needs too much memory for it.
        UnsafeFileError: If the file carries macros or remote templates.
        LockedFileError: If it needs a password.
    """
    refuse_old(data, ending, path)
    program = find_office()
    if program is None:
        how = "apt install libreoffice-writer libreoffice-calc 或 https://zh-cn.libreoffice.org"
        raise MissingProgramError(path, " LibreOffice", "LibreOffice", how)
    with tempfile.TemporaryDirectory(prefix="taskboard-") as folder:
        excess, made = _run(program, Path(folder), data, ending, to, seconds)
    if excess == "time":
        why = "LibreOffice 在限定的秒数内没有读完"
        raise DamagedFileError(path, why, "LibreOffice did not end in time")
    if excess == "memory":
        why = f"LibreOffice 读它要用 {MEGA} MB 以上内存"
        raise TooLargeError(path, why, f"LibreOffice needs more than {MEGA} MB for it")
    if not made.startswith(b"PK\x03\x04"):
        raise DamagedFileError(path, "LibreOffice 读不出内容", "LibreOffice makes nothing of it")
    return made


def _run(
    program: str, folder: Path, data: bytes, ending: str, to: str, seconds: float
) -> tuple[Excess, bytes]:
    """Return what LibreOffice took too much of, and what it made, b"" when it made nothing."""
    given = folder / f"in.{ending}"
    given.write_bytes(data)
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(_switches(), "utf-8")
    process = subprocess.Popen(
        [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--norestore", "--nologo", "--nolockcheck", "--nodefault", "--convert-to", FILTERS[to],
         "--outdir", str(folder / "out"), str(given)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, env={**os.environ, "HOME": str(folder), **NO_PRINTERS},
    )  # fmt: skip
    computing = COMPUTING + COMPUTING_PER_MEGA * len(data) / 1024 / 1024
    try:
        excess = watch(process, seconds, computing, MEGA)
    finally:
        _kill(process)
    made = folder / "out" / f"in.{to}"
    return excess, made.read_bytes() if made.is_file() and not excess else b""


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and all it started; what has ended already is left alone."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _switches() -> str:
    items = "".join(ITEM.format(*switch) for switch in SWITCHES)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>"
    )


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()
