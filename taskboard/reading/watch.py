"""Watch a program that works on somebody's file, and say when it takes too much.

Linux tells of every process of the group what it has computed and what memory it holds; elsewhere
the clock alone decides.
"""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import Literal

Excess = Literal["", "time", "memory"]
PROCESSES = Path("/proc")
STEP = 0.05
LOOKS = 8  # in a row: a process that starts another counts double until that one runs
GROUP, USER_TIME, PAGES = 2, 11, 21  # fields of /proc/PID/stat after the name


def watch(process: subprocess.Popen[bytes], seconds: float, computing: float, mega: int) -> Excess:
    """Wait for ``process``, the head of its group, and return what it had too much of.

    The caller ends the group; this only watches.

    Args:
        process: What was started, with a session of its own.
        seconds: By the clock.
        computing: Seconds of processor time of the whole group: a slow disk is nobody's fault.
        mega: Megabytes that the group may hold.

    Returns:
        ``time`` or ``memory``; ``""`` when the process came to its end by itself.
    """
    end = time.monotonic() + seconds
    over = 0
    while True:
        try:
            process.wait(STEP)
            return ""
        except subprocess.TimeoutExpired:
            computed, held = used(process.pid)
        over = over + 1 if held > mega else 0
        if over == LOOKS:
            return "memory"
        if computed > computing or time.monotonic() > end:
            return "time"


def used(group: int) -> tuple[float, float]:
    """Return the processor seconds and the megabytes of a group of processes, 0 if untold."""
    ticks = pages = 0
    if not PROCESSES.is_dir():
        return 0.0, 0.0
    for name in os.listdir(PROCESSES):  # noqa: PTH208 - twenty times a second
        if not name.isdecimal():
            continue
        try:
            fields = (PROCESSES / name / "stat").read_bytes().rpartition(b")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[GROUP]) == group:
            ticks += int(fields[USER_TIME]) + int(fields[USER_TIME + 1])
            pages += int(fields[PAGES])
    page, second = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
    return ticks / second, pages * page / 1024 / 1024
