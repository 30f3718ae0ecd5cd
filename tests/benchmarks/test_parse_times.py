"""Time of the whole parse beside the time extraction of jionlp; run where jionlp is installed.

Run: ``pytest tests/benchmarks/test_parse_times.py -o addopts= -s``. The folder of the texts is
the variable ``TASKBOARD_SEEDS``; without it the plans in ``samples/`` are read. Ratios are
printed, not asserted.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from taskboard.model import SourceText
from taskboard.parsing.parse import parse
from taskboard.reading import read_file, read_text

FOLDER = Path(os.environ.get("TASKBOARD_SEEDS", Path(__file__).parents[2] / "samples"))
CLAUSE = (
    "各单位每月至少开展1次安全检查，每季度末月20日前报送情况，2023年9月30日前完成隐患整改，"
    "决定作出之日起7个工作日内公开，每周一督查、每月一通报，整改率达到100%。"
)


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """Return the shortest of several runs, in seconds."""
    runs = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        runs.append(time.perf_counter() - begin)
    return min(runs)


def sources() -> list[SourceText]:
    return [read_file(path) for path in sorted(FOLDER.glob("*.txt"))]


def plan(times: int) -> SourceText:
    """Return a plan of ``times`` numbered clauses."""
    return read_text("\n".join(f"{n}. 加强管理。{CLAUSE}（市应急局）" for n in range(1, times + 1)))


def test_whole_parse_beside_the_time_extraction_of_jionlp() -> None:
    jionlp = pytest.importorskip("jionlp")
    texts = sources()
    base = {"year": 2023, "month": 1, "day": 1}

    def theirs() -> None:
        for source in texts:
            jionlp.ner.extract_time(source.text, time_base=base)

    theirs()  # loads its dictionaries
    own = best(lambda: [parse(source) for source in texts])
    peer = best(theirs, rounds=3)
    print(
        f"\n{len(texts)} texts: {own * 1e3:.0f} ms / {peer * 1e3:.0f} ms = {own / peer:.2f} (≤ 0.5)"
    )
    assert all(parse(source).tasks for source in texts)


def test_growth_is_linear() -> None:
    short, long = plan(100), plan(1000)
    one, ten = best(lambda: parse(short), 3), best(lambda: parse(long), 3)
    print(f"\n{one * 1e3:.0f} ms, ten times as long {ten * 1e3:.0f} ms = {ten / one:.1f} (≤ 12)")
    assert len(parse(long).tasks) == 10 * len(parse(short).tasks)


def test_30_megabytes_report_their_progress() -> None:
    source = plan(30_000_000 // len(f"100. 加强管理。{CLAUSE}（市应急局）\n".encode()))
    steps: list[int] = []
    taken = best(lambda: parse(source, progress=lambda done, _: steps.append(done)), 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{len(source.text.encode()) / 1e6:.0f} MB: {taken:.0f} s, {peak:.0f} MB (< 1000)")
    assert steps == sorted(steps) and len(steps) > 1
