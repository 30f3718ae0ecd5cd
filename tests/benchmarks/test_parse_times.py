"""Time and reach of time limits beside jionlp; run by hand where jionlp is installed.

pytest -o addopts="" tests/benchmarks/test_parse_times.py -s
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from taskboard.parsing.deadlines import find_deadlines
from taskboard.parsing.targets import find_targets
from taskboard.parsing.view import View

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


def test_beside_jionlp() -> None:
    jionlp = pytest.importorskip("jionlp")
    text = "\n".join([CLAUSE] * 60)
    view = View.of(text)
    own = best(lambda: (find_deadlines(view, 2023), find_targets(view, 2023)))
    theirs = best(lambda: jionlp.ner.extract_time(text, time_base={"year": 2023}), rounds=1)
    print(f"own {own * 1e3:.1f} ms, jionlp {theirs * 1e3:.1f} ms, {len(text)} characters")
    assert len(find_deadlines(view, 2023)) == 6 * 60


def test_growth_is_linear() -> None:
    short, long = (View.of("\n".join([CLAUSE] * n)) for n in (100, 1000))
    one, ten = (
        best(lambda v=view: (find_deadlines(v, 2023), find_targets(v, 2023)))  # type: ignore[misc]
        for view in (short, long)
    )
    print(f"{one * 1e3:.1f} ms, ten times as long {ten * 1e3:.1f} ms")
    assert len(find_deadlines(long, 2023)) == 10 * len(find_deadlines(short, 2023))
