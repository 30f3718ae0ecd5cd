"""Do one thing to many files, in two processes when there are many; results in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
CHUNK = 4


def each_in_turn(
    work: Callable[[Job], Result], jobs: Sequence[Job], *, parallel_from: int
) -> Iterator[Result]:
    """Yield ``work(job)`` for each job, in order.

    Args:
        work: A function of a module, which other processes can find; it should not raise.
        jobs: What to do.
        parallel_from: From so many jobs on two processes share them.
    """
    if len(jobs) < parallel_from:
        yield from map(work, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    done = 0
    try:
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            for result in pool.map(work, jobs, chunksize=CHUNK):
                done += 1
                yield result
    except BrokenProcessPool:  # a process was killed; the rest is done here, one by one
        yield from map(work, jobs[done:])
