"""A round's figures, counted by hand: in time, late, owed, repeated, silent."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from round_world import FINANCE, HOUSING, WATER, key, make_workspace, on
from taskboard.collection.owing import month_period, week_period
from taskboard.ledger.events import NewEvent
from taskboard.workflows.round_status import RoundStatus, round_status
from taskboard.workflows.rounds import close_round, open_round
from taskboard.workflows.workspace import Workspace

DUE = dt.date(2023, 8, 4)


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "office")
    open_round(workspace, week_period(2023, 31), everything=True)
    return workspace


def says(office: Workspace, day: int, code: str, change: str, text: str = "", **more: Any) -> int:
    to = {"round": "2023-W31", "change": change, "text": text, **more}
    kind = "progress-corrected" if "supersedes" in more else "progress-reported"
    with office.ledger() as ledger:
        event = NewEvent(kind, key(code), to)
        when = dt.date(2023, 8, day)
        return ledger.append(
            [event], actor=office.actor, effective_on=when, action="test"
        ).last_seq  # fmt: skip


def status_on(office: Workspace, day: int, number: str = "") -> RoundStatus:
    return round_status(on(office, dt.date(2023, 8, day)), number)


def test_the_due_day_is_in_time_and_the_next_is_late(office: Workspace) -> None:
    says(office, 4, "1.1-1", "progress", "已开工。")
    says(office, 5, "1.2-1", "none")
    says(office, 6, "2.1-1", "done", "已公开。")
    status = status_on(office, 6)
    lines = {unit.unit: unit for unit in status.units}
    assert (status.number, status.due_on, status.closed_on) == ("2023-W31", DUE, None)
    assert (status.owed, status.reported, status.on_time) == (6, 3, 1)
    housing, finance = lines[HOUSING], lines[FINANCE]
    assert (housing.owed, housing.on_time, housing.late, housing.no_progress) == (3, 1, 1, 1)
    assert (housing.state, finance.state, lines[WATER].state) == ("partly", "partly", "unreported")
    assert set(status.missing) == {key("1.3-1"), key("2.2-1"), key("3.1-1")}


def test_a_correction_keeps_the_day_of_the_first_and_its_own_choice(office: Workspace) -> None:
    first = says(office, 4, "1.1-1", "none")
    says(office, 8, "1.1-1", "unchanged", supersedes=first)
    (housing,) = [unit for unit in status_on(office, 8).units if unit.unit == HOUSING]
    assert (housing.on_time, housing.late) == (1, 0)
    assert (housing.no_progress, housing.unchanged) == (0, 1)


def test_words_of_the_report_before_are_found_again(office: Workspace) -> None:
    says(office, 1, "1.1-1", "progress", "已开工68个。", round="")
    says(office, 1, "1.2-1", "progress", "编制初稿。", round="")
    says(office, 1, "2.1-1", "progress", "已公开。", round="")
    says(office, 3, "1.1-1", "progress", "已开工 68 个。")  # blanks aside the same
    says(office, 3, "1.2-1", "unchanged", "编制初稿。")  # says so itself
    says(office, 3, "2.1-1", "progress", "已公开预算。")
    says(office, 3, "2.2-1", "progress", "")
    assert status_on(office, 4).copied == (key("1.1-1"),)


def test_a_corrected_report_repeats_nothing(office: Workspace) -> None:
    says(office, 1, "1.1-1", "progress", "已开工。", round="")
    first = says(office, 3, "1.1-1", "progress", "已开工。")
    says(office, 3, "1.1-1", "progress", "已开工，完成两成。", supersedes=first)
    assert status_on(office, 4).copied == ()


def test_who_has_not_spoken_for_a_fortnight_is_silent(office: Workspace) -> None:
    says(office, 1, "1.1-1", "unchanged")
    days = dict(status_on(office, 15).stale)
    assert days[key("1.1-1")] == 14 and key("1.2-1") in days
    assert key("1.1-1") not in dict(status_on(office, 14).stale)


def test_an_earlier_round_is_shown_by_its_number_closed_or_not(office: Workspace) -> None:
    says(office, 4, "1.1-1", "progress", "已开工。")
    close_round(on(office, dt.date(2023, 8, 7)))
    open_round(on(office, dt.date(2023, 8, 7)), week_period(2023, 32), everything=True)
    says(office, 8, "1.1-1", "progress", "已开工一半。", round="2023-W32")
    old, new = status_on(office, 9, "2023-W31"), status_on(office, 9)
    assert (old.number, old.closed_on, old.reported) == ("2023-W31", dt.date(2023, 8, 7), 1)
    assert (new.number, new.closed_on, new.reported) == ("2023-W32", None, 1)
    assert "2023年第31周" in old.words and "第32周" in new.words


ASKED = NewEvent("request-filed", "R2023-0001", {"assignment": key("3.1-1"), "type": "close"},
                 reason="办结")  # fmt: skip
RECEIVED = NewEvent("assignment-received", key("3.1-1"))
REJECTED = NewEvent("request-decided", "R2023-0001", {"decision": "reject"})
APPROVED = NewEvent("request-decided", "R2023-0001", {"decision": "approve"})


@pytest.mark.parametrize(
    ("events", "state"),
    [
        pytest.param([], "nothing_owed", id="to-receive"),
        pytest.param([RECEIVED], "nothing_owed", id="in-hand"),
        pytest.param([RECEIVED, ASKED], "nothing_owed", id="to-review"),
        pytest.param([RECEIVED, ASKED, REJECTED], "nothing_owed", id="returned"),
        pytest.param([RECEIVED, ASKED, APPROVED], None, id="completed"),
    ],
)
def test_a_unit_that_owes_nothing_has_a_line_while_it_has_work_in_hand(
    tmp_path: Path, events: list[NewEvent], state: str | None
) -> None:
    office = make_workspace(tmp_path / "office")
    if events:
        with office.ledger() as ledger:
            when = dt.date(2023, 7, 20)
            ledger.append(events, actor=office.actor, effective_on=when, action="test")
    open_round(office, month_period(2023, 8))  # what is asked for each quarter is not owed
    lines = {unit.unit: unit for unit in status_on(office, 4).units}
    assert (lines[WATER].state if WATER in lines else None) == state
    assert lines[HOUSING].owed == 3


def test_a_unit_whose_work_is_done_has_no_line(office: Workspace) -> None:
    asked = {"assignment": key("3.1-1"), "type": "close"}
    with office.ledger() as ledger:
        ledger.append(
            [
                NewEvent("request-filed", "R2023-0001", asked, reason="办结"),
                NewEvent("request-decided", "R2023-0001", {"decision": "approve"}),
            ],
            actor=office.actor, effective_on=dt.date(2023, 8, 2), action="test",
        )  # fmt: skip
    assert WATER in [unit.unit for unit in status_on(office, 4).units]  # it was asked this time
    close_round(on(office, dt.date(2023, 8, 7)))
    open_round(on(office, dt.date(2023, 8, 7)), week_period(2023, 32), everything=True)
    assert [unit.unit for unit in status_on(office, 8).units] == [HOUSING, FINANCE]
