"""Two processes write at once: nothing is lost or doubled, and a conflict is told as one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clerks_at_once import Clerk, both
from ledger_stores import CLERK, KEY, OTHER, D, issue, ledger, pg_server, state_of, store
from returned_folder import collecting, folder, recorded, sent, world
from taskboard.ledger import naming
from taskboard.ledger.check import check_ledger
from taskboard.ledger.events import NewEvent
from taskboard.ledger.store import Ledger
from taskboard.workflows.collecting import collect
from taskboard.workflows.upkeep import check, copy
from taskboard.workflows.workspace import Workspace

__all__ = ["folder", "ledger", "pg_server", "sent", "store", "world"]
DAY = "2023-04-03"
TASK, UNIT = KEY.split("@")
CONFLICT = "在您查看之后已被他人更新，本次没有写入"


def line(home: Path, store: str, *words: str) -> list[str]:
    return ["--home", str(home), "--ledger", store, "--as-of", DAY, *words]


def told(ledger: Ledger) -> list[str]:
    """The texts reported so far."""
    return list(state_of(ledger, D(2023, 4, 3)).updates["text"])


def test_two_clerks_report_at_once(ledger: Ledger, store: str, tmp_path: Path):
    """What was written is there once; what was not was told to be a conflict."""
    issue(ledger)
    texts = {name: [f"{name}{number}" for number in range(8)] for name in "甲乙"}
    given = ("task", "update", TASK, "--unit", UNIT, "--text")
    lines = {n: [line(tmp_path, store, *given, text) for text in texts[n]] for n in texts}
    results = both(*(Clerk(lines[name]) for name in texts))
    written = []
    for name, found in zip(texts, results, strict=True):
        for text, (code, output) in zip(texts[name], found, strict=True):
            assert code in (0, 1), output
            assert (CONFLICT in output and "error [conflict]" in output) == bool(code), output
            written += [] if code else [text]
    assert written and sorted(told(ledger)) == sorted(written)
    assert [text for text in told(ledger) if text[0] == "甲"] == sorted(
        text for text in written if text[0] == "甲"
    )
    assert check_ledger(ledger) == []


def test_one_of_two_clerks_takes_a_step(ledger: Ledger, store: str, tmp_path: Path):
    """Both find the task 待签收; only one receives it."""
    issue(ledger)
    step = line(tmp_path, store, "task", "receive", TASK, "--unit", UNIT)
    results = both(Clerk([step]), Clerk([step]))
    codes = sorted(code for ((code, _),) in results)
    assert codes == [0, 1]
    refused = next(output for ((code, output),) in results if code)
    assert CONFLICT in refused or "不能签收" in refused
    assert len(state_of(ledger, D(2023, 4, 3)).events("assignment-received")) == 1
    assert check_ledger(ledger) == []


@pytest.mark.parametrize(
    "words",
    [
        ("task", "update", TASK, "--unit", UNIT, "--percent", "30"),
        ("task", "receive", TASK, "--unit", UNIT),
        (
            "task",
            "request",
            TASK,
            "extend",
            "--unit",
            UNIT,
            "--reason",
            "汛期",
            "--new-due",
            "2023-09-01",
        ),
        ("undo", "--apply"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_conflict_is_told_and_nothing_is_written(
    ledger: Ledger, store: str, tmp_path: Path, words: tuple[str, ...]
):
    """A clerk has read the state; somebody else writes; then the clerk wants to write."""
    issue(ledger)
    if words[0] == "undo":
        first = line(
            tmp_path, store, "task", "judge", TASK, "--unit", UNIT, "--judgement", "按序时"
        )
        clerk = Clerk([first, line(tmp_path, store, *words)], hold=True)
    else:
        clerk = Clerk([line(tmp_path, store, *words)], hold=True)
    clerk.wait("ready")
    clerk.go_on()
    clerk.wait("held")
    if words[0] == "undo":
        clerk.go_on()
        clerk.wait("held")
    other = Clerk(
        [line(tmp_path, store, "task", "update", TASK, "--unit", UNIT, "--percent", "80")]
    )
    (results,) = both(other)
    assert results[0][0] == 0
    head = ledger.head()
    clerk.go_on()
    code, output = clerk.results()[-1]
    assert code == 1 and CONFLICT in output and UNIT in output
    assert ledger.head() == head
    assert state_of(ledger, D(2023, 4, 3)).assignments.at[KEY, "percent"] == 80
    assert check_ledger(ledger) == []


def test_writers_on_different_tasks_do_not_hinder_each_other(
    ledger: Ledger, store: str, tmp_path: Path
):
    issue(ledger)
    clerk = Clerk([line(tmp_path, store, "task", "receive", TASK, "--unit", UNIT)], hold=True)
    clerk.wait("ready")
    clerk.go_on()
    clerk.wait("held")
    ledger.append(
        [NewEvent("assignment-received", OTHER)], actor=CLERK, action="test",
        effective_on=D(2023, 4, 3),
    )  # fmt: skip
    clerk.go_on()
    ((code, output),) = clerk.results()
    assert code == 0, output
    handling = state_of(ledger, D(2023, 4, 3)).assignments["handling"]
    assert set(handling) == {"in_hand"}


def test_a_request_whose_number_was_taken_gets_the_next_one(
    ledger: Ledger, store: str, tmp_path: Path
):
    """Two clerks ask for more time for two tasks at the same moment; both are filed."""
    issue(ledger)
    task, unit = OTHER.split("@")
    asked = ("extend", "--reason", "汛期", "--new-due", "2023-12-01")
    mine = line(tmp_path, store, "task", "request", TASK, *asked, "--unit", UNIT)
    theirs = line(tmp_path, store, "task", "request", task, *asked, "--unit", unit)
    clerk = Clerk([mine], hold=True)
    clerk.wait("ready")
    clerk.go_on()
    clerk.wait("held")
    (((code, output),),) = both(Clerk([theirs]))
    assert code == 0 and "R2023-0001" in output
    clerk.go_on()
    clerk.wait("held")  # once more, under the next number
    clerk.go_on()
    ((code, output),) = clerk.results()
    assert code == 0 and "R2023-0002" in output and "R2023-0001" not in output
    requests = state_of(ledger, D(2023, 4, 3)).requests
    assert dict(requests["assignment"]) == {"R2023-0001": OTHER, "R2023-0002": KEY}
    assert check_ledger(ledger) == []


def test_a_form_that_asks_for_more_time_gets_the_next_number(
    world: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """Somebody files a request between the number's choice and the form's transaction."""
    free, asked = naming.next_request_ids, {"assignment": "2023-01-2.2-1@市财政局", "type": "stop"}

    def overtaken(ledger: Ledger, year: int, count: int = 1) -> list[str]:
        ids = free(ledger, year, count)
        monkeypatch.setattr(naming, "next_request_ids", free)
        event = NewEvent("request-filed", ids[0], asked, reason="先到一步")
        ledger.append([event], actor=CLERK, effective_on=world.as_of, action="task request")
        return ids

    monkeypatch.setattr(naming, "next_request_ids", overtaken)
    done = collect(world, folder, apply=True)
    assert (done.count("accepted"), done.count("conflict")) == (3, 0)
    assert dict(world.state().requests["type"]) == {"R2023-0001": "stop", "R2023-0002": "extend"}
    assert check(world).findings == []


def test_one_folder_collected_by_two_clerks_is_taken_in_once(
    world: Workspace, folder: Path, store: str, tmp_path: Path
):
    """Each file by one of them; the other is told that it came already."""
    office = replace(world, home=tmp_path / "office", url=store)
    copy(world, store)
    undisturbed = replace(world, home=tmp_path / "alone")
    alone = collect(undisturbed, folder, apply=True)
    clerks = [Clerk([collecting(replace(office, home=tmp_path / n), folder)]) for n in "甲乙"]
    outputs = [output for ((_, output),) in both(*clerks)]
    assert not any("Traceback" in output or "Error(" in output for output in outputs), outputs
    assert sorted(recorded(office)) == sorted(recorded(undisturbed))
    assert check(office).findings == []
    again = collect(replace(office, home=tmp_path / "甲"), folder, apply=True)
    assert (alone.count("accepted"), alone.count("superseded")) == (3, 1)
    assert (again.count("accepted"), again.count("duplicate")) == (0, 4)
    receipts = [
        {path.name: path.read_text("utf-8") for path in sorted(home.rglob("*_回执.txt"))}
        for home in (tmp_path / "甲", tmp_path / "alone")
    ]
    assert receipts[0] == receipts[1]
