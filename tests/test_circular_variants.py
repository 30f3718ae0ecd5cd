"""The wording of a circular varies with the facts, and every layout has its golden text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from sample_state import (
    CLERK,
    SETTINGS,
    TASKS,
    close,
    day,
    every_ask,
    issue,
    key,
    proposals,
    report,
    round_of,
    sample_ledger,
    sample_workspace,
)
from taskboard.ledger.events import NewEvent
from taskboard.workflows.letters import make_letters
from taskboard.workflows.papers import make_circular
from taskboard.workflows.workspace import Workspace
from test_workflows_papers import words
from test_workflows_reports import dump, masked, text_of

ASKED = "2025-W35"


def answers(*codes: str) -> list[NewEvent]:
    """Every unit of the tasks named reports in time, in words of its own."""
    return [
        report(code, unit, ASKED, f"{code} 由{unit}推进。", 60)
        for code, _, _, units, _ in TASKS
        for unit, _ in units
        if not codes or code in codes
    ]


def done(*codes: str) -> list[NewEvent]:
    """The units of the tasks named close them in time."""
    events = []
    for number, (code, _, _, units, _) in enumerate(TASKS, 1):
        for place, (unit, _) in enumerate(units) if code in codes else ():
            events += close(number * 10 + place, code, unit, "2025-06-20", "2025-06-25")
    return events


OPEN = round_of(ASKED, "2025-06-23", "2025-06-27", every_ask())
ALL = tuple(row[0] for row in TASKS)
# name -> (events after the issue, day of the circular)
VARIANTS: dict[str, tuple[list[NewEvent], str]] = {
    "first-no-round": ([], "2025-03-20"),
    "nobody-reported": ([OPEN], "2025-06-28"),
    "everybody-reported-none-late": ([OPEN, *answers()], "2025-06-28"),
    "one-late": ([OPEN, *answers(), *done("1.2-1", "2.2-1")], "2025-07-02"),
    "one-unit-several-late": ([OPEN, *answers(), *done("1.1-2", "1.2-1", "2.1-1")], "2025-09-20"),
    "many-late": ([OPEN, *answers("1.1-1")], "2025-12-20"),
    "all-done": ([OPEN, *answers(), *done(*ALL)], "2025-06-28"),
}


def world(folder: Path, events: list[NewEvent], on: str) -> Workspace:
    """A ledger with the sample's tasks issued and ``events`` on the day of the round."""
    with sample_ledger(folder, empty=True) as ledger:
        for at, batch in (("2025-03-10", proposals()), ("2025-03-15", issue())):
            ledger.append(batch, actor=CLERK, effective_on=day(at), action="test")
        if events:
            ledger.append(events, actor=CLERK, effective_on=day("2025-06-26"), action="test")
    return Workspace(folder, SETTINGS, f"sqlite:///{folder / 'ledger.db'}", day(on), CLERK)


def body(path: Path) -> str:
    """Return the text from 一、总体情况 up to the annexes."""
    text = words(path)
    return text[text.index("一、总体情况") : text.index("附件：")]


@pytest.mark.parametrize("name", VARIANTS)
def test_wording_follows_the_facts(
    tmp_path: Path, golden: Callable[[str, str], None], name: str
) -> None:
    path = tmp_path / "通报.docx"
    make_circular(world(tmp_path, *VARIANTS[name]), path)
    text = body(path)
    golden(f"circular-body-{name}.txt", text)
    assert not re.search(r"\b0项|、。|；。|，。|。。|：。|None|nan|\{\{|\{%", text)


@pytest.mark.parametrize(
    ("name", "said", "never"),
    [
        ("first-no-round", "尚未组织进展报送", "与上次通报相比"),
        ("nobody-reported", "无一报送", "报送率"),
        ("everybody-reported-none-late", "没有逾期事项", "事项逾期"),
        ("one-late", "（一）事项逾期", "平均逾期"),
        ("many-late", "平均逾期", "没有逾期事项"),
        ("all-done", "没有逾期事项", "尚无办结事项"),
    ],
)
def test_what_is_said_and_what_is_not(tmp_path: Path, name: str, said: str, never: str) -> None:
    path = tmp_path / "通报.docx"
    make_circular(world(tmp_path, *VARIANTS[name]), path)
    assert said in body(path) and never not in body(path)


@pytest.mark.parametrize("ending", [".html", ".xlsx"])
@pytest.mark.parametrize("on", ["2025-03-20", "2025-08-24", "2025-09-01"])
def test_page_and_annexes_of_three_days_as_golden(
    tmp_path: Path, golden: Callable[[str, str], None], on: str, ending: str
) -> None:
    workspace = dataclasses.replace(sample_workspace(tmp_path), as_of=day(on))
    path = tmp_path / f"通报{ending}"
    make_circular(workspace, path)
    text = text_of(path) if ending == ".html" else dump(path)
    golden(f"circular-{on}{ending}.txt", re.sub(r"[0-9a-f]{64}", "<digest>", masked(text)))


LETTERS = {"reminder": "2025-09-01", "order": "2025-09-09", "summons": "2025-11-20",
           "rectify": "2025-11-20"}  # fmt: skip


@pytest.mark.parametrize("kind", LETTERS)
def test_letters_as_golden(tmp_path: Path, golden: Callable[[str, str], None], kind: str) -> None:
    workspace = sample_workspace(tmp_path, papers={"contact": "王晓 0577-88881234"})
    workspace = dataclasses.replace(workspace, as_of=day(LETTERS[kind]))
    made = make_letters(workspace, kind, tmp_path / "out", reason="领导要求直接发").made
    assert made
    text = "\n".join(f"== {one.paper.number}\n{words(one.path)}" for one in made[:2])
    golden(f"letter-{kind}.txt", re.sub(r"[0-9a-f]{12,64}", "<digest>", text))
    for one in made:
        assert Document(str(one.path)).paragraphs and key("1.1-1") not in one.paper.title
