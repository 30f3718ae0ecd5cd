"""A progress line that shows on a terminal only, and never in a file or a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PAUSE = 0.1  # seconds between two drawings


@contextmanager
def each(label: str) -> Iterator[Callable[[str], None]]:
    """Yield a function to call with each item's name; it draws only on a terminal."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn

    columns = (TextColumn("{task.description} {task.completed} {task.fields[name]}"),)
    # no thread of its own draws it, because a process with two threads may not fork
    with Progress(
        *columns, console=Console(stderr=True), transient=True, auto_refresh=False
    ) as progress:
        task = progress.add_task(label, total=None, name="")
        drawn = 0.0

        def advance(name: str) -> None:
            nonlocal drawn
            draw = time.monotonic() - drawn > PAUSE
            drawn = time.monotonic() if draw else drawn
            progress.update(task, advance=1, name=name, refresh=draw)

        yield advance


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Yield what draws a bar of what is done of all, None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, auto_refresh=False) as progress:
        job = progress.add_task(label)

        def advance(done: int, total: int) -> None:
            draw = done == total or done % max(1, total // 100) == 0
            progress.update(job, completed=done, total=total, refresh=draw)

        yield advance
