"""``round collect --apply`` killed at random moments: nothing half done, a second run completes it.

A moment is a statement, a commit or a step of saving a file, once the first file is written; or
any instant of the clock between the first write and the end.
"""

from __future__ import annotations

import dataclasses
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from openpyxl import load_workbook

import postgres
from clerks_at_once import Clerk
from ledger_stores import pg_server
from returned_folder import collecting, folder, recorded, sent, world
from taskboard.workflows.collecting import collect
from taskboard.workflows.upkeep import check, copy
from taskboard.workflows.workspace import Workspace

__all__ = ["folder", "pg_server", "sent", "world"]
SEED, AT_MOMENTS, BY_CLOCK = 6, 5, 1


def begun(office: Workspace, folder: Path, moment: int) -> Clerk:
    """A process that collects the folder and has come to its first write."""
    clerk = Clerk([collecting(office, folder)], moments=moment)
    clerk.wait("ready")
    clerk.go_on()
    clerk.wait("writing")
    return clerk


def receipts(office: Workspace) -> dict[str, str]:
    files = sorted((office.home / "out").rglob("*_回执.txt"))
    return {path.name: path.read_text("utf-8") for path in files}


def checklist(office: Workspace) -> list[list[tuple[object, ...]]]:
    """What the last checklist says, sheet by sheet."""
    last = max((office.home / "out").rglob("核对表*.xlsx"), key=lambda path: (len(path.name), path))
    return [list(sheet.values) for sheet in load_workbook(last)]


def is_whole(office: Workspace, undisturbed: list[tuple[object, ...]]) -> int:
    """The ledger is clean and holds the first files' events, all of each; return how many."""
    assert check(office).findings == []
    found = recorded(office)
    assert found == undisturbed[: len(found)]
    received = {event[1] for event in found if event[0] == "form-received"}
    assert set(office.state().updates["form"]) <= received
    return len(found)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def fresh(
    request: pytest.FixtureRequest, world: Workspace, tmp_path: Path
) -> Iterator[Callable[[str], Workspace]]:
    """Make an office of its own with the world's ledger, in a store of each kind in turn."""
    with ExitStack() as opened:

        def make(name: str) -> Workspace:
            url = f"sqlite:///{tmp_path / name}.db"
            if request.param == "postgres":
                server = request.getfixturevalue("pg_server")
                url = opened.enter_context(postgres.database(server))
            copy(world, url)
            return dataclasses.replace(world, home=tmp_path / name, url=url)

        yield make


def test_killed_at_random_a_second_run_completes_the_work(
    fresh: Callable[[str], Workspace], folder: Path
):
    alone, dice = fresh("alone"), random.Random(SEED)
    start = len(recorded(alone))
    clerk = begun(alone, folder, 0)
    clock = time.monotonic()
    (_, told), (moments, _) = clerk.results()
    lasted = time.monotonic() - clock
    assert "已写入台账 3 份" in told and moments > 60
    wanted = recorded(alone)
    left = set()
    chosen = [*dice.sample(range(1, moments + 1), AT_MOMENTS), *[0] * BY_CLOCK]
    for number, moment in enumerate(chosen):
        office = fresh(f"office{number}")
        clerk = begun(office, folder, moment)
        if moment:
            clerk.join()
            assert clerk.process.exitcode == -signal.SIGKILL
        else:
            time.sleep(dice.uniform(0, lasted))
            clerk.kill()
        left.add(is_whole(office, wanted) - start)
        collect(office, folder, apply=True)
        assert recorded(office) == wanted
        assert receipts(office) == receipts(alone)
        assert checklist(office) == checklist(alone)
        assert check(office).findings == []
    assert collect(office, folder, apply=True).count("duplicate") == 4
    assert recorded(office) == wanted
    assert len(left) > 1  # not killed at one place only
