"""The life of a task: random actions on both stores against a model kept by hand."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

import postgres
from ledger_stores import CLERK, KEY, D, issue, pg_server, state_of
from taskboard.errors import TaskboardError
from taskboard.ledger.check import check_ledger
from taskboard.ledger.store import open_ledger
from taskboard.settings import Settings
from taskboard.workflows.close import archive, reopen, resume, write_off
from taskboard.workflows.handle import decide, receive, request, verify
from taskboard.workflows.progress import Report, update
from taskboard.workflows.undo import undo
from taskboard.workflows.workspace import Workspace

__all__ = ["pg_server"]
DUE = D(2023, 6, 30)
TASK, UNIT = KEY.split("@")
WORK = {"to_receive", "in_hand", "returned"}
DECIDABLE = WORK | {"to_review"}
# action -> states it is allowed in, as design.md section 3 has it
LEGAL = {
    "receive": {"to_receive", "returned"},
    "report": {*WORK, "completed", "written_off"},
    "close": {"in_hand"},
    "extend": WORK,
    "transfer": WORK,
    "suspend": WORK,
    "stop": WORK,
    "verify-true": {"in_hand", "to_review", "returned", "completed", "written_off", "archived"},
    "verify-partly": {"in_hand", "to_review", "returned", "completed", "written_off", "archived"},
    "writeoff": {"completed"},
    "archive": {"written_off"},
    "reopen": {"completed", "written_off", "archived"},
    "resume": {"suspended", "stopped"},
}
ASIDE = {"suspend": "suspended", "transfer": "transferred", "stop": "stopped"}


@dataclasses.dataclass(frozen=True)
class Model:
    """What a clerk would keep on a card about one assignment."""

    handling: str = "to_receive"
    verification: str = "unverified"
    due: dt.date = DUE
    extensions: int = 0
    returns: int = 0
    reopens: int = 0
    reports: int = 0
    text: str = ""
    completed: dt.date | None = None
    pending: tuple[tuple[str, str, dt.date, dt.date | None], ...] = ()

    def allows(self, action: str) -> bool:
        if action == "writeoff" and self.verification != "true":
            return False
        return self.handling in LEGAL[action]

    def after(self, action: str, day: dt.date, text: str) -> Model:
        moved: dict[str, Any] = {}
        if action == "report":
            state = "in_hand" if self.handling in WORK else self.handling
            moved = {"reports": self.reports + 1, "text": text, "handling": state}
        elif action.startswith("verify"):
            moved = {"verification": action.removeprefix("verify-")}
        elif action == "reopen":
            moved = {"reopens": self.reopens + 1, "verification": "unverified"}
            moved |= {"handling": "in_hand", "completed": None}
        else:
            ends = {"receive": "in_hand", "close": "to_review", "writeoff": "written_off"}
            ends |= {"archive": "archived", "resume": "in_hand"}
            moved = {"handling": ends.get(action, self.handling)}
        return dataclasses.replace(self, **moved)

    def decided(self, asked: tuple[str, str, dt.date, dt.date | None], approve: bool) -> Model:
        _, kind, filed, new_due = asked
        moved: dict[str, Any] = {"pending": tuple(one for one in self.pending if one != asked)}
        if kind == "close" and approve:
            moved |= {"handling": "completed", "completed": filed}
        elif kind == "close":
            moved |= {"handling": "returned", "returns": self.returns + 1}
        elif approve and kind == "extend":
            moved["extensions"] = self.extensions + 1
            if filed <= self.due:
                moved["due"] = new_due
        elif approve:
            moved["handling"] = ASIDE[kind]
        return dataclasses.replace(self, **moved)


class Life(RuleBasedStateMachine):
    """One assignment on every store at once."""

    urls: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        self.model, self.before = Model(), list[Model]()
        self.day = D(2023, 6, 20)
        folder = Path(self.open.enter_context(tempfile.TemporaryDirectory()))
        server = self.open.enter_context(postgres.database(self.urls[0]))
        self.urls_here = (f"sqlite:///{folder / 'ledger.db'}", server)
        for url in self.urls_here:
            with open_ledger(url, create=True) as ledger:
                issue(ledger)
        self.home = folder

    def teardown(self) -> None:
        for url in self.urls_here:
            with open_ledger(url) as ledger:
                assert check_ledger(ledger) == []
        self.open.close()

    def places(self) -> Iterator[Workspace]:
        for url in self.urls_here:
            yield Workspace(self.home, Settings(), url, self.day, CLERK)

    def agree(self) -> None:
        for url in self.urls_here:
            with open_ledger(url) as ledger:
                state = state_of(ledger, self.day)
                row = state.assignments.loc[KEY]
                pending = state.requests[state.requests["decision"] == ""]
            done = row["completed_on"]
            assert (
                row["handling"], row["verification"], row["due_on"].date(), row["extensions"],
                row["returns"], row["reopens"], row["reports"], row["progress"],
                done.date() if done == done else None, set(pending.index),
            ) == (
                *dataclasses.astuple(self.model)[:-1], {one[0] for one in self.model.pending},
            )  # fmt: skip

    def move(self, after: Model) -> None:
        self.before.append(self.model)
        self.model = after
        self.agree()

    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        self.day += dt.timedelta(days=days)
        self.agree()

    @rule(action=st.sampled_from(sorted(LEGAL)), ahead=st.integers(1, 40))
    def act(self, action: str, ahead: int) -> None:
        new_due = self.day + dt.timedelta(days=ahead)
        text = f"进展{len(self.before)}"
        allowed = self.model.allows(action)
        made = set()
        for place in self.places():
            if allowed:
                made.add(perform(place, action, new_due, text))
                continue
            with pytest.raises(TaskboardError) as refused:
                perform(place, action, new_due, text)
            assert refused.value.code in ("move-forbidden", "not-verified")
        if not allowed:
            self.agree()
            return
        after = self.model.after(action, self.day, text)
        if action in (*ASIDE, "close", "extend"):
            (number,) = made
            due = new_due if action == "extend" else None
            asked = (number, action, self.day, due)
            after = dataclasses.replace(after, pending=(*after.pending, asked))
        self.move(after)

    @precondition(lambda self: self.model.pending)
    @rule(approve=st.booleans(), which=st.integers(0, 9))
    def decide(self, approve: bool, which: int) -> None:
        asked = self.model.pending[which % len(self.model.pending)]
        verdict = "approve" if approve else "reject"
        needs = {"to_review"} if asked[1] == "close" else DECIDABLE
        free = self.model.handling in needs or not (approve or asked[1] == "close")
        for place in self.places():
            if free:
                decide(place, asked[0], verdict, reason="已核")
                continue
            with pytest.raises(TaskboardError) as refused:
                decide(place, asked[0], verdict, reason="已核")
            assert refused.value.code == "move-forbidden" and "现在可以" in refused.value.zh
        if free:
            self.move(self.model.decided(asked, approve))

    @precondition(lambda self: self.before)
    @rule()
    def take_back(self) -> None:
        for place in self.places():
            assert undo(place, apply=True).lines
        self.model = self.before.pop()
        self.agree()


def perform(place: Workspace, action: str, new_due: dt.date, text: str) -> str:
    """Do ``action`` as its command does; return the key it was done to."""
    unit = {"unit": UNIT}
    if action in ("close", "extend", "transfer", "suspend", "stop"):
        due = {"new_due": new_due} if action == "extend" else {}
        more = {"to_unit": "市体育局"} if action == "transfer" else {}
        return request(place, TASK, action, reason="有关情况", **unit, **due, **more).key  # type: ignore[arg-type]
    if action.startswith("verify"):
        return verify(place, TASK, action.removeprefix("verify-"), method="实地", **unit).key
    if action == "report":
        return update(place, TASK, Report(text=text), **unit).key
    if action == "reopen":
        return reopen(place, TASK, "反弹", **unit).key
    plain = {"receive": receive, "writeoff": write_off, "archive": archive, "resume": resume}
    return plain[action](place, TASK, **unit).key  # type: ignore[operator]


@pytest.mark.postgres
def test_random_lives_agree_with_a_model_on_both_stores(pg_server: str):
    bounded = settings(
        max_examples=4,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine = type("BoundLife", (Life,), {"urls": (pg_server,)})
    run_state_machine_as_test(machine, settings=bounded)
