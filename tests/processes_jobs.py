"""Jobs for other processes, which must find them in a module."""

from __future__ import annotations

import os
from pathlib import Path

from taskboard.model import Parsed


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
