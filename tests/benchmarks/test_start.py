"""Starting up against the least a click program costs; ratios are printed, not asserted.

Run: ``pytest tests/benchmarks/test_start.py -o addopts= -s``
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from taskboard.cli.main import COMMANDS
from taskboard.resources import samples

BARE = """
import click
@click.group()
def cli(): pass
for name in {names!r}:
    @cli.command(name)
    def command():
        "命令 / a command"
cli()
"""


def wall(*args: str, times: int = 15) -> float:
    """Median wall seconds of one Python process."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run([sys.executable, *args], check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return median(taken)


def show(what: str, ours: float, peer: float, limit: float) -> None:
    print(f"\n{what}: {ours * 1000:.0f} ms / {peer * 1000:.0f} ms = {ours / peer:.2f} (≤ {limit})")


def test_help_against_a_bare_click_program(tmp_path: Path) -> None:
    bare = tmp_path / "bare.py"
    bare.write_text(BARE.format(names=list(COMMANDS)), "utf-8")
    ours = wall("-m", "taskboard", "--help")
    show("taskboard --help", ours, wall(str(bare), "--help"), 1.25)


def test_parse_against_importing_click() -> None:
    plan = next(samples().glob("*.txt"))
    ours = wall("-m", "taskboard", "parse", str(plan), "--format", "json")
    show("taskboard parse", ours, wall("-c", "import click"), 3)


def test_demo(tmp_path: Path) -> None:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "taskboard", "demo", str(tmp_path / "out")],
        check=True,
        capture_output=True,
    )
    show("taskboard demo", time.perf_counter() - start, 10, 1)
