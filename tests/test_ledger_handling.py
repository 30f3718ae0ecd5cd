from __future__ import annotations

import pytest

from ledger_stores import KEY, D, issue, ledger, pg_server, put, store
from taskboard.ledger.check import check_ledger
from taskboard.ledger.events import NewEvent
from taskboard.ledger.handling import (
    ACTIONS,
    MOVES,
    NEED_REQUEST,
    STATES,
    ForbiddenMoveError,
    allowed_moves,
    check_move,
)
from taskboard.ledger.store import Ledger

__all__ = ["ledger", "pg_server", "store"]
PAIRS = [(state, action) for state in STATES for action in MOVES]
ALLOWED = [(state, action) for state, action in PAIRS if state in MOVES[action][0]]
REFUSED = [pair for pair in PAIRS if pair not in ALLOWED]


@pytest.mark.parametrize(("state", "action"), ALLOWED)
def test_an_allowed_move_passes(state: str, action: str):
    check_move("甲", state, action)
    assert action in allowed_moves(state)


@pytest.mark.parametrize(("state", "action"), REFUSED)
def test_a_refused_move_says_what_is_allowed(state: str, action: str):
    with pytest.raises(ForbiddenMoveError) as refused:
        check_move("甲", state, action)
    free = [move for move in allowed_moves(state) if move not in NEED_REQUEST]
    assert all(ACTIONS[move] in refused.value.zh for move in free)
    assert free or "现在可以：无" in refused.value.zh


@pytest.mark.parametrize(
    ("state", "action"),
    [
        pytest.param("in_hand", "writeoff", id="销号 needs 办结"),
        pytest.param("to_receive", "request-close", id="办结 needs 签收"),
        pytest.param("completed", "archive", id="归档 needs 销号"),
        pytest.param("in_hand", "approve-close", id="nothing to approve"),
        pytest.param("archived", "report", id="no report on what is filed away"),
        pytest.param("transferred", "resume", id="what was handed over stays there"),
        pytest.param("suspended", "report", id="no report while suspended"),
    ],
)
def test_what_the_design_forbids(state: str, action: str):
    assert (state, action) in REFUSED


def test_every_state_led_to_is_a_state():
    assert {to for _, to in MOVES.values() if to} <= set(STATES)
    assert set(ACTIONS) == set(MOVES)


CLOSE = NewEvent("request-filed", "R2023-0001", {"assignment": KEY, "type": "close"})
AGREE = NewEvent("request-decided", "R2023-0001", {"decision": "approve"})


@pytest.mark.parametrize(
    ("events", "codes"),
    [
        pytest.param([CLOSE, AGREE], [], id="asked and agreed"),
        pytest.param([NewEvent("assignment-reopened", KEY)], ["move-forbidden"], id="never closed"),
        pytest.param([NewEvent("assignment-resumed", KEY)], ["move-forbidden"], id="not aside"),
        pytest.param(
            [CLOSE, AGREE, NewEvent("assignment-resumed", KEY)], ["move-forbidden"], id="closed"
        ),
    ],
)
def test_check_replays_every_move(ledger: Ledger, events: list[NewEvent], codes: list[str]):
    issue(ledger)
    put(ledger, D(2023, 4, 1), *events)
    assert [
        finding.code for finding in check_ledger(ledger) if finding.code == "move-forbidden"
    ] == codes
