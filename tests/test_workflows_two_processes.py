"""Two processes: every job in its turn, also when one of them kills its process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from processes_jobs import lost, no_bytes, no_process, noted, odd_only, process, work
from taskboard.workflows.two_processes import each_in_turn

JOBS = list(range(40))


def test_a_job_that_kills_its_process_is_named_and_the_rest_goes_on() -> None:
    wanted = [lost(job) if job in (17, 30) else str(job) for job in JOBS]
    assert list(each_in_turn(work, JOBS, lost, parallel_from=2)) == wanted


def test_few_jobs_stay_in_this_process() -> None:
    few = list(each_in_turn(process, JOBS, no_process, parallel_from=41))
    assert few == [(job, os.getpid()) for job in JOBS]
    many = list(each_in_turn(process, JOBS, no_process, parallel_from=40))
    assert [job for job, _ in many] == JOBS
    assert os.getpid() not in {pid for _, pid in many}


def test_the_processes_work_on_while_the_caller_does_something_else(tmp_path: Path) -> None:
    results = each_in_turn(noted, [(job, tmp_path) for job in JOBS], no_bytes, parallel_from=2)
    assert next(results) == bytes([0]) * 100_000
    for _ in range(200):
        if len(list(tmp_path.iterdir())) == len(JOBS):
            break
        time.sleep(0.05)
    assert len(list(tmp_path.iterdir())) == len(JOBS)
    assert [result[0] for result in results] == JOBS[1:]


def test_what_a_job_raises_is_raised_in_its_turn() -> None:
    results = each_in_turn(odd_only, JOBS, odd_only, parallel_from=2)
    done = []
    with pytest.raises(ValueError, match="22 is even"):
        for result in results:
            done.append(result)
    assert 17 <= len(done) <= 22


def test_processes_end_when_nobody_wants_more() -> None:
    results = each_in_turn(process, JOBS, no_process, parallel_from=2)
    pids = {next(results)[1], next(results)[1]}
    results.close()  # type: ignore[attr-defined]  # a generator
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_kill_leaves_no_process_behind() -> None:
    command = [sys.executable, "-c", "import processes_jobs; processes_jobs.print_processes()"]
    with subprocess.Popen(
        command, cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True
    ) as begun:
        assert begun.stdout is not None
        workers = {int(begun.stdout.readline()) for _ in range(20)}
        begun.kill()
    assert workers
    assert begun.pid not in workers
    for _ in range(200):
        if not any(Path(f"/proc/{pid}").exists() for pid in workers):
            return
        time.sleep(0.05)
    raise AssertionError(f"{workers} go on")
