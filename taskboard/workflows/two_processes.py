"""Do one thing to many files, in two processes when there are many; results in order."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.sharedctypes import Synchronized

Job = TypeVar("Job")
Result = TypeVar("Result")
PROCESSES = 2
# jobs taken at once: few enough that both processes end together
LARGEST_CHUNK = 8
CHUNKS = 16
COLLECTED_FROM = 20_000  # new objects; reading leaves few cycles, and looking for them is dear


def each_in_turn(
    work: Callable[[Job], Result],
    jobs: Sequence[Job],
    lost: Callable[[Job], Result],
    *,
    parallel_from: int,
) -> Iterator[Result]:
    """Yield ``work(job)`` for each job, in order.

    A result travels between processes, so it should hold no more than its user needs. The
    processes work on while the caller does something else.

    Args:
        work: A function of a module, which other processes can find.
        jobs: What to do.
        lost: Gives the result of a job that killed its process.
        parallel_from: From so many jobs on two processes share them.

    Raises:
        Exception: What ``work`` raises.
    """
    if len(jobs) < parallel_from:
        yield from map(work, jobs)
        return
    size = min(LARGEST_CHUNK, len(jobs) // CHUNKS + 1)
    chunks = {at: jobs[at : at + size] for at in range(0, len(jobs), size)}
    team = _Team(work)
    try:
        team.begin(chunks)
        for at, chunk in chunks.items():
            results = team.results(at)
            if results is None:
                # both processes are gone: one job in a process shows which one it was
                for job in chunk:
                    yield _alone(work, job, lost)
                team.begin({n: jobs for n, jobs in chunks.items() if n > at and n not in team.done})
            else:
                yield from results
    finally:
        team.end()


def _alone(work: Callable[[Job], Result], job: Job, lost: Callable[[Job], Result]) -> Result:
    team = _Team(work)
    try:
        team.begin({0: [job]})
        results = team.results(0)
    finally:
        team.end()
    return lost(job) if results is None else results[0]


class _Team(Generic[Job, Result]):
    """Processes that share chunks of jobs; each takes the next chunk when it has done one."""

    def __init__(self, work: Callable[[Job], Result]) -> None:
        self._work = work
        self._members: dict[Connection, Any] = {}
        self.done: dict[int, list[Result] | Exception] = {}

    def begin(self, chunks: Mapping[int, Sequence[Job]]) -> None:
        """Begin the processes that do the ``chunks``, each known by its number."""
        from multiprocessing import get_context

        way = get_context("fork") if may_fork() else get_context("spawn")
        self._turn = turn = way.Value("q", 0)  # held until a process that begins slowly has it
        for _ in range(min(PROCESSES, len(chunks))):
            here, there = way.Pipe(duplex=False)
            given = (self._work, list(chunks.items()), turn, there)
            process = way.Process(target=_serve, args=given, daemon=True)
            process.start()
            there.close()  # so that the end of the process ends what comes from it
            self._members[here] = process

    def results(self, number: int) -> list[Result] | None:
        """Return the results of one chunk, None when all processes ended without them."""
        from multiprocessing.connection import wait

        while number not in self.done and self._members:
            ready = wait(list(self._members))
            for end in [each for each in self._members if each in ready]:
                try:
                    at, results = end.recv()
                except (EOFError, OSError):
                    self._members.pop(end).join()
                    end.close()
                else:
                    self.done[at] = results
        found = self.done.pop(number, None)
        if isinstance(found, Exception):
            raise found
        return found

    def end(self) -> None:
        """End the processes, whatever they are at."""
        for end, process in self._members.items():
            process.terminate()
            process.join()
            end.close()
        self._members.clear()


def _serve(
    work: Callable[[Job], Result],
    chunks: list[tuple[int, Sequence[Job]]],
    turn: Synchronized[int],
    out: Connection,
) -> None:
    """Do chunk after chunk until none is left; another thread sends the results."""
    from multiprocessing.reduction import ForkingPickler
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that began this one ends it
    gc.freeze()
    gc.set_threshold(COLLECTED_FROM)
    Thread(target=_end_with_parent, daemon=True).start()
    done: SimpleQueue[Any] = SimpleQueue()
    sender = Thread(target=_send, args=(done, out))
    sender.start()
    while (number := _next(turn)) < len(chunks):
        at, jobs = chunks[number]
        try:
            done.put(ForkingPickler.dumps((at, [work(job) for job in jobs])))
        except Exception as error:
            done.put(ForkingPickler.dumps((at, error)))
    done.put(None)
    sender.join()


def _next(turn: Synchronized[int]) -> int:
    with turn.get_lock():
        turn.value += 1
        return turn.value - 1


def _send(done: SimpleQueue[Any], out: Connection) -> None:
    while (results := done.get()) is not None:
        out.send_bytes(results)


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def may_fork() -> bool:
    """Whether a process is there at once: by a fork, which only one thread alone may do."""
    threads = Path("/proc/self/task")
    return sys.platform == "linux" and threads.is_dir() and len(list(threads.iterdir())) == 1
