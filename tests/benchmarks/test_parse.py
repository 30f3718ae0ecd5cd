"""How long parsing takes and how it grows; ratios are printed, not asserted.

Run: ``pytest tests/benchmarks/test_parse.py -o addopts= -s``
With jionlp in the environment its time extraction on the same text is the peer.
"""

from __future__ import annotations

import importlib.util
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from taskboard.model import SourceText
from taskboard.parsing.parse import parse
from taskboard.resources import samples

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def texts() -> list[str]:
    """Return the five real documents where they are, the shipped samples elsewhere."""
    folder = SEEDS if SEEDS.is_dir() else samples()
    return [path.read_text("utf-8-sig") for path in sorted(folder.glob("*.txt"))]


def source(text: str) -> SourceText:
    return SourceText("-", "txt", "", text, ())


def best(work: Callable[[], object], times: int = 7) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def test_five_documents() -> None:
    given = texts()
    ours = best(lambda: [parse(source(text)) for text in given])
    print(f"\nparse of {len(given)} documents: {ours * 1000:.0f} ms")
    if importlib.util.find_spec("jionlp") is None:
        pytest.skip("jionlp is not installed here, so there is no peer")
    import jionlp

    peer = best(lambda: [jionlp.ner.extract_time(text) for text in given], 3)
    print(f"against jionlp: {peer * 1000:.0f} ms, ratio {ours / peer:.2f} (≤ 0.5)")


def test_growth() -> None:
    text = "\n".join(texts())
    once = best(lambda: parse(source(text)), 3)
    ten = best(lambda: parse(source(text * 10)), 3)
    print(f"\nten times the text: {ten / once:.1f} times the time (≤ 12)")


def test_thirty_megabytes() -> None:
    text = texts()[0]
    text *= 30_000_000 // len(text.encode()) + 1
    steps: list[tuple[int, int]] = []
    start = time.perf_counter()
    parsed = parse(source(text), progress=lambda done, total: steps.append((done, total)))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n30 MB: {len(parsed.tasks)} tasks, {seconds:.0f} s, {peak:.0f} MB (< 1000), {steps}")
