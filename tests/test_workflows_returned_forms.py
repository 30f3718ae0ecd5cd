"""A folder of many forms is read by two processes, and comes out as it does with one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from round_world import HOUSING, answer, good, make_workspace, send
from taskboard.collection.forms_in import crashed
from taskboard.workflows.returned_forms import PARALLEL_FROM, read_returned

# prints what each file says and which processes read; argument 2: all, one core, or a killer
SCRIPT = """
import json, os, sys
from pathlib import Path
from taskboard.workflows import returned_forms
if sys.argv[2] == "one":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
if sys.argv[2] == "kill":
    parent, read = os.getpid(), returned_forms.read_form
    def deadly(name, *rest):
        if name == "017.xlsx" and os.getpid() != parent:
            os._exit(9)
        return read(name, *rest)
    returned_forms.read_form = deadly
names = []
forked = []
os.register_at_fork(after_in_parent=lambda: forked.append(1))
found = [(repr(said), len(data)) for said, data in
         returned_forms.read_returned(Path(sys.argv[1]), names.append)]
print(json.dumps([names, found, len(forked)]))
"""
needs_two = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2,
    reason="two processes are forked on Linux with two cores",
)


@pytest.fixture(scope="module")
def back(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of many returned files: filled in, untouched, broken and no form at all."""
    home = tmp_path_factory.mktemp("office")
    forms = send(make_workspace(home))
    folder = tmp_path_factory.mktemp("back")
    filled = answer(forms[HOUSING], home / "filled", good).read_bytes()
    empty = forms[HOUSING].read_bytes()
    kinds = [filled, empty, filled[: len(filled) // 2], b"\xff\xd8\xff photo", b""]
    for number in range(PARALLEL_FROM + 3):
        (folder / f"{number:03}.xlsx").write_bytes(kinds[number % len(kinds)])
    return folder


def read(folder: Path, how: str) -> tuple[list[str], list[Any], int]:
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), how], capture_output=True, check=True
    )
    names, found, forked = json.loads(ran.stdout)
    return names, found, forked


@needs_two
def test_two_processes_read_what_one_reads(back: Path) -> None:
    names, found, forked = read(back, "all")
    assert forked
    alone = read(back, "one")
    assert alone[2] == 0
    assert (names, found) == alone[:2]
    assert names == sorted(file.name for file in back.iterdir())
    here = [(repr(said), len(data)) for said, data in read_returned(back)]
    assert [tuple(each) for each in found] == here


@needs_two
def test_a_reader_that_dies_costs_no_file_beside_its_own(back: Path) -> None:
    """The second try may start a fresh process, which the killer of this test never enters."""
    alone, found = read(back, "one")[1], read(back, "kill")[1]
    assert len(found) == len(alone)
    other = [n for n, (one, two) in enumerate(zip(alone, found, strict=True)) if one != two]
    assert other in ([], [17])
    assert all("读它时程序中断" in found[n][0] for n in other)


def test_a_file_that_kills_its_reader_is_refused_by_name() -> None:
    (refusal,) = crashed("坏.xlsx", b"x").refusals
    assert (refusal.file, refusal.code) == ("坏.xlsx", "damaged")
    assert "读它时程序中断" in refusal.reason
