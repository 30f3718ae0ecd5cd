"""Clerks in processes of their own: several at once, one held, one killed at a chosen moment."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

PROCESSES = multiprocessing.get_context("forkserver")  # imports once, each clerk starts at once
PROCESSES.set_forkserver_preload(
    ["pandas", "openpyxl", "sqlalchemy", "psycopg", "taskboard.cli.main", "taskboard.ledger.state",
     "taskboard.workflows.collecting", "taskboard.workflows.progress", "taskboard.workflows.handle",
     "taskboard.collection.checklist"]
)  # fmt: skip
SECONDS = 60  # nothing here waits longer for another process


class Clerk:
    """A process that types commands; what each printed and how it ended comes back."""

    def __init__(self, lines: Sequence[Sequence[str]], **wishes: Any) -> None:
        self.pipe, theirs = PROCESSES.Pipe()
        self.process: BaseProcess = PROCESSES.Process(target=work, args=(theirs, lines, wishes))
        self.process.start()
        theirs.close()

    def wait(self, what: str) -> Any:
        """Wait until the clerk says ``what``, and return what goes with it."""
        assert self.pipe.poll(SECONDS), f"no {what}"
        said, more = self.pipe.recv()
        assert said == what, (said, more)
        return more

    def go_on(self) -> None:
        """Let a waiting clerk work."""
        self.pipe.send("go on")

    def results(self) -> list[tuple[int, str]]:
        """Return exit status and output of each command, when all are done."""
        found = self.wait("done")
        self.join()
        return list(found)

    def kill(self) -> None:
        """End the process as ``kill -9`` does, unless it has just ended by itself."""
        assert self.process.pid is not None
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGKILL)
        self.join()

    def join(self) -> None:
        self.process.join(SECONDS)
        assert not self.process.is_alive()
        self.pipe.close()


def work(pipe: Connection, lines: Sequence[Sequence[str]], wishes: dict[str, Any]) -> None:
    """Type ``lines`` one after the other.

    Args:
        pipe: To the test.
        lines: The commands.
        wishes: ``hold``: wait before each write. ``moments``: say "writing" when the first file is
            about to be written, count the moments from there, and be killed at this one (0: at
            none); the number passed goes back with the results.
    """
    from click.testing import CliRunner

    from taskboard.cli.main import cli

    passed = [0]
    if wishes.get("hold"):
        hold_writes(pipe)
    if "moments" in wishes:
        count_moments(pipe, passed, wishes["moments"])
    pipe.send(("ready", None))
    pipe.recv()
    found = []
    for line in lines:
        result = CliRunner().invoke(cli, list(line))
        crash = result.exception
        told = "" if crash is None or isinstance(crash, SystemExit) else repr(crash)
        found.append((result.exit_code, result.output + told))
    if "moments" in wishes:
        found.append((passed[0], "moments"))
    pipe.send(("done", found))


def hold_writes(pipe: Connection) -> None:
    """Stop before each write, after everything was read, until the test says go on."""
    from taskboard.ledger import store

    write = store.Ledger.append

    def held(*given: Any, **named: Any) -> Any:
        pipe.send(("held", None))
        pipe.recv()
        return write(*given, **named)

    store.Ledger.append = held  # type: ignore[method-assign]


def count_moments(pipe: Connection, passed: list[int], fatal: int) -> None:
    """Count each statement, each commit and each step of saving a file; die at one of them."""
    import sqlalchemy as sa

    from taskboard.office import xlsx
    from taskboard.workflows import collecting

    def moment(*_: Any) -> None:
        passed[0] += 1
        if passed[0] == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    apply = collecting._apply

    def begin(*given: Any, **named: Any) -> Any:
        for name in ("before_cursor_execute", "after_cursor_execute", "begin", "commit"):
            sa.event.listen(sa.Engine, name, moment)
        for name in ("save_bytes", "save_workbook"):
            setattr(xlsx, name, around(getattr(xlsx, name), moment))
        os.replace, os.fdopen = around(os.replace, moment), around(os.fdopen, moment)
        pipe.send(("writing", None))
        return apply(*given, **named)

    collecting._apply = begin


def around(function: Any, moment: Any) -> Any:
    """``function`` with a moment before and one after."""

    def stepped(*given: Any, **named: Any) -> Any:
        moment()
        done = function(*given, **named)
        moment()
        return done

    return stepped


def both(*clerks: Clerk) -> list[list[tuple[int, str]]]:
    """Let the clerks begin at the same moment; return what came of each one's commands."""
    for clerk in clerks:
        clerk.wait("ready")
    for clerk in clerks:
        clerk.go_on()
    return [clerk.results() for clerk in clerks]
