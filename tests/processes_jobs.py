"""Jobs for other processes, which must find them in a module."""

from __future__ import annotations

import os
import time
from pathlib import Path

from taskboard.model import Parsed
from taskboard.workflows.two_processes import each_in_turn


def count(_: Path, parsed: Parsed) -> int:
    return len(parsed.tasks)


def work(job: int) -> str:
    if job in (17, 30):
        os._exit(9)
    return str(job)


def lost(job: int) -> str:
    return f"{job} lost"


def process(job: int) -> tuple[int, int]:
    return job, os.getpid()


def no_process(job: int) -> tuple[int, int]:
    return job, 0


def print_processes() -> None:
    """Print which process does each job, and then wait for one that never ends."""
    for _, pid in each_in_turn(slow_process, range(21), no_process, parallel_from=2):
        print(pid, flush=True)


def slow_process(job: int) -> tuple[int, int]:
    time.sleep(600 if job == 20 else 0.01)
    return job, os.getpid()


def noted(job: tuple[int, Path]) -> bytes:
    """Leave a file behind and return more than fits between two processes."""
    number, folder = job
    (folder / str(number)).touch()
    return bytes([number]) * 100_000


def no_bytes(job: tuple[int, Path]) -> bytes:
    return b""


def odd_only(job: int) -> int:
    if job == 22:
        raise ValueError(f"{job} is even")
    return job
