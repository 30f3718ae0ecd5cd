"""Do one thing to many files, in two processes when there are many; results in order."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Job = TypeVar("Job")
Result = TypeVar("Result")
WORKERS = 2
# jobs handed over at once: few enough that both processes end together
LARGEST_CHUNK = 16
CHUNKS = 16


def each_in_turn(
    work: Callable[[Job], Result],
    jobs: Sequence[Job],
    lost: Callable[[Job], Result],
    *,
    parallel_from: int,
) -> Iterator[Result]:
    """Yield ``work(job)`` for each job, in order.

    A result travels between processes, so it should hold no more than its user needs.

    Args:
        work: A function of a module, which other processes can find; it should not raise.
        jobs: What to do.
        lost: Gives the result of a job that killed its process.
        parallel_from: From so many jobs on two processes share them.
    """
    if len(jobs) < parallel_from:
        yield from map(work, jobs)
        return
    from concurrent.futures.process import BrokenProcessPool

    done, workers = 0, WORKERS
    while done < len(jobs):
        # after a process died, one job at a time shows which one it was
        chunk = min(LARGEST_CHUNK, len(jobs) // CHUNKS + 1) if workers > 1 else 1
        try:
            with _pool(workers) as pool:
                for result in pool.map(work, jobs[done:], chunksize=chunk):
                    done += 1
                    yield result
        except BrokenProcessPool:
            if workers == 1:
                yield lost(jobs[done])
                done += 1
            workers = WORKERS if workers == 1 else 1


def _pool(workers: int) -> ProcessPoolExecutor:
    """Return the processes."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    way = get_context("fork" if may_fork() else "spawn")
    return ProcessPoolExecutor(workers, mp_context=way, initializer=_begin)


def _begin() -> None:
    """Make a process ready for work; it ends when the one that began it is killed."""
    from threading import Thread

    gc.freeze()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def may_fork() -> bool:
    """Whether a process is there at once: by a fork, which only one thread alone may do."""
    threads = Path("/proc/self/task")
    return sys.platform == "linux" and threads.is_dir() and len(list(threads.iterdir())) == 1
