"""Two processes: every job in its turn, also when one of them kills its process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from processes_jobs import lost, no_process, process, work
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
